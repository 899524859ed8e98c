// Reads rule files and reports their errors with file, line and column.
//
// SPDX-License-Identifier: Apache-2.0
#include "rules/RuleReader.h"
#include "input/File.h"
#include "rules/Assembly.h"
#include "rules/Construct.h"
#include "rules/NamePattern.h"
#include "rules/YamlFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/Path.h"
#include <optional>

namespace causeway {

using llvm::StringRef;

namespace {

/// A section of a rule file, and the kind of its rules.
struct Section {
  StringRef name;
  Rule::Kind kind;
};
constexpr Section Sections[] = {{"functions", Rule::Kind::Function},
                                {"types", Rule::Kind::Type},
                                {"values", Rule::Kind::Value},
                                {"macros", Rule::Kind::Macro},
                                {"namespaces", Rule::Kind::Namespace}};

std::optional<Lanes> lanesOf(StringRef Text) {
  return llvm::StringSwitch<std::optional<Lanes>>(Text)
      .Case("thread", Lanes::Thread)
      .Case("lane", Lanes::Lane)
      .Case("warp", Lanes::Warp)
      .Case("block", Lanes::Block)
      .Case("size", Lanes::Size)
      .Case("mask", Lanes::Mask)
      .Case("distance", Lanes::Distance)
      .Case("width", Lanes::Width)
      .Case("tile", Lanes::Tile)
      .Default(std::nullopt);
}

bool isIdentifierPath(StringRef Name) {
  while (true) {
    auto [Head, Rest] = Name.split("::");
    if (Head.empty() || llvm::isDigit(Head[0]) ||
        !llvm::all_of(Head,
                      [](char C) { return llvm::isAlnum(C) || C == '_'; }))
      return false;
    if (Head.size() == Name.size())
      return true;
    Name = Rest;
  }
}

/// One file during reading: its data, and its errors.
class RuleFile : YamlFile {
public:
  RuleFile(StringRef Origin, bool Users) : YamlFile(Origin) {
    Data.users = Users;
  }

  llvm::Expected<RuleData> read(StringRef Yaml, const FacadeReader &Facade) {
    if (checkText(Yaml))
      parse(Yaml, "a rule file is a map that starts with 'area: NAME'",
            [&](const Node &Top) { parseTop(Top); });
    if (Errors.empty())
      finishFile(Yaml, Facade);
    if (llvm::Error E = takeErrors())
      return E;
    return std::move(Data);
  }

private:
  // ---- The file ------------------------------------------------------------

