#!/usr/bin/env python3
"""Holds what `causeway audit --sarif` writes against the standard.

    sarif.py --tool build/bin/causeway --build DIR [TREE...]

Validates against the standard's own JSON schema, which the npm package @microsoft/jest-sarif (MIT) holds: it is fetched
into --build once and never kept in the project. Then what no schema can say: that indices fit, that line and column say
the same as byte offsets, and that all fixes together make what `causeway migrate` makes. Without trees, a small project
with odd names and encodings is used.

Exit status: 0 all holds, 1 something does not, 77 the schema cannot be had here.
"""
# SPDX-License-Identifier: Apache-2.0

import argparse
import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.parse
from pathlib import Path

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
ARCHIVE = "microsoft-jest-sarif-1.0.0-beta.0.tgz"
SHA512 = "A1fOhPd6Ic5iDk4F9YPw1qNB4XF+7+IviR7xl8r2F6QzQkx5cpY9LsGk2rExiFIEcBbjpVnSmwWGBukASkiQ9A=="
MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
SKIPPED = 77

KERNEL = "__global__ void k(int *p) { p[threadIdx.x] = 1; }\n"
ODD_PROJECT = {
    "plain.cu": b"#include <cuda_runtime.h>\n" + KERNEL.encode() + b"void f(int *p) { k<<<1, 32>>>(p); cudaFree(p); }\n",
    "a b#c%d.cu": KERNEL.encode(),
    "gr\u00f6\u00dfe/\U0001d11e.cu": "// \u00e4\n/* \U0001d11e\u00e4 */ ".encode() + KERNEL.encode(),
    "crlf.cu": KERNEL.replace("{ ", "{\r\n  ").replace("\n", "\r\n").replace("\r\r", "\r").encode(),
    "mark.cu": b"\xef\xbb\xbf" + KERNEL.encode(),
    "latin1.cu": b"/* caf\xe9 */ " + KERNEL.encode(),
    "broken.cu": b'#include "nowhere.h"\n' + KERNEL.encode() + b"void f() { cudaNoSuchThing(1); k<<<1>>>( }\n",
    "gone.cu": b"#include <cuda_gl_interop.h>\nvoid f() { cudaGraphicsMapResources(1, 0, 0); }\n",
}


def schema(build):
    """The standard's schema, or why it cannot be had."""
    build = Path(build)
    archive = build / ARCHIVE
    if not archive.exists():
        npm = shutil.which("npm")
        if not npm:
            return None, "npm is not installed, so there is no schema"
        build.mkdir(parents=True, exist_ok=True)
        done = subprocess.run([npm, "pack", PACKAGE], cwd=build, capture_output=True, text=True)
        if done.returncode or not archive.exists():
            return None, f"npm could not fetch {PACKAGE}: {done.stderr.strip()[-500:]}"
    data = archive.read_bytes()
    if base64.b64encode(hashlib.sha512(data).digest()).decode() != SHA512:
        archive.unlink()
        sys.exit(f"{ARCHIVE} is not the package that was published")
    with tarfile.open(archive) as tar:
        return json.load(tar.extractfile(MEMBER)), None


