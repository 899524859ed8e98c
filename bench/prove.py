#!/usr/bin/env python3
"""Tests the tool on public code: migrates, compiles, runs and checks every
program of the given checkout, and prints the table.

    bench/prove.py cuda-samples CHECKOUT [--only NAME]... [--table FILE.md]
    bench/prove.py rodinia CHECKOUT
    bench/prove.py llmc CHECKOUT
    bench/prove.py rodinia CHECKOUT --backend cuda     on this machine's GPU: the original and the migrated program

The checkout is not changed: all work happens below --out.
"""
# SPDX-License-Identifier: Apache-2.0

import argparse
import hashlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import corpora
import leftover
import rodinia_inputs

HERE = Path(__file__).resolve().parent
COMPILERS = {"g++": ("g++", "gcc"), "clang++": ("clang++-19", "clang-19")}
# With the cuda backend nvcc builds both the original program and the migrated one.
BOTH = ["original", "migrated"]
# Compiler options that old C code relies on, for all programs.
OPTIONS = ["-O2", "-w", "-fno-strict-aliasing", "-fwrapv", "-U_FORTIFY_SOURCE"]
VERDICTS = ["mapped", "mapped-review", "unsupported", "unknown"]
# Text that a program prints if its own check fails, and if it passes.
FAILED = re.compile(r"\bFAIL(?:ED|URE|ED!|S)?\b|[Tt]est [Ff]ailed|\bERROR\b(?! (?:rate|norm))|[Ee]rror at |[Cc]uda [Ee]rror|CUDA error|error code|"
                    r"failed with error|verification failed|[Mm]ismatch|NOT EQUAL|does not match")
PASSED = re.compile(r"PASS|[Pp]assed|SUCCESS|[Ss]uccess|Result = 1|[Vv]erif\w+ OK|\bOK\b|correct|completed, returned OK")
WAIVED = 2  # The exit status of a sample that does not apply to this machine.


def run(command, cwd=None, env=None, timeout=None):
    """Returns (status, stdout, stderr); a timeout is status 124. What is printed
    goes through files, so that no program can fill the memory here."""
    env = dict(env or os.environ, LC_ALL="C")  # plain quotes in compilers' messages
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True)
        try:
            status = process.wait(timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            status = 124
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read(16 << 20).decode("latin-1"))
    return status, *texts