  void parseTop(const Node &Top) {
    auto Entries = entries(Top, "a rule file");
    for (auto &[Key, Value] : Entries) {
      if (Key.Scalar() == "area")
        Area = text(Value, "'area'").value_or("");
      if (Key.Scalar() == "needs")
        addNeeds(AreaNeeds, Value);
      if (Key.Scalar() == "rename")
        for (auto &[From, To] : entries(Value, "'rename'"))
          Data.renames[From.Scalar()] = text(To, "'rename'").value_or("");
    }
    Data.area = Area;
    if (Top.IsMap() && !Top["area"])
      error(Top, "'area: NAME' is missing");
    if (!Area.empty() && !llvm::all_of(Area, [](char C) {
          return llvm::isLower(C) || llvm::isDigit(C) || C == '_' || C == '-';
        }))
      error(Top["area"], "'area' must be a lower-case name");

    for (auto &[Key, Value] : Entries) {
      StringRef Name = Key.Scalar();
      const auto *S = llvm::find_if(
          Sections, [&](const Section &S) { return S.name == Name; });
      if (Name == "area" || Name == "needs" || Name == "rename")
        continue;
      if (Value.IsNull()) // `types:` with no rules yet
        continue;
      if (S != std::end(Sections)) {
        for (auto &[RuleName, Body] : entries(Value, "'" + Name + "'"))
          addRule(S->kind, RuleName, RuleName.Scalar(), Body);
      } else if (Name == "headers") {
        for (auto &[Include, Body] : entries(Value, "'headers'"))
          addHeader(Include, Body);
      } else if (Name == "members") {
        addMembers(Value);
      } else if (Name == "syntax") {
        addSyntax(Value);
      } else if (Name == "assembly") {
        for (auto &[Text, Body] : entries(Value, "'assembly'"))
          addRule(Rule::Kind::Syntax, Text, assemblyRule(Text.Scalar()), Body);
      } else if (Name == "instructions") {
        for (auto &[Text, Body] : entries(Value, "'instructions'"))
          if (wholeWord(Text, Text.Scalar()))
            addRule(Rule::Kind::Syntax, Text,
                    (AssemblyUse + " " + Text.Scalar()).str(), Body);
      } else if (Name == "instruction_forms") {
        addExpressions(Value, Name, /*Whole=*/true, Data.instructionForms);
      } else if (Name == "examples") {
        addExamples(Value);
      } else if (Name == "families") {
        addFamilies(Value);
      } else if (Name == "warp_constants") {
        addWarpConstants(Value);
      } else if (Name == "sdk") {
        addSdk(Value);
      } else if (Name == "arguments") {
        addArguments(Value);
      } else if (Name == "other_vendors") {
        addOtherVendors(Value);
      } else if (Name == "opened") {
        for (auto &[Namespace, Words] : entries(Value, "'opened'"))
          addWords(Words, Namespace.Scalar(), Data.opened[Namespace.Scalar()]);
      } else if (Name == "extensions") {
        for (auto &[Extension, Names] : entries(Value, "'extensions'")) {
          if (isExtension(Extension, Extension.Scalar()))
            addExpressions(Names, Extension.Scalar(), /*Whole=*/true,
                           Data.extensionNames[Extension.Scalar()]);
        }
      } else if (Name == "facts") {
        FactsNode = Value;
      } else if (Name == "facade") {
        HasFacade = flag(Value, "'facade'");
      } else if (Name == "prelude") {
        Data.prelude = text(Value, "'prelude'").value_or("");
      } else {
        error(Key,
              "unknown key '" + Name +
                  "'; a rule file has area, needs, rename, extensions, facade, "
                  "prelude, families, "
                  "warp_constants, sdk, other_vendors, opened, arguments, "
                  "headers, functions, types, values, macros, namespaces, "
                  "members, syntax, assembly, "
                  "instructions, instruction_forms, facts and examples");
      }
    }
    if (FactsNode)
      addFacts(*FactsNode);
  }

  Rule start(Rule::Kind Kind, const Node &Key, std::string Name) {
    Rule R;
    R.kind = Kind;
    R.name = std::move(Name);
    R.area = Area;
    R.needs = AreaNeeds;
    R.users = Data.users;
    R.origin = (Origin + ":" + llvm::Twine(Key.Mark().line + 1)).str();
    return R;
  }

  void take(const Node &Key, Rule R) {
    llvm::StringMap<unsigned> &Names =
        R.kind == Rule::Kind::Header ? HeaderLines : NameLines;
    auto [It, New] = Names.try_emplace(R.name, unsigned(Key.Mark().line + 1));
    if (!New) {
      error(Key, "'" + R.name + "' has a rule on line " +
                     llvm::Twine(It->second) + " already");
      return;
    }
    Data.rules.push_back(std::move(R));
  }

  // ---- Rules ---------------------------------------------------------------

