// The simulation on the host: what the device must agree with.
// SPDX-License-Identifier: Apache-2.0
#include "body.cuh"
#include "simulation.h"

void stepOnHost(Bodies &bodies, float dt) {
  const std::vector<float4> before = bodies.position;
  for (size_t i = 0; i < before.size(); ++i) {
    float3 acceleration = make_float3(0, 0, 0);
    for (const float4 &other : before)
      acceleration = addPull(acceleration, before[i], other);
    move(bodies.position[i], bodies.velocity[i], acceleration, dt);
  }
}
