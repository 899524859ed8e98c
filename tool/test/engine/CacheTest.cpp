// What a second run may take from the first, and what it may not.
// SPDX-License-Identifier: Apache-2.0
#include "engine/Migration.h"
#include "frontend/ParsedUnitIO.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

namespace causeway {
namespace {

namespace fs = llvm::sys::fs;
using llvm::StringRef;

RuleSet freshRules() { return RuleSet::builtin(); }

const RuleSet &rules() {
  static const RuleSet Rules = freshRules();
  return Rules;
}

class Cache : public testing::Test {
protected:
  void SetUp() override {
    llvm::SmallString<128> Made, Real;
    ASSERT_FALSE(fs::createUniqueDirectory("causeway-cache", Made));
    ASSERT_FALSE(fs::real_path(Made, Real));
    Folder = Real.str().str();
    Root = Folder + "/src";
    Entries = Folder + "/cache";
    ASSERT_FALSE(fs::create_directory(Root));
  }
  void TearDown() override { fs::remove_directories(Folder); }

  void write(StringRef Name, StringRef Text) {
    std::string Path = Root + "/" + Name.str();
    ASSERT_FALSE(fs::create_directories(llvm::sys::path::parent_path(Path)));
    std::error_code EC;
    llvm::raw_fd_ostream OS(Path, EC);
    ASSERT_FALSE(EC) << EC.message();
    OS << Text;
  }

  MigrationResult run(const RuleSet &Rules = rules()) {
    auto Cache = UnitCache::open(Entries, Rules, 1 << 20);
    EXPECT_TRUE(bool(Cache));
    MigrationOptions Options;
    Options.root = Root;
    Options.cache = &*Cache;
    Options.units.push_back({Root + "/a.cu", Root, Args});
    Parsed = 0;
    Options.progress = [&](size_t, size_t, StringRef) { ++Parsed; };
    auto R = migrate(Rules, Options);
    EXPECT_TRUE(bool(R));
    EXPECT_EQ(R->units, 1u);
    EXPECT_EQ(R->cachedUnits, 1 - Parsed);
    return std::move(*R);
  }

  std::vector<std::string> entries() const {
    std::vector<std::string> Paths;
    std::error_code EC;
    for (fs::directory_iterator I(Entries, EC), End; !EC && I != End;
         I.increment(EC))
      Paths.push_back(I->path());
    return Paths;
  }

