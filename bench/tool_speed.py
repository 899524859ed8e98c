#!/usr/bin/env python3
"""Measures the CPU time and memory of `causeway migrate` for one unit, in comparison
with Clang's own parse of the same unit with the same facade headers. The tool parses
the unit each time; it has the precompiled prelude of an earlier run.

    bench/tool_speed.py [--tool build/bin/causeway] [--runs 9] [UNIT.cu ...]
"""
# SPDX-License-Identifier: Apache-2.0

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
LIMIT = 1.5
CORPUS = ["vector_add", "matmul_tiled", "template_kernels", "warp_shuffles", "stream_overlap"]


def facade(folder):
    """Lays out the facade headers as files, so that plain Clang can read them."""
    rules = HERE.parent / "rules/cuda"
    (folder / "facade").mkdir(parents=True)
    for header in rules.glob("*.h"):
        shutil.copy(header, folder / "facade")
    for rule_file in rules.glob("*.yaml"):
        text = re.sub(r"(?m)#.*$", "", rule_file.read_text())
        block = re.search(r"(?ms)^headers:(.*?)(?=^\w|\Z)", text)
        for name in re.findall(r"([\w./+-]+\.(?:h|hpp|cuh)|\bcuda/[\w/]+)\s*:", block.group(1) if block else ""):
            path = folder / "include" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("#pragma once\n#ifdef __CUDA__\n#pragma clang force_cuda_host_device begin\n#endif\n"
                            f'#include "{folder}/facade/{rule_file.stem}.h"\n'
                            "#ifdef __CUDA__\n#pragma clang force_cuda_host_device end\n#endif\n")
        prelude = re.search(r"(?m)^prelude:\s*(\S+)", text)
        if prelude:
            (folder / "prelude.h").write_text(f"#include <{prelude.group(1)}>\n")
    return folder


def measure(command):
    """CPU seconds and peak kilobytes of one process and its children."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    err = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}\nfailed: {err.decode()[-500:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss, process.returncode, err


def large_unit(path, kernels=600):
    """Many kernels with their launches, like one unit of a large program."""
    parts = ["#include <cuda_runtime.h>\n#include <cmath>\n#include <cstdio>\n#include <vector>\n"]
    for k in range(kernels):
        parts.append(f"""
template <typename T> __global__ void step{k}(int n, T a, const T *in, T *out) {{
  __shared__ T tile[256];
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  tile[threadIdx.x] = i < n ? in[i] : T(0);
  __syncthreads();
  for (int s = blockDim.x / 2; s > 0; s >>= 1) {{
    if (threadIdx.x < s)
      tile[threadIdx.x] += a * tile[threadIdx.x + s];
    __syncthreads();
  }}
  if (threadIdx.x == 0)
    atomicAdd(out, tile[0]);
}}
int run{k}(int n, const float *host) {{
  float *in, *out;
  cudaStream_t stream;
  if (cudaStreamCreate(&stream) != cudaSuccess || cudaMalloc(&in, n * sizeof(float)) != cudaSuccess ||
      cudaMalloc(&out, sizeof(float)) != cudaSuccess)
    return {k};
  cudaMemcpyAsync(in, host, n * sizeof(float), cudaMemcpyHostToDevice, stream);
  cudaMemsetAsync(out, 0, sizeof(float), stream);
  step{k}<<<dim3((n + 255) / 256), dim3(256), 0, stream>>>(n, 1.0f / {k + 1}, in, out);
  float answer = 0;
  cudaMemcpyAsync(&answer, out, sizeof answer, cudaMemcpyDeviceToHost, stream);
  cudaStreamSynchronize(stream);
  std::printf("%d %g %s\\n", {k}, answer, cudaGetErrorString(cudaGetLastError()));
  cudaFree(in), cudaFree(out), cudaStreamDestroy(stream);
  return 0;
}}
""")
    path.write_text("".join(parts))


def bench(tool, runs, units):
    """Yields (unit, lines, tool s, clang s, tool MB, clang MB)."""
    with tempfile.TemporaryDirectory() as temporary:
        temporary = Path(temporary)
        headers = facade(temporary / "headers")
        if not units:
            corpus = HERE.parent / "test/corpus"
            units = [u for name in CORPUS for u in sorted((corpus / name).rglob("*.cu"))[:1]]
            large = temporary / "large" / "large_600_kernels.cu"
            large.parent.mkdir()
            large_unit(large)
            units.append(large)
        for unit in units:
            unit = unit.resolve()
            clang = ["clang++-19", "-x", "cuda", "--cuda-host-only", "-nocudainc", "-nocudalib", "-include", str(headers / "prelude.h"),
                     "-std=gnu++17", "-isystem", str(headers / "include"), f"-I{unit.parent}", "-w", "-fsyntax-only", str(unit)]
            ours = [str(tool), "migrate", "--no-cache", "--cache", str(temporary / "cache"), "--root", str(unit.parent), "--force", "--out", str(temporary / "out"), str(unit)]
            if measure(clang)[2]:
                print(f"{unit.name}: does not parse with the facade headers: {measure(clang)[3].decode()[:300]}", file=sys.stderr)
            measure([part for part in ours if part != "--no-cache"])
            t, c = [], []
            for _ in range(runs):
                t.append(measure(ours))
                c.append(measure(clang))
            yield (unit.name if unit.stem != "main" else f"{unit.parent.name}/{unit.name}", len(unit.read_text().splitlines()),
                   median(x[0] for x in t), median(x[0] for x in c), max(x[1] for x in t) / 1024, max(x[1] for x in c) / 1024)


def table(rows):
    lines = ["| unit | lines | migrate ms | clang ms | time ratio | migrate MB | clang MB | memory ratio |", "|---|---:|---:|---:|---:|---:|---:|---:|"]
    for name, count, t, c, tm, cm in rows:
        lines.append(f"| {name} | {count} | {t * 1000:.0f} | {c * 1000:.0f} | {t / c:.2f} | {tm:.0f} | {cm:.0f} | {tm / cm:.2f} |")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("units", nargs="*", type=Path)
    parser.add_argument("--tool", type=Path, default=HERE.parent / "build/bin/causeway")
    parser.add_argument("--runs", type=int, default=9)
    args = parser.parse_args()
    rows = list(bench(args.tool.resolve(), args.runs, args.units))
    print("\n".join(table(rows)))
    return 0 if all(t / c <= LIMIT and tm / cm <= LIMIT for _, _, t, c, tm, cm in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
