// A folder belongs to an SDK if certain headers lie together in it. A single
// header is recognised by its include name and its notice.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/SdkFiles.h"
#include "frontend/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace causeway {

using llvm::StringRef;
namespace path = llvm::sys::path;

namespace {

/// Calls \p Stop with "c.h", "b/c.h", "a/b/c.h", ... until it returns true.
bool anySuffix(StringRef Path, llvm::function_ref<bool(StringRef)> Stop) {
  // No include name has more folders.
  constexpr int MostFolders = 6;
  size_t At = Path.size();
  for (int I = 0; I < MostFolders && At != StringRef::npos && At > 0; ++I) {
    At = Path.rfind('/', At);
    if (Stop(At == StringRef::npos ? Path : Path.substr(At + 1)))
      return true;
  }
  return false;
}

} // namespace

bool SdkFiles::owns(StringRef Path, StringRef RealPath) {
  return liesInSdk(RealPath) || (Path != RealPath && liesInSdk(Path)) ||
         (!isBelow(RealPath, Root) && isInstalledLibrary(RealPath)) ||
         isCopy(RealPath);
}

bool SdkFiles::liesInSdk(StringRef Path) {
  llvm::SmallString<256> Plain(Path);
  path::remove_dots(Plain, /*remove_dot_dot=*/true);
  const Place &In = placeOf(path::parent_path(Plain));
  if (In.top.empty())
    return !Known.empty() && (isBelow(Plain, Known + "/include") ||
                              isBelow(Plain, Known + "/targets"));
  StringRef Entry = StringRef(Plain).substr(In.top.size()).ltrim('/');
  return In.pure ||
         Rules.isSdkEntry(Entry.take_until([](char C) { return C == '/'; }));
}

bool SdkFiles::isSdkFolder(StringRef Folder) {
  const Place &In = placeOf(Folder);
  return !In.top.empty() && In.pure;
}

StringRef SdkFiles::servedName(StringRef Path) const {
  StringRef Longest;
  anySuffix(Path, [&](StringRef Name) {
    if (Rules.facadeOfHeader().count(Name.str()))
      Longest = Name;
    return false;
  });
  return Longest;
}

const SdkFiles::Place &SdkFiles::placeOf(StringRef Folder) {
  if (auto It = Places.find(Folder); It != Places.end())
    return It->second;
  Place Found;
  const std::vector<std::string> &Marks = Rules.sdkFolder();
  auto Holds = [&](const std::string &Header) {
    return Disk->exists(Folder + "/" + Header);
  };
  if (!Marks.empty() && llvm::all_of(Marks, Holds))
    Found = {Folder.str(), isPure(Folder)};
  else if (StringRef Parent = path::parent_path(Folder);
           !Parent.empty() && Parent != Folder)
    Found = placeOf(Parent);
  return Places[Folder] = std::move(Found);
}

bool SdkFiles::isPure(StringRef Folder) {
  if (Folder == Root || isBelow(Root, Folder))
    return false;
  size_t Sdk = 0, All = 0;
  std::error_code EC;
  for (auto I = Disk->dir_begin(Folder, EC),
            E = llvm::vfs::directory_iterator();
       !EC && I != E; I.increment(EC), ++All)
    Sdk += Rules.isSdkEntry(path::filename(I->path()));
  // A new SDK version may have a few headers that no rule names yet.
  return !EC && Sdk * 4 >= All * 3;
}

bool SdkFiles::isInstalledLibrary(StringRef Path) const {
  return anySuffix(Path, [&](StringRef Name) {
    const Rule *R = Rules.findHeader(Name);
    return R ? R->verdict == Verdict::Unsupported && !R->isUsers()
             : Name.contains('/') && Rules.isSdkLibrary(Name);
  });
}

bool SdkFiles::isCopy(StringRef Path) {
  StringRef Name = path::filename(Path);
  const Rule *R = Rules.findHeader(Name);
  // An SDK's samples carry the same notice, but they are sources.
  if (!R || R->isUsers() || !Rules.isSdkEntry(Name))
    return false;
  constexpr size_t Head = 4096;
  auto Text = Disk->getBufferForFile(Path, /*FileSize=*/-1,
                                     /*RequiresNullTerminator=*/false);
  return Text && Rules.hasSdkNotice((*Text)->getBuffer().take_front(Head));
}

} // namespace causeway
