// Errors of calls, and calls of the program's own functions.
// SPDX-License-Identifier: Apache-2.0
#include "error.h"

#include <cstdio>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>

namespace cw::cpu {
namespace {

// Every call reads these variables. This TLS model is the cheapest.
__attribute__((tls_model("initial-exec"))) thread_local cwError_t last_error =
    cwSuccess;
__attribute__((tls_model("initial-exec"))) thread_local bool host_function =
    false;

} // namespace

cwError_t remember(cwError_t error) {
  if (error != cwSuccess)
    last_error = error;
  return error;
}

void forget_error() { last_error = cwSuccess; }

cwError_t error_of_exception() {
  try {
    throw;
  } catch (const std::bad_alloc &) {
    return cwErrorMemoryAllocation;
  } catch (const std::length_error &) { // more elements than possible
    return cwErrorMemoryAllocation;
  } catch (const std::system_error &) {
    return cwErrorOperatingSystem;
  } catch (...) {
    return cwErrorUnknown;
  }
}

bool in_host_function() { return host_function; }
HostFunctionScope::HostFunctionScope()
    : last_error_(last_error), nested_(host_function) {
  host_function = true;
}
HostFunctionScope::~HostFunctionScope() {
  host_function = nested_;
  last_error = last_error_;
}
void report_exception(const char *where) {
  const char *text = "not a std::exception";
  std::string kept;
  try {
    throw;
  } catch (const std::exception &exception) {
    kept = exception.what();
    text = kept.c_str();
  } catch (...) {
  }
  std::fprintf(stderr, "causeway: an exception left %s: %s\n", where, text);
}

} // namespace cw::cpu

using namespace cw::cpu;

cwError_t cwGetLastError(void) {
  if (const cwError_t failure = device_failure(current_device()))
    return failure;
  const cwError_t error = last_error;
  last_error = cwSuccess;
  return error;
}
cwError_t cwPeekAtLastError(void) {
  if (const cwError_t failure = device_failure(current_device()))
    return failure;
  return last_error;
}
const char *cwGetErrorName(cwError_t error) {
  switch (error) {
#define X(NAME, VALUE, TEXT)                                                   \
  case cw##NAME:                                                               \
    return "cw" #NAME;
#include <cw/errors.def>
#undef X
  }
  return "unrecognized error code";
}
const char *cwGetErrorString(cwError_t error) {
  switch (error) {
#define X(NAME, VALUE, TEXT)                                                   \
  case cw##NAME:                                                               \
    return TEXT;
#include <cw/errors.def>
#undef X
  }
  return "unrecognized error code";
}
