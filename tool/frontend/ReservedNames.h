// Names with two underscores in front belong to the implementation. CUDA adds
// intrinsics of that form with each version, so such a name that nobody else
// declares is taken for one of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/DeviceText.h"
#include "frontend/Use.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace causeway {

/// Whether a name has the form of an intrinsic: `__name`.
inline bool isReservedName(llvm::StringRef Name) {
  return Name.size() > 3 && Name.starts_with("__") && llvm::isAlpha(Name[2]) &&
         Name.find_if(llvm::isLower) != llvm::StringRef::npos;
}

/// Whether it is a keyword or builtin function of a host compiler
/// (`__attribute__`, `__builtin_ctz`), in any dialect that Clang knows.
bool isHostCompilers(llvm::StringRef Name);

/// Calls of such names in bare text. A name that the text declares is not told.
class ReservedCalls {
public:
  struct Place {
    std::string name;
    Span at;
    bool inMacro;
    bool declares; ///< Where no statement can stand, it is declared here.
  };

  /// For every token, before `add`.
  void next(const clang::Token &T);
  /// `Before` is the token before, `Word` its text if it is a word.
  void add(llvm::StringRef Name, Span At, bool InMacro,
           clang::tok::TokenKind Before, llvm::StringRef Word);
  bool any() const { return !Found.empty(); }
  /// Those in the device's code; with `Everywhere` in the host's too.
  std::vector<Place> calls(llvm::function_ref<const DeviceText &()> Device,
                           bool Everywhere) const;

private:
  std::optional<Place> Pending;
  std::vector<Place> Found;
  int Attribute = 0;  ///< Depth within `__attribute__((...))`.
  bool Opens = false; ///< Its word came last.
};

} // namespace causeway
