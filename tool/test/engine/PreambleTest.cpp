// A unit with a kept beginning gives what a unit without one gives, over all
// programs of the corpus and all that a beginning may hold.
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Frontend.h"
#include "frontend/ParsedUnitIO.h"
#include "frontend/Prelude.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

namespace causeway {
namespace {

const RuleSet &rules() {
  static RuleSet Rules = RuleSet::builtin();
  return Rules;
}

/// The unit as bytes, but for what was read and the order of things.
std::string told(ParsedUnit Unit) {
  llvm::sort(Unit.uses, [](const Use &A, const Use &B) {
    return std::tie(A.file, A.token, A.name) <
           std::tie(B.file, B.token, B.name);
  });
  llvm::sort(Unit.functions, [](const Function &A, const Function &B) {
    return std::tie(A.file, A.token) < std::tie(B.file, B.token);
  });
  llvm::sort(Unit.diagnostics, [](const auto &A, const auto &B) {
    return std::tie(A.file, A.line, A.column, A.message) <
           std::tie(B.file, B.line, B.column, B.message);
  });
  Unit.reads = {};
  return serialize(Unit);
}

/// In words, for who reads the failure.
std::string list(const ParsedUnit &Unit) {
  std::vector<std::string> Lines;
  for (const Use &U : Unit.uses)
    Lines.push_back(llvm::sys::path::filename(U.file).str() + ":" +
                    std::to_string(U.token.begin) + "-" +
                    std::to_string(U.token.end) + " " + U.name + " in " +
                    U.function + " " + U.notEditable);
  for (const SourceDiagnostic &D : Unit.diagnostics)
    Lines.push_back(D.file + ":" + std::to_string(D.line) + ": " + D.message);
  for (const auto &[File, Offsets] : Unit.own)
    for (unsigned Offset : Offsets)
      Lines.push_back("own " + File + ":" + std::to_string(Offset));
  for (const Function &F : Unit.functions)
    Lines.push_back("function " + F.name + " " + F.file + ":" +
                    std::to_string(F.whole.begin));
  for (const auto &[File, Of] : Unit.files)
    Lines.push_back("file " + File);
  for (const auto &[File, Offsets] : Unit.outside)
    for (unsigned Offset : Offsets)
      Lines.push_back("outside " + File + ":" + std::to_string(Offset));
  llvm::sort(Lines);
  return llvm::join(Lines, "\n");
}

ParsedUnit withPreamble(const ParseOptions &Options, Preamble &Kept) {
  auto Unit = parseUnit(rules(), Options, &Kept, [] { return false; });
  EXPECT_TRUE(Unit);
  return std::move(*Unit);
}

void expectSame(const ParseOptions &Options, Preamble &Kept) {
  ParsedUnit Plain = parseUnit(rules(), Options);
  ParsedUnit Again = withPreamble(Options, Kept);
  EXPECT_EQ(list(Plain), list(Again));
  EXPECT_EQ(told(std::move(Plain)), told(std::move(Again)));
}

/// A precompiled prelude changes nothing, the order of things included.
void expectSameEarly(ParseOptions Options) {
  class InMemory : public PreludeStore {
    std::shared_ptr<const std::string>
    get(llvm::StringRef Key, llvm::function_ref<std::string()> Make) override {
      auto [It, New] = Known.try_emplace(Key);
      if (New)
        It->second = std::make_shared<const std::string>(Make());
      return It->second;
    }
    llvm::StringMap<std::shared_ptr<const std::string>> Known;
  };
  static InMemory Store;
  ParsedUnit Plain = parseUnit(rules(), Options);
  Options.preludes = &Store;
  ParsedUnit Early = parseUnit(rules(), Options);
  Plain.reads = Early.reads = {};
  EXPECT_EQ(list(Plain), list(Early));
  EXPECT_EQ(serialize(Plain), serialize(Early));
}

// ---- The corpus -------------------------------------------------------------

std::vector<std::string> programs() {
  std::vector<std::string> Names;
  std::error_code EC;
  for (llvm::sys::fs::directory_iterator I(CORPUS_DIR, EC), E; I != E && !EC;
       I.increment(EC))
    if (llvm::sys::fs::is_directory(I->path()))
      Names.push_back(llvm::sys::path::filename(I->path()).str());
  llvm::sort(Names);
  return Names;
}

class PreambleOfCorpus : public testing::TestWithParam<std::string> {};

TEST_P(PreambleOfCorpus, ChangesNothing) {
  std::string Folder = std::string(CORPUS_DIR) + "/" + GetParam();
  std::error_code EC;
  for (llvm::sys::fs::recursive_directory_iterator I(Folder, EC), E;
       I != E && !EC; I.increment(EC)) {
    if (llvm::sys::path::filename(I->path()) == "expected") {
      I.no_push();
      continue;
    }
    llvm::StringRef Ext = llvm::sys::path::extension(I->path());
    if (Ext != ".cu" && Ext != ".cpp" && Ext != ".c" && Ext != ".cuh")
      continue;
    SCOPED_TRACE(I->path());
    ParseOptions Options{I->path(), Folder, {}, Folder, "", nullptr};
    Preamble Kept;
    expectSame(Options, Kept);
    expectSameEarly(Options);
    // The second time the beginning is there already.
    auto Text = llvm::MemoryBuffer::getFile(I->path());
    ASSERT_TRUE(Text);
    auto Edited = std::make_shared<Buffers>();
    (*Edited)[I->path()] =
        ((*Text)->getBuffer() + "\nvoid added_by_hand(void) {}\n").str();
    Options.buffers = Edited;
    expectSame(Options, Kept);
  }
}

INSTANTIATE_TEST_SUITE_P(Corpus, PreambleOfCorpus,
                         testing::ValuesIn(programs()),
                         [](const auto &Info) { return Info.param; });

// ---- What a beginning may hold ----------------------------------------------

/// Files in memory below /p; `main.cu` is the unit.
class PreambleTest : public testing::Test {
protected:
  void put(std::string Name, std::string Text) {
    auto Next = std::make_shared<Buffers>(*Open);
    (*Next)["/p/" + Name] = std::move(Text);
    Open = Next;
  }
  ParseOptions options() const {
    return {"/p/main.cu", "/", Args, "/p", "", Open};
  }
  void expectSame() { causeway::expectSame(options(), Kept); }

