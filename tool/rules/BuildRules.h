// The rules for build scripts: what becomes of CUDA's programs, options,
// libraries, and CUDA's vocabulary in CMake, make and setup.py. They come from
// YAML files with a `build: NAME` line (rules/build/). A BuildRules owns its
// rules; pointers that it returns live as long as it does.
//
//   if (const BuildRule *R = Build.find(BuildRule::Kind::Program, "nvcc"))
//     if (R->to)
//       New = BuildRules::target(*R, "nvcc");
//
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

/// One word of build scripts and its replacement.
struct BuildRule {
  enum class Kind {
    Program,  ///< A command, by the file name of its path.
    Option,   ///< An option of the CUDA compiler, without its dashes.
    Library,  ///< A library in -lNAME or in a list of libraries.
    Folder,   ///< A path that belongs to the CUDA SDK.
    Package,  ///< find_package(NAME)
    Language, ///< project(x LANGUAGES NAME)
    Command,  ///< A command of CMake.
    Target,   ///< A CMake target.
    /// A variable of CMake, or a make variable with the SDK's folder.
    Variable,
    Property, ///< A property of a CMake target or source.
    Feature,  ///< target_compile_features(x PRIVATE NAME)
    Name,     ///< An identifier of Python.
    Text,     ///< A text that a migration inserts.
  };
  enum class Value { None, Next, Joined };

  Kind kind = Kind::Option;
  /// A final `*` matches any rest; a final `*` in `to` repeats it.
  std::string name;
  Verdict verdict = Verdict::Mapped;
  Effort effort = Effort::Auto;
  /// The replacement; `$1` is an option's value. Nullopt removes the word.
  std::optional<std::string> to;
  bool keep = false; ///< The word stays as it is.
  std::string note, why, instead;
  Value value = Value::None;
  /// The option's values that the rule applies to; empty means all.
  std::vector<std::string> when;
  /// No other compiler has this option, so it is CUDA's in every command.
  bool anywhere = false;
  /// A command with this option compiles CUDA.
  bool compiles = false;
  /// The library or target is the CUDA runtime itself.
  bool runtime = false;
  std::string area;   ///< The `build:` name of its file.
  std::string origin; ///< "build/nvcc.yaml:12".
};

/// A test in a rule file: a script's text and its migrated text.
struct BuildExample {
  /// File name, which decides the kind of script: "CMakeLists.txt".
  std::string file;
  std::string in, out, origin;
};

/// The checked contents of one rule file for build scripts.
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

  /// Adds rules; they override earlier rules of the same name.
  void add(BuildRuleData Data);

  const BuildRule *find(BuildRule::Kind Kind, llvm::StringRef Name) const;
  /// The rule's target for the word that found it, with `*` filled in.
  static std::string target(const BuildRule &R, llvm::StringRef Name);
  /// A text of one kind of script ("make", "link"); empty if there is none.
  llvm::StringRef text(llvm::StringRef Area, llvm::StringRef Name) const;
  /// Whether a path lies in a folder of the CUDA SDK.
  bool isSdkPath(llvm::StringRef Path) const;

  /// All rules in reading order, without overridden ones.
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
