// Kernels by address, and the checks of a launch. This file owns the list of
// registered kernels; launch.cpp launches them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cw/cpu/launch.h>

namespace cw::cpu {
/// Returns cwSuccess if a kernel may be launched with this shape. `address` is
/// the kernel's address, or null if it has none.
cwError_t check_shape(const LaunchShape &shape, const void *address);
/// Copies the arguments into a call of the registered kernel.
cwError_t make_kernel_call(const void *address, void **args,
                           std::shared_ptr<const KernelCall> &call);
/// The offset of each parameter in a packed buffer, and the buffer's size.
std::vector<std::size_t> parameter_offsets(const void *address,
                                           std::size_t *size);
} // namespace cw::cpu
