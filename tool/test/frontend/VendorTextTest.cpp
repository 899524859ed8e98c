// Which branches of a text are another vendor's.
// SPDX-License-Identifier: Apache-2.0
#include "frontend/VendorText.h"
#include "gtest/gtest.h"

namespace causeway {
namespace {

/// For each `@` of the text in turn: v in another vendor's branch, - outside.
std::string places(llvm::StringRef Text) {
  VendorText Vendors(Text, [](llvm::StringRef M) { return M.contains("HIP"); });
  std::string Found;
  for (unsigned I = 0; I < Text.size(); ++I)
    if (Text[I] == '@')
      Found += Vendors.contains(I) ? 'v' : '-';
  return Found;
}

TEST(VendorText, ABranchThatOnlyTheVendorsMacroOpensIsItsOwn) {
  EXPECT_EQ(places("@\n#ifdef USE_HIP\n@\n#else\n@\n#endif\n@\n"), "-v--");
  EXPECT_EQ(places("#ifndef USE_HIP\n@\n#else\n@\n#endif\n@\n"), "-v-");
  EXPECT_EQ(places("#if defined(USE_HIP) && X\n@\n#elif Y\n@\n#endif\n"), "v-");
  EXPECT_EQ(places("#if X\n@\n#elif defined USE_HIP\n@\n#else\n@\n#endif\n"),
            "-v-");
  EXPECT_EQ(places("#if !(defined(USE_HIP))\n@\n#elif X\n@\n#endif\n"), "-v");
}

TEST(VendorText, AValueThatAnUndefinedMacroCannotHaveCountsToo) {
  EXPECT_EQ(places("#if USE_HIP\n@\n#endif\n"), "v");
  EXPECT_EQ(places("#if HIP_VERSION >= 500\n@\n#endif\n"), "v");
  EXPECT_EQ(places("#if USE_HIP == 0\n@\n#endif\n"), "-");
  EXPECT_EQ(places("#if HIP_VERSION < 500\n@\n#endif\n"), "-");
}

TEST(VendorText, ABranchThatOthersMayOpenTooIsNot) {
  EXPECT_EQ(places("#if defined(USE_HIP) || defined(USE_CUDA)\n@\n#endif\n"),
            "-");
  EXPECT_EQ(places("#if X\n@\n#endif\n#if 0\n@\n#endif\n"), "--");
  EXPECT_EQ(places("#ifdef X\n@\n#else\n@\n#endif\n"), "--");
}

TEST(VendorText, WhatStandsInsideABranchBelongsToIt) {
  EXPECT_EQ(places("#ifdef USE_HIP\n#ifdef X\n@\n#else\n@\n#endif\n@\n#endif\n"
                   "@\n"),
            "vvv-");
}

TEST(VendorText, TornConditionsEndWithTheText) {
  EXPECT_EQ(places("#endif\n#else\n@\n#ifdef USE_HIP\n@"), "-v");
  EXPECT_EQ(places("#if (defined(USE_HIP\n@\n#endif\n"), "v");
  EXPECT_EQ(places("#if " + std::string(100000, '(') + "USE_HIP\n@\n#endif\n"),
            "-");
}

} // namespace
} // namespace causeway