  std::vector<std::string> Args;
  std::shared_ptr<const Buffers> Open = std::make_shared<Buffers>();
  Preamble Kept;
};

TEST_F(PreambleTest, UsesInTheBeginningItselfAreTold) {
  put("main.cu", "#include <cuda_runtime.h>\n"
                 "#define FREE(p) cudaFree(p)\n"
                 "#ifdef __CUDACC__\n#undef FREE\n#endif\n"
                 "#if CUDART_VERSION > 9000\n#include <cuda_fp16.h>\n#endif\n"
                 "void f(void *p) { cudaFree(p); }\n");
  expectSame();
  expectSame();
}

TEST_F(PreambleTest, HeadersOfTheProjectAreTold) {
  put("h.cuh",
      "#pragma once\n#include <cuda_runtime.h>\n"
      "template <class T> __global__ void k(T *p) { *p = threadIdx.x; "
      "}\n__device__ inline int lane() { return threadIdx.x & 31; }\n");
  put("main.cu", "#include \"h.cuh\"\nvoid f(int *p) { k<<<1, 32>>>(p); }\n");
  expectSame();
  put("main.cu", "#include \"h.cuh\"\n\nvoid g(float *p) { k<<<1, 32>>>(p); }\n"
                 "__global__ void w(int *p) { p[lane()] = "
                 "__shfl_down_sync(0xffffffff, 1, 16); }\n");
  expectSame();
}

TEST_F(PreambleTest, AnEditedHeaderMakesANewBeginning) {
  put("h.h", "#define RELEASE cudaFree\n");
  put("main.cu", "#include \"h.h\"\nvoid f(void *p) { RELEASE(p); }\n");
  expectSame();
  put("h.h", "#define RELEASE cuFree__\n");
  expectSame();
  put("h.h", "\n\n#define RELEASE cudaFree\n");
  expectSame();
}

TEST_F(PreambleTest, AMissingHeaderIsToldAndFoundOnceItIsThere) {
  put("main.cu", "#include \"late.h\"\nvoid f(void *p) { RELEASE(p); }\n");
  expectSame();
  expectSame();
  put("late.h", "#define RELEASE cudaFree\n");
  expectSame();
}

TEST_F(PreambleTest, MacrosForMasksCountInBothParts) {
  put("h.h", "#define FULL 0xffffffff\n#define WARP_SIZE 32\n"
             "__device__ inline int a(int v) { return __shfl_sync(FULL, v, 0, "
             "WARP_SIZE); }\n");
  put("main.cu", "#include \"h.h\"\n#define HALF 0xffffffff\n"
                 "__global__ void k(int *p) { p[0] = __any_sync(FULL, "
                 "*p) + __any_sync(HALF, *p) + threadIdx.x / WARP_SIZE; }\n");
  expectSame();
  expectSame();
}

TEST_F(PreambleTest, ADevicePassHasABeginningOfItsOwn) {
  put("h.h", "#ifdef __CUDA_ARCH__\n#define ID threadIdx.x\n#else\n#define ID "
             "0\n#endif\n");
  put("main.cu", "#include \"h.h\"\n__device__ int f() {\n#if __CUDA_ARCH__ >= "
                 "700\n  return __syncthreads_or(ID);\n#else\n  return ID;\n"
                 "#endif\n}\n");
  expectSame();
  expectSame();
}

TEST_F(PreambleTest, AConditionMayReachOutOfTheBeginning) {
  put("main.cu",
      "#ifndef GUARD\n#define GUARD\n#include <cuda_runtime.h>\n"
      "#ifdef NEVER\n#include <cufft.h>\nvoid g() { cufftDestroy(0); "
      "}\n#endif\nvoid f(void *p) { cudaFree(p); }\n#endif\n");
  expectSame();
  expectSame();
}

TEST_F(PreambleTest, CodeWithoutABeginningIsTold) {
  put("main.cu", "__global__ void k() {}\nvoid f() { k<< <1, 2>> >(); }\n");
  expectSame();
  expectSame();
  put("main.cu", "");
  expectSame();
}

TEST_F(PreambleTest, ACancelledParseGivesNothing) {
  put("main.cu",
      "#include <cuda_runtime.h>\nvoid f(void *p) { cudaFree(p); }\n");
  EXPECT_FALSE(parseUnit(rules(), options(), &Kept, [] { return true; }));
  expectSame();
}

} // namespace
} // namespace causeway
