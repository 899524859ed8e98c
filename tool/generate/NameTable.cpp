// Takes each mapped name of the areas, spells it as the vendor does, and leaves
// out what the vendor lacks.
// SPDX-License-Identifier: Apache-2.0
#include "generate/NameTable.h"
#include "generate/HeaderText.h"
#include "rules/YamlFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"

namespace causeway {
namespace {

using llvm::StringRef;

/// One description while it is read.
class TableFile : YamlFile {
public:
  explicit TableFile(StringRef Origin) : YamlFile(Origin) {}

  llvm::Error read(StringRef Yaml) {
    if (checkText(Yaml))
      parse(Yaml, "a table of names is a map that starts with 'areas: [NAME]'",
            [&](const Node &Top) { parseTop(Top); });
    return takeErrors();
  }

  std::string title;
  std::vector<std::string> areas, includes, lacks;
  std::map<std::string, std::string> renames, names;

private:
  void parseTop(const Node &Top) {
    for (auto &[Key, Value] : entries(Top, "a table of names")) {
      StringRef Name = Key.Scalar();
      if (Name == "areas")
        addWords(Value, Name, areas);
      else if (Name == "includes")
        addWords(Value, Name, includes);
      else if (Name == "title")
        title = text(Value, Name).value_or("");
      else if (Name == "lacks")
        addWords(Value, Name, lacks);
      else if (Name == "rename")
        addMap(Value, Name, renames);
      else if (Name == "names")
        addMap(Value, Name, names);
      else
        error(
            Key,
            "unknown key '" + Name +
                "'; a table of names has areas, title, includes, rename, names "
                "and lacks");
    }
  }
};

} // namespace

llvm::Expected<std::string> nameTable(const RuleFiles &Files, StringRef Yaml,
                                      StringRef Origin, StringRef Name) {
  TableFile Table(Origin);
  if (llvm::Error E = Table.read(Yaml))
    return E;
  std::vector<std::pair<NamePattern, bool>> Lacks;
  for (const std::string &Expression : Table.lacks)
    Lacks.emplace_back(NamePattern(posix(Expression, /*Whole=*/true)), false);

  std::map<std::string, std::string> Functions, Others;
  llvm::StringSet<> Plain; // what CUDA spells alike
  for (const RuleData &Data : Files.rules)
    for (const Rule &R : Data.rules) {
      bool HasName = R.kind == Rule::Kind::Function ||
                     R.kind == Rule::Kind::Type ||
                     R.kind == Rule::Kind::Value || R.kind == Rule::Kind::Macro;
      if (!HasName || !llvm::is_contained(Table.areas, Data.area) ||
          R.verdict == Verdict::Unsupported || !isShimName(R.to) ||
          Table.names.count(R.to))
        continue;
      bool Missing = false;
      for (auto &[Pattern, Used] : Lacks)
        if (Pattern.matches(R.to))
          Missing = Used = true;
      if (Missing)
        continue;
      auto &Into = R.kind == Rule::Kind::Function ? Functions : Others;
      std::string Vendors =
          Table.renames.empty() ? R.name : renamed(Table.renames, R.to);
      // Of several names that become one, the one that is spelled alike counts.
      bool IsPlain = renamed(Data.renames, R.name) == R.to;
      if (IsPlain ? !Plain.insert(R.to).second
                  : Functions.count(R.to) || Others.count(R.to))
        continue;
      Functions.erase(R.to);
      Others.erase(R.to);
      Into[R.to] = Vendors;
    }
  for (auto &&[Pattern, Used] : llvm::zip(Table.lacks, Lacks))
    if (!Used.second)
      return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                     "%s: 'lacks' has %s, which is no name",
                                     Origin.str().c_str(), Pattern.c_str());

  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << "// clang-format off\n";
  auto Write = [&](StringRef Title, const auto &Names) {
    if (Names.empty())
      return;
    OS << "// " << Title << ".\n";
    for (const auto &[Shims, Vendors] : Names)
      OS << "#define " << Shims << ' ' << Vendors << '\n';
  };
  Write("Functions", Functions);
  Write("Types, enumerators, flags and constants", Others);
  Write("Spelled in another way", Table.names);
  HeaderText Header(Name, ("rules/cuda/ and " + Origin).str(), Table.title);
  for (const std::string &I : Table.includes)
    Header.include(I);
  return Header.whole(OS.str());
}

} // namespace causeway
