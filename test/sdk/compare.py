#!/usr/bin/env python3
"""Compares the facade with a CUDA SDK, if one is installed.

  compare.py functions HEADER   every function of the SDK's header is declared by the facade
  compare.py signatures HEADER  and has the type that the SDK gives it
  compare.py names HEADER       lists the types, enumerators and macros that the facade lacks
  compare.py values HEADER      every enumerator has the value that the SDK gives it: in the facade, and where a rule
                                sends it, in each backend but other vendors' (--tool is the causeway that knows the rules)

The script reads only names, types and values. A compiler compares the types: each function that both declare becomes
a static_assert with the facade's type, compiled against the SDK. If CUDA's versions declare a name differently, the
facade overloads it, and one of its types must match.

Exit status: 0 as expected, 1 not, 77 skipped for the reason printed.
SPDX-License-Identifier: Apache-2.0
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "test" / "backends"))
from backend import backends  # noqa: E402

FACADE = ROOT / "rules/cuda"
# The areas of the facade that declare the contents of each header.
AREAS = {
    "cuda_runtime_api.h": ["runtime.h", "interop.h", "legacy.h", "profiler.h"],
    "cuda.h": ["driver.h"],
    "cublas_v2.h": ["blas.h"],
}
SKIP = 77


def find_sdk():
    nvcc = shutil.which("nvcc") or "/usr/local/cuda/bin/nvcc"
    include = pathlib.Path(nvcc).resolve().parents[1] / "include"
    return include if (include / "cuda.h").exists() else None


def run(command, text):
    done = subprocess.run(command, input=text, text=True, capture_output=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr[:4000]}")
    return done.stdout


def declared(clang, headers, include, belongs):
    """{name: (kind, [types])} of what the headers declare in files that belong."""
    text = "".join(f'#include "{h}"\n' for h in headers)
    tree = json.loads(run([clang, "-x", "c++", "-std=c++17", "-fsyntax-only", "-Xclang", "-ast-dump=json", "-I", include, "-"], text))
    found = {}
    file = None  # Clang writes a file's name only when it changes.

    def place(location):
        nonlocal file
        for l in (location.get("spellingLoc"), location.get("expansionLoc"), location):
            if l and isinstance(l.get("file"), str):
                file = l["file"]

    def visit(node, at_file_scope):
        place(node.get("loc", {}))
        here = file
        for end in ("begin", "end"):
            place(node.get("range", {}).get(end, {}))
        kind = node.get("kind", "")
        if at_file_scope and node.get("name") and here and belongs(here) and kind in (
                "FunctionDecl", "EnumDecl", "EnumConstantDecl", "TypedefDecl", "CXXRecordDecl"):
            found.setdefault(node["name"], (kind, []))[1].append(node.get("type", {}).get("qualType"))
        for child in node.get("inner", []):
            visit(child, at_file_scope and kind in ("TranslationUnitDecl", "LinkageSpecDecl", "EnumDecl"))

    visit(tree, True)
    return found


def macros(clang, headers, include, belongs):
    text = "".join(f'#include "{h}"\n' for h in headers)
    names, file = set(), None
    for line in run([clang, "-x", "c++", "-std=c++17", "-E", "-dD", "-I", include, "-"], text).splitlines():
        if m := re.match(r'# \d+ "(.*?)"', line):
            file = m[1]
        elif (m := re.match(r"#define (\w+)", line)) and file and belongs(file):
            names.add(m[1])
    return names


def asserted(clang, includes, flags, pairs):
    """The names of those (name, expression, value) whose expression has another value, and other errors."""
    text = includes + "".join(f'static_assert((long long)({e}) == (long long)({v}), "{n}");\n' for n, e, v in pairs)
    done = subprocess.run([clang, "-x", "c++", "-std=c++17", "-fsyntax-only", "-ferror-limit=0", *flags, "-"],
                          input=text, text=True, capture_output=True)
    wrong = sorted(set(re.findall(r"static assertion failed.*?: (\w+)", done.stderr)))
    return wrong, [l for l in done.stderr.splitlines() if "error:" in l and "static assertion failed" not in l]


def compare_values(clang, tool, header, sdk, theirs, ours):
    names = sorted(n for n, (kind, _) in theirs.items() if kind == "EnumConstantDecl")
    program = f'#include <cstdio>\n#include <{header}>\nint main() {{\n'
    program += "".join(f'std::printf("{n} %lld\\n", (long long){n});\n' for n in names) + "}\n"
    with tempfile.TemporaryDirectory() as folder:
        binary = pathlib.Path(folder) / "values"
        run([clang, "-x", "c++", "-std=c++17", "-I", str(sdk), "-", "-o", str(binary)], program)
        value = dict(line.split() for line in run([str(binary)], "").splitlines())

    failed = 0
    def report(where, pairs, includes, flags):
        nonlocal failed
        wrong, other = asserted(clang, includes, flags, pairs)
        expression = {n: e for n, e, _ in pairs}
        for line in other:
            print(f"{where}: {line}")
        for n in wrong:
            print(f"{where}: {n} is {value[n]} in {header}, {expression[n]} is not")
        print(f"{where}: {len(pairs)} values compared, {len(wrong)} differ")
        failed += len(wrong) + len(other)

    facade = "".join(f'#include "{h}"\n' for h in AREAS[header])
    report("facade", [(n, n, value[n]) for n in names if n in ours], facade, ["-I", str(FACADE)])
    targets = {}
    for line in run([tool, "rules", "list"], "").splitlines():
        name, _, verdict, target = (line.split("\t") + [""])[:4]
        if verdict.startswith("mapped") and name in value and re.fullmatch(r"\w+", target):
            targets[name] = target
    pairs = [(n, t, value[n]) for n, t in sorted(targets.items())]
    include = "#include <cw/blas.h>\n#include <cw/driver.h>\n#include <cw/profiler.h>\n"
    for backend in backends():
        vendor = backend.words("vendor_headers")
        if not vendor or (sdk / vendor[0]).exists():  # another vendor's values may differ
            report(backend.name, pairs, include, [*backend.includes, f"-I{sdk}"] if vendor else backend.includes)
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["functions", "signatures", "names", "values"])
    parser.add_argument("header", choices=AREAS)
    parser.add_argument("--clang", default="clang++-19")
    parser.add_argument("--tool", default="causeway")
    args = parser.parse_args()
    sdk = find_sdk()
    if not sdk:
        print("no CUDA SDK is installed here")
        return SKIP
    in_sdk = lambda file: file.startswith(str(sdk)) or "/cuda" in file
    theirs = declared(args.clang, [args.header], sdk, in_sdk)
    ours = declared(args.clang, AREAS[args.header], FACADE, lambda file: True)

    functions = sorted(n for n, (kind, _) in theirs.items() if kind == "FunctionDecl")
    if args.what == "functions":
        missing = [n for n in functions if n not in ours]
        for name in missing:
            print(f"{args.header} declares '{name}', the facade does not")
        print(f"{len(functions)} functions in {args.header}, {len(missing)} missing")
        return 1 if missing else 0

    if args.what == "names":
        for title, kinds in (("types", ("EnumDecl", "TypedefDecl", "CXXRecordDecl")), ("enumerators", ("EnumConstantDecl",))):
            names = sorted(n for n, (kind, _) in theirs.items() if kind in kinds)
            missing = [n for n in names if n not in ours]
            print(f"{len(names)} {title} in {args.header}, {len(missing)} not in the facade:", *missing)
        names = macros(args.clang, [args.header], sdk, in_sdk)
        missing = sorted(names - macros(args.clang, AREAS[args.header], FACADE, lambda file: True))
        print(f"{len(names)} macros in {args.header}, {len(missing)} not in the facade:", *missing)
        return 0

    if args.what == "values":
        return compare_values(args.clang, args.tool, args.header, sdk, theirs, ours)

    # A library's header may name its second version by a macro.
    both = [n for n in functions if n in ours] + [n for n in ours if n + "_v2" in functions]
    asserts = []
    for name in both:
        same = " || ".join(f"std::is_same_v<decltype(::{name}), {t}>" for t in sorted(set(ours[name][1])))
        asserts.append(f'static_assert({same}, "{name}");\n')
    text = f'#include <type_traits>\n#include <{args.header}>\n' + "".join(asserts)
    done = subprocess.run([args.clang, "-x", "c++", "-std=c++17", "-fsyntax-only", "-ferror-limit=0", "-I", sdk, "-"],
                          input=text, text=True, capture_output=True)
    different = sorted(set(re.findall(r'static assertion failed.*?: (\w+)', done.stderr)))
    other = [l for l in done.stderr.splitlines() if "error:" in l and "static assertion failed" not in l]
    for line in other:
        print(line)
    for name in different:
        print(f"'{name}' is {' or '.join(sorted(set(ours[name][1])))} in the facade; {args.header} says {theirs[name if name in theirs else name + '_v2'][1][0]}")
    print(f"{len(both)} functions of {args.header} compared, {len(different)} differ")
    return 1 if different or other or done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
