// Runs git, apart from whatever repository the program was started in.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace causeway {

struct GitOutcome {
  int status = 0;
  std::string out, err;
};

/// Runs `git ARGS` with `Input` on its stdin. An error only when there is no
/// git; a failing one tells by its status.
llvm::Expected<GitOutcome> tryGit(llvm::ArrayRef<std::string> Args,
                                  llvm::StringRef Input = {});

/// What git printed; when it fails, an error with what it said.
llvm::Expected<std::string> runGit(llvm::ArrayRef<std::string> Args,
                                   llvm::StringRef Input = {});

} // namespace causeway
