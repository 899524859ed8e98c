// CW_CHECK=both: runs a launch as loops and by fibers, and compares what both
// left in device memory.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include <cw/types.h>

namespace cw::cpu {

/// Whether CW_CHECK=both is set.
bool checks_launches();

/// Runs the launch by `first`, puts device memory back, and runs it by
/// `second`. If their results differ, prints where and returns
/// cwErrorLaunchFailure. An error of either run is returned as it is. `subject`
/// names the kernel.
cwError_t run_both(const std::string &subject,
                   const std::function<cwError_t()> &first,
                   const std::function<cwError_t()> &second);

} // namespace cw::cpu
