// SPDX-License-Identifier: Apache-2.0
#include "rules/NamePattern.h"
#include <gtest/gtest.h>

using causeway::NamePattern;
using causeway::posix;

namespace {

NamePattern whole(llvm::StringRef Text) {
  return NamePattern(posix(Text, /*Whole=*/true));
}

TEST(NamePattern, MatchesEachOfItsAlternatives) {
  NamePattern P = whole("cufft[A-Z]\\w*|CUFFT(W)?_\\w*|CUFFTAPI");
  for (const char *Name : {"cufftExec", "CUFFT_R2C", "CUFFTW_X", "CUFFTAPI"})
    EXPECT_TRUE(P.matches(Name)) << Name;
  for (const char *Name : {"cufft", "CUFFTW", "CUFFTAPIS", "acufftExec", ""})
    EXPECT_FALSE(P.matches(Name)) << Name;
}

TEST(NamePattern, LeavesTheBarsOfGroupsSetsAndEscapesWhereTheyStand) {
  EXPECT_TRUE(whole("a(b|c)d").matches("acd"));
  EXPECT_FALSE(whole("a(b|c)d").matches("ab"));
  EXPECT_TRUE(whole("a[|]b|c").matches("a|b"));
  EXPECT_TRUE(whole("a[|]b|c").matches("c"));
  EXPECT_TRUE(whole("a\\|b|c").matches("a|b"));
  EXPECT_FALSE(whole("a\\|b|c").matches("b"));
  EXPECT_TRUE(whole("(a|b)|(c|d)").matches("d"));
  EXPECT_FALSE(whole("(a|b)|(c|d)").matches("ab"));
}

} // namespace
