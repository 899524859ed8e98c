// Lambdas: on the device, given to a kernel, capturing by value.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>

template <class F> __global__ void each(int n, F f) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    f(i);
}

template <class F> void for_each(int n, F f) {
  each<<<(n + 63) / 64, 64>>>(n, f);
}

__global__ void inside(float *out) {
  auto square = [](float x) { return x * x; };
  auto mine = [out] { return out + threadIdx.x; };
  *mine() = square(*mine());
}

void run(float *data, float a) {
  for_each(100, [=] __device__(int i) { data[i] *= a; });
  each<<<1, 32>>>(32, [=] __host__ __device__(int i) { data[i] += 1; });
  inside<<<1, 32>>>(data);
}
