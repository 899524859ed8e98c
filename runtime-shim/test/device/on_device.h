// Runs kernels for the tests of the device headers, and waits for them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cw/runtime.h>

#include <gtest/gtest.h>

// Launches the kernel and waits; a failed launch fails the test.
template <class... P, class... A>
void run_on_device(void (*kernel)(P...), cw::dim3 grid, cw::dim3 block,
                   A... arguments) {
  cw::launch(kernel, grid, block)(arguments...);
  EXPECT_EQ(cwGetLastError(), cwSuccess);
  EXPECT_EQ(cwDeviceSynchronize(), cwSuccess);
}
