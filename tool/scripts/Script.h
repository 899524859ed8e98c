// One build script during its migration: its text, and its findings so far.
// Holds what all kinds of scripts share: names of sources, command lines of the
// CUDA compiler, and how a word is removed. A Script owns its text; the rules
// and the new names of sources must outlive it.
//
//   Script S = ...; // as BuildScripts.cpp makes it
//   for (const Word &W : splitWords(S, Region, /*Commands=*/false))
//     if (const BuildRule *R = ...)
//       S.add(*R, W.span, S.slice(W.inner), {Edit::replace(W.span, "")});
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include "rules/BuildRules.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <algorithm>
#include <optional>

namespace causeway::scripts {

enum class ScriptKind { None, CMake, Make, Setup };
/// By the file's name.
ScriptKind scriptKind(llvm::StringRef Path);

/// Which sources got another name.
class Renames {
public:
  explicit Renames(const OutputNames &Names);

  /// The new name of a source as a script in `Folder` (relative to the root)
  /// writes it. A pattern, and a name that no source has, get the extension
  /// that most sources get.
  std::string newName(llvm::StringRef Name, llvm::StringRef Folder) const;
  /// The first source that a pattern `%.cu` stands for and whose new name has
  /// another ending than the pattern gets; empty: there is none.
  std::string misfit(llvm::StringRef Pattern) const;
  /// The renamed sources below a folder, relative to it, with their old names.
  std::vector<std::string> below(llvm::StringRef Folder) const;

private:
  std::map<std::string, std::string> New;             ///< By old path.
  std::multimap<std::string, std::string> ByFileName; ///< Old to new path.
};

/// One word of a command line or list. `inner` is without its quotes.
struct Word {
  Span span, inner;
};

struct Script {
  std::string path;     ///< Absolute.
  std::string relative; ///< To the root.
  std::string text;
  llvm::StringRef area; ///< Whose texts are written: "make", "cmake", "setup".
  const BuildRules &rules;
  const Renames &renames;
  std::vector<Finding> findings;

  llvm::StringRef folder() const;
  llvm::StringRef slice(Span S) const {
    return llvm::StringRef(text).slice(S.begin, S.end);
  }

  /// A finding by a rule, with the edits that it makes.
  void add(const BuildRule &R, Span At, llvm::StringRef Name,
           std::vector<Edit> Edits, std::string Replacement = "");
  /// A finding without a rule.
  void add(Verdict V, Span At, llvm::StringRef Name, std::string Message,
           std::vector<Edit> Edits, std::string Replacement = "");

  /// Renames the sources that a piece of text names.
  void renameSources(Span Region);

  /// What takes a word out, with the blanks that part it from the words that
  /// stay. `Gone` says of each word whether it goes; `FirstKept` is the first
  /// that does not.
  Edit removal(llvm::ArrayRef<Word> Words, size_t Index,
               const std::vector<bool> &Gone, size_t FirstKept) const;
};

inline size_t firstKept(const std::vector<bool> &Gone) {
  return size_t(std::find(Gone.begin(), Gone.end(), false) - Gone.begin());
}

/// How the words of a command line are to be taken.
struct CommandLine {
  /// All are the CUDA compiler's; else only what no other compiler has.
  bool ofCompiler = false;
  /// Written where the runtime library, or the SDK's include folder, was
  /// named; empty: nothing is.
  llvm::StringRef link, include;
  /// Quotes are a shell's, so what they held together may be taken apart.
  bool shell = false;
  /// These options are for compiling alone, so that saying so goes.
  bool compileOnly = false;
  /// A word with the values of variables in it filled in, as far as known.
  llvm::function_ref<std::string(llvm::StringRef)> expand;
};

/// Translates the options and libraries among `Words`; returns for each word
/// whether it goes. The edits that take words out are made by the caller's
/// `Words` as they stand in the text.
std::vector<bool> translateCommandLine(Script &S, llvm::ArrayRef<Word> Words,
                                       const CommandLine &How);

/// The words of a piece of text, parted by blanks. Quotes hold words together,
/// as do `(...)` and `{...}` behind a dollar. With `Commands`, a shell's `;`,
/// `|` and `&` are words of their own.
std::vector<Word> splitWords(const Script &S, Span Region, bool Commands);

void migrateMakefiles(std::vector<Script> &Scripts, llvm::StringRef Root);
void migrateCMake(Script &S, std::vector<SourceDiagnostic> &Diagnostics);
void migrateSetup(Script &S);

} // namespace causeway::scripts
