// All temporary files are written first; only then is the first one renamed.
// SPDX-License-Identifier: Apache-2.0
#include "cli/Output.h"
#include "cli/Git.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <csignal>
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

/// A name for the time being in the folder of `Path`, whose own name may be as
/// long as names can be.
std::string beside(StringRef Path) {
  return join(path::parent_path(Path), ".causeway-%%%%%%%%");
}

/// Ctrl-C has to wait while this lives; whoever can stop asks for it.
class HeldSignals {
public:
  HeldSignals() {
    sigemptyset(&Held);
    for (int Signal : Signals)
      sigaddset(&Held, Signal);
    sigprocmask(SIG_BLOCK, &Held, &Before);
  }
  ~HeldSignals() { sigprocmask(SIG_SETMASK, &Before, nullptr); }
  HeldSignals(const HeldSignals &) = delete;

  /// One came; it ends the program when this goes.
  bool waiting() const {
    sigset_t Pending;
    sigpending(&Pending);
    return llvm::any_of(Signals, [&](int Signal) {
      return sigismember(&Pending, Signal) == 1;
    });
  }

private:
  static constexpr int Signals[] = {SIGINT, SIGTERM, SIGHUP};
  sigset_t Held, Before;
};

/// Files that appear together: `add` them all, then `commit`. An interruption
/// before the commit leaves nothing of them, one during it comes after.
class Batch {
public:
  ~Batch() {
    for (Pending &P : Files)
      fs::remove(P.temporary);
    // What was made for files that never came.
    for (const std::string &Folder : llvm::reverse(NewFolders))
      fs::remove(Folder);
  }

  /// `Like` is the file whose permissions the new one gets.
  llvm::Error add(const std::string &Path, StringRef Text, StringRef Like) {
    return write(Path, Like, [&](int FD) {
      llvm::raw_fd_ostream OS(FD, /*shouldClose=*/false);
      OS << Text;
      OS.flush();
      std::error_code EC = OS.error();
      OS.clear_error();
      return EC;
    });
  }

  /// The bytes of `From`, whatever they are.
  llvm::Error copy(const std::string &Path, StringRef From) {
    return write(Path, From, [&](int FD) { return fs::copy_file(From, FD); });
  }

  llvm::Error link(const std::string &Path, StringRef Target) {
    if (auto EC = makeFolder(path::parent_path(Path)))
      return fail(path::parent_path(Path) + ": " + EC.message());
    llvm::SmallString<256> Temporary;
    if (auto EC = fs::getPotentiallyUniqueFileName(beside(Path), Temporary))
      return fail(Path + ": " + EC.message());
    if (auto EC = fs::create_link(Target, Temporary))
      return fail(Path + ": " + EC.message());
    Files.push_back({Path, Temporary.str().str()});
    return llvm::Error::success();
  }

  llvm::Error commit() {
    NewFolders.clear();
    while (!Files.empty()) {
      const Pending &P = Files.back();
      if (auto EC = fs::rename(P.temporary, P.path))
        return fail(P.path + ": " + EC.message());
      Files.pop_back();
    }
    return llvm::Error::success();
  }

private:
  struct Pending {
    std::string path, temporary;
  };

  /// A tree may have more files than a process may have open, so each is
  /// closed at once.
  llvm::Error write(const std::string &Path, StringRef Like,
                    llvm::function_ref<std::error_code(int)> Fill) {
    if (Signals.waiting())
      return fail("interrupted");
    if (auto EC = makeFolder(path::parent_path(Path)))
      return fail(path::parent_path(Path) + ": " + EC.message());
    int FD;
    llvm::SmallString<256> Temporary;
    if (auto EC = fs::createUniqueFile(beside(Path), FD, Temporary))
      return fail(Path + ": " + EC.message());
    Files.push_back({Path, Temporary.str().str()});
    if (auto Permissions = fs::getPermissions(Like))
      fs::setPermissions(FD, *Permissions);
    std::error_code EC = Fill(FD);
    if (auto Closing = llvm::sys::Process::SafelyCloseFileDescriptor(FD); !EC)
      EC = Closing;
    return EC ? fail(Path + ": " + EC.message()) : llvm::Error::success();
  }

  std::error_code makeFolder(StringRef Folder) {
    if (Folder.empty() || fs::is_directory(Folder))
      return {};
    if (auto EC = makeFolder(path::parent_path(Folder)))
      return EC;
    // What exists and is no folder is not ours to remove later.
    if (auto EC =
            fs::create_directory(Folder, /*IgnoreExisting=*/false, fs::all_all))
      return EC;
    NewFolders.push_back(Folder.str());
    return {};
  }

