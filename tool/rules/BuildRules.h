// The rules for build scripts: where the programs, options, libraries and the
// vocabulary of CMake, make and setup.py that only CUDA knows go. Read from
// YAML files that start with `build: NAME` (rules/build/). A BuildRules owns
// its rules; pointers it hands out live as long as it does.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/Verdict.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace causeway {

/// One word of build scripts and what becomes of it.
struct BuildRule {
  enum class Kind {
    Program,  ///< A command, by the last part of its path.
    Option,   ///< Of the CUDA compiler, without its dashes.
    Library,  ///< What -lNAME, or a list of libraries, names.
    Folder,   ///< A path that belongs to the CUDA SDK.
    Package,  ///< find_package(NAME)
    Language, ///< project(x LANGUAGES NAME)
    Command,  ///< A command of CMake.
    Target,   ///< A CMake target.
    Variable, ///< Of CMake, or one that holds the SDK's folder in make.
    Property, ///< Of a CMake target or source.
    Feature,  ///< target_compile_features(x PRIVATE NAME)
    Name,     ///< An identifier of Python.
    Text,     ///< What is written where something new is needed.
  };
  enum class Value { None, Next, Joined };

  Kind kind = Kind::Option;
  /// A last `*` stands for any rest, which a `*` in `to` repeats.
  std::string name;
  Verdict verdict = Verdict::Mapped;
  Effort effort = Effort::Auto;
  /// What is written instead; `$1` is an option's value. Nothing: it goes.
  std::optional<std::string> to;
  bool keep = false; ///< The word stays as it is.
  std::string note, why, instead;
  Value value = Value::None;
  /// An option that holds for these values only; empty: for all.
  std::vector<std::string> when;
  /// No other compiler has this option, so it is CUDA's wherever it stands.
  bool anywhere = false;
  /// Whoever is given this option compiles CUDA.
  bool compiles = false;
  /// The library, or target, is the runtime itself.
  bool runtime = false;
  std::string area;   ///< The `build` of its file.
  std::string origin; ///< "build/nvcc.yaml:12".
};

/// A rule file's own test: a script's text and what it becomes.
struct BuildExample {
  std::string file; ///< "CMakeLists.txt": says what kind of script it is.
  std::string in, out, origin;
};

/// What one rule file for build scripts says, checked and complete.
struct BuildRuleData {
  std::vector<BuildRule> rules;
  std::vector<BuildExample> examples;
};

class BuildRules {
public:
  /// Whether a rule file is one for build scripts.
  static bool isBuildFile(llvm::StringRef Yaml);
  /// Errors name file, line and column.
  static llvm::Expected<BuildRuleData> read(llvm::StringRef Yaml,
                                            llvm::StringRef Origin);

  /// Its rules win over those already here.
  void add(BuildRuleData Data);

  const BuildRule *find(BuildRule::Kind Kind, llvm::StringRef Name) const;
  /// The rule's target for a word that it was found for; `*` is filled in.
  static std::string target(const BuildRule &R, llvm::StringRef Name);
  /// A text of one kind of script ("make", "link"); empty: it has none.
  llvm::StringRef text(llvm::StringRef Area, llvm::StringRef Name) const;
  /// Whether a path lies in a folder of the CUDA SDK.
  bool isSdkPath(llvm::StringRef Path) const;

  /// In the order they were read; overridden ones are gone.
  std::vector<const BuildRule *> all() const;
  const std::vector<BuildExample> &examples() const { return Examples; }

private:
  std::deque<BuildRule> Rules;
  llvm::StringMap<BuildRule *> ByKey;
  std::vector<std::string> Wildcards; ///< Keys that end in `*`.
  std::vector<BuildExample> Examples;
};

llvm::StringRef toString(BuildRule::Kind K);

} // namespace causeway