  void addRule(Rule::Kind Kind, const Node &Key, const std::string &Name,
               const Node &Body) {
    llvm::StringRef Identifier = Name;
    if (Kind == Rule::Kind::Macro)
      Identifier.consume_front("defined ");
    if (Kind != Rule::Kind::Syntax && !isIdentifierPath(Identifier)) {
      error(Key, "'" + Name + "' is not a name");
      return;
    }
    Rule R = start(Kind, Key, Name);
    if (Kind == Rule::Kind::Member || Kind == Rule::Kind::Syntax)
      R.lexical = false;
    if (Body.IsScalar()) {
      R.to = target(Kind, Name, Body);
      take(Key, std::move(R));
      return;
    }
    if (!Body.IsMap()) {
      error(Body.IsNull() ? Key : Body, "'" + Name + "' needs a target: '" +
                                            Name + ": TARGET' or '" + Name +
                                            ": { to: TARGET, ... }'");
      return;
    }
    bool HasTo = false, Review = false;
    std::optional<Effort> E;
    for (auto &[Field, Value] : entries(Body, "the rule of '" + Name + "'")) {
      StringRef F = Field.Scalar();
      if (F == "to") {
        HasTo = true;
        R.to = target(Kind, Name, Value);
      } else if (F == "c") {
        R.toC = target(Kind, Name, Value);
      } else if (F == "lanes") {
        addLanes(R, Value);
      } else if (F == "lexical") {
        R.lexical = flag(Value, "'lexical'");
      } else if (F == "predefined") {
        R.predefined = flag(Value, "'predefined'");
      } else if (F == "drop" && Kind == Rule::Kind::Macro) {
        R.drop = HasTo = flag(Value, "'drop'");
      } else if (F == "open" && Kind == Rule::Kind::Namespace) {
        R.open = flag(Value, "'open'");
      } else if (!addCommon(R, F, Value, Review, E)) {
        error(Field, "unknown key '" + F + "' in the rule of '" + Name +
                         "'; a rule has to, c, note, review, needs, effort, "
                         "lanes, lexical, predefined or unsupported");
      }
    }
    finish(R, Key, HasTo, Review, E);
    take(Key, std::move(R));
  }

  /// The fields that rules for names and headers share; false if `F` is not one
  /// of them.
  bool addCommon(Rule &R, StringRef F, const Node &Value, bool &Review,
                 std::optional<Effort> &E) {
    if (F == "note") {
      R.note = text(Value, "'note'").value_or("");
    } else if (F == "review") {
      Review = flag(Value, "'review'");
    } else if (F == "needs") {
      addNeeds(R.needs, Value);
    } else if (F == "effort") {
      E = effortOf(Value.IsScalar() ? StringRef(Value.Scalar()) : "");
      if (!E)
        error(Value, "'effort' must be auto, review, manual or blocked");
    } else if (F == "unsupported") {
      R.verdict = Verdict::Unsupported;
      readReason(Value, R.why, R.instead);
    } else {
      return false;
    }
    return true;
  }

  void finish(Rule &R, const Node &Key, bool HasTo, bool Review,
              std::optional<Effort> E) {
    bool Unsupported = R.verdict == Verdict::Unsupported;
    if (!HasTo && !Unsupported) {
      R.to = renamed(Data.renames, R.name);
      HasTo = !R.to.empty();
    }
    if (HasTo == Unsupported)
      error(Key, "'" + R.name + "' needs " +
                     (HasTo ? "either 'to' or 'unsupported', not both"
                            : "'to' or 'unsupported'"));
    if (Unsupported && Review)
      error(Key, "'" + R.name + "' is unsupported, so it cannot have 'review'");
    if (Review && R.note.empty())
      error(
          Key,
          "'" + R.name +
              "' has 'review', so it needs a 'note' that says what to review");
    if (Review)
      R.verdict = Verdict::MappedReview;
    R.effort = E.value_or(Unsupported ? Effort::Manual
                          : Review    ? Effort::Review
                                      : Effort::Auto);
  }

  /// `lanes: ROLE`, or a map with a role for each parameter and the result.
  void addLanes(Rule &R, const Node &Value) {
    auto Role = [&](const Node &N) {
      auto L = lanesOf(N.IsScalar() ? StringRef(N.Scalar()) : "");
      if (!L)
        error(N, "'lanes' must be thread, lane, warp, block, size, mask, "
                 "distance, width or tile");
      return L.value_or(Lanes::None);
    };
    if (!Value.IsMap()) {
      R.lanes = Role(Value);
      return;
    }
    for (auto &[Which, L] : entries(Value, "'lanes'")) {
      unsigned Index;
      if (Which.Scalar() == "result")
        R.lanes = Role(L);
      else if (StringRef(Which.Scalar()).getAsInteger(10, Index) ||
               Index > MaxArgument)
        error(Which, "a key of 'lanes' is a parameter's number or 'result'");
      else
        R.laneParameters[Index] = Role(L);
    }
  }

