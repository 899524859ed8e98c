// One loop starts processes, collects what they write, and watches the clock
// and the memory.
// SPDX-License-Identifier: Apache-2.0
#include "engine/Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/ThreadPool.h"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <mutex>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace causeway {
namespace {

using Clock = std::chrono::steady_clock;
using llvm::StringRef;

/// Clang recurses as deeply as the source does.
constexpr size_t StackSize = 64u << 20;
/// What a unit needs at least, for the first guess how many fit.
constexpr uint64_t SmallUnit = 128u << 20;
/// How often memory and time are looked at.
constexpr auto Watch = std::chrono::milliseconds(100);

/// A number in a small file of the kernel's; nothing when it holds none.
std::optional<uint64_t> numberIn(const llvm::Twine &Path, StringRef Behind) {
  auto Text = llvm::MemoryBuffer::getFileAsStream(Path);
  if (!Text)
    return std::nullopt;
  StringRef Rest = (*Text)->getBuffer();
  if (!Behind.empty()) {
    size_t At = Rest.find(Behind);
    if (At == StringRef::npos)
      return std::nullopt;
    Rest = Rest.substr(At + Behind.size());
  }
  uint64_t Value;
  if (Rest.ltrim().consumeInteger(10, Value))
    return std::nullopt;
  return Value;
}

/// Memory that a process has for itself, in bytes; 0 where the system does not
/// say.
uint64_t residentMemory(pid_t Process) {
  return numberIn("/proc/" + llvm::Twine(Process) + "/status", "RssAnon:")
             .value_or(0) *
         1024;
}

/// A piece that the process it is given to has to make.
struct Piece {
  size_t index;
  int pipe;
};

void writeAll(int Pipe, StringRef Bytes) {
  while (!Bytes.empty()) {
    ssize_t N = write(Pipe, Bytes.data(), Bytes.size());
    if (N < 0 && errno != EINTR)
      _exit(1);
    Bytes = Bytes.drop_front(size_t(std::max<ssize_t>(N, 0)));
  }
}

/// What the parent would do at its end (removing files, flushing) is not the
/// child's to do.
[[noreturn]] void deliver(Piece P, StringRef Bytes) {
  writeAll(P.pipe, Bytes);
  _exit(0);
}

/// For the child: signals as if the program had just begun, an end with the
/// parent's, and silence. A crash is told by its signal.
void settleChild(pid_t Parent) {
  for (int Signal = 1; Signal < NSIG; ++Signal)
    signal(Signal, SIG_DFL);
  sigset_t None;
  sigemptyset(&None);
  sigprocmask(SIG_SETMASK, &None, nullptr);
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (getppid() != Parent)
    _exit(1);
  rlimit Limit;
  if (getrlimit(RLIMIT_STACK, &Limit) == 0 && Limit.rlim_cur != RLIM_INFINITY) {
    Limit.rlim_cur = std::max<rlim_t>(
        Limit.rlim_cur, std::min<rlim_t>(StackSize, Limit.rlim_max));
    setrlimit(RLIMIT_STACK, &Limit);
  }
  Limit = {0, 0};
  setrlimit(RLIMIT_CORE, &Limit);
  if (int Null = open("/dev/null", O_RDWR); Null >= 0)
    for (int FD : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
      dup2(Null, FD);
}

/// A process forked from this one, and the end of a pipe: to read what the
/// child writes, or, in the child, to write.
struct Forked {
  pid_t process; ///< 0 in the child.
  int pipe;
};
std::optional<Forked> forkWithPipe() {
  int Ends[2];
  if (pipe(Ends) != 0)
    return std::nullopt;
  pid_t Parent = getpid();
  pid_t Process = fork();
  if (Process < 0) {
    int Why = errno;
    close(Ends[0]);
    close(Ends[1]);
    errno = Why;
    return std::nullopt;
  }
  close(Ends[Process ? 1 : 0]);
  if (!Process)
    settleChild(Parent);
  return Forked{Process, Ends[Process ? 0 : 1]};
}

int waitFor(pid_t Process) {
  int Status = 0;
  while (waitpid(Process, &Status, 0) < 0 && errno == EINTR)
    ;
  return Status;
}

class ProcessPool {
public:
  ProcessPool(size_t Count, const WorkLimits &Limits, TakeWork Take)
      : Limits(Limits), Take(Take) {
    for (size_t I = 0; I < Count; ++I)
      Waiting.push_back(I);
    Allowed = std::max(1u, Limits.jobs);
    if (Limits.memory)
      Allowed = unsigned(std::clamp<uint64_t>(Limits.memory / SmallUnit, 1,
                                              uint64_t(Allowed)));
  }

  ~ProcessPool() {
    for (Child &C : Running)
      end(C);
  }

  /// Nothing when all pieces are taken. In each child: its piece.
  std::optional<Piece> run() {
    while (true) {
      startSome();
      if (Mine)
        return Mine;
      if (Running.empty())
        return std::nullopt;
      collect();
      if (Clock::now() >= NextLook) {
        look();
        NextLook = Clock::now() + Watch;
      }
    }
  }

private:
  struct Child {
    size_t piece;
    pid_t process;
    uint64_t inherited; ///< Memory that it shares with this process.
    int pipe;
    Clock::time_point start;
    std::string bytes;
    std::string failure; ///< Why it was killed.
  };

  void startSome() {
    while (Running.size() < Allowed && !Waiting.empty()) {
      if (!start(Waiting.front()) || Mine)
        return;
      Waiting.pop_front();
    }
    // Those that did not fit beside others, when there are none.
    if (Running.empty() && Waiting.empty() && !Large.empty()) {
      if (start(Large.front()))
        Large.pop_front();
    }
  }

  /// False: not now. Without any process running it will never work, so the
  /// piece has failed.
  bool start(size_t Index) {
    auto Child = forkWithPipe();
    if (Child && !Child->process) {
      // The siblings are the parent's.
      for (auto &C : Running)
        close(C.pipe);
      Running.clear();
      Mine = Piece{Index, Child->pipe};
    } else if (Child) {
      Running.push_back({Index, Child->process,
                         Limits.memory ? residentMemory(getpid()) : 0,
                         Child->pipe, Clock::now(), "", ""});
    } else if (Running.empty()) {
      Take(Index, {"", std::string("no process could be started for this "
                                   "unit: ") +
                           std::strerror(errno)});
    } else {
      return false;
    }
    return true;
  }

  void collect() {
    std::vector<pollfd> Polled;
    for (const Child &C : Running)
      Polled.push_back({C.pipe, POLLIN, 0});
    if (poll(Polled.data(), Polled.size(), int(Watch.count())) <= 0)
      return;
    for (size_t I = Running.size(); I-- > 0;) {
      if (!Polled[I].revents)
        continue;
      char Buffer[1 << 16];
      ssize_t N = read(Running[I].pipe, Buffer, sizeof Buffer);
      if (N > 0)
        Running[I].bytes.append(Buffer, size_t(N));
      else if (N == 0 || errno != EINTR)
        finish(I);
    }
  }

  /// Time and memory. A child that is killed is collected like any other.
  void look() {
    uint64_t Together = 0;
    for (Child &C : Running) {
      if (C.failure.empty() && Clock::now() - C.start > Limits.time)
        kill(C, llvm::formatv("no result after {0} s, so it was given up",
                              Limits.time.count()));
      if (Limits.memory && C.failure.empty())
        Together += ownMemory(C);
    }
    if (Together <= Limits.memory)
      return;
    if (Running.size() == 1) {
      kill(Running.front(),
           llvm::formatv("it needs more memory than there is for it "
                         "({0} MB), so it was given up",
                         Limits.memory >> 20));
      return;
    }
    // The youngest has the least to lose.
    Child &Youngest = *llvm::max_element(
        Running, [](auto &A, auto &B) { return A.start < B.start; });
    Large.push_back(Youngest.piece);
    end(Youngest);
    Running.erase(Running.begin() + (&Youngest - Running.data()));
    Allowed = std::max<unsigned>(1, unsigned(Running.size()));
  }

  static uint64_t ownMemory(const Child &C) {
    uint64_t All = residentMemory(C.process);
    return All - std::min(All, C.inherited);
  }

  void kill(Child &C, std::string Why) {
    C.failure = std::move(Why);
    ::kill(C.process, SIGKILL);
  }

  static void end(const Child &C) {
    ::kill(C.process, SIGKILL);
    close(C.pipe);
    waitFor(C.process);
  }

  void finish(size_t I) {
    Child C = std::move(Running[I]);
    Running.erase(Running.begin() + I);
    close(C.pipe);
    int Status = waitFor(C.process);
    if (!C.failure.empty())
      C.bytes.clear();
    else if (WIFSIGNALED(Status) && WTERMSIG(Status) == SIGKILL)
      C.failure = "its process was killed, perhaps for want of memory";
    else if (WIFSIGNALED(Status))
      C.failure = llvm::formatv("the parser crashed on this unit ({0})",
                                strsignal(WTERMSIG(Status)));
    else if (WEXITSTATUS(Status) != 0)
      C.failure = llvm::formatv("the parser gave up on this unit (status {0})",
                                WEXITSTATUS(Status));
    Take(C.piece, {std::move(C.bytes), std::move(C.failure)});
  }

  const WorkLimits &Limits;
  TakeWork Take;
  std::optional<Piece> Mine; ///< In a child.
  unsigned Allowed;          ///< Processes at a time.
  std::deque<size_t> Waiting;
  std::deque<size_t> Large; ///< Did not fit beside others.
  std::vector<Child> Running;
  Clock::time_point NextLook = Clock::now() + Watch;
};

} // namespace

void workInProcesses(size_t Count, const WorkLimits &Limits, Work Make,
                     TakeWork Take) {
  std::optional<Piece> Mine = ProcessPool(Count, Limits, Take).run();
  if (Mine)
    deliver(*Mine, Make(Mine->index));
}

namespace {

/// One result on its way from the process that all others start from.
struct Frame {
  uint64_t index, bytes, failure;
};

[[noreturn]] void lead(int Out, size_t Count, const WorkLimits &Limits,
                       LateWork Make) {
  auto Send = [&](size_t I, const WorkResult &R) {
    Frame F{I, R.bytes.size(), R.failure.size()};
    writeAll(Out, StringRef(reinterpret_cast<char *>(&F), sizeof F));
    writeAll(Out, R.bytes);
    writeAll(Out, R.failure);
  };
  std::optional<Piece> Mine;
  std::string Bytes = Make([&] {
    Send(Count, {}); // the start is made
    Mine = ProcessPool(Count, Limits, Send).run();
    if (!Mine)
      _exit(0);
    return Mine->index;
  });
  if (!Mine)
    _exit(1);
  deliver(*Mine, Bytes);
}

} // namespace

void workAfterOneStart(size_t Count, const WorkLimits &Limits, LateWork Make,
                       TakeWork Take) {
  std::vector<bool> Taken(Count);
  if (auto Leader = forkWithPipe()) {
    if (!Leader->process)
      lead(Leader->pipe, Count, Limits, Make);
    bool Started = false;
    auto Deadline = Clock::now() + Limits.time;
    std::string Buffer;
    while (true) {
      // Once it has started, the leader keeps the time itself.
      pollfd Polled{Leader->pipe, POLLIN, 0};
      if (!Started && Clock::now() > Deadline)
        break;
      if (poll(&Polled, 1, Started ? -1 : int(Watch.count())) <= 0)
        continue;
      char Block[1 << 16];
      ssize_t N = read(Leader->pipe, Block, sizeof Block);
      if (N < 0 && errno == EINTR)
        continue;
      if (N <= 0)
        break;
      Buffer.append(Block, size_t(N));
      size_t At = 0;
      for (Frame F; Buffer.size() - At >= sizeof F;) {
        memcpy(&F, Buffer.data() + At, sizeof F);
        if (Buffer.size() - At - sizeof F < F.bytes + F.failure)
          break;
        At += sizeof F;
        WorkResult R{Buffer.substr(At, F.bytes),
                     Buffer.substr(At + F.bytes, F.failure)};
        At += F.bytes + F.failure;
        Started = true;
        if (F.index < Count) {
          Taken[F.index] = true;
          Take(F.index, std::move(R));
        }
      }
      Buffer.erase(0, At);
    }
    kill(Leader->process, SIGKILL);
    close(Leader->pipe);
    waitFor(Leader->process);
  }
  std::vector<size_t> Left;
  for (size_t I = 0; I < Count; ++I)
    if (!Taken[I])
      Left.push_back(I);
  workInProcesses(
      Left.size(), Limits,
      [&](size_t I) { return Make([&] { return Left[I]; }); },
      [&](size_t I, WorkResult R) { Take(Left[I], std::move(R)); });
}

void workInThreads(size_t Count, const WorkLimits &Limits, Work Make,
                   TakeWork Take) {
  llvm::CrashRecoveryContext::Enable();
  std::mutex Lock;
  llvm::DefaultThreadPool Pool(
      llvm::hardware_concurrency(std::max(1u, Limits.jobs)));
  for (size_t I = 0; I < Count; ++I)
    Pool.async([&, I] {
      llvm::CrashRecoveryContext Guard;
      WorkResult R;
      if (!Guard.RunSafelyOnThread([&] { R.bytes = Make(I); }, StackSize))
        R = {"", "the parser crashed on this unit"};
      std::lock_guard<std::mutex> Held(Lock);
      Take(I, std::move(R));
    });
  Pool.wait();
}

uint64_t availableMemory() {
  uint64_t Available =
      numberIn("/proc/meminfo", "MemAvailable:").value_or(0) * 1024;
  auto Limit = numberIn("/sys/fs/cgroup/memory.max", "");
  auto Used = numberIn("/sys/fs/cgroup/memory.current", "");
  if (Limit && Used && *Used < *Limit)
    Available = std::min(Available ? Available : *Limit, *Limit - *Used);
  return Available;
}

} // namespace causeway
