// Document synchronisation: the texts that are open in the editor, as its
// notifications change them. Owns the documents; pointers hold until the
// document is closed or opened again.
//
//   OpenDocuments Documents;
//   if (Document *D = Documents.open(Params, Log))
//     Analysis.opened(*D);
//   Documents.change(Params, Encoding::Utf16, Log);
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
  /// Takes what is wrong with a notification.
  using Log = llvm::function_ref<void(const llvm::Twine &)>;

  /// By URI; null: it is not open.
  Document *find(llvm::StringRef Uri);
  /// The document that `textDocument.uri` of the parameters names.
  Document *named(const llvm::json::Value &Params);

  /// `textDocument/didOpen`; null: it names none.
  Document *open(const llvm::json::Value &Params, Log Complain);
  /// `textDocument/didChange`; null: nothing has changed.
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
