// Facade: integer and floating-point intrinsics, and math functions that C
// lacks. The functions of C need no rule.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vector.h"
#include <math.h>

#ifdef __CUDACC__

// Integer intrinsics.
int __popc(unsigned int);
int __popcll(unsigned long long);
int __clz(int);
int __clzll(long long);
int __ffs(int);
int __ffsll(long long);
unsigned int __brev(unsigned int);
unsigned long long __brevll(unsigned long long);
unsigned int __byte_perm(unsigned int, unsigned int, unsigned int);
int __mul24(int, int);
int __mulhi(int, int);
int __hadd(int, int);
int __rhadd(int, int);
unsigned int __umul24(unsigned int, unsigned int);
unsigned int __umulhi(unsigned int, unsigned int);
unsigned int __uhadd(unsigned int, unsigned int);
unsigned int __urhadd(unsigned int, unsigned int);
long long __mul64hi(long long, long long);
unsigned long long __umul64hi(unsigned long long, unsigned long long);
unsigned int __sad(int, int, unsigned int);
unsigned int __usad(unsigned int, unsigned int, unsigned int);
unsigned int __funnelshift_l(unsigned int, unsigned int, unsigned int);
unsigned int __funnelshift_r(unsigned int, unsigned int, unsigned int);
unsigned int __funnelshift_lc(unsigned int, unsigned int, unsigned int);
unsigned int __funnelshift_rc(unsigned int, unsigned int, unsigned int);
unsigned int __fns(unsigned int, unsigned int, int);

