// URIs, positions, and access to nested JSON.
//
// SPDX-License-Identifier: Apache-2.0
#include "lsp/Protocol.h"
#include "llvm/ADT/StringExtras.h"

namespace causeway::lsp {

namespace json = llvm::json;
using llvm::StringRef;

std::string pathOfUri(StringRef Uri) {
  if (!Uri.consume_front_insensitive("file:"))
    return "";
  if (Uri.consume_front("//")) // ignore the host
    Uri = Uri.drop_front(std::min(Uri.find('/'), Uri.size()));
  Uri = Uri.take_until([](char C) { return C == '?' || C == '#'; });
  std::string Path;
  for (size_t I = 0; I < Uri.size(); ++I) {
    if (Uri[I] == '%' && I + 2 < Uri.size() && llvm::isHexDigit(Uri[I + 1]) &&
        llvm::isHexDigit(Uri[I + 2])) {
      Path += char(llvm::hexFromNibbles(Uri[I + 1], Uri[I + 2]));
      I += 2;
    } else {
      Path += Uri[I];
    }
  }
  bool Plain =
      StringRef(Path).starts_with("/") && !StringRef(Path).contains('\0');
  return Plain ? Path : "";
}

std::string uriOfPath(StringRef Path) {
  std::string Uri = "file://";
  for (char C : Path) {
    if (llvm::isAlnum(C) || StringRef("-._~/").contains(C)) {
      Uri += C;
    } else {
      Uri += '%';
      Uri += llvm::toHex(StringRef(&C, 1));
    }
  }
  return Uri;
}

json::Object toJSON(Position P) {
  return json::Object{{"line", P.line}, {"character", P.character}};
}

json::Object toJSON(Range R) {
  return json::Object{{"start", toJSON(R.start)}, {"end", toJSON(R.end)}};
}

std::optional<Position> positionIn(const json::Value *V) {
  const json::Object *O = V ? V->getAsObject() : nullptr;
  if (!O)
    return std::nullopt;
  auto Line = O->getInteger("line"), Character = O->getInteger("character");
  constexpr int64_t Most = UINT32_MAX;
  if (!Line || !Character || *Line < 0 || *Character < 0 || *Line > Most ||
      *Character > Most)
    return std::nullopt;
  return Position{unsigned(*Line), unsigned(*Character)};
}

std::optional<Range> rangeIn(const json::Value *V) {
  const json::Object *O = V ? V->getAsObject() : nullptr;
  if (!O)
    return std::nullopt;
  auto Start = positionIn(O->get("start")), End = positionIn(O->get("end"));
  if (!Start || !End)
    return std::nullopt;
  return Range{*Start, *End};
}

const json::Value *at(const json::Value &V, StringRef Path) {
  const json::Value *Here = &V;
  while (Here && !Path.empty()) {
    StringRef Key;
    std::tie(Key, Path) = Path.split('.');
    const json::Object *O = Here->getAsObject();
    Here = O ? O->get(Key) : nullptr;
  }
  return Here;
}

std::string textAt(const json::Value &V, StringRef Path) {
  const json::Value *Found = at(V, Path);
  return Found ? Found->getAsString().value_or("").str() : "";
}

bool flagAt(const json::Value &V, StringRef Path) {
  const json::Value *Found = at(V, Path);
  return Found && Found->getAsBoolean().value_or(false);
}

std::vector<std::string> textsAt(const json::Value &V, StringRef Path) {
  std::vector<std::string> Texts;
  const json::Value *Found = at(V, Path);
  if (const json::Array *List = Found ? Found->getAsArray() : nullptr)
    for (const json::Value &Each : *List)
      if (auto Text = Each.getAsString())
        Texts.push_back(Text->str());
  return Texts;
}

} // namespace causeway::lsp
