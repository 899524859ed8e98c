// Turns an error of the device into the end of the program, with a message.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>
#include <cuda_runtime.h>

#define CHECK(call)                                                            \
  do {                                                                         \
    cudaError_t checked = (call);                                              \
    if (checked != cudaSuccess) {                                              \
      std::fprintf(stderr, "%s:%d: %s failed: %s\n", __FILE__, __LINE__,       \
                   #call, cudaGetErrorString(checked));                        \
      std::exit(EXIT_FAILURE);                                                 \
    }                                                                          \
  } while (0)
