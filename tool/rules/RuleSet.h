// The rules: where each name of the CUDA world goes, read from YAML and looked
// up by qualified name. A RuleSet owns its rules and facade headers; pointers
// it hands out live as long as it does.
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/Assembly.h"
#include "rules/BuildRules.h"
#include "rules/NamePattern.h"
#include "rules/Verdict.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/Regex.h"
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace causeway {

/// What a value has to do with the lanes of a warp (`lanes:` in a rule).
enum class Lanes {
  None,
  Thread,   ///< A thread's place in its block or grid.
  Lane,     ///< A thread's place in its warp.
  Warp,     ///< A warp's place in its block.
  Block,    ///< How many threads a block has.
  Size,     ///< How many lanes a warp has.
  Mask,     ///< A set of lanes, one bit each.
  Distance, ///< How far apart two lanes are.
  Width,    ///< Of the groups that lanes see each other in.
  Tile,     ///< A group of as many threads as a template argument says.
};

/// What a kernel does by a name (`facts:` in a rule file), for who asks what
/// the kernel needs of a chip.
enum class Fact {
  None,
  Barrier,  ///< Waits for other threads of the block, or of a larger group.
  Warp,     ///< Exchanges values among the lanes of a warp, or waits for them.
  Atomic,   ///< Changes memory as one step.
  Texture,  ///< Reads or writes a texture or surface.
  Launch,   ///< Launches another kernel.
  Assembly, ///< Inline assembly, which needs no rule to be seen.
};

/// One name and where it goes.
struct Rule {
  enum class Kind {
    Header,
    Function,
    Type,
    Value,
    Macro,
    Member,
    Namespace,
    Syntax
  };
  Kind kind = Kind::Function;
  std::string name; ///< Qualified: "cudaMalloc", "cudaDeviceProp::name".
  Verdict verdict = Verdict::Mapped;
  Effort effort = Effort::Auto;
  /// Target text. Empty keeps the source as it is. A text with `$N` or `$name`
  /// placeholders rewrites the whole construct; any other renames one token.
  std::string to;
  std::string toC;     ///< Target in C sources; empty: same as `to`.
  std::string note;    ///< For mapped rules: what a person should know.
  std::string why;     ///< For unsupported rules.
  std::string instead; ///< For unsupported rules: what to do.
  std::vector<std::string> needs; ///< Shim extensions (docs/spec.md).
  /// What the name, or the result of a call, has to do with lanes.
  Lanes lanes = Lanes::None;
  /// Likewise each parameter, or operand of an assembly statement, by number.
  std::map<unsigned, Lanes> laneParameters;
  Fact fact = Fact::None;
  bool lexical = true;     ///< Safe to rewrite as bare text, without an AST.
  bool predefined = false; ///< No facade header declares it.
  bool users = false;      ///< From a file the user named, not built in.
  bool open = false; ///< Of a namespace: its names need no rules of their own.
  bool drop = false; ///< The word goes.
  std::string area;
  std::string origin; ///< "cuda/runtime.yaml:12".

  /// The target for a C or C++ source.
  llvm::StringRef target(bool InC) const {
    return InC && !toC.empty() ? llvm::StringRef(toC) : llvm::StringRef(to);
  }
  bool isUsers() const { return users; }
  /// Whether the name cannot be the end of a type.
  bool isFunctionOrValue() const {
    return kind == Kind::Function || kind == Kind::Value;
  }
  /// Whether the target rewrites a construct instead of renaming a token.
  bool isPattern(bool InC) const { return target(InC).contains('$'); }
};

/// A named part of the shim that a rule may need and a chip may lack.
struct Extension {
  llvm::StringRef name, title;
};
/// All of them, in the order of docs/spec.md.
llvm::ArrayRef<Extension> extensions();

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
