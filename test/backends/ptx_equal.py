#!/usr/bin/env python3
# Shows that migration costs nothing on the cuda backend: nvcc makes the same PTX of the migrated source and the
# original.
# SPDX-License-Identifier: Apache-2.0
"""Compare the PTX of a CUDA source with the PTX of its migrated form, kernel by kernel.

  ptx_equal.py [options] ORIGINAL.cu MIGRATED.cpp [-- NVCC_ARGS...]
  ptx_equal.py [options] ORIGINAL_DIR MIGRATED_DIR [-- NVCC_ARGS...]

Two folders are compared file by file: each .cu with the migrated file of the same path, as .cpp.
The numbering of registers, labels and stack frames, debug lines, and the hashes in file-private names are ignored;
instructions are always compared. Both sources are compiled under one file name, so that __FILE__ is the same in both.

Exit status: 0 all kernels equal, 1 some differ or do not compile, 2 bad usage, 77 no nvcc on this machine.
"""

import argparse
import difflib
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from backend import backend_called  # noqa: E402


class CompileError(Exception):
    pass


def compile_ptx(nvcc, source, arch, args):
    """The PTX of one source. It is compiled under the name unit.cu, beside nothing; quoted includes find its folder."""
    source = source.resolve()
    with tempfile.TemporaryDirectory(prefix="ptx_equal.") as folder:
        unit = Path(folder) / "unit.cu"
        unit.symlink_to(source)
        command = [nvcc, "-ptx", "-x", "cu", "-std=c++17", f"-arch={arch}", "-w"]
        command += ["-Xcompiler", f"-iquote,{source.parent}", *args, "unit.cu", "-o", "unit.ptx"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise CompileError(f"{source}: nvcc failed\n{shlex.join(command)}\n{done.stdout}{done.stderr}".rstrip())
        return (Path(folder) / "unit.ptx").read_text()


def without_file_hashes(text):
    """Names that are private to a file carry its name and a hash: nvcc spells an anonymous namespace as
    <length>_GLOBAL__N__<hash>_<name and more>, other file-local scopes as <length>_INTERNAL_<hash>_..."""

    def shorten(match):
        digits, rest = match.groups()
        for start in range(len(digits)):  # the first digits may be the end of the name before
            length = int(digits[start:])
            if len("_INTERNAL_01234567") < length <= len(rest):
                return digits[:start] + "<file>" + without_file_hashes(rest[length:])
        return match.group(0)

    text = re.sub(r"(\d+)((?:_GLOBAL__N__|_INTERNAL_)[0-9a-f]{8}_\w*)", shorten, text)
    return re.sub(r"(__nv_static_\d+__)[0-9a-f]{8}_\d+_\w+?_[0-9a-f]{8}(?:_\d+)?_", r"\1", text)


def split_ptx(text):
    """The functions of a PTX module by name, and its other declarations (variables, prototypes) by name."""
    text = re.sub(r"//[^\n]*", "", text)
    text = re.sub(r"\n\s*\.section\s+\.debug\w*\s*\{.*?\n\s*\}", "", text, flags=re.S)
    text = re.sub(r"^\s*\.(file|loc|version|target|address_size)\b[^\n]*$", "", text, flags=re.M)
    text = without_file_hashes(text)
    functions, others = {}, {}
    position = 0
    opening = re.compile(r"[;{]")
    while match := opening.search(text, position):
        declaration = text[position : match.end()].strip()
        end = match.end()
        if match.group() == "{":  # a body or an initialiser
            depth = 1
            while depth:
                brace = re.compile(r"[{}]").search(text, end)
                if not brace:
                    raise ValueError("unbalanced braces in PTX")
                depth += 1 if brace.group() == "{" else -1
                end = brace.end()
            is_function = re.search(r"\.(entry|func)\b", declaration)
            if not is_function:
                end = text.index(";", end) + 1
            item = text[position:end]
            name = re.search(r"([\w$<>]+)\s*\(", re.sub(r"\.func\s*\([^)]*\)", ".func ", declaration)) if is_function else None
            if is_function:
                # Without parameters there may be no parenthesis at all.
                name = name.group(1) if name else declaration.split()[-2]
                functions[name] = (".entry" in declaration, normalise(item))
            else:
                others[variable_name(declaration)] = squeeze(item)
        else:
            item = text[position:end]
            others[variable_name(declaration)] = squeeze(item)
        position = end
    # The order of functions decides which of them are declared before their definition.
    return functions, {name: lines for name, lines in others.items() if name not in functions}


def variable_name(declaration):
    declaration = declaration.split("=")[0]
    if call := re.search(r"([\w$<>]+)\s*\(", re.sub(r"\.func\s*\([^)]*\)", ".func ", declaration)):
        return call.group(1)
    return re.sub(r"\[[^\]]*\]|[;{]", " ", declaration).split()[-1]


def squeeze(text):
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def normalise(function):
    """One line an instruction, with registers and labels numbered by first appearance."""
    numbers, last = {}, {}

    def renumber(match):
        token, kind = match.group(0), match.group(1)
        if token not in numbers:
            last[kind] = numbers[token] = last.get(kind, 0) + 1
        return f"{kind}#{numbers[token]}"

    function = re.sub(r"^\s*\.reg\s[^;]*<\d+>;\s*$", "", function, flags=re.M)  # how many numbers were used
    function = re.sub(r"(%[a-z]+)\d+\b", renumber, function)
    function = re.sub(r"(\$L_\w*?|\b__local_depot)\d+(?:_\d+)?\b", renumber, function)
    return squeeze(function)


def variables_in_use(functions, others):
    """The variables that other files can see or a function reaches; a header may leave private ones that nobody uses."""
    words = {name: set(re.findall(r"[\w$<>]+", " ".join(lines))) for name, lines in others.items()}
    used = {name for name, lines in others.items() if re.match(r"\.(visible|extern|weak|common)\b", lines[0])}
    used |= {word for _, lines in functions.values() for word in re.findall(r"[\w$<>]+", " ".join(lines)) if word in others}
    reached = set()
    while used - reached:
        reached |= used
        used = {word for name in reached for word in words[name] if word in others}
    return reached


def compare(original, migrated, show_diff=True):
    """Prints a line a kernel; True if the two modules are the same."""
    (functions_a, others_a), (functions_b, others_b) = split_ptx(original), split_ptx(migrated)
    same = True
    for name in sorted(functions_a.keys() | functions_b.keys()):
        kind = "kernel" if (functions_a.get(name) or functions_b.get(name))[0] else "function"
        if name not in functions_a or name not in functions_b:
            print(f"  {kind} {name}: only in the {'original' if name in functions_a else 'migrated'}")
            same = False
        elif functions_a[name] != functions_b[name]:
            print(f"  {kind} {name}: DIFFERS")
            same = False
            if show_diff:
                print_diff(functions_a[name][1], functions_b[name][1])
        else:
            print(f"  {kind} {name}: equal")
    for name in sorted(variables_in_use(functions_a, others_a) | variables_in_use(functions_b, others_b)):
        if others_a.get(name) != others_b.get(name):
            print(f"  variable {name}: DIFFERS")
            same = False
            if show_diff:
                print_diff(others_a.get(name, []), others_b.get(name, []))
    if not any(is_kernel for is_kernel, _ in functions_a.values()):
        print("  (no kernel)")
    return same


def print_diff(a, b):
    for line in difflib.unified_diff(a, b, "original", "migrated", lineterm="", n=2):
        print("    " + line)


def pairs_of(original, migrated):
    if original.is_file() and migrated.is_file():
        return [(original, migrated)]
    if original.is_dir() and migrated.is_dir():
        found = []
        for source in sorted(original.rglob("*.cu")):
            found.append((source, (migrated / source.relative_to(original)).with_suffix(".cpp")))
        return found
    return []


def main():
    arguments = sys.argv[1:]
    split = arguments.index("--") if "--" in arguments else len(arguments)
    own, nvcc_args = arguments[:split], arguments[split + 1 :]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("original", type=Path)
    parser.add_argument("migrated", type=Path)
    parser.add_argument("--arch", default="sm_80", help="what nvcc compiles for (default: %(default)s)")
    parser.add_argument("--original-args", default="", metavar="ARGS", help="nvcc arguments for the original only, such as -I flags")
    parser.add_argument("--migrated-args", default="", metavar="ARGS", help="nvcc arguments for the migrated source only")
    parser.add_argument("--shim-include", action="append", type=Path, metavar="DIR", help="instead of this repository's shim (repeatable)")
    parser.add_argument("--expect-different", action="store_true", help="succeed only if the PTX differs: the check of this check")
    options = parser.parse_args(own)

    cuda = backend_called("cuda")
    nvcc = cuda.compiler()
    if not nvcc:
        print("skipped: no nvcc on this machine (set NVCC, or put it on the path)")
        return 77
    pairs = pairs_of(options.original, options.migrated)
    if not pairs:
        print(f"ptx_equal.py: {options.original} and {options.migrated} are neither two files nor two folders with .cu files", file=sys.stderr)
        return 2
    shim = [f"-I{folder}" for folder in options.shim_include or []] or cuda.includes
    all_same = True
    for original, migrated in pairs:
        print(f"{original} {migrated}")
        if not migrated.is_file():
            print("  the migrated file is missing")
            all_same = False
            continue
        try:
            ptx_a = compile_ptx(nvcc, original, options.arch, [*nvcc_args, *shlex.split(options.original_args)])
            ptx_b = compile_ptx(nvcc, migrated, options.arch, [*shim, *nvcc_args, *shlex.split(options.migrated_args)])
        except CompileError as error:
            print(error)
            return 1
        all_same &= compare(ptx_a, ptx_b, show_diff=not options.expect_different)
    if options.expect_different:
        return 1 if all_same else 0
    return 0 if all_same else 1


if __name__ == "__main__":
    sys.exit(main())
