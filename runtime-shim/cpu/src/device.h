// Devices as every call needs them: their number, the current one of a thread,
// and whether one has failed. device_api.cpp has their properties.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cw/api.h>

namespace cw::cpu {

constexpr int most_devices = 64;
int device_count();
inline bool device_exists(int device) {
  return device >= 0 && device < device_count();
}

/// The device of the calling host thread.
int current_device();
void choose_device(int device);

/// The error of a failed kernel. Every later call on its device returns this
/// error until cwDeviceReset.
cwError_t device_failure(int device);
/// Keeps the first error of a device.
void set_device_failure(int device, cwError_t error);
void clear_device_failure(int device);

} // namespace cw::cpu
