#!/usr/bin/env python3
# Compares the tool's output for code that no parser covers with a plain search and replace.
# SPDX-License-Identifier: Apache-2.0
"""In code that no parser covers, the tool works on bare text. There it must be at least as good as a purely textual tool.
This script contains such a tool in a few lines: it replaces whole words, outside of comments and strings, according to
the plain renames of causeway (`causeway rules list`). Causeway must rename every place that this tool renames to the
same text, or report it.

  never_worse.py --tool build/bin/causeway            over test/corpus
  never_worse.py --tool build/bin/causeway DIR...     over the sources below DIR

Each source is placed where no parser covers it: in a skipped branch, in a macro that is never expanded, in a header that
is never included, after code that does not parse. Parsing takes most of the time, so each source is a unit in only one
of these places, in turn, and an unused header in the others; --every makes it a unit in all places.

Exit status: 0 never worse, 1 somewhere.
"""

import argparse
import collections
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "test" / "fuzz"))
import mutate  # its lexer, and how a report's edits are applied

# Words that causeway ignores in bare text. The rules mark them as ambiguous (`lexical: false`): in C++ code in general
# they usually mean something else.
WORDS = {
    "min": "std::min, and every program's own",
    "max": "std::max, and every program's own",
    "clock": "the C library's",
    "norm": "a name for one's own function or variable",
    "rnorm": "a name for one's own function or variable",
    "normf": "a name for one's own function or variable",
    "saturate": "a name for one's own function",
    "half": "a variable of that name; a type, where it stands like one, is renamed",
    "texture": "a variable of that name; a type, where it stands like one, is renamed",
    "surface": "a variable of that name; a type, where it stands like one, is renamed",
    "sincos": "the C library's",
    "exp10": "the C library's",
}
# A name after one of these belongs to another scope than the rule's.
FOREIGN = {".": "the member of something", "->": "the member of something", "::": "a name of another scope"}


# ---- The text-based tool ---------------------------------------------------------------------------------------------


class TextTool:
    """Like sed with a list of names, but aware of comments and strings."""

    def __init__(self, listed):
        self.names, self.headers, self.namespaces = {}, {}, set()
        for line in listed.splitlines():
            name, kind, verdict, target = line.split("\t")[:4]
            if kind not in ("function", "type", "value", "macro", "namespace", "header"):
                continue  # build scripts have rules of their own
            if verdict not in ("mapped", "mapped-review") or "$" in target or target == "(kept)" or (kind != "header" and target == "(dropped)") or "\\n" in target:
                continue
            if kind == "header" and target != "(dropped)":
                self.headers[name] = target
            elif re.fullmatch(r"[A-Za-z_]\w*", name):
                self.names[name] = target
                if kind == "namespace":
                    self.namespaces.add(name)

    def renames(self, text):
        """(begin, end, new text, what stands before) of each place, in order."""
        before, directive, at_line_start, include = "", False, True, False
        for m in mutate.TOKEN.finditer(text):
            token, kind = m.group(), m.lastgroup
            if kind == "delimiter":
                kind = "raw"
            if kind == "blank" and "\n" not in token or kind == "comment":
                continue
            if kind == "blank":
                at_line_start, directive, include = True, False, False
                continue
            directive |= at_line_start and token == "#"
            at_line_start = False
            if include and before == "include":
                header = re.compile(r'<([^>\n]+)>|"([^"\n]+)"').match(text, m.start())
                name = header and (header.group(1) or header.group(2))
                if name in self.headers:
                    yield header.start(), header.end(), f"<{self.headers[name]}>", ""
            elif directive and before == "#" and token == "include":
                include = True
            elif kind == "word" and token in self.names and not include and (token not in self.namespaces or text.startswith("::", m.end())):
                yield m.start(), m.end(), self.names[token], before
            before = token


# ---- Where no parser covers a source ---------------------------------------------------------------------------------


def ended(text):
    return text if text.endswith("\n") else text + "\n"


