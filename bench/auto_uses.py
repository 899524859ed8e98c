#!/usr/bin/env python3
"""Checks with a compiler the uses that an audit counts as `auto`: migrates a
whole checkout, compiles every migrated unit for the cpu backend, and looks up
the uses at the place of each error.

    bench/auto_uses.py rodinia=CHECKOUT cuda-samples=CHECKOUT [--table bench/auto-uses.md] [--jobs N]

An error on a line whose uses all count as `auto` contradicts the count; the
script lists it with its line and the compiler's message. An error on a line
with a use that is left for a person is expected. All other errors are on lines
without a use: their cause is elsewhere (a header that the checkout lacks, code
that no C++17 compiler accepts). The checkouts are not changed.
"""
# SPDX-License-Identifier: Apache-2.0

import argparse
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ERROR = re.compile(r"^(?P<file>[^\s:][^:\n]*):(?P<line>\d+):(?:\d+:)? (?P<fatal>fatal )?error: (?P<text>.*)$", re.M)
INCLUDED = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+\.(?:cu|cpp|cc|c))[>"]', re.M)
GUESSED = re.compile(r"`-I ([^`]+)` \(")


def old_lines(before, after):
    """For each line of the migrated text, counted from 1, the original line."""
    where = {}
    for tag, a0, a1, b0, b1 in difflib.SequenceMatcher(None, before.split("\n"), after.split("\n"), autojunk=False).get_opcodes():
        for b in range(b0, b1):
            if tag != "insert":
                where[b + 1] = min(a0 + (b - b0), a1 - 1) + 1
    return where


class Checkout:
    def __init__(self, name, folder, tool, work):
        self.name, self.folder, self.out = name, folder, work / name
        report = work / f"{name}.json"
        done = subprocess.run([tool, "migrate", folder, "--root", folder, "--out", self.out, "--report", report, "--force"], capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(f"{folder}: the migration failed\n{done.stderr}")
        self.report = json.loads(report.read_text())
        self.guessed = [self.out / f for f in GUESSED.findall(done.stderr)]
        self.commit = subprocess.run(["git", "-C", folder, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
        self.by_new = {f["newPath"]: f["path"] for f in self.report["files"]}
        self.on_line = {}
        for f in self.report["findings"]:
            self.on_line.setdefault((f["file"], f["line"]), []).append(f)
        self.lines = {}

    def units(self):
        """Sources with uses, except those that other sources include, since they depend on the including file."""
        included = set()
        for old in self.by_new.values():
            included |= {Path(name).name for name in INCLUDED.findall((Path(self.folder) / old).read_bytes().decode("latin-1"))}
        return sorted(new for new, old in self.by_new.items() if Path(old).suffix in (".cu", ".cpp", ".cc", ".c") and Path(old).name not in included and self.uses(old))

    def uses(self, old):
        return any(f["file"] == old for f in self.report["findings"])

    def old_line(self, new, line):
        if new not in self.lines:
            texts = [(base / path).read_bytes().decode("latin-1") for base, path in ((Path(self.folder), self.by_new[new]), (self.out, new))]
            self.lines[new] = old_lines(*texts)
        return self.lines[new].get(line)

    def compile(self, unit, flags):
        own = [f"-I{folder}" for folder in self.guessed]
        driver = ["gcc", "-std=gnu17"] if unit.endswith(".c") else ["g++", "-std=c++17"]
        done = subprocess.run([*driver, "-fsyntax-only", "-w", "-fpermissive" if driver[0] == "g++" else "-w", *flags, *own, str(self.out / unit)],
                              capture_output=True, text=True, errors="replace", env=dict(os.environ, LC_ALL="C"))
        return unit, [m.groupdict() for m in ERROR.finditer(done.stderr)]

    def judge(self, error):
        """(the kind of place, the uses there)"""
        path = os.path.relpath(os.path.realpath(error["file"]), os.path.realpath(self.out))
        if path not in self.by_new:
            return "outside", []
        line = self.old_line(path, int(error["line"]))
        found = self.on_line.get((self.by_new[path], line), [])
        if not found:
            return "elsewhere", []
        return ("auto" if all(f["effort"] == "auto" for f in found) else "announced"), found


def check(checkout, flags, jobs):
    compiled, fatal, counts, listed = 0, Counter(), Counter(), {}
    units = checkout.units()
    with ThreadPoolExecutor(jobs) as pool:
        for unit, errors in pool.map(lambda u: checkout.compile(u, flags), units):
            compiled += not errors
            if errors and errors[0]["fatal"] and "No such file" in errors[0]["text"]:
                fatal[errors[0]["text"].split(":")[0]] += 1
                continue
            for error in errors:
                kind, found = checkout.judge(error)
                counts[kind] += 1
                if kind == "auto":
                    place = f"{found[0]['file']}:{found[0]['line']}"
                    listed.setdefault(place, (sorted({f["name"] for f in found}), error["text"], unit))
    return units, compiled, fatal, counts, listed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkouts", nargs="+", metavar="NAME=CHECKOUT")
    parser.add_argument("--tool", default="build/bin/causeway")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--table", type=Path)
    args = parser.parse_args()
    tool = str(Path(args.tool).resolve())
    flags = subprocess.run([tool, "config", "--backend", "cpu", "--cflags"], capture_output=True, text=True, check=True).stdout.split()
    out = ["# Uses that count as `auto`, and a compiler", "", f"Printed by `bench/auto_uses.py {' '.join(c.split('=')[0] + '=CHECKOUT' for c in args.checkouts)}`; backend cpu, g++ -std=c++17.", "",
           "| checkout | commit | uses | auto | units | compile | lack a header | errors at announced uses | errors without a use on their line | errors at auto uses |", "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|"]
    details = []
    with tempfile.TemporaryDirectory(prefix="causeway-auto.") as work:
        for spec in args.checkouts:
            name, folder = spec.split("=", 1)
            checkout = Checkout(name, os.path.realpath(folder), tool, Path(work))
            units, compiled, fatal, counts, listed = check(checkout, flags, args.jobs)
            findings = checkout.report["findings"]
            auto = sum(f["effort"] == "auto" for f in findings)
            out.append(f"| {name} | {checkout.commit} | {len(findings)} | {auto} | {len(units)} | {compiled} | {sum(fatal.values())} | {counts['announced']} | {counts['elsewhere'] + counts['outside']} | {counts['auto']} |")
            details += ["", f"## {name}", ""]
            if fatal:
                details += ["Headers that the checkout lacks: " + ", ".join(f"`{h}` ({n})" for h, n in fatal.most_common()) + ".", ""]
            if listed:
                details += ["| place | auto uses | the compiler | unit |", "|---|---|---|---|"]
                details += [f"| {place} | {', '.join(f'`{n}`' for n in names)} | {text.replace('|', chr(92) + '|')} | {unit} |" for place, (names, text, unit) in sorted(listed.items())]
            else:
                details += ["No error stands at a use that counts as `auto`."]
    text = "\n".join(out + details) + "\n"
    print(text)
    if args.table:
        args.table.write_text(text)


if __name__ == "__main__":
    main()
