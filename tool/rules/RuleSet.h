// The rules: where each name of the CUDA world goes, looked up by qualified
// name. A RuleSet owns its rules and facade headers; pointers that it hands out
// live as long as it does. RuleReader.h reads the files.
//
//   RuleSet Rules = RuleSet::builtin();
//   if (llvm::Error E = Rules.addFile("mine.yaml"))
//     return E;
//   const Rule *R = Rules.find("cudaMalloc"); // or null
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/Assembly.h"
#include "rules/BuildRules.h"
#include "rules/NamePattern.h"
#include "rules/Rule.h"
#include "rules/RuleReader.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/Regex.h"
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace causeway {

class RuleSet {
public:
  /// The rules and facade headers built into the program.
  static RuleSet builtin();
  static RuleSet of(RuleFiles Files);

  /// Reads one rule file; its rules win over those already here. Errors name
  /// file, line and column.
  llvm::Error addFile(llvm::StringRef Path);
  llvm::Error addText(llvm::StringRef Yaml, llvm::StringRef Origin);

  /// The rule of any kind but Header for a qualified name, or null.
  const Rule *find(llvm::StringRef Name) const;
  /// Whether a name as it is written looks like the CUDA world's: a rule names
  /// it, or it belongs to a family (`families:` in a rule file, regular
  /// expressions that match whole names, such as `cuda[A-Z].*` or
  /// `thrust(::\w+)+`).
  bool resembles(llvm::StringRef Name) const;
  /// What a name without a rule of its own shares: the rule of the header that
  /// its family comes with, or of the unsupported namespace that it is in; or
  /// null.
  const Rule *findFamily(llvm::StringRef Name) const;
  /// The name of a use of inline assembly that has no rule for its text: what
  /// it does, without the types (`instruction_forms:` in a rule file).
  std::string assemblyUse(llvm::StringRef Text) const;
  /// The rule for such a use: that of the first group that one of its
  /// instructions belongs to (`instructions:`); or null.
  const Rule *findAssembly(llvm::StringRef Use) const;
  /// Whether calls of a macro are CUDA's by their arguments (`arguments:`).
  bool hasArguments(llvm::StringRef Macro) const {
    return Arguments.contains(Macro);
  }
  /// Whether a word is such an argument of a macro.
  bool isArgument(llvm::StringRef Macro, llvm::StringRef Word) const;
  /// The name that the use of such an argument has: `MACRO(WORD)`.
  static std::string argumentName(llvm::StringRef Macro, llvm::StringRef Word) {
    return (Macro + "(" + Word + ")").str();
  }
  /// Whether only a build for another vendor's chips defines a macro.
  bool isOtherVendors(llvm::StringRef Macro) const;
  /// Whether a bare word is a name of a namespace that has no rules for its
  /// names, where a text opens it (`opened:`).
  bool isOpened(llvm::StringRef Namespace, llvm::StringRef Word) const;
  /// Whether it is one of any such namespace's.
  bool isOpened(llvm::StringRef Word) const { return Opened.contains(Word); }
  /// Whether a constant of this name counts the lanes of a warp
  /// (`warp_constants:` in a rule file, regular expressions as above).
  bool namesWarp(llvm::StringRef Identifier) const;
  /// The headers that tell a folder of an SDK; empty: nothing is known of SDKs.
  const std::vector<std::string> &sdkFolder() const { return SdkFolder; }
  /// Whether an entry of a folder is called as an SDK's are.
  bool isSdkEntry(llvm::StringRef Name) const;
  /// Whether an include name is one of the header libraries of CUDA.
  bool isSdkLibrary(llvm::StringRef IncludeName) const;
  /// Whether the beginning of a header says that it is copied from an SDK.
  bool hasSdkNotice(llvm::StringRef Text) const;
  /// Whether any rule comes from a file that the user named.
  bool hasUsers() const { return HasUsers; }
  /// The rule for an include name ("cuda_runtime.h"), or for all below its
  /// folder ("thrust/*"); or null.
  const Rule *findHeader(llvm::StringRef IncludeName) const;

  /// All rules, in the order they were read; overridden ones are gone.
  std::vector<const Rule *> all() const;
  const std::vector<Example> &examples() const { return Examples; }
  /// Rules that a later file took the place of.
  const std::vector<const Rule *> &overridden() const { return Overridden; }

  const std::vector<FacadeHeader> &facade() const { return Facade; }
  /// Include name -> facade header that it is served with.
  const std::map<std::string, std::string> &facadeOfHeader() const {
    return FacadeOf;
  }
  /// The rules for build scripts.
  const BuildRules &build() const { return Build; }
  /// Stands for all files that the rules come from, in their order.
  llvm::StringRef fingerprint() const { return Fingerprint; }
  /// The header that a CUDA unit includes without saying so; may be empty.
  llvm::StringRef prelude() const { return Prelude; }

private:
  struct Family {
    NamePattern members;
    std::string header; ///< Include name; empty: not said.
  };
  const Family *familyOf(llvm::StringRef Identifier) const;
  void add(RuleData Data);
  void add(RuleFiles Files);

  BuildRules Build;
  std::deque<Rule> Rules;
  std::vector<const Rule *> Overridden;
  llvm::StringMap<Rule *> ByName, Headers;
  std::vector<Example> Examples;
  std::vector<FacadeHeader> Facade;
  std::map<std::string, std::string> FacadeOf;
  std::string Prelude;
  std::vector<Family> Families;
  /// Groups of instructions, and the names of their rules.
  std::vector<std::pair<NamePattern, std::string>> Instructions;
  std::vector<NamePattern> InstructionForms;
  std::vector<NamePattern> WarpConstants;
  std::vector<std::string> SdkFolder;
  std::vector<NamePattern> SdkEntries, SdkLibraries;
  std::vector<llvm::Regex> SdkNotices;
  VendorMarks OtherVendors;
  llvm::StringMap<std::vector<std::string>> Opened; ///< Word -> namespaces.
  /// Macro -> word -> header.
  llvm::StringMap<std::map<std::string, std::string>> Arguments;
  bool HasUsers = false;
  std::string Fingerprint;
};

} // namespace causeway
