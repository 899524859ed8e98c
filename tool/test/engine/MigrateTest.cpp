// What the engine makes of CUDA source: input and output side by side.
// SPDX-License-Identifier: Apache-2.0
#include "engine/Migration.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <malloc.h>
#include <set>

namespace causeway {
namespace {

const RuleSet &rules() {
  static RuleSet *Rules = new RuleSet(RuleSet::builtin());
  return *Rules;
}

/// A folder of sources that goes away with the test.
class Project {
public:
  Project() {
    llvm::SmallString<128> Made, Real;
    llvm::sys::fs::createUniqueDirectory("causeway-test", Made);
    llvm::sys::fs::real_path(Made, Real);
    Root = Real.str().str();
  }
  ~Project() { llvm::sys::fs::remove_directories(Root); }

  void write(llvm::StringRef Name, llvm::StringRef Text) {
    std::string Path = Root + "/" + Name.str();
    llvm::sys::fs::create_directories(llvm::sys::path::parent_path(Path));
    std::error_code EC;
    llvm::raw_fd_ostream OS(Path, EC);
    ASSERT_FALSE(EC) << EC.message();
    OS << Text;
  }

  MigrationResult migrate(std::vector<std::string> Units,
                          const RuleSet &Rules = rules(),
                          std::vector<std::string> Others = {}) {
    MigrationOptions Options;
    Options.root = Root;
    for (const std::string &O : Others)
      Options.extraFiles.push_back(Root + "/" + O);
    for (const std::string &U : Units)
      Options.units.push_back({Root + "/" + U, Root, {}});
    auto R = causeway::migrate(Rules, Options);
    if (!R) {
      ADD_FAILURE() << llvm::toString(R.takeError());
      return {};
    }
    return std::move(*R);
  }

