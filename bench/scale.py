#!/usr/bin/env python3
"""Measures how the time of `causeway migrate` grows with a project, and the cost of a second run.

    bench/scale.py [--tool build/bin/causeway] [--units 10,100,1000] [--runs 1] [--results bench/scale.md]
                   [--tree NAME=FOLDER [CLANG_ARG ...]] ...

bench/synthetic_tree.py generates the projects; --tree adds real ones. Seconds are wall time; the table also has CPU
seconds, which are valid on a busy machine too. Memory is the largest resident size of one process at any time.
"""
# SPDX-License-Identifier: Apache-2.0

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import synthetic_tree

HERE = Path(__file__).resolve().parent
SECOND_RUN, TWO_JOBS, WORKER_MB = 0.05, 1.8, 600


@dataclass
class Run:
    seconds: float
    cpu: float
    program_mb: float  # the process that was started
    worker_mb: float   # the largest below it


def peak_kb(pid):
    try:
        for line in open(f"/proc/{pid}/status"):
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def below(pid):
    """The child processes of a process, recursively."""
    try:
        found = [int(c) for c in open(f"/proc/{pid}/task/{pid}/children").read().split()]
    except OSError:
        return []
    return found + [d for c in found for d in below(c)]


def measure(command):
    before = os.times()
    start = time.perf_counter()
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    program = worker = 0
    while process.poll() is None:
        program = max(program, peak_kb(process.pid))
        worker = max([worker, *map(peak_kb, below(process.pid))])
        time.sleep(0.02)
    seconds = time.perf_counter() - start
    after = os.times()
    said = process.stderr.read()
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(map(str, command))}\nfailed ({process.returncode}): {said[-500:]}")
    return Run(seconds, after.children_user - before.children_user + after.children_system - before.children_system, program / 1024, worker / 1024)


def best(runs, command, prepare=lambda: None):
    """The fastest of several runs, which other load disturbed least; memory is the maximum of all runs."""
    done = []
    for _ in range(runs):
        prepare()
        done.append(measure(command))
    fastest = min(done, key=lambda r: r.seconds)
    return Run(fastest.seconds, fastest.cpu, max(r.program_mb for r in done), max(r.worker_mb for r in done))


def rows_of(tool, runs, name, folder, clang_args, scratch):
    """One line of the table, and whether it meets the requirements."""
    cache = scratch / "cache"

    def migrate(*options):
        return [tool, "migrate", "--quiet", "--root", folder, *options, folder, "--", *clang_args]

    def forget():
        subprocess.run(["rm", "-rf", str(cache)], check=True)

    report = scratch / "report.json"
    one = best(runs, migrate("--jobs", "1", "--no-cache"))
    two = best(runs, migrate("--jobs", "2", "--no-cache"))
    first = best(runs, migrate("--cache", cache, "--report", report), forget)
    second = best(max(runs, 3), migrate("--cache", cache))
    count = json.loads(report.read_text())["summary"]["units"]
    ratio, share = one.seconds / two.seconds, second.seconds / first.seconds
    worker = max(one.worker_mb, two.worker_mb)
    met = share <= SECOND_RUN and worker <= WORKER_MB
    return (f"| {name} | {count} | {one.seconds:.1f} ({one.cpu:.1f}) | {two.seconds:.1f} ({two.cpu:.1f}) | {ratio:.2f} | {1000 * one.cpu / count:.0f} "
            f"| {worker:.0f} | {two.program_mb:.0f} | {second.seconds:.2f} ({second.cpu:.2f}) | {100 * share:.1f} % |"), met, ratio


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool", type=Path, default=HERE.parent / "build/bin/causeway")
    parser.add_argument("--units", default="10,100,1000", help="sizes of the synthetic projects")
    parser.add_argument("--runs", type=int, default=1, help="runs of each kind; the fastest counts")
    parser.add_argument("--tree", action="append", default=[], nargs="+", metavar=("NAME=FOLDER", "CLANG_ARG"), help="a real project")
    parser.add_argument("--results", type=Path, default=HERE / "scale.md", help="where the table is kept (default: bench/scale.md)")
    args = parser.parse_args()
    tool = args.tool.resolve()
    if not tool.exists():
        parser.error(f"no tool at {args.tool}: run ./dev build, or name it with --tool")
    sizes = [int(n) for n in args.units.split(",")]

    head = ["| project | units | s with 1 job (CPU s) | s with 2 jobs (CPU s) | ratio | CPU ms a unit | MB of a worker | MB of the program | s of a second run (CPU s) | share of the first |",
            "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"]
    lines = ["# Scale", "", "Written by `bench/scale.py`. Wall seconds, CPU seconds in brackets; `ratio` is wall time with 1 job over wall time with 2. A second run's "
             "share is of the wall time of a first run that fills the cache, with as many jobs as there are cores. Asked: a second run of at most 5 % of the first, 1.8 times the speed with 2 jobs "
             "in 1000 units, at most 600 MB in a worker.", "", *head]
    good = True

    def add(name, folder, clang_args, scratch):
        nonlocal good
        line, met, ratio = rows_of(tool, args.runs, name, folder, clang_args, scratch)
        good = good and met and (not name.startswith("1000 ") or ratio >= TWO_JOBS)
        lines.append(line)
        print(line, flush=True)

    print("\n".join(head), flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary).resolve()
        for units, headers in [*((n, 10) for n in sizes), (10, 100)]:
            folder = scratch / f"units{units}_headers{headers}"
            synthetic_tree.write_tree(folder, units, headers)
            add(f"{units} units, {headers} shared headers", folder, [], scratch)
        for tree in args.tree:
            name, _, folder = tree[0].partition("=")
            add(name, Path(folder).resolve(), tree[1:], scratch)
    args.results.write_text("\n".join(lines) + "\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
