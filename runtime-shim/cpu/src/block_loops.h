// Kernels that the kernel compiler made loops of (docs/kernel-compiler.md):
// which function runs a whole block of a kernel, and when it may.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cw/cpu/launch.h>

namespace cw::cpu {

/// A function with the kernel's parameters that runs the block that `context`
/// names.
using BlockFunction = void (*)();

/// The function for this launch; null if fibers must run it. Notes the kernel
/// for CW_REPORT=kernels.
BlockFunction block_function(const KernelCall &call, const LaunchShape &shape);

/// While one exists, vector functions of mathematics call the scalar ones.
struct ExactMath {
  ExactMath();
  ~ExactMath();
};

} // namespace cw::cpu
