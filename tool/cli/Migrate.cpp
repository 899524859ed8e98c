// `causeway migrate`.
//
// SPDX-License-Identifier: Apache-2.0
#include "cli/Commands.h"
#include "cli/Console.h"
#include "cli/Diff.h"
#include "cli/Output.h"
#include "cli/Project.h"
#include "cli/Update.h"
#include "report/Report.h"
#include "tree/WholeFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <CLI/CLI.hpp>

namespace causeway {
namespace {

struct MigrateOptions {
  ProjectOptions project;
  std::string out, report;
  bool inPlace = false, diff = false, force = false, update = false,
       verbose = false;
};

std::string files(size_t N) { return counted(N, "file"); }

/// Build instructions, depending on the build scripts at the top of the tree.
std::string tellBuild(const Sources &From) {
  auto Has = [&](llvm::StringRef Name) {
    return llvm::is_contained(From.others, From.root + "/" + Name.str());
  };
  std::string Text;
  auto Offer = [&](llvm::StringRef Command) {
    Text += ("`" + Command +
             "`, with the folder of `causeway` and `cwc++` in `PATH`.\n\n")
                .str();
  };
  if (Has("CMakeLists.txt"))
    Text += "```sh\ncmake -S . -B build -DCauseway_DIR=\"$(causeway config "
            "--cmake-dir)\"\ncmake --build build\n```\n\n";
  if (Has("Makefile") || Has("makefile") || Has("GNUmakefile"))
    Offer("make");
  if (Has("setup.py"))
    Offer("python3 setup.py build_ext --inplace");
  if (Text.empty())
    Text = "A single program of plain sources:\n\n```sh\ncwc++ -O2 *.cpp -o "
           "program\n```\n\n";
  return Text + "`cwc++` calls the C++ compiler with the options of the "
                "backend; `CW_BACKEND=NAME` builds the same sources for "
                "another backend, and `cwc++ --help` lists them.\n";
}

/// MIGRATION.md, unless the source has a file of that name.
struct Notes {
  std::string path = "MIGRATION.md", text;
};

Notes handover(const MigrationResult &Result, const Sources &From) {
  Notes Notes;
  if (llvm::sys::fs::exists(From.root + "/" + Notes.path))
    Notes.path = "MIGRATION.causeway.md";
  llvm::raw_string_ostream OS(Notes.text);
  writeHandover(OS, Result, {tellSources(From), tellBuild(From)});
  return Notes;
}

/// Writes the tree below `--out`, or merges it into an existing one. Returns a
/// sentence about the outcome.
llvm::Expected<std::string> writeOut(const MigrateOptions &O,
                                     const MigrationResult &Result,
                                     const Sources &From, bool &Conflicts) {
  Notes Notes = handover(Result, From);
  std::string Out = realPath(O.out);
  auto Files = outputTree(Result, From, Notes.path, Notes.text);
  if (!Files)
    return Files.takeError();
  if (!O.update) {
    if (llvm::Error E = writeBelow(Out, *Files, O.force))
      return E;
    return files(Files->size()) + " written below " + O.out + "; " +
           Notes.path + " there lists the next steps.";
  }
  auto Updated = updateOutput(Out, *Files);
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

int writeDiffs(const MigrationResult &Result) {
  bool Colors = wantsColors(llvm::outs());
  for (const auto &[Path, File] : Result.files)
    if (File.recoded)
      printWarning(Path + ": UTF-16 text, which a diff cannot contain; --out "
                          "and --in-place write it");
    else if (File.original != File.migrated || File.path != File.newPath)
      writeDiff(llvm::outs(), File, Colors);
  llvm::outs().flush();
  return AllDone;
}

/// Undoes the steps of an interrupted run in the output's place.
llvm::Error recover(const MigrateOptions &O) {
  std::vector<std::string> Places;
  if (!O.out.empty())
    Places = {O.out};
  if (O.inPlace) {
    Places = O.project.request.sources;
    for (const std::string &P :
         {O.project.request.root, O.project.request.buildDir})
      if (!P.empty())
        Places.push_back(P);
  }
  auto Roots = takeBackInterrupted(Places, /*Above=*/O.inPlace);
  if (!Roots)
    return Roots.takeError();
  for (const std::string &Root : *Roots)
    printNote(Root + ": an earlier run was interrupted while it wrote there; "
                     "its changes were undone.");
  return llvm::Error::success();
}

int runMigrate(MigrateOptions &O, const CommandLine &Line) {
  if (llvm::Error E = recover(O))
    return fail(std::move(E));
  if (!O.out.empty())
    O.project.request.skip.insert(realPath(O.out));
  auto Project = openProject(O.project, Line);
  if (!Project)
    return fail(Project.takeError());
  const Sources &From = Project->sources;
  if (!O.out.empty()) {
    if (llvm::Error E = O.update ? checkRemembered(realPath(O.out))
                                 : checkOutFolder(O.out, From, O.force))
      return fail(std::move(E));
  }
  if (O.inPlace)
    if (llvm::Error E = checkGitTree(From, O.force))
      return fail(std::move(E));

  auto Result = migrateProject(O.project, *Project);
  if (!Result)
    return fail(Result.takeError());

  // Write the report completely before the first file changes.
  std::optional<WholeFile> Report;
  if (!O.report.empty() && !isStdout(O.report)) {
    std::string Json;
    llvm::raw_string_ostream OS(Json);
    writeJson(OS, *Result, From.root);
    auto Written =
        writeReport("--report", O.report, From.root, std::move(Json));
    if (!Written)
      return fail(Written.takeError());
    Report.emplace(std::move(*Written));
  }

  TextOptions Text;
  bool Conflicts = false;
  if (!O.out.empty()) {
    auto Outcome = writeOut(O, *Result, From, Conflicts);
    if (!Outcome)
      return fail(Outcome.takeError());
    Text.outcome = *Outcome;
  } else if (O.inPlace) {
    auto Count = writeInPlace(*Result, From);
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

  if (isStdout(O.report))
    writeJson(llvm::outs(), *Result, From.root);
  else if (Report)
    if (llvm::Error E = Report->keep())
      return fail(std::move(E));

  // A diff or a report on stdout is meant for a pipe.
  bool Piped = O.diff || isStdout(O.report);
  llvm::raw_fd_ostream &OS = Piped ? llvm::errs() : llvm::outs();
  Text.colors = wantsColors(OS);
  Text.everyPlace = O.verbose;
  Text.display = [&](llvm::StringRef File) {
    return displayPath(From.root, File);
  };
  writeText(OS, *Result, Text);
  return leavesWork(*Result) || Conflicts ? WorkLeft : AllDone;
}

} // namespace

void addMigrateCommand(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<MigrateOptions>();
  MigrateOptions &O = *Options;
  CLI::App *C = App.add_subcommand(
      "migrate",
      "Turn CUDA sources into portable C++ and list the remaining work");
  addSourceOptions(*C, O.project);
  auto *Out = C->add_option("--out", O.out, "Write the migrated tree below DIR")
                  ->type_name("DIR");
  auto *InPlace = C->add_flag("--in-place", O.inPlace,
                              "Change the sources; .cu files become .cpp");
  auto *Diff =
      C->add_flag("--diff", O.diff, "Print the changes as a unified diff");
  Out->excludes(InPlace)->excludes(Diff);
  InPlace->excludes(Diff);
  C->add_flag("--update", O.update,
              "Merge the changes of the sources since then into --out DIR, "
              "which may have been edited")
      ->needs(Out);
  C->add_option("--report", O.report,
                "Write every finding as JSON; - is stdout")
      ->type_name("FILE.json");
  C->add_flag("--force", O.force,
              "Overwrite files that --out or --in-place protects");
  C->add_flag("--verbose,-v", O.verbose,
              "List every place, not the first of each kind");
  addEngineOptions(*C, O.project);
  C->footer(
      "Clang's own options for all units go after --: causeway migrate "
      "SOURCES... -- CLANG_ARGS\n\n"
      "Without --out, --in-place or --diff nothing is written: you get the "
      "report.\n\n"
      "Examples:\n"
      "  causeway migrate app.cu                          the remaining work\n"
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
