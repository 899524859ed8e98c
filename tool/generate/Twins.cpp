// SPDX-License-Identifier: Apache-2.0
#include "generate/Twins.h"
#include "generate/FacadeText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace causeway {

using llvm::StringRef;

/// The condition under which a backend has what a rule needs; empty: always.
static std::string conditionFor(const Rule &R) {
  std::string Text;
  for (const std::string &Extension : R.needs)
    Text += (Text.empty() ? "defined(CW_HAS_" : " && defined(CW_HAS_") +
            StringRef(Extension).upper() + ")";
  return Text;
}

llvm::Expected<std::string> twinFunctions(const InterfaceHeader &D,
                                          const RuleFiles &Files,
                                          llvm::ArrayRef<CFunction> Originals) {
  const Twins &T = *D.twins;
  llvm::StringMap<const CFunction *> ByName;
  for (const CFunction &F : Originals)
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
  return Body;
}

} // namespace causeway
