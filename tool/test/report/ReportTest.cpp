// The two reports on a result made by hand.
// SPDX-License-Identifier: Apache-2.0
#include "report/Report.h"
#include "llvm/Support/JSON.h"
#include "gtest/gtest.h"

namespace causeway {
namespace {

Finding finding(const char *Name, Verdict V, Effort E, unsigned Line) {
  Finding F{};
  F.kind = Use::Kind::Function;
  F.confidence = Confidence::Ast;
  F.verdict = V;
  F.effort = E;
  F.name = Name;
  F.file = "src/a.cu";
  F.span = {10, 20};
  F.line = Line;
  F.column = 3;
  return F;
}

MigrationResult result() {
  MigrationResult R;
  Finding Mapped = finding("alpha", Verdict::Mapped, Effort::Auto, 1);
  Mapped.replacement = "cwAlpha";
  Mapped.needs = {"warp"};
  Mapped.edits = {Edit::replace({10, 20}, "cwAlpha")};
  Mapped.edits[0].pieces.push_back({"", true, {30, 34}});
  R.findings.push_back(Mapped);
  Finding Unsupported =
      finding("beta", Verdict::Unsupported, Effort::Manual, 7);
  Unsupported.message = "There is none.";
  Unsupported.instead = "Do without.";
  R.findings.push_back(Unsupported);
  R.files["src/a.cu"] = {"src/a.cu", "src/a.cpp", "old", "new"};
  R.files["src/b.h"] = {"src/b.h", "src/b.h", "same", "same"};
  R.units = 1;
  return R;
}

std::string text(const MigrationResult &R, TextOptions Options = {}) {
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  writeText(OS, R, Options);
  return Out;
}

TEST(Summary, CountsByVerdictFileAndEffort) {
  Summary S = summarize(result());
  EXPECT_EQ(S.all.total(), 2u);
  EXPECT_EQ(S.all.open(), 1u);
  EXPECT_EQ(S.all[Verdict::Unsupported], 1u);
  EXPECT_EQ(S.byFile.at("src/a.cu")[Verdict::Mapped], 1u);
  EXPECT_EQ(S.byEffort.at(Effort::Manual), 1u);
  EXPECT_EQ(S.changedFiles, 1u);
}

TEST(Summary, WorkIsLeftByFindingsDiagnosticsAndCrashes) {
  MigrationResult R = result();
  EXPECT_TRUE(leavesWork(R));
  R.findings.pop_back();
  EXPECT_FALSE(leavesWork(R));
  R.failedUnits = 1;
  EXPECT_TRUE(leavesWork(R));
  R.failedUnits = 0;
  R.diagnostics.push_back(
      {SourceDiagnostic::Severity::Error, "src/a.cu", 2, 1, "expected ';'"});
  EXPECT_TRUE(leavesWork(R));
}

TEST(Text, OpenFindingsHaveTheirPlaceAndAdvice) {
  std::string T = text(result());
  EXPECT_NE(T.find("src/a.cu:7:3: unsupported: beta: There is none. Instead: "
                   "Do without.\n"),
            std::string::npos)
      << T;
  EXPECT_EQ(T.find("alpha"), std::string::npos) << "mapped uses are not listed";
  EXPECT_NE(T.find("1 place of 2 needs a person"), std::string::npos) << T;
  EXPECT_NE(T.find("1 unit, 2 files read, 1 file to change"), std::string::npos)
      << T;
}

std::string handover(const MigrationResult &R) {
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  writeHandover(OS, R, {{"A note."}, "Build it.\n"});
  return Out;
}

TEST(Handover, OneReasonIsOneDecisionForAllItsNames) {
  MigrationResult R = result();
  Finding Other = R.findings.back();
  Other.name = "gamma";
  R.findings.push_back(Other);
  Other.message = "Something else.";
  R.findings.push_back(Other);
  std::string T = handover(R);
  EXPECT_NE(T.find("- [ ] **`beta`, `gamma`**, 2 places: There is none. "
                   "Instead: Do without.\n  - `src/a.cpp:7`\n"),
            std::string::npos)
      << T;
  EXPECT_NE(T.find("- [ ] **`gamma`**, 1 place: Something else."),
            std::string::npos)
      << T;
}

TEST(Handover, ManyPlacesAreToldByFile) {
  MigrationResult R = result();
  R.findings.insert(R.findings.end(), 11, R.findings.back());
  std::string T = handover(R);
  EXPECT_NE(T.find("**`beta`**, 12 places: There is none. Instead: Do "
                   "without.\n  - `src/a.cpp`: 12\n"),
            std::string::npos)
      << T;
}

TEST(Handover, SaysWhenNothingIsLeftAndHowToBuild) {
  MigrationResult R = result();
  R.findings.pop_back();
  std::string T = handover(R);
  EXPECT_NE(T.find("Nothing: every use of CUDA has its portable form."),
            std::string::npos)
      << T;
  EXPECT_NE(T.find("- A note.\n"), std::string::npos) << T;
  EXPECT_NE(T.find("## How to build it\n\nBuild it.\n"), std::string::npos)
      << T;
}

TEST(Text, SaysWhenNothingIsLeft) {
  MigrationResult R = result();
  R.findings.pop_back();
  EXPECT_NE(text(R).find("nothing is left to do by hand"), std::string::npos);
  R.findings.clear();
  EXPECT_NE(text(R).find("Nothing of CUDA was found."), std::string::npos);
}

TEST(Text, OneLineForEachFileThatDoesNotParse) {
  MigrationResult R = result();
  for (unsigned Line : {4u, 5u, 6u})
    R.diagnostics.push_back(
        {SourceDiagnostic::Severity::Error, "src/a.cu", Line, 1, "broken"});
  EXPECT_NE(
      text(R).find("src/a.cu:4:1: error: broken (and 2 more in this file)\n"),
      std::string::npos)
      << text(R);
}

TEST(Text, ManyPlacesOfOneKindAreOneLineUnlessAllAreAskedFor) {
  MigrationResult R = result();
  for (unsigned Line : {8u, 9u, 10u, 11u}) {
    Finding F = R.findings.back();
    F.line = Line;
    R.findings.push_back(F);
  }
  std::string Grouped = text(R);
  EXPECT_NE(Grouped.find("src/a.cu:7:3: unsupported: beta: There is none. "
                         "Instead: Do without. (4 more places)\n"),
            std::string::npos)
      << Grouped;
  EXPECT_EQ(Grouped.find("src/a.cu:8:3"), std::string::npos) << Grouped;
  EXPECT_NE(Grouped.find("-v lists each"), std::string::npos) << Grouped;
  TextOptions Every;
  Every.everyPlace = true;
  EXPECT_NE(text(R, Every).find("src/a.cu:11:3: unsupported: beta"),
            std::string::npos);
  EXPECT_EQ(text(R, Every).find("-v lists each"), std::string::npos);
}

TEST(Text, AFewPlacesOfOneKindAreALineEach) {
  MigrationResult R = result();
  Finding F = R.findings.back();
  F.line = 8;
  R.findings.push_back(F);
  EXPECT_NE(text(R).find("src/a.cu:8:3: unsupported"), std::string::npos);
}

TEST(Text, ColoursOnlyWhenAskedFor) {
  TextOptions Plain;
  EXPECT_EQ(text(result(), Plain).find('\033'), std::string::npos);
}

TEST(Json, HoldsEveryField) {
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  MigrationResult R = result();
  R.diagnostics.push_back(
      {SourceDiagnostic::Severity::Error, "src/a.cu", 2, 1, "a \xff byte"});
  writeJson(OS, R, "/root");
  auto Parsed = llvm::json::parse(Out);
  ASSERT_TRUE(bool(Parsed)) << llvm::toString(Parsed.takeError());
  const llvm::json::Object &Top = *Parsed->getAsObject();
  EXPECT_EQ(Top.getInteger("schema"), 1);
  EXPECT_EQ(Top.getString("root"), llvm::StringRef("/root"));
  const auto *Summary = Top.getObject("summary");
  ASSERT_TRUE(Summary);
  EXPECT_EQ(Summary->getInteger("open"), 1);
  EXPECT_EQ(Summary->getObject("verdicts")->getInteger("unsupported"), 1);
  const auto &First = *(*Top.getArray("findings"))[0].getAsObject();
  EXPECT_EQ(First.getString("name"), llvm::StringRef("alpha"));
  EXPECT_EQ(First.getString("verdict"), llvm::StringRef("mapped"));
  EXPECT_EQ(First.getString("confidence"), llvm::StringRef("ast"));
  EXPECT_EQ(First.getInteger("line"), 1);
  EXPECT_EQ((*First.getArray("needs"))[0].getAsString(),
            llvm::StringRef("warp"));
  const auto &Pieces =
      *(*First.getArray("edits"))[0].getAsObject()->getArray("pieces");
  EXPECT_EQ(Pieces[0].getAsObject()->getString("text"),
            llvm::StringRef("cwAlpha"));
  EXPECT_EQ(Pieces[1].getAsObject()->getInteger("begin"), 30);
  EXPECT_EQ(Top.getArray("diagnostics")->size(), 1u);
  const auto &File = *(*Top.getArray("files"))[0].getAsObject();
  EXPECT_EQ(File.getString("newPath"), llvm::StringRef("src/a.cpp"));
  EXPECT_EQ(File.getBoolean("changed"), true);
}

} // namespace
} // namespace causeway
