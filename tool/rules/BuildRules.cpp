// Reads rule files for build scripts and looks words up.
//
// SPDX-License-Identifier: Apache-2.0
#include "rules/BuildRules.h"
#include "rules/YamlFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/GlobPattern.h"

namespace causeway {

using llvm::StringRef;
using Kind = BuildRule::Kind;

namespace {

struct Section {
  StringRef name, one;
  Kind kind;
};
constexpr Section Sections[] = {{"programs", "program", Kind::Program},
                                {"options", "option", Kind::Option},
                                {"libraries", "library", Kind::Library},
                                {"folders", "folder", Kind::Folder},
                                {"packages", "package", Kind::Package},
                                {"languages", "language", Kind::Language},
                                {"commands", "command", Kind::Command},
                                {"targets", "target", Kind::Target},
                                {"variables", "variable", Kind::Variable},
                                {"properties", "property", Kind::Property},
                                {"features", "feature", Kind::Feature},
                                {"names", "name", Kind::Name}};

std::string key(Kind K, StringRef Name) {
  return (toString(K) + " " + Name).str();
}

} // namespace

StringRef toString(Kind K) {
  for (const Section &S : Sections)
    if (S.kind == K)
      return S.one;
  return "text";
}

/// Reads one file.
class BuildRuleFile : YamlFile {
public:
  explicit BuildRuleFile(StringRef Origin) : YamlFile(Origin) {}

  llvm::Expected<BuildRuleData> read(StringRef Yaml) {
    if (checkText(Yaml))
      parse(Yaml, "a rule file is a map that starts with 'build: NAME'",
            [&](const Node &Top) { parseTop(Top); });
    if (llvm::Error E = takeErrors())
      return E;
    return std::move(Data);
  }

private:
  void parseTop(const Node &Top) {
    auto Entries = entries(Top, "a rule file");
    for (auto &[Key, Value] : Entries)
      if (Key.Scalar() == "build")
        Area = text(Value, "'build'").value_or("");
    for (auto &[Key, Value] : Entries) {
      StringRef Name = Key.Scalar();
      if (Name == "build" || Value.IsNull())
        continue;
      const auto *S = llvm::find_if(
          Sections, [&](const Section &S) { return S.name == Name; });
      if (S != std::end(Sections)) {
        for (auto &[RuleName, Body] : entries(Value, "'" + Name + "'"))
          addRule(S->kind, RuleName, Body);
      } else if (Name == "texts") {
        for (auto &[TextName, Body] : entries(Value, "'texts'")) {
          BuildRule R = start(Kind::Text, TextName);
          R.name = Area + "." + R.name;
          R.to = text(Body, "'" + TextName.Scalar() + "'").value_or("");
          Data.rules.push_back(std::move(R));
        }
      } else if (Name == "examples") {
        addExamples(Value);
      } else if (Name == "reasons") {
        // Holds YAML anchors that several rules share.
      } else {
        error(Key, "unknown key '" + Name +
                       "'; a rule file for build scripts has build, programs, "
                       "options, libraries, folders, packages, languages, "
                       "commands, targets, variables, properties, features, "
                       "names, texts, reasons and examples");
      }
    }
  }

  BuildRule start(Kind K, const Node &Key) {
    BuildRule R;
    R.kind = K;
    R.name = Key.Scalar();
    R.area = Area;
    R.origin = (Origin + ":" + llvm::Twine(Key.Mark().line + 1)).str();
    return R;
  }

  void addRule(Kind K, const Node &Key, const Node &Body) {
    BuildRule R = start(K, Key);
    StringRef Name = R.name;
    if (Name.empty() || Name.starts_with("-")) {
      error(Key, "'" + Name + "' must be a name" +
                     (K == Kind::Option ? " without its dashes" : ""));
      return;
    }
    if (Body.IsNull()) {
      Data.rules.push_back(std::move(R)); // the word is removed
      return;
    }
    if (Body.IsScalar()) {
      R.to = text(Body, "'" + Name + "'").value_or("");
      Data.rules.push_back(std::move(R));
      return;
    }
    bool Review = false, Unsupported = false, Drop = false;
    for (auto &[Field, Value] : entries(Body, "the rule of '" + Name + "'")) {
      StringRef F = Field.Scalar();
      if (F == "to") {
        if (!Value.IsNull())
          R.to = text(Value, "'to'").value_or("");
      } else if (F == "note") {
        R.note = text(Value, "'note'").value_or("");
      } else if (F == "review") {
        Review = flag(Value, "'review'");
      } else if (F == "keep") {
        R.keep = flag(Value, "'keep'");
      } else if (F == "drop") {
        Drop = flag(Value, "'drop'");
      } else if (F == "runtime") {
        R.runtime = flag(Value, "'runtime'");
      } else if (F == "anywhere") {
        R.anywhere = flag(Value, "'anywhere'");
      } else if (F == "compiles") {
        R.compiles = flag(Value, "'compiles'");
      } else if (F == "takes") {
        auto V = llvm::StringSwitch<std::optional<BuildRule::Value>>(
                     Value.IsScalar() ? StringRef(Value.Scalar()) : "")
                     .Case("next", BuildRule::Value::Next)
                     .Case("joined", BuildRule::Value::Joined)
                     .Default(std::nullopt);
        if (V)
          R.value = *V;
        else
          error(Value, "'takes' must be next (-x VALUE and -x=VALUE) or joined "
                       "(-x=VALUE only)");
      } else if (F == "when") {
        if (!Value.IsSequence())
          error(Value, "'when' must be a list of values");
        else
          for (const Node &V : Value)
            R.when.push_back(text(V, "a value in 'when'").value_or(""));
      } else if (F == "unsupported") {
        Unsupported = true;
        readReason(Value, R.why, R.instead);
      } else {
        error(Field, "unknown key '" + F + "' in the rule of '" + Name +
                         "'; a rule has to, note, review, keep, drop, takes, "
                         "when, anywhere, compiles, runtime or unsupported");
      }
    }
    if (R.keep && R.to)
      error(Key, "'" + Name + "' has either 'to' or 'keep', not both");
    if (Unsupported && (Review || R.to))
      error(Key, "'" + Name +
                     "' is unsupported, so it cannot have 'to' or 'review'");
    if (Review && R.note.empty())
      error(
          Key,
          "'" + Name +
              "' has 'review', so it needs a 'note' that says what to review");
    if (Unsupported) {
      R.verdict = Verdict::Unsupported;
      R.effort = Effort::Manual;
      R.keep = !Drop;
    } else if (Review) {
      R.verdict = Verdict::MappedReview;
      R.effort = Effort::Review;
    }
    Data.rules.push_back(std::move(R));
  }

