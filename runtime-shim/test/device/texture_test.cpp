// Sampling of texture objects and access to surfaces, compared with the
// Programming Guide's formulas.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cw/texture.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace {

using cw::cpu::Image;
using cw::cpu::SurfaceObject;
using cw::cpu::TextureObject;

// An image of T with numbered elements, its texture and its surface.
template <class T> class Picture {
public:
  Picture(std::size_t width, std::size_t height, std::size_t depth,
          cwChannelFormatDesc format)
      : width_(width), height_(height), pitch_(width + 3),
        texels_(pitch_ * height * depth),
        image_{reinterpret_cast<unsigned char *>(texels_.data()),
               width,
               height,
               depth,
               pitch_ * sizeof(T),
               pitch_ * height * sizeof(T)} {
    texture.levels = &image_;
    texture.level_count = 1;
    texture.format = format;
    texture.element_size = sizeof(T);
    texture.channels = unsigned((format.x != 0) + (format.y != 0) +
                                (format.z != 0) + (format.w != 0));
    texture.desc = {};
    texture.desc.addressMode[0] = texture.desc.addressMode[1] =
        texture.desc.addressMode[2] = cwAddressModeClamp;
    texture.desc.filterMode = cwFilterModePoint;
    texture.desc.readMode = cwReadModeElementType;
    surface_.image = image_;
    surface_.format = format;
    surface_.element_size = sizeof(T);
  }
  T &at(std::size_t x, std::size_t y = 0, std::size_t z = 0) {
    return texels_[(z * height_ + y) * pitch_ + x];
  }
  const Image &image() const { return image_; }
  cwTextureObject_t object() const {
    return reinterpret_cast<cwTextureObject_t>(&texture);
  }
  cwSurfaceObject_t surface() const {
    return reinterpret_cast<cwSurfaceObject_t>(&surface_);
  }
  TextureObject texture;

private:
  std::size_t width_, height_, pitch_;
  std::vector<T> texels_;
  Image image_;
  SurfaceObject surface_;
};

cwChannelFormatDesc format_of(int bits, int channels,
                              cwChannelFormatKind kind) {
  return {bits, channels > 1 ? bits : 0, channels > 2 ? bits : 0,
          channels > 3 ? bits : 0, kind};
}
const cwChannelFormatDesc one_float = {32, 0, 0, 0, cwChannelFormatKindFloat};

Picture<float> numbered(std::size_t width, std::size_t height = 1,
                        std::size_t depth = 1) {
  Picture<float> picture(width, height, depth, one_float);
  for (std::size_t z = 0; z < depth; ++z)
    for (std::size_t y = 0; y < height; ++y)
      for (std::size_t x = 0; x < width; ++x)
        picture.at(x, y, z) = float(x * x + 10 * y * y + 100 * z * z);
  return picture;
}

// --- Nearest ---

TEST(Texture, NearestTakesTheTexelAroundThePoint) {
  Picture<float> p = numbered(5, 4, 3);
  const cwTextureObject_t t = p.object();
  for (int x = 0; x < 5; ++x)
    for (int y = 0; y < 4; ++y)
      for (int z = 0; z < 3; ++z) {
        EXPECT_EQ(cw::tex3d<float>(t, x + 0.99f, y + 0.5f, float(z)),
                  p.at(x, y, z));
        EXPECT_EQ(cw::tex2d_layered<float>(t, x + 0.5f, y + 0.01f, z),
                  p.at(x, y, z));
      }
  EXPECT_EQ(cw::tex2d<float>(t, 2.5f, 3.5f), p.at(2, 3));
  EXPECT_EQ(cw::tex1d<float>(t, 4.5f), p.at(4));
  EXPECT_EQ(cw::tex1d_layered<float>(numbered(4, 1, 2).object(), 2.5f, 1),
            104.0f);
  EXPECT_EQ(cw::tex2d_layered<float>(t, 0.5f, 0.5f, 77),
            p.at(0, 0, 2)); // the layer is clamped
  float result = 0;
  cw::tex2d(&result, t, 2.5f, 3.5f);
  EXPECT_EQ(result, p.at(2, 3));
  cw::tex3d(&result, t, 2.5f, 3.5f, 1.5f);
  EXPECT_EQ(result, p.at(2, 3, 1));
}

