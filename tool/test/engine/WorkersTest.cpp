// Units that crash, hang or eat the memory, and those beside them.
// SPDX-License-Identifier: Apache-2.0
#include "engine/Workers.h"
#include "engine/Migration.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace causeway {
namespace {

using namespace std::chrono_literals;
using llvm::StringRef;

std::map<size_t, WorkResult> results(size_t Count, WorkLimits Limits,
                                     Work Make) {
  std::map<size_t, WorkResult> All;
  workInProcesses(Count, Limits, Make, [&](size_t I, WorkResult R) {
    EXPECT_TRUE(All.emplace(I, std::move(R)).second) << I;
  });
  EXPECT_EQ(All.size(), Count);
  return All;
}

/// Memory that is really there.
void take(size_t MegaBytes) {
  static std::vector<std::string> Held;
  for (size_t I = 0; I < MegaBytes; ++I)
    Held.emplace_back(1 << 20, char(I | 1));
}

TEST(Workers, HandBackWhatEachMakes) {
  std::string Long(3 << 20, 'x'); // more than a pipe holds
  auto R = results(20, {3}, [&](size_t I) { return std::to_string(I) + Long; });
  for (auto &[I, Result] : R) {
    EXPECT_EQ(Result.failure, "");
    EXPECT_EQ(Result.bytes, std::to_string(I) + Long);
  }
}

TEST(Workers, ACrashCostsOnePiece) {
  auto R = results(5, {2}, [](size_t I) -> std::string {
    if (I == 1)
      raise(SIGSEGV);
    if (I == 2)
      abort();
    if (I == 3)
      _exit(7);
    return "fine";
  });
  EXPECT_EQ(R[0].bytes, "fine");
  EXPECT_EQ(R[1].failure,
            "the parser crashed on this unit (Segmentation fault)");
  EXPECT_EQ(R[2].failure, "the parser crashed on this unit (Aborted)");
  EXPECT_EQ(R[3].failure, "the parser gave up on this unit (status 7)");
  EXPECT_EQ(R[4].bytes, "fine");
}

TEST(Workers, APieceThatHangsIsGivenUp) {
  WorkLimits Limits{2, 1s};
  auto Start = std::chrono::steady_clock::now();
  auto R = results(3, Limits, [](size_t I) -> std::string {
    while (I == 1)
      pause();
    return "fine";
  });
  EXPECT_EQ(R[0].bytes, "fine");
  EXPECT_EQ(R[1].failure, "no result after 1 s, so it was given up");
  EXPECT_EQ(R[2].bytes, "fine");
  EXPECT_LT(std::chrono::steady_clock::now() - Start, 30s);
}

TEST(Workers, APieceThatNeedsMoreThanAllMemoryIsGivenUp) {
  WorkLimits Limits{2, 60s, 200 << 20};
  auto R = results(3, Limits, [](size_t I) -> std::string {
    if (I == 1) {
      take(400);
      std::this_thread::sleep_for(20s);
    }
    return "fine";
  });
  EXPECT_EQ(R[0].bytes, "fine");
  EXPECT_EQ(R[1].failure,
            "it needs more memory than the limit (200 MB), so it was given up");
  EXPECT_EQ(R[2].bytes, "fine");
}

TEST(Workers, PiecesThatFitOnlyAloneAreAllMade) {
  WorkLimits Limits{4, 60s, 300 << 20};
  auto R = results(4, Limits, [](size_t) -> std::string {
    take(200);
    std::this_thread::sleep_for(500ms);
    return "fine";
  });
  for (auto &[I, Result] : R)
    EXPECT_EQ(Result.bytes, "fine") << Result.failure;
}

TEST(Workers, AFailureThatAPieceBeforeBroughtOnIsNotItsOwn) {
  static bool Spoilt = false;
  auto R = results(6, {1}, [](size_t) -> std::string {
    if (std::exchange(Spoilt, true))
      abort(); // whatever is made second
    return "fine";
  });
  for (auto &[I, Result] : R)
    EXPECT_EQ(Result.bytes, "fine") << Result.failure;
}

TEST(Workers, EndWithTheProcessThatStartedThem) {
  int Ends[2];
  ASSERT_EQ(pipe(Ends), 0);
  pid_t Parent = fork();
  if (Parent == 0) {
    close(Ends[0]);
    workInProcesses(
        2, {2},
        [&](size_t) -> std::string {
          while (true)
            pause(); // holds the pipe open
        },
        [](size_t, WorkResult) {});
    _exit(0);
  }
  close(Ends[1]);
  std::this_thread::sleep_for(300ms);
  kill(Parent, SIGKILL);
  waitpid(Parent, nullptr, 0);
  char Byte;
  alarm(20); // the test fails by it if they live on
  EXPECT_EQ(read(Ends[0], &Byte, 1), 0);
  alarm(0);
  close(Ends[0]);
}

// ---- Units
// -------------------------------------------------------------------

class Contained : public testing::Test {
protected:
  void SetUp() override {
    llvm::SmallString<128> Made, Real;
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("causeway-test", Made));
    ASSERT_FALSE(llvm::sys::fs::real_path(Made, Real));
    Root = Real.str().str();
    write("a.cu", "void f(int *p) { cudaFree(p); }\n");
    write("c.cu", "void f(int *p) { cudaFree(p); }\n");
  }
  void TearDown() override { llvm::sys::fs::remove_directories(Root); }

