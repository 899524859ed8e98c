// All languages feed the same collector.
//
// SPDX-License-Identifier: Apache-2.0
#include "scripts/Hints.h"
#include "input/File.h"
#include "scripts/BuildScripts.h"
#include "scripts/HintCollector.h"
#include "scripts/Script.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace causeway {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace scripts {

namespace {

void addOnce(std::vector<std::string> &List, std::string Text) {
  if (!llvm::is_contained(List, Text))
    List.push_back(std::move(Text));
}

/// Whether a text has no value that the script computes when it runs.
bool isPlain(StringRef Text) {
  return !Text.empty() && !Text.contains('$') && !Text.contains('\n');
}

} // namespace

std::string HintCollector::resolve(StringRef Path) const {
  llvm::SmallString<256> Full(Path);
  fs::make_absolute(Folder, Full);
  path::remove_dots(Full, /*remove_dot_dot=*/true);
  return Full.str().str();
}

void HintCollector::include(StringRef Path) {
  if (!isPlain(Path))
    return;
  std::string Full = resolve(Path);
  if (fs::is_directory(Full))
    addOnce(Hints.includes, std::move(Full));
}

void HintCollector::define(StringRef Text, bool Conditional) {
  StringRef Name = Text.split('=').first;
  if (!isPlain(Text) || Name.empty() || llvm::isDigit(Name[0]) ||
      !llvm::all_of(Name, [](char C) { return llvm::isAlnum(C) || C == '_'; }))
    return;
  auto [It, New] = Macros.try_emplace(Name.str());
  Macro &M = It->second;
  if (New) {
    M.text = Text.str();
    Order.push_back(Name.str());
  }
  M.sure &= !Conditional && M.text == Text;
}

void HintCollector::standard(StringRef Name) {
  if (isPlain(Name) && Name.contains("++"))
    Hints.standard = Name.str();
}

void HintCollector::file(StringRef Path) {
  if (!isPlain(Path) || !Path.contains('.') || !Words.insert(Path).second)
    return;
  std::string Full = resolve(Path);
  if (fs::is_regular_file(Full))
    addOnce(Hints.files, std::move(Full));
}

void HintCollector::script(StringRef Path) {
  if (!isPlain(Path))
    return;
  std::string Full = resolve(Path);
  if (fs::is_regular_file(Full))
    addOnce(Hints.scripts, std::move(Full));
}

void HintCollector::commandLine(StringRef Line, bool Conditional) {
  llvm::BumpPtrAllocator Memory;
  llvm::StringSaver Saver(Memory);
  llvm::SmallVector<const char *> Words;
  llvm::cl::TokenizeGNUCommandLine(Line, Saver, Words);
  for (size_t I = 0; I < Words.size(); ++I) {
    StringRef Word = Words[I];
    auto Value = [&](StringRef Option) -> std::optional<StringRef> {
      StringRef Rest = Word;
      if (!Rest.consume_front(Option))
        return std::nullopt;
      Rest.consume_front("=");
      if (!Rest.empty())
        return Rest;
      return I + 1 < Words.size() ? StringRef(Words[++I]) : StringRef();
    };
    if (auto Path = Value("-isystem"))
      include(*Path);
    else if (auto Path = Value("-iquote"))
      include(*Path);
    else if (auto Path = Value("-I"))
      include(*Path);
    else if (auto Text = Value("-D"))
      define(*Text, Conditional);
    else if (Word.consume_front("-std=") || Word.consume_front("--std="))
      standard(Word);
    else if (!Word.starts_with("-"))
      file(Word);
  }
}

CompileHints HintCollector::take() {
  for (const std::string &Name : Order)
    if (const Macro &M = Macros[Name]; M.sure)
      Hints.defines.push_back(M.text);
  return std::move(Hints);
}

} // namespace scripts

CompileHints compileHints(const BuildRules &Rules, StringRef Path,
                          StringRef SourceFolder) {
  using namespace scripts;
  ScriptKind Kind = scriptKind(Path);
  // A larger script is not written by hand.
  constexpr uint64_t Most = 4 << 20;
  uint64_t Size = 0;
  if (Kind == ScriptKind::None || !fs::is_regular_file(Path) ||
      fs::file_size(Path, Size) || Size > Most)
    return {};
  auto Buffer = readFile(Path);
  if (!Buffer || (*Buffer)->getBuffer().contains('\0'))
    return {};
  Renames NoNames{OutputNames()};
  Script S{Path.str(), Path.str(), (*Buffer)->getBuffer().str(), "", Rules,
           NoNames,    {}};
  HintCollector Out(path::parent_path(Path));
  switch (Kind) {
  case ScriptKind::CMake:
    collectCMakeHints(S, SourceFolder, Out);
    break;
  case ScriptKind::Make:
    collectMakeHints(S, Out);
    break;
  case ScriptKind::Setup:
    collectSetupHints(S, Out);
    break;
  case ScriptKind::None:
    break;
  }
  return Out.take();
}

} // namespace causeway
