#!/usr/bin/env python3
"""Measures the speed of the tool and of the cpu backend and writes the table.

    bench/run.py [--tool build/bin/causeway] [--quick] [--hip-cpu CHECKOUT] [--results bench/results.md]
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

sys.path.insert(0, str(Path(__file__).resolve().parent))
import kernels
import tool_speed

HERE = Path(__file__).resolve().parent


def call(command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
    if done.returncode not in options.get("allowed", (0,)):
        raise SystemExit(f"{shlex.join(str(c) for c in command)}\nfailed ({done.returncode}): {done.stdout[-500:]}{done.stderr[-1500:]}")
    return done.stdout


def machine():
    model = next((l.split(":", 1)[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), "unknown CPU")
    return f"{model}, {os.cpu_count()} cores used"


def alternate(runs, *commands):
    """Runs the programs in turn, so that other load on the machine affects all
    alike; returns each one's median."""
    values = [[] for _ in commands]
    for _ in range(runs):
        for kept, command in zip(values, commands):
            kept.append(float(call(command)))
    return [median(v) for v in values]


def backend_rows(tool, runs, compiler):
    cflags = shlex.split(call([tool, "config", "--backend", "cpu", "--cflags"]))
    libs = shlex.split(call([tool, "config", "--backend", "cpu", "--libs"]))
    optimise = ["-O3", "-march=native"]
    with tempfile.TemporaryDirectory() as temporary:
        t = Path(temporary)
        for folder, name in (("saxpy", "saxpy"), ("barrier", "barrier"), ("barrier", "shuffle")):
            call([tool, "migrate", "--root", HERE / folder, "--out", t / name, HERE / folder / f"{name}.cu"])
            call([compiler, "-std=c++17", *optimise, *cflags, t / name / f"{name}.cpp", "-o", t / f"{name}.run", *libs])
        call([compiler, "-std=c++17", *optimise, "-fopenmp", HERE / "saxpy/openmp.cpp", "-o", t / "openmp.run"])
        call([compiler, "-std=c++17", *optimise, HERE / "barrier/switch.cpp", "-o", t / "switch.run", "-lboost_context"])
        ours, openmp = alternate(runs, [t / "saxpy.run"], [t / "openmp.run"])
        barrier, shuffle, switch = alternate(runs, [t / "barrier.run"], [t / "shuffle.run"], [t / "switch.run"])
    waits = (("block barrier", barrier, 1.6), ("warp shuffle", shuffle, 2))
    return [
        f"| {compiler} | saxpy, 2^26 elements | {ours:.1f} ms | {openmp:.1f} ms (OpenMP) | {ours / openmp:.2f} | at most 3 times | {'yes' if ours <= 3 * openmp else 'NO'} |",
    ] + [
        f"| {compiler} | {what}, 256 threads | {ours:.1f} ns a thread | {switch:.1f} ns (bare Boost.Context switch) | {ours / switch:.2f} | at most {limit} times | {'yes' if ours <= limit * switch else 'NO'} |"
        for what, ours, limit in waits
    ], ours <= 3 * openmp and all(ours <= limit * switch for _, ours, limit in waits)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool", type=Path, default=HERE.parent / "build/bin/causeway")
    parser.add_argument("--quick", action="store_true", help="three runs instead of nine, and less work in the kernels")
    kernels.add_hip_cpu(parser)
    parser.add_argument("--results", type=Path, help="write the table to this file (default: bench/results.md, not with --quick)")
    args = parser.parse_args()
    tool = args.tool.resolve()
    if not tool.exists():
        parser.error(f"no tool at {args.tool}: run ./dev build, or name it with --tool")
    runs = 3 if args.quick else 9

    lines = ["# Speed", "", f"Written by `./dev bench`. Machine: {machine()}. Medians of {runs} alternated runs; only the ratios carry over to other machines.", "",
             "## The tool", "", f"`causeway migrate` of a unit beside `clang++-19 -fsyntax-only` of the same unit with the same facade headers, in CPU time; the tool has its precompiled prelude from an earlier run. At most {tool_speed.LIMIT} times the time and memory.", ""]
    rows = list(tool_speed.bench(tool, runs, []))
    lines += tool_speed.table(rows)
    good = all(t / c <= tool_speed.LIMIT and tm / cm <= tool_speed.LIMIT for _, _, t, c, tm, cm in rows)
    lines += ["", "## The cpu backend", "", "The migrated programs of bench/saxpy and bench/barrier, each beside its yardstick built by the same compiler with the same options.", "",
              "| compiler | what | ours | yardstick | ratio | asked | met |", "|---|---|---:|---:|---:|---|---|"]
    for compiler in ("g++", "clang++-19"):
        more, met = backend_rows(tool, runs, compiler)
        lines += more
        good = good and met
    text = "\n".join(lines) + "\n\n"
    print(text)
    text += kernels.tables(tool, quick=args.quick, hip_cpu=args.hip_cpu)
    results = args.results or (None if args.quick else HERE / "results.md")
    if results:
        results.write_text(text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
