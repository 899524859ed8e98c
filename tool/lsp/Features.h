// What the editor shows of an analysis. Each function turns findings of one
// document into the protocol's objects; none keeps anything.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lsp/Analysis.h"
#include "lsp/Documents.h"
#include "lsp/Protocol.h"
#include <map>

namespace causeway::lsp {

/// How loud a finding of each verdict is: 1 error, 2 warning, 3 information, 4
/// hint, 0 not shown.
struct Severities {
  unsigned mapped = 4, review = 3, unsupported = 2, unknown = 2;
  unsigned of(Verdict V) const;
};

/// What the client and its settings want.
struct View {
  Encoding encoding = Encoding::Utf16;
  Severities severities;
  std::string docs;             ///< URI of the folder of documents; or empty.
  bool documentChanges = false; ///< Edits may name versions.
  bool renames = false;         ///< Edits may rename files.
  bool lazyEdits = false;       ///< Actions may come without their edits.
  bool markdown = true;
  bool symbolTrees = false; ///< DocumentSymbol, not SymbolInformation.
};

/// One document and what is known of it; both live longer than the subject.
struct Subject {
  const Document &document;
  const FileAnalysis &analysis;
  const View &view;
};

/// Commands that the server executes, for what no edit can be sent with.
constexpr llvm::StringLiteral FixFileCommand = "causeway.server.fixFile";
constexpr llvm::StringLiteral FixFunctionCommand =
    "causeway.server.fixFunction";

/// An array. It is written, not built: a file may have thousands, and comes
/// with each pause in typing.
void writeDiagnostics(llvm::json::OStream &J, const Subject &S);

/// The findings that some bytes touch.
std::vector<const Finding *> findingsAt(const Subject &S, Span Where);
/// The function around a place, with the qualifiers in front of it; or null.
const Function *functionAt(const Subject &S, unsigned Offset);
std::vector<const Finding *> findingsIn(const Subject &S, const Function &F);

std::vector<const Finding *> allFindings(const Subject &S);

/// The WorkspaceEdit that applies the edits of some findings together; nothing
/// when they change nothing.
std::optional<Written> workspaceEdit(const Subject &S,
                                     llvm::ArrayRef<const Finding *> Findings);

/// An array. `Only` are the kinds that are asked for; empty: all.
Written codeActions(const Subject &S, Span Where,
                    llvm::ArrayRef<std::string> Only);
/// An action that was sent without its edit, with it; nothing when it is for
/// another text.
std::optional<Written> resolveAction(const Subject &S,
                                     const llvm::json::Value &Action);

/// Null where there is nothing to tell.
llvm::json::Value hover(const Subject &S, const RuleSet &Rules,
                        unsigned Offset);

/// Needs no analysis.
llvm::json::Value completion(const Document &D, const View &V,
                             const RuleSet &Rules, unsigned Offset);

llvm::json::Array symbols(const Subject &S);
llvm::json::Array lenses(const Subject &S);

/// "3 uses move by themselves, 1 needs a person".
std::string readiness(llvm::ArrayRef<const Finding *> Findings);

} // namespace causeway::lsp