// SIMD-in-a-word intrinsics.
unsigned int __vadd2(unsigned int, unsigned int);
unsigned int __vadd4(unsigned int, unsigned int);
unsigned int __vsub2(unsigned int, unsigned int);
unsigned int __vsub4(unsigned int, unsigned int);
unsigned int __vaddss2(unsigned int, unsigned int);
unsigned int __vaddss4(unsigned int, unsigned int);
unsigned int __vaddus2(unsigned int, unsigned int);
unsigned int __vaddus4(unsigned int, unsigned int);
unsigned int __vsubss2(unsigned int, unsigned int);
unsigned int __vsubss4(unsigned int, unsigned int);
unsigned int __vsubus2(unsigned int, unsigned int);
unsigned int __vsubus4(unsigned int, unsigned int);
unsigned int __vabsdiffs2(unsigned int, unsigned int);
unsigned int __vabsdiffs4(unsigned int, unsigned int);
unsigned int __vabsdiffu2(unsigned int, unsigned int);
unsigned int __vabsdiffu4(unsigned int, unsigned int);
unsigned int __vavgs2(unsigned int, unsigned int);
unsigned int __vavgs4(unsigned int, unsigned int);
unsigned int __vavgu2(unsigned int, unsigned int);
unsigned int __vavgu4(unsigned int, unsigned int);
unsigned int __vhaddu2(unsigned int, unsigned int);
unsigned int __vhaddu4(unsigned int, unsigned int);
unsigned int __vmaxs2(unsigned int, unsigned int);
unsigned int __vmaxs4(unsigned int, unsigned int);
unsigned int __vmaxu2(unsigned int, unsigned int);
unsigned int __vmaxu4(unsigned int, unsigned int);
unsigned int __vmins2(unsigned int, unsigned int);
unsigned int __vmins4(unsigned int, unsigned int);
unsigned int __vminu2(unsigned int, unsigned int);
unsigned int __vminu4(unsigned int, unsigned int);
unsigned int __vsads2(unsigned int, unsigned int);
unsigned int __vsads4(unsigned int, unsigned int);
unsigned int __vsadu2(unsigned int, unsigned int);
unsigned int __vsadu4(unsigned int, unsigned int);
unsigned int __vcmpeq2(unsigned int, unsigned int);
unsigned int __vseteq2(unsigned int, unsigned int);
unsigned int __vcmpeq4(unsigned int, unsigned int);
unsigned int __vseteq4(unsigned int, unsigned int);
unsigned int __vcmpne2(unsigned int, unsigned int);
unsigned int __vsetne2(unsigned int, unsigned int);
unsigned int __vcmpne4(unsigned int, unsigned int);
unsigned int __vsetne4(unsigned int, unsigned int);
unsigned int __vcmpges2(unsigned int, unsigned int);
unsigned int __vsetges2(unsigned int, unsigned int);
unsigned int __vcmpges4(unsigned int, unsigned int);
unsigned int __vsetges4(unsigned int, unsigned int);
unsigned int __vcmpgeu2(unsigned int, unsigned int);
unsigned int __vsetgeu2(unsigned int, unsigned int);
unsigned int __vcmpgeu4(unsigned int, unsigned int);
unsigned int __vsetgeu4(unsigned int, unsigned int);
unsigned int __vcmpgts2(unsigned int, unsigned int);
unsigned int __vsetgts2(unsigned int, unsigned int);
unsigned int __vcmpgts4(unsigned int, unsigned int);
unsigned int __vsetgts4(unsigned int, unsigned int);
unsigned int __vcmpgtu2(unsigned int, unsigned int);
unsigned int __vsetgtu2(unsigned int, unsigned int);
unsigned int __vcmpgtu4(unsigned int, unsigned int);
unsigned int __vsetgtu4(unsigned int, unsigned int);
unsigned int __vcmples2(unsigned int, unsigned int);
unsigned int __vsetles2(unsigned int, unsigned int);
unsigned int __vcmples4(unsigned int, unsigned int);
unsigned int __vsetles4(unsigned int, unsigned int);
unsigned int __vcmpleu2(unsigned int, unsigned int);
unsigned int __vsetleu2(unsigned int, unsigned int);
unsigned int __vcmpleu4(unsigned int, unsigned int);
unsigned int __vsetleu4(unsigned int, unsigned int);
unsigned int __vcmplts2(unsigned int, unsigned int);
unsigned int __vsetlts2(unsigned int, unsigned int);
unsigned int __vcmplts4(unsigned int, unsigned int);
unsigned int __vsetlts4(unsigned int, unsigned int);
unsigned int __vcmpltu2(unsigned int, unsigned int);
unsigned int __vsetltu2(unsigned int, unsigned int);
unsigned int __vcmpltu4(unsigned int, unsigned int);
unsigned int __vsetltu4(unsigned int, unsigned int);
unsigned int __vabs2(unsigned int);
unsigned int __vabs4(unsigned int);
unsigned int __vabsss2(unsigned int);
unsigned int __vabsss4(unsigned int);
unsigned int __vneg2(unsigned int);
unsigned int __vneg4(unsigned int);
unsigned int __vnegss2(unsigned int);
unsigned int __vnegss4(unsigned int);
unsigned int __viaddmax_s16x2(unsigned int, unsigned int, unsigned int);
unsigned int __viaddmax_s16x2_relu(unsigned int, unsigned int, unsigned int);
int __viaddmax_s32(int, int, int);
int __viaddmax_s32_relu(int, int, int);
unsigned int __viaddmax_u16x2(unsigned int, unsigned int, unsigned int);
unsigned int __viaddmax_u32(unsigned int, unsigned int, unsigned int);
unsigned int __viaddmin_s16x2(unsigned int, unsigned int, unsigned int);
unsigned int __viaddmin_s16x2_relu(unsigned int, unsigned int, unsigned int);
int __viaddmin_s32(int, int, int);
int __viaddmin_s32_relu(int, int, int);
unsigned int __viaddmin_u16x2(unsigned int, unsigned int, unsigned int);
unsigned int __viaddmin_u32(unsigned int, unsigned int, unsigned int);
unsigned int __vibmax_s16x2(unsigned int, unsigned int, bool *, bool *);
int __vibmax_s32(int, int, bool *);
unsigned int __vibmax_u16x2(unsigned int, unsigned int, bool *, bool *);
unsigned int __vibmax_u32(unsigned int, unsigned int, bool *);
unsigned int __vibmin_s16x2(unsigned int, unsigned int, bool *, bool *);
int __vibmin_s32(int, int, bool *);
unsigned int __vibmin_u16x2(unsigned int, unsigned int, bool *, bool *);
unsigned int __vibmin_u32(unsigned int, unsigned int, bool *);
unsigned int __vimax3_s16x2(unsigned int, unsigned int, unsigned int);
unsigned int __vimax3_s16x2_relu(unsigned int, unsigned int, unsigned int);
int __vimax3_s32(int, int, int);
int __vimax3_s32_relu(int, int, int);
unsigned int __vimax3_u16x2(unsigned int, unsigned int, unsigned int);
unsigned int __vimax3_u32(unsigned int, unsigned int, unsigned int);
unsigned int __vimax_s16x2_relu(unsigned int, unsigned int);
int __vimax_s32_relu(int, int);
unsigned int __vimin3_s16x2(unsigned int, unsigned int, unsigned int);
unsigned int __vimin3_s16x2_relu(unsigned int, unsigned int, unsigned int);
int __vimin3_s32(int, int, int);
int __vimin3_s32_relu(int, int, int);
unsigned int __vimin3_u16x2(unsigned int, unsigned int, unsigned int);
unsigned int __vimin3_u32(unsigned int, unsigned int, unsigned int);
unsigned int __vimin_s16x2_relu(unsigned int, unsigned int);
int __vimin_s32_relu(int, int);

