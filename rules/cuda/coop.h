// Facade: cooperative groups.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime.h"

#ifdef __CUDACC__
namespace cooperative_groups {

class thread_group {
public:
  unsigned long long size() const;
  unsigned long long num_threads() const;
  unsigned long long thread_rank() const;
  void sync() const;
  bool is_valid() const;
  unsigned int get_type() const;
};

template <unsigned int MaxBlockSize = 1024> struct block_tile_memory {};

class thread_block : public thread_group {
public:
  struct arrival_token {};
  static void sync();
  static unsigned int size();
  static unsigned int num_threads();
  static unsigned int thread_rank();
  static dim3 group_index();
  static dim3 thread_index();
  static dim3 group_dim();
  static dim3 dim_threads();
  arrival_token barrier_arrive() const;
  void barrier_wait(arrival_token &&) const;
};
thread_block this_thread_block();
template <unsigned int MaxBlockSize>
thread_block this_thread_block(block_tile_memory<MaxBlockSize> &);

class grid_group : public thread_group {
public:
  struct arrival_token {};
  bool is_valid() const;
  void sync() const;
  static unsigned long long size();
  static unsigned long long num_threads();
  static unsigned long long thread_rank();
  static dim3 group_dim();
  static dim3 dim_blocks();
  static dim3 dim_threads();
  static dim3 block_index();
  static dim3 thread_index();
  static unsigned long long num_blocks();
  static unsigned long long block_rank();
  arrival_token barrier_arrive() const;
  void barrier_wait(arrival_token &&) const;
};
grid_group this_grid();

class multi_grid_group : public thread_group {
public:
  bool is_valid() const;
  void sync() const;
  unsigned int grid_rank() const;
  unsigned int num_grids() const;
  unsigned long long thread_rank() const;
  unsigned long long size() const;
};
multi_grid_group this_multi_grid();

class cluster_group : public thread_group {
public:
  struct arrival_token {};
  static void sync();
  static arrival_token barrier_arrive();
  static void barrier_wait();
  static void barrier_wait(arrival_token &&);
  static unsigned int query_shared_rank(const void *p);
  template <class T> static T *map_shared_rank(T *p, int rank);
  static dim3 block_index();
  static unsigned int block_rank();
  static dim3 thread_index();
  static unsigned int thread_rank();
  static dim3 dim_blocks();
  static unsigned int num_blocks();
  static dim3 dim_threads();
  static unsigned int num_threads();
};
cluster_group this_cluster();

class coalesced_group : public thread_group {
public:
  unsigned int size() const;
  unsigned int num_threads() const;
  unsigned int thread_rank() const;
  void sync() const;
  unsigned int meta_group_size() const;
  unsigned int meta_group_rank() const;
  template <class T> T shfl(T value, int rank) const;
  template <class T> T shfl_up(T value, int delta) const;
  template <class T> T shfl_down(T value, int delta) const;
  int any(int predicate) const;
  int all(int predicate) const;
  unsigned int ballot(int predicate) const;
  template <class T> unsigned int match_any(T value) const;
  template <class T> unsigned int match_all(T value, int &predicate) const;
};
coalesced_group coalesced_threads();

template <unsigned int Size, class Parent = void>
class thread_block_tile : public thread_group {
public:
  template <unsigned int S, class P>
  thread_block_tile(const thread_block_tile<S, P> &);
  thread_block_tile(const thread_block_tile &);
  static void sync();
  static constexpr unsigned int size() { return Size; }
  static constexpr unsigned int num_threads() { return Size; }
  static unsigned int thread_rank();
  unsigned int meta_group_size() const;
  unsigned int meta_group_rank() const;
  template <class T> T shfl(T value, int rank) const;
  template <class T> T shfl_up(T value, int delta) const;
  template <class T> T shfl_down(T value, int delta) const;
  template <class T> T shfl_xor(T value, int mask) const;
  int any(int predicate) const;
  int all(int predicate) const;
  unsigned int ballot(int predicate) const;
  template <class T> unsigned int match_any(T value) const;
  template <class T> unsigned int match_all(T value, int &predicate) const;
};

template <unsigned int Size, class Group>
thread_block_tile<Size, Group> tiled_partition(const Group &group);
thread_group tiled_partition(const thread_group &parent, unsigned int size);
thread_group tiled_partition(const thread_block &parent, unsigned int size);
coalesced_group tiled_partition(const coalesced_group &parent,
                                unsigned int size);
template <class Label>
coalesced_group labeled_partition(const coalesced_group &group, Label label);
template <unsigned int Size, class Parent, class Label>
coalesced_group labeled_partition(const thread_block_tile<Size, Parent> &group,
                                  Label label);
coalesced_group binary_partition(const coalesced_group &group, bool predicate);
template <unsigned int Size, class Parent>
coalesced_group binary_partition(const thread_block_tile<Size, Parent> &group,
                                 bool predicate);

template <class Group> void sync(const Group &group);
template <class Group> unsigned int group_size(const Group &group);
template <class Group> unsigned int thread_rank(const Group &group);
template <class Group, class F> void invoke_one(const Group &group, F &&f);
template <class Group, class F>
auto invoke_one_broadcast(const Group &group, F &&f) -> decltype(f());

// Collective operators and algorithms.
template <class T = void> struct plus {
  T operator()(T, T) const;
};
template <class T = void> struct less {
  T operator()(T, T) const;
};
template <class T = void> struct greater {
  T operator()(T, T) const;
};
template <class T = void> struct bit_and {
  T operator()(T, T) const;
};
template <class T = void> struct bit_or {
  T operator()(T, T) const;
};
template <class T = void> struct bit_xor {
  T operator()(T, T) const;
};
template <class Group, class T, class Op>
T reduce(const Group &group, T value, Op &&op);
template <class Group, class T, class Op>
T inclusive_scan(const Group &group, T value, Op &&op);
template <class Group, class T> T inclusive_scan(const Group &group, T value);
template <class Group, class T, class Op>
T exclusive_scan(const Group &group, T value, Op &&op);
template <class Group, class T> T exclusive_scan(const Group &group, T value);
template <class Group, class Atomic, class T, class Op>
void reduce_update_async(const Group &group, Atomic &dst, T value, Op &&op);
template <class Group, class Atomic, class T, class Op>
void reduce_store_async(const Group &group, Atomic &dst, T value, Op &&op);

// Asynchronous copies.
template <class Group, class T, class Size>
void memcpy_async(const Group &group, T *dst, const T *src, Size size);
template <class Group, class Dst, class DstSize, class Src, class SrcSize>
void memcpy_async(const Group &group, Dst *dst, const DstSize &dstSize,
                  const Src *src, const SrcSize &srcSize);
template <class Group> void wait(const Group &group);
template <unsigned int Stages, class Group> void wait_prior(const Group &group);

namespace experimental {
using cooperative_groups::block_tile_memory;
using cooperative_groups::this_thread_block;
using cooperative_groups::thread_block_tile;
using cooperative_groups::tiled_partition;
} // namespace experimental

} // namespace cooperative_groups
#endif
