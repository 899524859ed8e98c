// Collects compile options from the words of one build script of any language.
// Owns the result until `take` returns it.
//
//   HintCollector Out("/src");
//   Out.commandLine("-Iinclude -DN=4 a.cu", /*Conditional=*/false);
//   CompileHints Hints = Out.take();
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scripts/Hints.h"
#include "llvm/ADT/StringSet.h"
#include <map>

namespace causeway::scripts {

class HintCollector {
public:
  /// Relative paths start in \p Folder, absolute.
  explicit HintCollector(llvm::StringRef Folder) : Folder(Folder.str()) {}

  void include(llvm::StringRef Path);
  /// `Text` is `NAME` or `NAME=VALUE`, without `-D`.
  void define(llvm::StringRef Text, bool Conditional);
  void standard(llvm::StringRef Name);
  void file(llvm::StringRef Path);
  void script(llvm::StringRef Path);
  /// Takes a line of compiler options and files.
  void commandLine(llvm::StringRef Line, bool Conditional);

  CompileHints take();

private:
  std::string resolve(llvm::StringRef Path) const;

  std::string Folder;
  CompileHints Hints;
  llvm::StringSet<>
      Words; ///< Arguments of earlier calls of file(): scripts repeat names.
  struct Macro {
    std::string text;
    bool sure = true;
  };
  std::map<std::string, Macro> Macros; ///< By name.
  std::vector<std::string> Order;
};

struct Script;
void collectMakeHints(Script &S, HintCollector &Out);
void collectCMakeHints(Script &S, llvm::StringRef SourceFolder,
                       HintCollector &Out);
void collectSetupHints(Script &S, HintCollector &Out);

} // namespace causeway::scripts
