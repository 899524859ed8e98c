#!/usr/bin/env python3
# Breaks the corpus at random, token by token, and checks that the tool keeps its guarantees for the result.
# SPDX-License-Identifier: Apache-2.0
"""Migrate mutants of CUDA programs and check the properties that hold for any input, however broken:

  - the program ends by itself, with exit status 0 or 1, and its parser survives;
  - every input file has an output file, and that is the input with the reported edits applied: computed here a second
    time, from the JSON report, so no other byte has changed;
  - a comment that no edit covers is still there (edits that drop a line must not open or close one);
    - migrating the output changes nothing, except constructs that the first run left for a person because it could not
    see their parts: after the migration of the surrounding code, the second run may see them;
  - a CUDA SDK on the include path changes no finding (half of the batches, where there is an SDK: --sdk DIR, or nvcc's).

  mutate.py --tool build/bin/causeway --seconds 60         mutants of test/corpus for a minute
  mutate.py --tool build/bin/causeway --count 40 --seed 7  the same 40 mutants each time
  mutate.py --tool build/bin/causeway --regressions DIR    sources that once failed, one in each file or folder of DIR
  mutate.py --tool ... --seconds 60 DIR                    mutants of the sources below DIR, each file for itself

A mutant that fails is reduced and kept below --keep, with a note about the failure.
Exit status: 0 all is well, 1 something failed.
"""

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "test" / "corpus"
SOURCES = {".cu", ".cuh", ".h", ".cpp", ".c"}
HANG_SECONDS = 300
BATCH = 20
# Rules for rare effects: swapped arguments, removed lines.
OWN_RULES = """
area: mutants
headers: { stdio.h: null, cstdio: null }
functions:
  cudaMemcpy: { to: "mutantCopy($3, $2, $1, $0)" }
  cudaMalloc: { to: "$0 = mutantAlloc($1)" }
  atomicAdd: { to: "mutantAdd($1, $0)" }
"""

# ---- Sources as tokens -----------------------------------------------------------------------------------------------

