#!/usr/bin/env python3
# Compares a backend's headers with what the vendor declares, and with what backend.yaml says that the backend has.
# SPDX-License-Identifier: Apache-2.0
"""Check the names that a backend has.

  names.py BACKEND [--tool CAUSEWAY]

Each line of the backend's tables (`#define cwMalloc cudaMalloc`, `CW_FORWARD(barrier, __syncthreads)`) must name a
declaration or macro of the installed version; names of another version are listed, and do not fail.

With --tool, the headers must have the target of each rule that needs no other extension, and lack a name that a rule says
needs another: `causeway rules coverage` and `causeway rules check` rely on it. Functions of namespace cw that the vendor's
version lacks are listed, and do not fail.

Exit status: 0 all well, 1 a name is wrong, 77 the backend's compiler is not on this machine.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from backend import backend_called  # noqa: E402

WORD = re.compile(r"[A-Za-z_]\w*")
SHIMS_NAME = re.compile(r"(?<!::)\b(?:cw\w+|make_cw\w+|CW_\w+)")
KINDS_OF_NAMES = {"function", "type", "value", "macro", "variable", "member"}


def table_of(backend):
    """The backend's lines as (name in the shim, name of the vendor's)."""
    names = []
    for header in sorted((backend.folder / "include" / "cw").glob("*.h")):
        row = None
        for line in header.read_text().splitlines():
            line = line.split("//")[0]
            if define := re.match(r"#define X\(NAME\) (.*)", line):
                row = define.group(1)
            elif alias := re.match(r"#define ((?:make_)?cw\w+|CW\w*_\w+)\s+((?!__)[A-Za-z_]\w*)\s*$", line):
                names.append(alias.groups())
            elif not line.startswith("#"):
                if row:
                    line = re.sub(r"\bX\((\w+)\)", lambda x: row.replace("##NAME", x.group(1)).replace("NAME", x.group(1)), line)
                names += re.findall(r"\bCW_FORWARD(?:_(?!SURFACE)\w+)?\((\w+), (?:::)?(\w+)\)", line)
                names += [(name, name) for name in re.findall(r"\busing ::(\w+);", line)]
    return [(name, target) for name, target in names if target != "TARGET" and not target.startswith("cw")]


def compile_text(backend, text, *options):
    """What the compiler prints for a source with kernels, and whether it takes it."""
    with tempfile.TemporaryDirectory(prefix="names.") as folder:
        unit = Path(folder) / "unit.cpp"
        unit.write_text(text)
        command = [*backend.kernels(*backend.options("kernels"), "-w", *options), str(unit)]
        return subprocess.run(command, capture_output=True, text=True)


def preprocessed(backend, text, *options):
    done = compile_text(backend, text, "-E", *backend.options("one_pass"), *options)
    if done.returncode:
        sys.exit(f"names.py: the headers cannot be read:\n{done.stderr}")
    return done.stdout


def names_of_vendor(backend):
    """Prints the names of the backend's tables that the vendor lacks; False if one stands for nothing."""
    table = table_of(backend)
    includes = "".join(f"#include <{header}>\n" for header in backend.words("vendor_headers"))
    text = preprocessed(backend, includes)
    macros = set()
    for file in set(re.findall(r'^# \d+ "([^"<>]+)"', text, re.M)):
        if Path(file).is_file():
            macros |= set(re.findall(r"^\s*#\s*define\s+([A-Za-z_]\w*)", Path(file).read_text(errors="replace"), re.M))
    declared = set(WORD.findall(re.sub(r"^#.*$", "", text, flags=re.M)))

    absent = sorted({target for _, target in table if target not in declared | macros})
    probe = includes + "namespace probe {\n"
    for target in sorted({target for _, target in table} - set(absent)):
        probe += f"#ifndef {target}\nusing ::{target};\n#endif\n"
    done = compile_text(backend, probe + "}\n", *backend.options("syntax"))
    print(f"{len(table)} names, {len(table) - len(absent)} of them in the installed version")
    for name in absent:
        print(f"  not in the installed version: {name}")
    if done.returncode:
        print("names that stand for nothing:", done.stderr, sep="\n")
    return done.returncode == 0


def declared_nowhere(backend, includes, names):
    """Those of the names that the headers make neither a macro nor a declaration at the top."""
    lines = [*includes.splitlines(), "namespace probe {"]
    name_of_line = {}
    for name in sorted(names):
        lines += [f"#ifndef {name}", f"using ::{name};", "#endif"]
        name_of_line[len(lines) - 1] = name
    done = compile_text(backend, "\n".join([*lines, "}", ""]), *backend.options("syntax") or ["-fsyntax-only"], *backend.options("one_pass"), *backend.options("all_errors"))
    found = {name_of_line.get(int(number)) for number in re.findall(r"unit\.cpp[:(](\d+)[^\n]*error", done.stderr)} - {None}
    if done.returncode and not found:
        sys.exit(f"names.py: the headers do not compile:\n{done.stderr}")
    return found


def has_what_it_says(backend, tool):
    """Prints each target of a rule that the headers should have and lack, or lack and have."""
    listed = subprocess.run([tool, "rules", "list"], capture_output=True, text=True, check=True).stdout
    rules = [(line.split("\t") + ["", ""])[:5] for line in listed.splitlines()]
    offered = set(backend.tested)
    needs_of = lambda needs: set(filter(None, needs.split(",")))
    headers = sorted({to for _, kind, _, to, needs in rules if kind == "header" and to.startswith("cw/") and needs_of(needs) <= offered})
    includes = "".join(f"#include <{header}>\n" for header in headers)
    text = preprocessed(backend, includes, *backend.options("macros") or ["-dD"])
    # An older version of the vendor's may lack some of them.
    offered &= {name.lower() for name in re.findall(r"#\s*define CW_HAS_(\w+) 1", text)}
    known = set(WORD.findall(text))
    promised, missing_by, gaps = {}, {}, set()
    for name, kind, verdict, to, needs in rules:
        if " " in name or kind not in KINDS_OF_NAMES or not verdict.startswith("mapped"):
            continue
        if needs_of(needs) <= offered:
            promised |= {word: f"'{name}' goes to '{to}'" for word in SHIMS_NAME.findall(to)}
            gaps |= set(WORD.findall(" ".join(re.findall(r"\bcw(?:::\w+)+", to)))) - known
        elif not needs_of(needs) <= set(backend.extensions) and SHIMS_NAME.fullmatch(to):
            missing_by[to] = f"'{name}' needs {needs} for '{to}'"
    absent = declared_nowhere(backend, includes, promised.keys() | missing_by.keys())
    wrong = [f"{promised[word]}, and the headers do not declare '{word}'" for word in sorted(absent & promised.keys())]
    wrong += [f"{missing_by[word]}, and the headers declare it" for word in sorted(missing_by.keys() - absent)]
    print(f"{len(promised)} names that rules lead to, {len(wrong)} wrong", *wrong, sep="\n")
    for name in sorted(gaps):
        print(f"  of namespace cw, not in the installed version: {name}")
    return bool(promised) and not wrong


def main():
    arguments = sys.argv[1:]
    tool = arguments.pop(arguments.index("--tool") + 1) if "--tool" in arguments else None
    arguments = [argument for argument in arguments if argument != "--tool"]
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    backend = backend_called(arguments[0])
    well = True
    if not backend.compiler():
        print(f"skipped: no {backend.said['compiler']} on this machine")
        return 77
    if backend.words("vendor_headers"):
        well &= names_of_vendor(backend)
    if tool:
        well &= has_what_it_says(backend, tool)
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
