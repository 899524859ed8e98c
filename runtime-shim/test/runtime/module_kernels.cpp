// A module that driver_test.cpp loads.
// SPDX-License-Identifier: Apache-2.0
#include <cw/driver.h>

extern "C" {
CW_DEVICE int offset = 0;

CW_KERNEL void scale(int *p, int factor) { p[cw::thread_idx().x] *= factor; }
CW_KERNEL void shift(int *p) { *p += offset; }
}
static CW_CONSTANT int step[2];
extern "C" CW_KERNEL void stride(int *p) { *p += step[1]; }
CW_EXPORT_KERNEL(stride)
CW_EXPORT_KERNEL(scale)
CW_EXPORT_KERNEL(shift)
