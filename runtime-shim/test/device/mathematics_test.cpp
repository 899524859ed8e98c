// CUDA's own mathematical functions, against values computed with 400 bits.
// SPDX-License-Identifier: Apache-2.0
#include <cw/intrinsics.h>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace {

struct Row {
  const char *name;
  double (*function)(double);
  double x, expected;
};
// clang-format off
const Row rows[] = {
    {"rsqrt", cw::rsqrt, 0.25, 2.0},
    {"rsqrt", cw::rsqrt, 2.0, 7.071067811865475244e-1},
    {"rsqrt", cw::rsqrt, 3.0, 5.7735026918962576451e-1},
    {"rsqrt", cw::rsqrt, 1e+300, 9.9999999999999997375e-151},
    {"rsqrt", cw::rsqrt, 1e-300, 9.9999999999999998747e+149},
    {"rsqrt", cw::rsqrt, 7.5, 3.651483716701107423e-1},
    {"rcbrt", cw::rcbrt, 8.0, 5.0e-1},
    {"rcbrt", cw::rcbrt, 2.0, 7.9370052598409973738e-1},
    {"rcbrt", cw::rcbrt, -3.0, -6.9336127435063470484e-1},
    {"rcbrt", cw::rcbrt, 1e+300, 9.999999999999999825e-101},
    {"rcbrt", cw::rcbrt, 1e-300, 9.9999999999999999165e+99},
    {"exp10", cw::exp10, 0.5, 3.162277660168379332},
    {"exp10", cw::exp10, -3.25, 5.6234132519034908039e-4},
    {"exp10", cw::exp10, 2.0, 1.0e+2},
    {"exp10", cw::exp10, 100.125, 1.3335214321633240257e+100},
    {"exp10", cw::exp10, -300.7, 1.9952623149689318321e-301},
    {"sinpi", cw::sinpi, 0.1, 3.0901699437494744069e-1},
    {"sinpi", cw::sinpi, 0.25, 7.071067811865475244e-1},
    {"sinpi", cw::sinpi, -0.3, -8.090169943749474036e-1},
    {"sinpi", cw::sinpi, 1.75, -7.071067811865475244e-1},
    {"sinpi", cw::sinpi, 1000001.125, -3.8268343236508977173e-1},
    {"sinpi", cw::sinpi, -2.6, -9.5105651629515348589e-1},
    {"sinpi", cw::sinpi, 1e-200, 3.1415926535897931822e-200},
    {"cospi", cw::cospi, 0.1, 9.5105651629515356673e-1},
    {"cospi", cw::cospi, 0.25, 7.071067811865475244e-1},
    {"cospi", cw::cospi, -0.3, 5.8778525229247315739e-1},
    {"cospi", cw::cospi, 1.75, 7.071067811865475244e-1},
    {"cospi", cw::cospi, 1000001.125, -9.2387953251128675613e-1},
    {"cospi", cw::cospi, -2.6, -3.0901699437494768948e-1},
    {"cospi", cw::cospi, 0.4999999, 3.1415926536800801457e-7},
    {"erfcx", cw::erfcx, -20.3, 1.8597006513264721527e+179},
    {"erfcx", cw::erfcx, -3.0, 1.6205988853999586625e+4},
    {"erfcx", cw::erfcx, -0.5, 1.9523604891825570933},
    {"erfcx", cw::erfcx, 0.1, 8.9645697996912663666e-1},
    {"erfcx", cw::erfcx, 1.5, 3.2158541645431750235e-1},
    {"erfcx", cw::erfcx, 5.7, 9.7522808795439667422e-2},
    {"erfcx", cw::erfcx, 9.99, 5.6196640706858820155e-2},
    {"erfcx", cw::erfcx, 10.01, 5.6085454355001920862e-2},
    {"erfcx", cw::erfcx, 27.3, 2.0652448329847556495e-2},
    {"erfcx", cw::erfcx, 1000000.0, 5.6418958354747419216e-7},
    {"erfcx", cw::erfcx, 1e+200, 5.6418958354775630402e-201},
    {"erfinv", cw::erfinv, 1e-200, 8.8622692545275799779e-201},
    {"erfinv", cw::erfinv, 0.01, 8.8625012809505980923e-3},
    {"erfinv", cw::erfinv, -0.3, -2.7246271472675434502e-1},
    {"erfinv", cw::erfinv, 0.499, 4.758242808830923486e-1},
    {"erfinv", cw::erfinv, 0.5, 4.7693627620446987338e-1},
    {"erfinv", cw::erfinv, 0.501, 4.7804945227456750176e-1},
    {"erfinv", cw::erfinv, -0.9, -1.1630871536766741628},
    {"erfinv", cw::erfinv, 0.999999, 3.4589107372754987775},
    {"erfinv", cw::erfinv, 0.99999999999, 4.8129240589448325449},
    {"erfcinv", cw::erfcinv, 0.3, 7.3286907795921686905e-1},
    {"erfcinv", cw::erfcinv, 0.5, 4.7693627620446987338e-1},
    {"erfcinv", cw::erfcinv, 0.99, 8.8625012809506057797e-3},
    {"erfcinv", cw::erfcinv, 1.01, -8.8625012809506057797e-3},
    {"erfcinv", cw::erfcinv, 1.5, -4.7693627620446987338e-1},
    {"erfcinv", cw::erfcinv, 1.9999, -2.7510639057120796917},
    {"erfcinv", cw::erfcinv, 1e-05, 3.1234132743408750177},
    {"erfcinv", cw::erfcinv, 1e-20, 6.6015806223551425656},
    {"erfcinv", cw::erfcinv, 1e-100, 1.5065574702592645704e+1},
    {"erfcinv", cw::erfcinv, 1e-300, 2.6209469960516123886e+1},
    {"erfcinv", cw::erfcinv, 5e-324, 2.7213293210812948815e+1},
    {"normcdf", cw::normcdf, -37.4, 1.953681561648992248e-306},
    {"normcdf", cw::normcdf, -20.3, 6.4292444676983463386e-92},
    {"normcdf", cw::normcdf, -8.1, 2.7479593923982284938e-16},
    {"normcdf", cw::normcdf, -1.0, 1.5865525393145705141e-1},
    {"normcdf", cw::normcdf, -0.1, 4.6017216272297101633e-1},
    {"normcdf", cw::normcdf, 0.0, 5.0e-1},
    {"normcdf", cw::normcdf, 0.7, 7.5803634777692697138e-1},
    {"normcdf", cw::normcdf, 3.3, 9.9951657585761622249e-1},
    {"normcdf", cw::normcdf, 9.0, 9.9999999999999999989e-1},
    {"normcdfinv", cw::normcdfinv, 0.3, -5.2440051270804081597e-1},
    {"normcdfinv", cw::normcdfinv, 0.01, -2.3263478740408410931},
    {"normcdfinv", cw::normcdfinv, 0.49, -2.5068908258711058033e-2},
    {"normcdfinv", cw::normcdfinv, 0.6, 2.5334710313579974132e-1},
    {"normcdfinv", cw::normcdfinv, 0.9999, 3.7190164854557083867},
    {"normcdfinv", cw::normcdfinv, 1e-10, -6.3613409024040561991},
    {"normcdfinv", cw::normcdfinv, 1e-200, -3.0205594179579643063e+1},
    {"cyl_bessel_i0", cw::cyl_bessel_i0, 0.0, 1.0},
    {"cyl_bessel_i0", cw::cyl_bessel_i0, 0.5, 1.0634833707413235193},
    {"cyl_bessel_i0", cw::cyl_bessel_i0, -3.7, 8.7386175241693969058},
    {"cyl_bessel_i0", cw::cyl_bessel_i0, 20.0, 4.3558282559553533272e+7},
    {"cyl_bessel_i0", cw::cyl_bessel_i0, 39.9, 1.3494336349805660411e+16},
    {"cyl_bessel_i0", cw::cyl_bessel_i0, 40.1, 1.6440602390739427968e+16},
    {"cyl_bessel_i0", cw::cyl_bessel_i0, 300.0, 4.4758473679350521181e+128},
    {"cyl_bessel_i0", cw::cyl_bessel_i0, -700.0, 1.5295933476718737363e+302},
    {"cyl_bessel_i1", cw::cyl_bessel_i1, 0.5, 2.5789430539089631636e-1},
    {"cyl_bessel_i1", cw::cyl_bessel_i1, -3.7, -7.4357457965353369258},
    {"cyl_bessel_i1", cw::cyl_bessel_i1, 20.0, 4.2454973385127770181e+7},
    {"cyl_bessel_i1", cw::cyl_bessel_i1, 39.9, 1.3324147201752776463e+16},
    {"cyl_bessel_i1", cw::cyl_bessel_i1, 40.1, 1.6234296142824247056e+16},
    {"cyl_bessel_i1", cw::cyl_bessel_i1, 300.0, 4.4683813850369544139e+128},
    {"cyl_bessel_i1", cw::cyl_bessel_i1, -700.0, -1.5285003902339006881e+302},
};
// clang-format on