// Dot products.
int __dp4a(int, int, int);
unsigned int __dp4a(unsigned int, unsigned int, unsigned int);
int __dp4a(char4, char4, int);
unsigned int __dp4a(uchar4, uchar4, unsigned int);
int __dp2a_lo(int, int, int);
int __dp2a_hi(int, int, int);
unsigned int __dp2a_lo(unsigned int, unsigned int, unsigned int);
unsigned int __dp2a_hi(unsigned int, unsigned int, unsigned int);

// Reinterpretation.
float __int_as_float(int);
float __uint_as_float(unsigned int);
int __float_as_int(float);
unsigned int __float_as_uint(float);
long long __double_as_longlong(double);
double __longlong_as_double(long long);
double __hiloint2double(int, int);
int __double2hiint(double);
int __double2loint(double);

// Conversions with a rounding mode.
int __float2int_rn(float);
unsigned int __float2uint_rn(float);
long long __float2ll_rn(float);
unsigned long long __float2ull_rn(float);
int __double2int_rn(double);
unsigned int __double2uint_rn(double);
long long __double2ll_rn(double);
unsigned long long __double2ull_rn(double);
float __double2float_rn(double);
float __int2float_rn(int);
float __uint2float_rn(unsigned int);
float __ll2float_rn(long long);
float __ull2float_rn(unsigned long long);
double __ll2double_rn(long long);
double __ull2double_rn(unsigned long long);
int __float2int_rz(float);
unsigned int __float2uint_rz(float);
long long __float2ll_rz(float);
unsigned long long __float2ull_rz(float);
int __double2int_rz(double);
unsigned int __double2uint_rz(double);
long long __double2ll_rz(double);
unsigned long long __double2ull_rz(double);
float __double2float_rz(double);
float __int2float_rz(int);
float __uint2float_rz(unsigned int);
float __ll2float_rz(long long);
float __ull2float_rz(unsigned long long);
double __ll2double_rz(long long);
double __ull2double_rz(unsigned long long);
int __float2int_ru(float);
unsigned int __float2uint_ru(float);
long long __float2ll_ru(float);
unsigned long long __float2ull_ru(float);
int __double2int_ru(double);
unsigned int __double2uint_ru(double);
long long __double2ll_ru(double);
unsigned long long __double2ull_ru(double);
float __double2float_ru(double);
float __int2float_ru(int);
float __uint2float_ru(unsigned int);
float __ll2float_ru(long long);
float __ull2float_ru(unsigned long long);
double __ll2double_ru(long long);
double __ull2double_ru(unsigned long long);
int __float2int_rd(float);
unsigned int __float2uint_rd(float);
long long __float2ll_rd(float);
unsigned long long __float2ull_rd(float);
int __double2int_rd(double);
unsigned int __double2uint_rd(double);
long long __double2ll_rd(double);
unsigned long long __double2ull_rd(double);
float __double2float_rd(double);
float __int2float_rd(int);
float __uint2float_rd(unsigned int);
float __ll2float_rd(long long);
float __ull2float_rd(unsigned long long);
double __ll2double_rd(long long);
double __ull2double_rd(unsigned long long);
double __int2double_rn(int);
double __uint2double_rn(unsigned int);

