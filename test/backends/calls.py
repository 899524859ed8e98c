#!/usr/bin/env python3
# Calls every function of the shim on the cuda backend, in every form that the shim declares.
# SPDX-License-Identifier: Apache-2.0
"""Check that the cuda backend accepts every call that the shim promises, with any version of CUDA.

  calls.py cpp|c

The cpu backend's headers declare what the shim promises. Each of their functions becomes a function of the same parameters
that calls it: once with all arguments, and once with each number of arguments that the defaults allow. `cpp` compiles these
with nvcc, `c` compiles the C functions as C against CUDA's headers.

Exit status: 0 all compile, 1 some do not, 77 the compiler is not on this machine.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from backend import SHIM, backend_called  # noqa: E402

HEADERS = ["cw/blas.h", "cw/driver.h", "cw/profiler.h", "cw/rtc.h"]  # which bring cw/runtime.h
NOT_OF_CUDA = {
    "cwRegisterSymbol",  # nvcc defines this; the cpu backend must be told
    "cwGraphSetConditional",  # for kernels only
}
# Possible arguments of a template's parameters.
KERNEL = "void (*kernel)(int *, int)"
SUBSTITUTES = [
    (r"void \(\*(\w+)\)\(P\.\.\.\)", r"void (*\1)(int *, int)"),
    (r"\bK kernel\b", KERNEL),
    (r"\bBytesOfBlockSize bytes\b", "int (*bytes)(int)"),
    (r"\bA &&\.\.\.args\b", "int *first, int second"),
    (r"\b(texture_reference)<.*?>", r"\1<float, cwTextureType2D, cwReadModeElementType>"),
    (r"\b(surface_reference)<.*?>", r"\1<void, cwSurfaceType2D>"),
]
WORDS_OF_TYPES = {"int", "char", "long", "short", "float", "double", "unsigned", "signed", "void", "size_t"}


def split(text, separator=","):
    """The parts of a list, where commas inside brackets separate nothing."""
    parts, depth, part = [], 0, ""
    for c in text:
        depth += (c in "([{<") - (c in ")]}>")
        if c == separator and not depth:
            parts.append(part)
            part = ""
        else:
            part += c
    return [p.strip() for p in [*parts, part] if p.strip()]


def functions(language):
    """(template's head or "", result, name, [(parameter with its name, name, has a default)]) of each declaration."""
    compiler = ["g++", "-x", "c++", "-std=c++17"] if language == "cpp" else ["gcc", "-x", "c", "-std=c11"]
    text = "".join(f"#include <{header}>\n" for header in HEADERS)
    flags = [*backend_called("cpu").includes, "-E", "-"]
    text = subprocess.run([*compiler, *flags], input=text, text=True, capture_output=True, check=True).stdout
    ours, keep = [], False
    for line in text.splitlines():
        if mark := re.match(r'# \d+ "(.*?)"', line):
            keep = mark[1].startswith(str(SHIM))
        elif keep:
            ours.append(line)
    text = re.sub(r"\s+", " ", " ".join(ours))
    # Removes bodies, innermost first, so that only declarations at file scope are left.
    text = re.sub(r'extern "C(?:\+\+)?" \{', "", text)
    while (shorter := re.sub(r"\{[^{}]*\}", ";", text)) != text:
        text = shorter
    found = []
    for statement in text.split(";"):
        statement = statement.strip(" }")
        m = re.fullmatch(r"(template <.*?> )?(?:(?:static|inline|extern) )*((?:const |struct )?\w+ \*?)(cw[A-Z]\w*|make_cw\w+) ?\((.*)\)", statement)
        if not m or m[2].startswith(("typedef", "return")) or m[3] in NOT_OF_CUDA:
            continue
        parameters = []
        text_of = "" if m[4] == "void" else m[4]
        for pattern, substitute in SUBSTITUTES:
            text_of = re.sub(pattern, substitute, text_of)
        for number, parameter in enumerate(split(text_of)):
            parameter, _, default = (p.strip() for p in parameter.partition("="))
            if pointer := re.search(r"\(\*(\w+)\)", parameter):
                name = pointer[1]
            else:
                name = re.search(r"(\w*)$", parameter)[1]
                if name in WORDS_OF_TYPES or not name:
                    name = f"unnamed{number}"
                    parameter += f" {name}"
            parameters.append((parameter, name, bool(default)))
        found.append((m[1] or "", m[2].strip(), m[3], parameters))
    return found


def calls(language):
    """The lines of a source with a function for each call, and which shim function a line calls."""
    lines = [f"#include <{header}>" for header in HEADERS]
    of_line = {}
    for template, result, name, parameters in functions(language):
        required = sum(1 for _, _, default in parameters if not default)
        for count in range(required, len(parameters) + 1):
            given = ", ".join(parameter for parameter, _, _ in parameters[:count])
            arguments = ", ".join(argument for _, argument, _ in parameters[:count])
            call = f"{name}{'<T>' if template and not given else ''}({arguments});"
            body = f"{{ {'' if result == 'void' else 'return '}{call} }}"
            number = len(lines) + 1
            if template:
                lines.append(f"struct Case{number} {{ using T = float; static {result} call({given}) {body} }};")
            else:
                lines.append(f"static inline {result} call{number}({given or 'void'}) {body}")
            of_line[number] = name
    return lines, of_line


def main():
    if sys.argv[1:] not in (["cpp"], ["c"]):
        print(__doc__, file=sys.stderr)
        return 2
    language = sys.argv[1]
    cuda = backend_called("cuda")
    command = cuda.kernels(*cuda.options("kernels")) if language == "cpp" else cuda.host(c=True)
    if not command:
        print("skipped: no nvcc on this machine")
        return 77
    lines, of_line = calls(language)
    with tempfile.TemporaryDirectory(prefix="calls.") as folder:
        source = Path(folder) / ("calls.cu" if language == "cpp" else "calls.c")
        source.write_text("\n".join(lines) + "\n")
        if language == "c":  # where a wrong type of argument is only a warning
            command += ["-fsyntax-only", "-Wno-deprecated-declarations", "-Werror"]
        else:
            command += ["-w", "-c", "-o", "/dev/null"]
        done = subprocess.run([*command, str(source)], capture_output=True, text=True)
        output = done.stdout + done.stderr
        wrong = sorted({of_line.get(int(n), "?") for n in re.findall(r"calls\.cu?[(:](\d+)\D[^\n]*error", output)})
        print(f"{len(set(of_line.values()))} functions, {len(of_line)} calls, {len(wrong)} functions wrong: {' '.join(wrong)}")
        if done.returncode:
            print(output[:60000])
        return 1 if done.returncode or not of_line else 0


if __name__ == "__main__":
    sys.exit(main())
