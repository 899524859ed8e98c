#!/usr/bin/env python3
"""Sends every public name of an installed CUDA SDK through the tool: no layer may drop a name in silence.

  names.py --tool CAUSEWAY [--show] [LAYER...]

Each layer uses a name according to its kind (`f(1);`, `T *p;`, `x = E;`), and must have a finding at its place:

  parsed      code that Clang resolves, behind the SDK's own includes; members of structures too
  undeclared  code that Clang parses, where no header declares the name
  template    likewise in a template, where the arguments decide what a call means
  skipped     a branch that no configuration compiles
    macro       the body of a macro that is never expanded
  torn        text near a parse error
  unread      a header that no unit includes

The names are read from the SDK's headers at test time. ordinary_words.txt lists ordinary words, which cannot be
recognised as CUDA's, each with its reason.

Exit status: 0 as expected, 1 not, 77 skipped for the reason printed.
SPDX-License-Identifier: Apache-2.0
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from compare import SKIP, find_sdk

HERE = pathlib.Path(__file__).resolve().parent
# Headers that need files outside of the SDK, are not an interface, or hold names of other libraries.
LEFT_OUT = re.compile(r"/cccl/|/nccl_device/|/nvtxDetail/|VDPAU|vdpau|OpenCL|_meta\.h$|_v9\.h$|nvblas\.h$|cufftw\.h$|nv_decode\.h$"
                      r"|fatbinary_section\.h$|cuda_stdint\.h$|curand_(m|p|g)\w+\.h$|curand_(normal|lognormal|discrete\d?)\w*\.h$"
                      r"|cuda_occupancy\.h$|nvperf_\w+\.h$|crt/(math_functions\.hpp|host_config\.h)$")
KINDS = {"Function": "function", "FunctionTemplate": "function", "Typedef": "type", "TypeAlias": "type", "Enum": "type",
         "CXXRecord": "type", "ClassTemplate": "type", "Var": "value", "EnumConstant": "value"}
# The contents of these belong to the enclosing scope.
TRANSPARENT = {"TranslationUnit", "LinkageSpec", "Enum"}
HOW = {"member": "{1} *p; p->{0};", "function": "{0}(1);", "type": "{0} *v;", "value": "v = {0};", "macro": "v = {0};"}

Name = collections.namedtuple("Name", "text kind record", defaults=[""])


# Reserved names are internal to the SDK, except names that its documents give to kernels; so are header guards.
INNER = re.compile(r"_[^_]|__[A-Z]|___|__internal|\w+_(H|HPP|INCLUDED)_*$|__[a-z]\w*(Atomic|_internal|_impl$|_mma_)|__(cuda|tex|surf|cr_|curand|get_|pm\d|dv$|func__|"
                   r"annotate|location|import|export|thread__|no_return|local_|tile|device_func|assert_fail|cdecl|nvJitLink|float_simpl)"
                   r"|__nv_(?!bfloat|half|fp|cvt)")


def declarations(clang, headers, flags):
    """What is declared at the top of files, with the members of structures: (file, Name)."""
    dump = subprocess.run([clang, "-x", "c++", "-std=c++17", "-fsyntax-only", "-w", "-ferror-limit=0", "-Xclang", "-ast-dump",
                           *flags, "-"], input="".join(f"#include <{h}>\n" for h in headers), text=True, capture_output=True)
    file, path = "", []
    for line in dump.stdout.splitlines():
        node = re.match(r"([| `]*-)?(\w+) 0x[0-9a-f]+ (.*)", line)
        if not node:
            continue
        text = node[3]
        # Clang names the file only when it changes: at the declaration's start, its end, or its name.
        for place in re.findall(r"(?:<|, |> )(/[^:>,]+):\d+:\d+", text.split("'")[0]):
            file = place
        depth = len(node[1] or "") // 2
        kind = node[2].removesuffix("Decl")
        text = text.split("'")[0].strip()
        tag = re.search(r" (?:struct|class|union)(?: (?!definition)(\w+))?(?: definition)?$", text)
        name = tag[1] or "" if tag else text.split()[-1] if text.split() and re.fullmatch(r"[A-Za-z_]\w*", text.split()[-1]) else ""
        name = "" if name in ("implicit", "definition") else name
        del path[depth:]
        path.append((kind, name))
        if not name or " implicit " in text or len(path) <= depth:
            continue
        around = [k for k, _ in path[1:depth]]
        if all(k in TRANSPARENT for k in around):
            if kind in KINDS and (tag or kind != "CXXRecord"):
                yield file, Name(name, KINDS[kind])
        elif kind == "Field" and around[-1] == "CXXRecord" and all(k in TRANSPARENT for k in around[:-1]) and path[depth - 1][1]:
            yield file, Name(name, "member", path[depth - 1][1])


def macros(clang, headers, flags):
    done = subprocess.run([clang, "-x", "c++", "-std=c++17", "-E", "-dD", "-w", *flags, "-"],
                          input="".join(f"#include <{h}>\n" for h in headers), text=True, capture_output=True)
    file = ""
    for line in done.stdout.splitlines():
        if m := re.match(r'# \d+ "(.*?)"', line):
            file = m[1]
        elif m := re.match(r"#define (\w+)", line):
            yield file, Name(m[1], "macro")


def public_names(clang, sdk):
    headers = sorted(str(h.relative_to(sdk)) for folder in ("", "nvtx3") for h in (sdk / folder).glob("*.h"))
    headers = [h for h in headers if not LEFT_OUT.search(h)]
    kernels = ["-D__CUDACC__", "-D__CUDA_ARCH__=1000", "-D__CUDACC_VER_MAJOR__=13", "-D__CUDACC_EXTENDED_LAMBDA__"]
    flags = ["-include", "cstring", "-include", "cmath", f"-I{sdk}", f"-I{sdk}/cccl"]
    ours = lambda file: file.startswith(str(sdk)) and not LEFT_OUT.search(file)
    found, theirs = set(), set()
    for side in (kernels, []):
        for file, name in [*declarations(clang, headers, side + flags), *macros(clang, headers, side + flags)]:
            if ours(file):
                found.add(name)
            elif not file.startswith(str(sdk)):
                theirs.add(name)
    # Names that the C library has too mean the same everywhere.
    systems = {n.text for n in theirs}
    by_text = {}
    for n in sorted(found):
        if not INNER.match(n.text) and not INNER.match(n.record) and (n.kind == "member" or n.text not in systems):
            by_text.setdefault((n.text, n.record), n)
    return sorted(by_text.values()), headers


def write(folder, layer, names, headers):
    """Puts the names into a file of their layer; gives its name, and the name that each line has a use of, with its column."""
    lines, uses = [], {}
    def use(name, before, after):
        how = HOW[name.kind].format(name.text, name.record)
        lines.append(before + how + after)
        uses[len(lines)] = (name, len(before) + how.index(name.text, len(name.record)) + 1)
    # Functions that only kernels call are searched only in kernels, if their names are words.
    side = lambda name: "__global__ " if name.kind == "function" else ""
    if layer == "parsed":
        lines += [f"#include <{h}>" for h in headers]
    elif layer == "skipped":
        lines.append("#ifdef NOBODY_DEFINES_THIS")
    for i, name in enumerate(names):
        if layer in ("parsed", "undeclared", "skipped", "unread"):
            if layer == "parsed" or name.kind != "member":
                use(name, f"{side(name)}void f{i}(int v) {{ ", " }")
        elif layer == "template":
            if name.kind == "function":
                lines.append("template <class T>")
                before = f"void f{i}(T t) {{ "
                lines.append(f"{before}{name.text}(t); }}")
                uses[len(lines)] = (name, len(before) + 1)
        elif name.kind != "member":
            before, after = (f"#define M{i} ", "") if layer == "macro" else (f"{side(name)}void f{i}(int v) {{ int = ] ", " }")
            use(name, before, after)
    if layer == "skipped":
        lines.append("#endif")
    file = f"{layer}.{'cuh' if layer == 'unread' else 'cu'}"
    (folder / file).write_text("\n".join(lines) + "\n")
    return file, uses


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    layers = ["parsed", "undeclared", "template", "skipped", "macro", "torn", "unread"]
    parser.add_argument("layers", nargs="*", metavar="LAYER")
    parser.add_argument("--tool", default="causeway")
    parser.add_argument("--clang", default="clang++-19")
    parser.add_argument("--show", action="store_true", help="list every silent name, not some of each layer")
    args = parser.parse_args()
    sdk = find_sdk()
    if not sdk:
        print("no CUDA SDK is installed here")
        return SKIP
    names, headers = public_names(args.clang, sdk)
    ordinary = re.compile("|".join(line.split()[0] for line in (HERE / "ordinary_words.txt").read_text().splitlines()
                                   if line and not line.startswith("#")))
    names = [n for n in names if not ordinary.fullmatch(n.text) and not ordinary.fullmatch(n.record or "-")]
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        written = dict(write(folder, layer, names, headers) for layer in args.layers or layers)
        report = folder / "report.json"
        done = subprocess.run([args.tool, "migrate", str(folder), "--root", str(folder), "--no-cache", "-q", "--report", str(report)],
                              text=True, capture_output=True)
        if not report.exists():
            sys.exit(done.stderr[:4000])
        found, unmapped = set(), set()
        for f in json.loads(report.read_text())["findings"]:
            found.add((f["file"], f["line"], f["column"]))
            if not f["verdict"].startswith("mapped"):
                unmapped.add((f["file"], f["line"]))
    failed = 0
    for file, uses in written.items():
        silent = [n for line, (n, column) in uses.items() if (file, line, column) not in found
                  and not (n.kind == "member" and (file, line) in unmapped)]  # its structure is a finding
        shown = silent if args.show else silent[:40]
        print(f"{file}: {len(uses)} names, {len(silent)} silent" + (":" if silent else ""),
              *(f"{n.record}::{n.text}" if n.record else n.text for n in shown), "..." if len(shown) < len(silent) else "")
        failed += len(silent)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
