// SPDX-License-Identifier: Apache-2.0
// A fiber calls the kernel for one thread after another
// (KernelCall::run_threads). The first thread that must wait makes the block
// "slow": its fiber is parked, and another fiber continues with the threads
// that have not started. Each reason to wait has its own list of parked fibers;
// a completed wait moves the whole list to the ready queue. Only the data that
// the workers of a grid share (GridRun) needs a lock.
#include "worker.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <new>
#include <numeric>
#include <sched.h>
#include <string>
#include <unordered_set>
#include <vector>

#include "fault.h"
#include "fiber.h"
#include "grid_run.h"
#include "limits.h"
#include "schedule.h"
#include "static_shared.h"

namespace cw::cpu {

__thread ThreadContext context __attribute__((tls_model("initial-exec"))) = {};

namespace {

constexpr unsigned spin_budget = 64;
constexpr unsigned idle_rounds =
    64; ///< rounds with only yields before unsynchronised calls complete

/// A warp operation in flight.
struct PendingCall : WarpCall {
  WarpCombine combine;
  const void *site;
  FiberQueue waiters;
  PendingCall *next; ///< of the same warp, or of the free ones
};

struct Warp {
  std::uint64_t live;     ///< its lanes that have not exited
  PendingCall *pending;   ///< its operations in flight
  std::uint64_t took[64]; ///< the lanes that took part in each lane's last
                          ///< operation
};

/// The progress of a worker, for the watchdog.
struct Progress {
  std::atomic<const GridRun *> grid{nullptr};
  std::atomic<std::uint64_t> left{0}; ///< blocks it has taken but not started
};

/// The reason why a block was abandoned.
struct Failure {
  enum class Kind { Told, Stalled, Faulted, Silent } kind = Kind::Silent;
  cwError_t error = cwErrorLaunchFailure;
  const char *why = nullptr;
  Fault fault;
  cw_uint3 thread{};
};

class Worker {
public:
  Worker();
  ~Worker();

  /// Runs blocks of the grid until none is left or the grid has failed.
  void run(GridRun &grid, std::uint64_t first, std::uint64_t end);

  bool next_thread();
  int barrier(BarrierOp op, int predicate);
  void wait_in(WaitList &list);
  void wake_all(WaitList &list);
  void grid_barrier();
  void block_grid_barrier();
  std::uint64_t rendezvous(std::uint64_t mask, WarpCombine combine,
                           const void *in, void *out, const void *site);
  std::uint64_t live_lanes();
  void yield();
  void spin();
  [[noreturn]] void fail(const char *why);
  [[noreturn]] void no_memory(const char *why);
  [[noreturn]] void fault(const Fault &fault);
  [[noreturn]] void abandon(const Failure &failure);
  /// Whether code of a kernel, or code that it calls, runs now.
  bool in_fiber() const { return grid_ && current_ != &home_; }
  GridRun *grid() const { return grid_; } ///< null outside of kernels

  const LaunchShape &shape() const { return grid_->shape; }
  void *shared();
  void *frame(std::size_t size);
  void *static_shared(std::size_t size, std::size_t alignment);

private:
  static void fiber_main();
  void run_one();
  bool begin_next_block();
  void begin_block(std::uint64_t index);
  void end_of_loop();
  void enter_slow();
  void begin_to_count();
  void thread_ended();
  void set_thread(unsigned position);
  bool unstarted() const { return next_position_ < count_; }

  void park(FiberQueue &queue);
  void leave(); ///< switches to the next ready fiber; the running fiber is
                ///< already in some list
  Fiber *next_in_turn(); ///< another fiber for leave(), if it is not the first
                         ///< ready one
  void resume(Fiber *fiber);
  Fiber *idle_fiber();
  void wake(FiberQueue &queue);
  void shuffle(FiberQueue &queue);
  void complete_barrier();
  void complete_grid_barrier();
  PendingCall *begin_call(Warp &warp);
  void complete(Warp &warp, PendingCall &call);
  void check_warp(Warp &warp);
  bool complete_unsynced();
  void report();
  void report_stall();
  std::string text_of_fault() const;
  void forget();

