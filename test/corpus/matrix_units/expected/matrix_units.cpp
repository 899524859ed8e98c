// Products of matrices on the matrix units: D = alpha * A * B + beta * C, a
// 16 x 16 tile of D by each warp, with halves and with bytes.
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cw/runtime.h>
#include <cw/matrix.h>

using namespace cw::matrix;
namespace mm = cw::matrix::wmma;

#define TILE 16

const int M = 64, N = 48, K = 80;

template <class Fragment>
CW_DEVICE void combine(Fragment &sum, const Fragment &old, float alpha,
                        float beta) {
  // Which elements these are is not known, but they are the same in both.
#pragma unroll
  for (int i = 0; i < sum.num_elements; ++i)
    sum.x[i] = alpha * sum.x[i] + beta * old.x[i];
}

// A by rows, B by columns; rows of blocks are rows of tiles.
CW_KERNEL void product_of_halves(const cw::half *a, const cw::half *b, float *d,
                                  float alpha, float beta) {
  const int row = cw::block_idx().y * TILE;
  const int column = (cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x) / cw::warp_size() * TILE;
  if (column >= N)
    return;
  wmma::fragment<wmma::matrix_a, TILE, TILE, TILE, cw::half, wmma::row_major> pa;
  wmma::fragment<wmma::matrix_b, TILE, TILE, TILE, cw::half, wmma::col_major> pb;
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
CW_KERNEL void product_of_bytes(const uint8_t *a, const uint8_t *b, int *d) {
  CW_STATIC_SHARED(tile_a, uint8_t tile_a[TILE][TILE + 16]);
  CW_STATIC_SHARED(tile_b, uint8_t tile_b[TILE][TILE + 16]);
  mm::fragment<mm::matrix_a, TILE, TILE, TILE, unsigned char, mm::row_major> pa;
  mm::fragment<mm::matrix_b, TILE, TILE, TILE, unsigned char, mm::col_major> pb;
  mm::fragment<mm::accumulator, TILE, TILE, TILE, int> sum;
  mm::fill_fragment(sum, 1);
  for (int k = 0; k < K; k += TILE) {
    for (int i = cw::thread_idx().x; i < TILE * TILE; i += cw::block_dim().x) {
      const int line = i / TILE, place = i % TILE;
      tile_a[line][place] = a[(cw::block_idx().y * TILE + line) * K + k + place];
      tile_b[line][place] = b[(cw::block_idx().x * TILE + line) * K + k + place];
    }
    cw::barrier();
    mm::load_matrix_sync(pa, &tile_a[0][0], TILE + 16);
    mm::load_matrix_sync(pb, &tile_b[0][0], TILE + 16);
    mm::mma_sync(sum, pa, pb, sum);
    cw::barrier();
  }
  mm::store_matrix_sync(d + cw::block_idx().y * TILE * N + cw::block_idx().x * TILE, sum, N,
                        mm::mem_row_major);
}

// One warp: floats cut to the precision of tf32.
CW_KERNEL void product_of_floats(const float *a, const float *b, float *d) {
  wmma::fragment<wmma::matrix_a, 16, 16, 8, wmma::precision::tf32,
                 wmma::row_major>
      pa;
  wmma::fragment<wmma::matrix_b, 16, 16, 8, wmma::precision::tf32,
                 wmma::col_major>
      pb;
  wmma::fragment<wmma::accumulator, 16, 16, 8, float> sum;
  cw::matrix::wmma::fill_fragment(sum, 0.0f);
  wmma::load_matrix_sync(pa, a, 8);
  wmma::load_matrix_sync(pb, b, 8);
  for (int i = 0; i < pa.num_elements; ++i)
    pa.x[i] = wmma::float_to_tf32(pa.x[i]);
  for (int i = 0; i < pb.num_elements; ++i)
    pb.x[i] = wmma::float_to_tf32(pb.x[i]);
  wmma::mma_sync(sum, pa, pb, sum);
  wmma::store_matrix_sync(d, sum, 16, wmma::mem_col_major);
}

int main() {
  cwDeviceProp properties;
  cwGetDeviceProperties(&properties, 0);
  const int warp = properties.warpSize;

  cw::half *ha, *hb;
  float *fd;
  uint8_t *ba, *bb;
  int *id;
  cwMallocManaged(&ha, M * K * sizeof(cw::half));
  cwMallocManaged(&hb, N * K * sizeof(cw::half));
  cwMallocManaged(&fd, M * N * sizeof(float));
  cwMallocManaged(&ba, M * K);
  cwMallocManaged(&bb, N * K);
  cwMallocManaged(&id, M * N * sizeof(int));
  for (int i = 0; i < M * K; ++i) {
    ha[i] = cw::float2half(float(i % 7) - 3);
    ba[i] = uint8_t(i * 5);
  }
  for (int i = 0; i < N * K; ++i) {
    hb[i] = cw::float2half(float(i % 5) / 4);
    bb[i] = uint8_t(i * 3 + 200);
  }
  for (int i = 0; i < M * N; ++i)
    fd[i] = float(i % 9);

  cw::dim3 tiles(N / TILE, M / TILE);
  cw::launch<product_of_halves>(cw::dim3(1, M / TILE), 4 * warp)(ha, hb, fd, 0.5f, 2.0f);
  cw::launch<product_of_bytes>(tiles, warp)(ba, bb, id);
  cwDeviceSynchronize();

  int wrong = 0;
  double all = 0;
  long long whole = 0;
  for (int i = 0; i < M; ++i)
    for (int j = 0; j < N; ++j) {
      float sum = 0;
      int count = 1;
      for (int k = 0; k < K; ++k) {
        sum += cw::half2float(ha[i * K + k]) * cw::half2float(hb[j * K + k]);
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
  cwMallocManaged(&fa, 16 * 8 * sizeof(float));
  cwMallocManaged(&fb, 16 * 8 * sizeof(float));
  for (int i = 0; i < 16 * 8; ++i) {
    fa[i] = i % 8 == 0 ? 1 + 1 / 4096.0f : i % 8 == 1 ? 1 + 1 / 2048.0f : 0;
    fb[i] = float(i / 8);
  }
  cw::launch<product_of_floats>(1, warp)(fa, fb, fd);
  cwDeviceSynchronize();
  printf("tf32: %.7f %.7f %.7f\n", fd[0], fd[16], fd[15 * 16]);

  cwFree(ha);
  cwFree(hb);
  cwFree(fa);
  cwFree(fb);
  cwFree(fd);
  cwFree(ba);
  cwFree(bb);
  cwFree(id);
  return wrong != 0;
}
