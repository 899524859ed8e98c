#!/usr/bin/env python3
# Compiles sources against a header-only backend, without linking or running.
# SPDX-License-Identifier: Apache-2.0
"""Check that sources compile for a backend, with no warning from the shim.

  compiles.py cuda|cuda-host|hip|hip-host [--headers] [-DMACRO...] [-rdc=true] [SOURCE...]

`cuda` and `hip` compile kernels with the vendor's compiler; `-host` compiles with g++ or gcc against the vendor's
headers, as a host-only file of a program is. --headers compiles each public header of the shim alone.

Exit status: 0 all compile, 1 some do not, 77 the vendor's compiler or headers are not on this machine.
"""

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from ptx_equal import SHIM, find_compiler  # noqa: E402

PUBLIC = ["runtime", "coop", "cxx", "sync", "half", "bfloat16", "complex", "matrix", "profiler", "texture", "texture_reference", "blas", "rtc"]
NOT_IN_HIP = ["matrix", "blas"]  # the one says so itself; the other needs hipBLAS, which Debian 12 lacks
HOST_FLAGS = ["-Wall", "-Wextra", "-Werror", "-fsyntax-only"]


def toolkit_includes(nvcc):
    """Where nvcc finds its own headers. It is asked, for it may be a script in a folder of its own, far from them."""
    said = subprocess.run([nvcc, "--dryrun", "-x", "cu", "/dev/null"], capture_output=True, text=True).stderr
    lines = re.findall(r"^#\$ (?:SYSTEM_)?INCLUDES=(.*)", said, re.MULTILINE)
    if not lines:
        sys.exit(f"compiles.py: {nvcc} --dryrun names no INCLUDES:\n{said}")
    words = [word for line in lines for word in shlex.split(line)]
    return [word.removeprefix("-I") for word in words if word not in ("-isystem", "-I")]


def commands(backend):
    """The command that compiles a C++ source, and one for C, each without the source; None without the compiler."""
    vendor = backend.split("-")[0]
    compiler = find_compiler({"cuda": "nvcc", "hip": "hipcc"}[vendor])
    if not compiler:
        return None
    shim = [f"-I{SHIM / vendor / 'include'}", f"-I{SHIM / 'include'}"]
    if backend == "cuda":
        return [compiler, "-x", "cu", "-std=c++17", "-arch=sm_80", *shim, "-Werror=all-warnings", "-Xcompiler=-Wall,-Werror",
                "-c", "-o", "/dev/null"], None
    if backend == "hip":  # whose error codes are [[nodiscard]] and whose profiler calls are deprecated
        return [compiler, "-std=c++17", "--offload-arch=gfx906", "-x", "hip", *shim, "-Wall", "-Werror", "-Wno-unused-result",
                "-Wno-deprecated-declarations", "-Wno-unused-command-line-argument", "-c", "-o", "/dev/null"], None
    if vendor == "cuda":
        vendor_flags = [word for folder in toolkit_includes(compiler) for word in ("-isystem", folder)]
    else:
        root = Path(compiler).parents[1]
        vendor_flags = ["-D__HIP_PLATFORM_AMD__", *([] if str(root) == "/usr" else ["-isystem", str(root / "include")])]
    return ["g++", "-std=c++17", *shim, *vendor_flags, *HOST_FLAGS], ["gcc", "-std=c11", *shim, *vendor_flags, *HOST_FLAGS]


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("cuda", "cuda-host", "hip", "hip-host"):
        print(__doc__, file=sys.stderr)
        return 2
    found = commands(sys.argv[1])
    if not found:
        print(f"skipped: no compiler for {sys.argv[1]} on this machine")
        return 77
    cxx, c = found
    failed = False
    options = [argument for argument in sys.argv[2:] if argument.startswith(("-D", "-rdc"))]
    with tempfile.TemporaryDirectory(prefix="compiles.") as folder:
        sources = [argument for argument in sys.argv[2:] if argument not in options]
        if "--headers" in sources:
            sources.remove("--headers")
            if "-c" in cxx:  # a header alone has no code to generate
                cxx[cxx.index("-c")] = {"cuda": "-ptx", "hip": "-fsyntax-only"}[sys.argv[1]]
            for header in PUBLIC:
                if sys.argv[1].startswith("hip") and header in NOT_IN_HIP:
                    continue
                source = Path(folder) / f"{header}.cpp"
                source.write_text(f"#include <cw/{header}.h>\n")
                sources.append(str(source))
        for source in sources:
            command = [*(c if source.endswith(".c") else cxx), *options, source]
            done = subprocess.run(command, capture_output=True, text=True)
            print(f"{Path(source).name}: {'ok' if done.returncode == 0 else 'FAILED'}")
            if done.returncode:
                print(shlex.join(command), done.stdout, done.stderr, sep="\n")
                failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
