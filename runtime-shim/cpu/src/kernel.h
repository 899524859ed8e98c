// Kernels by address, and what a launch must satisfy.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cw/cpu/launch.h>

namespace cw::cpu {
/// cwSuccess when a kernel may be launched so. `address` is the kernel's, or
/// null for what has none.
cwError_t check_shape(const LaunchShape &shape, const void *address);
/// Copies the arguments into a call of the registered kernel.
cwError_t make_kernel_call(const void *address, void **args,
                           std::shared_ptr<const KernelCall> &call);
/// The offset of each parameter in a packed buffer, and the buffer's size.
std::vector<std::size_t> parameter_offsets(const void *address,
                                           std::size_t *size);
} // namespace cw::cpu
