// Frames are cut out of any stream of bytes, however it is broken.
// SPDX-License-Identifier: Apache-2.0
#include "lsp/Transport.h"
#include "gtest/gtest.h"
#include <fcntl.h>
#include <unistd.h>

namespace causeway::lsp {
namespace {

/// All that comes of a stream: bodies, and `!` for each error.
std::vector<std::string> framesOf(FrameReader &R, llvm::StringRef Bytes) {
  R.feed(Bytes);
  std::vector<std::string> All;
  while (auto F = R.next())
    All.push_back(F->error.empty() ? F->body : "!");
  return All;
}

using Frames = std::vector<std::string>;

TEST(Transport, CutsBodiesOutOfAStream) {
  FrameReader R;
  EXPECT_EQ(
      framesOf(R, "Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]"),
      (Frames{"{}", "[1]"}));
  EXPECT_FALSE(R.isAmidst());
}

TEST(Transport, WaitsForTheRestOfAMessageByteByByte) {
  FrameReader R;
  std::string Stream = "Content-Type: x\r\nContent-Length: 5\r\n\r\nhello";
  for (char C : llvm::StringRef(Stream).drop_back()) {
    EXPECT_TRUE(framesOf(R, llvm::StringRef(&C, 1)).empty());
    EXPECT_TRUE(R.isAmidst());
  }
  EXPECT_EQ(framesOf(R, "o"), Frames{"hello"});
}

TEST(Transport, TakesPlainNewlinesAndAnyCase) {
  FrameReader R;
  EXPECT_EQ(framesOf(R, "content-length:1\n\nx"), Frames{"x"});
}

TEST(Transport, GoesOnAtTheNextHeaderAfterOneThatMakesNoSense) {
  for (llvm::StringRef Bad :
       {"Content-Type: x\r\n\r\n", "Content-Length: x\r\n\r\n", "\r\n",
        "Content-Length: -1\r\n\r\n", "hello\r\n\r\n and more",
        "Content-Length: 99999999999999999999999\r\n\r\n"}) {
    FrameReader R;
    EXPECT_EQ(framesOf(R, Bad.str() + "Content-Length: 1\r\n\r\nx"),
              (Frames{"!", "x"}))
        << Bad.str();
  }
}

TEST(Transport, PassesOverABodyThatIsTooLong) {
  FrameReader R(10);
  EXPECT_EQ(framesOf(R, "Content-Length: 11\r\n\r\n01234"), Frames{"!"});
  EXPECT_EQ(framesOf(R, "567890Content-Length: 1\r\n\r\nx"), Frames{"x"});
}

TEST(Transport, KeepsNoMoreOfAStreamWithoutHeadersThanALimit) {
  FrameReader R;
  EXPECT_EQ(framesOf(R, std::string(MaxHeader + 1, 'x')), Frames{"!"});
  EXPECT_TRUE(framesOf(R, std::string(1 << 20, 'y')).empty());
  EXPECT_EQ(framesOf(R, "Content-Length: 1\r\n\r\nx"), Frames{"x"});
}

TEST(Transport, FindsAHeaderThatComesInTwoPartsBehindNonsense) {
  FrameReader R;
  EXPECT_EQ(framesOf(R, "\r\n junk Content-Le"), Frames{"!"});
  EXPECT_EQ(framesOf(R, "ngth: 1\r\n\r\nx"), Frames{"x"});
}

TEST(Transport, WritesWhatItReads) {
  int Ends[2];
  ASSERT_EQ(pipe(Ends), 0);
  Channel Out(-1, Ends[1]), In(Ends[0], -1);
  Out.send(llvm::json::Object{{"text", "ö\n"}});
  while (Out.wantsToWrite())
    ASSERT_TRUE(Out.flush());
  close(Ends[1]);
  ASSERT_TRUE(In.fill());
  auto F = In.reader().next();
  ASSERT_TRUE(F);
  EXPECT_EQ(F->body, "{\"text\":\"ö\\n\"}");
  EXPECT_FALSE(In.fill()) << "the stream is at its end";
  close(Ends[0]);
}

} // namespace
} // namespace causeway::lsp
