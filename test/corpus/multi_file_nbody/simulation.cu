// The simulation on the device.
// SPDX-License-Identifier: Apache-2.0
#include "simulation.h"
#include "body.cuh"
#include "check.h"
#include <utility>

namespace {

constexpr int kBlock = 64;

__constant__ float timeStep;

/// Every thread moves one body. The block walks over all bodies a tile at a
/// time, each tile loaded together into shared memory.
template <int Block>
__global__ void __launch_bounds__(Block)
    stepBodies(const float4 *__restrict__ from, float4 *__restrict__ to,
               float4 *__restrict__ velocity, int count) {
  extern __shared__ float4 tile[];
  int i = blockIdx.x * Block + threadIdx.x;
  float4 mine = i < count ? from[i] : make_float4(0, 0, 0, 0);
  float3 acceleration = make_float3(0, 0, 0);

  for (int start = 0; start < count; start += Block) {
    int other = start + threadIdx.x;
    tile[threadIdx.x] =
        other < count ? from[other] : make_float4(0, 0, 0, 0); // massless
    __syncthreads();
#pragma unroll 8
    for (int j = 0; j < Block; ++j)
      acceleration = addPull(acceleration, mine, tile[j]);
    __syncthreads();
  }
  if (i < count) {
    move(mine, velocity[i], acceleration, timeStep);
    to[i] = mine;
  }
}

/// Adds the block's share to `energy`.
__global__ void sumEnergy(const float4 *position, const float4 *velocity,
                          int count, double *energy) {
  __shared__ double partial[kBlock];
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  double mine = 0;
  if (i < count) {
    float4 v = velocity[i];
    mine = 0.5 * position[i].w * (v.x * v.x + v.y * v.y + v.z * v.z);
  }
  partial[threadIdx.x] = mine;
  for (int half = kBlock / 2; half > 0; half /= 2) {
    __syncthreads();
    if (threadIdx.x < half)
      partial[threadIdx.x] += partial[threadIdx.x + half];
  }
  if (threadIdx.x == 0)
    atomicAdd(energy, partial[0]);
}

int blocksFor(int count) { return (count + kBlock - 1) / kBlock; }

} // namespace

Simulation::Simulation(const Bodies &start)
    : count((int)start.position.size()) {
  size_t bytes = count * sizeof(float4);
  for (float4 *&buffer : position)
    CHECK(cudaMalloc(&buffer, bytes));
  CHECK(cudaMalloc(&velocity, bytes));
  CHECK(cudaStreamCreate(&stream));
  CHECK(cudaEventCreate(&begin));
  CHECK(cudaEventCreate(&end));
  CHECK(cudaMemcpyAsync(position[0], start.position.data(), bytes,
                        cudaMemcpyHostToDevice, stream));
  CHECK(cudaMemcpyAsync(velocity, start.velocity.data(), bytes,
                        cudaMemcpyHostToDevice, stream));
  CHECK(cudaEventRecord(begin, stream));
}

Simulation::~Simulation() {
  for (float4 *buffer : position)
    cudaFree(buffer);
  cudaFree(velocity);
  cudaEventDestroy(begin);
  cudaEventDestroy(end);
  cudaStreamDestroy(stream);
}

void Simulation::step(float dt) {
  CHECK(cudaMemcpyToSymbolAsync(timeStep, &dt, sizeof dt, 0,
                                cudaMemcpyHostToDevice, stream));
  stepBodies<kBlock><<<blocksFor(count), kBlock, kBlock * sizeof(float4),
                       stream>>>(position[0], position[1], velocity, count);
  CHECK(cudaGetLastError());
  CHECK(cudaEventRecord(end, stream));
  std::swap(position[0], position[1]);
}

Bodies Simulation::read() const {
  Bodies bodies;
  bodies.position.resize(count);
  bodies.velocity.resize(count);
  size_t bytes = count * sizeof(float4);
  CHECK(cudaMemcpyAsync(bodies.position.data(), position[0], bytes,
                        cudaMemcpyDeviceToHost, stream));
  CHECK(cudaMemcpyAsync(bodies.velocity.data(), velocity, bytes,
                        cudaMemcpyDeviceToHost, stream));
  CHECK(cudaStreamSynchronize(stream));
  return bodies;
}

double Simulation::kineticEnergy() const {
  double *sum, energy = 0;
  CHECK(cudaMalloc(&sum, sizeof *sum));
  CHECK(cudaMemsetAsync(sum, 0, sizeof *sum, stream));
  sumEnergy<<<blocksFor(count), kBlock, 0, stream>>>(position[0], velocity,
                                                     count, sum);
  CHECK(cudaMemcpyAsync(&energy, sum, sizeof energy, cudaMemcpyDeviceToHost,
                        stream));
  CHECK(cudaStreamSynchronize(stream));
  CHECK(cudaFree(sum));
  return energy;
}

float Simulation::milliseconds() const {
  float elapsed = 0;
  CHECK(cudaEventSynchronize(end));
  CHECK(cudaEventElapsedTime(&elapsed, begin, end));
  return elapsed;
}
