// A unit that continues after a precompiled prelude gives what a unit that
// parses the prelude's text gives.
// SPDX-License-Identifier: Apache-2.0
#include "engine/PreludeCache.h"
#include "frontend/Frontend.h"
#include "frontend/ParsedUnitIO.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace causeway {
namespace {

namespace fs = llvm::sys::fs;
using llvm::StringRef;

const RuleSet &rules() {
  static const RuleSet Rules = RuleSet::builtin();
  return Rules;
}

/// Keeps preludes for this program, and counts.
class InMemory : public PreludeStore {
public:
  std::shared_ptr<const std::string>
  get(StringRef Key, llvm::function_ref<std::string()> Make) override {
    auto [It, New] = Known.try_emplace(Key.str());
    if (New)
      It->second = std::make_shared<const std::string>(Make());
    ++Asked;
    return It->second;
  }
  std::map<std::string, std::shared_ptr<const std::string>> Known;
  size_t Asked = 0;
};

InMemory &store() {
  static InMemory Store;
  return Store;
}

class PreludeTest : public testing::Test {
protected:
  void SetUp() override {
    llvm::SmallString<128> Made, Real;
    ASSERT_FALSE(fs::createUniqueDirectory("causeway-prelude", Made));
    ASSERT_FALSE(fs::real_path(Made, Real));
    Folder = Real.str().str();
  }
  void TearDown() override { fs::remove_directories(Folder); }

  void write(StringRef Name, StringRef Text) {
    std::string Path = Folder + "/" + Name.str();
    ASSERT_FALSE(fs::create_directories(llvm::sys::path::parent_path(Path)));
    std::error_code EC;
    llvm::raw_fd_ostream OS(Path, EC);
    ASSERT_FALSE(EC) << EC.message();
    OS << Text;
  }
  ParseOptions options(StringRef Unit) const {
    return {Folder + "/src/" + Unit.str(), Folder, Args, Folder + "/src", ""};
  }

  /// Parses a unit both ways. Returns it if the results are the same.
  ParsedUnit expectSame(StringRef Unit = "a.cu") {
    ParseOptions Options = options(Unit);
    ParsedUnit Plain = parseUnit(rules(), Options);
    Options.preludes = &store();
    ParsedUnit Early = parseUnit(rules(), Options);
    // Whatever changes the one result changes the other.
    for (const auto &[Path, Entry] : Plain.reads.entries)
      if (Entry.kind == ReadLog::Kind::Content) {
        EXPECT_TRUE(Early.reads.entries.count(Path)) << Path;
      }
    EXPECT_TRUE(Early.reads.repeatable);
    Plain.reads = Early.reads = {};
    EXPECT_EQ(serialize(Plain), serialize(Early));
    return Plain;
  }

