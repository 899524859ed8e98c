// Access to the files below a folder without following a link: no path below it
// leads out of it, whatever the tree holds. A Folder owns the descriptor of the
// folder.
//
//   auto Tree = Folder::open("out");
//   if (!Tree)
//     return Tree.takeError();
//   llvm::Expected<std::string> Text = Tree->readText("src/a.cpp");
//
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

/// A file descriptor that closes itself.
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
  /// Closes it and returns an errno, or 0. A failed write may show only here.
  int close();

private:
  int FD;
};

/// All paths are relative to the folder. A path is refused if it is absolute,
/// leads through a link, or has an empty part, `.` or `..`.
class Folder {
public:
  /// Opens the folder at `Path`. Links in `Path` are followed, because the user
  /// named it.
  static llvm::Expected<Folder> open(llvm::StringRef Path);

  const std::string &path() const { return Path; }
  int descriptor() const { return Self.get(); }
  /// A file's path for people.
  std::string shown(llvm::StringRef File) const;

  /// The status of an entry itself, not of a link's target; nothing if there is
  /// none.
  llvm::Expected<std::optional<struct stat>> look(llvm::StringRef File) const;
  /// The names in the folder `Sub`, or in this folder if `Sub` is empty; none
  /// if there is no such folder.
  llvm::Expected<std::vector<std::string>> list(llvm::StringRef Sub) const;
  /// Opens an existing regular file.
  llvm::Expected<Descriptor> read(llvm::StringRef File) const;
  llvm::Expected<std::string> readText(llvm::StringRef File) const;
  llvm::Expected<std::string> readLink(llvm::StringRef File) const;

  /// Creates a file. An existing entry is an error.
  llvm::Expected<Descriptor> create(llvm::StringRef File, unsigned Mode) const;
  llvm::Error makeFolder(llvm::StringRef Sub) const;
  llvm::Error makeLink(llvm::StringRef File, llvm::StringRef Target) const;
  /// Adds a hard link; false if the file system cannot.
  bool addName(llvm::StringRef File, llvm::StringRef Name) const;
  /// Replaces the target, unless it is a folder.
  llvm::Error rename(llvm::StringRef From, llvm::StringRef To) const;
  /// A missing entry is no error.
  llvm::Error remove(llvm::StringRef File) const;
  /// Removes a folder if it exists and is empty.
  void removeEmpty(llvm::StringRef Sub) const;
  /// Removes a folder with its contents.
  llvm::Error removeAll(llvm::StringRef Sub) const;

private:
  Folder(std::string Path, Descriptor Self)
      : Path(std::move(Path)), Self(std::move(Self)) {}
  /// The open parent folder of `File`. A missing one is an error, unless
  /// `Absent` is given to report it.
  llvm::Expected<int> parent(llvm::StringRef File,
                             bool *Absent = nullptr) const;
  llvm::Error failed(llvm::StringRef File, int Code) const;

  std::string Path;
  Descriptor Self;
  /// The folder used last. Files come in the order of their paths, so it is
  /// often the next one, too.
  mutable std::string LastPath;
  mutable Descriptor Last;
};

/// Writes a whole text; returns an errno, or 0.
int writeAll(int FD, llvm::StringRef Text);
/// Reads to the end; returns an errno, a nonzero result of `Take`, or 0.
int readAll(int FD, llvm::function_ref<int(llvm::StringRef Bytes)> Take);

} // namespace causeway
