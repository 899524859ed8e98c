// Names that begin with two underscores belong to the implementation. Each CUDA
// version adds intrinsics of that form, so such a name without another
// declaration counts as one of them. ReservedCalls owns the calls that it has
// found.
//
//   Intrinsics.next(T); // for every token
//   if (isReservedName(Name) && !isHostCompilers(Name))
//     Intrinsics.add(Name, At, InMacro, Before, Word);
//   ... // after the last token
//   for (const ReservedCalls::Place &P : Intrinsics.calls(Device, IsCudaFile))
//     ... // P.name at P.at
//
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

/// Whether a name is a keyword or builtin function of a host compiler
/// (`__attribute__`, `__builtin_ctz`), in any dialect that Clang knows.
bool isHostCompilers(llvm::StringRef Name);

/// Collects the calls of such names in bare text. It ignores a name that the
/// text itself declares.
class ReservedCalls {
public:
  struct Place {
    std::string name;
    Span at;
    bool inMacro;
    /// It has the form of a declaration (`T __f(`), which counts outside of
    /// device code.
    bool declares;
  };

  /// Takes every token in turn, before `add`.
  void next(const clang::Token &T);
  /// Takes a reserved name. `Before` is the kind of the preceding token, `Word`
  /// its text if it is a word.
  void add(llvm::StringRef Name, Span At, bool InMacro,
           clang::tok::TokenKind Before, llvm::StringRef Word);
  bool any() const { return !Found.empty(); }
  /// The calls in device code; with `Everywhere`, also those in host code.
  std::vector<Place> calls(llvm::function_ref<const DeviceText &()> Device,
                           bool Everywhere) const;

private:
  std::optional<Place> Pending;
  std::vector<Place> Found;
  int Attribute = 0;  ///< Depth within `__attribute__((...))`.
  bool Opens = false; ///< The last token was `__attribute__`.
};

} // namespace causeway
