// The disk as one run sees it: each path is looked at once, so all units are
// held against the same state. Reads, never writes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Buffers.h"
#include "frontend/ReadLog.h"
#include "llvm/ADT/StringMap.h"
#include <memory>
#include <optional>

namespace causeway {

class Disk {
public:
  /// Texts of files below `Root` are kept. What is in `Open`, which must
  /// outlive the Disk, stands for the file's text.
  explicit Disk(std::string Root, const Buffers *Open = nullptr)
      : Root(std::move(Root)), Open(Open) {}

  /// Takes other open texts; what is known of other files stays.
  void reopen(const Buffers *New);

  /// Whether the disk still answers as it did when this was noted.
  bool answers(llvm::StringRef Path, const ReadLog::Entry &E);

  /// What stands for a regular file's text; nothing when there is none.
  std::optional<Digest> digest(llvm::StringRef RealPath);
  /// A regular file's text; empty when there is none. Lives as long as the
  /// Disk.
  llvm::StringRef text(llvm::StringRef RealPath);
  /// Whether anything has this name, a link that leads nowhere too.
  bool isTaken(llvm::StringRef Path);

private:
  struct Place {
    ReadLog::Kind kind = ReadLog::Kind::Absent;
    bool odd = false;     ///< Neither a file nor a folder.
    std::string realPath; ///< Of what exists.
    std::optional<Digest> listing;
  };
  struct File {
    bool readable = false;
    Digest digest{};
    std::unique_ptr<llvm::MemoryBuffer> text;
  };
  Place &place(llvm::StringRef Path);
  File &file(llvm::StringRef RealPath, bool Keep);

  const std::string *opened(llvm::StringRef RealPath) const;

  std::string Root;
  const Buffers *Open;
  llvm::StringMap<Place> Places;
  llvm::StringMap<bool> Taken;
  llvm::StringMap<File> Files; ///< By real path.
};

} // namespace causeway
