// Small matrices that the lanes of a warp hold together, and their product
// (namespace cw::matrix::wmma).
//
//   wmma::fragment<wmma::matrix_a, 16, 16, 16, cw::half, wmma::row_major> a;
//   wmma::load_matrix_sync(a, memory, 16); // b and c likewise
//   wmma::mma_sync(c, a, b, c);
//   wmma::store_matrix_sync(result, c, 16, wmma::mem_row_major);
//
// Meanings: CUDA C++ Programming Guide, section "Warp Matrix Functions". The
// lanes of a warp hold the elements of a fragment: here row by row, with an
// equal share for each lane. Every operation with _sync in its name is a
// collective of the whole warp. The last lane to arrive computes the whole
// matrix, in plain loops over rows that compilers vectorise.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_MATRIX_H
#define CW_MATRIX_H

#include <cw/cpu/block.h>

#include <cw/bfloat16.h>
#include <cw/half.h>

#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

namespace cw {
namespace matrix {
namespace wmma {

// --- Parameters of a fragment ---

// The use of a matrix in D = A * B + C, and its layout in memory.
struct matrix_a {};
struct matrix_b {};
struct accumulator {};
struct row_major {};
struct col_major {};
enum layout_t { mem_row_major, mem_col_major };

namespace precision {
struct tf32; // a float of which only the upper 19 bits count
}
namespace experimental {
namespace precision {
struct u4; // 4 bits, 8 to a word
struct s4;
struct b1; // one bit, 32 to a word
} // namespace precision
enum bmmaBitOp { bmmaBitOpXOR = 1, bmmaBitOpAND = 2 };
enum bmmaAccumulateOp { bmmaAccumulateOpPOPC = 1 };
} // namespace experimental

namespace detail {

// Storage of the elements of a type: the element type of x[], and the number of
// matrix elements in each.
template <class T> struct Kept {
  using Word = T;
  static constexpr int packed = 1;
};
template <> struct Kept<precision::tf32> {
  using Word = float;
  static constexpr int packed = 1;
};
template <> struct Kept<experimental::precision::u4> {
  using Word = unsigned;
  static constexpr int packed = 8;
};
template <> struct Kept<experimental::precision::s4> {
  using Word = int;
  static constexpr int packed = 8;
};
template <> struct Kept<experimental::precision::b1> {
  using Word = unsigned;
  static constexpr int packed = 32;
};

template <class Use, class T, class Layout> constexpr bool suits_use() {
  constexpr bool sums = std::is_same_v<T, half> || std::is_same_v<T, float> ||
                        std::is_same_v<T, int> || std::is_same_v<T, double>;
  constexpr bool factors =
      std::is_same_v<T, half> || std::is_same_v<T, bfloat16> ||
      std::is_same_v<T, precision::tf32> || std::is_same_v<T, double> ||
      std::is_same_v<T, signed char> || std::is_same_v<T, unsigned char> ||
      Kept<T>::packed > 1;
  if (std::is_same_v<Use, accumulator>)
    return sums && std::is_void_v<Layout>;
  return factors && (std::is_same_v<Layout, row_major> ||
                     std::is_same_v<Layout, col_major>);
}
template <int m, int n, int k, class Use, class T> constexpr bool has_shape() {
  constexpr bool square = m == 16 && n == 16, tall = m == 32 && n == 8,
                 wide = m == 8 && n == 32, small = m == 8 && n == 8;
  if (Kept<T>::packed > 1)
    return small && k == 4 * Kept<T>::packed;
  if (std::is_same_v<T, double>)
    return small && k == 4;
  if (std::is_same_v<T, precision::tf32>)
    return square && k == 8;
  const bool usual = (square || tall || wide) && k == 16;
  if (std::is_same_v<Use, accumulator> && std::is_same_v<T, float>)
    return usual || (square && k == 8);
  if (std::is_same_v<Use, accumulator> && std::is_same_v<T, int>)
    return usual || (small && (k == 32 || k == 128));
  return usual;
}

// A lane's number of words, of `words` in total. If a warp has more lanes than
// there are words, the last lanes hold none.
inline int share(int words) { return (words + warp_size() - 1) / warp_size(); }
constexpr int largest_share(int words) { return (words + 15) / 16; }

// The number of elements that a lane holds. Where the compiler needs a constant
// (the size of an array), it is the number for the narrowest warp.
template <int words, int packed> struct ElementCount {
  constexpr operator int() const {
    return packed * (__builtin_is_constant_evaluated() ? largest_share(words)
                                                       : share(words));
  }
};

} // namespace detail

// --- Fragments ---

// This lane's part of a matrix: of an m x k matrix A, a k x n matrix B or an m
// x n accumulator. The backend chooses the elements in x[], with the same
// choice for all fragments of one type and for all accumulators of one shape.
// Beyond num_elements, x[] is 0.
template <class Use, int m, int n, int k, class T, class Layout = void>
class fragment {
  static_assert(detail::suits_use<Use, T, Layout>(),
                "no matrix unit has such elements or such a layout");
  static_assert(detail::has_shape<m, n, k, Use, T>(),
                "no matrix unit has this shape for these elements");
  static constexpr int packed = detail::Kept<T>::packed;

public:
  static constexpr int rows = std::is_same_v<Use, matrix_b> ? k : m;
  static constexpr int columns = std::is_same_v<Use, matrix_a> ? k : n;
  static constexpr int words = rows * columns / packed; ///< of the whole warp

