// Reads and finds profiles.
//
// SPDX-License-Identifier: Apache-2.0
#include "rules/Profile.h"
#include "input/File.h"
#include "rules/RuleSet.h"
#include "rules/YamlFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"

namespace causeway {

using llvm::StringRef;

StringRef toString(Support S) {
  switch (S) {
  case Support::Native:
    return "native";
  case Support::Emulated:
    return "emulated";
  case Support::Unknown:
    return "unknown";
  case Support::Absent:
    return "absent";
  }
  return "";
}

namespace {

constexpr LimitKind Limits[] = {
    {"warp_size", "Lanes of a warp", "lanes", 0},
    {"threads_per_block", "Threads of one block", "threads", 1},
    {"block_dim", "Block along x, y, z", "threads", 3},
    {"grid_dim", "Grid along x, y, z", "blocks", 3},
    {"shared_memory_per_block", "Static shared memory of one block", "B", 1},
    {"shared_memory_per_block_optin",
     "Shared memory of one block, when asked for", "B", 1},
    {"shared_memory_per_multiprocessor", "Shared memory of a multiprocessor",
     "B", 1},
    {"constant_memory", "Constant memory", "B", 1},
    {"registers_per_thread", "Registers of a thread", "registers", 1}};

/// The number formats of matrix units.
constexpr StringRef Formats[] = {
    "fp64",          "tf32",     "bf16",     "fp16",     "fp8_e4m3",
    "fp8_e5m2",      "fp6_e2m3", "fp6_e3m2", "fp4_e2m1", "fp8_e4m3_fnuz",
    "fp8_e5m2_fnuz", "int8",     "int4"};

/// Reads one file.
class ProfileFile : YamlFile {
public:
  ProfileFile(StringRef Origin, Profile &P) : YamlFile(Origin), P(P) {}

  llvm::Error read(StringRef Yaml) {
    for (const Extension &E : extensions())
      P.extensions[E.name.str()];
    for (const LimitKind &L : Limits)
      P.limits[L.id.str()];
    if (checkText(Yaml))
      parse(Yaml, "a profile is a map that starts with 'chip: NAME'",
            [&](const Node &Top) { parseTop(Top); });
    return takeErrors();
  }

private:
  void parseTop(const Node &Top) {
    for (auto &[Key, Value] : entries(Top, "a profile")) {
      StringRef Name = Key.Scalar();
      if (Name == "chip")
        P.chip = text(Value, "'chip'").value_or("");
      else if (Name == "backend")
        P.backend = Value.IsNull() ? "" : text(Value, "'backend'").value_or("");
      else if (Name == "sources")
        readSources(Value);
      else if (Name == "extensions")
        readEntries(Value, "extensions", P.extensions, [](StringRef Id) {
          return llvm::any_of(extensions(),
                              [&](const Extension &E) { return E.name == Id; });
        });
      else if (Name == "formats")
        readEntries(Value, "formats", P.formats, [](StringRef Id) {
          return llvm::is_contained(Formats, Id);
        });
      else if (Name == "limits")
        readLimits(Value);
      else if (Name == "notes")
        Notes = Value;
      else
        error(Key, "unknown key '" + Name +
                       "'; a profile has chip, backend, sources, extensions, "
                       "limits, formats and notes");
    }
    if (Top.IsMap() && !Top["chip"])
      error(Top, "'chip: NAME' is missing");
    for (StringRef Part : {"extensions", "limits"})
      if (Top.IsMap() && !Top[Part.str()])
        error(Top, "'" + Part + "' is missing");
    if (Notes)
      readNotes(*Notes);
    for (const auto &[Id, At] : Named)
      if (!P.sources.count(Id))
        error(At, "'" + Id + "' is not one of the profile's sources");
  }

