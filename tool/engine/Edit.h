// Edits: small replacements of a file's bytes that compose. An edit's text may
// contain source from elsewhere in the same file (a moved argument). Edits
// nested in moved source are applied to it. All types are plain values.
//
//   std::vector<Edit> Edits{Edit::replace({0, 4}, "auto"),
//                           Edit::insert(9, " const")};
//   EditResult Result = applyEdits(Source, Edits);
//
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
    Span source; ///< The bytes that move, when `moved` is true.
  };
  Span span; ///< The bytes to replace; empty: an insertion.
  std::vector<Piece> pieces;

  static Edit replace(Span S, std::string Text) {
    return {S, {{std::move(Text), false, {}}}};
  }
  static Edit insert(unsigned At, std::string Text) {
    return replace({At, At}, std::move(Text));
  }
};

/// Two edits that cannot both be applied, as indices into the input.
struct EditConflict {
  size_t kept, dropped;
};

/// New text for some bytes of the source.
struct Replacement {
  Span span; ///< Empty: an insertion.
  std::string text;
};

struct EditResult {
  std::string text;
  /// The replacements that turn the source into `text`, in order. At least one
  /// byte stays between two of them. Moved bytes that keep their order stay in
  /// place.
  std::vector<Replacement> replacements;
  std::vector<EditConflict> conflicts;
};

/// Applies all edits to `Source`. Spans lie within it, and an edit's pieces
/// within its span. Equal edits count once.
///
/// An edit inside another edit's span is applied to the piece that contains it.
/// If no piece contains it, the outer edit replaces it. Any other overlap is a
/// conflict: the function keeps the edit that begins first (at equal begins the
/// longer one, at equal spans the first given), reports the pair, and loses no
/// text.
EditResult applyEdits(llvm::StringRef Source, const std::vector<Edit> &Edits);

} // namespace causeway
