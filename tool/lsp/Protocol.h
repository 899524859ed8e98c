// The words of the Language Server Protocol that more than one file needs:
// error codes, answers, positions, and fields deep in objects. Plain values.
//
//   if (auto R = rangeIn(at(Params, "range")))
//     return codeActions(R->start, R->end);
//   return Failure{InvalidParams, "no range"};
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lsp/Documents.h"
#include "llvm/Support/JSON.h"
#include <variant>

namespace causeway::lsp {

/// Error codes of JSON-RPC and of the protocol.
enum ErrorCode : int {
  ParseError = -32700,
  InvalidRequest = -32600,
  MethodNotFound = -32601,
  InvalidParams = -32602,
  InternalError = -32603,
  ServerNotInitialized = -32002,
  RequestCancelled = -32800,
  ContentModified = -32801,
  RequestFailed = -32803,
};

/// A request that fails.
struct Failure {
  ErrorCode code;
  std::string message;
};

/// JSON that is text already. What may be large is written and not built: an
/// edit of a thousand places, say.
struct Written {
  std::string json;
};

/// What a request is answered with.
using Answer = std::variant<llvm::json::Value, Written, Failure>;

/// The path of a `file:` URI; empty: it is of another scheme, or none.
std::string pathOfUri(llvm::StringRef Uri);
std::string uriOfPath(llvm::StringRef Path);

llvm::json::Object toJSON(Position P);
llvm::json::Object toJSON(Range R);
std::optional<Position> positionIn(const llvm::json::Value *V);
std::optional<Range> rangeIn(const llvm::json::Value *V);

/// A value deep in objects: `at(V, "textDocument.uri")`; null: it is not there.
const llvm::json::Value *at(const llvm::json::Value &V, llvm::StringRef Path);
/// Likewise as a text or a truth; empty and false where there is none.
std::string textAt(const llvm::json::Value &V, llvm::StringRef Path);
bool flagAt(const llvm::json::Value &V, llvm::StringRef Path);
std::vector<std::string> textsAt(const llvm::json::Value &V,
                                 llvm::StringRef Path);

} // namespace causeway::lsp
