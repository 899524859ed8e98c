// Finds the text that only another vendor's compiler sees: `#ifdef USE_HIP` and
// the like. Such text is not migrated and gives no findings. Owns offsets only.
//
//   VendorText Others(Text,
//                     [&](StringRef M) { return Rules.isOtherVendors(M); });
//   if (Others.contains(U.token.begin))
//     ... // another vendor's code
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Use.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace causeway {

class VendorText {
public:
  /// `IsVendorMacro` returns true for a macro that only another vendor's build
  /// defines. It is called only during construction.
  VendorText(llvm::StringRef Text,
             llvm::function_ref<bool(llvm::StringRef)> IsVendorMacro);

  /// Whether the preprocessor skips the text at `Offset` if no such macro is
  /// defined.
  bool contains(unsigned Offset) const;

private:
  std::vector<Span> Branches; ///< Sorted and disjoint.
};

} // namespace causeway
