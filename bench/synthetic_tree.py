#!/usr/bin/env python3
"""Writes a CUDA project of any size: N units over H shared headers.

    bench/synthetic_tree.py FOLDER [--units 100] [--headers 10]

The same numbers always give the same tree. Each unit has kernels (one is a template), launches, runtime calls, a
class and standard headers, and includes every shared header; no two units are alike.
"""
# SPDX-License-Identifier: Apache-2.0

import argparse
import random
from pathlib import Path

STANDARD = ["algorithm", "array", "cmath", "cstdio", "functional", "map", "memory", "numeric", "string", "vector"]
OPERATIONS = ["a + b", "a * b", "a > b ? a : b", "a < b ? a : b", "a * a + b", "a - b * T(2)"]


def header(number, rng):
    """Device functions and a buffer class, as in the shared headers of projects."""
    operation = rng.choice(OPERATIONS)
    return f"""#pragma once
#include <cuda_runtime.h>
#include <{rng.choice(STANDARD)}>

namespace shared{number} {{

constexpr int block_size = {rng.choice([64, 128, 256])};

template <typename T> __host__ __device__ inline T combine(T a, T b) {{ return {operation}; }}

template <typename T> __device__ T reduce_block(T value, T *scratch) {{
  scratch[threadIdx.x] = value;
  __syncthreads();
  for (int step = blockDim.x / 2; step > 0; step /= 2) {{
    if (threadIdx.x < step)
      scratch[threadIdx.x] = combine(scratch[threadIdx.x], scratch[threadIdx.x + step]);
    __syncthreads();
  }}
  return scratch[0];
}}

/// Memory on the device that frees itself.
template <typename T> class Buffer {{
public:
  explicit Buffer(size_t count) : count(count) {{ cudaMalloc(&data, count * sizeof(T)); }}
  ~Buffer() {{ cudaFree(data); }}
  Buffer(const Buffer &) = delete;
  void upload(const T *from, cudaStream_t stream) {{
    cudaMemcpyAsync(data, from, count * sizeof(T), cudaMemcpyHostToDevice, stream);
  }}
  void download(T *to, cudaStream_t stream) const {{
    cudaMemcpyAsync(to, data, count * sizeof(T), cudaMemcpyDeviceToHost, stream);
  }}
  T *get() const {{ return data; }}

private:
  T *data = nullptr;
  size_t count;
}};

}} // namespace shared{number}
"""


def unit(number, headers, rng):
    includes = "".join(f"#include <{name}>\n" for name in sorted(rng.sample(STANDARD, 3) + ["cstdio", "vector"]))
    parts = [f'#include "shared/all.h"\n{includes}\nnamespace unit{number} {{\n']
    kernels = rng.randint(3, 8)
    for k in range(kernels):
        a, b = rng.randrange(headers), rng.randrange(headers)
        parts.append(f"""
template <typename T> __global__ void step{k}(int n, T scale, const T *in, T *out) {{
  __shared__ T scratch[shared{a}::block_size];
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  T value = i < n ? shared{b}::combine(in[i], scale) : T(0);
  value = shared{a}::reduce_block(value, scratch);
  if (threadIdx.x == 0)
    atomicAdd(out, value);
}}

int run{k}(const std::vector<float> &host) {{
  cudaStream_t stream;
  if (cudaStreamCreate(&stream) != cudaSuccess)
    return {k + 1};
  shared{a}::Buffer<float> in(host.size()), out(1);
  in.upload(host.data(), stream);
  cudaMemsetAsync(out.get(), 0, sizeof(float), stream);
  int blocks = (int(host.size()) + shared{a}::block_size - 1) / shared{a}::block_size;
  step{k}<<<blocks, shared{a}::block_size, 0, stream>>>(int(host.size()), {rng.random():.3f}f, in.get(), out.get());
  float answer = 0;
  out.download(&answer, stream);
  if (cudaError_t error = cudaStreamSynchronize(stream); error != cudaSuccess)
    std::fprintf(stderr, "unit {number}: %s\\n", cudaGetErrorString(error));
  std::printf("{number}.{k} %g\\n", answer);
  cudaStreamDestroy(stream);
  return 0;
}}
""")
    parts.append("\nint runAll() {\n  std::vector<float> host(1000, 1.0f);\n  return " + " + ".join(f"run{k}(host)" for k in range(kernels)) + ";\n}\n"
                 f"\n}} // namespace unit{number}\n")
    return "".join(parts)


def write_tree(folder, units, headers):
    rng = random.Random(units * 1000003 + headers)
    (folder / "shared").mkdir(parents=True, exist_ok=True)
    for h in range(headers):
        (folder / "shared" / f"part{h}.h").write_text(header(h, rng))
    (folder / "shared" / "all.h").write_text("#pragma once\n" + "".join(f'#include "part{h}.h"\n' for h in range(headers)))
    for u in range(units):
        place = folder / f"module{u // 50}"
        place.mkdir(exist_ok=True)
        (place / f"unit{u}.cu").write_text(unit(u, headers, rng).replace('"shared/', '"../shared/'))
    (folder / "main.cpp").write_text("".join(f"namespace unit{u} {{ int runAll(); }}\n" for u in range(units)) + "\nint main() {\n  int failed = 0;\n"
                                     + "".join(f"  failed += unit{u}::runAll();\n" for u in range(units)) + "  return failed;\n}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--units", type=int, default=100)
    parser.add_argument("--headers", type=int, default=10)
    args = parser.parse_args()
    if args.units < 1 or args.headers < 1:
        parser.error("--units and --headers are at least 1")
    if args.folder.exists() and any(args.folder.iterdir()):
        parser.error(f"{args.folder} is not empty")
    write_tree(args.folder, args.units, args.headers)


if __name__ == "__main__":
    main()
