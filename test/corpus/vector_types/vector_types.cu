// The built-in vector types: layout, makers, as members, in arithmetic of the
// program's own, and as wide loads.
// SPDX-License-Identifier: Apache-2.0
#include <vector_types.h>
#include <vector_functions.h>
#include <cstddef>
#include <cstdio>

inline __host__ __device__ float4 operator+(float4 a, const float4 &b) {
  return make_float4(a.x + b.x, a.y + b.y, a.z + b.z, a.w + b.w);
}
inline __host__ __device__ float4 operator*(float s, float4 v) {
  return {s * v.x, s * v.y, s * v.z, s * v.w};
}
static inline __host__ __device__ float dot(float3 a, float3 b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

struct Particle {
  float4 position;
  float3 velocity;
  uchar4 colour;
  double2 energy;
  longlong2 ids;
};

__global__ void advance(Particle *particles, int n, float dt) {
  int i = blockDim.x * blockIdx.x + threadIdx.x;
  if (i >= n)
    return;
  Particle &p = particles[i];
  float4 step = make_float4(p.velocity.x, p.velocity.y, p.velocity.z, 0.0f);
  p.position = p.position + dt * step;
  p.colour = make_uchar4(p.colour.w, p.colour.z, p.colour.y, p.colour.x);
  p.energy = make_double2(dot(p.velocity, p.velocity) * 0.5, p.energy.x);
  p.ids.y = -p.ids.x;
}

__global__ void sumWide(const int *data, int n, int *total) {
  const int4 *wide = reinterpret_cast<const int4 *>(data);
  for (int i = threadIdx.x; i < n / 4; i += blockDim.x) {
    int4 v = wide[i];
    atomicAdd(total, v.x + v.y + v.z + v.w);
  }
}

int main() {
  printf("sizes: %zu %zu %zu %zu %zu %zu\n", sizeof(char3), sizeof(short2),
         sizeof(float3), sizeof(uint4), sizeof(double3), sizeof(ulonglong2));
  printf("alignments: %zu %zu %zu %zu %zu\n", alignof(char4), alignof(float2),
         alignof(int3), alignof(float4), alignof(double2));
  printf("offsets: %zu %zu %zu\n", offsetof(Particle, velocity),
         offsetof(Particle, colour), offsetof(Particle, energy));

  const int n = 70;
  Particle *particles;
  cudaMallocManaged(&particles, n * sizeof(Particle));
  for (int i = 0; i < n; ++i) {
    particles[i].position = make_float4(i, 2.0f * i, 0.0f, 1.0f);
    particles[i].velocity = make_float3(1.0f, -2.0f, 0.5f * i);
    particles[i].colour = uchar4{1, 2, 3, (unsigned char)i};
    particles[i].energy = make_double2(7.0, 8.0);
    particles[i].ids = make_longlong2(1LL << 40, 0);
  }
  advance<<<3, 32>>>(particles, n, 0.25f);
  cudaDeviceSynchronize();
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
  cudaFree(particles);

  int *data, *total;
  cudaMallocManaged(&data, 256 * sizeof(int));
  cudaMallocManaged(&total, sizeof(int));
  *total = 0;
  for (int i = 0; i < 256; ++i)
    data[i] = i - 100;
  sumWide<<<1, 32>>>(data, 256, total);
  cudaDeviceSynchronize();
  printf("sum: %d\n", *total);
  cudaFree(data);
  cudaFree(total);
  return 0;
}