  void write(StringRef Name, StringRef Text) {
    std::error_code EC;
    llvm::raw_fd_ostream OS(Root + "/" + Name.str(), EC);
    ASSERT_FALSE(EC) << EC.message();
    OS << Text;
  }

  /// a.cu, b.cu and c.cu; b.cu is the odd one.
  MigrationResult run(bool Processes) {
    RuleSet Rules = RuleSet::builtin();
    MigrationOptions Options;
    Options.root = Root;
    for (const char *Name : {"a.cu", "b.cu", "c.cu"})
      Options.units.push_back({Root + "/" + Name, Root, {}});
    Options.limits = {2, 10s};
    Options.processes = Processes;
    auto R = migrate(Rules, Options);
    EXPECT_TRUE(bool(R));
    return std::move(*R);
  }

  void expectOthersMigrated(MigrationResult &R) {
    EXPECT_EQ(R.failedUnits, 1u);
    EXPECT_NE(R.files["a.cu"].migrated.find("cwFree"), std::string::npos);
    EXPECT_NE(R.files["c.cu"].migrated.find("cwFree"), std::string::npos);
    // Its own text is still migrated as far as text goes.
    EXPECT_NE(R.files["b.cu"].migrated.find("cwFree"), std::string::npos);
    ASSERT_EQ(R.diagnostics.size(), 1u)
        << R.diagnostics[1].file << ": " << R.diagnostics[1].message;
    EXPECT_EQ(R.diagnostics[0].file, "b.cu");
  }

  std::string Root;
};

TEST_F(Contained, AUnitThatCrashesTheParserIsReported) {
  write("b.cu", "void f(int *p) { cudaFree(p); }\n"
                "#pragma clang __debug crash\n");
  MigrationResult R = run(true);
  expectOthersMigrated(R);
  EXPECT_EQ(
      R.diagnostics[0].message.rfind("the parser crashed on this unit (", 0),
      0u)
      << R.diagnostics[0].message;
}

TEST_F(Contained, AUnitThatCrashesTheParserOnAThreadIsReported) {
  write("b.cu", "void f(int *p) { cudaFree(p); }\n"
                "#pragma clang __debug crash\n");
  MigrationResult R = run(false);
  EXPECT_EQ(R.failedUnits, 1u);
  EXPECT_TRUE(llvm::any_of(R.diagnostics, [](const SourceDiagnostic &D) {
    return D.file == "b.cu" && D.message == "the parser crashed on this unit";
  }));
  EXPECT_NE(R.files["c.cu"].migrated.find("cwFree"), std::string::npos);
}

TEST_F(Contained, AUnitThatTakesTooLongIsReported) {
  // Each assertion runs up to the parser's own bound, and costs no memory.
  std::string Slow = "constexpr unsigned f(unsigned n) { while (n + 1) ++n; "
                     "return n; }\n";
  for (int I = 0; I < 3000; ++I)
    Slow += "static_assert(f(0));\n";
  write("b.cu", Slow + "void f(int *p) { cudaFree(p); }\n");
  MigrationResult R = run(true);
  expectOthersMigrated(R);
  EXPECT_EQ(R.diagnostics[0].message,
            "no result after 10 s, so it was given up");
}

TEST_F(Contained, ProcessesAndThreadsFindTheSame) {
  write("b.cu", "#include \"missing.h\"\n__global__ void k() {}\n"
                "void f() { k<<<1, 1>>>(); }\n");
  MigrationResult A = run(true), B = run(false);
  EXPECT_EQ(A.failedUnits, 0u);
  ASSERT_EQ(A.findings.size(), B.findings.size());
  for (size_t I = 0; I < A.findings.size(); ++I)
    EXPECT_EQ(std::tie(A.findings[I].file, A.findings[I].span,
                       A.findings[I].name, A.findings[I].replacement),
              std::tie(B.findings[I].file, B.findings[I].span,
                       B.findings[I].name, B.findings[I].replacement));
  EXPECT_EQ(A.files["b.cu"].migrated, B.files["b.cu"].migrated);
  EXPECT_EQ(A.diagnostics.size(), B.diagnostics.size());
}

} // namespace
} // namespace causeway
