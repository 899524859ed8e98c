// An existing file is identified by its inode, whatever name it is opened by. A
// file that does not exist yet is identified by its path.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Buffers.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

namespace causeway {
namespace {

namespace vfs = llvm::vfs;
using llvm::StringRef;

class BufferFile : public vfs::File {
public:
  BufferFile(vfs::Status Status, std::string RealPath, StringRef Text)
      : Status(std::move(Status)), RealPath(std::move(RealPath)), Text(Text) {}

  llvm::ErrorOr<vfs::Status> status() override { return Status; }
  llvm::ErrorOr<std::string> getName() override { return RealPath; }
  std::error_code close() override { return {}; }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const llvm::Twine &Name, int64_t, bool, bool) override {
    return llvm::MemoryBuffer::getMemBufferCopy(Text, Name);
  }

private:
  vfs::Status Status;
  std::string RealPath;
  StringRef Text;
};

class BufferFileSystem : public vfs::ProxyFileSystem {
public:
  BufferFileSystem(llvm::IntrusiveRefCntPtr<vfs::FileSystem> Disk,
                   const Buffers &Over)
      : ProxyFileSystem(std::move(Disk)) {
    for (const auto &[Path, Text] : Over) {
      auto Status = getUnderlyingFS().status(Path);
      Entry E{Path, Text,
              Status ? Status->getUniqueID() : vfs::getNextVirtualUniqueID()};
      if (Status) {
        ByFile[E.id] = Entries.size();
      } else {
        ByPath[Path] = Entries.size();
        // Clang looks for a folder before it looks for a file in it.
        for (StringRef Folder = llvm::sys::path::parent_path(Path);
             !Folder.empty() && !getUnderlyingFS().exists(Folder);
             Folder = llvm::sys::path::parent_path(Folder))
          Folders.try_emplace(Folder, vfs::getNextVirtualUniqueID());
      }
      Entries.push_back(std::move(E));
    }
  }

  llvm::ErrorOr<vfs::Status> status(const llvm::Twine &Path) override {
    auto Status = getUnderlyingFS().status(Path);
    if (const Entry *E = find(Path, Status))
      return statusOf(*E, Path);
    if (!Status && !Folders.empty())
      if (auto It = Folders.find(normal(Path)); It != Folders.end())
        return vfs::Status(Path, It->second, {}, 0, 0, 0,
                           llvm::sys::fs::file_type::directory_file,
                           llvm::sys::fs::all_read);
    return Status;
  }

  bool exists(const llvm::Twine &Path) override { return bool(status(Path)); }

  llvm::ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const llvm::Twine &Path) override {
    if (const Entry *E = find(Path, getUnderlyingFS().status(Path)))
      return std::make_unique<BufferFile>(statusOf(*E, Path), E->path, E->text);
    return getUnderlyingFS().openFileForRead(Path);
  }

  std::error_code getRealPath(const llvm::Twine &Path,
                              llvm::SmallVectorImpl<char> &Out) override {
    std::error_code EC = getUnderlyingFS().getRealPath(Path, Out);
    const Entry *E = EC ? find(Path, EC) : nullptr;
    if (!E)
      return EC;
    Out.assign(E->path.begin(), E->path.end());
    return {};
  }

private:
  struct Entry {
    std::string path;
    StringRef text;
    llvm::sys::fs::UniqueID id;
  };

  const Entry *find(const llvm::Twine &Path,
                    const llvm::ErrorOr<vfs::Status> &Status) const {
    if (Status) {
      auto It = ByFile.find(Status->getUniqueID());
      return It == ByFile.end() ? nullptr : &Entries[It->second];
    }
    if (ByPath.empty())
      return nullptr;
    auto It = ByPath.find(normal(Path));
    return It == ByPath.end() ? nullptr : &Entries[It->second];
  }

  std::string normal(const llvm::Twine &Path) const {
    llvm::SmallString<256> Absolute;
    Path.toVector(Absolute);
    makeAbsolute(Absolute);
    llvm::sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
    return Absolute.str().str();
  }

  /// The modification time depends on the text, as if the file was saved.
  static vfs::Status statusOf(const Entry &E, const llvm::Twine &Path) {
    llvm::sys::TimePoint<> Time(
        std::chrono::seconds(llvm::xxHash64(E.text) >> 32));
    return vfs::Status(Path, E.id, Time, 0, 0, E.text.size(),
                       llvm::sys::fs::file_type::regular_file,
                       llvm::sys::fs::all_read);
  }

  std::vector<Entry> Entries;
  std::map<llvm::sys::fs::UniqueID, size_t> ByFile;
  llvm::StringMap<size_t> ByPath;
  /// Folders of files that do not exist yet.
  llvm::StringMap<llvm::sys::fs::UniqueID> Folders;
};

} // namespace

llvm::IntrusiveRefCntPtr<vfs::FileSystem>
overlayBuffers(llvm::IntrusiveRefCntPtr<vfs::FileSystem> Disk,
               const Buffers &Over) {
  if (Over.empty())
    return Disk;
  return llvm::makeIntrusiveRefCnt<BufferFileSystem>(std::move(Disk), Over);
}

} // namespace causeway
