// Texture and surface references, as programs used them before CUDA 12: global
// variables that are bound to memory and read in kernels.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cw/runtime.h>

#define CHECK(call)                                                            \
  do {                                                                         \
    if ((call) != cwSuccess)                                                 \
      printf("line %d failed\n", __LINE__);                                    \
  } while (0)

CW_MANAGED cw::texture_reference<float, 1, cwReadModeElementType> table;
CW_MANAGED cw::texture_reference<cw::uchar4, 2, cwReadModeNormalizedFloat> picture;
static CW_MANAGED cw::texture_reference<float, cwTextureType2D> field(0, cwFilterModeLinear,
                                               cwAddressModeClamp);
CW_MANAGED cw::surface_reference<void, cwSurfaceType2D> canvas;

const int W = 16, H = 8;

CW_DEVICE float looked_up(int i) { return cw::tex1d_fetch(table, i); }

// A square root by table, for whole numbers.
CW_KERNEL void roots(const int *of, float *out, int n) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    out[i] = looked_up(of[i]);
}

CW_KERNEL void grey(float *out) {
  int x = cw::thread_idx().x, y = cw::thread_idx().y;
  cw::float4 c = cw::tex2d(picture, (x + 0.5f) / W, (y + 0.5f) / H);
  out[y * W + x] = 0.25f * c.x + 0.5f * c.y + 0.25f * c.z;
}

// Between the points of the grid.
CW_KERNEL void halfway(float *out) {
  int x = cw::thread_idx().x, y = cw::thread_idx().y;
  out[y * W + x] = cw::tex2d(field, x + 1.0f, y + 0.5f);
}

CW_KERNEL void shift() {
  int x = cw::thread_idx().x;
  float v = cw::surf2d_read<float>(canvas, 4 * x, 0);
  cw::surf2d_write(2 * v, canvas, 4 * x, 1);
}

float sum(const float *device, int n) {
  static float host[W * H];
  CHECK(cwMemcpy(host, device, n * sizeof(float), cwMemcpyDeviceToHost));
  float total = 0;
  for (int i = 0; i < n; ++i)
    total += host[i];
  return total;
}

int main() {
  float *device, *values;
  int *numbers;
  CHECK(cwMalloc((void **)&device, W * H * sizeof(float)));
  CHECK(cwMalloc((void **)&values, W * H * sizeof(float)));
  CHECK(cwMalloc((void **)&numbers, W * sizeof(int)));

  float host[W * H];
  int squares[W];
  for (int i = 0; i < W * H; ++i)
    host[i] = 0;
  for (int i = 0; i * i < W * H; ++i)
    host[i * i] = float(i);
  for (int i = 0; i < W; ++i)
    squares[i] = (i % 8) * (i % 8);
  CHECK(cwMemcpy(values, host, sizeof host, cwMemcpyHostToDevice));
  CHECK(cwMemcpy(numbers, squares, sizeof squares, cwMemcpyHostToDevice));
  size_t offset;
  CHECK(cwBindTexture(&offset, table, values, sizeof host));
  cw::launch<roots>(2, 8)(numbers, device, W);
  printf("roots: %g, offset %d\n", sum(device, W), (int)offset);
  CHECK(cwUnbindTexture(table));

  cw::uchar4 pixels[W * H];
  for (int i = 0; i < W * H; ++i)
    pixels[i] = cw::make_uchar4(255, i % 2 ? 255 : 0, 0, 255);
  cwChannelFormatDesc of_pixels = cwCreateChannelDesc<cw::uchar4>();
  cwArray *array;
  CHECK(cwMallocArray(&array, &of_pixels, W, H));
  CHECK(cwMemcpyToArray(array, 0, 0, pixels, sizeof pixels,
                          cwMemcpyHostToDevice));
  picture.addressMode[0] = cwAddressModeWrap;
  picture.addressMode[1] = cwAddressModeWrap;
  picture.filterMode = cwFilterModePoint;
  picture.normalized = true;
  CHECK(cwBindTextureToArray(picture, array, of_pixels));
  cw::launch<grey>(1, cw::dim3(W, H))(device);
  printf("grey: %g\n", sum(device, W * H));
  CHECK(cwUnbindTexture(picture));

  size_t pitch;
  void *rows;
  CHECK(cwMallocPitch(&rows, &pitch, W * sizeof(float), H));
  for (int i = 0; i < W * H; ++i)
    host[i] = float(i % W);
  CHECK(cwMemcpy2D(rows, pitch, host, W * sizeof(float), W * sizeof(float), H,
                     cwMemcpyHostToDevice));
  const cwTextureReference *reference;
  cwChannelFormatDesc of_floats = cwCreateChannelDesc<float>();
  CHECK(cwGetTextureReference(&reference, &field));
  CHECK(cwBindTexture2D(NULL, reference, rows, &of_floats, W, H, pitch));
  cw::launch<halfway>(1, cw::dim3(W, H))(device);
  printf("halfway: %g\n", sum(device, W * H));
  CHECK(cwUnbindTexture(field));

  cwArray *drawn;
  CHECK(cwMallocArray(&drawn, &of_floats, W, 2, cwArraySurfaceLoadStore));
  CHECK(cwMemcpyToArray(drawn, 0, 0, host, W * sizeof(float),
                          cwMemcpyHostToDevice));
  CHECK(cwBindSurfaceToArray(canvas, drawn));
  cw::launch<shift>(1, W)();
  CHECK(cwMemcpy2DFromArray(host, W * sizeof(float), drawn, 0, 1,
                              W * sizeof(float), 1, cwMemcpyDeviceToHost));
  printf("shifted: %g %g %g\n", host[0], host[1], host[W - 1]);

  cwFreeArray(array);
  cwFreeArray(drawn);
  cwFree(rows);
  cwFree(device);
  cwFree(values);
  cwFree(numbers);
  return 0;
}
