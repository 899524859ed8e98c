// The rules, looked up by qualified name. A RuleSet owns its rules and facade
// headers; pointers that it returns live as long as it does. RuleReader.h reads
// the files.
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

  /// Reads one rule file; its rules override earlier ones. Errors name file,
  /// line and column.
  llvm::Error addFile(llvm::StringRef Path);
  llvm::Error addText(llvm::StringRef Yaml, llvm::StringRef Origin);

  /// The rule of any kind but Header for a qualified name, or null.
  const Rule *find(llvm::StringRef Name) const;
  /// Whether a name looks like CUDA's: it has a rule or belongs to a family
  /// (`families:` in a rule file, regular expressions that match whole names,
  /// such as `cuda[A-Z].*` or `thrust(::\w+)+`).
  bool resembles(llvm::StringRef Name) const;
  /// The rule that a name without its own rule shares: that of the header of
  /// its family or of its argument (`arguments:`), or of the unsupported
  /// namespace around it; or null.
  const Rule *findFamily(llvm::StringRef Name) const;
  /// The name of a use of inline assembly whose text has no rule: its
  /// instructions, without their types (`instruction_forms:` in a rule file).
  std::string assemblyUse(llvm::StringRef Text) const;
  /// The rule for such a use: that of the first group (`instructions:`) with
  /// one of its instructions, or the rule for all assembly; or null.
  const Rule *findAssembly(llvm::StringRef Use) const;
  /// Whether some arguments make a call of the macro CUDA's (`arguments:`).
  bool hasArguments(llvm::StringRef Macro) const {
    return Arguments.contains(Macro);
  }
  /// Whether a word is such an argument of the macro.
  bool isArgument(llvm::StringRef Macro, llvm::StringRef Word) const;
  /// The name of the use of such an argument: `MACRO(WORD)`.
  static std::string argumentName(llvm::StringRef Macro, llvm::StringRef Word) {
    return (Macro + "(" + Word + ")").str();
  }
  /// Whether only another vendor's build defines a macro.
  bool isOtherVendors(llvm::StringRef Macro) const;
  /// Whether an unqualified word is a name of `Namespace`, in a text that opens
  /// that namespace (`opened:`). Its names have no rules.
  bool isOpened(llvm::StringRef Namespace, llvm::StringRef Word) const;
  /// Whether an unqualified word is a name of any such namespace.
  bool isOpened(llvm::StringRef Word) const { return Opened.contains(Word); }
  /// Whether a constant of this name counts the lanes of a warp
  /// (`warp_constants:` in a rule file, regular expressions as above).
  bool namesWarp(llvm::StringRef Identifier) const;
  /// The headers that identify a folder of an SDK; empty if the rules know no
  /// SDK.
  const std::vector<std::string> &sdkFolder() const { return SdkFolder; }
  /// Whether a file or folder has a name from an SDK.
  bool isSdkEntry(llvm::StringRef Name) const;
  /// Whether an include name belongs to a header library of CUDA.
  bool isSdkLibrary(llvm::StringRef IncludeName) const;
  /// Whether the beginning of a header says that it was copied from an SDK.
  bool hasSdkNotice(llvm::StringRef Text) const;
  /// Whether any rule comes from a user's file.
  bool hasUsers() const { return HasUsers; }
  /// The rule for an include name ("cuda_runtime.h"), or for a folder around it
  /// ("thrust/*"); or null.
  const Rule *findHeader(llvm::StringRef IncludeName) const;

  /// All rules in reading order, without overridden ones.
  std::vector<const Rule *> all() const;
  const std::vector<Example> &examples() const { return Examples; }
  /// Rules that a later file has overridden.
  const std::vector<const Rule *> &overridden() const { return Overridden; }

  const std::vector<FacadeHeader> &facade() const { return Facade; }
  /// Include name -> name of the facade header that is served under it.
  const std::map<std::string, std::string> &facadeOfHeader() const {
    return FacadeOf;
  }
  /// The rules for build scripts.
  const BuildRules &build() const { return Build; }
  /// A hash of all rule files, in their order.
  llvm::StringRef fingerprint() const { return Fingerprint; }
  /// The header that every CUDA unit includes implicitly; may be empty.
  llvm::StringRef prelude() const { return Prelude; }

private:
  struct Family {
    NamePattern members;
    std::string header; ///< Include name, or empty.
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
  /// Groups of instructions, each with the name of its rule.
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
