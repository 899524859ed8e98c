// Kernel launches as functions, for backends whose compiler knows <<<>>>. The
// backend declares dim3 and cwStream_t before it includes this header.
//
//   cw::launch<kernel>(grid, block)(x, y);
//   cw::launch(pointer, grid, block, shared_bytes, stream)(x, y);
//   cw::launch(CW_DEDUCE(overloaded), grid, block)(x, y);
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_CHEVRON_LAUNCH_H
#define CW_CHEVRON_LAUNCH_H

#include <stddef.h>

// With relocatable device code (nvcc -rdc=true), kernels may launch kernels, so
// the same functions serve host and device.
#ifdef __CUDACC_RDC__
#define CW_LAUNCHER __host__ __device__ __forceinline__
#else
#define CW_LAUNCHER
#endif

#include <cw/null_arguments.h>

namespace cw {

// The configuration between <<< and >>>.
struct LaunchConfig {
  ::dim3 grid, block;
  size_t shared_bytes;
  cwStream_t stream;
};

// A kernel with its configuration; the call adds the arguments.
template <class Kernel> struct Launch;

template <class... Parameters> struct Launch<void (*)(Parameters...)> {
  void (*kernel)(Parameters...);
  LaunchConfig config;
  CW_LAUNCHER void operator()(Parameters... arguments) const {
    kernel<<<config.grid, config.block, config.shared_bytes, config.stream>>>(
        arguments...);
  }
};

// A kernel whose template arguments are deduced from the launch's arguments:
// see CW_DEDUCE.
template <class Launcher> struct Launch {
  Launcher launcher;
  LaunchConfig config;
  template <class... Arguments>
  CW_LAUNCHER void operator()(Arguments... arguments) const {
    call(std::index_sequence_for<Arguments...>{}, arguments...);
  }

#ifdef __CUDACC_RDC__
#pragma nv_exec_check_disable // a launcher serves the side that creates it
#endif
  template <std::size_t... I, class... Arguments>
  CW_LAUNCHER void call(std::index_sequence<I...>,
                        Arguments &...arguments) const {
    constexpr unsigned nulls =
        detail::NullArguments<Launcher, const LaunchConfig, Arguments...>::bits;
    launcher(config, detail::or_null<bool(nulls >> (I + 1) & 1)>(arguments)...);
  }
};

template <class... Parameters>
CW_LAUNCHER Launch<void (*)(Parameters...)>
launch(void (*kernel)(Parameters...), ::dim3 grid, ::dim3 block,
       size_t shared_bytes = 0, cwStream_t stream = nullptr) {
  return {kernel, {grid, block, shared_bytes, stream}};
}

template <class Launcher>
CW_LAUNCHER Launch<Launcher> launch(Launcher launcher, ::dim3 grid,
                                    ::dim3 block, size_t shared_bytes = 0,
                                    cwStream_t stream = nullptr) {
  return {launcher, {grid, block, shared_bytes, stream}};
}

template <auto Kernel>
CW_LAUNCHER auto launch(::dim3 grid, ::dim3 block, size_t shared_bytes = 0,
                        cwStream_t stream = nullptr) {
  return launch(Kernel, grid, block, shared_bytes, stream);
}

template <class... Parameters>
const void *kernel_address(void (*kernel)(Parameters...)) {
  return reinterpret_cast<const void *>(kernel);
}

} // namespace cw

// Makes a launcher of a kernel whose template arguments cannot be written
// explicitly.
#ifdef __HIP__ // its compiler cannot check whether a launch is valid
#define CW_LAUNCH_RESULT(...)
#else
#define CW_LAUNCH_RESULT(...) ->decltype(__VA_ARGS__)
#endif
#define CW_DEDUCE(...)                                                         \
  [&](const ::cw::LaunchConfig &cw_config, auto... cw_arguments)               \
      CW_LAUNCH_RESULT(                                                        \
          __VA_ARGS__<<<cw_config.grid, cw_config.block>>>(cw_arguments...)) { \
        __VA_ARGS__<<<cw_config.grid, cw_config.block, cw_config.shared_bytes, \
                      cw_config.stream>>>(cw_arguments...);                    \
      }

#endif