// Distance in units of the last place of the expected value.
double ulps(double got, double expected) {
  if (got == expected)
    return 0.0;
  const double size = std::fabs(expected);
  const double unit =
      std::nextafter(size, std::numeric_limits<double>::infinity()) - size;
  return std::fabs(got - expected) / unit;
}

TEST(Mathematics, DoubleFunctionsAreAccurate) {
  for (const Row &row : rows)
    EXPECT_LE(ulps(row.function(row.x), row.expected), 8.0)
        << row.name << "(" << row.x << ") = " << row.function(row.x);
}

// The float forms are rounded once from double, so half a unit of float and a
// little more.
TEST(Mathematics, FloatFunctionsAreAccurate) {
  struct {
    const char *name;
    float (*single)(float);
    double (*wide)(double);
    float low, high;
  } const pairs[] = {
      {"rsqrtf", cw::rsqrtf, cw::rsqrt, 0.01f, 100.0f},
      {"rcbrtf", cw::rcbrtf, cw::rcbrt, -100.0f, 90.0f},
      {"exp10f", cw::exp10f, cw::exp10, -30.0f, 30.0f},
      {"sinpif", cw::sinpif, cw::sinpi, -9.0f, 9.0f},
      {"cospif", cw::cospif, cw::cospi, -9.0f, 9.0f},
      {"tanpif", cw::tanpif, cw::tanpi, -0.49f, 9.3f},
      {"erfcxf", cw::erfcxf, cw::erfcx, -8.0f, 50.0f},
      {"erfinvf", cw::erfinvf, cw::erfinv, -0.999f, 0.999f},
      {"erfcinvf", cw::erfcinvf, cw::erfcinv, 0.001f, 1.999f},
      {"normcdff", cw::normcdff, cw::normcdf, -12.0f, 5.0f},
      {"normcdfinvf", cw::normcdfinvf, cw::normcdfinv, 0.001f, 0.999f},
      {"cyl_bessel_i0f", cw::cyl_bessel_i0f, cw::cyl_bessel_i0, -50.0f, 50.0f},
      {"cyl_bessel_i1f", cw::cyl_bessel_i1f, cw::cyl_bessel_i1, -50.0f, 50.0f},
      {"fast_expf", cw::fast_expf, std::exp, -20.0f, 20.0f},
      {"fast_exp10f", cw::fast_exp10f, cw::exp10, -20.0f, 20.0f},
      {"fast_logf", cw::fast_logf, std::log, 0.1f, 20.0f},
      {"fast_log2f", cw::fast_log2f, std::log2, 0.1f, 20.0f},
      {"fast_log10f", cw::fast_log10f, std::log10, 0.1f, 20.0f},
      {"fast_sinf", cw::fast_sinf, std::sin, -3.0f, 3.0f},
      {"fast_cosf", cw::fast_cosf, std::cos, -3.0f, 3.0f},
      {"fast_tanf", cw::fast_tanf, std::tan, -1.5f, 1.5f},
      {"fast_tanhf", cw::fast_tanhf, std::tanh, -3.0f, 3.0f},
  };
  for (const auto &p : pairs)
    for (int i = 0; i <= 100; ++i) {
      const float x = p.low + (p.high - p.low) * float(i) / 100.0f;
      const double expected = p.wide(double(x));
      EXPECT_NEAR(p.single(x), expected, std::fabs(expected) * 2.5e-7 + 1e-40)
          << p.name << "(" << x << ")";
    }
}

