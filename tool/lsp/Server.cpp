// Answers the protocol's requests, and sends the results of the analysis to the
// editor.
//
// SPDX-License-Identifier: Apache-2.0
#include "lsp/Server.h"
#include "input/Json.h"
#include "lsp/Features.h"
#include "lsp/OpenDocuments.h"
#include "lsp/Rpc.h"
#include "lsp/Scheduler.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <cerrno>
#include <csignal>
#include <list>
#include <poll.h>

namespace causeway::lsp {

namespace json = llvm::json;
using llvm::StringRef;

namespace {

/// How long a request waits for the analysis of its document.
constexpr std::chrono::seconds Patience{60};

struct Settings {
  std::vector<std::string> rules, clangArguments;
  std::string buildDirectory;
  Severities severities;
  std::chrono::milliseconds debounce;

  /// The settings that require a new analysis.
  auto project() const {
    return std::tie(rules, clangArguments, buildDirectory);
  }
};

unsigned severityOf(StringRef Name, unsigned Otherwise) {
  return llvm::StringSwitch<unsigned>(Name)
      .Case("error", 1)
      .Case("warning", 2)
      .Case("information", 3)
      .Case("hint", 4)
      .Case("none", 0)
      .Default(Otherwise);
}

class Server {
public:
  Server(ServerOptions Options, int In, int Out)
      : Options(std::move(Options)), Client(In, Out) {
    Current.debounce = this->Options.debounce;
    TheView.docs =
        this->Options.docs.empty() ? "" : uriOfPath(this->Options.docs);
    registerMethods();
  }

  llvm::Error begin() { return loadRules({}); }
  int run();

private:
  /// A request that waits for the analysis of a document.
  struct Pending {
    json::Value id;
    std::string method, uri;
    bool complete; ///< It waits for the results of all units.
    Scheduler::Clock::time_point until;
    std::function<Answer(const Subject &)> answer;
  };

  // ---- Messages ------------------------------------------------------------

  bool admits(StringRef Method, const json::Value *Id);
  void registerMethods();
  void complain(const llvm::Twine &Text) { Client.log(Loudness::Error, Text); }

  // ---- State ---------------------------------------------------------------

  llvm::Error loadRules(const std::vector<std::string> &More);
  void startAnalysis();
  void configure(const json::Value &From);
  void pullConfiguration();

  const FileAnalysis *analysisOf(const Document &D) const {
    auto It = Analyses.find(D.path);
    return It == Analyses.end() || It->second.version != D.version
               ? nullptr
               : &It->second;
  }

  // ---- Methods -------------------------------------------------------------

  Answer initialize(const json::Value &Params);
  void initialized();
  void didOpen(const json::Value &Params);
  void didChange(const json::Value &Params);
  void didClose(const json::Value &Params);
  void didSave(const json::Value &Params);
  void didChangeFolders(const json::Value &Params);
  void executeCommand(const json::Value &Id, const json::Value &Params);

  /// Answers once the document is analysed.
  void defer(const json::Value &Id, StringRef Method, const json::Value &Params,
             bool Complete, std::function<Answer(const Subject &)> Reply) {
    Document *D = Documents.named(Params);
    if (!D)
      return Client.reply(
          Id, Failure{InvalidParams, "no such document is open: " +
                                         textAt(Params, "textDocument.uri")});
    defer(Id, Method, *D, Complete, std::move(Reply));
  }
  void defer(const json::Value &Id, StringRef Method, Document &D,
             bool Complete, std::function<Answer(const Subject &)> Reply);
  void answerPending();

  // ---- The analysis --------------------------------------------------------

  void take(const json::Value &Message);
  void publish(const Document &D, const FileAnalysis &A) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    json::OStream J(OS);
    J.object([&] {
      J.attribute("jsonrpc", "2.0");
      J.attribute("method", "textDocument/publishDiagnostics");
      J.attributeObject("params", [&] {
        J.attribute("uri", D.uri);
        J.attribute("version", D.version);
        J.attributeBegin("diagnostics");
        writeDiagnostics(J, {D, A, TheView});
        J.attributeEnd();
      });
    });
    Client.notifyText(Text);
  }
  void progress(const json::Object &P);
  void endProgress();
  void status(StringRef Kind, json::Object More = {});

