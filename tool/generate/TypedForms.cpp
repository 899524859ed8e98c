// SPDX-License-Identifier: Apache-2.0
#include "generate/TypedForms.h"
#include "generate/FacadeText.h"
#include "llvm/ADT/STLExtras.h"

namespace causeway {

using llvm::StringRef;

namespace {

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

} // namespace

std::string typedForms(const RuleSet &Rules, llvm::ArrayRef<CDeclaration> Area,
                       llvm::ArrayRef<std::string> Except) {
  std::vector<CFunction> InC = functionsOf(Rules, Area);
  std::string Body;
  for (const CFunction &T : functionsOf(Rules, Area, /*Templates=*/true))
    for (const CFunction &C : InC)
      if (C.name == T.name && !llvm::is_contained(Except, C.name))
        Body += typedFunction(T, C).value_or("");
  return Body;
}

} // namespace causeway
