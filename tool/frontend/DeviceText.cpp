// SPDX-License-Identifier: Apache-2.0
#include "frontend/DeviceText.h"
#include "frontend/RawTokens.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

namespace causeway {

using namespace clang;
using llvm::StringRef;

/// The prefix of the macros that select code for one backend.
constexpr llvm::StringLiteral BackendMacros = "CW_BACKEND_";

DeviceText::DeviceText(const RuleSet &Rules, StringRef Text) {
  std::vector<StringRef> Qualifiers;
  // Clang itself knows these two.
  for (StringRef Name : {"__device__", "__global__"}) {
    Qualifiers.push_back(Name);
    if (const Rule *R = Rules.find(Name); R && !R->to.empty())
      Qualifiers.push_back(R->to);
  }

  struct Open { // an open `#if`
    unsigned depth;
    std::optional<unsigned> body;
    /// Where its condition first names a backend.
    std::optional<unsigned> chosen;
  };
  std::vector<Open> Conditions;
  unsigned Depth = 0, Begin = 0;
  std::optional<unsigned> Body; // the depth of the current body
  bool Marked = false;          // a qualifier came, but no body yet
  auto EndBody = [&](unsigned At) {
    if (Body)
      Bodies.push_back({Begin, At});
    Body.reset();
  };
  RawTokens Tokens(Text);
  Span At;
  bool Directive = false, Named = false; // Named: its name was read
  for (Token T; Tokens.next(T, At);) {
    if (T.isAtStartOfLine()) {
      Directive = T.is(tok::hash);
      Named = false;
      if (Directive)
        continue;
    }
    if (Directive) {
      if (T.isNot(tok::raw_identifier))
        continue;
      StringRef Word = T.getRawIdentifier();
      if (!std::exchange(Named, true)) {
        if (Word == "if" || Word == "ifdef" || Word == "ifndef") {
          Conditions.push_back({Depth, Body, std::nullopt});
        } else if (Word.starts_with("el") && !Conditions.empty()) {
          // This branch starts in the same state as the first one.
          if (Body && !Conditions.back().body)
            EndBody(At.begin);
          Depth = Conditions.back().depth;
          if (!Body && Conditions.back().body)
            Begin = At.begin;
          Body = Conditions.back().body;
        } else if (Word == "endif" && !Conditions.empty()) {
          if (auto Since = Conditions.back().chosen)
            Chosen.push_back({*Since, At.begin});
          Conditions.pop_back();
        }
      } else if (Word.starts_with(BackendMacros) && !Conditions.empty() &&
                 !Conditions.back().chosen) {
        Conditions.back().chosen = At.begin;
      }
    } else if (T.is(tok::l_brace)) {
      ++Depth;
      if (std::exchange(Marked, false) && !Body) {
        Body = Depth;
        Begin = At.begin;
      }
    } else if (T.is(tok::r_brace)) {
      if (Body && *Body >= Depth)
        EndBody(At.begin);
      Depth -= Depth != 0;
      Marked = false;
    } else if (T.is(tok::semi)) {
      Marked = false;
    } else if (T.is(tok::raw_identifier)) {
      Marked |= llvm::is_contained(Qualifiers, T.getRawIdentifier());
    }
  }
  EndBody(unsigned(Text.size()));
}

bool DeviceText::namesBackends(StringRef Text) {
  return Text.contains(BackendMacros);
}

bool DeviceText::within(const std::vector<Span> &Spans, unsigned Offset) {
  return llvm::any_of(
      Spans, [&](Span S) { return S.begin <= Offset && Offset < S.end; });
}

} // namespace causeway