  void readSources(const Node &N) {
    for (auto &[Id, Value] : entries(N, "'sources'")) {
      Profile::Source S;
      for (auto &[Key, Text] :
           entries(Value, "the source '" + Id.Scalar() + "'")) {
        StringRef K = Key.Scalar();
        std::string *Field = K == "title"     ? &S.title
                             : K == "url"     ? &S.url
                             : K == "path"    ? &S.path
                             : K == "section" ? &S.section
                             : K == "version" ? &S.version
                                              : nullptr;
        if (Field)
          *Field = text(Text, "'" + K + "'").value_or("");
        else
          error(Key, "unknown key '" + K +
                         "' in a source; it has title, url or path, section "
                         "and version");
      }
      if (Value.IsMap() && S.title.empty())
        error(Value, "the source '" + Id.Scalar() + "' needs a 'title'");
      // Reports turn the URL into a link, so only web addresses are accepted.
      if (!S.url.empty() && !StringRef(S.url).starts_with("https://") &&
          !StringRef(S.url).starts_with("http://"))
        error(Value, "the 'url' of '" + Id.Scalar() +
                         "' must begin with https:// or http://");
      else if (Value.IsMap() && S.url.empty() == S.path.empty())
        error(Value,
              "the source '" + Id.Scalar() + "' needs either 'url' or 'path'");
      P.sources[Id.Scalar()] = std::move(S);
    }
  }

  Support support(const Node &N) {
    auto S = llvm::StringSwitch<std::optional<Support>>(
                 N.IsScalar() ? StringRef(N.Scalar()) : "")
                 .Case("native", Support::Native)
                 .Case("emulated", Support::Emulated)
                 .Case("absent", Support::Absent)
                 .Case("unknown", Support::Unknown)
                 .Default(std::nullopt);
    if (!S)
      error(N, "support must be native, emulated, absent or unknown");
    return S.value_or(Support::Unknown);
  }

  /// Reads `source` and `note`, which all entries may have; false for another
  /// key.
  template <typename T> bool common(T &E, const Node &Key, const Node &Value) {
    if (Key.Scalar() == "note") {
      E.note = text(Value, "'note'").value_or("");
      return true;
    }
    if (Key.Scalar() != "source")
      return false;
    std::vector<Node> Ids;
    if (Value.IsSequence())
      for (const Node &Item : Value)
        Ids.push_back(Item);
    else
      Ids.push_back(Value);
    for (const Node &Item : Ids)
      if (auto Id = text(Item, "a source")) {
        E.sources.push_back(*Id);
        Named.emplace_back(*Id, Item.Mark());
      }
    return true;
  }

  void readEntries(const Node &N, StringRef What,
                   std::map<std::string, Profile::Entry> &Into,
                   llvm::function_ref<bool(StringRef)> Knows) {
    for (auto &[Id, Value] : entries(N, "'" + What + "'")) {
      if (!Knows(Id.Scalar())) {
        error(Id, "'" + Id.Scalar() + "' is not one of the " + What +
                      " of a profile");
        continue;
      }
      Profile::Entry &E = Into[Id.Scalar()];
      if (!Value.IsMap()) {
        E.support = support(Value);
        continue;
      }
      bool Said = false;
      for (auto &[Key, Part] :
           entries(Value, "the entry of '" + Id.Scalar() + "'")) {
        if (Key.Scalar() == "support") {
          E.support = support(Part);
          Said = true;
        } else if (Key.Scalar() == "chip" && What == "extensions") {
          E.chip = support(Part);
        } else if (!common(E, Key, Part)) {
          error(Key, "unknown key '" + Key.Scalar() + "' in '" + Id.Scalar() +
                         "'; an entry has support, source and note");
        }
      }
      if (!Said)
        error(Value, "'" + Id.Scalar() + "' needs 'support'");
    }
  }