  std::string Root;
};

/// The migrated text of one CUDA unit, without the include line that the
/// prelude brings.
std::string migrated(llvm::StringRef Source, const char *Name = "a.cu") {
  Project P;
  P.write(Name, Source);
  MigrationResult R = P.migrate({Name});
  for (const SourceDiagnostic &D : R.diagnostics)
    ADD_FAILURE() << D.file << ":" << D.line << ": " << D.message;
  llvm::StringRef Text = R.files[Name].migrated;
  Text.consume_front("#include <cw/runtime.h>\n");
  return Text.str();
}

std::vector<Finding> findings(llvm::StringRef Source,
                              const char *Name = "a.cu") {
  Project P;
  P.write(Name, Source);
  return P.migrate({Name}).findings;
}

const Finding *named(const std::vector<Finding> &Fs, llvm::StringRef Name) {
  for (const Finding &F : Fs)
    if (F.name == Name)
      return &F;
  return nullptr;
}

TEST(Migrate, RenamesACallAndLeavesTheRestAlone) {
  EXPECT_EQ(migrated("void f(int *p, int n) {\n"
                     "  cudaMalloc( (void **)&p ,/* bytes */ n*4 ); // keep\n"
                     "}\n"),
            "void f(int *p, int n) {\n"
            "  cwMalloc( (void **)&p ,/* bytes */ n*4 ); // keep\n"
            "}\n");
}

TEST(Migrate, RewritesAKernelAndItsLaunch) {
  EXPECT_EQ(
      migrated(
          "__global__ void saxpy(int n, float a, const float *x, float *y) {\n"
          "  int i = blockIdx.x * blockDim.x + threadIdx.x;\n"
          "  if (i < n) y[i] = a * x[i] + y[i];\n"
          "}\n"
          "void run(int n, float *x, float *y, cudaStream_t s) {\n"
          "  saxpy<<<(n + 255) / 256, 256, 0, s>>>(n, 2.0f, x, y);\n"
          "}\n"),
      "CW_KERNEL void saxpy(int n, float a, const float *x, float *y) {\n"
      "  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;\n"
      "  if (i < n) y[i] = a * x[i] + y[i];\n"
      "}\n"
      "void run(int n, float *x, float *y, cwStream_t s) {\n"
      "  cw::launch<saxpy>((n + 255) / 256, 256, 0, s)(n, 2.0f, x, y);\n"
      "}\n");
}

TEST(Migrate, DynamicSharedMemoryNeedNotBeAnArray) {
  EXPECT_EQ(migrated("struct S { int head; float4 body[8]; };\n"
                     "extern __shared__ S shared;\n"
                     "extern __shared__ __align__(16) double one;\n"
                     "template <class T> __device__ T head() { return "
                     "shared.head; }\n"
                     "__global__ void k(S *s) { *s = shared; (&shared)->head = "
                     "sizeof(one); one += head<int>(); }\n"),
            "struct S { int head; cw::float4 body[8]; };\n"
            "CW_DYNAMIC_SHARED(S, shared);\n"
            "CW_DYNAMIC_SHARED(CW_ALIGN(16) double, one);\n"
            "template <class T> CW_DEVICE T head() { return "
            "(*shared).head; }\n"
            "CW_KERNEL void k(S *s) { *s = (*shared); (&(*shared))->head = "
            "sizeof((*one)); (*one) += head<int>(); }\n");
}

TEST(Migrate, WritesOutWhatCpp17HasDropped) {
  EXPECT_EQ(migrated("__device__ int sum(register int n) {\n"
                     "  register int s = 0;\n"
                     "  for (register cudaError_t i; n > s; ++s) i = i;\n"
                     "  return s;\n"
                     "}\n"
                     "int f(int) throw(int) { bool b = false; ++b; return b; "
                     "}\n"
                     "int g() throw() { return 0; }\n"),
            "CW_DEVICE int sum(int n) {\n"
            "  int s = 0;\n"
            "  for (cwError_t i; n > s; ++s) i = i;\n"
            "  return s;\n"
            "}\n"
            "int f(int) noexcept(false) { bool b = false; (b = true); return "
            "b; }\n"
            "int g() throw() { return 0; }\n");
}

TEST(Migrate, AWordBehindAStringStandsApart) {
  EXPECT_EQ(migrated("#define FORMAT \"d\"\n"
                     "#define LINE \"%\"FORMAT\"\\n\"\n"
                     "void f(int n) { printf(\"%\"FORMAT, n); printf(LINE, n); "
                     "}\n"),
            "#define FORMAT \"d\"\n"
            "#define LINE \"%\" FORMAT\"\\n\"\n"
            "void f(int n) { printf(\"%\" FORMAT, n); printf(LINE, n); "
            "}\n");
}

TEST(Migrate, ANarrowingConversionIsAFinding) {
  const auto Fs = findings("void f(int n, double d) { float v[] = {n, d}; }\n");
  const Finding *F = named(Fs, "narrowing");
  ASSERT_TRUE(F);
  EXPECT_EQ(F->verdict, Verdict::MappedReview);
  EXPECT_TRUE(F->edits.empty());
}

TEST(Migrate, AttributesBehindQualifiersGoInFrontOfThem) {
  EXPECT_EQ(
      migrated("#define HD __host__ __device__\n"
               "#define HDI HD\n"
               "struct S {\n"
               "  __host__ __device__ [[nodiscard]] int f() const;\n"
               "  [[nodiscard]] __device__ int g() const;\n"
               "  static __device__ [[nodiscard]] inline int h() { return "
               "1; }\n"
               "  HD [[nodiscard]] [[gnu::pure]] float i();\n"
               "  HDI [[nodiscard]] float4 j();\n"
               "};\n"
               "__global__ [[maybe_unused]] void k() { __shared__ "
               "[[maybe_unused]] alignas(8) int s[4]; }\n"),
      "#define HD CW_HOST CW_DEVICE\n"
      "#define HDI HD\n"
      "struct S {\n"
      "  [[nodiscard]] CW_HOST CW_DEVICE int f() const;\n"
      "  [[nodiscard]] CW_DEVICE int g() const;\n"
      "  [[nodiscard]] static CW_DEVICE inline int h() { return "
      "1; }\n"
      "  [[nodiscard]] [[gnu::pure]] HD float i();\n"
      "  [[nodiscard]] HDI cw::float4 j();\n"
      "};\n"
      "[[maybe_unused]] CW_KERNEL void k() { [[maybe_unused]] alignas(8) "
      "CW_SHARED int s[4]; }\n");
}

TEST(Migrate, ADefinitionMayInheritQualifiers) {
  migrated("extern \"C\" int printf(const char *, ...);\n"
           "#define HD __host__ __device__\n"
           "__device__ int f(int x);\n"
           "HD int both(int x);\n"
           "namespace n { HD int inner(); }\n"
           "int n::inner() { return 1; }\n"
           "struct S { __host__ __device__ S(int); __device__ int get() "
           "const; template <class T> __device__ T as() const; };\n"
           "template <class T> struct Box { __device__ T get(); };\n"
           "int f(int x) { return x + threadIdx.x; }\n"
           "int /* not __device__ here */ both(int x) { return x; }\n"
           "S::S(int) {}\n"
           "int S::get() const { return blockIdx.x; }\n"
           "template <class T> T S::as() const { return T(); }\n"
           "template <class T> T Box<T>::get() { return T(); }\n");
  // With other qualifiers it is another function, or none.
  for (const char *Definition : {"__host__ int S::get() { return 1; }\n",
                                 "int S::get(int) { return 1; }\n",
                                 "HOST int S::get() { return 1; }\n"}) {
    Project P;
    P.write("a.cu", std::string("#define HOST __host__\n"
                                "struct S { __device__ int get(); };\n") +
                        Definition);
    EXPECT_FALSE(P.migrate({"a.cu"}).diagnostics.empty()) << Definition;
  }
}

TEST(Migrate, CodeOfTheDeviceMayInheritThat) {
  const auto Fs = findings("__device__ void f();\n"
                           "void f() { asm(\"membar.gl;\"); }\n");
  EXPECT_TRUE(llvm::any_of(Fs, [](const Finding &F) {
    return F.kind == Use::Kind::Syntax && F.name != "launch";
  }));
}

TEST(Migrate, KnowsAbsOfAllNumbers) {
  migrated("__global__ void k(long long *x, long l) { *x = abs(*x) + abs(l) + "
           "abs(-2) + int(abs(2.5f)) + std::abs(l); }\n");
}

TEST(Migrate, RenamesTypesInExplicitInstantiations) {
  EXPECT_EQ(
      migrated("#include <cuda_fp16.h>\n"
               "template <class T, int N> __global__ void k(T *x) {}\n"
               "template <class T> T id(T x) { return x; }\n"
               "template <class T> struct Box { T get(T) { return {}; } };\n"
               "#define INSTANTIATE(T) template T id<T>(T)\n"
               "template __global__ void k<half, 32>(half *);\n"
               "extern template half2 id<half2>(half2);\n"
               "template half Box<half>::get(half);\n"
               "template struct Box<half2>;\n"
               "INSTANTIATE(half);\n"),
      "#include <cw/half.h>\n"
      "template <class T, int N> CW_KERNEL void k(T *x) {}\n"
      "template <class T> T id(T x) { return x; }\n"
      "template <class T> struct Box { T get(T) { return {}; } };\n"
      "#define INSTANTIATE(T) template T id<T>(T)\n"
      "template CW_KERNEL void k<cw::half, 32>(cw::half *);\n"
      "extern template cw::half2 id<cw::half2>(cw::half2);\n"
      "template cw::half Box<cw::half>::get(cw::half);\n"
      "template struct Box<cw::half2>;\n"
      "INSTANTIATE(cw::half);\n");
}

TEST(Migrate, ExplicitInstantiationsNameWhatIsInScope) {
  EXPECT_EQ(
      migrated("#include <cooperative_groups.h>\n"
               "#include <cuda_fp16.h>\n"
               "using namespace cooperative_groups;\n"
               "namespace own {\n"
               "struct half {};\n"
               "template <class T> T id(T x) { return x; }\n"
               "template half id(half);\n"
               "}\n"
               "template <class T> __device__ void sync(T g) { g.sync(); }\n"
               "template __device__ void sync(thread_block);\n"
               "#define EACH(DO) DO(__half) DO(float)\n"
               "#define ONE(T) template T own::id<T>(T);\n"
               "EACH(ONE)\n"),
      "#include <cw/coop.h>\n"
      "#include <cw/half.h>\n"
      "using namespace cw::coop;\n"
      "namespace own {\n"
      "struct half {};\n"
      "template <class T> T id(T x) { return x; }\n"
      "template half id(half);\n"
      "}\n"
      "template <class T> CW_DEVICE void sync(T g) { g.sync(); }\n"
      "template CW_DEVICE void sync(thread_block);\n"
      "#define EACH(DO) DO(cw::half) DO(float)\n"
      "#define ONE(T) template T own::id<T>(T);\n"
      "EACH(ONE)\n");
}

TEST(Migrate, ALaunchMayGoOnBehindABackslash) {
  EXPECT_EQ(migrated("template <int N> __global__ void k(int *x) {}\n"
                     "#define CASE(N) \\\n"
                     "  k<N>          \\\n"
                     "      <<<1, 32  \\\n"
                     "      >>>(x)\n"
                     "void f(int *x) { CASE(3); }\n"),
            "template <int N> CW_KERNEL void k(int *x) {}\n"
            "#define CASE(N) \\\n"
            "  cw::launch<k<N>>(1, 32)(x)\n"
            "void f(int *x) { CASE(3); }\n");
}

TEST(Migrate, ALaunchTakesBraces) {
  EXPECT_EQ(migrated("__global__ void k(int) {}\n"
                     "void f(dim3 g) { k<<<g, {16, 16, 1}>>>(1); k<<<{2, 2}, "
                     "{ }>>>(2); k<<<int{1}, dim3{2}, {}, {}>>>(3); }\n"),
            "CW_KERNEL void k(int) {}\n"
            "void f(cw::dim3 g) { cw::launch<k>(g, {16, 16, 1})(1); "
            "cw::launch<k>({2, 2}, { })(2); cw::launch<k>(int{1}, "
            "cw::dim3{2}, {}, {})(3); }\n");
}

TEST(Migrate, ALaunchInAHeaderTakesBraces) {
  Project P;
  P.write("a.cuh", "__global__ void k(int) {}\n"
                   "inline void f(dim3 g) { k<<<g, {16, 16}>>>(1); }\n");
  P.write("a.cu", "#include \"a.cuh\"\n");
  EXPECT_EQ(P.migrate({"a.cu"}).files["a.cuh"].migrated,
            "CW_KERNEL void k(int) {}\n"
            "inline void f(cw::dim3 g) { cw::launch<k>(g, {16, 16})(1); }\n");
}

TEST(Migrate, AConfigurationMayBeAMacro) {
  EXPECT_EQ(migrated("#define CFG <<<1, 32>>>\n"
                     "#define ON(g, s) <<< dim3(g), 32, 0, s >>>\n"
                     "__global__ void k(int) {}\n"
                     "template <class T, int N> __global__ void t(T) {}\n"
                     "template <class T> __global__ void d(T) {}\n"
                     "void f(cudaStream_t s) { k CFG (1); t<float, 2> ON(4, "
                     "s)(1); d CFG (2.5); }\n"),
            "#define CFG (1, 32)\n"
            "#define ON(g, s) (cw::dim3(g), 32, 0, s)\n"
            "CW_KERNEL void k(int) {}\n"
            "template <class T, int N> CW_KERNEL void t(T) {}\n"
            "template <class T> CW_KERNEL void d(T) {}\n"
            "void f(cwStream_t s) { cw::launch<k> CFG (1); "
            "cw::launch<t<float, 2>> ON(4, s)(1); cw::launch<d<double>> CFG "
            "(2.5); }\n");
}

TEST(Migrate, ALaunchNobodyExpandsMayGoOnBehindABackslash) {
  EXPECT_EQ(migrated("template <int N> __global__ void k(int *x) {}\n"
                     "#define CASE(N) \\\n"
                     "  k<N>          \\\n"
                     "      <<<1, 32  \\\n"
                     "      >>>       \\\n"
                     "      (x)\n"),
            "template <int N> CW_KERNEL void k(int *x) {}\n"
            "#define CASE(N) \\\n"
            "  cw::launch(CW_DEDUCE(k<N>), 1, 32)(x)\n");
}

TEST(Migrate, AConditionBeforeAllIncludesKnowsTheRuntime) {
  Project P;
  P.write("a.cu", "// text\n#if CUDART_VERSION >= 11000\n#define MODE 2\n"
                  "#endif\n#include <cuda_runtime.h>\nint m = MODE;\n");
  EXPECT_EQ(P.migrate({"a.cu"}).files["a.cu"].migrated,
            "// text\n#include <cw/runtime.h>\n#if CW_RUNTIME_VERSION >= "
            "11000\n#define MODE 2\n#endif\n#include <cw/runtime.h>\nint m "
            "= MODE;\n");
}

TEST(Migrate, IncludesWhatDeclaresTheNamesOfAMissingHeader) {
  Project P;
  P.write("scale.cuh", "#pragma once\n#include <framework.h>\n"
                       "__device__ inline half scale(half v) { return v; }\n");
  P.write("a.cu", "#include \"scale.cuh\"\n#include <cuda_fp16.h>\n"
                  "__global__ void k(half *x) { *x = scale(*x); }\n");
  P.write("c.cu", "#include <framework.h>\n__global__ void k(half *x) {}\n");
  P.write("own.cuh", "struct half {};\ninline half f(half x) { return x; }\n");
  P.write("b.cu", "#include \"own.cuh\"\n#include <framework.h>\n");
  auto R = P.migrate({"a.cu", "b.cu", "c.cu"});
  EXPECT_EQ(R.files["c.cu"].migrated,
            "#include <cw/runtime.h>\n#include <cw/half.h>\n"
            "#include <framework.h>\nCW_KERNEL void k(cw::half *x) {}\n");
  EXPECT_EQ(R.files["scale.cuh"].migrated,
            "#pragma once\n#include <cw/half.h>\n#include <framework.h>\n"
            "CW_DEVICE inline cw::half scale(cw::half v) { return v; }\n");
  EXPECT_EQ(R.files["a.cu"].migrated,
            "#include <cw/runtime.h>\n"
            "#include \"scale.cuh\"\n#include <cw/half.h>\n"
            "CW_KERNEL void k(cw::half *x) { *x = scale(*x); }\n");
  EXPECT_EQ(R.files["own.cuh"].migrated,
            "struct half {};\ninline half f(half x) { return x; }\n");
}

TEST(Migrate, ANameThatStaysIsDeclaredWhereItIsCudas) {
  Project P;
  P.write("vec.h", "#ifndef __CUDACC__\n"
                   "#define __host__\n"
                   "struct float2 { float x, y; };\n"
                   "typedef int cudaStream_t;\n"
                   "#else\n"
                   "#include <cuda_runtime.h>\n"
                   "#endif\n"
                   "__host__ float2 f(float2 a, cudaStream_t s);\n");
  P.write("a.cu", "#include \"vec.h\"\nfloat2 g(float2 x);\n");
  P.write("b.cpp", "#include \"vec.h\"\nfloat2 h(float2 x);\n");
  auto R = P.migrate({"a.cu", "b.cpp"});
  EXPECT_EQ(R.files["vec.h"].migrated,
            "#ifndef CW_KERNEL_LANGUAGE\n"
            "#define CW_HOST\n"
            "struct float2 { float x, y; };\n"
            "typedef int cudaStream_t;\n"
            "#else\n"
            "#include <cw/runtime.h>\n"
            "#define cudaStream_t cwStream_t\n"
            "using cw::float2;\n"
            "#endif\n"
            "CW_HOST float2 f(float2 a, cudaStream_t s);\n");
}

TEST(Migrate, ANameThatStaysIsDeclaredBehindThePrelude) {
  Project P;
  P.write("vec.h", "#ifndef __CUDACC__\n"
                   "struct float2 { float x, y; };\n"
                   "#endif\n"
                   "float2 f(float2 a);\n");
  P.write("a.cu", "// text\n#include \"vec.h\"\n__device__ int i;\n");
  P.write("b.cpp", "#include \"vec.h\"\n");
  auto R = P.migrate({"a.cu", "b.cpp"});
  EXPECT_EQ(R.files["a.cu"].migrated,
            "// text\n#include <cw/runtime.h>\nusing cw::float2;\n"
            "#include \"vec.h\"\nCW_DEVICE int i;\n");
}

TEST(Migrate, SpellsOutDeducedTemplateArguments) {
  EXPECT_EQ(migrated("template <int N, class T> __global__ void k(T *p) {}\n"
                     "template <class T> __global__ void one(T *p) {}\n"
                     "void f(float4 *p, double *q) {\n"
                     "  k<8><<<1, 2>>>(p);\n"
                     "  one <<< 1, 2 >>> (q);\n"
                     "}\n"),
            "template <int N, class T> CW_KERNEL void k(T *p) {}\n"
            "template <class T> CW_KERNEL void one(T *p) {}\n"
            "void f(cw::float4 *p, double *q) {\n"
            "  cw::launch<k<8, cw::float4>>(1, 2)(p);\n"
            "  cw::launch<one<double>>(1, 2)(q);\n"
            "}\n");
}

TEST(Migrate, DeducesLaunchesInsideTemplates) {
  EXPECT_EQ(
      migrated("template <class T> __global__ void k(const T *p, int n) {}\n"
               "template <class U> void f(U *p) { k<<<1, 2>>>(p, 3); }\n"
               "template <class U> void g(U *p) { k<<<1, 2>>>(p->x(), 3); }\n"),
      "template <class T> CW_KERNEL void k(const T *p, int n) {}\n"
      "template <class U> void f(U *p) { cw::launch<k<U>>(1, 2)(p, 3); }\n"
      "template <class U> void g(U *p) { cw::launch(CW_DEDUCE(k), 1, "
      "2)(p->x(), 3); }\n");
}

TEST(Migrate, LaunchesOfOverloadsAndLambdasLetTheCompilerDeduce) {
  EXPECT_EQ(migrated("__global__ void k(int) {}\n"
                     "__global__ void k(float) {}\n"
                     "template <class F> __global__ void run(F f) { f(); }\n"
                     "void f() {\n"
                     "  k<<<1, 2>>>(1.0f);\n"
                     "  auto g = [] __device__ () {};\n"
                     "  run<<<1, 2>>>(g);\n"
                     "}\n"),
            "CW_KERNEL void k(int) {}\n"
            "CW_KERNEL void k(float) {}\n"
            "template <class F> CW_KERNEL void run(F f) { f(); }\n"
            "void f() {\n"
            "  cw::launch(CW_DEDUCE(k), 1, 2)(1.0f);\n"
            "  auto g = [] CW_DEVICE () {};\n"
            "  cw::launch(CW_DEDUCE(run), 1, 2)(g);\n"
            "}\n");
}

TEST(Migrate, KeepsCommentsAndLinesInALaunch) {
  EXPECT_EQ(migrated("__global__ void k(int) {}\n"
                     "void f(int n) {\n"
                     "  k<<<n, // blocks\n"
                     "      dim3(16, 16) /* threads */>>>(\n"
                     "      n);\n"
                     "}\n"),
            "CW_KERNEL void k(int) {}\n"
            "void f(int n) {\n"
            "  cw::launch<k>(n, // blocks\n"
            "      cw::dim3(16, 16) /* threads */)(\n"
            "      n);\n"
            "}\n");
}

TEST(Migrate, AcceptsChevronsThatAFormatterTookApart) {
  EXPECT_EQ(
      migrated("__global__ void k(int) {}\n"
               "void f(int n) { k << < n, 2 >> > (n); n = n >> 2 >> 1; }\n"),
      "CW_KERNEL void k(int) {}\n"
      "void f(int n) { cw::launch<k>(n, 2)(n); n = n >> 2 >> 1; }\n");
}

TEST(Migrate, SeesSharedMemoryOfDeviceFunctions) {
  EXPECT_EQ(migrated("template <class T> struct Shared {\n"
                     "  __device__ operator T *() { extern __shared__ int "
                     "mem[]; return (T *)mem; }\n"
                     "};\n"
                     "__device__ void f() { __shared__ int x; x = 1; }\n"),
            "template <class T> struct Shared {\n"
            "  CW_DEVICE operator T *() { CW_DYNAMIC_SHARED(int, mem); return "
            "(T *)mem; }\n"
            "};\n"
            "CW_DEVICE void f() { CW_STATIC_SHARED(x, int x); x = 1; }\n");
}

TEST(Migrate, ForwardDeclaredKernelsAndDeviceCodeParseCleanly) {
  EXPECT_EQ(migrated("#include <vector>\n#include <algorithm>\n"
                     "__global__ void k(float *p);\n"
                     "__global__ void k(float *p) { *p = std::max(sqrtf(*p), "
                     "1.f); printf(\"x\"); }\n"),
            "#include <vector>\n#include <algorithm>\n"
            "CW_KERNEL void k(float *p);\n"
            "CW_KERNEL void k(float *p) { *p = std::max(sqrtf(*p), 1.f); "
            "printf(\"x\"); }\n");
}

TEST(Migrate, ALineCommentInALaunchSwallowsNothing) {
  EXPECT_EQ(migrated("__global__ void k(int) {}\n"
                     "void f(int n) {\n"
                     "  k // kernel\n"
                     "     <<<n, 2>>>(n);\n"
                     "  k<<<n, 2 // threads\n"
                     "     >>>(n);\n"
                     "}\n"),
            "CW_KERNEL void k(int) {}\n"
            "void f(int n) {\n"
            "  cw::launch<k // kernel\n"
            "  >(n, 2)(n);\n"
            "  cw::launch<k>(n, 2 // threads\n"
            "  )(n);\n"
            "}\n");
}

TEST(Migrate, EditsAMacroOnceInItsDefinition) {
  EXPECT_EQ(
      migrated("#define CHECK(call) \\\n"
               "  do { cudaError_t e = (call); if (e != cudaSuccess) abort(); "
               "} while (0)\n"
               "void f(void *p) {\n"
               "  CHECK(cudaFree(p));\n"
               "  CHECK(cudaFree(0));\n"
               "}\n"),
      "#define CHECK(call) \\\n"
      "  do { cwError_t e = (call); if (e != cwSuccess) abort(); } while (0)\n"
      "void f(void *p) {\n"
      "  CHECK(cwFree(p));\n"
      "  CHECK(cwFree(0));\n"
      "}\n");
}

TEST(Migrate, RewritesLaunchesInMacrosAndTheirArguments) {
  EXPECT_EQ(migrated("#define LAUNCH(k, g, b, ...) k<<<g, b>>>(__VA_ARGS__)\n"
                     "#define ID(x) x\n"
                     "__global__ void one(int) {}\n"
                     "__global__ void two(float, int) {}\n"
                     "void f() {\n"
                     "  LAUNCH(one, 1, 2, 3);\n"
                     "  LAUNCH(two, dim3(1), 2, 3.f, 4);\n"
                     "  ID((one<<<1, 2>>>(3)));\n"
                     "}\n"),
            "#define LAUNCH(k, g, b, ...) cw::launch(k, g, b)(__VA_ARGS__)\n"
            "#define ID(x) x\n"
            "CW_KERNEL void one(int) {}\n"
            "CW_KERNEL void two(float, int) {}\n"
            "void f() {\n"
            "  LAUNCH(one, 1, 2, 3);\n"
            "  LAUNCH(two, cw::dim3(1), 2, 3.f, 4);\n"
            "  ID((cw::launch<one>(1, 2)(3)));\n"
            "}\n");
}

TEST(Migrate, EditsMacrosThatNobodyExpands) {
  EXPECT_EQ(migrated("#define INDEX (blockIdx.x * blockDim.x + threadIdx.x)\n"
                     "#define SYNC() __syncthreads()\n"
                     "__global__ void k() {}\n"),
            "#define INDEX (cw::block_idx().x * cw::block_dim().x + "
            "cw::thread_idx().x)\n"
            "#define SYNC() cw::barrier()\n"
            "CW_KERNEL void k() {}\n");
}

TEST(Migrate, RewritesDynamicSharedMemory) {
  EXPECT_EQ(migrated("extern __shared__ int global[];\n"
                     "template <class T> __global__ void k() {\n"
                     "  extern __shared__ T mine[];\n"
                     "  extern volatile __shared__ unsigned char raw[];\n"
                     "  __shared__ float tile[16][17];\n"
                     "  mine[0] = T(global[0] + raw[0] + tile[0][0]);\n"
                     "}\n"),
            "CW_DYNAMIC_SHARED(int, global);\n"
            "template <class T> CW_KERNEL void k() {\n"
            "  CW_DYNAMIC_SHARED(T, mine);\n"
            "  CW_DYNAMIC_SHARED(volatile unsigned char, raw);\n"
            "  CW_STATIC_SHARED(tile, float tile[16][17]);\n"
            "  mine[0] = T(global[0] + raw[0] + tile[0][0]);\n"
            "}\n");
}

TEST(Migrate, KeepsTheAlignmentOfDynamicSharedMemory) {
  EXPECT_EQ(
      migrated(
          "__global__ void k() {\n"
          "  extern __shared__ __align__(16) unsigned char a[];\n"
          "  __align__(sizeof(double)) extern __shared__ char b[];\n"
          "  extern __shared__ const float __attribute__((aligned(32))) c[];\n"
          "  extern __shared__ alignas(16) unsigned char d[];\n"
          "  extern __shared__ alignas(alignof(float4)) float e[];\n"
          "}\n"),
      "CW_KERNEL void k() {\n"
      "  CW_DYNAMIC_SHARED(CW_ALIGN(16) unsigned char, a);\n"
      "  CW_DYNAMIC_SHARED(CW_ALIGN(sizeof(double)) char, b);\n"
      "  CW_DYNAMIC_SHARED(__attribute__((aligned(32))) const float, c);\n"
      "  CW_DYNAMIC_SHARED(CW_ALIGN(16) unsigned char, d);\n"
      "  CW_DYNAMIC_SHARED(CW_ALIGN(alignof(cw::float4)) float, e);\n"
      "}\n");
}

TEST(Migrate, RewritesDynamicSharedVariableTemplatesAndTheirUses) {
  EXPECT_EQ(
      migrated("template <int A> extern __shared__ char __align__(A) raw[];\n"
               "template <class T> extern __shared__ T typed[];\n"
               "template <int A, class T> __global__ void k(int *o) {\n"
               "  auto *p = reinterpret_cast<int *>(raw<A>);\n"
               "  typed<T>[0] = T(p[0] + raw<16>[1] + typed<long>[2]);\n"
               "}\n"),
      "template <int A> CW_DYNAMIC_SHARED_TEMPLATE(CW_ALIGN(A) char, raw);\n"
      "template <class T> CW_DYNAMIC_SHARED_TEMPLATE(T, typed);\n"
      "template <int A, class T> CW_KERNEL void k(int *o) {\n"
      "  auto *p = reinterpret_cast<int *>(CW_DYNAMIC_SHARED_INSTANCE(raw<A>));"
      "\n"
      "  CW_DYNAMIC_SHARED_INSTANCE(typed<T>)[0] = T(p[0] + "
      "CW_DYNAMIC_SHARED_INSTANCE(raw<16>)[1] + "
      "CW_DYNAMIC_SHARED_INSTANCE(typed<long>)[2]);\n"
      "}\n");
}

TEST(Migrate, KeepsTheAlignmentOfSharedMemory) {
  EXPECT_EQ(
      migrated("template <class T> __global__ void k() {\n"
               "  __shared__ alignas(alignof(float4)) float a[4];\n"
               "  static __shared__ alignas(16) /* as T */ char b[sizeof(T)];\n"
               "  alignas(double) __shared__ char c[8];\n"
               "  __shared__ __align__(16) float d[4];\n"
               "  __shared__ float e[4] __attribute__((aligned(64)));\n"
               "}\n"),
      "template <class T> CW_KERNEL void k() {\n"
      "  CW_STATIC_SHARED(a, CW_ALIGN(alignof(cw::float4)) float a[4]);\n"
      "  CW_STATIC_SHARED(b, CW_ALIGN(16) /* as T */ char b[sizeof(T)]);\n"
      "  CW_STATIC_SHARED(c, CW_ALIGN(alignof(double)) char c[8]);\n"
      "  CW_STATIC_SHARED(d, CW_ALIGN(16) float d[4]);\n"
      "  CW_STATIC_SHARED(e, float e[4] __attribute__((aligned(64))));\n"
      "}\n");
}

TEST(Migrate, MovesAnAlignmentThatMayBeATypeInFrontOfTheDeclaration) {
  EXPECT_EQ(
      migrated("template <class T> __global__ void k() {\n"
               "  static __shared__ alignas(T) /* as T */ char b[sizeof(T)];\n"
               "}\n"),
      "template <class T> CW_KERNEL void k() {\n"
      "  alignas(T) static CW_SHARED /* as T */ char b[sizeof(T)];\n"
      "}\n");
}

TEST(Migrate, NamesEachSharedVariableOfADeclaration) {
  EXPECT_EQ(migrated("template <int N> __global__ void k(int *x) {\n"
                     "  __shared__ float3 a[N], // of rows\n"
                     "      b[N];\n"
                     "  __shared__ volatile int c,d;\n"
                     "  __shared__ int *p, *q[N];\n"
                     "}\n"),
            "template <int N> CW_KERNEL void k(int *x) {\n"
            "  CW_STATIC_SHARED(a, cw::float3 a[N]); // of rows\n"
            "      CW_STATIC_SHARED(b, cw::float3 b[N]);\n"
            "  CW_STATIC_SHARED(c, volatile int c); CW_STATIC_SHARED(d, "
            "volatile int d);\n"
            "  CW_STATIC_SHARED(p, int *p); CW_STATIC_SHARED(q, int *q[N]);\n"
            "}\n");
}

TEST(Migrate, FindsSharedVariablesWhereverTheirWordStands) {
  EXPECT_EQ(migrated("#define SMEM __shared__\n"
                     "#define TILE(T, n) __shared__ T n[32]\n"
                     "template <class T, int N> struct Pair { T a[N]; };\n"
                     "__global__ void k() {\n"
                     "  float __shared__ a[4];\n"
                     "  const int __shared__ *b;\n"
                     "  SMEM float c[4];\n"
                     "  TILE(int, d);\n"
                     "  __shared__ Pair<int2, 4> e;\n"
                     "  __shared__ union { float f[4]; int i[4]; } u;\n"
                     "  __shared__ void (*f)(int);\n"
                     "  auto g = [=] { __shared__ int h[2]; return h[0]; };\n"
                     "}\n"),
            "#define SMEM CW_SHARED\n"
            "#define TILE(T, n) CW_STATIC_SHARED(n, T n[32])\n"
            "template <class T, int N> struct Pair { T a[N]; };\n"
            "CW_KERNEL void k() {\n"
            "  CW_STATIC_SHARED(a, float a[4]);\n"
            "  CW_STATIC_SHARED(b, const int *b);\n"
            "  CW_STATIC_SHARED(c, float c[4]);\n"
            "  TILE(int, d);\n"
            "  CW_STATIC_SHARED(e, Pair<cw::int2, 4> e);\n"
            "  CW_STATIC_SHARED(u, union { float f[4]; int i[4]; } u);\n"
            "  CW_STATIC_SHARED(f, void (*f)(int));\n"
            "  auto g = [=] { CW_STATIC_SHARED(h, int h[2]); return h[0]; };\n"
            "}\n");
}

TEST(Migrate, LeavesSharedObjectsWhoseMemberTemplatesAreNamed) {
  EXPECT_EQ(migrated("template <int N> struct Part {\n"
                     "  template <bool C> __device__ int f() { return C; }\n"
                     "  __device__ int g() { return N; }\n"
                     "  __device__ static int run() {\n"
                     "    __shared__ Part<N> a;\n"
                     "    __shared__ Part b[2];\n"
                     "    __shared__ Part c;\n"
                     "    return a.f<true>() + b[1].f<false>() + c.g();\n"
                     "  }\n"
                     "};\n"),
            "template <int N> struct Part {\n"
            "  template <bool C> CW_DEVICE int f() { return C; }\n"
            "  CW_DEVICE int g() { return N; }\n"
            "  CW_DEVICE static int run() {\n"
            "    CW_SHARED Part<N> a;\n"
            "    CW_SHARED Part b[2];\n"
            "    CW_STATIC_SHARED(c, Part c);\n"
            "    return a.f<true>() + b[1].f<false>() + c.g();\n"
            "  }\n"
            "};\n");
}

TEST(Migrate, LeavesSharedVariablesThatAReferenceCannotStandFor) {
  EXPECT_EQ(
      migrated("__shared__ int of_file[4];\n"
               "struct tile { int a; };\n"
               "template <class T> constexpr int length(T &) { return 4; }\n"
               "__global__ void k(int n) {\n"
               "  __shared__ tile tile;\n"
               "  __shared__ float a[4];\n"
               "  decltype(a) *b = &a;\n"
               "  __shared__ float c[4];\n"
               "  constexpr int d = length(c);\n"
               "  __shared__ struct named { int x; } e;\n"
               "  __shared__ float f[4];\n"
               "  constexpr int g = sizeof(f);\n"
               "  switch (n) {\n"
               "    __shared__ int h[3];\n"
               "  case 1:\n"
               "    h[0] = 1;\n"
               "  }\n"
               "}\n"
               "__global__ void jumps(int n) {\n"
               "  if (n) goto end;\n"
               "  __shared__ int a[3];\n"
               "end:\n"
               "  a[0] = 1;\n"
               "}\n"),
      "CW_SHARED int of_file[4];\n"
      "struct tile { int a; };\n"
      "template <class T> constexpr int length(T &) { return 4; }\n"
      "CW_KERNEL void k(int n) {\n"
      "  CW_SHARED tile tile;\n"
      "  CW_SHARED float a[4];\n"
      "  decltype(a) *b = &a;\n"
      "  CW_SHARED float c[4];\n"
      "  constexpr int d = length(c);\n"
      "  CW_SHARED struct named { int x; } e;\n"
      "  CW_STATIC_SHARED(f, float f[4]);\n"
      "  constexpr int g = sizeof(f);\n"
      "  switch (n) {\n"
      "    CW_SHARED int h[3];\n"
      "  case 1:\n"
      "    h[0] = 1;\n"
      "  }\n"
      "}\n"
      "CW_KERNEL void jumps(int n) {\n"
      "  if (n) goto end;\n"
      "  CW_SHARED int a[3];\n"
      "end:\n"
      "  a[0] = 1;\n"
      "}\n");
}

TEST(Migrate, KeepsTheRowsOfDynamicSharedMemory) {
  EXPECT_EQ(
      migrated("constexpr int threads(int n) { return n; }\n"
               "#define K 64\n"
               "__global__ void k() {\n"
               "  extern __shared__ const float a[][K + 16];\n"
               "  extern __shared__ __align__(16) uint3 b[][4][threads(2)];\n"
               "}\n"),
      "constexpr int threads(int n) { return n; }\n"
      "#define K 64\n"
      "CW_KERNEL void k() {\n"
      "  CW_DYNAMIC_SHARED_ROWS(const float, a, [K + 16]);\n"
      "  CW_DYNAMIC_SHARED_ROWS(CW_ALIGN(16) cw::uint3, b, [4][threads(2)]);\n"
      "}\n");
}

TEST(Migrate, AlgorithmsTakeWhatHasNoLinkage) {
  // migrated() fails on any diagnostic: the algorithm's own code is passed
  // over, which must not be told as missing.
  EXPECT_EQ(migrated("#include <algorithm>\n"
                     "#include <vector>\n"
                     "void release(std::vector<float *> &all) {\n"
                     "  std::for_each(all.begin(), all.end(),\n"
                     "                [](float *p) { cudaFree(p); });\n"
                     "}\n"),
            "#include <algorithm>\n"
            "#include <vector>\n"
            "void release(std::vector<float *> &all) {\n"
            "  std::for_each(all.begin(), all.end(),\n"
            "                [](float *p) { cwFree(p); });\n"
            "}\n");
}

TEST(Migrate, OperatorsInTemplatesGoWithTheirTypes) {
  EXPECT_EQ(migrated("#include <cuda_fp16.h>\n"
                     "template <class T> __device__ void k(T &x, int n) {\n"
                     "  for (int i = 0; i < x.n; ++i)\n"
                     "    x.x[i] *= n;\n"
                     "}\n"),
            "#include <cw/half.h>\n"
            "template <class T> CW_DEVICE void k(T &x, int n) {\n"
            "  for (int i = 0; i < x.n; ++i)\n"
            "    x.x[i] *= n;\n"
            "}\n");
}

TEST(Migrate, WrapsKernelsWhoseAddressLosesItsType) {
  EXPECT_EQ(
      migrated("template <int N> __global__ void k(int) {}\n"
               "void f(void **args) {\n"
               "  cudaLaunchKernel((void *)k<3>, 1, 2, args, 0, 0);\n"
               "  const void *p = reinterpret_cast<const void *>(&k<4>);\n"
               "}\n"),
      "template <int N> CW_KERNEL void k(int) {}\n"
      "void f(void **args) {\n"
      "  cwLaunchKernel((void *)cw::kernel_address(k<3>), 1, 2, args, 0, 0);\n"
      "  const void *p = reinterpret_cast<const void "
      "*>(cw::kernel_address(&k<4>));\n"
      "}\n");
}

TEST(Migrate, BothSidesOfAConditionAreMigrated) {
  EXPECT_EQ(migrated("#if 0\n"
                     "void off(void *p) { cudaFree(p); }\n"
                     "#else\n"
                     "void on(void *p) { cudaFree(p); }\n"
                     "#endif\n"),
            "#if 0\n"
            "void off(void *p) { cwFree(p); }\n"
            "#else\n"
            "void on(void *p) { cwFree(p); }\n"
            "#endif\n");
}

TEST(Migrate, AnAmbiguousNamespaceIsKnownByItsMembers) {
  EXPECT_EQ(migrated("#ifdef NEVER\n"
                     "bool cuda = mine::cuda::barrier();\n"
                     "cuda::barrier<cuda::thread_scope_block> b(cuda);\n"
                     "cuda::std::array<int, 2> a = cuda::ours();\n"
                     "#endif\n"),
            "#ifdef NEVER\n"
            "bool cuda = mine::cuda::barrier();\n"
            "cw::cxx::barrier<cw::cxx::thread_scope_block> b(cuda);\n"
            "cw::cxx::std::array<int, 2> a = cuda::ours();\n"
            "#endif\n");
}

TEST(Migrate, DeviceOnlyCodeIsUnderstoodToo) {
  std::vector<Finding> Fs = findings("__device__ int f(int *p) {\n"
                                     "#if __CUDA_ARCH__ >= 300\n"
                                     "  return atomicAdd(p, 1);\n"
                                     "#else\n"
                                     "  return *p;\n"
                                     "#endif\n"
                                     "}\n");
  const Finding *F = named(Fs, "atomicAdd");
  ASSERT_TRUE(F);
  EXPECT_EQ(F->confidence, Confidence::Ast);
  EXPECT_EQ(F->replacement, "cw::atomic_add");
  EXPECT_TRUE(named(Fs, "__CUDA_ARCH__"));
}

TEST(Migrate, AskingForTheDevicesPassIsNotAskingForItsLevel) {
  EXPECT_EQ(migrated("#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 700\n"
                     "#elif !defined __CUDA_ARCH__ || __CUDA_ARCH__ < 300\n"
                     "#endif\n"
                     "#if 0\n"
                     "#ifndef __CUDA_ARCH__\n"
                     "#endif\n"
                     "int level = __CUDA_ARCH__;\n"
                     "#endif\n"
                     "__device__ void f() {}\n"),
            "#if defined(CW_DEVICE_ARCH) && CW_ARCH_LEVEL >= 700\n"
            "#elif !defined CW_DEVICE_ARCH || CW_ARCH_LEVEL < 300\n"
            "#endif\n"
            "#if 0\n"
            "#ifndef CW_DEVICE_ARCH\n"
            "#endif\n"
            "int level = CW_ARCH_LEVEL;\n"
            "#endif\n"
            "CW_DEVICE void f() {}\n");
}

TEST(Migrate, ASourcesOwnNamesAreNotCudas) {
  const char *Source =
      "struct Pool { int cudaMalloc(int n) { return n; } };\n"
      "__device__ double atomicAdd(double *p, double v, int) { return *p + v; "
      "}\n"
      "namespace mine { int warpSize = 3; int f() { return warpSize; } }\n"
      "__device__ int g(Pool p, double *d) { return p.cudaMalloc(atomicAdd(d, "
      "1., 2)); }\n";
  std::string Expected = Source;
  for (size_t At; (At = Expected.find("__device__")) != Expected.npos;)
    Expected.replace(At, 10, "CW_DEVICE");
  EXPECT_EQ(migrated(Source), Expected);
}

TEST(Migrate, NamesThatASourceAddsToANamespaceOfCudasStay) {
  EXPECT_EQ(
      migrated("#include <cuda/atomic>\n"
               "namespace cuda { void ours(int); namespace own { int x; } }\n"
               "void f() {\n"
               "  cuda::ours(cuda::own::x);\n"
               "  cuda::atomic<int> a; cuda::memory_order o;\n"
               "}\n"),
      "#include <cw/sync.h>\n"
      "namespace cuda { void ours(int); namespace own { int x; } }\n"
      "void f() {\n"
      "  cuda::ours(cuda::own::x);\n"
      "  cw::cxx::atomic<int> a; cw::cxx::memory_order o;\n"
      "}\n");
}

TEST(Migrate, MissingHeadersDoNotStopTheRest) {
  Project P;
  P.write(
      "a.cu",
      "#include \"gone.h\"\n"
      "#include <cuda_runtime.h>\n"
      "template <class T> struct S { void f(T *p) { cudaFree(p); } };\n"
      "void f(S<int> s, int *p) { s.f(p); unknown(cudaGetLastError()); }\n");
  MigrationResult R = P.migrate({"a.cu"});
  EXPECT_EQ(
      R.files["a.cu"].migrated,
      "#include \"gone.h\"\n"
      "#include <cw/runtime.h>\n"
      "template <class T> struct S { void f(T *p) { cwFree(p); } };\n"
      "void f(S<int> s, int *p) { s.f(p); unknown(cwGetLastError()); }\n");
  ASSERT_FALSE(R.diagnostics.empty());
  EXPECT_EQ(R.diagnostics[0].line, 1u);
}

TEST(Migrate, OperatorsOfATemplatesTypeGoWithTheType) {
  // Both sides could be anything, so every operator+ in sight is a candidate.
  Project P;
  P.write("a.cu", "#include <cuda_fp16.h>\n"
                  "template <class T> __device__ T f(T a, T b) {\n"
                  "  a += b;\n"
                  "  return a > b ? a + blockIdx.x * b : -b;\n"
                  "}\n");
  MigrationResult R = P.migrate({"a.cu"});
  EXPECT_EQ(R.files["a.cu"].migrated,
            "#include <cw/runtime.h>\n"
            "#include <cw/half.h>\n"
            "template <class T> CW_DEVICE T f(T a, T b) {\n"
            "  a += b;\n"
            "  return a > b ? a + cw::block_idx().x * b : -b;\n"
            "}\n");
  for (const Finding &F : R.findings)
    EXPECT_NE(F.verdict, Verdict::Unknown) << F.name;
}

TEST(Migrate, CodeThatClangAddsWithoutAPlaceIsPassedOver) {
  // With an operator++(half &, int) in sight, `x++` on a dependent type is a
  // call with a 0 that stands nowhere. Memory that was freed must not look like
  // zeros here, as it often does by chance.
  mallopt(M_PERTURB, 0x55);
  EXPECT_EQ(migrated("#include <cuda_fp16.h>\n"
                     "#define LANES 32\n"
                     "template <class T> __device__ T f(T x) {\n"
                     "  x++; x--; return x++ % LANES;\n"
                     "}\n"),
            "#include <cw/half.h>\n"
            "#define LANES 32\n"
            "template <class T> CW_DEVICE T f(T x) {\n"
            "  x++; x--; return x++ % LANES;\n"
            "}\n");
  mallopt(M_PERTURB, 0);
}

TEST(Migrate, NamesThatNoRuleKnowsAreFindings) {
  std::vector<Finding> Fs = findings("void f() { cudaNoSuchThing(1); }\n");
  const Finding *F = named(Fs, "cudaNoSuchThing");
  ASSERT_TRUE(F);
  EXPECT_EQ(F->verdict, Verdict::Unknown);
  EXPECT_EQ(F->line, 1u);
  EXPECT_EQ(F->column, 12u);
}

TEST(Migrate, AWordThatIsATypeInABranchThatNobodyParses) {
  // `half` may be anything; before another word it is a type.
  EXPECT_EQ(migrated("#ifdef USE_FP16\n"
                     "typedef half real;\n"
                     "__device__ half2 f(half *p, half x) {\n"
                     "  return (half2 *)g(p->half, x);\n"
                     "}\n"
                     "#endif\n"),
            "#ifdef USE_FP16\n"
            "typedef cw::half real;\n"
            "CW_DEVICE cw::half2 f(cw::half *p, cw::half x) {\n"
            "  return (cw::half2 *)g(p->half, x);\n"
            "}\n"
            "#endif\n");
  const char *Number = "#ifdef HALVES\n"
                       "int half = n / 2;\n"
                       "int f(int a) { return a * half and half + 1; }\n"
                       "#endif\n";
  EXPECT_EQ(migrated(Number), Number);
  EXPECT_FALSE(named(findings(Number), "half"));
  const char *Own = "#ifdef OWN_HALF\n"
                    "struct half { short bits; half operator-() const; };\n"
                    "half f(half x);\n"
                    "#endif\n";
  EXPECT_EQ(migrated(Own), Own);
  // Both: the sure ones change, a person looks at the rest.
  std::string Both = std::string(Number) + "#ifdef USE_FP16\n"
                                           "half x = (half)1;\n"
                                           "#endif\n";
  EXPECT_NE(migrated(Both).find("cw::half x = (cw::half)1;\n"),
            std::string::npos);
  EXPECT_TRUE(named(findings(Both), "half"));
}

TEST(Migrate, NamesOfALibraryShareTheVerdictOfItsHeader) {
  std::vector<Finding> Fs = findings("#if HAVE_NVML\n"
                                     "#include <nvml.h>\n"
                                     "nvmlReturn_t s = nvmlInit();\n"
                                     "#endif\n"
                                     "namespace fe = cudnn_frontend;\n");
  for (const char *Name :
       {"nvml.h", "nvmlReturn_t", "nvmlInit", "cudnn_frontend"}) {
    const Finding *F = named(Fs, Name);
    ASSERT_TRUE(F) << Name;
    EXPECT_EQ(F->verdict, Verdict::Unsupported) << Name;
  }
}

TEST(Migrate, NamesOfANamespaceThatIsNotDeclaredAreFindings) {
  RuleSet Rules = RuleSet::builtin();
  const char *Gone = "{ predefined: true, unsupported: { why: W., instead: I. "
                     "} }\n";
  std::string Yaml = "area: theirs\nfacade: false\nheaders: { lib.h: { facade: "
                     "false, unsupported: { why: W., instead: I. } } }\n"
                     "namespaces:\n";
  for (const char *Name : {"vendor", "\"vendor::lib\"", "lib"})
    Yaml += std::string("  ") + Name + ": " + Gone;
  Yaml += "members:\n";
  for (const char *Name : {"\"vendor::lib\"", "lib"})
    Yaml += std::string("  ") + Name + ":\n    round: " + Gone +
            "    other: " + Gone;
  ASSERT_FALSE(Rules.addText(Yaml, "theirs.yaml"));
  Project P;
  P.write("a.cu", "#include <lib.h>\n"
                  "using namespace vendor;\n"
                  "__device__ float f(float x) { return lib::round(x) "
                  "+ mine::other(x); }\n"
                  "__device__ float g(float x) { return "
                  "vendor::lib::round(x); }\n");
  std::vector<Finding> Fs = P.migrate({"a.cu"}, Rules).findings;
  EXPECT_TRUE(named(Fs, "vendor"));
  EXPECT_TRUE(named(Fs, "lib::round"));
  EXPECT_TRUE(named(Fs, "vendor::lib::round"));
  EXPECT_FALSE(named(Fs, "lib::other"));
}

/// The names of the findings of a source, each as often as it is found.
std::multiset<std::string> foundNames(llvm::StringRef Source,
                                      const char *Name = "a.cu") {
  std::multiset<std::string> Names;
  for (const Finding &F : findings(Source, Name))
    if (F.kind != Use::Kind::Header)
      Names.insert(F.name);
  return Names;
}

using NameSet = std::multiset<std::string>;

TEST(Migrate, EachQualifiedNameOfALibraryIsOneFinding) {
  EXPECT_EQ(
      foundNames(
          "void f(int *p) { thrust::sort(p, p + 3); }\n"
          "typedef cub::BlockReduce<int, 32> Reduce;\n"
          "template <class T> void g(T p) {\n"
          "  typename thrust::iterator_value<T>::type x;\n"
          "  cub::DeviceScan::template Sum<T>(p);\n"
          "}\n"
          "#define SORT(p) ::thrust::sort(p, p)\n"
          "#ifdef LATER\n"
          "auto r = cute::make_shape(1); cutlass::gemm::device::Gemm<int> h;\n"
          "nvstd::function<int()> k; nvinfer1::ILogger *l;\n"
          "nv::target::is_device; at::cuda::getCurrentCUDAStream();\n"
          "#endif\n"),
      (NameSet{"thrust::sort", "cub::BlockReduce", "thrust::iterator_value",
               "cub::DeviceScan::Sum", "thrust::sort", "cute::make_shape",
               "cutlass::gemm::device::Gemm", "nvstd::function",
               "nvinfer1::ILogger", "nv::target::is_device",
               "at::cuda::getCurrentCUDAStream"}));
}

TEST(Migrate, NamesThatStandForOnesOfALibraryAreFindings) {
  EXPECT_EQ(foundNames("using namespace thrust;\n"
                       "using cub::BlockReduce;\n"
                       "namespace two = cub;\n"
                       "void f(int *p) {\n"
                       "  two::DeviceScan::Sum(p);\n"
                       "  BlockReduce<int, 3> b;\n"
                       "}\n"),
            (NameSet{"thrust", "cub::BlockReduce", "cub",
                     "cub::DeviceScan::Sum", "cub::BlockReduce"}));
}

TEST(Migrate, NamesThatAMappedNamespaceLacksAreFindings) {
  std::vector<Finding> Fs =
      findings("#include <cuda/atomic>\n"
               "#include <cooperative_groups.h>\n"
               "namespace cg = cooperative_groups;\n"
               "void f() { cuda::later::thing(); cuda::std::size_t n; }\n"
               "#ifdef LATER\n"
               "void g() { cg::newest(1); cuda::std::tuple<int> t; }\n"
               "#endif\n");
  for (const char *Name : {"cuda::later", "cooperative_groups::newest"}) {
    const Finding *F = named(Fs, Name);
    ASSERT_TRUE(F) << Name;
    EXPECT_EQ(F->verdict, Verdict::Unknown) << Name;
  }
  EXPECT_FALSE(named(Fs, "cuda::std::tuple"));
  // A namespace of the source's own that is called so.
  EXPECT_EQ(foundNames("namespace cuda { void ours(); }\n"
                       "#ifdef LATER\n"
                       "void g() { cuda::ours(); }\n"
                       "#endif\n"),
            NameSet{});
}

TEST(Migrate, APlaceInTheWayOfANameIsNoNamespaceOfALibrary) {
  EXPECT_EQ(foundNames("namespace mine { namespace cub { void f(); } }\n"
                       "struct S { int thrust; };\n"
                       "#ifdef LATER\n"
                       "int g(S s) { mine::cub::f(); return s.thrust; }\n"
                       "#endif\n"
                       "void h() { mine::cub::f(); }\n"),
            NameSet{});
}

TEST(Migrate, WordsThatStandForTheDeviceInAMacrosCallAreFindings) {
  EXPECT_EQ(foundNames("TORCH_LIBRARY_IMPL(ours, CUDA, m) { m.impl(0); }\n"
                       "TORCH_LIBRARY_IMPL(ours, CPU, m) { m.impl(0); }\n"
                       "int CUDA;\n",
                       "a.cpp"),
            NameSet{"TORCH_LIBRARY_IMPL(CUDA)"});
}

TEST(Migrate, IntrinsicsThatNobodyDeclaresAreFindings) {
  EXPECT_EQ(
      foundNames("template <class T> __device__ T f(T a) {\n"
                 "  return __future_one(a, a);\n"
                 "}\n"
                 "#define TWO(x) __future_two(x)\n"
                 "#ifdef LATER\n"
                 "__device__ int g(int a) { return a * __future_three(a); }\n"
                 "#endif\n"
                 "int h(int a) { return __future_four(a); }\n"),
      (NameSet{"__device__", "__future_one", "__future_two", "__device__",
               "__future_three", "__future_four"}));
  EXPECT_EQ(
      foundNames("inline int __ours(int a) { return __builtin_ctz(a); }\n"
                 "template <class T> int f(T a) { return __ours(a); }\n"
                 "#ifdef LATER\n"
                 "static int __own(int a) { return a; }\n"
                 "int g(int a) __attribute__((__format__(__printf__, 1, 2)));\n"
                 "int h(int a) { return __own(a) + __ours(a) + "
                 "__builtin_clz(a) + __popcnt(a); }\n"
                 "#endif\n"),
      NameSet{});
}

TEST(Migrate, WhatClangMissesIsAFindingWhateverAnotherHeaderDefines) {
  Project P;
  P.write("vendor.h", "#define cudnnCreate hipblasCreate\n"
                      "#define cudnnCheck(x) check(x)\n");
  P.write("a.cu", "#ifdef USE_HIP\n"
                  "#include \"vendor.h\"\n"
                  "#endif\n"
                  "int f(int *h) { return cudnnCreate(h); }\n"
                  "#ifdef LATER\n"
                  "int g(int *h) { return cudnnCreate(h); }\n"
                  "#endif\n"
                  "#ifdef USE_HIP\n"
                  "int g(int *h) { return cudnnCheck(h); }\n"
                  "#endif\n");
  std::vector<unsigned> Lines;
  for (const Finding &F : P.migrate({"a.cu"}, rules(), {"vendor.h"}).findings)
    if (F.file == "a.cu" && F.name.rfind("cudnn", 0) == 0)
      Lines.push_back(F.line);
  EXPECT_EQ(Lines, (std::vector<unsigned>{4, 6}));
}

TEST(Migrate, ANameIsTheSourcesWhereTheHeaderThatDefinesItWasNotFound) {
  Project P;
  P.write("src/check.h", "#define CUDA_CHECK(x) (x)\n");
  P.write("a.cu", "#include \"check.h\"\n"
                  "int f() { return CUDA_CHECK(1); }\n");
  MigrationResult R = P.migrate({"a.cu"}, rules(), {"src/check.h"});
  EXPECT_FALSE(named(R.findings, "CUDA_CHECK"));
}

TEST(Migrate, ATypeThatNothingDeclaresIsNoVariableOfThatName) {
  for (const char *Source :
       {"static cufftResult (*f)(int);\n", "cufftResult (*f)(int);\n",
        "struct S { cufftResult (*f)(int); };\n", "extern cufftResult (f);\n",
        "typedef cufftResult (*f)(int);\n", "__host__ cufftResult (*f)(int);\n",
        "#define API\nAPI cufftResult (*f)(int);\n",
        "template <class T> cufftResult (*f)(T);\n",
        "void g() { static cufftResult (f); }\n"})
    EXPECT_EQ(foundNames(Source).count("cufftResult"), 1u) << Source;
  EXPECT_EQ(foundNames("static cufftResult (*f)(int);\n"
                       "cufftResult x;\n")
                .count("cufftResult"),
            2u);
  for (const char *Own :
       {"int cufftResult;\n", "struct cufftResult { int a; };\n"
                              "cufftResult (*f)(int);\n"})
    EXPECT_EQ(foundNames(Own).count("cufftResult"), 0u) << Own;
}

TEST(Migrate, AMacroThatOneUnitDefinesAwayIsRenamedAlongWithItsUses) {
  Project P;
  P.write("both.h", "#ifndef __CUDACC__\n"
                    "#define __host__\n"
                    "struct float2 { float x, y; };\n"
                    "#endif\n"
                    "__host__ inline float2 f(float2 a) { return a; }\n");
  P.write("a.cu", "#include <cuda_runtime.h>\n#include \"both.h\"\n");
  P.write("b.cpp", "#include \"both.h\"\n__host__ int g();\n");
  MigrationResult R = P.migrate({"a.cu", "b.cpp"});
  EXPECT_EQ(R.files["both.h"].migrated,
            "#ifndef CW_KERNEL_LANGUAGE\n"
            "#define CW_HOST\n"
            "struct float2 { float x, y; };\n"
            "#endif\n"
            "CW_HOST inline float2 f(float2 a) { return a; }\n");
  EXPECT_EQ(R.files["b.cpp"].migrated,
            "#include \"both.h\"\nCW_HOST int g();\n");
  const Finding *Type = named(R.findings, "float2");
  ASSERT_TRUE(Type);
  EXPECT_EQ(Type->verdict, Verdict::MappedReview);
}

TEST(Migrate, InlineAssemblyThatARuleKnowsBecomesCode) {
  EXPECT_EQ(
      migrated("#define READ(to) asm volatile(\"mov.u32 %0, %laneid;\\n\" : "
               "\"=r\"(to))\n"
               "__device__ unsigned f(unsigned *p, unsigned x) {\n"
               "  READ(p[0]);\n"
               "  asm(\"bfind.u32 %0,  %1;\" : \"=r\"(p[1]) : \"r\"(x >> 2));\n"
               "  return *p;\n"
               "}\n"),
      "#define READ(to) to = cw::lane_id()\n"
      "CW_DEVICE unsigned f(unsigned *p, unsigned x) {\n"
      "  READ(p[0]);\n"
      "  p[1] = cw::find_msb(x >> 2);\n"
      "  return *p;\n"
      "}\n");
}

TEST(Migrate, NamesOfALibraryShareItsHeadersVerdict) {
  std::vector<Finding> Fs = findings("#ifdef CUDNN_H_\n"
                                     "int f() { return CUDNN_STATUS_NEWEST; }\n"
                                     "#endif\n"
                                     "__device__ void g() {}\n");
  const Finding *F = named(Fs, "CUDNN_STATUS_NEWEST");
  ASSERT_TRUE(F);
  EXPECT_EQ(F->verdict, Verdict::Unsupported);
  EXPECT_EQ(F->area, "libs");
  EXPECT_NE(F->message.find("cuDNN"), std::string::npos);
}

TEST(Migrate, OtherInlineAssemblyIsAFinding) {
  std::vector<Finding> Fs =
      findings("__device__ unsigned f() { unsigned r; asm(\"mov.u32 %0, "
               "%pm0;\" : \"=r\"(r)); return r; }\n");
  ASSERT_TRUE(named(Fs, "inline_asm mov %pm0"));
  EXPECT_TRUE(named(Fs, "inline_asm mov %pm0")->isOpen());
}

TEST(Migrate, AssemblyIsNamedByItsInstructionsAndToldByTheirGroup) {
  struct Case {
    const char *text, *name, *message;
  };
  for (Case C :
       {Case{"wgmma.mma_async.sync.aligned.m64n8k16.f32.f16.f16 {%0}, 1, 2;",
             "wgmma.mma_async.sync", "matrix units"},
        Case{"ld.global.nc.L1::no_allocate.v4.f32 {%0, %0, %0, %0}, [%1];",
             "ld.global.nc.L1::no_allocate", "hint"},
        Case{"cp.async.bulk.shared::cluster.global [%0], [%1], 16;",
             "cp.async.bulk.shared::cluster.global", "while the thread"},
        Case{"{ .reg .pred p;\\n setp.eq.s32 p, %1, 0;\\n @p bra DONE%=;\\n "
             "add.s32 %0, %0, 5;\\n DONE%=: }",
             "setp.eq, bra, add", "branches"},
        Case{"{ .reg .u32 %%t; mov.u32 %%t, %1; add.u32 %0, %%t, %1; }",
             "mov, add", "arithmetic"},
        Case{"mov.u32 %0, %%smid; // which one\\n add.u32 %0, %0, 1;",
             "mov %smid, add", "special register"},
        Case{"%0", "", "one vendor"}}) {
    std::vector<Finding> Fs =
        findings(std::string("__device__ int f(int r) { asm volatile(\"") +
                 C.text + "\" : \"+r\"(r) : \"r\"(r)); return r; }\n");
    std::string Name = std::string("inline_asm ") + C.name;
    const Finding *F = named(Fs, llvm::StringRef(Name).rtrim());
    ASSERT_TRUE(F) << Name;
    EXPECT_EQ(F->verdict, Verdict::Unsupported);
    EXPECT_NE(F->message.find(C.message), std::string::npos) << F->message;
  }
}

TEST(Migrate, AssemblyThatNobodyParsesIsNamedToo) {
  std::vector<Finding> Fs = findings(
      "#define COPY(d, s) asm volatile(\"cp.async.cg.shared.global \" \\\n"
      "    \"[%0], [%1], 16;\" :: \"r\"(d), \"l\"(s))\n"
      "#ifdef FAST\n"
      "__device__ void f() {\n"
      "  __asm__ __volatile__(R\"(red.global.add.f32 [%0], 1;)\" : : );\n"
      "}\n"
      "#endif\n"
      "__device__ void g() {}\n");
  EXPECT_TRUE(named(Fs, "inline_asm cp.async.cg.shared.global"));
  EXPECT_TRUE(named(Fs, "inline_asm red.global.add"));
}

TEST(Migrate, AMacroOfAssemblyIsOneFindingWhateverItsCallsMakeOfIt) {
  std::vector<Finding> Fs = findings(
      "#define ATOM(op, p) asm volatile(\"red.global.\" #op \".u32 [%0], 1;\" "
      ":: \"l\"(p))\n"
      "__device__ void f(int *p) { ATOM(add, p); ATOM(max, p); }\n");
  EXPECT_EQ(llvm::count_if(Fs,
                           [](const Finding &F) {
                             return llvm::StringRef(F.name).starts_with(
                                 "inline_asm");
                           }),
            1);
}

TEST(Migrate, AssemblyOfTheHostsProcessorInAMacroIsNoFinding) {
  EXPECT_TRUE(
      findings("#define PAUSE() asm volatile(\"pause\")\n"
               "#define ADD(a, b) asm(\"add %1, %0\" : \"+r\"(a) : \"r\"(b))\n"
               "int f() { return 1; }\n",
               "a.cpp")
          .empty());
}

TEST(Migrate, AssemblyInMigratedDeviceCodeIsStillAFinding) {
  std::vector<Finding> Fs =
      findings("#include <cw/runtime.h>\n"
               "CW_DEVICE int f(int x) {\n"
               "  if (x) {\n"
               "    asm(\"mov.u32 %0, %pm0;\" : \"=r\"(x));\n"
               "  }\n"
               "  return x;\n"
               "}\n"
               "void host() { asm(\"nop\"); }\n",
               "a.cpp");
  ASSERT_EQ(Fs.size(), 1u);
  EXPECT_EQ(Fs[0].name, "inline_asm mov %pm0");
  EXPECT_EQ(Fs[0].line, 4u);
}

TEST(Migrate, AssemblyThatARuleKnowsBecomesCodeInMigratedCodeToo) {
  Project P;
  P.write("a.cpp", "#include <cw/runtime.h>\n"
                   "CW_KERNEL void k(unsigned *p) {\n"
                   "  asm(\"mov.u32 %0, %laneid;\" : \"=r\"(*p));\n"
                   "}\n");
  EXPECT_EQ(P.migrate({"a.cpp"}).files["a.cpp"].migrated,
            "#include <cw/runtime.h>\n"
            "CW_KERNEL void k(unsigned *p) {\n"
            "  *p = cw::lane_id();\n"
            "}\n");
}

TEST(Migrate, AssemblyThatIsKeptForOneBackendIsNoFinding) {
  for (const char *Name : {"a.cu", "a.cpp"})
    EXPECT_FALSE(named(findings("#include <cw/runtime.h>\n"
                                "CW_DEVICE unsigned f(unsigned r) {\n"
                                "#ifdef CW_BACKEND_CUDA\n"
                                "  asm(\"mov.u32 %0, %pm0;\" : \"=r\"(r));\n"
                                "#else\n"
                                "  asm(\"rdtsc\" : \"=a\"(r));\n"
                                "#endif\n"
                                "  return r;\n"
                                "}\n",
                                Name),
                       "inline_asm mov %pm0"))
        << Name;
}

TEST(Migrate, WhatIsKeptForOneBackendStays) {
  const char *Kept = "void f(void *p) {\n"
                     "#ifdef CW_BACKEND_CUDA\n"
                     "  k<<<1, 2>>>(p);\n"
                     "  cudaFree(p);\n"
                     "#else\n"
                     "  free(p);\n"
                     "#endif\n"
                     "}\n";
  EXPECT_EQ(migrated(Kept), Kept);
  EXPECT_TRUE(findings(Kept).empty());
}

TEST(Migrate, AHeaderOfTwoUnitsIsMergedOnce) {
  Project P;
  P.write("k.cuh", "#pragma once\n"
                   "#ifdef FAST\n"
                   "__device__ inline float f(float x) { return __expf(x); }\n"
                   "#else\n"
                   "__device__ inline float f(float x) { return rsqrtf(x); }\n"
                   "#endif\n");
  P.write("a.cu", "#define FAST\n#include \"k.cuh\"\n__global__ void a(float "
                  "*p) { *p = f(*p); }\n");
  P.write("b.cu",
          "#include \"k.cuh\"\n__global__ void b(float *p) { *p = f(*p); }\n");
  MigrationResult R = P.migrate({"a.cu", "b.cu"});
  EXPECT_EQ(R.files["k.cuh"].migrated,
            "#pragma once\n"
            "#ifdef FAST\n"
            "CW_DEVICE inline float f(float x) { return cw::fast_expf(x); }\n"
            "#else\n"
            "CW_DEVICE inline float f(float x) { return cw::rsqrtf(x); }\n"
            "#endif\n");
  for (const Finding &F : R.findings)
    EXPECT_NE(F.confidence, Confidence::Lexical) << F.name;
  EXPECT_EQ(R.files["a.cu"].newPath, "a.cpp");
}

TEST(Migrate, IncludesFollowRenamedFiles) {
  Project P;
  P.write("kernel.cu", "__global__ void k() {}\n");
  P.write("main.cu", "#include \"kernel.cu\"\nint main() { k<<<1, 1>>>(); }\n");
  MigrationResult R = P.migrate({"main.cu"});
  EXPECT_EQ(R.files["main.cu"].migrated,
            "#include <cw/runtime.h>\n#include \"kernel.cpp\"\nint main() { "
            "cw::launch<k>(1, 1)(); }\n");
  EXPECT_EQ(R.files["kernel.cu"].migrated,
            "#include <cw/runtime.h>\nCW_KERNEL void k() {}\n")
      << "it may be compiled by itself too";
}

TEST(Migrate, AnIncludeNamesWhatTheFileBecomes) {
  Project P;
  P.write("k/kernel.cu", "__global__ void k() {}\n");
  P.write("k/kernel.cpp", "int other;\n");
  P.write("main.cu", "#include \"k/kernel.cu\"\n"
                     "#ifdef NEVER\n#include \"./k/kernel.cu\"\n#endif\n");
  MigrationResult R = P.migrate({"main.cu"});
  EXPECT_EQ(R.files["k/kernel.cu"].newPath, "k/kernel.cu.cpp");
  EXPECT_EQ(R.files["main.cu"].migrated,
            "#include <cw/runtime.h>\n#include \"k/kernel.cu.cpp\"\n"
            "#ifdef NEVER\n#include \"./k/kernel.cu.cpp\"\n#endif\n");
}

// A file that no unit reads is not part of the result: nothing renames it.
TEST(Migrate, AnIncludeOfAFileThatStaysIsKept) {
  Project P;
  P.write("kernel.cu", "__global__ void k() {}\n");
  P.write("main.cu", "#ifdef NEVER\n#include \"kernel.cu\"\n#endif\n");
  MigrationResult R = P.migrate({"main.cu"});
  EXPECT_EQ(R.files["main.cu"].migrated,
            "#ifdef NEVER\n#include \"kernel.cu\"\n#endif\n");
}

TEST(OutputNames, AClashOfOneFileDoesNotMoveAnother) {
  std::set<std::string> Disk = {"a.cu", "a.cpp", "a.cu.cu"};
  FilesToName From;
  From.files = Disk;
  OutputNames Names(From,
                    [&](llvm::StringRef P) { return Disk.count(P.str()) > 0; });
  EXPECT_EQ(Names.of("a.cu.cu"), "a.cu.cpp");
  EXPECT_EQ(Names.of("a.cu"), "a.cu.2.cpp");
  EXPECT_EQ(Names.of("a.cpp"), "a.cpp");
  EXPECT_EQ(Names.notPlain(), std::set<std::string>{"a.cu"});
}

TEST(Migrate, CodeBeforeTheFirstCudaIncludeStillHasThePrelude) {
  Project P;
  P.write("a.cu", "#define N 3\n"
                  "void *f() { return NULL; }\n"
                  "#include <cuda_runtime.h>\n"
                  "void g() { cudaDeviceSynchronize(); }\n");
  EXPECT_EQ(P.migrate({"a.cu"}).files["a.cu"].migrated,
            "#include <cw/runtime.h>\n"
            "#define N 3\n"
            "void *f() { return NULL; }\n"
            "#include <cw/runtime.h>\n"
            "void g() { cwDeviceSynchronize(); }\n");
}

TEST(Migrate, AByteOrderMarkStaysInFront) {
  Project P;
  P.write("a.cu", "\xEF\xBB\xBF__global__ void k(float *x) {}\n");
  EXPECT_EQ(P.migrate({"a.cu"}).files["a.cu"].migrated,
            "\xEF\xBB\xBF#include <cw/runtime.h>\n"
            "CW_KERNEL void k(float *x) {}\n");
}

TEST(Migrate, AnIncludeThatIsAddedEndsAsTheLinesAroundItDo) {
  Project P;
  P.write("a.cu", "#include <math.h>\r\n__global__ void k(float *x) {}\r\n");
  EXPECT_EQ(P.migrate({"a.cu"}).files["a.cu"].migrated,
            "#include <cw/runtime.h>\r\n#include <math.h>\r\n"
            "CW_KERNEL void k(float *x) {}\r\n");
}

TEST(Migrate, ThePreludeComesBeforeAHeaderThatLeansOnIt) {
  const char *Unit = "#include \"outer.h\"\n"
                     "#include <cuda_runtime.h>\n"
                     "__global__ void k() { f(); }\n";
  auto Head = [&](const char *Inner) {
    Project P;
    P.write("outer.h", "#include \"inner.h\"\n");
    P.write("inner.h", Inner);
    P.write("a.cu", Unit);
    std::string Text = P.migrate({"a.cu"}).files["a.cu"].migrated;
    return Text.substr(0, Text.find('\n'));
  };
  EXPECT_EQ(Head("#ifdef __CUDACC__\n__device__ inline void f() {}\n#endif\n"),
            "#include <cw/runtime.h>");
  EXPECT_EQ(Head("#include <cuda_runtime.h>\n__device__ inline void f() {}\n"),
            "#include \"outer.h\"");
}

TEST(Migrate, CSourcesGetCNames) {
  Project P;
  P.write("a.c", "#include <cuda_runtime_api.h>\n"
                 "int f(void) { struct cudaDeviceProp p; float4 v; v.x = 0; "
                 "return cudaGetDeviceProperties(&p, 0) != cudaSuccess; }\n");
  EXPECT_EQ(P.migrate({"a.c"}).files["a.c"].migrated,
            "#include <cw/runtime.h>\n"
            "int f(void) { struct cwDeviceProp p; cw_float4 v; v.x = 0; return "
            "cwGetDeviceProperties(&p, 0) != cwSuccess; }\n");
}

TEST(Migrate, CSourcesMayCallWhatNoHeaderDeclares) {
  Project P;
  P.write("a.c", "void f() { cudaSetDevice(1); }\n");
  EXPECT_EQ(P.migrate({"a.c"}).files["a.c"].migrated,
            "void f() { cwSetDevice(1); }\n");
}

TEST(Migrate, TheUsersRulesWin) {
  RuleSet Rules = RuleSet::builtin();
  ASSERT_FALSE(Rules.addText("area: ours\n"
                             "functions:\n"
                             "  ourAlloc: { to: \"their_alloc($1, $0)\" }\n"
                             "  cudaFree: ourFree\n",
                             "ours.yaml"));
  Project P;
  P.write("a.cu", "void ourAlloc(void **p, int n);\n"
                  "void f(void *p) { ourAlloc(&p, cudaFree(p)); }\n");
  EXPECT_EQ(P.migrate({"a.cu"}, Rules).files["a.cu"].migrated,
            "#include <cw/runtime.h>\n"
            "void ourAlloc(void **p, int n);\n"
            "void f(void *p) { their_alloc(ourFree(p), &p); }\n");
}

TEST(Migrate, ASecondRunChangesNothing) {
  std::string Once = migrated(
      "__global__ void k(float4 *p) { p[threadIdx.x].x = min(1, 2); }\n"
      "void f(float4 *p) { k<<<1, 2>>>(p); cudaDeviceSynchronize(); }\n");
  Project P;
  P.write("a.cpp", Once);
  MigrationResult R = P.migrate({"a.cpp"});
  EXPECT_EQ(R.files["a.cpp"].migrated, Once);
  EXPECT_TRUE(R.findings.empty());
}

// ---- Broken and partial code -----------------------------------------------

TEST(Migrate, LinesThatABackslashContinuesStayApart) {
  EXPECT_EQ(migrated("#define USED(p) int used; \\\n"
                     "cudaFree(p)\n"
                     "#define NEVER \\\n"
                     "__device__ int f(); \\\r\n"
                     "cudaFr\\\n"
                     "ee(0)\n"
                     "__global__ void k() {}\n"
                     "#define RUN \\\n"
                     "k<<<1, 2>>>()\n"
                     "void g(void *p) { USED(p); RUN; }\n"),
            "#define USED(p) int used; \\\n"
            "cwFree(p)\n"
            "#define NEVER \\\n"
            "CW_DEVICE int f(); \\\r\n"
            "cwFree(0)\n"
            "CW_KERNEL void k() {}\n"
            "#define RUN \\\n"
            "cw::launch<k>(1, 2)()\n"
            "void g(void *p) { USED(p); RUN; }\n");
}

TEST(Migrate, AWordThatStandsLikeATypeIsOneInTextToo) {
  auto AsText = [](llvm::StringRef Code) {
    std::string Out = migrated(("#if 0\n" + Code + "\n#endif\n").str());
    llvm::StringRef Rest = Out;
    EXPECT_TRUE(Rest.consume_front("#if 0\n") &&
                Rest.consume_back("\n#endif\n"));
    return Rest.str();
  };
  for (auto [In, Out] :
       std::initializer_list<std::pair<const char *, const char *>>{
           {"void f(const half *p, int *q);",
            "void f(const cw::half *p, int *q);"},
           {"fragment<int, half> a; half b;",
            "fragment<int, cw::half> a; cw::half b;"},
           {"static_cast<half>(1);", "static_cast<cw::half>(1);"},
           {"g((half *)p);", "g((cw::half *)p);"},
           {"x = (half)1;", "x = (cw::half)1;"},
           {"half *p = q;", "cw::half *p = q;"},
           {"new half[3];", "new cw::half[3];"},
           {"#define T(half) f(half)\n#define P(x) \\\nhalf *x = q;",
            "#define T(half) f(half)\n#define P(x) \\\ncw::half *x = q;"},
           {"texture<float, 2> t;",
            "CW_MANAGED cw::texture_reference<float, 2> t;"}})
    EXPECT_EQ(AsText(In), Out);
  for (const char *Variable :
       {"for (int half = 8; half > 0; half /= 2) x[half] = half * 2;",
        "for (; half < n; half *= n) if (half) x = 1;", "return half * n;",
        "for (unsigned half ALIGNED = 8; half; half /= 2) x[half] = 1;",
        "typedef unsigned short half; half f(half *x);",
        "glBind(texture); if (texture < n) f(texture, 2);"})
    EXPECT_EQ(AsText(Variable), Variable);
}

TEST(Migrate, AWordThatIsCalledInDeviceCodeIsAFunctionInTextToo) {
  auto AsText = [](llvm::StringRef Code) {
    return migrated(("#if 0\n" + Code + "\n#endif\n").str());
  };
  EXPECT_EQ(AsText("__device__ int f(int a) { return min(a, 2) + max(a, 3); }\n"
                   "int host(int a) { return min(a, 2); }"),
            "#if 0\n"
            "CW_DEVICE int f(int a) { return cw::min(a, 2) + cw::max(a, 3); }\n"
            "int host(int a) { return min(a, 2); }\n"
            "#endif\n");
  for (const char *Own :
       {"__device__ int min(int a, int b) { return a < b ? a : b; }\n"
        "__device__ int f(int a) { return min(a, 2); }",
        "__device__ float norm(float3 v);\n__device__ float f(float3 v) { "
        "return norm(v); }",
        "__device__ int f(S s, S *p) { int min(int); return s.max(1) + "
        "p->max(1) + S::max(1) + min; }"}) {
    std::string Out = AsText(Own);
    EXPECT_EQ(Out.find("cw::m"), Out.npos) << Out;
    EXPECT_EQ(Out.find("cw::norm"), Out.npos) << Out;
  }
}

TEST(Migrate, AWordIsTheSourcesWhereAUnitThatReadsTheFileDeclaresIt) {
  const char *Later = "#ifdef LATER\n"
                      "__device__ int g(int a) { return max(a, 2); }\n"
                      "#endif\n";
  Project P;
  P.write("own.cuh",
          "__device__ inline int max(int a, long b) { return a; }\n");
  P.write("beside.cuh", Later);
  P.write("elsewhere.cuh", Later);
  P.write("a.cu", "#include \"own.cuh\"\n#include \"beside.cuh\"\n"
                  "__device__ int f(int a) { return max(a, 2l); }\n");
  P.write("b.cu", "#include \"elsewhere.cuh\"\n__global__ void k() {}\n");
  MigrationResult R = P.migrate({"a.cu", "b.cu"});
  EXPECT_NE(R.files["beside.cuh"].migrated.find("return max("),
            std::string::npos);
  EXPECT_NE(R.files["elsewhere.cuh"].migrated.find("return cw::max("),
            std::string::npos);
}

TEST(Migrate, BothSidesOfAConditionAreMigratedInOneRun) {
  EXPECT_EQ(migrated("void f(void *p) {\n"
                     "#if 1\n"
                     "  cudaFree(p);\n"
                     "#elif 2\n"
                     "  cudaFreeHost(p);\n"
                     "#else\n"
                     "  cudaDeviceReset();\n"
                     "#endif\n"
                     "}\n"),
            "void f(void *p) {\n"
            "#if 1\n"
            "  cwFree(p);\n"
            "#elif 2\n"
            "  cwFreeHost(p);\n"
            "#else\n"
            "  cwDeviceReset();\n"
            "#endif\n"
            "}\n");
}

TEST(Migrate, CodeForOtherPlatformsKeepsItsText) {
  const char *Windows = "#ifdef _WIN32\n"
                        "#include <windows.h>\n"
                        "#include <intrin.h>\n"
                        "static double now() { LARGE_INTEGER t; "
                        "QueryPerformanceCounter(&t); return t.QuadPart; }\n"
                        "#pragma comment(lib, \"cudart.lib\")\n"
                        "__declspec(dllexport) int min(int a, int b);\n"
                        "#endif\n";
  EXPECT_EQ(migrated(std::string("#include <cuda_runtime.h>\n") + Windows +
                     "void f(void *p) { cudaFree(p); }\n"),
            std::string(Windows) + "void f(void *p) { cwFree(p); }\n");
}

TEST(Migrate, WhatTheSourceDeclaresItselfIsNotRenamedAsText) {
  const char *Source = "void f(int cudaMalloc) { cudaMalloc = 1; }\n"
                       "#if 0\n"
                       "void g(int cudaMalloc) { cudaMalloc = 2; }\n"
                       "#endif\n";
  EXPECT_EQ(migrated(Source), Source);
  std::vector<Finding> Fs = findings(Source);
  ASSERT_TRUE(named(Fs, "cudaMalloc"));
  EXPECT_EQ(named(Fs, "cudaMalloc")->verdict, Verdict::MappedReview);
  EXPECT_NE(named(Fs, "cudaMalloc")->message.find("the source declares"),
            std::string::npos);
}

TEST(Migrate, WhatBareTextDeclaresKeepsItsName) {
  const char *Source = "#if 0\n"
                       "uint cudaSuccess = 0;\n"
                       "void f() { cudaSuccess += 1; }\n"
                       "#endif\n";
  EXPECT_EQ(migrated(Source), Source);
  const char *Function = "#if 0\n"
                         "static void cudaSuccess(int x);\n"
                         "void f() { cudaSuccess(1); }\n"
                         "#endif\n";
  EXPECT_EQ(migrated(Function), Function);
  const char *LikeAType = "#if 0\n"
                          "result cudaEvent_t(int x);\n"
                          "#endif\n";
  EXPECT_EQ(migrated(LikeAType), LikeAType);
  const char *Pointer = "#if 0\n"
                        "Step *cudaDeviceProp = next(cudaDeviceProp);\n"
                        "#endif\n";
  EXPECT_EQ(migrated(Pointer), Pointer);
  const char *Second = "#if 0\n"
                       "unsigned a = f(1, 2), cudaSuccess, b;\n"
                       "#endif\n";
  EXPECT_EQ(migrated(Second), Second);
  EXPECT_EQ(
      migrated(
          "#if 0\n"
          "int f(int a) { int b = g(a, cudaSuccess); return cudaSuccess; }\n"
          "dim3 g(const cudaStream_t);\n"
          "typedef void *cudaStream_t;\n"
          "typedef int cudaError_t;\n"
          "MACRO\n"
          "cudaFree(p);\n"
          "#endif\n"),
      "#if 0\n"
      "int f(int a) { int b = g(a, cwSuccess); return cwSuccess; }\n"
      "cw::dim3 g(const cwStream_t);\n"
      "typedef void *cwStream_t;\n"
      "typedef int cwError_t;\n"
      "MACRO\n"
      "cwFree(p);\n"
      "#endif\n");
}

TEST(Migrate, ALineMayEndInALoneCarriageReturn) {
  RuleSet Rules = RuleSet::builtin();
  ASSERT_FALSE(
      Rules.addText("area: mine\nheaders: { gone.h: null }\n", "mine.yaml"));
  Project P;
  P.write("a.cu", "#include <gone.h>\rint a; // one\n"
                  "#include <gone.h> // two\rint b;\n");
  EXPECT_EQ(P.migrate({"a.cu"}, Rules).files["a.cu"].migrated,
            "int a; // one\nint b;\n");
}

TEST(Migrate, TextIsRenamedWhereAParserHasSeenTheNameAsCudas) {
  Project P;
  P.write("a.cu", "void f(int cudaFree) { cudaFree = 1; }\n");
  P.write("b.cu", "void f(void *p) { cudaFree(p); }\n"
                  "#if 0\n"
                  "cudaFree(p);\n"
                  "#endif\n");
  MigrationResult R = P.migrate({"a.cu", "b.cu"});
  EXPECT_EQ(R.files["b.cu"].migrated, "#include <cw/runtime.h>\n"
                                      "void f(void *p) { cwFree(p); }\n"
                                      "#if 0\n"
                                      "cwFree(p);\n"
                                      "#endif\n");
}

TEST(Migrate, ALaunchThatNoParserSeesIsReadAsText) {
  // What is to become of one statement in a branch that is skipped.
  auto Skipped = [](const std::string &Statement) {
    std::string Text = migrated("#if 0\n" + Statement + "\n#endif\n");
    return Text.substr(6, Text.size() - 6 - 8);
  };
  EXPECT_EQ(Skipped("k<<<grid, dim3(8, 8)>>>(x, y);"),
            "cw::launch(CW_DEDUCE(k), grid, cw::dim3(8, 8))(x, y);");
  EXPECT_EQ(
      Skipped("if (n > 0) ns::k<T, (N >> 1)> <<< n, f(1, 2), 0, s >>> (x);"),
      "if (n > 0) cw::launch(CW_DEDUCE(ns::k<T, (N >> 1)>), n, f(1, 2), "
      "0, s)(x);");
  EXPECT_EQ(Skipped("else k<V<int>><<<a,\n    b>>>(x);"),
            "else cw::launch(CW_DEDUCE(k<V<int>>), a,\n    b)(x);");
  EXPECT_EQ(Skipped("#define RUN(name, ...) name<<<1, 2>>>(__VA_ARGS__)"),
            "#define RUN(name, ...) cw::launch(CW_DEDUCE(name), 1, "
            "2)(__VA_ARGS__)");
  // What the text does not say clearly stays.
  for (const char *Unclear :
       {"(*f)<<<1, 2>>>(x);", "x k<<<1, 2>>>(x);", "k<<<1>>>(x);",
        "k<<<1, 2>>>;", "k<<<1, 2;", "k<<<1, // one\n 2>>>(x);",
        "k<<<1, 2, 3, 4, 5>>>(x);", "<<<1, 2>>>(x);"})
    EXPECT_EQ(Skipped(Unclear), Unclear);
}

TEST(Migrate, ALaunchInTextOfAKnownFunctionNamesIt) {
  const char *Skipped = "#if 0\n"
                        "plain<<<1, 2>>>(x);\n"
                        "generic<<<1, 2>>>(x);\n"
                        "twice<<<1, 2>>>(x);\n"
                        "#endif\n";
  std::string Kernels = "__global__ void plain(int *) {}\n"
                        "template <class T> __global__ void generic(T *) {}\n"
                        "__global__ void twice(int *) {}\n"
                        "__global__ void twice(char *) {}\n";
  std::string Text = migrated(Kernels + Skipped);
  EXPECT_EQ(Text.substr(Text.find("#if 0")),
            "#if 0\n"
            "cw::launch<plain>(1, 2)(x);\n"
            "cw::launch(CW_DEDUCE(generic), 1, 2)(x);\n"
            "cw::launch(CW_DEDUCE(twice), 1, 2)(x);\n"
            "#endif\n");
  std::vector<Finding> Fs = findings(Kernels + Skipped);
  EXPECT_EQ(named(Fs, "launch_named")->verdict, Verdict::Mapped);
  EXPECT_EQ(named(Fs, "launch_unresolved")->verdict, Verdict::MappedReview);
}

TEST(Migrate, WhatMayBeTheSourcesOwnKeepsItsNameOnceAFileIsMigrated) {
  const char *Once = "#if 0\n"
                     "void f(cw::int2 cudaMalloc.x, Particle &cudaFree);\n"
                     "int a = (b >cudaMemset);\n"
                     "#endif\n";
  EXPECT_EQ(migrated(Once), Once);
  // What can only be a use is still one.
  EXPECT_EQ(migrated("#if 0\n"
                     "static cudaStream_t s = f(cwSuccess, cudaSuccess);\n"
                     "#endif\n"),
            "#if 0\n"
            "static cwStream_t s = f(cwSuccess, cwSuccess);\n"
            "#endif\n");
}

TEST(Migrate, TheNewPreludeIsIncludedOnceWhereItsHeaderIsMissing) {
  // A launch that could not be rewritten makes the second run's unit CUDA.
  const char *Once = "#include <cw/runtime.h>\n"
                     "CW_KERNEL void k(int);\n"
                     "void f() { k<<<1>>>(; }\n";
  Project P;
  P.write("a.cu", Once);
  P.write("b.cu", std::string("#include \"h.h\"\n") + Once);
  P.write(
      "h.h",
      "#include <cw/runtime.h>\n#define GONE cudaGraphicsGLRegisterBuffer\n");
  MigrationResult R = P.migrate({"a.cu", "b.cu"});
  EXPECT_EQ(R.files["a.cu"].migrated, Once);
  EXPECT_EQ(R.files["b.cu"].migrated, std::string("#include \"h.h\"\n") + Once);
}

TEST(Migrate, OptionsThatClangRefusesAreNamedAndLoseNoFile) {
  Project P;
  P.write("a.cu", "void f(void *p) { cudaFree(p); }\n");
  for (std::vector<std::string> Args :
       {std::vector<std::string>{"-fms-nonsense"},
        {"--sysroot", "--", "-stdlib=none"}}) { // leaves the driver without job
    MigrationOptions Options;
    Options.root = P.Root;
    Options.units = {{P.Root + "/a.cu", P.Root, Args}};
    auto R = causeway::migrate(rules(), Options);
    ASSERT_TRUE(bool(R));
    EXPECT_NE(R->files["a.cu"].migrated.find("{ cwFree(p); }"),
              std::string::npos);
    ASSERT_FALSE(R->diagnostics.empty()) << Args[0];
    EXPECT_EQ(R->diagnostics[0].file, "a.cu");
  }
}

/// With rules that drop an include and move arguments.
std::string migratedByOurs(llvm::StringRef Source) {
  RuleSet Rules = RuleSet::builtin();
  if (Rules.addText("area: ours\n"
                    "headers: { ours.h: null, cstdlib: found.h, "
                    "missing.h: found.h }\n"
                    "functions:\n"
                    "  swapped: { to: \"$1.swap($0)\" }\n",
                    "ours.yaml"))
    return "bad rules";
  Project P;
  P.write("a.cpp", Source);
  return P.migrate({"a.cpp"}, Rules).files["a.cpp"].migrated;
}

TEST(Migrate, TheUsersRuleForAHeaderHoldsWhetherItIsFoundOrNot) {
  EXPECT_EQ(migratedByOurs("#include <cstdlib>\n"
                           "#include \"missing.h\"\n"
                           "#if 0\n"
                           "#include <cstdlib>\n"
                           "#endif\n"
                           "int x;\n"),
            "#include <found.h>\n"
            "#include <found.h>\n"
            "#if 0\n"
            "#include <found.h>\n"
            "#endif\n"
            "int x;\n");
}

TEST(Migrate, AHeaderWithoutAPortableFormIsAFindingWhereTheMachineHasIt) {
  Project P;
  P.write("src/a.cu", "#include <nccl.h>\n#include \"npp.h\"\n");
  P.write("src/npp.h", "int ours;\n");
  P.write("installed/nccl.h", "int theirs;\n");
  MigrationOptions Options;
  Options.root = P.Root + "/src";
  Options.units = {
      {P.Root + "/src/a.cu", P.Root, {"-I" + P.Root + "/installed"}}};
  auto R = causeway::migrate(rules(), Options);
  ASSERT_TRUE(bool(R));
  const Finding *F = named(R->findings, "nccl.h");
  ASSERT_TRUE(F);
  EXPECT_EQ(F->verdict, Verdict::Unsupported);
  EXPECT_FALSE(named(R->findings, "npp.h"));
}

/// A folder that looks like a CUDA SDK's, whose headers would take the facade's
/// place and declare what no rule knows.
void writeSdk(Project &P, std::string Folder) {
  for (const char *Name : {"cuda_runtime.h", "cuda_runtime_api.h",
                           "driver_types.h", "vector_types.h", "cudaGL.h"})
    P.write(Folder + "/" + Name,
            "#pragma once\nint cudaMalloc(void **, unsigned long);\n");
  P.write(Folder + "/cudnn.h", "typedef void *cudnnHandle_t;\n");
  P.write(Folder + "/thrust/detail/config.h", "namespace thrust {}\n");
}

MigrationResult migrateWith(Project &P, std::vector<std::string> Args,
                            const std::string &Root, const char *Unit,
                            const std::string &CudaPath = "") {
  MigrationOptions Options;
  Options.root = Root;
  Options.cudaPath = CudaPath;
  Options.units = {{Root + "/" + Unit, Root, std::move(Args)}};
  auto R = causeway::migrate(rules(), Options);
  EXPECT_TRUE(bool(R));
  return R ? std::move(*R) : MigrationResult();
}

TEST(Migrate, NoWayOfNamingAnSdkHidesAUse) {
  Project P;
  writeSdk(P, "sdk/include");
  llvm::sys::fs::create_link(P.Root + "/sdk", P.Root + "/link");
  P.write("src/a.cpp", "#include <cuda_runtime.h>\n"
                       "void f(void **p) { cudaMalloc(p, 4); }\n");
  std::string Sdk = P.Root + "/sdk/include";
  std::vector<std::vector<std::string>> Ways = {
      {"-isystem", Sdk},
      {"-isystem=" + Sdk},
      {"-I" + Sdk},
      {"-I" + P.Root + "/link/include"},
      {"-I../sdk/include"},
      {"-idirafter", Sdk},
      {"-iquote", Sdk},
      {"-include", Sdk + "/cuda_runtime.h"},
      {"-include", "../link/include/cuda_runtime_api.h"}};
  for (const auto &Way : Ways) {
    MigrationResult R = migrateWith(P, Way, P.Root + "/src", "a.cpp");
    EXPECT_EQ(R.files["a.cpp"].migrated,
              "#include <cw/runtime.h>\n"
              "void f(void **p) { cwMalloc(p, 4); }\n")
        << Way.back();
    EXPECT_TRUE(R.diagnostics.empty()) << Way.back();
  }
}

TEST(Migrate, AnSdkInTheTreeHidesNoUse) {
  Project P;
  writeSdk(P, "third_party/cuda/include");
  P.write("a.cpp", "#include <cuda_runtime.h>\n"
                   "void f(void **p) { cudaMalloc(p, 4); }\n");
  for (std::string How : {"-I", "-isystem"}) {
    MigrationResult R = migrateWith(
        P, {How + P.Root + "/third_party/cuda/include"}, P.Root, "a.cpp");
    EXPECT_TRUE(named(R.findings, "cudaMalloc")) << How;
    EXPECT_TRUE(named(R.findings, "cuda_runtime.h")) << How;
  }
}

TEST(Migrate, AHeaderOfAnSdkThatIsNamedByItsPathIsTheFacades) {
  Project P;
  writeSdk(P, "sdk/include");
  P.write("src/a.cpp", "#include \"../sdk/include/cuda_runtime.h\"\n"
                       "#include \"" +
                           P.Root +
                           "/sdk/include/cudnn.h\"\n"
                           "void f(void **p) { cudaMalloc(p, 4); }\n");
  MigrationResult R = migrateWith(P, {}, P.Root + "/src", "a.cpp");
  EXPECT_TRUE(named(R.findings, "cudaMalloc"));
  const Finding *F = named(R.findings, "cudnn.h");
  ASSERT_TRUE(F);
  EXPECT_EQ(F->verdict, Verdict::Unsupported);
  EXPECT_TRUE(llvm::StringRef(R.files["a.cpp"].migrated)
                  .starts_with("#include <cw/runtime.h>\n"));
}

TEST(Migrate, AHeaderCopiedFromAnSdkIsTheFacades) {
  Project P;
  P.write("cuda_fp16.h", "/* Copyright NVIDIA Corporation */\n"
                         "typedef int theirs;\n");
  P.write("mma.h", "typedef int ours;\n");
  P.write("a.cu", "#include \"cuda_fp16.h\"\n#include \"mma.h\"\n"
                  "ours x;\n__half *y;\n");
  MigrationResult R = P.migrate({"a.cu"});
  EXPECT_TRUE(R.diagnostics.empty());
  EXPECT_TRUE(named(R.findings, "__half"));
  EXPECT_FALSE(named(R.findings, "mma.h"));
}

TEST(Migrate, OnlyWhatIsAnSdksIsHiddenInAFolderThatItShares) {
  Project P;
  writeSdk(P, "usr/include");
  for (int I = 0; I < 9; ++I)
    P.write("usr/include/zlib" + std::to_string(I) + ".h", "typedef int z;\n");
  P.write("src/a.cu", "#include <zlib1.h>\n#include <thrust/detail/config.h>\n"
                      "z x;\nvoid f(void **p) { cudaMalloc(p, 4); }\n");
  MigrationResult R =
      migrateWith(P, {"-I../usr/include"}, P.Root + "/src", "a.cu");
  EXPECT_TRUE(named(R.findings, "cudaMalloc"));
  EXPECT_TRUE(named(R.findings, "thrust/detail/config.h"));
  for (const SourceDiagnostic &D : R.diagnostics)
    EXPECT_NE(D.line, 3u) << D.message;
}

TEST(Migrate, UsesAreFoundInASecondSdkThanTheOneThatWasNamed) {
  Project P;
  writeSdk(P, "one/include");
  writeSdk(P, "two/include");
  P.write("src/a.cpp", "#include <cuda_runtime.h>\n"
                       "void f(void **p) { cudaMalloc(p, 4); }\n");
  MigrationResult R = migrateWith(P, {"-I" + P.Root + "/two/include"},
                                  P.Root + "/src", "a.cpp", P.Root + "/one");
  EXPECT_TRUE(named(R.findings, "cudaMalloc"));
  EXPECT_TRUE(named(R.findings, "cuda_runtime.h"));
}

TEST(Migrate, AQuestionForAHeaderIsAUseOfIt) {
  Project P;
  P.write("a.cu", "#if __has_include(<cuda_fp16.h>)\nint x;\n#endif\n"
                  "#if __has_include(<cudnn.h>)\nint y;\n#endif\n");
  MigrationResult R = P.migrate({"a.cu"});
  EXPECT_TRUE(llvm::StringRef(R.files["a.cu"].migrated)
                  .contains("#if __has_include(<cw/half.h>)\n"));
  EXPECT_TRUE(named(R.findings, "cudnn.h"));
}

TEST(Migrate, AHeaderWithoutAPortableFormIsNoMissingFile) {
  Project P;
  P.write("a.cu", "#include <cudnn.h>\n");
  MigrationResult R = P.migrate({"a.cu"});
  EXPECT_TRUE(R.diagnostics.empty());
  EXPECT_TRUE(named(R.findings, "cudnn.h"));
}

TEST(Migrate, AnIncludeThatGoesTakesItsLineAndNoMore) {
  EXPECT_EQ(migratedByOurs("#include <ours.h> // all of it\nint x;\n"),
            "int x;\n");
  EXPECT_EQ(migratedByOurs("int x;\n#include <ours.h>"), "int x;\n");
  EXPECT_EQ(migratedByOurs("#include <ours.h> // one \\\n  two\nint x;\n"),
            "int x;\n");
  EXPECT_EQ(migratedByOurs("#include <ours.h> /* runs\n on */\nint x;\n"),
            " /* runs\n on */\nint x;\n");
  EXPECT_EQ(migratedByOurs("#if 0\n%:include <ours.h>\n#endif\nint x;\n"),
            "#if 0\n#endif\nint x;\n");
}

// ---- Other vendors' branches -----------------------------------------------

TEST(Migrate, WhatOnlyAnotherVendorsBuildCompilesStaysAndCostsNothing) {
  const char *Theirs[] = {
      "#ifdef USE_HIP\n", "#if defined(__HIP_PLATFORM_AMD__)\n",
      "#if USE_ROCM && !defined(X)\n",
      "#if defined(GGML_USE_MUSA) || defined(GGML_USE_HIP)\n",
      "#ifdef SYCL_LANGUAGE_VERSION\n"};
  for (std::string If : Theirs) {
    std::string Branch =
        If + "  cudaFree(p); cudnnCreate(&h); k<<<1, 2>>>(p);\n";
    Project P;
    P.write("a.cu", "void f(void *p) {\n" + Branch +
                        "#else\n  cudaFree(p);\n#endif\n}\n");
    MigrationResult R = P.migrate({"a.cu"});
    EXPECT_EQ(R.files["a.cu"].migrated,
              "#include <cw/runtime.h>\nvoid f(void *p) {\n" + Branch +
                  "#else\n  cwFree(p);\n#endif\n}\n");
    for (const Finding &F : R.findings)
      EXPECT_FALSE(F.isOpen()) << If << F.name;
  }
}

TEST(Migrate, ABranchThatCudasBuildMayCompileIsNoOtherVendors) {
  for (const char *If :
       {"#if defined(USE_HIP) || defined(MORE)\n", "#ifndef USE_HIP\n",
        "#ifdef __HIP_PLATFORM_NVIDIA__\n", "#ifdef USE_CUDA_OR_HIP\n",
        "#ifdef MICROCHIP\n"})
    EXPECT_EQ(migrated(std::string(If) + "void f(void *p) { cudaFree(p); }\n"
                                         "#endif\n"),
              std::string(If) + "void f(void *p) { cwFree(p); }\n#endif\n");
}

// ---- Whose a name is, where nobody parses it -------------------------------

TEST(Migrate, AMacroUnderAConditionHoldsWhereAStricterOneDoes) {
  std::vector<Finding> Fs =
      findings("#ifdef MULTI\n"
               "#define ncclCheck(e) (check(e, __LINE__))\n"
               "#endif\n"
               "void f() {\n"
               "#if MULTI > 1 && X\n"
               "  ncclCheck(ncclGroupStart());\n"
               "#endif\n"
               "}\n");
  EXPECT_FALSE(named(Fs, "ncclCheck"));
  EXPECT_TRUE(named(Fs, "ncclGroupStart"));
}

TEST(Migrate, AFunctionThatOnlyTextDefinesIsTheSourcesOwn) {
  Project P;
  P.write("own.h", "#ifdef WITH_NCCL\n"
                   "static inline void ncclCheckAll(int a) { use(a); }\n"
                   "#define cudnnTry(e) do { if (e) stop(); } while (0)\n"
                   "#endif\n");
  P.write("a.cu", "#ifdef MULTI\n"
                  "void f() { ncclCheckAll(1); cudnnTry(1); cudnnSgemm(2); }\n"
                  "#endif\n"
                  "__device__ void g() {}\n");
  std::vector<Finding> Fs = P.migrate({"a.cu"}, rules(), {"own.h"}).findings;
  EXPECT_FALSE(named(Fs, "ncclCheckAll"));
  EXPECT_FALSE(named(Fs, "cudnnTry"));
  EXPECT_TRUE(named(Fs, "cudnnSgemm"));
}

TEST(Migrate, WhatAnotherVendorsHeaderDefinesIsNotTheSourcesOwn) {
  Project P;
  P.write("hip.h", "#define cudnnSgemm hipblasSgemm\n"
                   "#define cudnnCreate(h) hipblasCreate(h)\n"
                   "#ifdef USE_HIP\n"
                   "static void ncclGroupStart() { go(); }\n"
                   "#endif\n");
  P.write("a.cu",
          "#ifdef MULTI\n"
          "void f() { cudnnSgemm(1); cudnnCreate(2); ncclGroupStart(); }\n"
          "#endif\n"
          "__device__ void g() {}\n");
  std::vector<Finding> Fs = P.migrate({"a.cu"}, rules(), {"hip.h"}).findings;
  for (const char *Name : {"cudnnSgemm", "cudnnCreate", "ncclGroupStart"})
    EXPECT_TRUE(named(Fs, Name)) << Name;
}

TEST(Migrate, BareNamesOfANamespaceThatIsOpenedAreFindings) {
  const char *Use = "using namespace thrust;\n"
                    "using namespace cub;\n"
                    "void f(device_vector<int> &v) {\n"
                    "  int count = 3;\n"
                    "  sort(v.begin(), v.end());\n"
                    "  DeviceReduce::Sum(v);\n"
                    "  v.fill(count < 2, plus<int>());\n"
                    "}\n"
                    "template <class T> void g(T &v) { return reduce(v); }\n";
  for (std::string Text : {std::string("#ifdef X\n") + Use + "#endif\n",
                           std::string("#include \"missing.h\"\n") + Use,
                           std::string("#include <thrust/sort.h>\n") + Use}) {
    std::vector<Finding> Fs = findings(Text);
    for (const char *Name :
         {"thrust::device_vector", "thrust::sort", "cub::DeviceReduce::Sum",
          "thrust::plus", "thrust::reduce"}) {
      ASSERT_TRUE(named(Fs, Name)) << Name << " in\n" << Text;
      EXPECT_EQ(named(Fs, Name)->verdict, Verdict::Unsupported);
    }
    EXPECT_FALSE(named(Fs, "thrust::count"));
    EXPECT_FALSE(named(Fs, "thrust::fill"));
  }
}

TEST(Migrate, BareNamesOfTheSourcesOwnAreNoFindings) {
  std::vector<Finding> Fs = findings("#include <thrust/sort.h>\n"
                                     "using namespace thrust;\n"
                                     "static void sort(int *a) { a[0] = 1; }\n"
                                     "void f(int *a) { sort(a); }\n"
                                     "#ifdef X\n"
                                     "void g(int *a) { sort(a); }\n"
                                     "#endif\n");
  EXPECT_FALSE(named(Fs, "thrust::sort"));
}

TEST(Migrate, AMissingDeclarationThatIsAFindingIsNoErrorToo) {
  Project P;
  P.write("a.cu", "cudnnHandle_t handle;\n"
                  "void f() { cudnnFoo(handle); }\n"
                  "using namespace thrust;\n"
                  "other_t mine;\n");
  MigrationResult R = P.migrate({"a.cu"});
  EXPECT_TRUE(named(R.findings, "cudnnHandle_t"));
  EXPECT_TRUE(named(R.findings, "cudnnFoo"));
  ASSERT_EQ(R.diagnostics.size(), 1u);
  EXPECT_NE(R.diagnostics[0].message.find("other_t"), std::string::npos);
}

// ---- Words of the language --------------------------------------------------

TEST(Migrate, AttributesOfClangsBecomeWordsOfTheLanguage) {
  EXPECT_EQ(
      migrated("#define DEV __attribute__((device))\n"
               "#ifdef OLD\n"
               "#define GLB __attribute__((global))\n"
               "#endif\n"
               "DEV int f(int x) { return x; }\n"
               "__attribute__((global)) __attribute__((launch_bounds(64)))\n"
               "void k(int *o) {\n"
               "  __attribute__((shared)) int s;\n"
               "  extern __attribute__((shared)) int all[];\n"
               "  s = all[0] = f(*o);\n"
               "}\n"
               "struct __attribute__((aligned(8))) A { int a; };\n"),
      "#define DEV CW_DEVICE\n"
      "#ifdef OLD\n"
      "#define GLB CW_KERNEL\n"
      "#endif\n"
      "DEV int f(int x) { return x; }\n"
      "CW_KERNEL CW_LAUNCH_BOUNDS(64)\n"
      "void k(int *o) {\n"
      "  CW_SHARED int s;\n"
      "  CW_DYNAMIC_SHARED(int, all);\n"
      "  s = all[0] = f(*o);\n"
      "}\n"
      "struct __attribute__((aligned(8))) A { int a; };\n");
}

TEST(Migrate, TagsBehindHandlesAreRenamedWhereverTheyAreDeclared) {
  Project P;
  P.write("run.h", "struct CUstream_st;\n"
                   "typedef struct CUevent_st *event;\n"
                   "void run(CUstream_st *s);\n");
  P.write("host.cpp", "#include \"run.h\"\n"
                      "void go() { run(nullptr); }\n");
  P.write("a.cu", "#include \"run.h\"\n"
                  "void run(CUstream_st *s) { cudaStreamSynchronize(s); }\n");
  MigrationResult R = P.migrate({"host.cpp", "a.cu"});
  EXPECT_EQ(R.files["run.h"].migrated, "struct cwStream_st;\n"
                                       "typedef struct cwEvent_st *event;\n"
                                       "void run(cwStream_st *s);\n");
  EXPECT_EQ(R.files["a.cu"].migrated,
            "#include <cw/runtime.h>\n"
            "#include \"run.h\"\n"
            "void run(cwStream_st *s) { cwStreamSynchronize(s); }\n");
}

TEST(Migrate, MarkersOfTheMakersOwnHeadersGo) {
  EXPECT_EQ(migrated("__device_builtin__ int a;\n"
                     "struct __device_builtin__ __cudart_builtin__ B {};\n"
                     "int CUDARTAPI f(int)\n"
                     "    __inline_hint__;\n"
                     "#ifdef X\n"
                     "extern __device_builtin__\n"
                     "int c;\n"
                     "#endif\n"),
            "int a;\n"
            "struct B {};\n"
            "int f(int)\n"
            "    ;\n"
            "#ifdef X\n"
            "extern\n"
            "int c;\n"
            "#endif\n");
}

TEST(Migrate, AMarkerThatADirectiveAsksForIsReported) {
  std::vector<Finding> Fs = findings("#ifdef __device_builtin__\n"
                                     "int a;\n"
                                     "#endif\n");
  ASSERT_TRUE(named(Fs, "__device_builtin__"));
  EXPECT_TRUE(named(Fs, "__device_builtin__")->isOpen());
}

TEST(Migrate, KernelsThatAreTemplatesAreLaunchedByDeviceCodeToo) {
  EXPECT_EQ(
      migrated("template <int D> __global__ void tree(int *o, float2 f) {\n"
               "  if constexpr (D > 0) tree<D - 1><<<1, 1>>>(o, f);\n"
               "}\n"
               "template <class T> __global__ void other(T *o) {}\n"
               "__global__ void k(int *o) {\n"
               "  tree<4><<<1, 1>>>(o, {});\n"
               "  if (*o) other <<<2, 3>>> (o);\n"
               "}\n"),
      "template <int D> CW_KERNEL void tree(int *o, cw::float2 f) {\n"
      "  if constexpr (D > 0) cw::launch<tree<D - 1>>(1, 1)(o, f);\n"
      "}\n"
      "template <class T> CW_KERNEL void other(T *o) {}\n"
      "CW_KERNEL void k(int *o) {\n"
      "  cw::launch(CW_DEDUCE(tree<4>), 1, 1)(o, cw::float2{});\n"
      "  if (*o) cw::launch(CW_DEDUCE(other), 2, 3)(o);\n"
      "}\n");
}

TEST(Migrate, ALaunchsArgumentsThatHaveNoTypeGetTheKernels) {
  EXPECT_EQ(
      migrated(
          "#include <cstddef>\n"
          "namespace n { struct V { int a, b; };\n"
          "template <class T> __global__ void k(T *o, const float *w, const V "
          "&v, float2 f, int n, T l) {} }\n"
          "template <class T> auto twice(T v) { return v; }\n"
          "template <class T> void run(T *d, T v) {\n"
          "  n::k<<<1, 1>>>(d, NULL, {1, 2}, {}, 0, twice(v));\n"
          "  n::k<<<1, 1>>>(d, 0, n::V{1, 2}, {.5f}, {3}, twice(v));\n"
          "}\n"),
      "#include <cstddef>\n"
      "namespace n { struct V { int a, b; };\n"
      "template <class T> CW_KERNEL void k(T *o, const float *w, const V &v, "
      "cw::float2 f, int n, T l) {} }\n"
      "template <class T> auto twice(T v) { return v; }\n"
      "template <class T> void run(T *d, T v) {\n"
      "  cw::launch(CW_DEDUCE(n::k), 1, 1)(d, nullptr, n::V{1, 2}, "
      "cw::float2{}, 0, twice(v));\n"
      "  cw::launch(CW_DEDUCE(n::k), 1, 1)(d, nullptr, n::V{1, 2}, "
      "cw::float2{.5f}, int{3}, twice(v));\n"
      "}\n");
}

TEST(Migrate, ALaunchWhoseArgumentsHaveNoTypeIsReported) {
  for (const char *Argument : {"NULL", "0", "{1, 2}"}) {
    std::vector<Finding> Fs = findings(
        std::string("struct V { int a, b; };\n"
                    "template <class T, class U> __global__ void "
                    "k(T *o, const float *w, U v) {}\n"
                    "template <class T, class U> __global__ void "
                    "k(T *o, int w, U v, int x = 0) {}\n"
                    "template <class T, class U> __global__ void "
                    "l(T *o, V w, U v) {}\n"
                    "template <class T, class U> __global__ void "
                    "l(T *o, float2 w, U v) {}\n"
                    "template <class T> auto twice(T v) { return v; }\n"
                    "template <class T> void run(T *d, T v) { ") +
        (*Argument == '{' ? "l" : "k") + "<<<1, 1>>>(d, " + Argument +
        ", twice(v)); }\n");
    const Finding *F = named(Fs, "launch_untyped");
    ASSERT_TRUE(F) << Argument;
    EXPECT_TRUE(F->isOpen());
    EXPECT_NE(F->message.find("nullptr"), std::string::npos);
  }
  EXPECT_FALSE(named(
      findings(
          "template <class T> __global__ void k(T *o, int n) {}\n"
          "template <class T> auto twice(T v) { return v; }\n"
          "template <class T> void run(T *d) { k<<<1, 1>>>(twice(d), 0); }\n"),
      "launch_untyped"));
}

TEST(Migrate, ATargetIsShownWithoutPlaceholders) {
  for (const Finding &F :
       findings("#define LAUNCH(k) k<<<1, 1\n"
                "__global__ void k() {}\n"
                "void f() { LAUNCH(k)>>>(); }\n"
                "#ifdef X\n"
                "void g() { a[i] <<< 1, 2 >>> (); b<<<(1>>>(); }\n"
                "#endif\n"))
    EXPECT_EQ(F.replacement.find('$'), std::string::npos) << F.replacement;
}

TEST(Migrate, NamesThatNoHeaderOfTheFacadeHasAreToldApart) {
  std::vector<Finding> Fs =
      findings("#ifdef X\n"
               "void f() { nvrtcGetTypeName<int>(&s); cuFileRead(h); }\n"
               "CUoutput_mode mode;\n"
               "__device__ int g() { return __nvvm_reflect(\"__CUDA_FTZ\"); }\n"
               "#endif\n"
               "__device__ void h() {}\n");
  for (const char *Name :
       {"nvrtcGetTypeName", "cuFileRead", "CUoutput_mode", "__nvvm_reflect"}) {
    ASSERT_TRUE(named(Fs, Name)) << Name;
    EXPECT_EQ(named(Fs, Name)->verdict, Verdict::Unsupported) << Name;
  }
}

} // namespace
} // namespace causeway
