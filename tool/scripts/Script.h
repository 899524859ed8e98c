// One build script during its migration: its text and its findings so far. This
// header has what all languages share: names of sources, command lines of the
// CUDA compiler, and removal of words. A Script owns its text. The rules and
// renames must outlive it.
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
/// Decides by the file's name.
ScriptKind scriptKind(llvm::StringRef Path);

/// The new names of sources.
class Renames {
public:
  explicit Renames(const OutputNames &Names);

  /// The new form of a source's name in a script in `Folder` (relative to the
  /// root). A name that is not the path of a source gets the new extension of
  /// all sources with that file name, or `.cpp` if there is none or they
  /// differ.
  std::string newName(llvm::StringRef Name, llvm::StringRef Folder) const;
  /// The first source that matches a pattern such as `%.cu` but gets another
  /// extension than the pattern; empty if there is none.
  std::string misfit(llvm::StringRef Pattern) const;
  /// The old names of renamed sources below a folder, relative to it.
  std::vector<std::string> below(llvm::StringRef Folder) const;

private:
  std::map<std::string, std::string> New; ///< By old path.
  std::multimap<std::string, std::string>
      ByFileName; ///< Old file name to new path.
};

/// One word of a command line or list. `inner` excludes the quotes.
struct Word {
  Span span, inner;
};

struct Script {
  std::string path;     ///< Absolute.
  std::string relative; ///< Relative to the root.
  std::string text;
  llvm::StringRef area; ///< The area of rules/build/: "make", "cmake", "setup".
  const BuildRules &rules;
  const Renames &renames;
  std::vector<Finding> findings;

  llvm::StringRef folder() const;
  llvm::StringRef slice(Span S) const {
    return llvm::StringRef(text).slice(S.begin, S.end);
  }

  /// Adds a finding by a rule, with its edits.
  void add(const BuildRule &R, Span At, llvm::StringRef Name,
           std::vector<Edit> Edits, std::string Replacement = "");
  /// Adds a finding without a rule.
  void add(Verdict V, Span At, llvm::StringRef Name, std::string Message,
           std::vector<Edit> Edits, std::string Replacement = "");

  /// Renames the sources in a region of the text.
  void renameSources(Span Region);

  /// The edit that removes a word and the separators around it. `Gone` marks
  /// all words that are removed. `FirstKept` is the index of the first that
  /// stays.
  Edit removal(llvm::ArrayRef<Word> Words, size_t Index,
               const std::vector<bool> &Gone, size_t FirstKept) const;
};

inline size_t firstKept(const std::vector<bool> &Gone) {
  return size_t(std::find(Gone.begin(), Gone.end(), false) - Gone.begin());
}

/// The context of a command line.
struct CommandLine {
  /// True: it calls the CUDA compiler. False: only words that no other compiler
  /// has are translated.
  bool ofCompiler = false;
  /// Replacements for the runtime library and the SDK's include folder; empty:
  /// these words are removed.
  llvm::StringRef link, include;
  /// A shell reads the line, so a quoted word may become several words.
  bool shell = false;
  /// The line only compiles, so `-c` is redundant.
  bool compileOnly = false;
  /// Expands variables in a word as far as their values are known.
  llvm::function_ref<std::string(llvm::StringRef)> expand;
};

/// Translates the options and libraries among `Words`. Returns which words are
/// removed. The edits that remove them are part of the findings.
std::vector<bool> translateCommandLine(Script &S, llvm::ArrayRef<Word> Words,
                                       const CommandLine &How);

/// Splits a region at blanks. Quotes keep a word together, and so do `$(...)`,
/// `${...}` and `$<...>`. With `Commands`, a shell's `;`, `|` and `&` are
/// separate words.
std::vector<Word> splitWords(const Script &S, Span Region, bool Commands);

void migrateMakefiles(std::vector<Script> &Scripts, llvm::StringRef Root);
void migrateCMake(Script &S, std::vector<SourceDiagnostic> &Diagnostics);
void migrateSetup(Script &S);

} // namespace causeway::scripts
