#!/usr/bin/env python3
"""Compares the audit's counts with the results of `causeway migrate`, over the given trees.

    bench/audit.py TREE... [--tool build/bin/causeway]

Uses by class, with place and verdict, files and errors must equal those of `migrate --report`. The script counts lines,
files and kernels again, and computes the minutes from the weights. Exit status: 0 all equal, 1 something differs.
"""
# SPDX-License-Identifier: Apache-2.0

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

CLASSES = ["auto", "review", "manual", "blocked"]


def run(command):
    done = subprocess.run(command, capture_output=True)
    if done.returncode > 1:
        sys.exit(done.stderr.decode(errors="replace"))


def worst(classes):
    return max(classes, key=CLASSES.index)


def compare(tool, tree, faults):
    def same(what, audit, other):
        if audit != other:
            faults.append(f"{tree}: {what}: the audit says {audit}, it is {other}")

    with tempfile.TemporaryDirectory(prefix="causeway-audit-") as folder:
        audit, report = Path(folder) / "audit.json", Path(folder) / "report.json"
        run([tool, "audit", "-q", tree, "--root", tree, "--json", audit])
        run([tool, "migrate", "-q", tree, "--root", tree, "--report", report])
        audit, report = json.loads(audit.read_text()), json.loads(report.read_text())

    summary, paths = audit["summary"], [f["path"] for f in audit["files"]]
    place = ("line", "column", "begin", "end", "kind", "name", "verdict", "effort", "confidence")
    ours = [(paths[f["file"]], *(f[k] for k in place)) for f in audit["findings"]]
    theirs = [(f["file"], *(f[k] for k in place)) for f in report["findings"]]
    same("findings", len(ours), len(theirs))
    for a, b in zip(ours, theirs):
        same("a finding", a, b)
    same("uses", summary["uses"]["total"], report["summary"]["findings"])
    same("uses by class", {c: summary["uses"][c] for c in CLASSES}, report["summary"]["efforts"])
    same("open uses", sum(d["places"] for d in audit["decisions"]), report["summary"]["open"])
    same("files", paths, [f["path"] for f in report["files"]])
    same("errors", summary["errors"], report["summary"]["errors"])
    same("units", (summary["units"], summary["failedUnits"]), (report["summary"]["units"], report["summary"]["failedUnits"]))

    by_line, by_file = {}, {}
    for f in report["findings"]:
        by_line.setdefault((f["file"], f["line"]), []).append(f["effort"])
        by_file.setdefault(f["file"], []).append(f["effort"])
    for what, groups in (("lines", by_line), ("files", by_file)):
        count = Counter(worst(g) for g in groups.values())
        same(f"{what} by class", {c: summary[what][c] for c in CLASSES}, {c: count[c] for c in CLASSES})
    lines = 0
    for path in paths:
        data = (Path(tree) / path).read_bytes()
        lines += data.count(b"\n") + bool(data and not data.endswith(b"\n"))
    same("lines", summary["lines"]["total"], lines)
    same("kernels", summary["kernels"]["total"], len(audit["kernels"]))

    minutes = 0
    for d in audit["decisions"]:
        weight = audit["weights"][d["effort"]]
        minutes += weight["first"] + weight["again"] * (d["places"] - 1)
    same("minutes", summary["minutes"]["total"], minutes)
    same("minutes of files", round(sum(f["minutes"] for f in audit["files"]), 6), round(minutes, 6))
    uses = summary["uses"]
    print(
        f"{tree}: {uses['total']} uses, {100 * uses['auto'] / max(1, uses['total']):.1f} % by themselves,"
        f" {len(audit['kernels'])} kernels, {len(audit['decisions'])} decisions"
    )


def main():
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trees", nargs="+", type=os.path.realpath)
    parser.add_argument("--tool", default=here.parent / "build/bin/causeway", type=os.path.abspath)
    args = parser.parse_args()
    faults = []
    for tree in args.trees:
        compare(args.tool, tree, faults)
    for f in faults[:20]:
        print(f)
    print(f"{len(faults)} differences")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
