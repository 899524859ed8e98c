// The kernel engine: blocks on OS threads, GPU threads in loops on fibers, and
// their waits.
// SPDX-License-Identifier: Apache-2.0
// One Worker per OS thread runs one block at a time. A fiber calls the kernel
// for one thread after another (KernelCall::run_threads). The first thread that
// must wait makes the block "slow": its fiber is parked, and another fiber
// continues with the threads that have not started. Each reason to wait has its
// own list of parked fibers; a completed wait moves the whole list to the ready
// queue. Only the data that the workers of a grid share (GridRun) needs a lock.
#include "engine.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <mutex>
#include <new>
#include <numeric>
#include <sched.h>
#include <string>
#include <system_error>
#include <unordered_set>
#include <vector>

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include "fault.h"
#include "fiber.h"
#include "operation.h"
#include "static_shared.h"
#include "symbols.h"
#include "threads.h"

namespace cw::cpu {

__thread ThreadContext context __attribute__((tls_model("initial-exec"))) = {};

namespace {

constexpr unsigned spin_budget = 64;
constexpr unsigned idle_rounds =
    64; ///< rounds with only yields before unsynchronised calls complete

int read_warp_size() {
  const char *text = std::getenv("CW_WARP_SIZE");
  if (!text || !*text)
    return 32;
  const int size = std::atoi(text);
  if (size == 16 || size == 32 || size == 64)
    return size;
  std::fprintf(stderr,
               "causeway: CW_WARP_SIZE=%s is not 16, 32 or 64; using 32\n",
               text);
  return 32;
}

/// CW_SCHEDULE: "random:SEED", or empty.
struct Schedule {
  bool random = false;
  std::uint64_t seed = 0;
  Schedule() {
    const char *text = std::getenv("CW_SCHEDULE");
    if (!text || !*text || !std::strcmp(text, "ordered"))
      return;
    char *end = nullptr;
    if (!std::strncmp(text, "random:", 7)) {
      seed = std::strtoull(text + 7, &end, 0);
      random = end != text + 7 && !*end;
    }
    if (!random)
      std::fprintf(stderr,
                   "causeway: CW_SCHEDULE=%s is neither ordered nor "
                   "random:SEED; using ordered\n",
                   text);
  }
};
const Schedule &schedule() {
  static const Schedule once;
  return once;
}

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

/// A first-in first-out list of parked fibers.
struct FiberQueue {
  Fiber *first = nullptr, *last = nullptr;
  bool empty() const { return !first; }
  void push(Fiber *fiber) {
    fiber->next = nullptr;
    (first ? last->next : first) = fiber;
    last = fiber;
  }
  void push_front(Fiber *fiber) {
    fiber->next = first;
    if (!first)
      last = fiber;
    first = fiber;
  }
  Fiber *pop() {
    Fiber *fiber = first;
    first = fiber->next;
    return fiber;
  }
  void take_all(FiberQueue &other) {
    if (!other.first)
      return;
    (first ? last->next : first) = other.first;
    last = other.last;
    other = {};
  }
};

/// A warp operation in flight. It is on the stack of its first lane, which is
/// parked until the operation is complete.
struct PendingCall : WarpCall {
  WarpCombine combine;
  const void *site;
  unsigned warp;
  FiberQueue waiters;
  PendingCall *next;
};

/// A pool of OS threads for blocks that must all run at once.
class Crew {
public:
  /// A common task of some threads of the crew.
  struct Team {
    std::function<void(unsigned)> work;
    unsigned left = 0; ///< threads that have not finished; guarded by the crew
  };

