#!/usr/bin/env python3
# Neovim, headless, with the configuration of editors/neovim: its results equal those of `causeway migrate`.
# SPDX-License-Identifier: Apache-2.0
"""Check the language server and its configuration in Neovim.

  neovim.py --tool TOOL actions   one file: diagnostics, a code action for one place and one for the file, undo
  neovim.py --tool TOOL corpus    fix-all over every file of test/corpus gives what `causeway migrate` gives, byte for byte

Exit status: 0 as it should be, 1 not, 77 skipped since Neovim is not installed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from clients import CORPUS, Failed, Skipped, Program, copy_program, exit_status, programs

HERE = Path(__file__).resolve().parent
PLUGIN = HERE.parents[1] / "editors" / "neovim"
SECONDS = 900


def neovim(folder, tool, job):
    """Runs the job; Neovim's own output goes on to ours."""
    description = folder / "job.json"
    description.write_text(json.dumps({**job, "plugin": str(PLUGIN), "cmd": [str(tool), "lsp", "--no-cache"]}))
    # Without the user's configuration, and without leaving state.
    home = {name: str(folder / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    (folder / "home").mkdir()
    command = ["nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", f"luafile {HERE / 'neovim.lua'}"]
    try:
        done = subprocess.run(command, env={**os.environ, **home, "CAUSEWAY_JOB": str(description)}, timeout=SECONDS, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        raise Failed(f"Neovim still ran after {SECONDS} s")
    if done.returncode != 0:
        for log in (folder / "home").rglob("lsp.log"):
            print(f"{log.name}:", *log.read_text(errors="replace").splitlines()[-20:], sep="\n")
        raise Failed(f"Neovim ended with status {done.returncode}")


def need_neovim():
    if not shutil.which("nvim"):
        raise Skipped("Neovim is not installed (Debian's package neovim)")


def actions(tool, folder):
    program = Program(tool, copy_program("vector_add", folder))
    [unit] = program.sources
    text = unit.read_text()
    places = [f"{f['line']}:{f['column']}" for f in program.findings(unit)]
    one, rest = [f for f in program.findings(unit) if f["kind"] == "function" and f["replacement"]][:2]
    lines = text.splitlines(keepends=True)
    lines[one["line"] - 1] = lines[one["line"] - 1].replace(one["name"], one["replacement"], 1)
    out = folder / "buffer"
    place = lambda f: {"line": f["line"], "column": f["column"], "name": f["name"]}
    neovim(folder, tool, {
        "what": "act",
        "file": str(unit),
        "out": str(out),
        "places": places,
        "one": {**place(one), "text": "".join(lines)},
        "rest": place(rest),
    })  # fmt: skip
    program.must_be_migrated(unit, out)


def corpus(tool, folder):
    begin = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        migrated = list(pool.map(lambda name: Program(tool, copy_program(name, folder)), programs()))
    files = [(program, source) for program in migrated for source in program.sources]
    print(f"causeway migrate: {len(files)} files of {len(migrated)} programs in {time.monotonic() - begin:.0f} s", flush=True)
    buffers = folder / "buffers"
    buffers.mkdir()
    begin = time.monotonic()
    neovim(folder, tool, {
        "what": "migrate_all",
        "files": [{"file": str(source), "out": str(buffers / str(number))} for number, (_, source) in enumerate(files)],
    })  # fmt: skip
    print(f"Neovim: {time.monotonic() - begin:.0f} s", flush=True)
    problems = []
    for number, (program, source) in enumerate(files):
        try:
            program.must_be_migrated(source, buffers / str(number))
        except Failed as problem:
            problems.append(str(problem))
    if problems:
        raise Failed("\n".join([*problems, f"{len(problems)} of {len(files)} files differ"]))
    print(f"All {len(files)} files are as causeway migrate makes them.")


def main():
    checks = {"actions": actions, "corpus": corpus}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True, type=Path, help="the program causeway")
    parser.add_argument("check", choices=checks)
    options = parser.parse_args()
    if not CORPUS.is_dir():
        parser.error(f"{CORPUS} is missing")

    def check():
        need_neovim()
        with tempfile.TemporaryDirectory(prefix="causeway-neovim.") as folder:
            checks[options.check](options.tool.resolve(), Path(folder).resolve())

    return exit_status(check)


if __name__ == "__main__":
    sys.exit(main())
