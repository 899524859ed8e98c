// Fragments of matrices over a warp, under the shim's name cw::matrix::wmma.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_MATRIX_H
#define CW_MATRIX_H

#include <cw/runtime.h>

#include <cw/bfloat16.h>
#include <cw/half.h>

#ifdef __CUDACC__
#include <mma.h>

namespace cw {
namespace matrix {
namespace wmma {
using ::nvcuda::wmma::accumulator;
using ::nvcuda::wmma::bmma_sync;
using ::nvcuda::wmma::col_major;
using ::nvcuda::wmma::fill_fragment;
using ::nvcuda::wmma::fragment;
using ::nvcuda::wmma::layout_t;
using ::nvcuda::wmma::load_matrix_sync;
using ::nvcuda::wmma::matrix_a;
using ::nvcuda::wmma::matrix_b;
using ::nvcuda::wmma::mem_col_major;
using ::nvcuda::wmma::mem_row_major;
using ::nvcuda::wmma::mma_sync;
using ::nvcuda::wmma::row_major;
using ::nvcuda::wmma::store_matrix_sync;
namespace experimental = ::nvcuda::wmma::experimental;
#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 800
namespace precision = ::nvcuda::wmma::precision;
CW_FORWARD(float_to_tf32, ::nvcuda::wmma::__float_to_tf32)
#endif
} // namespace wmma
} // namespace matrix
} // namespace cw
#endif

#endif
