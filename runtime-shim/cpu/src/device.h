// The state of devices that every call reads: their number, the current one of
// a thread, and which of them have failed. This file owns it; device_api.cpp
// owns their settings.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cw/api.h>

namespace cw::cpu {

constexpr int most_devices = 64;
int device_count();
inline bool device_exists(int device) {
  return device >= 0 && device < device_count();
}

/// The device of the calling host thread. Nearly every call reads it; this TLS
/// model is the cheapest.
extern __thread int chosen_device __attribute__((tls_model("initial-exec")));
inline int current_device() { return chosen_device; }
inline void choose_device(int device) { chosen_device = device; }

/// The error of a failed kernel. Every later call on its device returns this
/// error until cwDeviceReset.
cwError_t device_failure(int device);
/// Keeps the first error of a device.
void set_device_failure(int device, cwError_t error);
void clear_device_failure(int device);

} // namespace cw::cpu
