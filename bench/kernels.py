#!/usr/bin/env python3
"""Compares kernels on the CPU: migrated from CUDA, and written by hand for OpenMP, for PoCL and for HIP-CPU.

    bench/kernels.py [--tool build/bin/causeway] [--quick] [--hip-cpu CHECKOUT] [--only NAME ...] [--results FILE]

bench/kernels/README.md says what is compared and how to read the tables.
"""
# SPDX-License-Identifier: Apache-2.0

import argparse
import functools
import math
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
KERNELS = HERE / "kernels"
COSTS = ("launch", "memcpy")  # what the runtime does; OpenMP has no such thing
COMPILERS = ("g++", "clang++-19")
SIDES = ("OpenMP", "Causeway", "PoCL", "HIP-CPU")
LOOPS = "loops"  # Causeway by the kernel compiler
TITLE = "## Kernels"
SAMPLE_MS = 50  # a sample has as many calls as the best OpenMP version needs for this long
QUICK, TINY = 3, 6  # SHRINK of bench.h
SKIPPED = 77


class Run:
    """What a program printed: {name: (wall, CPU)} in ms, {name: sum}; `problem` says why it did not end well."""

    def __init__(self, output="", problem=None, status=0):
        self.rows, self.sums, self.problem, self.status = {}, {}, problem, status
        for words in map(str.split, output.splitlines()):
            if words[:1] == ["ROW"] and len(words) == 6:
                self.rows[words[1]] = (float(words[3]), float(words[5]))
            elif words[:1] == ["SUM"] and len(words) == 3:
                self.sums[words[1]] = float(words[2])


class Program:
    """A compiled program and its runs."""

    def __init__(self, side, compiler, path):
        self.side, self.compiler, self.path, self.runs = side, compiler, path, []

    def run(self, limit, **environment):
        try:
            done = subprocess.run([self.path], capture_output=True, text=True, timeout=limit, env={**os.environ, **environment})
        except subprocess.TimeoutExpired as late:
            return Run((late.stdout or b"").decode(), f"over {limit} s")
        if done.returncode not in (0, SKIPPED):
            print(f"{self.path} failed ({done.returncode}): {done.stderr[-500:]}", file=sys.stderr)
        return Run(done.stdout, "failed" if done.returncode else None, done.returncode)

    def take_turn(self, limit, **environment):
        """Runs once more, unless the last run did not end well."""
        if not self.problem():
            self.runs.append(self.run(limit, **environment))

    def problem(self):
        return self.runs[-1].problem if self.runs else None

    def time(self, row):
        """(wall, CPU) in ms, medians of the runs; None if it printed no such row."""
        rows = [r.rows[row] for r in self.runs if row in r.rows]
        return tuple(map(median, zip(*rows))) if rows else None


def succeeds(command, **environment):
    """True if the command succeeds; otherwise its messages go to stderr."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode:
        print(f"{shlex.join(map(str, command))}\nfailed ({done.returncode}): {done.stderr[-1500:]}", file=sys.stderr)
    return done.returncode == 0


def hipified(text):
    """The benchmarks' CUDA as HIP for any C++ compiler: other names, no <<<>>>, and warps of 32 lanes."""
    def launch(call):
        kernel, configuration, arguments = call.groups()
        words = (configuration.split(", ") + ["0", "0"])[:4] + ([arguments] if arguments else [])
        return f"hipLaunchKernelGGL({kernel}, {', '.join(words)});"

    text = text.replace("<cuda_runtime.h>", "<hip/hip_runtime.h>").replace("<cuda_fp16.h>", "<hip/hip_fp16.h>")
    text = re.sub(r"\bcuda(?=[A-Z])", "hip", text)
    text = re.sub(r"(__shfl\w*)_sync\(0xffffffff, ([^()]*)\)", r"\1(\2, 32)", text)
    return re.sub(r"(\w+)<<<(.*?)>>>\((.*?)\);", launch, text)