class Proof:
    """The steps of one program from CUDA source to a checked answer."""

    def __init__(self, program, args, shim):
        self.program, self.args, self.shim = program, args, shim
        self.work = args.out / program.name.replace("/", "-")
        self.migrated = self.work / "migrated"
        self.result = {"name": program.name, "excluded": program.excluded, "expected": program.expected, "notes": program.notes,
                       "migrate only": program.recipe.get("migrate only", False), "runs": len(program.runs),
                       "findings": {}, "compiled": {}, "ran": {}, "why": "", "leftover": [], "left": 0}

    def prove(self):
        """The whole way; with --failed, a program that passed and is migrated to
        the same text as then is not compiled and run again."""
        kept = self.work / "result.json"
        before = json.loads(kept.read_text()) if self.args.failed and kept.exists() else {}
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        if self.migrate():
            self.count_leftovers()
            self.result["digest"] = self.digest()
            if self.program.recipe.get("migrate only"):
                pass
            elif before.get("passed") and before.get("digest") == self.result["digest"]:
                for key in ("compiled", "ran", "checked by"):
                    self.result[key] = before[key]
            else:
                for compiler in COMPILERS:
                    self.result["compiled"][compiler] = self.compile(compiler)
                for compiler, good in self.result["compiled"].items():
                    if good:
                        self.result["ran"][compiler] = self.check(compiler)
        self.result["passed"] = all(self.result["ran"].get(c) == "pass" for c in COMPILERS)
        if self.result["passed"]:
            self.result["why"] = ""
        (self.work / "result.json").write_text(json.dumps(self.result, indent=1))
        return self.result

    def blame(self, why):
        for folder in (self.migrated, self.work, self.program.root):
            why = why.replace(f"{folder}/", "")
        self.result["why"] = self.result["why"] or " ".join(why.split())[:240]

    # -- migrate

    def source_flags(self, source, root):
        """The program's flags, for one source, with include paths below `root`."""
        p = self.program
        language = p.cflags if Path(source).suffix == ".c" else ["-std=c++17"]
        return [f"-I{root / f[2:]}" if f.startswith("-I") else f for f in p.flags] + language

    def migrate(self):
        p = self.program
        if not p.sources:
            self.blame("no sources")
            return False
        database = [{"directory": str(p.root), "file": str(p.root / s),
                     "arguments": ["nvcc" if s.endswith(".cu") else "gcc" if s.endswith(".c") else "g++",
                                   *self.source_flags(s, p.root), "-c", str(p.root / s)]} for s in [*p.sources, *p.modules]]
        (self.work / "compile_commands.json").write_text(json.dumps(database, indent=1))
        command = [str(self.args.tool), "migrate", "-p", str(self.work), "--root", str(p.root), "--out", str(self.migrated),
                   "--report", str(self.work / "report.json"), *[str(p.root / s) for s in [*p.sources, *p.modules]]]
        status, out, err = run(command, timeout=600)
        (self.work / "migrate.log").write_text(shlex.join(command) + f"\n# exit {status}\n{out}\n{err}")
        if status not in (0, 1) or not (self.work / "report.json").exists():
            self.blame(f"migrate: exit {status}: {(err or out).strip()[-200:]}")
            return False
        self.report = json.loads((self.work / "report.json").read_text())
        self.result["findings"] = dict(Counter(f["verdict"] for f in self.report["findings"]))
        return True

    def migrated_path(self, source):
        path = self.migrated / source
        return path.with_suffix(".cpp") if path.suffix == ".cu" else path

    def digest(self):
        """Of all migrated text."""
        all_text = hashlib.sha256()
        for path in sorted(self.migrated.rglob("*")):
            if path.is_file():
                all_text.update(str(path.relative_to(self.migrated)).encode() + path.read_bytes())
        return all_text.hexdigest()

    # -- left-over names

    def count_leftovers(self):
        """Every CUDA name still in the output must be in the report, at a place
        of the same file that the tool says it left as it was."""
        texts = {f["path"]: (self.program.root / f["path"]).read_bytes().decode("latin-1") for f in self.report["files"]}
        opened = {path: Counter() for path in texts}
        for f in self.report["findings"]:
            if not f["edits"] and f["file"] in texts:
                if f["kind"] == "header":
                    opened[f["file"]][f["name"]] += 1
                elif f["kind"] == "syntax" and f["name"].startswith("launch"):
                    opened[f["file"]]["<<<"] += 1
                else:
                    opened[f["file"]].update(set(re.findall(r"\w+", texts[f["file"]][f["begin"]:f["end"]])))
        names = {t.name for text in texts.values() for t in leftover.cuda_tokens(text)}
        own = set().union(*(leftover.defined_names(text, names) for text in texts.values())) if texts else set()
        written = {f["newPath"] for f in self.report["files"]}
        folders = [f[2:] for f in self.program.flags if f.startswith("-I")]
        for f in self.report["files"]:
            migrated = (self.migrated / f["newPath"]).read_bytes().decode("latin-1")
            local = {h for k, h, _ in leftover.tokens(migrated) if k == "include"
                     and any(os.path.normpath(os.path.join(d, h)) in written for d in [os.path.dirname(f["newPath"]), *folders])}
            too_many, left = leftover.unreported(migrated, opened[f["path"]], own, local)
            self.result["left"] += left
            self.result["leftover"] += [{"place": f"{f['newPath']}:{t.line}:{t.column}", "name": t.name, "count": n} for t, n in too_many]

    # -- compile

    def binary(self, which):
        return self.work / f"program-{which}"

    def plugin(self, compiler):
        """What cwc++ adds for Clang: the kernel compiler, where it was built."""
        found = self.args.tool.resolve().parents[1] / "lib" / "causeway_kernels.so"
        if compiler != "clang++-19" or not found.exists():
            return []
        os.environ["CCACHE_EXTRAFILES"] = str(found)  # ccache does not look into the plugin by itself
        return [f"-fpass-plugin={found}"]

    def module(self, which, name):
        return self.work / f"module-{which}-{name}"

    def compile(self, compiler):
        p = self.program
        cxx, cc = COMPILERS[compiler]
        launcher = ["ccache"] if shutil.which("ccache") and compiler not in BOTH else []
        objects, log = [], self.work / f"compile-{compiler}.log"
        with open(log, "w") as out:
            root = p.root if compiler == "original" else self.migrated
            for i, source in enumerate(p.sources):
                path, obj = root / source if compiler == "original" else self.migrated_path(source), self.work / f"{compiler}-{i}.o"
                if not path.exists():
                    self.blame(f"{compiler}: {source} was not written")
                    return False
                driver = cc if path.suffix == ".c" else cxx
                flags = [f for f in self.source_flags(source, root) if not (driver == cc and cc != cxx and f.startswith("-std=c++"))]
                command = [*launcher, driver, *OPTIONS, *flags, *self.plugin(driver), *self.shim["cflags"], "-c", str(path), "-o", str(obj)]
                status, _, err = run(command, cwd=root, timeout=600)
                out.write(shlex.join(command) + "\n" + err)
                if status:
                    first = next((l for l in err.splitlines() if "error" in l), err.strip()[-200:])
                    self.blame(f"{compiler}: {first}")
                    return False
                objects.append(str(obj))
            for source, name in p.modules.items():
                flags = self.source_flags(source, self.migrated)
                command = [cxx, *OPTIONS, *flags, *self.plugin(cxx), *self.shim["cflags"], "-shared", "-fPIC", "-DCW_MODULE", str(self.migrated_path(source)), "-o", str(self.module(compiler, name))]
                status, _, err = run(command, cwd=self.migrated, timeout=600)
                out.write(shlex.join(command) + "\n" + err)
                if status:
                    first = next((l for l in err.splitlines() if "error" in l), err.strip()[-200:])
                    self.blame(f"{compiler}, module: {first}")
                    return False
            command = [cxx, *objects, *p.libs, *self.shim["libs"], "-o", str(self.binary(compiler))]
            status, _, err = run(command, timeout=600)
            out.write(shlex.join(command) + "\n" + err)
        for obj in objects:
            os.unlink(obj)
        if status:
            first = next((l for l in err.splitlines() if "undefined reference" in l or "error" in l), err.strip()[-200:])
            self.blame(f"{compiler} link: {first.split('/')[-1]}")
        return status == 0

    # -- run and check

    def run_folder(self, which, inputs):
        """A fresh folder laid out as the checkout is, so that relative data paths work."""
        p = self.program
        folder = self.work / f"run-{which}"
        (folder / p.cwd).mkdir(parents=True, exist_ok=True)
        for source, to in p.files:
            (folder / to).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / to)
        for name in p.recipe.get("empty files", []):
            (folder / p.cwd / name).touch()
        for spec in inputs:
            rodinia_inputs.write(folder / "data", spec)
        return folder

    def execute(self, which, cwd, binary, argument_list, timeout):
        """Runs once; returns the text it printed, or None after blaming."""
        p = self.program
        name = p.name.split("/")[-1]
        if Path(cwd, name).is_dir():
            name += ".out"
        shutil.copy(binary, cwd / name)
        for module in p.modules.values():
            if which in COMPILERS:
                shutil.copy(self.module(which, module), cwd / module)
        # Programs that compile at run time need the tool, and the compiler of the rest.
        env = dict(os.environ, CAUSEWAY=str(self.args.tool), **({} if which in BOTH else {"CXX": COMPILERS.get(which, ("c++",))[0]}), **p.env)
        status, out, err = run([f"./{name}", *argument_list], cwd=cwd, env=env, timeout=timeout)
        with open(self.work / f"run-{which}.log", "a") as log:
            log.write(f"$ ./{name} {shlex.join(argument_list)}\n{out}\n{err}\n# exit {status}\n")
        self.status = status
        return out + err

    def check(self, compiler):
        p = self.program
        folder = self.run_folder(compiler, p.recipe.get("inputs", []))
        cwd = folder / p.cwd
        text = ""
        for argument_list in p.runs:
            printed = self.execute(compiler, cwd, self.binary(compiler), argument_list, p.timeout)
            text += printed
            if self.status == 124:
                self.blame(f"{compiler}: no end after {p.timeout} s")
                return "timeout"
            if self.status == WAIVED and re.search(r"[Ww]aiv|WAIV|require|not support|need", text):
                line = next((l for l in text.splitlines() if re.search(r"[Ww]aiv|WAIV|require|not support|need", l)), "")
                self.blame(f"waived by itself: {line}")
                return "waived"
            if self.status:
                last = " / ".join([l for l in text.strip().splitlines() if l.strip()][-2:])
                how = f"signal {-self.status}" if self.status < 0 else f"exit {self.status}"
                self.blame(f"{compiler}: {' '.join(argument_list)}: {how}: {last}" if len(p.runs) > 1 else f"{compiler}: {how}: {last}")
                return "fail"
            every = p.recipe.get("own", {}).get("every run")
            if every and not re.search(every, printed):
                self.blame(f"{compiler}: {' '.join(argument_list)}: its own check did not print {every!r}")
                return "fail"
        checks = p.recipe.get("checks") or [p.recipe]
        for check in checks:
            problem = self.judge(check, compiler, folder, cwd, text)
            if problem:
                self.blame(f"{compiler}: {problem}")
                return "fail"
        return "pass"

    def judge(self, check, compiler, folder, cwd, text):
        """None if the answer is right, otherwise the error."""
        if "own" in check:
            failed = re.compile(check["own"]["fail"]) if "fail" in check["own"] else FAILED
            passed = check["own"].get("pass")
            bad = failed.search(text)
            if bad:
                line = next(l for l in text.splitlines() if failed.search(l)) if "\n" not in bad.group() else bad.group()
                return f"its own check: {line.strip()[:120]}"
            if passed and not re.search(passed, text):
                return f"its own check did not print {passed!r}"
            self.result["checked by"] = "own check" if passed or PASSED.search(text) else "exit status and no error text"
            return None
        got = self.answer(check, cwd, text)
        if got is None:
            return f"wrote no {check['output']}"
        if "compute" in check:
            want = [str(v) for v in rodinia_inputs.reference(folder / "data", check["compute"])]
            self.result["checked by"] = "computed reference"
        else:
            want = self.twin_answer(check)
            if want is None:
                return "the OpenMP twin could not be built or run: see twin.log"
            self.result["checked by"] = "OpenMP twin"
        return compare(got, want, check)

    def answer(self, check, cwd, text):
        """The words to compare: from a file or from what was printed."""
        if "output" in check:
            path = cwd / check["output"]
            if not path.exists():
                return None
            if check.get("bytes"):
                return [str(b) for b in path.read_bytes()]
            text = path.read_bytes().decode("latin-1")
        if "after" in check:
            text = text.partition(check["after"])[2].lstrip()
        lines = text.splitlines()
        if "lines" in check:
            lines = lines[:check["lines"]]
        if "pick" in check:
            matches = [re.search(check["pick"], l) for l in lines]
            lines = [m.group(m.re.groups) for m in matches if m]
        if "last" in check:
            lines = lines[-check["last"]:]
        words = [w for l in lines for w in re.split(r"[\s,=;:]+", l) if w]
        return sorted(words) if check.get("sort") else words

    def twin_answer(self, check):
        """The answer of the OpenMP twin for the same input; built and run once."""
        p, twin = self.program, self.program.recipe["twin"]
        if not hasattr(self, "twin"):
            self.twin = None
            binary = self.binary("twin")
            cxx = any(not s.endswith(".c") for s in twin["sources"])
            flags = [f"-I{p.root / f[2:]}" if f.startswith("-I") else f for f in twin.get("flags", [])]
            objects = []
            for i, source in enumerate(twin["sources"]):
                obj = str(self.work / f"twin-{i}.o")
                language = ["gcc", "-std=gnu89"] if source.endswith(".c") else ["g++", "-std=c++11", "-include", "cstring"]
                status, _, err = run([*language, *OPTIONS, "-fcommon", "-fopenmp", *flags, "-c", str(p.root / source), "-o", obj], timeout=300)
                objects.append(obj)
                if status:
                    (self.work / "twin.log").write_text(err)
                    return None
            status, _, err = run(["g++" if cxx else "gcc", *objects, "-fopenmp", "-lm", "-o", str(binary)], timeout=300)
            if status:
                (self.work / "twin.log").write_text(err)
                return None
            folder = self.run_folder("twin", p.recipe.get("inputs", []) + twin.get("inputs", []))
            cwd = folder / twin.get("cwd", "openmp/" + p.name.split("/")[0])
            cwd.mkdir(parents=True, exist_ok=True)
            text = self.execute("twin", cwd, binary, twin["args"], p.timeout)
            self.twin = (cwd, text)
        if self.twin is None:
            return None
        return self.answer(check, *self.twin)