  GridRun *grid_ = nullptr;
  bool random_order_ = false;         ///< the grid has a seed
  std::uint64_t block_ = 0, end_ = 0; ///< the remaining blocks of this chunk
  unsigned count_ = 0;                ///< threads of a block
  unsigned next_position_ =
      0; ///< threads started, in the order of the schedule (slow blocks only)
  unsigned live_ = 0; ///< threads that have not exited (slow blocks only)
  bool single_block_ = false;
  bool as_loops_ =
      false; ///< the block runs as loops; none of its threads can wait
  bool abandoned_ = false;
  Failure failure_;
  SignalStack signal_stack_;
  Progress progress_;
  std::string thrown_; ///< the text of an exception that left the kernel

  Fiber home_;
  Fiber *current_ = nullptr;
  std::deque<Fiber> fibers_;
  FiberQueue idle_, ready_;

  FiberQueue at_barrier_, at_grid_barrier_;
  unsigned barrier_arrived_ = 0, grid_arrived_ = 0;
  unsigned votes_ = 0; ///< non-zero predicates so far at the barrier
  unsigned counted_threads_ = 0,
           counted_votes_ = 0; ///< of the last completed barrier

  Warp warps_[64] = {};
  const unsigned warp_shift_ = unsigned(__builtin_ctz(configured_warp_size));
  std::deque<PendingCall> calls_;
  PendingCall *free_calls_ = nullptr;
  unsigned unsynced_pending_ = 0;
  unsigned in_lists_ = 0; ///< threads parked in wait lists
  unsigned idle_yields_ = 0;

