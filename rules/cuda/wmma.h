// Facade: matrices held by the lanes of a warp (tensor cores).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bfloat16.h"
#include "half.h"
#include "runtime.h"

#ifdef __CUDACC__
namespace nvcuda {
namespace wmma {

struct matrix_a;
struct matrix_b;
struct accumulator;
struct row_major;
struct col_major;
enum layout_t { mem_row_major, mem_col_major };

namespace precision {
struct tf32;
}
namespace experimental {
namespace precision {
struct u4;
struct s4;
struct b1;
} // namespace precision
enum bmmaBitOp { bmmaBitOpXOR = 1, bmmaBitOpAND = 2 };
enum bmmaAccumulateOp { bmmaAccumulateOpPOPC = 1 };
} // namespace experimental

} // namespace wmma
} // namespace nvcuda

template <class T> struct cw_facade_kept {
  typedef T type;
};
template <> struct cw_facade_kept<nvcuda::wmma::precision::tf32> {
  typedef float type;
};
template <> struct cw_facade_kept<nvcuda::wmma::experimental::precision::u4> {
  typedef unsigned int type;
};
template <> struct cw_facade_kept<nvcuda::wmma::experimental::precision::s4> {
  typedef int type;
};
template <> struct cw_facade_kept<nvcuda::wmma::experimental::precision::b1> {
  typedef unsigned int type;
};

namespace nvcuda {
namespace wmma {

template <class Use, int m, int n, int k, class T, class Layout = void>
class fragment {
public:
  typedef T element_type;
  typedef typename cw_facade_kept<T>::type storage_element_type;
  enum { num_elements = 8, num_storage_elements = 8 };
  storage_element_type x[num_storage_elements];
};

template <class Use, int m, int n, int k, class T, class Layout, class Value>
void fill_fragment(fragment<Use, m, n, k, T, Layout> &part, const Value &value);
template <class Use, int m, int n, int k, class T, class Layout>
void load_matrix_sync(
    fragment<Use, m, n, k, T, Layout> &part,
    const typename fragment<Use, m, n, k, T, Layout>::storage_element_type *p,
    unsigned int stride);
template <class Use, int m, int n, int k, class T, class Layout>
void load_matrix_sync(fragment<Use, m, n, k, T, Layout> &part, const void *p,
                      unsigned int stride);
template <int m, int n, int k, class T>
void load_matrix_sync(
    fragment<accumulator, m, n, k, T> &part,
    const typename fragment<accumulator, m, n, k, T>::element_type *p,
    unsigned int stride, layout_t layout);
template <int m, int n, int k, class T>
void store_matrix_sync(
    typename fragment<accumulator, m, n, k, T>::element_type *p,
    const fragment<accumulator, m, n, k, T> &part, unsigned int stride,
    layout_t layout);
template <int m, int n, int k, class T, class LayoutA, class LayoutB, class C,
          class D>
void mma_sync(fragment<accumulator, m, n, k, D> &d,
              const fragment<matrix_a, m, n, k, T, LayoutA> &a,
              const fragment<matrix_b, m, n, k, T, LayoutB> &b,
              const fragment<accumulator, m, n, k, C> &c,
              bool saturate = false);
float __float_to_tf32(float value);

template <class LayoutA, class LayoutB>
void bmma_sync(fragment<accumulator, 8, 8, 128, int> &d,
               const fragment<matrix_a, 8, 8, 128, experimental::precision::b1,
                              LayoutA> &a,
               const fragment<matrix_b, 8, 8, 128, experimental::precision::b1,
                              LayoutB> &b,
               const fragment<accumulator, 8, 8, 128, int> &c,
               experimental::bmmaBitOp op = experimental::bmmaBitOpXOR,
               experimental::bmmaAccumulateOp accumulate =
                   experimental::bmmaAccumulateOpPOPC);

} // namespace wmma
} // namespace nvcuda
#endif
