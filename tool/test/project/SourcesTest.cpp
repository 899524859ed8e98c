// From a tree to units: what is found in it, and how its units are parsed.
// SPDX-License-Identifier: Apache-2.0
#include "project/Sources.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace causeway {
namespace {

constexpr const char *Kernel = "__global__ void k() {}\n";

class Tree : public testing::Test {
protected:
  void SetUp() override {
    llvm::SmallString<128> Made, Real;
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("causeway-tree", Made));
    ASSERT_FALSE(llvm::sys::fs::real_path(Made, Real));
    Top = Real.str().str();
  }
  void TearDown() override { llvm::sys::fs::remove_directories(Top); }

  void write(const std::string &Name, const std::string &Text) {
    std::string Path = Top + "/" + Name;
    llvm::sys::fs::create_directories(llvm::sys::path::parent_path(Path));
    std::error_code EC;
    llvm::raw_fd_ostream(Path, EC) << Text;
    ASSERT_FALSE(EC);
  }

  static const RuleSet &rules() {
    static const RuleSet Rules = RuleSet::builtin();
    return Rules;
  }

  Sources find(const std::string &Named) {
    const RuleSet &Rules = rules();
    SourceRequest Request;
    Request.sources = {Top + "/" + Named};
    Request.root = Top;
    Request.cache = Cache ? &*Cache : nullptr;
    auto Found = findSources(Rules, Request);
    EXPECT_TRUE(bool(Found));
    if (!Found) {
      ADD_FAILURE() << llvm::toString(Found.takeError());
      return {};
    }
    return std::move(*Found);
  }

  /// The arguments of the one unit, with the tree's folder left out.
  std::string arguments(const Sources &From) {
    if (From.units.size() != 1)
      return std::to_string(From.units.size()) + " units";
    std::string Text = llvm::join(From.units[0].args, " ");
    for (size_t At; (At = Text.find(Top + "/")) != Text.npos;)
      Text.erase(At, Top.size() + 1);
    return Text;
  }

  bool has(const std::vector<std::string> &Paths, const std::string &Name) {
    return llvm::is_contained(Paths, Top + "/" + Name);
  }

  std::string Top;
  std::optional<UnitCache> Cache;
};

TEST_F(Tree, AHeaderBelowTheRootIsFoundFromAFolderThatWasNamed) {
  write("include/api.h", "#include \"deep.h\"\n");
  write("src/deep.h", "int deep;\n");
  write("src/cuda/a.cu", "#include \"api.h\"\n" + std::string(Kernel));
  Sources From = find("src/cuda");
  EXPECT_EQ(arguments(From), "-I"
                             "include -Isrc");
  EXPECT_TRUE(has(From.bystanders, "include/api.h"));
  EXPECT_TRUE(has(From.bystanders, "src/deep.h"));
}

TEST_F(Tree, OptionsOfAMakefileHoldForItsSources) {
  write("include/x.h", "");
  write("prog/a.cu", Kernel);
  write("prog/Makefile", "CFLAGS = -std=c++20 -I../include -DSIZE=4\n"
                         "ifeq ($(DEBUG),yes)\nCFLAGS += -DDEBUG\nendif\n"
                         "a.o: a.cu ../include/x.h\n"
                         "\tnvcc $(CFLAGS) -c a.cu\n");
  Sources From = find("prog");
  EXPECT_EQ(arguments(From), "-Iinclude -DSIZE=4 -std=c++20");
  EXPECT_TRUE(has(From.bystanders, "include/x.h"));
}

TEST_F(Tree, OptionsOfCMakeHoldBelowTheirFolder) {
  write("include/x.h", "");
  write("lib/inc/y.h", "");
  write("lib/a.cu", Kernel);
  write("CMakeLists.txt",
        "project(p LANGUAGES CXX CUDA)\nset(CMAKE_CUDA_STANDARD 20)\n"
        "set(INC ${CMAKE_SOURCE_DIR}/include)\ninclude_directories(${INC})\n"
        "if(USE_HIP)\nadd_definitions(-DUSE_HIP)\nendif()\n"
        "add_subdirectory(lib)\n");
  write("lib/CMakeLists.txt",
        "add_library(l a.cu)\n"
        "target_include_directories(l PRIVATE "
        "$<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/inc>)\n"
        "target_compile_definitions(l PRIVATE WITH_CUDA N=2)\n");
  EXPECT_EQ(arguments(find("lib")),
            "-Ilib/inc -DWITH_CUDA -DN=2 -Iinclude -std=c++20");
}

