// Vector types: whole loads and stores, members, alignment, operators of the
// program's own.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>

__host__ __device__ inline float3 operator+(float3 a, float3 b) {
  return make_float3(a.x + b.x, a.y + b.y, a.z + b.z);
}

struct __align__(16) Particle {
  float3 position;
  float mass;
};

__global__ void scale(float4 *data, float factor) {
  float4 v = data[threadIdx.x];
  data[threadIdx.x] =
      make_float4(v.x * factor, v.y * factor, v.z * factor, v.w);
}

__global__ void pack(const uchar4 *in, ushort2 *out, int2 *sums) {
  uchar4 p = in[threadIdx.x];
  out[threadIdx.x] = make_ushort2(p.x | p.y << 8, p.z | p.w << 8);
  sums[threadIdx.x] = make_int2(p.x + p.y, p.z + p.w);
}

__global__ void move(Particle *p, const float3 *by, double2 *energy) {
  p[threadIdx.x].position = p[threadIdx.x].position + by[threadIdx.x];
  energy[threadIdx.x] = make_double2(p[threadIdx.x].mass, 0.0);
}

__global__ void bounds(longlong2 *out, float2 *f) {
  out[0].x = min(out[1].x, out[2].x);
  out[0].y = max(out[1].y, out[2].y);
  f[0].x = rsqrtf(max(f[1].x, 0.0f));
}

void run(float4 *a, uchar4 *b, ushort2 *c, int2 *d, Particle *e, float3 *f,
         double2 *g, longlong2 *h, float2 *i) {
  scale<<<1, 32>>>(a, 2.0f);
  pack<<<1, 32>>>(b, c, d);
  move<<<1, 32>>>(e, f, g);
  bounds<<<1, 1>>>(h, i);
}
