// Writes the facade's declarations anew, with each name as its rule has it.
// SPDX-License-Identifier: Apache-2.0
#include "generate/Interface.h"
#include "frontend/Declarations.h"
#include "frontend/RawTokens.h"
#include "generate/CFunction.h"
#include "generate/HeaderText.h"
#include "rules/YamlFile.h"
#include "clang/Format/Format.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

namespace causeway {
namespace {

using llvm::StringRef;
namespace tok = clang::tok;

/// Functions of one area that are those of another under a second name.
struct Twins {
  std::string of;     ///< The other area.
  std::string prefix; ///< Of their names: `cwDriver` of `cwDriverMemGetInfo`.
  std::string result; ///< The type that they return.
  std::map<std::string, std::string> forwards; ///< Where the prefix is not all.
  std::vector<std::string> byHand;
};

struct Description {
  std::string name, area, title;
  bool types = true, functions = true;
  std::vector<std::string> except; ///< Names that a hand-written header has.
  std::vector<std::string> includes;
  /// Type of a result -> the value that says "not supported". With one, there
  /// is a stub.
  std::map<std::string, std::string> notSupported;
  std::optional<Twins> twins;
  bool typed = false; ///< The C++ forms of the area's functions.
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
      else if (Word == "only")
        parseOnly(Value, D);
      else if (Word == "except")
        addWords(Value, Word, D.except);
      else if (Word == "includes")
        addWords(Value, Word, D.includes);
      else if (Word == "not_supported")
        addNames(Value, Word, D.notSupported);
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

  void parseOnly(const Node &N, Description &D) {
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
        addNames(Value, Word, T.forwards);
      else if (Word == "by_hand")
        addWords(Value, Word, T.byHand);
      else
        error(Key, "unknown key '" + Word +
                       "' in 'twins'; it has of, prefix, result, forwards and "
                       "by_hand");
    }
  }

