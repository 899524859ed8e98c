// Writes the facade's declarations anew, with each name as its rule has it.
// SPDX-License-Identifier: Apache-2.0
#include "generate/Interface.h"
#include "frontend/Declarations.h"
#include "frontend/RawTokens.h"
#include "generate/HeaderText.h"
#include "rules/YamlFile.h"
#include "clang/Format/Format.h"

namespace causeway {
namespace {

using llvm::StringRef;
namespace tok = clang::tok;

struct Description {
  std::string name, area, title;
  bool onlyFunctions = false;
  std::vector<std::string> includes;
};

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

  std::vector<Description> headers;

private:
  void parseHeader(const std::string &Name, const Node &N) {
    Description D;
    D.name = Name;
    for (auto &[Key, Value] : entries(N, Name)) {
      StringRef Word = Key.Scalar();
      if (Word == "area")
        D.area = text(Value, Word).value_or("");
      else if (Word == "title")
        D.title = text(Value, Word).value_or("");
      else if (Word == "only_functions")
        D.onlyFunctions = flag(Value, "'only_functions'");
      else if (Word == "includes")
        addWords(Value, Word, D.includes);
      else
        error(Key, "unknown key '" + Word +
                       "'; a header has area, title, only_functions and "
                       "includes");
    }
    headers.push_back(std::move(D));
  }
};

/// One declaration with the shim's names, without enumerators that the shim
/// lacks.
std::string renamedText(const RuleSet &Rules, StringRef Text) {
  std::string Out;
  unsigned Written = 0;
  bool InBraces = false, Skips = false;
  RawTokens Tokens(Text);
  Span At;
  for (clang::Token T; Tokens.next(T, At);) {
    InBraces |= T.is(tok::l_brace);
    if (Skips) {
      if (!T.isOneOf(tok::comma, tok::r_brace))
        continue;
      Skips = false;
      Written = T.is(tok::comma) ? At.end : At.begin;
      continue;
    }
    if (T.isNot(tok::raw_identifier))
      continue;
    StringRef Name = T.getRawIdentifier();
    const Rule *R = Rules.find(Name);
    if (InBraces && R && R->kind == Rule::Kind::Value &&
        R->verdict == Verdict::Unsupported) {
      Out += Text.slice(Written, At.begin).rtrim();
      Skips = true;
      continue;
    }
    StringRef To = R ? R->target(/*InC=*/true) : "";
    if (Name == "CW_FACADE_DEFAULT")
      To = "CW_DEFAULT";
    if (!isShimName(To)) // a parameter may be called like one of CUDA's words
      continue;
    Out += Text.slice(Written, At.begin);
    Out += To;
    Written = At.end;
  }
  return Out + Text.drop_front(Written).str();
}

llvm::Expected<std::string> headerText(const RuleSet &Rules,
                                       const Description &D) {
  auto All = facadeInterface(Rules, D.area + ".h");
  if (!All)
    return All.takeError();
  std::string Body;
  for (const CDeclaration &C : *All) {
    const Rule *R = Rules.find(C.name);
    bool Maps = R && R->verdict != Verdict::Unsupported &&
                isShimName(R->target(/*InC=*/true));
    if (!Maps || (D.onlyFunctions && C.kind != Rule::Kind::Function))
      continue;
    if (C.opensGroup && !Body.empty())
      Body += '\n';
    Body += renamedText(Rules, C.text) + '\n';
  }
  HeaderText Text(D.name, "rules/cuda/" + D.area + ".h and .yaml", D.title);
  for (const std::string &I : D.includes)
    Text.include(I);
  std::string Code = Text.whole("#ifdef __cplusplus\nextern \"C\" {\n#endif\n" +
                                Body + "#ifdef __cplusplus\n}\n#endif\n");
  // Names have other lengths than in the facade.
  auto Changes = clang::format::reformat(
      clang::format::getLLVMStyle(), Code,
      {clang::tooling::Range(0, unsigned(Code.size()))});
  return clang::tooling::applyAllReplacements(Code, Changes);
}

} // namespace

llvm::Expected<std::map<std::string, std::string>>
interfaceHeaders(const RuleFiles &Files, StringRef Yaml, StringRef Origin) {
  InterfaceFile List(Origin);
  if (llvm::Error E = List.read(Yaml))
    return E;
  RuleSet Rules = RuleSet::of(Files);
  std::map<std::string, std::string> Made;
  for (const Description &D : List.headers) {
    auto Text = headerText(Rules, D);
    if (!Text)
      return Text.takeError();
    Made[D.name] = std::move(*Text);
  }
  return Made;
}

} // namespace causeway
