// One rule: a name of CUDA and its target. Plain values; a RuleSet owns the
// rules that it returns.
//
//   if (const Rule *R = Rules.find("cudaMalloc"))
//     New = R->target(/*InC=*/false); // "cwMalloc"
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/Verdict.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <string>
#include <vector>

namespace causeway {

/// The role of a value for the lanes of a warp (`lanes:` in a rule).
enum class Lanes {
  None,
  Thread,   ///< A thread's place in its block or grid.
  Lane,     ///< A thread's place in its warp.
  Warp,     ///< A warp's place in its block.
  Block,    ///< The number of threads of a block.
  Size,     ///< The number of lanes of a warp.
  Mask,     ///< A set of lanes, one bit each.
  Distance, ///< The distance between two lanes.
  Width,    ///< The size of the groups in which lanes exchange values.
  Tile,     ///< A group whose size is a template argument.
};

/// The effect of a name that a kernel uses (`facts:` in a rule file). The audit
/// derives a kernel's requirements from it.
enum class Fact {
  None,
  Barrier,  ///< Waits for other threads of the block, or of a larger group.
  Warp,     ///< Exchanges values among the lanes of a warp, or waits for them.
  Atomic,   ///< Changes memory atomically.
  Texture,  ///< Reads or writes a texture or surface.
  Launch,   ///< Launches another kernel.
  Assembly, ///< Inline assembly, with or without a rule.
};

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
  /// Target text. Empty leaves the source as it is. A text with `$N` or `$name`
  /// placeholders rewrites the whole construct; any other text renames one
  /// token.
  std::string to;
  std::string toC;  ///< Target in C sources; empty: same as `to`.
  std::string note; ///< For mapped rules: advice for the reader of the finding.
  std::string why;  ///< For unsupported rules.
  std::string instead;            ///< For unsupported rules: what to do.
  std::vector<std::string> needs; ///< Shim extensions (docs/spec.md).
  /// The role of the name, or of a call's result.
  Lanes lanes = Lanes::None;
  /// The role of each parameter, or operand of an assembly statement, by index.
  std::map<unsigned, Lanes> laneParameters;
  Fact fact = Fact::None;
  bool lexical = true;     ///< Safe to rewrite as bare text, without an AST.
  bool predefined = false; ///< No facade header declares it.
  bool users = false;      ///< It comes from a user's file.
  bool open = false; ///< For a namespace: its names need no rules of their own.
  bool drop = false; ///< The word is deleted.
  std::string area;
  std::string origin; ///< "cuda/runtime.yaml:12".

  /// The target for a C or C++ source.
  llvm::StringRef target(bool InC) const {
    return InC && !toC.empty() ? llvm::StringRef(toC) : llvm::StringRef(to);
  }
  bool isUsers() const { return users; }
  /// Whether the name is certainly not a type.
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
/// All extensions, in the order of docs/spec.md.
llvm::ArrayRef<Extension> extensions();

} // namespace causeway
