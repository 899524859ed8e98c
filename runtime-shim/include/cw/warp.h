// Warp operations: lane masks, shuffles, votes, matches and reductions among
// the lanes of a warp.
//
//   cw::lane_mask all = cw::full_warp();
//   for (unsigned i = cw::warp_lanes() / 2; i > 0; i /= 2)
//     sum += cw::shfl_down(all, sum, i);
//   bool any = cw::any(all, sum > 0);
//
// Meanings: CUDA C++ Programming Guide, sections "Warp Shuffle Functions",
// "Warp Vote Functions", "Warp Match Functions", "Warp Reduce Functions"; for a
// source lane out of range, the PTX ISA instruction shfl. A warp has
// cw::warp_size() lanes, which need not be 32.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_WARP_H
#define CW_WARP_H

#include <cw/cpu/block.h>
#include <cw/intrinsics.h>

#include <type_traits>

namespace cw {
namespace detail {
inline unsigned long long whole_warp() { return ~0ull >> (64 - warp_size()); }
} // namespace detail
} // namespace cw

#include <cw/lane_mask.h>

namespace cw {

// --- Lane masks ---

inline lane_mask full_warp() { return lane_mask::full(); }
inline unsigned lane_id() { return cpu::lane(); }
// The caller's warp in its block, and the lanes with the named relation to the
// caller (PTX ISA, "Special Registers").
inline unsigned warp_id() {
  const cw::uint3 t = thread_idx();
  const cw::dim3 b = block_dim();
  return (t.x + b.x * (t.y + b.y * t.z)) / unsigned(warp_size());
}
inline lane_mask lanes_equal() { return std::uint64_t(1) << lane_id(); }
inline lane_mask lanes_below() { return lanes_equal().bits() - 1; }
inline lane_mask lanes_up_to() {
  return lanes_equal().bits() | lanes_below().bits();
}
inline lane_mask lanes_above() {
  return full_warp().bits() & ~lanes_up_to().bits();
}
inline lane_mask lanes_from() {
  return full_warp().bits() & ~lanes_below().bits();
}

// The bit intrinsics on whole masks.
inline int popc(lane_mask mask) { return popcll(mask.bits()); }
inline int ffs(lane_mask mask) { return ffsll((long long)mask.bits()); }
inline int clz(lane_mask mask) { return clz(int(mask)); }
inline unsigned brev(lane_mask mask) { return brev(unsigned(mask)); }
inline unsigned fns(lane_mask mask, unsigned base, int offset) {
  return fns(unsigned(mask), base, offset);
}

// --- Exchange of values between lanes ---

namespace detail {

// The members of a warp or a group in one collective operation, by rank: the
// input and the output of each. Of the first 64, members that are not present
// (exited, or never existed) must be skipped.
struct Meeting {
  const void *const *in;
  void *const *out;
  unsigned count;
  std::uint64_t present;

