// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { usesCuda } from "../src/core/cuda";

test("CUDA sources start the server, whatever their text", () => {
  assert.ok(usesCuda("cuda-cpp", ""));
  assert.ok(usesCuda("cuda", ""));
});

for (const text of [
  "#include <cuda_runtime.h>",
  "#  include <cublas_v2.h>",
  '#include "body.cuh"',
  '#include "kernels/body.cuh"',
  "__global__ void k();",
  "k<<<1, 1>>>();",
  "cudaMalloc(&p, n);",
  "cuInit (0);",
])
  test(`C++ with ${text} starts the server`, () => {
    assert.ok(usesCuda("cpp", text));
    assert.ok(usesCuda("c", text));
  });

for (const text of ["int main() {}", "#include <vector>", "a << b; c <<= 2;", "currency(1); cut(2); occupied();", '#include "a.h"'])
  test(`C++ with ${text} starts nothing`, () => {
    assert.ok(!usesCuda("cpp", text));
  });

test("other languages start nothing", () => {
  assert.ok(!usesCuda("python", "cudaMalloc(&p, n)"));
});
