// The disk as one run sees it. A Disk looks at each path once, so that all
// units are compared with the same state. It reads files and never writes one.
// It owns the texts that it returns; `reopen` discards those of the files that
// it names.
//
//   Disk Now("/src");
//   if (Now.digest("/src/a.cu") == Earlier)
//     use(Now.text("/src/a.cu"));
//
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
  /// Keeps the texts of files below `Root`. A text in `Open` replaces the text
  /// of the file. `Open` must outlive the Disk.
  explicit Disk(std::string Root, const Buffers *Open = nullptr)
      : Root(std::move(Root)), Open(Open) {}

  /// Replaces the open texts. Answers about other files stay.
  void reopen(const Buffers *New);

  /// Whether the disk still gives the recorded answer.
  bool answers(llvm::StringRef Path, const ReadLog::Entry &E);

  /// The digest of a regular file's text; nothing if there is no such file.
  std::optional<Digest> digest(llvm::StringRef RealPath);
  /// A regular file's text; empty if there is no such file. The Disk owns the
  /// text.
  llvm::StringRef text(llvm::StringRef RealPath);
  /// Whether anything has this name, including a link that leads nowhere.
  bool isTaken(llvm::StringRef Path);

private:
  struct Place {
    ReadLog::Kind kind = ReadLog::Kind::Absent;
    bool odd = false;     ///< Neither a file nor a folder.
    std::string realPath; ///< Only of a regular file.
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
