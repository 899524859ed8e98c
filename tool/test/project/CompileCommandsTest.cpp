// Compilation databases as build systems write them.
// SPDX-License-Identifier: Apache-2.0
#include "project/CompileCommands.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace causeway {
namespace {

/// A unit's arguments in one line.
std::string argsOf(llvm::StringRef Json, llvm::StringRef File,
                   llvm::StringRef Folder = "/p/build") {
  auto Commands = CompileCommands::parse(Json, Folder);
  if (!Commands)
    return llvm::toString(Commands.takeError());
  std::vector<Unit> Units = Commands->unitsOf(File);
  if (Units.size() != 1)
    return std::to_string(Units.size()) + " units";
  return llvm::join(Units[0].args, "|");
}

std::string errorOf(llvm::StringRef Json) {
  auto Commands = CompileCommands::parse(Json, "/p");
  return Commands ? "none" : llvm::toString(Commands.takeError());
}

TEST(CompileCommands, OfCMake) {
  EXPECT_EQ(argsOf(R"([{
    "directory": "/p/build",
    "command": "/usr/local/cuda/bin/nvcc -forward-unknown-to-host-compiler -DNAME=\\\"a\\ b\\\" -I/p/inc -isystem=/p/third --generate-code=arch=compute_80,code=[compute_80,sm_80] -Xcompiler=-fPIC -x cu -rdc=true -c /p/src/a.cu -o CMakeFiles/a.dir/a.cu.o",
    "file": "/p/src/a.cu",
    "output": "CMakeFiles/a.dir/a.cu.o"}])",
                   "/p/src/a.cu"),
            "-forward-unknown-to-host-compiler|-DNAME=\"a b\"|-I/p/inc|"
            "-isystem=/p/third|--generate-code=arch=compute_80,code=[compute_"
            "80,sm_80]|-Xcompiler=-fPIC|-x|cu|-rdc=true|-c|/p/src/a.cu|-o|"
            "CMakeFiles/a.dir/a.cu.o");
}

TEST(CompileCommands, OfBear) {
  EXPECT_EQ(argsOf(R"([{
    "arguments": ["/usr/bin/nvcc", "-ccbin", "g++", "-DTEXT=\"a b\"", "-c", "-o", "a.o", "a.cu"],
    "directory": "/p/src", "file": "/p/src/a.cu", "output": "/p/src/a.o"}])",
                   "/p/src/a.cu"),
            "-ccbin|g++|-DTEXT=\"a b\"|-c|-o|a.o|a.cu");
}

TEST(CompileCommands, OfInterceptBuild) {
  EXPECT_EQ(
      argsOf(
          R"([{"command": "nvcc -c -I. a.cu", "directory": "/p/src", "file": "a.cu"}])",
          "/p/src/a.cu"),
      "-c|-I.|a.cu");
}

TEST(CompileCommands, KeysThatOtherToolsAddDoNotMatter) {
  EXPECT_EQ(
      argsOf(R"([{"command": "nvcc -c a.cu", "directory": "/p", "file": "a.cu",
                        "language": "cuda", "labels": ["x", {"y": 1}]}])",
             "/p/a.cu"),
      "-c|a.cu");
}

TEST(CompileCommands, LaunchersAreNotTheCompiler) {
  EXPECT_EQ(
      argsOf(
          R"([{"command": "ccache nvcc -c a.cu", "directory": "/p", "file": "a.cu"}])",
          "/p/a.cu"),
      "-c|a.cu");
}

TEST(CompileCommands, RelativeDirectoriesStartAtTheDatabase) {
  const char *Json =
      R"([{"command": "nvcc -I. -c ../src/a.cu", "directory": ".", "file": "../src/a.cu"},
                         {"command": "nvcc -c b.cu", "directory": "../other/./x/..", "file": "b.cu"},
                         {"command": "nvcc -c c.cu", "file": "c.cu"}])";
  auto Commands = CompileCommands::parse(Json, "/p/build");
  ASSERT_TRUE(bool(Commands));
  std::vector<std::string> Files = Commands->files();
  llvm::sort(Files);
  EXPECT_EQ(Files, (std::vector<std::string>{"/p/build/c.cu", "/p/other/b.cu",
                                             "/p/src/a.cu"}));
  for (auto [File, Directory] : {std::pair("/p/src/a.cu", "/p/build"),
                                 {"/p/other/b.cu", "/p/other"},
                                 {"/p/build/c.cu", "/p/build"}}) {
    std::vector<Unit> Units = Commands->unitsOf(File);
    ASSERT_EQ(Units.size(), 1u) << File;
    EXPECT_EQ(Units[0].directory, Directory);
    EXPECT_EQ(Units[0].file, File);
  }
}

TEST(CompileCommands, AFileBuiltTwiceIsTwoUnitsUnlessNothingDiffers) {
  auto Commands = CompileCommands::parse(
      R"([{"command": "nvcc -DA -c a.cu", "directory": "/p", "file": "a.cu"},
          {"command": "nvcc -DB -c a.cu", "directory": "/p", "file": "a.cu"},
          {"command": "nvcc -DA -c a.cu", "directory": "/p", "file": "a.cu"}])",
      "/p");
  ASSERT_TRUE(bool(Commands));
  EXPECT_EQ(Commands->unitsOf("/p/a.cu").size(), 2u);
}

