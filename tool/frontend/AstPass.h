// The passes over the AST of one unit. A file in passes/ is a pass:
// passes/X.cpp defines `recordX`, and the build lists it. A new pass touches no
// other file.
//
//   // passes/Gotos.cpp
//   void recordGotos(const ParsedAst &Ast, Recorder &Out) {
//     Gotos(Ast, Out).run(); // an AstVisitor
//   }
//
// A pass may rely on no other one: they run in the order of their names. It
// owns nothing that outlives its run.
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace clang {
class ASTContext;
class Decl;
} // namespace clang

namespace causeway {

class Recorder;

/// One unit, as Clang has parsed it.
struct ParsedAst {
  clang::ASTContext &context;
  /// The declarations at its top that can name something of CUDA.
  std::vector<clang::Decl *> declarations;
};

struct AstPass {
  llvm::StringRef name; ///< Of its file.
  /// Records what the pass finds.
  void (*run)(const ParsedAst &Ast, Recorder &Out);
};

/// All of them, in the order of their names.
llvm::ArrayRef<AstPass> astPasses();

} // namespace causeway
