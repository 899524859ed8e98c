// The cpu backend, the reference implementation: kernels run on this machine's
// cores. SPDX-License-Identifier: Apache-2.0
//
// Included by <cw/runtime.h>, in C and in C++. C sees the API only; C++ also
// the device language.
#ifndef CW_BACKEND_H
#define CW_BACKEND_H

#define CW_BACKEND_CPU 1

#include <cw/extensions.h>
#define CW_KERNEL_LANGUAGE 1
// Host and device are one pass here, so CW_DEVICE_ARCH, which tells them apart,
// is not defined. The level is the compute capability that the device reports,
// unless a build says for which one its sources are meant.
#ifndef CW_ARCH_LEVEL
#define CW_ARCH_LEVEL 800
#endif

#define CW_KERNEL
#define CW_DEVICE
#define CW_HOST
#ifdef CW_MODULE // programs write a module's variables by name, static ones too
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
// One OS thread runs a whole block, and one block at a time: so the block's
// memory is the OS thread's. With CW_SHARED every OS thread has the variable
// for as long as it lives, whatever it runs. With CW_STATIC_SHARED it has a
// reference, and memory while a block uses it. The reference is static, as the
// variable would be, so that lambdas do not copy it.
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
// A variable template can be no thread_local one: GCC 12 initialises none of
// its instances. So each instance is a function's address.
#define CW_DYNAMIC_SHARED_TEMPLATE(T, x)                                       \
  [[maybe_unused]] static T *(*const x)() = ::cw::cpu::DynamicShared {}
#define CW_DYNAMIC_SHARED_INSTANCE(...) (__VA_ARGS__())

#include <cw/cpu/block.h>
#endif

#include <cw/api.h>

#ifdef __cplusplus
#include <cw/cpu/launch.h>
/// Makes an extern "C" kernel one that cwModuleGetFunction finds.
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
