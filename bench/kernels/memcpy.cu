// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
#include <cstring>
#include "bench.h"
int main() {
  const size_t n = sized(256 << 20);
  char *h = (char *)malloc(n), *h2 = (char *)malloc(n), *d, *d2;
  memset(h, 1, n);
  memset(h2, 2, n);
  cudaMalloc(&d, n);
  cudaMalloc(&d2, n);
  // Where a backend is all headers, compilers would see that nobody reads the copies.
  for (char *p : {h, h2, d, d2}) keep(p);
  bench("host_memcpy", [&] { memcpy(h2, h, n); keep(h2); });
  bench("copy_h2d", [&] { cudaMemcpy(d, h, n, cudaMemcpyHostToDevice); });
  bench("copy_d2d", [&] { cudaMemcpy(d2, d, n, cudaMemcpyDeviceToDevice); cudaDeviceSynchronize(); });
  bench("copy_d2h", [&] { cudaMemcpy(h2, d2, n, cudaMemcpyDeviceToHost); });
  bench("copy_memset", [&] { cudaMemset(d, 3, n); cudaDeviceSynchronize(); });
  bench("host_memset", [&] { memset(h, 3, n); keep(h); });
  bench("copy_h2d_4k", [&] { for (int i = 0; i < 10000; ++i) cudaMemcpy(d, h, 4096, cudaMemcpyHostToDevice); }, 10000);
  bench("host_memcpy_4k", [&] { for (int i = 0; i < 10000; ++i) { memcpy(h2, h, 4096); keep(h2); } }, 10000);
}