def compare(got, want, check):
    """None if equal within the tolerances, else the first difference."""
    if not want:
        return "the reference is empty"
    if len(got) != len(want):
        return f"{len(got)} values instead of {len(want)}"
    relative, absolute = check.get("relative", 0), check.get("absolute", 0)
    wrong = []
    for i, (a, b) in enumerate(zip(got, want)):
        if a == b:
            continue
        try:
            x, y = float(a), float(b)
        except ValueError:
            x = y = None
        if x is None or not abs(x - y) <= max(absolute, relative * max(abs(x), abs(y))):
            wrong.append((i, a, b))
    if wrong:
        i, a, b = wrong[0]
        return f"{len(wrong)} of {len(want)} values differ from the reference, first #{i}: {a} instead of {b}"
    return None


# ---- the table -----------------------------------------------------------------


ASKED = {"rodinia": ("programs", "give the reference answer", "all that nvcc 13 builds"), "cuda-samples": ("eligible samples", "pass", "95 %"),
         "llmc": ("programs", "pass their own checks", "all")}


def table(corpus, results, commit, common_notes, backend):
    eligible = [r for r in results if not r["excluded"] and not r.get("migrate only")]
    migrated = [r for r in results if r.get("migrate only")]
    lines = [f"# {corpus}", "",
             f"Printed by `bench/prove.py {corpus} CHECKOUT{'' if backend == 'cpu' else ' --backend ' + backend}`{' on commit ' + commit if commit else ''}; backend {backend}.", "",
             "| program | " + " | ".join(VERDICTS) + " | " + " | ".join(COMPILERS) + " | ran | left, unreported | why not |",
             "|---|" + "---:|" * 4 + "---|---|---|---|---|"]
    for r in eligible:
        counts = " | ".join(str(r["findings"].get(v, 0)) for v in VERDICTS)
        compiled = " | ".join("yes" if r["compiled"].get(c) else "no" for c in COMPILERS)
        ran = "pass" if r.get("passed") else ", ".join(sorted(set(r["ran"].values()))) or "-"
        why = (f"expected: {r['expected']}; " if r["expected"] and not r.get("passed") else "") + r["why"]
        left = f"{r['left']}, {sum(l['count'] for l in r['leftover'])}"
        lines.append(f"| {r['name']} | {counts} | {compiled} | {ran} | {left} | {why.replace('|', '&#124;')} |")
    names = sorted({r["name"].split("/")[0] for r in eligible})
    passed = [n for n in names if all(r.get("passed") for r in eligible if r["name"].split("/")[0] == n)]
    unreported = sum(l["count"] for r in eligible + migrated for l in r["leftover"])
    lines += ["", "## Totals", ""]
    what, do, asked = ASKED[corpus]
    share = f" ({100 * len(passed) / max(1, len(names)):.1f} %)" if "%" in asked else ""
    lines.append(f"- {len(passed)} of {len(names)} {what}{share} migrate, {'compile with both compilers' if backend == 'cpu' else 'compile, original and migrated,'} and {do} (asked: {asked}).")
    if corpus == "llmc":
        runs = sum(r["runs"] for r in eligible if r.get("passed"))
        lines.append(f"- Runs that pass, one for each kernel of each build: {runs} of {sum(r['runs'] for r in eligible)}, with both compilers.")
        unknown = sum(r["findings"].get("unknown", 0) for r in eligible + migrated)
        lines.append(f"- Findings `unknown`, in the programs and in the rest: {unknown} (asked: 0).")
    lines.append(f"- Left-over CUDA names without a finding: {unreported} (asked: 0).")
    checked = Counter(r.get("checked by", "") for r in eligible if r.get("passed"))
    lines.append("- Checked by: " + ", ".join(f"{k} {v}" for k, v in checked.most_common()) + ".")
    waived = [r["name"] for r in eligible if "waived" in r["ran"].values()]
    if waived:
        lines.append(f"- Samples that end by saying that they don't apply to this device (counted as not passed): {', '.join(waived)}.")
    if migrated:
        lines += ["", "## The rest, migrated only", "", "| sources | " + " | ".join(VERDICTS) + " | left, unreported |", "|---|" + "---:|" * 4 + "---|"]
        for r in migrated:
            counts = " | ".join(str(r["findings"].get(v, 0)) for v in VERDICTS)
            lines.append(f"| {r['name'].removeprefix('migrate/')} | {counts} | {r['left']}, {sum(l['count'] for l in r['leftover'])} |")
    notes = [f"- {note}" for note in common_notes] + [f"- {r['name']}: {' '.join(r['notes'])}" for r in eligible if r["notes"]]
    if notes:
        lines += ["", "## What was changed for the run", ""] + notes
    bad = [f"- {r['name']}: {l['place']}: {l['name']}, {l['count']} more than reported" for r in eligible + migrated for l in r["leftover"]]
    if bad:
        lines += ["", "## Left-over names without a finding", ""] + bad
    out = [f"| {r['name']} | {r['excluded']} |" for r in results if r["excluded"]]
    if out:
        lines += ["", "## Not counted", "", "| program | what it uses |", "|---|---|"] + out
    return "\n".join(lines) + "\n"


