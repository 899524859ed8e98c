// Errors: what a call returns, what cwGetLastError remembers, failures that
// stay, and how code of the program is called from inside.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <cw/driver_result.h>

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

/// What a function returns for the exception that is being handled. Only to be
/// called in a catch block.
cwError_t error_of_exception();

/// Whether the calling thread is in a host function, a callback or a destructor
/// that the runtime has called. Such code must not call the API.
bool in_host_function();

/// Runs the body of an API function, from which no exception may get out: the
/// callers may be C.
template <class Body> cwError_t contained(Body &&body) {
  try {
    return remember(std::forward<Body>(body)());
  } catch (...) {
    return remember(error_of_exception());
  }
}

/// What nearly every API function is made of: the body's error, unless the
/// device has failed or the caller is not permitted to call; also remembered.
template <class Body> cwError_t api(Body &&body) {
  if (in_host_function())
    return remember(cwErrorNotPermitted);
  if (const cwError_t failure = device_failure(current_device()))
    return remember(failure);
  return contained(std::forward<Body>(body));
}

/// Calls code of the program on whatever thread this is. The API refuses that
/// code's calls, and does not let it change the thread's device or remembered
/// error, since the thread may be one of the program's that only waits. An
/// exception that leaves it is told on stderr and returned as an error.
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
