// One rule: a name of the CUDA world and where it goes. Plain values; a RuleSet
// owns the rules that it hands out.
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

} // namespace causeway
