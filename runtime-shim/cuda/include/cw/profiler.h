// Switching a profiler on and off; the two functions are part of <cw/runtime.h>.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_PROFILER_H
#define CW_PROFILER_H

#include <cw/runtime.h>

#endif
