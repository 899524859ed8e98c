// Which text is only for another vendor's compiler: `#ifdef USE_HIP` and the
// like. Nobody migrates it from CUDA, so it is left alone and costs nothing.
//
//   VendorText Text(Source, [&](StringRef M) { return Rules.isVendorMacro(M);
//   }); if (Text.contains(Use.token.begin)) ...
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Use.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace causeway {

class VendorText {
public:
  /// `IsVendorMacro` says whether only another vendor's build defines a macro.
  VendorText(llvm::StringRef Text,
             llvm::function_ref<bool(llvm::StringRef)> IsVendorMacro);

  /// Whether the text at `Offset` is skipped wherever no such macro is defined.
  bool contains(unsigned Offset) const;

private:
  std::vector<Span> Branches; ///< In order; none overlaps another.
};

} // namespace causeway
