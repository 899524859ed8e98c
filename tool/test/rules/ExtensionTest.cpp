// The names of extensions are stated in Rule.cpp. All that repeats them agrees.
// SPDX-License-Identifier: Apache-2.0
#include "input/File.h"
#include "rules/Rule.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Regex.h"
#include <gtest/gtest.h>
#include <set>

using namespace causeway;

namespace {

using Names = std::set<std::string>;

Names stated() {
  Names All;
  for (const Extension &E : extensions())
    All.insert(E.name.str());
  return All;
}

std::string textOf(const std::string &Path) {
  auto Text = readFile(std::string(SOURCE_DIR) + "/" + Path);
  EXPECT_TRUE(bool(Text)) << Path;
  return Text ? (*Text)->getBuffer().str() : "";
}

/// The strings of an enumeration in a JSON schema.
Names enumerated(const std::string &File,
                 std::initializer_list<llvm::StringRef> Keys) {
  auto Schema = llvm::json::parse(textOf(File));
  EXPECT_TRUE(bool(Schema)) << llvm::toString(Schema.takeError());
  const llvm::json::Object *At = Schema ? Schema->getAsObject() : nullptr;
  for (llvm::StringRef Key : Keys)
    At = At ? At->getObject(Key) : nullptr;
  Names Found;
  if (const llvm::json::Array *Enum = At ? At->getArray("enum") : nullptr)
    for (const llvm::json::Value &V : *Enum)
      Found.insert(V.getAsString().value_or("").str());
  return Found;
}

/// Every first group that an expression matches in a text.
Names matches(llvm::StringRef Text, llvm::StringRef Expression) {
  llvm::Regex Pattern(Expression, llvm::Regex::Newline);
  Names Found;
  for (llvm::SmallVector<llvm::StringRef> Groups; Pattern.match(Text, &Groups);
       Text = Text.substr(size_t(Groups[0].end() - Text.begin())))
    Found.insert(Groups[1].str());
  return Found;
}

} // namespace

TEST(Extension, SchemasKnowTheSameNames) {
  EXPECT_EQ(enumerated("rules/schema.json", {"$defs", "extension"}), stated());
  EXPECT_EQ(enumerated("rules/profile.schema.json",
                       {"properties", "extensions", "propertyNames"}),
            stated());
}

TEST(Extension, TheSpecificationListsTheSameNames) {
  std::string Spec = textOf("docs/spec.md");
  llvm::StringRef Table = Spec;
  Table = Table.substr(Table.find("| `warp` |"));
  Table = Table.take_front(Table.find("\n\n"));
  Names Found;
  for (const std::string &Cell : matches(Table, "^\\|([^|]*)\\|"))
    for (const std::string &Name : matches(Cell, "`([a-z0-9_]+)`"))
      Found.insert(Name);
  EXPECT_EQ(Found, stated());
}

TEST(Extension, ABackendsHeaderDefinesWhatItsFileLists) {
  std::error_code EC;
  unsigned Backends = 0;
  std::string Shim = std::string(SOURCE_DIR) + "/runtime-shim";
  for (llvm::sys::fs::directory_iterator I(Shim, EC), E; I != E && !EC;
       I.increment(EC)) {
    if (!llvm::sys::fs::exists(I->path() + "/backend.yaml"))
      continue;
    ++Backends;
    std::string Folder = I->path().substr(std::string(SOURCE_DIR).size() + 1);
    Names Listed, Defined;
    for (const std::string &Line :
         matches(textOf(Folder + "/backend.yaml"), "^extensions: (.*)$")) {
      llvm::SmallVector<llvm::StringRef> Words;
      llvm::StringRef(Line).split(Words, ' ', -1, /*KeepEmpty=*/false);
      for (llvm::StringRef Word : Words)
        Listed.insert(Word.str());
    }
    for (const std::string &Name :
         matches(textOf(Folder + "/include/cw/extensions.h"),
                 "^ *# *define CW_HAS_([A-Z0-9_]+)"))
      Defined.insert(llvm::StringRef(Name).lower());
    EXPECT_EQ(Listed, Defined) << Folder;
    for (const std::string &Name : Listed)
      EXPECT_TRUE(stated().count(Name)) << Folder << ": " << Name;
  }
  EXPECT_GE(Backends, 3u);
}