  void addNames(const Node &N, StringRef Word,
                std::map<std::string, std::string> &Into) {
    for (auto &[Key, Value] : entries(N, "'" + Word + "'"))
      Into[Key.Scalar()] = text(Value, Word).value_or("");
  }
};

bool isUnsupported(const Rule *R) {
  return R && R->verdict == Verdict::Unsupported;
}

/// The enumerators and fields of a declaration that the shim lacks, each with
/// the comma or semicolon after it.
std::vector<Span> missingParts(const RuleSet &Rules, StringRef Declared,
                               StringRef Text) {
  struct Level {
    unsigned begin; ///< Of the statement or enumerator.
    bool any = false, all = true;
    std::string last; ///< The last word.
  };
  std::vector<Span> Missing;
  std::vector<Level> Levels;
  StringRef Tag;
  bool IsEnum = false;
  auto Judge = [&](Level &L) {
    if (L.last.empty())
      return;
    L.any = true;
    L.all &= isUnsupported(IsEnum ? Rules.find(L.last) : [&]() -> const Rule * {
      for (StringRef Of : {Tag, Declared})
        if (const Rule *R = Rules.find((Of + "::" + L.last).str()))
          return R;
      return nullptr;
    }());
    L.last.clear();
  };
  RawTokens Tokens(Text);
  Span At;
  bool InIndex = false, InValue = false;
  for (clang::Token T; Tokens.next(T, At);) {
    if (T.is(tok::l_brace)) {
      Levels.push_back({At.end});
      continue;
    }
    if (Levels.empty()) {
      if (T.is(tok::raw_identifier)) {
        IsEnum |= T.getRawIdentifier() == "enum";
        Tag = T.getRawIdentifier();
      }
      continue;
    }
    Level &L = Levels.back();
    bool Ends =
        T.is(tok::semi) || (IsEnum && T.isOneOf(tok::comma, tok::r_brace));
    if (T.is(tok::raw_identifier) && !InIndex && !InValue)
      L.last = T.getRawIdentifier().str();
    InIndex = T.is(tok::l_square) || (InIndex && T.isNot(tok::r_square));
    InValue = (InValue || T.isOneOf(tok::equal, tok::colon)) && !Ends;
    if (!IsEnum && T.is(tok::comma))
      Judge(L);
    if (Ends) {
      Judge(L);
      unsigned End = T.is(tok::r_brace) ? At.begin : At.end;
      if (L.any && L.all)
        Missing.push_back({L.begin, End});
      L = {End};
    }
    if (T.is(tok::r_brace))
      Levels.pop_back();
  }
  return Missing;
}

/// One declaration with the shim's names, without the parts that it lacks.
std::string renamedText(const RuleSet &Rules, const CDeclaration &C) {
  StringRef Text = C.text;
  std::vector<Span> Missing;
  if (C.kind == Rule::Kind::Type)
    Missing = missingParts(Rules, C.name, Text);
  std::string Out;
  unsigned Written = 0;
  RawTokens Tokens(Text);
  Span At;
  for (clang::Token T; Tokens.next(T, At);) {
    auto Hole = llvm::find_if(Missing, [&](const Span &S) {
      return S.begin <= At.begin && At.end <= S.end;
    });
    if (Hole != Missing.end()) {
      if (Hole->begin >= Written)
        Out += Text.slice(Written, Hole->begin);
      Written = Hole->end;
      continue;
    }
    if (T.isNot(tok::raw_identifier))
      continue;
    StringRef Name = T.getRawIdentifier();
    const Rule *R = Rules.find(Name);
    StringRef To = R ? R->target(/*InC=*/true) : "";
    if (Name == "CW_FACADE_DEFAULT")
      To = "CW_DEFAULT";
    if (!isShimName(To)) // a parameter may be called like one of CUDA's words
      continue;
    Out += Text.slice(Written, At.begin);
    Out += To;
    Written = At.end;
  }
  Out += Text.drop_front(Written);
  // A tag is a type's name in C++ alone.
  StringRef Keyword = Text.drop_front(
      Text.find('{') == StringRef::npos ? 0
                                        : Text.rfind('\n', Text.find('{')) + 1);
  Keyword = Keyword.take_until([](char Ch) { return Ch == ' '; });
  const Rule *R = Rules.find(C.name);
  if (C.kind == Rule::Kind::Type && R && Keyword != "typedef" &&
      Text.contains('{'))
    Out += ("\ntypedef " + Keyword + " " + R->target(true) + " " +
            R->target(true) + ";")
               .str();
  return Out;
}

/// Names have other lengths than in the facade.
llvm::Expected<std::string> formatted(const std::string &Code) {
  auto Changes = clang::format::reformat(
      clang::format::getLLVMStyle(), Code,
      {clang::tooling::Range(0, unsigned(Code.size()))});
  return clang::tooling::applyAllReplacements(Code, Changes);
}

bool isMapped(const Rule *R) {
  return R && R->verdict != Verdict::Unsupported &&
         isShimName(R->target(/*InC=*/true));
}

std::string originOf(const Description &D) {
  return "rules/cuda/" + D.area + ".h and .yaml";
}

llvm::Expected<std::string> headerText(const RuleSet &Rules,
                                       const Description &D) {
  auto All = facadeInterface(Rules, D.area + ".h");
  if (!All)
    return All.takeError();
  std::string Body;
  for (const CDeclaration &C : *All) {
    const Rule *R = Rules.find(C.name);
    if (!isMapped(R) || C.isTemplate ||
        !(C.kind == Rule::Kind::Function ? D.functions : D.types))
      continue;
    StringRef To = R->target(/*InC=*/true);
    if (llvm::is_contained(D.except, To))
      continue;
    std::string Renamed = renamedText(Rules, C);
    // Second names of one thing may become the same name.
    if (C.kind == Rule::Kind::Macro &&
        StringRef(Renamed).ends_with((To + " " + To).str()))
      continue;
    if (C.opensGroup && !Body.empty())
      Body += '\n';
    Body += Renamed + '\n';
  }
  HeaderText Text(D.name, originOf(D), D.title);
  for (const std::string &I : D.includes)
    Text.include(I);
  return formatted(Text.whole("#ifdef __cplusplus\nextern \"C\" {\n#endif\n" +
                              Body + "#ifdef __cplusplus\n}\n#endif\n"));
}

/// The functions of an area, or its function templates, under the shim's names.
llvm::Expected<std::vector<CFunction>>
functionsOf(const RuleSet &Rules, StringRef Area, bool Templates = false) {
  auto All = facadeInterface(Rules, (Area + ".h").str());
  if (!All)
    return All.takeError();
  std::vector<CFunction> Functions;
  for (const CDeclaration &C : *All)
    if (C.kind == Rule::Kind::Function && C.isTemplate == Templates &&
        isMapped(Rules.find(C.name)))
      Functions.push_back(parseFunction(renamedText(Rules, C)));
  return Functions;
}

/// Where a new backend starts: every function, and it does nothing.
llvm::Expected<std::string> stubText(const RuleSet &Rules,
                                     const Description &D) {
  auto Functions = functionsOf(Rules, D.area);
  if (!Functions)
    return Functions.takeError();
  std::string Code =
      "// Made by ./dev generate. Do not edit: copy it into the folder of a "
      "new\n// backend, and implement one function after the other.\n"
      "// SPDX-License-Identifier: Apache-2.0\n// From " +
      originOf(D) + ".\n#include <cw/" + D.name +
      ">\n\n#if defined(__GNUC__)\n"
      "#pragma GCC diagnostic ignored \"-Wunused-parameter\"\n#endif\n\n"
      "extern \"C\" {\n";
  for (const CFunction &F : *Functions) {
    Code += F.result + " " + F.name + "(" + F.parameterList() + ") {";
    auto Answer = D.notSupported.find(F.result);
    if (Answer != D.notSupported.end())
      Code += "return " + Answer->second + ";";
    else if (F.result != "void")
      Code += "return {};";
    Code += "}\n";
  }
  return formatted(Code + "} // extern \"C\"\n");
}

/// What a typed parameter is in C++, and what the function of C gets for it;
/// nothing where C has the same type, or no form is known.
struct TypedForm {
  std::string parameters; ///< Of the template.
  std::string declaration, argument;
};
std::optional<TypedForm> typedForm(const CFunction::Parameter &Typed,
                                   const CFunction::Parameter &InC) {
  auto Is = [](const CFunction::Parameter &P, const llvm::Twine &Type) {
    return P.text == (Type + P.name).str();
  };
  const std::string &Name = Typed.name;
  if (Is(Typed, "T **") && Is(InC, "void **"))
    return TypedForm{"class T", Typed.text, "(void **)(" + Name + ")"};
  if (Is(Typed, "const T &") && Is(InC, "const void *"))
    return TypedForm{"class T", Typed.text,
                     "cw::detail::symbol_address(" + Name + ")"};
  if ((Is(Typed, "T *") || Is(Typed, "T ")) && Is(InC, "const void *"))
    return TypedForm{"class... P", "void (*" + Name + ")(P...)",
                     "cw::kernel_address(" + Name + ")"};
  return std::nullopt;
}

/// The typed form of a function of C: all but one parameter are the same.
std::optional<std::string> typedFunction(CFunction Typed,
                                         const CFunction &InC) {
  if (Typed.parameters.size() != InC.parameters.size())
    return std::nullopt;
  std::optional<TypedForm> Form;
  CFunction Call = Typed;
  for (size_t I = 0; I < InC.parameters.size(); ++I) {
    auto F = typedForm(Typed.parameters[I], InC.parameters[I]);
    if (!F)
      continue;
    if (Form)
      return std::nullopt;
    Typed.parameters[I].text = F->declaration;
    Call.parameters[I].name = F->argument;
    Form = F;
  }
  if (!Form)
    return std::nullopt;
  return "template <" + Form->parameters + "> " + InC.result + " " + InC.name +
         "(" + Typed.parameterList(/*Defaults=*/true) + ") { return " +
         InC.name + "(" + Call.arguments() + "); }\n";
}

llvm::Expected<std::string> typedText(const RuleSet &Rules,
                                      const Description &D) {
  auto InC = functionsOf(Rules, D.area);
  if (!InC)
    return InC.takeError();
  auto Typed = functionsOf(Rules, D.area, /*Templates=*/true);
  if (!Typed)
    return Typed.takeError();
  std::string Body;
  for (const CFunction &T : *Typed)
    for (const CFunction &C : *InC)
      if (C.name == T.name && !llvm::is_contained(D.except, C.name))
        Body += typedFunction(T, C).value_or("");
  HeaderText Text(D.name, originOf(D), D.title);
  for (const std::string &I : D.includes)
    Text.include(I);
  return formatted(Text.whole(Body));
}

/// The condition under which a backend has what a rule needs; empty: always.
std::string conditionFor(const Rule &R) {
  std::string Text;
  for (const std::string &Extension : R.needs)
    Text += (Text.empty() ? "defined(CW_HAS_" : " && defined(CW_HAS_") +
            StringRef(Extension).upper() + ")";
  return Text;
}

llvm::Expected<std::string>
twinsText(const RuleSet &Rules, const RuleFiles &Files, const Description &D) {
  const Twins &T = *D.twins;
  auto Originals = functionsOf(Rules, T.of);
  if (!Originals)
    return Originals.takeError();
  llvm::StringMap<const CFunction *> ByName;
  for (const CFunction &F : *Originals)
    ByName[F.name] = &F;

  std::vector<std::pair<std::string, std::string>> Groups = {{"", ""}};
  llvm::StringSet<> Seen;
  for (const RuleData &Data : Files.rules)
    for (const Rule &R : Data.rules) {
      StringRef Name = R.target(/*InC=*/true);
      if (Data.area != D.area || R.kind != Rule::Kind::Function ||
          !isMapped(&R) || !Name.starts_with(T.prefix) ||
          llvm::is_contained(T.byHand, Name) || !Seen.insert(Name).second)
        continue;
      auto Listed = T.forwards.find(Name.str());
      std::string Original =
          Listed != T.forwards.end()
              ? Listed->second
              : ("cw" + Name.drop_front(T.prefix.size())).str();
      auto It = ByName.find(Original);
      if (It == ByName.end())
        return llvm::createStringError(
            llvm::inconvertibleErrorCode(),
            "%s: %s forwards to %s, which area %s does not have: list it in "
            "'forwards' or 'by_hand'",
            D.name.c_str(), Name.str().c_str(), Original.c_str(), T.of.c_str());
      std::string Condition = conditionFor(R);
      auto Group = llvm::find_if(
          Groups, [&](const auto &G) { return G.first == Condition; });
      if (Group == Groups.end())
        Group = Groups.insert(Groups.end(), {Condition, ""});
      Group->second += "static inline " + T.result + " " + Name.str() + "(" +
                       It->second->parameterList() + ") { return (" + T.result +
                       ")" + Original + "(" + It->second->arguments() +
                       "); }\n";
    }
  std::string Body;
  for (const auto &[Condition, Functions] : Groups)
    Body += Condition.empty()
                ? Functions
                : "\n#if " + Condition + "\n" + Functions + "#endif\n";
  HeaderText Text(D.name, originOf(D), D.title);
  for (const std::string &I : D.includes)
    Text.include(I);
  return formatted(Text.whole(Body));
}

} // namespace

llvm::Expected<std::map<std::string, std::string>>
interfaceFiles(const RuleFiles &Files, StringRef Yaml, StringRef Origin) {
  InterfaceFile List(Origin);
  if (llvm::Error E = List.read(Yaml))
    return E;
  RuleSet Rules = RuleSet::of(Files);
  std::map<std::string, std::string> Made;
  for (const Description &D : List.headers) {
    auto Text = D.twins   ? twinsText(Rules, Files, D)
                : D.typed ? typedText(Rules, D)
                          : headerText(Rules, D);
    if (!Text)
      return Text.takeError();
    Made["include/cw/" + D.name] = std::move(*Text);
    if (D.notSupported.empty())
      continue;
    auto Stub = stubText(Rules, D);
    if (!Stub)
      return Stub.takeError();
    Made[("stub/" + llvm::sys::path::stem(D.name) + ".cpp").str()] =
        std::move(*Stub);
  }
  return Made;
}

} // namespace causeway
