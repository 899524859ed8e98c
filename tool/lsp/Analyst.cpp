// One loop: receive messages, then do the most urgent work.
//
// SPDX-License-Identifier: Apache-2.0
#include "lsp/Analyst.h"
#include "frontend/Frontend.h"
#include "frontend/ParsedUnitIO.h"
#include "input/Json.h"
#include "lsp/Transport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace causeway::lsp {

namespace json = llvm::json;
using llvm::StringRef;

namespace {

void endWith(pid_t Parent) {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (getppid() != Parent)
    _exit(1);
}

bool sendAll(int FD, const void *Bytes, size_t Size) {
  auto *At = static_cast<const char *>(Bytes);
  while (Size) {
    ssize_t N = ::send(FD, At, Size, MSG_NOSIGNAL);
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return false;
    At += N;
    Size -= size_t(N);
  }
  return true;
}

/// A process with workers that parse units of one project. It sends the results
/// through a socket.
class Crew {
public:
  struct Result {
    size_t unit;
    WorkResult result;
  };

  Crew(const RuleSet &Rules, const OpenProject &Project,
       std::vector<size_t> Units, int ServerSocket)
      : project(&Project), generation(Project.generation), state(),
        total(Units.size()) {
    int Ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, Ends) != 0)
      return;
    pid_t Parent = getpid();
    Process = fork();
    if (Process == 0) {
      close(Ends[0]);
      close(ServerSocket);
      endWith(Parent);
      work(Rules, Project.session, Units, Ends[1]);
    }
    close(Ends[1]);
    Socket = Ends[0];
    if (Process < 0) {
      close(Socket);
      Socket = -1;
    }
  }
  ~Crew() {
    if (Socket < 0)
      return;
    close(Socket);
    kill(Process, SIGKILL);
    while (waitpid(Process, nullptr, 0) < 0 && errno == EINTR)
      ;
  }
  Crew(const Crew &) = delete;

  int socket() const { return Socket; }
  /// Reads available bytes; false at the end of the results.
  bool fill() {
    char Part[1 << 16];
    ssize_t N = recv(Socket, Part, sizeof Part, 0);
    if (N > 0)
      Bytes.append(Part, size_t(N));
    return N > 0 || (N < 0 && errno == EINTR);
  }
  std::optional<Result> next() {
    size_t Head[3]; // the unit, the size of its bytes and of its failure
    if (Bytes.size() < sizeof Head)
      return std::nullopt;
    memcpy(Head, Bytes.data(), sizeof Head);
    if (Bytes.size() < sizeof Head + Head[1] + Head[2])
      return std::nullopt;
    Result R{Head[0],
             {Bytes.substr(sizeof Head, Head[1]),
              Bytes.substr(sizeof Head + Head[1], Head[2])}};
    Bytes.erase(0, sizeof Head + Head[1] + Head[2]);
    ++done;
    return R;
  }

  const OpenProject *project;
  unsigned generation;
  Digest state; ///< Digest of the open texts it started with.
  size_t total, done = 0;

private:
  [[noreturn]] static void work(const RuleSet &Rules, const Session &Of,
                                llvm::ArrayRef<size_t> Units, int Socket) {
    auto Make = [&](size_t N) {
      return serialize(parseUnit(Rules, Of.parseOptions(Units[N])));
    };
    auto Take = [&](size_t N, WorkResult R) {
      size_t Head[3] = {Units[N], R.bytes.size(), R.failure.size()};
      if (!sendAll(Socket, Head, sizeof Head) ||
          !sendAll(Socket, R.bytes.data(), R.bytes.size()) ||
          !sendAll(Socket, R.failure.data(), R.failure.size()))
        _exit(1);
    };
    workInProcesses(Units.size(), Of.project().limits, Make, Take);
    _exit(0);
  }

  pid_t Process = -1;
  int Socket = -1;
  std::string Bytes;
};

class Analyst {
public:
  Analyst(const RuleSet &Rules, AnalystOptions Options, int Socket)
      : Rules(Rules), Fatal(std::move(Options.fatal)), Server(Socket, Socket),
        Space(Rules, std::move(Options.workspace)) {}

  [[noreturn]] void run() {
    while (true) {
      takeMessages();
      if (!step())
        wait();
    }
  }

private:
  // ---- The server ----------------------------------------------------------

  void tell(json::Value Message) {
    Server.send(Message);
    flush();
  }

  void flush() {
    while (Server.wantsToWrite()) {
      pollfd P{Server.out(), POLLOUT, 0};
      if (poll(&P, 1, -1) < 0 && errno != EINTR)
        _exit(1);
      if (!Server.flush())
        _exit(0);
    }
  }

