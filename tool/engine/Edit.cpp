// SPDX-License-Identifier: Apache-2.0
#include "engine/Edit.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <numeric>
#include <set>

namespace causeway {
namespace {

bool operator==(const Edit::Piece &A, const Edit::Piece &B) {
  return A.moved == B.moved && A.source == B.source && A.text == B.text;
}

/// The new text, written from left to right, and the replacements that make it.
class Output {
public:
  Output(llvm::StringRef Source, EditResult &Result)
      : Source(Source), Result(Result) {}

  void put(llvm::StringRef Text) {
    Result.text += Text;
    New += Text;
  }
  /// Copies bytes of the source. They stay in place unless later bytes of the
  /// source were written already.
  void keep(Span S) {
    llvm::StringRef Text = Source.slice(S.begin, S.end);
    if (S.begin < Kept)
      return put(Text);
    if (Text.empty())
      return;
    replaceUntil(S.begin);
    Result.text += Text;
    Kept = S.end;
  }
  void finish() { replaceUntil(unsigned(Source.size())); }

private:
  void replaceUntil(unsigned End) {
    if (Source.slice(Kept, End) != New)
      Result.replacements.push_back({{Kept, End}, New});
    New.clear();
  }

  llvm::StringRef Source;
  EditResult &Result;
  unsigned Kept = 0; ///< The end of the last bytes that stay.
  std::string New;   ///< New text after `Kept`.
};

class Renderer {
public:
  Renderer(llvm::StringRef Source, const std::vector<Edit> &Edits)
      : Source(Source), Edits(Edits), Out(Source, Result) {
    // Outer edits come before those nested in them, equal ones in the given
    // order.
    Order.resize(Edits.size());
    std::iota(Order.begin(), Order.end(), size_t(0));
    llvm::stable_sort(Order, [&](size_t A, size_t B) {
      Span L = Edits[A].span, R = Edits[B].span;
      bool InsertL = L.begin == L.end, InsertR = R.begin == R.end;
      if (L.begin != R.begin)
        return L.begin < R.begin;
      if (InsertL != InsertR)
        return InsertL;
      return L.end > R.end;
    });
  }

  EditResult run() {
    render({0, unsigned(Source.size())}, nullptr);
    Out.finish();
    return std::move(Result);
  }

private:
  /// Appends `Area` with the edits inside it applied. `Self` is the edit that
  /// moves the area; null: the area is the whole text.
  void render(Span Area, const Edit *Self) {
    unsigned At = Area.begin;
    const Edit *Last = nullptr;
    auto First = llvm::partition_point(
        Order, [&](size_t I) { return Edits[I].span.begin < Area.begin; });
    for (auto It = First; It != Order.end(); ++It) {
      const Edit &E = Edits[*It];
      if (E.span.begin > Area.end)
        break;
      if (!Area.contains(E.span) || (Self && !carries(*Self, Area, E)))
        continue;
      if (Last && E.span == Last->span) {
        if (!llvm::equal(E.pieces, Last->pieces,
                         [](auto &A, auto &B) { return A == B; }))
          conflict(*Last, E);
        continue;
      }
      if (E.span.begin < At) {
        // Another edit rewrites this place: it replaces `E`, or applies it in a
        // piece. Partial overlap with that edit or a piece is a conflict.
        if (!Last->span.contains(E.span) || cutsPiece(*Last, E.span))
          conflict(*Last, E);
        continue;
      }
      Out.keep({At, E.span.begin});
      for (const Edit::Piece &P : E.pieces) {
        if (!P.moved)
          Out.put(P.text);
        else if (P.source.size())
          render(P.source, &E);
      }
      At = E.span.end;
      Last = &E;
    }
    Out.keep({At, Area.end});
  }

  static bool isInsertion(const Edit &E) { return !E.span.size(); }

  /// Whether `E`, which lies in the piece `Area` of `Self`, moves with the
  /// piece. An insertion at either end of `Self` is not part of it.
  static bool carries(const Edit &Self, Span Area, const Edit &E) {
    if (!Self.span.contains(E.span) || E.span == Self.span)
      return false;
    if (!isInsertion(E))
      return true;
    unsigned At = E.span.begin;
    if (At == Self.span.begin || At == Self.span.end)
      return false;
    // Between two pieces, it belongs to the second.
    return At != Area.end || llvm::none_of(Self.pieces, [&](auto &P) {
             return P.moved && P.source.size() && P.source.begin == At;
           });
  }

  /// Whether `S` and a moved piece of `E` overlap partially.
  static bool cutsPiece(const Edit &E, Span S) {
    return llvm::any_of(E.pieces, [&](const Edit::Piece &P) {
      return P.moved && S.begin < P.source.end && P.source.begin < S.end &&
             !P.source.contains(S) && !S.contains(P.source);
    });
  }

  void conflict(const Edit &Kept, const Edit &Dropped) {
    size_t Index = size_t(&Dropped - Edits.data());
    // A piece may be moved to several places.
    if (Reported.insert(Index).second)
      Result.conflicts.push_back({size_t(&Kept - Edits.data()), Index});
  }

  llvm::StringRef Source;
  const std::vector<Edit> &Edits;
  std::vector<size_t> Order;
  std::set<size_t> Reported;
  EditResult Result;
  Output Out;
};

} // namespace

EditResult applyEdits(llvm::StringRef Source, const std::vector<Edit> &Edits) {
  return Renderer(Source, Edits).run();
}

} // namespace causeway
