// What an audit counts, what it costs, and what its faces say. golden/ has a
// small project and all that is told of it; CAUSEWAY_UPDATE_GOLDEN=1 writes
// that anew.
// SPDX-License-Identifier: Apache-2.0
#include "audit/Audit.h"
#include "audit/Render.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"
#include <cstdlib>

namespace causeway {
namespace {

namespace json = llvm::json;
using llvm::StringRef;

const RuleSet &rules() {
  static const RuleSet Rules = RuleSet::builtin();
  return Rules;
}

std::string read(const std::string &Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  return Buffer ? (*Buffer)->getBuffer().str() : "<missing>";
}

MigrationResult migrateFolder(const std::string &Root,
                              std::vector<std::string> Units) {
  MigrationOptions Options;
  Options.root = Root;
  for (const std::string &U : Units)
    Options.units.push_back({Root + "/" + U, Root, {}});
  auto R = migrate(rules(), Options);
  if (!R) {
    ADD_FAILURE() << llvm::toString(R.takeError());
    return {};
  }
  for (const SourceDiagnostic &D : R->diagnostics)
    ADD_FAILURE() << D.file << ':' << D.line << ": " << D.message;
  return std::move(*R);
}

struct File {
  const char *name;
  std::string text;
};
using Files = std::vector<File>;

/// Sources in a folder that goes away, and their audit without chips.
struct Audited {
  explicit Audited(const Files &Sources, const AuditOptions &How = {},
                   llvm::ArrayRef<Profile> Chips = {}) {
    llvm::SmallString<128> Made, Real;
    llvm::sys::fs::createUniqueDirectory("causeway-audit", Made);
    llvm::sys::fs::real_path(Made, Real);
    Root = Real.str().str();
    std::vector<std::string> Units;
    for (const auto &[Name, Text] : Sources) {
      std::error_code EC;
      llvm::raw_fd_ostream(Root + "/" + Name, EC) << Text;
      EXPECT_FALSE(EC) << EC.message();
      if (StringRef(Name).ends_with(".cu"))
        Units.push_back(Name);
    }
    result = migrateFolder(Root, Units);
    audit = makeAudit(result, Chips, How);
  }
  ~Audited() { llvm::sys::fs::remove_directories(Root); }
  Audited(const Audited &) = delete;

  const AuditedKernel &kernel(StringRef Name) const {
    for (const AuditedKernel &K : audit.kernels)
      if (K.kernel->facts.name == Name)
        return K;
    ADD_FAILURE() << "no kernel is called " << Name.str();
    static const Kernel None;
    static AuditedKernel K;
    K.kernel = &None;
    return K;
  }
  const KernelFacts &facts(StringRef Name) const {
    return kernel(Name).kernel->facts;
  }

  std::string Root;
  MigrationResult result;
  Audit audit;
};

size_t count(const KernelFacts &K, Fact F) {
  auto It = K.places.find(F);
  return It == K.places.end() ? 0 : It->second.size();
}

Profile profile(StringRef Yaml, StringRef Id = "chip") {
  auto P = Profile::parse(Yaml, "chip.yaml", Id);
  if (!P) {
    ADD_FAILURE() << llvm::toString(P.takeError());
    return {};
  }
  return std::move(*P);
}

std::string errorOf(StringRef Yaml) {
  auto P = Profile::parse(Yaml, "chip.yaml", "chip");
  return P ? "no error" : llvm::toString(P.takeError());
}

template <typename Fn> std::string rendered(Fn Write, const Audit &A) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  Write(OS, A);
  return Text;
}
std::string asJson(const Audit &A) {
  return rendered([](auto &OS, auto &A) { writeAuditJson(OS, A); }, A);
}

// ---- Golden ----------------------------------------------------------------

class Golden : public testing::Test {
protected:
  void SetUp() override {
    result = migrateFolder(GOLDEN_DIR "/project", {"main.cu", "other.cu"});
    chips.push_back(profile(read(GOLDEN_DIR "/chip.yaml")));
    AuditOptions How;
    How.project = "project";
    How.date = "2026-01-02";
    audit = makeAudit(result, chips, How);
  }

  void expect(const std::string &Name, std::string Text) {
    for (size_t At = 0; (At = Text.find(CAUSEWAY_VERSION, At)) != Text.npos;)
      Text.replace(At, StringRef(CAUSEWAY_VERSION).size(), "VERSION");
    std::string Path = GOLDEN_DIR "/" + Name;
    if (std::getenv("CAUSEWAY_UPDATE_GOLDEN")) {
      std::error_code EC;
      llvm::raw_fd_ostream(Path, EC) << Text;
      ASSERT_FALSE(EC) << EC.message();
    }
    EXPECT_EQ(Text, read(Path)) << "in " << Path;
  }

