// Finds Clang's instances of templates from system headers.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/SystemBodies.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Sema/Sema.h"

namespace causeway {

using namespace clang;

bool isSystemBody(const ValueDecl &Instance, const SourceManager &SM) {
  auto *F = dyn_cast<FunctionDecl>(&Instance);
  const FunctionDecl *Pattern =
      F ? F->getTemplateInstantiationPattern() : nullptr;
  return Pattern && SM.isInSystemHeader(SM.getFileLoc(Pattern->getLocation()));
}

void dropSystemBodies(Sema &S) {
  llvm::erase_if(S.PendingInstantiations, [&](auto &Waiting) {
    return isSystemBody(*Waiting.first, S.getSourceManager());
  });
}

} // namespace causeway
