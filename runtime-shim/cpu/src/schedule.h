// The order in which blocks and threads run, and the width of a warp. This file
// owns both; they come from CW_SCHEDULE and CW_WARP_SIZE and are constant while
// the program runs.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <cw/cpu/block.h> // configured_warp_size

namespace cw::cpu {

/// CW_SCHEDULE: "random:SEED", or empty.
struct Schedule {
  bool random = false;
  std::uint64_t seed = 0;
  Schedule();
};
const Schedule &schedule();

/// SplitMix64: small, with the same numbers on every machine.
struct Random {
  std::uint64_t state;
  std::uint64_t next() {
    std::uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
  }
  unsigned below(unsigned n) { return unsigned(next() % n); }
};

} // namespace cw::cpu
