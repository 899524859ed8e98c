// SPDX-License-Identifier: Apache-2.0
#include "cli/Project.h"
#include "cli/Commands.h"
#include "cli/Console.h"
#include "cli/Shim.h"
#include "frontend/Paths.h"
#include "project/Pipeline.h"
#include "report/Markdown.h"
#include "report/Report.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include <CLI/CLI.hpp>

namespace causeway {
namespace {

/// The size limit of the cache. The entries used last stay.
constexpr uint64_t MaxCacheBytes = uint64_t(1) << 30;

std::string defaultCache() {
  llvm::SmallString<256> Folder;
  if (!llvm::sys::path::cache_directory(Folder))
    return "";
  llvm::sys::path::append(Folder, "causeway");
  return Folder.str().str();
}

/// Precompiled preludes in the folder of the cache. They hold nothing of a
/// project, so `--no-cache` reads them, too, but keeps none.
std::unique_ptr<PreludeCache> openPreludes(const ProjectOptions &O,
                                           const RuleSet &Rules, size_t Units) {
  if (O.noPrecompiled)
    return nullptr;
  UnitCache Entries;
  bool MayWrite = !O.noCache && !O.cache.empty();
  if (MayWrite || llvm::sys::fs::is_directory(O.cache)) {
    auto Opened = UnitCache::open(O.cache, Rules, MaxCacheBytes);
    if (Opened)
      Entries = std::move(*Opened);
    else
      llvm::consumeError(Opened.takeError());
  }
  // A worker that makes a prelude for itself uses it for several units.
  bool ManyUnits = Units >= 4 * size_t(workLimits(O).jobs);
  return std::make_unique<PreludeCache>(std::move(Entries), MayWrite,
                                        ManyUnits);
}

/// A path for people: relative to the current directory if it is below.
std::string shorten(llvm::StringRef Path) {
  llvm::SmallString<256> Here;
  llvm::sys::fs::current_path(Here);
  return relativeTo(Path, realPath(Here));
}

/// A path for people: relative to the root, which is `.`.
std::string fromRoot(llvm::StringRef Root, llvm::StringRef Path) {
  return Path == Root ? "." : relativeTo(Path, Root);
}

} // namespace

ProjectOptions::ProjectOptions() : cache(defaultCache()) {}

llvm::Expected<UnitCache> openCache(const ProjectOptions &O,
                                    const RuleSet &Rules) {
  if (O.noCache || O.cache.empty())
    return UnitCache();
  auto Cache = UnitCache::open(O.cache, Rules, MaxCacheBytes);
  if (Cache || O.cacheNamed)
    return Cache;
  llvm::consumeError(Cache.takeError());
  return UnitCache();
}

WorkLimits workLimits(const ProjectOptions &O) {
  WorkLimits Limits;
  Limits.jobs =
      O.jobs ? O.jobs : llvm::hardware_concurrency().compute_thread_count();
  Limits.time = std::chrono::seconds(O.unitTimeout);
  Limits.memory = O.maxMemory ? O.maxMemory : availableMemory() / 5 * 4;
  return Limits;
}

void addSourceOptions(CLI::App &C, ProjectOptions &O) {
  C.add_option("SOURCES", O.request.sources,
               "Files, or folders: all CUDA sources and headers below them");
  C.add_option("-p", O.request.buildDir,
               "Build folder with compile_commands.json (nvcc's commands do); "
               "without SOURCES, everything of CUDA in it")
      ->type_name("BUILD_DIR");
  C.add_option("--root", O.request.root,
               "Files outside it are read but never changed; default: the git "
               "tree, else the deepest folder that holds all SOURCES")
      ->type_name("DIR");
}

void addEngineOptions(CLI::App &C, ProjectOptions &O) {
  C.add_option("--rules", O.ruleFiles,
               "Your own rules; they override the built-in ones")
      ->type_name("FILE")
      ->take_all()
      ->allow_extra_args(false);
  C.add_option("--jobs,-j", O.jobs,
               "Units to parse in parallel; default: one per core")
      ->type_name("N")
      ->check(CLI::Range(1u, 1024u));
  C.add_option("--max-memory", O.maxMemory,
               "Memory for all units that are parsed in parallel, such as 8G; "
               "if they need more, fewer run; default: 4/5 of the free memory")
      ->type_name("SIZE")
      ->transform(CLI::AsSizeValue(/*kb_is_1000=*/false));
  C.add_option("--unit-timeout", O.unitTimeout,
               "A unit that takes longer is stopped and reported; default: " +
                   std::to_string(O.unitTimeout))
      ->type_name("SECONDS")
      ->check(CLI::Range(1u, 86400u));
  C.add_option("--cache", O.cache,
               "Folder for results, so that the next run parses only changed "
               "units; default: " +
                   (O.cache.empty() ? "none" : O.cache))
      ->type_name("DIR")
      ->envname("CAUSEWAY_CACHE")
      ->each([&O](const std::string &) { O.cacheNamed = true; });
  C.add_flag("--no-cache", O.noCache, "Parse everything, and keep nothing");
  C.add_flag(
      "--no-precompiled", O.noPrecompiled,
      "Parse the built-in declarations with every unit, instead of their "
      "precompiled form in the cache folder");
  C.add_option("--cuda-path", O.cudaPath,
               "Parse against this CUDA SDK instead of the built-in headers")
      ->type_name("DIR")
      ->check(CLI::ExistingDirectory);
  C.add_option("--arch", O.arch,
               "The architecture whose branches (#if __CUDA_ARCH__ >= ...) "
               "count as compiled, such as 90; default: 80")
      ->type_name("NN")
      ->check(CLI::Range(50u, 130u));
  C.add_flag("--quiet,-q", O.quiet, "No progress");
}

llvm::Expected<Project> openProject(ProjectOptions &O,
                                    const CommandLine &Line) {
  auto Rules = loadRules(O.ruleFiles);
  if (!Rules)
    return Rules.takeError();
  O.request.clangArgs = Line.clangArgs;
  if (O.arch)
    O.request.clangArgs.push_back("--cuda-gpu-arch=sm_" +
                                  std::to_string(O.arch));
  if (auto S = findShim())
    O.request.shim = S->includes("cpu");
  auto Cache = openCache(O, *Rules);
  O.request.cache = Cache ? &*Cache : nullptr;
  auto From = findSources(*Rules, O.request);
  O.request.cache = nullptr;
  if (!From) { // report errors of the sources before those of the cache
    llvm::consumeError(Cache.takeError());
    return From.takeError();
  }
  if (!Cache)
    return Cache.takeError();
  for (const std::string &W : From->warnings)
    printWarning(W);
  if (!O.quiet)
    for (const std::string &Note : tellSources(*From))
      printNote(Note);
  auto Preludes = openPreludes(O, *Rules, From->units.size());
  return Project{std::move(*Rules), std::move(*Cache), std::move(Preludes),
                 std::move(*From)};
}

llvm::Expected<MigrationResult> migrateProject(const ProjectOptions &O,
                                               const Project &P) {
  Progress Bar(O.quiet);
  MigrationOptions Options = migrationOptions(P.sources);
  Options.cudaPath = O.cudaPath.empty() ? "" : realPath(O.cudaPath);
  Options.limits = workLimits(O);
  Options.cache = &P.cache;
  Options.preludes = P.preludes.get();
  Options.progress = [&](size_t Done, size_t Total, llvm::StringRef File) {
    Bar.step(Done, Total, shorten(File));
  };
  auto Result = migrate(P.rules, P.sources, Options);
  Bar.clear();
  P.cache.prune(); // also of preludes, which are kept in the same folder
  if (!Result)
    return Result.takeError();
  for (const std::string &Path : Result->names.notPlain())
    if (std::string New = Result->names.of(Path); New == Path)
      printWarning(Path + ": keeps its name, because the new one would be too "
                          "long");
    else
      printWarning(Path + ": becomes " + New +
                   ", because the plain name is taken");
  return Result;
}

std::vector<std::string> tellSources(const Sources &From) {
  std::vector<std::string> Notes;
  if (!From.database.empty())
    Notes.push_back("Compile commands are those of " +
                    markdown::code(fromRoot(From.root, From.database)) + ".");
  if (!From.guessedFolders.empty()) {
    std::string Text = "Without compile commands, include folders were guessed "
                       "from the tree:";
    for (const auto &[Folder, Units] : From.guessedFolders)
      Text += " " + markdown::code("-I " + fromRoot(From.root, Folder)) + " (" +
              counted(Units, "unit") + ")" +
              (Folder == From.guessedFolders.rbegin()->first ? "." : ",");
    Notes.push_back(std::move(Text));
  }
  auto List = [&](const std::string &What, const auto &Paths) {
    if (Paths.empty())
      return;
    constexpr size_t Most = 8;
    size_t Shown = 0;
    std::string Text = What;
    for (const std::string &Path : Paths) {
      if (Shown == Most)
        break;
      Text +=
          (Shown++ ? ", " : " ") + markdown::code(fromRoot(From.root, Path));
    }
    if (Paths.size() > Most)
      Text += " and " + std::to_string(Paths.size() - Most) + " more";
    Notes.push_back(Text + ".");
  };
  List("Without compile commands, include folders, definitions and the "
       "standard are those in",
       From.hintScripts);
  List("Left out, because migrated code needs no CUDA SDK:", From.sdkFolders);
  List("Left out, because a build made it:", From.leftOut);
  List("Links that lead out of the tree, and are kept as links:",
       From.outwardLinks);
  return Notes;
}

bool isStdout(llvm::StringRef Path) {
  return Path == "-" || Path == "/dev/stdout" || Path == "/dev/fd/1" ||
         Path == "/proc/self/fd/1";
}

llvm::Expected<WholeFile> writeReport(llvm::StringRef Option,
                                      llvm::StringRef Path,
                                      llvm::StringRef Root, std::string Text) {
  auto Fail = [&](const llvm::Twine &Why) {
    return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                   Option + " " + Why);
  };
  llvm::SmallString<256> Written(realPath("."));
  if (llvm::sys::path::is_absolute(Path))
    Written = Path;
  else
    llvm::sys::path::append(Written, Path);
  llvm::sys::path::remove_dots(Written, /*remove_dot_dot=*/true);
  if (isInside(Written, Root) &&
      !isInside(realPath(llvm::sys::path::parent_path(Written)), Root))
    return Fail(Path + ": a link leads it out of " + Root);
  auto File = WholeFile::write(Path, std::move(Text));
  return File ? std::move(File) : Fail(llvm::toString(File.takeError()));
}

std::string displayPath(llvm::StringRef Root, llvm::StringRef File) {
  if (llvm::sys::path::is_absolute(File))
    return shorten(File);
  llvm::SmallString<256> Path(Root);
  llvm::sys::path::append(Path, File);
  return shorten(Path);
}

} // namespace causeway
