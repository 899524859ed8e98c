// Switching a profiler on and off: cwProfilerStart and cwProfilerStop, which <cw/runtime.h> declares.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_PROFILER_H
#define CW_PROFILER_H

#include <cw/runtime.h>

#endif // CW_PROFILER_H