  /// Starts the threads with the numbers `first` to `first + count - 1`.
  /// Returns false if there cannot be so many; then none has started.
  bool start(Team &team, unsigned first, unsigned count) {
    std::lock_guard<std::mutex> lock(mutex_);
    try {
      tasks_.reserve(tasks_.size() + count);
      while (idle_ < tasks_.size() + count) {
        start_thread([this] { serve(); });
        ++idle_;
      }
    } catch (const std::exception &) { // the existing threads stay for later
      return false;
    }
    for (unsigned i = 0; i < count; ++i)
      tasks_.push_back({&team, first + i});
    team.left += count;
    more_.notify_all();
    return true;
  }
  void wait(Team &team) {
    std::unique_lock<std::mutex> lock(mutex_);
    done_.wait(lock, [&] { return team.left == 0; });
  }
  bool run(unsigned count, std::function<void(unsigned)> work) {
    Team team{std::move(work)};
    if (!start(team, 0, count))
      return false;
    wait(team);
    return true;
  }

private:
  struct Task {
    Team *team;
    unsigned index;
  };
  void serve() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      more_.wait(lock, [&] { return !tasks_.empty(); });
      const Task task = tasks_.back();
      tasks_.pop_back();
      --idle_;
      lock.unlock();
      task.team->work(task.index);
      lock.lock();
      ++idle_;
      if (--task.team->left == 0)
        done_.notify_all();
    }
  }
  std::mutex mutex_;
  std::condition_variable more_, done_;
  std::vector<Task> tasks_;
  std::size_t idle_ = 0; ///< threads that wait, or will wait soon
};
Crew &crew() {
  static Crew *const forever = new Crew; // its threads may outlive main
  return *forever;
}

/// The name of a kernel in messages.
std::string subject(const KernelCall &call) {
  std::string name;
  if (call.name())
    name = call.name();
  else if (call.kernel())
    name = readable_name(call.kernel());
  return name.empty() ? "a kernel" : "kernel '" + name + "'";
}

/// The shared state of the workers of one grid.
struct GridRun {
  GridRun(const KernelCall &call, const LaunchShape &shape)
      : call(call), shape(shape),
        blocks(std::uint64_t(shape.grid.x) * shape.grid.y * shape.grid.z) {}

  const KernelCall &call;
  const LaunchShape &shape;
  std::uint64_t blocks;
  std::uint64_t seed = 0;  ///< not 0 in a random schedule
  std::uint64_t chunk = 1; ///< blocks that a worker takes at a time
  std::atomic<std::uint64_t> next_block{0};
  std::atomic<cwError_t> failure{cwSuccess};
  std::vector<OperationPtr> children; ///< guarded by mutex
  // The order of blocks in a random schedule: i -> (i * stride + offset) mod
  // blocks.
  std::uint64_t stride = 1, offset = 0;
  // The grid barrier of a cooperative launch.
  std::mutex mutex;
  std::condition_variable all_arrived;
  std::uint64_t live_blocks = 0, arrived_blocks = 0, generation = 0;
  // The watchdog's data.
  Crew::Team helpers;          ///< threads in addition to the initial ones
  std::uint64_t seen = 0;      ///< blocks that were taken at the last check
  std::uint64_t seen_left = 0; ///< of these, blocks that had not started
  unsigned threads = 0;        ///< number of threads that run its blocks
  unsigned looks_in_vain = 0;  ///< consecutive checks without progress
  bool reported = false;

  /// Returns false if it had already failed.
  bool fail(cwError_t error) {
    std::lock_guard<std::mutex> lock(mutex);
    const bool first = !failure;
    if (first)
      failure = error;
    all_arrived.notify_all();
    return first;
  }
  cwError_t run_children() {
    std::vector<OperationPtr> launched;
    {
      std::lock_guard<std::mutex> lock(mutex);
      launched.swap(children);
    }
    for (const OperationPtr &child : launched)
      if (const cwError_t error = child->run())
        return error;
    return cwSuccess;
  }
  void open_if_complete() {
    if (arrived_blocks == live_blocks) {
      arrived_blocks = 0;
      ++generation;
      all_arrived.notify_all();
    }
  }
  /// Returns false if the grid failed meanwhile.
  bool wait_for_blocks() {
    std::unique_lock<std::mutex> lock(mutex);
    const std::uint64_t mine = generation;
    ++arrived_blocks;
    open_if_complete();
    all_arrived.wait(lock, [&] { return generation != mine || failure; });
    return !failure;
  }
  void block_ended() {
    std::lock_guard<std::mutex> lock(mutex);
    --live_blocks;
    if (live_blocks)
      open_if_complete();
  }
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
  const Fiber *fiber = nullptr; ///< the fiber that failed
  cw_uint3 thread{};
};

class Worker {
public:
  Worker();
  ~Worker();

  /// Runs blocks of the grid until none is left or the grid has failed.
  void run(GridRun &grid, std::uint64_t first, std::uint64_t end);
  /// Whether this OS thread is inside a kernel, so that it cannot run another
  /// grid now.
  bool busy() const { return grid_ != nullptr; }

