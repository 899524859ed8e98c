// Keeps Clang from instantiating function templates of system headers. Their
// bodies contain no use of CUDA, and they are a large part of a unit's cost.
// Owns nothing.
//
//   void HandleTopLevelDecl(DeclGroupRef) override {
//     dropSystemBodies(CI.getSema());
//   }
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace clang {
class Sema;
class SourceManager;
class ValueDecl;
} // namespace clang

namespace causeway {

/// Whether an instance comes from a function template of a system header. Such
/// a body contains no use, and its type is known without it.
bool isSystemBody(const clang::ValueDecl &Instance,
                  const clang::SourceManager &SM);

/// Removes such bodies from Clang's list of pending instantiations.
void dropSystemBodies(clang::Sema &S);

} // namespace causeway
