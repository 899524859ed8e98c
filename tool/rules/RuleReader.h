// Reads rule files: YAML in, checked data out. RuleSet.h looks names up. Data
// is plain values, owned by the holder.
//
//   RuleFiles Files;
//   if (llvm::Error E = readRuleFile(Yaml, "cuda/runtime.yaml",
//                                    /*Users=*/false, Facade, Files))
//     return E; // names file, line and column
//   RuleSet Rules = RuleSet::of(std::move(Files));
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/BuildRules.h"
#include "rules/Rule.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace causeway {

/// A test in a rule file: `in` becomes `out`.
struct Example {
  enum class Scope { Host, Kernel, File } scope = Scope::Host;
  enum class Language { Cuda, Cxx, C } language = Language::Cuda;
  std::string setup, in, out, origin;
};

/// A header with the declarations of one part of CUDA.
struct FacadeHeader {
  std::string name; ///< File name in the facade's folder: "runtime.h".
  std::string contents;
};

/// How to recognise the headers of a CUDA SDK (`sdk:` in a rule file). The last
/// three are lists of regular expressions.
struct SdkMarks {
  /// Headers that lie together only in an SDK.
  std::vector<std::string> folder;
  std::vector<std::string> entries;   ///< Names of files and folders there.
  std::vector<std::string> libraries; ///< Include names of header libraries.
  /// Text in the beginning of a copied header.
  std::vector<std::string> notices;
};

/// How to recognise macros that only another vendor's build defines
/// (`other_vendors:`): one of the words between underscores is in `words`, and
/// none is in `butNot`, whose macros CUDA's build may define too.
struct VendorMarks {
  std::vector<std::string> words, butNot;
};

/// The checked contents of one rule file. The build compiles the built-in rule
/// files to RuleData, like sources to object files.
struct RuleData {
  struct Family {
    std::string pattern; ///< A regular expression for whole names.
    std::string header;  ///< Include name, or empty.
  };
  bool users = false;
  std::string area;
  /// Prefix of CUDA's names -> the shim's prefix (`rename:`). A declaration of
  /// the facade with such a prefix needs a rule only if it is an exception.
  std::map<std::string, std::string> renames;
  /// Extension -> regular expressions for the names that need it
  /// (`extensions:`).
  std::map<std::string, std::vector<std::string>> extensionNames;
  bool hasFacade = false;
  FacadeHeader facade; ///< Valid if `hasFacade`.
  /// Include name of the prelude; empty if the file does not set it.
  std::string prelude;
  std::vector<Rule> rules;
  std::vector<Example> examples;
  std::vector<Family> families;
  /// Regular expressions for whole names.
  std::vector<std::string> warpConstants;
  /// Regular expressions for whole words.
  std::vector<std::string> instructionForms;
  SdkMarks sdk;
  VendorMarks otherVendors;
  /// Namespace -> names that a text may use unqualified after `using
  /// namespace`.
  std::map<std::string, std::vector<std::string>> opened;
  struct Argument {
    std::string macro, word, header;
  };
  std::vector<Argument> arguments;
  /// Include names, and whether the facade header is served under each.
  std::vector<std::pair<std::string, bool>> servedHeaders;
  std::string fingerprint; ///< A hash of the file and its facade header.
};

/// The shim's name for a CUDA name by an area's `rename:`; empty if no prefix
/// matches.
std::string renamed(const std::map<std::string, std::string> &Renames,
                    llvm::StringRef Name);

/// A name that a header declares.
struct Declaration {
  Rule::Kind kind = Rule::Kind::Function;
  std::string name; ///< Qualified, as in a rule.
  std::string file;
  unsigned line = 0;
};

/// The contents of rule files for sources and for build scripts, in order.
struct RuleFiles {
  std::vector<RuleData> rules;
  std::vector<BuildRuleData> build;
};

/// Returns the text of an area's facade header by its file name; null if there
/// is none.
using FacadeReader = std::function<const std::string *(llvm::StringRef)>;

/// Reads one rule file of either kind. Errors name file, line and column.
llvm::Error readRuleFile(llvm::StringRef Yaml, llvm::StringRef Origin,
                         bool Users, const FacadeReader &Facade,
                         RuleFiles &Into);

/// Adds the rules that follow from `rename:` and the declarations of the
/// facade.
llvm::Error completeRules(RuleFiles &Files,
                          llvm::ArrayRef<Declaration> Declared);

/// A hash of a text, as hexadecimal digits.
std::string ruleFingerprint(llvm::StringRef Text);

} // namespace causeway
