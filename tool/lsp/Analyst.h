// The process that parses. The server has no threads and forks it, so that a
// crash or a hang in Clang costs this process and not the editor's session; the
// server then starts another. Processes of its own parse the units of files
// that are not open. The analyst owns its workspace and the copy of the
// options.
//
//   if (fork() == 0)
//     runAnalyst(Rules, std::move(Options), Socket);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lsp/Workspace.h"

namespace causeway::lsp {

/// A unit that ended an earlier process.
struct FatalUnit {
  std::string file, failure;
  std::string state; ///< Digest of all open texts at that time.
};

struct AnalystOptions {
  WorkspaceOptions workspace;
  std::vector<FatalUnit> fatal;
};

// Messages to the process:
//
//   {"files": [{"path", "text" or null, "version", "dirty"}]}   open and closed
//   {"disk": true}                                       files may have changed
//
// Messages from it:
//
//   {"analysis": FileAnalysis}
//   {"busy": file, "state": text}, {"busy": null}        for the time limit
//   {"progress": {"done", "total", "file"}}
//   {"idle": true, "taken": messages}                    all units are known
//   {"message": text}                                    for the user

/// Serves `Socket` until the other end closes it.
[[noreturn]] void runAnalyst(const RuleSet &Rules, AnalystOptions Options,
                             int Socket);

} // namespace causeway::lsp
