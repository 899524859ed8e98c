# Common code of the editor tests: copied and migrated programs of the corpus, to compare buffers with.
# SPDX-License-Identifier: Apache-2.0
import difflib
import json
import shutil
import subprocess
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SUFFIXES = {".cu", ".cuh", ".h", ".cpp", ".c"}


class Failed(Exception):
    pass


class Skipped(Exception):
    pass


def exit_status(check):
    """Runs a check and prints its result."""
    try:
        check()
    except Skipped as reason:
        print(f"skipped: {reason}")
        return 77
    except Failed as problem:
        print(f"failed: {problem}")
        return 1
    return 0


def programs():
    return sorted(folder.name for folder in CORPUS.iterdir() if any(folder.glob("*.c*")))


def copy_program(name, folder):
    """Copies the sources of a program, without the expected results."""
    copy = folder / "programs" / name
    for file in (CORPUS / name).rglob("*"):
        below = file.relative_to(CORPUS / name)
        if file.suffix in SUFFIXES and below.parts[0] != "expected":
            (copy / below).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy / below)
    # The root of the project, for editors as for the tool.
    (copy / ".git").mkdir()
    return copy


class Program:
    """A copied program, and the output of `causeway migrate` for it."""

    def __init__(self, tool, folder):
        self.folder = folder
        self.out = folder.parent.parent / "migrated" / folder.name
        self.out.mkdir(parents=True)
        report = self.out / "report.json"
        command = [tool, "migrate", folder, "--root", folder, "--out", self.out / "tree", "--report", report, "--quiet", "--no-cache", "--jobs", "1"]
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
        if done.returncode not in (0, 1) or not report.exists():
            raise Failed(f"causeway migrate {folder.name}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
        self.report = json.loads(report.read_text())

    @property
    def sources(self):
        return sorted(file for file in self.folder.rglob("*") if file.suffix in SUFFIXES)

    def findings(self, source):
        name = str(source.relative_to(self.folder))
        return [finding for finding in self.report["findings"] if finding["file"] == name]

    def must_be_migrated(self, source, buffer):
        """Checks that `buffer`, a file with the editor's text for `source`, equals the migrated text."""
        name = str(source.relative_to(self.folder))
        new_name = next((file["newPath"] for file in self.report["files"] if file["path"] == name), name)
        expected, actual = (self.out / "tree" / new_name).read_bytes(), buffer.read_bytes()
        if expected != actual:
            lines = (text.decode(errors="replace").splitlines() for text in (expected, actual))
            what = f"{self.folder.name}/{name}"
            difference = difflib.unified_diff(*lines, f"{what} by causeway migrate", f"{what} by the editor", lineterm="")
            raise Failed("\n".join(difference) or f"{what}: differs in its line ends")
