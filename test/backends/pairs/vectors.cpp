// Vector types: whole loads and stores, members, alignment, operators of the
// program's own.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>

CW_HOST CW_DEVICE inline cw::float3 operator+(cw::float3 a, cw::float3 b) {
  return cw::make_float3(a.x + b.x, a.y + b.y, a.z + b.z);
}

struct CW_ALIGN(16) Particle {
  cw::float3 position;
  float mass;
};

CW_KERNEL void scale(cw::float4 *data, float factor) {
  cw::float4 v = data[cw::thread_idx().x];
  data[cw::thread_idx().x] =
      cw::make_float4(v.x * factor, v.y * factor, v.z * factor, v.w);
}

CW_KERNEL void pack(const cw::uchar4 *in, cw::ushort2 *out, cw::int2 *sums) {
  cw::uchar4 p = in[cw::thread_idx().x];
  out[cw::thread_idx().x] = cw::make_ushort2(p.x | p.y << 8, p.z | p.w << 8);
  sums[cw::thread_idx().x] = cw::make_int2(p.x + p.y, p.z + p.w);
}

CW_KERNEL void move(Particle *p, const cw::float3 *by, cw::double2 *energy) {
  p[cw::thread_idx().x].position =
      p[cw::thread_idx().x].position + by[cw::thread_idx().x];
  energy[cw::thread_idx().x] =
      cw::make_double2(p[cw::thread_idx().x].mass, 0.0);
}

CW_KERNEL void bounds(cw::longlong2 *out, cw::float2 *f) {
  out[0].x = cw::min(out[1].x, out[2].x);
  out[0].y = cw::max(out[1].y, out[2].y);
  f[0].x = cw::rsqrtf(cw::max(f[1].x, 0.0f));
}

void run(cw::float4 *a, cw::uchar4 *b, cw::ushort2 *c, cw::int2 *d, Particle *e,
         cw::float3 *f, cw::double2 *g, cw::longlong2 *h, cw::float2 *i) {
  cw::launch(scale, 1, 32)(a, 2.0f);
  cw::launch(pack, 1, 32)(b, c, d);
  cw::launch(move, 1, 32)(e, f, g);
  cw::launch(bounds, 1, 1)(h, i);
}
