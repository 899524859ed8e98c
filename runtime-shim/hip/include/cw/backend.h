// The hip backend: every name of the shim is another name for HIP's, for C and
// C++.
// SPDX-License-Identifier: Apache-2.0
// Names are aliases, or inline forwards if HIP's form differs. Functions that
// HIP lacks and that need only a few instructions are implemented in device.h.
// Written for HIP 5.2, the oldest tested version. This folder is before
// runtime-shim/include on the include path, so that <cw/coop.h>, <cw/half.h>
// and the others are this backend's versions.
#ifndef CW_BACKEND_H
#define CW_BACKEND_H

#define CW_BACKEND_HIP 1

#include <cw/extensions.h>

#ifdef __HIPCC__
#define CW_KERNEL_LANGUAGE 1
#include <hip/hip_runtime.h>
#else
#include <hip/hip_runtime_api.h>
#endif

#ifdef __HIP_DEVICE_COMPILE__
#define CW_DEVICE_ARCH CW_ARCH_LEVEL
#ifndef CW_ARCH_LEVEL
#define CW_ARCH_LEVEL                                                          \
  700 // has votes and shuffles with a mask, but not the warp reductions of 800
#endif
#endif

#ifdef __HIPCC__
#define CW_KERNEL __global__
#define CW_DEVICE __device__
#define CW_HOST __host__
#define CW_CONSTANT __constant__
#define CW_SHARED __shared__
#define CW_STATIC_SHARED(NAME, ...) __shared__ __VA_ARGS__
#define CW_MANAGED __managed__
// HIP's second bound counts warps of an execution unit, not blocks of a
// multiprocessor. Both bounds are hints, so it is omitted.
#define CW_LAUNCH_BOUNDS(THREADS, ...) __launch_bounds__(THREADS)
#define CW_FORCEINLINE __forceinline__
#define CW_NOINLINE __attribute__((noinline))
#define CW_DYNAMIC_SHARED(TYPE, NAME) extern __shared__ TYPE NAME[]
#define CW_DYNAMIC_SHARED_ROWS(TYPE, NAME, ROW)                                \
  extern __shared__ TYPE NAME[] ROW
#define CW_DYNAMIC_SHARED_TEMPLATE(TYPE, NAME) extern __shared__ TYPE NAME[]
#define CW_DYNAMIC_SHARED_INSTANCE(...) __VA_ARGS__
#else // a host-only file may see declarations that kernels share
#define CW_DEVICE
#define CW_HOST
#define CW_FORCEINLINE inline __attribute__((always_inline))
#define CW_NOINLINE __attribute__((noinline))
#endif
#define CW_ALIGN(BYTES) __attribute__((aligned(BYTES)))
#define CW_GRID_CONSTANT
#define CW_CALLBACK

// The version of the CUDA runtime whose API the shim follows, for programs that
// test it before they use a function.
#define CW_RUNTIME_VERSION 12080

/// A kernel of a module needs no export here: extern "C" is enough.
#define CW_EXPORT_KERNEL(NAME)

#include <cw/api.h>
#include <cw/api_functions.h>
#include <cw/math_constants.h>
#include <cw/vector_types.h>

#ifdef __HIPCC__
#include <cw/chevron_launch.h>
#include <cw/device.h>
#include <cw/intrinsics.h>
#include <cw/texture.h>
#include <cw/texture_reference.h>
#endif

#endif
