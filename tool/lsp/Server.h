// The language server: one process that talks to the editor and never parses,
// so that it always answers. It has no threads; one loop waits for the editor,
// the analysis and the clock.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/UnitCache.h"
#include "lsp/Workspace.h"
#include "llvm/Support/Error.h"
#include <chrono>
#include <functional>

namespace causeway::lsp {

struct ServerOptions {
  std::string version;
  std::vector<std::string> ruleFiles; ///< Those that the command line names.
  /// What the command line says of all projects; folders come from the editor.
  WorkspaceOptions workspace;
  /// Opens the cache for some rules.
  std::function<llvm::Expected<UnitCache>(const RuleSet &)> openCache;
  std::string docs; ///< A folder of documents to refer to; may be empty.
  std::chrono::milliseconds debounce{150};
};

/// Serves the editor at the other end of the descriptors until it says `exit`
/// or goes away. Returns the exit status: 0 when it had said `shutdown` before.
/// An error when it could not begin.
llvm::Expected<int> serve(ServerOptions Options, int In, int Out);

} // namespace causeway::lsp