  using element_type = T;
  using storage_element_type = typename detail::Kept<T>::Word;
  static constexpr detail::ElementCount<words, packed> num_elements{};
  static constexpr detail::ElementCount<words, 1> num_storage_elements{};
  storage_element_type x[detail::largest_share(words)];
};

// --- Collectives of a warp on one matrix ---

namespace detail {

// Calls `visit(lane, first, count)` for each lane that is present, with the
// range of words that it holds.
template <class Visit>
inline void each_share(const cpu::WarpCall &call, int words, Visit visit) {
  const int most = share(words);
  for (int lane = 0, first = 0; lane < warp_size(); ++lane, first += most)
    if (call.arrived >> lane & 1)
      visit(lane, first,
            first >= words         ? 0
            : first + most > words ? words - first
                                   : most);
}

// A whole matrix, row by row. It is assembled from the lanes' fragments and
// split again. `fragment_of(lane)` returns the fragment of a lane.
template <class Fragment> struct Whole {
  using Word = typename Fragment::storage_element_type;
  alignas(64) Word word[Fragment::words] = {}; // words that no lane holds are 0

  template <class Find>
  void gather(const cpu::WarpCall &call, Find fragment_of) {
    each_share(call, Fragment::words, [&](int lane, int first, int count) {
      const Fragment &part = fragment_of(lane);
      std::memcpy(static_cast<void *>(word + first), part.x,
                  std::size_t(count) * sizeof(Word));
    });
  }
  template <class Find>
  void scatter(const cpu::WarpCall &call, Find fragment_of) const {
    each_share(call, Fragment::words, [&](int lane, int first, int count) {
      Fragment &part = fragment_of(lane);
      std::memset(static_cast<void *>(part.x), 0, sizeof part.x);
      std::memcpy(static_cast<void *>(part.x), word + first,
                  std::size_t(count) * sizeof(Word));
    });
  }
};

// A collective of the whole warp. A partial warp could not hold the matrix.
inline void meet(cpu::WarpCombine combine, const void *in) {
  const std::uint64_t all = ~0ull >> (64 - warp_size());
  if (cpu::warp_rendezvous(all, combine, in, nullptr) != all)
    cpu::trap("a matrix operation in a warp that has not all its lanes");
}

// --- Between memory and fragments ---

template <class Fragment, class Pointer> struct Transfer {
  Fragment *part; // of the lane
  Pointer memory;
  unsigned stride;
  bool by_rows;
};

// Packed elements are stored along k: in the rows of A and the columns of B.
template <class Use, int m, int n, int k, class T, class Layout>
void load_whole(const cpu::WarpCall &call) {
  using Fragment = fragment<Use, m, n, k, T, Layout>;
  using Word = typename Fragment::storage_element_type;
  using Task = Transfer<Fragment, const Word *>;
  const auto task = [&](int lane) {
    return static_cast<const Task *>(call.in[lane]);
  };
  const Task &any = *task(__builtin_ctzll(call.arrived));
  Whole<Fragment> whole;
  if constexpr (Kept<T>::packed > 1) {
    constexpr int line = k / Kept<T>::packed;
    for (int i = 0; i < Fragment::words; ++i)
      whole.word[i] =
          any.memory[std::size_t(i / line) * (any.stride / Kept<T>::packed) +
                     std::size_t(i % line)];
  } else if (any.by_rows) {
    for (int i = 0; i < Fragment::rows; ++i)
      std::memcpy(static_cast<void *>(whole.word + i * Fragment::columns),
                  any.memory + std::size_t(i) * any.stride,
                  Fragment::columns * sizeof(Word));
  } else {
    for (int j = 0; j < Fragment::columns; ++j)
      for (int i = 0; i < Fragment::rows; ++i)
        whole.word[i * Fragment::columns + j] =
            any.memory[std::size_t(j) * any.stride + std::size_t(i)];
  }
  whole.scatter(call,
                [&](int lane) -> Fragment & { return *task(lane)->part; });
}

template <int m, int n, int k, class T>
void store_whole(const cpu::WarpCall &call) {
  using Fragment = fragment<accumulator, m, n, k, T>;
  using Task = Transfer<const Fragment, T *>;
  const auto task = [&](int lane) {
    return static_cast<const Task *>(call.in[lane]);
  };
  const Task &any = *task(__builtin_ctzll(call.arrived));
  Whole<Fragment> whole;
  whole.gather(call,
               [&](int lane) -> const Fragment & { return *task(lane)->part; });
  if (any.by_rows) {
    for (int i = 0; i < m; ++i)
      std::memcpy(static_cast<void *>(any.memory + std::size_t(i) * any.stride),
                  whole.word + i * n, n * sizeof(T));
  } else {
    for (int j = 0; j < n; ++j)
      for (int i = 0; i < m; ++i)
        any.memory[std::size_t(j) * any.stride + std::size_t(i)] =
            whole.word[i * n + j];
  }
}

// --- The product ---

// A factor as the number for the computation: a float holds all types except
// double exactly, and also the products of two.
inline float widened(float tf32) {
  return __builtin_bit_cast(float, __builtin_bit_cast(std::uint32_t, tf32) &
                                       0xffffe000u);
}
inline double widened(double x) { return x; }
inline float widened(signed char x) { return x; }
inline float widened(unsigned char x) { return x; }
inline float widened(bfloat16 x) {
  return __builtin_bit_cast(float, std::uint32_t(x.bits) << 16);
}
// Like the type's own conversion, but without a branch.
inline float widened(half x) {
  const std::uint32_t sign = std::uint32_t(x.bits & 0x8000u) << 16,
                      rest = std::uint32_t(x.bits & 0x7fffu) << 13;
  constexpr float to_float_exponent = 0x1p112f;
  const std::uint32_t finite = __builtin_bit_cast(
      std::uint32_t, __builtin_bit_cast(float, rest) * to_float_exponent);
  const std::uint32_t special = rest | 0x7f800000u;
  return __builtin_bit_cast(float,
                            sign | (rest < 0x0f800000u ? finite : special));
}
inline float widened_sum(half x) { return x; }
inline float widened_sum(float x) { return x; }
inline double widened_sum(double x) { return x; }

// Replaces an infinite or NaN element, for saturation.
template <class T> inline T finite(T value) {
  const float number = float(value);
  if (number != number)
    return T(0.0f);
  if (number <= std::numeric_limits<float>::max() &&
      number >= -std::numeric_limits<float>::max())
    return value;
  const float most =
      std::is_same_v<T, half> ? 65504.0f : std::numeric_limits<float>::max();
  return T(number > 0 ? most : -most);
}

inline int sum_of(int a, int b, bool saturate) {
  const std::int64_t sum = std::int64_t(a) + b;
  if (!saturate)
    return int(std::uint32_t(a) + std::uint32_t(b));
  return int(
      sum > std::numeric_limits<int>::max()   ? std::numeric_limits<int>::max()
      : sum < std::numeric_limits<int>::min() ? std::numeric_limits<int>::min()
                                              : sum);
}

// Element `i` of packed words.
inline int unpacked(const unsigned *words, int i) {
  return int(words[i / 8] >> (i % 8 * 4) & 15);
}
inline int unpacked(const int *words, int i) {
  const unsigned nibble = unsigned(words[i / 8]) >> (i % 8 * 4) & 15;
  return int(nibble ^ 8) - 8;
}

template <int m, int n, int k, class T, class LayoutA, class LayoutB, class C_,
          class D_>
struct Product {
  using A = fragment<matrix_a, m, n, k, T, LayoutA>;
  using B = fragment<matrix_b, m, n, k, T, LayoutB>;
  using C = fragment<accumulator, m, n, k, C_>;
  using D = fragment<accumulator, m, n, k, D_>;
  D *d; // of the lane
  const A *a;
  const B *b;
  const C *c;
  bool saturate;
  experimental::bmmaBitOp operation;

