// What the engine makes of code that bakes in 32 lanes: the source, what it
// becomes, and the findings in their order, with a + where they edit.
// SPDX-License-Identifier: Apache-2.0
#include "engine/Migration.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace causeway {
namespace {

const RuleSet &rules() {
  static RuleSet *Rules = new RuleSet(RuleSet::builtin());
  return *Rules;
}

struct Outcome {
  std::string text;
  std::string found;
};

/// Migrates `Source` as one of the units in a folder of its own.
Outcome migrated(llvm::StringRef Source, const char *Name = "a.cu",
                 std::vector<std::pair<std::string, std::string>> More = {},
                 const RuleSet &Rules = rules()) {
  llvm::SmallString<128> Made, Root;
  llvm::sys::fs::createUniqueDirectory("causeway-test", Made);
  llvm::sys::fs::real_path(Made, Root);
  More.emplace_back(Name, Source.str());
  MigrationOptions Options;
  Options.root = Root.str().str();
  for (const auto &[File, Text] : More) {
    std::string Path = Options.root + "/" + File;
    std::error_code EC;
    llvm::raw_fd_ostream(Path, EC) << Text;
    if (!llvm::StringRef(File).ends_with(".cuh"))
      Options.units.push_back({Path, Options.root, {}});
  }
  MigrationResult R = llvm::cantFail(migrate(Rules, Options));
  llvm::sys::fs::remove_directories(Root);
  for (const SourceDiagnostic &D : R.diagnostics)
    if (!llvm::StringRef(D.file).ends_with(".cpp")) // which lacks the shim
      ADD_FAILURE() << D.file << ":" << D.line << ": " << D.message;
  Outcome O;
  llvm::StringRef Text = R.files[Name].migrated;
  Text.consume_front("#include <cw/runtime.h>\n");
  O.text = Text.str();
  for (const Finding &F : R.findings)
    if (F.kind == Use::Kind::WarpWidth && F.file == Name) {
      O.found += (O.found.empty() ? "" : " ") + F.name;
      O.found += F.edits.empty() ? "" : "+";
      EXPECT_EQ(F.confidence, Confidence::Ast);
      EXPECT_EQ(F.verdict, F.name == "warp_mask" && !F.edits.empty()
                               ? Verdict::Mapped
                               : Verdict::MappedReview)
          << F.name;
    }
  return O;
}

// ---- One kernel
// --------------------------------------------------------------

constexpr llvm::StringLiteral In =
    "__global__ void k(int *x, int n, unsigned word) {\n";
constexpr llvm::StringLiteral Out =
    "CW_KERNEL void k(int *x, int n, unsigned word) {\n";

struct Case {
  const char *name, *in, *out, *found;
};
void PrintTo(const Case &C, std::ostream *OS) { *OS << C.name; }

class WarpWidth : public testing::TestWithParam<Case> {};

TEST_P(WarpWidth, InAKernel) {
  const Case &C = GetParam();
  Outcome O = migrated((In + C.in + "\n}\n").str());
  EXPECT_EQ(O.text, (Out + C.out + "\n}\n").str());
  EXPECT_EQ(O.found, C.found);
}

INSTANTIATE_TEST_SUITE_P(
    All, WarpWidth,
    testing::Values(
        Case{"MaskBesideANumber", "word = n < 9 ? __ballot_sync(word, n) : 0;",
             "word = n < 9 ? unsigned(cw::ballot(word, n)) : 0;",
             "warp_bits warp_value+"},
        Case{"MasksInBothBranchesStayMasks",
             "x[0] = __popc(n ? __ballot_sync(word, n) : __activemask());",
             "x[0] = cw::popc(n ? cw::ballot(word, n) : cw::active_mask());",
             ""},
        Case{"MaskForADeducedType",
             "auto f = [](auto v) { return v; }; f(__activemask() & 7);",
             "auto f = [](auto v) { return v; }; "
             "f(unsigned(cw::active_mask() & 7));",
             "warp_value+"},
        Case{"MaskForAnOverload", "x[0] = max(__activemask(), 1u);",
             "x[0] = cw::max(unsigned(cw::active_mask()), 1u);", "warp_value+"},
        Case{"MaskInAutoForAnOverload",
             "auto m = __activemask(); x[0] = __popc(m) + max(m, 1u);",
             "auto m = cw::active_mask(); "
             "x[0] = cw::popc(m) + cw::max(unsigned(m), 1u);",
             "warp_value+"},
        Case{"MaskForVarargs", "printf(\"%x\", __activemask());",
             "printf(\"%x\", unsigned(cw::active_mask()));", "warp_value+"},
        Case{"MaskInBraces", "unsigned long long m{__activemask() | 1};",
             "unsigned long long m{unsigned(cw::active_mask() | 1)};",
             "warp_value+"},
        Case{"MaskForABitField",
             "struct { unsigned b : 8; } s = {}; s.b |= __activemask();",
             "struct { unsigned b : 8; } s = {}; "
             "s.b |= unsigned(cw::active_mask());",
             "warp_value+"},
        Case{"MaskAsIndexAndInOperators",
             "x[__activemask() & 3] = __activemask() * 2 % 5;",
             "x[cw::active_mask() & 3] = cw::active_mask() * 2 % 5;", ""},
        Case{"MaskByAMacro",
             "#define MASK __activemask()\n  x[0] = max(MASK, 1u);",
             "#define MASK unsigned(cw::active_mask())\n  x[0] = cw::max(MASK, "
             "1u);",
             "warp_value+"},
        Case{"LaneByMask",
             "x[n] = __shfl_sync(0xffffffff, n, threadIdx.x & 31);",
             "x[n] = cw::shfl(cw::full_warp(), n, cw::thread_idx().x & "
             "(cw::warp_lanes() - 1));",
             "warp_mask+ warp_last_lane+"},
        Case{"LaneByRemainder",
             "int lane = threadIdx.x % 32; if (lane == 31) x[0] = "
             "__any_sync(~0u, n);",
             "int lane = cw::thread_idx().x % cw::warp_lanes(); if (lane == "
             "(cw::warp_lanes() - 1)) x[0] = cw::any(cw::full_warp(), n);",
             "warp_size+ warp_last_lane+ warp_mask+"},
        Case{"WarpOfAnIndexInAVariable",
             "int tid = blockIdx.x * blockDim.x + threadIdx.x;\n"
             "int warp = tid / 32;\n"
             "x[warp * 32] = __all_sync(-1, n);",
             "int tid = cw::block_idx().x * cw::block_dim().x + "
             "cw::thread_idx().x;\n"
             "int warp = tid / cw::warp_lanes();\n"
             "x[warp * cw::warp_lanes()] = cw::all(cw::full_warp(), n);",
             "warp_size+ warp_size+ warp_mask+"},
        Case{"FirstThreadOfAWarp",
             "x[threadIdx.x & ~31] = __all_sync((unsigned)-1, n);",
             "x[cw::thread_idx().x & ~(cw::warp_lanes() - 1)] = "
             "cw::all(cw::full_warp(), n);",
             "warp_last_lane+ warp_mask+"},
        Case{"UnsignedShift",
             "x[threadIdx.x >> 5] = __activemask() ? 1 : "
             "__shfl_sync(0xFFFFFFFFu, n, 31);",
             "x[cw::thread_idx().x / cw::warp_lanes()] = cw::active_mask() ? 1 "
             ": cw::shfl(cw::full_warp(), n, (cw::warp_lanes() - 1));",
             "warp_divide+ warp_mask+ warp_last_lane+"},
        Case{"SignedShiftStays",
             "int tid = threadIdx.x; x[tid >> 5] = __any_sync(-1, tid % 32);",
             "int tid = cw::thread_idx().x; x[tid >> 5] = "
             "cw::any(cw::full_warp(), tid % 32);",
             "warp_divide warp_mask+ warp_size"},
        Case{"ShiftOfASumStays",
             "x[threadIdx.x + word >> 5] = __any_sync(-1, n);",
             "x[cw::thread_idx().x + word >> 5] = cw::any(cw::full_warp(), n);",
             "warp_divide warp_mask+"},
        Case{"UnsignedNumberWithSignedIndexStays",
             "int tid = threadIdx.x; x[tid / 32u] = __any_sync(-1, n);",
             "int tid = cw::thread_idx().x; x[tid / 32u] = "
             "cw::any(cw::full_warp(), n);",
             "warp_size warp_mask+"},
        Case{"LoopDownFromHalf",
             "for (int off = 16; off > 0; off >>= 1) n += "
             "__shfl_down_sync(-1, n, off);",
             "for (int off = cw::warp_lanes() / 2; off > 0; off >>= 1) n += "
             "cw::shfl_down(cw::full_warp(), n, off);",
             "warp_half+ warp_mask+"},
        Case{"LoopUpToAll",
             "for (int off = 1; off < 32; off *= 2) n += __shfl_up_sync(-1, n, "
             "off);",
             "for (int off = 1; off < cw::warp_lanes(); off *= 2) n += "
             "cw::shfl_up(cw::full_warp(), n, off);",
             "warp_size+ warp_mask+"},
        Case{"StepsWrittenOutStay",
             "n += __shfl_xor_sync(-1, n, 16); n += __shfl_xor_sync(-1, n, 8); "
             "x[threadIdx.x / 32] = n;",
             "n += cw::shfl_xor(cw::full_warp(), n, 16); n += "
             "cw::shfl_xor(cw::full_warp(), n, 8); x[cw::thread_idx().x / 32] "
             "= n;",
             "warp_mask+ warp_half warp_mask+ warp_size"},
        Case{"WidthStays", "x[0] = __shfl_down_sync(-1, n, 8, 32);",
             "x[0] = cw::shfl_down(cw::full_warp(), n, 8, 32);",
             "warp_mask+ warp_width"},
        Case{"StrideOfALane",
             "for (int i = threadIdx.x % 32; i < n; i += 32) n += "
             "__shfl_sync(-1, x[i], 0);",
             "for (int i = cw::thread_idx().x % cw::warp_lanes(); i < n; i += "
             "cw::warp_lanes()) n += cw::shfl(cw::full_warp(), x[i], 0);",
             "warp_size+ warp_size+ warp_mask+"},
        Case{"WarpsOfABlockRoundedUp",
             "x[(blockDim.x + 31) / 32] = __any_sync(-1, (blockDim.x + 32 - 1) "
             "/ 32);",
             "x[(cw::block_dim().x + (cw::warp_lanes() - 1)) / "
             "cw::warp_lanes()] = cw::any(cw::full_warp(), (cw::block_dim().x "
             "+ cw::warp_lanes() - 1) / cw::warp_lanes());",
             "warp_last_lane+ warp_size+ warp_mask+ warp_size+ warp_size+"},
        Case{"MaskIn32Bits",
             "unsigned m = __ballot_sync(-1, n); x[0] = __popc(m); x[1] = "
             "__popc(__ballot_sync(-1, n)); auto whole = __activemask();",
             "unsigned m = cw::ballot(cw::full_warp(), n); x[0] = cw::popc(m); "
             "x[1] = cw::popc(cw::ballot(cw::full_warp(), n)); auto whole = "
             "cw::active_mask();",
             "warp_bits warp_mask+ warp_mask+"},
        Case{"MaskInAnElement", "x[0] = __ballot_sync(-1, n) & word;",
             "x[0] = cw::ballot(cw::full_warp(), n) & word;",
             "warp_bits warp_mask+"},
        Case{"MaskPutTogether", "x[0] = __any_sync((1u << n) - 1, n);",
             "x[0] = cw::any((1u << n) - 1, n);", "warp_bits"},
        Case{"SetOfOneLane",
             "x[1 << threadIdx.x % warpSize] = __any_sync(-1, n);",
             "x[1 << cw::thread_idx().x % cw::warp_size()] = "
             "cw::any(cw::full_warp(), n);",
             "warp_bits warp_mask+"},
        Case{"PartialsInSharedMemory",
             "__shared__ int part[32]; int lane = threadIdx.x % 32; "
             "part[threadIdx.x / 32] = __any_sync(-1, part[lane]);",
             "CW_STATIC_SHARED(part, int part[32]); int lane = "
             "cw::thread_idx().x % 32; "
             "part[cw::thread_idx().x / 32] = cw::any(cw::full_warp(), "
             "part[lane]);",
             "warp_array warp_size warp_size warp_mask+"},
        Case{"FirstWarpOnly", "if (threadIdx.x < 32) x[0] = __any_sync(-1, n);",
             "if (cw::thread_idx().x < 32) x[0] = cw::any(cw::full_warp(), n);",
             "warp_size warp_mask+"},
        Case{"NothingExchanged", "x[threadIdx.x / 32] = n;",
             "x[cw::thread_idx().x / 32] = n;", "warp_size"},
        Case{"LaneFromAssembly",
             "unsigned lane; asm(\"mov.u32 %0, %%laneid;\" : \"=r\"(lane)); "
             "if (lane < 32) x[lane + 32] = __any_sync(-1, n);",
             "unsigned lane; lane = cw::lane_id(); if (lane < "
             "cw::warp_lanes()) x[lane + cw::warp_lanes()] = "
             "cw::any(cw::full_warp(), n);",
             "warp_size+ warp_size+ warp_mask+"},
        Case{"RowsOf32Stay",
             "int lane = threadIdx.x & 31; for (int i = lane * 4; i < n; i += "
             "32 * 4) x[lane + n * 32] = __any_sync(-1, x[i]);",
             "int lane = cw::thread_idx().x & 31; for (int i = lane * 4; i < "
             "n; i += 32 * 4) x[lane + n * 32] = cw::any(cw::full_warp(), "
             "x[i]);",
             "warp_last_lane warp_size warp_size warp_mask+"},
        Case{"ALayoutOfLanesStays",
             "int lane = threadIdx.x & 31; x[lane >> 2] = __any_sync(-1, "
             "lane);",
             "int lane = cw::thread_idx().x & 31; x[lane >> 2] = "
             "cw::any(cw::full_warp(), lane);",
             "warp_last_lane warp_mask+"},
        Case{"ACountOfWarpsStays",
             "if (threadIdx.x / 32 < 4) x[0] = __any_sync(-1, n);",
             "if (cw::thread_idx().x / 32 < 4) x[0] = cw::any(cw::full_warp(), "
             "n);",
             "warp_size warp_mask+"},
        Case{"RowsOfAnArrayByLane",
             "__shared__ int s[4][32]; s[n][threadIdx.x % 32] = __any_sync(-1, "
             "n);",
             "CW_STATIC_SHARED(s, int s[4][32]); s[n][cw::thread_idx().x % 32] "
             "= "
             "cw::any(cw::full_warp(), n);",
             "warp_array warp_size warp_mask+"},
        Case{"VolatileStepsInLockstep",
             "extern __shared__ volatile int s[]; s[n] += s[n + 16]; if (n > "
             "8) s[n] = s[n] + s[n + 8];",
             "CW_DYNAMIC_SHARED(volatile int, s); s[n] += s[n + 16]; if (n > "
             "8) s[n] = s[n] + s[n + 8];",
             "warp_synchronous"},
        Case{
            "VolatileStepsOfPointers",
            "extern __shared__ volatile int s[]; volatile int *p = s + 1; int "
            "v = 1; *(p + n) = v = v + *(p + n + 16); p[n] = v = v + p[n + 8];",
            "CW_DYNAMIC_SHARED(volatile int, s); volatile int *p = s + 1; int "
            "v = 1; *(p + n) = v = v + *(p + n + 16); p[n] = v = v + p[n + 8];",
            "warp_synchronous"},
        Case{"VolatileStepsOfRows",
             "__shared__ volatile int s[2][8]; s[0][n] += s[0][n + 2]; s[0][n] "
             "+= s[0][n + 1];",
             "CW_STATIC_SHARED(s, volatile int s[2][8]); s[0][n] += s[0][n + "
             "2]; s[0][n] "
             "+= s[0][n + 1];",
             "warp_synchronous"},
        Case{
            "VolatileStepsInALoop",
            "volatile int *s = x; for (int o = 8; o; o /= 2) s[n] += s[n + o];",
            "volatile int *s = x; for (int o = 8; o; o /= 2) s[n] += s[n + o];",
            "warp_synchronous"},
        Case{"VolatileScan",
             "extern __shared__ volatile int s[]; int v = 1; s[n] = v; if (n > "
             "0) v += s[n - 1]; s[n] = v;",
             "CW_DYNAMIC_SHARED(volatile int, s); int v = 1; s[n] = v; if (n > "
             "0) v += s[n - 1]; s[n] = v;",
             "warp_synchronous"},
        Case{"VolatileMaximum",
             "extern __shared__ volatile int s[]; s[n] = max(s[n], s[n + 8]); "
             "s[n] = max(s[n], s[n + 4]);",
             "CW_DYNAMIC_SHARED(volatile int, s); s[n] = cw::max(s[n], s[n + "
             "8]); s[n] = cw::max(s[n], s[n + 4]);",
             "warp_synchronous"},
        Case{"VolatileStepsWithBarriers",
             "volatile int *s = x; for (int o = 8; o; o /= 2) { s[n] += s[n + "
             "o]; __syncwarp(); } s[n] += s[n + 1]; __syncthreads(); s[n] += "
             "s[n + 2]; s[n] = s[n] + 1;",
             "volatile int *s = x; for (int o = 8; o; o /= 2) { s[n] += s[n + "
             "o]; cw::sync_warp(); } s[n] += s[n + 1]; cw::barrier(); s[n] += "
             "s[n + 2]; s[n] = s[n] + 1;",
             ""},
        Case{"VolatileResultOfOneThread",
             "extern __shared__ volatile int s[]; s[n] += s[n + 1]; if (n == "
             "0) *x = s[0];",
             "CW_DYNAMIC_SHARED(volatile int, s); s[n] += s[n + 1]; if (n == "
             "0) *x = s[0];",
             ""},
        Case{"VolatileFlagsOfBlocks",
             "volatile int *s = x; s[n] = 1; while (s[n - 1] == 0) ; x[1] = "
             "s[n - 1];",
             "volatile int *s = x; s[n] = 1; while (s[n - 1] == 0) ; x[1] = "
             "s[n - 1];",
             ""},
        // Nothing proves that these count lanes:
        Case{"ABucketForEachOf32Threads",
             "x[threadIdx.x & 31] = __any_sync(-1, n);",
             "x[cw::thread_idx().x & 31] = cw::any(cw::full_warp(), n);",
             "warp_last_lane warp_mask+"},
        Case{"BlocksOf32Weights",
             "int v = x[threadIdx.x / 32] * (threadIdx.x % 32); for (int o = "
             "16; o; o /= 2) v += __shfl_xor_sync(-1, v, o);",
             "int v = x[cw::thread_idx().x / 32] * (cw::thread_idx().x % 32); "
             "for (int o = 16; o; o /= 2) v += cw::shfl_xor(cw::full_warp(), "
             "v, o);",
             "warp_size warp_size warp_half warp_mask+"},
        Case{"ATableThatIsCleared",
             "if (threadIdx.x % 32 == 0) x[threadIdx.x / 32] = 0; n = "
             "__any_sync(-1, n);",
             "if (cw::thread_idx().x % 32 == 0) x[cw::thread_idx().x / 32] = "
             "0; n = cw::any(cw::full_warp(), n);",
             "warp_size warp_size warp_mask+"},
        Case{"AHashOfTheIndex",
             "unsigned h = threadIdx.x ^ threadIdx.x / 32; x[h % 64] = n; n = "
             "__any_sync(-1, n);",
             "unsigned h = cw::thread_idx().x ^ cw::thread_idx().x / 32; x[h % "
             "64] = n; n = cw::any(cw::full_warp(), n);",
             "warp_size warp_mask+"},
        Case{"OneNumberWithTwoMeanings",
             "int i = threadIdx.x % 32; n = __shfl_sync(-1, word >> i, i);",
             "int i = cw::thread_idx().x % 32; n = cw::shfl(cw::full_warp(), "
             "word >> i, i);",
             "warp_size warp_mask+"},
        // Bits of words, beside numbers that count lanes:
        Case{"ABitOfAWord",
             "unsigned i = threadIdx.x; n = (x[i / 32] >> (i & 31)) & 1; for "
             "(int o = 16; o; o /= 2) n += __shfl_xor_sync(-1, n, o); if (i % "
             "32 == 0) x[n] = n;",
             "unsigned i = cw::thread_idx().x; n = (x[i / 32] >> (i & 31)) & "
             "1; for (int o = cw::warp_lanes() / 2; o; o /= 2) n += "
             "cw::shfl_xor(cw::full_warp(), n, o); if (i % cw::warp_lanes() == "
             "0) x[n] = n;",
             "warp_half+ warp_mask+ warp_size+"},
        Case{"ABitOfAWordByVariables",
             "int word_ = threadIdx.x >> 5, bit = threadIdx.x % 32; n = "
             "__any_sync(-1, x[word_] >> bit & 1);",
             "int word_ = cw::thread_idx().x >> 5, bit = cw::thread_idx().x % "
             "32; n = cw::any(cw::full_warp(), x[word_] >> bit & 1);",
             "warp_mask+"},
        Case{"ABitThatIsSet",
             "int i = blockIdx.x * blockDim.x + threadIdx.x; "
             "atomicOr(&x[i / 32], 1 << (i & 31)); x[i >> 5] |= 1u << i % 32; "
             "n = __any_sync(-1, x[i / 32] & (1u << (i % 32)));",
             "int i = cw::block_idx().x * cw::block_dim().x + "
             "cw::thread_idx().x; cw::atomic_or(&x[i / 32], 1 << (i & 31)); "
             "x[i >> 5] |= 1u << i % 32; n = cw::any(cw::full_warp(), x[i / "
             "32] & (1u << (i % 32)));",
             "warp_mask+"},
        Case{"ARotatedWord",
             "n = __any_sync(-1, word << (threadIdx.x & 31) | word >> 4);",
             "n = cw::any(cw::full_warp(), word << (cw::thread_idx().x & 31) | "
             "word >> 4);",
             "warp_mask+"},
        // Nothing to find:
        Case{"Bits", "x[word >> 5] |= 1 << (word & 31); x[n / 32] = n % 32;",
             "x[word >> 5] |= 1 << (word & 31); x[n / 32] = n % 32;", ""},
        Case{"AnElementByIndex",
             "int v = x[threadIdx.x]; x[v >> 5] = __any_sync(v, v & 31);",
             "int v = x[cw::thread_idx().x]; x[v >> 5] = cw::any(v, v & 31);",
             ""},
        Case{"AnotherSize",
             "__shared__ int s[32]; s[threadIdx.x] = threadIdx.x % 16; if "
             "(threadIdx.x < 32) x[0] = s[threadIdx.y & 31];",
             "CW_STATIC_SHARED(s, int s[32]); s[cw::thread_idx().x] = "
             "cw::thread_idx().x "
             "% 16; if (cw::thread_idx().x < 32) x[0] = s[cw::thread_idx().y & "
             "31];",
             ""},
        Case{"PartOfAWarp",
             "for (int i = 8; i; i /= 2) n += __shfl_xor_sync(0xffff, n, i); "
             "for (int i = 16; i; --i) x[i] = n;",
             "for (int i = 8; i; i /= 2) n += cw::shfl_xor(0xffff, n, i); for "
             "(int i = 16; i; --i) x[i] = n;",
             ""},
        Case{"SizeByItsName",
             "int lane = threadIdx.x % warpSize; x[lane] = "
             "__shfl_sync(__activemask(), n, warpSize - 1);",
             "int lane = cw::thread_idx().x % cw::warp_size(); x[lane] = "
             "cw::shfl(cw::active_mask(), n, cw::warp_size() - 1);",
             ""}),
    [](const auto &Info) { return std::string(Info.param.name); });

// ---- More than one function, names, files
// ------------------------------------

TEST(WarpWidth, HostCodeIsLeftAlone) {
  llvm::StringRef Host = "int f(int threads, unsigned word) {\n"
                         "  const int WARP_SIZE = 32;\n"
                         "  return (threads + 31) / 32 + word % WARP_SIZE;\n"
                         "}\n";
  Outcome O =
      migrated((Host + "void g() { cudaDeviceSynchronize(); }\n").str());
  EXPECT_EQ(O.text, (Host + "void g() { cwDeviceSynchronize(); }\n").str());
  EXPECT_EQ(O.found, "");
}

TEST(WarpWidth, FunctionsThatCallEachOtherChangeTogether) {
  llvm::StringRef Kernel =
      "__global__ void k(float *x) {\n"
      "  float v = sum(x[threadIdx.x]);\n"
      "  if (threadIdx.x % 32 == 0) x[threadIdx.x / 32] = v;\n"
      "}\n";
  EXPECT_EQ(migrated(("template <class T> __device__ T sum(T v) {\n"
                      "  for (int o = 16; o; o /= 2)\n"
                      "    v += __shfl_down_sync(0xffffffff, v, o);\n"
                      "  return v;\n"
                      "}\n" +
                      Kernel)
                         .str())
                .text,
            "template <class T> CW_DEVICE T sum(T v) {\n"
            "  for (int o = cw::warp_lanes() / 2; o; o /= 2)\n"
            "    v += cw::shfl_down(cw::full_warp(), v, o);\n"
            "  return v;\n"
            "}\n"
            "CW_KERNEL void k(float *x) {\n"
            "  float v = sum(x[cw::thread_idx().x]);\n"
            "  if (cw::thread_idx().x % cw::warp_lanes() == 0) "
            "x[cw::thread_idx().x / cw::warp_lanes()] = v;\n"
            "}\n");
  // The width stays, and with it everything.
  EXPECT_EQ(migrated(("__device__ float sum(float v) {\n"
                      "  for (int o = 16; o; o /= 2)\n"
                      "    v += __shfl_down_sync(0xffffffff, v, o, 32);\n"
                      "  return v;\n"
                      "}\n" +
                      Kernel)
                         .str())
                .found,
            "warp_half warp_mask+ warp_width warp_size warp_size");
}

TEST(WarpWidth, ParametersAreWhatTheCallsPass) {
  llvm::StringRef Source =
      "__device__ int next(int lane) { return __shfl_sync(-1, 1, lane + 1) + "
      "(lane == 31); }\n"
      "__device__ int wordOf(int bit) { return bit >> 5; }\n"
      "template <class T> __device__ T both(T v, int tid) { return next(tid % "
      "32); }\n"
      "__global__ void k(int *x) {\n"
      "  x[0] = both(x[0], threadIdx.x) + wordOf(threadIdx.x) + wordOf(x[1]);\n"
      "}\n";
  EXPECT_EQ(migrated(Source).found, "warp_mask+ warp_last_lane+ warp_size+");
}

TEST(WarpWidth, AMacroMayBeTheBarrierOfVolatileSteps) {
  EXPECT_EQ(migrated("#define WAIT __syncthreads()\n"
                     "__device__ void f(volatile int *s, int t) {\n"
                     "  s[t] += s[t + 2]; WAIT; s[t] += s[t + 1];\n"
                     "}\n")
                .found,
            "");
}

TEST(WarpWidth, VolatileElementsAtConstantPlacesAreNotOfLanes) {
  EXPECT_EQ(migrated("__global__ void k(int *x) {\n"
                     "  volatile int *ends = x;\n"
                     "  ends[0] = min(ends[0], 3); ends[1] = max(ends[1], 4);\n"
                     "}\n")
                .found,
            "");
}

TEST(WarpWidth, VolatileStepsInATemplateCountOnLockstep) {
  EXPECT_EQ(migrated("template <class T, int N> __device__ void reduce("
                     "volatile T *s, int t) {\n"
                     "  if (N >= 32) s[t] += s[t + 16];\n"
                     "  if (N >= 16) s[t] += s[t + 8];\n"
                     "  s[t] += s[t + 4];\n"
                     "}\n")
                .found,
            "warp_synchronous");
}

TEST(WarpWidth, AMacroThatIsAlwaysAMaskChangesOnce) {
  Outcome O = migrated(
      "#define FULL (0xffffffff)\n"
      "#define VOTE(x) __any_sync(FULL, x)\n"
      "__global__ void k(int *x) { x[0] = VOTE(1) + __all_sync(FULL, 1); }\n");
  EXPECT_EQ(O.text, "#define FULL cw::full_warp()\n"
                    "#define VOTE(x) cw::any(FULL, x)\n"
                    "CW_KERNEL void k(int *x) { x[0] = VOTE(1) + "
                    "cw::all(FULL, 1); }\n");
  EXPECT_EQ(O.found, "warp_mask+");
}

TEST(WarpWidth, AMacroThatIsOtherThingsTooStays) {
  Outcome O = migrated("#define ONES 0xffffffff\n"
                       "__global__ void k(unsigned *x) { x[0] = "
                       "__any_sync(ONES, 1) ^ ONES; }\n");
  EXPECT_EQ(O.text, "#define ONES 0xffffffff\n"
                    "CW_KERNEL void k(unsigned *x) { x[0] = cw::any(ONES, 1) ^ "
                    "ONES; }\n");
  EXPECT_EQ(O.found, "warp_mask");
}

TEST(WarpWidth, ANamedNumberIsFoundWhereItIsDefined) {
  Outcome O = migrated(
      "#define WARP_SIZE 32\n"
      "constexpr int kWarpShift = 5;\n"
      "#define TILE 32\n"
      "constexpr int plane = 32, NUM_WARPS = 32, ROWS_PER_WARP = 32;\n"
      "__global__ void k(int *x) {\n"
      "  x[threadIdx.x % WARP_SIZE] = __shfl_sync(-1, x[0], WARP_SIZE - 1);\n"
      "  x[threadIdx.x >> kWarpShift] = x[threadIdx.x / 32];\n"
      "  x[threadIdx.x % TILE] = threadIdx.x / plane + NUM_WARPS / "
      "ROWS_PER_WARP;\n"
      "}\n");
  EXPECT_EQ(O.found, "warp_constant warp_constant warp_mask+ warp_size");
}

TEST(WarpWidth, CodeForTheDeviceOnlyCounts) {
  llvm::StringRef Source = "#define FULL 0xffffffff\n"
                           "__global__ void k(int *x) {\n"
                           "  x[threadIdx.x % 32] = __any_sync(FULL, 1);\n"
                           "#ifdef __CUDA_ARCH__\n"
                           "  x[0] = FULL + __shfl_sync(-1, 1, 1, 32);\n"
                           "#endif\n"
                           "}\n";
  EXPECT_EQ(migrated(Source).found,
            "warp_mask warp_size warp_mask+ warp_width");
  EXPECT_EQ(migrated("#define WARP_SIZE 32\n"
                     "__global__ void k(int *x) {\n"
                     "#ifdef __CUDA_ARCH__\n"
                     "  x[threadIdx.x % WARP_SIZE] = 1;\n"
                     "#endif\n"
                     "}\n")
                .found,
            "warp_constant");
}

TEST(WarpWidth, AMacrosBodyIsEditedWhereItIsWritten) {
  Outcome O = migrated("#define LANE (threadIdx.x & 31)\n"
                       "#define HALVES(v) for (int o = 16; o; o >>= 1) v += "
                       "__shfl_down_sync(~0u, v, o)\n"
                       "__global__ void k(int *x) { int v = x[LANE]; "
                       "HALVES(v); if (LANE == 0) x[0] = v; }\n");
  EXPECT_EQ(
      O.text,
      "#define LANE (cw::thread_idx().x & (cw::warp_lanes() - 1))\n"
      "#define HALVES(v) for (int o = cw::warp_lanes() / 2; o; o >>= 1) "
      "v += cw::shfl_down(cw::full_warp(), v, o)\n"
      "CW_KERNEL void k(int *x) { int v = x[LANE]; HALVES(v); if (LANE == "
      "0) x[0] = v; }\n");
}

TEST(WarpWidth, TilesOf32KeepTheirKernelAt32) {
  EXPECT_EQ(migrated("#include <cooperative_groups.h>\n"
                     "namespace cg = cooperative_groups;\n"
                     "__global__ void k(int *x) {\n"
                     "  auto warp = cg::tiled_partition<32>("
                     "cg::this_thread_block());\n"
                     "  x[threadIdx.x / 32] = __any_sync(-1, warp.size());\n"
                     "}\n")
                .found,
            "warp_size warp_mask+");
}

TEST(WarpWidth, OneUnitsReasonHoldsForAHeadersOthers) {
  std::string Header =
      "#pragma once\n"
      "__device__ inline int lane() { return threadIdx.x & 31; "
      "}\n";
  std::string One = "#include \"lane.cuh\"\n"
                    "__global__ void one(int *x) { if (lane() == 0) x[0] = "
                    "__any_sync(-1, 1); }\n";
  std::string Two = "#include \"lane.cuh\"\n"
                    "__global__ void two(int *x) { if (lane() == 0) x[0] = "
                    "__shfl_sync(-1, 1, 1, 32); }\n";
  EXPECT_EQ(migrated(Header, "lane.cuh", {{"one.cu", One}}).found,
            "warp_last_lane+");
  EXPECT_EQ(
      migrated(Header, "lane.cuh", {{"one.cu", One}, {"two.cu", Two}}).found,
      "warp_last_lane");
}

TEST(WarpWidth, TheUsersRulesJoinIn) {
  RuleSet Rules = RuleSet::builtin();
  llvm::cantFail(Rules.addText(
      "area: ours\n"
      "functions:\n"
      "  ourLane: { to: ourLane, lanes: lane }\n"
      "  ourShift: { to: ourShift, lanes: { 0: distance, 1: mask } }\n"
      "warp_constants: [WF]\n",
      "ours.yaml"));
  Outcome O = migrated("#define WF 32\n"
                       "__device__ int ourLane();\n"
                       "__device__ int ourShift(int by, unsigned lanes);\n"
                       "__global__ void k(int *x) {\n"
                       "  x[ourLane() == 31] = ourShift(1, 0xffffffff);\n"
                       "}\n"
                       "__global__ void l(int *x) { x[ourLane() == WF]; }\n",
                       "a.cu", {}, Rules);
  EXPECT_EQ(O.text, "#define WF 32\n"
                    "CW_DEVICE int ourLane();\n"
                    "CW_DEVICE int ourShift(int by, unsigned lanes);\n"
                    "CW_KERNEL void k(int *x) {\n"
                    "  x[ourLane() == (cw::warp_lanes() - 1)] = ourShift(1, "
                    "cw::full_warp());\n"
                    "}\n"
                    "CW_KERNEL void l(int *x) { x[ourLane() == WF]; }\n");
  EXPECT_EQ(O.found, "warp_constant warp_last_lane+ warp_mask+");
}

TEST(WarpWidth, ASecondRunFindsNothingMore) {
  std::string Once =
      migrated("__global__ void k(int *x) {\n"
               "  int lane = threadIdx.x % 32;\n"
               "  for (int o = 16; o; o /= 2)\n"
               "    x[lane] += __shfl_xor_sync(0xffffffff, x[lane], o);\n"
               "}\n")
          .text;
  Outcome Twice = migrated(Once, "a.cpp");
  EXPECT_EQ(Twice.text, Once);
  EXPECT_EQ(Twice.found, "");
}

} // namespace
} // namespace causeway
