// The parts of the Language Server Protocol that several files need: error
// codes, answers, positions, and access to nested fields. Plain values.
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

/// The error that answers a request.
struct Failure {
  ErrorCode code;
  std::string message;
};

/// JSON as text. Large answers, such as an edit of a thousand places, are
/// written without building them in memory.
struct Written {
  std::string json;
};

/// The answer to a request.
using Answer = std::variant<llvm::json::Value, Written, Failure>;

/// The path of a `file:` URI; empty for other URIs.
std::string pathOfUri(llvm::StringRef Uri);
std::string uriOfPath(llvm::StringRef Path);

llvm::json::Object toJSON(Position P);
llvm::json::Object toJSON(Range R);
std::optional<Position> positionIn(const llvm::json::Value *V);
std::optional<Range> rangeIn(const llvm::json::Value *V);

/// A nested value: `at(V, "textDocument.uri")`; null if it does not exist.
const llvm::json::Value *at(const llvm::json::Value &V, llvm::StringRef Path);
/// A nested text or boolean; empty and false if it does not exist.
std::string textAt(const llvm::json::Value &V, llvm::StringRef Path);
bool flagAt(const llvm::json::Value &V, llvm::StringRef Path);
std::vector<std::string> textsAt(const llvm::json::Value &V,
                                 llvm::StringRef Path);

} // namespace causeway::lsp
