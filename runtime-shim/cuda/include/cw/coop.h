// Cooperative groups under the shim's name.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_COOP_H
#define CW_COOP_H

#include <cw/runtime.h>

#include <cooperative_groups.h>
#ifdef __CUDACC__
#include <cooperative_groups/memcpy_async.h>
#include <cooperative_groups/reduce.h>
#include <cooperative_groups/scan.h>

namespace cw {
namespace coop = ::cooperative_groups;
}
#endif

#endif
