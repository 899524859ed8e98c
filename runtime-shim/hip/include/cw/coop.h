// Cooperative groups under the shim's name; HIP 5.2 lacks reduce, scan and
// memcpy_async.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_COOP_H
#define CW_COOP_H

#include <cw/runtime.h>

#ifdef __HIPCC__
#include <hip/hip_cooperative_groups.h>

namespace cw {
namespace coop = ::cooperative_groups;
}
#endif

#endif
