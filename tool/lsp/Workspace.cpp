// A project is opened with the first of its files.
//
// SPDX-License-Identifier: Apache-2.0
#include "lsp/Workspace.h"
#include "frontend/Lexical.h"
#include "frontend/Paths.h"
#include "project/Pipeline.h"
#include "scripts/BuildScripts.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace causeway::lsp {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace {

/// Identifies the current state of a file: its name, size and time.
std::string stateOf(const std::string &File) {
  fs::file_status Status;
  if (File.empty() || fs::status(File, Status))
    return "";
  return File + ":" + std::to_string(Status.getSize()) + ":" +
         std::to_string(
             Status.getLastModificationTime().time_since_epoch().count());
}

bool names(const Sources &From, const std::string &Path) {
  return llvm::is_contained(From.extraFiles, Path) ||
         llvm::is_contained(From.buildScripts, Path) ||
         llvm::any_of(From.units,
                      [&](const Unit &U) { return U.file == Path; });
}

} // namespace

Workspace::Workspace(const RuleSet &Rules, WorkspaceOptions Options)
    : Rules(Rules), Options(std::move(Options)) {}

void Workspace::setFile(const std::string &Path, const std::string *Text,
                        OpenFile State) {
  // Units keep the texts that they were parsed with, so these must not change.
  if (Texts.use_count() > 1)
    Texts = std::make_shared<Buffers>(*Texts);
  if (Text) {
    (*Texts)[Path] = *Text;
    Files[Path] = State;
    return;
  }
  Texts->erase(Path);
  Files.erase(Path);
  Owner.erase(Path);
}

SourceRequest Workspace::request(const std::string &Place) const {
  SourceRequest R;
  R.sources = {Place};
  R.buildDir = Options.buildDir;
  R.clangArgs = Options.clangArgs;
  R.shim = Options.shim;
  R.directory =
      fs::is_directory(Place) ? Place : path::parent_path(Place).str();
  R.buffers = Texts;
  R.cache = Options.cache;
  return R;
}

std::shared_ptr<const Buffers> Workspace::buffersOf(const Sources &From) const {
  if (From.recoded.empty())
    return Texts;
  auto All = std::make_shared<Buffers>(*Texts);
  All->insert(From.recoded.begin(), From.recoded.end());
  return All;
}

MigrationOptions Workspace::migrationOptions(const Sources &From) const {
  MigrationOptions M = causeway::migrationOptions(From);
  M.limits = Options.limits;
  M.cache = Options.cache;
  M.cudaPath = Options.cudaPath;
  M.buffers = buffersOf(From);
  return M;
}

std::unique_ptr<OpenProject> Workspace::open(const std::string &Place,
                                             bool IsFile) {
  auto From = findSources(Rules, request(Place));
  if (!From) {
    std::string Why = llvm::toString(From.takeError());
    if (!IsFile)
      return nullptr;
    // The file may not exist on disk yet.
    Sources Alone;
    Alone.root = path::parent_path(Place).str();
    Alone.units = {{Place, Alone.root, Options.clangArgs}};
    From = std::move(Alone);
  }
  for (const std::string &W : From->warnings)
    Messages.push_back(W);
  MigrationOptions M = migrationOptions(*From);
  auto P = std::make_unique<OpenProject>(OpenProject{
      Place, std::move(*From), Session(Rules, std::move(M)), "", 0});
  P->databaseState = databaseState(*P);
  return P;
}

std::string Workspace::databaseState(const OpenProject &P) const {
  if (!P.sources.database.empty())
    return stateOf(P.sources.database);
  return stateOf(P.place + "/compile_commands.json") +
         stateOf(P.place + "/build/compile_commands.json");
}

void Workspace::reload(OpenProject &P) {
  auto From = findSources(Rules, request(P.place));
  if (!From) {
    // Another program may be writing the database: keep the known units.
    Messages.push_back(llvm::toString(From.takeError()));
    P.databaseState = databaseState(P);
    return;
  }
  P.sources = std::move(*From);
  P.session.reopen(migrationOptions(P.sources));
  ++P.generation;
  P.databaseState = databaseState(P);
}

