// Fragments of matrices, compared with a plain product, for the warp size of
// the process.
// SPDX-License-Identifier: Apache-2.0
#include "on_device.h"

#include <cw/matrix.h>

#include <cmath>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

namespace {

namespace wmma = cw::matrix::wmma;
namespace tiny = wmma::experimental::precision;
using cw::bfloat16;
using cw::half;
using wmma::col_major;
using wmma::row_major;
using wmma::precision::tf32;

constexpr int padding = 16; // between the end of a line and the next one

// A matrix in memory, with padding between its rows or columns.
template <class Word> struct Stored {
  int rows, columns;
  bool by_rows;
  std::vector<Word> words;

  Stored(int r, int c, bool rows_first)
      : rows(r), columns(c), by_rows(rows_first),
        words(std::size_t(stride()) * std::size_t(by_rows ? r : c)) {}
  int stride() const { return (by_rows ? columns : rows) + padding; }
  Word &at(int i, int j) {
    return words[std::size_t(by_rows ? i * stride() + j : j * stride() + i)];
  }
};

template <class T> using Word = typename wmma::detail::Kept<T>::Word;

template <int m, int n, int k, class T, class LA, class LB, class C, class D>
void product(const Word<T> *a, unsigned lda, const Word<T> *b, unsigned ldb,
             const C *c, unsigned ldc, wmma::layout_t layout_c, D *d,
             unsigned ldd, wmma::layout_t layout_d) {
  wmma::fragment<wmma::matrix_a, m, n, k, T, LA> fa;
  wmma::fragment<wmma::matrix_b, m, n, k, T, LB> fb;
  wmma::fragment<wmma::accumulator, m, n, k, C> fc;
  wmma::fragment<wmma::accumulator, m, n, k, D> fd;
  wmma::load_matrix_sync(fa, a, lda);
  wmma::load_matrix_sync(fb, b, ldb);
  wmma::load_matrix_sync(fc, c, ldc, layout_c);
  wmma::mma_sync(fd, fa, fb, fc);
  wmma::store_matrix_sync(d, fd, ldd, layout_d);
}

template <class T> T small_number(std::mt19937 &random) {
  if (std::is_same_v<T, unsigned char>)
    return T(random() % 256);
  if (std::is_same_v<T, signed char>)
    return T(int(random() % 256) - 128);
  return T(float(int(random() % 17) - 8));
}

// Small whole numbers, so that every product and sum is exact.
template <int m, int n, int k, class T, class C, class D, class LA, class LB>
void check(wmma::layout_t layout) {
  std::mt19937 random(1);
  const bool rows = layout == wmma::mem_row_major;
  Stored<Word<T>> a(m, k, std::is_same_v<LA, row_major>),
      b(k, n, std::is_same_v<LB, row_major>);
  Stored<C> c(m, n, rows);
  Stored<D> d(m, n, !rows);
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < k; ++j)
      a.at(i, j) = small_number<Word<T>>(random);
  for (int i = 0; i < k; ++i)
    for (int j = 0; j < n; ++j)
      b.at(i, j) = small_number<Word<T>>(random);
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j)
      c.at(i, j) = small_number<C>(random);
  run_on_device(product<m, n, k, T, LA, LB, C, D>, 1, unsigned(cw::warp_size()),
                a.words.data(), unsigned(a.stride()), b.words.data(),
                unsigned(b.stride()), c.words.data(), unsigned(c.stride()),
                layout, d.words.data(), unsigned(d.stride()),
                rows ? wmma::mem_col_major : wmma::mem_row_major);
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j) {
      double expected = double(c.at(i, j));
      for (int l = 0; l < k; ++l)
        expected += double(a.at(i, l)) * double(b.at(l, j));
      ASSERT_EQ(double(d.at(i, j)), expected)
          << m << "x" << n << "x" << k << " at " << i << ", " << j;
    }
}

template <int m, int n, int k, class T, class C, class D> void check_layouts() {
  for (wmma::layout_t layout : {wmma::mem_row_major, wmma::mem_col_major}) {
    check<m, n, k, T, C, D, row_major, row_major>(layout);
    check<m, n, k, T, C, D, row_major, col_major>(layout);
    check<m, n, k, T, C, D, col_major, row_major>(layout);
    check<m, n, k, T, C, D, col_major, col_major>(layout);
  }
}
template <class T, class C, class D> void check_shapes() {
  check_layouts<16, 16, 16, T, C, D>();
  check_layouts<32, 8, 16, T, C, D>();
  check_layouts<8, 32, 16, T, C, D>();
}

TEST(WarpMatrix, HalvesInFloats) { check_shapes<half, float, float>(); }
TEST(WarpMatrix, HalvesInHalves) { check_shapes<half, half, half>(); }
TEST(WarpMatrix, HalvesFromOneIntoTheOther) {
  check_shapes<half, float, half>();
  check_shapes<half, half, float>();
}
TEST(WarpMatrix, BrainFloats) { check_shapes<bfloat16, float, float>(); }
TEST(WarpMatrix, Bytes) {
  check_shapes<signed char, int, int>();
  check_shapes<unsigned char, int, int>();
}
TEST(WarpMatrix, Tf32) { check_layouts<16, 16, 8, tf32, float, float>(); }
TEST(WarpMatrix, Doubles) { check_layouts<8, 8, 4, double, double, double>(); }

