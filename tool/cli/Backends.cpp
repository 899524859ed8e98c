// SPDX-License-Identifier: Apache-2.0
#include "cli/Backends.h"
#include "input/File.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace causeway {

using llvm::StringRef;
namespace path = llvm::sys::path;

static void addWords(StringRef Text, std::vector<std::string> &Words) {
  for (StringRef Word : llvm::split(Text, ' '))
    if (!Word.empty())
      Words.push_back(Word.str());
}

/// A line is a comment, or `key: words`. Other tools read other keys; a build
/// checks that all keys are known.
static Backend parseBackend(StringRef Name, StringRef Text) {
  Backend B;
  B.name = Name.str();
  for (StringRef Line : llvm::split(Text, '\n')) {
    auto [Key, Words] = Line.split(':');
    Words = Words.trim();
    if (Key == "title")
      B.title = Words.str();
    else if (Key == "compiler")
      B.compiler = Words.str();
    else if (Key == "compiler_variable")
      B.compilerVariable = Words.str();
    else if (Key == "compiler_advice")
      B.compilerAdvice = Words.str();
    else if (Key == "sources")
      B.hasLibrary = true;
    else if (Key == "libraries" || Key == "link_flags")
      addWords(Words, B.linkWords);
    else if (Key == "extensions")
      addWords(Words, B.extensions);
  }
  return B;
}

bool Backend::offers(StringRef Extension) const {
  return llvm::is_contained(extensions, Extension);
}

bool Backend::implements(const Rule &R) const {
  return llvm::all_of(R.needs, [&](StringRef Name) { return offers(Name); });
}

llvm::Expected<std::vector<Backend>> readBackends(const Shim &S) {
  std::vector<Backend> All;
  std::error_code EC;
  for (llvm::sys::fs::directory_iterator I(S.folder, EC), E; I != E && !EC;
       I.increment(EC)) {
    std::string File = I->path() + "/backend.yaml";
    if (!llvm::sys::fs::exists(File))
      continue;
    auto Text = readFile(File);
    if (!Text)
      return llvm::createStringError(Text.getError(),
                                     File + ": " + Text.getError().message());
    All.push_back(
        parseBackend(path::filename(I->path()), (*Text)->getBuffer()));
  }
  if (All.empty())
    return llvm::createStringError(
        llvm::inconvertibleErrorCode(),
        S.folder + ": holds no backend, which is a folder with a backend.yaml");
  llvm::sort(
      All, [](const Backend &A, const Backend &B) { return A.name < B.name; });
  return All;
}

} // namespace causeway
