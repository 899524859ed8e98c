// What every fuzz target is: libFuzzer calls it with what it made up, the
// regression test with the seeds. Whatever should not be, aborts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size);

/// Holds in every build, unlike assert.
#define HOLDS(Condition)                                                       \
  ((Condition) ? void()                                                        \
               : (std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, \
                               __LINE__, #Condition),                          \
                  std::abort()))
