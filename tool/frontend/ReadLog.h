// Records every answer that a unit's parse got from the file system. While the
// file system still gives these answers, another parse would give the same
// result. The caller owns the log.
//
//   ReadLog Log;
//   auto FS = logReads(Disk, Log);
//   ... // parse with FS
//   if (Log.repeatable)
//     for (const auto &[Path, Entry] : Log.entries)
//       ... // keep the answer with the result
//
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

/// A hash of a text.
using Digest = llvm::BLAKE3Result<16>;
Digest digest(llvm::StringRef Text);

struct ReadLog {
  enum class Kind : uint8_t {
    Absent,  ///< Nothing was there.
    File,    ///< A regular file that was found but not read.
    Folder,  ///< A folder that was found but not listed.
    Content, ///< A file that was read.
    Listing, ///< A folder whose entries were listed.
  };
  struct Entry {
    Kind kind = Kind::Absent;
    /// Hash of the content or listing; zero for the first three kinds.
    Digest digest{};
    friend bool operator==(const Entry &A, const Entry &B) {
      return A.kind == B.kind && A.digest == B.digest;
    }
  };

  std::map<std::string, Entry> entries; ///< By absolute path.
  /// False if the disk gave two different answers to one question, or an answer
  /// that may differ each time (a pipe). Then the entries prove nothing.
  bool repeatable = true;

  void note(std::string Path, Entry E);

  /// The digest of a file that was read: of its text and its real path.
  static Digest contentDigest(const Digest &Text, llvm::StringRef RealPath);
  static Digest listingDigest(std::vector<std::string> Names);
};

/// `Disk` with every query recorded in `Log`, which must outlive the result.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
logReads(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk, ReadLog &Log);

} // namespace causeway