TEST_F(Tree, OptionsOfSetupPyHoldForItsSources) {
  write("csrc/include/x.h", "");
  write("csrc/a.cu", Kernel);
  write("setup.py",
        "from setuptools import setup\n"
        "setup(ext_modules=[CUDAExtension('x', ['csrc/a.cu'],\n"
        "  include_dirs=[os.path.join(here, 'csrc', 'include')],\n"
        "  define_macros=[('A', '1'), ('B', None)],\n"
        "  extra_compile_args={'nvcc': ['-O3', '-DC', '-std=c++20']})])\n");
  EXPECT_EQ(arguments(find("csrc")), "-Icsrc/include -DA=1 -DB -DC -std=c++20");
}

TEST_F(Tree, AMacroThatIsGivenTwoValuesIsGivenNone) {
  write("a.cu", Kernel);
  write("Makefile",
        "one:\n\tnvcc -DN=1 -DK a.cu\ntwo:\n\tnvcc -DN=2 -DK a.cu\n");
  EXPECT_EQ(arguments(find(".")), "-DK");
}

TEST_F(Tree, AMakefileThatIsIncludedBelongsToTheProject) {
  write("common.mk", "FLAGS = -DCOMMON\n");
  write("prog/a.cu", Kernel);
  write("prog/Makefile", "include ../common.mk\na.o: a.cu\n");
  Sources From = find("prog");
  EXPECT_TRUE(has(From.buildScripts, "common.mk"));
  EXPECT_EQ(arguments(From), "-DCOMMON");
}

TEST_F(Tree, AFileBesideInAngleBracketsIsFound) {
  write("src/dims.cuh", "struct Dims {};\n");
  write("src/a.cu", "#include <dims.cuh>\n" + std::string(Kernel));
  EXPECT_EQ(arguments(find("src")), "-Isrc");
}

TEST_F(Tree, AHelperOfSamplesWithAMakersNoticeIsASource) {
  write("cutil.h", "/* Copyright NVIDIA Corporation. */\n"
                   "#define CHECK() cudaGetLastError()\n");
  write("a.cu", std::string("#include \"cutil.h\"\n") + Kernel);
  Sources From = find(".");
  EXPECT_TRUE(has(From.extraFiles, "cutil.h"));
}

TEST_F(Tree, ACxxFileThatLaunchesIsParsedAsCuda) {
  write("p/a.cpp", std::string(Kernel) + "void f() { k<<<1, 1>>>(); }\n");
  EXPECT_EQ(arguments(find("p")), "-x cuda");
}

TEST_F(Tree, WhatTextsHoldIsKeptUntilTheyChange) {
  auto Opened = UnitCache::open(Top + "/cache", rules(), 1 << 20);
  ASSERT_TRUE(bool(Opened));
  Cache.emplace(std::move(*Opened));
  std::string Launches = std::string(Kernel) + "void f() { k<<<1, 1>>>(); }\n";
  write("p/a.cpp", Launches);
  write("p/b.txt.in", Kernel);
  const std::string Key = Top + "/p" + '\0';
  for (int Run = 0; Run < 2; ++Run) {
    Sources From = find("p");
    EXPECT_EQ(arguments(From), "-x cuda");
    EXPECT_EQ(From.unread.size(), 1u);
    ASSERT_TRUE(Cache->findAnswers(Key).has_value());
  }
  // What a run was told is what the next one believes.
  std::string Kept = *Cache->findAnswers(Key);
  size_t At = Kept.find("[1,1,");
  ASSERT_NE(At, Kept.npos);
  Cache->keepAnswers(Key, Kept.replace(At, 5, "[1,0,"));
  EXPECT_EQ(arguments(find("p")), "");
  write("p/a.cpp", Launches + "\n");
  write("p/b.txt.in", "Nothing of the kind.\n");
  Sources From = find("p");
  EXPECT_EQ(arguments(From), "-x cuda");
  EXPECT_TRUE(From.unread.empty());
}

TEST_F(Tree, AnSdkInTheTreeIsNoSource) {
  for (const char *Name :
       {"cuda_runtime_api.h", "driver_types.h", "vector_types.h", "cuda.h"})
    write(std::string("third_party/cuda/include/") + Name,
          "int cudaMalloc(void **, unsigned long);\n");
  write("a.cu", Kernel);
  Sources From = find(".");
  EXPECT_TRUE(has(From.sdkFolders, "third_party/cuda/include"));
  EXPECT_TRUE(From.extraFiles.empty());
}

} // namespace
} // namespace causeway