// --- Packed elements ---

template <class T>
void packed_product(const unsigned *a, const unsigned *b, const int *c, int *d,
                    unsigned stride, wmma::experimental::bmmaBitOp operation) {
  constexpr int k = std::is_same_v<T, tiny::b1> ? 128 : 32;
  wmma::fragment<wmma::matrix_a, 8, 8, k, T, row_major> fa;
  wmma::fragment<wmma::matrix_b, 8, 8, k, T, col_major> fb;
  wmma::fragment<wmma::accumulator, 8, 8, k, int> fc;
  wmma::load_matrix_sync(fa, a, stride);
  wmma::load_matrix_sync(fb, b, stride);
  wmma::load_matrix_sync(fc, c, 8, wmma::mem_row_major);
  if constexpr (std::is_same_v<T, tiny::b1>)
    wmma::bmma_sync(fc, fa, fb, fc, operation);
  else
    wmma::mma_sync(fc, fa, fb, fc);
  wmma::store_matrix_sync(d, fc, 8, wmma::mem_row_major);
}

template <class T>
void check_packed(wmma::experimental::bmmaBitOp operation =
                      wmma::experimental::bmmaBitOpXOR) {
  constexpr bool bits = std::is_same_v<T, tiny::b1>;
  constexpr int width = bits ? 1 : 4, k = bits ? 128 : 32,
                stride = 2 * k; // elements
  std::mt19937 random(2);
  std::vector<unsigned> a(8 * stride * width / 32), b(a.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    a[i] = unsigned(random()), b[i] = unsigned(random());
  std::vector<int> c(64), d(64);
  for (int &x : c)
    x = int(random() % 1000);
  run_on_device(packed_product<T>, 1, unsigned(cw::warp_size()), a.data(),
                b.data(), c.data(), d.data(), unsigned(stride), operation);
  const auto element = [&](const std::vector<unsigned> &from, int line,
                           int index) {
    const int bit = (line * stride + index) * width;
    const int value =
        int(from[std::size_t(bit / 32)] >> (bit % 32)) & ((1 << width) - 1);
    return std::is_same_v<T, tiny::s4> && value >= 8 ? value - 16 : value;
  };
  for (int i = 0; i < 8; ++i)
    for (int j = 0; j < 8; ++j) {
      int expected = c[std::size_t(8 * i + j)];
      for (int l = 0; l < k; ++l) {
        const int x = element(a, i, l), y = element(b, j, l);
        expected += !bits                                           ? x * y
                    : operation == wmma::experimental::bmmaBitOpAND ? (x & y)
                                                                    : (x ^ y);
      }
      ASSERT_EQ(d[std::size_t(8 * i + j)], expected) << i << ", " << j;
    }
}

TEST(WarpMatrix, FourBits) {
  check_packed<tiny::u4>();
  check_packed<tiny::s4>();
}
TEST(WarpMatrix, SingleBits) {
  check_packed<tiny::b1>(wmma::experimental::bmmaBitOpXOR);
  check_packed<tiny::b1>(wmma::experimental::bmmaBitOpAND);
}

// --- A lane's view of a fragment ---

void scale_and_add(const float *c, float *d, int *counts) {
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> x, y;
  wmma::load_matrix_sync(x, c, 16, wmma::mem_col_major);
  wmma::fill_fragment(y, 3);
  float copy[x.num_elements];
  float sum = 0;
  for (int i = 0; i < x.num_elements; ++i) {
    copy[i] = 2 * x.x[i];
    sum += 1;
  }
  for (int i = 0; i < x.num_elements; ++i)
    y.x[i] += copy[i];
  counts[cw::thread_idx().x] = int(sum);
  wmma::store_matrix_sync(d, y, 16, wmma::mem_col_major);
}

TEST(WarpMatrix, ElementsCanBeWorkedOnOneByOne) {
  std::vector<float> c(256), d(256);
  std::vector<int> counts(std::size_t(cw::warp_size()));
  for (int i = 0; i < 256; ++i)
    c[std::size_t(i)] = float(i);
  run_on_device(scale_and_add, 1, unsigned(cw::warp_size()), c.data(), d.data(),
                counts.data());
  for (int i = 0; i < 256; ++i)
    ASSERT_EQ(d[std::size_t(i)], float(2 * i + 3));
  int all = 0;
  for (int count : counts)
    all += count;
  EXPECT_EQ(all, 256); // one lane holds each element
}

// Every warp overwrites the memory that it has read; no lane may do so before
// the others have read it.
void in_place(float *tiles) {
  const unsigned warp = cw::thread_idx().x / unsigned(cw::warp_size());
  float *own = tiles + warp * 256;
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> c;
  for (int i = 0; i < 4; ++i) {
    wmma::load_matrix_sync(c, own, 16, wmma::mem_row_major);
    wmma::store_matrix_sync(own, c, 16, wmma::mem_col_major); // transposed
    for (unsigned j = cw::lane_id(); j < 256; j += unsigned(cw::warp_size()))
      own[j] += 1;
  }
}

TEST(WarpMatrix, LoadsAndStoresAreWholeForTheWarp) {
  const int warps = 4;
  std::vector<float> tiles(std::size_t(warps * 256));
  for (std::size_t i = 0; i < tiles.size(); ++i)
    tiles[i] = float(i);
  run_on_device(in_place, 1, unsigned(warps * cw::warp_size()), tiles.data());
  for (std::size_t i = 0; i < tiles.size(); ++i)
    ASSERT_EQ(tiles[i], float(i + 4));
}

// --- Rounding ---

template <class C>
void constant_product(float a, float b, float c, bool saturate, C *d) {
  wmma::fragment<wmma::matrix_a, 16, 16, 16, half, row_major> fa;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, half, row_major> fb;
  wmma::fragment<wmma::accumulator, 16, 16, 16, C> fc;
  wmma::fill_fragment(fa, a);
  wmma::fill_fragment(fb, b);
  wmma::fill_fragment(fc, c);
  wmma::mma_sync(fc, fa, fb, fc, saturate);
  if (cw::lane_id() == 0)
    *d = fc.x[0];
}
template <class C>
float product_of_constants(float a, float b, float c, bool saturate = false) {
  C d;
  run_on_device(constant_product<C>, 1, unsigned(cw::warp_size()), a, b, c,
                saturate, &d);
  return float(d);
}

TEST(WarpMatrix, SumsOfHalvesAreFloatsUntilTheEnd) {
  // 16 products of 1/16 are lost one by one beside 2048 in half, not in float.
  EXPECT_EQ(product_of_constants<half>(0.25f, 0.5f, 2048), 2050.0f);
  EXPECT_EQ(product_of_constants<float>(0x1p-10f, 0x1p-10f, 1),
            1 + 16 * 0x1p-20f);
}
TEST(WarpMatrix, SpecialHalvesAreKept) {
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(product_of_constants<float>(infinity, -1, 1), -infinity);
  EXPECT_TRUE(std::isnan(product_of_constants<float>(infinity, 0, 1)));
  EXPECT_EQ(product_of_constants<float>(0x1p-24f, 1, 0), 16 * 0x1p-24f);
  EXPECT_EQ(product_of_constants<half>(256, 256, 0), infinity);
}
TEST(WarpMatrix, SaturatedFloatsAreFinite) {
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(product_of_constants<half>(256, -256, 0, true), -65504.0f);
  EXPECT_EQ(product_of_constants<float>(infinity, 0, 1, true), 0.0f);
  EXPECT_EQ(product_of_constants<float>(infinity, 1, 1, true),
            std::numeric_limits<float>::max());
}

void byte_product(int c, bool saturate, int *d) {
  wmma::fragment<wmma::matrix_a, 16, 16, 16, signed char, row_major> a;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, signed char, row_major> b;
  wmma::fragment<wmma::accumulator, 16, 16, 16, int> acc;
  wmma::fill_fragment(a, 127);
  wmma::fill_fragment(b, c < 0 ? -128 : 127);
  wmma::fill_fragment(acc, c);
  wmma::mma_sync(acc, a, b, acc, saturate);
  if (cw::lane_id() == 0)
    *d = acc.x[0];
}

TEST(WarpMatrix, IntegerSumsWrapOrSaturate) {
  const int least = std::numeric_limits<int>::min(),
            most = std::numeric_limits<int>::max();
  const auto result = [](int c, bool saturate) {
    int d = 0;
    run_on_device(byte_product, 1, unsigned(cw::warp_size()), c, saturate, &d);
    return d;
  };
  EXPECT_EQ(result(most, true), most);
  EXPECT_EQ(result(least, true), least);
  EXPECT_EQ(result(most, false), least - 1u + 16 * 127 * 127);
  EXPECT_EQ(result(5, true), 5 + 16 * 127 * 127);
}

TEST(WarpMatrix, Tf32RoundsToTenBitsHalvesAwayFromZero) {
  EXPECT_EQ(wmma::float_to_tf32(1.0f), 1.0f);
  EXPECT_EQ(wmma::float_to_tf32(1 + 0x1p-11f), 1 + 0x1p-10f);
  EXPECT_EQ(wmma::float_to_tf32(-1 - 0x1p-11f), -1 - 0x1p-10f);
  EXPECT_EQ(wmma::float_to_tf32(1 + 0x1p-12f), 1.0f);
  EXPECT_TRUE(
      std::isnan(wmma::float_to_tf32(std::numeric_limits<float>::quiet_NaN())));
}

TEST(WarpMatrix, AWarpWithoutAllItsLanesIsAnError) {
  std::vector<float> c(256), d(256);
  std::vector<int> counts(256);
  cw::launch(scale_and_add, 1,
             unsigned(cw::warp_size() - 1))(c.data(), d.data(), counts.data());
  EXPECT_EQ(cwDeviceSynchronize(), cwErrorLaunchFailure);
  EXPECT_EQ(cwDeviceReset(), cwSuccess);
}

} // namespace
