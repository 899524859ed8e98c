// What becomes of build scripts. Each folder of golden/ is a case: `in` becomes
// `out`, and nothing changes when `out` is migrated again.
// SPDX-License-Identifier: Apache-2.0
#include "scripts/BuildScripts.h"
#include "rules/RuleSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

namespace causeway {
namespace {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

const BuildRules &builtinRules() {
  static const RuleSet Rules = RuleSet::builtin();
  return Rules.build();
}

std::string read(StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  return Buffer ? (*Buffer)->getBuffer().str() : "<missing>";
}

/// Sources below a folder as the engine would have renamed them, and the
/// scripts there migrated.
MigrationResult migrateFolder(StringRef Root,
                              const BuildRules &Rules = builtinRules()) {
  MigrationResult Result;
  FilesToName Sources;
  std::vector<std::string> Scripts;
  std::error_code EC;
  for (fs::recursive_directory_iterator I(Root, EC), E; I != E && !EC;
       I.increment(EC)) {
    std::string Relative = I->path().substr(Root.size() + 1);
    if (isBuildScript(I->path())) {
      Scripts.push_back(I->path());
    } else if (StringRef(Relative).ends_with(".cu")) {
      Sources.files.insert(Relative);
    }
  }
  Result.names = OutputNames(
      Sources, [&](StringRef Path) { return fs::exists(Root + "/" + Path); });
  EXPECT_FALSE(EC) << EC.message();
  migrateBuildScripts(Rules, Scripts, Root, /*Open=*/nullptr, Result);
  return Result;
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, BecomesWhatStandsBesideIt) {
  std::string In = std::string(GOLDEN_DIR) + "/" + GetParam() + "/in";
  std::string Out = std::string(GOLDEN_DIR) + "/" + GetParam() + "/out";
  size_t Scripts = 0;
  for (const auto &[Path, File] : migrateFolder(In).files)
    if (isBuildScript(Path)) {
      ++Scripts;
      EXPECT_EQ(File.migrated, read(Out + "/" + Path));
    }
  EXPECT_GT(Scripts, 0u);
}

TEST_P(Golden, IsLeftAloneTheSecondTime) {
  std::string Out = std::string(GOLDEN_DIR) + "/" + GetParam() + "/out";
  for (const auto &[Path, File] : migrateFolder(Out).files)
    EXPECT_EQ(File.migrated, File.original) << Path;
}

std::vector<std::string> cases() {
  std::vector<std::string> Names;
  std::error_code EC;
  for (fs::directory_iterator I(GOLDEN_DIR, EC), E; I != E && !EC;
       I.increment(EC))
    Names.push_back(path::filename(I->path()).str());
  llvm::sort(Names);
  return Names;
}
INSTANTIATE_TEST_SUITE_P(Scripts, Golden, testing::ValuesIn(cases()),
                         [](const auto &Info) { return Info.param; });

/// One script in a folder of its own.
class Single : public testing::Test {
protected:
  void SetUp() override {
    llvm::SmallString<128> Made, Real;
    ASSERT_FALSE(fs::createUniqueDirectory("causeway-build", Made));
    ASSERT_FALSE(fs::real_path(Made, Real));
    Folder = Real.str().str();
  }
  void TearDown() override { fs::remove_directories(Folder); }

  MigrationResult migrate(StringRef Name, StringRef Text,
                          const BuildRules &Rules = builtinRules()) {
    std::error_code EC;
    llvm::raw_fd_ostream OS(Folder + "/" + Name.str(), EC);
    EXPECT_FALSE(EC) << EC.message();
    OS << Text;
    OS.close();
    return migrateFolder(Folder, Rules);
  }

  static const Finding *find(const MigrationResult &R, StringRef Name) {
    auto It = llvm::find_if(R.findings,
                            [&](const Finding &F) { return F.name == Name; });
    return It == R.findings.end() ? nullptr : &*It;
  }

