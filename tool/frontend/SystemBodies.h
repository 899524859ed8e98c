// Keeps Clang from instantiating the bodies of the system's templates. No use
// of CUDA stands in them, and they are a large part of the cost of a unit.
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

/// Whether a template's code is the system's: no use stands in it, and its
/// types are known without it.
bool isSystemBody(const clang::ValueDecl &Instance,
                  const clang::SourceManager &SM);

/// Removes such bodies from Clang's list of pending instantiations.
void dropSystemBodies(clang::Sema &S);

} // namespace causeway
