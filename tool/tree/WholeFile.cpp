// SPDX-License-Identifier: Apache-2.0
#include "tree/WholeFile.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/Path.h"
#include <fcntl.h>
#include <unistd.h>

namespace causeway {

using llvm::StringRef;

namespace {

llvm::Error failed(StringRef Path, int Code) {
  return llvm::createStringError(std::error_code(Code, std::generic_category()),
                                 Path + ": " + llvm::sys::StrError(Code));
}

/// Paths that name open descriptors, such as /dev/stdout.
bool isOfSystem(StringRef Path) {
  return Path.starts_with("/dev/") || Path.starts_with("/proc/");
}

} // namespace

llvm::Expected<WholeFile> WholeFile::write(StringRef Path, std::string Text) {
  WholeFile F;
  F.Path = Path.str();
  struct stat S;
  bool Exists = !::lstat(F.Path.c_str(), &S);
  if (Exists && S_ISDIR(S.st_mode))
    return failed(Path, EISDIR);
  if (Exists && !S_ISREG(S.st_mode) &&
      (!S_ISLNK(S.st_mode) || isOfSystem(Path))) {
    // Do not wait for a reader of a pipe.
    F.Device = Descriptor(
        ::open(F.Path.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!F.Device)
      return failed(Path, errno);
    ::fcntl(F.Device.get(), F_SETFL, 0);
    F.Text = std::move(Text);
    return F;
  }
  StringRef Parent = llvm::sys::path::parent_path(Path);
  auto In = Folder::open(Parent.empty() ? "." : Parent);
  if (!In)
    return In.takeError();
  F.In = std::move(*In);
  // A short name fits even if the target's name has the maximal length.
  Descriptor FD;
  for (unsigned I = 0; !FD; ++I) {
    std::string Name =
        ".causeway-" + std::to_string(::getpid()) + "-" + std::to_string(I);
    auto Made = F.In->create(Name, 0666);
    if (Made) {
      F.Temporary = Name;
      FD = std::move(*Made);
    } else if (I == 100) {
      return Made.takeError();
    } else {
      llvm::consumeError(Made.takeError());
    }
  }
  if (Exists && S_ISREG(S.st_mode))
    ::fchmod(FD.get(), S.st_mode & 07777);
  int Code = writeAll(FD.get(), Text);
  if (int Closing = FD.close(); !Code)
    Code = Closing;
  if (Code)
    return failed(Path, Code);
  return F;
}

WholeFile::~WholeFile() {
  if (In && !Temporary.empty())
    llvm::consumeError(In->remove(Temporary));
}

llvm::Error WholeFile::keep() {
  if (Device) {
    int Code = writeAll(Device.get(), Text);
    if (int Closing = Device.close(); !Code)
      Code = Closing;
    return Code ? failed(Path, Code) : llvm::Error::success();
  }
  if (llvm::Error E = In->rename(Temporary, llvm::sys::path::filename(Path)))
    return E;
  Temporary.clear();
  return llvm::Error::success();
}

} // namespace causeway
