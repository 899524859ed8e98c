// What a preamble keeps of one pass, host or device. Belongs to its Preamble;
// known to the frontend only.
//
//   if (Known.refresh(Rules, Options, Sdk, Invocation, *Buffer, *Main))
//     Known.compiled->AddImplicitPreamble(Invocation, FS, Buffer.release());
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/MainText.h"
#include "frontend/Preamble.h"
#include "frontend/PreprocessorUses.h"
#include "frontend/Recorder.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace causeway {

struct Preamble::Pass {
  std::vector<std::string> command;
  std::shared_ptr<clang::CompilerInvocation> invocation;
  ParsedUnit ofDriver; ///< What the driver read and reported.
  std::optional<clang::PrecompiledPreamble> compiled;
  ParsedUnit unit; ///< What is known where the beginning ends.
  Conditions met;
  Recorder::Memory memory;

  /// Makes sure that what is known is the beginning of `Main`. False when Clang
  /// can't precompile it.
  bool refresh(const RuleSet &Rules, const ParseOptions &Options,
               SdkAnswers *Sdk, const clang::CompilerInvocation &Invocation,
               const llvm::MemoryBuffer &Main, const MainText &Text);
};

} // namespace causeway