  bool has(unsigned rank) const {
    return rank < count && (rank >= 64 || (present >> rank & 1) != 0);
  }
  template <class T> const T &brought(unsigned rank) const {
    return *static_cast<const T *>(in[rank]);
  }
  template <class T> void give(unsigned rank, const T &result) const {
    *static_cast<T *>(out[rank]) = result;
  }
  template <class Visit> void each(Visit visit) const {
    for (unsigned rank = 0; rank < count; ++rank)
      if (has(rank))
        visit(rank);
  }
};

// A Collective is a type with members In, Out and `static void run(const
// Meeting &)`; run is called once.

enum class Direction { From, Up, Down, Xor };

template <class T, Direction D> struct Shuffle {
  struct In {
    T value;
    unsigned argument;
    unsigned width; // size of the segment that shuffles stay in; a power of two
  };
  using Out = T;

  static unsigned source(unsigned rank, unsigned argument, unsigned width) {
    const unsigned first = rank & ~(width - 1), last = first + width - 1;
    switch (D) {
    case Direction::From:
      return first + (argument & (width - 1));
    case Direction::Up:
      return rank - first >= argument ? rank - argument : rank;
    case Direction::Down:
      return last - rank >= argument ? rank + argument : rank;
    case Direction::Xor: // earlier segments can be read, later ones cannot
      return (rank ^ argument) <= last ? rank ^ argument : rank;
    }
    return rank;
  }
  // A lane that would read beyond the group reads its own value. A missing lane
  // of the warp gives zero, as on AMD's hardware; sums over the lanes of a
  // partial warp rely on it.
  static void run(const Meeting &meeting) {
    meeting.each([&](unsigned rank) {
      const In &own = meeting.brought<In>(rank);
      const unsigned from = source(rank, own.argument, own.width);
      if (from >= meeting.count)
        meeting.give<T>(rank, own.value);
      else
        meeting.give<T>(
            rank, meeting.has(from) ? meeting.brought<In>(from).value : T{});
    });
  }
};

enum class Question { Any, All, Ballot };

// Every member gets the set of the first 64 members that voted yes, and the
// numbers of yes and no votes.
struct Votes {
  std::uint64_t ballot;
  unsigned yes, no;
};
template <Question> struct Vote {
  using In = bool;
  using Out = Votes;
  static void run(const Meeting &meeting) {
    Votes votes{0, 0, 0};
    meeting.each([&](unsigned rank) {
      const bool yes = meeting.brought<bool>(rank);
      if (yes && rank < 64)
        votes.ballot |= 1ull << rank;
      ++(yes ? votes.yes : votes.no);
    });
    meeting.each([&](unsigned rank) { meeting.give(rank, votes); });
  }
};

// Every member gets the set of the first 64 members with the same bits as its
// own.
template <class T> struct Match {
  using In = T;
  using Out = std::uint64_t;
  static void run(const Meeting &meeting) {
    meeting.each([&](unsigned rank) {
      std::uint64_t same = 0;
      meeting.each([&](unsigned other) {
        if (other < 64 && __builtin_memcmp(meeting.in[rank], meeting.in[other],
                                           sizeof(T)) == 0)
          same |= 1ull << other;
      });
      meeting.give(rank, same);
    });
  }
};

enum class Fold { Reduce, Inclusive, Exclusive };

// Folds the values in order of rank. The result is one value for all, or the
// running values.
template <class T, class Operation, Fold Kind> struct Folding {
  struct In {
    T value;
    const Operation *operation;
  };
  using Out = T;
  static void run(const Meeting &meeting) {
    T total{};
    bool first = true;
    meeting.each([&](unsigned rank) {
      const In &in = meeting.brought<In>(rank);
      const T before = total;
      total = first ? in.value : T((*in.operation)(total, in.value));
      first = false;
      if (Kind != Fold::Reduce)
        meeting.give<T>(rank, Kind == Fold::Inclusive ? total : before);
    });
    if (Kind == Fold::Reduce)
      meeting.each([&](unsigned rank) { meeting.give<T>(rank, total); });
  }
};

// Collectives among lanes, ranked by lane.
template <class Collective> void combine_by_lane(const cpu::WarpCall &call) {
  Collective::run({call.in, call.out, unsigned(warp_size()), call.arrived});
}

template <class Collective>
inline typename Collective::Out among_lanes(lane_mask mask,
                                            const typename Collective::In &in) {
  typename Collective::Out out;
  cpu::warp_rendezvous(mask.bits(), combine_by_lane<Collective>, &in, &out);
  return out;
}
template <class Collective>
__attribute__((always_inline)) inline typename Collective::Out
among_converged(const typename Collective::In &in) {
  typename Collective::Out out;
  cpu::warp_rendezvous_unsynced(combine_by_lane<Collective>, &in, &out);
  return out;
}

// Values are passed by reference: a lane without a value may pass an
// uninitialised variable, and a copy would be a use of it.
template <class T> using plain = std::remove_cv_t<T>;

inline unsigned segment_width(int width) {
  return unsigned(width < warp_size() ? width : warp_size());
}
// A distance has as many valid low bits as a lane's index.
inline unsigned lane_distance(unsigned distance) {
  return distance & unsigned(warp_size() - 1);
}

} // namespace detail

// --- Shuffles ---

namespace detail {
// The value that the lane `source` passes. A source beyond the warp is the lane
// itself.
template <Direction D, class T>
inline plain<T> shuffle(lane_mask mask, const T &value, unsigned argument,
                        unsigned width) {
  using Value = plain<T>;
  using Collective = Shuffle<Value, D>;
  if constexpr (std::is_trivially_copyable_v<Value> && sizeof(Value) <= 8) {
    const unsigned lane = cpu::lane();
    unsigned from = Collective::source(lane, argument, width);
    from = from < unsigned(warp_size()) ? from : lane;
    std::conditional_t<sizeof(Value) <= 4, cpu::Word, cpu::LongWord> word{0};
    __builtin_memcpy(&word, &value, sizeof(Value));
    if constexpr (sizeof(Value) <= 4)
      word.bits = cpu::shuffle_word(mask.bits(), word, from);
    else
      word.bits = cpu::shuffle_long(mask.bits(), word, from);
    Value result;
    __builtin_memcpy(&result, &word, sizeof(Value));
    return result;
  } else {
    return among_lanes<Collective>(mask, {value, argument, width});
  }
}
} // namespace detail

template <class T>
inline detail::plain<T> shfl(lane_mask mask, const T &value, int source,
                             int width = warp_size()) {
  return detail::shuffle<detail::Direction::From>(mask, value, unsigned(source),
                                                  detail::segment_width(width));
}
template <class T>
inline detail::plain<T> shfl_up(lane_mask mask, const T &value, unsigned delta,
                                int width = warp_size()) {
  return detail::shuffle<detail::Direction::Up>(
      mask, value, detail::lane_distance(delta), detail::segment_width(width));
}
template <class T>
inline detail::plain<T> shfl_down(lane_mask mask, const T &value,
                                  unsigned delta, int width = warp_size()) {
  return detail::shuffle<detail::Direction::Down>(
      mask, value, detail::lane_distance(delta), detail::segment_width(width));
}
template <class T>
inline detail::plain<T> shfl_xor(lane_mask mask, const T &value, int lanes,
                                 int width = warp_size()) {
  return detail::shuffle<detail::Direction::Xor>(
      mask, value, detail::lane_distance(unsigned(lanes)),
      detail::segment_width(width));
}

// --- Votes ---

inline int any(lane_mask mask, const int &predicate) {
  return cpu::warp_ballot(mask.bits(), {predicate != 0}) != 0;
}
inline int all(lane_mask mask, const int &predicate) {
  return cpu::warp_ballot(mask.bits(), {predicate == 0}) == 0;
}
inline lane_mask ballot(lane_mask mask, const int &predicate) {
  return lane_mask::exactly(cpu::warp_ballot(mask.bits(), {predicate != 0}));
}
// The lanes that run this call together with the caller. Always inlined,
// because the place of the call identifies it.
__attribute__((always_inline)) inline lane_mask active_mask() {
  return lane_mask::exactly(
      cpu::warp_rendezvous_unsynced(nullptr, nullptr, nullptr));
}

// --- Matches ---

template <class T> inline lane_mask match_any(lane_mask mask, const T &value) {
  static_assert(sizeof(T) == 4 || sizeof(T) == 8,
                "lanes match values of 4 or 8 bytes");
  return lane_mask::exactly(
      detail::among_lanes<detail::Match<detail::plain<T>>>(mask, value));
}
// The mask if all its lanes have the same value, otherwise the empty mask.
template <class T>
inline lane_mask match_all(lane_mask mask, const T &value, int *predicate) {
  const lane_mask present = mask & lane_mask::exactly(cpu::live_lanes());
  const bool same = match_any(mask, value) == present;
  *predicate = same;
  return same ? present : lane_mask();
}

// --- Reductions ---

namespace detail {
// Structs, not lambdas: all lanes must use the same type in a collective.
struct Sum {
  unsigned operator()(unsigned a, unsigned b) const { return a + b; }
};
struct Least {
  template <class T> T operator()(T a, T b) const { return b < a ? b : a; }
};
struct Greatest {
  template <class T> T operator()(T a, T b) const { return a < b ? b : a; }
};
struct BitAnd {
  unsigned operator()(unsigned a, unsigned b) const { return a & b; }
};
struct BitOr {
  unsigned operator()(unsigned a, unsigned b) const { return a | b; }
};
struct BitXor {
  unsigned operator()(unsigned a, unsigned b) const { return a ^ b; }
};
template <class Operation, class T>
inline T reduce_lanes(lane_mask mask, const T &value) {
  const Operation operation;
  return among_lanes<Folding<T, Operation, Fold::Reduce>>(mask,
                                                          {value, &operation});
}
} // namespace detail

#define CW_WARP_REDUCE(NAME, T, OPERATION)                                     \
  inline T reduce_##NAME(lane_mask mask, const T &value) {                     \
    return detail::reduce_lanes<detail::OPERATION>(mask, value);               \
  }
