// Assigns plain names first, so that a clash of one file does not change the
// name of another.
//
// SPDX-License-Identifier: Apache-2.0
#include "engine/OutputNames.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include <optional>

namespace causeway {

using llvm::StringRef;
namespace path = llvm::sys::path;

/// The longest file name in bytes that common file systems accept.
static constexpr size_t MaxName = 255;

std::string migratedPath(StringRef Path) {
  if (!Path.ends_with(".cu"))
    return Path.str();
  return (Path.drop_back(3) + ".cpp").str();
}

namespace {

class Planner {
public:
  Planner(const FilesToName &From, llvm::function_ref<bool(StringRef)> IsTaken)
      : From(From), IsTaken(IsTaken) {}

  void plan(const std::set<std::string> &Paths,
            std::map<std::string, std::string> &New,
            std::set<std::string> &NotPlain) {
    for (const std::string &Path : Paths)
      if (std::string Plain = migratedPath(Path); isFree(Path, Plain))
        give(Path, Plain, New);
      else
        NotPlain.insert(Path);
    for (const std::string &Path : Paths)
      if (NotPlain.count(Path))
        if (auto Other = otherName(Path))
          give(Path, *Other, New);
  }

private:
  void give(const std::string &Path, const std::string &Name,
            std::map<std::string, std::string> &New) {
    New[Path] = Name;
    Given.insert(Name);
  }

  bool isInUse(StringRef Path) const {
    return Given.count(Path.str()) || From.reserved.count(Path.str()) ||
           IsTaken(Path);
  }

  bool isFree(const std::string &Path, StringRef Name) const {
    if (path::filename(Name).size() > MaxName || isInUse(Name))
      return false;
    auto First = From.searchedFirst.find(Path);
    if (First == From.searchedFirst.end())
      return true;
    for (const std::string &Folder : First->second) {
      llvm::SmallString<256> There(Folder);
      path::append(There, path::filename(Name));
      if (isInUse(There))
        return false;
    }
    return true;
  }

  /// `a.cu.cpp`, `a.cu.2.cpp`, ...; nothing when the name gets too long.
  std::optional<std::string> otherName(const std::string &Path) const {
    std::string Name = Path + ".cpp";
    for (unsigned N = 2; !isFree(Path, Name); ++N) {
      if (path::filename(Name).size() > MaxName)
        return std::nullopt;
      Name = Path + "." + std::to_string(N) + ".cpp";
    }
    return Name;
  }

  const FilesToName &From;
  llvm::function_ref<bool(StringRef)> IsTaken;
  std::set<std::string> Given;
};

} // namespace

OutputNames::OutputNames(const FilesToName &From,
                         llvm::function_ref<bool(StringRef)> IsTaken) {
  auto IsRenamed = [](StringRef Path) {
    return Path.ends_with(".cu") && !path::is_absolute(Path);
  };
  Planner P(From, IsTaken);
  std::set<std::string> Sources, Followers;
  for (const std::string &File : From.files)
    if (IsRenamed(File))
      Sources.insert(File);
  P.plan(Sources, New, NotPlain);
  // A link gets a new name only if it leads to a renamed source.
  for (const auto &[Link, To] : From.links)
    if (IsRenamed(Link) && New.count(To))
      Followers.insert(Link);
  P.plan(Followers, New, NotPlain);
  for (const std::string &Link : Followers)
    if (New.count(Link))
      Links.insert(Link);
}

std::string OutputNames::of(StringRef Path) const {
  auto It = New.find(Path.str());
  return It == New.end() ? Path.str() : It->second;
}

} // namespace causeway