  bool next_thread();
  int barrier(BarrierOp op, int predicate);
  void wait_in(WaitList &list);
  void wake_all(WaitList &list);
  void grid_barrier();
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
  void *static_shared(std::size_t size, std::size_t alignment);

private:
  static void fiber_main();
  bool begin_next_block();
  void begin_block(std::uint64_t index);
  void end_of_loop();
  void enter_slow();
  void thread_ended();
  void set_thread(unsigned position);
  bool unstarted() const { return next_position_ < count_; }

  void park(FiberQueue &queue);
  void leave(); ///< switches to the next ready fiber; the running fiber is
                ///< already in some list
  void resume(Fiber *fiber);
  Fiber *idle_fiber();
  Fiber *pop_ready();
  void wake(FiberQueue &queue);
  void complete_barrier();
  void complete_grid_barrier();
  void complete(PendingCall &call);
  void check_warp(unsigned warp);
  bool complete_unsynced();
  void report();
  void report_stall();
  std::string text_of_fault() const;
  void forget();

  GridRun *grid_ = nullptr;
  std::uint64_t block_ = 0, end_ = 0; ///< the remaining blocks of this chunk
  unsigned count_ = 0;                ///< threads of a block
  unsigned next_position_ =
      0; ///< threads started, in the order of the schedule (slow blocks only)
  unsigned live_ = 0; ///< threads that have not exited (slow blocks only)
  bool single_block_ = false;
  bool abandoned_ = false;
  Failure failure_;
  SignalStack signal_stack_;
  Progress progress_;
  std::string thrown_; ///< the text of an exception that left the kernel

  Fiber home_;
  Fiber *current_ = nullptr;
  std::vector<Fiber *> fibers_; ///< all fibers
  FiberQueue idle_, ready_;

  FiberQueue at_barrier_, at_grid_barrier_;
  unsigned barrier_arrived_ = 0, grid_arrived_ = 0;
  unsigned votes_ = 0; ///< non-zero predicates so far at the barrier
  unsigned counted_threads_ = 0,
           counted_votes_ = 0; ///< of the last completed barrier

  PendingCall *pending_[64] = {}; ///< warp operations in flight, by warp
  std::uint64_t lanes_[64] = {};  ///< live lanes, by warp
  unsigned unsynced_pending_ = 0;
  unsigned in_lists_ = 0; ///< threads parked in wait lists
  unsigned idle_yields_ = 0;

  Random random_{0};
  std::vector<unsigned> order_; ///< of threads, in a random schedule
  void *shared_ = nullptr;
  StaticShared static_shared_;
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
  for (Fiber *fiber : fibers_)
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
  grid_ = &grid;
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
  abandoned_ = false;
  idle_ = ready_ = at_barrier_ = at_grid_barrier_ = {};
  for (Fiber *fiber : fibers_) {
    reset_fiber(fiber, &Worker::fiber_main);
    idle_.push(fiber);
  }
  std::fill(std::begin(pending_), std::end(pending_), nullptr);
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
  const unsigned linear = grid_->seed ? order_[position] : position;
  const cw_uint3 &block = context.block_dim;
  context.thread_idx.x = linear % block.x;
  context.thread_idx.y = linear / block.x % block.y;
  context.thread_idx.z = linear / block.x / block.y;
}

/// From here on the block's threads are counted one by one. Threads run in
/// order, so the threads before the running one have exited.
void Worker::enter_slow() {
  if (context.thread_idx.slow)
    return;
  context.thread_idx.slow = true;
  const unsigned exited = grid_->seed ? 0 : linear_thread();
  next_position_ = exited + 1;
  live_ = count_ - exited;
  const unsigned width = unsigned(configured_warp_size);
  for (unsigned w = 0, begin = 0; begin < count_; ++w, begin += width) {
    const unsigned size = std::min(width, count_ - begin);
    std::uint64_t lanes = ~0ull >> (64 - size);
    if (exited > begin)
      lanes = exited - begin >= size ? 0 : lanes & ~0ull << (exited - begin);
    lanes_[w] = lanes;
  }
}