  HeldSignals Signals;
  std::vector<Pending> Files;
  std::vector<std::string> NewFolders;
};

std::error_code readLink(const std::string &Path,
                         llvm::SmallVectorImpl<char> &Target) {
  Target.resize_for_overwrite(4096);
  ssize_t Size = ::readlink(Path.c_str(), Target.data(), Target.size());
  if (Size < 0)
    return std::error_code(errno, std::generic_category());
  Target.truncate(size_t(Size));
  return {};
}

} // namespace

/// What a file system takes for one name, in bytes.
static constexpr size_t MaxName = 255;

std::vector<std::string> avoidCollisions(MigrationResult &Result,
                                         const Sources &From) {
  std::vector<std::string> Renamed;
  for (auto &[Path, File] : Result.files) {
    if (File.newPath == File.path ||
        (path::filename(File.newPath).size() <= MaxName &&
         !Result.files.count(File.newPath) &&
         !fs::exists(join(From.root, File.newPath))))
      continue;
    File.newPath = File.path + ".cpp";
    if (path::filename(File.newPath).size() > MaxName)
      File.newPath = File.path;
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
  auto Status = tryGit({"-C", Root.str(), "status", "--porcelain", "--", "."});
  if (!Status)
    llvm::consumeError(Status.takeError());
  if (!Status || Status->status != 0)
    return fail(Root + ": not a git tree, so nothing could give back what "
                       "--in-place changes; commit the sources first, or "
                       "--force");
  StringRef Changes = Status->out;
  if (Changes.empty())
    return llvm::Error::success();
  StringRef First = Changes.split('\n').first.drop_front(3);
  size_t More = Changes.count('\n') - 1;
  return fail(Root + ": the git tree has changes that are not committed (" +
              First + (More ? " and " + std::to_string(More) + " more" : "") +
              "); commit them first, or --force");
}

llvm::Expected<std::vector<std::string>>
writeBelow(StringRef Folder, const MigrationResult &Result, const Sources &From,
           const TextFile &Notes) {
  Batch Files;
  std::string Out = realPath(Folder);
  std::vector<std::string> Paths;
  auto Relative = [&](StringRef Path) {
    return Path.drop_front(From.root == "/" ? 1 : From.root.size() + 1);
  };
  for (const auto &[Path, File] : Result.files)
    if (!path::is_absolute(File.path)) {
      Paths.push_back(File.newPath);
      if (llvm::Error E = Files.add(join(Out, File.newPath), File.migrated,
                                    join(From.root, File.path)))
        return E;
    }
  // Files that the engine had no reason to keep.
  std::vector<std::string> Others = From.bystanders;
  llvm::append_range(Others, From.extraFiles);
  llvm::append_range(Others, From.others);
  for (const Unit &U : From.units)
    Others.push_back(U.file);
  llvm::sort(Others);
  Others.erase(std::unique(Others.begin(), Others.end()), Others.end());
  llvm::StringSet<> AsTheyAre;
  for (const std::string &Path : From.others)
    AsTheyAre.insert(Path);
  for (const std::string &Path : Others) {
    StringRef Old = Relative(Path);
    if (Result.files.count(Old.str()))
      continue;
    Paths.push_back(AsTheyAre.contains(Path) ? Old.str() : migratedPath(Old));
    if (llvm::Error E = Files.copy(join(Out, Paths.back()), Path))
      return E;
  }
  for (const std::string &Path : From.links) {
    llvm::SmallString<256> Target;
    if (auto EC = readLink(Path, Target))
      return fail(Path + ": " + EC.message());
    // Where what it leads to has another name, so has the link.
    std::string Real = realPath(Path);
    auto Renamed = isInside(Real, From.root)
                       ? Result.files.find(Relative(Real).str())
                       : Result.files.end();
    bool Follows = Renamed != Result.files.end() &&
                   Renamed->second.newPath != Renamed->second.path;
    StringRef Name = Relative(Path);
    Paths.push_back(Follows ? migratedPath(Name) : Name.str());
    if (Follows)
      Target = migratedPath(Target);
    if (llvm::Error E = Files.link(join(Out, Paths.back()), Target))
      return E;
  }
  Paths.push_back(Notes.path);
  if (llvm::Error E = Files.add(join(Out, Notes.path), Notes.text, ""))
    return E;
  if (llvm::Error E = Files.commit())
    return E;
  return Paths;
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
