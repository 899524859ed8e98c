// A file system that records its queries.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/ReadLog.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

namespace causeway {

namespace vfs = llvm::vfs;
using llvm::StringRef;

Digest digest(StringRef Text) {
  return llvm::BLAKE3::hash<16>(llvm::arrayRefFromStringRef(Text));
}

Digest ReadLog::contentDigest(const Digest &Text, StringRef RealPath) {
  llvm::BLAKE3 Hasher;
  Hasher.update(Text);
  Hasher.update(RealPath);
  return Hasher.final<16>();
}

Digest ReadLog::listingDigest(std::vector<std::string> Names) {
  llvm::sort(Names);
  llvm::BLAKE3 Hasher;
  for (const std::string &Name : Names) {
    Hasher.update(Name);
    Hasher.update(StringRef("\0", 1));
  }
  return Hasher.final<16>();
}

void ReadLog::note(std::string Path, Entry E) {
  auto [It, New] = entries.try_emplace(std::move(Path), E);
  Entry &Known = It->second;
  if (New || Known == E)
    return;
  // A later answer may add to an earlier one, but must not contradict it.
  auto Refines = [](const Entry &Less, const Entry &More) {
    return (Less.kind == Kind::File && More.kind == Kind::Content) ||
           (Less.kind == Kind::Folder && More.kind == Kind::Listing);
  };
  if (Refines(Known, E))
    Known = E;
  else if (!Refines(E, Known))
    repeatable = false;
}

namespace {

class LoggedFile : public vfs::File {
public:
  LoggedFile(std::unique_ptr<vfs::File> File, std::string Path, ReadLog &Log)
      : File(std::move(File)), Path(std::move(Path)), Log(Log) {}

  llvm::ErrorOr<vfs::Status> status() override { return File->status(); }
  llvm::ErrorOr<std::string> getName() override { return File->getName(); }
  std::error_code close() override { return File->close(); }

  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const llvm::Twine &Name, int64_t FileSize,
            bool RequiresNullTerminator, bool IsVolatile) override {
    auto Buffer =
        File->getBuffer(Name, FileSize, RequiresNullTerminator, IsVolatile);
    auto Real = File->getName();
    if (Buffer && Real)
      Log.note(Path,
               {ReadLog::Kind::Content,
                ReadLog::contentDigest(digest((*Buffer)->getBuffer()), *Real)});
    else
      Log.repeatable = false;
    return Buffer;
  }

private:
  std::unique_ptr<vfs::File> File;
  std::string Path;
  ReadLog &Log;
};

class LoggedFileSystem : public vfs::ProxyFileSystem {
public:
  LoggedFileSystem(llvm::IntrusiveRefCntPtr<vfs::FileSystem> Disk, ReadLog &Log)
      : ProxyFileSystem(std::move(Disk)), Log(Log) {}

  llvm::ErrorOr<vfs::Status> status(const llvm::Twine &Path) override {
    auto Status = getUnderlyingFS().status(Path);
    noteStatus(absolute(Path), Status);
    return Status;
  }

  bool exists(const llvm::Twine &Path) override { return bool(status(Path)); }

  llvm::ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const llvm::Twine &Path) override {
    std::string Name = absolute(Path);
    auto File = getUnderlyingFS().openFileForRead(Path);
    if (!File) {
      Log.note(Name, {ReadLog::Kind::Absent, {}});
      return File;
    }
    noteStatus(Name, (*File)->status());
    return std::make_unique<LoggedFile>(std::move(*File), Name, Log);
  }

  vfs::directory_iterator dir_begin(const llvm::Twine &Path,
                                    std::error_code &EC) override {
    std::string Name = absolute(Path);
    std::vector<std::string> Names;
    std::error_code End;
    for (auto I = getUnderlyingFS().dir_begin(Path, End);
         !End && I != vfs::directory_iterator(); I.increment(End))
      Names.push_back(llvm::sys::path::filename(I->path()).str());
    if (End)
      noteStatus(Name, getUnderlyingFS().status(Path));
    else
      Log.note(Name, {ReadLog::Kind::Listing,
                      ReadLog::listingDigest(std::move(Names))});
    return getUnderlyingFS().dir_begin(Path, EC);
  }

private:
  std::string absolute(const llvm::Twine &Path) const {
    llvm::SmallString<256> Absolute;
    Path.toVector(Absolute);
    makeAbsolute(Absolute);
    return Absolute.str().str();
  }

  void noteStatus(std::string Path, const llvm::ErrorOr<vfs::Status> &Status) {
    if (!Status)
      Log.note(std::move(Path), {ReadLog::Kind::Absent, {}});
    else if (Status->isRegularFile())
      Log.note(std::move(Path), {ReadLog::Kind::File, {}});
    else if (Status->isDirectory())
      Log.note(std::move(Path), {ReadLog::Kind::Folder, {}});
    else
      Log.repeatable = false;
  }

  ReadLog &Log;
};

} // namespace

llvm::IntrusiveRefCntPtr<vfs::FileSystem>
logReads(llvm::IntrusiveRefCntPtr<vfs::FileSystem> Disk, ReadLog &Log) {
  return llvm::makeIntrusiveRefCnt<LoggedFileSystem>(std::move(Disk), Log);
}

} // namespace causeway