def balanced(text):
    """Removes directives that would end the enclosing branch, since a source may be incomplete."""
    depth = 0
    for line in text.splitlines():
        if m := re.match(r"\s*#\s*(if|ifdef|ifndef|endif|else|elif)\b", line):
            depth += {"endif": -1}.get(m.group(1), 1 if m.group(1).startswith("if") else 0)
            if depth < 0 or depth == 0 and m.group(1) in ("else", "elif"):
                return False
    return depth == 0


def as_macro(text):
    """The code without its directives as the body of one macro, or nothing when a line cannot be continued."""
    body, directive = [], False
    for line in ended(text).split("\n"):
        starts = line.lstrip().startswith("#")
        if starts or directive:
            directive = line.endswith("\\")
            continue
        body.append(line)
    code = "".join(f"/*{m.group()[2:].replace('*/', '')}*/" if m.lastgroup == "comment" and m.group().startswith("//") else m.group() for m in mutate.TOKEN.finditer("\n".join(body)))
    if any(m.lastgroup in ("raw", "delimiter") or "\n" in m.group() and m.lastgroup == "comment" for m in mutate.TOKEN.finditer(code)):
        return None
    return "#define MUTE(x) " + " \\\n".join(line.rstrip("\\ \t\r") for line in code.rstrip("\n").split("\n")) + "\n"


def skipped(before, after):
    return lambda text: before + ended(text) + after if balanced(text) else None


# How to make each place, its file type, and whether Clang still sees a part of it.
PLACES = {
    "if-0": (".cu", skipped("#if 0\n", "#endif\n"), False),
    "windows": (".cu", skipped("#ifdef _WIN32\n#include <windows.h>\n", "#endif\n"), False),
    "undefined-platform": (".cu", skipped("#if defined(UNDEFINED_PLATFORM) && 1\n", "#endif\nint x;\n"), False),
    "else-branch": (".cu", skipped("#if 1\nint x;\n#else\n", "#endif\n"), False),
    "elif-branch": (".cu", skipped("#if __cplusplus\nint x;\n#elif 1\n", "#else\n#endif\n"), False),
    "unended-branch": (".cu", skipped("int x;\n#if 0\n", ""), False),
    "macro": (".cu", as_macro, False),
    "unreached-header": (".cuh", lambda text: text, False),
    "behind-open-brace": (".cu", lambda text: "struct A {\n" + text, True),
    "behind-missing-base": (".cu", lambda text: '#include "missing.h"\nclass B : public Missing<int> { MISSING_MACRO(B) void f(\n' + text, True),
    "behind-garbage": (".cu", lambda text: "int f( { ;;; ) <<< struct } ]\n" + text, True),
}


# ---- The comparison --------------------------------------------------------------------------------------------------