class Workshop:
    """Compiles the versions of the kernels into a scratch folder."""

    def __init__(self, scratch, shrink, optimise, compilers, tool=None, hip_cpu=None):
        self.scratch, self.tool, self.hip_cpu, self.compilers = scratch, tool, hip_cpu, compilers
        self.options = ["-std=c++17", *optimise, f"-DSHRINK={shrink}", f"-I{KERNELS}"]
        self.skipped = {}

    def migrate(self, names):
        """Status 1 of the tool says that some places ask for a person's look; the programs are compiled and compared anyway."""
        sources = [KERNELS / f"{n}.cu" for n in names]
        done = subprocess.run([self.tool, "migrate", "-q", *sources, "--root", KERNELS, "--out", self.scratch / "migrated"],
                              capture_output=True, text=True)
        if done.returncode not in (0, 1):
            raise SystemExit(f"causeway migrate failed ({done.returncode}): {done.stderr[-1500:]}")

    def programs(self, side, name):
        """The side's versions of a kernel, one for each compiler that compiles it; None if it has no version."""
        source, compile_with = getattr(self, "_" + side.lower().replace("-", "_"))(name)
        if side in self.skipped or not source.exists():
            return None
        # PoCL compiles the kernel itself, whatever compiles the host code.
        compilers = self.compilers[:1] if side == "PoCL" else self.compilers
        paths = {c: self.scratch / f"{name}.{side}.{c}" for c in compilers}
        return [Program(side, c, path) for c, path in paths.items() if compile_with(c, source, path)]

    def _openmp(self, name):
        return KERNELS / "openmp" / f"{name}.cpp", lambda compiler, source, out: succeeds(
            [compiler, *self.options, "-fopenmp", source, "-o", out])

    def _causeway(self, name):
        return self.scratch / "migrated" / f"{name}.cpp", lambda compiler, source, out: succeeds(
            [self.tool.parent / "cwc++", *self.options, source, "-o", out], CXX=compiler, CW_BACKEND="cpu", CW_KERNEL_COMPILER="1")

    def _pocl(self, name):
        if not has_opencl(self.scratch):
            self.skipped["PoCL"] = "OpenCL is missing (Debian: opencl-headers, ocl-icd-opencl-dev, pocl-opencl-icd)"
        return KERNELS / "opencl" / f"{name}.cpp", lambda compiler, source, out: succeeds(
            [compiler, *self.options, source, "-o", out, "-lOpenCL"])

    def _hip_cpu(self, name):
        source = self.scratch / f"{name}.hip.cpp"
        if self.hip_cpu:
            source.write_text(hipified((KERNELS / f"{name}.cu").read_text()))
        else:
            self.skipped["HIP-CPU"] = "no --hip-cpu CHECKOUT"
        return source, lambda compiler, source, out: succeeds(
            [compiler, *self.options, f"-I{self.hip_cpu}/include", source, "-o", out, "-ltbb", "-pthread"])


@functools.cache
def has_opencl(scratch):
    return subprocess.run(["g++", "-x", "c++", "-", "-o", scratch / "probe", "-lOpenCL"], input="#include <CL/cl.h>\nint main() {}\n",
                          text=True, stderr=subprocess.DEVNULL).returncode == 0


def agree(a, b):
    return abs(a - b) <= 1e-3 * max(abs(a), abs(b))


def best(programs, row):
    """(program, (wall, CPU)) of the least CPU time, or None."""
    timed = [(p, p.time(row)) for p in programs or () if p.time(row)]
    return min(timed, key=lambda t: t[1][1]) if timed else None


def number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def cell(programs, row, scale, name_compiler=False):
    if programs is None:
        return "-"
    found = best(programs, row)
    if not found:
        return next((p.problem() for p in programs if p.problem()), "not compiled" if not programs else "-")
    program, (wall, cpu) = found
    return f"{number(cpu * scale)} ({number(wall * scale)})" + (f" {program.compiler}" if name_compiler else "")


def sums_cell(sides, row):
    """Whether all programs' sums agree, also that of a slower compiler; those that differ are named."""
    runs = [(p, p.runs[-1].sums[row]) for programs in sides.values() for p in programs or () if p.runs and row in p.runs[-1].sums]
    if len(runs) < 2:
        return "-"
    expected = runs[0][1]
    different = [f"{p.side} {p.compiler}" for p, s in runs if not agree(s, expected)]
    return "**no**: " + ", ".join(different) if different else "yes"


