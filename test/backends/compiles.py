#!/usr/bin/env python3
# Compiles sources for a backend, without linking or running.
# SPDX-License-Identifier: Apache-2.0
"""Check that sources compile for a backend, with no warning from the shim.

  compiles.py BACKEND [--host] [--headers] [-DMACRO...] [-rdc=true] [SOURCE...]

Kernels are compiled with the backend's compiler; with --host, sources are compiled with g++ or gcc against the vendor's
headers, as a host-only file of a program is. --headers compiles each public header of the shim alone.

Exit status: 0 all compile, 1 some do not, 77 the vendor's compiler or headers are not on this machine.
"""

import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from backend import backend_called, backends  # noqa: E402

PUBLIC = ["runtime", "coop", "cxx", "sync", "half", "bfloat16", "complex", "matrix", "profiler", "texture", "texture_reference", "blas", "rtc"]
HOST_FLAGS = ["-Wall", "-Wextra", "-Werror", "-fsyntax-only"]


def headers_of(backend):
    """The public headers, without those of extensions that the backend lacks, or of libraries that the machine lacks."""
    extensions = {name for any_backend in backends() for name in any_backend.extensions}
    return [name for name in PUBLIC if name not in extensions or name in backend.tested]


def main():
    arguments = sys.argv[1:]
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    backend = backend_called(arguments.pop(0))
    if not backend.compiler():
        print(f"skipped: no {backend.said['compiler']} on this machine")
        return 77
    on_host, alone = "--host" in arguments, "--headers" in arguments
    options = [argument for argument in arguments if argument.startswith(("-D", "-rdc"))]
    sources = [argument for argument in arguments if not argument.startswith("-")]
    kernels = [*backend.kernels(*backend.options("kernels")), *backend.options("warnings")]
    # A header alone has no code to generate.
    kernels += backend.options("syntax") if alone else ["-c", "-o", "/dev/null"]

    def command(source):
        return [*backend.host(c=source.endswith(".c")), *HOST_FLAGS] if on_host else kernels

    failed = False
    with tempfile.TemporaryDirectory(prefix="compiles.") as folder:
        if alone:
            for header in headers_of(backend):
                source = Path(folder) / f"{header}.cpp"
                source.write_text(f"#include <cw/{header}.h>\n")
                sources.append(str(source))
        for source in sources:
            words = [*command(source), *options, source]
            done = subprocess.run(words, capture_output=True, text=True)
            print(f"{Path(source).name}: {'ok' if done.returncode == 0 else 'FAILED'}")
            if done.returncode:
                print(shlex.join(words), done.stdout, done.stderr, sep="\n")
                failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
