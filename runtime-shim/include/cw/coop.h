// Cooperative groups (namespace cw::coop): sets of threads that synchronise and
// exchange values.
//
//   auto block = cw::coop::this_thread_block();
//   auto tile = cw::coop::tiled_partition<32>(block);
//   int sum = cw::coop::reduce(tile, value, cw::coop::plus<int>());
//   block.sync();
//
// Meanings: CUDA C++ Programming Guide, chapter "Cooperative Groups".
// A tile is a set of consecutive threads of the block, whatever the width of a
// warp. A tile that fits into a warp synchronises as lanes; a larger tile has
// its own barrier. The results are the same: both kinds run the collectives of
// <cw/warp.h>, ranked by group member.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_COOP_H
#define CW_COOP_H

#include <cw/warp.h>

#include <cstring>
#include <type_traits>

namespace cw {
namespace coop {

class thread_block;
class coalesced_group;

namespace detail {

using cw::detail::Direction;
using cw::detail::Fold;
using cw::detail::Folding;
using cw::detail::Match;
using cw::detail::Meeting;
using cw::detail::plain;
using cw::detail::Question;
using cw::detail::Shuffle;
using cw::detail::Vote;
using cw::detail::Votes;

constexpr unsigned largest_block = 1024;

// The meeting place of groups larger than a warp. One block at a time runs on
// an OS thread, so these slots belong to that block: a slot for each thread,
// and a barrier for each tile that may be larger than a warp, ordered by size.
struct BlockSlots {
  const void *in[largest_block];
  void *out[largest_block];
  cpu::PartialBarrier barriers[2 * (largest_block / 32)];
};
inline BlockSlots &block_slots() {
  static thread_local BlockSlots slots;
  return slots;
}

// The position of the rank-th set bit.
inline unsigned lane_of_rank(std::uint64_t lanes, unsigned rank) {
  while (rank-- > 0)
    lanes &= lanes - 1;
  return unsigned(__builtin_ctzll(lanes));
}
// The lanes whose ranks are in the set `ranks`.
inline std::uint64_t lanes_of_ranks(std::uint64_t lanes, std::uint64_t ranks) {
  std::uint64_t result = 0;
  for (; lanes != 0 && ranks != 0; lanes &= lanes - 1, ranks >>= 1)
    if (ranks & 1)
      result |= lanes & -lanes;
  return result;
}

// Input of a collective among lanes: a member's value, and the set of members.
template <class In> struct Ranked {
  std::uint64_t lanes;
  const In *in;
};
template <class Collective> void combine_by_rank(const cpu::WarpCall &call) {
  using In = typename Collective::In;
  const void *in[64];
  void *out[64];
  std::uint64_t present = 0;
  unsigned count = 0;
  const unsigned someone = unsigned(__builtin_ctzll(call.arrived));
  std::uint64_t lanes =
      static_cast<const Ranked<In> *>(call.in[someone])->lanes;
  for (; lanes != 0; lanes &= lanes - 1, ++count) {
    const unsigned lane = unsigned(__builtin_ctzll(lanes));
    if ((call.arrived >> lane & 1) == 0)
      continue;
    present |= 1ull << count;
    in[count] = static_cast<const Ranked<In> *>(call.in[lane])->in;
    out[count] = call.out[lane];
  }
  Collective::run({in, out, count, present});
}

// Groups the members by label. Groups are numbered by their first members.
struct Part {
  std::uint64_t ranks;
  unsigned index, count;
};
template <class Label> struct Partition {
  using In = Label;
  using Out = Part;
  static void run(const Meeting &meeting) {
    std::uint64_t done = 0;
    unsigned index = 0;
    Part parts[64];
    meeting.each([&](unsigned rank) {
      if (done >> rank & 1)
        return;
      Part &part = parts[index] = {0, index, 0};
      meeting.each([&](unsigned other) {
        if (meeting.brought<Label>(other) == meeting.brought<Label>(rank))
          part.ranks |= 1ull << other;
      });
      done |= part.ranks;
      ++index;
    });
    for (unsigned i = 0; i < index; ++i) {
      parts[i].count = index;
      meeting.each([&](unsigned rank) {
        if (parts[i].ranks >> rank & 1)
          meeting.give(rank, parts[i]);
      });
    }
  }
};

} // namespace detail

// --- The general group ---

// Any group inside a block; its kind is known only at run time. Cheap to copy.
class thread_group {
public:
  unsigned size() const { return size_; }
  unsigned num_threads() const { return size_; }
  static bool is_valid() { return true; }
  unsigned thread_rank() const {
    switch (span_) {
    case Span::Lanes:
      return unsigned(popcll(lanes_ & ((1ull << cpu::lane()) - 1)));
    case Span::Tile:
      return cpu::linear_thread() & (size_ - 1);
    case Span::Block:
      break;
    }
    return cpu::linear_thread();
  }
  void sync() const {
    switch (span_) {
    case Span::Lanes:
      cpu::warp_rendezvous(lanes_, nullptr, nullptr, nullptr);
      break;
    case Span::Tile:
      meet_as_tile();
      break;
    case Span::Block:
      cpu::barrier();
      break;
    }
  }