# All text is Latin-1: one character per byte, for any bytes.
TOKEN = re.compile(
    r"""
    (?P<blank>\n|[^\S\n]+)
  | (?P<comment>//(?:[^\\\n]|\\.|\\\n)*|/\*.*?\*/)
  | (?P<raw>(?:u8|[uUL])?R"(?P<delimiter>[^()\\\s"]{0,16})\(.*?\)(?P=delimiter)")
  | (?P<string>(?:u8|[uUL])?"(?:[^"\\\n]|\\.)*"|(?:u8|[uUL])?'(?:[^'\\\n]|\\.)*')
  | (?P<number>\.?\d(?:[eEpP][+-]|'?[\w.])*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<punctuation><<<|>>>|<<=|>>=|<=>|->\*|\.\.\.|\#\#|::|->|\+\+|--|<<|>>|[-+*/%&|^=!<>]=|&&|\|\||.)
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text):
    return [m.group() for m in TOKEN.finditer(text)]


def is_word(token):
    return re.fullmatch(r"[A-Za-z_]\w*", token) is not None


def comments(text):
    return [m.group() for m in TOKEN.finditer(text) if m.lastgroup == "comment"]


# ---- Mutations -------------------------------------------------------------------------------------------------------


class Mutator:
    """Changes one list of tokens in place. Everything random comes from `rng`."""

    def __init__(self, rng, strange, names):
        self.rng = rng
        self.strange = strange  # tokens of other sources
        self.names = names  # names of CUDA
        self.all = sorted(name for name in dir(self) if name.startswith("do_"))

    def mutate(self, list_):
        self.t = list_
        name = self.rng.choice(self.all)
        getattr(self, name)()
        return name.removeprefix("do_")

    def place(self, wanted=lambda token: not token.isspace()):
        found = [i for i, token in enumerate(self.t) if wanted(token)]
        return self.rng.choice(found) if found else None

    def run(self):
        """A few tokens in a row."""
        begin = self.place()
        return slice(begin or 0, (begin or 0) + self.rng.randint(2, 14))

    def lines(self):
        """Some whole lines: the places of the line ends around them."""
        ends = [0, *(i + 1 for i, token in enumerate(self.t) if token == "\n")]
        first = self.rng.randrange(len(ends))
        last = min(first + self.rng.randint(1, 12), len(ends) - 1)
        return ends[first], ends[last]

    def wrap(self, before, after):
        begin, end = self.lines()
        self.t[end:end] = tokens(after)
        self.t[begin:begin] = tokens(before)

    def insert(self, text, at=None):
        at = self.place() if at is None else at
        self.t[at or 0 : at or 0] = [text]

    def do_delete(self):
        if (i := self.place()) is not None:
            del self.t[i]

    def do_delete_run(self):
        del self.t[self.run()]

    def do_duplicate(self):
        if (i := self.place()) is not None:
            self.t[i:i] = [self.t[i], " "]

    def do_duplicate_run(self):
        run = self.run()
        self.t[run.stop : run.stop] = self.t[run]

    def do_swap(self):
        i, j = self.place(), self.place()
        if i is not None:
            self.t[i], self.t[j] = self.t[j], self.t[i]

    def do_swap_neighbours(self):
        places = [i for i, token in enumerate(self.t) if not token.isspace()]
        if len(places) > 1:
            k = self.rng.randrange(len(places) - 1)
            i, j = places[k], places[k + 1]
            self.t[i], self.t[j] = self.t[j], self.t[i]

    def do_replace(self):
        if (i := self.place()) is not None:
            self.t[i] = self.rng.choice(self.strange)

    def do_insert(self):
        self.insert(self.rng.choice(self.strange) + " ")

    def do_insert_name(self):
        self.insert(self.rng.choice(self.names) + self.rng.choice([" ", "(", "::", ".", "\n"]))

    def do_rename(self):
        """A name of the source's own becomes one of CUDA's, everywhere."""
        if (i := self.place(is_word)) is not None:
            old, new = self.t[i], self.rng.choice(self.names).split("::")[-1]
            self.t[:] = [new if token == old else token for token in self.t]

    def do_join_lines(self):
        if (i := self.place(lambda token: token == "\n")) is not None:
            self.t[i] = " "

    def do_split_line(self):
        self.insert("\n")

    def do_splice(self):
        """A backslash and a line end, between tokens or within one."""
        if (i := self.place()) is not None:
            cut = self.rng.randrange(len(self.t[i]))
            self.t[i] = self.t[i][:cut] + "\\\n" + self.t[i][cut:]

    def do_skip(self):
        condition = self.rng.choice(["#if 0", "#ifdef _WIN32", "#ifdef UNDEFINED_PLATFORM", "#if defined(__CUDA_ARCH__)", "#ifndef __CUDACC__"])
        self.wrap(condition + "\n", self.rng.choice(["#endif\n", "#else\n#endif\n", ""]))

    def do_skip_else(self):
        self.wrap("#if 1\n#else\n", "#endif\n")

    def do_into_macro(self):
        begin, end = self.lines()
        body = "".join(self.t[begin:end]).rstrip("\n").replace("\n", " \\\n")
        self.t[begin:end] = tokens(f"#define MUTANT(x) {body}\n")

    def do_drop_include(self):
        if (i := self.place(lambda token: token == "include")) is not None:
            end = next((j for j in range(i, len(self.t)) if self.t[j] == "\n"), len(self.t) - 1)
            del self.t[max(0, i - 1) : end + 1]

    def do_insert_include(self):
        header = self.rng.choice(["cuda_runtime.h", "device_launch_parameters.h", "cuda_fp16.h", "cooperative_groups.h", "no_such.h", "math.h"])
        begin, _ = self.lines()
        self.insert(f"#include {self.rng.choice([f'<{header}>', chr(34) + header + chr(34)])}{self.rng.choice([chr(10), ' // x' + chr(10), ' /* x' + chr(10) + ' y */' + chr(10)])}", begin)

    def do_unbalance(self):
        brackets = "(){}[]"
        if self.rng.random() < 0.5 and (i := self.place(lambda token: token in brackets)) is not None:
            del self.t[i]
        else:
            self.insert(self.rng.choice(brackets))

    def do_open(self):
        """Inserts a token that swallows the rest of a line or file."""
        self.insert(self.rng.choice(["/*", "//", '"', "'", 'R"(', "#", "\\", "<<<", ">>>"]))

    def do_truncate(self):
        if (i := self.place()) is not None:
            del self.t[i + 1 :]

    def do_end_without_newline(self):
        while self.t and self.t[-1].isspace():
            self.t.pop()

    def do_carriage_returns(self):
        self.t[:] = [token.replace("\n", "\r\n") if "\r" not in token else token for token in self.t]

    def do_odd_byte(self):
        self.insert(self.rng.choice(["\xff", "\xe4", "\x0c", "\x1a", "\xef\xbb\xbf", "\xc3\xa9"]))

    def do_digraph(self):
        spelling = {"{": "<%", "}": "%>", "[": "<:", "]": ":>", "#": "%:"}
        if (i := self.place(lambda token: token in spelling)) is not None:
            self.t[i] = spelling[self.t[i]]


class Mutant:
    def __init__(self, name, files, what=""):
        self.name, self.files, self.what = name, files, what  # path below its folder -> text

    def write(self, folder):
        for path, text in self.files.items():
            file = folder / self.name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("latin-1"))


def read_text(file):
    return file.read_bytes().decode("latin-1")


def corpus_programs():
    """Each program's sources, by path below its folder."""
    programs = []
    for folder in sorted(f for f in CORPUS.iterdir() if f.is_dir()):
        files = sorted(f for f in folder.rglob("*") if f.suffix in SOURCES and "expected" not in f.parts)
        if files:
            programs.append({str(f.relative_to(folder)): read_text(f) for f in files})
    return programs


def sources_below(folders):
    """Every source as a program of its own: its other headers are missing, which is a mutation too."""
    files = sorted(f for folder in folders for f in Path(folder).rglob("*") if f.suffix in SOURCES and f.is_file())
    return [{f.name: text} for f in files if "\0" not in (text := read_text(f)) and len(text) < 100_000]


def breed(rng, programs, names, number):
    files = dict(rng.choice(programs))
    path = rng.choice(sorted(files))
    strange = tokens(rng.choice(list(rng.choice(programs).values()))) or ["x"]
    mutator = Mutator(rng, strange, names)
    list_ = tokens(files[path])
    done = [mutator.mutate(list_) for _ in range(rng.choice([1, 1, 2, 3, 5, 8]))]
    files[path] = "".join(list_)
    return Mutant(f"m{number:05}", files, f"{path}: {', '.join(done)}")


# ---- Properties ------------------------------------------------------------------------------------------------


class Failure:
    def __init__(self, kind, mutant, detail):
        self.kind, self.mutant, self.detail = kind, mutant, detail


class WrongEdits(Exception):
    pass


def apply_edits(text, edits):
    """The edits of a report applied to their file, outermost first; raises WrongEdits where they do not compose."""
    unique = []
    for edit in sorted(edits, key=lambda e: (e["begin"], e["begin"] != e["end"], -e["end"])):
        if not 0 <= edit["begin"] <= edit["end"] <= len(text):
            raise WrongEdits(f"an edit of the bytes {edit['begin']} to {edit['end']} in a file of {len(text)}")
        if edit not in unique:
            unique.append(edit)

    def render(begin, end, inside):
        out, at, last = "", begin, None
        for i, edit in enumerate(inside):
            if edit["begin"] < at:
                if edit["end"] > last["end"]:
                    raise WrongEdits(f"edits overlap: {last} and {edit}")
                continue
            out += text[at : edit["begin"]]
            nested = [e for e in inside[i + 1 :] if edit["begin"] <= e["begin"] and e["end"] <= edit["end"] and e["begin"] < edit["end"]]
            for piece in edit["pieces"]:
                if "text" in piece:
                    out += piece["text"].encode().decode("latin-1")
                    continue
                if not edit["begin"] <= piece["begin"] <= piece["end"] <= edit["end"]:
                    raise WrongEdits(f"an edit carries bytes from outside of what it replaces: {edit}")
                own = lambda e: piece["begin"] <= e["begin"] and e["end"] <= piece["end"] and (e["begin"] < piece["end"])
                out += render(piece["begin"], piece["end"], [e for e in nested if own(e)])
            at, last = edit["end"], edit
        return out + text[at:end]

    return render(0, len(text), unique)


def migrated_path(path):
    return path[:-3] + ".cpp" if path.endswith(".cu") else path


class Tool:
    def __init__(self, program, work, sdk=None):
        self.program, self.work, self.sdk = program, work, sdk
        self.with_sdk = False  # whether a run with the SDK on the include path is compared with one without
        self.runs = 0
        self.own_rules = work / "mutants.yaml"
        self.own_rules.write_text(OWN_RULES)
        self.with_rules = False  # whether OWN_RULES hold too

    def migrate(self, source, out, clang_args=()):
        """(exit status, report or None, output); the status is None if the program hangs."""
        self.runs += 1
        report = out.with_suffix(".json")
        report.unlink(missing_ok=True)
        shutil.rmtree(out, ignore_errors=True)
        command = [self.program, "migrate", "-q", source, "--root", source, "--out", out, "--report", report, "--jobs", "2"]
        command += ["--rules", self.own_rules] if self.with_rules else []
        command += ["--", *clang_args] if clang_args else []
        try:
            done = subprocess.run([str(c) for c in command], capture_output=True, timeout=HANG_SECONDS)
        except subprocess.TimeoutExpired:
            return None, None, f"still ran after {HANG_SECONDS} s"
        said = (done.stdout + done.stderr).decode("latin-1")
        return done.returncode, json.loads(report.read_text()) if report.exists() else None, said

    def check(self, mutants):
        """Migrates all mutants in one run, twice; the failures. Whole-run failures have no mutant."""
        source, out, again = self.work / "in", self.work / "out", self.work / "again"
        shutil.rmtree(source, ignore_errors=True)
        for mutant in mutants:
            mutant.write(source)
        by_name = {mutant.name: mutant for mutant in mutants}
        failures = []

        def fail(kind, path, detail):
            failures.append(Failure(kind, by_name.get(path.split("/")[0]) if path else None, f"{path}: {detail}"))

        status, report, said = self.migrate(source, out)
        if status not in (0, 1) or report is None:
            if "no CUDA source is there" not in said:
                fail("hang" if status is None else "crash", "", f"exit status {status}\n{said[-3000:]}")
            return failures
        self.crashes(report, source, fail)
        if self.with_sdk:
            self.sdk_changes_nothing(source, report, fail)
        edits = {}
        for finding in report["findings"]:
            edits.setdefault(finding["file"], []).extend(finding["edits"])
        new_paths = {file["path"]: file["newPath"] for file in report["files"]}
        for file in sorted(f for f in source.rglob("*") if f.is_file()):
            path = str(file.relative_to(source))
            new = out / new_paths.get(path, migrated_path(path))
            if not new.is_file():
                fail("lost file", path, f"{new.name} was not written")
                continue
            before, after = read_text(file), read_text(new)
            try:
                wanted = apply_edits(before, edits.get(path, []))
            except WrongEdits as problem:
                fail("wrong edits", path, problem)
                continue
            if wanted != after:
                fail("other bytes changed", path, difference(wanted, after))
            elif lost := lost_comment(before, after, edits.get(path, [])):
                fail("lost comment", path, lost)

        def kind_of(finding):
            if finding["kind"] != "syntax":
                return finding["name"]
            return "asm" if finding["name"].startswith("inline_asm") else re.split("[_ ]", finding["name"])[0]

        def has_parts(finding):
            return ("..." in finding["replacement"] and finding["effort"] == "manual") or (finding["name"].startswith("inline_asm") and finding["confidence"] == "lexical")

        left = {(new_paths[f["file"]], kind_of(f)) for f in report["findings"] if f["verdict"] != "mapped" and has_parts(f)}

        status, report, said = self.migrate(out, again)
        if status not in (0, 1) or report is None:
            if "no CUDA source is there" not in said:
                fail("crash on the output", "", f"exit status {status}\n{said[-3000:]}")
            return failures
        self.crashes(report, out, fail)
        changing = {}  # by file: whether each change is one that may be
        for finding in report["findings"]:
            if finding["edits"]:
                changing.setdefault(finding["file"], []).append((finding["file"], kind_of(finding)) in left)
        for file in sorted(f for f in out.rglob("*") if f.is_file() and ".causeway" not in f.parts):
            path = str(file.relative_to(out))
            once, twice = read_text(file), read_text(again / path) if (again / path).is_file() else ""
            if once != twice and not all(changing.get(path, [False])):
                fail("second run changes", path, difference(once, twice))
        return failures

    def sdk_changes_nothing(self, source, without, fail):
        status, report, said = self.migrate(source, self.work / "sdk", ["-isystem", str(self.sdk)])
        if status not in (0, 1) or report is None:
            return fail("crash with an SDK", "", f"exit status {status}\n{said[-3000:]}")

        def found(report):
            return {(f["file"], f["begin"], f["name"], f["verdict"], f["replacement"]) for f in report["findings"]}

        for file, at, name, verdict, _ in sorted(found(without) ^ found(report)):
            fail("an SDK changes what is found", file, f"{name} at {at} ({verdict})")

    @staticmethod
    def crashes(report, folder, fail):
        for d in report["diagnostics"]:
            if "crashed" in d["message"]:
                fail("parser crashed", d["file"].removeprefix(str(folder) + "/"), d["message"])


def difference(one, other):
    at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    return f"at {at}: {one[max(0, at - 30) : at + 50]!r} or {other[max(0, at - 30) : at + 50]!r}"


def lost_comment(before, after, edits):
    """A comment outside of all edits that is lost."""
    left = comments(after)
    for m in TOKEN.finditer(before):
        if m.lastgroup != "comment" or any(e["begin"] < m.end() and m.start() < e["end"] for e in edits):
            continue
        if m.group() not in left:
            return repr(m.group())
        left.remove(m.group())
    return None


# ---- Making failures small -------------------------------------------------------------------------------------------


def shrink(tool, mutant, kind, seconds):
    """The smallest mutant that still fails."""
    deadline = time.monotonic() + seconds
    fails = lambda files: bool(files) and any(f.kind == kind for f in tool.check([Mutant(mutant.name, files)]))
    files = dict(mutant.files)
    for path in sorted(files):
        fewer = {p: t for p, t in files.items() if p != path}
        if fails(fewer):
            files = fewer
    for path in sorted(files):
        for split in (lambda text: text.splitlines(keepends=True), tokens):
            parts, size = split(files[path]), None
            size = max(1, len(parts) // 2)
            while size and time.monotonic() < deadline:
                i, changed = 0, False
                while i < len(parts) and time.monotonic() < deadline:
                    fewer = parts[:i] + parts[i + size :]
                    if fails({**files, path: "".join(fewer)}):
                        parts, changed = fewer, True
                    else:
                        i += size
                size = size if changed and size > 1 and size * 2 < len(parts) else size // 2
            files[path] = "".join(parts)
    return Mutant(mutant.name, files, mutant.what)


def find_culprits(tool, mutants):
    """Splits a batch whose run failed as a whole until the failing mutants are found."""
    failures = tool.check(mutants)
    if not any(f.mutant is None for f in failures):
        return failures
    if len(mutants) == 1:
        return [Failure(f.kind, mutants[0], f.detail) for f in failures]
    half = len(mutants) // 2
    return find_culprits(tool, mutants[:half]) + find_culprits(tool, mutants[half:])


def keep(folder, failure, small):
    place = folder / f"{failure.kind.replace(' ', '-')}-{small.name}"
    shutil.rmtree(place, ignore_errors=True)
    small.write(place.parent)
    (folder / small.name).rename(place)
    (place / "WHY.txt").write_text(f"{failure.kind}: {small.what}\n{failure.detail}\n")
    return place


# ---- The program -----------------------------------------------------------------------------------------------------


def installed_sdk():
    nvcc = shutil.which("nvcc")
    folder = Path(nvcc).resolve().parents[1] / "include" if nvcc else None
    return folder if folder and folder.is_dir() else None


def read_regressions(folder):
    """One mutant per file, or per folder of files that belong together."""
    mutants = []
    for entry in sorted(folder.iterdir()):
        files = sorted(entry.rglob("*")) if entry.is_dir() else [entry]
        top = entry if entry.is_dir() else folder
        mutants.append(Mutant(entry.name.replace(".", "_"), {str(f.relative_to(top)): read_text(f) for f in files if f.suffix in SOURCES}))
    return mutants


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", help="folders of sources to mutate; default: test/corpus")
    parser.add_argument("--tool", required=True, type=Path, help="the program causeway")
    parser.add_argument("--seconds", type=float, help="stop after the batch that is running then")
    parser.add_argument("--count", type=int, help="stop after so many mutants")
    parser.add_argument("--seed", type=int, default=None, help="default: another one each time, and printed")
    parser.add_argument("--regressions", type=Path, help="check these sources instead of mutants")
    parser.add_argument("--sdk", type=Path, help="a folder of CUDA's headers; default: those beside nvcc, where there is one")
    parser.add_argument("--keep", type=Path, help="where failures go; default: a folder in the temporary one")
    parser.add_argument("--shrink-seconds", type=float, default=120, help="how long to work on one failure; 0: keep it as it is")
    args = parser.parse_args()
    if not args.regressions and args.seconds is None and args.count is None:
        parser.error("--seconds, --count or --regressions says how much to do")
    if not args.tool.is_file():
        parser.error(f"{args.tool}: no such program")

    with tempfile.TemporaryDirectory(prefix="causeway-mutants.") as work:
        tool = Tool(args.tool.resolve(), Path(work).resolve(), args.sdk or installed_sdk())
        if args.regressions:
            mutants = read_regressions(args.regressions)
            failures = find_culprits(tool, mutants)
            tool.with_rules = True
            failures += find_culprits(tool, mutants)
            for f in failures:
                print(f"{f.kind}: {f.detail}")
            print(f"{len(mutants)} regressions, {len(failures)} failures")
            return bool(failures) or not mutants

        seed = args.seed if args.seed is not None else random.SystemRandom().randrange(1 << 32)
        rng = random.Random(seed)
        print(f"seed {seed}", flush=True)
        programs = sources_below(args.sources) if args.sources else corpus_programs()
        if not programs:
            parser.error(f"{' '.join(args.sources)}: no sources there")
        listed = subprocess.run([str(tool.program), "rules", "list"], capture_output=True, text=True, check=True).stdout
        names = [line.split("\t")[0] for line in listed.splitlines() if re.match(r"[\w:]+\t", line)]
        keep_folder = args.keep or Path(tempfile.mkdtemp(prefix="causeway-failures."))
        start, number, kinds, failed = time.monotonic(), 0, {}, []
        while (args.count is None or number < args.count) and (args.seconds is None or time.monotonic() - start < args.seconds):
            size = BATCH if args.count is None else min(BATCH, args.count - number)
            batch = [breed(rng, programs, names, number + i) for i in range(size)]
            number += size
            tool.with_rules = rng.random() < 0.5
            tool.with_sdk = tool.sdk is not None and rng.random() < 0.5
            seen = set()
            for failure in find_culprits(tool, batch):
                if failure.mutant is None or (failure.kind, failure.mutant.name) in seen:
                    continue
                seen.add((failure.kind, failure.mutant.name))
                kinds[failure.kind] = kinds.get(failure.kind, 0) + 1
                failed.append(failure)
                small = failure.mutant
                alone = any(f.kind == failure.kind for f in tool.check([failure.mutant]))
                if alone and args.shrink_seconds and kinds[failure.kind] <= 20:
                    small = shrink(tool, failure.mutant, failure.kind, args.shrink_seconds)
                place = keep(keep_folder, failure, small)
                print(f"{failure.kind}: {place}{'' if alone else ' (only beside the others of its batch)'}\n  {small.what}\n  {failure.detail}", flush=True)
        print(f"{number} mutants, {tool.runs} runs, {time.monotonic() - start:.0f} s, {len(failed)} failures {kinds or ''}")
        return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