  std::string Folder;
};

TEST_F(Single, AFindingIsAtItsLineAndColumn) {
  auto R = migrate("Makefile", "all:\n\tnvcc a.o -o a -lcufft\n");
  const Finding *F = find(R, "-lcufft");
  ASSERT_TRUE(F);
  EXPECT_EQ(F->verdict, Verdict::Unsupported);
  EXPECT_EQ(F->line, 2u);
  EXPECT_EQ(F->column, 16u);
  EXPECT_FALSE(F->instead.empty());
}

TEST_F(Single, AnOptionThatNoRuleKnowsIsUnknown) {
  auto R = migrate("Makefile", "all:\n\tnvcc --brand-new=3 a.o\n");
  const Finding *F = find(R, "--brand-new");
  ASSERT_TRUE(F);
  EXPECT_EQ(F->verdict, Verdict::Unknown);
}

TEST_F(Single, CMakeThatDoesNotParseIsADiagnosticAtItsPlace) {
  StringRef Text = "project(a CUDA)\nmessage(\"open\n)\n";
  auto R = migrate("CMakeLists.txt", Text);
  ASSERT_EQ(R.diagnostics.size(), 1u);
  EXPECT_EQ(R.diagnostics[0].file, "CMakeLists.txt");
  EXPECT_EQ(R.diagnostics[0].line, 2u);
  EXPECT_EQ(R.diagnostics[0].column, 9u);
  EXPECT_EQ(R.files["CMakeLists.txt"].migrated, Text);
}

TEST_F(Single, ACommandWithoutItsEndIsADiagnostic) {
  auto R = migrate("x.cmake", "set(A\n  b\n");
  ASSERT_EQ(R.diagnostics.size(), 1u);
  EXPECT_EQ(R.diagnostics[0].line, 1u);
}

TEST_F(Single, ABinaryScriptIsADiagnostic) {
  auto R = migrate("Makefile", StringRef("all:\0\n", 6));
  ASSERT_EQ(R.diagnostics.size(), 1u);
  EXPECT_FALSE(R.files.count("Makefile"));
}

TEST_F(Single, OddMakefilesAreReadToTheirEnd) {
  for (StringRef Text :
       {StringRef("A = $(shell nvcc"), StringRef("a: b\\"),
        StringRef("\t\tnvcc\n:\n=\n$(\n"), StringRef("define X\nnvcc $("),
        StringRef("x:\n\tnvcc \"-Xcompiler\n\tnvcc '\n"),
        StringRef("a = -Xcompiler\nb:\n\tnvcc $(a)\n"), StringRef("")})
    EXPECT_TRUE(migrate("Makefile", Text).diagnostics.empty()) << Text.str();
}

TEST_F(Single, OptionsOfOtherProgramsInsideTheShellAreNotTheCompilers) {
  auto R = migrate("Makefile", "SM = $(shell nvidia-smi --query=sm)\n"
                               "a:\n\tnvcc -arch=sm_$(SM) $(SM) a.o\n");
  EXPECT_FALSE(find(R, "--query"));
}

TEST_F(Single, AnOptionWhoseValueStandsElsewhereIsForReview) {
  auto R = migrate("Makefile", "a = -Xcompiler\nb:\n\tnvcc $(a) c.cu\n");
  const Finding *F = find(R, "-Xcompiler");
  ASSERT_TRUE(F);
  EXPECT_EQ(F->verdict, Verdict::MappedReview);
}

TEST_F(Single, AScriptWithoutCudaHasNoFindings) {
  auto R = migrate("CMakeLists.txt", "project(a CXX)\nadd_executable(a a.cpp)\n"
                                     "target_link_libraries(a PRIVATE m)\n");
  EXPECT_TRUE(R.findings.empty());
}

TEST_F(Single, WindowsLineEndsStay) {
  auto R = migrate("Makefile", "a: b.cu\r\n\tnvcc -arch=sm_70 b.cu\r\n");
  EXPECT_EQ(R.files["Makefile"].migrated, "a: b.cpp\r\n\tcwc++ b.cpp\r\n");
}

TEST(BuildRules, AUsersRuleWins) {
  RuleSet Rules = RuleSet::builtin();
  ASSERT_FALSE(bool(Rules.addText(
      "build: mine\nlibraries:\n  cublas: { to: openblas }\n", "mine.yaml")));
  const BuildRule *R = Rules.build().find(BuildRule::Kind::Library, "cublas");
  ASSERT_TRUE(R);
  EXPECT_EQ(R->area, "mine");
}

TEST(BuildRules, ABadRuleIsAnErrorAtItsPlace) {
  auto Data = BuildRules::read(
      "build: x\noptions:\n  -arch: ~\n  a: { too: b }\n", "x.yaml");
  ASSERT_FALSE(bool(Data));
  std::string Text = llvm::toString(Data.takeError());
  EXPECT_NE(Text.find("x.yaml:3:3: error: '-arch' must be a name without its "
                      "dashes"),
            std::string::npos)
      << Text;
  EXPECT_NE(Text.find("x.yaml:4:8: error: unknown key 'too'"),
            std::string::npos)
      << Text;
}

TEST(BuildRules, TheLongestWildcardIsTaken) {
  BuildRules Rules;
  Rules.add(llvm::cantFail(BuildRules::read(
      "build: x\nvariables:\n  \"A*\": \"B*\"\n  \"AA*\": \"C*\"\n",
      "x.yaml")));
  const BuildRule *R = Rules.find(BuildRule::Kind::Variable, "AAB");
  ASSERT_TRUE(R);
  EXPECT_EQ(BuildRules::target(*R, "AAB"), "CB");
}

TEST(BuildScripts, AreKnownByTheirNames) {
  for (StringRef Name :
       {"CMakeLists.txt", "a/b.cmake", "Makefile", "makefile", "GNUmakefile",
        "rules.mk", "Makefile_nvidia", "common/make.config", "setup.py"})
    EXPECT_TRUE(isBuildScript(Name)) << Name.str();
  for (StringRef Name : {"main.cpp", "Makefile~", "CMakeCache.txt", "tool.py"})
    EXPECT_FALSE(isBuildScript(Name)) << Name.str();
}

} // namespace
} // namespace causeway
