// Half precision and bfloat16.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_runtime.h>

__global__ void axpy(__half *y, const half *x, float a, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    y[i] = __hadd(__hmul(__float2half(a), x[i]), y[i]);
}

__global__ void pairs(__half2 *y, const half2 *x) {
  half2 v = __hfma2(x[threadIdx.x], x[threadIdx.x], y[threadIdx.x]);
  v = v * __float2half2_rn(0.5f) +
      __halves2half2(__low2half(v), hsqrt(__high2half(v)));
  y[threadIdx.x] = __shfl_xor_sync(0xffffffff, v, 1);
  if (__hgt(__low2half(v), __high2half(v)))
    atomicAdd(&y[64], v);
  y[65] = h2exp(__ldg(&x[65]));
}

__global__ void brains(__nv_bfloat16 *y, const __nv_bfloat162 *x, float *f) {
  y[threadIdx.x] = __float2bfloat16(f[threadIdx.x]);
  f[threadIdx.x] = __bfloat162float(__hmul(y[0], __low2bfloat16(x[0])));
  __nv_bfloat162 m = __hmax2(x[1], x[2]);
  f[1] = __half2float(__float2half_rn(__high2float(m)));
}

void run(__half *h, __half2 *h2, __nv_bfloat16 *b, __nv_bfloat162 *b2,
         float *f) {
  axpy<<<1, 32>>>(h, h, __half2float(__float2half(2.0f)), 32);
  pairs<<<1, 32>>>(h2, h2);
  brains<<<1, 32>>>(b, b2, f);
}
