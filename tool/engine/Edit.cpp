// Applies composing edits to a file's text.
// SPDX-License-Identifier: Apache-2.0
#include "engine/Edit.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <numeric>

namespace causeway {
namespace {

bool operator==(const Edit::Piece &A, const Edit::Piece &B) {
  return A.moved == B.moved && A.source == B.source && A.text == B.text;
}

class Renderer {
public:
  Renderer(llvm::StringRef Source, const std::vector<Edit> &Edits)
      : Source(Source), Edits(Edits) {
    // Outer edits come before those nested in them; of equals, the first given.
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
    return std::move(Result);
  }

private:
  /// Appends `Area` with the edits inside it applied, except `Self`, whose
  /// piece the area is.
  void render(Span Area, const Edit *Self) {
    unsigned At = Area.begin;
    const Edit *Last = nullptr;
    size_t LastIndex = 0;
    auto First = llvm::partition_point(
        Order, [&](size_t I) { return Edits[I].span.begin < Area.begin; });
    for (auto It = First; It != Order.end(); ++It) {
      const Edit &E = Edits[*It];
      if (E.span.begin >= Area.end && !(Area.end == Source.size()))
        break;
      if (!Area.contains(E.span)) {
        // It sticks out of a carried piece: only a conflict when it overlaps.
        if (Self && &E != Self && E.span.begin < Area.end &&
            !E.span.contains(Area))
          Result.conflicts.push_back({size_t(Self - Edits.data()), *It});
        continue;
      }
      if (&E == Self || (Self && E.span == Self->span))
        continue;
      if (Last && E.span == Last->span) {
        if (!llvm::equal(E.pieces, Last->pieces,
                         [](auto &A, auto &B) { return A == B; }))
          Result.conflicts.push_back({LastIndex, *It});
        continue;
      }
      if (E.span.begin < At) {
        // Inside what another edit rewrites as a whole: that edit speaks for
        // it, or carries it in a piece. Sticking out of it is a conflict.
        if (!Last || !Last->span.contains(E.span))
          Result.conflicts.push_back({LastIndex, *It});
        continue;
      }
      Result.text += Source.slice(At, E.span.begin);
      for (const Edit::Piece &P : E.pieces) {
        if (P.moved)
          render(P.source, &E);
        else
          Result.text += P.text;
      }
      At = E.span.end;
      Last = &E;
      LastIndex = *It;
    }
    Result.text += Source.slice(At, Area.end);
  }

  llvm::StringRef Source;
  const std::vector<Edit> &Edits;
  std::vector<size_t> Order;
  EditResult Result;
};

} // namespace

EditResult applyEdits(llvm::StringRef Source, const std::vector<Edit> &Edits) {
  return Renderer(Source, Edits).run();
}

} // namespace causeway
