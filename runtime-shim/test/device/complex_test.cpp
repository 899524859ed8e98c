// Complex numbers and mathematical constants.
// SPDX-License-Identifier: Apache-2.0
#include <cw/complex.h>
#include <cw/math_constants.h>

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <cstring>
#include <limits>
#include <random>

namespace {

TEST(Complex, AgreesWithTheStandardLibrary) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> real(-10.0, 10.0);
  for (int i = 0; i < 1000; ++i) {
    const double p = real(random), q = real(random), r = real(random),
                 s = real(random), t = real(random), u = real(random);
    const cwDoubleComplex a = make_cwDoubleComplex(p, q),
                          b = make_cwDoubleComplex(r, s),
                          c = make_cwDoubleComplex(t, u);
    const std::complex<double> A(p, q), B(r, s), C(t, u);
    const auto expect = [](cwDoubleComplex got, std::complex<double> expected) {
      EXPECT_NEAR(cwCreal(got), expected.real(),
                  1e-12 * (1 + std::abs(expected)));
      EXPECT_NEAR(cwCimag(got), expected.imag(),
                  1e-12 * (1 + std::abs(expected)));
    };
    expect(cwCadd(a, b), A + B);
    expect(cwCsub(a, b), A - B);
    expect(cwCmul(a, b), A * B);
    expect(cwCdiv(a, b), A / B);
    expect(cwConj(a), std::conj(A));
    expect(cwCfma(a, b, c), A * B + C);
    EXPECT_NEAR(cwCabs(a), std::abs(A), 1e-13 * std::abs(A));

    const cwFloatComplex f = make_cwFloatComplex(float(p), float(q)),
                         g = make_cwComplex(float(r), float(s)),
                         h = cwComplexDoubleToFloat(c);
    const std::complex<double> F(f.x, f.y), G(g.x, g.y), H(h.x, h.y);
    const auto expectf = [](cwComplex got, std::complex<double> expected,
                            double scale) {
      EXPECT_NEAR(cwCrealf(got), expected.real(), 1e-5 * scale);
      EXPECT_NEAR(cwCimagf(got), expected.imag(), 1e-5 * scale);
    };
    expectf(cwCaddf(f, g), F + G, 20);
    expectf(cwCsubf(f, g), F - G, 20);
    expectf(cwCmulf(f, g), F * G, 200);
    expectf(cwCdivf(f, g), F / G, 1 + std::abs(F / G));
    expectf(cwConjf(f), std::conj(F), 1);
    expectf(cwCfmaf(f, g, h), F * G + H, 200);
    EXPECT_FLOAT_EQ(cwCabsf(f), float(std::abs(F)));
    EXPECT_EQ(cwComplexFloatToDouble(f).y, double(f.y));
  }
}

TEST(Complex, DivisionAndSizeDoNotOverflowInBetween) {
  const cwDoubleComplex big = make_cwDoubleComplex(1e300, 2e300);
  EXPECT_DOUBLE_EQ(cwCdiv(big, big).x, 1.0);
  EXPECT_DOUBLE_EQ(cwCdiv(big, big).y, 0.0);
  EXPECT_DOUBLE_EQ(cwCabs(make_cwDoubleComplex(3e300, 4e300)), 5e300);
  EXPECT_FLOAT_EQ(cwCdivf(make_cwFloatComplex(1e38f, 1e38f),
                          make_cwFloatComplex(1e38f, 1e38f))
                      .x,
                  1.0f);
}

TEST(MathConstants, AreTheNearestValues) {
  const double pi = 4.0 * std::atan(1.0);
  struct {
    double constant;
    float single;
    double expected;
  } const rows[] = {
      {CW_PI, CW_PI_F, pi},
      {CW_PIO2, CW_PIO2_F, pi / 2},
      {CW_PIO4, CW_PIO4_F, pi / 4},
      {CW_3PIO4, CW_3PIO4_F, 3 * pi / 4},
      {CW_2_OVER_PI, CW_2_OVER_PI_F, 2 / pi},
      {CW_SQRT_2OPI, CW_SQRT_2_OVER_PI_F, std::sqrt(2 / pi)},
      {CW_SQRT_TWO, CW_SQRT_TWO_F, std::sqrt(2.0)},
      {CW_SQRT_HALF, CW_SQRT_HALF_F, std::sqrt(0.5)},
      {CW_THIRD, CW_THIRD_F, 1.0 / 3.0},
      {CW_L2E, CW_L2E_F, 1.0 / std::log(2.0)},
      {CW_L2T, CW_L2T_F, std::log2(10.0)},
      {CW_LG2, CW_LG2_F, std::log10(2.0)},
      {CW_LGE, CW_LGE_F, std::log10(std::exp(1.0))},
      {CW_LN2, CW_LN2_F, std::log(2.0)},
      {CW_LNT, CW_LNT_F, std::log(10.0)},
      {CW_LNPI, CW_LNPI_F, std::log(pi)},
      {CW_ONE, CW_ONE_F, 1.0},
      {CW_ZERO, CW_ZERO_F, 0.0},
      {CW_NEG_ZERO, CW_NEG_ZERO_F, -0.0},
  };
  for (const auto &row : rows) {
    EXPECT_DOUBLE_EQ(row.constant, row.expected);
    EXPECT_EQ(row.single, float(row.constant));
    EXPECT_EQ(std::signbit(row.constant), std::signbit(row.expected));
    EXPECT_EQ(std::signbit(row.single), std::signbit(row.expected));
  }
  EXPECT_DOUBLE_EQ(CW_SQRT_2PI, std::sqrt(2 * pi));
  EXPECT_DOUBLE_EQ(CW_SQRT_PIO2, std::sqrt(pi / 2));
  EXPECT_DOUBLE_EQ(CW_TWOTHIRD, 2.0 / 3.0);
  EXPECT_EQ(CW_INF, std::numeric_limits<double>::infinity());
  EXPECT_EQ(CW_INF_F, std::numeric_limits<float>::infinity());
  const double nan = CW_NAN;
  const float nan_f = CW_NAN_F;
  unsigned long long bits;
  unsigned int bits_f;
  std::memcpy(&bits, &nan, sizeof bits);
  std::memcpy(&bits_f, &nan_f, sizeof bits_f);
  EXPECT_EQ(bits, 0xfff8000000000000u);
  EXPECT_EQ(bits_f, 0x7fffffffu);
  EXPECT_EQ(CW_MIN_DENORM, std::numeric_limits<double>::denorm_min());
  EXPECT_EQ(CW_MIN_DENORM_F, std::numeric_limits<float>::denorm_min());
  EXPECT_EQ(CW_MAX_NORMAL_F, std::numeric_limits<float>::max());
}

} // namespace

extern "C" float complex_from_c(cwFloatComplex z);
TEST(Complex, CSharesIt) {
  EXPECT_EQ(complex_from_c(make_cwFloatComplex(3, 4)), 5.0f);
}
