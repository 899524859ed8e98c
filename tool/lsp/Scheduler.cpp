// The process is forked, so it shares the memory of the rules.
//
// SPDX-License-Identifier: Apache-2.0
#include "lsp/Scheduler.h"
#include "input/Json.h"
#include "llvm/Support/FormatVariadic.h"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace causeway::lsp {

namespace json = llvm::json;

namespace {

/// If the process ends more often than this without a change of a document, it
/// is not started again until the next change.
constexpr unsigned MostDeaths = 3;
/// Clang recurses as deeply as the source nests.
constexpr rlim_t StackSize = 64u << 20;

/// Resets all signal handlers, closes the editor's streams, and makes the child
/// end with its parent.
void settle(pid_t Parent, int Socket) {
  for (int Signal = 1; Signal < NSIG; ++Signal)
    signal(Signal, SIG_DFL);
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (getppid() != Parent)
    _exit(1);
  rlimit Limit;
  if (getrlimit(RLIMIT_STACK, &Limit) == 0 && Limit.rlim_cur != RLIM_INFINITY) {
    Limit.rlim_cur =
        std::max(Limit.rlim_cur, std::min(StackSize, Limit.rlim_max));
    setrlimit(RLIMIT_STACK, &Limit);
  }
  Limit = {0, 0};
  setrlimit(RLIMIT_CORE, &Limit);
  if (int Null = open("/dev/null", O_RDWR); Null >= 0)
    for (int FD : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
      dup2(Null, FD);
}

json::Object fileMessage(const Document &D) {
  return json::Object{{"path", json::fixUTF8(D.path)},
                      {"text", D.text()},
                      {"version", D.version},
                      {"dirty", D.dirty}};
}

} // namespace

void Scheduler::restart(const RuleSet &NewRules, WorkspaceOptions Workspace) {
  stop();
  Rules = &NewRules;
  Options = {std::move(Workspace), {}};
  Deaths = 0;
  start();
}

void Scheduler::start() {
  int Ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, Ends) != 0)
    return;
  pid_t Parent = getpid();
  Process = fork();
  if (Process == 0) {
    close(Ends[0]);
    settle(Parent, Ends[1]);
    runAnalyst(*Rules, std::move(Options), Ends[1]);
  }
  close(Ends[1]);
  if (Process < 0) {
    close(Ends[0]);
    return;
  }
  Link.emplace(Ends[0], Ends[0]);
  Busy.clear();
  TookTooLong = false;
  Sent = 0;
}

void Scheduler::stop() {
  if (Process > 0) {
    kill(Process, SIGKILL);
    end();
  }
  Waiting.clear();
}

/// Waits for the process; returns the reason for its end.
std::string Scheduler::end() {
  if (Link)
    close(Link->in());
  Link.reset();
  int Status = 0;
  while (waitpid(Process, &Status, 0) < 0 && errno == EINTR)
    ;
  Process = -1;
  if (TookTooLong)
    return llvm::formatv("no result after {0} s, so it was given up",
                         Options.workspace.limits.time.count());
  if (WIFSIGNALED(Status))
    return WTERMSIG(Status) == SIGKILL
               ? "its process was killed, perhaps because memory ran out"
               : llvm::formatv("the parser crashed on this unit ({0})",
                               strsignal(WTERMSIG(Status)))
                     .str();
  return llvm::formatv("the parser gave up on this unit (status {0})",
                       WEXITSTATUS(Status));
}

void Scheduler::send(const Document &D) {
  Waiting.erase(D.path);
  if (!Link && Rules) {
    Deaths = 0;
    start();
  }
  send(json::Object{{"files", json::Array{fileMessage(D)}}});
}

void Scheduler::send(json::Value Message) {
  if (!Link)
    return;
  Link->send(Message);
  ++Sent;
}

void Scheduler::opened(const Document &D) {
  Deaths = 0;
  send(D);
}

void Scheduler::changed(const Document &D) {
  Deaths = 0;
  Waiting[D.path] = {&D, Clock::now() + Debounce};
}

void Scheduler::saved(const Document &D) {
  send(D);
  diskChanged();
}

void Scheduler::closed(const std::string &Path) {
  Waiting.erase(Path);
  send(json::Object{
      {"files", json::Array{json::Object{{"path", json::fixUTF8(Path)},
                                         {"text", nullptr}}}}});
}

void Scheduler::diskChanged() { send(json::Object{{"disk", true}}); }

void Scheduler::hurry(const Document &D) {
  if (Waiting.count(D.path))
    send(D);
}

std::optional<Scheduler::Clock::time_point> Scheduler::nextDue() const {
  std::optional<Clock::time_point> Next;
  auto Consider = [&](Clock::time_point T) {
    Next = Next ? std::min(*Next, T) : T;
  };
  for (const auto &[Path, W] : Waiting)
    Consider(W.second);
  if (!Busy.empty() && !TookTooLong)
    Consider(BusySince + Options.workspace.limits.time);
  return Next;
}

void Scheduler::tick() {
  auto Now = Clock::now();
  std::vector<const Document *> Due;
  for (const auto &[Path, W] : Waiting)
    if (W.second <= Now)
      Due.push_back(W.first);
  for (const Document *D : Due)
    send(*D);
  if (!Busy.empty() && !TookTooLong &&
      Now >= BusySince + Options.workspace.limits.time) {
    TookTooLong = true; // the end of the socket triggers the rest
    kill(Process, SIGKILL);
  }
}

void Scheduler::flush() {
  if (Link && Link->wantsToWrite())
    Link->flush();
}

std::vector<json::Value>
Scheduler::receive(llvm::ArrayRef<const Document *> Documents,
                   std::vector<std::string> &News) {
  std::vector<json::Value> All;
  if (!Link)
    return All;
  bool Open = Link->fill();
  while (auto Frame = Link->reader().next()) {
    auto Message = parseJson(Frame->body);
    if (!Message) {
      llvm::consumeError(Message.takeError());
      continue;
    }
    const json::Object &O = *Message->getAsObject();
    if (const json::Value *V = O.get("busy")) {
      Busy = V->getAsString().value_or("").str();
      BusyState = O.getString("state").value_or("").str();
      BusySince = Clock::now();
      continue;
    }
    All.push_back(std::move(*Message));
  }
  if (Open)
    return All;

  std::string Unit = std::move(Busy);
  Busy.clear();
  std::string Why = end();
  ++Deaths;
  if (!Unit.empty()) {
    Options.fatal.push_back({Unit, Why, BusyState});
    News.push_back(Unit + ": " + Why +
                   ". It is read as text until it changes.");
  }
  if (Deaths > MostDeaths) {
    News.push_back("The analysis ended " + std::to_string(Deaths) +
                   " times; it is started again with the next change.");
    return All;
  }
  start();
  for (const Document *D : Documents)
    if (!D->path.empty())
      send(*D);
  return All;
}

} // namespace causeway::lsp