  std::string Folder;
  std::vector<std::string> Args;
};

constexpr const char *Source =
    "#include <cmath>\n#include <cstdio>\n#include <stdlib.h>\n"
    "#include <cuda_runtime.h>\n#include <cuda_fp16.h>\n#include <vector>\n"
    "#define CHECK(x) do { cudaError_t e = (x); if (e != cudaSuccess) exit(1); "
    "} while (0)\n"
    "template <class T> __global__ void k(T *p, int n) {\n"
    "  __shared__ T s[32];\n"
    "  int lane = threadIdx.x & 31, i = blockIdx.x * blockDim.x + "
    "threadIdx.x;\n"
    "  s[lane] = i < n ? p[i] : T(isnan(0.f));\n  __syncthreads();\n"
    "  p[i] = __shfl_down_sync(0xffffffffu, s[lane], 1, warpSize) + "
    "__expf(1.f);\n}\n"
    "#ifdef __CUDA_ARCH__\n__device__ int d() { return __ffs(3); }\n#endif\n"
    "std::vector<float4> v;\n"
    "int main() {\n  float *p;\n  CHECK(cudaMalloc(&p, sizeof(float) * 64));\n"
    "  k<<<2, 32>>>(p, 64);\n  CHECK(cudaDeviceSynchronize());\n"
    "  printf(\"%s %d\\n\", cudaGetErrorString(cudaGetLastError()), "
    "CUDART_VERSION);\n  undeclared(p);\n  return cudaFree(p);\n}\n";

TEST_F(PreludeTest, AUnitGivesTheSameHostAndDevice) {
  write("src/a.cu", Source);
  size_t Before = store().Asked;
  EXPECT_FALSE(expectSame().uses.empty());
  EXPECT_EQ(store().Asked - Before, 2u) << "one for each pass";
}

TEST_F(PreludeTest, AnEmptyUnitGivesTheSame) {
  write("src/a.cu", "");
  expectSame();
}

TEST_F(PreludeTest, MacrosThatThePreludeDoesNotMentionComeAfterIt) {
  write("src/a.cu",
        "#include MY_HEADER\n#if MY_WIDTH > 2 && !defined(MY_GONE)\n"
        "int a = MY_VALUE(3);\n#endif\n" +
            std::string(Source));
  write("src/own.cu", "void f(void *p) { cudaFree(p); }\n");
  Args = {"-DMY_HEADER=\"own.cu\"", "-DMY_WIDTH=4", "-DMY_GONE", "-UMY_GONE",
          "-DMY_VALUE(x)=x+MY_WIDTH"};
  size_t Before = store().Known.size();
  expectSame();
  EXPECT_EQ(store().Known.size(), std::max<size_t>(Before, 2));
}

TEST_F(PreludeTest, MacrosThatThePreludeMentionsMakeAnother) {
  write("src/a.cu", Source);
  for (const char *Macro :
       {"-DNDEBUG", "-U_GNU_SOURCE", "-DcudaMalloc=cudaMallocHost", "-Dx=y"}) {
    SCOPED_TRACE(Macro);
    Args = {Macro};
    expectSame();
  }
}

TEST_F(PreludeTest, HeadersThatAreForcedInComeAfterIt) {
  write("src/a.cu", Source);
  write("src/early.h", "#define WIDTH cudaFree\ninline float4 early();\n");
  Args = {"-include", Folder + "/src/early.h", "-DMINE"};
  expectSame();
  Args = {"-imacros", Folder + "/src/early.h"};
  size_t Before = store().Asked;
  expectSame();
  EXPECT_EQ(store().Asked, Before) << "these macros come before the prelude";
}

TEST_F(PreludeTest, AFolderMayHideAHeaderOfThePrelude) {
  write("src/a.cu", Source);
  write("src/sys/plain.h", "");
  Args = {"-Isrc"};
  expectSame();
  write("src/math.h", "#include_next <math.h>\n#define HIDDEN 1\n");
  write("src/bits/types.h", "#include_next <bits/types.h>\ntypedef int4 mine;");
  for (const char *Option : {"-I", "-isystem", "-idirafter"}) {
    SCOPED_TRACE(Option);
    Args = {Option, "src"};
    expectSame();
  }
}

TEST_F(PreludeTest, AllocationInConstantExpressionsGivesTheSame) {
  write("src/a.cu",
        "#include <memory>\n#include <vector>\nstd::vector<float4> v;\n"
        "void f() { std::allocator<int> a; a.allocate(3); }\n"
        "struct alignas(64) X { int i; };\nX *x = new X;\n"
        "void *p = ::operator new(64, std::align_val_t(64));\n"
        "__device__ int *d() { return new int; }\n");
  for (const char *Standard : {"-std=c++17", "-std=c++20"}) {
    SCOPED_TRACE(Standard);
    Args = {Standard};
    expectSame();
  }
}

TEST_F(PreludeTest, OptionsThatChangeTheParseMakeAnother) {
  write("src/a.cu", Source);
  for (std::vector<std::string> Each : {std::vector<std::string>{"-fopenmp"},
                                        {"--cuda-gpu-arch=sm_90"},
                                        {"-nostdinc"},
                                        {"-nonsense"}}) {
    SCOPED_TRACE(Each.front());
    Args = Each;
    expectSame();
  }
}

TEST_F(PreludeTest, AUnitInTheFoldersOfSystemHeadersReadsTheText) {
  write("src/a.cu", Source);
  ParseOptions Options = options("a.cu");
  Options.root = "/";
  std::string Plain, Early;
  ParsedUnit Unit = parseUnit(rules(), Options);
  Unit.reads = {};
  Plain = serialize(Unit);
  Options.preludes = &store();
  Unit = parseUnit(rules(), Options);
  Unit.reads = {};
  EXPECT_EQ(Plain, serialize(Unit));
}

// ---- The folder -------------------------------------------------------------

class PreludeCacheTest : public PreludeTest {
protected:
  PreludeCache open(bool MayWrite = true, bool ManyUnits = false) {
    auto Entries = UnitCache::open(Folder + "/cache", rules(), 1 << 30);
    EXPECT_TRUE(bool(Entries));
    return {std::move(*Entries), MayWrite, ManyUnits};
  }
  /// Whether an entry that depends on `src/h.h` had to be made.
  bool isMade(PreludeCache In) {
    bool Made = false;
    auto Bytes = In.get("key", [&] {
      Made = true;
      ParsedUnit Unit;
      auto FS = logReads(llvm::vfs::getRealFileSystem(), Unit.reads);
      EXPECT_TRUE(bool(FS->getBufferForFile(Folder + "/src/h.h")));
      return serialize(Unit);
    });
    EXPECT_TRUE(Bytes);
    return Made;
  }
};

TEST_F(PreludeCacheTest, AnEntryIsUsedWhileItsHeadersStay) {
  write("src/h.h", "1");
  EXPECT_TRUE(isMade(open()));
  EXPECT_FALSE(isMade(open()));
  EXPECT_FALSE(isMade(open(/*MayWrite=*/false)));
  write("src/h.h", "2");
  EXPECT_TRUE(isMade(open()));
  EXPECT_FALSE(isMade(open()));
}

TEST_F(PreludeCacheTest, ADamagedEntryIsMadeAgain) {
  write("src/h.h", "1");
  EXPECT_TRUE(isMade(open()));
  std::error_code EC;
  for (fs::directory_iterator I(Folder + "/cache", EC), End; !EC && I != End;
       I.increment(EC)) {
    std::error_code Opened;
    llvm::raw_fd_ostream OS(I->path(), Opened, fs::OF_Append);
    OS << "x";
  }
  EXPECT_TRUE(isMade(open()));
  EXPECT_FALSE(isMade(open()));
}

TEST_F(PreludeCacheTest, WithoutAFolderItIsMadeOnlyForManyUnits) {
  write("src/h.h", "1");
  PreludeCache One({}, /*MayWrite=*/true, /*ManyUnits=*/false);
  EXPECT_FALSE(One.get("key", [] { return "made"; }));
  PreludeCache Many({}, /*MayWrite=*/true, /*ManyUnits=*/true);
  auto Bytes = Many.get("key", [] { return "made"; });
  ASSERT_TRUE(Bytes);
  EXPECT_EQ(*Bytes, "made");
  EXPECT_EQ(Many.get("key", [] { return "again"; }), Bytes);
}

} // namespace
} // namespace causeway
