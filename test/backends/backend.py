# What the tests know of the shim's backends. It is read from the backends' folders; no test lists their names.
# SPDX-License-Identifier: Apache-2.0
"""The backends of the shim, and how the tests compile for each.

  for backend in backends():
      print(backend.name, backend.title, backend.compiler())

runtime-shim/<name>/backend.yaml says what builds need (docs/writing-a-backend.md). test.yaml beside it, which a backend may leave
out, is for tests only:

  usual_folder  where the compiler is if neither its environment variable nor the path says so
  kernels       options to compile kernels for a chip that need not be here
  warnings      options that make warnings of the shim's headers errors
  syntax        options to check a source without code for a chip
  one_pass      options that leave the pass for the device only, where there are two
  macros        options that print the macros too, where -dD does not
  all_errors    options that lift the limit of error messages
  corpus        options to compile programs of the corpus
  without       extensions whose library tests do without, since it is hard to install
  dry_run       arguments that make the compiler print INCLUDES=..., if its headers may be far from it
"""

import functools
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

SHIM = Path(__file__).resolve().parents[2] / "runtime-shim"
KEYS_OF_TESTS = {"usual_folder", "kernels", "warnings", "syntax", "one_pass", "macros", "all_errors", "corpus", "dry_run", "without"}


class Backend:
    def __init__(self, folder):
        self.name = folder.name
        self.folder = folder
        self.said = yaml.safe_load((folder / "backend.yaml").read_text())
        test = folder / "test.yaml"
        self.test = yaml.safe_load(test.read_text()) if test.exists() else {}
        if unknown := self.test.keys() - KEYS_OF_TESTS:
            sys.exit(f"{test}: unknown keys: {', '.join(unknown)}")
        self.includes = [f"-I{folder / 'include'}", f"-I{folder.parent / 'include'}"]
        self.extensions = self.words("extensions")
        self.tested = [name for name in self.extensions if name not in self.options("without")]

    @property
    def has_library(self):
        return "sources" in self.said

    def words(self, key):
        """What backend.yaml says for a key."""
        return shlex.split(self.said.get(key) or "")

    def options(self, key):
        """What test.yaml says for a key."""
        return list(self.test.get(key, []))

    def compiler(self):
        """From the environment (NVCC, HIPCC), the path, or its usual place; None if there is none."""
        name = self.said["compiler"]
        return os.environ.get(self.said["compiler_variable"]) or shutil.which(name) or shutil.which(name, path=self.test.get("usual_folder"))

    def kernels(self, *options):
        """The command that compiles a source with kernels, without the source; None without the compiler."""
        compiler = self.compiler()
        return compiler and [compiler, *self.words("kernel_flags"), "-std=c++17", *options, *self.includes]

    def host(self, c=False):
        """The same for a source without kernels, by the host's compiler for C++ or for C."""
        if not self.compiler():
            return None
        language = ["gcc", "-std=c11"] if c else ["g++", "-std=c++17"]
        folders = [word for folder in self.vendor_folders() for word in ("-isystem", folder)]
        return [*language, *self.includes, *self.words("host_flags"), *folders]

    def vendor_folders(self):
        """Where the vendor's compiler finds its own headers, beside the places where every compiler looks."""
        headers, compiler = self.words("vendor_headers"), self.compiler()
        if dry_run := self.options("dry_run"):
            # It is asked, for it may be a script in a folder of its own, far from them.
            said = subprocess.run([compiler, *dry_run], capture_output=True, text=True).stderr
            lines = re.findall(r"^#\$ (?:SYSTEM_)?INCLUDES=(.*)", said, re.MULTILINE)
            if not lines:
                sys.exit(f"{compiler} {shlex.join(dry_run)} names no INCLUDES:\n{said}")
            words = [word for line in lines for word in shlex.split(line)]
            return [word.removeprefix("-I") for word in words if word not in ("-isystem", "-I")]
        beside = Path(compiler).parents[1] / "include" if headers else Path("/usr/include")
        return [str(beside)] if beside != Path("/usr/include") and (beside / headers[0]).exists() else []


@functools.cache
def backends():
    """All of them, sorted by name."""
    return [Backend(file.parent) for file in sorted(SHIM.glob("*/backend.yaml"))]


def backend_called(name):
    for backend in backends():
        if backend.name == name:
            return backend
    sys.exit(f"no backend is called '{name}'; there are {', '.join(b.name for b in backends())}")