CW_WARP_REDUCE(add, int, Sum)
CW_WARP_REDUCE(add, unsigned, Sum)
CW_WARP_REDUCE(min, int, Least)
CW_WARP_REDUCE(min, unsigned, Least)
CW_WARP_REDUCE(max, int, Greatest)
CW_WARP_REDUCE(max, unsigned, Greatest)
CW_WARP_REDUCE(and, unsigned, BitAnd)
CW_WARP_REDUCE(or, unsigned, BitOr)
CW_WARP_REDUCE(xor, unsigned, BitXor)
#undef CW_WARP_REDUCE

// Waits for the mask's lanes. Earlier writes of these lanes are then visible to
// all of them.
inline void sync_warp(lane_mask mask = full_warp()) {
  cpu::warp_rendezvous(mask.bits(), nullptr, nullptr, nullptr);
}

// --- The forms without a mask ---

// The forms of CUDA before version 9, among the lanes that currently run the
// call together. New code names its lanes.
namespace unsynced {

#define CW_UNSYNCED                                                            \
  template <class T> __attribute__((always_inline)) inline detail::plain<T>
CW_UNSYNCED shfl(const T &value, int source, int width = warp_size()) {
  return detail::among_converged<
      detail::Shuffle<detail::plain<T>, detail::Direction::From>>(
      {value, unsigned(source), detail::segment_width(width)});
}
CW_UNSYNCED shfl_up(const T &value, unsigned delta, int width = warp_size()) {
  return detail::among_converged<
      detail::Shuffle<detail::plain<T>, detail::Direction::Up>>(
      {value, detail::lane_distance(delta), detail::segment_width(width)});
}
CW_UNSYNCED shfl_down(const T &value, unsigned delta, int width = warp_size()) {
  return detail::among_converged<
      detail::Shuffle<detail::plain<T>, detail::Direction::Down>>(
      {value, detail::lane_distance(delta), detail::segment_width(width)});
}
CW_UNSYNCED shfl_xor(const T &value, int lanes, int width = warp_size()) {
  return detail::among_converged<
      detail::Shuffle<detail::plain<T>, detail::Direction::Xor>>(
      {value, detail::lane_distance(unsigned(lanes)),
       detail::segment_width(width)});
}
#undef CW_UNSYNCED

__attribute__((always_inline)) inline int any(const int &predicate) {
  return detail::among_converged<detail::Vote<detail::Question::Any>>(
             predicate != 0)
             .yes != 0;
}
__attribute__((always_inline)) inline int all(const int &predicate) {
  return detail::among_converged<detail::Vote<detail::Question::All>>(
             predicate != 0)
             .no == 0;
}
__attribute__((always_inline)) inline lane_mask ballot(const int &predicate) {
  return lane_mask::exactly(
      detail::among_converged<detail::Vote<detail::Question::Ballot>>(
          predicate != 0)
          .ballot);
}

} // namespace unsynced
} // namespace cw

#endif // CW_WARP_H
