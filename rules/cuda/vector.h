// Facade: the built-in vector types, dim3 and their makers.
// Alignments: CUDA C++ Programming Guide, section Built-in Vector Types.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>

struct char1 {
  signed char x;
};
struct __attribute__((aligned(2))) char2 {
  signed char x, y;
};
struct char3 {
  signed char x, y, z;
};
struct __attribute__((aligned(4))) char4 {
  signed char x, y, z, w;
};

struct uchar1 {
  unsigned char x;
};
struct __attribute__((aligned(2))) uchar2 {
  unsigned char x, y;
};
struct uchar3 {
  unsigned char x, y, z;
};
struct __attribute__((aligned(4))) uchar4 {
  unsigned char x, y, z, w;
};

struct short1 {
  short x;
};
struct __attribute__((aligned(4))) short2 {
  short x, y;
};
struct short3 {
  short x, y, z;
};
struct __attribute__((aligned(8))) short4 {
  short x, y, z, w;
};

struct ushort1 {
  unsigned short x;
};
struct __attribute__((aligned(4))) ushort2 {
  unsigned short x, y;
};
struct ushort3 {
  unsigned short x, y, z;
};
struct __attribute__((aligned(8))) ushort4 {
  unsigned short x, y, z, w;
};

struct int1 {
  int x;
};
struct __attribute__((aligned(8))) int2 {
  int x, y;
};
struct int3 {
  int x, y, z;
};
struct __attribute__((aligned(16))) int4 {
  int x, y, z, w;
};

struct uint1 {
  unsigned int x;
};
struct __attribute__((aligned(8))) uint2 {
  unsigned int x, y;
};
struct uint3 {
  unsigned int x, y, z;
};
struct __attribute__((aligned(16))) uint4 {
  unsigned int x, y, z, w;
};

struct long1 {
  long x;
};
struct __attribute__((aligned(16))) long2 {
  long x, y;
};
struct long3 {
  long x, y, z;
};
struct __attribute__((aligned(16))) long4 {
  long x, y, z, w;
};
struct __attribute__((aligned(16))) long4_16a {
  long x, y, z, w;
};
struct __attribute__((aligned(32))) long4_32a {
  long x, y, z, w;
};

struct ulong1 {
  unsigned long x;
};
struct __attribute__((aligned(16))) ulong2 {
  unsigned long x, y;
};
struct ulong3 {
  unsigned long x, y, z;
};
struct __attribute__((aligned(16))) ulong4 {
  unsigned long x, y, z, w;
};
struct __attribute__((aligned(16))) ulong4_16a {
  unsigned long x, y, z, w;
};
struct __attribute__((aligned(32))) ulong4_32a {
  unsigned long x, y, z, w;
};

struct longlong1 {
  long long x;
};
struct __attribute__((aligned(16))) longlong2 {
  long long x, y;
};
struct longlong3 {
  long long x, y, z;
};
struct __attribute__((aligned(16))) longlong4 {
  long long x, y, z, w;
};
struct __attribute__((aligned(16))) longlong4_16a {
  long long x, y, z, w;
};
struct __attribute__((aligned(32))) longlong4_32a {
  long long x, y, z, w;
};

struct ulonglong1 {
  unsigned long long x;
};
struct __attribute__((aligned(16))) ulonglong2 {
  unsigned long long x, y;
};
struct ulonglong3 {
  unsigned long long x, y, z;
};
struct __attribute__((aligned(16))) ulonglong4 {
  unsigned long long x, y, z, w;
};
struct __attribute__((aligned(16))) ulonglong4_16a {
  unsigned long long x, y, z, w;
};
struct __attribute__((aligned(32))) ulonglong4_32a {
  unsigned long long x, y, z, w;
};

struct float1 {
  float x;
};
struct __attribute__((aligned(8))) float2 {
  float x, y;
};
struct float3 {
  float x, y, z;
};
struct __attribute__((aligned(16))) float4 {
  float x, y, z, w;
};

struct double1 {
  double x;
};
struct __attribute__((aligned(16))) double2 {
  double x, y;
};
struct double3 {
  double x, y, z;
};
struct __attribute__((aligned(16))) double4 {
  double x, y, z, w;
};
struct __attribute__((aligned(16))) double4_16a {
  double x, y, z, w;
};
struct __attribute__((aligned(32))) double4_32a {
  double x, y, z, w;
};

struct dim3 {
  unsigned int x, y, z;
#ifdef __cplusplus
  constexpr dim3(unsigned int x = 1, unsigned int y = 1, unsigned int z = 1)
      : x(x), y(y), z(z) {}
  constexpr dim3(uint3 v) : x(v.x), y(v.y), z(v.z) {}
  constexpr operator uint3() const { return uint3{x, y, z}; }
#endif
};