  static void multiply(const Whole<A> &a, const Whole<B> &b, const Whole<C> &c,
                       Whole<D> &d, bool saturate) {
    using Number = decltype(widened(a.word[0]));
    constexpr bool integers = std::is_same_v<C_, int>;
    typedef Number Row __attribute__((vector_size(n * sizeof(Number))));
    Number numbers_a[m * k], numbers_b[k * n];
    for (int i = 0; i < m * k; ++i)
      numbers_a[i] = widened(a.word[i]);
    for (int i = 0; i < k * n; ++i)
      numbers_b[i] = widened(b.word[i]);
    for (int i = 0; i < m; ++i) {
      Number sums[n] = {};
      if constexpr (!integers)
        for (int j = 0; j < n; ++j)
          sums[j] = widened_sum(c.word[i * n + j]);
      Row sum, factor;
      std::memcpy(&sum, sums, sizeof sum);
      for (int l = 0; l < k; ++l) {
        std::memcpy(&factor, numbers_b + l * n, sizeof factor);
        sum += numbers_a[i * k + l] * factor;
      }
      std::memcpy(sums, &sum, sizeof sum);
      for (int j = 0; j < n; ++j)
        if constexpr (integers)
          d.word[i * n + j] = sum_of(c.word[i * n + j], int(sums[j]), saturate);
        else
          d.word[i * n + j] = D_(sums[j]);
    }
    if constexpr (!integers && !std::is_same_v<D_, double>)
      if (saturate)
        for (D_ &element : d.word)
          element = finite(element);
  }

