// A Use: one place where a source names something of the CUDA world. The
// frontend makes them, complete by construction; the engine judges them. Plain
// values, owned by the holder.
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

/// How sure the frontend is of a Use: resolved by Clang, seen by the
/// preprocessor, or matched as bare text where nothing better covers it.
enum class Confidence { Ast, Pp, Lexical };

/// A part of a construct that a rule's pattern can name: `$kernel`, `$0`. Slots
/// of one name stand for their parts in order.
struct Slot {
  std::string name;
  Span span;
  /// Text that goes in at `appendAt` when the slot is used (the template
  /// arguments of a launched kernel), written in CUDA's names.
  std::string append;
  unsigned appendAt = 0;
};

struct Use {
  enum class Kind {
    Header,
    Include, ///< Of a file of the project's own, whose name may change.
    Function,
    Type,
    Value,
    Member,
    Namespace,
    Macro,
    Syntax,    ///< A construct Clang itself knows: a launch, inline assembly.
    WarpWidth, ///< Code that bakes in how many lanes a warp has.
    Build,     ///< A word of a build script.
  };
  Kind kind = Kind::Function;
  Confidence confidence = Confidence::Ast;
  /// The rule's key: qualified name, include name or syntax. For an Include,
  /// the absolute path that was found.
  std::string name;
  std::string file; ///< Absolute path, as the unit reached it.
  Span token;       ///< What a plain rename replaces, and where to point.
  Span whole;       ///< What a pattern rewrites: the call, the launch.
  std::vector<Slot> slots;
  std::string function;    ///< Enclosing function, qualified; empty outside.
  bool inKernel = false;   ///< That function is a kernel.
  bool inC = false;        ///< The file is C.
  std::string notEditable; ///< Why no edit can be made here; empty: it can.
};

/// Whether a use is a construct of one kind.
inline bool is(const Use &U, Construct What) {
  return (U.kind == Use::Kind::Syntax || U.kind == Use::Kind::WarpWidth) &&
         U.name == nameOf(What);
}
/// Makes a use one of another kind of construct.
inline void become(Use &U, Construct What) { U.name = nameOf(What).str(); }

/// A function that a unit defines.
struct Function {
  enum class Side { Host, Device, Kernel };
  std::string name; ///< Qualified.
  std::string file; ///< Absolute path, as of uses.
  Span token;       ///< Its name.
  Span whole;       ///< All of it, as far as Clang counts it as one.
  Side side = Side::Host;
};

} // namespace causeway
