// HIP's short vector types and dim3 under the shim's names: cw::float4 in C++,
// cw_float4 in C.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_VECTOR_TYPES_H
#define CW_VECTOR_TYPES_H

#include <hip/hip_vector_types.h>

// clang-format off
#ifdef __cplusplus
namespace cw {
using ::dim3;
#define CW_VECTOR(NAME) using ::NAME; using ::make_##NAME;
#define CW_VECTORS(NAME) CW_VECTOR(NAME##1) CW_VECTOR(NAME##2) CW_VECTOR(NAME##3) CW_VECTOR(NAME##4)
CW_VECTORS(char)     CW_VECTORS(uchar)
CW_VECTORS(short)    CW_VECTORS(ushort)
CW_VECTORS(int)      CW_VECTORS(uint)
CW_VECTORS(long)     CW_VECTORS(ulong)
CW_VECTORS(longlong) CW_VECTORS(ulonglong)
CW_VECTORS(float)    CW_VECTORS(double)
#undef CW_VECTORS
#undef CW_VECTOR
} // namespace cw
#endif

// For C, which has no namespaces. Macros, for the reason that names/api.yaml gives.
#define cw_dim3 dim3
#define cw_char1 char1
#define cw_make_char1 make_char1
#define cw_char2 char2
#define cw_make_char2 make_char2
#define cw_char3 char3
#define cw_make_char3 make_char3
#define cw_char4 char4
#define cw_make_char4 make_char4
#define cw_uchar1 uchar1
#define cw_make_uchar1 make_uchar1
#define cw_uchar2 uchar2
#define cw_make_uchar2 make_uchar2
#define cw_uchar3 uchar3
#define cw_make_uchar3 make_uchar3
#define cw_uchar4 uchar4
#define cw_make_uchar4 make_uchar4
#define cw_short1 short1
#define cw_make_short1 make_short1
#define cw_short2 short2
#define cw_make_short2 make_short2
#define cw_short3 short3
#define cw_make_short3 make_short3
#define cw_short4 short4
#define cw_make_short4 make_short4
#define cw_ushort1 ushort1
#define cw_make_ushort1 make_ushort1
#define cw_ushort2 ushort2
#define cw_make_ushort2 make_ushort2
#define cw_ushort3 ushort3
#define cw_make_ushort3 make_ushort3
#define cw_ushort4 ushort4
#define cw_make_ushort4 make_ushort4
#define cw_int1 int1
#define cw_make_int1 make_int1
#define cw_int2 int2
#define cw_make_int2 make_int2
#define cw_int3 int3
#define cw_make_int3 make_int3
#define cw_int4 int4
#define cw_make_int4 make_int4
#define cw_uint1 uint1
#define cw_make_uint1 make_uint1
#define cw_uint2 uint2
#define cw_make_uint2 make_uint2
#define cw_uint3 uint3
#define cw_make_uint3 make_uint3
#define cw_uint4 uint4
#define cw_make_uint4 make_uint4
#define cw_long1 long1
#define cw_make_long1 make_long1
#define cw_long2 long2
#define cw_make_long2 make_long2
#define cw_long3 long3
#define cw_make_long3 make_long3
#define cw_long4 long4
#define cw_make_long4 make_long4
#define cw_ulong1 ulong1
#define cw_make_ulong1 make_ulong1
#define cw_ulong2 ulong2
#define cw_make_ulong2 make_ulong2
#define cw_ulong3 ulong3
#define cw_make_ulong3 make_ulong3
#define cw_ulong4 ulong4
#define cw_make_ulong4 make_ulong4
#define cw_longlong1 longlong1
#define cw_make_longlong1 make_longlong1
#define cw_longlong2 longlong2
#define cw_make_longlong2 make_longlong2
#define cw_longlong3 longlong3
#define cw_make_longlong3 make_longlong3
#define cw_longlong4 longlong4
#define cw_make_longlong4 make_longlong4
#define cw_ulonglong1 ulonglong1
#define cw_make_ulonglong1 make_ulonglong1
#define cw_ulonglong2 ulonglong2
#define cw_make_ulonglong2 make_ulonglong2
#define cw_ulonglong3 ulonglong3
#define cw_make_ulonglong3 make_ulonglong3
#define cw_ulonglong4 ulonglong4
#define cw_make_ulonglong4 make_ulonglong4
#define cw_float1 float1
#define cw_make_float1 make_float1
#define cw_float2 float2
#define cw_make_float2 make_float2
#define cw_float3 float3
#define cw_make_float3 make_float3
#define cw_float4 float4
#define cw_make_float4 make_float4
#define cw_double1 double1
#define cw_make_double1 make_double1
#define cw_double2 double2
#define cw_make_double2 make_double2
#define cw_double3 double3
#define cw_make_double3 make_double3
#define cw_double4 double4
#define cw_make_double4 make_double4
// clang-format on

#endif
