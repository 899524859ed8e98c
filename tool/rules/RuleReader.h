// Reads rule files: YAML in, checked data out. Knows nothing of how names are
// looked up. Data is plain values, owned by the holder.
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

/// A rule file's own test: `in` becomes `out`.
struct Example {
  enum class Scope { Host, Kernel, File } scope = Scope::Host;
  enum class Language { Cuda, Cxx, C } language = Language::Cuda;
  std::string setup, in, out, origin;
};

/// One declarations-only header that stands for a part of the CUDA world.
struct FacadeHeader {
  std::string name; ///< "runtime.h": file name inside the facade folder.
  std::string contents;
};

/// How the headers of a CUDA SDK are told from all others (`sdk:` in a rule
/// file). The last three are lists of regular expressions.
struct SdkMarks {
  std::vector<std::string>
      folder; ///< Headers that lie together in an SDK only.
  std::vector<std::string> entries;   ///< Names in such a folder.
  std::vector<std::string> libraries; ///< Include names of header libraries.
  std::vector<std::string> notices;   ///< What a copied header says of itself.
};

/// How macros that only another vendor's build defines are told
/// (`other_vendors:`): by one of the words that underscores part, unless
/// another word says that CUDA's build may define it too.
struct VendorMarks {
  std::vector<std::string> words, butNot;
};

/// What one rule file says, checked and complete. RuleData is to a rule file
/// what an object file is to a source: the built-in rules are kept as such.
struct RuleData {
  struct Family {
    std::string pattern; ///< A regular expression for whole names.
    std::string header;  ///< Include name; may be empty.
  };
  bool users = false;
  std::string area;
  /// Beginning of a name -> what the shim has in its place (`rename:`). What
  /// the facade declares so needs no rule but where it is an exception.
  std::map<std::string, std::string> renames;
  /// Extension -> expressions for the names that need it (`extensions:`).
  std::map<std::string, std::vector<std::string>> extensionNames;
  bool hasFacade = false;
  FacadeHeader facade; ///< When it has one.
  std::string prelude; ///< Empty: the file says nothing of it.
  std::vector<Rule> rules;
  std::vector<Example> examples;
  std::vector<Family> families;
  std::vector<std::string> warpConstants;    ///< Regular expressions, likewise.
  std::vector<std::string> instructionForms; ///< Likewise.
  SdkMarks sdk;
  VendorMarks otherVendors;
  /// Namespace -> names that text may use bare once it opens the namespace.
  std::map<std::string, std::vector<std::string>> opened;
  struct Argument {
    std::string macro, word, header;
  };
  std::vector<Argument> arguments;
  /// Include names, and whether they are served with the facade header.
  std::vector<std::pair<std::string, bool>> servedHeaders;
  std::string fingerprint; ///< Stands for the file and its facade header.
};

/// The shim's name for one of CUDA's by an area's `rename:`; empty: none.
std::string renamed(const std::map<std::string, std::string> &Renames,
                    llvm::StringRef Name);

/// A name that a header declares.
struct Declaration {
  Rule::Kind kind = Rule::Kind::Function;
  std::string name; ///< Qualified, as a rule would name it.
  std::string file;
  unsigned line = 0;
};

/// What rule files say, sources' and build scripts', in their order.
struct RuleFiles {
  std::vector<RuleData> rules;
  std::vector<BuildRuleData> build;
};

/// Finds an area's facade header by its file name; null: there is none.
using FacadeReader = std::function<const std::string *(llvm::StringRef)>;

/// Reads one rule file of either kind. Errors name file, line and column.
llvm::Error readRuleFile(llvm::StringRef Yaml, llvm::StringRef Origin,
                         bool Users, const FacadeReader &Facade,
                         RuleFiles &Into);

/// Adds the rules that follow from `rename:` and the declarations of the
/// facade.
llvm::Error completeRules(RuleFiles &Files,
                          llvm::ArrayRef<Declaration> Declared);

/// A short text that stands for a longer one.
std::string ruleFingerprint(llvm::StringRef Text);

} // namespace causeway
