// `causeway migrate`.
// SPDX-License-Identifier: Apache-2.0
#include "build/Build.h"
#include "cli/Commands.h"
#include "cli/Console.h"
#include "cli/Diff.h"
#include "cli/Output.h"
#include "cli/Sources.h"
#include "cli/Update.h"
#include "report/Report.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include <CLI/CLI.hpp>

namespace causeway {
namespace {

struct MigrateOptions {
  SourceRequest request;
  std::vector<std::string> ruleFiles;
  std::string out, report, cudaPath;
  std::string cache = defaultCache();
  bool inPlace = false, diff = false, force = false, quiet = false;
  bool update = false;
  bool noCache = false;
  bool cacheNamed = false; ///< It was asked for, so it must work.
  unsigned jobs = 0, unitTimeout = 300;
  uint64_t maxMemory = 0;

  static std::string defaultCache() {
    llvm::SmallString<256> Folder;
    if (!llvm::sys::path::cache_directory(Folder))
      return "";
    llvm::sys::path::append(Folder, "causeway");
    return Folder.str().str();
  }
};

/// What the cache may hold; what was used last stays longest.
constexpr uint64_t MaxCacheBytes = uint64_t(1) << 30;

std::string files(size_t N) { return counted(N, "file"); }

/// A path for people: from where they are, if it is below.
std::string shorten(llvm::StringRef Path) {
  llvm::SmallString<256> Here;
  llvm::sys::fs::current_path(Here);
  std::string Real = realPath(Here);
  if (Path != Real && isInside(Path, Real))
    return Path.drop_front(Real.size() + (Real == "/" ? 0 : 1)).str();
  return Path.str();
}

int fail(llvm::Error E) {
  printErrors(std::move(E));
  return BadInput;
}

std::string relativeTo(llvm::StringRef Root, llvm::StringRef Path) {
  if (Path == Root)
    return ".";
  return isInside(Path, Root) ? Path.drop_front(Root.size() + 1).str()
                              : Path.str();
}

/// What was found out about the tree, for people.
std::vector<std::string> tellSources(const Sources &From) {
  std::vector<std::string> Notes;
  if (!From.database.empty())
    Notes.push_back("Compile commands are those of `" +
                    relativeTo(From.root, From.database) + "`.");
  if (!From.guessedFolders.empty()) {
    std::string Text = "Without compile commands, include folders were guessed "
                       "from the tree:";
    for (const auto &[Folder, Units] : From.guessedFolders)
      Text += " `-I " + relativeTo(From.root, Folder) + "` (" +
              counted(Units, "unit") + ")" +
              (Folder == From.guessedFolders.rbegin()->first ? "." : ",");
    Notes.push_back(std::move(Text));
  }
  if (!From.leftOut.empty()) {
    constexpr size_t Most = 8;
    std::string Text = "Left out as what a build made:";
    for (size_t I = 0; I < std::min(Most, From.leftOut.size()); ++I)
      Text += (I ? ", `" : " `") + relativeTo(From.root, From.leftOut[I]) + "`";
    if (From.leftOut.size() > Most)
      Text += " and " + std::to_string(From.leftOut.size() - Most) + " more";
    Notes.push_back(Text + ".");
  }
  return Notes;
}

/// How the tree is built, by the build scripts that it has at its top.
std::string tellBuild(const Sources &From) {
  auto Has = [&](llvm::StringRef Name) {
    return llvm::is_contained(From.others, From.root + "/" + Name.str());
  };
  std::string Text;
  if (Has("CMakeLists.txt"))
    Text += "```sh\ncmake -S . -B build -DCauseway_DIR=\"$(causeway config "
            "--cmake-dir)\"\ncmake --build build\n```\n\n";
  if (Has("Makefile") || Has("makefile") || Has("GNUmakefile"))
    Text += "`make`, with the folder of `causeway` and `cwc++` in `PATH`.\n\n";
  return Text +
         "A single program of plain sources:\n\n```sh\ncwc++ -O2 *.cpp -o "
         "program\n```\n\n`cwc++` is the machine's C++ compiler with what the "
         "backend needs; `CW_BACKEND=cuda` or `hip` builds the same sources "
         "for "
         "a GPU.\n";
}

/// MIGRATION.md, unless the source has a file of that name.
TextFile handover(const MigrationResult &Result, const Sources &From) {
  TextFile Notes{"MIGRATION.md", ""};
  if (llvm::sys::fs::exists(From.root + "/" + Notes.path))
    Notes.path = "MIGRATION.causeway.md";
  llvm::raw_string_ostream OS(Notes.text);
  writeHandover(OS, Result, {tellSources(From), tellBuild(From)});
  return Notes;
}

/// Writes the tree below `--out`, or merges it into what is there. Returns the
/// outcome in words.
llvm::Expected<std::string> writeOut(const MigrateOptions &O,
                                     const MigrationResult &Result,
                                     const Sources &From, bool &Conflicts) {
  TextFile Notes = handover(Result, From);
  std::string Out = realPath(O.out);
  if (!O.update) {
    auto Paths = writeBelow(Out, Result, From, Notes);
    if (!Paths)
      return Paths.takeError();
    std::string Outcome = files(Paths->size()) + " written below " + O.out +
                          "; " + Notes.path + " there says how to go on.";
    // Without git all is there but the next --update.
    if (llvm::Error E = rememberOutput(Out, *Paths))
      printWarning("--update will not be possible: " +
                   llvm::toString(std::move(E)));
    return Outcome;
  }
  auto Updated = updateOutput(Out, [&](llvm::StringRef Folder) {
    return writeBelow(Folder, Result, From, Notes);
  });
  if (!Updated)
    return Updated.takeError();
  for (const std::string &C : Updated->conflicts)
    printWarning(O.out + ": " + C);
  Conflicts = !Updated->conflicts.empty();
  if (!Updated->changed && !Conflicts)
    return O.out + " is up to date.";
  std::string Outcome = files(Updated->changed) + " changed below " + O.out;
  if (Updated->merged)
    Outcome += ", " + std::to_string(Updated->merged) +
               " merged with your own "
               "changes";
  if (Conflicts)
    Outcome += "; " + std::to_string(Updated->conflicts.size()) +
               " in conflict: look for <<<<<<<";
  return Outcome + ".";
}

/// Without one that was asked for, a run without a cache is as good.
llvm::Expected<UnitCache> openCache(const MigrateOptions &O,
                                    const RuleSet &Rules) {
  if (O.noCache || O.cache.empty())
    return UnitCache();
  auto Cache = UnitCache::open(O.cache, Rules, MaxCacheBytes);
  if (Cache || O.cacheNamed)
    return Cache;
  llvm::consumeError(Cache.takeError());
  return UnitCache();
}

int writeDiffs(const MigrationResult &Result) {
  bool Colors = wantsColors(llvm::outs());
  for (const auto &[Path, File] : Result.files)
    if (File.original != File.migrated || File.path != File.newPath)
      writeDiff(llvm::outs(), File, Colors);
  llvm::outs().flush();
  return AllDone;
}

int runMigrate(MigrateOptions &O, const CommandLine &Line) {
  auto Rules = loadRules(O.ruleFiles);
  if (!Rules)
    return BadInput;
  O.request.clangArgs = Line.clangArgs;
  if (!O.out.empty())
    O.request.skip.insert(realPath(O.out));
  auto From = findSources(*Rules, O.request);
  if (!From)
    return fail(From.takeError());
  for (const std::string &W : From->warnings)
    printWarning(W);
  if (!O.quiet)
    for (const std::string &Note : tellSources(*From))
      printNote(Note);
  if (!O.out.empty()) {
    if (llvm::Error E = O.update ? checkRemembered(realPath(O.out))
                                 : checkOutFolder(O.out, *From, O.force))
      return fail(std::move(E));
  }
  if (O.inPlace)
    if (llvm::Error E = checkGitTree(From->root, O.force))
      return fail(std::move(E));

  auto Cache = openCache(O, *Rules);
  if (!Cache)
    return fail(Cache.takeError());

  Progress Bar(O.quiet);
  MigrationOptions Options;
  Options.units = From->units;
  Options.root = From->root;
  Options.extraFiles = From->extraFiles;
  Options.cudaPath = O.cudaPath.empty() ? "" : realPath(O.cudaPath);
  Options.limits.jobs =
      O.jobs ? O.jobs : llvm::hardware_concurrency().compute_thread_count();
  Options.limits.time = std::chrono::seconds(O.unitTimeout);
  Options.limits.memory = O.maxMemory ? O.maxMemory : availableMemory() / 5 * 4;
  Options.processes = true;
  Options.cache = &*Cache;
  Options.progress = [&](size_t Done, size_t Total, llvm::StringRef File) {
    Bar.step(Done, Total, shorten(File));
  };
  auto Result = migrate(*Rules, Options);
  Bar.clear();
  Cache->prune();
  if (!Result)
    return fail(Result.takeError());
  for (const std::string &Path : avoidCollisions(*Result, *From))
    printWarning(Path + ": becomes " + Result->files[Path].newPath +
                 ", because the plain name is taken");
  if (llvm::Error E = migrateBuildScripts(Rules->build(), From->buildScripts,
                                          From->root, *Result))
    return fail(std::move(E));

  TextOptions Text;
  bool Conflicts = false;
  if (!O.out.empty()) {
    auto Outcome = writeOut(O, *Result, *From, Conflicts);
    if (!Outcome)
      return fail(Outcome.takeError());
    Text.outcome = *Outcome;
  } else if (O.inPlace) {
    auto Count = writeInPlace(*Result, From->root);
    if (!Count)
      return fail(Count.takeError());
    Text.outcome = files(*Count) + " changed in place.";
  } else if (O.diff) {
    writeDiffs(*Result);
  } else {
    Text.outcome =
        "No source was written: --out DIR, --in-place or --diff says where the "
        "result goes.";
  }

  if (!O.report.empty())
    if (llvm::Error E =
            llvm::writeToOutput(O.report, [&](llvm::raw_ostream &OS) {
              writeJson(OS, *Result, From->root);
              return llvm::Error::success();
            })) {
      printError("--report " + O.report + ": " + llvm::toString(std::move(E)));
      return BadInput;
    }

  // A diff or a report on stdout is meant to be piped.
  bool Piped = O.diff || O.report == "-";
  llvm::raw_fd_ostream &OS = Piped ? llvm::errs() : llvm::outs();
  Text.colors = wantsColors(OS);
  Text.display = [&](llvm::StringRef File) {
    if (llvm::sys::path::is_absolute(File))
      return shorten(File);
    llvm::SmallString<256> Path(From->root);
    llvm::sys::path::append(Path, File);
    return shorten(Path);
  };
  writeText(OS, *Result, Text);
  return leavesWork(*Result) || Conflicts ? WorkLeft : AllDone;
}

} // namespace

void addMigrateCommand(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<MigrateOptions>();
  MigrateOptions &O = *Options;
  CLI::App *C = App.add_subcommand(
      "migrate", "Turn CUDA sources into portable C++ and say what is left");
  C->add_option("SOURCES", O.request.sources,
                "Files, or folders: all CUDA sources and headers below them");
  C->add_option("-p", O.request.buildDir,
                "Build folder with compile_commands.json (nvcc's commands do); "
                "without SOURCES, everything of CUDA in it")
      ->type_name("BUILD_DIR");
  C->add_option("--root", O.request.root,
                "Files outside it are read but never changed; default: the git "
                "tree, else the deepest folder that holds all SOURCES")
      ->type_name("DIR");
  auto *Out = C->add_option("--out", O.out, "Write the migrated tree below DIR")
                  ->type_name("DIR");
  auto *InPlace = C->add_flag("--in-place", O.inPlace,
                              "Change the sources; .cu files become .cpp");
  auto *Diff = C->add_flag("--diff", O.diff,
                           "Print what would change as a unified diff");
  Out->excludes(InPlace)->excludes(Diff);
  InPlace->excludes(Diff);
  C->add_flag("--update", O.update,
              "Merge what changed in the sources since into --out DIR, which "
              "people may have changed too")
      ->needs(Out);
  C->add_option("--rules", O.ruleFiles,
                "Rules of your own; they win over those built in")
      ->type_name("FILE")
      ->take_all()
      ->allow_extra_args(false);
  C->add_option("--report", O.report,
                "Write every finding as JSON; - is stdout")
      ->type_name("FILE.json");
  C->add_option("--jobs,-j", O.jobs, "Units at a time; default: one a core")
      ->type_name("N")
      ->check(CLI::Range(1u, 1024u));
  C->add_option("--max-memory", O.maxMemory,
                "Memory for the units that are parsed at a time, such as 8G: "
                "where they need more, fewer are; default: 4/5 of what is "
                "free")
      ->type_name("SIZE")
      ->transform(CLI::AsSizeValue(/*kb_is_1000=*/false));
  C->add_option("--unit-timeout", O.unitTimeout,
                "A unit that takes longer is given up and reported; default: "
                "300")
      ->type_name("SECONDS")
      ->check(CLI::Range(1u, 86400u));
  C->add_option("--cache", O.cache,
                "Where results are kept, so that the next run parses only what "
                "has changed; default: " +
                    (O.cache.empty() ? "none" : O.cache))
      ->type_name("DIR")
      ->envname("CAUSEWAY_CACHE")
      ->each([&O](const std::string &) { O.cacheNamed = true; });
  C->add_flag("--no-cache", O.noCache, "Parse everything, and keep nothing");
  C->add_option("--cuda-path", O.cudaPath,
                "Parse against this CUDA SDK instead of the built-in headers")
      ->type_name("DIR")
      ->check(CLI::ExistingDirectory);
  C->add_flag("--force", O.force,
              "Write over what --out or --in-place would protect");
  C->add_flag("--quiet,-q", O.quiet, "No progress");
  C->footer(
      "Clang's own options for all units go behind --: causeway migrate "
      "SOURCES... -- CLANG_ARGS\n\n"
      "Without --out, --in-place or --diff nothing is written: you get the "
      "report.\n\n"
      "Examples:\n"
      "  causeway migrate app.cu                          what is left to do\n"
      "  causeway migrate app.cu --diff | less            what would change\n"
      "  causeway migrate src --out portable              the migrated tree\n"
      "  causeway migrate -p build --in-place             a CMake project\n"
      "  causeway migrate src -- -Iinclude -DREAL=float   with Clang's "
      "options\n\n"
      "Exit status: 0 all is mapped, 1 something is left to a person (each at\n"
      "file:line:column), 2 unusable input (nothing was written).");
  C->callback([Options, &Line] { Line.status = runMigrate(*Options, Line); });
}

} // namespace causeway