  Random random_{0};
  std::vector<unsigned> order_; ///< of threads, in a random schedule
  void *shared_ = nullptr;
  StaticShared static_shared_;
  std::vector<char>
      frame_; ///< what threads keep over the barriers of a compiled block
};

__attribute__((tls_model("initial-exec"))) thread_local Worker *this_worker =
    nullptr;
struct WorkerOwner {
  ~WorkerOwner() {
    delete this_worker;
    this_worker = nullptr;
  }
};
Worker &worker() {
  if (!this_worker) {
    static thread_local WorkerOwner owner;
    (void)owner;
    this_worker = new Worker;
  }
  return *this_worker;
}

/// The progress of all workers.
struct Workers {
  std::mutex mutex;
  std::unordered_set<const Progress *> all;
};
Workers &workers() {
  static Workers *const forever = new Workers;
  return *forever;
}

Worker::Worker() {
  {
    std::lock_guard<std::mutex> lock(workers().mutex);
    workers().all.insert(&progress_);
  }
  catch_faults([] { return this_worker && this_worker->in_fiber(); },
               [](const Fault &fault) { this_worker->fault(fault); });
}
Worker::~Worker() {
  {
    std::lock_guard<std::mutex> lock(workers().mutex);
    workers().all.erase(&progress_);
  }
  for (Fiber &fiber : fibers_)
    destroy_fiber(fiber);
  if (shared_)
    unmap_guarded(shared_, Limits::shared_optin);
}

void *Worker::shared() {
  if (!shared_) {
    shared_ = map_guarded(Limits::shared_optin);
    if (!shared_)
      no_memory("no memory for the dynamic shared memory of a block");
  }
  return shared_;
}
void *Worker::frame(std::size_t size) {
  constexpr std::size_t alignment = 64;
  if (frame_.size() < size + alignment)
    frame_.resize(size + alignment);
  const auto address = reinterpret_cast<std::uintptr_t>(frame_.data());
  return frame_.data() + (alignment - address % alignment) % alignment;
}
void *Worker::static_shared(std::size_t size, std::size_t alignment) {
  void *memory = static_shared_.allocate(size, alignment);
  if (!memory)
    no_memory("no memory for the static shared memory of a block");
  return memory;
}
void Worker::no_memory(const char *why) {
  if (in_fiber()) {
    Failure failure;
    failure.kind = Failure::Kind::Told;
    failure.error = cwErrorLaunchOutOfResources;
    failure.why = why;
    abandon(failure);
  }
  std::fprintf(stderr, "causeway: %s\n", why);
  std::abort();
}

// --- Blocks ---

void Worker::run(GridRun &grid, std::uint64_t first, std::uint64_t end) {
  const KeptControlWords kept;
  grid_ = &grid;
  random_order_ = grid.seed != 0;
  static_shared_.begin_kernel(grid.call.kernel());
  progress_.grid.store(&grid, std::memory_order_relaxed);
  const cw_dim3 &block = grid.shape.block;
  count_ = block.x * block.y * block.z;
  context.block_dim = {block.x, block.y, block.z};
  context.grid_dim = {grid.shape.grid.x, grid.shape.grid.y, grid.shape.grid.z};
  context.thread_idx.spin_budget = spin_budget;
  block_ = first;
  end_ = end;
  single_block_ = grid.shape.cooperative;
  current_ = &home_;
  try {
    if (begin_next_block())
      resume(idle_fiber());
  } catch (const std::bad_alloc &) { // for the very first stack
    grid.fail(cwErrorLaunchOutOfResources);
  }
  if (abandoned_) {
    if (failure_.kind == Failure::Kind::Faulted)
      release_stream_locks();
    if (grid.fail(failure_.error))
      report();
    forget();
  }
  progress_.grid.store(nullptr, std::memory_order_relaxed);
  grid_ = nullptr;
}

/// After a failure: drops the unfinished work of the fibers.
void Worker::forget() {
  abandoned_ = as_loops_ = false;
  idle_ = ready_ = at_barrier_ = at_grid_barrier_ = {};
  for (Fiber &fiber : fibers_) {
    reset_fiber(fiber, &Worker::fiber_main);
    idle_.push(&fiber);
  }
  for (Warp &warp : warps_)
    warp.pending = nullptr;
  free_calls_ = nullptr;
  for (PendingCall &call : calls_) {
    call.next = free_calls_;
    free_calls_ = &call;
  }
  barrier_arrived_ = grid_arrived_ = votes_ = unsynced_pending_ = in_lists_ =
      idle_yields_ = 0;
}

/// Takes the blocks of this chunk, then of the next free chunks. Blocks start
/// in ascending order, so a block may wait for a block with a smaller index.
bool Worker::begin_next_block() {
  if (block_ == end_) {
    if (single_block_)
      return false;
    block_ =
        grid_->next_block.fetch_add(grid_->chunk, std::memory_order_relaxed);
    if (block_ >= grid_->blocks)
      return false;
    end_ = std::min(block_ + grid_->chunk, grid_->blocks);
  }
  if (grid_->failure.load(std::memory_order_relaxed))
    return false;
  const std::uint64_t block = block_++;
  progress_.left.store(end_ - block_, std::memory_order_relaxed);
  begin_block(block);
  return true;
}

void Worker::begin_block(std::uint64_t index) {
  if (grid_->seed) {
    index =
        std::uint64_t((static_cast<unsigned __int128>(index) * grid_->stride +
                       grid_->offset) %
                      grid_->blocks);
    random_.state = grid_->seed + index * 0x632be59bd9b4e019u;
  }
  const cw_dim3 &grid = grid_->shape.grid;
  context.block_idx.x = unsigned(index % grid.x);
  context.block_idx.y = unsigned(index / grid.x % grid.y);
  context.block_idx.z = unsigned(index / grid.x / grid.y);
  context.thread_idx.slow = false;
  context.thread_idx = cw_uint3{0, 0, 0};
  if (grid_->seed) {
    order_.resize(count_);
    std::iota(order_.begin(), order_.end(), 0u);
    for (unsigned i = count_; i > 1; --i)
      std::swap(order_[i - 1], order_[random_.below(i)]);
    enter_slow();
    next_position_ = 1;
    set_thread(0);
  }
}

void Worker::set_thread(unsigned position) {
  const unsigned linear = random_order_ ? order_[position] : position;
  const cw_uint3 &block = context.block_dim;
  if (linear < block.x) { // a block of one row, mostly: no divisions
    context.thread_idx = cw_uint3{linear, 0, 0};
    return;
  }
  const unsigned row = linear / block.x;
  context.thread_idx.x = linear - row * block.x;
  context.thread_idx.y = row % block.y;
  context.thread_idx.z = row / block.y;
}

void Worker::enter_slow() {
  if (__builtin_expect(!context.thread_idx.slow, 0))
    begin_to_count();
}

/// From here on the block's threads are counted one by one. Threads run in
/// order, so the threads before the running one have exited.
void Worker::begin_to_count() {
  context.thread_idx.slow = true;
  const unsigned exited = random_order_ ? 0 : linear_thread();
  next_position_ = exited + 1;
  live_ = count_ - exited;
  const unsigned width = unsigned(configured_warp_size);
  for (unsigned w = 0, begin = 0; begin < count_; ++w, begin += width) {
    const unsigned size = std::min(width, count_ - begin);
    std::uint64_t lanes = ~0ull >> (64 - size);
    if (exited > begin)
      lanes = exited - begin >= size ? 0 : lanes & ~0ull << (exited - begin);
    warps_[w].live = lanes;
  }
}

/// Runs the current block as loops, or threads of it one after another.
void Worker::run_one() {
  if (grid_->loops) {
    as_loops_ = true;
    const bool ran = grid_->call.run_block(grid_->loops);
    as_loops_ = false;
    if (ran)
      return;
  }
  grid_->call.run_threads();
}

void Worker::fiber_main() {
  for (;;) {
    Worker &self = *this_worker;
    bool threw = false;
    try {
      self.run_one();
    } catch (const std::exception &exception) {
      self.thrown_ = std::string("an exception left it: ") + exception.what();
      threw = true;
    } catch (...) {
      self.thrown_ = "an exception left it";
      threw = true;
    }
    // Not within the handler: an exception that an OS thread is handling must
    // not stay on an abandoned stack.
    if (threw)
      self.fail(self.thrown_.c_str());
    self.end_of_loop();
  }
}

/// A fiber has no further thread: the block may be complete, other fibers may
/// be ready, or new threads may wait to start.
void Worker::end_of_loop() {
  if (!context.thread_idx.slow || live_ == 0) {
    if (single_block_)
      grid_->block_ended();
    if (begin_next_block())
      return;
    idle_.push_front(current_);
    resume(&home_);
    return;
  }
  if (ready_.empty() && unstarted()) {
    set_thread(next_position_++);
    return;
  }
  idle_.push_front(current_);
  leave();
}

bool Worker::next_thread() {
  thread_ended();
  if (live_ == 0 || !ready_.empty() || !unstarted())
    return false;
  set_thread(next_position_++);
  return true;
}

void Worker::thread_ended() {
  Warp &warp = warps_[linear_thread() >> warp_shift_];
  warp.live &= ~(1ull << lane());
  --live_;
  idle_yields_ = 0;
  if (warp.pending)
    check_warp(warp);
  if (barrier_arrived_ && barrier_arrived_ == live_)
    complete_barrier();
  if (grid_arrived_ && grid_arrived_ == live_)
    complete_grid_barrier();
}

// --- Parking and resuming ---

Fiber *Worker::idle_fiber() {
  if (!idle_.empty())
    return idle_.pop();
  const unsigned index = unsigned(fibers_.size());
  Fiber &fiber = fibers_.emplace_back();
  try {
    create_fiber(fiber, &Worker::fiber_main, index);
  } catch (...) {
    fibers_.pop_back();
    throw;
  }
  return &fiber;
}

inline void Worker::resume(Fiber *fiber) {
  Fiber *self = current_;
  if (fiber == self)
    return;
  current_ = fiber;
  switch_fiber(*self, *fiber);
}

inline void Worker::park(FiberQueue &queue) {
  const cw_uint3 thread = context.thread_idx;
  queue.push(current_);
  leave();
  context.thread_idx = thread;
}

inline void Worker::leave() {
  if (__builtin_expect(ready_.empty() || random_order_, 0))
    resume(next_in_turn());
  else
    resume(ready_.pop_prefetching());
}

Fiber *Worker::next_in_turn() {
  if (ready_.empty() || (random_order_ && unstarted() && random_.below(2))) {
    if (unstarted()) {
      Fiber *fresh = idle_fiber();
      set_thread(next_position_++);
      return fresh;
    }
    if (!complete_unsynced()) {
      Failure failure;
      failure.kind = Failure::Kind::Stalled;
      abandon(failure);
    }
  }
  if (random_order_)
    for (unsigned turns = random_.below(8); turns; --turns)
      ready_.push(ready_.pop());
  return ready_.pop();
}

inline void Worker::wake(FiberQueue &queue) {
  idle_yields_ = 0;
  if (random_order_)
    shuffle(queue);
  ready_.take_all(queue);
}

void Worker::shuffle(FiberQueue &queue) {
  std::vector<Fiber *> fibers;
  while (!queue.empty())
    fibers.push_back(queue.pop());
  for (std::size_t i = fibers.size(); i > 1; --i)
    std::swap(fibers[i - 1], fibers[random_.below(unsigned(i))]);
  for (Fiber *fiber : fibers)
    queue.push(fiber);
}

void Worker::yield() {
  if (as_loops_) {
    sched_yield();
    return;
  }
  enter_slow();
  if (unsynced_pending_ && ++idle_yields_ > idle_rounds * live_)
    complete_unsynced();
  if (!unstarted() && ready_.empty()) {
    sched_yield(); // it may wait for another block
    return;
  }
  const cw_uint3 thread = context.thread_idx;
  ready_.push(current_);
  if (unstarted()) {
    Fiber *fresh = idle_fiber();
    set_thread(next_position_++);
    resume(fresh);
  } else {
    leave();
  }
  context.thread_idx = thread;
}

void Worker::spin() {
  context.thread_idx.spin_budget = spin_budget;
  if (grid_)
    yield();
}

// --- Barriers ---

int Worker::barrier(BarrierOp op, int predicate) {
  enter_slow();
  votes_ += predicate != 0;
  if (++barrier_arrived_ == live_) {
    complete_barrier();
    if (random_order_)
      park(ready_);
  } else {
    park(at_barrier_);
  }
  switch (op) {
  case BarrierOp::Count:
    return int(counted_votes_);
  case BarrierOp::And:
    return counted_votes_ == counted_threads_;
  case BarrierOp::Or:
    return counted_votes_ != 0;
  default:
    return 0;
  }
}

void Worker::complete_barrier() {
  counted_threads_ = barrier_arrived_;
  counted_votes_ = votes_;
  barrier_arrived_ = votes_ = 0;
  wake(at_barrier_);
}

void Worker::wait_in(WaitList &list) {
  enter_slow();
  FiberQueue waiters{static_cast<Fiber *>(list.first),
                     static_cast<Fiber *>(list.last)};
  const cw_uint3 thread = context.thread_idx;
  waiters.push(current_);
  list = {waiters.first, waiters.last};
  ++in_lists_;
  leave();
  context.thread_idx = thread;
}

void Worker::wake_all(WaitList &list) {
  FiberQueue waiters{static_cast<Fiber *>(list.first),
                     static_cast<Fiber *>(list.last)};
  list = {};
  for (Fiber *fiber = waiters.first; fiber; fiber = fiber->next)
    --in_lists_;
  wake(waiters);
  if (random_order_)
    park(ready_);
}

void Worker::grid_barrier() {
  if (!grid_->shape.cooperative)
    fail("a grid barrier in a kernel that was not launched cooperatively");
  enter_slow();
  if (++grid_arrived_ == live_)
    complete_grid_barrier();
  else
    park(at_grid_barrier_);
}

/// For a block that runs as loops: all its threads are here.
void Worker::block_grid_barrier() {
  if (!grid_->shape.cooperative)
    fail("a grid barrier in a kernel that was not launched cooperatively");
  if (!grid_->wait_for_blocks())
    abandon({});
}

void Worker::complete_grid_barrier() {
  grid_arrived_ = 0;
  if (!grid_->wait_for_blocks())
    abandon({}); // another block reports the reason
  wake(at_grid_barrier_);
}

// --- Warp operations ---

std::uint64_t Worker::rendezvous(std::uint64_t mask, WarpCombine combine,
                                 const void *in, void *out, const void *site) {
  enter_slow();
  const unsigned thread = linear_thread(), width = 1u << warp_shift_,
                 l = thread & (width - 1);
  Warp &warp = warps_[thread >> warp_shift_];
  const std::uint64_t own = 1ull << l;
  if (!site) {
    mask &= ~0ull >> (64 - width);
    if (!(mask & own))
      fail("a warp operation whose mask does not name the calling lane");
  }
  PendingCall *call = warp.pending;
  while (call &&
         (call->mask != mask || call->combine != combine || call->site != site))
    call = call->next;
  if (!call) {
    call = begin_call(warp);
    call->mask = mask;
    call->arrived = 0;
    call->combine = combine;
    call->site = site;
    unsynced_pending_ += site != nullptr;
  }
  call->in[l] = in;
  call->out[l] = out;
  call->arrived |= own;
  if (!site && call->arrived == (mask & warp.live)) {
    const bool alone = call->waiters.empty();
    complete(warp, *call);
    if (random_order_ && !alone)
      park(ready_);
  } else {
    park(call->waiters);
  }
  return warp.took[l];
}

PendingCall *Worker::begin_call(Warp &warp) {
  if (!free_calls_) {
    free_calls_ = &calls_.emplace_back();
    free_calls_->next = nullptr;
  }
  PendingCall *call = free_calls_;
  free_calls_ = call->next;
  call->waiters = {};
  call->next = warp.pending;
  return warp.pending = call;
}

/// Combines, and wakes the waiting lanes.
void Worker::complete(Warp &warp, PendingCall &call) {
  if (call.combine)
    call.combine(call);
  unsynced_pending_ -= call.site != nullptr;
  PendingCall **link = &warp.pending;
  while (*link != &call)
    link = &(*link)->next;
  *link = call.next;
  for (std::uint64_t lanes = call.arrived; lanes; lanes &= lanes - 1)
    warp.took[__builtin_ctzll(lanes)] = call.arrived;
  wake(call.waiters);
  call.next = free_calls_;
  free_calls_ = &call;
}

/// A lane has exited: calls that waited only for this lane are complete.
void Worker::check_warp(Warp &warp) {
  for (PendingCall *call = warp.pending; call;) {
    PendingCall *next = call->next;
    if (!call->site && call->arrived == (call->mask & warp.live))
      complete(warp, *call);
    call = next;
  }
}

/// Nothing else can run, so no further lanes will arrive at the unsynchronised
/// calls.
bool Worker::complete_unsynced() {
  if (!unsynced_pending_)
    return false;
  for (Warp &warp : warps_)
    for (PendingCall *call = warp.pending; call;) {
      PendingCall *next = call->next;
      if (call->site)
        complete(warp, *call);
      call = next;
    }
  return true;
}

std::uint64_t Worker::live_lanes() {
  enter_slow();
  return warps_[linear_thread() >> warp_shift_].live;
}

// --- Failures ---

void Worker::report_stall() {
  const cw_uint3 &b = context.block_idx;
  std::fprintf(stderr,
               "causeway: deadlock in %s: block (%u,%u,%u) cannot continue:",
               subject(grid_->call).c_str(), b.x, b.y, b.z);
  const char *separator = " ";
  if (barrier_arrived_) {
    std::fprintf(stderr, "%s%u of %u threads wait at a block barrier",
                 separator, barrier_arrived_, live_);
    separator = "; ";
  }
  if (grid_arrived_) {
    std::fprintf(stderr, "%s%u of %u threads wait at the grid barrier",
                 separator, grid_arrived_, live_);
    separator = "; ";
  }
  if (in_lists_) {
    std::fprintf(stderr,
                 "%s%u of %u threads wait for others of a group or at a "
                 "barrier object",
                 separator, in_lists_, live_);
    separator = "; ";
  }
  for (unsigned w = 0; w < 64; ++w)
    for (PendingCall *call = warps_[w].pending; call; call = call->next) {
      std::fprintf(stderr, "%swarp %u: lanes 0x%llx wait for lanes 0x%llx",
                   separator, w, static_cast<unsigned long long>(call->arrived),
                   static_cast<unsigned long long>(call->mask & warps_[w].live &
                                                   ~call->arrived));
      separator = "; ";
    }
  std::fputs("\n", stderr);
}

/// Reports the failure of an abandoned block, on the OS thread's own stack.
void Worker::report() {
  if (failure_.kind == Failure::Kind::Silent)
    return;
  if (failure_.kind == Failure::Kind::Stalled)
    return report_stall();
  const cw_uint3 b = context.block_idx, t = failure_.thread;
  const std::string why =
      failure_.kind == Failure::Kind::Faulted ? text_of_fault() : failure_.why;
  std::fprintf(
      stderr, "causeway: %s failed: %s (block (%u,%u,%u), thread (%u,%u,%u))\n",
      subject(grid_->call).c_str(), why.c_str(), b.x, b.y, b.z, t.x, t.y, t.z);
}

std::string Worker::text_of_fault() const {
  const Fault &fault = failure_.fault;
  if (failure_.error == cwErrorHardwareStackError)
    return "its stack of " + std::to_string(stack_size()) +
           " bytes overflowed; CW_STACK_SIZE=BYTES makes it larger";
  std::string text = cw::cpu::text_of(fault);
  if (in_guard(fault.address, shared_, Limits::shared_optin))
    text += ": that is beyond the block's dynamic shared memory of " +
            std::to_string(shape().shared) + " bytes";
  else if (static_shared_.in_guard(fault.address))
    text += ": that is beyond the block's static shared memory";
  return text;
}

void Worker::fail(const char *why) {
  Failure failure;
  failure.kind = Failure::Kind::Told;
  failure.why = why;
  abandon(failure);
}

/// Runs in a signal handler.
void Worker::fault(const Fault &fault) {
  Failure failure;
  failure.kind = Failure::Kind::Faulted;
  failure.fault = fault;
  const char *const address = static_cast<const char *>(fault.address);
  failure.error =
      address < current_->stack && address >= current_->stack - stack_guard
          ? cwErrorHardwareStackError
          : error_of(fault);
  abandon(failure);
}

void Worker::abandon(const Failure &failure) {
  failure_ = failure;
  failure_.thread = context.thread_idx;
  abandoned_ = true;
  resume(&home_);
  std::abort(); // never continued
}

} // namespace

void run_blocks(GridRun &grid, std::uint64_t first, std::uint64_t end) {
  worker().run(grid, first, end);
}

GridRun *running_grid() { return this_worker ? this_worker->grid() : nullptr; }

std::uint64_t blocks_not_started(const GridRun &grid) {
  std::uint64_t left = 0;
  std::lock_guard<std::mutex> lock(workers().mutex);
  for (const Progress *progress : workers().all)
    if (progress->grid.load(std::memory_order_relaxed) == &grid)
      left += progress->left.load(std::memory_order_relaxed);
  return left;
}

// --- Functions for device code ---

bool next_thread_slow() { return this_worker->next_thread(); }
int barrier(BarrierOp op, int predicate) {
  return this_worker->barrier(op, predicate);
}
void wait_in(WaitList &list) { this_worker->wait_in(list); }
void wake_all(WaitList &list) {
  if (list.first)
    this_worker->wake_all(list);
}
void grid_barrier() { this_worker->grid_barrier(); }
bool is_cooperative() { return this_worker->shape().cooperative; }
std::uint64_t warp_rendezvous(std::uint64_t mask, WarpCombine combine,
                              const void *in, void *out) {
  return this_worker->rendezvous(mask, combine, in, out, nullptr);
}
__attribute__((noinline)) std::uint64_t
warp_rendezvous_unsynced(WarpCombine combine, const void *in, void *out,
                         const void *site) {
  return this_worker->rendezvous(0, combine, in, out,
                                 site ? site : __builtin_return_address(0));
}
std::uint64_t live_lanes() { return this_worker->live_lanes(); }
void yield() {
  if (in_kernel())
    this_worker->yield();
  else
    sched_yield();
}
void spin_yield() {
  if (this_worker)
    this_worker->spin();
  else
    context.thread_idx.spin_budget = spin_budget;
}
void trap(const char *why) { this_worker->fail(why); }
void *static_shared_memory(std::size_t size, std::size_t alignment) {
  return worker().static_shared(size, alignment);
}
void *dynamic_shared_memory() { return worker().shared(); }
extern "C" void *cw_block_frame(std::size_t size) {
  return this_worker->frame(size);
}
extern "C" void cw_block_grid_barrier() { this_worker->block_grid_barrier(); }
std::size_t dynamic_shared_size() { return this_worker->shape().shared; }

} // namespace cw::cpu

/// Replaces the C library's handler of assert(): in a kernel, the device fails
/// and not the program (CUDA C++ Programming Guide, "Assertion").
extern "C" [[noreturn]] void __assert_fail(const char *assertion,
                                           const char *file, unsigned line,
                                           const char *function) noexcept {
  using namespace cw::cpu;
  if (in_kernel()) {
    const cw_uint3 b = context.block_idx, t = context.thread_idx;
    std::fprintf(stderr,
                 "%s:%u: %s: block: [%u,%u,%u], thread: [%u,%u,%u] Assertion "
                 "`%s` failed.\n",
                 file, line, function, b.x, b.y, b.z, t.x, t.y, t.z, assertion);
    Failure failure;
    failure.error = cwErrorAssert;
    this_worker->abandon(failure);
  }
  std::fprintf(stderr, "%s: %s:%u: %s: Assertion `%s' failed.\n",
               program_invocation_short_name, file, line, function, assertion);
  std::abort();
}
