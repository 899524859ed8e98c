// Kernels in namespaces, nested, unnamed and inline, with C linkage, static,
// and named through using declarations and aliases.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstdio>

namespace outer {
__device__ int base() { return 1000; }
namespace inner {
__global__ void tag(int *out) { *out += base() + 1; }
template <int N> __global__ void tagN(int *out) { *out += N; }
} // namespace inner
inline namespace v2 {
__global__ void versioned(int *out) { *out *= 2; }
} // namespace v2
} // namespace outer

namespace {
__global__ void hidden(int *out) { *out += 5; }
} // namespace

extern "C" __global__ void plain(int *out) { *out += 7; }

extern "C" {
static __global__ void quiet(int *out) { *out -= 9; }
int launchAll(int *out);
}

namespace shortcut = outer::inner;
using outer::inner::tag;

extern "C" int launchAll(int *out) {
  using namespace outer;
  tag<<<1, 1>>>(out);
  ::outer::inner::tag<<<1, 1>>>(out);
  shortcut::tagN<30><<<1, 1>>>(out);
  versioned<<<1, 1>>>(out);
  v2::versioned<<<1, 1>>>(out);
  hidden<<<1, 1>>>(out);
  ::plain<<<1, 1>>>(out);
  quiet<<<1, 1>>>(out);
  return ::cudaDeviceSynchronize() == ::cudaSuccess;
}

int main() {
  int *out;
  cudaMallocManaged(&out, sizeof *out);
  *out = 0;
  int finished = launchAll(out);
  printf("finished %d: %d\n", finished, *out);
  cudaFree(out);
  return 0;
}
