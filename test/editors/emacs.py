#!/usr/bin/env python3
# Emacs without a window, with the configuration of editors/emacs: its result equals that of `causeway migrate`.
# SPDX-License-Identifier: Apache-2.0
"""Check the language server and its configuration in Emacs: the diagnostics and the migration of one file, and undo.

Exit status: 0 as it should be, 1 not, 77 skipped since Emacs or Eglot is not installed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from clients import Failed, Program, Skipped, copy_program, exit_status

HERE = Path(__file__).resolve().parent
CONFIG = HERE.parents[1] / "editors" / "emacs" / "causeway.el"
SECONDS = 240


def check(tool, folder):
    emacs = shutil.which("emacs")
    if not emacs:
        raise Skipped("Emacs is not installed (Debian's packages emacs-nox and elpa-eglot)")
    # Debian's packages for Emacs are not there with -Q.
    options = ["--no-init-file", "--no-splash", "--batch"]
    if subprocess.run([emacs, *options, "--eval", "(require 'eglot)"], capture_output=True, stdin=subprocess.DEVNULL).returncode != 0:
        raise Skipped("this Emacs has no Eglot (Debian's package elpa-eglot, or Emacs 29)")
    program = Program(tool, copy_program("vector_add", folder))
    [unit] = program.sources
    out = folder / "buffer"
    job = folder / "job.json"
    job.write_text(json.dumps({"config": str(CONFIG), "program": str(tool), "file": str(unit), "out": str(out), "findings": len(program.findings(unit))}))
    (folder / "home").mkdir()
    environment = {**os.environ, "HOME": str(folder / "home"), "CAUSEWAY_JOB": str(job)}
    try:
        done = subprocess.run([emacs, *options, "--load", str(HERE / "emacs.el")], env=environment, timeout=SECONDS, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        raise Failed(f"Emacs still ran after {SECONDS} s")
    if done.returncode != 0:
        raise Failed(f"Emacs ended with status {done.returncode}")
    program.must_be_migrated(unit, out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True, type=Path, help="the program causeway")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="causeway-emacs.") as folder:
        return exit_status(lambda: check(options.tool.resolve(), Path(folder).resolve()))


if __name__ == "__main__":
    sys.exit(main())