struct Addressing {
  cwTextureAddressMode mode;
  bool normalized;
  float x;
  int texel; // -1: the border color
};
const Addressing addressing[] = {
    {cwAddressModeClamp, false, -0.1f, 0},
    {cwAddressModeClamp, false, 4.0f, 3},
    {cwAddressModeClamp, false, 1e30f, 3},
    {cwAddressModeClamp, false, -1e30f, 0},
    {cwAddressModeBorder, false, -0.1f, -1},
    {cwAddressModeBorder, false, 4.0f, -1},
    {cwAddressModeBorder, false, 3.9f, 3},
    {cwAddressModeWrap, false, 5.5f, 3}, // wraps normalized ones only
    {cwAddressModeMirror, false, 5.5f, 3},
    {cwAddressModeClamp, true, 0.6f, 2},
    {cwAddressModeClamp, true, 1.5f, 3},
    {cwAddressModeWrap, true, 1.1f, 0},
    {cwAddressModeWrap, true, -0.1f, 3},
    {cwAddressModeWrap, true, 7.6f, 2},
    {cwAddressModeMirror, true, 1.1f, 3},
    {cwAddressModeMirror, true, -0.1f, 0},
    {cwAddressModeMirror, true, 1.9f, 0},
    {cwAddressModeMirror, true, 2.3f, 1},
    {cwAddressModeBorder, true, 1.001f, -1},
};
TEST(Texture, AddressModes) {
  Picture<float> p = numbered(4, 4);
  p.texture.desc.borderColor[0] = -5.0f;
  for (const Addressing &row : addressing) {
    p.texture.desc.normalizedCoords = row.normalized;
    p.texture.desc.addressMode[0] = p.texture.desc.addressMode[1] = row.mode;
    const float inside = row.normalized ? 0.3f : 1.5f; // texel 1
    EXPECT_EQ(cw::tex2d<float>(p.object(), row.x, inside),
              row.texel < 0 ? -5.0f : p.at(row.texel, 1))
        << row.x;
    EXPECT_EQ(cw::tex2d<float>(p.object(), inside, row.x),
              row.texel < 0 ? -5.0f : p.at(1, row.texel))
        << row.x;
  }
}

// --- Linear ---

double fixed_point(double weight) { return std::round(weight * 256) / 256; }

TEST(Texture, LinearBlendsWithEightBitsOfFraction) {
  Picture<float> p = numbered(6, 5, 4);
  p.texture.desc.filterMode = cwFilterModeLinear;
  for (float x : {0.5f, 1.0f, 2.137f, 3.9f, 0.1f, 5.9f})
    for (float y : {0.5f, 1.25f, 3.777f, 4.9f})
      for (float z : {0.5f, 1.6f, 3.99f}) {
        double one = 0, two = 0, three = 0;
        for (int k = 0; k < 2; ++k)
          for (int j = 0; j < 2; ++j)
            for (int i = 0; i < 2; ++i) {
              const double fx = std::floor(x - 0.5), fy = std::floor(y - 0.5),
                           fz = std::floor(z - 0.5);
              const double a = fixed_point(x - 0.5 - fx),
                           b = fixed_point(y - 0.5 - fy),
                           c = fixed_point(z - 0.5 - fz);
              const auto clamp = [](double v, int n) {
                return int(v < 0 ? 0 : v >= n ? n - 1 : v);
              };
              const int tx = clamp(fx + i, 6), ty = clamp(fy + j, 5),
                        tz = clamp(fz + k, 4);
              const double wx = i ? a : 1 - a, wy = j ? b : 1 - b,
                           wz = k ? c : 1 - c;
              three += wx * wy * wz * p.at(tx, ty, tz);
              if (k == 0)
                two += wx * wy * p.at(tx, ty);
              if (k == 0 && j == 0)
                one += wx * p.at(tx);
            }
        EXPECT_NEAR(cw::tex1d<float>(p.object(), x), one, 1e-3);
        EXPECT_NEAR(cw::tex2d<float>(p.object(), x, y), two, 1e-3)
            << x << " " << y;
        EXPECT_NEAR(cw::tex3d<float>(p.object(), x, y, z), three, 1e-2);
      }
  // The weight is rounded: 1/1024 past a texel's middle is still that texel.
  EXPECT_EQ(cw::tex1d<float>(p.object(), 2.5f + 1.0f / 1024), 4.0f);
  EXPECT_EQ(cw::tex1d<float>(p.object(), 2.5f + 1.0f / 256), 4.0f + 5.0f / 256);
}