  ServerOptions Options;
  Rpc Client;
  enum { New, Ready, ShutDown, Ended } Phase = New;
  int Status = 1;

  Settings Current;
  View TheView;
  std::vector<std::string> Folders;
  struct {
    bool configuration = false, watchFiles = false, progress = false,
         status = false, configurationChange = false;
  } Can;

  std::unique_ptr<RuleSet> Rules;
  UnitCache Cache;
  Scheduler Analysis;
  OpenDocuments Documents;
  std::map<std::string, FileAnalysis> Analyses; ///< By path.
  std::list<Pending> Waiting;
  std::string ProgressToken;
  bool ProgressShown = false;
};

// ---- The loop ---------------------------------------------------------------

int Server::run() {
  Channel &Channel = Client.channel();
  bool Open = true;
  while (Phase != Ended && (Open || Channel.wantsToWrite())) {
    using namespace std::chrono;
    auto Next = Analysis.nextDue();
    for (const Pending &P : Waiting)
      Next = Next ? std::min(*Next, P.until) : P.until;
    int Timeout = -1;
    if (Next)
      Timeout = int(std::clamp<int64_t>(
          ceil<milliseconds>(*Next - Scheduler::Clock::now()).count(), 0,
          3600'000));
    pollfd Polled[3] = {
        {Open ? Channel.in() : -1, POLLIN, 0},
        {Channel.wantsToWrite() ? Channel.out() : -1, POLLOUT, 0},
        {Analysis.socket(), POLLIN, 0}};
    if (Analysis.wantsToWrite())
      Polled[2].events |= POLLOUT;
    if (poll(Polled, 3, Timeout) < 0 && errno != EINTR)
      return 1;

    if (Polled[1].revents && !Channel.flush())
      return Status; // the editor closed its end
    if (Polled[2].revents & (POLLIN | POLLHUP | POLLERR)) {
      std::vector<const Document *> All;
      for (const auto &[Uri, D] : Documents)
        All.push_back(&D);
      std::vector<std::string> News;
      for (const json::Value &Message : Analysis.receive(All, News))
        take(Message);
      for (const std::string &Text : News)
        Client.show(Loudness::Warning, Text);
    }
    if (Polled[2].revents & POLLOUT)
      Analysis.flush();
    if (Polled[0].revents) {
      Open = Channel.fill();
      while (Phase != Ended)
        if (auto Frame = Channel.reader().next())
          Client.receive(*Frame);
        else
          break;
      if (!Open)
        Phase = Ended; // the editor is gone
    }
    Analysis.tick();
    answerPending();
  }
  // Send the last answers, if the editor still reads.
  while (Channel.wantsToWrite()) {
    pollfd P{Channel.out(), POLLOUT, 0};
    if (poll(&P, 1, 1000) <= 0 || !Channel.flush())
      break;
  }
  return Status;
}

// ---- Messages ---------------------------------------------------------------

bool Server::admits(StringRef Method, const json::Value *Id) {
  if (Method == "exit") {
    Status = Phase == ShutDown ? 0 : 1;
    Phase = Ended;
    return false;
  }
  if (Phase == New && Method != "initialize") {
    if (Id)
      Client.reply(*Id, Failure{ServerNotInitialized,
                                "'initialize' has to be the first request"});
    return false;
  }
  if (Phase == ShutDown) {
    if (Id)
      Client.reply(*Id, Failure{InvalidRequest, "the server is shut down"});
    return false;
  }
  return true;
}

void Server::registerMethods() {
  Client.admits = [this](StringRef Method, const json::Value *Id) {
    return admits(Method, Id);
  };
  auto Request = [&](StringRef Name, Rpc::OnRequest Serve) {
    Client.onRequest(Name, std::move(Serve));
  };
  auto Notification = [&](StringRef Name, Rpc::OnNotification Serve) {
    Client.onNotification(Name, std::move(Serve));
  };
  using V = const json::Value &;

  Request("initialize", [this](V Id, V P) { Client.reply(Id, initialize(P)); });
  Notification("initialized", [this](V) { initialized(); });
  Request("shutdown", [this](V Id, V) {
    Phase = ShutDown;
    for (const Pending &P : Waiting)
      Client.reply(P.id, Failure{RequestCancelled, "the server is shut down"});
    Waiting.clear();
    Analysis.stop();
    Client.reply(Id, json::Value(nullptr));
  });
  Notification("$/setTrace",
               [this](V P) { Client.traces = textAt(P, "value") != "off"; });
  Notification("$/cancelRequest", [this](V P) {
    const json::Value *Id = at(P, "id");
    Waiting.remove_if([&](const Pending &Each) {
      if (!Id || Each.id != *Id)
        return false;
      Client.reply(Each.id, Failure{RequestCancelled, "cancelled"});
      return true;
    });
  });
  Notification("window/workDoneProgress/cancel", [](V) {});

  Notification("textDocument/didOpen", [this](V P) { didOpen(P); });
  Notification("textDocument/didChange", [this](V P) { didChange(P); });
  Notification("textDocument/didClose", [this](V P) { didClose(P); });
  Notification("textDocument/didSave", [this](V P) { didSave(P); });
  Notification("workspace/didChangeWatchedFiles", [this](V) {
    Analysis.diskChanged();
    status("busy");
  });
  Notification("workspace/didChangeConfiguration", [this](V P) {
    const json::Value *Own = at(P, "settings.causeway");
    if (Own && Own->getAsObject())
      configure(*Own);
    else
      pullConfiguration();
  });
  Notification("workspace/didChangeWorkspaceFolders",
               [this](V P) { didChangeFolders(P); });

  Request("textDocument/codeAction", [this](V Id, V P) {
    auto R = rangeIn(at(P, "range"));
    if (!R)
      return Client.reply(Id, Failure{InvalidParams, "no range"});
    std::vector<std::string> Only = textsAt(P, "context.only");
    // An edit of the whole file needs the results of all its units.
    bool All = llvm::any_of(
        Only, [](StringRef Kind) { return Kind.starts_with("source"); });
    defer(Id, "textDocument/codeAction", P, All,
          [R = *R, Only](const Subject &S) -> Answer {
            Span Where{S.document.offset(R.start, S.view.encoding),
                       S.document.offset(R.end, S.view.encoding)};
            if (Where.end < Where.begin)
              std::swap(Where.begin, Where.end);
            return codeActions(S, Where, Only);
          });
  });
  Request("codeAction/resolve", [this](V Id, V P) {
    const json::Value *Data = at(P, "data");
    const Document *D = Documents.find(textAt(P, "data.uri"));
    // An action that has its edit is complete.
    if (!Data || !D)
      return Client.reply(Id, json::Value(P));
    const FileAnalysis *A = analysisOf(*D);
    auto Whole = A ? resolveAction({*D, *A, TheView}, P) : std::nullopt;
    if (!Whole)
      return Client.reply(
          Id, Failure{ContentModified, "the text has changed since"});
    Client.reply(Id, std::move(*Whole));
  });
  Request("textDocument/hover", [this](V Id, V P) {
    auto At = positionIn(at(P, "position"));
    if (!At)
      return Client.reply(Id, Failure{InvalidParams, "no position"});
    defer(Id, "textDocument/hover", P, false,
          [this, At = *At](const Subject &S) {
            return hover(S, *Rules, S.document.offset(At, S.view.encoding));
          });
  });
  Request("textDocument/completion", [this](V Id, V P) {
    auto At = positionIn(at(P, "position"));
    Document *D = Documents.named(P);
    if (!At || !D)
      return Client.reply(Id,
                          Failure{InvalidParams, At ? "no such document is open"
                                                    : "no position"});
    Client.reply(
        Id, completion(*D, TheView, *Rules, D->offset(*At, TheView.encoding)));
  });
  Request("textDocument/documentSymbol", [this](V Id, V P) {
    defer(Id, "textDocument/documentSymbol", P, false,
          [](const Subject &S) -> json::Value { return symbols(S); });
  });
  Request("textDocument/codeLens", [this](V Id, V P) {
    defer(Id, "textDocument/codeLens", P, false,
          [](const Subject &S) -> json::Value { return lenses(S); });
  });
  Request("workspace/executeCommand",
          [this](V Id, V P) { executeCommand(Id, P); });
}

// ---- Beginning and settings -------------------------------------------------

llvm::Error Server::loadRules(const std::vector<std::string> &More) {
  RuleSet Loaded = RuleSet::builtin();
  llvm::Error Errors = llvm::Error::success();
  for (const auto *List : {&std::as_const(Options).ruleFiles, &More})
    for (const std::string &File : *List)
      Errors = llvm::joinErrors(std::move(Errors), Loaded.addFile(File));
  if (Errors)
    return Errors;
  auto Opened = Options.openCache(Loaded);
  if (!Opened)
    return Opened.takeError();
  Analysis.stop();
  Rules = std::make_unique<RuleSet>(std::move(Loaded));
  Cache = std::move(*Opened);
  return llvm::Error::success();
}

void Server::startAnalysis() {
  WorkspaceOptions W = Options.workspace;
  W.folders = Folders;
  if (!Current.buildDirectory.empty())
    W.buildDir = Current.buildDirectory;
  llvm::append_range(W.clangArgs, Current.clangArguments);
  W.cache = &Cache;
  Analysis.setDebounce(Current.debounce);
  Analysis.restart(*Rules, std::move(W));
  Analyses.clear();
  endProgress();
  for (const auto &[Uri, D] : Documents)
    if (!D.path.empty())
      Analysis.opened(D);
}

Answer Server::initialize(const json::Value &P) {
  if (Phase != New)
    return Failure{InvalidRequest, "'initialize' was sent before"};
  if (const json::Value *List = at(P, "workspaceFolders");
      List && List->getAsArray()) {
    for (const json::Value &Each : *List->getAsArray())
      if (std::string Path = pathOfUri(textAt(Each, "uri")); !Path.empty())
        Folders.push_back(realPath(Path));
  } else if (std::string Path = pathOfUri(textAt(P, "rootUri"));
             !Path.empty()) {
    Folders.push_back(realPath(Path));
  } else if (std::string Plain = textAt(P, "rootPath"); !Plain.empty()) {
    Folders.push_back(realPath(Plain));
  }

  const json::Value *C = at(P, "capabilities");
  const json::Value None = json::Object{};
  const json::Value &Caps = C ? *C : None;
  for (StringRef Name : textsAt(Caps, "general.positionEncodings")) {
    auto E = llvm::StringSwitch<std::optional<Encoding>>(Name)
                 .Case("utf-8", Encoding::Utf8)
                 .Case("utf-16", Encoding::Utf16)
                 .Case("utf-32", Encoding::Utf32)
                 .Default(std::nullopt);
    if (!E)
      continue;
    TheView.encoding = *E;
    break;
  }
  TheView.documentChanges =
      flagAt(Caps, "workspace.workspaceEdit.documentChanges");
  TheView.renames =
      TheView.documentChanges &&
      llvm::is_contained(
          textsAt(Caps, "workspace.workspaceEdit.resourceOperations"),
          "rename");
  TheView.lazyEdits =
      llvm::is_contained(
          textsAt(Caps, "textDocument.codeAction.resolveSupport.properties"),
          "edit") &&
      flagAt(Caps, "textDocument.codeAction.dataSupport");
  TheView.symbolTrees = flagAt(
      Caps, "textDocument.documentSymbol.hierarchicalDocumentSymbolSupport");
  std::vector<std::string> Formats =
      textsAt(Caps, "textDocument.hover.contentFormat");
  TheView.markdown = Formats.empty() || llvm::is_contained(Formats, "markdown");
  Can.configuration = flagAt(Caps, "workspace.configuration");
  Can.configurationChange =
      flagAt(Caps, "workspace.didChangeConfiguration.dynamicRegistration");
  Can.watchFiles =
      flagAt(Caps, "workspace.didChangeWatchedFiles.dynamicRegistration");
  Can.progress = flagAt(Caps, "window.workDoneProgress");
  Can.status = flagAt(P, "initializationOptions.statusNotifications");
  if (std::string T = textAt(P, "trace"); !T.empty())
    Client.traces = T != "off";

  Phase = Ready;
  if (const json::Value *Given = at(P, "initializationOptions");
      Given && Given->getAsObject())
    configure(*Given);
  if (!Analysis.isRunning())
    startAnalysis();

  StringRef EncodingName = TheView.encoding == Encoding::Utf8    ? "utf-8"
                           : TheView.encoding == Encoding::Utf16 ? "utf-16"
                                                                 : "utf-32";
  return json::Value(json::Object{
      {"serverInfo",
       json::Object{{"name", "causeway"}, {"version", Options.version}}},
      {"capabilities",
       json::Object{
           {"positionEncoding", EncodingName},
           {"textDocumentSync",
            json::Object{{"openClose", true},
                         {"change", 2},
                         {"save", json::Object{{"includeText", false}}}}},
           {"codeActionProvider",
            json::Object{
                // Without it, editors do not request the omitted edits.
                {"resolveProvider", TheView.lazyEdits},
                {"codeActionKinds",
                 json::Array{"quickfix", "refactor.rewrite", "source.fixAll",
                             "source.fixAll.causeway"}}}},
           {"hoverProvider", true},
           {"completionProvider",
            json::Object{{"triggerCharacters", json::Array{"_", ":", "<"}},
                         {"resolveProvider", false}}},
           {"documentSymbolProvider", true},
           {"codeLensProvider", json::Object{{"resolveProvider", false}}},
           {"executeCommandProvider",
            json::Object{
                {"commands", json::Array{FixFileCommand, FixFunctionCommand}}}},
           {"workspace",
            json::Object{{"workspaceFolders",
                          json::Object{{"supported", true},
                                       {"changeNotifications", true}}}}}}}});
}

void Server::initialized() {
  json::Array Registrations;
  if (Can.watchFiles) {
    json::Array Watchers;
    for (const char *Glob :
         {"**/compile_commands.json", "**/*.{cu,cuh}",
          "**/*.{h,hh,hpp,hxx,inl,inc,ipp,tpp}", "**/*.{c,cc,cpp,cxx}"})
      Watchers.push_back(json::Object{{"globPattern", Glob}});
    Registrations.push_back(json::Object{
        {"id", "causeway-files"},
        {"method", "workspace/didChangeWatchedFiles"},
        {"registerOptions", json::Object{{"watchers", std::move(Watchers)}}}});
  }
  if (Can.configurationChange)
    Registrations.push_back(json::Object{
        {"id", "causeway-settings"},
        {"method", "workspace/didChangeConfiguration"},
        {"registerOptions", json::Object{{"section", "causeway"}}}});
  if (!Registrations.empty())
    Client.request("client/registerCapability",
                   json::Object{{"registrations", std::move(Registrations)}});
  pullConfiguration();
}

void Server::pullConfiguration() {
  if (!Can.configuration)
    return;
  Client.request(
      "workspace/configuration",
      json::Object{
          {"items", json::Array{json::Object{{"section", "causeway"}}}}},
      [this](const json::Value *Result) {
        const json::Array *List = Result ? Result->getAsArray() : nullptr;
        if (List && !List->empty() && List->front().getAsObject())
          configure(List->front());
      });
}

void Server::configure(const json::Value &From) {
  Settings Next = Current;
  auto Path = [&](std::string P) {
    llvm::SmallString<256> Full(P);
    if (!P.empty() && !Folders.empty())
      llvm::sys::fs::make_absolute(Folders.front(), Full);
    return Full.str().str();
  };
  const json::Object &O = *From.getAsObject();
  if (O.get("rules")) {
    Next.rules = textsAt(From, "rules");
    for (std::string &File : Next.rules)
      File = Path(File);
  }
  if (O.get("clangArguments"))
    Next.clangArguments = textsAt(From, "clangArguments");
  if (O.get("buildDirectory"))
    Next.buildDirectory = Path(textAt(From, "buildDirectory"));
  Severities &S = Next.severities;
  S.mapped = severityOf(textAt(From, "severity.mapped"), S.mapped);
  S.review = severityOf(textAt(From, "severity.review"), S.review);
  S.unsupported =
      severityOf(textAt(From, "severity.unsupported"), S.unsupported);
  S.unknown = severityOf(textAt(From, "severity.unknown"), S.unknown);
  if (auto Delay = O.getInteger("debounce"))
    Next.debounce =
        std::chrono::milliseconds(std::clamp<int64_t>(*Delay, 0, 10000));

  bool NewRules = Next.rules != Current.rules;
  bool NewProject = Next.project() != Current.project();
  if (NewRules)
    if (llvm::Error E = loadRules(Next.rules)) {
      Client.show(Loudness::Error, "The rules are used as they were: " +
                                       llvm::toString(std::move(E)));
      Next.rules = Current.rules;
      NewRules = false;
      NewProject = Next.project() != Current.project();
    }
  Current = Next;
  TheView.severities = Current.severities;
  Analysis.setDebounce(Current.debounce);
  if (NewProject || NewRules)
    return startAnalysis();
  for (const auto &[Uri, D] : Documents)
    if (const FileAnalysis *A = analysisOf(D))
      publish(D, *A);
}

void Server::didChangeFolders(const json::Value &P) {
  auto Each = [&](StringRef Name, auto Do) {
    const json::Value *List = at(P, Name);
    if (List && List->getAsArray())
      for (const json::Value &Folder : *List->getAsArray())
        if (std::string Path = pathOfUri(textAt(Folder, "uri")); !Path.empty())
          Do(realPath(Path));
  };
  Each("event.removed", [&](std::string Path) { llvm::erase(Folders, Path); });
  Each("event.added", [&](std::string Path) {
    if (!llvm::is_contained(Folders, Path))
      Folders.push_back(std::move(Path));
  });
  startAnalysis();
}

// ---- Documents --------------------------------------------------------------

void Server::didOpen(const json::Value &P) {
  const Document *D =
      Documents.open(P, [&](const llvm::Twine &Text) { complain(Text); });
  if (!D || D->path.empty())
    return;
  Analyses.erase(D->path);
  Analysis.opened(*D);
  status("busy");
}

void Server::didChange(const json::Value &P) {
  const Document *D = Documents.change(
      P, TheView.encoding, [&](const llvm::Twine &Text) { complain(Text); });
  if (!D || D->path.empty())
    return;
  // Otherwise a document with the same version would count as analysed.
  if (auto It = Analyses.find(D->path);
      It != Analyses.end() && It->second.version == D->version)
    Analyses.erase(It);
  Analysis.changed(*D);
  status("busy");
}

void Server::didClose(const json::Value &P) {
  Document *D = Documents.named(P);
  if (!D) {
    Client.log(Loudness::Error, "a document is closed that is not open: " +
                                    textAt(P, "textDocument.uri"));
    return;
  }
  Waiting.remove_if([&](const Pending &Each) {
    if (Each.uri != D->uri)
      return false;
    Client.reply(Each.id, Failure{RequestFailed, "the document was closed"});
    return true;
  });
  if (!D->path.empty())
    Analysis.closed(D->path);
  Client.notify("textDocument/publishDiagnostics",
                json::Object{{"uri", D->uri}, {"diagnostics", json::Array{}}});
  Analyses.erase(D->path);
  Documents.close(*D);
}

void Server::didSave(const json::Value &P) {
  Document *D = Documents.named(P);
  if (!D || D->path.empty())
    return;
  D->dirty = false;
  Analysis.saved(*D);
  status("busy");
}

// ---- Requests ---------------------------------------------------------------

void Server::defer(const json::Value &Id, StringRef Method, Document &D,
                   bool Complete,
                   std::function<Answer(const Subject &)> Reply) {
  if (D.path.empty())
    return Client.reply(Id, json::Value(nullptr));
  const FileAnalysis *A = analysisOf(D);
  if (A && (A->complete || !Complete))
    return Client.reply(Id, Reply({D, *A, TheView}));
  Analysis.hurry(D);
  Waiting.push_back({Id, Method.str(), D.uri, Complete,
                     Scheduler::Clock::now() + Patience, std::move(Reply)});
}

void Server::answerPending() {
  auto Now = Scheduler::Clock::now();
  for (auto It = Waiting.begin(); It != Waiting.end();) {
    const Document *D = Documents.find(It->uri);
    const FileAnalysis *A = D ? analysisOf(*D) : nullptr;
    bool Late = Now >= It->until;
    if (A && (A->complete || !It->complete || Late)) {
      Client.reply(It->id, It->answer({*D, *A, TheView}));
    } else if (Late) {
      Client.reply(It->id, Failure{RequestFailed,
                                   "the analysis has not come to an end yet"});
    } else {
      ++It;
      continue;
    }
    It = Waiting.erase(It);
  }
}

void Server::executeCommand(const json::Value &Id, const json::Value &P) {
  std::string Command = textAt(P, "command");
  const json::Value *Given = at(P, "arguments");
  const json::Array *Arguments = Given ? Given->getAsArray() : nullptr;
  bool Whole = Command == FixFileCommand;
  if (!Whole && Command != FixFunctionCommand)
    return Client.reply(Id,
                        Failure{InvalidParams, "no such command: " + Command});
  auto Uri = Arguments && !Arguments->empty() ? (*Arguments)[0].getAsString()
                                              : std::nullopt;
  Document *D = Documents.find(Uri.value_or(""));
  if (!D)
    return Client.reply(
        Id,
        Failure{InvalidParams, "the first argument names no open document"});
  std::string Name;
  if (!Whole && Arguments->size() > 1)
    Name = (*Arguments)[1].getAsString().value_or("").str();
  int64_t Place = -1;
  if (!Whole && Arguments->size() > 2)
    Place = (*Arguments)[2].getAsInteger().value_or(-1);
  defer(Id, "workspace/executeCommand", *D, Whole,
        [this, Whole, Name, Place](const Subject &S) -> Answer {
          std::vector<const Finding *> Fixed;
          if (Whole)
            Fixed = allFindings(S);
          else
            for (const Function &F : S.analysis.functions)
              if (F.name == Name &&
                  (Place < 0 || int64_t(F.token.begin) == Place))
                Fixed = findingsIn(S, F);
          if (auto Edit = workspaceEdit(S, Fixed))
            Client.request(
                "workspace/applyEdit",
                json::Object{{"label", "Migrate"},
                             {"edit", llvm::cantFail(parseJson(Edit->json))}});
          return nullptr;
        });
}

// ---- The analysis -----------------------------------------------------------

void Server::take(const json::Value &Message) {
  if (const json::Value *V = at(Message, "analysis")) {
    FileAnalysis A;
    json::Path::Root Root;
    if (!fromJSON(*V, A, Root))
      return;
    for (const auto &[Uri, D] : Documents) {
      if (D.path != A.path || D.version != A.version)
        continue;
      publish(D, A);
      Analyses[A.path] = A;
    }
    return;
  }
  if (const json::Value *V = at(Message, "progress"); V && V->getAsObject())
    return progress(*V->getAsObject());
  if (flagAt(Message, "idle")) {
    // It may have become idle before it received the last message.
    auto Taken = at(Message, "taken")->getAsInteger();
    if (Analysis.hasTaken(Taken.value_or(-1)))
      status("idle");
    return;
  }
  if (std::string Text = textAt(Message, "message"); !Text.empty())
    Client.log(Loudness::Warning, Text);
}

void Server::progress(const json::Object &P) {
  int64_t Done = P.getInteger("done").value_or(0),
          Total = P.getInteger("total").value_or(0);
  status("indexing", json::Object{{"done", Done}, {"total", Total}});
  if (!Can.progress)
    return;
  if (Done >= Total)
    return endProgress();
  StringRef File = llvm::sys::path::filename(P.getString("file").value_or(""));
  unsigned Percent = unsigned(Done * 100 / std::max<int64_t>(Total, 1));
  std::string Text =
      std::to_string(Done) + "/" + std::to_string(Total) + " " + File.str();
  if (!ProgressShown) {
    ProgressShown = true;
    ProgressToken = "causeway-progress-" + std::to_string(Client.nextId());
    Client.request("window/workDoneProgress/create",
                   json::Object{{"token", ProgressToken}});
    Client.notify(
        "$/progress",
        json::Object{{"token", ProgressToken},
                     {"value", json::Object{{"kind", "begin"},
                                            {"title", "Reading the project"},
                                            {"cancellable", false},
                                            {"message", Text},
                                            {"percentage", Percent}}}});
    return;
  }
  Client.notify("$/progress",
                json::Object{{"token", ProgressToken},
                             {"value", json::Object{{"kind", "report"},
                                                    {"message", Text},
                                                    {"percentage", Percent}}}});
}

void Server::endProgress() {
  if (!std::exchange(ProgressShown, false))
    return;
  Client.notify("$/progress",
                json::Object{{"token", ProgressToken},
                             {"value", json::Object{{"kind", "end"}}}});
}

void Server::status(StringRef Kind, json::Object More) {
  if (!Can.status)
    return;
  More["kind"] = Kind;
  Client.notify("causeway/status", std::move(More));
}

} // namespace

llvm::Expected<int> serve(ServerOptions Options, int In, int Out) {
  signal(SIGPIPE, SIG_IGN);
  Server S(std::move(Options), In, Out);
  if (llvm::Error E = S.begin())
    return E;
  return S.run();
}

} // namespace causeway::lsp