  void addNeeds(std::vector<std::string> &Needs, const Node &Value) {
    if (!Value.IsSequence()) {
      error(Value, "'needs' must be a list of extensions");
      return;
    }
    for (const Node &Item : Value) {
      auto Name = text(Item, "an extension");
      if (!Name)
        continue;
      if (isExtension(Item, *Name) && !llvm::is_contained(Needs, *Name))
        Needs.push_back(*Name);
    }
  }

  bool isExtension(const Node &At, StringRef Name) {
    if (llvm::any_of(extensions(),
                     [&](const Extension &E) { return E.name == Name; }))
      return true;
    error(At, "unknown extension '" + Name + "'; there are " +
                  llvm::join(llvm::map_range(
                                 extensions(),
                                 [](const Extension &E) { return E.name; }),
                             ", "));
    return false;
  }

  /// A target's text, with its placeholders checked. A target equal to the name
  /// means that the source stays as it is.
  std::string target(Rule::Kind Kind, StringRef Name, const Node &N) {
    auto To = text(N, "the target of '" + Name + "'");
    if (!To || *To == Name)
      return "";
    for (StringRef Rest = *To; Rest.contains('$');) {
      Rest = Rest.split('$').second;
      StringRef Placeholder =
          Rest.take_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
      checkPlaceholder(Kind, Name, Placeholder, N);
    }
    return *To;
  }

  void checkPlaceholder(Rule::Kind Kind, StringRef Name, StringRef Placeholder,
                        const Node &At) {
    if (Kind == Rule::Kind::Syntax) {
      if (Name.starts_with(assemblyRule("")))
        return checkArgument(Placeholder, At);
      auto C = constructOf(Name);
      if (!C || llvm::is_contained(infoOf(*C).placeholders, Placeholder))
        return;
      std::string Known;
      for (StringRef P : infoOf(*C).placeholders)
        Known += (Known.empty() ? "$" : ", $") + P.str();
      error(At, "'" + Name + "' has no placeholder '$" + Placeholder + "'" +
                    (Known.empty() ? "" : "; it has " + Known));
      return;
    }
    bool HasArguments = Kind == Rule::Kind::Function ||
                        Kind == Rule::Kind::Member || Kind == Rule::Kind::Macro;
    if (!HasArguments) {
      error(At, "'" + Name +
                    "' takes no arguments, so its target can't name '$" +
                    Placeholder + "'");
      return;
    }
    checkArgument(Placeholder, At);
  }

  void checkArgument(StringRef Placeholder, const Node &At) {
    unsigned Index;
    if (Placeholder.getAsInteger(10, Index) || Index > MaxArgument)
      error(At, "'$" + Placeholder + "' is not an argument; write $0 to $" +
                    llvm::Twine(MaxArgument));
  }

  void addHeader(const Node &Key, const Node &Body) {
    Rule R = start(Rule::Kind::Header, Key, Key.Scalar());
    bool Served = true;
    if (Body.IsMap()) {
      bool HasTo = false, Review = false;
      std::optional<Effort> E;
      for (auto &[Field, Value] :
           entries(Body, "the rule of '" + R.name + "'")) {
        StringRef F = Field.Scalar();
        if (F == "to") {
          HasTo = true;
          if (!Value.IsNull())
            R.to = text(Value, "'to'").value_or("");
        } else if (F == "facade") {
          Served = flag(Value, "'facade'");
        } else if (!addCommon(R, F, Value, Review, E)) {
          error(Field, "unknown key '" + F + "' in the rule of '" + R.name +
                           "'; a header's rule has to, note, review, needs, "
                           "effort, facade or unsupported");
        }
      }
      finish(R, Key, HasTo, Review, E);
    } else if (!Body.IsNull()) { // null: the include line is deleted
      R.to = text(Body, "the target of '" + R.name + "'").value_or("");
    }
    // A folder cannot be served as a file.
    Served &= !StringRef(R.name).ends_with("/*");
    Data.servedHeaders.emplace_back(R.name, Served);
    take(Key, std::move(R));
  }

