// What a unit learned of the disk while it was parsed: as long as the disk
// still answers the same, parsing again would find the same.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <string>
#include <vector>

namespace causeway {

/// Stands for a text: equal for equal texts only.
using Digest = llvm::BLAKE3Result<16>;
Digest digest(llvm::StringRef Text);

struct ReadLog {
  enum class Kind : uint8_t {
    Absent,  ///< Nothing was there.
    File,    ///< A regular file, whose content nobody asked for.
    Folder,  ///< Likewise a folder.
    Content, ///< A file that was read.
    Listing, ///< A folder whose entries were listed.
  };
  struct Entry {
    Kind kind = Kind::Absent;
    Digest digest{}; ///< Of what was read; zero for the first three kinds.
    friend bool operator==(const Entry &A, const Entry &B) {
      return A.kind == B.kind && A.digest == B.digest;
    }
  };

  std::map<std::string, Entry> entries; ///< By absolute path.
  /// False once the disk gave two answers to one question, or one that may be
  /// another each time (a pipe): then nothing follows from the entries.
  bool repeatable = true;

  void note(std::string Path, Entry E);

  /// What stands for a file that was read: its text, and where it really is.
  static Digest contentDigest(const Digest &Text, llvm::StringRef RealPath);
  static Digest listingDigest(std::vector<std::string> Names);
};

/// `Disk`, with all that is asked of it noted in `Log`, which must outlive it.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
logReads(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk, ReadLog &Log);

} // namespace causeway