#ifndef __cplusplus
typedef struct char1 char1;
typedef struct char2 char2;
typedef struct char3 char3;
typedef struct char4 char4;
typedef struct uchar1 uchar1;
typedef struct uchar2 uchar2;
typedef struct uchar3 uchar3;
typedef struct uchar4 uchar4;
typedef struct short1 short1;
typedef struct short2 short2;
typedef struct short3 short3;
typedef struct short4 short4;
typedef struct ushort1 ushort1;
typedef struct ushort2 ushort2;
typedef struct ushort3 ushort3;
typedef struct ushort4 ushort4;
typedef struct int1 int1;
typedef struct int2 int2;
typedef struct int3 int3;
typedef struct int4 int4;
typedef struct uint1 uint1;
typedef struct uint2 uint2;
typedef struct uint3 uint3;
typedef struct uint4 uint4;
typedef struct long1 long1;
typedef struct long2 long2;
typedef struct long3 long3;
typedef struct long4 long4;
typedef struct ulong1 ulong1;
typedef struct ulong2 ulong2;
typedef struct ulong3 ulong3;
typedef struct ulong4 ulong4;
typedef struct longlong1 longlong1;
typedef struct longlong2 longlong2;
typedef struct longlong3 longlong3;
typedef struct longlong4 longlong4;
typedef struct ulonglong1 ulonglong1;
typedef struct ulonglong2 ulonglong2;
typedef struct ulonglong3 ulonglong3;
typedef struct ulonglong4 ulonglong4;
typedef struct float1 float1;
typedef struct float2 float2;
typedef struct float3 float3;
typedef struct float4 float4;
typedef struct double1 double1;
typedef struct double2 double2;
typedef struct double3 double3;
typedef struct double4 double4;
typedef struct long4_16a long4_16a;
typedef struct long4_32a long4_32a;
typedef struct ulong4_16a ulong4_16a;
typedef struct ulong4_32a ulong4_32a;
typedef struct longlong4_16a longlong4_16a;
typedef struct longlong4_32a longlong4_32a;
typedef struct ulonglong4_16a ulonglong4_16a;
typedef struct ulonglong4_32a ulonglong4_32a;
typedef struct double4_16a double4_16a;
typedef struct double4_32a double4_32a;
typedef struct dim3 dim3;
#endif

#ifdef __cplusplus
extern "C++" {
#endif
char1 make_char1(signed char x);
char2 make_char2(signed char x, signed char y);
char3 make_char3(signed char x, signed char y, signed char z);
char4 make_char4(signed char x, signed char y, signed char z, signed char w);
uchar1 make_uchar1(unsigned char x);
uchar2 make_uchar2(unsigned char x, unsigned char y);
uchar3 make_uchar3(unsigned char x, unsigned char y, unsigned char z);
uchar4 make_uchar4(unsigned char x, unsigned char y, unsigned char z,
                   unsigned char w);
short1 make_short1(short x);
short2 make_short2(short x, short y);
short3 make_short3(short x, short y, short z);
short4 make_short4(short x, short y, short z, short w);
ushort1 make_ushort1(unsigned short x);
ushort2 make_ushort2(unsigned short x, unsigned short y);
ushort3 make_ushort3(unsigned short x, unsigned short y, unsigned short z);
ushort4 make_ushort4(unsigned short x, unsigned short y, unsigned short z,
                     unsigned short w);
int1 make_int1(int x);
int2 make_int2(int x, int y);
int3 make_int3(int x, int y, int z);
int4 make_int4(int x, int y, int z, int w);
uint1 make_uint1(unsigned int x);
uint2 make_uint2(unsigned int x, unsigned int y);
uint3 make_uint3(unsigned int x, unsigned int y, unsigned int z);
uint4 make_uint4(unsigned int x, unsigned int y, unsigned int z,
                 unsigned int w);
long1 make_long1(long x);
long2 make_long2(long x, long y);
long3 make_long3(long x, long y, long z);
long4 make_long4(long x, long y, long z, long w);
ulong1 make_ulong1(unsigned long x);
ulong2 make_ulong2(unsigned long x, unsigned long y);
ulong3 make_ulong3(unsigned long x, unsigned long y, unsigned long z);
ulong4 make_ulong4(unsigned long x, unsigned long y, unsigned long z,
                   unsigned long w);
longlong1 make_longlong1(long long x);
longlong2 make_longlong2(long long x, long long y);
longlong3 make_longlong3(long long x, long long y, long long z);
longlong4 make_longlong4(long long x, long long y, long long z, long long w);
ulonglong1 make_ulonglong1(unsigned long long x);
ulonglong2 make_ulonglong2(unsigned long long x, unsigned long long y);
ulonglong3 make_ulonglong3(unsigned long long x, unsigned long long y,
                           unsigned long long z);
ulonglong4 make_ulonglong4(unsigned long long x, unsigned long long y,
                           unsigned long long z, unsigned long long w);
float1 make_float1(float x);
float2 make_float2(float x, float y);
float3 make_float3(float x, float y, float z);
float4 make_float4(float x, float y, float z, float w);
double1 make_double1(double x);
double2 make_double2(double x, double y);
double3 make_double3(double x, double y, double z);
double4 make_double4(double x, double y, double z, double w);
long4_16a make_long4_16a(long x, long y, long z, long w);
long4_32a make_long4_32a(long x, long y, long z, long w);
ulong4_16a make_ulong4_16a(unsigned long x, unsigned long y, unsigned long z,
                           unsigned long w);
ulong4_32a make_ulong4_32a(unsigned long x, unsigned long y, unsigned long z,
                           unsigned long w);
longlong4_16a make_longlong4_16a(long long x, long long y, long long z,
                                 long long w);
longlong4_32a make_longlong4_32a(long long x, long long y, long long z,
                                 long long w);
ulonglong4_16a make_ulonglong4_16a(unsigned long long x, unsigned long long y,
                                   unsigned long long z, unsigned long long w);
ulonglong4_32a make_ulonglong4_32a(unsigned long long x, unsigned long long y,
                                   unsigned long long z, unsigned long long w);
double4_16a make_double4_16a(double x, double y, double z, double w);
double4_32a make_double4_32a(double x, double y, double z, double w);
#ifdef __cplusplus
}
#endif
