// Devices: their number and their properties.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cw/api.h>

namespace cw::cpu {
int device_count();
inline bool device_exists(int device) {
  return device >= 0 && device < device_count();
}
} // namespace cw::cpu
