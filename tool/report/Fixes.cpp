// Writes findings as clang::tooling::TranslationUnitDiagnostics.
//
// SPDX-License-Identifier: Apache-2.0
#include "report/Report.h"
#include "clang/Tooling/DiagnosticsYaml.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

namespace causeway {
namespace {

using llvm::StringRef;
namespace tooling = clang::tooling;

std::string absolute(StringRef Root, StringRef File) {
  if (llvm::sys::path::is_absolute(File))
    return File.str();
  llvm::SmallString<256> Path(Root);
  llvm::sys::path::append(Path, File);
  return Path.str().str();
}

std::string messageOf(const Finding &F) {
  std::string Text = F.name;
  if (!F.replacement.empty())
    Text += " becomes " + F.replacement;
  if (!F.message.empty())
    Text += ": " + F.message;
  if (!F.instead.empty())
    Text += " Instead: " + F.instead;
  return validUtf8(Text);
}

/// The finding of one file to which a replacement belongs: the one with the
/// innermost edit around it, or the first edit that it contains.
size_t ownerOf(const Replacement &R, llvm::ArrayRef<const Finding *> Findings) {
  size_t Owner = Findings.size();
  Span Best;
  for (auto [I, F] : llvm::enumerate(Findings))
    for (const Edit &E : F->edits) {
      bool Around = E.span.contains(R.span);
      if (!Around && !R.span.contains(E.span))
        continue;
      if (Owner == Findings.size() || (Around && E.span.size() < Best.size())) {
        Owner = I;
        Best = E.span;
      }
    }
  return Owner;
}

} // namespace

std::vector<std::string> writeFixes(llvm::raw_ostream &OS,
                                    const MigrationResult &Result,
                                    StringRef Root) {
  std::map<StringRef, std::vector<const Finding *>> ByFile;
  for (const Finding &F : Result.findings)
    ByFile[F.file].push_back(&F);

  tooling::TranslationUnitDiagnostics All;
  std::vector<std::string> LeftOut;
  for (const auto &[Name, Findings] : ByFile) {
    auto File = Result.files.find(Name.str());
    if (File == Result.files.end())
      continue;
    std::string Path = absolute(Root, Name);
    if (All.MainSourceFile.empty())
      All.MainSourceFile = Path;
    size_t First = All.Diagnostics.size();
    for (const Finding *F : Findings) {
      tooling::DiagnosticMessage Message(messageOf(*F));
      Message.FilePath = Path;
      Message.FileOffset = F->span.begin;
      All.Diagnostics.emplace_back(
          ("causeway-" + toString(F->verdict)).str(), Message,
          llvm::SmallVector<tooling::DiagnosticMessage, 1>(),
          F->verdict == Verdict::Mapped ? tooling::Diagnostic::Remark
                                        : tooling::Diagnostic::Warning,
          Root);
    }
    if (File->second.recoded ||
        llvm::any_of(File->second.replacements, [](const Replacement &R) {
          return !llvm::json::isUTF8(R.text);
        })) {
      LeftOut.push_back(Name.str());
      continue;
    }
    for (const Replacement &R : File->second.replacements) {
      size_t Owner = ownerOf(R, Findings);
      if (Owner == Findings.size())
        continue;
      // Replacements neither overlap nor touch, so `add` cannot fail.
      llvm::cantFail(All.Diagnostics[First + Owner].Message.Fix[Path].add(
          {Path, R.span.begin, R.span.size(), R.text}));
    }
  }
  llvm::yaml::Output Yaml(OS);
  Yaml << All;
  return LeftOut;
}

} // namespace causeway
