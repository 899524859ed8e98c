// All temporary files are written first; only then is the first one renamed.
// SPDX-License-Identifier: Apache-2.0
#include "cli/Output.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

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

/// Files that appear together: `add` them all, then `commit`.
class Batch {
public:
  ~Batch() {
    for (Pending &P : Files)
      llvm::consumeError(P.temporary.discard());
    // What was made for files that never came.
    for (const std::string &Folder : llvm::reverse(NewFolders))
      fs::remove(Folder);
  }

  /// `Like` is the file whose permissions the new one gets.
  llvm::Error add(const std::string &Path, StringRef Text, StringRef Like) {
    if (auto EC = makeFolder(path::parent_path(Path)))
      return fail(path::parent_path(Path) + ": " + EC.message());
    auto Temporary = fs::TempFile::create(Path + ".causeway-%%%%%%");
    if (!Temporary)
      return fail(Path + ": " + llvm::toString(Temporary.takeError()));
    Files.push_back({Path, std::move(*Temporary)});
    int FD = Files.back().temporary.FD;
    if (auto Permissions = fs::getPermissions(Like))
      fs::setPermissions(FD, *Permissions);
    llvm::raw_fd_ostream OS(FD, /*shouldClose=*/false);
    OS << Text;
    OS.flush();
    if (OS.has_error()) {
      std::error_code EC = OS.error();
      OS.clear_error();
      return fail(Path + ": " + EC.message());
    }
    return llvm::Error::success();
  }

  llvm::Error commit() {
    NewFolders.clear();
    while (!Files.empty()) {
      Pending P = std::move(Files.back());
      Files.pop_back();
      if (llvm::Error E = P.temporary.keep(P.path))
        return fail(P.path + ": " + llvm::toString(std::move(E)));
    }
    return llvm::Error::success();
  }

private:
  struct Pending {
    std::string path;
    fs::TempFile temporary;
  };

  std::error_code makeFolder(StringRef Folder) {
    if (Folder.empty() || fs::is_directory(Folder))
      return {};
    if (auto EC = makeFolder(path::parent_path(Folder)))
      return EC;
    // What exists and is no folder is not ours to remove later.
    if (auto EC = fs::create_directory(Folder, /*IgnoreExisting=*/false))
      return EC;
    NewFolders.push_back(Folder.str());
    return {};
  }

  std::vector<Pending> Files;
  std::vector<std::string> NewFolders;
};

/// Runs git in `Folder`; nothing when there is no git or it fails.
std::optional<std::string> git(StringRef Folder,
                               std::initializer_list<StringRef> Args) {
  auto Program = llvm::sys::findProgramByName("git");
  if (!Program)
    return std::nullopt;
  llvm::SmallString<128> Output;
  if (fs::createTemporaryFile("causeway", "txt", Output))
    return std::nullopt;
  llvm::FileRemover Remove(Output);
  std::vector<StringRef> Line = {*Program, "-C", Folder};
  Line.insert(Line.end(), Args.begin(), Args.end());
  std::optional<StringRef> Redirects[] = {StringRef(""), StringRef(Output),
                                          StringRef("")};
  if (llvm::sys::ExecuteAndWait(*Program, Line, std::nullopt, Redirects) != 0)
    return std::nullopt;
  auto Buffer = llvm::MemoryBuffer::getFile(Output);
  if (!Buffer)
    return std::nullopt;
  return (*Buffer)->getBuffer().str();
}

} // namespace

std::vector<std::string> avoidCollisions(MigrationResult &Result,
                                         const Sources &From) {
  std::vector<std::string> Renamed;
  for (auto &[Path, File] : Result.files) {
    if (File.newPath == File.path ||
        (!Result.files.count(File.newPath) &&
         !fs::exists(join(From.root, File.newPath))))
      continue;
    File.newPath = File.path + ".cpp";
    Renamed.push_back(File.path);
  }
  return Renamed;
}

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
  std::error_code EC;
  if (fs::is_directory(Out) &&
      fs::directory_iterator(Out, EC) != fs::directory_iterator())
    return fail("--out " + Folder +
                ": not empty; --force writes over what is there");
  if (EC)
    return fail("--out " + Folder + ": " + EC.message());
  return llvm::Error::success();
}

llvm::Error checkGitTree(StringRef Root, bool Force) {
  if (Force)
    return llvm::Error::success();
  auto Status = git(Root, {"status", "--porcelain", "--", "."});
  if (!Status)
    return fail(Root + ": not a git tree, so nothing could give back what "
                       "--in-place changes; commit the sources first, or "
                       "--force");
  if (Status->empty())
    return llvm::Error::success();
  StringRef First = StringRef(*Status).split('\n').first.drop_front(3);
  size_t More = StringRef(*Status).count('\n') - 1;
  return fail(Root + ": the git tree has changes that are not committed (" +
              First + (More ? " and " + std::to_string(More) + " more" : "") +
              "); commit them first, or --force");
}

llvm::Expected<size_t> writeBelow(StringRef Folder,
                                  const MigrationResult &Result,
                                  const Sources &From) {
  Batch Files;
  std::string Out = realPath(Folder);
  size_t Count = 0;
  auto Add = [&](StringRef NewPath, StringRef Text,
                 StringRef Old) -> llvm::Error {
    ++Count;
    return Files.add(join(Out, NewPath), Text, Old);
  };
  for (const auto &[Path, File] : Result.files)
    if (!path::is_absolute(File.path))
      if (llvm::Error E =
              Add(File.newPath, File.migrated, join(From.root, File.path)))
        return E;
  // Files that the engine had no reason to keep.
  std::vector<std::string> Others = From.bystanders;
  Others.insert(Others.end(), From.extraFiles.begin(), From.extraFiles.end());
  for (const Unit &U : From.units)
    Others.push_back(U.file);
  llvm::sort(Others);
  Others.erase(std::unique(Others.begin(), Others.end()), Others.end());
  for (const std::string &Path : Others) {
    StringRef Relative =
        StringRef(Path).drop_front(From.root == "/" ? 1 : From.root.size() + 1);
    if (Result.files.count(Relative.str()))
      continue;
    auto Buffer = llvm::MemoryBuffer::getFile(Path);
    if (!Buffer)
      return fail(Path + ": " + Buffer.getError().message());
    if (llvm::Error E =
            Add(migratedPath(Relative), (*Buffer)->getBuffer(), Path))
      return E;
  }
  if (llvm::Error E = Files.commit())
    return E;
  return Count;
}

llvm::Expected<size_t> writeInPlace(const MigrationResult &Result,
                                    StringRef Root) {
  Batch Files;
  std::vector<std::string> Gone;
  size_t Count = 0;
  for (const auto &[Path, File] : Result.files) {
    if (path::is_absolute(File.path) ||
        (File.migrated == File.original && File.newPath == File.path))
      continue;
    std::string Old = join(Root, File.path);
    // A link stays a link: what it points at changes.
    if (llvm::Error E =
            Files.add(realPath(join(Root, File.newPath)), File.migrated, Old))
      return E;
    if (File.newPath != File.path)
      Gone.push_back(Old);
    ++Count;
  }
  if (llvm::Error E = Files.commit())
    return E;
  for (const std::string &Path : Gone)
    if (auto EC = fs::remove(Path))
      return fail(Path + ": " + EC.message());
  return Count;
}

} // namespace causeway
