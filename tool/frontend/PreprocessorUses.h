// Records what only the preprocessor sees of a unit: includes, macros, and the
// conditions that hide code. Clang owns the callbacks; the recorder and the
// conditions must outlive them.
//
//   Conditions Met;
//   CI.getPreprocessor().addPPCallbacks(
//       preprocessorUses(CI.getPreprocessor(), Out, Met));
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Recorder.h"
#include "clang/Lex/PPCallbacks.h"
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace clang {
class Preprocessor;
}

namespace causeway {

/// Regions of project files that the preprocessor skipped.
using SkippedRegions = std::map<std::string, std::vector<Span>>;

/// The facts about a unit's conditions.
struct Conditions {
  SkippedRegions skipped;
  bool askForDevice = false; ///< A project file tests `__CUDA_ARCH__`.
};

/// Callbacks that record uses in `Out` and conditions in `Met`.
std::unique_ptr<clang::PPCallbacks>
preprocessorUses(const clang::Preprocessor &PP, Recorder &Out, Conditions &Met);

} // namespace causeway
