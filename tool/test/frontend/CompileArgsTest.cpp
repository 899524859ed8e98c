// What is left of a compiler's command for Clang's parser.
// SPDX-License-Identifier: Apache-2.0
#include "frontend/CompileArgs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

namespace causeway {
namespace {

using Strings = std::vector<std::string>;

/// What of `Args` reaches Clang: the command less what it has without any.
std::string kept(Strings Args, const char *File = "/p/a.cu") {
  auto Command = [&](Strings A) {
    return clangCommand({File, "/p", std::move(A), "/p", "", nullptr},
                        Pass::Host);
  };
  Strings Plain = Command({}), Kept = Command(std::move(Args));
  while (!Plain.empty() && Plain.back() == Kept.back()) {
    Plain.pop_back();
    Kept.pop_back();
  }
  size_t Same = 0;
  while (Same < Plain.size() && Same < Kept.size() && Plain[Same] == Kept[Same])
    ++Same;
  Kept.erase(Kept.begin(), Kept.begin() + Same);
  return llvm::join(Kept, " ");
}

TEST(CompileArgs, IncludesAndDefinesInEverySpelling) {
  EXPECT_EQ(kept({"-Ia", "-I", "b", "-I=c", "--include-path=d",
                  "--include-path", "e"}),
            "-I a -I b -I c -I d -I e");
  EXPECT_EQ(
      kept({"-isystem=a", "-isystem", "b", "-isystemc", "--system-include=d"}),
      "-isystem a -isystem b -isystem c -isystem d");
  EXPECT_EQ(kept({"-DA=1", "-D", "B", "--define-macro=C=\"x y\"", "-UD",
                  "--undefine-macro", "E"}),
            "-D A=1 -D B -D C=\"x y\" -U D -U E");
  EXPECT_EQ(kept({"-include", "a.h", "-includeb.h", "--pre-include=c.h"}),
            "-include a.h -include b.h -include c.h");
}

TEST(CompileArgs, OptionsOfNvccThatDecideNothingHereGo) {
  EXPECT_EQ(kept({"-gencode",
                  "arch=compute_80,code=sm_80",
                  "-gencode=arch=compute_90,code=[sm_90,compute_90]",
                  "--generate-code=arch=compute_70,code=sm_70",
                  "-arch=sm_80",
                  "-arch",
                  "sm_80",
                  "--expt-relaxed-constexpr",
                  "-extended-lambda",
                  "-rdc=true",
                  "--relocatable-device-code=true",
                  "-dc",
                  "-ccbin",
                  "g++-12",
                  "-ccbin=/usr/bin/g++",
                  "--compiler-bindir",
                  "/usr/bin",
                  "-forward-unknown-to-host-compiler",
                  "-maxrregcount=32",
                  "--use_fast_math",
                  "-lineinfo",
                  "-O3",
                  "-MD",
                  "-MT",
                  "a.o",
                  "-MF",
                  "a.o.d",
                  "-c",
                  "a.cu",
                  "-o",
                  "a.o",
                  "-lcublas",
                  "-L/lib"}),
            "");
}

TEST(CompileArgs, WhatIsMeantForOtherProgramsIsNotTakenForTheCompilers) {
  EXPECT_EQ(kept({"-Xlinker", "-Ia", "-Xlinker=-DB", "-Xptxas", "-DC",
                  "--ptxas-options=-v", "-Xcudafe", "-DE", "-Xnvlink", "-If"}),
            "");
}

TEST(CompileArgs, OptionsForTheHostCompilerCount) {
  EXPECT_EQ(kept({"-Xcompiler", "-fopenmp,-DA", "-Xcompiler=-fPIC,-DB",
                  "--compiler-options", "-Wall -DC=\"1\"",
                  "--compiler-options=-pthread", "-Xcompiler='-DD -IE'"}),
            "-fopenmp -D A -D B -D C=1 -pthread -D D -I E");
  EXPECT_EQ(kept({"-Wp,-DA,-UB", "-Xpreprocessor", "-DC"}), "-D A -U B -D C");
}

TEST(CompileArgs, StandardsBelowCxx17AreRaised) {
  EXPECT_EQ(kept({"-std=c++11"}), "");
  EXPECT_EQ(kept({"-std", "c++14"}), "");
  EXPECT_EQ(kept({"--std=c++20"}), "-std=gnu++20");
  EXPECT_EQ(kept({"-Xcompiler", "-std=c++20"}), "-std=gnu++20");
  EXPECT_EQ(kept({"-std=c11"}, "/p/a.c"), "-std=c11");
}

TEST(CompileArgs, AnOptionWithoutItsValueTakesNobodyElses) {
  for (const char *Last :
       {"-I", "-D", "-include", "--include-path", "-std", "-Xcompiler",
        "-isystem=", "--define-macro=", "-Xlinker", "--sysroot"})
    EXPECT_EQ(kept({Last}), "") << Last;
  EXPECT_EQ(kept({"-Xcompiler", "-I", "-DA"}), "-D A");
}

TEST(CompileArgs, CudaByNameOrByOption) {
  EXPECT_TRUE(isCudaUnit("a.cu", {}));
  EXPECT_TRUE(isCudaUnit("a.cuh", {}));
  EXPECT_FALSE(isCudaUnit("a.cpp", {}));
  for (const Strings &Args : {Strings{"-x", "cu"},
                              {"-x=cu"},
                              {"-xcu"},
                              {"-x", "cuda"},
                              {"--x", "cu"},
                              {"--x=cu"}})
    EXPECT_TRUE(isCudaUnit("a.cpp", Args)) << llvm::join(Args, " ");
  EXPECT_FALSE(isCudaUnit("a.cpp", Strings{"-x", "c++"}));
}

} // namespace
} // namespace causeway
