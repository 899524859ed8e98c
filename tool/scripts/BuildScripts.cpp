// Sorts scripts by language and merges their findings into the result.
//
// SPDX-License-Identifier: Apache-2.0
#include "scripts/BuildScripts.h"
#include "engine/LineTable.h"
#include "frontend/Paths.h"
#include "input/File.h"
#include "scripts/Script.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Path.h"

namespace causeway {

using llvm::StringRef;
using namespace scripts;

ScriptKind scripts::scriptKind(StringRef Path) {
  StringRef Name = llvm::sys::path::filename(Path);
  StringRef Ext = llvm::sys::path::extension(Name);
  if (Name == "CMakeLists.txt" || Ext == ".cmake")
    return ScriptKind::CMake;
  if (Name == "setup.py")
    return ScriptKind::Setup;
  std::string Lower = Name.lower();
  StringRef L = Lower;
  if (L == "makefile" || L == "gnumakefile" || L == "make.config" ||
      L == "make.inc" || L == "makefile.in" || Ext == ".mk" || Ext == ".mak" ||
      ((L.starts_with("makefile.") || L.starts_with("makefile_") ||
        L.starts_with("makefile-")) &&
       !L.ends_with("~")))
    return ScriptKind::Make;
  return ScriptKind::None;
}

namespace {

/// The open text of a file, else the one on disk.
llvm::ErrorOr<std::string> textOf(const std::string &Path,
                                  const Buffers *Open) {
  if (Open)
    if (auto It = Open->find(Path); It != Open->end())
      return It->second;
  auto File = readFile(Path);
  if (!File)
    return File.getError();
  return (*File)->getBuffer().str();
}

/// Applies the edits of a script and adds it to the result.
void finish(Script &S, MigrationResult &Result) {
  std::vector<Edit> Edits;
  std::vector<size_t> Owner;
  for (auto [I, F] : llvm::enumerate(S.findings))
    for (const Edit &E : F.edits) {
      Edits.push_back(E);
      Owner.push_back(I);
    }
  EditResult Edited = applyEdits(S.text, Edits);
  for (EditConflict C : Edited.conflicts) {
    Finding &F = S.findings[Owner[C.dropped]];
    const Finding &Kept = S.findings[Owner[C.kept]];
    F.verdict = Verdict::MappedReview;
    F.effort = Effort::Manual;
    F.message =
        "another change covers part of this place: " + Kept.name +
        (Kept.replacement.empty() ? " goes" : " becomes " + Kept.replacement);
  }
  LineTable Lines(S.text);
  for (Finding &F : S.findings) {
    F.file = S.relative;
    std::tie(F.line, F.column) = Lines.at(F.span.begin);
    Result.findings.push_back(std::move(F));
  }
  Result.files[S.relative] = {S.relative, S.relative, std::move(S.text),
                              std::move(Edited.text),
                              std::move(Edited.replacements)};
}

} // namespace

bool isBuildScript(StringRef Path) {
  return scriptKind(Path) != ScriptKind::None;
}

void migrateBuildScripts(const BuildRules &Rules,
                         llvm::ArrayRef<std::string> Paths, StringRef Root,
                         const Buffers *Open, MigrationResult &Result) {
  Renames Renamed(Result.names);
  std::vector<Script> Makefiles, Others;
  for (const std::string &Path : Paths) {
    std::string Relative = relativeTo(Path, Root);
    if (Result.files.count(Relative) || scriptKind(Path) == ScriptKind::None)
      continue;
    auto Text = textOf(Path, Open);
    if (!Text) {
      Result.diagnostics.push_back({SourceDiagnostic::Severity::Error, Relative,
                                    0, 0, Text.getError().message()});
      continue;
    }
    if (StringRef(*Text).contains('\0')) {
      Result.diagnostics.push_back({SourceDiagnostic::Severity::Error, Relative,
                                    0, 0, "a binary file, not a build script"});
      continue;
    }
    ScriptKind K = scriptKind(Path);
    auto &List = K == ScriptKind::Make ? Makefiles : Others;
    List.push_back({Path,
                    Relative,
                    std::move(*Text),
                    K == ScriptKind::Make    ? "make"
                    : K == ScriptKind::CMake ? "cmake"
                                             : "setup",
                    Rules,
                    Renamed,
                    {}});
  }
  migrateMakefiles(Makefiles, Root);
  for (Script &S : Others) {
    if (S.area == "cmake")
      migrateCMake(S, Result.diagnostics);
    else
      migrateSetup(S);
  }
  for (Script &S : Makefiles)
    finish(S, Result);
  for (Script &S : Others)
    finish(S, Result);
  llvm::sort(Result.findings, [](const Finding &A, const Finding &B) {
    return std::tie(A.file, A.span, A.name) < std::tie(B.file, B.span, B.name);
  });
  llvm::sort(Result.diagnostics, [](const auto &A, const auto &B) {
    return std::tie(A.file, A.line, A.column, A.message) <
           std::tie(B.file, B.line, B.column, B.message);
  });
}

} // namespace causeway
