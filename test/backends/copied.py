#!/usr/bin/env python3
# Lays a copy of the cpu backend beside the others, and builds a program with it in every way.
# SPDX-License-Identifier: Apache-2.0
"""Check that a backend is one folder.

  copied.py --work FOLDER [--tool CAUSEWAY] [CMAKE_ARGUMENT...]

A copy of the shim gets a copy of cpu's folder under another name, and no other file of it changes. A program of the corpus is then
built with that backend by `cwc++` of the build tree, and from an installation without cpu by the flags of `causeway config` and
by CMake's find_package. Each of the three programs must print what the corpus expects.

Exit status: 0 all well, 1 something fails.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from backend import SHIM  # noqa: E402

NAME = "abacus"
PROGRAM = Path(__file__).resolve().parents[1] / "corpus" / "barrier_reduction"
PROJECT = """cmake_minimum_required(VERSION 3.25)
project(program LANGUAGES CXX)
find_package(Causeway REQUIRED)
add_executable(program {source})
target_link_libraries(program PRIVATE causeway::causeway)
"""


def run(*command, **environment):
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode:
        sys.exit(f"{' '.join(words)}\nexit status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def must_print_output(what, program):
    printed = run(program)
    if printed != (PROGRAM / "output.txt").read_text():
        sys.exit(f"{what}: the program prints\n{printed}")
    print(f"{what}: ok")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="is emptied first")
    parser.add_argument("--tool", type=Path)
    options, cmake_arguments = parser.parse_known_args()
    work, source = options.work, PROGRAM / "expected" / "barrier_reduction.cpp"
    shutil.rmtree(work, ignore_errors=True)
    shim, build, installed = work / "runtime-shim", work / "build", work / "installed"
    shutil.copytree(SHIM, shim)
    shutil.copytree(SHIM / "cpu", shim / NAME)

    # The library of cpu is not built, so that it cannot serve in place of the copy's.
    configure = ["cmake", *cmake_arguments, "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O0"]
    run(*configure, "-DCAUSEWAY_BUILD_TESTS=OFF", "-S", shim, "-B", build)
    run("cmake", "--build", build, "--target", f"causeway_{NAME}", "-j", os.environ.get("JOBS", "2"))
    run(build / "bin" / "cwc++", source, "-o", work / "by_driver", CW_BACKEND=NAME)
    must_print_output("cwc++", work / "by_driver")

    for component in ("shim", NAME):
        run("cmake", "--install", build, "--prefix", installed, "--component", f"causeway_{component}")
    run(installed / "bin" / "cwc++", source, "-o", work / "by_installed_driver", CW_BACKEND=NAME)
    must_print_output("cwc++, installed", work / "by_installed_driver")

    project = work / "project"
    project.mkdir()
    (project / "CMakeLists.txt").write_text(PROJECT.format(source=source))
    run(*configure, f"-DCMAKE_PREFIX_PATH={installed}", f"-DCAUSEWAY_BACKEND={NAME}", "-S", project, "-B", project / "build")
    run("cmake", "--build", project / "build")
    must_print_output("find_package(Causeway)", project / "build" / "program")

    if options.tool:
        tool = installed / "bin" / "causeway"
        os.link(options.tool, tool)  # it looks for the shim from its own place
        if NAME not in run(tool, "config", "--list"):
            sys.exit("causeway config --list does not name it")
        flags = run(tool, "config", "--backend", NAME).split()
        run("c++", "-std=c++17", source, *flags, "-o", work / "by_config")
        must_print_output("causeway config", work / "by_config")
    return 0


if __name__ == "__main__":
    sys.exit(main())