  static void multiply_packed(const Whole<A> &a, const Whole<B> &b,
                              const Whole<C> &c, Whole<D> &d, bool saturate,
                              experimental::bmmaBitOp operation) {
    constexpr int line = k / Kept<T>::packed;
    for (int i = 0; i < m; ++i)
      for (int j = 0; j < n; ++j) {
        int sum = 0;
        const auto *row = a.word + i * line, *column = b.word + j * line;
        if constexpr (std::is_same_v<T, experimental::precision::b1>) {
          for (int l = 0; l < line; ++l)
            sum += __builtin_popcount(operation == experimental::bmmaBitOpAND
                                          ? row[l] & column[l]
                                          : row[l] ^ column[l]);
        } else {
          for (int l = 0; l < k; ++l)
            sum += unpacked(row, l) * unpacked(column, l);
        }
        d.word[i * n + j] = sum_of(c.word[i * n + j], sum, saturate);
      }
  }

  static void run(const cpu::WarpCall &call) {
    const auto task = [&](int lane) {
      return static_cast<const Product *>(call.in[lane]);
    };
    const Product &any = *task(__builtin_ctzll(call.arrived));
    Whole<A> a;
    Whole<B> b;
    Whole<C> c;
    Whole<D> d;
    a.gather(call, [&](int lane) -> const A & { return *task(lane)->a; });
    b.gather(call, [&](int lane) -> const B & { return *task(lane)->b; });
    c.gather(call, [&](int lane) -> const C & { return *task(lane)->c; });
    if constexpr (Kept<T>::packed > 1)
      multiply_packed(a, b, c, d, any.saturate, any.operation);
    else
      multiply(a, b, c, d, any.saturate);
    d.scatter(call, [&](int lane) -> D & { return *task(lane)->d; });
  }
};

template <class T, class C, class D> constexpr bool can_sum() {
  if (std::is_same_v<T, half>)
    return (std::is_same_v<C, half> || std::is_same_v<C, float>) &&
           (std::is_same_v<D, half> || std::is_same_v<D, float>);
  if (std::is_same_v<T, bfloat16> || std::is_same_v<T, precision::tf32>)
    return std::is_same_v<C, float> && std::is_same_v<D, float>;
  if (std::is_same_v<T, double>)
    return std::is_same_v<C, double> && std::is_same_v<D, double>;
  return std::is_same_v<C, int> && std::is_same_v<D, int>;
}

} // namespace detail

// --- The operations ---

// Sets all elements of the caller's part to `value`. Does not wait.
template <class Use, int m, int n, int k, class T, class Layout, class Value>
inline void fill_fragment(fragment<Use, m, n, k, T, Layout> &part,
                          const Value &value) {
  using Fragment = fragment<Use, m, n, k, T, Layout>;
  using Word = typename Fragment::storage_element_type;
  Word word{};
  if constexpr (detail::Kept<T>::packed == 8)
    word = Word((unsigned(value) & 15u) * 0x11111111u);
  else if constexpr (detail::Kept<T>::packed == 32)
    word = (unsigned(value) & 1u) ? ~0u : 0u;
  else
    word = Word(value);
  for (int i = 0; i < detail::largest_share(Fragment::words); ++i)
    part.x[i] = i < detail::share(Fragment::words) ? word : Word{};
}

// Reads a matrix whose rows (or columns) are `stride` elements apart.
template <class Use, int m, int n, int k, class T, class Layout>
inline void load_matrix_sync(
    fragment<Use, m, n, k, T, Layout> &part,
    const std::conditional_t<(detail::Kept<T>::packed > 1), void,
                             typename detail::Kept<T>::Word> *memory,
    unsigned stride) {
  using Fragment = fragment<Use, m, n, k, T, Layout>;
  using Word = typename Fragment::storage_element_type;
  static_assert(!std::is_same_v<Use, accumulator>,
                "the layout of an accumulator is an argument");
  static_assert(detail::Kept<T>::packed == 1 ||
                    std::is_same_v<Use, matrix_a> ==
                        std::is_same_v<Layout, row_major>,
                "for packed elements, A is stored by rows and B by columns");
  const detail::Transfer<Fragment, const Word *> task = {
      &part, static_cast<const Word *>(memory), stride,
      std::is_same_v<Layout, row_major>};
  detail::meet(detail::load_whole<Use, m, n, k, T, Layout>, &task);
}
template <int m, int n, int k, class T>
inline void load_matrix_sync(fragment<accumulator, m, n, k, T> &part,
                             const std::common_type_t<T> *memory,
                             unsigned stride, layout_t layout) {
  const detail::Transfer<fragment<accumulator, m, n, k, T>, const T *> task = {
      &part, memory, stride, layout == mem_row_major};
  detail::meet(detail::load_whole<accumulator, m, n, k, T, void>, &task);
}

template <int m, int n, int k, class T>
inline void store_matrix_sync(std::common_type_t<T> *memory,
                              const fragment<accumulator, m, n, k, T> &part,
                              unsigned stride, layout_t layout) {
  const detail::Transfer<const fragment<accumulator, m, n, k, T>, T *> task = {
      &part, memory, stride, layout == mem_row_major};
  detail::meet(detail::store_whole<m, n, k, T>, &task);
}

// D = A * B + C, where D may be C. Products are exact. Sums of floats start
// with C, proceed along k and are rounded to float each time; a half
// accumulator is rounded once, at the end. With `saturate`, integer sums stop
// at the limits of their range, infinities become the largest finite numbers,
// and NaN becomes 0.
template <int m, int n, int k, class T, class LayoutA, class LayoutB, class C,
          class D>
inline void mma_sync(fragment<accumulator, m, n, k, D> &d,
                     const fragment<matrix_a, m, n, k, T, LayoutA> &a,
                     const fragment<matrix_b, m, n, k, T, LayoutB> &b,
                     const fragment<accumulator, m, n, k, C> &c,
                     bool saturate = false) {
  static_assert(detail::can_sum<T, C, D>(),
                "no matrix unit sums these products in such an accumulator");
  static_assert(!std::is_same_v<T, experimental::precision::b1>,
                "bits are multiplied by bmma_sync");
  using Product = detail::Product<m, n, k, T, LayoutA, LayoutB, C, D>;
  const Product task = {&d, &a, &b, &c, saturate, experimental::bmmaBitOpXOR};
  detail::meet(Product::run, &task);
}

// D = C + the number of set bits in a row of A combined with a column of B.
template <class LayoutA, class LayoutB>
inline void bmma_sync(
    fragment<accumulator, 8, 8, 128, int> &d,
    const fragment<matrix_a, 8, 8, 128, experimental::precision::b1, LayoutA>
        &a,
    const fragment<matrix_b, 8, 8, 128, experimental::precision::b1, LayoutB>
        &b,
    const fragment<accumulator, 8, 8, 128, int> &c,
    experimental::bmmaBitOp operation = experimental::bmmaBitOpXOR,
    experimental::bmmaAccumulateOp = experimental::bmmaAccumulateOpPOPC) {
  using Product = detail::Product<8, 8, 128, experimental::precision::b1,
                                  LayoutA, LayoutB, int, int>;
  const Product task = {&d, &a, &b, &c, false, operation};
  detail::meet(Product::run, &task);
}

// Rounds to the nearest number of tf32, ties away from zero (PTX ISA,
// cvt.rna.tf32.f32).
inline float float_to_tf32(float value) {
  const std::uint32_t bits = __builtin_bit_cast(std::uint32_t, value);
  if ((bits & 0x7f800000u) == 0x7f800000u)
    return value;
  return __builtin_bit_cast(float, (bits + 0x1000u) & 0xffffe000u);
}

} // namespace wmma
} // namespace matrix
} // namespace cw

#endif // CW_MATRIX_H
