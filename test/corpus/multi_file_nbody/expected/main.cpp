// Simulates a disc of bodies on the device, and checks it against the host.
// Usage: nbody [BODIES [STEPS]]
// SPDX-License-Identifier: Apache-2.0
#include "check.h"
#include "simulation.h"
#include <algorithm>
#include <cmath>

static Bodies makeDisc(int count) {
  Bodies bodies;
  for (int i = 0; i < count; ++i) {
    float radius = 1.0f + 4.0f * i / count;
    float angle = 2.4f * i; // the golden angle, nearly: no two bodies meet
    float speed = std::sqrt(1.0f / radius);
    float x = radius * std::cos(angle), y = radius * std::sin(angle);
    bodies.position.push_back(
        cw::make_float4(x, y, 0.05f * (i % 5 - 2), 1.0f / count));
    bodies.velocity.push_back(cw::make_float4(-speed * std::sin(angle),
                                          speed * std::cos(angle), 0.0f, 0.0f));
  }
  return bodies;
}

static float largestDifference(const std::vector<cw::float4> &a,
                               const std::vector<cw::float4> &b) {
  float largest = 0;
  for (size_t i = 0; i < a.size(); ++i)
    largest = std::max({largest, std::fabs(a[i].x - b[i].x),
                        std::fabs(a[i].y - b[i].y),
                        std::fabs(a[i].z - b[i].z)});
  return largest;
}

int main(int argc, char **argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 300;
  const int steps = argc > 2 ? std::atoi(argv[2]) : 5;
  const float dt = 0.01f;
  int devices = 0;
  CHECK(cwGetDeviceCount(&devices));
  std::printf("%d bodies, %d steps, devices: %s\n", count, steps,
              devices > 0 ? "yes" : "none");

  Bodies host = makeDisc(count);
  Simulation simulation(host);
  for (int step = 0; step < steps; ++step) {
    simulation.step(dt);
    stepOnHost(host, dt);
  }
  Bodies device = simulation.read();

  double energy = 0;
  for (int i = 0; i < count; ++i) {
    const cw::float4 &v = host.velocity[i];
    energy += 0.5 * host.position[i].w * (v.x * v.x + v.y * v.y + v.z * v.z);
  }
  bool placesAgree = largestDifference(device.position, host.position) < 1e-4f;
  bool speedsAgree = largestDifference(device.velocity, host.velocity) < 1e-4f;
  bool energyAgrees = std::fabs(simulation.kineticEnergy() - energy) < 1e-5;
  std::printf("positions agree with the host: %s\n", placesAgree ? "yes" : "NO");
  std::printf("velocities agree with the host: %s\n",
              speedsAgree ? "yes" : "NO");
  std::printf("kinetic energy: %.3f, agrees: %s\n", energy,
              energyAgrees ? "yes" : "NO");
  std::printf("time passed on the device: %s\n",
              simulation.milliseconds() >= 0 ? "yes" : "NO");
  return placesAgree && speedsAgree && energyAgrees ? 0 : 1;
}