TEST(Texture, LinearAtTheEdges) {
  Picture<float> p = numbered(4);
  p.texture.desc.filterMode = cwFilterModeLinear;
  p.texture.desc.borderColor[0] = 100.0f;
  p.texture.desc.addressMode[0] = cwAddressModeBorder;
  EXPECT_EQ(cw::tex1d<float>(p.object(), 0.0f), 50.0f);
  EXPECT_EQ(cw::tex1d<float>(p.object(), 4.0f), 54.5f);
  p.texture.desc.normalizedCoords = 1;
  p.texture.desc.addressMode[0] = cwAddressModeWrap;
  EXPECT_EQ(cw::tex1d<float>(p.object(), 0.0f),
            4.5f); // between the last texel, 9, and the first, 0
  p.texture.desc.addressMode[0] = cwAddressModeMirror;
  EXPECT_EQ(cw::tex1d<float>(p.object(), 1.0f), 9.0f);
}

// --- Formats ---

TEST(Texture, IntegersComeOutAsTheyAre) {
  Picture<cw::uchar4> bytes(4, 2, 1,
                            format_of(8, 4, cwChannelFormatKindUnsigned));
  bytes.at(2, 1) = cw::make_uchar4(1, 2, 3, 255);
  const cw::uchar4 b = cw::tex2d<cw::uchar4>(bytes.object(), 2.5f, 1.5f);
  EXPECT_EQ(b.x + 10 * b.y + 100 * b.z + b.w, 321 + 255);

  Picture<cw::short2> shorts(4, 1, 1,
                             format_of(16, 2, cwChannelFormatKindSigned));
  shorts.at(1) = cw::make_short2(-7, 300);
  EXPECT_EQ(cw::tex1d<cw::short2>(shorts.object(), 1.5f).x, -7);
  EXPECT_EQ(cw::tex1d_fetch<cw::short2>(shorts.object(), 1).y, 300);

  Picture<int> ints(4, 1, 1, format_of(32, 1, cwChannelFormatKindSigned));
  ints.at(3) = 0x7ffffff1; // more bits than a float has
  EXPECT_EQ(cw::tex1d<int>(ints.object(), 3.5f), 0x7ffffff1);
  EXPECT_EQ(cw::tex1d_fetch<int>(ints.object(), 3), 0x7ffffff1);

  Picture<cw::uint4> words(2, 1, 1,
                           format_of(32, 4, cwChannelFormatKindUnsigned));
  words.at(1) = cw::make_uint4(1, 2, 3, ~0u);
  EXPECT_EQ(cw::tex1d<cw::uint4>(words.object(), 1.5f).w, ~0u);

  Picture<unsigned char> single(4, 1, 1,
                                format_of(8, 1, cwChannelFormatKindUnsigned));
  single.at(2) = 200;
  EXPECT_EQ(cw::tex1d<unsigned char>(single.object(), 2.5f), 200);
  Picture<signed char> tiny(4, 1, 1,
                            format_of(8, 1, cwChannelFormatKindSigned));
  tiny.at(2) = -100;
  EXPECT_EQ(cw::tex1d<signed char>(tiny.object(), 2.5f), -100);
  Picture<unsigned short> narrow(4, 1, 1,
                                 format_of(16, 1, cwChannelFormatKindUnsigned));
  narrow.at(2) = 65000;
  EXPECT_EQ(cw::tex1d<unsigned short>(narrow.object(), 2.5f), 65000);
}

TEST(Texture, NormalizedFloatsCoverTheUnitInterval) {
  Picture<cw::uchar4> bytes(2, 1, 1,
                            format_of(8, 4, cwChannelFormatKindUnsigned));
  bytes.at(0) = cw::make_uchar4(0, 51, 255, 102);
  bytes.at(1) = cw::make_uchar4(255, 51, 255, 0);
  bytes.texture.desc.readMode = cwReadModeNormalizedFloat;
  const cw::float4 c = cw::tex1d<cw::float4>(bytes.object(), 0.5f);
  EXPECT_EQ(c.x, 0.0f);
  EXPECT_FLOAT_EQ(c.y, 0.2f);
  EXPECT_EQ(c.z, 1.0f);
  EXPECT_FLOAT_EQ(c.w, 0.4f);
  bytes.texture.desc.filterMode = cwFilterModeLinear;
  EXPECT_FLOAT_EQ(cw::tex1d<cw::float4>(bytes.object(), 1.0f).x, 0.5f);
  bytes.texture.desc.filterMode = cwFilterModePoint;
  bytes.texture.desc.sRGB = 1;
  EXPECT_NEAR(cw::tex1d<cw::float4>(bytes.object(), 0.5f).y, 0.0331048f, 1e-6f);
  EXPECT_FLOAT_EQ(cw::tex1d<cw::float4>(bytes.object(), 0.5f).w,
                  0.4f); // alpha stays linear

  Picture<short> shorts(3, 1, 1, format_of(16, 1, cwChannelFormatKindSigned));
  shorts.texture.desc.readMode = cwReadModeNormalizedFloat;
  shorts.at(0) = 32767;
  shorts.at(1) = -32768;
  shorts.at(2) = 0;
  EXPECT_EQ(cw::tex1d<float>(shorts.object(), 0.5f), 1.0f);
  EXPECT_EQ(cw::tex1d<float>(shorts.object(), 1.5f), -1.0f);
  EXPECT_EQ(cw::tex1d_fetch<float>(shorts.object(), 2), 0.0f);
}

