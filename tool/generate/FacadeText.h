// The facade's declarations under the shim's names. Results are plain values.
//
//   auto Area = facadeInterface(Rules, "runtime.h");
//   for (const CFunction &F : functionsOf(Rules, *Area))
//     llvm::outs() << F.name << '\n'; // "cwMalloc"
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Declarations.h"
#include "generate/CFunction.h"

namespace causeway {

/// One declaration with the shim's names, without the parts that it lacks.
std::string renamedText(const RuleSet &Rules, const CDeclaration &C);

/// Whether the shim has a name for what a rule is about.
bool isMapped(const Rule *R);

/// The functions among an area's declarations, or the function templates.
std::vector<CFunction> functionsOf(const RuleSet &Rules,
                                   llvm::ArrayRef<CDeclaration> Area,
                                   bool Templates = false);

/// Code in LLVM's format. Names have other lengths than in the facade.
llvm::Expected<std::string> formatted(const std::string &Code);

} // namespace causeway
