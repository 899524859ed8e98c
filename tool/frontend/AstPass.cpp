// The list of passes, which the build generates from the file names.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/AstPass.h"

namespace causeway {

#define AST_PASS(Name) void record##Name(const ParsedAst &, Recorder &);
#include "AstPasses.inc"
#undef AST_PASS

llvm::ArrayRef<AstPass> astPasses() {
  static constexpr AstPass All[] = {
#define AST_PASS(Name) {#Name, record##Name},
#include "AstPasses.inc"
#undef AST_PASS
  };
  return All;
}

} // namespace causeway