TEST(Texture, HalfTexelsReadAsFloats) {
  Picture<std::uint16_t> p(2, 1, 1, format_of(16, 1, cwChannelFormatKindFloat));
  p.at(0) = 0x3c00; // 1
  p.at(1) = 0xc200; // -3
  EXPECT_EQ(cw::tex1d<float>(p.object(), 1.5f), -3.0f);
  p.texture.desc.filterMode = cwFilterModeLinear;
  EXPECT_EQ(cw::tex1d<float>(p.object(), 1.0f), -1.0f);
}

TEST(Texture, FetchIsZeroOutside) {
  Picture<float> p = numbered(4);
  EXPECT_EQ(cw::tex1d_fetch<float>(p.object(), 3), 9.0f);
  EXPECT_EQ(cw::tex1d_fetch<float>(p.object(), 4), 0.0f);
  EXPECT_EQ(cw::tex1d_fetch<float>(p.object(), -1), 0.0f);
  float result = -1;
  cw::tex1d_fetch(&result, p.object(), 2);
  EXPECT_EQ(result, 4.0f);
}

// --- Levels of detail ---

TEST(Texture, LevelsOfDetail) {
  Picture<float> fine = numbered(8, 8), middle = numbered(4, 4),
                 coarse = numbered(2, 2);
  for (auto &[picture, value] :
       {std::pair<Picture<float> *, float>{&fine, 10.0f},
        {&middle, 20.0f},
        {&coarse, 40.0f}})
    for (int y = 0; y < int(picture->image().height); ++y)
      for (int x = 0; x < int(picture->image().width); ++x)
        picture->at(x, y) = value;
  const Image levels[] = {fine.image(), middle.image(), coarse.image()};
  TextureObject texture = fine.texture;
  texture.levels = levels;
  texture.level_count = 3;
  texture.desc.normalizedCoords = 1;
  texture.desc.maxMipmapLevelClamp = 10.0f;
  const cwTextureObject_t t = reinterpret_cast<cwTextureObject_t>(&texture);
  EXPECT_EQ(cw::tex2d<float>(t, 0.5f, 0.5f), 10.0f);
  EXPECT_EQ(cw::tex2d_lod<float>(t, 0.5f, 0.5f, 0.4f), 10.0f);
  EXPECT_EQ(cw::tex2d_lod<float>(t, 0.5f, 0.5f, 1.2f), 20.0f);
  EXPECT_EQ(cw::tex2d_lod<float>(t, 0.5f, 0.5f, 99.0f), 40.0f);
  EXPECT_EQ(cw::tex2d_layered_lod<float>(t, 0.5f, 0.5f, 0, 1.0f), 20.0f);
  EXPECT_EQ(cw::tex3d_lod<float>(t, 0.5f, 0.5f, 0.5f, 1.0f), 20.0f);
  EXPECT_EQ(cw::tex1d_lod<float>(t, 0.5f, 2.0f), 40.0f);
  EXPECT_EQ(cw::tex1d_layered_lod<float>(t, 0.5f, 0, 2.0f), 40.0f);
  // A step of a quarter of the image is two texels of the finest level:
  // level 1.
  EXPECT_EQ(cw::tex2d_grad<float>(t, 0.5f, 0.5f, cw::make_float2(0.25f, 0),
                                  cw::make_float2(0, 0.1f)),
            20.0f);
  EXPECT_EQ(cw::tex2d_layered_grad<float>(t, 0.5f, 0.5f, 0,
                                          cw::make_float2(0.5f, 0),
                                          cw::make_float2(0, 0)),
            40.0f);
  EXPECT_EQ(cw::tex1d_grad<float>(t, 0.5f, 0.25f, 0.1f), 20.0f);
  EXPECT_EQ(cw::tex1d_layered_grad<float>(t, 0.5f, 0, 0.25f, 0.1f), 20.0f);
  EXPECT_EQ(cw::tex3d_grad<float>(t, 0.5f, 0.5f, 0.5f,
                                  cw::make_float4(0.25f, 0, 0, 0),
                                  cw::make_float4(0, 0, 0, 0)),
            20.0f);
  texture.desc.mipmapFilterMode = cwFilterModeLinear;
  EXPECT_EQ(cw::tex2d_lod<float>(t, 0.5f, 0.5f, 1.5f), 30.0f);
  EXPECT_EQ(cw::tex2d_lod<float>(t, 0.5f, 0.5f, 0.25f), 12.5f);
  texture.desc.mipmapLevelBias = 0.5f;
  EXPECT_EQ(cw::tex2d_lod<float>(t, 0.5f, 0.5f, 1.0f), 30.0f);
  texture.desc.minMipmapLevelClamp = 2.0f;
  EXPECT_EQ(cw::tex2d_lod<float>(t, 0.5f, 0.5f, 0.0f), 40.0f);
  float result = 0;
  cw::tex2d_lod(&result, t, 0.5f, 0.5f, 0.0f);
  EXPECT_EQ(result, 40.0f);
}