void Worker::fiber_main() {
  for (;;) {
    Worker &self = *this_worker;
    bool threw = false;
    try {
      self.grid_->call.run_threads();
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
  const unsigned w = warp();
  lanes_[w] &= ~(1ull << lane());
  --live_;
  idle_yields_ = 0;
  if (pending_[w])
    check_warp(w);
  if (barrier_arrived_ && barrier_arrived_ == live_)
    complete_barrier();
  if (grid_arrived_ && grid_arrived_ == live_)
    complete_grid_barrier();
}

// --- Parking and resuming ---

Fiber *Worker::idle_fiber() {
  if (!idle_.empty())
    return idle_.pop();
  Fiber *fiber = create_fiber(&Worker::fiber_main, unsigned(fibers_.size()));
  fibers_.push_back(fiber);
  return fiber;
}

void Worker::resume(Fiber *fiber) {
  Fiber *self = current_;
  if (fiber == self)
    return;
  current_ = fiber;
  switch_fiber(self, fiber);
}

Fiber *Worker::pop_ready() {
  if (grid_->seed)
    for (unsigned turns = random_.below(8); turns; --turns)
      ready_.push(ready_.pop());
  return ready_.pop();
}

void Worker::park(FiberQueue &queue) {
  Fiber *self = current_;
  self->thread_idx = context.thread_idx;
  queue.push(self);
  leave();
  context.thread_idx = self->thread_idx;
}

void Worker::leave() {
  if (ready_.empty() || (grid_->seed && unstarted() && random_.below(2))) {
    if (unstarted()) {
      Fiber *fresh = idle_fiber();
      set_thread(next_position_++);
      resume(fresh);
      return;
    }
    if (!complete_unsynced()) {
      Failure failure;
      failure.kind = Failure::Kind::Stalled;
      abandon(failure);
    }
  }
  resume(pop_ready());
}

void Worker::wake(FiberQueue &queue) {
  idle_yields_ = 0;
  if (grid_->seed) {
    std::vector<Fiber *> fibers;
    while (!queue.empty())
      fibers.push_back(queue.pop());
    for (std::size_t i = fibers.size(); i > 1; --i)
      std::swap(fibers[i - 1], fibers[random_.below(unsigned(i))]);
    for (Fiber *fiber : fibers)
      queue.push(fiber);
  }
  ready_.take_all(queue);
}

void Worker::yield() {
  enter_slow();
  if (unsynced_pending_ && ++idle_yields_ > idle_rounds * live_)
    complete_unsynced();
  if (!unstarted() && ready_.empty()) {
    sched_yield(); // it may wait for another block
    return;
  }
  Fiber *self = current_;
  self->thread_idx = context.thread_idx;
  ready_.push(self);
  if (unstarted()) {
    Fiber *fresh = idle_fiber();
    set_thread(next_position_++);
    resume(fresh);
  } else {
    resume(pop_ready());
  }
  context.thread_idx = self->thread_idx;
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
    if (grid_->seed)
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
  Fiber *self = current_;
  self->thread_idx = context.thread_idx;
  waiters.push(self);
  list = {waiters.first, waiters.last};
  ++in_lists_;
  leave();
  context.thread_idx = self->thread_idx;
}

void Worker::wake_all(WaitList &list) {
  FiberQueue waiters{static_cast<Fiber *>(list.first),
                     static_cast<Fiber *>(list.last)};
  list = {};
  for (Fiber *fiber = waiters.first; fiber; fiber = fiber->next)
    --in_lists_;
  wake(waiters);
  if (grid_->seed)
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
  const unsigned w = warp(), l = lane();
  const std::uint64_t own = 1ull << l;
  if (!site) {
    mask &= ~0ull >> (64 - configured_warp_size);
    if (!(mask & own))
      fail("a warp operation whose mask does not name the calling lane");
  }
  PendingCall *call = pending_[w];
  while (call &&
         (call->mask != mask || call->combine != combine || call->site != site))
    call = call->next;

  PendingCall mine;
  if (!call) {
    mine.mask = mask;
    mine.arrived = 0;
    mine.combine = combine;
    mine.site = site;
    mine.warp = w;
    call = &mine;
  }
  call->in[l] = in;
  call->out[l] = out;
  call->arrived |= own;
  if (!site && call->arrived == (mask & lanes_[w])) {
    const std::uint64_t all = call->arrived;
    if (call == &mine) {
      if (combine)
        combine(mine);
      return all;
    }
    complete(*call);
    if (grid_->seed)
      park(ready_);
    return all;
  }
  if (call == &mine) {
    mine.next = pending_[w];
    pending_[w] = &mine;
    unsynced_pending_ += site != nullptr;
  }
  Fiber *self = current_;
  park(call->waiters);
  return self->arrived;
}

/// Combines, and wakes the waiting lanes. The call object ends as soon as its
/// first lane continues.
void Worker::complete(PendingCall &call) {
  if (call.combine)
    call.combine(call);
  unsynced_pending_ -= call.site != nullptr;
  PendingCall **link = &pending_[call.warp];
  while (*link != &call)
    link = &(*link)->next;
  *link = call.next;
  for (Fiber *fiber = call.waiters.first; fiber; fiber = fiber->next)
    fiber->arrived = call.arrived;
  wake(call.waiters);
}

/// A lane has exited: calls that waited only for this lane are complete.
void Worker::check_warp(unsigned w) {
  for (PendingCall *call = pending_[w]; call;) {
    PendingCall *next = call->next;
    if (!call->site && call->arrived == (call->mask & lanes_[w]))
      complete(*call);
    call = next;
  }
}

/// Nothing else can run, so no further lanes will arrive at the unsynchronised
/// calls.
bool Worker::complete_unsynced() {
  if (!unsynced_pending_)
    return false;
  for (PendingCall *&head : pending_)
    for (PendingCall *call = head; call;) {
      PendingCall *next = call->next;
      if (call->site)
        complete(*call);
      call = next;
    }
  return true;
}

std::uint64_t Worker::live_lanes() {
  enter_slow();
  return lanes_[warp()];
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
    for (PendingCall *call = pending_[w]; call; call = call->next) {
      std::fprintf(stderr, "%swarp %u: lanes 0x%llx wait for lanes 0x%llx",
                   separator, w, static_cast<unsigned long long>(call->arrived),
                   static_cast<unsigned long long>(call->mask & lanes_[w] &
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
  const Fiber &fiber = *failure_.fiber;
  if (failure_.error == cwErrorHardwareStackError)
    return "its stack of " + std::to_string(fiber.stack_size) +
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
  failure_.fiber = current_;
  failure_.thread = context.thread_idx;
  abandoned_ = true;
  resume(&home_);
  std::abort(); // never continued
}

// --- Blocks that wait for blocks that have not started ---

/// Periodically checks whether the running grids make progress. If no block has
/// started for some time, running blocks may wait for blocks that have not
/// started, as in a hand-written grid barrier; on a GPU all of them would run
/// at once. So such a grid gets more and more threads.
class Watchdog {
public:
  static constexpr unsigned most_threads = 256;
  static constexpr auto interval = std::chrono::milliseconds(250);
  static constexpr unsigned looks_until_report = 40;
  static constexpr unsigned looks_until_rest = 40;
  static constexpr auto rest = std::chrono::milliseconds(2000);

  /// A slot with the grid that a thread launches, for the watchdog. A launch
  /// must cost almost nothing here.
  struct Slot {
    std::atomic<GridRun *> grid{nullptr}; ///< looking() during a check
    std::atomic<bool> taken{true};
    Slot *next = nullptr;
  };

  void watch(Slot &slot, GridRun &grid) {
    slot.grid.store(&grid, std::memory_order_release);
    if (state_.load(std::memory_order_relaxed) == State::Busy)
      return;
    std::lock_guard<std::mutex> lock(mutex_);
    if (needs_all_at_once(grid))
      help(grid, unsigned(grid.blocks));
    if (!alive_) {
      try {
        start_thread([this] { look(); });
        alive_ = true;
      } catch (const std::system_error &) {
      }
    }
    if (resting_)
      wake_.notify_one();
  }
  /// Returns when only the caller uses the grid.
  void unwatch(Slot &slot, GridRun &grid) {
    GridRun *expected = &grid;
    while (!slot.grid.compare_exchange_weak(expected, nullptr)) {
      expected = &grid;
      sched_yield();
    }
    if (!grid.helpers.work)
      return;
    crew().wait(grid.helpers);
    // Every block needed its own thread before any block ended: the next launch
    // starts that way.
    if (grid.threads >= grid.blocks && grid.call.kernel()) {
      std::lock_guard<std::mutex> lock(mutex_);
      all_at_once_.insert(grid.call.kernel());
      update_state();
    }
  }

  /// The slot of the calling thread. Slots are kept and reused by other
  /// threads.
  Slot &slot() {
    struct Owner {
      Slot *slot = nullptr;
      ~Owner() {
        if (slot)
          slot->taken = false;
      }
    };
    static thread_local Owner owner;
    if (!owner.slot) {
      std::lock_guard<std::mutex> lock(mutex_);
      Slot *at = slots_;
      while (at && at->taken)
        at = at->next;
      if (at) {
        at->taken = true;
      } else {
        at = new Slot;
        at->next = slots_;
        slots_ = at;
      }
      owner.slot = at;
    }
    return *owner.slot;
  }

private:
  bool needs_all_at_once(const GridRun &grid) const {
    return !all_at_once_.empty() && grid.blocks <= most_threads &&
           grid.call.kernel() && all_at_once_.count(grid.call.kernel());
  }
  void help(GridRun &grid, unsigned threads) {
    threads = unsigned(std::min<std::uint64_t>(
        {threads, most_threads, grid.threads + grid.blocks - grid.seen}));
    if (threads <= grid.threads)
      return;
    if (!grid.helpers.work)
      grid.helpers.work = [&grid](unsigned) { worker().run(grid, 0, 0); };
    if (crew().start(grid.helpers, grid.threads, threads - grid.threads))
      grid.threads = threads;
  }
  void look() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (unsigned idle = 0;;) {
      resting_ = idle >= looks_until_rest;
      update_state();
      if (wake_.wait_for(lock, resting_ ? rest : interval) ==
          std::cv_status::no_timeout) {
        idle = 0; // from now on the intervals count
        continue;
      }
      ++idle;
      for (Slot *slot = slots_; slot; slot = slot->next) {
        GridRun *grid = slot->grid.load();
        if (!grid || !slot->grid.compare_exchange_strong(grid, looking()))
          continue;
        idle = 0;
        look_at(*grid);
        slot->grid.store(grid);
      }
    }
  }
  /// Replaces the grid in a slot during a check.
  static GridRun *looking() { return reinterpret_cast<GridRun *>(1); }
  void update_state() {
    state_ = alive_ && !resting_ && all_at_once_.empty() ? State::Busy
                                                         : State::Other;
  }
  void look_at(GridRun &grid) {
    std::uint64_t left = 0;
    {
      std::lock_guard<std::mutex> lock(workers().mutex);
      for (const Progress *progress : workers().all)
        if (progress->grid.load(std::memory_order_relaxed) == &grid)
          left += progress->left.load(std::memory_order_relaxed);
    }
    const std::uint64_t taken =
        std::min(grid.next_block.load(std::memory_order_relaxed), grid.blocks);
    const bool same = taken == grid.seen && left == grid.seen_left;
    const std::uint64_t begun = taken - left;
    grid.seen = taken;
    grid.seen_left = left;
    if (!same || begun >= grid.blocks || grid.failure) {
      grid.looks_in_vain = 0;
      return;
    }
    ++grid.looks_in_vain;
    // A random schedule uses one core, and keeps it as long as the grid may
    // make progress.
    if (!grid.seed || grid.looks_in_vain >= looks_until_report / 2)
      help(grid, 2 * grid.threads);
    if (grid.looks_in_vain < looks_until_report || grid.reported)
      return;
    grid.reported = true;
    std::fprintf(
        stderr,
        "causeway: %s seems to be in a deadlock: %llu of its %llu blocks have "
        "started, and for %d s none has ended. If they wait for the others, as "
        "in a hand-written grid barrier, launch it cooperatively or with fewer "
        "blocks.\n",
        subject(grid.call).c_str(), static_cast<unsigned long long>(begun),
        static_cast<unsigned long long>(grid.blocks),
        int(looks_until_report * interval.count() / 1000));
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  Slot *slots_ = nullptr;
  std::unordered_set<const void *> all_at_once_; ///< kernels by address
  bool alive_ = false, resting_ = false;
  /// Busy: the watchdog checks often, and no known kernel needs more threads.
  enum class State { Busy, Other };
  std::atomic<State> state_{State::Other};
};
Watchdog &watchdog() {
  static Watchdog *const forever = new Watchdog; // its thread outlives main
  return *forever;
}
class Watched {
public:
  explicit Watched(GridRun &grid) : slot_(watchdog().slot()), grid_(grid) {
    nested_ = slot_.grid.load(std::memory_order_relaxed);
    if (!nested_)
      watchdog().watch(slot_, grid);
  }
  ~Watched() {
    if (!nested_)
      watchdog().unwatch(slot_, grid_);
  }

private:
  Watchdog::Slot &slot_;
  GridRun &grid_;
  bool nested_; ///< within another launch, which is watched
};

} // namespace

int configured_warp_size = 32;
// Runs before the constructors of the program's globals, which may already
// launch kernels.
__attribute__((constructor(101))) static void configure_warp_size() {
  configured_warp_size = read_warp_size();
}

int worker_count() {
  static const int count = [] {
    const char *text = std::getenv("CW_WORKERS");
    const int asked = text ? std::atoi(text) : 0;
    return asked > 0 ? asked : tbb::this_task_arena::max_concurrency();
  }();
  return count;
}

/// oneTBB chooses the stack size of its threads.
void make_room_for_thread_locals() {
  using Control = tbb::global_control;
  // It is never destroyed: kernels may run until the process ends.
  alignas(Control) static std::byte memory[sizeof(Control)];
  [[maybe_unused]] static const Control *const forever = new (memory) Control(
      Control::thread_stack_size,
      Control::active_value(Control::thread_stack_size) + thread_local_bytes());
}

std::uint64_t next_launch_number() {
  static std::atomic<std::uint64_t> next{0};
  return next.fetch_add(1, std::memory_order_relaxed);
}

cwError_t run_grid(const KernelCall &call, const LaunchShape &shape,
                   std::uint64_t launch_number) {
  GridRun grid(call, shape);
  if (schedule().random) {
    Random random{schedule().seed * 0x9e3779b97f4a7c15u + launch_number};
    grid.seed = random.next() | 1;
    grid.offset = random.next() % grid.blocks;
    do
      grid.stride = random.next() % grid.blocks + 1;
    while (std::gcd(grid.stride, grid.blocks) != 1);
  }
  if (shape.cooperative) {
    grid.live_blocks = grid.blocks;
    if (!crew().run(unsigned(grid.blocks),
                    [&](unsigned i) { worker().run(grid, i, i + 1); })) {
      std::fprintf(stderr,
                   "causeway: no threads for the %llu blocks of a cooperative "
                   "launch of %s\n",
                   static_cast<unsigned long long>(grid.blocks),
                   subject(call).c_str());
      return cwErrorLaunchOutOfResources;
    }
    return grid.failure ? grid.failure.load() : grid.run_children();
  }
  const std::uint64_t threads =
      std::uint64_t(shape.block.x) * shape.block.y * shape.block.z;
  const std::uint64_t workers = grid.seed ? 1 : std::uint64_t(worker_count());
  grid.chunk =
      std::clamp<std::uint64_t>(grid.blocks / (workers * 16), 1,
                                std::max<std::uint64_t>(1, 8192 / threads));
  const int teams =
      int(std::min(workers, (grid.blocks + grid.chunk - 1) / grid.chunk));
  if (grid.blocks == 1) {
    worker().run(grid, 0, 0);
  } else {
    grid.threads = unsigned(teams);
    const Watched watched(grid);
    if (teams <= 1) {
      worker().run(grid, 0, 0);
    } else {
      make_room_for_thread_locals();
      tbb::parallel_for(
          0, teams, [&](int) { worker().run(grid, 0, 0); },
          tbb::simple_partitioner{});
    }
  }
  return grid.failure ? grid.failure.load() : grid.run_children();
}

bool in_kernel() { return this_worker && this_worker->grid(); }
void launch_child(OperationPtr operation) {
  GridRun &grid = *this_worker->grid();
  std::lock_guard<std::mutex> lock(grid.mutex);
  grid.children.push_back(std::move(operation));
}
cwError_t run_children() {
  // This OS thread is in the middle of a block.
  cwError_t error = cwErrorLaunchOutOfResources; // if there is no thread
  crew().run(1, [grid = this_worker->grid(), &error](unsigned) {
    error = grid->run_children();
  });
  return error;
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
