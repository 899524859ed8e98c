// The part of a preamble that belongs to one pass, host or device. Its Preamble
// owns it; only the frontend includes this header.
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
  ParsedUnit ofDriver; ///< The files that the driver read, and its diagnostics.
  std::optional<clang::PrecompiledPreamble> compiled;
  ParsedUnit unit; ///< The uses and diagnostics of the preamble itself.
  Conditions met;
  Recorder::Memory memory;

  /// Rebuilds the preamble if it does not match the beginning of `Main`. False
  /// if Clang cannot precompile it.
  bool refresh(const RuleSet &Rules, const ParseOptions &Options,
               SdkAnswers *Sdk, const clang::CompilerInvocation &Invocation,
               const llvm::MemoryBuffer &Main, const MainText &Text);
};

} // namespace causeway