  void readLimits(const Node &N) {
    for (auto &[Id, Value] : entries(N, "'limits'")) {
      const auto *Kind = llvm::find_if(
          Limits, [&](const LimitKind &L) { return L.id == Id.Scalar(); });
      if (Kind == std::end(Limits)) {
        error(Id,
              "'" + Id.Scalar() + "' is not one of the limits of a profile");
        continue;
      }
      Profile::Limit &L = P.limits[Id.Scalar()];
      if (!Value.IsMap()) {
        L.value = numbers(Value, *Kind);
        continue;
      }
      bool Said = false;
      for (auto &[Key, Part] :
           entries(Value, "the entry of '" + Id.Scalar() + "'")) {
        if (Key.Scalar() == "value") {
          L.value = numbers(Part, *Kind);
          Said = true;
        } else if (!common(L, Key, Part)) {
          error(Key, "unknown key '" + Key.Scalar() + "' in '" + Id.Scalar() +
                         "'; a limit has value, source and note");
        }
      }
      if (!Said)
        error(Value, "'" + Id.Scalar() + "' needs 'value'");
    }
  }

  std::vector<uint64_t> numbers(const Node &N, const LimitKind &Kind) {
    if (N.IsScalar() && N.Scalar() == "unknown")
      return {};
    std::vector<uint64_t> Values;
    auto Add = [&](const Node &One) {
      uint64_t V;
      if (!One.IsScalar() || StringRef(One.Scalar()).getAsInteger(10, V) ||
          V > uint64_t(INT64_MAX))
        return false;
      Values.push_back(V);
      return true;
    };
    bool Good = true;
    if (Kind.values == 1)
      Good = Add(N);
    else if (N.IsSequence())
      for (const Node &One : N)
        Good = Good && Add(One);
    if (!Good || Values.empty() ||
        (Kind.values > 1 && Values.size() != Kind.values)) {
      std::string Form = Kind.values == 1 ? "a number" : "a list of numbers";
      if (Kind.values > 1)
        Form = "a list of " + std::to_string(Kind.values) + " numbers";
      error(N, "'" + Kind.id + "' must be " + Form + ", or unknown");
      return {};
    }
    return Values;
  }

  /// Notes for entries in the short form.
  void readNotes(const Node &N) {
    for (auto &[Id, Value] : entries(N, "'notes'")) {
      auto Text = text(Value, "a note");
      if (!Text)
        continue;
      if (Id.Scalar() == "chip")
        P.note = *Text;
      else if (auto It = P.extensions.find(Id.Scalar());
               It != P.extensions.end())
        It->second.note = *Text;
      else if (auto It = P.limits.find(Id.Scalar()); It != P.limits.end())
        It->second.note = *Text;
      else if (auto It = P.formats.find(Id.Scalar()); It != P.formats.end())
        It->second.note = *Text;
      else
        error(Id, "a note for '" + Id.Scalar() +
                      "', which the profile does not have");
    }
  }

  Profile &P;
  std::optional<Node> Notes;
  std::vector<std::pair<std::string, YAML::Mark>> Named;
};

} // namespace

llvm::ArrayRef<LimitKind> limitKinds() { return Limits; }

llvm::Expected<Profile> Profile::parse(StringRef Yaml, StringRef Origin,
                                       StringRef Id) {
  Profile P;
  P.id = Id.str();
  if (llvm::Error E = ProfileFile(Origin, P).read(Yaml))
    return E;
  return P;
}

llvm::Expected<Profile> findProfile(llvm::ArrayRef<Profile> Known,
                                    StringRef NameOrPath) {
  if (NameOrPath.contains('/') || NameOrPath.ends_with(".yaml") ||
      NameOrPath.ends_with(".yml")) {
    auto Buffer = readFile(NameOrPath, MaxYamlBytes);
    if (!Buffer)
      return llvm::createStringError(Buffer.getError(), "%s: error: %s",
                                     NameOrPath.str().c_str(),
                                     Buffer.getError().message().c_str());
    return Profile::parse((*Buffer)->getBuffer(), NameOrPath,
                          llvm::sys::path::stem(NameOrPath));
  }
  std::string Names;
  for (const Profile &P : Known) {
    if (P.id == NameOrPath)
      return P;
    Names += (Names.empty() ? "" : ", ") + P.id;
  }
  return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                 "no profile is called '%s'; there are %s; a "
                                 "path names a profile of your own",
                                 NameOrPath.str().c_str(), Names.c_str());
}

} // namespace causeway
