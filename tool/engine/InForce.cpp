// SPDX-License-Identifier: Apache-2.0
#include "engine/InForce.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include <algorithm>

namespace causeway {

using llvm::StringRef;

static bool holdsUnder(const TextConditions &Needed,
                       const TextConditions &Given) {
  return std::includes(Given.begin(), Given.end(), Needed.begin(),
                       Needed.end());
}

void InForce::add(const std::string &Path, const Definitions &Of) {
  auto [It, New] = All.try_emplace(Path, &Of);
  if (!New)
    return;
  ByFileName[llvm::sys::path::filename(Path)].push_back(&It->first);
  for (const Definitions::Entry &M : Of.macros)
    Macros[M.name].push_back({&It->first, &M.under});
  for (const Definitions::Entry &F : Of.functions)
    if (llvm::none_of(F.under, [&](StringRef C) { return isTheirs(C); }))
      Functions.insert(F.name);
}

bool InForce::isTheirs(StringRef Condition) const {
  if (Condition.starts_with("!"))
    return false;
  while (!Condition.empty()) {
    StringRef Word = Condition.take_while(
        [](char C) { return llvm::isAlnum(C) || C == '_'; });
    if (IsOtherVendors(Word))
      return true;
    Condition = Condition.drop_front(std::max<size_t>(Word.size(), 1));
  }
  return false;
}

const TextConditions &InForce::implied(const TextConditions &Under) {
  auto [It, New] = Implied.try_emplace(Under);
  if (New)
    It->second = withImplied(Under);
  return It->second;
}

std::vector<const std::string *> InForce::named(StringRef Include) const {
  while (Include.consume_front("../") || Include.consume_front("./"))
    ;
  auto It = ByFileName.find(llvm::sys::path::filename(Include));
  std::vector<const std::string *> Found;
  if (It != ByFileName.end())
    llvm::copy_if(
        It->second, std::back_inserter(Found), [&](const std::string *Path) {
          StringRef Before = *Path;
          return Before.consume_back(Include) && Before.ends_with("/");
        });
  return Found;
}

bool InForce::hasFile(StringRef Include) const {
  return !named(Include).empty();
}

const InForce::Files &InForce::reached(const std::string &Path,
                                       const TextConditions &Under) {
  if (!std::exchange(Linked, true))
    for (const auto &[From, Of] : All)
      for (const Definitions::Entry &I : Of->includes)
        for (const std::string *To : named(I.name))
          Includers[To].insert(&From);
  auto Start = All.find(Path);
  static const Files None;
  if (Start == All.end())
    return None;
  auto [It, New] = Reached.try_emplace({&Start->first, Under});
  Files &Found = It->second;
  if (!New)
    return Found;
  // A file that includes this one may have defined a name before.
  std::vector<const std::string *> Waiting{&Start->first};
  Found.insert(&Start->first);
  auto Follow = [&](const std::string *To) {
    if (Found.insert(To).second)
      Waiting.push_back(To);
  };
  for (size_t I = 0; I < Waiting.size(); ++I)
    for (const std::string *By : Includers[Waiting[I]])
      Follow(By);
  for (size_t I = 0; I < Waiting.size(); ++I)
    for (const Definitions::Entry &Include : All.at(*Waiting[I])->includes)
      if (holdsUnder(Include.under, Under))
        for (const std::string *To : named(Include.name))
          Follow(To);
  return Found;
}

bool InForce::holds(const std::string &Path, StringRef Name,
                    const TextConditions &Written) {
  auto It = Macros.find(Name);
  if (It == Macros.end())
    return false;
  const TextConditions &Under = implied(Written);
  const Files *From = nullptr;
  return llvm::any_of(It->second, [&](const Place &P) {
    if (!holdsUnder(*P.under, Under))
      return false;
    if (*P.file == Path)
      return true;
    From = From ? From : &reached(Path, Under);
    return From->count(P.file) != 0;
  });
}

} // namespace causeway