  /// Whether a message of the server is waiting.
  bool isCalled() {
    pollfd P{Server.in(), POLLIN, 0};
    return poll(&P, 1, 0) > 0;
  }

  void takeMessages() {
    while (isCalled())
      if (!Server.fill())
        _exit(0);
    bool Files = false, Disk = false;
    while (auto Frame = Server.reader().next()) {
      ++Taken;
      auto Message = parseJson(Frame->body);
      if (!Message) {
        llvm::consumeError(Message.takeError());
        continue;
      }
      const json::Object &O = *Message->getAsObject();
      if (const json::Array *List = O.getArray("files")) {
        Files = true;
        for (const json::Value &Each : *List)
          setFile(*Each.getAsObject());
      }
      Disk |= O.getBoolean("disk").value_or(false);
    }
    if (Disk)
      Space.checkDisk();
    else if (Files)
      Space.settle();
    if (!Files && !Disk)
      return;
    Idle = false;
    State = Space.state();
    Space.keepWarm();
    for (const std::string &Text : Space.takeMessages())
      tell(json::Object{{"message", json::fixUTF8(Text)}});
    Due.clear();
    for (const auto &P : Space.projects())
      Due.insert(P.get());
    tellStrangers();
    if (Working && !isUseful(*Working))
      stopWorking();
  }

  /// Whether the crew's work is still needed. It is, unless an open file
  /// depends on a stale unit: other outdated results only have to be parsed
  /// again.
  bool isUseful(const Crew &C) const {
    const OpenProject *P = find(C.project);
    if (!P || P->generation != C.generation)
      return false;
    if (C.state == State)
      return true;
    std::set<std::string> Files = Space.filesOf(*P);
    for (size_t I : P->session.stale(Files))
      for (const std::string &File : Files)
        if (P->session.reads(I, File))
          return false;
    return true;
  }

  OpenProject *find(const OpenProject *Wanted) const {
    for (const auto &Each : Space.projects())
      if (Each.get() == Wanted)
        return Each.get();
    return nullptr;
  }

  void stopWorking() {
    progress(*Working, Working->total, "");
    Working.reset();
  }

  void progress(const Crew &C, size_t Done, StringRef File) {
    tell(json::Object{
        {"progress", json::Object{{"done", int64_t(Done)},
                                  {"total", int64_t(C.total)},
                                  {"file", json::fixUTF8(File)}}}});
  }

  void setFile(const json::Object &File) {
    std::string Path = File.getString("path").value_or("").str();
    OpenFile State{File.getInteger("version").value_or(0),
                   File.getBoolean("dirty").value_or(false)};
    if (auto Text = File.getString("text")) {
      std::string Copy = Text->str();
      Space.setFile(Path, &Copy, State);
    } else {
      Space.setFile(Path, nullptr, State);
    }
  }

