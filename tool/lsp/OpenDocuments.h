// Document synchronisation: applies the editor's notifications to the open
// texts. Owns the documents. Pointers are valid until the document is closed or
// opened again.
//
//   OpenDocuments Documents;
//   if (Document *D = Documents.open(Params, Complain))
//     Analysis.opened(*D);
//   Documents.change(Params, Encoding::Utf16, Complain);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lsp/Documents.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/JSON.h"
#include <map>
#include <string>

namespace causeway::lsp {

class OpenDocuments {
public:
  /// Receives a description of a malformed notification.
  using Log = llvm::function_ref<void(const llvm::Twine &)>;

  /// Searches by URI; null if it is not open.
  Document *find(llvm::StringRef Uri);
  /// The document in `textDocument.uri` of the parameters.
  Document *named(const llvm::json::Value &Params);

  /// `textDocument/didOpen`; null if the notification is malformed.
  Document *open(const llvm::json::Value &Params, Log Complain);
  /// `textDocument/didChange`; null if nothing changed.
  Document *change(const llvm::json::Value &Params, Encoding E, Log Complain);
  /// Forgets a document.
  void close(const Document &D) { ByUri.erase(D.uri); }

  /// Documents by URI.
  auto begin() const { return ByUri.begin(); }
  auto end() const { return ByUri.end(); }

private:
  std::map<std::string, Document> ByUri;
};

} // namespace causeway::lsp
