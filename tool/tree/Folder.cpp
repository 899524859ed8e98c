// Walks a path one part at a time with O_NOFOLLOW. This works on every system,
// and the error can name the part that is a link.
//
// SPDX-License-Identifier: Apache-2.0
#include "tree/Folder.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/Path.h"
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

namespace causeway {

using llvm::StringRef;

namespace {

constexpr int OpenFolder = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

llvm::Error fail(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

std::string lastPart(StringRef File) {
  return File.substr(File.rfind('/') + 1).str();
}

} // namespace

Descriptor::~Descriptor() { close(); }

int Descriptor::close() {
  int Closing = std::exchange(FD, -1);
  return Closing >= 0 && ::close(Closing) ? errno : 0;
}

int writeAll(int FD, StringRef Text) {
  while (!Text.empty()) {
    ssize_t Size = ::write(FD, Text.data(), Text.size());
    if (Size < 0 && errno == EINTR)
      continue;
    if (Size < 0)
      return errno;
    Text = Text.drop_front(size_t(Size));
  }
  return 0;
}

int readAll(int FD, llvm::function_ref<int(StringRef)> Take) {
  char Bytes[1 << 16];
  for (;;) {
    ssize_t Size = ::read(FD, Bytes, sizeof Bytes);
    if (Size < 0 && errno == EINTR)
      continue;
    if (Size <= 0)
      return Size ? errno : 0;
    if (int Code = Take(StringRef(Bytes, size_t(Size))))
      return Code;
  }
}

llvm::Expected<Folder> Folder::open(StringRef Path) {
  Descriptor FD(::open(Path.str().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!FD)
    return fail(Path + ": " + llvm::sys::StrError(errno));
  return Folder(Path.str(), std::move(FD));
}

std::string Folder::shown(StringRef File) const {
  llvm::SmallString<256> Text(Path);
  llvm::sys::path::append(Text, File);
  return Text.str().str();
}

llvm::Error Folder::failed(StringRef File, int Code) const {
  return fail(shown(File) + ": " + llvm::sys::StrError(Code));
}

llvm::Expected<int> Folder::parent(StringRef File, bool *Absent) const {
  llvm::SmallVector<StringRef, 8> Parts;
  File.split(Parts, '/');
  for (StringRef Part : Parts)
    if (Part.empty() || Part == "." || Part == ".." || Part.contains('\0'))
      return fail(Path + ": '" + File + "' is not a path below it");
  StringRef Parent = File.take_front(File.size() - Parts.back().size());
  Parent.consume_back("/");
  if (Parent.empty())
    return Self.get();
  if (Last && Parent == LastPath)
    return Last.get();
  Parts.pop_back();
  Descriptor At;
  StringRef Walked;
  for (StringRef Part : Parts) {
    int From = At ? At.get() : Self.get();
    Walked = File.take_front(Part.end() - File.begin());
    Descriptor Next(::openat(From, Part.str().c_str(), OpenFolder));
    if (!Next) {
      int Code = errno;
      struct stat S;
      if (!::fstatat(From, Part.str().c_str(), &S, AT_SYMLINK_NOFOLLOW) &&
          S_ISLNK(S.st_mode))
        return fail(shown(Walked) +
                    ": a link; nothing is read or written through one");
      if (Absent && (Code == ENOENT || Code == ENOTDIR)) {
        *Absent = true;
        return -1;
      }
      return failed(Walked, Code);
    }
    At = std::move(Next);
  }
  Last = std::move(At);
  LastPath = Parent.str();
  return Last.get();
}

llvm::Expected<std::optional<struct stat>> Folder::look(StringRef File) const {
  bool Absent = false;
  auto In = parent(File, &Absent);
  if (!In)
    return In.takeError();
  struct stat S;
  if (Absent)
    return std::nullopt;
  if (!::fstatat(*In, lastPart(File).c_str(), &S, AT_SYMLINK_NOFOLLOW))
    return S;
  if (errno == ENOENT)
    return std::nullopt;
  return failed(File, errno);
}

llvm::Expected<std::vector<std::string>> Folder::list(StringRef Sub) const {
  int FD;
  if (Sub.empty()) {
    FD = ::openat(Self.get(), ".", OpenFolder);
  } else {
    auto There = look(Sub);
    if (!There)
      return There.takeError();
    if (!*There || !S_ISDIR((*There)->st_mode))
      return std::vector<std::string>();
    auto In = parent(Sub);
    if (!In)
      return In.takeError();
    FD = ::openat(*In, lastPart(Sub).c_str(), OpenFolder);
  }
  DIR *Stream = FD < 0 ? nullptr : ::fdopendir(FD);
  if (!Stream)
    return failed(Sub, errno);
  auto Close = llvm::make_scope_exit([&] { ::closedir(Stream); });
  std::vector<std::string> Names;
  while (const dirent *E = ::readdir(Stream))
    if (StringRef Name = E->d_name; Name != "." && Name != "..")
      Names.push_back(Name.str());
  return Names;
}

llvm::Expected<Descriptor> Folder::read(StringRef File) const {
  auto In = parent(File);
  if (!In)
    return In.takeError();
  // Do not wait for a writer of a pipe.
  Descriptor FD(::openat(*In, lastPart(File).c_str(),
                         O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!FD)
    return failed(File, errno);
  struct stat S;
  if (::fstat(FD.get(), &S))
    return failed(File, errno);
  if (!S_ISREG(S.st_mode))
    return fail(shown(File) + ": not a regular file");
  return FD;
}

llvm::Expected<std::string> Folder::readText(StringRef File) const {
  auto FD = read(File);
  if (!FD)
    return FD.takeError();
  std::string Text;
  if (int Code = readAll(FD->get(), [&](StringRef Bytes) {
        Text += Bytes;
        return 0;
      }))
    return failed(File, Code);
  return Text;
}

llvm::Expected<std::string> Folder::readLink(StringRef File) const {
  auto In = parent(File);
  if (!In)
    return In.takeError();
  char Target[4096];
  ssize_t Size =
      ::readlinkat(*In, lastPart(File).c_str(), Target, sizeof Target);
  if (Size < 0)
    return failed(File, errno);
  return std::string(Target, size_t(Size));
}

llvm::Expected<Descriptor> Folder::create(StringRef File, unsigned Mode) const {
  auto In = parent(File);
  if (!In)
    return In.takeError();
  Descriptor FD(::openat(*In, lastPart(File).c_str(),
                         O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                         Mode));
  if (!FD)
    return failed(File, errno);
  return FD;
}

llvm::Error Folder::makeFolder(StringRef Sub) const {
  auto In = parent(Sub);
  if (!In)
    return In.takeError();
  if (::mkdirat(*In, lastPart(Sub).c_str(), 0777))
    return failed(Sub, errno);
  return llvm::Error::success();
}

llvm::Error Folder::makeLink(StringRef File, StringRef Target) const {
  auto In = parent(File);
  if (!In)
    return In.takeError();
  if (::symlinkat(Target.str().c_str(), *In, lastPart(File).c_str()))
    return failed(File, errno);
  return llvm::Error::success();
}

bool Folder::addName(StringRef File, StringRef Name) const {
  auto From = parent(File);
  if (!From) {
    llvm::consumeError(From.takeError());
    return false;
  }
  Descriptor Kept(::dup(*From)); // the next `look` may close it
  auto To = parent(Name);
  if (!To) {
    llvm::consumeError(To.takeError());
    return false;
  }
  return ::linkat(Kept.get(), lastPart(File).c_str(), *To,
                  lastPart(Name).c_str(), 0) == 0;
}

llvm::Error Folder::rename(StringRef From, StringRef To) const {
  auto Old = parent(From);
  if (!Old)
    return Old.takeError();
  Descriptor Kept(::dup(*Old)); // the next `look` may close it
  auto New = parent(To);
  if (!New)
    return New.takeError();
  if (::renameat(Kept.get(), lastPart(From).c_str(), *New,
                 lastPart(To).c_str()))
    return failed(To, errno);
  return llvm::Error::success();
}

llvm::Error Folder::remove(StringRef File) const {
  auto There = look(File);
  if (!There)
    return There.takeError();
  if (!*There)
    return llvm::Error::success();
  auto In = parent(File);
  if (!In)
    return In.takeError();
  if (::unlinkat(*In, lastPart(File).c_str(), 0))
    return failed(File, errno);
  return llvm::Error::success();
}

void Folder::removeEmpty(StringRef Sub) const {
  auto In = parent(Sub);
  if (!In) {
    llvm::consumeError(In.takeError());
    return;
  }
  if (!::unlinkat(*In, lastPart(Sub).c_str(), AT_REMOVEDIR))
    LastPath.clear(); // it may be the removed folder
}

llvm::Error Folder::removeAll(StringRef Sub) const {
  auto There = look(Sub);
  if (!There)
    return There.takeError();
  if (!*There)
    return llvm::Error::success();
  if (!S_ISDIR((*There)->st_mode))
    return remove(Sub);
  auto Names = list(Sub);
  if (!Names)
    return Names.takeError();
  for (const std::string &Name : *Names)
    if (llvm::Error E = removeAll((Sub + "/" + Name).str()))
      return E;
  auto In = parent(Sub);
  if (!In)
    return In.takeError();
  if (::unlinkat(*In, lastPart(Sub).c_str(), AT_REMOVEDIR))
    return failed(Sub, errno);
  LastPath.clear();
  return llvm::Error::success();
}

} // namespace causeway
