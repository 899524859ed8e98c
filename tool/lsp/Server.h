// The language server: one process that talks to the editor and never parses,
// so that it always answers. It has no threads. One loop waits for the editor,
// the analysis and the clock. `serve` owns all state; the caller owns the
// descriptors.
//
//   ServerOptions Options;
//   Options.version = "0.1";
//   llvm::Expected<int> Status = serve(std::move(Options), /*In=*/0,
//   /*Out=*/1);
//
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
  std::vector<std::string> ruleFiles; ///< From the command line.
  /// The command line's options for all projects; the editor gives the folders.
  WorkspaceOptions workspace;
  /// Opens the cache for a set of rules.
  std::function<llvm::Expected<UnitCache>(const RuleSet &)> openCache;
  std::string docs; ///< The folder of documents for links; may be empty.
  std::chrono::milliseconds debounce{150};
};

/// Serves the editor at the other end of the descriptors until it sends `exit`
/// or closes the connection. Returns the exit status, which is 0 after
/// `shutdown`; an error if the server could not start.
llvm::Expected<int> serve(ServerOptions Options, int In, int Out);

} // namespace causeway::lsp
