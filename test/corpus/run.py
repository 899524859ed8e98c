#!/usr/bin/env python3
# Checks one aspect of a corpus program: its migrated text, its output, or its compilation.
# SPDX-License-Identifier: Apache-2.0
"""Check a program of the corpus.

  run.py [--config FILE] ASPECT NAME     one check; ASPECT is one of those below
  run.py [--config FILE] --update NAME   write expected/ anew from the tool, to be read in the diff
  run.py --list                          the names and aspects, as CTest knows them; those that need a GPU only where there is one

A program is a folder: its CUDA sources; expected/, the same files migrated; output.txt, what it prints; and, where
needed, nvcc_args.txt; expected/findings.txt, what the tool must leave to a person (exit status 1);
not-for-BACKEND.txt, why that backend cannot compile it; and not-for-nvcc.txt, why nvcc cannot compile the original. A
program without output.txt is not run: something of it has no portable form.

Exit status: 0 as expected, 1 not, 77 skipped for the reason printed.
"""

import argparse
import difflib
import functools
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CORPUS = Path(__file__).resolve().parent
ROOT = CORPUS.parents[1]
PTX_EQUAL = ROOT / "test" / "backends" / "ptx_equal.py"
sys.path.insert(0, str(PTX_EQUAL.parent))
from backend import backend_called, backends  # noqa: E402

SOURCES = {".cu", ".cuh", ".h", ".cpp", ".c"}
UNITS = {".cu", ".cpp", ".c"}
SEEDS = range(1, 11)
RUN_SECONDS = 20

ASPECTS = {}
GPU_ASPECTS = set()


def aspect(check):
    ASPECTS[check.__name__] = check
    return check


def gpu_aspect(check):
    GPU_ASPECTS.add(check.__name__)
    return aspect(check)


@functools.cache
def has_gpu():
    try:
        return subprocess.run(["nvidia-smi", "-L"], capture_output=True, timeout=60).stdout.startswith(b"GPU")
    except (OSError, subprocess.TimeoutExpired):
        return False


class Failed(Exception):
    pass


class Skipped(Exception):
    pass


def run(command, seconds=240, **options):
    try:
        return subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=seconds, **options)
    except subprocess.TimeoutExpired:
        raise Failed(f"{shlex.join(map(str, command))}\nstill ran after {seconds} s")


def must_succeed(command, **options):
    done = run(command, **options)
    if done.returncode != 0:
        raise Failed(f"{shlex.join(map(str, command))}\nexit status {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def difference_of(what, expected, actual):
    """Empty if there is no difference."""
    if expected == actual:
        return ""
    lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(), f"{what} (expected)", f"{what} (actual)", lineterm="")
    return "\n".join(lines) or f"{what}: differs in its line ends"


def same_text(what, expected, actual):
    if difference := difference_of(what, expected, actual):
        raise Failed(difference)


class Program:
    def __init__(self, name, config):
        self.folder = CORPUS / name
        if not self.folder.is_dir():
            raise Failed(f"{name}: no such program in {CORPUS}")
        self.name = name
        self.config = config
        self.expected = self.folder / "expected"
        self.work = Path(config["work"]) / name
        self.work.mkdir(parents=True, exist_ok=True)

    def files(self, top):
        """Paths of all source files below a folder, relative to it."""
        found = (f.relative_to(top) for f in top.rglob("*") if f.suffix in SOURCES)
        return sorted(f for f in found if f.parts[0] != "expected")

    @functools.cached_property
    def units(self):
        """(original, migrated) of each translation unit: sources that no other one includes."""
        originals = [self.folder / f for f in self.files(self.folder)]
        included = {(f.parent / name).resolve() for f in originals for name in re.findall(r'#\s*include\s*"([^"]+)"', f.read_text())}
        return [(f, self.expected / migrated_path(f.relative_to(self.folder))) for f in originals if f.suffix in UNITS and f.resolve() not in included]

    @functools.cached_property
    def nvcc_args(self):
        file = self.folder / "nvcc_args.txt"
        return file.read_text().split() if file.exists() else []

    def text(self, name, default=None):
        file = self.folder / name
        return file.read_text() if file.exists() else default

    def migrate(self, sources, out, *clang_args):
        """Runs the tool; its exit status and its report."""
        tool = self.config.get("tool")
        if not tool:
            raise Skipped("this build has no tool (CAUSEWAY_BUILD_TOOL)")
        report = out.parent / "report.json"
        command = [tool, "migrate", "--quiet", "--no-cache", "--jobs", "1", "--root", sources, "--out", out, "--report", report]
        command += [sources] if not clang_args else [sources / f for f in self.files(sources) if f.suffix in UNITS]
        done = run([*command, "--", "-std=c++17", *clang_args])
        if done.returncode not in (0, 1) or not report.exists():
            raise Failed(f"{shlex.join(map(str, command))}\nexit status {done.returncode}\n{done.stdout}{done.stderr}")
        return done.returncode, json.loads(report.read_text()), done.stdout + done.stderr