TEST(Mathematics, EdgesOfTheDomain) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(cw::rsqrt(0.0), infinity);
  EXPECT_EQ(cw::rsqrtf(INFINITY), 0.0f);
  EXPECT_EQ(cw::sinpi(3.0), 0.0);
  EXPECT_TRUE(std::signbit(cw::sinpi(-3.0)));
  EXPECT_EQ(cw::sinpi(0.5), 1.0);
  EXPECT_EQ(cw::cospi(1.0), -1.0);
  EXPECT_EQ(cw::cospi(2.5), 0.0);
  EXPECT_EQ(cw::tanpi(1.0), 0.0);
  EXPECT_NEAR(cw::tanpi(0.25), 1.0, 3e-16);
  EXPECT_EQ(cw::tanpi(0.5), infinity);
  EXPECT_TRUE(std::isnan(cw::sinpi(infinity)));
  EXPECT_EQ(cw::erfinv(1.0), infinity);
  EXPECT_EQ(cw::erfinv(-1.0), -infinity);
  EXPECT_EQ(cw::erfinv(0.0), 0.0);
  EXPECT_TRUE(std::isnan(cw::erfinv(1.5)));
  EXPECT_EQ(cw::erfcinv(0.0), infinity);
  EXPECT_EQ(cw::erfcinv(1.0), 0.0);
  EXPECT_EQ(cw::erfcinv(2.0), -infinity);
  EXPECT_TRUE(std::isnan(cw::erfcinv(-0.1)));
  EXPECT_EQ(cw::erfcx(infinity), 0.0);
  EXPECT_EQ(cw::erfcx(-30.0), infinity);
  EXPECT_EQ(cw::normcdf(-infinity), 0.0);
  EXPECT_EQ(cw::normcdf(infinity), 1.0);
  EXPECT_EQ(cw::normcdfinv(0.0), -infinity);
  EXPECT_EQ(cw::normcdfinv(1.0), infinity);
  EXPECT_EQ(cw::normcdfinv(0.5), 0.0);
}

