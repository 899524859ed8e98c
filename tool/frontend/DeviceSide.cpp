// Decides where a function runs, as nvcc does.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/DeviceSide.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"

namespace causeway {

using namespace clang;

namespace {

/// Whether the source writes the attribute. Clang adds implicit ones, for
/// example under the facade's pragma.
template <class A> bool says(const FunctionDecl &F) {
  auto *Attribute = F.getAttr<A>();
  return Attribute && !Attribute->isImplicit();
}

/// The declaration that gives its qualifiers to a definition without any; null
/// if there is none.
const FunctionDecl *inheritedFrom(const FunctionDecl &F) {
  if (!F.getASTContext().getLangOpts().CUDA || !F.getDeclName() ||
      F.hasAttr<CUDAGlobalAttr>() || says<CUDAHostAttr>(F) ||
      says<CUDADeviceAttr>(F))
    return nullptr;
  QualType Type = F.getType().getCanonicalType();
  for (const NamedDecl *D :
       F.getDeclContext()->getRedeclContext()->lookup(F.getDeclName()))
    if (const FunctionDecl *Other = D->getAsFunction();
        Other && Other != &F && Other->hasAttr<CUDADeviceAttr>() &&
        F.getASTContext().hasSameFunctionTypeIgnoringExceptionSpec(
            Other->getType().getCanonicalType(), Type))
      return Other;
  return nullptr;
}

} // namespace

bool declaredForDevice(const FunctionDecl &F) { return inheritedFrom(F); }

bool isDeviceSide(const FunctionDecl &F) {
  if (F.hasAttr<CUDAGlobalAttr>() || says<CUDADeviceAttr>(F))
    return true;
  const FunctionDecl *Declaration = inheritedFrom(F);
  return Declaration && says<CUDADeviceAttr>(*Declaration);
}

} // namespace causeway
