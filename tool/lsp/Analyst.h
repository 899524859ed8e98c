// The process that parses. It is forked from the server, which has no threads,
// so that a crash or a hang in Clang costs this process and not the editor's
// session; the server starts another. It talks to the server by a socket, and
// lets units that nobody is typing in be parsed by processes of its own.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lsp/Workspace.h"

namespace causeway::lsp {

/// A unit that ended the process before.
struct FatalUnit {
  std::string file, failure;
  std::string state; ///< Of all open texts, at that time.
};

struct AnalystOptions {
  WorkspaceOptions workspace;
  std::vector<FatalUnit> fatal;
};

// What goes to it:
//   {"files": [{"path", "text" or null, "version", "dirty"}]}   open and closed
//   {"disk": true}                                       something was written
// and what comes back:
//   {"analysis": FileAnalysis}
//   {"busy": file, "state": text}, {"busy": null}        for who watches time
//   {"progress": {"done", "total", "file"}}
//   {"idle": true, "taken": messages}                    all is known
//   {"message": text}                                    for the user

/// Serves `Socket` until the other end closes it.
[[noreturn]] void runAnalyst(const RuleSet &Rules, AnalystOptions Options,
                             int Socket);

} // namespace causeway::lsp
