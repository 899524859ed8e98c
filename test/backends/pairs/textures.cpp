// Texture and surface objects.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>

CW_KERNEL void sample(cwTextureObject_t image, cwTextureObject_t line,
                      cwTextureObject_t volume, float *out, int width) {
  float u = (cw::thread_idx().x + 0.5f) / width,
        v = (cw::thread_idx().y + 0.5f) / width;
  int i = cw::thread_idx().y * width + cw::thread_idx().x;
  out[i] = cw::tex2d<float>(image, u, v) + cw::tex1d_fetch<float>(line, i) +
           cw::tex3d<cw::float4>(volume, u, v, 0.5f).x +
           cw::tex2d_lod<float>(image, u, v, 1.0f) +
           cw::tex2d_layered<float>(image, u, v, 2);
  cw::tex1d(&out[i + width], line, u);
}

CW_KERNEL void invert(cwSurfaceObject_t in, cwSurfaceObject_t out) {
  cw::uchar4 p;
  cw::surf2d_read(&p, in, cw::thread_idx().x * sizeof(cw::uchar4),
                  cw::thread_idx().y);
  p.x = 255 - p.x;
  cw::surf2d_write(p, out, cw::thread_idx().x * sizeof(cw::uchar4),
                   cw::thread_idx().y);
  float f =
      cw::surf1d_read<float>(in, cw::thread_idx().x * 4, cwBoundaryModeClamp);
  cw::surf2d_layered_write<float>(f, out, cw::thread_idx().x * 4,
                                  cw::thread_idx().y, 1, cwBoundaryModeZero);
}

void run(cwTextureObject_t t, cwSurfaceObject_t s, float *out) {
  cw::launch(sample, 1, cw::dim3(16, 16))(t, t, t, out, 16);
  cw::launch(invert, 1, cw::dim3(16, 16))(s, s);
}