class Checker:
    def __init__(self, root, log):
        self.root, self.run, self.faults = root, log["runs"][0], []
        self.texts = {}

    def fault(self, text):
        self.faults.append(text)

    def text(self, uri):
        if uri not in self.texts:
            self.texts[uri] = (self.root / urllib.parse.unquote(uri)).read_bytes()
        return self.texts[uri]

    def offset(self, data, line, column):
        """The byte where a line and column in UTF-16 units stand."""
        lines = data.split(b"\n")
        begin = sum(len(x) + 1 for x in lines[: line - 1])
        if line == 1 and data.startswith(b"\xef\xbb\xbf"):
            begin += 3
        rest = data[begin:].decode("utf-8", "surrogateescape")
        units, at = 0, begin
        for c in rest:
            if units == column - 1:
                break
            units += 2 if ord(c) > 0xFFFF else 1
            at += len(c.encode("utf-8", "surrogateescape"))
        return at

    def region(self, uri, r):
        data = self.text(uri)
        begin, end = r["byteOffset"], r["byteOffset"] + r["byteLength"]
        if end > len(data):
            self.fault(f"{uri}: a region ends at {end} of {len(data)} bytes")
        for line, column, want in ((r["startLine"], r["startColumn"], begin), (r["endLine"], r["endColumn"], end)):
            got = self.offset(data, line, column)
            if got != want:
                self.fault(f"{uri}:{line}:{column} is byte {got}, not {want}")

    def check(self, migrated):
        rules, artifacts = self.run["tool"]["driver"]["rules"], self.run["artifacts"]
        ids = [r["id"] for r in rules]
        if len(ids) != len(set(ids)):
            self.fault("a rule's id is given twice")
        prints, replacements = set(), {}
        for r in self.run["results"]:
            if ids[r["ruleIndex"]] != r["ruleId"]:
                self.fault(f"rule {r['ruleIndex']} is not {r['ruleId']}")
            where = r["locations"][0]["physicalLocation"]
            uri = where["artifactLocation"]["uri"]
            if artifacts[where["artifactLocation"]["index"]]["location"]["uri"] != uri:
                self.fault(f"{uri}: the artifact's index is another's")
            self.region(uri, where["region"])
            mark = r["partialFingerprints"]["causewayUse/v1"]
            if mark in prints:
                self.fault(f"{uri}: two results have one fingerprint")
            prints.add(mark)
            for fix in r.get("fixes", []):
                for change in fix["artifactChanges"]:
                    target = change["artifactLocation"]["uri"]
                    for p in change["replacements"]:
                        d = p["deletedRegion"]
                        self.region(target, d)
                        new = p.get("insertedContent", {})
                        new = base64.b64decode(new["binary"]) if "binary" in new else new.get("text", "").encode()
                        key = (d["byteOffset"], d["byteLength"])
                        at = replacements.setdefault(target, {})
                        at[key] = at.get(key, b"") + new
        for uri, parts in replacements.items():
            data = self.text(uri)
            for (begin, size), new in sorted(parts.items(), reverse=True):
                data = data[:begin] + new + data[begin + size :]
            path = urllib.parse.unquote(uri)
            want = migrated.get(path)
            if want is not None and data != want:
                self.fault(f"{path}: its fixes taken together are not its migration")
        return len(self.run["results"])


def migrate(tool, root, folder):
    """What `causeway migrate` makes of each file, by its old path."""
    out, report = folder / "out", folder / "report.json"
    done = subprocess.run([tool, "migrate", "-q", root, "--root", root, "--out", out, "--report", report], capture_output=True)
    if done.returncode > 1:
        sys.exit(done.stderr.decode(errors="replace"))
    return {f["path"]: (out / f["newPath"]).read_bytes() for f in json.loads(report.read_text())["files"]}


def check(tool, root, standard):
    import jsonschema

    with tempfile.TemporaryDirectory(prefix="causeway-sarif-") as folder:
        folder = Path(folder)
        sarif = folder / "a.sarif"
        done = subprocess.run([tool, "audit", "-q", root, "--root", root, "--sarif", sarif], capture_output=True)
        if done.returncode:
            sys.exit(done.stderr.decode(errors="replace"))
        log = json.loads(sarif.read_text())
        validator = jsonschema.validators.validator_for(standard)(standard)
        faults = [f"{list(e.absolute_path)}: {e.message[:300]}" for e in validator.iter_errors(log)]
        checker = Checker(Path(root), log)
        results = checker.check(migrate(tool, root, folder))
        faults += checker.faults
        for f in faults[:20]:
            print(f"{root}: {f}")
        print(f"{root}: {results} results, {len(faults)} faults")
        return not faults and results > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trees", nargs="*", type=os.path.abspath)
    parser.add_argument("--tool", required=True, type=os.path.abspath)
    parser.add_argument("--build", required=True, help="where npm puts the schema")
    args = parser.parse_args()
    standard, why = schema(args.build)
    if not standard:
        print("skipped:", why)
        return SKIPPED
    if args.trees:
        return 0 if all([check(args.tool, tree, standard) for tree in args.trees]) else 1
    with tempfile.TemporaryDirectory(prefix="causeway-odd-") as folder:
        for name, text in ODD_PROJECT.items():
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text)
        return 0 if check(args.tool, os.path.realpath(folder), standard) else 1


if __name__ == "__main__":
    sys.exit(main())