// Arithmetic with a rounding mode.
float __fadd_rn(float, float);
float __fsub_rn(float, float);
float __fmul_rn(float, float);
float __fdiv_rn(float, float);
float __fmaf_rn(float, float, float);
float __frcp_rn(float);
float __fsqrt_rn(float);
double __dadd_rn(double, double);
double __dsub_rn(double, double);
double __dmul_rn(double, double);
double __ddiv_rn(double, double);
float __fmaf_ieee_rn(float, float, float);
float __fmaf_ieee_rz(float, float, float);
float __fmaf_ieee_ru(float, float, float);
float __fmaf_ieee_rd(float, float, float);
float2 __fadd2_rn(float2, float2);
float2 __fadd2_rz(float2, float2);
float2 __fadd2_ru(float2, float2);
float2 __fadd2_rd(float2, float2);
float2 __fmul2_rn(float2, float2);
float2 __fmul2_rz(float2, float2);
float2 __fmul2_ru(float2, float2);
float2 __fmul2_rd(float2, float2);
float2 __ffma2_rn(float2, float2, float2);
float2 __ffma2_rz(float2, float2, float2);
float2 __ffma2_ru(float2, float2, float2);
float2 __ffma2_rd(float2, float2, float2);
double __fma_rn(double, double, double);
double __drcp_rn(double);
double __dsqrt_rn(double);
float __fadd_rz(float, float);
float __fsub_rz(float, float);
float __fmul_rz(float, float);
float __fdiv_rz(float, float);
float __fmaf_rz(float, float, float);
float __frcp_rz(float);
float __fsqrt_rz(float);
double __dadd_rz(double, double);
double __dsub_rz(double, double);
double __dmul_rz(double, double);
double __ddiv_rz(double, double);
double __fma_rz(double, double, double);
double __drcp_rz(double);
double __dsqrt_rz(double);
float __fadd_ru(float, float);
float __fsub_ru(float, float);
float __fmul_ru(float, float);
float __fdiv_ru(float, float);
float __fmaf_ru(float, float, float);
float __frcp_ru(float);
float __fsqrt_ru(float);
double __dadd_ru(double, double);
double __dsub_ru(double, double);
double __dmul_ru(double, double);
double __ddiv_ru(double, double);
double __fma_ru(double, double, double);
double __drcp_ru(double);
double __dsqrt_ru(double);
float __fadd_rd(float, float);
float __fsub_rd(float, float);
float __fmul_rd(float, float);
float __fdiv_rd(float, float);
float __fmaf_rd(float, float, float);
float __frcp_rd(float);
float __fsqrt_rd(float);
double __dadd_rd(double, double);
double __dsub_rd(double, double);
double __dmul_rd(double, double);
double __ddiv_rd(double, double);
double __fma_rd(double, double, double);
double __drcp_rd(double);
double __dsqrt_rd(double);
float __frsqrt_rn(float);

// Fast approximations.
float __expf(float);
float __exp10f(float);
float __logf(float);
float __log2f(float);
float __log10f(float);
float __sinf(float);
float __cosf(float);
float __tanf(float);
float __powf(float, float);
float __fdividef(float, float);
void __sincosf(float, float *, float *);
float __tanhf(float);
float __saturatef(float);

// Functions that C lacks.
extern "C" float rsqrtf(float);
float rcbrtf(float);
float sinpif(float);
float cospif(float);
float tanpif(float);
float erfinvf(float);
float erfcinvf(float);
float erfcxf(float);
float normcdff(float);
float normcdfinvf(float);
float cyl_bessel_i0f(float);
float cyl_bessel_i1f(float);
extern "C" double rsqrt(double);
double rcbrt(double);
double sinpi(double);
double cospi(double);
double tanpi(double);
double erfinv(double);
double erfcinv(double);
double erfcx(double);
double normcdf(double);
double normcdfinv(double);
double cyl_bessel_i0(double);
double cyl_bessel_i1(double);
void sincospif(float, float *, float *);
void sincospi(double, double *, double *);
float fdividef(float, float);
float rhypotf(float, float);
double fdivide(double, double);
double rhypot(double, double);
float norm3df(float, float, float);
float rnorm3df(float, float, float);
double norm3d(double, double, double);
double rnorm3d(double, double, double);
float norm4df(float, float, float, float);
float rnorm4df(float, float, float, float);
double norm4d(double, double, double, double);
double rnorm4d(double, double, double, double);
float normf(int, const float *);
float rnormf(int, const float *);
double norm(int, const double *);
double rnorm(int, const double *);

