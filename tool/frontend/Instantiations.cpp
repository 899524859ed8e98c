// Watches the tokens of a unit for explicit instantiations.
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Instantiations.h"
#include "frontend/NameUses.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"

namespace causeway {

using namespace clang;

/// Whether the next name belongs to the name before.
static bool isQualifier(tok::TokenKind Kind) {
  return Kind == tok::coloncolon || Kind == tok::period || Kind == tok::arrow;
}

void Instantiations::watch(CompilerInstance &Of) {
  CI = &Of;
  if (CI->getLangOpts().CUDA)
    CI->getPreprocessor().setTokenWatcher([this](const Token &T) { next(T); });
}

void Instantiations::record(Recorder &Out) const {
  for (const Name &N : Names)
    NameUses(N.scope->getParentASTContext(), Out)
        .lookUp(*N.scope, *N.word, N.at);
}

void Instantiations::next(const Token &T) {
  if (Inside) {
    // `template <` begins a template.
    if (T.isOneOf(tok::semi, tok::l_brace, tok::eof) ||
        (T.is(tok::less) && Before == tok::kw_template))
      Inside = false;
    else if (T.is(tok::identifier) && !isQualifier(Before))
      Names.push_back(
          {T.getIdentifierInfo(), T.getLocation(), CI->getSema().CurContext});
  } else if (T.is(tok::kw_template)) {
    Inside = !isQualifier(Before); // `x.template f<T>()` is none
  }
  Before = T.getKind();
}

} // namespace causeway
