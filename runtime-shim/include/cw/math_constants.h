// Mathematical constants under the names that device code uses; with _F as
// float, without as double. SPDX-License-Identifier: Apache-2.0
#ifndef CW_MATH_CONSTANTS_H
#define CW_MATH_CONSTANTS_H

// Each literal has more digits than its type holds, so that it rounds to the
// nearest value.
// clang-format off
#define CW_INF_F            __builtin_inff()
#define CW_NAN_F            __builtin_nanf("")
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

#define CW_INF              __builtin_inf()
#define CW_NAN              __builtin_nan("")
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
// clang-format on

#endif // CW_MATH_CONSTANTS_H