// Functions of GNU C that CUDA has on every system.
extern "C" void sincosf(float, float *, float *) noexcept;
extern "C" void sincos(double, double *, double *) noexcept;
extern "C" float exp10f(float) noexcept;
extern "C" double exp10(double) noexcept;

// Minima and maxima.
unsigned int umin(unsigned int, unsigned int);
unsigned int umax(unsigned int, unsigned int);
long long llmin(long long, long long);
long long llmax(long long, long long);
unsigned long long ullmin(unsigned long long, unsigned long long);
unsigned long long ullmax(unsigned long long, unsigned long long);
int min(int, int);
int max(int, int);
unsigned int min(unsigned int, unsigned int);
unsigned int max(unsigned int, unsigned int);
unsigned int min(int, unsigned int);
unsigned int max(int, unsigned int);
unsigned int min(unsigned int, int);
unsigned int max(unsigned int, int);
long min(long, long);
long max(long, long);
unsigned long min(unsigned long, unsigned long);
unsigned long max(unsigned long, unsigned long);
unsigned long min(long, unsigned long);
unsigned long max(long, unsigned long);
unsigned long min(unsigned long, long);
unsigned long max(unsigned long, long);
long long min(long long, long long);
long long max(long long, long long);
unsigned long long min(unsigned long long, unsigned long long);
unsigned long long max(unsigned long long, unsigned long long);
unsigned long long min(long long, unsigned long long);
unsigned long long max(long long, unsigned long long);
unsigned long long min(unsigned long long, long long);
unsigned long long max(unsigned long long, long long);
float min(float, float);
float max(float, float);
double min(double, double);
double max(double, double);
double min(float, double);
double max(float, double);
double min(double, float);
double max(double, float);

// Cached loads and stores.
template <class T> T __ldg(const T *);
template <class T> T __ldcg(const T *);
template <class T> T __ldca(const T *);
template <class T> T __ldcs(const T *);
template <class T> T __ldlu(const T *);
template <class T> T __ldcv(const T *);
template <class T> void __stwb(T *, T);
template <class T> void __stcg(T *, T);
template <class T> void __stcs(T *, T);
template <class T> void __stwt(T *, T);

// Clocks.
long long clock64();
// The C library has a clock() for the host; this one is only for the device.
#ifdef __CUDA__
#pragma clang force_cuda_host_device end
#include <time.h>
__attribute__((device)) clock_t clock();
#pragma clang force_cuda_host_device begin
#endif

