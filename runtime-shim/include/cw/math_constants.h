// Mathematical constants of device code. Names with _F are floats, the others
// are doubles.
//
//   float limit = CW_INF_F;
//   double half_turn = CW_PI;
//   float sentinel = CW_NAN_F;
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_MATH_CONSTANTS_H
#define CW_MATH_CONSTANTS_H

// Each literal has more digits than its type holds, so that it rounds to the
// nearest value.
// clang-format off
#define CW_INF_F            __builtin_inff()
#define CW_NAN_F            __builtin_nanf("0x3fffff") // the bits of CUDA's constant
#define CW_MIN_DENORM_F     0x1p-149f
#define CW_MAX_NORMAL_F     0x1.fffffep+127f
#define CW_NEG_ZERO_F       (-0.0f)
#define CW_ZERO_F           0.0f
#define CW_ONE_F            1.0f
#define CW_SQRT_HALF_F      0.707106781187f
#define CW_SQRT_TWO_F       1.414213562373f
#define CW_THIRD_F          0.333333333333f
#define CW_PI_F             3.141592653590f
#define CW_PIO2_F           1.570796326795f
#define CW_PIO4_F           0.785398163397f
#define CW_3PIO4_F          2.356194490192f
#define CW_2_OVER_PI_F      0.636619772368f
#define CW_SQRT_2_OVER_PI_F 0.797884560803f
#define CW_L2E_F            1.442695040889f
#define CW_L2T_F            3.321928094887f
#define CW_LG2_F            0.301029995664f
#define CW_LGE_F            0.434294481903f
#define CW_LN2_F            0.693147180560f
#define CW_LNT_F            2.302585092994f
#define CW_LNPI_F           1.144729885849f
#define CW_SQRT_HALF_HI_F    0x1.6a09e6p-1f
#define CW_SQRT_HALF_LO_F    0x1.9fcef4p-27f
#define CW_TWO_TO_M126_F     0x1p-126f
#define CW_TWO_TO_126_F      0x1p126f
#define CW_NORM_HUGE_F       0x1.fffffep+127f
#define CW_TWO_TO_23_F       0x1p23f
#define CW_TWO_TO_24_F       0x1p24f
#define CW_TWO_TO_31_F       0x1p31f
#define CW_TWO_TO_32_F       0x1p32f
#define CW_REMQUO_BITS_F     3U
#define CW_REMQUO_MASK_F     7U
#define CW_TRIG_PLOSS_F      105615.0f

#define CW_INF              __builtin_inf()
#define CW_NAN              (-__builtin_nan(""))
#define CW_MIN_DENORM       0x1p-1074
#define CW_NEG_ZERO         (-0.0)
#define CW_ZERO             0.0
#define CW_ONE              1.0
#define CW_SQRT_HALF        0.70710678118654752440
#define CW_SQRT_TWO         1.41421356237309504880
#define CW_THIRD            0.33333333333333333333
#define CW_TWOTHIRD         0.66666666666666666667
#define CW_PI               3.14159265358979323846
#define CW_PIO2             1.57079632679489661923
#define CW_PIO4             0.78539816339744830962
#define CW_3PIO4            2.35619449019234492885
#define CW_2_OVER_PI        0.63661977236758134308
#define CW_SQRT_2PI         2.50662827463100050242
#define CW_SQRT_PIO2        1.25331413731550025121
#define CW_SQRT_2OPI        0.79788456080286535588
#define CW_L2E              1.44269504088896340736
#define CW_L2T              3.32192809488736234787
#define CW_LG2              0.30102999566398119521
#define CW_LGE              0.43429448190325182765
#define CW_LN2              0.69314718055994530942
#define CW_LNT              2.30258509299404568402
#define CW_LNPI             1.14472988584940017414
/* A constant in two parts. Their sum is closer to it than any one number. */
#define CW_SQRT_HALF_HI      0x1.6a09e667f3bcdp-1
#define CW_SQRT_HALF_LO      -0x1.bdd3413b26456p-55
#define CW_PIO4_HI           0x1.921fb54442d18p-1
#define CW_PIO4_LO           0x1.1a62633145c07p-55
#define CW_PIO2_HI           0x1.921fb54442d18p+0
#define CW_PIO2_LO           0x1.1a62633145c07p-54
#define CW_PI_HI             0x1.921fb54442d18p+1
#define CW_PI_LO             0x1.1a62633145c07p-53
#define CW_SQRT_2PI_HI       0x1.40d931ff62706p+1
#define CW_SQRT_2PI_LO       -0x1.a6a0d6f814637p-53
#define CW_SQRT_PIO2_HI      0x1.40d931ff62706p+0
#define CW_SQRT_PIO2_LO      -0x1.a6a0d6f814637p-54
#define CW_L2E_HI            0x1.71547652b82fep+0
#define CW_L2E_LO            0x1.777d0ffda0d24p-56
#define CW_LG2_HI            0x1.34413509f79ffp-2
#define CW_LG2_LO            -0x1.9dc1da994fd21p-59
#define CW_LGE_HI            0x1.bcb7b1526e50ep-2
#define CW_LGE_LO            0x1.95355baaafad3p-57
#define CW_LN2_HI            0x1.62e42fefa39efp-1
#define CW_LN2_LO            0x1.abc9e3b39803fp-56
#define CW_LNT_HI            0x1.26bb1bbb55516p+1
#define CW_LNT_LO            -0x1.f48ad494ea3e9p-53
#define CW_LN2_X_1024        0x1.62e42fefa39efp+9
#define CW_LN2_X_1025        0x1.633ce8fb9f87ep+9
#define CW_LN2_X_1075        0x1.74910d52d3052p+9
#define CW_LG2_X_1024        0x1.34413509f79ffp+8
#define CW_LG2_X_1075        0x1.439b746e36b52p+8
#define CW_TWO_TO_23         0x1p23
#define CW_TWO_TO_52         0x1p52
#define CW_TWO_TO_53         0x1p53
#define CW_TWO_TO_54         0x1p54
#define CW_TWO_TO_M54        0x1p-54
#define CW_TWO_TO_M1022      0x1p-1022
#define CW_TRIG_PLOSS        0x1p31
#define CW_DBL2INT_CVT       0x1.8p52
// clang-format on

#endif // CW_MATH_CONSTANTS_H
