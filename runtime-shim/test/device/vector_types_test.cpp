// The short vector types: layout as documented, make functions, dim3's
// conversions.
// SPDX-License-Identifier: Apache-2.0
#include <cw/vector_types.h>

#include <gtest/gtest.h>

#include <cstddef>
#include <type_traits>

namespace {

struct Layout {
  const char *name;
  std::size_t size, alignment, documented_size, documented_alignment;
};

// The documented numbers: CUDA C++ Programming Guide, table "Alignment
// Requirements" (Linux: long has 8 bytes).
#define ROW(T, SIZE, ALIGNMENT)                                                \
  Layout { #T, sizeof(cw::T), alignof(cw::T), SIZE, ALIGNMENT }
// clang-format off
const Layout layouts[] = {
    ROW(char1, 1, 1),       ROW(char2, 2, 2),       ROW(char3, 3, 1),       ROW(char4, 4, 4),
    ROW(uchar1, 1, 1),      ROW(uchar2, 2, 2),      ROW(uchar3, 3, 1),      ROW(uchar4, 4, 4),
    ROW(short1, 2, 2),      ROW(short2, 4, 4),      ROW(short3, 6, 2),      ROW(short4, 8, 8),
    ROW(ushort1, 2, 2),     ROW(ushort2, 4, 4),     ROW(ushort3, 6, 2),     ROW(ushort4, 8, 8),
    ROW(int1, 4, 4),        ROW(int2, 8, 8),        ROW(int3, 12, 4),       ROW(int4, 16, 16),
    ROW(uint1, 4, 4),       ROW(uint2, 8, 8),       ROW(uint3, 12, 4),      ROW(uint4, 16, 16),
    ROW(long1, 8, 8),       ROW(long2, 16, 16),     ROW(long3, 24, 8),      ROW(long4, 32, 16),
    ROW(ulong1, 8, 8),      ROW(ulong2, 16, 16),    ROW(ulong3, 24, 8),     ROW(ulong4, 32, 16),
    ROW(longlong1, 8, 8),   ROW(longlong2, 16, 16), ROW(longlong3, 24, 8),  ROW(longlong4, 32, 16),
    ROW(ulonglong1, 8, 8),  ROW(ulonglong2, 16, 16),ROW(ulonglong3, 24, 8), ROW(ulonglong4, 32, 16),
    ROW(float1, 4, 4),      ROW(float2, 8, 8),      ROW(float3, 12, 4),     ROW(float4, 16, 16),
    ROW(double1, 8, 8),     ROW(double2, 16, 16),   ROW(double3, 24, 8),    ROW(double4, 32, 16),
    ROW(long4_16a, 32, 16), ROW(long4_32a, 32, 32), ROW(ulong4_16a, 32, 16), ROW(ulong4_32a, 32, 32),
    ROW(longlong4_16a, 32, 16), ROW(longlong4_32a, 32, 32), ROW(ulonglong4_16a, 32, 16), ROW(ulonglong4_32a, 32, 32),
    ROW(double4_16a, 32, 16), ROW(double4_32a, 32, 32), ROW(dim3, 12, 4),
};
// clang-format on
#undef ROW

TEST(VectorTypes, LayoutIsAsDocumented) {
  for (const Layout &l : layouts) {
    EXPECT_EQ(l.size, l.documented_size) << l.name;
    EXPECT_EQ(l.alignment, l.documented_alignment) << l.name;
  }
}

TEST(VectorTypes, MakeFunctionsFillTheElementsInOrder) {
#define CHECK(NAME, T)                                                         \
  EXPECT_EQ(cw::make_##NAME##1(1).x, 1);                                       \
  EXPECT_EQ(cw::make_##NAME##2(1, 2).y, 2);                                    \
  EXPECT_EQ(cw::make_##NAME##3(1, 2, 3).z, 3);                                 \
  EXPECT_EQ(cw_make_##NAME##4(1, 2, 3, 4).w, 4);                               \
  {                                                                            \
    constexpr cw::NAME##4 v = cw::make_##NAME##4(1, 2, 3, 4);                  \
    EXPECT_EQ(v.x, 1);                                                         \
    EXPECT_EQ(v.y, 2);                                                         \
    EXPECT_EQ(v.z, 3);                                                         \
    EXPECT_EQ(v.w, 4);                                                         \
  }
  CW_FOR_EACH_VECTOR_ELEMENT(CHECK)
#undef CHECK
#define CHECK(NAME, T)                                                         \
  EXPECT_EQ(cw::make_##NAME##4_16a(1, 2, 3, 4).w, 4);                          \
  EXPECT_EQ(cw::make_##NAME##4_32a(1, 2, 3, 4).y, 2);
  CW_FOR_EACH_WIDE_VECTOR_ELEMENT(CHECK)
#undef CHECK
}

unsigned volume(cw::dim3 d) { return d.x * d.y * d.z; }

TEST(VectorTypes, Dim3ConvertsFromIntegersAndUint3) {
  EXPECT_EQ(volume(7), 7u);
  EXPECT_EQ(volume({2, 3}), 6u);
  EXPECT_EQ(volume(cw::make_uint3(2, 3, 4)), 24u);
  const cw::uint3 back = cw::dim3(5, 6);
  EXPECT_EQ(back.x, 5u);
  EXPECT_EQ(back.y, 6u);
  EXPECT_EQ(back.z, 1u);
  EXPECT_TRUE(std::is_trivially_copyable_v<cw::dim3>);
}

} // namespace

// Programs define operators on vector types globally and use them in templates
// written before them.
namespace user {
template <class T> T sum(T a, T b) { return a + b; }
} // namespace user
cw::float2 operator+(cw::float2 a, cw::float2 b) {
  return {a.x + b.x, a.y + b.y};
}
TEST(VectorTypes, GlobalOperatorsAreFoundFromTemplates) {
  EXPECT_EQ(user::sum(cw::make_float2(1, 2), cw::make_float2(3, 4)).y, 6.0f);
}

extern "C" cw_float4 vectors_from_c(cw_dim3 extent);
TEST(VectorTypes, CAndCppShareThem) {
  const cw::float4 v = vectors_from_c({3, 4});
  EXPECT_EQ(v.x, 3.0f);
  EXPECT_EQ(v.y, 4.0f);
  EXPECT_EQ(v.z, 1.0f);
  EXPECT_EQ(v.w, 24.0f);
}
