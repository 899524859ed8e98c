// A Use: one place where a source names something of CUDA. The frontend records
// every use; the engine judges it. Plain values, owned by the holder.
//
//   for (const Use &U : Unit.uses)
//     if (is(U, Construct::LaunchNamed))
//       llvm::outs() << U.file << ':' << U.token.begin << '\n';
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/Construct.h"
#include <string>
#include <tuple>
#include <vector>

namespace causeway {

/// Bytes [begin, end) of one file.
struct Span {
  unsigned begin = 0, end = 0;
  unsigned size() const { return end - begin; }
  bool contains(Span S) const { return begin <= S.begin && S.end <= end; }
  friend bool operator==(Span A, Span B) {
    return A.begin == B.begin && A.end == B.end;
  }
  friend bool operator<(Span A, Span B) {
    return std::tie(A.begin, A.end) < std::tie(B.begin, B.end);
  }
};

/// The layer that found a use: Clang resolved it, the preprocessor saw it, or
/// bare text matched where nothing better covers it.
enum class Confidence { Ast, Pp, Lexical };

/// A part of a construct that a rule's pattern can name: `$kernel`, `$0`. Slots
/// of the same name are the parts of one placeholder, in order.
struct Slot {
  std::string name;
  Span span;
  /// Text to insert at `appendAt` when a pattern uses the slot (the template
  /// arguments of a launched kernel), in CUDA's names.
  std::string append;
  unsigned appendAt = 0;
};

struct Use {
  enum class Kind {
    Header,
    Include, ///< Of a project file, whose name may change.
    Function,
    Type,
    Value,
    Member,
    Namespace,
    Macro,
    Syntax, ///< A construct that Clang itself knows: a launch, inline assembly.
    WarpWidth, ///< Code that assumes 32 lanes in a warp.
    Build,     ///< A word of a build script.
  };
  Kind kind = Kind::Function;
  Confidence confidence = Confidence::Ast;
  /// The rule's key: qualified name, include name or construct. For an Include,
  /// the absolute path of the found file.
  std::string name;
  std::string file; ///< Absolute path.
  Span token;       ///< A plain rename replaces it; a finding points at it.
  Span whole;       ///< A pattern rewrites it: the call, the launch.
  std::vector<Slot> slots;
  /// Qualified name of the enclosing function; empty outside of functions.
  std::string function;
  bool inKernel = false;   ///< That function is a kernel.
  bool inC = false;        ///< The file is C.
  std::string notEditable; ///< Why no edit is possible here; empty if one is.
};

/// Whether a use is of one kind of construct.
inline bool is(const Use &U, Construct What) {
  return (U.kind == Use::Kind::Syntax || U.kind == Use::Kind::WarpWidth) &&
         U.name == nameOf(What);
}
/// Changes the kind of construct of a use.
inline void become(Use &U, Construct What) { U.name = nameOf(What).str(); }

/// A function that a unit defines.
struct Function {
  enum class Side { Host, Device, Kernel };
  std::string name; ///< Qualified.
  std::string file; ///< Absolute path.
  Span token;       ///< Its name.
  Span whole;       ///< The whole definition, with its template header.
  Side side = Side::Host;
};

} // namespace causeway
