// The passes over the AST of one unit. Each file of passes/ is a pass:
// passes/X.cpp defines `recordX`, and the build lists it. A new pass touches no
// other file.
//
//   // passes/Gotos.cpp
//   void recordGotos(const ParsedAst &Ast, Recorder &Out) {
//     Gotos(Ast, Out).run(); // an AstVisitor
//   }
//
// The passes run in the order of their names, but none may depend on another. A
// pass owns nothing that outlives its run.
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

/// The AST of one unit.
struct ParsedAst {
  clang::ASTContext &context;
  /// The top-level declarations that can name something of CUDA.
  std::vector<clang::Decl *> declarations;
};

struct AstPass {
  llvm::StringRef name; ///< The name of its file.
  void (*run)(const ParsedAst &Ast, Recorder &Out);
};

/// All passes, in the order of their names.
llvm::ArrayRef<AstPass> astPasses();

} // namespace causeway
