// `causeway export-fixes`: the migration as fixes that Clang's tools apply.
//
// SPDX-License-Identifier: Apache-2.0
#include "cli/Commands.h"
#include "cli/Console.h"
#include "cli/Project.h"
#include "report/Report.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <CLI/CLI.hpp>

namespace causeway {
namespace {

struct ExportOptions {
  ProjectOptions project;
  std::string file = "-", folder;
};

int runExport(ExportOptions &O, const CommandLine &Line) {
  auto Project = openProject(O.project, Line);
  if (!Project)
    return fail(Project.takeError());
  auto Result = migrateProject(O.project, *Project);
  if (!Result)
    return fail(Result.takeError());

  llvm::SmallString<256> Out(O.file);
  if (!O.folder.empty()) {
    if (auto EC = llvm::sys::fs::create_directories(O.folder)) {
      printError("--fixes " + O.folder + ": " + EC.message());
      return BadInput;
    }
    Out = O.folder;
    llvm::sys::path::append(Out, "causeway.yaml");
  }
  std::vector<std::string> LeftOut;
  std::string Fixed;
  llvm::raw_string_ostream OS(Fixed);
  LeftOut = writeFixes(OS, *Result, Project->sources.root);
  if (isStdout(Out)) {
    llvm::outs() << Fixed;
  } else {
    auto File = writeReport(O.folder.empty() ? "--output" : "--fixes", Out,
                            Project->sources.root, std::move(Fixed));
    if (!File)
      return fail(File.takeError());
    if (llvm::Error E = File->keep())
      return fail(std::move(E));
  }
  for (const std::string &File : LeftOut)
    printWarning(
        displayPath(Project->sources.root, File) +
        ": not UTF-8 text, which fixes cannot contain; use causeway migrate");

  size_t Fixes = 0, Changed = 0, Renamed = 0;
  const MigratedFile *First = nullptr;
  for (const auto &[Path, File] : Result->files) {
    Fixes += File.replacements.size();
    Changed += !File.replacements.empty();
    if (File.newPath == File.path)
      continue;
    ++Renamed;
    First = First ? First : &File;
  }
  if (!O.project.quiet) {
    printNote(counted(Fixes, "replacement") + " in " +
              counted(Changed, "file") +
              (isStdout(Out) ? "" : ", written to " + Out.str().str()) + ".");
    if (Renamed)
      printNote("Fixes change texts, not names. Once they are applied, " +
                counted(Renamed, "file") +
                " should be renamed: " + First->path + " to " + First->newPath +
                (Renamed > 1 ? ", and so on." : "."));
    size_t Open = summarize(*Result).all.open();
    if (Open)
      printNote(counted(Open, "use") +
                " of CUDA left to a person: causeway migrate lists them.");
  }
  return leavesWork(*Result) ? WorkLeft : AllDone;
}

} // namespace

void addExportFixesCommand(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<ExportOptions>();
  ExportOptions &O = *Options;
  CLI::App *C = App.add_subcommand(
      "export-fixes", "Write the migration as fixes that Clang's tools apply");
  addSourceOptions(*C, O.project);
  auto *File = C->add_option("-o,--output", O.file,
                             "The file to write; default: -, which is stdout")
                   ->type_name("FILE");
  C->add_option("--fixes", O.folder,
                "Write DIR/causeway.yaml; clang-apply-replacements takes DIR")
      ->type_name("DIR")
      ->excludes(File);
  addEngineOptions(*C, O.project);
  C->footer("The file has a diagnostic for each finding, in the form that "
            "clang-tidy writes with --export-fixes. The fixes turn each source "
            "into the text that causeway migrate writes, and keep its name.\n\n"
            "Examples:\n"
            "  causeway export-fixes src --fixes fixes && "
            "clang-apply-replacements fixes\n"
            "  causeway export-fixes -p build -o causeway.yaml\n\n"
            "Exit status: 0 all is mapped, 1 something is left to a person, 2\n"
            "unusable input (nothing was written).");
  C->callback([Options, &Line] { Line.status = runExport(*Options, Line); });
}

} // namespace causeway
