// Texture and surface references: binding and reading, in addition to the tests
// of texture objects.
// SPDX-License-Identifier: Apache-2.0
#include "on_device.h"

#include <cw/texture_reference.h>

#include <numeric>
#include <type_traits>
#include <vector>

namespace {

CW_MANAGED cw::texture_reference<float> row;
CW_MANAGED cw::texture_reference<float, cwTextureType2D> image;
CW_MANAGED cw::texture_reference<cw::uchar4, 2, cwReadModeNormalizedFloat>
    colors(1, cwFilterModePoint, cwAddressModeWrap);
CW_MANAGED cw::surface_reference<void, cwSurfaceType2D> canvas;

// Device memory for the duration of the test.
template <class T> struct OnDevice {
  T *p = nullptr;
  explicit OnDevice(const std::vector<T> &values) {
    EXPECT_EQ(cwMalloc(&p, values.size() * sizeof(T)), cwSuccess);
    EXPECT_EQ(cwMemcpy(p, values.data(), values.size() * sizeof(T),
                       cwMemcpyHostToDevice),
              cwSuccess);
  }
  ~OnDevice() { cwFree(p); }
};
std::vector<float> counted(int n, float from = 0) {
  std::vector<float> values(static_cast<std::size_t>(n));
  std::iota(values.begin(), values.end(), from);
  return values;
}
std::vector<float> fetched(const float *from, int n) {
  std::vector<float> values(static_cast<std::size_t>(n));
  EXPECT_EQ(cwMemcpy(values.data(), from, values.size() * sizeof(float),
                     cwMemcpyDeviceToHost),
            cwSuccess);
  return values;
}

void read_row(float *to) {
  const int i = int(cw::thread_idx().x);
  to[i] = cw::tex1d_fetch(row, i);
}

TEST(TextureReference, ReadsTheLinearMemoryItIsBoundTo) {
  OnDevice<float> from(counted(32, 5)), to(counted(32));
  size_t offset = 1;
  ASSERT_EQ(cwBindTexture(&offset, row, from.p, 32 * sizeof(float)), cwSuccess);
  EXPECT_EQ(offset, 0u);
  run_on_device(read_row, 1, 32, to.p);
  EXPECT_EQ(fetched(to.p, 32), counted(32, 5));
  EXPECT_EQ(cwGetTextureAlignmentOffset(&offset, row), cwSuccess);
  EXPECT_EQ(cwUnbindTexture(row), cwSuccess);
  EXPECT_NE(cwGetTextureAlignmentOffset(&offset, row), cwSuccess);
  EXPECT_EQ(cwUnbindTexture(row), cwSuccess);
}

TEST(TextureReference, WithoutASizeReadsAllThatIsThere) {
  OnDevice<float> from(counted(32)), to(counted(32, 9));
  ASSERT_EQ(cwBindTexture(nullptr, row, from.p + 8), cwSuccess);
  run_on_device(read_row, 1, 32, to.p);
  const std::vector<float> values = fetched(to.p, 32);
  EXPECT_EQ(values[0], 8.0f);
  EXPECT_EQ(values[23], 31.0f);
  EXPECT_EQ(values[24], 0.0f);
  EXPECT_EQ(cwUnbindTexture(row), cwSuccess);
}

TEST(TextureReference, KernelsReadWhatWasBoundWhenTheyWereLaunched) {
  OnDevice<float> a(counted(32)), b(counted(32, 100)), to(counted(64));
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(cwBindTexture(nullptr, row, a.p, 32 * sizeof(float)), cwSuccess);
    cw::launch<read_row>(1, 32)(to.p);
    ASSERT_EQ(cwBindTexture(nullptr, row, b.p, 32 * sizeof(float)), cwSuccess);
    cw::launch<read_row>(1, 32)(to.p + 32);
    EXPECT_EQ(fetched(to.p, 32), counted(32));
    EXPECT_EQ(fetched(to.p + 32, 32), counted(32, 100));
  }
  EXPECT_EQ(cwUnbindTexture(row), cwSuccess);
}

