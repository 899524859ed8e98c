// Gravity between bodies, on the device and, for comparison, on the host.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>
#include <vector>

/// Positions (w: mass) and velocities (w: unused) of all bodies.
struct Bodies {
  std::vector<float4> position, velocity;
};

/// Owns the bodies on the device. Steps are queued; reading waits for them.
class Simulation {
public:
  explicit Simulation(const Bodies &start);
  ~Simulation();
  Simulation(const Simulation &) = delete;
  Simulation &operator=(const Simulation &) = delete;

  void step(float dt);
  Bodies read() const;
  /// The sum of mass times velocity squared, halved.
  double kineticEnergy() const;
  /// What the steps took so far.
  float milliseconds() const;

private:
  int count;
  float4 *position[2]; // read one, write the other
  float4 *velocity;
  cudaStream_t stream;
  cudaEvent_t begin, end;
};

/// The same step, in a loop on the host.
void stepOnHost(Bodies &bodies, float dt);