  std::string Folder, Root, Entries;
  std::vector<std::string> Args;
  size_t Parsed = 0; ///< By the last run.
};

constexpr const char *Source = "#include \"h.h\"\n"
                               "__global__ void k(float *p) { *p = VALUE; }\n"
                               "void f(float *p) {\n"
                               "  cudaMalloc(&p, 4);\n"
                               "  k<<<1, 2>>>(p);\n"
                               "  cuda_oops(p);\n"
                               "}\n";

TEST_F(Cache, ASecondRunParsesNothingAndFindsTheSame) {
  write("a.cu", Source);
  write("h.h", "#define VALUE 1\n");
  MigrationResult First = run();
  ASSERT_EQ(Parsed, 1u);
  MigrationResult Second = run();
  EXPECT_EQ(Parsed, 0u);
  EXPECT_NE(First.files["a.cu"].migrated.find("cwMalloc"), std::string::npos);
  EXPECT_EQ(First.files["a.cu"].migrated, Second.files["a.cu"].migrated);
  EXPECT_EQ(First.files["h.h"].original, Second.files["h.h"].original);
  ASSERT_EQ(First.findings.size(), Second.findings.size());
  for (size_t I = 0; I < First.findings.size(); ++I) {
    EXPECT_EQ(First.findings[I].name, Second.findings[I].name);
    EXPECT_EQ(First.findings[I].span, Second.findings[I].span);
    EXPECT_EQ(First.findings[I].replacement, Second.findings[I].replacement);
  }
  ASSERT_EQ(First.diagnostics.size(), 1u);
  ASSERT_EQ(Second.diagnostics.size(), 1u);
  EXPECT_EQ(First.diagnostics[0].message, Second.diagnostics[0].message);
}

TEST_F(Cache, ASourceThatChangesIsParsedAgain) {
  write("a.cu", "void f(int *p) { cudaMalloc(&p, 4); }\n");
  run();
  write("a.cu", "void f(int *p) { cudaMalloc(&p, 8); }\n");
  EXPECT_NE(run().files["a.cu"].migrated.find("cwMalloc(&p, 8)"),
            std::string::npos);
  EXPECT_EQ(Parsed, 1u);
}

TEST_F(Cache, AHeaderThatChangesBackAndForthIsSeenEachTime) {
  write("a.cu", Source);
  write("h.h", "#define VALUE 1\n");
  run();
  write("h.h", "#define VALUE 2\n");
  run();
  EXPECT_EQ(Parsed, 1u);
  write("h.h", "#define VALUE 1\n");
  run();
  EXPECT_EQ(Parsed, 1u);
  run();
  EXPECT_EQ(Parsed, 0u);
}

TEST_F(Cache, WhatIsWrittenAgainTheSameIsNotParsed) {
  write("a.cu", Source);
  write("h.h", "#define VALUE 1\n");
  run();
  write("h.h", "#define VALUE 1\n");
  run();
  EXPECT_EQ(Parsed, 0u);
}

TEST_F(Cache, AHeaderThatAppearsEarlierOnTheSearchPathIsSeen) {
  Args = {"-I" + Root + "/first", "-I" + Root + "/second"};
  write("a.cu", "#include <h.h>\nfloat v = VALUE;\n");
  write("first/other.h", "");
  write("second/h.h", "#define VALUE 1\n");
  EXPECT_EQ(run().files.count("second/h.h"), 1u);
  write("first/h.h", "#define VALUE 2\n");
  EXPECT_EQ(run().files.count("first/h.h"), 1u);
  EXPECT_EQ(Parsed, 1u);
}

TEST_F(Cache, AMissingHeaderThatAppearsIsSeen) {
  write("a.cu", Source);
  EXPECT_FALSE(run().diagnostics.empty());
  write("h.h", "#define VALUE 2\nvoid cuda_oops(float *);\n");
  EXPECT_TRUE(run().diagnostics.empty());
}

TEST_F(Cache, AHeaderThatGoesIsSeen) {
  write("a.cu", "#include \"h.h\"\n");
  write("h.h", "");
  EXPECT_TRUE(run().diagnostics.empty());
  ASSERT_FALSE(fs::remove(Root + "/h.h"));
  EXPECT_FALSE(run().diagnostics.empty());
}

TEST_F(Cache, AnAnswerToHasIncludeIsSeen) {
  write("a.cu", "#if __has_include(\"h.h\")\n#error there\n#endif\n");
  EXPECT_TRUE(run().diagnostics.empty());
  write("h.h", "");
  EXPECT_FALSE(run().diagnostics.empty());
}

TEST_F(Cache, ALinkThatPointsElsewhereIsSeen) {
  write("one/h.h", "#define VALUE 1\n");
  write("two/h.h", "#define VALUE 1\n");
  write("a.cu", "#include \"link/h.h\"\nfloat v = VALUE;\n");
  ASSERT_FALSE(fs::create_link(Root + "/one", Root + "/link"));
  EXPECT_EQ(run().files.count("one/h.h"), 1u);
  ASSERT_FALSE(fs::remove(Root + "/link"));
  ASSERT_FALSE(fs::create_link(Root + "/two", Root + "/link"));
  EXPECT_EQ(run().files.count("two/h.h"), 1u);
}

TEST_F(Cache, OnlyArgumentsThatMatterMakeAnotherUnit) {
  write("a.cu", "float v = 1;\n");
  Args = {"-O2"};
  run();
  Args = {"-O3"};
  run();
  EXPECT_EQ(Parsed, 0u);
  Args = {"-DX=1"};
  run();
  EXPECT_EQ(Parsed, 1u);
}

TEST_F(Cache, OtherRulesParseAgain) {
  write("a.cu", "void mine(int);\nvoid f() { mine(1); }\n");
  run();
  RuleSet Mine = freshRules();
  ASSERT_FALSE(bool(Mine.addText(
      "area: mine\nfacade: false\nfunctions: { mine: yours }\n", "mine.yaml")));
  EXPECT_NE(run(Mine).files["a.cu"].migrated.find("yours(1)"),
            std::string::npos);
  EXPECT_EQ(Parsed, 1u);
}

TEST_F(Cache, DamagedEntriesAreParsedAgain) {
  write("a.cu", "float v = 1;\n");
  run();
  ASSERT_EQ(entries().size(), 1u);
  std::string Path = entries()[0];
  auto Buffer = llvm::MemoryBuffer::getFile(Path, false, false, true);
  ASSERT_TRUE(bool(Buffer));
  std::string Good = (*Buffer)->getBuffer().str();
  std::string Flipped = Good;
  Flipped[Good.size() / 2] ^= 1;
  for (const std::string &Bad :
       {std::string(), Good.substr(0, 10), Good.substr(0, Good.size() - 1),
        Flipped, Good + "x", std::string("something else")}) {
    std::error_code EC;
    llvm::raw_fd_ostream(Path, EC) << Bad;
    run();
    EXPECT_EQ(Parsed, 1u);
    run();
    EXPECT_EQ(Parsed, 0u);
  }
}

TEST_F(Cache, WhatFailsIsTriedAgain) {
  write("a.cu", "#pragma clang __debug crash\n");
  EXPECT_EQ(run().failedUnits, 1u);
  EXPECT_EQ(Parsed, 1u);
  EXPECT_EQ(run().failedUnits, 1u);
  EXPECT_EQ(Parsed, 1u);
}

TEST_F(Cache, NothingIsLeftInTheFolderButEntries) {
  write("a.cu", Source);
  run();
  for (const std::string &Path : entries())
    EXPECT_TRUE(llvm::sys::path::filename(Path).starts_with("llvmcache-") &&
                !StringRef(Path).ends_with(".tmp"))
        << Path;
}

TEST_F(Cache, AFolderThatCannotBeMadeIsAnError) {
  write("file", "");
  auto Cache = UnitCache::open(Root + "/file/cache", rules(), 0);
  ASSERT_FALSE(bool(Cache));
  EXPECT_NE(llvm::toString(Cache.takeError()).find("file/cache: "),
            std::string::npos);
}

// ---- Bytes
// -------------------------------------------------------------------

ParsedUnit sample() {
  ParsedUnit U;
  U.isCuda = true;
  Use Call;
  Call.kind = Use::Kind::WarpWidth;
  Call.confidence = Confidence::Lexical;
  Call.name = "cudaMalloc";
  Call.file = "/src/a.cu";
  Call.token = {3, 13};
  Call.whole = {3, 4000000000u};
  Call.slots = {{"kernel", {5, 6}, "<float>", 6}, {"0", {7, 7}, "", 0}};
  Call.function = "f";
  Call.inKernel = true;
  Call.inC = true;
  Call.notEditable = "why";
  U.uses = {Call, Use()};
  U.diagnostics = {
      {SourceDiagnostic::Severity::Error, "/src/a.cu", 1, 2, "odd \xff"}};
  U.files["/src/a.cu"] = digest("text");
  U.own["/src/a.cu"] = {1, 5, 4000000000u};
  U.outside["/other/h.h"] = {3, 8};
  KernelFacts K;
  K.name = "n::k";
  K.file = "/src/a.cu";
  K.span = {7, 4000000000u};
  K.callees = {{"/src/a.h", {1, 9}}};
  K.sharedBytes = uint64_t(1) << 40;
  K.sharedAtLeast = K.recursion = true;
  K.places[Fact::Barrier] = {{"/src/a.cu", 8}, {"/src/a.h", 2}};
  K.precision["float"] = {"/src/a.cu", 30};
  K.needs["atomic64"] = {{"/src/a.cu", 31}};
  K.inMacros = {{"/src/a.h", 3}};
  K.maxThreads = 256;
  K.blockSizes = {{16, 16, 1}};
  U.kernels = {K, KernelFacts()};
  U.constants[{"/src/a.cu", 40}] = 65536;
  U.reads.note("/src/a.cu", {ReadLog::Kind::Content, digest("text")});
  U.reads.note("/src/a.h", {ReadLog::Kind::Absent, {}});
  U.reads.note("/usr", {ReadLog::Kind::Listing, digest("names")});
  return U;
}

TEST(ParsedUnitBytes, GiveTheUnitBack) {
  ParsedUnit In = sample();
  auto Out = deserialize(serialize(In));
  ASSERT_TRUE(Out);
  EXPECT_TRUE(Out->isCuda);
  ASSERT_EQ(Out->uses.size(), 2u);
  const Use &U = Out->uses[0];
  EXPECT_EQ(U.kind, Use::Kind::WarpWidth);
  EXPECT_EQ(U.confidence, Confidence::Lexical);
  EXPECT_EQ(U.name, "cudaMalloc");
  EXPECT_EQ(U.file, "/src/a.cu");
  EXPECT_EQ(U.token, (Span{3, 13}));
  EXPECT_EQ(U.whole, (Span{3, 4000000000u}));
  ASSERT_EQ(U.slots.size(), 2u);
  EXPECT_EQ(U.slots[0].name, "kernel");
  EXPECT_EQ(U.slots[0].span, (Span{5, 6}));
  EXPECT_EQ(U.slots[0].append, "<float>");
  EXPECT_EQ(U.slots[0].appendAt, 6u);
  EXPECT_EQ(U.function, "f");
  EXPECT_TRUE(U.inKernel && U.inC);
  EXPECT_EQ(U.notEditable, "why");
  EXPECT_FALSE(Out->uses[1].inKernel || Out->uses[1].inC);
  ASSERT_EQ(Out->diagnostics.size(), 1u);
  EXPECT_EQ(Out->diagnostics[0].severity, SourceDiagnostic::Severity::Error);
  EXPECT_EQ(Out->diagnostics[0].message, "odd \xff");
  EXPECT_EQ(Out->diagnostics[0].column, 2u);
  EXPECT_EQ(Out->files, In.files);
  EXPECT_EQ(Out->own, In.own);
  EXPECT_EQ(Out->outside, In.outside);
  EXPECT_EQ(Out->constants, In.constants);
  ASSERT_EQ(Out->kernels.size(), 2u);
  const KernelFacts &K = Out->kernels[0], &Was = In.kernels[0];
  EXPECT_EQ(K.name, Was.name);
  EXPECT_EQ(K.file, Was.file);
  EXPECT_EQ(K.span, Was.span);
  EXPECT_EQ(K.callees, Was.callees);
  EXPECT_EQ(K.sharedBytes, Was.sharedBytes);
  EXPECT_TRUE(K.sharedAtLeast && K.recursion);
  EXPECT_FALSE(K.asWritten || K.dynamicShared || K.callsUnknown);
  EXPECT_EQ(K.places, Was.places);
  EXPECT_EQ(K.precision, Was.precision);
  EXPECT_EQ(K.needs, Was.needs);
  EXPECT_EQ(K.inMacros, Was.inMacros);
  EXPECT_EQ(K.maxThreads, 256u);
  EXPECT_EQ(K.blockSizes, Was.blockSizes);
  EXPECT_EQ(Out->kernels[1].maxThreads, std::nullopt);
}

TEST(ParsedUnitBytes, TellWhatWasRead) {
  ParsedUnit In = sample();
  std::map<std::string, ReadLog::Entry> Seen;
  EXPECT_TRUE(everyRead(serialize(In), [&](StringRef Path, auto &E) {
    Seen.emplace(Path.str(), E);
    return true;
  }));
  EXPECT_EQ(Seen, In.reads.entries);
  In.reads.repeatable = false;
  EXPECT_FALSE(everyRead(serialize(In), [](auto, auto &) { return true; }));
}

TEST(ParsedUnitBytes, AreNoUnitWhenTheyEndEarly) {
  std::string Bytes = serialize(sample());
  for (size_t Size = 0; Size < Bytes.size(); ++Size)
    EXPECT_FALSE(deserialize(StringRef(Bytes).take_front(Size))) << Size;
  EXPECT_FALSE(deserialize(Bytes + "x"));
}

TEST(ParsedUnitBytes, NeverCrashWhateverTheyAre) {
  const std::string Bytes = serialize(sample());
  for (size_t At = 0; At < Bytes.size(); ++At)
    for (char Odd : {'\0', '\1', '\x7f', '\x80', '\xff'}) {
      std::string Bad = Bytes;
      Bad[At] = Odd;
      deserialize(Bad);
      everyRead(Bad, [](auto, auto &) { return true; });
    }
}

TEST(ReadLogs, TwoAnswersToOneQuestionAreNotRepeatable) {
  ReadLog Log;
  Log.note("/h", {ReadLog::Kind::File, {}});
  Log.note("/h", {ReadLog::Kind::Content, digest("a")});
  Log.note("/h", {ReadLog::Kind::File, {}});
  EXPECT_TRUE(Log.repeatable);
  EXPECT_EQ(Log.entries["/h"].kind, ReadLog::Kind::Content);
  Log.note("/h", {ReadLog::Kind::Content, digest("b")});
  EXPECT_FALSE(Log.repeatable);
}

} // namespace
} // namespace causeway