void read_image(float *to) {
  const float x = float(cw::thread_idx().x), y = float(cw::thread_idx().y);
  to[cw::thread_idx().y * 8 + cw::thread_idx().x] =
      cw::tex2d(image, x + 1.0f, y + 0.5f);
}

TEST(TextureReference, TakesItsSettingsWhenItIsBound) {
  OnDevice<float> from(counted(64)), to(counted(64));
  const cwTextureReference *reference = nullptr;
  ASSERT_EQ(cwGetTextureReference(&reference, &image), cwSuccess);
  EXPECT_EQ(reference, &image);
  image.normalized = false;
  image.filterMode = cwFilterModeLinear;
  image.addressMode[0] = cwAddressModeBorder;
  const cwChannelFormatDesc format = cwCreateChannelDesc<float>();
  ASSERT_EQ(cwBindTexture2D(nullptr, reference, from.p, &format, 8, 8,
                            8 * sizeof(float)),
            cwSuccess);
  run_on_device(read_image, 1, cw::dim3(8, 8), to.p);
  EXPECT_EQ(fetched(to.p, 8),
            (std::vector<float>{0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 3.5}));
  EXPECT_EQ(cwUnbindTexture(image), cwSuccess);
}

void read_colors(float *to) {
  static_assert(
      std::is_same_v<decltype(cw::tex2d(colors, 0.f, 0.f)), cw::float4>);
  const cw::float4 c = cw::tex2d(colors, 1.25f, 0.5f);
  to[0] = c.x;
  to[1] = c.w;
}

TEST(TextureReference, NormalizedReadsAreFloats) {
  const std::vector<cw::uchar4> texels = {cw::uchar4{255, 1, 2, 51},
                                          cw::uchar4{3, 3, 3, 3}};
  const cwChannelFormatDesc format = cwCreateChannelDesc<cw::uchar4>();
  cwArray_t array;
  ASSERT_EQ(cwMallocArray(&array, &format, 2, 1), cwSuccess);
  ASSERT_EQ(cwMemcpyToArray(array, 0, 0, texels.data(),
                            texels.size() * sizeof(cw::uchar4),
                            cwMemcpyHostToDevice),
            cwSuccess);
  ASSERT_EQ(cwBindTextureToArray(colors, array), cwSuccess);
  OnDevice<float> to(counted(2));
  run_on_device(read_colors, 1, 1, to.p);
  EXPECT_EQ(fetched(to.p, 2), (std::vector<float>{1.0f, 0.2f}));
  EXPECT_EQ(cwUnbindTexture(colors), cwSuccess);
  EXPECT_EQ(cwFreeArray(array), cwSuccess);
}

void paint(float *to) {
  const int x = int(cw::thread_idx().x);
  cw::surf2d_write(float(x), canvas, 4 * x, 0);
  const float here = cw::surf2d_read<float>(canvas, 4 * x, 0);
  float again;
  cw::surf2d_read(&again, canvas, 4 * x, 0);
  to[x] =
      here + again + cw::surf2d_read<float>(canvas, -4, 0, cwBoundaryModeZero);
}

TEST(SurfaceReference, ReadsAndWritesItsArray) {
  const cwChannelFormatDesc format = cwCreateChannelDesc<float>();
  cwArray_t array;
  ASSERT_EQ(cwMallocArray(&array, &format, 8, 1, cwArraySurfaceLoadStore),
            cwSuccess);
  ASSERT_EQ(cwBindSurfaceToArray(canvas, array), cwSuccess);
  OnDevice<float> to(counted(8));
  run_on_device(paint, 1, 8, to.p);
  EXPECT_EQ(fetched(to.p, 8), (std::vector<float>{0, 2, 4, 6, 8, 10, 12, 14}));
  EXPECT_EQ(cwFreeArray(array), cwSuccess);
}

TEST(TextureReference, ReadingOneThatIsNotBoundIsAnError) {
  cw::launch<read_row>(1, 32)(static_cast<float *>(nullptr));
  EXPECT_EQ(cwDeviceSynchronize(), cwErrorLaunchFailure);
  EXPECT_EQ(cwDeviceReset(), cwSuccess);
}

} // namespace
