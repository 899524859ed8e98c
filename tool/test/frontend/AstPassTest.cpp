// Each file in passes/ is a pass, and says at its head what it finds.
// SPDX-License-Identifier: Apache-2.0
#include "frontend/AstPass.h"
#include "input/File.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <gtest/gtest.h>
#include <set>
#include <string>

using namespace causeway;

namespace {

std::set<std::string> files() {
  std::set<std::string> Names;
  std::error_code EC;
  for (llvm::sys::fs::directory_iterator I(PASSES_DIR, EC), E; I != E && !EC;
       I.increment(EC))
    if (llvm::sys::path::extension(I->path()) == ".cpp")
      Names.insert(llvm::sys::path::stem(I->path()).str());
  return Names;
}

} // namespace

TEST(AstPass, EachFileIsListed) {
  std::set<std::string> Listed;
  for (const AstPass &P : astPasses())
    Listed.insert(P.name.str());
  EXPECT_EQ(Listed, files());
}

TEST(AstPass, EachFileShowsWhatItFinds) {
  for (const std::string &Name : files()) {
    auto Text = readFile(std::string(PASSES_DIR) + "/" + Name + ".cpp");
    ASSERT_TRUE(bool(Text)) << Name;
    llvm::StringRef Head = (*Text)->getBuffer().split("#include").first;
    EXPECT_GE(Head.count("\n//   "), 2u)
        << Name << ": no two lines of example at its head";
  }
}
