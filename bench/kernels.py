#!/usr/bin/env python3
"""Compares small kernels on the CPU: migrated from CUDA, and written by hand with OpenMP.

    bench/kernels.py [--causeway build/bin/causeway] [--rounds 3] [--only NAME ...]

bench/kernels/NAME.cu is migrated and compiled with the cwc++ beside causeway, bench/kernels/openmp/NAME.cpp is the
same computation in OpenMP. Each is compiled by g++ and by clang++-19; the programs run in turn, and each side
counts by its better compiler. The table on stdout states CPU time (of all threads), in milliseconds. On some virtual
machines the process's CPU clock leaves out other threads' last milliseconds: check rows below some 5 ms with
OMP_NUM_THREADS=1.
"""
# SPDX-License-Identifier: Apache-2.0

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
KERNELS = HERE / "kernels"
COMPILERS = ("g++", "clang++-19")
FLAGS = ["-O3", "-march=native"]
LATE = "late"


def build(command, **environment):
    """True if the command succeeded; otherwise its messages go to stderr."""
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode:
        print(f"{shlex.join(command)}\nfailed ({done.returncode}): {done.stderr[-1500:]}", file=sys.stderr)
    return done.returncode == 0


def run(program, limit, **environment):
    """{"rows": {name: CPU median}, "sums": {name: sum}}, LATE, or None if the program failed."""
    try:
        done = subprocess.run([program], capture_output=True, text=True, timeout=limit, env={**os.environ, **environment})
    except subprocess.TimeoutExpired:
        return LATE
    if done.returncode:
        print(f"{program} failed ({done.returncode}): {done.stderr[-500:]}", file=sys.stderr)
        return None
    rows, sums = {}, {}
    for words in map(str.split, done.stdout.splitlines()):
        if words[:1] == ["ROW"] and len(words) == 6:
            rows[words[1]] = float(words[5])
        elif words[:1] == ["SUM"] and len(words) == 3:
            sums[words[1]] = float(words[2])
    return {"rows": rows, "sums": sums}


class Program:
    """One compiled program and what its runs printed."""

    def __init__(self, path, compiler):
        self.path, self.compiler, self.runs = path, compiler, []

    def usable(self):
        return not self.runs or self.runs[-1] not in (None, LATE)

    def time(self, name):
        """The median of the rounds, None without any."""
        values = [r["rows"][name] for r in self.runs if isinstance(r, dict) and name in r["rows"]]
        return median(values) if values and self.usable() else None


def better(programs, name):
    timed = [(p.time(name), p) for p in programs if p.time(name) is not None]
    return min(timed, key=lambda t: t[0]) if timed else (None, None)


def problem(programs, limit):
    if not programs:
        return "not compiled"
    return f"over {limit} s" if any(LATE in p.runs for p in programs) else "failed"


def agree(a, b):
    return abs(a - b) <= 1e-3 * max(abs(a), abs(b))


def equal_sums(results, name):
    sums = [r["sums"].get(name) for r in results if isinstance(r, dict)]
    if len(sums) < 2 or None in sums:
        return "-"
    return "yes" if all(agree(sums[0], s) for s in sums[1:]) else "**no**: " + " ".join(f"{s:.6g}" for s in sums)


def measure(name, args, scratch):
    """Compiles and runs one kernel; returns the lines of the table."""
    migrated = next(scratch.glob(f"migrated/**/{name}.cpp"), None)
    twin = KERNELS / "openmp" / f"{name}.cpp"
    ours, theirs = [], []
    for compiler in COMPILERS:
        if migrated:
            out = str(scratch / f"{name}.causeway.{compiler}")
            command = [str(args.causeway.parent / "cwc++"), *FLAGS, str(migrated), "-o", out]
            if build(command, CXX=compiler, CW_BACKEND="cpu"):
                ours.append(Program(out, compiler))
        if twin.exists():
            out = str(scratch / f"{name}.openmp.{compiler}")
            if build([compiler, "-std=c++17", *FLAGS, "-fopenmp", str(twin), "-o", out]):
                theirs.append(Program(out, compiler))
    for _ in range(args.rounds):
        for program in theirs + ours:
            if program.usable():
                program.runs.append(run(program.path, args.limit))
    first = ours and next((p.runs[0] for p in ours if isinstance(p.runs[0], dict)), None)
    rows = []
    fiber_runs = {}
    for row in first["rows"] if first else [name]:
        cpu, mine = better(ours, row)
        base, other = better(theirs, row)
        chosen = mine or next(iter(ours), None)
        if args.fibers and chosen:
            if chosen not in fiber_runs:
                fiber_runs[chosen] = run(chosen.path, args.limit, CW_KERNELS="fibers")
            result = fiber_runs[chosen]
            fibers = f"over {args.limit} s" if result is LATE else f"{result['rows'][row]:.2f}" if result and row in result["rows"] else "failed"
        else:
            result, fibers = None, "-"
        # Every program's sum counts, also that of the slower compiler.
        results = [p.runs[-1] for p in theirs + ours] + [result]
        cells = [
            row,
            f"{base:.2f} ({other.compiler})" if other else problem(theirs, args.limit) if twin.exists() else "-",
            f"{cpu:.2f} ({mine.compiler})" if mine else problem(ours, args.limit),
            f"{cpu / base:.2f}" if mine and other and base else "-",
            fibers,
            equal_sums(results, row),
        ]
        rows.append("| " + " | ".join(cells) + " |")
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--causeway", type=Path, default=HERE.parent / "build/bin/causeway", metavar="PATH",
                        help="the tool that migrates; the cwc++ beside it compiles (default: build/bin/causeway of this tree)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N",
                        help="how often each program runs, in turn with the others; the median counts (default: 3)")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this kernel, such as saxpy; can be repeated")
    parser.add_argument("--limit", type=int, default=30, metavar="SECONDS", help="a run that takes longer is stopped (default: 30)")
    parser.add_argument("--no-fibers", dest="fibers", action="store_false",
                        help="skip the runs with CW_KERNELS=fibers, where every GPU thread is a fiber")
    args = parser.parse_args()
    args.causeway = args.causeway.resolve()
    if args.rounds < 1:
        parser.error("--rounds takes 1 or more")
    if not args.causeway.exists():
        parser.error(f"{args.causeway} does not exist; build the tool, or name another with --causeway")
    known = sorted(p.stem for p in KERNELS.glob("*.cu"))
    names = args.only or known
    for name in names:
        if name not in known:
            parser.error(f"no kernel {name}; there are {', '.join(known)}")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        # Status 1 says that some places ask for a person's look; the programs are compiled and compared anyway.
        sources = [str(KERNELS / f"{n}.cu") for n in names]
        done = subprocess.run([str(args.causeway), "migrate", "-q", *sources, "--root", str(KERNELS), "--out", str(scratch / "migrated")],
                              capture_output=True, text=True)
        if done.returncode not in (0, 1):
            raise SystemExit(f"causeway migrate failed ({done.returncode}): {done.stderr[-1500:]}")
        print("| kernel | OpenMP CPU ms | Causeway CPU ms | ratio | Causeway by fibers CPU ms | equal sums |")
        print("|---|---|---|---|---|---|", flush=True)
        for name in names:
            for row in measure(name, args, scratch):
                print(row, flush=True)


if __name__ == "__main__":
    main()
