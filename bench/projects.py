#!/usr/bin/env python3
"""Migrates a whole public checkout by one command, build scripts included,
builds every program by its migrated scripts, and prints the table.

    bench/projects.py rodinia=CHECKOUT cuda-samples=CHECKOUT llmc=CHECKOUT [--table bench/projects.md]

A program counts if it migrates and compiles file by file, according to the kept
tables (bench/rodinia.md and so on, from bench/prove.py). Sources get the same
edits as there. The checkouts are not changed: all work happens below --out.
"""
# SPDX-License-Identifier: Apache-2.0

import argparse
import json
import os
import re
import shlex
import shutil
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import corpora
from prove import commit_of, run

HERE = Path(__file__).resolve().parent

# The build command of a program, if it is not `make` in its folder.
RODINIA = {"cfd/euler3d": ("cfd", "euler3d"), "cfd/euler3d_double": ("cfd", "euler3d_double"),
           "particlefilter/naive": ("particlefilter", "naive"), "particlefilter/float": ("particlefilter", "float"),
           "srad/srad_v1": ("srad/srad_v1", ""), "srad/srad_v2": ("srad/srad_v2", ""), "leukocyte": ("leukocyte/CUDA", ""),
           "lud": ("lud/cuda", ""), "mummergpu": ("mummergpu/src", "")}
# Files that their scripts expect outside the checkout.
OUTSIDE = ["cfd takes helper_cuda.h from the samples of the CUDA SDK: SDK_DIR names a folder with the one of cuda/hybridsort.",
           "hotspot3D includes ~/rodinia_3.0/common/make.config: HOME has a link of that name to the migrated checkout."]


