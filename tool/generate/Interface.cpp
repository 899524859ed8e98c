// Headers and stubs: the declarations of an area, each name as its rule has it.
// SPDX-License-Identifier: Apache-2.0
#include "generate/Interface.h"
#include "generate/FacadeText.h"
#include "generate/HeaderText.h"
#include "generate/InterfaceList.h"
#include "generate/Twins.h"
#include "generate/TypedForms.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

namespace causeway {

using llvm::StringRef;

namespace {

/// What an area declares to C.
std::string declarations(const RuleSet &Rules, const InterfaceHeader &D,
                         llvm::ArrayRef<CDeclaration> Area) {
  std::string Body;
  for (const CDeclaration &C : Area) {
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
  return "#ifdef __cplusplus\nextern \"C\" {\n#endif\n" + Body +
         "#ifdef __cplusplus\n}\n#endif\n";
}

/// Where a new backend starts: every function, and it does nothing.
llvm::Expected<std::string> stubText(const RuleSet &Rules,
                                     const InterfaceHeader &D,
                                     llvm::ArrayRef<CDeclaration> Area) {
  std::string Code =
      "// Made by ./dev generate. Do not edit: copy it into the folder of a "
      "new\n// backend, and implement one function after the other.\n"
      "// SPDX-License-Identifier: Apache-2.0\n// From " +
      facadeFiles(D.area) + ".\n#include <cw/" + D.name +
      ">\n\n#if defined(__GNUC__)\n"
      "#pragma GCC diagnostic ignored \"-Wunused-parameter\"\n#endif\n\n"
      "extern \"C\" {\n";
  for (const CFunction &F : functionsOf(Rules, Area)) {
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

} // namespace

llvm::Expected<std::map<std::string, std::string>>
interfaceFiles(const RuleFiles &Files, StringRef Yaml, StringRef Origin) {
  auto List = readInterfaceList(Yaml, Origin);
  if (!List)
    return List.takeError();
  RuleSet Rules = RuleSet::of(Files);
  std::map<std::string, std::vector<CDeclaration>> Areas; // each parsed once
  for (const InterfaceHeader &D : *List) {
    const std::string &Area = D.twins ? D.twins->of : D.area;
    if (Areas.count(Area))
      continue;
    auto Declared = facadeInterface(Rules, Area + ".h");
    if (!Declared)
      return Declared.takeError();
    Areas[Area] = std::move(*Declared);
  }
  std::map<std::string, std::string> Made;
  for (const InterfaceHeader &D : *List) {
    const auto &Area = Areas[D.twins ? D.twins->of : D.area];
    llvm::Expected<std::string> Body =
        D.twins   ? twinFunctions(D, Files, functionsOf(Rules, Area))
        : D.typed ? typedForms(Rules, Area, D.except)
                  : declarations(Rules, D, Area);
    if (!Body)
      return Body.takeError();
    HeaderText Header(D.name, facadeFiles(D.area), D.title);
    for (const std::string &I : D.includes)
      Header.include(I);
    auto Text = formatted(Header.whole(*Body));
    if (!Text)
      return Text.takeError();
    Made["include/cw/" + D.name] = std::move(*Text);
    if (D.notSupported.empty())
      continue;
    auto Stub = stubText(Rules, D, Area);
    if (!Stub)
      return Stub.takeError();
    Made[("stub/" + llvm::sys::path::stem(D.name) + ".cpp").str()] =
        std::move(*Stub);
  }
  return Made;
}

} // namespace causeway