def migrated_path(path):
    return path.with_suffix(".cpp") if path.suffix == ".cu" else path


def open_findings(report):
    """The findings that are left for a person, one per line."""
    return "".join(
        f"{f['file']}:{f['line']}:{f['column']}: {f['verdict']}: {f['name']}\n" for f in report["findings"] if f["verdict"] != "mapped"
    )


def fresh_migration(program, folder):
    """Migrates a copy of the program that contains only its sources."""
    sources, out = folder / "in", folder / "out"
    for file in program.files(program.folder):
        (sources / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(program.folder / file, sources / file)
    status, report, said = program.migrate(sources, out)
    return out, status, report, said


@aspect
def migrates(program):
    """The tool's output is expected/, byte for byte, and migrating that again changes nothing."""
    with tempfile.TemporaryDirectory(prefix="corpus.") as folder:
        out, status, report, said = fresh_migration(program, Path(folder))
        errors = "".join(f"{d['file']}:{d['line']}: {d['message']}\n" for d in report["diagnostics"] if d["severity"] == "error")
        listed = lambda files: "".join(f"{f}\n" for f in files)
        left = open_findings(report)
        pairs = [
            ("errors", program.text("expected/errors.txt", ""), errors),
            ("findings", program.text("expected/findings.txt", ""), left),
            ("exit status", "1" if left or errors else "0", str(status)),
            ("files", listed(program.files(program.expected)), listed(program.files(out))),
        ]
        for file in program.files(out):
            if (program.expected / file).exists():
                pairs.append((str(file), (program.expected / file).read_bytes().decode(), (out / file).read_bytes().decode()))
        problems = [difference for pair in pairs if (difference := difference_of(*pair))]
        if problems:
            raise Failed("\n".join([*problems, said]))

        again = Path(folder) / "again"
        again.mkdir()
        program.migrate(out, again / "out", *backend_called("cpu").includes)
        for file in program.files(again / "out"):
            same_text(f"{file}, migrated again", (out / file).read_bytes().decode(), (again / "out" / file).read_bytes().decode())


def compile_units(program, compiler_of, suffix):
    """Compiles each unit of expected/; complains of warnings from the shim's headers. The object files."""
    objects = []
    for original, migrated in program.units:
        out = program.work / f"{migrated.stem}.{suffix}.o"
        done = must_succeed([*compiler_of(original), migrated, "-o", out])
        complaints = [line for line in done.stderr.splitlines() if "runtime-shim/" in line and "warning:" in line]
        if complaints:
            raise Failed("warnings from the shim's headers:\n" + "\n".join(complaints))
        objects.append(out)
    return objects


def host_compiler(backend, cxx, cc, *flags):
    # The programs compare signed with unsigned numbers, as CUDA programs do.
    common = ["-Wall", "-Wno-sign-compare", "-c", *flags, *backend.includes]

    def of(original):
        return [*cc, "-std=c11", *common] if original.suffix == ".c" else [*cxx, "-std=c++17", *common]

    return of


def executable(program, backend="cpu"):
    return program.work / f"{program.name}.{backend}"


def must_print_output(program, where, done):
    if done.returncode != 0:
        raise Failed(f"{where}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
    same_text(where, program.text("output.txt"), done.stdout)


def run_and_compare(program, environment, backend="cpu"):
    file = executable(program, backend)
    if not file.exists():
        raise Failed(f"{file} is missing: `run.py runs {program.name}` builds it")
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("CW_")}
    where = " ".join(f"{k}={v}" for k, v in environment.items()) or "the output"
    done = run([file], seconds=RUN_SECONDS, env={**inherited, **environment})
    must_print_output(program, where, done)


def runs_on(backend, program):
    """Leaves the program for the aspects that run it differently."""
    library = program.config["libraries"].get(backend.name)
    if not library:
        raise Skipped("this build has no shim (CAUSEWAY_BUILD_SHIM)")
    if (gap := program.folder / f"not-for-{backend.name}.txt").exists():
        raise Skipped(gap.read_text().strip())
    file = executable(program, backend.name)
    file.unlink(missing_ok=True)
    launcher = program.config["launcher"]
    compiler = host_compiler(backend, [*launcher, *program.config["cxx"]], [*launcher, *program.config["cc"]], "-O1")
    objects = compile_units(program, compiler, backend.name)
    must_succeed([*program.config["cxx"], *objects, library, *backend.words("libraries"), *backend.words("link_flags"), "-o", file])
    run_and_compare(program, {}, backend.name)


@aspect
def runs(program):
    """expected/ compiled for cpu prints output.txt."""
    runs_on(backend_called("cpu"), program)


@aspect
def runs_with_warp64(program):
    run_and_compare(program, {"CW_WARP_SIZE": "64"})


@aspect
def runs_with_warp16(program):
    run_and_compare(program, {"CW_WARP_SIZE": "16"})


@aspect
def runs_under_random_schedules(program):
    for seed in SEEDS:
        run_and_compare(program, {"CW_SCHEDULE": f"random:{seed}"})


@aspect
def compiles_with_clang(program):
    clang = shutil.which("clang++-19") or shutil.which("clang++")
    if not clang:
        raise Skipped("no clang++ on this machine")
    cc = shutil.which(clang.replace("clang++", "clang"))
    cpu = backend_called("cpu")
    library = program.config["libraries"].get("cpu")
    plugin = Path(library).parent / "causeway_kernels.so" if library else None
    if not plugin or not plugin.exists() or not clang.endswith("-19"):
        compile_units(program, host_compiler(cpu, [clang], [cc]), "clang")
        return
    # With the kernel compiler: kernels run as loops.
    objects = compile_units(program, host_compiler(cpu, [clang, f"-fpass-plugin={plugin}"], [cc], "-O1"), "clang")
    if not (program.folder / "output.txt").exists() or (program.folder / "not-for-cpu.txt").exists():
        return
    must_succeed([clang, *objects, library, *cpu.words("libraries"), *cpu.words("link_flags"), "-o", executable(program, "clang")])
    run_and_compare(program, {}, "clang")


def compiler_of(backend):
    compiler = backend.compiler()
    if not compiler:
        raise Skipped(f"no {backend.said['compiler']} on this machine")
    return compiler


def compiles_for(backend, program):
    # A program may use what the vendor lacks; the file says what.
    if (gap := program.folder / f"not-for-{backend.name}.txt").exists():
        raise Skipped(gap.read_text().strip())
    compiler_of(backend)
    flags = backend.options("corpus")
    args = program.nvcc_args if backend.name == "cuda" else []

    def of(original):
        return [*(backend.kernels(*flags, *args) if original.suffix == ".cu" else backend.host(c=original.suffix == ".c")), "-c"]

    compile_units(program, of, backend.name)


def add_aspects_of_backends():
    """`runs` is what the reference backend does; the others have an aspect each."""
    for backend in backends():
        if backend.name != "cpu":
            check = functools.partial(runs_on if backend.has_library else compiles_for, backend)
            check.__name__ = ("runs_on_" if backend.has_library else "compiles_for_") + backend.name
            check.__doc__ = None
            aspect(check)


add_aspects_of_backends()


def cuda_flags(original):
    """The nvcc flags for the migrated form of an original file."""
    language = {".cu": ["-x", "cu", "-std=c++17"], ".c": []}.get(original.suffix, ["-std=c++17"])
    return [*language, *backend_called("cuda").includes]


def run_on_gpu(program, what, units):
    """Builds units (compiler flags and file of each) with nvcc for the GPU that is here, and compares what they print."""
    if not has_gpu():
        raise Skipped("no NVIDIA GPU on this machine")
    nvcc = compiler_of(backend_called("cuda"))
    # Side by side with the other of the two.
    objects = []
    for flags, file in units:
        objects.append(program.work / f"{file.stem}.{what}.o")
        must_succeed([nvcc, "-arch=native", "-O1", "-c", *flags, *program.nvcc_args, file, "-o", objects[-1]])
    file = program.work / f"{program.name}.{what}"
    must_succeed([nvcc, "-arch=native", *program.nvcc_args, *objects, "-o", file])
    must_print_output(program, "the output", run([file], seconds=RUN_SECONDS))


@gpu_aspect
def original_on_gpu(program):
    """The CUDA program, built by nvcc, prints output.txt on this machine's GPU, so the expected output of the cpu backend is CUDA's."""
    if (gap := program.folder / "not-for-nvcc.txt").exists():
        raise Skipped(gap.read_text().strip())
    run_on_gpu(program, "original", [(["-std=c++17"] if f.suffix != ".c" else [], f) for f, _ in program.units])


@gpu_aspect
def migrated_on_gpu(program):
    """expected/ compiled for cuda prints output.txt on this machine's GPU."""
    run_on_gpu(program, "migrated", [(cuda_flags(original), file) for original, file in program.units])


@aspect
def ptx_equal(program):
    """nvcc makes the same PTX of the migrated program as of the original, kernel by kernel."""
    if (gap := program.folder / "not-for-nvcc.txt").exists():
        raise Skipped(gap.read_text().strip())
    compiler_of(backend_called("cuda"))
    for original, migrated in program.units:
        if original.suffix == ".cu":
            must_succeed([sys.executable, PTX_EQUAL, original, migrated, "--", *program.nvcc_args])


def update(program):
    """Replaces expected/ by the tool's current output."""
    with tempfile.TemporaryDirectory(prefix="corpus.") as folder:
        out, _, report, said = fresh_migration(program, Path(folder))
        shutil.rmtree(program.expected, ignore_errors=True)
        for file in program.files(out):
            (program.expected / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(out / file, program.expected / file)
        if left := open_findings(report):
            (program.expected / "findings.txt").write_text(left)
        print(said, end="")
    print(f"{program.expected.relative_to(ROOT)} is written anew: read its diff before you commit it")


def names():
    return sorted(f.name for f in CORPUS.iterdir() if f.is_dir() and any(f.glob("*.c*")))


def aspects_of(name):
    if (CORPUS / name / "output.txt").exists():
        return [a for a in ASPECTS if a not in GPU_ASPECTS or has_gpu()]
    findings = CORPUS / name / "expected" / "findings.txt"
    if findings.exists() and ": unsupported: " in findings.read_text():
        return ["migrates"]
    raise Failed(f"{name}: output.txt is missing, and nothing in expected/findings.txt says why it could not run")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="aspects:\n" + "\n".join(f"  {n:30}{(a.__doc__ or '').strip()}".rstrip() for n, a in ASPECTS.items()),
    )
    parser.add_argument("--config", type=Path, default=ROOT / "build" / "test" / "corpus" / "corpus.json", help="written by CMake (default: %(default)s)")
    parser.add_argument("--update", metavar="NAME")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("aspect", nargs="?", choices=ASPECTS)
    parser.add_argument("name", nargs="?")
    options = parser.parse_args()
    if not options.list and not options.update and not (options.aspect and options.name):
        parser.error("name an aspect and a program, or --update NAME, or --list")
    if not options.list and not options.config.exists():
        parser.error(f"{options.config} is missing: build the project first, or name another build's with --config")
    try:
        if options.list:
            print("\n".join(" ".join([name, *aspects_of(name)]) for name in names()))
            return 0
        program = Program(options.update or options.name, json.loads(options.config.read_text()))
        (update if options.update else ASPECTS[options.aspect])(program)
    except Skipped as reason:
        print(f"skipped: {reason}")
        return 77
    except Failed as problem:
        print(problem)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