def kept(corpus):
    """The programs of the kept table, each with whether it compiles as files."""
    rows = {}
    for line in (HERE / f"{corpus}.md").read_text().splitlines():
        cells = [c.strip() for c in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 10 and cells[5] in ("yes", "no"):
            rows[cells[0]] = cells[5] == "yes"
    return rows


def recipes(corpus):
    """The edits of sources, each once: the file, the old text and the new text."""
    data = json.loads((HERE / f"{'samples' if corpus == 'cuda-samples' else corpus}.json").read_text())
    edits = []
    if corpus == "rodinia":
        for builds in data["programs"].values():
            edits += [e for recipe in builds for e in recipe.get("edits", [])]
    elif corpus == "cuda-samples":
        edits += [e for sample in data["samples"].values() for e in sample.get("edits", [])]
    else:
        edits += [dict(e, file="dev/cuda/common.h") for e in data["common"]]
        for name, builds in data["programs"].items():  # what all builds of a program need
            edits += [dict(e, file=f"dev/cuda/{name}.cu") for e in builds[0].get("edits", []) if all(e in b.get("edits", []) for b in builds)]
    return list({json.dumps(e, sort_keys=True): e for e in edits}.values())


class Project:
    def __init__(self, corpus, checkout, args):
        self.corpus, self.args = corpus, args
        self.commit = commit_of(checkout)
        self.work = args.out / corpus
        self.source, self.out = self.work / "source", self.work / "migrated"
        # The driver, and the CMake package beside it, are found by PATH.
        self.env = dict(os.environ, PATH=f"{args.tool.parent}:{os.environ['PATH']}")
        if corpus == "rodinia":
            self.env.update(HOME=str(self.work / "home"), MAKEFLAGS=f"SDK_DIR={self.work / 'sdk'}")
        if not args.again:
            shutil.rmtree(self.work, ignore_errors=True)
            shutil.copytree(checkout, self.source, ignore=shutil.ignore_patterns(".git"), symlinks=True)
            for e in recipes(corpus):
                path = self.source / e["file"]
                text = path.read_bytes().decode("latin-1")
                path.write_bytes(corpora._edit(text, e, e["file"]).encode("latin-1"))
            self.migrate()
            if corpus == "rodinia":
                (self.work / "home").mkdir()
                (self.work / "home/rodinia_3.0").symlink_to(self.out)
                (self.work / "sdk/common").mkdir(parents=True)
                (self.work / "sdk/common/inc").symlink_to(self.out / "cuda/hybridsort")

    def migrate(self):
        flags = ["--", f"-I{self.source}/Common"] if self.corpus == "cuda-samples" else []
        command = [str(self.args.tool), "migrate", str(self.source), "--root", str(self.source), "--out", str(self.out),
                   "--report", str(self.work / "report.json"), "-q", *flags]
        begin = time.monotonic()
        status, out, err = run(command, timeout=3600)
        (self.work / "migrate.log").write_text(f"{shlex.join(command)}\n# exit {status}, {time.monotonic() - begin:.0f} s\n{out}\n{err}")
        if status not in (0, 1):
            raise SystemExit(f"{self.corpus}: causeway migrate: exit {status}: {err.strip()[-400:]}")

    def counts(self):
        report = json.loads((self.work / "report.json").read_text())
        found = [f for f in report["findings"] if f["kind"] == "build"]
        verdicts = {v: sum(f["verdict"] == v for f in found) for v in ("mapped", "mapped-review", "unsupported", "unknown")}
        log = (self.work / "migrate.log").read_text()
        return len({f["file"] for f in found}), verdicts, re.search(r"# exit (\d), (\d+) s", log).groups(), report["summary"]["failedUnits"]

    def make(self, folder, *targets):
        """An empty text if make succeeds, otherwise the reason for the failure."""
        status, out, err = run(["make", *targets], cwd=self.out / folder, env=self.env, timeout=900)
        name = "-".join([folder, *targets]).replace("/", "-")
        (self.work / f"make-{name}.log").write_text(out + "\n" + err)
        return "" if status == 0 else self.why(err or out)

    def why(self, text):
        lines = text.splitlines()
        for pattern in (r"\b(?:fatal )?error: .*", r"undefined reference.*|multiple definition.*|cannot find -l\S+", r"Error copying .*|invalid version .*", r"\*\*\* .*"):
            for line in lines:
                if m := re.search(pattern, line):
                    where = re.match(r"([\w./+-]+:\d+)", line)
                    text = (where.group(1).split("/")[-1] + ": " if where else "") + m.group()
                    return text.replace(str(self.out) + "/", "").replace(str(self.work) + "/", "").replace("|", "&#124;")[:160]
        return (lines[-1] if lines else "?")[:160]

    def programs(self):
        """(name, compiles as files, why it does not build by its scripts)"""
        rows = kept(self.corpus)
        if self.args.only:
            rows = {n: y for n, y in rows.items() if n in self.args.only}
        if self.corpus == "rodinia":
            for name, good in rows.items():
                folder, target = RODINIA.get(name, (name, ""))
                yield name, good, self.make(f"cuda/{folder}", *[target] * bool(target))
        elif self.corpus == "llmc":
            yield from ((f"{t} (top level)", True, self.make(".", t)) for t in ("train_gpt2", "test_gpt2"))
            for name in sorted({n.split("/")[0] for n in rows}):
                yield name, True, self.make("dev/cuda", name)
        else:
            yield from self.samples(rows)

    def samples(self, rows):
        """Each of the folders that count is configured as a whole."""
        launcher = ["-DCMAKE_C_COMPILER_LAUNCHER=ccache", "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
        for group in corpora.SAMPLE_FOLDERS:
            build = self.work / "build" / group
            command = ["cmake", "-G", "Ninja", "-S", str(self.out / "Samples" / group), "-B", str(build), "-DCMAKE_BUILD_TYPE=Release", *launcher]
            status, out, err = run(command, env=self.env, timeout=900)
            (self.work / f"configure-{group}.log").write_text(f"{shlex.join(command)}\n{out}\n{err}")
            for folder in sorted((self.out / "Samples" / group).iterdir()):
                if folder.name not in rows:
                    continue
                if status:
                    yield folder.name, rows[folder.name], f"{group} does not configure: {self.why(err)}"
                    continue
                _, known, _ = run(["ninja", "-t", "targets", "all"], cwd=build)
                if not re.search(rf"(?m)^{folder.name}/all:", known):
                    yield folder.name, rows[folder.name], "its scripts leave it out on this machine"
                    continue
                built, out, err = run(["ninja", "-j", str(self.args.jobs), f"{folder.name}/all"], cwd=build, env=self.env, timeout=1800)
                (self.work / f"ninja-{folder.name}.log").write_text(out + "\n" + err)
                yield folder.name, rows[folder.name], "" if built == 0 else self.why(out + err)


def table(results):
    names = " ".join(f"{p.corpus}=CHECKOUT" for p, _ in results)
    lines = ["# Whole projects", "", f"Printed by `bench/projects.py {names}`; backend cpu.", "",
             "Each checkout is migrated by one command, `causeway migrate CHECKOUT --out DIR`, and every program is built by the",
             "scripts in DIR: `make` (Rodinia, llm.c), or `cmake` for each of the folders that count (cuda-samples).", "",
             "| checkout | commit | build scripts with findings | mapped | mapped-review | unsupported | unknown | crashes | seconds |",
             "|---|---|---:|---:|---:|---:|---:|---:|---:|"]
    for p, _ in results:
        scripts, verdicts, (_, seconds), crashes = p.counts()
        lines.append(f"| {p.corpus} | {p.commit} | {scripts} | " + " | ".join(map(str, verdicts.values())) + f" | {crashes} | {seconds} |")
    for p, rows in results:
        good = [r for r in rows if r[1]]
        built = [r for r in good if not r[2]]
        lines += ["", f"## {p.corpus}", "", f"{len(built)} of {len(good)} programs that compile as files also build by their migrated scripts "
                  f"({100 * len(built) / max(1, len(good)):.0f} %; asked: 90 %).", "",
                  "| program | as files | by its scripts | why not |", "|---|---|---|---|"]
        lines += [f"| {name} | {'yes' if good else 'no'} | {'no' if why else 'yes'} | {why} |" for name, good, why in rows]
        if p.corpus == "rodinia":
            lines += [""] + [f"- {note}" for note in OUTSIDE]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkouts", nargs="+", metavar="CORPUS=CHECKOUT", help="corpus is rodinia, cuda-samples or llmc")
    parser.add_argument("--only", action="append", default=[], help="only this program; may be repeated")
    parser.add_argument("--again", action="store_true", help="build what --out holds, without migrating it again")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--tool", type=Path, default=HERE.parent / "build/bin/causeway")
    parser.add_argument("--out", type=Path, default=HERE.parent / "build/projects")
    parser.add_argument("--table", type=Path, help="also write the table to this file")
    args = parser.parse_args()
    args.out, args.tool = args.out.resolve(), args.tool.resolve()
    results = []
    for named in args.checkouts:
        corpus, _, checkout = named.partition("=")
        if corpus not in ("rodinia", "cuda-samples", "llmc") or not Path(checkout).is_dir():
            parser.error(f"{named}: CORPUS=CHECKOUT names rodinia, cuda-samples or llmc and its folder")
        project, rows = Project(corpus, Path(checkout).resolve(), args), []
        for row in project.programs():
            rows.append(row)
            print(f"{corpus}: {row[0]}: {row[2] or 'built'}", flush=True)
        results.append((project, rows))
    text = table(results)
    print("\n" + text)
    if args.table:
        args.table.write_text(text)
    return 0 if all(not r[2] for _, rows in results for r in rows if r[1]) else 1


if __name__ == "__main__":
    sys.exit(main())
