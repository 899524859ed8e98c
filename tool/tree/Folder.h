// A folder whose files are reached without following a link, whatever the tree
// holds: no path below it leads out of it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

namespace causeway {

/// A file descriptor that is closed in the end.
class Descriptor {
public:
  explicit Descriptor(int FD = -1) : FD(FD) {}
  Descriptor(Descriptor &&Other) : FD(std::exchange(Other.FD, -1)) {}
  Descriptor &operator=(Descriptor &&Other) {
    std::swap(FD, Other.FD);
    return *this;
  }
  ~Descriptor();

  int get() const { return FD; }
  explicit operator bool() const { return FD >= 0; }
  /// Closes it; an error of a write may show only here.
  int close();

private:
  int FD;
};

/// All paths are relative to the folder. One with an absolute, an empty, a `.`
/// or a `..` part is refused, and so is one that leads through a link.
class Folder {
public:
  /// The folder at `Path`. Links on the way to it are followed: a person named
  /// it.
  static llvm::Expected<Folder> open(llvm::StringRef Path);

  const std::string &path() const { return Path; }
  int descriptor() const { return Self.get(); }
  /// A file's path for people.
  std::string shown(llvm::StringRef File) const;

  /// What is there, itself and not what it links to; nothing: nothing is.
  llvm::Expected<std::optional<struct stat>> look(llvm::StringRef File) const;
  /// The names in the folder `Sub`, itself for an empty one; none: no folder.
  llvm::Expected<std::vector<std::string>> list(llvm::StringRef Sub) const;
  /// A regular file that is there.
  llvm::Expected<Descriptor> read(llvm::StringRef File) const;
  llvm::Expected<std::string> readText(llvm::StringRef File) const;
  llvm::Expected<std::string> readLink(llvm::StringRef File) const;

  /// A new file; what is there already is an error.
  llvm::Expected<Descriptor> create(llvm::StringRef File, unsigned Mode) const;
  llvm::Error makeFolder(llvm::StringRef Sub) const;
  llvm::Error makeLink(llvm::StringRef File, llvm::StringRef Target) const;
  /// Another name for a file; false: the file system has none to give.
  bool addName(llvm::StringRef File, llvm::StringRef Name) const;
  /// Takes the place of what is there, unless that is a folder.
  llvm::Error rename(llvm::StringRef From, llvm::StringRef To) const;
  /// What is not there is no error.
  llvm::Error remove(llvm::StringRef File) const;
  /// A folder, if it is there and empty.
  void removeEmpty(llvm::StringRef Sub) const;
  /// A folder and all that is in it.
  llvm::Error removeAll(llvm::StringRef Sub) const;

private:
  Folder(std::string Path, Descriptor Self)
      : Path(std::move(Path)), Self(std::move(Self)) {}
  /// The folder that `File` is in, open. Where there is none, that is an error,
  /// unless somebody wants to know it.
  llvm::Expected<int> parent(llvm::StringRef File,
                             bool *Absent = nullptr) const;
  llvm::Error failed(llvm::StringRef File, int Code) const;

  std::string Path;
  Descriptor Self;
  /// The folder that was used last: files come in the order of their paths.
  mutable std::string LastPath;
  mutable Descriptor Last;
};

/// Writes all of a text; an errno, or 0.
int writeAll(int FD, llvm::StringRef Text);
/// Reads to the end; an errno, what `Take` returned, or 0.
int readAll(int FD, llvm::function_ref<int(llvm::StringRef Bytes)> Take);

} // namespace causeway