def measure(name, workshop, rounds, limit):
    """Compiles the versions of a kernel and runs them in turn: {side: programs}."""
    sides = {side: workshop.programs(side, name) for side in SIDES}
    environment = {"POCL_CACHE_DIR": str(workshop.scratch)}
    first = [p.run(limit, REPS="3", **environment) for p in sides["OpenMP"] or ()]
    walls = [wall for run in first for wall, _ in run.rows.values()]
    # Where no OpenMP version says how long a call is, it is long.
    environment["LOOPS"] = str(max(1, math.ceil(SAMPLE_MS / max(min(walls), 1e-3))) if walls else 10)
    for _ in range(rounds):
        for program in (p for programs in sides.values() for p in programs or ()):
            program.take_turn(limit, **environment)
    if any(p.runs[-1].status == SKIPPED for p in sides["PoCL"] or ()):
        workshop.skipped["PoCL"] = "PoCL has no CPU device here (Debian: pocl-opencl-icd)"
        sides["PoCL"] = None
    return sides


def split_causeway(sides):
    return [[p for p in sides["Causeway"] or () if p.compiler == c] for c in COMPILERS]


def kernel_line(row, sides, ratios):
    cells = [row, cell(sides["OpenMP"], row, 1, name_compiler=True)]
    cells += [cell(programs, row, 1) for programs in split_causeway(sides)]
    cells += [cell(sides[side], row, 1) for side in ("PoCL", "HIP-CPU")]
    ours = best(sides["Causeway"], row)
    for side in ratios:
        theirs = best(sides[side], row)
        if ours and theirs and theirs[1][1]:
            ratios[side][row] = ours[1][1] / theirs[1][1]
        cells.append(f"{ratios[side][row]:.2f}" if row in ratios[side] else "-")
    return "| " + " | ".join([*cells, sums_cell(sides, row)]) + " |"


def cost_line(row, sides):
    cells = [cell(p, row, 1e3) for p in (*split_causeway(sides), sides["PoCL"], sides["HIP-CPU"])]
    return "| " + " | ".join([row, *cells]) + " |"


def rows_of(name, sides):
    """The rows that the programs printed, in Causeway's order."""
    programs = [p for side in ("Causeway", *SIDES) for p in sides[side] or ()]
    return list(dict.fromkeys(row for p in programs for r in p.runs for row in r.rows)) or [name]


def add_hip_cpu(parser):
    def checkout(word):
        path = Path(word)
        if not (path / "include/hip/hip_runtime.h").exists():
            raise argparse.ArgumentTypeError(f"{word} has no include/hip/hip_runtime.h, so it is no checkout of HIP-CPU")
        return path

    parser.add_argument("--hip-cpu", type=checkout, metavar="CHECKOUT", help="compare the kernels with this checkout of HIP-CPU, too")


def known():
    return sorted(p.stem for p in KERNELS.glob("*.cu"))


def section(tool, names, quick, hip_cpu, rounds, limit):
    """The lines of the tables, as they are measured."""
    shrink = QUICK if quick else 0
    rounds = rounds or (1 if quick else 3)
    runs = f"medians of {rounds} interleaved runs" if rounds > 1 else "one run"
    size = f"The work is 1/{2 ** shrink} of the full one, so launches count more. " if quick else ""
    yield from (TITLE, "", f"[What is compared](kernels/README.md). {size}CPU time in ms, of all threads, {runs}; wall time in brackets. "
                "The ratios are those of CPU time, by each side's better compiler.", "")
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(Path(folder), shrink, ["-O3", "-march=native"], COMPILERS, tool, hip_cpu)
        workshop.migrate(names)
        kernels, costs = [n for n in names if n not in COSTS], [n for n in names if n in COSTS]
        if kernels:
            ratios = {"OpenMP": {}, "PoCL": {}, "HIP-CPU": {}}
            yield "| kernel | OpenMP | Causeway, g++ | Causeway, clang++-19 | PoCL | HIP-CPU | Causeway / OpenMP | / PoCL | / HIP-CPU | equal sums |"
            yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|---|"
            for name in kernels:
                sides = measure(name, workshop, rounds, limit)
                for row in rows_of(name, sides):
                    yield kernel_line(row, sides, ratios)
            yield ""
            for side, values in ratios.items():
                if values:
                    limits = ", ".join(f"at most {limit} in {sum(v <= limit for v in values.values())}" for limit in (1, 1.2, 2))
                    yield f"- Causeway / {side}: {limits} of {len(values)}; the largest is {max(values.values()):.2f}."
            for side, reason in workshop.skipped.items():
                yield f"- {side} was skipped: {reason}."
        if costs:
            if kernels:
                yield ""
            yield from ("Microseconds of CPU time (wall time) for one launch, event or copy. "
                        f"`copy_*` and `host_*` are of {256 >> shrink} MiB, with `4k` of 4 KiB.", "")
            yield "| what | Causeway, g++ | Causeway, clang++-19 | PoCL | HIP-CPU |"
            yield "|---|---:|---:|---:|---:|"
            for name in costs:
                sides = measure(name, workshop, rounds, limit)
                for row in rows_of(name, sides):
                    yield cost_line(row, sides)