  void addMembers(const Node &N) {
    for (auto &[Parent, List] : entries(N, "'members'")) {
      if (List.IsMap()) {
        for (auto &[Name, Body] : entries(List, "the members"))
          addRule(Rule::Kind::Member, Name,
                  Parent.Scalar() + "::" + Name.Scalar(), Body);
      } else if (List.IsSequence()) {
        for (const Node &Name : List) {
          if (!Name.IsScalar() || !isIdentifierPath(Name.Scalar())) {
            error(Name, "a member of '" + Parent.Scalar() + "' must be a name");
            continue;
          }
          Rule R = start(Rule::Kind::Member, Name,
                         Parent.Scalar() + "::" + Name.Scalar());
          R.lexical = false;
          take(Name, std::move(R));
        }
      } else {
        error(List.IsNull() ? Parent : List,
              "the members of '" + Parent.Scalar() +
                  "' must be a list of names or a map of rules");
      }
    }
  }

  void addSyntax(const Node &N) {
    for (auto &[Name, Body] : entries(N, "'syntax'")) {
      if (constructOf(Name.Scalar())) {
        addRule(Rule::Kind::Syntax, Name, Name.Scalar(), Body);
        continue;
      }
      std::vector<StringRef> Names;
      for (const ConstructInfo &C : constructs())
        Names.push_back(C.name);
      error(Name, "unknown syntax '" + Name.Scalar() + "'; there are " +
                      llvm::join(Names, ", "));
    }
  }

  void addExamples(const Node &N) {
    if (!N.IsSequence()) {
      error(N, "'examples' must be a list");
      return;
    }
    for (const Node &Item : N) {
      Example E;
      E.origin = (Origin + ":" + llvm::Twine(Item.Mark().line + 1)).str();
      for (auto &[Field, Value] : entries(Item, "an example")) {
        StringRef F = Field.Scalar();
        std::string Text =
            text(Value, "'" + F + "'").value_or(std::string("-"));
        if (F == "in")
          E.in = Text;
        else if (F == "out")
          E.out = Text;
        else if (F == "setup")
          E.setup = Text;
        else if (F == "scope")
          E.scope = choose<Example::Scope>(Value, "scope",
                                           {{"host", Example::Scope::Host},
                                            {"kernel", Example::Scope::Kernel},
                                            {"file", Example::Scope::File}});
        else if (F == "lang")
          E.language =
              choose<Example::Language>(Value, "lang",
                                        {{"cuda", Example::Language::Cuda},
                                         {"c++", Example::Language::Cxx},
                                         {"c", Example::Language::C}});
        else
          error(Field, "unknown key '" + F +
                           "' in an example; it has in, out, setup, scope "
                           "and lang");
      }
      if (Item.IsMap() && (E.in.empty() || E.out.empty()))
        error(Item, "an example needs both 'in' and 'out'");
      Data.examples.push_back(std::move(E));
    }
  }

  template <typename T>
  T choose(const Node &N, StringRef What,
           std::initializer_list<std::pair<StringRef, T>> Choices) {
    std::vector<StringRef> Names;
    for (const auto &[Name, Value] : Choices) {
      if (N.IsScalar() && Name == N.Scalar())
        return Value;
      Names.push_back(Name);
    }
    error(N, "'" + What + "' must be one of " + llvm::join(Names, ", "));
    return T();
  }

  /// `facts: { barrier: [NAME, ...] }`; a final `*` matches any rest.
  void addFacts(const Node &N) {
    for (auto &[Which, Names] : entries(N, "'facts'")) {
      Fact F = choose<Fact>(Which, "facts",
                            {{"barrier", Fact::Barrier},
                             {"warp", Fact::Warp},
                             {"atomic", Fact::Atomic},
                             {"texture", Fact::Texture},
                             {"launch", Fact::Launch}});
      if (!Names.IsSequence()) {
        error(Names, "'" + Which.Scalar() + "' must be a list of names");
        continue;
      }
      for (const Node &Item : Names) {
        auto Name = text(Item, "a name");
        if (!Name)
          continue;
        std::string Assembly = assemblyRule(*Name);
        StringRef Beginning = *Name;
        bool Any = Beginning.consume_back("*"), Found = false;
        for (Rule &R : Data.rules) {
          if (R.kind != Rule::Kind::Function && R.kind != Rule::Kind::Member &&
              R.kind != Rule::Kind::Macro && R.kind != Rule::Kind::Syntax)
            continue;
          if (R.name == *Name || R.name == Assembly ||
              (Any && StringRef(R.name).starts_with(Beginning))) {
            R.fact = F;
            Found = true;
          }
        }
        if (!Found)
          error(Item, "'" + *Name + "' has no rule in this file");
      }
    }
  }

