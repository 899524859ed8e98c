// The header that is closest to who includes it is taken for the one meant.
// SPDX-License-Identifier: Apache-2.0
#include "project/IncludePaths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace causeway {

using llvm::StringRef;
namespace path = llvm::sys::path;

std::vector<IncludeLine> includeLines(StringRef Text) {
  std::vector<IncludeLine> Lines;
  while (!Text.empty()) {
    StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    Line = Line.ltrim();
    if (!Line.consume_front("#"))
      continue;
    Line = Line.ltrim();
    if (!Line.consume_front("include"))
      continue;
    Line = Line.ltrim();
    bool Angled = Line.starts_with("<");
    if (!Angled && !Line.starts_with("\""))
      continue;
    StringRef Name = Line.drop_front().take_until(
        [](char C) { return C == '"' || C == '>'; });
    if (!Name.empty())
      Lines.push_back({Name, Angled});
  }
  return Lines;
}

static std::string join(StringRef Folder, StringRef Name) {
  llvm::SmallString<256> Path(Folder);
  path::append(Path, Name);
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

/// How many folders two paths have in common.
static size_t closeness(StringRef A, StringRef B) {
  auto End =
      std::mismatch(path::begin(A), path::end(A), path::begin(B), path::end(B));
  return size_t(std::distance(path::begin(A), End.first));
}

void IncludePaths::add(const std::string &Path, StringRef Text) {
  std::vector<std::string> &Names = Includes[Path];
  for (IncludeLine L : includeLines(Text)) {
    // The standard library's, and what the system has, need no guess.
    bool System = L.angled && (!L.name.contains('.') ||
                               llvm::sys::fs::exists("/usr/include/" + L.name));
    if (!System && !IsKnown(L.name))
      Names.push_back(L.name.str());
  }
  ByFileName[path::filename(Path)].push_back(Path);
}

IncludePaths::Found IncludePaths::resolve(const std::string &From,
                                          StringRef Name) const {
  std::string Beside = join(path::parent_path(From), Name);
  if (Includes.count(Beside) || llvm::sys::fs::exists(Beside))
    return {Beside, ""};
  for (const std::string &Folder : Given)
    if (std::string Path = join(Folder, Name);
        Includes.count(Path) || llvm::sys::fs::exists(Path))
      return {Path, ""};
  Found Best;
  size_t BestCloseness = 0;
  auto Files = ByFileName.find(path::filename(Name));
  if (Files == ByFileName.end())
    return Best;
  for (const std::string &Path : Files->getValue()) {
    StringRef Folder = Path;
    if (!Folder.consume_back(Name) || !Folder.consume_back("/") ||
        Folder.empty())
      continue;
    size_t Close = closeness(From, Path);
    if (Best.file.empty() || Close > BestCloseness) {
      Best = {Path, Folder.str()};
      BestCloseness = Close;
    }
  }
  return Best;
}

void IncludePaths::addReached(const std::string &Unit,
                              llvm::StringMap<bool> &Seen) const {
  std::vector<std::string> Folders;
  visit(Unit, Seen, Folders);
}

void IncludePaths::visit(const std::string &File, llvm::StringMap<bool> &Seen,
                         std::vector<std::string> &Folders) const {
  auto It = Includes.find(File);
  if (It == Includes.end() || !Seen.try_emplace(File, true).second)
    return;
  for (const std::string &Name : It->second) {
    Found F = resolve(File, Name);
    if (!F.folder.empty() && !llvm::is_contained(Folders, F.folder))
      Folders.push_back(F.folder);
    if (!F.file.empty())
      visit(F.file, Seen, Folders);
  }
}

std::vector<std::string>
IncludePaths::foldersFor(const std::string &Unit) const {
  llvm::StringMap<bool> Seen;
  std::vector<std::string> Folders;
  visit(Unit, Seen, Folders);
  return Folders;
}

} // namespace causeway
