#!/usr/bin/env python3
# The extension for VS Code: linted, type-checked, unit-tested and packaged, with npm.
# SPDX-License-Identifier: Apache-2.0
"""Check and package the extension for VS Code.

Exit status: 0 as it should be, 1 not, 77 skipped for the reason printed: npm or a Node.js that is new enough is
missing, or npm reaches no registry. With CI=true in the environment, only an old Node.js is a reason to skip.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from clients import Failed, Skipped

EXTENSION = Path(__file__).resolve().parents[2] / "editors" / "vscode"
OLDEST_NODE = 20
NO_NETWORK = re.compile(r"\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)\b")
PACKED = {
    "extension/package.json",
    "extension/readme.md",
    "extension/changelog.md",
    "extension/LICENSE.txt",
    "extension/icon.png",
    "extension/out/extension.js",
    "extension/out/notices.txt",
    "extension.vsixmanifest",
    "[Content_Types].xml",
}


class OldNode(Skipped):
    """Node.js is too old, even after continuous integration has installed its packages."""


def npm(*arguments, **environment):
    print("$ npm", *arguments, flush=True)
    done = subprocess.run(
        ["npm", *arguments], cwd=EXTENSION, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, stdin=subprocess.DEVNULL
    )
    print(done.stdout, flush=True)
    return done


def must_succeed(*arguments, **environment):
    if npm(*arguments, **environment).returncode != 0:
        raise Failed(f"npm {' '.join(arguments)} failed")


def need_node():
    if not shutil.which("npm") or not shutil.which("node"):
        raise Skipped("npm is not installed (Debian's packages nodejs and npm)")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < OLDEST_NODE:
        raise OldNode(f"Node.js {OLDEST_NODE} or later is needed to build the extension; this one is {version}")


def install():
    """The packages of the lock file, unless they are there from an earlier run."""
    stamp = EXTENSION / "node_modules" / ".lock-hash"
    wanted = hashlib.sha256((EXTENSION / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    # No package needs an install script.
    done = npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
    if done.returncode != 0:
        if NO_NETWORK.search(done.stdout):
            raise Skipped("npm reaches no registry, so the extension's packages cannot be installed")
        raise Failed("npm ci failed")
    stamp.write_text(wanted)


def check_package(folder):
    for old in folder.glob("*.vsix"):
        old.unlink()
    must_succeed("run", "package", "--", str(folder))
    packages = list(folder.glob("*.vsix"))
    if len(packages) != 1:
        raise Failed(f"one .vsix is expected in {folder}: {packages}")
    names = set(zipfile.ZipFile(packages[0]).namelist())
    if names != PACKED:
        raise Failed(f"{packages[0].name} has {sorted(names - PACKED)} too much and lacks {sorted(PACKED - names)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True, type=Path, help="the program causeway")
    parser.add_argument("--out", required=True, type=Path, help="the folder for the .vsix")
    options = parser.parse_args()
    try:
        need_node()
        install()
        must_succeed("run", "lint")
        must_succeed("run", "typecheck")
        must_succeed("test", CAUSEWAY_TOOL=str(options.tool.resolve()))
        check_package(options.out.resolve())
    except Skipped as reason:
        if os.environ.get("CI") == "true" and not isinstance(reason, OldNode):
            print(f"failed: in continuous integration the extension is checked, but: {reason}")
            return 1
        print(f"skipped: {reason}")
        return 77
    except Failed as problem:
        print(f"failed: {problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
