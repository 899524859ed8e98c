// The simulation on the device.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include "simulation.h"
#include "body.cuh"
#include "check.h"
#include <utility>

namespace {

constexpr int kBlock = 64;

CW_CONSTANT float timeStep;

/// Every thread moves one body. The block walks over all bodies a tile at a
/// time, each tile loaded together into shared memory.
template <int Block>
CW_KERNEL void CW_LAUNCH_BOUNDS(Block)
    stepBodies(const cw::float4 *__restrict__ from, cw::float4 *__restrict__ to,
               cw::float4 *__restrict__ velocity, int count) {
  CW_DYNAMIC_SHARED(cw::float4, tile);
  int i = cw::block_idx().x * Block + cw::thread_idx().x;
  cw::float4 mine = i < count ? from[i] : cw::make_float4(0, 0, 0, 0);
  cw::float3 acceleration = cw::make_float3(0, 0, 0);

  for (int start = 0; start < count; start += Block) {
    int other = start + cw::thread_idx().x;
    tile[cw::thread_idx().x] =
        other < count ? from[other] : cw::make_float4(0, 0, 0, 0); // massless
    cw::barrier();
#pragma unroll 8
    for (int j = 0; j < Block; ++j)
      acceleration = addPull(acceleration, mine, tile[j]);
    cw::barrier();
  }
  if (i < count) {
    move(mine, velocity[i], acceleration, timeStep);
    to[i] = mine;
  }
}

/// Adds the block's share to `energy`.
CW_KERNEL void sumEnergy(const cw::float4 *position, const cw::float4 *velocity,
                          int count, double *energy) {
  CW_STATIC_SHARED(partial, double partial[kBlock]);
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  double mine = 0;
  if (i < count) {
    cw::float4 v = velocity[i];
    mine = 0.5 * position[i].w * (v.x * v.x + v.y * v.y + v.z * v.z);
  }
  partial[cw::thread_idx().x] = mine;
  for (int half = kBlock / 2; half > 0; half /= 2) {
    cw::barrier();
    if (cw::thread_idx().x < half)
      partial[cw::thread_idx().x] += partial[cw::thread_idx().x + half];
  }
  if (cw::thread_idx().x == 0)
    cw::atomic_add(energy, partial[0]);
}

int blocksFor(int count) { return (count + kBlock - 1) / kBlock; }

} // namespace

Simulation::Simulation(const Bodies &start)
    : count((int)start.position.size()) {
  size_t bytes = count * sizeof(cw::float4);
  for (cw::float4 *&buffer : position)
    CHECK(cwMalloc(&buffer, bytes));
  CHECK(cwMalloc(&velocity, bytes));
  CHECK(cwStreamCreate(&stream));
  CHECK(cwEventCreate(&begin));
  CHECK(cwEventCreate(&end));
  CHECK(cwMemcpyAsync(position[0], start.position.data(), bytes,
                        cwMemcpyHostToDevice, stream));
  CHECK(cwMemcpyAsync(velocity, start.velocity.data(), bytes,
                        cwMemcpyHostToDevice, stream));
  CHECK(cwEventRecord(begin, stream));
}

Simulation::~Simulation() {
  for (cw::float4 *buffer : position)
    cwFree(buffer);
  cwFree(velocity);
  cwEventDestroy(begin);
  cwEventDestroy(end);
  cwStreamDestroy(stream);
}

void Simulation::step(float dt) {
  CHECK(cwMemcpyToSymbolAsync(timeStep, &dt, sizeof dt, 0,
                                cwMemcpyHostToDevice, stream));
  cw::launch<stepBodies<kBlock>>(blocksFor(count), kBlock, kBlock * sizeof(cw::float4),
                       stream)(position[0], position[1], velocity, count);
  CHECK(cwGetLastError());
  CHECK(cwEventRecord(end, stream));
  std::swap(position[0], position[1]);
}

Bodies Simulation::read() const {
  Bodies bodies;
  bodies.position.resize(count);
  bodies.velocity.resize(count);
  size_t bytes = count * sizeof(cw::float4);
  CHECK(cwMemcpyAsync(bodies.position.data(), position[0], bytes,
                        cwMemcpyDeviceToHost, stream));
  CHECK(cwMemcpyAsync(bodies.velocity.data(), velocity, bytes,
                        cwMemcpyDeviceToHost, stream));
  CHECK(cwStreamSynchronize(stream));
  return bodies;
}

double Simulation::kineticEnergy() const {
  double *sum, energy = 0;
  CHECK(cwMalloc(&sum, sizeof *sum));
  CHECK(cwMemsetAsync(sum, 0, sizeof *sum, stream));
  cw::launch<sumEnergy>(blocksFor(count), kBlock, 0, stream)(position[0], velocity,
                                                     count, sum);
  CHECK(cwMemcpyAsync(&energy, sum, sizeof energy, cwMemcpyDeviceToHost,
                        stream));
  CHECK(cwStreamSynchronize(stream));
  CHECK(cwFree(sum));
  return energy;
}

float Simulation::milliseconds() const {
  float elapsed = 0;
  CHECK(cwEventSynchronize(end));
  CHECK(cwEventElapsedTime(&elapsed, begin, end));
  return elapsed;
}
