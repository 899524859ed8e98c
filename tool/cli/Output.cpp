// SPDX-License-Identifier: Apache-2.0
#include "cli/Output.h"
#include "cli/Update.h"
#include "tree/Git.h"
#include "tree/WorkTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <unistd.h>

namespace causeway {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace {

llvm::Error fail(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

std::string join(StringRef Folder, StringRef File) {
  llvm::SmallString<256> Path(Folder);
  path::append(Path, File);
  return Path.str().str();
}

/// The path relative to the root.
StringRef relative(const Sources &From, StringRef Path) {
  return Path.drop_front(From.root == "/" ? 1 : From.root.size() + 1);
}

/// A link of the migrated tree.
struct PlacedLink {
  std::string oldName, name; ///< Relative to the root.
  std::string oldTarget, target;
};

/// The new target of a link whose target is renamed.
std::string newTarget(const OutputNames &Names, const Sources &From,
                      const std::string &Link, StringRef Target) {
  llvm::SmallString<256> Next(Target);
  if (!path::is_absolute(Target)) {
    Next = path::parent_path(Link);
    path::append(Next, Target);
  }
  path::remove_dots(Next, /*remove_dot_dot=*/true);
  // Folders on the way to the target may be links.
  for (const std::string &To : {Next.str().str(), realPath(Link)}) {
    if (!isInside(To, From.root) || To == From.root ||
        path::filename(To) != path::filename(Target))
      continue;
    std::string Old = relative(From, To).str(), New = Names.of(Old);
    if (New != Old)
      return (Target.drop_back(path::filename(Target).size()) +
              path::filename(New))
          .str();
  }
  return Target.str();
}

/// Places `Links` (absolute), and links that includes use.
llvm::Expected<std::vector<PlacedLink>>
placeLinks(const OutputNames &Names, const Sources &From,
           std::vector<std::string> Links) {
  for (const std::string &Link : Names.links())
    Links.push_back(join(From.root, Link));
  llvm::sort(Links);
  Links.erase(std::unique(Links.begin(), Links.end()), Links.end());
  std::vector<PlacedLink> Placed;
  for (const std::string &Path : Links) {
    char Target[4096];
    ssize_t Size = ::readlink(Path.c_str(), Target, sizeof Target);
    if (Size < 0)
      return fail(Path + ": " + llvm::sys::StrError(errno));
    std::string Old = relative(From, Path).str(), To(Target, size_t(Size));
    Placed.push_back(
        {Old, Names.of(Old), To, newTarget(Names, From, Path, To)});
  }
  return Placed;
}

/// Whether a folder holds no user's files. Remains of an interrupted run do not
/// count.
bool isEmpty(StringRef Folder, std::error_code &EC) {
  for (fs::directory_iterator I(Folder, EC), E; I != E && !EC; I.increment(EC))
    if (path::filename(I->path()) != ".causeway" || remembers(Folder))
      return false;
  return true;
}

llvm::Error refuseFull(StringRef Out, StringRef Shown) {
  std::error_code EC;
  if (fs::is_directory(Out) && !isEmpty(Out, EC))
    return fail("--out " + Shown +
                (remembers(Out)
                     ? ": holds a migration already; --update merges the "
                       "changes since then, --force overwrites it"
                     : ": not empty; --force overwrites existing files"));
  return EC ? fail("--out " + Shown + ": " + EC.message())
            : llvm::Error::success();
}

} // namespace

llvm::Error checkOutFolder(StringRef Folder, const Sources &From, bool Force) {
  std::string Out = realPath(Folder);
  if (Out == From.root || llvm::is_contained(From.folders, Out))
    return fail("--out " + Folder +
                ": that is the source itself; --in-place changes it");
  if (fs::exists(Out) && !fs::is_directory(Out))
    return fail("--out " + Folder + ": a file is there already");
  if (Force)
    return llvm::Error::success();
  for (const std::string &Source : From.folders)
    if (isInside(Out, Source))
      return fail("--out " + Folder + ": lies inside the source " + Source +
                  ", so the next run would migrate it again; choose another "
                  "folder, or --force");
  return refuseFull(Out, Folder);
}

llvm::Error checkGitTree(const Sources &From, bool Force) {
  if (Force)
    return llvm::Error::success();
  std::vector<std::string> Sources = From.extraFiles;
  llvm::append_range(Sources, From.bystanders);
  llvm::append_range(Sources, From.buildScripts);
  for (const Unit &U : From.units)
    Sources.push_back(U.file);
  for (const std::string &Link : From.links)
    if (path::extension(realPath(Link)) ==
        ".cu") // a link to a source is renamed with it
      Sources.push_back(Link);
  llvm::erase_if(Sources, [&](const std::string &Path) {
    return !isInside(Path, From.root);
  });
  auto Changed = uncommittedFiles(From.root, Sources);
  if (!Changed)
    return fail(From.root + ": git's data of this tree cannot be read (" +
                llvm::toString(Changed.takeError()) +
                "), so git could not restore what --in-place changes; repair "
                "it, or use --force");
  if (!*Changed)
    return fail(From.root +
                ": not a git tree, so nothing could restore what --in-place "
                "changes; commit the sources first, or use --force");
  if ((*Changed)->empty())
    return llvm::Error::success();
  size_t More = (*Changed)->size() - 1;
  return fail(From.root +
              ": the git tree has changes that are not committed (" +
              (*Changed)->front() +
              (More ? " and " + std::to_string(More) + " more" : "") +
              "); commit them first, or --force");
}

llvm::Expected<std::vector<OutputFile>>
outputTree(const MigrationResult &Result, const Sources &From,
           StringRef NotesPath, StringRef Notes) {
  std::vector<OutputFile> Files;
  auto ModeOf = [](const std::string &Path, OutputFile &F) {
    struct stat S;
    if (::stat(Path.c_str(), &S))
      return;
    F.mode = S.st_mode & 07777;
    F.exact = true;
  };
  for (const auto &[Path, File] : Result.files)
    if (!path::is_absolute(File.path)) {
      Files.push_back({File.newPath, OutputFile::Kind::Text, File.migrated});
      ModeOf(join(From.root, File.path), Files.back());
    }
  // Files without a result of the engine.
  std::vector<std::string> Others = From.bystanders, Links = From.links;
  llvm::append_range(Others, From.extraFiles);
  llvm::append_range(Others, From.others);
  for (const Unit &U : From.units)
    Others.push_back(U.file);
  llvm::sort(Others);
  Others.erase(std::unique(Others.begin(), Others.end()), Others.end());
  for (const std::string &Path : Others) {
    StringRef Old = relative(From, Path);
    // Leave out the data of git and of this program.
    if (Result.files.count(Old.str()) || !isGitPath(Old))
      continue;
    // A link's target may be outside the tree.
    if (fs::is_symlink_file(Path)) {
      Links.push_back(Path);
      continue;
    }
    Files.push_back({Old.str(), OutputFile::Kind::Copy, "", "", Path});
    ModeOf(Path, Files.back());
  }
  auto Placed = placeLinks(Result.names, From, std::move(Links));
  if (!Placed)
    return Placed.takeError();
  for (PlacedLink &L : *Placed)
    Files.push_back(
        {std::move(L.name), OutputFile::Kind::Link, "", std::move(L.target)});
  Files.push_back({NotesPath.str(), OutputFile::Kind::Text, Notes});
  return Files;
}

llvm::Error writeBelow(StringRef Folder, llvm::ArrayRef<OutputFile> Files,
                       bool Force) {
  auto T = Transaction::begin(Folder);
  if (!T)
    return T.takeError();
  // Check again: another run may have written first.
  if (!Force)
    if (llvm::Error E = refuseFull(Folder, Folder))
      return E;
  for (const OutputFile &F : Files) {
    llvm::Error E = llvm::Error::success();
    switch (F.kind) {
    case OutputFile::Kind::Text:
      E = (*T)->put(F.path, F.text, F.mode, F.exact);
      break;
    case OutputFile::Kind::Link:
      E = (*T)->putLink(F.path, F.target);
      break;
    case OutputFile::Kind::Copy: {
      auto From = openSource(F.from);
      if (!From)
        return From.takeError();
      E = (*T)->put(F.path, F.mode, F.exact, [&](int FD) {
        return llvm::errorCodeToError(std::error_code(
            readAll(From->get(),
                    [&](StringRef Bytes) { return writeAll(FD, Bytes); }),
            std::generic_category()));
      });
      break;
    }
    }
    if (E)
      return E;
  }
  return commitRemembered(**T, Files);
}

llvm::Expected<size_t> writeInPlace(const MigrationResult &Result,
                                    const Sources &From) {
  auto T = Transaction::begin(From.root);
  if (!T)
    return T.takeError();
  const Folder &Tree = (*T)->tree();
  // Removes the file at the old name; the new name must be free.
  auto Move = [&](const std::string &Old,
                  const std::string &New) -> llvm::Error {
    if (New == Old)
      return llvm::Error::success();
    auto Taken = Tree.look(New);
    if (!Taken)
      return Taken.takeError();
    if (*Taken)
      return fail(Tree.shown(New) +
                  ": appeared during the migration; run this again");
    (*T)->remove(Old);
    return llvm::Error::success();
  };
  size_t Count = 0;
  for (const auto &[Path, File] : Result.files) {
    if (path::is_absolute(File.path) ||
        (File.migrated == File.original && File.newPath == File.path))
      continue;
    // The file may have changed since it was read.
    auto There = Tree.look(File.path);
    if (!There)
      return There.takeError();
    auto Text = Tree.readText(File.path);
    // A text that was converted from UTF-16 cannot be compared.
    bool AsRead = bool(Text) && (File.recoded || *Text == File.original);
    llvm::consumeError(Text.takeError());
    if (!*There || !AsRead)
      return fail(Tree.shown(File.path) +
                  ": changed while it was being migrated; run this again");
    if (llvm::Error E = Move(File.path, File.newPath))
      return E;
    if (llvm::Error E = (*T)->put(File.newPath, File.migrated,
                                  (*There)->st_mode & 07777, /*Exact=*/true))
      return E;
    ++Count;
  }
  auto Links = placeLinks(Result.names, From, From.links);
  if (!Links)
    return Links.takeError();
  for (const PlacedLink &L : *Links) {
    if (L.name == L.oldName && L.target == L.oldTarget)
      continue;
    if (llvm::Error E = Move(L.oldName, L.name))
      return E;
    if (llvm::Error E = (*T)->putLink(L.name, L.target))
      return E;
    ++Count;
  }
  if (llvm::Error E = (*T)->commit())
    return E;
  return Count;
}

} // namespace causeway
