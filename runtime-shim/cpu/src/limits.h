// The device's limits for launches, which the engine and the checks of launches
// share and the device's properties report. They are constants.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace cw::cpu {

struct Limits {
  static constexpr unsigned max_threads = 1024;
  static constexpr unsigned max_block[3] = {1024, 1024, 64};
  static constexpr unsigned max_grid[3] = {2147483647u, 65535, 65535};
  static constexpr std::size_t shared = 48 << 10;
  static constexpr std::size_t shared_optin = 227 << 10;
  static constexpr std::size_t shared_per_multiprocessor = 228 << 10;
  static constexpr unsigned threads_per_multiprocessor = 2048;
  static constexpr unsigned blocks_per_multiprocessor = 16;
  static constexpr unsigned registers = 65536;
};

} // namespace cw::cpu
