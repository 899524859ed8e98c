// Reads the names of host compilers from Clang's own tables.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/ReservedNames.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/IdentifierTable.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Basic/TargetOptions.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"
#include <memory>

namespace causeway {

using namespace clang;

static llvm::StringSet<> hostCompilersNames() {
  LangOptions Language;
  Language.CPlusPlus = Language.CPlusPlus11 = Language.CPlusPlus17 = true;
  Language.CPlusPlus20 = Language.Bool = Language.GNUKeywords = true;
  Language.GNUMode = Language.MicrosoftExt = Language.DeclSpecKeyword = true;
  Language.MSVCCompat = Language.Borland = true;
  IdentifierTable Table(Language);
  DiagnosticsEngine Diagnostics(new DiagnosticIDs, new DiagnosticOptions,
                                new IgnoringDiagConsumer);
  llvm::StringSet<> Names;
  for (const char *Triple :
       {"x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"}) {
    auto Options = std::make_shared<TargetOptions>();
    Options->Triple = Triple;
    TargetInfo *Target = TargetInfo::CreateTargetInfo(Diagnostics, Options);
    if (!Target) // this Clang has no such target
      continue;
    llvm::IntrusiveRefCntPtr<TargetInfo> Owner(Target);
    Builtin::Context Builtins;
    Builtins.InitializeTarget(*Target, nullptr);
    Builtins.initializeBuiltins(Table, Language);
  }
  for (const auto &Entry : Table)
    if (Entry.second && isReservedName(Entry.first()))
      Names.insert(Entry.first());
  return Names;
}

void ReservedCalls::next(const Token &T) {
  if (Attribute || Opens) {
    Attribute += T.is(tok::l_paren) ? 1 : T.is(tok::r_paren) ? -1 : 0;
    Opens = false;
  }
  if (Pending && T.is(tok::l_paren))
    Found.push_back(std::move(*Pending));
  Pending.reset();
  if (T.is(tok::raw_identifier) && !Attribute)
    Opens = llvm::StringSwitch<bool>(T.getRawIdentifier())
                .Cases("__attribute__", "__attribute", "__declspec", true)
                .Default(false);
}

void ReservedCalls::add(llvm::StringRef Name, Span At, bool InMacro,
                        tok::TokenKind Before, llvm::StringRef Word) {
  if (Attribute)
    return;
  bool BehindWord = Before == tok::raw_identifier &&
                    !llvm::StringSwitch<bool>(Word)
                         .Cases("return", "else", "do", "case", "throw", true)
                         .Cases("and", "or", "not", "xor", "co_return", true)
                         .Default(false);
  // `T *__f(` is a declaration, but `a * __f(` in an expression is a call.
  bool BehindSign =
      Before == tok::star || Before == tok::amp || Before == tok::greater;
  Pending =
      Place{Name.str(), At, InMacro, BehindWord || (BehindSign && !InMacro)};
}

std::vector<ReservedCalls::Place>
ReservedCalls::calls(llvm::function_ref<const DeviceText &()> Device,
                     bool Everywhere) const {
  llvm::StringSet<> Own;
  std::vector<Place> Calls;
  for (const Place &P : Found)
    if (P.declares && !Device().isDevice(P.at.begin))
      Own.insert(P.name);
  for (const Place &P : Found)
    if (!Own.contains(P.name) && (Everywhere || Device().isDevice(P.at.begin)))
      Calls.push_back(P);
  return Calls;
}

bool isHostCompilers(llvm::StringRef Name) {
  static const llvm::StringSet<> Names = hostCompilersNames();
  return Name.starts_with("__builtin_") || Name == "__pragma" ||
         Names.contains(Name);
}

} // namespace causeway