TEST(CompileCommands, AFileThatIsNotListedIsCompiledLikeItsNeighbours) {
  std::string Args = argsOf(
      R"([{"command": "nvcc -DA -Iinc -gencode arch=compute_80,code=sm_80 -c a.cu", "directory": "/p", "file": "a.cu"}])",
      "/p/b.cu");
  EXPECT_NE(Args.find("-DA"), std::string::npos) << Args;
  EXPECT_NE(Args.find("-Iinc"), std::string::npos) << Args;
  EXPECT_EQ(Args.find("a.cu"), std::string::npos) << Args;
}

TEST(CompileCommands, MistakesAreNamedWithTheirPlace) {
  EXPECT_EQ(errorOf("[{\"file\": ]").rfind("not valid JSON: [1:11,", 0), 0u)
      << errorOf("[{\"file\": ]");
  EXPECT_EQ(errorOf("{}"), "must be a JSON array of compile commands");
  EXPECT_EQ(errorOf("[1]"), "entry 1: must be an object");
  EXPECT_EQ(errorOf(R"([{"file": "a.cu", "command": "nvcc a.cu"}, {}])"),
            "entry 2: 'file' is missing");
  EXPECT_EQ(errorOf(R"([{"file": "a.cu", "directory": 1}])"),
            "entry 1: 'directory' must be text");
  EXPECT_EQ(errorOf(R"([{"file": "a.cu", "arguments": "nvcc a.cu"}])"),
            "entry 1: 'arguments' must be a list of texts");
  EXPECT_EQ(errorOf(R"([{"file": "a.cu"}])"),
            "entry 1: 'arguments' and 'command' are both missing");
}

TEST(CompileCommands, DeepNestingIsAMistakeWithItsPlace) {
  std::string Deep = "[\n" + std::string(200000, '[');
  EXPECT_EQ(errorOf(Deep.c_str()).rfind("not valid JSON: [2:199,", 0), 0u)
      << errorOf(Deep.c_str()).substr(0, 100);
}

/// Option files in a folder that goes away with the test.
class OptionFiles : public testing::Test {
protected:
  void SetUp() override {
    llvm::SmallString<128> Made;
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("causeway-opt", Made));
    Folder = Made.str().str();
  }
  void TearDown() override { llvm::sys::fs::remove_directories(Folder); }
  void write(const std::string &Name, llvm::StringRef Text) {
    std::error_code EC;
    llvm::raw_fd_ostream(Folder + "/" + Name, EC) << Text;
    ASSERT_FALSE(EC);
  }
  std::string expanded(std::vector<std::string> Args) {
    expandOptionFiles(Args, Folder);
    return llvm::join(Args, "|");
  }
  std::string Folder;
};

TEST_F(OptionFiles, InEverySpelling) {
  write("a.rsp", "-Ia -DNAME=\"\\\"x y\\\"\"\n'-DB=c d'");
  const char *All = "-Ia|-DNAME=\"x y\"|-DB=c d|-c";
  EXPECT_EQ(expanded({"@a.rsp", "-c"}), All);
  EXPECT_EQ(expanded({"--options-file", "a.rsp", "-c"}), All);
  EXPECT_EQ(expanded({"--options-file=a.rsp", "-c"}), All);
  EXPECT_EQ(expanded({"-optf", "a.rsp", "-c"}), All);
  EXPECT_EQ(expanded({"-optf=" + Folder + "/a.rsp", "-c"}), All);
}

TEST_F(OptionFiles, SeveralAndNested) {
  write("a.rsp", "-Ia --options-file b.rsp");
  write("b.rsp", "-Ib @c.rsp");
  write("c.rsp", "-Ic");
  EXPECT_EQ(expanded({"--options-file", "a.rsp,c.rsp"}), "-Ia|-Ib|-Ic|-Ic");
}

TEST_F(OptionFiles, ThatNameThemselvesEnd) {
  write("a.rsp", "-Ia --options-file a.rsp");
  write("b.rsp", "-Ib @b.rsp");
  EXPECT_NE(expanded({"--options-file", "a.rsp", "-c"}).find("-Ia"),
            std::string::npos);
  EXPECT_NE(expanded({"@b.rsp", "-c"}).find("-c"), std::string::npos);
}

TEST_F(OptionFiles, ThatDoubleEachOtherEnd) {
  for (int I = 0; I < 40; ++I) {
    std::string Next = "@" + std::to_string(I + 1) + ".rsp";
    write(std::to_string(I) + ".rsp", "-I" + std::to_string(I) + " " + Next +
                                          " " + Next);
  }
  std::string All = expanded({"@0.rsp", "-c"});
  EXPECT_EQ(All.rfind("-I0|-I1|", 0), 0u);
  EXPECT_LT(All.size(), size_t(1) << 20);
}

TEST_F(OptionFiles, ThatAreMissingStay) {
  EXPECT_EQ(expanded({"@none.rsp", "-c"}), "@none.rsp|-c");
  EXPECT_EQ(expanded({"-c", "--options-file"}), "-c|--options-file");
}

} // namespace
} // namespace causeway
