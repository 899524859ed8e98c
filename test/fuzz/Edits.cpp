// Any edits of any text: what they become, and that nothing is lost.
// SPDX-License-Identifier: Apache-2.0
#include "Target.h"
#include "engine/Edit.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace causeway;

namespace {

/// Takes the input apart; zeros when it is used up.
class Bytes {
public:
  Bytes(const uint8_t *Data, size_t Size) : Data(Data), Size(Size) {}
  bool empty() const { return Size == 0; }
  /// From `Low` to `High`, both included.
  unsigned number(unsigned Low, unsigned High) {
    if (Size == 0)
      return Low;
    --Size;
    return Low + *Data++ % (High - Low + 1);
  }

private:
  const uint8_t *Data;
  size_t Size;
};

struct Case {
  std::string source;
  std::vector<Edit> edits;
};

/// Sources are lower-case letters and what edits write is not, so that the two
/// can be told apart in the result. Spans nest, touch and overlap as it comes.
Case decode(Bytes In) {
  Case C;
  unsigned Length = In.number(0, 40);
  for (unsigned I = 0; I < Length; ++I)
    C.source += char('a' + I % 26);
  while (!In.empty() && C.edits.size() < 16) {
    Edit E;
    unsigned Like = In.number(0, 7);
    if (Like == 0 && !C.edits.empty()) { // the same again
      E = C.edits[In.number(0, unsigned(C.edits.size()) - 1)];
      if (In.number(0, 1))
        E.pieces.push_back({"X", false, {}});
      C.edits.push_back(std::move(E));
      continue;
    }
    E.span.begin = In.number(0, Length);
    E.span.end = Like == 1 ? E.span.begin : In.number(E.span.begin, Length);
    // Pieces that follow each other in the source, so that the text does not
    // grow beyond all bounds; they may be written in another order.
    unsigned At = E.span.begin;
    for (unsigned N = In.number(0, 4); N; --N) {
      if (In.number(0, 2) == 0) {
        E.pieces.push_back(
            {std::string(1, char('A' + In.number(0, 25))), false, {}});
        continue;
      }
      Span S{In.number(At, E.span.end), 0};
      S.end = In.number(S.begin, E.span.end);
      At = S.end;
      E.pieces.push_back({"", true, S});
    }
    if (In.number(0, 1))
      std::reverse(E.pieces.begin(), E.pieces.end());
    C.edits.push_back(std::move(E));
  }
  return C;
}

bool isSame(const Edit &A, const Edit &B) {
  return A.span == B.span &&
         llvm::equal(A.pieces, B.pieces, [](auto &P, auto &Q) {
           return P.moved == Q.moved && P.text == Q.text &&
                  P.source == Q.source;
         });
}

bool touch(Span A, Span B) { return A.begin <= B.end && B.begin <= A.end; }

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  Case C = decode({Data, Size});
  EditResult R = applyEdits(C.source, C.edits);

  std::set<size_t> Dropped;
  for (EditConflict X : R.conflicts) {
    HOLDS(X.kept < C.edits.size() && X.dropped < C.edits.size());
    HOLDS(touch(C.edits[X.kept].span, C.edits[X.dropped].span));
    HOLDS(!isSame(C.edits[X.kept], C.edits[X.dropped]));
    HOLDS(Dropped.insert(X.dropped).second);
  }
  for (EditConflict X : R.conflicts)
    HOLDS(!Dropped.count(X.kept));

  // The replacements make the same text, and bytes stay between them.
  std::string Replaced;
  unsigned Stayed = 0;
  for (const Replacement &Each : R.replacements) {
    HOLDS(Each.span.end <= C.source.size() && Each.span.begin <= Each.span.end);
    HOLDS(&Each == &R.replacements.front() || Stayed < Each.span.begin);
    Replaced += C.source.substr(Stayed, Each.span.begin - Stayed) + Each.text;
    Stayed = Each.span.end;
  }
  HOLDS(Replaced + C.source.substr(Stayed) == R.text);

  // What is kept composes, and makes the same text in any order.
  std::vector<Edit> Kept;
  for (auto [I, E] : llvm::enumerate(C.edits))
    if (!Dropped.count(I))
      Kept.push_back(E);
  EditResult Again = applyEdits(C.source, Kept);
  HOLDS(Again.text == R.text && Again.conflicts.empty());
  std::reverse(Kept.begin(), Kept.end());
  HOLDS(applyEdits(C.source, Kept).text == R.text);
  // Equal edits count once.
  size_t Once = Kept.size();
  for (size_t I = 0; I < Once; ++I)
    Kept.push_back(Kept[I]);
  EditResult Twice = applyEdits(C.source, Kept);
  HOLDS(Twice.text == R.text && Twice.conflicts.empty());
  Kept.resize(Once);

  // Every byte outside of what is replaced is there, in order.
  size_t At = 0;
  std::string Gap;
  auto EndGap = [&] {
    At = R.text.find(Gap, At);
    HOLDS(At != std::string::npos);
    At += Gap.size();
    Gap.clear();
  };
  for (unsigned I = 0; I < C.source.size(); ++I) {
    bool Insertion = false, Replaced = false;
    for (const Edit &E : Kept) {
      Insertion |= !E.span.size() && E.span.begin == I;
      Replaced |= E.span.begin <= I && I < E.span.end;
    }
    if (Insertion || Replaced)
      EndGap();
    if (!Replaced)
      Gap += C.source[I];
  }
  EndGap();

  // Of an edit that no other one surrounds, every text and piece is there.
  for (const Edit &E : Kept) {
    if (llvm::any_of(Kept, [&](const Edit &Other) {
          return !isSame(E, Other) && Other.span.size() &&
                 Other.span.contains(E.span);
        }))
      continue;
    for (const Edit::Piece &P : E.pieces) {
      if (!P.moved) {
        HOLDS(R.text.find(P.text) != std::string::npos);
        continue;
      }
      bool Changed = llvm::any_of(Kept, [&](const Edit &Inner) {
        return !isSame(E, Inner) && touch(Inner.span, P.source);
      });
      if (!Changed)
        HOLDS(R.text.find(C.source.substr(P.source.begin, P.source.size())) !=
              std::string::npos);
    }
  }
  return 0;
}