def commit_of(checkout):
    status, out, _ = run(["git", "-C", str(checkout), "rev-parse", "--short", "HEAD"])
    return out.strip() if status == 0 else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", choices=["cuda-samples", "rodinia", "llmc"])
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--only", action="append", default=[], help="only this program; may be repeated")
    parser.add_argument("--failed", action="store_true", help="do not compile and run again what passed before and is migrated to the same text")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--tool", type=Path, default=HERE.parent / "build/bin/causeway")
    parser.add_argument("--backend", choices=["cpu", "cuda"], default="cpu", help="cuda: build with nvcc and run on this machine's GPU (NVCC and the cwc++ beside the tool say how)")
    parser.add_argument("--out", type=Path, help="work folder (default: build/prove-CORPUS)")
    parser.add_argument("--table", type=Path, help="also write the table to this file")
    parser.add_argument("--cflags", help="flags for the cpu backend, instead of asking the tool")
    parser.add_argument("--libs", help="libraries for the cpu backend, instead of asking the tool")
    parser.add_argument("--again", action="store_true", help="only print the table of the results that are below --out")
    parser.add_argument("--list", action="store_true", help="only list the programs and why some do not count")
    args = parser.parse_args()
    args.out = (args.out or HERE.parent / f"build/prove-{args.corpus}").resolve()
    args.tool = args.tool.resolve()
    if args.backend == "cuda":
        os.environ["CW_BACKEND"] = "cuda"
        os.environ.setdefault("NVCC", "nvcc -arch=native")
        driver = str(args.tool.parent / "cwc++")
        COMPILERS.clear()
        COMPILERS.update({which: (driver, driver) for which in BOTH})
        args.cflags = args.libs = ""

    shutil.rmtree(args.out / "src", ignore_errors=True)
    programs = getattr(corpora, args.corpus.replace("-", "_"))(args.checkout, args.out)
    common_notes = [] if args.corpus == "cuda-samples" else corpora.common_notes(args.corpus)
    if args.only:
        programs = [p for p in programs if p.name in args.only or p.name.split("/")[0] in args.only]
    if args.list:
        for p in programs:
            print(f"{p.name}: {'not counted: ' + p.excluded if p.excluded else 'counts'}")
        print(f"{sum(not p.excluded for p in programs)} of {len(programs)} count")
        return 0
    if not args.tool.exists():
        parser.error(f"no tool at {args.tool}: run ./dev build, or name it with --tool")

    def ask(option, given):
        if given is not None:
            return shlex.split(given)
        status, out, err = run([str(args.tool), "config", "--backend", "cpu", option])
        if status:
            parser.error(f"causeway config {option} failed: {err.strip()}")
        return shlex.split(out)

    shim = {"cflags": ask("--cflags", args.cflags), "libs": ask("--libs", args.libs)}
    lock, done = threading.Lock(), []

    def one(program):
        proof = Proof(program, args, shim)
        kept = proof.work / "result.json"
        if args.again and kept.exists():
            result = json.loads(kept.read_text())
        else:
            result = proof.result if program.excluded else proof.prove()
        with lock:
            done.append(result)
            if not program.excluded:
                print(f"[{len(done)}/{len(programs)}] {result['name']}: {'pass' if result['passed'] else 'migrated' if result['findings'] and result.get('migrate only') else result['why'] or 'not passed'}"
                      + (f"; {len(result['leftover'])} names left without a finding" if result["leftover"] else ""), flush=True)
        return result

    with ThreadPoolExecutor(args.jobs) as pool:
        results = list(pool.map(one, programs))
    text = table(args.corpus, results, commit_of(args.checkout), common_notes, args.backend)
    print("\n" + text)
    if args.table:
        args.table.write_text(text)
    good = not any(r["leftover"] for r in results)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
