// SPDX-License-Identifier: Apache-2.0
#include "frontend/AssemblyText.h"
#include "frontend/RawTokens.h"

namespace causeway {

using namespace clang;
using llvm::StringRef;

/// Appends the value of a string literal, as far as assembly rules distinguish
/// it.
static void append(StringRef Literal, std::string &Out) {
  if (Literal.consume_front("R\"")) {
    auto [Delimiter, Rest] = Literal.split('(');
    Rest.consume_back("\"");
    Rest.consume_back(Delimiter);
    Rest.consume_back(")");
    Out += Rest;
    return;
  }
  Literal.consume_front("\"");
  Literal.consume_back("\"");
  while (!Literal.empty()) {
    if (Literal.consume_front("\\n") || Literal.consume_front("\\t") ||
        Literal.consume_front("\\\n")) {
      Out += '\n';
      continue;
    }
    Out += Literal.front();
    Literal = Literal.drop_front();
  }
}

std::string assemblyText(StringRef Text, unsigned From) {
  constexpr size_t Most = 1 << 14; // longer than any statement with a rule
  Text = Text.substr(From, Most);
  RawTokens Tokens(Text);
  std::string Out;
  Span At;
  bool Inside = false;
  for (Token T; Tokens.next(T, At);) {
    if (Inside && T.is(tok::string_literal))
      append(Text.slice(At.begin, At.end), Out);
    else if (T.is(tok::l_paren) && !Inside)
      Inside = true;
    else if (Inside || T.isNot(tok::raw_identifier))
      break; // `volatile`, `goto` and the like may come first
  }
  return Out;
}

} // namespace causeway