  MigrationResult result;
  std::vector<Profile> chips;
  Audit audit;
};

TEST_F(Golden, JsonIsAsBefore) { expect("audit.json", asJson(audit)); }
TEST_F(Golden, MarkdownIsAsBefore) {
  expect("audit.md", rendered(writeAuditMarkdown, audit));
}
TEST_F(Golden, CsvIsAsBefore) {
  expect("audit.csv", rendered(writeAuditCsv, audit));
}
TEST_F(Golden, SarifIsAsBefore) {
  expect("audit.sarif", rendered(writeAuditSarif, audit));
}
TEST_F(Golden, TextIsAsBefore) {
  expect("audit.txt",
         rendered([](auto &OS,
                     auto &A) { writeAuditText(OS, A, AuditTextOptions()); },
                  audit));
}

// ---- What the figures are worth ---------------------------------------------

std::string asText(const Audit &A, bool Brief = false) {
  AuditTextOptions How;
  How.brief = Brief;
  return rendered([&](auto &OS, auto &A) { writeAuditText(OS, A, How); }, A);
}

TEST_F(Golden, FilesThatWereNotReadMakeEveryFigureABound) {
  for (const char *File : {"main.cu", "main.cu", "other.cu"})
    result.diagnostics.push_back(
        {SourceDiagnostic::Severity::Error, File, 1, 1, "no such header"});
  result.diagnostics.push_back(
      {SourceDiagnostic::Severity::Warning, "kernels.cuh", 1, 1, "odd"});
  Audit A = makeAudit(result, chips, {});
  EXPECT_EQ(A.unreadFiles, 2u);
  for (const std::string &Text : {asText(A), asText(A, /*Brief=*/true),
                                  rendered(writeAuditMarkdown, A)}) {
    size_t Bound = Text.find("2 files of 3 could not be read in full");
    EXPECT_LT(Bound, Text.find("How much migrates automatically, at most"))
        << Text;
  }
  EXPECT_NE(asJson(A).find("\"unreadFiles\": 2"), std::string::npos);
}

TEST_F(Golden, CostIsARangeUntilSomebodyGivesWeights) {
  EXPECT_NE(asText(audit).find("3 h 8 min to 12 h 30 min (not calibrated)"),
            std::string::npos)
      << asText(audit);
  AuditOptions How;
  ASSERT_FALSE(How.weights.set("manual=60,0"));
  Audit A = makeAudit(result, chips, How);
  EXPECT_NE(asText(A).find("About 3 h: "), std::string::npos) << asText(A);
  EXPECT_EQ(asText(A).find("calibrated"), std::string::npos);
}

TEST_F(Golden, WhatTheShimLacksIsToldApartFromWhatTheChipLacks) {
  Profile P = profile("chip: A\nbackend: cpu\nextensions: { warp: native, "
                      "atomic64: absent, fp64: { support: absent, chip: native "
                      "} }\nlimits: {}\n");
  Audit A = makeAudit(result, P, {});
  ASSERT_EQ(A.chips.size(), 1u);
  for (const ChipFit::Gap &G : A.chips[0].gaps)
    if (G.what == "fp64")
      EXPECT_EQ(G.lacking, ChipFit::Lacking::Shim);
    else if (G.what == "atomic64")
      EXPECT_EQ(G.lacking, ChipFit::Lacking::Chip);
    else
      EXPECT_EQ(G.lacking, ChipFit::Lacking::Nobody) << G.what;
  std::string Text = asText(A);
  EXPECT_NE(Text.find("absent: atomic64; not in the shim yet: fp64"),
            std::string::npos)
      << Text;
  EXPECT_EQ(Text.find("no backend yet"), std::string::npos) << Text;
}

// ---- SARIF -----------------------------------------------------------------

/// Applies the replacements of all results' fixes by their byte offsets.
std::string applied(const json::Value &Log, StringRef Uri, std::string Text) {
  std::map<std::pair<int64_t, int64_t>, std::string> All;
  const json::Object &Run =
      *(*Log.getAsObject()->getArray("runs"))[0].getAsObject();
  for (const json::Value &R : *Run.getArray("results"))
    if (const json::Array *Fixes = R.getAsObject()->getArray("fixes"))
      for (const json::Value &F : *Fixes)
        for (const json::Value &C :
             *F.getAsObject()->getArray("artifactChanges")) {
          if (C.getAsObject()
                  ->getObject("artifactLocation")
                  ->getString("uri") != Uri)
            continue;
          for (const json::Value &P :
               *C.getAsObject()->getArray("replacements")) {
            const json::Object &D =
                *P.getAsObject()->getObject("deletedRegion");
            const json::Object *In =
                P.getAsObject()->getObject("insertedContent");
            All[{*D.getInteger("byteOffset"), *D.getInteger("byteLength")}] +=
                In ? In->getString("text")->str() : "";
          }
        }
  for (auto It = All.rbegin(); It != All.rend(); ++It)
    Text.replace(size_t(It->first.first), size_t(It->first.second), It->second);
  return Text;
}

TEST_F(Golden, SarifFixesTakenTogetherAreTheMigration) {
  auto Log = json::parse(rendered(writeAuditSarif, audit));
  ASSERT_TRUE(bool(Log)) << llvm::toString(Log.takeError());
  for (const auto &[Path, File] : result.files)
    EXPECT_EQ(applied(*Log, Path, File.original), File.migrated) << Path;
}

TEST_F(Golden, SarifColumnsCountUtf16) {
  auto Log = json::parse(rendered(writeAuditSarif, audit));
  ASSERT_TRUE(bool(Log));
  const json::Object &Run =
      *(*Log->getAsObject()->getArray("runs"))[0].getAsObject();
  EXPECT_EQ(Run.getString("columnKind"), "utf16CodeUnits");
  for (const json::Value &R : *Run.getArray("results")) {
    if (R.getAsObject()->getString("ruleId") != "cudaMemset")
      continue;
    const json::Object &Region = *(*R.getAsObject()->getArray("locations"))[0]
                                      .getAsObject()
                                      ->getObject("physicalLocation")
                                      ->getObject("region");
    // `  const char *name = "` is 22, the clef 2, the umlaut 1, `"; ` 3.
    EXPECT_EQ(Region.getInteger("startColumn"), 29);
    EXPECT_EQ(Region.getInteger("endColumn"), 39);
    return;
  }
  FAIL() << "cudaMemset is no result";
}

TEST(AuditSarif, PathsAreEncoded) {
  Audited A(Files{{"a b#c%.cu", "__global__ void k() {}\n"}});
  std::string Text = rendered(writeAuditSarif, A.audit);
  EXPECT_NE(Text.find("\"a%20b%23c%25.cu\""), Text.npos) << Text;
}

// ---- CSV -------------------------------------------------------------------

TEST(AuditCsv, WhatLooksLikeAFormulaIsText) {
  MigrationResult R;
  Finding F{};
  F.file = "=cmd|' /C calc'!A0.cu";
  F.name = "say \"hi\", twice";
  F.message = "-1+2";
  F.instead = "@SUM(A1)";
  F.verdict = Verdict::Unknown;
  F.effort = Effort::Manual;
  F.line = F.column = 1;
  R.files[F.file] = {F.file, F.file, "x\n", "x\n"};
  R.findings.push_back(F);
  std::string Text = rendered(writeAuditCsv, makeAudit(R, {}, {}));
  EXPECT_NE(Text.find("\r\n'=cmd|' /C calc'!A0.cu,1,1,"), Text.npos) << Text;
  EXPECT_NE(Text.find(",\"say \"\"hi\"\", twice\","), Text.npos) << Text;
  EXPECT_NE(Text.find(",'-1+2,'@SUM(A1),"), Text.npos) << Text;
}

// ---- HTML ------------------------------------------------------------------

TEST(AuditHtml, SourceCannotEndTheScript) {
  Audited A(
      Files{{"a.cu", "// </script><script>alert(1)</script> CAUSEWAY_DATA\n"
                     "__global__ void k() {}\n"}});
  std::string Text = rendered(writeAuditHtml, A.audit);
  EXPECT_EQ(Text.find("alert(1)</script>"), Text.npos);
  EXPECT_NE(Text.find("\\u003c/script>\\u003cscript>alert(1)"), Text.npos);
  // Only the page's own mark is replaced.
  EXPECT_NE(Text.find("CAUSEWAY_DATA"), Text.npos);
  EXPECT_EQ(Text.find("/*CAUSEWAY_"), Text.npos);
}

// ---- Weights ---------------------------------------------------------------

TEST(AuditWeights, FirstPlaceOfADecisionCostsMoreThanTheNext) {
  AuditOptions How;
  llvm::cantFail(How.weights.set("manual=100,7"));
  Audited A(Files{{"a.cu", "#include <cuda_gl_interop.h>\n"
                           "void f() { cudaGraphicsMapResources(1, 0, 0);\n"
                           "cudaGraphicsMapResources(1, 0, 0);\n"
                           "cudaGraphicsUnmapResources(1, 0, 0); }\n"}},
            How);
  // The header, and the functions, which have one reason.
  ASSERT_EQ(A.audit.decisions.size(), 2u);
  EXPECT_EQ(A.audit.decisions[0].places.size(), 3u);
  EXPECT_EQ(A.audit.decisions[0].minutes, 100 + 2 * 7);
  EXPECT_EQ(A.audit.decisions[1].minutes, 100);
  EXPECT_EQ(A.audit.totalMinutes(), 214);
}

TEST(AuditWeights, NonsenseIsRefused) {
  for (const char *Text :
       {"", "manual", "manual=", "manual=1", "manual=1,", "manual=a,1",
        "manual=1,2,3", "manual=-1,0", "manual=nan,0", "manual=inf,0",
        "manual=1e300,0", "hard=1,2", "Manual=1,2", "=1,2"}) {
    Weights W;
    llvm::Error E = W.set(Text);
    EXPECT_TRUE(bool(E)) << Text;
    EXPECT_NE(llvm::toString(std::move(E)).find("class=first,again"),
              std::string::npos)
        << Text;
  }
  Weights W;
  EXPECT_FALSE(bool(W.set("review=0.5,0")));
  EXPECT_EQ(W[Effort::Review].first, 0.5);
}

// ---- Kernel facts ----------------------------------------------------------

TEST(KernelFacts, SharedMemoryIsSummedWithThatOfCalledFunctions) {
  Audited A(
      Files{{"a.cu",
             "struct Pair { double a; char b; };\n"
             "__device__ void helper() { __shared__ Pair p[4]; p[0].b = 1; }\n"
             "__device__ void unused() { __shared__ int q[999]; q[0] = 1; }\n"
             "__global__ void k() { __shared__ float x[8][16]; x[0][0] = 1; "
             "helper(); }\n"
             "__global__ void none() {}\n"}});
  EXPECT_EQ(A.facts("k").sharedBytes, 8u * 16 * 4 + 4 * 16);
  EXPECT_FALSE(A.facts("k").sharedAtLeast);
  EXPECT_FALSE(A.facts("k").dynamicShared);
  EXPECT_EQ(A.facts("none").sharedBytes, 0u);
}

TEST(KernelFacts, DynamicSharedMemoryIsToldApart) {
  Audited A(Files{
      {"a.cu",
       "__global__ void k() { extern __shared__ float x[]; x[0] = 1; }\n"}});
  EXPECT_TRUE(A.facts("k").dynamicShared);
  EXPECT_EQ(A.facts("k").sharedBytes, 0u);
}

TEST(KernelFacts, ATemplateHasTheSizesOfItsInstances) {
  Audited A(
      Files{{"a.cu", "template <class T, int N> __global__ void k(T *p) { "
                     "__shared__ T x[N]; x[0] = *p; }\n"
                     "void f(double *d, char *c) { k<double, 10><<<1, "
                     "1>>>(d); k<char, 100><<<1, 1>>>(c); }\n"}});
  EXPECT_EQ(A.facts("k").sharedBytes, 100u);
  EXPECT_FALSE(A.facts("k").sharedAtLeast);
  EXPECT_FALSE(A.facts("k").asWritten);
}

TEST(KernelFacts, ATemplateThatNobodyInstantiatesSaysSo) {
  Audited A(
      Files{{"a.cu",
             "template <class T, int N> __global__ void k(T *p) { __shared__ T "
             "x[N]; __shared__ int y[3]; x[y[0]] = *p; __syncthreads(); }\n"}});
  EXPECT_EQ(A.facts("k").sharedBytes, 12u);
  EXPECT_TRUE(A.facts("k").sharedAtLeast);
  EXPECT_TRUE(A.facts("k").asWritten);
  EXPECT_EQ(count(A.facts("k"), Fact::Barrier), 1u);
}

TEST(KernelFacts, BarriersInMacrosCountWhereTheyAreUsed) {
  Audited A(Files{
      {"a.cu",
       "#define WAIT __syncthreads()\n"
       "#define TWICE() do { WAIT; __syncthreads(); } while (0)\n"
       "__global__ void k(int *p) { WAIT; if (__syncthreads_or(*p)) WAIT; }\n"
       "__global__ void twice() { TWICE(); }\n"
       "__global__ void none() {}\n"}});
  EXPECT_EQ(count(A.facts("k"), Fact::Barrier), 3u);
  EXPECT_EQ(count(A.facts("twice"), Fact::Barrier), 1u); // one place
  EXPECT_EQ(count(A.facts("none"), Fact::Barrier), 0u);
}

TEST(KernelFacts, AtomicsWarpOperationsAndAssemblyAreCountedByPlace) {
  Audited A(
      Files{{"a.cu", "__device__ int sum(int v) { v += __shfl_xor_sync(~0u, "
                     "v, 1); return v; }\n"
                     "__global__ void k(int *p, unsigned long long *q) {\n"
                     "  atomicAdd(p, sum(1)); atomicAdd(p, sum(2)); "
                     "atomicMax(q, 1ull); __syncwarp(); asm(\"\");\n"
                     "}\n"}});
  EXPECT_EQ(count(A.facts("k"), Fact::Atomic), 3u);
  EXPECT_EQ(count(A.facts("k"), Fact::Warp), 2u);
  EXPECT_EQ(count(A.facts("k"), Fact::Assembly), 1u);
  EXPECT_EQ(A.kernel("k").needs,
            (std::vector<std::string>{"warp", "atomic64"}));
}

TEST(KernelFacts, GroupsWaitAsBlocksOrAsWarps) {
  Audited A(
      Files{{"a.cu", "#include <cooperative_groups.h>\n"
                     "namespace cg = cooperative_groups;\n"
                     "__global__ void k(int *p) {\n"
                     "  auto block = cg::this_thread_block(); block.sync();\n"
                     "  auto tile = cg::tiled_partition<16>(block); *p = "
                     "tile.shfl_down(*p, 1);\n"
                     "}\n"}});
  EXPECT_EQ(count(A.facts("k"), Fact::Barrier), 1u);
  EXPECT_EQ(count(A.facts("k"), Fact::Warp), 1u);
}

TEST(KernelFacts, TypesAreThoseThatAreComputedWith) {
  Audited A(
      Files{{"a.cu",
             "#include <cuda_fp16.h>\n#include <cstdio>\n"
             "__global__ void single(float *p) { p[0] = 0.5 ; p[1] = -2.0; "
             "printf(\"%f\", p[0]); }\n"
             "__global__ void twice(float *p) { p[0] = p[0] * 0.5; }\n"
             "__global__ void small(__half *p) { p[0] = __hadd(p[0], p[1]); }\n"
             "__global__ void none(int *p) { *p = 1; }\n"}});
  auto Types = [&](StringRef Kernel) {
    std::vector<std::string> Names;
    for (const auto &[Name, At] : A.facts(Kernel).precision)
      Names.push_back(Name);
    return Names;
  };
  using List = std::vector<std::string>;
  EXPECT_EQ(Types("single"), List({"float"}));
  EXPECT_EQ(Types("twice"), List({"double", "float"}));
  EXPECT_EQ(Types("small"), List({"half"}));
  EXPECT_EQ(Types("none"), List());
  EXPECT_EQ(A.kernel("twice").needs, List({"fp64"}));
}

TEST(KernelFacts, RecursionIsFoundThroughOtherFunctions) {
  Audited A(Files{
      {"a.cu", "__device__ int odd(int n);\n"
               "__device__ int even(int n) { return n ? odd(n - 1) : 1; }\n"
               "__device__ int odd(int n) { return n ? even(n - 1) : 0; }\n"
               "template <int N> __device__ int down() { if constexpr (N > 0) "
               "return down<N - 1>(); else return 0; }\n"
               "__global__ void k(int *p) { *p = even(*p); }\n"
               "__global__ void unrolled(int *p) { *p = down<4>(); }\n"}});
  EXPECT_TRUE(A.facts("k").recursion);
  EXPECT_FALSE(A.facts("unrolled").recursion);
}

TEST(KernelFacts, CodeOfOtherUnitsMakesThemPartial) {
  Audited A(Files{
      {"a.cu",
       "__device__ int elsewhere(int);\n"
       "__global__ void k(int *p) { *p = elsewhere(1); }\n"
       "__global__ void pointer(int *p, int (*f)(int)) { *p = f(1); }\n"
       "#include <cmath>\n"
       "__global__ void whole(float *p) { *p = sqrtf(*p) + __sinf(*p); }\n"}});
  EXPECT_TRUE(A.facts("k").callsUnknown);
  EXPECT_TRUE(A.facts("pointer").callsUnknown);
  EXPECT_FALSE(A.facts("whole").callsUnknown);
}

TEST(KernelFacts, LaunchesGiveConstantBlockSizesOnly) {
  Audited A(Files{{"a.cu",
                   "#define SIDE 16\n"
                   "__global__ void k() {}\n"
                   "void f(int n) {\n"
                   "  const int threads = 128; k<<<n / threads, threads>>>();\n"
                   "  dim3 block(SIDE, SIDE); k<<<1, block>>>();\n"
                   "  dim3 changed(8, 8); changed.x = n; k<<<1, changed>>>();\n"
                   "  int size = 32; size *= n; k<<<1, size>>>();\n"
                   "  k<<<1, n>>>();\n"
                   "}\n"}});
  using Size = std::array<unsigned, 3>;
  EXPECT_EQ(A.facts("k").blockSizes,
            (std::set<Size>{Size{16, 16, 1}, Size{128, 1, 1}}));
}

TEST(KernelFacts, LaunchBoundsAndDeviceSideLaunchesAreTold) {
  Audited A(Files{{"a.cu", "__global__ void child() {}\n"
                           "__global__ void __launch_bounds__(4 * 64) k() { "
                           "child<<<1, 1>>>(); }\n"}});
  EXPECT_EQ(A.facts("k").maxThreads, 256u);
  EXPECT_EQ(A.facts("child").maxThreads, std::nullopt);
  EXPECT_EQ(count(A.facts("k"), Fact::Launch), 1u);
}

TEST(KernelFacts, TheDevicesSideOfAConditionCounts) {
  Audited A(Files{
      {"a.cu",
       "__device__ void f() {\n#ifdef __CUDA_ARCH__\n  "
       "__syncthreads();\n#else\n  __shared__ int x[8]; x[0] = 1;\n#endif\n}\n"
       "__global__ void k() { f(); }\n"
       "void run() { k<<<1, 64>>>(); }\n"}});
  EXPECT_EQ(count(A.facts("k"), Fact::Barrier), 1u);
  EXPECT_EQ(A.facts("k").sharedBytes, 0u);
  EXPECT_EQ(A.facts("k").blockSizes.size(), 1u);
}

TEST(KernelFacts, AKernelOfAHeaderIsToldOnce) {
  Audited A(Files{
      {"k.h", "template <class T> __global__ void k(T *p) { __shared__ T "
              "x[64]; x[0] = *p; }\n"},
      {"a.cu", "#include \"k.h\"\nvoid f(float *p) { k<<<1, 32>>>(p); }\n"},
      {"b.cu", "#include \"k.h\"\nvoid g(double *p) { k<<<1, 64>>>(p); }\n"},
      {"c.cu", "#include \"k.h\"\n"}});
  ASSERT_EQ(A.audit.kernels.size(), 1u);
  EXPECT_EQ(A.facts("k").sharedBytes, 512u);
  EXPECT_FALSE(A.facts("k").sharedAtLeast);
  EXPECT_EQ(A.facts("k").blockSizes.size(), 2u);
}

// ---- Chips -----------------------------------------------------------------

TEST(Chips, TheVerdictIsTheWorstOfWhatIsNeeded) {
  std::vector<Profile> Chips = {
      profile("chip: A\nextensions: { warp: native, blas: absent }\nlimits: { "
              "shared_memory_per_block: 4096, threads_per_block: 256, "
              "block_dim: [256, 1, 1] }\n",
              "a"),
      profile("chip: B\nextensions: { warp: emulated }\nlimits: { "
              "shared_memory_per_block: 4096, threads_per_block: 256, "
              "block_dim: [256, 1, 1] }\n",
              "b"),
      profile("chip: C\nextensions: { warp: emulated }\nlimits: {}\n", "c"),
      profile("chip: D\nextensions: { warp: absent }\nlimits: { "
              "shared_memory_per_block: 4096, threads_per_block: 256, "
              "block_dim: [256, 1, 1] }\n",
              "d"),
      profile("chip: E\nextensions: { warp: native }\nlimits: { "
              "shared_memory_per_block: 4095, threads_per_block: 256, "
              "block_dim: [256, 1, 1] }\n",
              "e")};
  Audited A(
      Files{{"a.cu", "__global__ void k(int *p) { __shared__ int x[1024]; "
                     "x[0] = *p; *p = __any_sync(~0u, x[0]); }\n"
                     "__global__ void plain() {}\n"
                     "void f(int *p) { k<<<1, 256>>>(p); }\n"}},
      {}, Chips);
  using V = ChipFit::Verdict;
  std::vector<V> Verdicts;
  for (const ChipFit &C : A.audit.chips)
    Verdicts.push_back(C.verdict);
  EXPECT_EQ(Verdicts, (std::vector<V>{V::Native, V::Emulated, V::Unknown,
                                      V::Absent, V::Over}));
  EXPECT_EQ(A.kernel("k").chips, Verdicts);
  EXPECT_EQ(A.kernel("plain").chips, std::vector<V>(5, V::Native));
}

TEST(Chips, CodeThatBakesIn32LanesDoesNotFitOther) {
  std::vector<Profile> Chips = {
      profile("chip: A\nextensions: {}\nlimits: { warp_size: [32] }\n", "a"),
      profile("chip: B\nextensions: {}\nlimits: { warp_size: [64] }\n", "b")};
  Audited A(Files{{"a.cu", "__global__ void k(unsigned *p) { unsigned m = "
                           "__ballot_sync(~0u, 1); *p = m; }\n"}},
            {}, Chips);
  EXPECT_EQ(A.audit.chips[0].limits.at("warp_size"), Fit::Ok);
  EXPECT_EQ(A.audit.chips[1].limits.at("warp_size"), Fit::Over);
}

// ---- Profiles --------------------------------------------------------------

TEST(Profiles, WhatIsNotSaidIsUnknown) {
  Profile P = profile("chip: A\nextensions: { warp: native }\nlimits: {}\n");
  EXPECT_EQ(P.extensions.at("warp").support, Support::Native);
  EXPECT_EQ(P.extensions.at("fp8").support, Support::Unknown);
  EXPECT_TRUE(P.limits.at("warp_size").value.empty());
}

TEST(Profiles, AllBuiltInLoadAndHaveSources) {
  std::vector<Profile> Profiles = builtinProfiles();
  EXPECT_GE(Profiles.size(), 9u);
  for (const Profile &P : Profiles) {
    EXPECT_NE(P.id, "template");
    for (const auto &[Name, E] : P.extensions)
      EXPECT_TRUE(E.support == Support::Unknown || !E.sources.empty())
          << P.id << ": " << Name;
  }
}

TEST(Profiles, ErrorsNameThePlace) {
  EXPECT_EQ(errorOf(""), "chip.yaml:1:1: error: the file is empty; a profile "
                         "is a map that starts with 'chip: NAME'");
  EXPECT_EQ(errorOf("chip: A\nextensions:\n  wrap: native\nlimits: {}\n"),
            "chip.yaml:3:3: error: 'wrap' is not one of the extensions of a "
            "profile");
  EXPECT_EQ(errorOf("chip: A\nextensions:\n  warp: maybe\nlimits: {}\n"),
            "chip.yaml:3:9: error: support must be native, emulated, absent or "
            "unknown");
  EXPECT_EQ(errorOf("chip: A\nextensions: {}\nlimits:\n  warp_size: 32\n"),
            "chip.yaml:4:14: error: 'warp_size' must be a list of numbers, or "
            "unknown");
  EXPECT_EQ(
      errorOf("chip: A\nextensions: {}\nlimits:\n  threads_per_block: -1\n"),
      "chip.yaml:4:22: error: 'threads_per_block' must be a number, or "
      "unknown");
  EXPECT_EQ(errorOf("chip: A\nextensions: {}\nlimits:\n  block_dim: [1, 2]\n"),
            "chip.yaml:4:14: error: 'block_dim' must be a list of 3 numbers, "
            "or unknown");
  EXPECT_EQ(
      errorOf("chip: A\nextensions:\n  warp: { support: native, source: "
              "nowhere }\nlimits: {}\n"),
      "chip.yaml:3:36: error: 'nowhere' is not one of the profile's sources");
  EXPECT_EQ(errorOf("chip: A\nsources:\n  a: { title: T, url: "
                    "\"javascript:alert(1)\" }\nextensions: {}\nlimits: {}\n"),
            "chip.yaml:3:6: error: the 'url' of 'a' must begin with https:// "
            "or http://");
  EXPECT_EQ(errorOf("extensions: {}\nlimits: {}\n"),
            "chip.yaml:1:1: error: 'chip: NAME' is missing");
  EXPECT_EQ(errorOf("chip: A\nextensions: {}\nlimits: {}\nlimit: {}\n"),
            "chip.yaml:4:1: error: unknown key 'limit'; a profile has chip, "
            "backend, sources, extensions, limits, formats and notes");
}

// ---- Baseline --------------------------------------------------------------

Baseline baseline(const Audit &A) {
  auto B = Baseline::parse(asJson(A));
  if (!B) {
    ADD_FAILURE() << llvm::toString(B.takeError());
    return {};
  }
  return std::move(*B);
}

TEST(Baselines, TheSameCodeHasNothingNew) {
  Audited A(Files{{"a.cu", "__global__ void k() {}\nvoid f() { k<<<1, 1>>>(); "
                           "k<<<1, 1>>>(); }\n"}});
  Baseline Old = baseline(A.audit);
  Comparison C = compare(A.result.findings, A.audit.totalMinutes(), Old);
  EXPECT_TRUE(C.added.empty());
  EXPECT_TRUE(C.gone.empty());
  EXPECT_EQ(C.minutes, 0);
}

TEST(Baselines, LinesMayMove) {
  Audited Then(
      Files{{"a.cu", "#include <cuda_runtime.h>\nvoid f(int *p) { "
                     "cudaFree(p); }\nvoid g(int *p) { cudaFree(p); }\n"}});
  Audited Now(Files{
      {"a.cu",
       "#include <cuda_runtime.h>\n\n\n// more\nvoid f(int *p) {\n  "
       "cudaFree(p);\n}\nvoid g(int *p) { cudaFree(p); cudaFree(p); }\n"}});
  Baseline Old = baseline(Then.audit);
  Comparison C = compare(Now.result.findings, 0, Old);
  ASSERT_EQ(C.added.size(), 1u);
  EXPECT_EQ(Now.result.findings[C.added[0]].line, 8u);
  EXPECT_TRUE(C.gone.empty());
  EXPECT_EQ(C.byEffort[0], 1);
}

TEST(Baselines, WhatWasRemovedIsTold) {
  Audited Then(Files{{"a.cu", "#include <cuda_runtime.h>\nvoid f(int *p) { "
                              "cudaFree(p); cudaDeviceSynchronize(); }\n"}});
  Audited Now(
      Files{{"a.cu",
             "#include <cuda_runtime.h>\nvoid f(int *p) { cudaFree(p); }\n"}});
  Baseline Old = baseline(Then.audit);
  Comparison C = compare(Now.result.findings, 0, Old);
  EXPECT_TRUE(C.added.empty());
  ASSERT_EQ(C.gone.size(), 1u);
  EXPECT_EQ(C.gone[0]->identity.name, "cudaDeviceSynchronize");
  EXPECT_EQ(C.gone[0]->line, 2u);
}

TEST(Baselines, ForeignAndDamagedFilesAreRefused) {
  auto Refused = [](StringRef Json) {
    auto B = Baseline::parse(Json);
    return B ? "taken" : llvm::toString(B.takeError());
  };
  EXPECT_EQ(Refused("nonsense"),
            "not JSON ([1:2, byte=2]: Invalid JSON value (null?)); it must be "
            "the output of `causeway audit --json`");
  for (const char *Json :
       {"", "[]", "3", "{}", "{\"version\": \"2.1.0\", \"runs\": []}",
        "{\"schema\": 1, \"findings\": [], \"files\": []}"})
    EXPECT_NE(
        Refused(Json).find("must be the output of `causeway audit --json`"),
        std::string::npos)
        << Json;
  std::string Head = "{\"generator\": {}, \"summary\": {\"minutes\": {}}, ";
  EXPECT_EQ(Refused(Head + "\"version\": 2, \"files\": [], \"findings\": []}"),
            "an audit of another version of the format; this program reads "
            "version 1");
  EXPECT_EQ(Refused(Head + "\"version\": 1, \"files\": [7], \"findings\": []}"),
            "damaged: a file without its path");
  for (const char *F :
       {"7", "{}", "{\"file\": -1, \"name\": \"a\", \"effort\": \"auto\"}",
        "{\"file\": 1, \"name\": \"a\", \"effort\": \"auto\"}",
        "{\"file\": 0, \"name\": 1, \"effort\": \"auto\"}",
        "{\"file\": 0, \"name\": \"a\", \"effort\": \"hard\"}"})
    EXPECT_EQ(
        Refused(
            Head +
            "\"version\": 1, \"files\": [{\"path\": \"a\"}], \"findings\": [" +
            F + "]}"),
        "damaged: a finding without file, name or effort")
        << F;
}

// ---- Words -----------------------------------------------------------------

TEST(AuditWords, WhatIsNotAllDoesNotLookLikeIt) {
  EXPECT_EQ(percentage(100000, 100000), "100.0 %");
  EXPECT_EQ(percentage(99999, 100000), "99.9 %");
  EXPECT_EQ(percentage(1, 100000), "0.1 %");
  EXPECT_EQ(percentage(0, 100000), "0.0 %");
  EXPECT_EQ(percentage(0, 0), "-");
}

TEST(AuditWords, ADayHasEightHours) {
  EXPECT_EQ(spelledMinutes(45), "45 min");
  EXPECT_EQ(spelledMinutes(90), "1 h 30 min");
  EXPECT_EQ(spelledMinutes(8 * 60 * 10), "10.0 days");
}

} // namespace
} // namespace causeway
