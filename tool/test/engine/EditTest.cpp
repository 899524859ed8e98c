// Edits compose: nested, moved, inserted, equal and in conflict.
// SPDX-License-Identifier: Apache-2.0
#include "engine/Edit.h"
#include "gtest/gtest.h"

namespace causeway {
namespace {

/// The span of `Word`'s first occurrence in `Text`.
Span of(llvm::StringRef Text, llvm::StringRef Word) {
  size_t At = Text.find(Word);
  EXPECT_NE(At, llvm::StringRef::npos) << Word.str();
  return {unsigned(At), unsigned(At + Word.size())};
}

Edit::Piece text(std::string T) { return {std::move(T), false, {}}; }
Edit::Piece moved(Span S) { return {"", true, S}; }

TEST(Edit, NoEditsKeepEveryByte) {
  EXPECT_EQ(applyEdits("a\r\n\tb", {}).text, "a\r\n\tb");
  EXPECT_EQ(applyEdits("", {}).text, "");
}

TEST(Edit, ReplacesAndInsertsInOrder) {
  llvm::StringRef Source = "one two three";
  EditResult R = applyEdits(
      Source, {Edit::replace(of(Source, "three"), "3"), Edit::insert(4, "+"),
               Edit::replace(of(Source, "two"), "2"), Edit::insert(13, "!")});
  EXPECT_EQ(R.text, "one +2 3!");
  EXPECT_TRUE(R.conflicts.empty());
}

TEST(Edit, InsertsIntoAnEmptyText) {
  EXPECT_EQ(applyEdits("", {Edit::insert(0, "x")}).text, "x");
}

TEST(Edit, EqualEditsCountOnce) {
  EditResult R = applyEdits(
      "f(x)", {Edit::replace({0, 1}, "g"), Edit::replace({0, 1}, "g")});
  EXPECT_EQ(R.text, "g(x)");
  EXPECT_TRUE(R.conflicts.empty());
}

TEST(Edit, TwoTextsForOnePlaceConflictAndTheFirstWins) {
  EditResult R = applyEdits(
      "f(x)", {Edit::replace({0, 1}, "g"), Edit::replace({0, 1}, "h")});
  EXPECT_EQ(R.text, "g(x)");
  ASSERT_EQ(R.conflicts.size(), 1u);
  EXPECT_EQ(R.conflicts[0].kept, 0u);
  EXPECT_EQ(R.conflicts[0].dropped, 1u);
}

TEST(Edit, MovedArgumentsCarryTheEditsInsideThem) {
  llvm::StringRef Source = "swap(f(a), b);";
  Edit Swap{of(Source, "swap(f(a), b)"),
            {text("SWAP("), moved(of(Source, "b")), text(", "),
             moved(of(Source, "f(a)")), text(")")}};
  EditResult R = applyEdits(Source, {Swap, Edit::replace({5, 6}, "g"),
                                     Edit::replace(of(Source, "a)"), "A)")});
  EXPECT_EQ(R.text, "SWAP(b, g(A));");
  EXPECT_TRUE(R.conflicts.empty());
}

TEST(Edit, MovesNestInsideMoves) {
  llvm::StringRef Source = "f(f(a, b), c)";
  Edit Outer{
      {0, 13},
      {text("F("), moved({11, 12}), text(", "), moved({2, 9}), text(")")}};
  Edit Inner{{2, 9},
             {text("F("), moved({7, 8}), text(", "), moved({4, 5}), text(")")}};
  EXPECT_EQ(applyEdits(Source, {Inner, Outer}).text, "F(c, F(b, a))");
}

TEST(Edit, WhatARewrittenConstructDropsIsNoConflict) {
  llvm::StringRef Source = "extern SHARED int x[];";
  Edit Whole{{0, 21},
             {text("DYN("), moved(of(Source, "int")), text(", "),
              moved(of(Source, "x")), text(")")}};
  EditResult R = applyEdits(
      Source, {Whole, Edit::replace(of(Source, "SHARED"), "CW_SHARED")});
  // "x" is first found inside "extern": the pieces are what they say they are.
  EXPECT_EQ(R.text, "DYN(int, x);");
  EXPECT_TRUE(R.conflicts.empty());
}

TEST(Edit, PartialOverlapIsReportedAndLosesNothing) {
  EditResult R = applyEdits(
      "abcdef", {Edit::replace({0, 4}, "X"), Edit::replace({2, 6}, "Y")});
  EXPECT_EQ(R.text, "Xef");
  ASSERT_EQ(R.conflicts.size(), 1u);
  EXPECT_EQ(R.conflicts[0].dropped, 1u);
}

TEST(Edit, AnEditThatReachesIntoACarriedPieceFromBeforeIsAConflict) {
  llvm::StringRef Source = "f(aa, bb)";
  Edit Whole{{0, 9}, {text("F("), moved({2, 4}), text(")")}};
  EditResult R = applyEdits(Source, {Edit::replace({1, 3}, "X"), Whole});
  EXPECT_EQ(R.text, "F(aa)");
  ASSERT_EQ(R.conflicts.size(), 1u);
  EXPECT_EQ(R.conflicts[0].kept, 1u);
  EXPECT_EQ(R.conflicts[0].dropped, 0u);
}

TEST(Edit, AConflictInAPieceThatIsCarriedTwiceIsReportedOnce) {
  Edit Whole{{0, 6}, {moved({1, 4}), text("+"), moved({1, 4})}};
  EditResult R = applyEdits("abcdef", {Whole, Edit::replace({3, 5}, "X"),
                                       Edit::replace({1, 2}, "B")});
  EXPECT_EQ(R.text, "Bcd+Bcd");
  EXPECT_EQ(R.conflicts.size(), 1u);
}

TEST(Edit, AnInsertionBeforeAConstructStaysOutsideOfWhatItCarries) {
  // The include line before a launch that starts the file.
  Edit Launch{{0, 6}, {text("go("), moved({0, 1}), text(")")}};
  EXPECT_EQ(applyEdits("k<<<>>", {Launch, Edit::insert(0, "#\n")}).text,
            "#\ngo(k)");
  EXPECT_EQ(applyEdits("k<<<>>", {Launch, Edit::insert(6, ";")}).text,
            "go(k);");
}

TEST(Edit, AnInsertionAtThePieceGoesAlongOnce) {
  Edit Swap{{0, 6}, {moved({3, 5}), moved({1, 3}), text(")")}};
  EXPECT_EQ(applyEdits("(aabb)", {Swap, Edit::insert(3, "+")}).text, "+bbaa)");
  EXPECT_EQ(applyEdits("(aabb)", {Swap, Edit::insert(5, "+")}).text, "bb+aa)");
  EXPECT_EQ(applyEdits("(aabb)", {Swap, Edit::insert(1, "+")}).text, "bb+aa)");
}

/// What an editor makes of the replacements, one after the other from the back.
std::string replaced(llvm::StringRef Source, const EditResult &R) {
  std::string Text = Source.str();
  for (size_t I = R.replacements.size(); I--;) {
    const Replacement &Each = R.replacements[I];
    Text.replace(Each.span.begin, Each.span.size(), Each.text);
  }
  return Text;
}

TEST(Edit, WhatIsCarriedInItsOrderStaysInPlace) {
  llvm::StringRef Source = "k<<<g, b>>>(f(x));";
  Edit Launch{{0, 16},
              {text("go("), moved({0, 1}), text(", "), moved({4, 8}), text(")"),
               moved({11, 17})}};
  Launch.span.end = 17;
  EditResult R = applyEdits(Source, {Launch, Edit::replace({12, 13}, "F")});
  EXPECT_EQ(R.text, "go(k, g, b)(F(x));");
  EXPECT_EQ(replaced(Source, R), R.text);
  ASSERT_EQ(R.replacements.size(), 4u);
  EXPECT_EQ(R.replacements[0].text, "go(");
  EXPECT_EQ(R.replacements[1].text, ", ");
  EXPECT_TRUE((R.replacements[1].span == Span{1, 4}));
  EXPECT_EQ(R.replacements[3].text, "F");
}

TEST(Edit, ReplacementsOfPiecesOutOfOrderGiveTheSameText) {
  llvm::StringRef Source = "swap(f(a), b);";
  Edit Swap{of(Source, "swap(f(a), b)"),
            {text("SWAP("), moved(of(Source, "b")), text(", "),
             moved(of(Source, "f(a)")), text(")")}};
  EditResult R = applyEdits(Source, {Swap, Edit::replace({5, 6}, "g")});
  EXPECT_EQ(R.text, "SWAP(b, g(a));");
  EXPECT_EQ(replaced(Source, R), R.text);
}

TEST(Edit, ReplacementsHaveAByteThatStaysBetweenThem) {
  EditResult R =
      applyEdits("abcd", {Edit::insert(1, "+"), Edit::replace({1, 2}, "B"),
                          Edit::replace({2, 3}, "C")});
  EXPECT_EQ(R.text, "a+BCd");
  ASSERT_EQ(R.replacements.size(), 1u);
  EXPECT_EQ(R.replacements[0].text, "+BC");
  EXPECT_TRUE((R.replacements[0].span == Span{1, 3}));
}

TEST(Edit, WhatBecomesItselfIsNoReplacement) {
  EXPECT_TRUE(
      applyEdits("abc", {Edit::replace({1, 2}, "b")}).replacements.empty());
  EXPECT_TRUE(applyEdits("", {}).replacements.empty());
}

} // namespace
} // namespace causeway
