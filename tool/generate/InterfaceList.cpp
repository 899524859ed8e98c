// SPDX-License-Identifier: Apache-2.0
#include "generate/InterfaceList.h"
#include "rules/YamlFile.h"

namespace causeway {

using llvm::StringRef;

namespace {

class InterfaceFile : YamlFile {
public:
  explicit InterfaceFile(StringRef Origin) : YamlFile(Origin) {}

  llvm::Error read(StringRef Yaml) {
    if (checkText(Yaml))
      parse(Yaml, "a list of headers is a map from names to descriptions",
            [&](const Node &Top) {
              for (auto &[Key, Value] : entries(Top, "a list of headers"))
                parseHeader(Key.Scalar(), Value);
            });
    return takeErrors();
  }

  std::vector<InterfaceHeader> headers;

private:
  void parseHeader(const std::string &Name, const Node &N) {
    InterfaceHeader D;
    D.name = Name;
    for (auto &[Key, Value] : entries(N, Name)) {
      StringRef Word = Key.Scalar();
      if (Word == "area")
        D.area = text(Value, Word).value_or("");
      else if (Word == "title")
        D.title = text(Value, Word).value_or("");
      else if (Word == "only")
        parseOnly(Value, D);
      else if (Word == "except")
        addWords(Value, Word, D.except);
      else if (Word == "includes")
        addWords(Value, Word, D.includes);
      else if (Word == "not_supported")
        addMap(Value, Word, D.notSupported);
      else if (Word == "twins")
        parseTwins(Value, D.twins.emplace());
      else if (Word == "typed")
        D.typed = flag(Value, "'typed'");
      else
        error(Key, "unknown key '" + Word +
                       "'; a header has area, title, only, except, "
                       "includes, not_supported, twins and typed");
    }
    headers.push_back(std::move(D));
  }

  void parseOnly(const Node &N, InterfaceHeader &D) {
    std::string What = text(N, "'only'").value_or("");
    D.types = What == "types";
    D.functions = What == "functions";
    if (!D.types && !D.functions)
      error(N, "'only' is types or functions");
  }

  void parseTwins(const Node &N, Twins &T) {
    for (auto &[Key, Value] : entries(N, "'twins'")) {
      StringRef Word = Key.Scalar();
      if (Word == "of")
        T.of = text(Value, Word).value_or("");
      else if (Word == "prefix")
        T.prefix = text(Value, Word).value_or("");
      else if (Word == "result")
        T.result = text(Value, Word).value_or("");
      else if (Word == "forwards")
        addMap(Value, Word, T.forwards);
      else if (Word == "by_hand")
        addWords(Value, Word, T.byHand);
      else
        error(Key, "unknown key '" + Word +
                       "' in 'twins'; it has of, prefix, result, forwards and "
                       "by_hand");
    }
  }
};

} // namespace

llvm::Expected<std::vector<InterfaceHeader>>
readInterfaceList(StringRef Yaml, StringRef Origin) {
  InterfaceFile List(Origin);
  if (llvm::Error E = List.read(Yaml))
    return E;
  return std::move(List.headers);
}

} // namespace causeway
