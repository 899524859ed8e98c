// Gathers compile options from the words of one build script, whatever its
// language. Owns what it has gathered until `take` hands it over.
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
  /// Without `-D`.
  void define(llvm::StringRef Text, bool Conditional);
  void standard(llvm::StringRef Name);
  void file(llvm::StringRef Path);
  void script(llvm::StringRef Path);
  /// A line of options and files, as a compiler is given them.
  void commandLine(llvm::StringRef Line, bool Conditional);

  CompileHints take();

private:
  std::string resolve(llvm::StringRef Path) const;

  std::string Folder;
  CompileHints Hints;
  llvm::StringSet<> Words; ///< That file() was told: scripts repeat them.
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
