// Fragments of every element type, each in one kernel.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_bf16.h>
#include <mma.h>

using namespace nvcuda;
namespace tiny = nvcuda::wmma::experimental::precision;

__global__ void halves(const half *a, const half *b, half *c) {
  wmma::fragment<wmma::matrix_a, 32, 8, 16, half, wmma::col_major> x;
  wmma::fragment<wmma::matrix_b, 32, 8, 16, half, wmma::row_major> y;
  wmma::fragment<wmma::accumulator, 32, 8, 16, half> z;
  wmma::load_matrix_sync(x, a, 32);
  wmma::load_matrix_sync(y, b, 8);
  wmma::load_matrix_sync(z, c, 8, wmma::mem_row_major);
  wmma::mma_sync(z, x, y, z);
  wmma::store_matrix_sync(c, z, 32, wmma::mem_col_major);
}

__global__ void brain_floats(const __nv_bfloat16 *a, const __nv_bfloat16 *b,
                             float *c, float alpha) {
  wmma::fragment<wmma::matrix_a, 16, 16, 16, __nv_bfloat16, wmma::row_major> x;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, __nv_bfloat16, wmma::col_major> y;
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> z;
  wmma::fill_fragment(z, 0.0f);
  wmma::load_matrix_sync(x, a, 16);
  wmma::load_matrix_sync(y, b, 16);
  wmma::mma_sync(z, x, y, z);
  for (int i = 0; i < z.num_elements; ++i)
    z.x[i] *= alpha;
  wmma::store_matrix_sync(c, z, 16, wmma::mem_row_major);
}

__global__ void tf32(const float *a, const float *b, float *c) {
  wmma::fragment<wmma::matrix_a, 16, 16, 8, wmma::precision::tf32,
                 wmma::row_major>
      x;
  wmma::fragment<wmma::matrix_b, 16, 16, 8, wmma::precision::tf32,
                 wmma::col_major>
      y;
  wmma::fragment<wmma::accumulator, 16, 16, 8, float> z;
  wmma::load_matrix_sync(x, a, 8);
  wmma::load_matrix_sync(y, b, 8);
  for (int i = 0; i < x.num_elements; ++i)
    x.x[i] = wmma::__float_to_tf32(x.x[i]);
  for (int i = 0; i < y.num_elements; ++i)
    y.x[i] = wmma::__float_to_tf32(y.x[i]);
  wmma::fill_fragment(z, 0.0f);
  wmma::mma_sync(z, x, y, z);
  wmma::store_matrix_sync(c, z, 16, wmma::mem_row_major);
}

__global__ void doubles(const double *a, const double *b, double *c) {
  wmma::fragment<wmma::matrix_a, 8, 8, 4, double, wmma::row_major> x;
  wmma::fragment<wmma::matrix_b, 8, 8, 4, double, wmma::col_major> y;
  wmma::fragment<wmma::accumulator, 8, 8, 4, double> z;
  wmma::load_matrix_sync(x, a, 4);
  wmma::load_matrix_sync(y, b, 4);
  wmma::load_matrix_sync(z, c, 8, wmma::mem_row_major);
  wmma::mma_sync(z, x, y, z);
  wmma::store_matrix_sync(c, z, 8, wmma::mem_row_major);
}

__global__ void bytes(const signed char *a, const signed char *b, int *c) {
  wmma::fragment<wmma::matrix_a, 8, 32, 16, signed char, wmma::row_major> x;
  wmma::fragment<wmma::matrix_b, 8, 32, 16, signed char, wmma::col_major> y;
  wmma::fragment<wmma::accumulator, 8, 32, 16, int> z;
  wmma::load_matrix_sync(x, a, 16);
  wmma::load_matrix_sync(y, b, 16);
  wmma::fill_fragment(z, 0);
  wmma::mma_sync(z, x, y, z, true);
  wmma::store_matrix_sync(c, z, 32, wmma::mem_row_major);
}

__global__ void bits(const unsigned *a, const unsigned *b, int *c) {
  wmma::fragment<wmma::matrix_a, 8, 8, 128, tiny::b1, wmma::row_major> x;
  wmma::fragment<wmma::matrix_b, 8, 8, 128, tiny::b1, wmma::col_major> y;
  wmma::fragment<wmma::accumulator, 8, 8, 128, int> z;
  wmma::load_matrix_sync(x, a, 128);
  wmma::load_matrix_sync(y, b, 128);
  wmma::fill_fragment(z, 0);
  wmma::bmma_sync(z, x, y, z, wmma::experimental::bmmaBitOpAND);
  wmma::store_matrix_sync(c, z, 8, wmma::mem_row_major);
}

__global__ void nibbles(const unsigned *a, const unsigned *b, int *c) {
  wmma::fragment<wmma::matrix_a, 8, 8, 32, tiny::u4, wmma::row_major> x;
  wmma::fragment<wmma::matrix_b, 8, 8, 32, tiny::u4, wmma::col_major> y;
  wmma::fragment<wmma::accumulator, 8, 8, 32, int> z;
  wmma::load_matrix_sync(x, a, 32);
  wmma::load_matrix_sync(y, b, 32);
  wmma::fill_fragment(z, 0);
  wmma::mma_sync(z, x, y, z);
  wmma::store_matrix_sync(c, z, 8, wmma::mem_row_major);
}
