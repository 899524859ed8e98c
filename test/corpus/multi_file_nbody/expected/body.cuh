// The physics of two bodies, for host and device alike.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cw/runtime.h>
#include <math.h>

/// Keeps close encounters finite.
constexpr float kSoftening2 = 0.01f;

/// Adds the pull of `other` (w is its mass) on a body at `at`.
CW_HOST CW_DEVICE inline cw::float3 addPull(cw::float3 sum, cw::float4 at, cw::float4 other) {
  cw::float3 way = cw::make_float3(other.x - at.x, other.y - at.y, other.z - at.z);
  float distance2 =
      way.x * way.x + way.y * way.y + way.z * way.z + kSoftening2;
  float inverse = 1.0f / sqrtf(distance2);
  float pull = other.w * inverse * inverse * inverse;
  sum.x += way.x * pull;
  sum.y += way.y * pull;
  sum.z += way.z * pull;
  return sum;
}

/// Moves a body by one step of `dt`.
CW_HOST CW_DEVICE inline void move(cw::float4 &position, cw::float4 &velocity,
                                     cw::float3 acceleration, float dt) {
  velocity.x += acceleration.x * dt;
  velocity.y += acceleration.y * dt;
  velocity.z += acceleration.z * dt;
  position.x += velocity.x * dt;
  position.y += velocity.y * dt;
  position.z += velocity.z * dt;
}
