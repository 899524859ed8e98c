// Errors: what a call returns, what cwGetLastError remembers, and failures that
// stay. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <new>
#include <utility>

#include <cw/api.h>

namespace cw::cpu {

/// Remembers the error for cwGetLastError (cwSuccess changes nothing) and
/// returns it.
cwError_t remember(cwError_t error);

/// A failed kernel spoils its device until cwDeviceReset: every call returns
/// this error from then on.
cwError_t device_failure(int device);
void set_device_failure(int device, cwError_t error);

/// The device of the calling host thread.
int current_device();

/// What every API function is made of: the body's error, unless the device has
/// failed; also remembered.
template <class Body> cwError_t api(Body &&body) {
  if (const cwError_t failure = device_failure(current_device()))
    return remember(failure);
  try {
    return remember(std::forward<Body>(body)());
  } catch (const std::bad_alloc &) {
    return remember(cwErrorMemoryAllocation);
  }
}

} // namespace cw::cpu
