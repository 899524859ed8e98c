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

/// New text for bytes of the source.
struct Replacement {
  Span span; ///< Empty: an insertion.
  std::string text;
};

struct EditResult {
  std::string text;
  /// What makes `text` of the source: in order, at least one byte that stays
  /// between two of them. What is carried along in its order stays in place.
  std::vector<Replacement> replacements;
  std::vector<EditConflict> conflicts;
};

/// Applies all edits to `Source`. Spans lie within it, and an edit's pieces
/// within its span. Equal edits count once. An edit inside another's span goes
/// along with the piece that it lies in; outside of all pieces the outer edit
/// speaks for it. Any other overlap is a conflict: what begins first in the
/// text is kept (of two that begin together the longer, of two with one span
/// the first given), the pair is reported, and no text is lost.
EditResult applyEdits(llvm::StringRef Source, const std::vector<Edit> &Edits);

} // namespace causeway
