// Template kernels: deduced, spelled out, over functors, with values as
// arguments.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>

struct Square {
  template <class T> __host__ __device__ T operator()(T x) const {
    return x * x;
  }
};

template <class T> struct Scale {
  T factor;
  __device__ T operator()(T x) const { return factor * x; }
};

template <class T, class F> __global__ void map(T *data, int n, F f) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    data[i] = f(data[i]);
}

template <int BLOCK> __global__ void reverse(int *data) {
  __shared__ int copy[BLOCK];
  copy[threadIdx.x] = data[threadIdx.x];
  __syncthreads();
  data[threadIdx.x] = copy[BLOCK - 1 - threadIdx.x];
}

namespace {
template <class T> __global__ void fill(T *data, T value) {
  data[threadIdx.x] = value;
}
} // namespace

static __global__ void touch(int *data) { data[0] = 1; }

template <class T> void on_device(T *data, int n) {
  map<<<(n + 127) / 128, 128>>>(data, n, Square());
  fill<T><<<1, 32>>>(data, T(7));
}

void run(float *f, double *d, int *i, cudaStream_t stream) {
  on_device(f, 100);
  on_device(d, 100);
  map<<<1, 32, 0, stream>>>(f, 32, Scale<float>{2.0f});
  reverse<64><<<1, 64>>>(i);
  reverse<128><<<1, 128>>>(i);
  void (*kernel)(int *) = touch;
  kernel<<<1, 1>>>(i);
  void *args[] = {&i};
  cudaLaunchKernel((void *)reverse<32>, dim3(1), dim3(32), args, 0, stream);
}