  // Runs a collective of <cw/warp.h> among the members.
  template <class Collective>
  typename Collective::Out collective(const typename Collective::In &in) const {
    typename Collective::Out out;
    if (span_ == Span::Lanes) {
      const detail::Ranked<typename Collective::In> ranked{lanes_, &in};
      cpu::warp_rendezvous(lanes_, detail::combine_by_rank<Collective>, &ranked,
                           &out);
      return out;
    }
    detail::BlockSlots &slots = detail::block_slots();
    const unsigned self = cpu::linear_thread();
    slots.in[self] = &in;
    slots.out[self] = &out;
    sync();
    if (thread_rank() == 0)
      Collective::run({slots.in + self, slots.out + self, present(), ~0ull});
    sync();
    return out;
  }

  // The lanes of the members; for groups that fit into a warp.
  std::uint64_t lanes() const { return lanes_; }

protected:
  enum class Span : unsigned char { Block, Tile, Lanes };

  thread_group(Span span, unsigned size, std::uint64_t lanes,
               unsigned meta_rank, unsigned meta_size)
      : lanes_(lanes), size_(size), meta_rank_(meta_rank),
        meta_size_(meta_size), span_(span) {}

  // The caller's tile of `size` threads in a parent of `parent_size` threads.
  static thread_group tile(unsigned size, unsigned parent_size) {
    const unsigned rank_in_parent =
        parent_size == cpu::threads_in_block()
            ? cpu::linear_thread()
            : cpu::linear_thread() & (parent_size - 1);
    const bool fits = size <= unsigned(warp_size());
    const unsigned first_lane = cpu::lane() & ~(size - 1);
    return {fits ? Span::Lanes : Span::Tile, size,
            fits ? ~0ull >> (64 - size) << first_lane : 0,
            rank_in_parent / size, (parent_size + size - 1) / size};
  }
  static thread_group of_lanes(std::uint64_t lanes, unsigned meta_rank,
                               unsigned meta_size) {
    return {Span::Lanes, unsigned(popcll(lanes)), lanes, meta_rank, meta_size};
  }
  friend thread_group tiled_partition(const thread_group &parent,
                                      unsigned size);
  template <class Label>
  friend coalesced_group labeled_partition(const thread_group &group,
                                           const Label &label);

  std::uint64_t lanes_;
  unsigned size_, meta_rank_, meta_size_;
  Span span_;

private:
  // Number of members that exist: the last tile of a block may be partial.
  unsigned present() const {
    const unsigned first =
        span_ == Span::Tile ? cpu::linear_thread() & ~(size_ - 1) : 0;
    return umin(size_, cpu::threads_in_block() - first);
  }
  void meet_as_tile() const {
    const unsigned tiles = detail::largest_block / size_;
    cpu::barrier(
        detail::block_slots().barriers[tiles + cpu::linear_thread() / size_],
        present());
  }
};

// --- Blocks ---

class thread_block : public thread_group {
public:
  // Result of barrier_arrive. Only barrier_wait waits.
  struct arrival_token {};

