// The cpu backend, the reference implementation: kernels run on this machine's
// cores.
// SPDX-License-Identifier: Apache-2.0
// <cw/runtime.h> includes it, in C and in C++. C sees only the API; C++ also
// sees the device language.
#ifndef CW_BACKEND_H
#define CW_BACKEND_H

#define CW_BACKEND_CPU 1

#include <cw/extensions.h>
#define CW_KERNEL_LANGUAGE 1
// Host and device code are compiled in one pass here, so CW_DEVICE_ARCH, which
// marks the device pass, is not defined. The level is the compute capability
// that the device reports, unless the build sets another level for its sources.
#ifndef CW_ARCH_LEVEL
#define CW_ARCH_LEVEL 800
#endif

#define CW_KERNEL CW_CPU_KERNEL // in <cw/cpu/block.h>
#define CW_DEVICE
#define CW_HOST
#ifdef CW_MODULE // programs find a module's variables by name, static ones too
#define CW_CONSTANT __attribute__((used))
#else
#define CW_CONSTANT
#endif
#define CW_MANAGED
#define CW_GRID_CONSTANT
#define CW_LAUNCH_BOUNDS(...)
#define CW_FORCEINLINE inline __attribute__((always_inline))
#define CW_NOINLINE __attribute__((noinline))
#define CW_ALIGN(n) __attribute__((aligned(n)))
#define CW_CALLBACK

#include <cw/types.h>
#include <cw/vector_types.h>

#ifdef __cplusplus
// One OS thread runs a whole block, and one block at a time, so block-shared
// memory belongs to the OS thread. With CW_SHARED every OS thread has the
// variable for its whole life, whatever it runs. With CW_STATIC_SHARED it has a
// reference, and memory only while a block uses it. The reference is static,
// like the variable in CUDA, so that lambdas do not copy it.
#define CW_SHARED thread_local
#define CW_STATIC_SHARED(x, ...)                                               \
  struct cw_shared_of_##x {                                                    \
    __VA_ARGS__;                                                               \
  };                                                                           \
  [[maybe_unused]] static thread_local auto &x =                               \
      ::cw::cpu::static_shared<cw_shared_of_##x>().x
#define CW_DYNAMIC_SHARED(T, x)                                                \
  [[maybe_unused]] static thread_local T *const x = ::cw::cpu::DynamicShared {}
#define CW_DYNAMIC_SHARED_ROWS(T, x, row)                                      \
  [[maybe_unused]] static thread_local T(*const x) row =                       \
      ::cw::cpu::DynamicShared {}
// A variable template cannot be thread_local: GCC 12 does not initialise its
// instances. So each instance is the address of a function.
#define CW_DYNAMIC_SHARED_TEMPLATE(T, x)                                       \
  [[maybe_unused]] static T *(*const x)() = ::cw::cpu::DynamicShared {}
#define CW_DYNAMIC_SHARED_INSTANCE(...) (__VA_ARGS__())

#include <cw/cpu/block.h>
#endif

#include <cw/api.h>

#ifdef __cplusplus
#include <cw/cpu/launch.h>
/// Exports an extern "C" kernel, so that cwModuleGetFunction finds it.
#define CW_EXPORT_KERNEL(NAME)                                                 \
  extern "C" __attribute__((visibility("default")))                            \
  const void *cw_kernel_##NAME() {                                             \
    return ::cw::kernel_address(NAME);                                         \
  }

#include <cw/atomics.h>
#include <cw/intrinsics.h>
#include <cw/texture.h>
#include <cw/texture_reference.h>
#include <cw/warp.h>
#endif

#endif // CW_BACKEND_H
