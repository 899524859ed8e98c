// One loop starts processes, collects their output, and checks time and memory.
//
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
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace causeway {
namespace {

using Clock = std::chrono::steady_clock;
using llvm::StringRef;

/// Clang recurses as deeply as the source nests.
constexpr size_t StackSize = 64u << 20;
/// The least memory that a unit needs, for the first guess at the number of
/// workers.
constexpr uint64_t SmallUnit = 128u << 20;
/// A worker that keeps more memory than this after a piece is replaced.
constexpr uint64_t Plump = 256u << 20;
/// The interval of the checks of memory and time.
constexpr auto Watch = std::chrono::milliseconds(100);

/// A number in a small file of the kernel; nothing if it holds none.
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

/// The memory that a process has for itself, in bytes; 0 if the system does not
/// say.
uint64_t residentMemory(pid_t Process) {
  return numberIn("/proc/" + llvm::Twine(Process) + "/status", "RssAnon:")
             .value_or(0) *
         1024;
}

bool writeAll(int FD, const void *Bytes, size_t Size) {
  auto *At = static_cast<const char *>(Bytes);
  while (Size) {
    ssize_t N = send(FD, At, Size, MSG_NOSIGNAL);
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return false;
    At += N;
    Size -= size_t(N);
  }
  return true;
}

/// Resets all signal handlers, closes the standard streams, and makes the child
/// end with its parent. The parent sees a crash as the child's signal.
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

/// The child's main loop: receives numbers of pieces, sends sizes and bytes. It
/// skips the parent's exit handlers, which remove files and flush streams.
[[noreturn]] void serve(int Parent, Work Make) {
  size_t I;
  while (recv(Parent, &I, sizeof I, MSG_WAITALL) == sizeof I) {
    std::string Bytes = Make(I);
    size_t Size = Bytes.size();
    if (!writeAll(Parent, &Size, sizeof Size) ||
        !writeAll(Parent, Bytes.data(), Size))
      break;
  }
  _exit(0);
}

class ProcessPool {
public:
  ProcessPool(size_t Count, const WorkLimits &Limits, Work Make, TakeWork Take)
      : Limits(Limits), Make(Make), Take(Take), Tried(Count) {
    for (size_t I = 0; I < Count; ++I)
      Waiting.push_back(I);
    Allowed = unsigned(
        std::clamp<size_t>(Limits.jobs, 1, std::max<size_t>(Count, 1)));
    if (Limits.memory) {
      Allowed = unsigned(std::clamp<uint64_t>(Limits.memory / SmallUnit, 1,
                                              uint64_t(Allowed)));
      MayKeep = std::min(MayKeep, Limits.memory / Allowed / 2);
    }
  }

  ~ProcessPool() {
    while (!Workers.empty())
      end(Workers.size() - 1);
  }

  void run() {
    while (true) {
      handOut();
      if (llvm::none_of(Workers, isBusy))
        return;
      collect();
      if (Clock::now() >= NextLook) {
        look();
        NextLook = Clock::now() + Watch;
      }
    }
  }

private:
  struct Worker {
    pid_t process;
    int socket;
    uint64_t inherited; ///< Memory shared with this process.
    std::optional<size_t> piece;
    Clock::time_point start; ///< Of the current piece.
    std::string bytes;       ///< Received so far.
    std::string failure;     ///< Why it was killed.
    size_t done = 0;         ///< Finished pieces.
  };
  static bool isBusy(const Worker &W) { return W.piece.has_value(); }

  void handOut() {
    while (!Waiting.empty()) {
      // A second try needs a fresh worker.
      size_t I = Waiting.front();
      auto Idle = Tried[I] ? Workers.end() : llvm::find_if_not(Workers, isBusy);
      if (Idle == Workers.end()) {
        if (Workers.size() >= Allowed)
          return;
        if (!startWorker()) {
          if (!Workers.empty())
            return;
          Take(I, {"", std::string("no process could be started: ") +
                           std::strerror(errno)});
          Waiting.pop_front();
          continue;
        }
        Idle = std::prev(Workers.end());
      }
      Waiting.pop_front();
      give(*Idle, I);
    }
    // Pieces that did not fit beside others run alone, after all others.
    if (!Large.empty() && llvm::none_of(Workers, isBusy)) {
      while (!Workers.empty())
        end(Workers.size() - 1);
      Allowed = 1;
      Waiting.push_back(Large.front());
      Large.pop_front();
      handOut();
    }
  }

  void give(Worker &W, size_t I) {
    W.piece = I;
    W.start = Clock::now();
    // If the worker is gone, the end of its socket shows it.
    writeAll(W.socket, &I, sizeof I);
  }

  bool startWorker() {
    int Ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, Ends) != 0)
      return false;
    pid_t Parent = getpid();
    pid_t Process = fork();
    if (Process == 0) {
      close(Ends[0]);
      for (const Worker &W : Workers) // otherwise they miss the end of this one
        close(W.socket);
      settleChild(Parent);
      serve(Ends[1], Make);
    }
    int Why = errno;
    close(Ends[1]);
    if (Process < 0) {
      close(Ends[0]);
      errno = Why;
      return false;
    }
    Worker W;
    W.process = Process;
    W.socket = Ends[0];
    W.inherited = residentMemory(Parent);
    Workers.push_back(std::move(W));
    return true;
  }

  void collect() {
    std::vector<pollfd> Polled;
    for (const Worker &W : Workers)
      Polled.push_back({W.socket, POLLIN, 0});
    if (poll(Polled.data(), Polled.size(), int(Watch.count())) <= 0)
      return;
    for (size_t I = Workers.size(); I-- > 0;) {
      if (!Polled[I].revents)
        continue;
      Worker &W = Workers[I];
      char Buffer[1 << 16];
      ssize_t N = recv(W.socket, Buffer, sizeof Buffer, 0);
      if (N > 0) {
        W.bytes.append(Buffer, size_t(N));
        size_t Size = 0;
        if (W.bytes.size() >= sizeof Size)
          memcpy(&Size, W.bytes.data(), sizeof Size);
        if (W.bytes.size() >= sizeof Size &&
            W.bytes.size() - sizeof Size == Size)
          finish(I);
      } else if (N == 0 || errno != EINTR) {
        lose(I);
      }
    }
  }

  void finish(size_t I) {
    Worker &W = Workers[I];
    size_t Piece = *W.piece;
    std::string Bytes = W.bytes.substr(sizeof(size_t));
    W.piece.reset();
    W.bytes.clear();
    ++W.done;
    if (ownMemory(W) > MayKeep || Workers.size() > Allowed ||
        !W.failure.empty())
      end(I);
    Take(Piece, {std::move(Bytes), ""});
  }

  /// A worker has ended, on its own or because this process killed it.
  void lose(size_t I) {
    Worker W = std::move(Workers[I]);
    Workers.erase(Workers.begin() + I);
    close(W.socket);
    int Status = waitFor(W.process);
    if (!W.piece)
      return;
    std::string Why = W.failure;
    if (Why.empty() && W.done && !Tried[*W.piece]) {
      // An earlier piece may be the cause.
      Tried[*W.piece] = true;
      Waiting.push_front(*W.piece);
      return;
    }
    if (Why.empty() && WIFSIGNALED(Status))
      Why = WTERMSIG(Status) == SIGKILL
                ? "its process was killed, perhaps because memory ran out"
                : llvm::formatv("the parser crashed on this unit ({0})",
                                strsignal(WTERMSIG(Status)))
                      .str();
    if (Why.empty())
      Why = llvm::formatv("the parser gave up on this unit (status {0})",
                          WEXITSTATUS(Status));
    Take(*W.piece, {"", std::move(Why)});
  }

  /// Checks time and memory. A worker that is killed because of its piece is
  /// handled by `lose`, like any other.
  void look() {
    uint64_t Together = 0;
    for (Worker &W : Workers) {
      if (W.piece && W.failure.empty() && Clock::now() - W.start > Limits.time)
        kill(W, llvm::formatv("no result after {0} s, so it was given up",
                              Limits.time.count()));
      if (Limits.memory && W.failure.empty())
        Together += ownMemory(W);
    }
    // Wait until the killed workers have freed their memory.
    if (Together <= Limits.memory ||
        llvm::any_of(Workers, [](auto &W) { return !W.failure.empty(); }))
      return;
    auto Idle = llvm::find_if_not(Workers, isBusy);
    if (Idle != Workers.end()) {
      end(size_t(Idle - Workers.begin()));
      return;
    }
    if (Workers.size() == 1 && !Workers.front().done) {
      kill(Workers.front(), llvm::formatv("it needs more memory than the limit "
                                          "({0} MB), so it was given up",
                                          Limits.memory >> 20));
      return;
    }
    // The youngest loses the least work.
    auto Youngest = llvm::max_element(
        Workers, [](auto &A, auto &B) { return A.start < B.start; });
    Large.push_back(*Youngest->piece);
    end(size_t(Youngest - Workers.begin()));
    Allowed = std::max(1u, unsigned(Workers.size()));
  }

  static uint64_t ownMemory(const Worker &W) {
    uint64_t All = residentMemory(W.process);
    return All - std::min(All, W.inherited);
  }

  static void kill(Worker &W, std::string Why) {
    W.failure = std::move(Why);
    ::kill(W.process, SIGKILL);
  }

  static int waitFor(pid_t Process) {
    int Status = 0;
    while (waitpid(Process, &Status, 0) < 0 && errno == EINTR)
      ;
    return Status;
  }

  void end(size_t I) {
    ::kill(Workers[I].process, SIGKILL);
    close(Workers[I].socket);
    waitFor(Workers[I].process);
    Workers.erase(Workers.begin() + I);
  }

  const WorkLimits &Limits;
  Work Make;
  TakeWork Take;
  uint64_t MayKeep = Plump; ///< Bytes that an idle worker may keep.
  unsigned Allowed;         ///< Workers at the same time.
  std::deque<size_t> Waiting;
  std::deque<size_t> Large; ///< Did not fit beside others.
  std::vector<bool> Tried; ///< Pieces that crashed a worker that was not fresh.
  std::vector<Worker> Workers;
  Clock::time_point NextLook = Clock::now() + Watch;
};

} // namespace

void workInProcesses(size_t Count, const WorkLimits &Limits, Work Make,
                     TakeWork Take) {
  ProcessPool(Count, Limits, Make, Take).run();
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