TEST(Mathematics, SineAndCosineTogether) {
  double s, c;
  float sf, cf;
  cw::sincos(0.7, &s, &c);
  EXPECT_EQ(s, std::sin(0.7));
  EXPECT_EQ(c, std::cos(0.7));
  cw::sincosf(0.7f, &sf, &cf);
  EXPECT_EQ(sf, std::sin(0.7f));
  EXPECT_EQ(cf, std::cos(0.7f));
  cw::fast_sincosf(0.7f, &sf, &cf);
  EXPECT_NEAR(sf, s, 1e-6);
  EXPECT_NEAR(cf, c, 1e-6);
  cw::sincospi(0.3, &s, &c);
  EXPECT_EQ(s, cw::sinpi(0.3));
  EXPECT_EQ(c, cw::cospi(0.3));
  cw::sincospif(0.3f, &sf, &cf);
  EXPECT_EQ(sf, cw::sinpif(0.3f));
  EXPECT_EQ(cf, cw::cospif(0.3f));
}

TEST(Mathematics, NormsDoNotOverflowInBetween) {
  const double big[] = {3e200, 4e200}, small[] = {3e-200, 4e-200};
  EXPECT_LE(ulps(cw::norm(2, big), 5e200), 2.0);
  EXPECT_LE(ulps(cw::norm(2, small), 5e-200), 2.0);
  EXPECT_LE(ulps(cw::rnorm(2, big), 2e-201), 2.0);
  EXPECT_EQ(cw::norm3d(2.0, 3.0, 6.0), 7.0);
  EXPECT_EQ(cw::norm4d(1.0, 4.0, 4.0, 4.0), 7.0);
  EXPECT_EQ(cw::rnorm3d(2.0, 3.0, 6.0), 1.0 / 7.0);
  EXPECT_EQ(cw::rnorm4d(1.0, 4.0, 4.0, 4.0), 1.0 / 7.0);
  EXPECT_EQ(cw::rhypot(3.0, 4.0), 0.2);
  const float bigf[] = {3e30f, 4e30f};
  EXPECT_FLOAT_EQ(cw::normf(2, bigf), 5e30f);
  EXPECT_FLOAT_EQ(cw::rnormf(2, bigf), 2e-31f);
  EXPECT_EQ(cw::norm3df(2.0f, 3.0f, 6.0f), 7.0f);
  EXPECT_EQ(cw::norm4df(1.0f, 4.0f, 4.0f, 4.0f), 7.0f);
  EXPECT_EQ(cw::rnorm3df(2.0f, 3.0f, 6.0f), 1.0f / 7.0f);
  EXPECT_EQ(cw::rnorm4df(1.0f, 4.0f, 4.0f, 4.0f), 1.0f / 7.0f);
  EXPECT_EQ(cw::rhypotf(3.0f, 4.0f), 0.2f);
  const double odd[] = {std::nan(""), INFINITY};
  EXPECT_EQ(cw::norm(2, odd), INFINITY);
  EXPECT_TRUE(std::isnan(cw::norm(1, odd)));
  EXPECT_EQ(cw::norm3df(NAN, INFINITY, 0.0f), INFINITY);
}

TEST(Mathematics, Division) {
  EXPECT_EQ(cw::fdividef(1.0f, 3.0f), 1.0f / 3.0f);
  EXPECT_EQ(cw::fdivide(1.0, 3.0), 1.0 / 3.0);
  EXPECT_EQ(cw::fast_fdividef(1.0f, 4.0f), 0.25f);
  EXPECT_FLOAT_EQ(cw::fast_powf(2.0f, 0.5f), 1.41421356f);
}

} // namespace