def compare(tool, text_tool, sources, places, work, every, show=None):
    """Migrates every source in every place; counts of what became of each rename, and the places that are worse."""
    project, out, report_file = work / "in", work / "out", work / "report.json"
    origins = {}
    for number, (shown, text) in enumerate(sources):
        for turn, place in enumerate(places):
            extension, make, seen_by_clang = PLACES[place]
            if not every and turn != number % len(places):
                if seen_by_clang:
                    continue
                extension = ".cuh"
            made = make(text)
            if made is None:
                continue
            # One folder each, so that none includes another.
            path = Path(f"{number:04}-{place}") / ("source" + extension)
            (project / path).parent.mkdir(parents=True)
            (project / path).write_bytes(made.encode("latin-1"))
            origins[str(path)] = (shown, place, made)
    (project / "unit.cu").write_text("__global__ void k() {}\n")  # so that headers alone are no units
    command = [tool, "migrate", "-q", project, "--root", project, "--out", out, "--report", report_file, "--jobs", "2"]
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, errors="replace")
    if done.returncode not in (0, 1):
        sys.exit(f"exit status {done.returncode}\n{done.stdout}{done.stderr}")
    findings = collections.defaultdict(list)
    for finding in json.loads(report_file.read_text())["findings"]:
        findings[finding["file"]].append(finding)

    outcome, worse = collections.Counter(), []
    for path, (shown, place, text) in origins.items():
        edits = [edit for finding in findings[path] for edit in finding["edits"]]
        migrated = mutate.read_text(out / mutate.migrated_path(path))
        if mutate.apply_edits(text, edits) != migrated:
            sys.exit(f"{shown} ({place}): the output is not what the report says")
        seen_by_clang = PLACES[place][2]
        for begin, end, target, before in text_tool.renames(text):
            here = [f for f in findings[path] if f["begin"] <= begin and end <= f["end"] or any(e["begin"] <= begin and end <= e["end"] for e in f["edits"])]
            renamed = any(e["begin"] == begin and e["end"] == end and "".join(p.get("text", "") for p in e["pieces"]) == target for f in here for e in f["edits"])
            word = text[begin:end]
            if word == show and not renamed:
                print(f"{shown} ({place}): {text[text.rfind(chr(10), 0, begin) + 1 : text.find(chr(10), end)].strip()}")
            if renamed:
                outcome["renamed to the same text"] += 1
            elif any(f["verdict"] != "mapped" for f in here):
                outcome["reported"] += 1
            elif any(f["confidence"] != "lexical" for f in here):
                outcome["resolved by Clang"] += 1
            elif before in FOREIGN:
                outcome[f"left alone: {FOREIGN[before]}"] += 1
            elif word in WORDS:
                outcome[f"left alone: {word} ({WORDS[word]})"] += 1
            elif seen_by_clang and declares(text, word):
                outcome["left alone: the source's own"] += 1
            else:
                line = text.count("\n", 0, begin) + 1
                worse.append((shown, place, line, word, target, text.splitlines()[line - 1].strip()))
    return outcome, worse


def declares(text, word):
    """Whether the source itself seems to declare a name."""
    return re.search(rf"#\s*define\s+{word}\b|\b\w+[\s*&]+{word}\b\s*[;,=({{\[)]", text) is not None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", help="folders of sources; default: test/corpus")
    parser.add_argument("--tool", required=True, type=Path, help="the program causeway")
    parser.add_argument("--place", action="append", choices=PLACES, help="only this place; may be repeated")
    parser.add_argument("--every", action="store_true", help="every source as a unit in every place")
    parser.add_argument("--show", metavar="WORD", help="where this word is left alone")
    parser.add_argument("--all", action="store_true", help="every place that is worse; default: the first 40")
    args = parser.parse_args()
    tool = args.tool.resolve()

    text_tool = TextTool(subprocess.run([str(tool), "rules", "list"], capture_output=True, text=True, check=True).stdout)
    if args.sources:
        files = sorted(f for folder in args.sources for f in Path(folder).rglob("*") if f.suffix in mutate.SOURCES and f.is_file())
    else:
        files = sorted(f for f in mutate.CORPUS.rglob("*") if f.suffix in mutate.SOURCES and "expected" not in f.parts)
    sources = [(str(f), text) for f in files if "\0" not in (text := mutate.read_text(f)) and any(text_tool.renames(text))]
    if not sources:
        sys.exit("no sources there")
    with tempfile.TemporaryDirectory(prefix="causeway-lexical.") as work:
        outcome, worse = compare(tool, text_tool, sources, args.place or list(PLACES), Path(work).resolve(), args.every, args.show)

    total = sum(outcome.values()) + len(worse)
    print(f"{len(text_tool.names)} names and {len(text_tool.headers)} headers, {len(sources)} sources: {total} renames of the text-based tool")
    for what, count in outcome.most_common():
        print(f"{count:8}  {what}")
    print(f"{len(worse):8}  worse than the text-based tool")
    for shown, place, line, word, target, code in worse if args.all else worse[:40]:
        print(f"{shown} ({place}, line {line}): {word} -> {target} is missing: {code[:100]}")
    return bool(worse)


if __name__ == "__main__":
    sys.exit(main())
