// Inserts the audit into the built-in page from tool/audit/page/.
//
// SPDX-License-Identifier: Apache-2.0
#include "audit/Page.h"
#include "audit/Render.h"

namespace causeway {

using llvm::StringRef;

/// Escapes `<`, so that the data cannot end its script element. In JSON, `<`
/// occurs in strings only.
static std::string escaped(StringRef Json) {
  std::string Out;
  Out.reserve(Json.size());
  for (char C : Json)
    if (C == '<')
      Out += "\\u003c";
    else
      Out += C;
  return Out;
}

void writeAuditHtml(llvm::raw_ostream &OS, const Audit &A) {
  std::string Json;
  {
    llvm::raw_string_ostream Out(Json);
    writeAuditJson(Out, A, JsonForm::WithSources);
  }
  std::string Data = escaped(Json);
  const std::pair<StringRef, StringRef> Parts[] = {
      {"/*CAUSEWAY_STYLE*/", PageStyle},
      {"/*CAUSEWAY_SCRIPT*/", PageScript},
      {"CAUSEWAY_DATA", Data}};
  // From front to back, so that inserted text is not searched again.
  StringRef Rest = PageIndex;
  while (true) {
    size_t First = StringRef::npos;
    const std::pair<StringRef, StringRef> *Next = nullptr;
    for (const auto &Part : Parts)
      if (size_t At = Rest.find(Part.first); At < First) {
        First = At;
        Next = &Part;
      }
    if (!Next)
      break;
    OS << Rest.take_front(First) << Next->second;
    Rest = Rest.drop_front(First + Next->first.size());
  }
  OS << Rest;
}

} // namespace causeway
