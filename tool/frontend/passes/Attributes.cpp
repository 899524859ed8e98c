// Records CUDA's attributes that the source writes without CUDA's macros.
//
//   __attribute__((global)) void k();     // attribute global
//   __attribute__((shared)) float a[32];  // attribute shared
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Attributes.h"
#include "frontend/AstPass.h"
#include "frontend/AstVisitor.h"

namespace causeway {
namespace {

using namespace clang;

class Attributes : public AstVisitor<Attributes> {
public:
  using AstVisitor::AstVisitor;

  bool VisitDecl(Decl *D) {
    for (const Attr *A : D->attrs())
      recordAttribute(*A);
    return true;
  }

private:
  void recordAttribute(const Attr &A) {
    if (A.isImplicit() || A.isInherited())
      return;
    switch (A.getKind()) {
    case attr::CUDAConstant:
    case attr::CUDADevice:
    case attr::CUDAGlobal:
    case attr::CUDAHost:
    case attr::CUDALaunchBounds:
    case attr::CUDAShared:
    case attr::HIPManaged:
      break;
    default:
      return;
    }
    // If CUDA's own macro supplies the attribute, the preprocessor has recorded
    // it.
    SourceLocation Loc = A.getLocation();
    auto At = Out.spelling(Loc);
    if (!At || !At->file)
      return;
    const IdentifierInfo *Name = A.getAttrName();
    if (!Name)
      return;
    Use *U = Out.add(Use::Kind::Syntax, attributeRule(Name->getName()), Loc);
    if (U && !placeAttribute(SM.getBufferData(At->id), *U))
      U->notEditable = "the attribute does not stand alone in its parentheses";
  }
};

} // namespace

void recordAttributes(const ParsedAst &Ast, Recorder &Out) {
  Attributes(Ast, Out).run();
}

} // namespace causeway
