// Places of the AST as bytes of a file, whatever macros stand between. Answers
// are plain values.
//
//   if (auto Whole = range(Out, E->getSourceRange(), E->getBeginLoc()))
//     U->whole = *Whole; // all of it is written in the file of its beginning
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Recorder.h"
#include <optional>

namespace causeway {

/// `L` at the macro level where `Ref` is spelled, as a file location; nothing
/// when the two come from different places. \p End: `L` ends a range.
std::optional<clang::SourceLocation> levelWith(const Recorder &Out,
                                               clang::SourceLocation L,
                                               clang::SourceLocation Ref,
                                               bool End);

/// A token range as bytes of the file that `Ref` is spelled in.
std::optional<Span> range(const Recorder &Out, clang::SourceRange R,
                          clang::SourceLocation Ref);

} // namespace causeway
