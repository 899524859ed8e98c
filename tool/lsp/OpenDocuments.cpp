// SPDX-License-Identifier: Apache-2.0
#include "lsp/OpenDocuments.h"
#include "lsp/Protocol.h"
#include "project/Sources.h"

namespace causeway::lsp {

namespace json = llvm::json;
using llvm::StringRef;

Document *OpenDocuments::find(StringRef Uri) {
  auto It = ByUri.find(Uri.str());
  return It == ByUri.end() ? nullptr : &It->second;
}

Document *OpenDocuments::named(const json::Value &Params) {
  return find(textAt(Params, "textDocument.uri"));
}

Document *OpenDocuments::open(const json::Value &P, Log Complain) {
  std::string Uri = textAt(P, "textDocument.uri");
  const json::Value *Version = at(P, "textDocument.version");
  std::string Path = pathOfUri(Uri);
  if (Uri.empty()) {
    Complain("textDocument/didOpen names no document");
    return nullptr;
  }
  if (!Path.empty())
    Path = realPath(Path);
  ByUri.erase(Uri);
  return &ByUri
              .try_emplace(Uri, Uri, Path, textAt(P, "textDocument.languageId"),
                           Version ? Version->getAsInteger().value_or(0) : 0,
                           textAt(P, "textDocument.text"))
              .first->second;
}

Document *OpenDocuments::change(const json::Value &P, Encoding E,
                                Log Complain) {
  Document *D = named(P);
  if (!D) {
    Complain("a change to a document that is not open: " +
             textAt(P, "textDocument.uri"));
    return nullptr;
  }
  const json::Value *List = at(P, "contentChanges");
  if (!List || !List->getAsArray()) {
    Complain("a change without contentChanges: " + D->uri);
    return nullptr;
  }
  for (const json::Value &Each : *List->getAsArray()) {
    const json::Value *Text = at(Each, "text");
    const json::Value *Where = at(Each, "range");
    if (!Text || !Text->getAsString()) {
      Complain("a change without text: " + D->uri);
      continue;
    }
    if (!Where || Where->kind() == json::Value::Null) {
      D->replace(Text->getAsString()->str());
      continue;
    }
    auto R = rangeIn(Where);
    if (!R || !D->replace(*R, *Text->getAsString(), E))
      Complain("a change with a bad range is left out: " + D->uri);
  }
  const json::Value *Version = at(P, "textDocument.version");
  auto Number = Version ? Version->getAsInteger() : std::nullopt;
  D->version = Number.value_or(D->version + 1);
  D->dirty = true;
  return D;
}

} // namespace causeway::lsp
