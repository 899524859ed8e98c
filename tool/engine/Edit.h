// Edits: small replacements of a file's bytes that compose. An edit's text may
// carry source from elsewhere in the same file (a moved argument); edits nested
// in what is carried are applied there.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Use.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace causeway {

struct Edit {
  struct Piece {
    std::string text; ///< Literal text, when `moved` is false.
    bool moved = false;
    Span source; ///< Bytes carried along, when `moved` is true.
  };
  Span span; ///< What is replaced; empty span: an insertion.
  std::vector<Piece> pieces;

  static Edit replace(Span S, std::string Text) {
    return {S, {{std::move(Text), false, {}}}};
  }
  static Edit insert(unsigned At, std::string Text) {
    return replace({At, At}, std::move(Text));
  }
};

/// Two edits that cannot both be applied: indices into the input.
struct EditConflict {
  size_t kept, dropped;
};

struct EditResult {
  std::string text;
  std::vector<EditConflict> conflicts;
};

/// Applies all edits to `Source`. Equal edits count once. Where two overlap
/// and neither lies in a piece that the other carries, the first in the input
/// is kept and the pair reported; no text is ever lost.
EditResult applyEdits(llvm::StringRef Source, const std::vector<Edit> &Edits);

} // namespace causeway
