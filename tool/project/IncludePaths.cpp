// If several headers match an include, the one closest to the including file is
// chosen.
//
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

size_t closeness(StringRef A, StringRef B) {
  auto End =
      std::mismatch(path::begin(A), path::end(A), path::begin(B), path::end(B));
  return size_t(std::distance(path::begin(A), End.first));
}

void IncludePaths::add(const std::string &Path, StringRef Text) {
  std::vector<Line> &Lines = Includes[Path];
  for (IncludeLine L : includeLines(Text)) {
    // The standard library and the system's headers need no guess.
    bool System = L.angled && (!L.name.contains('.') ||
                               llvm::sys::fs::exists("/usr/include/" + L.name));
    if (!System && !IsKnown(L.name))
      Lines.push_back({L.name.str(), L.angled});
  }
  ByFileName[path::filename(Path)].push_back(Path);
}

IncludePaths::Found
IncludePaths::resolve(const std::string &From, const Line &Include,
                      const std::vector<std::string> &Also) const {
  StringRef Name = Include.name;
  auto Exists = [&](const std::string &Path) {
    return Includes.count(Path) || llvm::sys::fs::exists(Path);
  };
  std::string Folder = llvm::sys::path::parent_path(From).str();
  std::string Beside = join(Folder, Name);
  if (!Include.angled && Exists(Beside))
    return {Beside, ""};
  for (const auto *Folders : {&Given, &Also})
    for (const std::string &Folder : *Folders)
      if (std::string Path = join(Folder, Name); Exists(Path))
        return {Path, ""};
  // The compiler needs an option to search the includer's folder for `<...>`.
  if (Include.angled && Beside != From && Exists(Beside))
    return {Beside, Folder};
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
  visit(Unit, {}, Seen, Folders);
}

void IncludePaths::visit(const std::string &File,
                         const std::vector<std::string> &Also,
                         llvm::StringMap<bool> &Seen,
                         std::vector<std::string> &Folders) const {
  auto It = Includes.find(File);
  if (It == Includes.end() || !Seen.try_emplace(File, true).second)
    return;
  for (const Line &L : It->second) {
    Found F = resolve(File, L, Also);
    if (!F.folder.empty() && !llvm::is_contained(Folders, F.folder))
      Folders.push_back(F.folder);
    if (!F.file.empty())
      visit(F.file, Also, Seen, Folders);
  }
}

std::vector<std::string>
IncludePaths::foldersFor(const std::string &Unit,
                         const std::vector<std::string> &Also) const {
  llvm::StringMap<bool> Seen;
  std::vector<std::string> Folders;
  visit(Unit, Also, Seen, Folders);
  return Folders;
}

std::vector<std::string>
IncludePaths::includedBy(const std::string &File,
                         const std::vector<std::string> &Also) const {
  std::vector<std::string> Files;
  if (auto It = Includes.find(File); It != Includes.end())
    for (const Line &L : It->second)
      if (Found F = resolve(File, L, Also); !F.file.empty())
        Files.push_back(std::move(F.file));
  return Files;
}

std::vector<std::string>
IncludePaths::missingIn(const std::string &File,
                        const std::vector<std::string> &Also) const {
  std::vector<std::string> Names;
  if (auto It = Includes.find(File); It != Includes.end())
    for (const Line &L : It->second)
      if (resolve(File, L, Also).file.empty())
        Names.push_back(L.name);
  return Names;
}

} // namespace causeway
