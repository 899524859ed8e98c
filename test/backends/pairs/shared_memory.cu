// Static and dynamic shared memory, and the block's barriers.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>

constexpr int TILE = 16;

__global__ void transpose(const float *in, float *out, int n) {
  __shared__ float tile[TILE][TILE + 1];
  int x = blockIdx.x * TILE + threadIdx.x;
  int y = blockIdx.y * TILE + threadIdx.y;
  tile[threadIdx.y][threadIdx.x] = in[y * n + x];
  __syncthreads();
  x = blockIdx.y * TILE + threadIdx.x;
  y = blockIdx.x * TILE + threadIdx.y;
  out[y * n + x] = tile[threadIdx.x][threadIdx.y];
}

__global__ void sum(const int *in, int *out) {
  extern __shared__ int partial[];
  partial[threadIdx.x] = in[blockIdx.x * blockDim.x + threadIdx.x];
  for (int half = blockDim.x / 2; half > 0; half /= 2) {
    __syncthreads();
    if (threadIdx.x < half)
      partial[threadIdx.x] += partial[threadIdx.x + half];
  }
  if (threadIdx.x == 0)
    out[blockIdx.x] = partial[0];
}

__global__ void columns(const float *in, float *out) {
  extern __shared__ float rows[][TILE + 1];
  rows[threadIdx.y][threadIdx.x] = in[threadIdx.y * TILE + threadIdx.x];
  __syncthreads();
  out[threadIdx.y * TILE + threadIdx.x] = rows[threadIdx.x][threadIdx.y];
}

extern __shared__ __align__(16) unsigned char arena[];

__global__ void two_arrays(const double *in, double *out, int n) {
  double *numbers = reinterpret_cast<double *>(arena);
  int *order = reinterpret_cast<int *>(numbers + n);
  numbers[threadIdx.x] = in[threadIdx.x];
  order[threadIdx.x] = n - 1 - threadIdx.x;
  __syncthreads();
  out[threadIdx.x] = numbers[order[threadIdx.x]];
}

__global__ void votes(const int *in, int *out) {
  int odd = in[threadIdx.x] & 1;
  int count = __syncthreads_count(odd);
  int every = __syncthreads_and(odd);
  int some = __syncthreads_or(odd);
  out[threadIdx.x] = count + every + some;
}

__global__ void publish(int *data, volatile int *flag) {
  data[threadIdx.x] = 1;
  __threadfence_block();
  data[threadIdx.x + 32] = 2;
  __threadfence();
  flag[0] = 1;
  __threadfence_system();
  flag[1] = 1;
}

void run(float *a, float *b, int *c, int *d, double *e, double *f) {
  transpose<<<dim3(4, 4), dim3(TILE, TILE)>>>(a, b, 64);
  sum<<<4, 256, 256 * sizeof(int)>>>(c, d);
  two_arrays<<<1, 64, 64 * (sizeof(double) + sizeof(int))>>>(e, f, 64);
  votes<<<1, 64>>>(c, d);
  publish<<<1, 32>>>(c, d);
}