// The constants of math_constants.h.
#define CUDART_INF_F __builtin_inff()
#define CUDART_NAN_F __builtin_nanf("")
#define CUDART_MIN_DENORM_F 1.4012984643e-45f
#define CUDART_MAX_NORMAL_F 3.4028234664e38f
#define CUDART_NEG_ZERO_F -0.0f
#define CUDART_ZERO_F 0.0f
#define CUDART_ONE_F 1.0f
#define CUDART_SQRT_HALF_F 0.70710678f
#define CUDART_SQRT_TWO_F 1.41421356f
#define CUDART_PI_F 3.14159265f
#define CUDART_PIO2_F 1.57079633f
#define CUDART_PIO4_F 0.78539816f
#define CUDART_2_OVER_PI_F 0.63661977f
#define CUDART_L2E_F 1.44269504f
#define CUDART_LN2_F 0.69314718f
#define CUDART_INF __builtin_inf()
#define CUDART_NAN __builtin_nan("")
#define CUDART_ZERO 0.0
#define CUDART_ONE 1.0
#define CUDART_SQRT_TWO 1.4142135623730951
#define CUDART_SQRT_HALF 0.7071067811865476
#define CUDART_PI 3.1415926535897931
#define CUDART_PIO2 1.5707963267948966
#define CUDART_PIO4 0.7853981633974483
#define CUDART_L2E 1.4426950408889634
#define CUDART_LN2 0.6931471805599453
#define CUDART_THIRD_F 0.33333333f
#define CUDART_3PIO4_F 2.35619449f
#define CUDART_SQRT_2_OVER_PI_F 0.79788456f
#define CUDART_L2T_F 3.32192809f
#define CUDART_LG2_F 0.30102999f
#define CUDART_LGE_F 0.43429448f
#define CUDART_LNT_F 2.30258509f
#define CUDART_LNPI_F 1.14472989f
#define CUDART_MIN_DENORM 4.9406564584124654e-324
#define CUDART_NEG_ZERO -0.0
#define CUDART_THIRD 0.33333333333333333
#define CUDART_TWOTHIRD 0.66666666666666667
#define CUDART_3PIO4 2.3561944901923448
#define CUDART_2_OVER_PI 0.63661977236758138
#define CUDART_SQRT_2PI 2.5066282746310005
#define CUDART_SQRT_PIO2 1.2533141373155003
#define CUDART_SQRT_2OPI 0.79788456080286536
#define CUDART_L2T 3.3219280948873622
#define CUDART_LG2 0.30102999566398120
#define CUDART_LGE 0.43429448190325182
#define CUDART_LNT 2.3025850929940457
#define CUDART_LNPI 1.1447298858494002
#define CUDART_SQRT_HALF_HI_F 0x1.6a09e6p-1f
#define CUDART_SQRT_HALF_LO_F 0x1.9fcef4p-27f
#define CUDART_TWO_TO_M126_F 0x1p-126f
#define CUDART_TWO_TO_126_F 0x1p126f
#define CUDART_NORM_HUGE_F 0x1.fffffep+127f
#define CUDART_TWO_TO_23_F 0x1p23f
#define CUDART_TWO_TO_24_F 0x1p24f
#define CUDART_TWO_TO_31_F 0x1p31f
#define CUDART_TWO_TO_32_F 0x1p32f
#define CUDART_REMQUO_BITS_F 3U
#define CUDART_REMQUO_MASK_F 7U
#define CUDART_TRIG_PLOSS_F 105615.0f
#define CUDART_SQRT_HALF_HI 0x1.6a09e667f3bcdp-1
#define CUDART_SQRT_HALF_LO -0x1.bdd3413b26456p-55
#define CUDART_PIO4_HI 0x1.921fb54442d18p-1
#define CUDART_PIO4_LO 0x1.1a62633145c07p-55
#define CUDART_PIO2_HI 0x1.921fb54442d18p+0
#define CUDART_PIO2_LO 0x1.1a62633145c07p-54
#define CUDART_PI_HI 0x1.921fb54442d18p+1
#define CUDART_PI_LO 0x1.1a62633145c07p-53
#define CUDART_SQRT_2PI_HI 0x1.40d931ff62706p+1
#define CUDART_SQRT_2PI_LO -0x1.a6a0d6f814637p-53
#define CUDART_SQRT_PIO2_HI 0x1.40d931ff62706p+0
#define CUDART_SQRT_PIO2_LO -0x1.a6a0d6f814637p-54
#define CUDART_L2E_HI 0x1.71547652b82fep+0
#define CUDART_L2E_LO 0x1.777d0ffda0d24p-56
#define CUDART_LG2_HI 0x1.34413509f79ffp-2
#define CUDART_LG2_LO -0x1.9dc1da994fd21p-59
#define CUDART_LGE_HI 0x1.bcb7b1526e50ep-2
#define CUDART_LGE_LO 0x1.95355baaafad3p-57
#define CUDART_LN2_HI 0x1.62e42fefa39efp-1
#define CUDART_LN2_LO 0x1.abc9e3b39803fp-56
#define CUDART_LNT_HI 0x1.26bb1bbb55516p+1
#define CUDART_LNT_LO -0x1.f48ad494ea3e9p-53
#define CUDART_LN2_X_1024 0x1.62e42fefa39efp+9
#define CUDART_LN2_X_1025 0x1.633ce8fb9f87ep+9
#define CUDART_LN2_X_1075 0x1.74910d52d3052p+9
#define CUDART_LG2_X_1024 0x1.34413509f79ffp+8
#define CUDART_LG2_X_1075 0x1.439b746e36b52p+8
#define CUDART_TWO_TO_23 0x1p23
#define CUDART_TWO_TO_52 0x1p52
#define CUDART_TWO_TO_53 0x1p53
#define CUDART_TWO_TO_54 0x1p54
#define CUDART_TWO_TO_M54 0x1p-54
#define CUDART_TWO_TO_M1022 0x1p-1022
#define CUDART_TRIG_PLOSS 0x1p31
#define CUDART_DBL2INT_CVT 0x1.8p52
#endif
