#!/usr/bin/env python3
"""Migrates a small project whole, builds it by its migrated scripts and runs
it; a second migration must find nothing to change.

    check.py PROJECT --tool build/bin/causeway
"""
# SPDX-License-Identifier: Apache-2.0

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run(command, **more):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"check.py: {' '.join(map(str, command))}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("project")
    parser.add_argument("--tool", type=Path, required=True)
    args = parser.parse_args()
    tool = args.tool.resolve()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder).resolve()
        source, out = work / "source", work / "out"
        shutil.copytree(HERE / args.project, source, ignore=shutil.ignore_patterns("expected.txt"))
        # Exit status 0: nothing is left to a person, the scripts included.
        run([tool, "migrate", source, "--root", source, "--out", out, "-q"])

        env = dict(os.environ, PATH=f"{tool.parent}:{os.environ['PATH']}")
        env.pop("CUDA_HOME", None)
        programs = [[out / "app"], [out / "app_gcc"]]
        if (out / "CMakeLists.txt").exists():
            build = out / "build"
            run(["cmake", "-S", out, "-B", build], env=env)
            run(["cmake", "--build", build], env=env)
            programs = [[build / "app", build / "module.fatbin"]]
        elif (out / "setup.py").exists():
            # Compiling with PyTorch itself takes minutes.
            env["PYTHONPATH"] = str(HERE / "packages")
            build = ["setup.py", "build_ext", "--inplace"]
            if " ".join(build) not in (out / "MIGRATION.md").read_text():
                sys.exit("check.py: MIGRATION.md does not say how to build it")
            run([sys.executable, *build], env=env, cwd=out)
            programs = [[sys.executable, out / "app.py"]]
        else:
            run(["make", "-C", out, "app", "app_gcc"], env=env)
        expected = (HERE / args.project / "expected.txt").read_text()
        for program in programs:
            printed = run(program, cwd=out)
            if printed != expected:
                sys.exit(f"check.py: {' '.join(map(str, program))} prints {printed!r}, not {expected!r}")

        # One CUDA source, so that there is something to migrate.
        (out / "more.cu").write_text("__global__ void more() {}\n")
        report = work / "again.json"
        run([tool, "migrate", out, "--root", out, "--report", report, "-q"])
        files = json.loads(report.read_text())["files"]
        changed = [f["path"] for f in files if f["changed"]]
        if changed != ["more.cu"] or len(files) < 2:  # the script is one
            sys.exit(f"check.py: migrated again, these change: {', '.join(changed)}")


if __name__ == "__main__":
    main()