  void addFamilies(const Node &N) {
    if (N.IsSequence()) {
      for (const Node &Item : N)
        if (auto Text = text(Item, "a family"))
          addFamily(Item, *Text, "");
    } else if (N.IsMap()) {
      for (auto &[Text, Header] : entries(N, "'families'"))
        if (auto Name = text(Header, "the header of a family"))
          addFamily(Text, Text.Scalar(), *Name);
    } else {
      error(N, "'families' must be a list of regular expressions, or a map of "
               "them to headers");
    }
  }

  void addFamily(const Node &At, const std::string &Text, std::string Header) {
    if (auto R = wholeWord(At, Text))
      Data.families.push_back({std::move(*R), std::move(Header)});
  }

  void addArguments(const Node &N) {
    for (auto &[Macro, Words] : entries(N, "'arguments'"))
      for (auto &[Word, Header] : entries(Words, "the words of a macro"))
        if (auto Name = text(Header, "the header of an argument"))
          Data.arguments.push_back({Macro.Scalar(), Word.Scalar(), *Name});
  }

  void addWarpConstants(const Node &N) {
    addExpressions(N, "warp_constants", /*Whole=*/true, Data.warpConstants);
  }

  void addSdk(const Node &N) {
    for (auto &[Key, Value] : entries(N, "'sdk'")) {
      StringRef Name = Key.Scalar();
      if (Name == "folder") {
        if (!Value.IsSequence())
          error(Value, "'folder' must be a list of names");
        else
          for (const Node &Item : Value)
            if (auto Text = text(Item, "a header's name"))
              Data.sdk.folder.push_back(*Text);
      } else if (Name == "entries") {
        addExpressions(Value, Name, /*Whole=*/true, Data.sdk.entries);
      } else if (Name == "libraries") {
        addExpressions(Value, Name, /*Whole=*/true, Data.sdk.libraries);
      } else if (Name == "notices") {
        addExpressions(Value, Name, /*Whole=*/false, Data.sdk.notices);
      } else {
        error(Key, "unknown key '" + Name +
                       "' in 'sdk'; it has folder, entries, libraries and "
                       "notices");
      }
    }
  }

  void addOtherVendors(const Node &N) {
    for (auto &[Key, Value] : entries(N, "'other_vendors'")) {
      StringRef Name = Key.Scalar();
      if (Name == "words")
        addWords(Value, Name, Data.otherVendors.words);
      else if (Name == "but_not")
        addWords(Value, Name, Data.otherVendors.butNot);
      else
        error(Key, "unknown key '" + Name +
                       "' in 'other_vendors'; it has words and but_not");
    }
  }

  void addExpressions(const Node &N, StringRef Key, bool Whole,
                      std::vector<std::string> &Into) {
    if (!N.IsSequence()) {
      error(N, "'" + Key + "' must be a list of regular expressions");
      return;
    }
    for (const Node &Item : N)
      if (auto Text = text(Item, "an expression of '" + Key + "'"))
        if (auto R = expression(Item, *Text, Whole))
          Into.push_back(std::move(*R));
  }

  /// A regular expression for whole identifiers.
  std::optional<std::string> wholeWord(const Node &At,
                                       const std::string &Text) {
    return expression(At, Text, /*Whole=*/true);
  }

  std::optional<std::string> expression(const Node &At, const std::string &Text,
                                        bool Whole) {
    std::string Pattern = posix(Text, Whole), Why;
    if (llvm::Regex(Pattern).isValid(Why))
      return Pattern;
    error(At, "'" + Text + "' is not a regular expression: " + Why);
    return std::nullopt;
  }

  // ---- The whole file -------------------------------------------------------