  void addExamples(const Node &N) {
    if (!N.IsSequence()) {
      error(N, "'examples' must be a list");
      return;
    }
    for (const Node &Item : N) {
      BuildExample E;
      E.origin = (Origin + ":" + llvm::Twine(Item.Mark().line + 1)).str();
      for (auto &[Key, Value] : entries(Item, "an example")) {
        StringRef K = Key.Scalar();
        std::string *Field = K == "file"  ? &E.file
                             : K == "in"  ? &E.in
                             : K == "out" ? &E.out
                                          : nullptr;
        if (!Field)
          error(Key, "unknown key '" + K +
                         "' in an example; it has file, in and out");
        else if (!Value.IsScalar())
          error(Value, "'" + K + "' must be text");
        else
          *Field = Value.Scalar();
      }
      if (E.file.empty() || E.in.empty())
        error(Item, "an example needs 'file', 'in' and 'out'");
      Data.examples.push_back(std::move(E));
    }
  }

  std::string Area;
  BuildRuleData Data;
};

bool BuildRules::isBuildFile(StringRef Yaml) {
  return Yaml.starts_with("build:") || Yaml.contains("\nbuild:");
}

llvm::Expected<BuildRuleData> BuildRules::read(StringRef Yaml,
                                               StringRef Origin) {
  return BuildRuleFile(Origin).read(Yaml);
}

void BuildRules::add(BuildRuleData Data) {
  for (BuildRule &R : Data.rules) {
    std::string K = key(R.kind, R.name);
    if (StringRef(K).ends_with("*") && !ByKey.count(K))
      Wildcards.push_back(K);
    ByKey[K] = &Rules.emplace_back(std::move(R));
  }
  llvm::append_range(Examples, Data.examples);
}

const BuildRule *BuildRules::find(Kind K, StringRef Name) const {
  std::string Key = key(K, Name);
  if (const BuildRule *R = ByKey.lookup(Key))
    return R;
  const std::string *Best = nullptr;
  for (const std::string &W : Wildcards)
    if (StringRef(Key).starts_with(StringRef(W).drop_back()) &&
        (!Best || W.size() > Best->size()))
      Best = &W;
  return Best ? ByKey.lookup(*Best) : nullptr;
}

std::string BuildRules::target(const BuildRule &R, StringRef Name) {
  StringRef To = R.to ? StringRef(*R.to) : StringRef();
  if (!To.ends_with("*") || !StringRef(R.name).ends_with("*"))
    return To.str();
  return (To.drop_back() + Name.drop_front(R.name.size() - 1)).str();
}

StringRef BuildRules::text(StringRef Area, StringRef Name) const {
  const BuildRule *R = find(Kind::Text, (Area + "." + Name).str());
  return R ? StringRef(*R->to) : StringRef();
}

bool BuildRules::isSdkPath(StringRef Path) const {
  bool Is = false;
  for (const BuildRule &R : Rules) {
    if (R.kind != Kind::Folder || (Is && !R.keep))
      continue;
    auto Pattern = llvm::GlobPattern::create(R.name);
    if (!Pattern) {
      llvm::consumeError(Pattern.takeError());
      continue;
    }
    // Try the path and every folder above it.
    for (StringRef P = Path.rtrim('/'); !P.empty();
         P = P.take_front(P.rfind('/') == StringRef::npos ? 0 : P.rfind('/')))
      if (Pattern->match(P)) {
        if (R.keep)
          return false;
        Is = true;
        break;
      }
  }
  return Is;
}

std::vector<const BuildRule *> BuildRules::all() const {
  std::vector<const BuildRule *> Result;
  for (const BuildRule &R : Rules)
    if (ByKey.lookup(key(R.kind, R.name)) == &R)
      Result.push_back(&R);
  return Result;
}

} // namespace causeway
