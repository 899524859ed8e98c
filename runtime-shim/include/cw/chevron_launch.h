// Kernel launches as functions, cw::launch<kernel>(grid, block, shared,
// stream)(arguments...) and cw::launch(kernel, grid, ...)(...), for backends
// whose compiler knows <<<>>>: the backend has declared dim3 and cwStream_t
// before. SPDX-License-Identifier: Apache-2.0
#ifndef CW_CHEVRON_LAUNCH_H
#define CW_CHEVRON_LAUNCH_H

#include <stddef.h>

namespace cw {

// What stands between <<< and >>>.
struct LaunchConfig {
  ::dim3 grid, block;
  size_t shared_bytes;
  cwStream_t stream;
};

// A kernel with its configuration, waiting for its arguments.
template <class Kernel> struct Launch;

template <class... Parameters> struct Launch<void (*)(Parameters...)> {
  void (*kernel)(Parameters...);
  LaunchConfig config;
  void operator()(Parameters... arguments) const {
    kernel<<<config.grid, config.block, config.shared_bytes, config.stream>>>(
        arguments...);
  }
};

// A kernel whose template arguments follow from the launch's arguments: see
// CW_DEDUCE.
template <class Launcher> struct Launch {
  Launcher launcher;
  LaunchConfig config;
  template <class... Arguments> void operator()(Arguments... arguments) const {
    launcher(config, arguments...);
  }
};

template <class... Parameters>
Launch<void (*)(Parameters...)>
launch(void (*kernel)(Parameters...), ::dim3 grid, ::dim3 block,
       size_t shared_bytes = 0, cwStream_t stream = nullptr) {
  return {kernel, {grid, block, shared_bytes, stream}};
}

template <class Launcher>
Launch<Launcher> launch(Launcher launcher, ::dim3 grid, ::dim3 block,
                        size_t shared_bytes = 0, cwStream_t stream = nullptr) {
  return {launcher, {grid, block, shared_bytes, stream}};
}

template <auto Kernel>
auto launch(::dim3 grid, ::dim3 block, size_t shared_bytes = 0,
            cwStream_t stream = nullptr) {
  return launch(Kernel, grid, block, shared_bytes, stream);
}

template <class... Parameters>
const void *kernel_address(void (*kernel)(Parameters...)) {
  return reinterpret_cast<const void *>(kernel);
}

} // namespace cw

// Makes a launcher of a kernel whose template arguments cannot be spelled out.
#define CW_DEDUCE(...)                                                         \
  [&](const ::cw::LaunchConfig &cw_config, auto... cw_arguments) {             \
    __VA_ARGS__<<<cw_config.grid, cw_config.block, cw_config.shared_bytes,     \
                  cw_config.stream>>>(cw_arguments...);                        \
  }

#endif