// --- Gather and cubemaps ---

TEST(Texture, GatherReadsTheFourTexelsOfTheFootprint) {
  Picture<cw::float4> p(4, 4, 1, format_of(32, 4, cwChannelFormatKindFloat));
  for (int y = 0; y < 4; ++y)
    for (int x = 0; x < 4; ++x)
      p.at(x, y) = cw::make_float4(float(10 * y + x), 100, float(x), float(y));
  const cw::float4 reds = cw::tex2d_gather<cw::float4>(p.object(), 2.0f, 3.0f);
  EXPECT_EQ(reds.x, 31.0f); // below left, below right, above right, above left
  EXPECT_EQ(reds.y, 32.0f);
  EXPECT_EQ(reds.z, 22.0f);
  EXPECT_EQ(reds.w, 21.0f);
  EXPECT_EQ(cw::tex2d_gather<cw::float4>(p.object(), 2.0f, 3.0f, 1).z, 100.0f);
  EXPECT_EQ(cw::tex2d_gather<cw::float4>(p.object(), 2.0f, 3.0f, 3).x, 3.0f);
}

TEST(Texture, CubemapsChooseTheFace) {
  Picture<float> p(2, 2, 12, one_float); // two layers of six faces
  for (int face = 0; face < 12; ++face)
    for (int y = 0; y < 2; ++y)
      for (int x = 0; x < 2; ++x)
        p.at(x, y, face) = float(100 * face + 10 * y + x);
  p.texture.desc.normalizedCoords = 1;
  const cwTextureObject_t t = p.object();
  // The Programming Guide's table: for each face where (s, t) point; the
  // offsets pick a texel that shows it.
  struct {
    float x, y, z, texel;
  } const rows[] = {
      {1, 0.5f, 0.5f, 0},      {1, -0.5f, -0.5f, 11},   {-1, 0.5f, 0.5f, 101},
      {-1, -0.5f, -0.5f, 110}, {0.5f, 1, 0.5f, 211},    {-0.5f, 1, -0.5f, 200},
      {0.5f, -1, 0.5f, 301},   {-0.5f, -1, -0.5f, 310}, {0.5f, 0.5f, 1, 401},
      {-0.5f, -0.5f, 1, 410},  {0.5f, 0.5f, -1, 500},   {-0.5f, -0.5f, -1, 511},
  };
  for (const auto &row : rows) {
    EXPECT_EQ(cw::tex_cubemap<float>(t, row.x, row.y, row.z), row.texel);
    EXPECT_EQ(cw::tex_cubemap<float>(t, 7 * row.x, 7 * row.y, 7 * row.z),
              row.texel);
    EXPECT_EQ(cw::tex_cubemap_layered<float>(t, row.x, row.y, row.z, 1),
              row.texel + 600);
    EXPECT_EQ(cw::tex_cubemap_lod<float>(t, row.x, row.y, row.z, 0.0f),
              row.texel);
    EXPECT_EQ(
        cw::tex_cubemap_layered_lod<float>(t, row.x, row.y, row.z, 1, 0.0f),
        row.texel + 600);
    const cw::float4 none = cw::make_float4(0, 0, 0, 0);
    EXPECT_EQ(cw::tex_cubemap_grad<float>(t, row.x, row.y, row.z, none, none),
              row.texel);
    EXPECT_EQ(cw::tex_cubemap_layered_grad<float>(t, row.x, row.y, row.z, 1,
                                                  none, none),
              row.texel + 600);
  }
}