OpenProject *Workspace::assign(const std::string &Path) {
  const std::string &Text = Texts->at(Path);
  StringRef Ext = path::extension(Path);
  // A build script names no API; the project that it belongs to decides.
  bool IsScript = isBuildScript(Path);
  bool IsCuda = IsScript || Ext == ".cu" || Ext == ".cuh" ||
                !lexicalUses(Rules, Path, Text).empty();
  // Folders may be nested; a file belongs to the innermost.
  std::vector<std::string> Around;
  for (const std::string &Folder : Options.folders)
    if (isInside(Path, Folder))
      Around.push_back(Folder);
  llvm::sort(Around, [](auto &A, auto &B) { return A.size() > B.size(); });
  for (const std::string &Folder : Around) {
    auto It =
        llvm::find_if(Projects, [&](auto &P) { return P->place == Folder; });
    if (It == Projects.end()) {
      if (!IsCuda || Barren.count(Folder))
        continue;
      auto New = open(Folder, /*IsFile=*/false);
      if (!New) {
        Barren.insert(Folder);
        continue;
      }
      It = Projects.insert(Projects.end(), std::move(New));
    }
    OpenProject &P = **It;
    auto Reads = [&] {
      for (size_t I = 0; I < P.session.project().units.size(); ++I)
        if (P.session.reads(I, Path))
          return true;
      return false;
    };
    if (names(P.sources, Path) || Reads())
      return &P;
    // The file may be new, or have started to use CUDA.
    if (IsCuda && !Barren.count(Path)) {
      reload(P);
      if (names(P.sources, Path))
        return &P;
      Barren.insert(Path);
    }
  }
  if (!IsCuda || IsScript)
    return nullptr;
  auto It = llvm::find_if(Projects, [&](auto &P) { return P->place == Path; });
  if (It == Projects.end())
    It = Projects.insert(Projects.end(), open(Path, /*IsFile=*/true));
  return It->get();
}

void Workspace::settle() {
  for (auto &P : Projects) {
    P->session.setBuffers(buffersOf(P->sources));
    if (databaseState(*P) != P->databaseState)
      reload(*P);
  }
  for (const auto &[Path, State] : Files) {
    OpenProject *&P = Owner[Path];
    // A file stays with the project that first listed it.
    if (!P)
      P = assign(Path);
  }
  // A closed single file needs no project.
  llvm::erase_if(Projects, [&](auto &P) {
    return !fs::is_directory(P->place) && filesOf(*P).empty();
  });
}

void Workspace::checkDisk() {
  Barren.clear();
  for (auto &P : Projects)
    P->session.checkDisk();
  settle();
}

OpenProject *Workspace::projectOf(const std::string &Path) const {
  auto It = Owner.find(Path);
  return It == Owner.end() ? nullptr : It->second;
}

std::set<std::string> Workspace::filesOf(const OpenProject &P) const {
  std::set<std::string> Of;
  for (const auto &[Path, Project] : Owner)
    if (Project == &P)
      Of.insert(Path);
  return Of;
}

void Workspace::keepWarm() {
  for (auto &P : Projects)
    P->session.keepPreambles(filesOf(*P));
}

Digest Workspace::state() const {
  std::string All;
  for (const auto &[Path, Text] : *Texts)
    All += Path + '\0' + Text + '\0';
  return digest(All);
}

std::vector<FileAnalysis> Workspace::analyse(OpenProject &P) const {
  std::set<std::string> Wanted;
  for (const std::string &Path : filesOf(P)) {
    bool Known = false, Awaited = false, Own = false;
    for (size_t I = 0; I < P.session.project().units.size(); ++I) {
      if (!P.session.reads(I, Path))
        continue;
      bool Stale = P.session.isStale(I);
      Known |= !Stale;
      Awaited |= Stale;
      Own |= Stale && P.session.unit(I).file == Path;
    }
    if (!Own && (Known || !Awaited))
      Wanted.insert(Path);
  }
  if (Wanted.empty())
    return {};
  bool Complete = P.session.stale({}).empty();
  MigrationResult Result = P.session.result(Wanted);
  finishMigration(Rules, P.sources, P.session.project(), Result, &Wanted);
  std::map<std::string, FileAnalysis> ByName;
  StringRef Root = P.session.project().root;
  for (const std::string &Path : Wanted) {
    std::string Name = relativeTo(Path, Root);
    FileAnalysis &A = ByName[Name];
    A.path = Path;
    if (std::string New = Result.names.of(Name); New != Name)
      A.newPath = (path::parent_path(Path) + "/" + path::filename(New)).str();
    A.version = Files.at(Path).version;
    A.complete = Complete;
  }
  auto In = [&](const std::string &Name) {
    auto It = ByName.find(Name);
    return It == ByName.end() ? nullptr : &It->second;
  };
  for (Finding &F : Result.findings)
    if (FileAnalysis *A = In(F.file))
      A->findings.push_back(std::move(F));
  for (Function &F : Result.functions)
    if (FileAnalysis *A = In(F.file))
      A->functions.push_back(std::move(F));
  for (SourceDiagnostic &D : Result.diagnostics)
    if (FileAnalysis *A = In(D.file))
      A->diagnostics.push_back(std::move(D));
  std::vector<FileAnalysis> All;
  for (auto &[Name, A] : ByName)
    All.push_back(std::move(A));
  return All;
}

} // namespace causeway::lsp
