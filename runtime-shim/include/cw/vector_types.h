// The short vector types of device code (float4, uint3, dim3, ...) and their
// make functions, for C and C++.
//
//   cw::float4 v = cw::make_float4(1, 2, 3, 4);
//   cw_float4 w = cw_make_float4(1, 2, 3, 4); /* in C */
//   cw::dim3 grid(16, 16);
//
// In C++ both spellings name the same struct. The structs are in the global
// namespace: code written for CUDA defines its own operators on them there, and
// argument-dependent lookup must find these operators. Sizes and alignments:
// CUDA C++ Programming Guide, section "Built-in Vector Types".
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_VECTOR_TYPES_H
#define CW_VECTOR_TYPES_H

// clang-format off
#define CW_FOR_EACH_VECTOR_ELEMENT(X) /* X(vector name, element type) */ \
  X(char, signed char)      X(uchar, unsigned char)                      \
  X(short, short)           X(ushort, unsigned short)                    \
  X(int, int)               X(uint, unsigned int)                        \
  X(long, long)             X(ulong, unsigned long)                      \
  X(longlong, long long)    X(ulonglong, unsigned long long)             \
  X(float, float)           X(double, double)
#define CW_FOR_EACH_WIDE_VECTOR_ELEMENT(X) /* types with a 32-byte form of 4 elements */ \
  X(long, long)             X(ulong, unsigned long)                                      \
  X(longlong, long long)    X(ulonglong, unsigned long long)                             \
  X(double, double)
// clang-format on

// Vectors of two and four elements are aligned to their size, at most 16 bytes.
// Vectors of one and three are aligned like one element.
#define CW_DEFINE_VECTORS(NAME, T)                                             \
  typedef struct cw_##NAME##1 { T x; }                                         \
  cw_##NAME##1;                                                                \
  typedef struct __attribute__((aligned(2 * sizeof(T)))) cw_##NAME##2 {        \
    T x, y;                                                                    \
  }                                                                            \
  cw_##NAME##2;                                                                \
  typedef struct cw_##NAME##3 { T x, y, z; }                                   \
  cw_##NAME##3;                                                                \
  typedef struct __attribute__((                                               \
      aligned(4 * sizeof(T) < 16 ? 4 * sizeof(T) : 16))) cw_##NAME##4 {        \
    T x, y, z, w;                                                              \
  }                                                                            \
  cw_##NAME##4;
CW_FOR_EACH_VECTOR_ELEMENT(CW_DEFINE_VECTORS)
#undef CW_DEFINE_VECTORS

// The forms with the alignment in their name.
#define CW_DEFINE_ALIGNED_VECTORS(NAME, T)                                     \
  typedef struct __attribute__((aligned(16))) cw_##NAME##4_16a {               \
    T x, y, z, w;                                                              \
  }                                                                            \
  cw_##NAME##4_16a;                                                            \
  typedef struct __attribute__((aligned(32))) cw_##NAME##4_32a {               \
    T x, y, z, w;                                                              \
  }                                                                            \
  cw_##NAME##4_32a;
CW_FOR_EACH_WIDE_VECTOR_ELEMENT(CW_DEFINE_ALIGNED_VECTORS)
#undef CW_DEFINE_ALIGNED_VECTORS

#ifdef __cplusplus

// The extent of a grid or a block; missing dimensions are 1.
struct cw_dim3 {
  unsigned int x, y, z;
  constexpr cw_dim3(unsigned int x_ = 1, unsigned int y_ = 1,
                    unsigned int z_ = 1)
      : x(x_), y(y_), z(z_) {}
  constexpr cw_dim3(cw_uint3 v) : x(v.x), y(v.y), z(v.z) {}
  constexpr operator cw_uint3() const { return cw_uint3{x, y, z}; }
};

#define CW_VECTOR_FUNCTION constexpr

#else

typedef struct cw_dim3 {
  unsigned int x, y, z;
} cw_dim3;

#define CW_VECTOR_FUNCTION static inline

#endif

#define CW_DEFINE_MAKE_4(NAME, T, SUFFIX)                                      \
  CW_VECTOR_FUNCTION cw_##NAME##4##SUFFIX cw_make_##NAME##4##SUFFIX(           \
      T x, T y, T z, T w) {                                                    \
    cw_##NAME##4##SUFFIX v = {x, y, z, w};                                     \
    return v;                                                                  \
  }
#define CW_DEFINE_MAKE(NAME, T)                                                \
  CW_VECTOR_FUNCTION cw_##NAME##1 cw_make_##NAME##1(T x) {                     \
    cw_##NAME##1 v = {x};                                                      \
    return v;                                                                  \
  }                                                                            \
  CW_VECTOR_FUNCTION cw_##NAME##2 cw_make_##NAME##2(T x, T y) {                \
    cw_##NAME##2 v = {x, y};                                                   \
    return v;                                                                  \
  }                                                                            \
  CW_VECTOR_FUNCTION cw_##NAME##3 cw_make_##NAME##3(T x, T y, T z) {           \
    cw_##NAME##3 v = {x, y, z};                                                \
    return v;                                                                  \
  }                                                                            \
  CW_DEFINE_MAKE_4(NAME, T, )
#define CW_DEFINE_ALIGNED_MAKE(NAME, T)                                        \
  CW_DEFINE_MAKE_4(NAME, T, _16a)                                              \
  CW_DEFINE_MAKE_4(NAME, T, _32a)
CW_FOR_EACH_VECTOR_ELEMENT(CW_DEFINE_MAKE)
CW_FOR_EACH_WIDE_VECTOR_ELEMENT(CW_DEFINE_ALIGNED_MAKE)
#undef CW_DEFINE_ALIGNED_MAKE
#undef CW_DEFINE_MAKE
#undef CW_DEFINE_MAKE_4
#undef CW_VECTOR_FUNCTION

#ifdef __cplusplus
namespace cw {

using dim3 = ::cw_dim3;

#define CW_NAME_VECTORS(NAME, T)                                               \
  using NAME##1 = ::cw_##NAME##1;                                              \
  using NAME##2 = ::cw_##NAME##2;                                              \
  using NAME##3 = ::cw_##NAME##3;                                              \
  using NAME##4 = ::cw_##NAME##4;                                              \
  constexpr NAME##1 make_##NAME##1(T x) { return {x}; }                        \
  constexpr NAME##2 make_##NAME##2(T x, T y) { return {x, y}; }                \
  constexpr NAME##3 make_##NAME##3(T x, T y, T z) { return {x, y, z}; }        \
  constexpr NAME##4 make_##NAME##4(T x, T y, T z, T w) { return {x, y, z, w}; }
#define CW_NAME_ALIGNED_VECTORS(NAME, T)                                       \
  using NAME##4_16a = ::cw_##NAME##4_16a;                                      \
  using NAME##4_32a = ::cw_##NAME##4_32a;                                      \
  constexpr NAME##4_16a make_##NAME##4_16a(T x, T y, T z, T w) {               \
    return {x, y, z, w};                                                       \
  }                                                                            \
  constexpr NAME##4_32a make_##NAME##4_32a(T x, T y, T z, T w) {               \
    return {x, y, z, w};                                                       \
  }
CW_FOR_EACH_VECTOR_ELEMENT(CW_NAME_VECTORS)
CW_FOR_EACH_WIDE_VECTOR_ELEMENT(CW_NAME_ALIGNED_VECTORS)
#undef CW_NAME_ALIGNED_VECTORS
#undef CW_NAME_VECTORS

} // namespace cw
#endif

#endif // CW_VECTOR_TYPES_H
