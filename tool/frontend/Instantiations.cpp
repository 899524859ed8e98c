// Collects the names in a unit's explicit instantiations from its tokens.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Instantiations.h"
#include "frontend/NameUses.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"

namespace causeway {

using namespace clang;

/// Whether a token joins the next name to the previous one.
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
    // `template <` begins a template declaration.
    if (T.isOneOf(tok::semi, tok::l_brace, tok::eof) ||
        (T.is(tok::less) && Before == tok::kw_template))
      Inside = false;
    else if (T.is(tok::identifier) && !isQualifier(Before))
      Names.push_back(
          {T.getIdentifierInfo(), T.getLocation(), CI->getSema().CurContext});
  } else if (T.is(tok::kw_template)) {
    // `x.template f<T>()` is not an instantiation
    Inside = !isQualifier(Before);
  }
  Before = T.getKind();
}

} // namespace causeway