  void tell(const FileAnalysis &A) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    json::OStream J(OS);
    J.object([&] {
      J.attributeBegin("analysis");
      write(J, A);
      J.attributeEnd();
    });
    Server.sendText(Text);
    flush();
  }

  /// Reports open files that have nothing to do with CUDA as complete.
  void tellStrangers() {
    for (const auto &[Path, File] : Space.files())
      if (!Space.projectOf(Path))
        tell(FileAnalysis{Path, File.version, true, {}, {}, {}, {}});
  }

  void publish(OpenProject &P) {
    for (const FileAnalysis &A : Space.analyse(P))
      tell(A);
    Due.erase(&P);
  }

  // ---- Work ----------------------------------------------------------------

  /// Does one piece of work; false if there is none.
  bool step() {
    for (const auto &P : Space.projects())
      if (parseFocus(*P))
        return true;
    for (const auto &P : Space.projects())
      if (Due.count(P.get())) {
        publish(*P);
        return true;
      }
    for (const auto &P : Space.projects())
      if (!Working && recallOthers(*P))
        return true;
    for (const auto &P : Space.projects())
      if (warmUp(*P))
        return true;
    return false;
  }

  /// Parses the units of open files, and for each open header one unit that
  /// reads it.
  bool parseFocus(OpenProject &P) {
    std::set<std::string> Files = Space.filesOf(P);
    std::set<std::string> Answered;
    for (size_t I = 0; I < P.session.project().units.size(); ++I)
      if (!P.session.isStale(I))
        for (const std::string &File : Files)
          if (P.session.reads(I, File))
            Answered.insert(File);
    for (size_t I : P.session.stale(Files)) {
      bool Own = Files.count(P.session.unit(I).file);
      bool Wanted = Own || llvm::any_of(Files, [&](const std::string &File) {
                      return !Answered.count(File) && P.session.reads(I, File);
                    });
      if (!Wanted)
        continue;
      // An edited text is not in the cache.
      if ((P.session.isWarm(I) || !P.session.recall(I)) && !parse(P, I, Own))
        return true;
      Due.insert(&P);
      return true;
    }
    return false;
  }

  bool parse(OpenProject &P, size_t I, bool Keep) {
    const std::string &File = P.session.unit(I).file;
    std::string Now = llvm::toHex(State);
    for (const FatalUnit &F : Fatal)
      if (F.file == File && F.state == Now) {
        P.session.take(I, {"", F.failure});
        return true;
      }
    tell(json::Object{{"busy", json::fixUTF8(File)}, {"state", Now}});
    bool Done = P.session.parse(I, Keep, [&] { return isCalled(); });
    tell(json::Object{{"busy", nullptr}});
    return Done;
  }

  /// Gets the units of other files from the cache or, failing that, from a
  /// crew.
  bool recallOthers(OpenProject &P) {
    std::vector<size_t> Stale = P.session.stale(Space.filesOf(P));
    if (Stale.empty())
      return false;
    std::vector<size_t> Missing;
    for (size_t I : Stale) {
      if (isCalled())
        return true;
      if (!P.session.recall(I))
        Missing.push_back(I);
    }
    Due.insert(&P);
    if (Missing.empty())
      return true;
    Working = std::make_unique<Crew>(Rules, P, std::move(Missing), Server.in());
    Working->state = State;
    if (Working->socket() < 0)
      Working.reset(); // try again later, when a process may be available
    else
      progress(*Working, 0, "");
    return Working != nullptr;
  }

  /// Builds the preambles of open files whose result came from the cache, so
  /// that the next edit need not wait for them.
  bool warmUp(OpenProject &P) {
    std::set<std::string> Files = Space.filesOf(P);
    for (size_t I = 0; I < P.session.project().units.size(); ++I)
      if (!P.session.isStale(I) && !P.session.isWarm(I) &&
          !P.session.hasFailed(I) && Files.count(P.session.unit(I).file)) {
        parse(P, I, /*Keep=*/true);
        return true;
      }
    return false;
  }

  void wait() {
    // While a crew works, the result is not final.
    if (Idle != !Working)
      tell(json::Object{{"idle", Idle = !Working}, {"taken", Taken}});
    pollfd Polled[2] = {{Server.in(), POLLIN, 0}, {-1, POLLIN, 0}};
    if (Working)
      Polled[1].fd = Working->socket();
    if (poll(Polled, 2, -1) < 0)
      return;
    if (Working && Polled[1].revents)
      collect();
  }

  void collect() {
    bool More = Working->fill();
    OpenProject *P = find(Working->project);
    while (auto R = Working->next()) {
      if (!P || P->generation != Working->generation)
        continue;
      P->session.take(R->unit, R->result);
      if (R->result.failure.empty() && !readsDirty(*P, R->unit) &&
          P->session.project().cache)
        P->session.project().cache->keep(P->session.parseOptions(R->unit),
                                         R->result.bytes);
      for (const std::string &File : Space.filesOf(*P))
        if (P->session.reads(R->unit, File))
          Due.insert(P);
      progress(*Working, Working->done, P->session.unit(R->unit).file);
    }
    if (More)
      return;
    // The crew has sent all results, or has died: then the missing ones fail.
    bool Whole = Working->done == Working->total;
    if (P && !Whole && P->generation == Working->generation)
      for (size_t I : P->session.stale({}))
        P->session.take(I, {"", "the parser could not be run on this unit"});
    if (P)
      Due.insert(P);
    stopWorking();
  }

  bool readsDirty(const OpenProject &P, size_t Unit) const {
    return llvm::any_of(Space.files(), [&](const auto &File) {
      return File.second.dirty && P.session.reads(Unit, File.first);
    });
  }

  const RuleSet &Rules;
  std::vector<FatalUnit> Fatal;
  Channel Server;
  Workspace Space;
  Digest State{};
  int64_t Taken = 0;                 ///< Messages received from the server.
  bool Idle = false;                 ///< As last reported to the server.
  std::set<const OpenProject *> Due; ///< Projects with new results.
  std::unique_ptr<Crew> Working;
};

} // namespace

void runAnalyst(const RuleSet &Rules, AnalystOptions Options, int Socket) {
  Analyst(Rules, std::move(Options), Socket).run();
}

} // namespace causeway::lsp
