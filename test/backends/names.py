#!/usr/bin/env python3
# Compares a header-only backend's tables of names with the vendor's installed headers.
# SPDX-License-Identifier: Apache-2.0
"""Check that every name of a header-only backend maps to a name that the vendor declares.

  names.py cuda|hip

Each line of the backend's tables (`#define cwMalloc cudaMalloc`, `CW_FORWARD(barrier, __syncthreads)`) must name a
declaration or macro of the installed version; names of another version are listed, and do not fail.

Exit status: 0 all well, 1 a name is wrong, 77 the vendor's compiler is not on this machine.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from ptx_equal import SHIM, find_compiler  # noqa: E402

BACKENDS = {
    "cuda": {
        "compiler": "nvcc",
        "flags": ["-x", "cu", "-std=c++17", "-arch=sm_80", "-w"],
        "syntax": ["-ptx", "-o", "/dev/null"],
        "headers": ["cuda_runtime.h", "cuda_awbarrier_primitives.h", "cuda_pipeline_primitives.h", "cuda_profiler_api.h", "nvtx3/nvToolsExt.h", "nvtx3/nvToolsExtCudaRt.h", "math_constants.h", "cuda_fp16.h", "cuda_bf16.h", "cuComplex.h"],
    },
    "hip": {
        "compiler": "hipcc",
        "flags": ["-std=c++17", "-w", "--offload-arch=gfx906", "--cuda-device-only"],
        "syntax": ["-fsyntax-only"],
        "headers": ["hip/hip_runtime.h", "hip/hip_fp16.h", "hip/hip_bfloat16.h", "hip/hip_complex.h", "hip/hip_profile.h"],
    },
}


def table_of(backend):
    """The backend's lines as (name in the shim, name of the vendor's)."""
    names = []
    for header in sorted((SHIM / backend / "include" / "cw").glob("*.h")):
        row = None
        for line in header.read_text().splitlines():
            line = line.split("//")[0]
            if define := re.match(r"#define X\(NAME\) (.*)", line):
                row = define.group(1)
            elif alias := re.match(r"#define ((?:make_)?cw\w+|CW\w*_\w+)\s+((?!__)[A-Za-z_]\w*)\s*$", line):
                names.append(alias.groups())
            elif not line.startswith("#"):
                if row:
                    line = re.sub(r"\bX\((\w+)\)", lambda x: row.replace("##NAME", x.group(1)).replace("NAME", x.group(1)), line)
                names += re.findall(r"\bCW_FORWARD(?:_(?!SURFACE)\w+)?\((\w+), (?:::)?(\w+)\)", line)
                names += [(name, name) for name in re.findall(r"\busing ::(\w+);", line)]
    return [(name, target) for name, target in names if target != "TARGET" and not target.startswith("cw")]


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in BACKENDS:
        print(__doc__, file=sys.stderr)
        return 2
    backend = BACKENDS[sys.argv[1]]
    compiler = find_compiler(backend["compiler"])
    if not compiler:
        print(f"skipped: no {backend['compiler']} on this machine")
        return 77

    table = table_of(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="names.") as folder:
        unit = Path(folder) / ("unit.cu" if sys.argv[1] == "cuda" else "unit.cpp")
        includes = "".join(f"#include <{header}>\n" for header in backend["headers"])
        unit.write_text(includes)
        text = subprocess.run([compiler, *backend["flags"], "-E", str(unit)], capture_output=True, text=True, check=True).stdout
        files = set(re.findall(r'^# \d+ "([^"<>]+)"', text, re.M))
        macros = set()
        for file in files:
            if Path(file).is_file():
                macros |= set(re.findall(r"^\s*#\s*define\s+([A-Za-z_]\w*)", Path(file).read_text(errors="replace"), re.M))
        declared = set(re.findall(r"[A-Za-z_]\w*", re.sub(r"^#.*$", "", text, flags=re.M)))

        absent = sorted({target for _, target in table if target not in declared | macros})
        probe = includes + "namespace probe {\n"
        for target in sorted({target for _, target in table} - set(absent)):
            probe += f"#ifndef {target}\nusing ::{target};\n#endif\n"
        unit.write_text(probe + "}\n")
        done = subprocess.run([compiler, *backend["flags"], *backend["syntax"], str(unit)], capture_output=True, text=True)

    print(f"{len(table)} names, {len(table) - len(absent)} of them in the installed version")
    for name in absent:
        print(f"  not in the installed version: {name}")
    failed = done.returncode != 0
    if failed:
        print("names that stand for nothing:", done.stderr, sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
