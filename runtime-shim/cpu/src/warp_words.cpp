// The warp operations that move words: for fibers each lane by itself, for
// blocks that run as loops all lanes of a warp at once
// (docs/kernel-compiler.md). SPDX-License-Identifier: Apache-2.0
#include <cw/cpu/block.h>

namespace cw::cpu {
namespace {

template <class Word> struct Given {
  Word word;
  unsigned from;
};
template <class Word> void shuffle(const WarpCall &call) {
  const unsigned width = unsigned(configured_warp_size);
  for (unsigned lane = 0; lane < width; ++lane)
    if (call.arrived >> lane & 1) {
      const unsigned from =
          static_cast<const Given<Word> *>(call.in[lane])->from & (width - 1);
      *static_cast<Word *>(call.out[lane]) =
          call.arrived >> from & 1
              ? static_cast<const Given<Word> *>(call.in[from])->word
              : 0;
    }
}
void ballot(const WarpCall &call) {
  const unsigned width = unsigned(configured_warp_size);
  std::uint64_t votes = 0;
  for (unsigned lane = 0; lane < width; ++lane)
    if (call.arrived >> lane & 1)
      votes |= std::uint64_t(*static_cast<const bool *>(call.in[lane])) << lane;
  for (unsigned lane = 0; lane < width; ++lane)
    if (call.arrived >> lane & 1)
      *static_cast<std::uint64_t *>(call.out[lane]) = votes;
}

/// Calls `meet(lanes)` for every set of lanes that have the same mask. Lanes
/// that the mask names and that have not ended must all be here.
template <class Meet>
void each_group(const std::uint64_t *masks, std::uint64_t active,
                std::uint64_t live, Meet meet) {
  const std::uint64_t warp = ~0ull >> (64 - configured_warp_size);
  for (std::uint64_t rest = active; rest;) {
    const unsigned first = unsigned(__builtin_ctzll(rest));
    const std::uint64_t mask = masks[first] & warp;
    std::uint64_t group = 0;
    for (std::uint64_t others = rest; others; others &= others - 1) {
      const unsigned lane = unsigned(__builtin_ctzll(others));
      if ((masks[lane] & warp) == mask)
        group |= 1ull << lane;
    }
    if ((group & mask) != group)
      trap("a warp operation whose mask does not name the calling lane");
    if ((mask & live) != group)
      trap("lanes of a warp wait for others that are elsewhere in the kernel; "
           "with CW_KERNELS=fibers they may meet");
    meet(group);
    rest &= ~group;
  }
}

template <class Word>
void block_shuffle(const std::uint64_t *masks, const Word *words,
                   const unsigned *from, Word *out, std::uint64_t active,
                   std::uint64_t live) {
  Word results[64];
  each_group(masks, active, live, [&](std::uint64_t group) {
    for (std::uint64_t rest = group; rest; rest &= rest - 1) {
      const unsigned lane = unsigned(__builtin_ctzll(rest)),
                     source = from[lane] & unsigned(configured_warp_size - 1);
      results[lane] = group >> source & 1 ? words[source] : 0;
    }
  });
  for (std::uint64_t rest = active; rest; rest &= rest - 1) {
    const unsigned lane = unsigned(__builtin_ctzll(rest));
    out[lane] = results[lane];
  }
}

} // namespace

std::uint32_t shuffle_word(std::uint64_t mask, Word word, unsigned from) {
  const Given<std::uint32_t> given{word.bits, from};
  std::uint32_t result;
  warp_rendezvous(mask, shuffle<std::uint32_t>, &given, &result);
  return result;
}
std::uint64_t shuffle_long(std::uint64_t mask, LongWord word, unsigned from) {
  const Given<std::uint64_t> given{word.bits, from};
  std::uint64_t result;
  warp_rendezvous(mask, shuffle<std::uint64_t>, &given, &result);
  return result;
}
std::uint64_t warp_ballot(std::uint64_t mask, Answer predicate) {
  std::uint64_t result;
  warp_rendezvous(mask, ballot, &predicate.yes, &result);
  return result;
}

} // namespace cw::cpu

using namespace cw::cpu;

extern "C" {
void cw_block_shuffle_word(const std::uint64_t *masks,
                           const std::uint32_t *words, const unsigned *from,
                           std::uint32_t *out, std::uint64_t active,
                           std::uint64_t live) {
  block_shuffle(masks, words, from, out, active, live);
}
void cw_block_shuffle_long(const std::uint64_t *masks,
                           const std::uint64_t *words, const unsigned *from,
                           std::uint64_t *out, std::uint64_t active,
                           std::uint64_t live) {
  block_shuffle(masks, words, from, out, active, live);
}
void cw_block_ballot(const std::uint64_t *masks, const bool *predicates,
                     std::uint64_t *out, std::uint64_t active,
                     std::uint64_t live) {
  each_group(masks, active, live, [&](std::uint64_t group) {
    std::uint64_t votes = 0;
    for (std::uint64_t rest = group; rest; rest &= rest - 1)
      votes |= std::uint64_t(predicates[__builtin_ctzll(rest)])
               << __builtin_ctzll(rest);
    for (std::uint64_t rest = group; rest; rest &= rest - 1)
      out[__builtin_ctzll(rest)] = votes;
  });
}
void cw_block_rendezvous(WarpCombine combine, const std::uint64_t *masks,
                         const void *const *in, void *const *out,
                         std::uint64_t *results, std::uint64_t active,
                         std::uint64_t live) {
  each_group(masks, active, live, [&](std::uint64_t group) {
    WarpCall call;
    call.mask = masks[__builtin_ctzll(group)];
    call.arrived = group;
    for (std::uint64_t rest = group; rest; rest &= rest - 1) {
      const unsigned lane = unsigned(__builtin_ctzll(rest));
      call.in[lane] = in ? in[lane] : nullptr;
      call.out[lane] = out ? out[lane] : nullptr;
      results[lane] = group;
    }
    if (combine)
      combine(call);
  });
}
}
