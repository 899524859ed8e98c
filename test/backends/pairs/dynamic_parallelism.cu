// Kernels that launch kernels: by name, through templates, in a stream, with
// shared memory.
// SPDX-License-Identifier: Apache-2.0
struct Pair {
  int first;
  double second;
};
__global__ void child(int *out, int v) { atomicAdd(out, v); }
template <int Depth> __global__ void tree(int *out) {
  if constexpr (Depth > 0)
    if (threadIdx.x == 0)
      tree<Depth - 1><<<1, 1>>>(out);
  child<<<2, 3>>>(out, 1);
}
template <class T> __global__ void store(T *out, Pair p) {
  *out = p.first + p.second;
}
template <class T> __device__ void store_all(T *out, Pair p) {
  store<<<dim3(1, 2), dim3(3, 4)>>>(out, p);
}
__global__ void parent(int *out, float *f) {
  cudaStream_t stream;
  cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
  child<<<1, 6, 128, stream>>>(out, 1);
  tree<2><<<1, 1>>>(out);
  store_all(f, {1, 2});
  cudaStreamDestroy(stream);
}
void host(int *out, float *f) {
  parent<<<1, 1>>>(out, f);
  tree<1><<<1, 1>>>(out);
  store<<<1, 1>>>(f, Pair{1, 2});
}
