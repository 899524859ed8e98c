// Turns the findings of one document into the protocol's objects. The functions
// keep no state. A Subject refers to its document and analysis.
//
//   Subject S{Document, Analysis, View};
//   llvm::json::Value Text = hover(S, Rules, Offset);
//   llvm::json::Array Lenses = lenses(S);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lsp/Analysis.h"
#include "lsp/Documents.h"
#include "lsp/Protocol.h"
#include <map>

namespace causeway::lsp {

/// The protocol's severity for each verdict: 1 error, 2 warning, 3 information,
/// 4 hint, 0 not shown.
struct Severities {
  unsigned mapped = 4, review = 3, unsupported = 2, unknown = 2;
  unsigned of(Verdict V) const;
};

/// The capabilities and settings of the client.
struct View {
  Encoding encoding = Encoding::Utf16;
  Severities severities;
  std::string docs; ///< URI of the folder of documents; may be empty.
  bool documentChanges = false; ///< Edits may have versions.
  bool renames = false;         ///< Edits may rename files.
  bool lazyEdits =
      false; ///< The client may request the edit of an action later.
  bool markdown = true;
  bool symbolTrees = false; ///< DocumentSymbol, not SymbolInformation.
};

/// One document and its analysis; both must outlive the subject.
struct Subject {
  const Document &document;
  const FileAnalysis &analysis;
  const View &view;
};

/// Commands of the server, for lenses, which cannot contain an edit.
constexpr llvm::StringLiteral FixFileCommand = "causeway.server.fixFile";
constexpr llvm::StringLiteral FixFunctionCommand =
    "causeway.server.fixFunction";

/// Writes an array. It is not built in memory, because a file may have
/// thousands, and they are sent after each pause in typing.
void writeDiagnostics(llvm::json::OStream &J, const Subject &S);

/// The findings that overlap or touch a range of bytes.
std::vector<const Finding *> findingsAt(const Subject &S, Span Where);
/// The innermost function around a place, including its qualifiers; null if
/// there is none.
const Function *functionAt(const Subject &S, unsigned Offset);
std::vector<const Finding *> findingsIn(const Subject &S, const Function &F);

std::vector<const Finding *> allFindings(const Subject &S);

/// The WorkspaceEdit that applies the edits of several findings together;
/// nothing if it changes nothing.
std::optional<Written> workspaceEdit(const Subject &S,
                                     llvm::ArrayRef<const Finding *> Findings);

/// Writes an array. `Only` are the requested kinds; empty: all.
Written codeActions(const Subject &S, Span Where,
                    llvm::ArrayRef<std::string> Only);
/// Adds the edit to an action that was sent without it; nothing if the action
/// is for another version of the text.
std::optional<Written> resolveAction(const Subject &S,
                                     const llvm::json::Value &Action);

/// Null if there is nothing to show.
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
