// Maps source ranges of the AST to bytes of one file, through macro expansions.
// Results are plain values.
//
//   if (auto Whole = range(Out, E->getSourceRange(), E->getBeginLoc()))
//     U->whole = *Whole; // all of it is written in the file of its beginning
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Recorder.h"
#include <optional>

namespace causeway {

/// The file location of `L` at the macro level where `Ref` is spelled; nullopt
/// if the two come from different places. \p End says that `L` ends a range.
std::optional<clang::SourceLocation> levelWith(const Recorder &Out,
                                               clang::SourceLocation L,
                                               clang::SourceLocation Ref,
                                               bool End);

/// A token range as bytes of the file where `Ref` is spelled; nullopt if part
/// of the range comes from elsewhere.
std::optional<Span> range(const Recorder &Out, clang::SourceRange R,
                          clang::SourceLocation Ref);

} // namespace causeway
