// The constants of CUDA's math_constants.h, which HIP 5.2 lacks.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_MATH_CONSTANTS_H
#define CW_MATH_CONSTANTS_H

// clang-format off
#define CW_INF_F            __builtin_inff()
#define CW_NAN_F            __builtin_nanf("")
#define CW_MIN_DENORM_F     0x1p-149f
#define CW_MAX_NORMAL_F     0x1.fffffep127f
#define CW_NEG_ZERO_F       (-0.0f)
#define CW_ZERO_F           0.0f
#define CW_ONE_F            1.0f
#define CW_SQRT_HALF_F      0.7071067811865476f
#define CW_SQRT_TWO_F       1.4142135623730951f
#define CW_THIRD_F          0.3333333333333333f
#define CW_PIO4_F           0.7853981633974483f
#define CW_PIO2_F           1.5707963267948966f
#define CW_3PIO4_F          2.356194490192345f
#define CW_2_OVER_PI_F      0.6366197723675814f
#define CW_SQRT_2_OVER_PI_F 0.7978845608028654f
#define CW_PI_F             3.141592653589793f
#define CW_L2E_F            1.4426950408889634f
#define CW_L2T_F            3.321928094887362f
#define CW_LG2_F            0.3010299956639812f
#define CW_LGE_F            0.4342944819032518f
#define CW_LN2_F            0.6931471805599453f
#define CW_LNT_F            2.302585092994046f
#define CW_LNPI_F           1.1447298858494002f

#define CW_INF              __builtin_inf()
#define CW_NAN              __builtin_nan("")
#define CW_MIN_DENORM       0x1p-1074
#define CW_NEG_ZERO         (-0.0)
#define CW_ZERO             0.0
#define CW_ONE              1.0
#define CW_SQRT_TWO         1.4142135623730951
#define CW_SQRT_HALF        0.7071067811865476
#define CW_THIRD            0.3333333333333333
#define CW_TWOTHIRD         0.6666666666666666
#define CW_PIO4             0.7853981633974483
#define CW_PIO2             1.5707963267948966
#define CW_3PIO4            2.356194490192345
#define CW_2_OVER_PI        0.6366197723675814
#define CW_PI               3.141592653589793
#define CW_SQRT_2PI         2.5066282746310002
#define CW_SQRT_PIO2        1.2533141373155001
#define CW_SQRT_2OPI        0.7978845608028654
#define CW_L2E              1.4426950408889634
#define CW_L2T              3.321928094887362
#define CW_LG2              0.3010299956639812
#define CW_LGE              0.4342944819032518
#define CW_LN2              0.6931471805599453
#define CW_LNT              2.302585092994046
#define CW_LNPI             1.1447298858494002
// clang-format on

#endif
