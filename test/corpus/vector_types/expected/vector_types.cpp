// The built-in vector types: layout, makers, as members, in arithmetic of the
// program's own, and as wide loads.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cw/runtime.h>
#include <cstddef>
#include <cstdio>

inline CW_HOST CW_DEVICE cw::float4 operator+(cw::float4 a, const cw::float4 &b) {
  return cw::make_float4(a.x + b.x, a.y + b.y, a.z + b.z, a.w + b.w);
}
inline CW_HOST CW_DEVICE cw::float4 operator*(float s, cw::float4 v) {
  return {s * v.x, s * v.y, s * v.z, s * v.w};
}
static inline CW_HOST CW_DEVICE float dot(cw::float3 a, cw::float3 b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

struct Particle {
  cw::float4 position;
  cw::float3 velocity;
  cw::uchar4 colour;
  cw::double2 energy;
  cw::longlong2 ids;
};

CW_KERNEL void advance(Particle *particles, int n, float dt) {
  int i = cw::block_dim().x * cw::block_idx().x + cw::thread_idx().x;
  if (i >= n)
    return;
  Particle &p = particles[i];
  cw::float4 step = cw::make_float4(p.velocity.x, p.velocity.y, p.velocity.z, 0.0f);
  p.position = p.position + dt * step;
  p.colour = cw::make_uchar4(p.colour.w, p.colour.z, p.colour.y, p.colour.x);
  p.energy = cw::make_double2(dot(p.velocity, p.velocity) * 0.5, p.energy.x);
  p.ids.y = -p.ids.x;
}

CW_KERNEL void sumWide(const int *data, int n, int *total) {
  const cw::int4 *wide = reinterpret_cast<const cw::int4 *>(data);
  for (int i = cw::thread_idx().x; i < n / 4; i += cw::block_dim().x) {
    cw::int4 v = wide[i];
    cw::atomic_add(total, v.x + v.y + v.z + v.w);
  }
}

int main() {
  printf("sizes: %zu %zu %zu %zu %zu %zu\n", sizeof(cw::char3), sizeof(cw::short2),
         sizeof(cw::float3), sizeof(cw::uint4), sizeof(cw::double3), sizeof(cw::ulonglong2));
  printf("alignments: %zu %zu %zu %zu %zu\n", alignof(cw::char4), alignof(cw::float2),
         alignof(cw::int3), alignof(cw::float4), alignof(cw::double2));
  printf("offsets: %zu %zu %zu\n", offsetof(Particle, velocity),
         offsetof(Particle, colour), offsetof(Particle, energy));

  const int n = 70;
  Particle *particles;
  cwMallocManaged(&particles, n * sizeof(Particle));
  for (int i = 0; i < n; ++i) {
    particles[i].position = cw::make_float4(i, 2.0f * i, 0.0f, 1.0f);
    particles[i].velocity = cw::make_float3(1.0f, -2.0f, 0.5f * i);
    particles[i].colour = cw::uchar4{1, 2, 3, (unsigned char)i};
    particles[i].energy = cw::make_double2(7.0, 8.0);
    particles[i].ids = cw::make_longlong2(1LL << 40, 0);
  }
  cw::launch<advance>(3, 32)(particles, n, 0.25f);
  cwDeviceSynchronize();
  int wrong = 0;
  for (int i = 0; i < n; ++i) {
    const Particle &p = particles[i];
    wrong += p.position.x != i + 0.25f || p.position.y != 2.0f * i - 0.5f ||
             p.position.z != 0.125f * i || p.position.w != 1.0f;
    wrong += p.colour.x != i || p.colour.w != 1;
    wrong += p.energy.x != (5.0 + 0.25 * i * i) * 0.5 || p.energy.y != 7.0;
    wrong += p.ids.y != -(1LL << 40);
  }
  printf("wrong: %d\n", wrong);
  cwFree(particles);

  int *data, *total;
  cwMallocManaged(&data, 256 * sizeof(int));
  cwMallocManaged(&total, sizeof(int));
  *total = 0;
  for (int i = 0; i < 256; ++i)
    data[i] = i - 100;
  cw::launch<sumWide>(1, 32)(data, 256, total);
  cwDeviceSynchronize();
  printf("sum: %d\n", *total);
  cwFree(data);
  cwFree(total);
  return 0;
}