def tables(tool, names=None, quick=False, hip_cpu=None, rounds=None, limit=60):
    """Prints the tables while they grow, and returns them."""
    lines = []
    for line in section(tool, names or known(), quick, hip_cpu, rounds, limit):
        print(line, flush=True)
        lines.append(line)
    return "\n".join(lines) + "\n"


def replace_section(results, text):
    """The tables are the last section of the file."""
    before = results.read_text().partition(TITLE)[0] if results.exists() else ""
    results.write_text(before + text)


def check(side, tool):
    """Compiles and runs one side's versions at a tiny size; the status is 1 if some fail or give other sums than sums.txt."""
    expected = {name: float(value) for name, value in (line.split() for line in (KERNELS / "sums.txt").read_text().splitlines())}
    bad = []
    with tempfile.TemporaryDirectory() as folder:
        optimise, compilers = ["-O1", "-march=native"] if side == "OpenMP" else ["-O0"], COMPILERS[:1]
        if side == LOOPS:
            side, optimise, compilers = "Causeway", ["-O2", "-march=native"], COMPILERS[1:]
            if not shutil.which(compilers[0]):
                print(f"skipped: {compilers[0]} was not found")
                return SKIPPED
        workshop = Workshop(Path(folder), TINY, optimise, compilers, tool)
        if side == "Causeway":
            workshop.migrate(expected)
        for name, value in expected.items():
            programs = workshop.programs(side, name)
            if side in workshop.skipped:
                print(f"skipped: {workshop.skipped[side]}")
                return SKIPPED
            run = programs[0].run(60, REPS="1", POCL_CACHE_DIR=folder) if programs else Run(problem="there is none, or it does not compile")
            if run.status == SKIPPED:
                print("skipped: PoCL has no CPU device here")
                return SKIPPED
            if run.problem or name not in run.sums or not agree(run.sums[name], value):
                bad.append(f"{name}: {run.problem or f'the sum is {run.sums.get(name)}, not {value}'}")
    print("\n".join(bad) or f"{len(expected)} versions for {side} give the expected sums")
    return 1 if bad else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", type=Path, default=HERE.parent / "build/bin/causeway", metavar="PATH",
                        help="the tool that migrates; the cwc++ beside it compiles (default: build/bin/causeway of this tree)")
    add_hip_cpu(parser)
    parser.add_argument("--quick", action="store_true", help=f"1/{2 ** QUICK} of the work, and one round")
    parser.add_argument("--rounds", type=int, metavar="N",
                        help="how often each program runs, in turn with the others; the median counts (default: 3)")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this kernel, such as saxpy; can be repeated")
    parser.add_argument("--limit", type=int, default=60, metavar="SECONDS", help="a run that takes longer is stopped (default: 60)")
    parser.add_argument("--results", type=Path, metavar="FILE", help="replace the section on kernels in this file")
    parser.add_argument("--check", choices=(*SIDES[:3], LOOPS), metavar="SIDE",
                        help="only check that the versions for OpenMP, Causeway, PoCL, or Causeway by the kernel compiler (loops) compile, "
                             "run and give the expected sums")
    args = parser.parse_args()
    args.tool = args.tool.resolve()
    if args.rounds is not None and args.rounds < 1:
        parser.error("--rounds takes 1 or more")
    if args.check not in ("OpenMP", "PoCL") and not args.tool.exists():
        parser.error(f"{args.tool} does not exist; build the tool, or name another with --tool")
    if args.check:
        return check(args.check, args.tool)
    for name in args.only or ():
        if name not in known():
            parser.error(f"no kernel {name}; there are {', '.join(known())}")
    text = tables(args.tool, args.only, args.quick, args.hip_cpu, args.rounds, args.limit)
    if args.results:
        replace_section(args.results, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
