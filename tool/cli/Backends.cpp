// Reads the headers of each backend as text: cuda's and hip's need compilers
// that not every machine has.
// SPDX-License-Identifier: Apache-2.0
#include "cli/Backends.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace causeway {
namespace {

using llvm::StringRef;

void addWords(StringRef Text, llvm::StringSet<> &Words,
              llvm::StringSet<> *Stems = nullptr) {
  auto InWord = [](char C) { return llvm::isAlnum(C) || C == '_'; };
  while (!Text.empty()) {
    Text = Text.drop_until(InWord);
    StringRef Word = Text.take_while(InWord);
    Text = Text.drop_front(Word.size());
    if (Word.empty())
      continue;
    Words.insert(Word);
    if (Stems && Text.starts_with("##"))
      Stems->insert(Word);
  }
}

/// Whether a condition can hold: false where it asks for a `CW_...` that the
/// backend's headers don't define.
bool mayHold(StringRef Condition, const llvm::StringSet<> &Defined) {
  if (Condition.contains("||") || Condition.contains('!'))
    return true;
  while (Condition.contains("defined(")) {
    Condition = Condition.split("defined(").second;
    StringRef Name = Condition.take_until([](char C) { return C == ')'; });
    if (Name.starts_with("CW_") && !Defined.contains(Name))
      return false;
  }
  return true;
}

/// The text without what stands after `#ifdef CW_...` or `#if defined(CW_...)`
/// of a name that the backend's headers don't define: parts of portable headers
/// that only some backends have.
std::string withoutAbsentParts(StringRef Text,
                               const llvm::StringSet<> &Defined) {
  std::string Kept;
  std::vector<bool> Present = {true}; // by depth of conditions
  for (StringRef Line : llvm::split(Text, '\n')) {
    StringRef Directive = Line.ltrim();
    if (Directive.consume_front("#ifdef")) {
      StringRef Name = Directive.trim();
      Present.push_back(Present.back() &&
                        (!Name.starts_with("CW_") || Defined.contains(Name)));
    } else if (Directive.starts_with("#if")) {
      Present.push_back(Present.back() && mayHold(Directive, Defined));
    } else if (Directive.starts_with("#el")) {
      Present.back() = Present[Present.size() - 2];
    } else if (Directive.starts_with("#endif") && Present.size() > 1) {
      Present.pop_back();
    } else if (Present.back()) {
      Kept += Line;
      Kept += '\n';
    }
  }
  return Kept;
}

llvm::StringSet<> definedIn(StringRef Text) {
  llvm::StringSet<> Names;
  for (StringRef Line : llvm::split(Text, '\n'))
    if (Line.consume_front("#define "))
      Names.insert(
          Line.take_while([](char C) { return llvm::isAlnum(C) || C == '_'; }));
  return Names;
}

/// What a header includes: `#include <cw/api.h>` is `cw/api.h`.
std::vector<StringRef> includesOf(StringRef Text) {
  std::vector<StringRef> Names;
  for (StringRef Line : llvm::split(Text, '\n')) {
    Line = Line.ltrim(" #");
    if (Line.consume_front("include"))
      Names.push_back(Line.ltrim(" <\"").take_until(
          [](char C) { return C == '>' || C == '"'; }));
  }
  return Names;
}

} // namespace

Backend::Backend(const RuleSet &Rules, const Shim &S, StringRef Name)
    : Name(Name.str()) {
  std::vector<std::string> Folders = S.includes(Name);
  std::vector<std::string> Reached; // from what rules lead to, by include name
  auto Reach = [&](StringRef Include) {
    if (!llvm::is_contained(Reached, Include))
      Reached.push_back(Include.str());
  };
  for (const Rule *R : Rules.all())
    if (R->kind == Rule::Kind::Header)
      Reach(R->to);

  std::string All;
  llvm::StringSet<> Refused;
  for (size_t I = 0; I < Reached.size(); ++I) {
    // A backend's own header hides the portable one of the same name.
    for (const std::string &Folder : Folders) {
      auto Buffer = llvm::MemoryBuffer::getFile(Folder + "/" + Reached[I]);
      if (Reached[I].empty() || !Buffer)
        continue;
      StringRef Text = (*Buffer)->getBuffer();
      if (Text.contains("\n#error ") && !Text.contains("\n#define "))
        Refused.insert(Reached[I]);
      else
        All += Text;
      for (StringRef Include : includesOf(Text))
        Reach(Include);
      break;
    }
  }
  Defined = definedIn(All);
  addWords(withoutAbsentParts(All, Defined), Words, &Stems);
  for (const Rule *R : Rules.all())
    if (R->kind == Rule::Kind::Header && Refused.contains(R->to))
      RefusedAreas.insert(R->area);
}

bool Backend::declares(StringRef Word) const {
  return Words.contains(Word) || llvm::any_of(Stems, [&](const auto &S) {
           StringRef Rest = Word;
           return Rest.consume_front(S.getKey()) &&
                  (Rest.empty() || Words.contains(Rest));
         });
}

bool Backend::implements(const Rule &R) const {
  if (RefusedAreas.contains(R.area))
    return false;
  llvm::StringSet<> Used;
  addWords(R.to, Used);
  return llvm::all_of(Used, [&](const auto &Word) {
    StringRef Name = Word.getKey();
    bool IsShims = Name.starts_with("cw") || Name.starts_with("CW_") ||
                   Name.starts_with("make_cw");
    return !IsShims || declares(Name);
  });
}

bool Backend::offers(StringRef Extension) const {
  return Defined.contains("CW_HAS_" + Extension.upper());
}

std::vector<Backend> backendsOf(const RuleSet &Rules, const Shim &S) {
  return {Backend(Rules, S, "cpu"), Backend(Rules, S, "cuda"),
          Backend(Rules, S, "hip")};
}

} // namespace causeway
