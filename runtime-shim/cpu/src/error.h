// Errors: results of calls, the last error of a thread, and calls of the
// program's own functions. Every API function runs in a frame from here. Each
// thread owns its last error.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <cw/driver_result.h>

#include "device.h"

namespace cw::cpu {

/// Stores the error for cwGetLastError (cwSuccess changes nothing) and returns
/// it.
cwError_t remember(cwError_t error);
/// Makes cwSuccess the last error.
void forget_error();

/// The error for the exception that is being handled. Call it only in a catch
/// block.
cwError_t error_of_exception();

/// Whether the calling thread is in a host function, a callback or a destructor
/// that the runtime has called. Such code must not call the API.
bool in_host_function();

/// Runs the body of an API function. No exception may leave it, since callers
/// may be C code.
template <class Body> cwError_t contained(Body &&body) {
  try {
    return remember(std::forward<Body>(body)());
  } catch (...) {
    return remember(error_of_exception());
  }
}

/// The frame of nearly every API function. Returns the body's error, unless the
/// device has failed or the caller may not call the API. Also stores the error.
template <class Body> cwError_t api(Body &&body) {
  if (in_host_function())
    return remember(cwErrorNotPermitted);
  if (const cwError_t failure = device_failure(current_device()))
    return remember(failure);
  return contained(std::forward<Body>(body));
}

/// Calls code of the program on the current thread. The API refuses calls from
/// that code and keeps the thread's device and last error unchanged, because
/// the thread may be a waiting thread of the program. If an exception leaves
/// the code, a message goes to stderr and an error is returned.
class HostFunctionScope {
public:
  HostFunctionScope();
  ~HostFunctionScope();
  HostFunctionScope(const HostFunctionScope &) = delete;

private:
  cwError_t last_error_;
  bool nested_;
};
void report_exception(const char *where);
template <class Function>
cwError_t call_host(const char *what, Function &&function) {
  HostFunctionScope scope;
  try {
    std::forward<Function>(function)();
    return cwSuccess;
  } catch (...) {
    report_exception(what);
    return cwErrorUnknown;
  }
}

/// The same for functions of the driver API.
template <class Body> cwResult driver_api(Body &&body) {
  return cwResult(api(std::forward<Body>(body)));
}

} // namespace cw::cpu
