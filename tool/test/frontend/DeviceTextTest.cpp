// Which places of a text are the device's by its own words.
// SPDX-License-Identifier: Apache-2.0
#include "frontend/DeviceText.h"
#include "gtest/gtest.h"

namespace causeway {
namespace {

/// For each `@` of the text in turn: d in a device function, b chosen for one
/// backend, B both, - neither.
std::string places(llvm::StringRef Text) {
  DeviceText Device(RuleSet::builtin(), Text);
  std::string Found;
  for (unsigned I = 0; I < Text.size(); ++I)
    if (Text[I] == '@')
      Found += Device.isDevice(I) ? Device.isForOneBackend(I) ? 'B' : 'd'
               : Device.isForOneBackend(I) ? 'b'
                                           : '-';
  return Found;
}

TEST(DeviceText, AMarkedFunctionsBodyIsTheDevices) {
  EXPECT_EQ(places("@ CW_DEVICE int f(int x) @ { if (x) { @ } @ } @\n"
                   "CW_KERNEL void k() { @ } void host() { @ }\n"
                   "__device__ __host__ void g() { @ }\n"
                   "__global__ void h() { @ }\n"),
            "--dd-d-dd");
}

TEST(DeviceText, ADeclarationMarksNoOtherFunction) {
  EXPECT_EQ(places("CW_DEVICE int f(int x); void host() { @ }\n"
                   "struct S { CW_DEVICE void m() { @ } void n() { @ } };\n"),
            "-d-");
}

TEST(DeviceText, WordsInCommentsStringsAndDirectivesMarkNothing) {
  EXPECT_EQ(places("// CW_DEVICE\n"
                   "#define MARK CW_DEVICE\n"
                   "const char *s = \"__device__\"; void f() { @ }\n"),
            "-");
}

TEST(DeviceText, BothSidesOfAConditionBeginAtTheSameDepth) {
  EXPECT_EQ(places("#if A\nCW_DEVICE void f(int x) { @\n"
                   "#else\nCW_DEVICE void f(long x) { @\n#endif\n"
                   "  @ }\nvoid host() { @ }\n"),
            "ddd-");
  EXPECT_EQ(places("CW_DEVICE void f() {\n#if A\n  @ }\n#else\n  @ }\n#endif\n"
                   "void host() { @ }\n"),
            "dd-");
}

TEST(DeviceText, AChoiceOfBackendsHoldsToItsEnd) {
  EXPECT_EQ(places("CW_DEVICE void f() { @\n"
                   "#if A && defined(CW_BACKEND_CUDA)\n@\n"
                   "#if B\n@\n#endif\n"
                   "#elif C\n@\n#endif\n"
                   "@ }\n"
                   "#ifndef CW_BACKEND_CPU\n@\n#endif\n"),
            "dBBBdb");
}

TEST(DeviceText, TornTextIsNoTrouble) {
  EXPECT_EQ(places("#else\n#endif\n} } CW_DEVICE void f() { @\n#if A\n@"),
            "dd");
}

} // namespace
} // namespace causeway
