// Positions of the protocol and bytes of a text are told from each other.
// SPDX-License-Identifier: Apache-2.0
#include "lsp/Documents.h"
#include "lsp/Protocol.h"
#include "gtest/gtest.h"

namespace causeway::lsp {
namespace {

constexpr auto U8 = Encoding::Utf8, U16 = Encoding::Utf16,
               U32 = Encoding::Utf32;

Document document(std::string Text) {
  return Document("file:///a.cu", "/a.cu", "cuda-cpp", 1, std::move(Text));
}

TEST(Documents, CountsLinesWhateverEndsThem) {
  Document D = document("a\nb\r\nc\rd");
  EXPECT_EQ(D.offset({0, 0}, U16), 0u);
  EXPECT_EQ(D.offset({1, 0}, U16), 2u);
  EXPECT_EQ(D.offset({2, 0}, U16), 5u);
  EXPECT_EQ(D.offset({3, 1}, U16), 8u);
  EXPECT_EQ(D.position(7, U16), (Position{3, 0}));
}

TEST(Documents, CountsCodeUnitsOfEachEncoding) {
  // One, two, three and four bytes of UTF-8.
  Document D = document("xö€🚀y");
  EXPECT_EQ(D.position(10, U16), (Position{0, 5}));
  EXPECT_EQ(D.position(10, U8), (Position{0, 10}));
  EXPECT_EQ(D.position(10, U32), (Position{0, 4}));
  EXPECT_EQ(D.offset({0, 5}, U16), 10u);
  EXPECT_EQ(D.offset({0, 10}, U8), 10u);
  EXPECT_EQ(D.offset({0, 4}, U32), 10u);
}

TEST(Documents, WhatPointsIntoACharacterPointsAtItsBeginning) {
  Document D = document("🚀y");
  EXPECT_EQ(D.offset({0, 1}, U16), 0u);
  EXPECT_EQ(D.offset({0, 3}, U8), 0u);
  EXPECT_EQ(D.position(2, U16), (Position{0, 0}));
}

TEST(Documents, BytesThatAreNotUtf8CountAsOneUnitEach) {
  Document D = document("\xff\xc3z\xe2\x82");
  EXPECT_EQ(D.position(2, U16), (Position{0, 2}));
  EXPECT_EQ(D.position(5, U16), (Position{0, 5}));
  EXPECT_EQ(D.offset({0, 3}, U16), 3u);
}

TEST(Documents, PositionsOutOfRangeAreBroughtIntoIt) {
  Document D = document("ab\r\ncd");
  EXPECT_EQ(D.offset({0, 99}, U16), 2u);
  EXPECT_EQ(D.offset({9, 0}, U16), 6u);
  EXPECT_EQ(D.position(99, U16), (Position{1, 2}));
  EXPECT_EQ(document("").offset({0, 5}, U16), 0u);
}

TEST(Documents, EveryOffsetComesBackFromItsPosition) {
  std::string Text = "a🚀\r\nö\n\r€\n";
  Document D = document(Text);
  for (Encoding E : {U8, U16, U32})
    for (unsigned I = 0; I <= Text.size(); ++I) {
      bool Within = I < Text.size() && (Text[I] & 0xc0) == 0x80;
      bool InLineEnd = I && Text[I - 1] == '\r' && Text[I] == '\n';
      if (!Within && !InLineEnd) {
        EXPECT_EQ(D.offset(D.position(I, E), E), I);
      }
    }
}

TEST(Documents, ReplacesPartsAndAll) {
  Document D = document("one\ntwo\n");
  EXPECT_TRUE(D.replace({{0, 3}, {1, 0}}, " ", U16));
  EXPECT_EQ(D.text(), "one two\n");
  EXPECT_TRUE(D.replace({{1, 0}, {7, 7}}, "🚀three", U16));
  EXPECT_EQ(D.text(), "one two\n🚀three");
  EXPECT_TRUE(D.replace({{1, 2}, {1, 7}}, "", U16));
  EXPECT_EQ(D.text(), "one two\n🚀");
  D.replace("x\ny");
  EXPECT_EQ(D.position(2, U16), (Position{1, 0}));
}

TEST(Documents, ARangeThatEndsBeforeItBeginsChangesNothing) {
  Document D = document("one");
  EXPECT_FALSE(D.replace({{0, 2}, {0, 1}}, "x", U16));
  EXPECT_EQ(D.text(), "one");
}

TEST(Protocol, UrisAndPathsComeBackFromEachOther) {
  for (llvm::StringRef Path : {"/a/b.cu", "/a b/#?%/ö.cu", "/\xff", "/"})
    EXPECT_EQ(pathOfUri(uriOfPath(Path)), Path.str());
  EXPECT_EQ(pathOfUri("file:///a%20b"), "/a b");
  EXPECT_EQ(pathOfUri("FILE://host/a"), "/a");
  EXPECT_EQ(pathOfUri("file:///a%2"), "/a%2");
}

TEST(Protocol, UrisOfOtherSchemesHaveNoPath) {
  for (llvm::StringRef Uri : {"untitled:x", "", "/a", "file:", "file:a",
                              "http://x/y", "file:///a%00b"})
    EXPECT_EQ(pathOfUri(Uri), "") << Uri.str();
}

TEST(Protocol, PositionsThatMakeNoSenseAreNone) {
  auto Of = [](llvm::StringRef Json) {
    llvm::json::Value V = llvm::cantFail(llvm::json::parse(Json));
    return positionIn(&V);
  };
  EXPECT_TRUE(Of(R"({"line":1,"character":2})"));
  for (llvm::StringRef Bad :
       {"3", "{}", R"({"line":-1,"character":0})", R"({"line":1})",
        R"({"line":1,"character":1e300})", R"({"line":"1","character":0})"})
    EXPECT_FALSE(Of(Bad)) << Bad.str();
  EXPECT_FALSE(positionIn(nullptr));
}

} // namespace
} // namespace causeway::lsp
