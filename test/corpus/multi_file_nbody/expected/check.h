// Turns an error of the device into the end of the program, with a message.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>
#include <cw/runtime.h>

#define CHECK(call)                                                            \
  do {                                                                         \
    cwError_t checked = (call);                                              \
    if (checked != cwSuccess) {                                              \
      std::fprintf(stderr, "%s:%d: %s failed: %s\n", __FILE__, __LINE__,       \
                   #call, cwGetErrorString(checked));                        \
      std::exit(EXIT_FAILURE);                                                 \
    }                                                                          \
  } while (0)
