// Products of matrices on the matrix units: D = alpha * A * B + beta * C, a
// 16 x 16 tile of D by each warp, with halves and with bytes.
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cuda_runtime.h>
#include <mma.h>

using namespace nvcuda;
namespace mm = nvcuda::wmma;

#define TILE 16

const int M = 64, N = 48, K = 80;

template <class Fragment>
__device__ void combine(Fragment &sum, const Fragment &old, float alpha,
                        float beta) {
  // Which elements these are is not known, but they are the same in both.
#pragma unroll
  for (int i = 0; i < sum.num_elements; ++i)
    sum.x[i] = alpha * sum.x[i] + beta * old.x[i];
}

// A by rows, B by columns; rows of blocks are rows of tiles.
__global__ void product_of_halves(const half *a, const half *b, float *d,
                                  float alpha, float beta) {
  const int row = blockIdx.y * TILE;
  const int column = (blockIdx.x * blockDim.x + threadIdx.x) / warpSize * TILE;
  if (column >= N)
    return;
  wmma::fragment<wmma::matrix_a, TILE, TILE, TILE, half, wmma::row_major> pa;
  wmma::fragment<wmma::matrix_b, TILE, TILE, TILE, half, wmma::col_major> pb;
  wmma::fragment<wmma::accumulator, TILE, TILE, TILE, float> sum, old;
  wmma::fill_fragment(sum, 0.0f);
  for (int k = 0; k < K; k += TILE) {
    wmma::load_matrix_sync(pa, a + row * K + k, K);
    wmma::load_matrix_sync(pb, b + column * K + k, K);
    wmma::mma_sync(sum, pa, pb, sum);
  }
  wmma::load_matrix_sync(old, d + row * N + column, N, wmma::mem_row_major);
  combine(sum, old, alpha, beta);
  wmma::store_matrix_sync(d + row * N + column, sum, N, wmma::mem_row_major);
}

// The same of bytes, through tiles in shared memory that the block fills.
__global__ void product_of_bytes(const uint8_t *a, const uint8_t *b, int *d) {
  __shared__ uint8_t tile_a[TILE][TILE + 16];
  __shared__ uint8_t tile_b[TILE][TILE + 16];
  mm::fragment<mm::matrix_a, TILE, TILE, TILE, unsigned char, mm::row_major> pa;
  mm::fragment<mm::matrix_b, TILE, TILE, TILE, unsigned char, mm::col_major> pb;
  mm::fragment<mm::accumulator, TILE, TILE, TILE, int> sum;
  mm::fill_fragment(sum, 1);
  for (int k = 0; k < K; k += TILE) {
    for (int i = threadIdx.x; i < TILE * TILE; i += blockDim.x) {
      const int line = i / TILE, place = i % TILE;
      tile_a[line][place] = a[(blockIdx.y * TILE + line) * K + k + place];
      tile_b[line][place] = b[(blockIdx.x * TILE + line) * K + k + place];
    }
    __syncthreads();
    mm::load_matrix_sync(pa, &tile_a[0][0], TILE + 16);
    mm::load_matrix_sync(pb, &tile_b[0][0], TILE + 16);
    mm::mma_sync(sum, pa, pb, sum);
    __syncthreads();
  }
  mm::store_matrix_sync(d + blockIdx.y * TILE * N + blockIdx.x * TILE, sum, N,
                        mm::mem_row_major);
}

// One warp: floats cut to the precision of tf32.
__global__ void product_of_floats(const float *a, const float *b, float *d) {
  wmma::fragment<wmma::matrix_a, 16, 16, 8, wmma::precision::tf32,
                 wmma::row_major>
      pa;
  wmma::fragment<wmma::matrix_b, 16, 16, 8, wmma::precision::tf32,
                 wmma::col_major>
      pb;
  wmma::fragment<wmma::accumulator, 16, 16, 8, float> sum;
  nvcuda::wmma::fill_fragment(sum, 0.0f);
  wmma::load_matrix_sync(pa, a, 8);
  wmma::load_matrix_sync(pb, b, 8);
  for (int i = 0; i < pa.num_elements; ++i)
    pa.x[i] = wmma::__float_to_tf32(pa.x[i]);
  for (int i = 0; i < pb.num_elements; ++i)
    pb.x[i] = wmma::__float_to_tf32(pb.x[i]);
  wmma::mma_sync(sum, pa, pb, sum);
  wmma::store_matrix_sync(d, sum, 16, wmma::mem_col_major);
}

int main() {
  cudaDeviceProp properties;
  cudaGetDeviceProperties(&properties, 0);
  const int warp = properties.warpSize;

  half *ha, *hb;
  float *fd;
  uint8_t *ba, *bb;
  int *id;
  cudaMallocManaged(&ha, M * K * sizeof(half));
  cudaMallocManaged(&hb, N * K * sizeof(half));
  cudaMallocManaged(&fd, M * N * sizeof(float));
  cudaMallocManaged(&ba, M * K);
  cudaMallocManaged(&bb, N * K);
  cudaMallocManaged(&id, M * N * sizeof(int));
  for (int i = 0; i < M * K; ++i) {
    ha[i] = __float2half(float(i % 7) - 3);
    ba[i] = uint8_t(i * 5);
  }
  for (int i = 0; i < N * K; ++i) {
    hb[i] = __float2half(float(i % 5) / 4);
    bb[i] = uint8_t(i * 3 + 200);
  }
  for (int i = 0; i < M * N; ++i)
    fd[i] = float(i % 9);

  dim3 tiles(N / TILE, M / TILE);
  product_of_halves<<<dim3(1, M / TILE), 4 * warp>>>(ha, hb, fd, 0.5f, 2.0f);
  product_of_bytes<<<tiles, warp>>>(ba, bb, id);
  cudaDeviceSynchronize();

  int wrong = 0;
  double all = 0;
  long long whole = 0;
  for (int i = 0; i < M; ++i)
    for (int j = 0; j < N; ++j) {
      float sum = 0;
      int count = 1;
      for (int k = 0; k < K; ++k) {
        sum += __half2float(ha[i * K + k]) * __half2float(hb[j * K + k]);
        count += ba[i * K + k] * bb[j * K + k];
      }
      if (fd[i * N + j] != 0.5f * sum + 2.0f * float((i * N + j) % 9))
        ++wrong;
      if (id[i * N + j] != count)
        ++wrong;
      all += fd[i * N + j];
      whole += id[i * N + j];
    }
  printf("halves and bytes: %d wrong, sums %.3f and %lld\n", wrong, all, whole);

  // 1 + 2^-12 is 1 in tf32, and 1 + 2^-11 is 1 + 2^-10.
  float *fa, *fb;
  cudaMallocManaged(&fa, 16 * 8 * sizeof(float));
  cudaMallocManaged(&fb, 16 * 8 * sizeof(float));
  for (int i = 0; i < 16 * 8; ++i) {
    fa[i] = i % 8 == 0 ? 1 + 1 / 4096.0f : i % 8 == 1 ? 1 + 1 / 2048.0f : 0;
    fb[i] = float(i / 8);
  }
  product_of_floats<<<1, warp>>>(fa, fb, fd);
  cudaDeviceSynchronize();
  printf("tf32: %.7f %.7f %.7f\n", fd[0], fd[16], fd[15 * 16]);

  cudaFree(ha);
  cudaFree(hb);
  cudaFree(fa);
  cudaFree(fb);
  cudaFree(fd);
  cudaFree(ba);
  cudaFree(bb);
  cudaFree(id);
  return wrong != 0;
}
