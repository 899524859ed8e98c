// The cuda backend: every name of the shim is another name for CUDA's own, for
// C and C++.
// SPDX-License-Identifier: Apache-2.0
// The names are aliases. Where a function is necessary, it is an inline forward
// that does not change the PTX (test/backends/ptx_equal.py checks this). This
// folder is before runtime-shim/include on the include path, so that
// <cw/coop.h>, <cw/half.h> and the others are this backend's versions.
#ifndef CW_BACKEND_H
#define CW_BACKEND_H

#define CW_BACKEND_CUDA 1

#include <cuda_profiler_api.h>
#include <cuda_runtime.h>
#include <math_constants.h>

#include <cw/extensions.h> // depends on the version of CUDA

#ifdef __CUDACC__
#define CW_KERNEL_LANGUAGE 1
#endif
#ifdef __CUDA_ARCH__
#define CW_DEVICE_ARCH __CUDA_ARCH__
#define CW_ARCH_LEVEL __CUDA_ARCH__
#endif

#define CW_KERNEL __global__
#define CW_DEVICE __device__
#define CW_HOST __host__
#define CW_CONSTANT __constant__
#define CW_SHARED __shared__
#define CW_STATIC_SHARED(NAME, ...) __shared__ __VA_ARGS__
#define CW_MANAGED __managed__
#define CW_LAUNCH_BOUNDS(...) __launch_bounds__(__VA_ARGS__)
#define CW_FORCEINLINE __forceinline__
#define CW_NOINLINE __noinline__
#define CW_ALIGN(BYTES) __align__(BYTES)
#define CW_GRID_CONSTANT __grid_constant__
#define CW_DYNAMIC_SHARED(TYPE, NAME) extern __shared__ TYPE NAME[]
#define CW_DYNAMIC_SHARED_ROWS(TYPE, NAME, ROW)                                \
  extern __shared__ TYPE NAME[] ROW
#define CW_DYNAMIC_SHARED_TEMPLATE(TYPE, NAME) extern __shared__ TYPE NAME[]
#define CW_DYNAMIC_SHARED_INSTANCE(...) __VA_ARGS__

/// A kernel of a module needs no export here: extern "C" is enough.
#define CW_EXPORT_KERNEL(NAME)

#include <cw/api.h>
#include <cw/api_functions.h>
#include <cw/dropped.h>
#include <cw/vector_types.h>

#ifdef __CUDACC__
#include <cw/chevron_launch.h>
#include <cw/device.h>
#include <cw/intrinsics.h>
#include <cw/texture.h>
#include <cw/texture_reference.h>
#endif

#endif