  static void sync() { cpu::barrier(); }
  static arrival_token barrier_arrive() { return {}; }
  static void barrier_wait(arrival_token &&) { cpu::barrier(); }
  static unsigned thread_rank() { return cpu::linear_thread(); }
  static unsigned size() { return cpu::threads_in_block(); }
  static unsigned num_threads() { return cpu::threads_in_block(); }
  static dim3 group_index() { return block_idx(); }
  static dim3 thread_index() { return thread_idx(); }
  static dim3 group_dim() { return block_dim(); }
  static dim3 dim_threads() { return block_dim(); }

private:
  thread_block()
      : thread_group(Span::Block, cpu::threads_in_block(), 0, 0, 1) {}
  friend thread_block this_thread_block();
};

inline thread_block this_thread_block() { return {}; }

// Shared memory that CUDA requires for tiles larger than a warp; this backend
// needs none.
template <unsigned LargestBlock = detail::largest_block>
struct block_tile_memory {};
template <unsigned LargestBlock>
inline thread_block this_thread_block(block_tile_memory<LargestBlock> &) {
  return this_thread_block();
}

// --- Base of groups with collectives ---

namespace detail {

// Shuffles, votes and matches by rank. Width is the size of a shuffle's
// segment, a power of two.
template <class Group, unsigned Width> class collectives : public thread_group {
public:
  template <class T> plain<T> shfl(const T &value, unsigned source) const {
    return this->template collective<Shuffle<plain<T>, Direction::From>>(
        {value, source, Width});
  }
  template <class T> plain<T> shfl_up(const T &value, unsigned delta) const {
    return this->template collective<Shuffle<plain<T>, Direction::Up>>(
        {value, delta, Width});
  }
  template <class T> plain<T> shfl_down(const T &value, unsigned delta) const {
    return this->template collective<Shuffle<plain<T>, Direction::Down>>(
        {value, delta, Width});
  }
  int any(const int &predicate) const {
    return this->template collective<Vote<Question::Any>>(predicate != 0).yes !=
           0;
  }
  int all(const int &predicate) const {
    return this->template collective<Vote<Question::All>>(predicate != 0).no ==
           0;
  }

  // A set of ranks has a bit for each member: 32 bits, or 64 if a group may
  // have more members.
  using rank_set =
      std::conditional_t<(Width > 32), unsigned long long, unsigned>;
  rank_set ballot(const int &predicate) const {
    return rank_set(
        this->template collective<Vote<Question::Ballot>>(predicate != 0)
            .ballot);
  }
  template <class T> rank_set match_any(const T &value) const {
    return rank_set(this->template collective<Match<plain<T>>>(value));
  }
  template <class T> rank_set match_all(const T &value, int &predicate) const {
    const rank_set same = match_any(value), everyone = ballot(1);
    predicate = same == everyone;
    return predicate ? everyone : 0;
  }

  // The index of this group in the partition, and the number of groups.
  unsigned meta_group_rank() const { return this->meta_rank_; }
  unsigned meta_group_size() const { return this->meta_size_; }

protected:
  explicit collectives(const thread_group &group) : thread_group(group) {}
};

} // namespace detail

// --- Tiles ---

// A tile of Size consecutive threads of the block; Size is a power of two.
// Parent is the partitioned group; without it, the type fits a tile of any
// parent.
template <unsigned Size, class Parent = void> class thread_block_tile;

template <unsigned Size>
class thread_block_tile<Size, void>
    : public detail::collectives<thread_block_tile<Size, void>, Size> {
  static_assert(Size != 0 && (Size & (Size - 1)) == 0 &&
                    Size <= detail::largest_block,
                "the size of a tile is a power of two");
  using Base = detail::collectives<thread_block_tile<Size, void>, Size>;

public:
  static unsigned thread_rank() { return cpu::linear_thread() & (Size - 1); }
  static constexpr unsigned size() { return Size; }
  static constexpr unsigned num_threads() { return Size; }

  template <class T>
  detail::plain<T> shfl_xor(const T &value, unsigned ranks) const {
    return this->template collective<
        detail::Shuffle<detail::plain<T>, detail::Direction::Xor>>(
        {value, ranks, Size});
  }

protected:
  explicit thread_block_tile(unsigned parent_size)
      : Base(thread_group::tile(Size, parent_size)) {}
};

template <unsigned Size, class Parent>
class thread_block_tile : public thread_block_tile<Size, void> {
  explicit thread_block_tile(unsigned parent_size)
      : thread_block_tile<Size, void>(parent_size) {}
  template <unsigned N>
  friend thread_block_tile<N, thread_block>
  tiled_partition(const thread_block &);
  template <unsigned N, unsigned M, class P>
  friend thread_block_tile<N, thread_block_tile<M, P>>
  tiled_partition(const thread_block_tile<M, P> &);
};

template <unsigned Size>
inline thread_block_tile<Size, thread_block>
tiled_partition(const thread_block &) {
  return thread_block_tile<Size, thread_block>(cpu::threads_in_block());
}
template <unsigned Size, unsigned ParentSize, class Parent>
inline thread_block_tile<Size, thread_block_tile<ParentSize, Parent>>
tiled_partition(const thread_block_tile<ParentSize, Parent> &) {
  static_assert(Size <= ParentSize, "a part is no larger than the whole");
  return thread_block_tile<Size, thread_block_tile<ParentSize, Parent>>(
      ParentSize);
}

// --- Coalesced groups ---

// Some lanes of one warp, ranked by lane.
class coalesced_group : public detail::collectives<coalesced_group, 64> {
  using Base = detail::collectives<coalesced_group, 64>;

public:
  unsigned thread_rank() const {
    return unsigned(popcll(lanes() & ((1ull << cpu::lane()) - 1)));
  }

private:
  explicit coalesced_group(const thread_group &group) : Base(group) {}
  explicit coalesced_group(std::uint64_t lanes)
      : Base(thread_group::of_lanes(lanes, 0, 1)) {}
  friend coalesced_group coalesced_threads();
  friend coalesced_group tiled_partition(const coalesced_group &parent,
                                         unsigned size);
  template <class Label>
  friend coalesced_group labeled_partition(const thread_group &group,
                                           const Label &label);
};

// The lanes that run this call together. Always inlined, because the place of
// the call identifies it.
__attribute__((always_inline)) inline coalesced_group coalesced_threads() {
  return coalesced_group(active_mask().bits());
}

inline coalesced_group tiled_partition(const coalesced_group &parent,
                                       unsigned size) {
  return coalesced_group(
      tiled_partition(static_cast<const thread_group &>(parent), size));
}
template <unsigned Size>
inline coalesced_group tiled_partition(const coalesced_group &parent) {
  return tiled_partition(parent, Size);
}

// For a size that is known only at run time.
inline thread_group tiled_partition(const thread_group &parent, unsigned size) {
  if (parent.span_ != thread_group::Span::Lanes)
    return thread_group::tile(size, parent.size());
  const unsigned index = parent.thread_rank() / size,
                 count = (parent.size() + size - 1) / size;
  const std::uint64_t ranks = ~0ull >> (64 - size) << (index * size);
  return thread_group::of_lanes(detail::lanes_of_ranks(parent.lanes(), ranks),
                                index, count);
}

// The members with the same label as the caller. A group has lanes of one warp
// only, so a tile larger than a warp may have more groups than labels.
template <class Label>
inline coalesced_group labeled_partition(const thread_group &group,
                                         const Label &label) {
  const detail::Part part =
      group.template collective<detail::Partition<detail::plain<Label>>>(label);
  const std::uint64_t lanes =
      group.span_ == thread_group::Span::Lanes
          ? detail::lanes_of_ranks(group.lanes(), part.ranks)
          : lane_mask::exactly(part.ranks >>
                               (group.thread_rank() - cpu::lane()))
                .bits();
  return coalesced_group(thread_group::of_lanes(lanes, part.index, part.count));
}
inline coalesced_group binary_partition(const thread_group &group,
                                        const bool &predicate) {
  return labeled_partition(group, predicate);
}

// --- The grid ---

// All threads of a kernel that was launched cooperatively.
class grid_group {
public:
  struct arrival_token {};

