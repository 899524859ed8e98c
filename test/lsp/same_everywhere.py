#!/usr/bin/env python3
# Compares the ways to a migrated text: the output of `causeway migrate`, the text of an editor after source.fixAll, and
# the result of clang-apply-replacements with `causeway export-fixes`.
# SPDX-License-Identifier: Apache-2.0
"""Migrate programs by the command, by the language server and by exported fixes; every file must be the same.

  same_everywhere.py --tool causeway --work DIR [--apply clang-apply-replacements] FOLDER...

Each FOLDER is a program, or a folder of programs; it is copied below DIR first. Exit status: 0 all the same, 1 not,
77 when --apply is not there.
"""

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path

from client import Client

SOURCES = {".cu", ".cuh", ".h", ".hpp", ".cpp", ".cc", ".c"}


def sources(folder):
    return sorted(f for f in folder.rglob("*") if f.suffix in SOURCES and f.is_file())


def programs(folder):
    """The folder itself, or those in it, if only they hold sources."""
    if any(f.suffix in SOURCES for f in folder.iterdir()):
        return [folder]
    return [p for p in sorted(folder.iterdir()) if p.is_dir() and sources(p)]


def copy(program, to):
    for file in program.rglob("*"):
        # The expected output of a corpus program is not a source.
        if file.is_file() and "expected" not in file.relative_to(program).parts:
            (to / file.relative_to(program)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, to / file.relative_to(program))


def run(command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=600)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(map(str, command))}\nexit status {done.returncode}\n{done.stdout}{done.stderr}")


def difference(what, expected, actual):
    if expected == actual:
        return None
    at = next((i for i, (a, b) in enumerate(zip(expected, actual)) if a != b), min(len(expected), len(actual)))
    return f"{what}: differs at byte {at}: {expected[at:at + 60]!r} became {actual[at:at + 60]!r}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--apply", default="clang-apply-replacements-19")
    parser.add_argument("folders", type=Path, nargs="+")
    options = parser.parse_args()
    apply = shutil.which(options.apply)
    if not apply:
        print(f"skipped: {options.apply} is not installed")
        return 77

    shutil.rmtree(options.work, ignore_errors=True)
    work = options.work.resolve()
    start = time.monotonic()

    def say(text):
        print(f"[{time.monotonic() - start:6.1f} s] {text}", flush=True)

    folders = []
    for program in (p for f in options.folders for p in programs(f)):
        copy(program, work / "in" / program.name)
        folders.append(work / "in" / program.name)
    say(f"{len(folders)} programs")

    engine = ["--quiet", "--cache", work / "cache"]
    expected = {}
    for folder in folders:
        out = work / "out" / folder.name
        run([options.tool, "migrate", *engine, "--root", folder, "--out", out, folder])
        for file in sources(folder):
            name = file.relative_to(folder)
            new = next(p for p in (name, name.with_suffix(".cpp"), Path(f"{name}.cpp")) if (out / p).exists())
            if name.suffix == ".cu":
                new = Path(f"{name}.cpp") if (out / f"{name}.cpp").exists() else name.with_suffix(".cpp")
            expected[file] = (out / new).read_bytes()
    say(f"migrate: {len(expected)} files")

    wrong = []
    # Without a cache, so that all results come from its own parsing.
    with Client([options.tool, "lsp", "--no-cache"], folders=folders) as client:
        for folder in folders:
            opened = []
            for file in sources(folder):
                try:
                    opened.append((file, client.open(file)))
                except UnicodeDecodeError:
                    print(f"{file}: not UTF-8, which no editor keeps")
            for file, uri in opened:
                text = client.fix_all(uri).encode()
                wrong.append(difference(f"editor: {file.relative_to(work / 'in')}", expected[file], text))
            for _, uri in opened:
                client.close(uri)
    say("source.fixAll")

    for folder in folders:
        fixes = work / "fixes" / folder.name
        run([options.tool, "export-fixes", *engine, "--root", folder, "--fixes", fixes, folder])
        run([apply, fixes])
    for file, text in expected.items():
        wrong.append(difference(f"fixes: {file.relative_to(work / 'in')}", text, file.read_bytes()))
    say("clang-apply-replacements")

    wrong = [w for w in wrong if w]
    print("\n".join(wrong) or f"{len(expected)} files are the same, byte for byte, by all three ways")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
