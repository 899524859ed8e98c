// The frame of a header that is made: its first lines, guard and includes.
//
//   HeaderText Text("blas.h", "rules/cuda/blas.h", "Dense linear algebra.");
//   Text.include("cw/runtime.h");
//   write(Text.whole(Body));
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>

namespace causeway {

class HeaderText {
public:
  /// \p Origin names the files that it is made from.
  HeaderText(llvm::StringRef Name, llvm::StringRef Origin,
             llvm::StringRef Title);
  void include(llvm::StringRef Header);
  std::string whole(llvm::StringRef Body) const;

private:
  std::string Guard, Top, Includes;
};

/// The files that an area's declarations come from, for people.
std::string facadeFiles(llvm::StringRef Area);

/// Whether a rule's target is a name of the shim's, and nothing else.
bool isShimName(llvm::StringRef Target);

} // namespace causeway