  static bool is_valid() { return cpu::is_cooperative(); }
  static void sync() { cpu::grid_barrier(); }
  static arrival_token barrier_arrive() { return {}; }
  static void barrier_wait(arrival_token &&) { cpu::grid_barrier(); }

  static dim3 group_dim() { return grid_dim(); }
  static dim3 dim_blocks() { return grid_dim(); }
  static dim3 dim_threads() {
    const dim3 grid = grid_dim(), block = block_dim();
    return {grid.x * block.x, grid.y * block.y, grid.z * block.z};
  }
  static dim3 block_index() { return block_idx(); }
  static dim3 thread_index() { return thread_idx(); }
  static unsigned long long num_blocks() {
    const dim3 grid = grid_dim();
    return (unsigned long long)grid.x * grid.y * grid.z;
  }
  static unsigned long long block_rank() {
    const dim3 grid = grid_dim();
    const uint3 block = block_idx();
    return ((unsigned long long)block.z * grid.y + block.y) * grid.x + block.x;
  }
  static unsigned long long num_threads() {
    return num_blocks() * cpu::threads_in_block();
  }
  static unsigned long long size() { return num_threads(); }
  static unsigned long long thread_rank() {
    return block_rank() * cpu::threads_in_block() + cpu::linear_thread();
  }
};
inline grid_group this_grid() { return {}; }

// --- Functions on any group ---

template <class Group> inline void sync(const Group &group) { group.sync(); }
template <class Group> inline auto thread_rank(const Group &group) {
  return group.thread_rank();
}
template <class Group> inline auto group_size(const Group &group) {
  return group.size();
}

#define CW_COOP_OPERATION(NAME, EXPRESSION)                                    \
  template <class T = void> struct NAME {                                      \
    T operator()(const T &a, const T &b) const { return EXPRESSION; }          \
  };                                                                           \
  template <> struct NAME<void> {                                              \
    template <class T> T operator()(const T &a, const T &b) const {            \
      return EXPRESSION;                                                       \
    }                                                                          \
  };
CW_COOP_OPERATION(plus, a + b)
CW_COOP_OPERATION(less, b < a ? b : a)    // the smaller of two
CW_COOP_OPERATION(greater, a < b ? b : a) // the greater of two
CW_COOP_OPERATION(bit_and, a &b)
CW_COOP_OPERATION(bit_or, a | b)
CW_COOP_OPERATION(bit_xor, a ^ b)
#undef CW_COOP_OPERATION

// Folds all members' values in order of rank. Every member gets the result.
template <class Group, class T, class Operation>
inline detail::plain<T> reduce(const Group &group, const T &value,
                               const Operation &operation) {
  return group.template collective<
      detail::Folding<detail::plain<T>, Operation, detail::Fold::Reduce>>(
      {value, &operation});
}

// Folds the values up to and including the caller's. The exclusive form leaves
// out the caller's value; there rank 0 gets T{}.
template <class Group, class T, class Operation = plus<detail::plain<T>>>
inline detail::plain<T> inclusive_scan(const Group &group, const T &value,
                                       const Operation &operation = {}) {
  return group.template collective<
      detail::Folding<detail::plain<T>, Operation, detail::Fold::Inclusive>>(
      {value, &operation});
}
template <class Group, class T, class Operation = plus<detail::plain<T>>>
inline detail::plain<T> exclusive_scan(const Group &group, const T &value,
                                       const Operation &operation = {}) {
  return group.template collective<
      detail::Folding<detail::plain<T>, Operation, detail::Fold::Exclusive>>(
      {value, &operation});
}

// One member calls the function; with _broadcast all members get its result.
template <class Group, class Function, class... Arguments>
inline void invoke_one(const Group &group, Function &&function,
                       Arguments &&...arguments) {
  if (group.thread_rank() == 0)
    function(static_cast<Arguments &&>(arguments)...);
}
template <class Group, class Function, class... Arguments>
inline auto invoke_one_broadcast(const Group &group, Function &&function,
                                 Arguments &&...arguments) {
  using Result = decltype(function(static_cast<Arguments &&>(arguments)...));
  Result result{};
  if (group.thread_rank() == 0)
    result = function(static_cast<Arguments &&>(arguments)...);
  return group.shfl(result, 0);
}

// --- Copies by a whole group ---

// A number of bytes that is a multiple of Alignment, like both addresses.
template <std::size_t Alignment> struct aligned_size_t {
  std::size_t value;
  constexpr aligned_size_t(std::size_t size) : value(size) {}
  constexpr operator std::size_t() const { return value; }
};

// Copies `bytes` bytes; each member copies a part. The copy is complete for a
// thread after it has waited for the group.
template <class Group, class T, class Size>
inline void memcpy_async(const Group &group, T *destination, const T *source,
                         const Size &bytes) {
  const std::size_t total = bytes, members = group.size(),
                    part = (total + members - 1) / members,
                    first = part * group.thread_rank();
  if (first < total)
    std::memcpy(reinterpret_cast<unsigned char *>(destination) + first,
                reinterpret_cast<const unsigned char *>(source) + first,
                first + part < total ? part : total - first);
}
// Copies the smaller of the two numbers of elements.
template <class Group, class T, class ToCount, class FromCount>
inline void memcpy_async(const Group &group, T *destination,
                         const ToCount &destination_count, const T *source,
                         const FromCount &source_count) {
  const std::size_t to = destination_count, from = source_count;
  memcpy_async(group, destination, source, (to < from ? to : from) * sizeof(T));
}
template <class Group> inline void wait(const Group &group) { group.sync(); }
// Waits until all but the last Stages copies are complete; here all copies are.
template <unsigned Stages, class Group>
inline void wait_prior(const Group &group) {
  group.sync();
}

} // namespace coop
} // namespace cw

#endif // CW_COOP_H