  void finishFile(StringRef Yaml, const FacadeReader &Facade) {
    Data.hasFacade = HasFacade.value_or(!Data.users);
    if (Data.hasFacade) {
      Data.facade.name = Area + ".h";
      const std::string *Text = Facade ? Facade(Data.facade.name) : nullptr;
      if (!Text) {
        error(1, 1,
              "the facade header " + Data.facade.name +
                  " is not beside this file; write 'facade: false' if "
                  "there is none");
        return;
      }
      Data.facade.contents = *Text;
    }
    for (Rule &R : Data.rules)
      R.predefined |= !Data.hasFacade;
    Data.fingerprint = ruleFingerprint(
        ruleFingerprint(Yaml) +
        (Data.hasFacade ? ruleFingerprint(Data.facade.contents) : ""));
  }

  static constexpr unsigned MaxArgument = 31;

  RuleData Data;
  std::string Area;
  /// The `needs:` of all rules of the file.
  std::vector<std::string> AreaNeeds;
  std::optional<bool> HasFacade;
  std::optional<Node> FactsNode; ///< Read last, since it refers to the rules.
  llvm::StringMap<unsigned> NameLines, HeaderLines; ///< The line of each rule.
};

} // namespace

std::string ruleFingerprint(StringRef Text) {
  return llvm::toHex(llvm::BLAKE3::hash<16>(llvm::arrayRefFromStringRef(Text)));
}

llvm::Error readRuleFile(StringRef Yaml, StringRef Origin, bool Users,
                         const FacadeReader &Facade, RuleFiles &Into) {
  if (BuildRules::isBuildFile(Yaml)) {
    auto Data = BuildRules::read(Yaml, Origin);
    if (!Data)
      return Data.takeError();
    Into.build.push_back(std::move(*Data));
    return llvm::Error::success();
  }
  auto Data = RuleFile(Origin, Users).read(Yaml, Facade);
  if (!Data)
    return Data.takeError();
  Into.rules.push_back(std::move(*Data));
  return llvm::Error::success();
}

std::string renamed(const std::map<std::string, std::string> &Renames,
                    StringRef Name) {
  StringRef Best;
  std::string Result;
  for (const auto &[From, To] : Renames)
    if (Name.starts_with(From) && From.size() > Best.size()) {
      Best = From;
      Result = (To + Name.substr(From.size())).str();
    }
  return Result;
}

llvm::Error completeRules(RuleFiles &Files,
                          llvm::ArrayRef<Declaration> Declared) {
  llvm::StringSet<> Known;
  for (const RuleData &Data : Files.rules)
    for (const Rule &R : Data.rules)
      if (R.kind != Rule::Kind::Header)
        Known.insert(R.name);
  for (RuleData &Data : Files.rules) {
    for (const Declaration &D : Declared) {
      StringRef Header = llvm::sys::path::filename(D.file);
      if (!Data.hasFacade || Header != Data.facade.name ||
          D.kind == Rule::Kind::Member || Known.contains(D.name))
        continue;
      Rule R;
      R.kind = D.kind;
      R.name = D.name;
      R.to = renamed(Data.renames, D.name);
      R.area = Data.area;
      R.origin = ("cuda/" + Header + ":" + llvm::Twine(D.line)).str();
      if (!R.to.empty())
        Data.rules.push_back(std::move(R));
    }
    for (auto &[Extension, Expressions] : Data.extensionNames) {
      std::vector<bool> Used(Expressions.size());
      std::vector<NamePattern> Patterns;
      for (const std::string &E : Expressions)
        Patterns.emplace_back(E);
      for (Rule &R : Data.rules)
        for (size_t I = 0; I < Patterns.size(); ++I)
          if (R.kind != Rule::Kind::Member &&
              R.verdict != Verdict::Unsupported &&
              Patterns[I].matches(R.name)) {
            Used[I] = true;
            if (!llvm::is_contained(R.needs, Extension))
              R.needs.push_back(Extension);
          }
      for (size_t I = 0; I < Used.size(); ++I)
        if (!Used[I])
          return llvm::createStringError(
              llvm::inconvertibleErrorCode(),
              "area %s: no name matches %s, which needs '%s'",
              Data.area.c_str(),
              llvm::StringRef(Expressions[I])
                  .drop_front(2)
                  .drop_back(2)
                  .str()
                  .c_str(),
              Extension.c_str());
    }
  }
  return llvm::Error::success();
}

} // namespace causeway
