// A file's kind is checked before it is opened, because opening a device can
// have an effect, and again on the open file.
//
// SPDX-License-Identifier: Apache-2.0
#include "input/File.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace causeway {
namespace {

namespace vfs = llvm::vfs;

class RefusedCategory : public std::error_category {
public:
  const char *name() const noexcept override { return "causeway.input"; }
  std::string message(int Why) const override {
    if (Refused(Why) == Refused::NotRegular)
      return "not a regular file (a pipe, a socket or a device)";
    return "the file is too large to be read";
  }
};

std::error_code lastError() {
  return std::error_code(errno, std::generic_category());
}

/// Why a file of this kind and size is refused; success if it is not.
std::error_code refusal(const struct stat &Status, uint64_t Most) {
  if (S_ISDIR(Status.st_mode))
    return std::make_error_code(std::errc::is_a_directory);
  if (!S_ISREG(Status.st_mode))
    return Refused::NotRegular;
  if (uint64_t(Status.st_size) > Most)
    return Refused::TooLarge;
  return {};
}

class RegularFiles : public vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;

  llvm::ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const llvm::Twine &Path) override {
    auto Status = getUnderlyingFS().status(Path);
    if (!Status)
      return Status.getError();
    // Opening a folder is harmless and gives its own error.
    if (!Status->isRegularFile() && !Status->isDirectory())
      return make_error_code(Refused::NotRegular);
    if (Status->getSize() > MaxFileBytes)
      return make_error_code(Refused::TooLarge);
    return getUnderlyingFS().openFileForRead(Path);
  }
};

} // namespace

std::error_code make_error_code(Refused Why) {
  static const RefusedCategory Category;
  return {int(Why), Category};
}

llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
readFile(const llvm::Twine &Path, uint64_t Most) {
  llvm::SmallString<256> Name;
  Path.toVector(Name);
  struct stat Status;
  if (::stat(Name.c_str(), &Status))
    return lastError();
  if (std::error_code EC = refusal(Status, Most))
    return EC;
  int File = ::open(Name.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (File < 0)
    return lastError();
  auto Close = llvm::make_scope_exit([&] { ::close(File); });
  if (::fstat(File, &Status))
    return lastError();
  if (std::error_code EC = refusal(Status, Most))
    return EC;
  // Not mapped: another process may shorten the file meanwhile.
  return llvm::MemoryBuffer::getOpenFile(File, Name, uint64_t(Status.st_size),
                                         /*RequiresNullTerminator=*/true,
                                         /*IsVolatile=*/true);
}

llvm::IntrusiveRefCntPtr<vfs::FileSystem>
regularFilesOf(llvm::IntrusiveRefCntPtr<vfs::FileSystem> Disk) {
  return llvm::makeIntrusiveRefCnt<RegularFiles>(std::move(Disk));
}

} // namespace causeway
