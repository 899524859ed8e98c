// The table of constructs is whole: one row and one name for each of the enum,
// and the rule files know the same names.
// SPDX-License-Identifier: Apache-2.0
#include "rules/Construct.h"
#include "rules/RuleSet.h"
#include "llvm/ADT/StringSet.h"
#include <gtest/gtest.h>

using namespace causeway;

TEST(Construct, TheTableIsInTheOrderOfTheEnum) {
  for (size_t I = 0; I < constructs().size(); ++I)
    EXPECT_EQ(size_t(constructs()[I].kind), I)
        << constructs()[I].name.str() << " is in the wrong place";
  EXPECT_EQ(constructs().back().kind, Construct::WarpSynchronous)
      << "the last of the enum has no row";
}

TEST(Construct, EachNameIsFoundAgain) {
  llvm::StringSet<> Names;
  for (const ConstructInfo &C : constructs()) {
    EXPECT_TRUE(Names.insert(C.name).second) << C.name.str();
    EXPECT_EQ(constructOf(C.name), C.kind) << C.name.str();
  }
  EXPECT_FALSE(constructOf("no such construct"));
}

TEST(Construct, EachHasABuiltInRule) {
  RuleSet Rules = RuleSet::builtin();
  for (const ConstructInfo &C : constructs()) {
    const Rule *R = Rules.find(C.name);
    ASSERT_TRUE(R) << C.name.str();
    EXPECT_EQ(R->kind, Rule::Kind::Syntax) << C.name.str();
  }
}

TEST(Construct, InlineAssemblyHasTheNameThatItsUsesBeginWith) {
  EXPECT_EQ(nameOf(Construct::InlineAssembly), AssemblyUse);
}

TEST(Construct, ThoseThatCountLanesAreTheOnesOfWarps) {
  for (const ConstructInfo &C : constructs())
    EXPECT_EQ(countsLanes(C.kind), C.name.starts_with("warp_")) << C.name.str();
}