// --- Surfaces ---

TEST(Surface, ReadsAndWritesAtByteOffsets) {
  Picture<float> p = numbered(5, 4, 12);
  const cwSurfaceObject_t s = p.surface();
  cw::surf1d_write(-1.0f, s, 2 * 4);
  EXPECT_EQ(p.at(2), -1.0f);
  EXPECT_EQ(cw::surf1d_read<float>(s, 2 * 4), -1.0f);
  cw::surf2d_write(-2.0f, s, 3 * 4, 2);
  EXPECT_EQ(p.at(3, 2), -2.0f);
  EXPECT_EQ(cw::surf2d_read<float>(s, 3 * 4, 2), -2.0f);
  cw::surf3d_write(-3.0f, s, 3 * 4, 2, 1);
  EXPECT_EQ(p.at(3, 2, 1), -3.0f);
  EXPECT_EQ(cw::surf3d_read<float>(s, 3 * 4, 2, 1), -3.0f);
  cw::surf2d_layered_write(-4.0f, s, 4 * 4, 3, 2);
  EXPECT_EQ(p.at(4, 3, 2), -4.0f);
  EXPECT_EQ(cw::surf2d_layered_read<float>(s, 4 * 4, 3, 2), -4.0f);
  cw::surf1d_layered_write(-5.0f, s, 0, 2);
  EXPECT_EQ(p.at(0, 0, 2), -5.0f);
  EXPECT_EQ(cw::surf1d_layered_read<float>(s, 0, 2), -5.0f);
  cw::surf_cubemap_write(-6.0f, s, 0, 1, 5);
  EXPECT_EQ(p.at(0, 1, 5), -6.0f);
  EXPECT_EQ(cw::surf_cubemap_read<float>(s, 0, 1, 5), -6.0f);
  cw::surf_cubemap_layered_write(-7.0f, s, 0, 1, 11);
  EXPECT_EQ(p.at(0, 1, 11), -7.0f);
  EXPECT_EQ(cw::surf_cubemap_layered_read<float>(s, 0, 1, 11), -7.0f);
  float result = 0;
  cw::surf2d_read(&result, s, 3 * 4, 2);
  EXPECT_EQ(result, -2.0f);

  Picture<cw::uchar4> bytes(4, 4, 1,
                            format_of(8, 4, cwChannelFormatKindUnsigned));
  cw::surf2d_write(cw::make_uchar4(1, 2, 3, 4), bytes.surface(), 2 * 4, 3);
  EXPECT_EQ(bytes.at(2, 3).z, 3);
  EXPECT_EQ(cw::surf2d_read<cw::uchar4>(bytes.surface(), 2 * 4, 3).w, 4);
}

TEST(Surface, BoundaryModes) {
  Picture<float> p = numbered(4, 4);
  const cwSurfaceObject_t s = p.surface();
  EXPECT_EQ(cw::surf2d_read<float>(s, 4 * 4, 1, cwBoundaryModeZero), 0.0f);
  EXPECT_EQ(cw::surf2d_read<float>(s, -4, 1, cwBoundaryModeClamp), p.at(0, 1));
  EXPECT_EQ(cw::surf2d_read<float>(s, 99, 9, cwBoundaryModeClamp), p.at(3, 3));
  const float corner = p.at(3, 3);
  cw::surf2d_write(77.0f, s, 4 * 4, 3, cwBoundaryModeZero); // dropped
  EXPECT_EQ(p.at(3, 3), corner);
  cw::surf2d_write(77.0f, s, 4 * 4, 3, cwBoundaryModeClamp);
  EXPECT_EQ(p.at(3, 3), 77.0f);
}

CW_KERNEL void outside_kernel(cwSurfaceObject_t surface) {
  cw::surf2d_write(1.0f, surface, 0, 4);
}
TEST(SurfaceDeathTest, TrapEndsTheKernelWithAnError) {
  // In a separate process, because the error stays with the device.
  EXPECT_EXIT(
      {
        Picture<float> p = numbered(4, 4);
        cw::launch(outside_kernel, 1, 1)(p.surface());
        std::exit(cwDeviceSynchronize() == cwErrorLaunchFailure ? 0 : 1);
      },
      ::testing::ExitedWithCode(0), "");
}

} // namespace
