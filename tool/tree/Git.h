// Reads and writes git's objects with libgit2, and uses nothing else of a
// repository: no configuration, attribute, filter, hook, replacement or working
// folder. So nothing in a hostile repository can run. A GitObjects owns
// libgit2's handles.
//
//   auto Objects = GitObjects::open(".causeway/base.git/objects");
//   if (!Objects)
//     return Objects.takeError();
//   llvm::Expected<git_oid> Id = Objects->write("text");
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tree/Folder.h"
#include "llvm/ADT/ArrayRef.h"
#include <git2.h>
#include <map>
#include <memory>

namespace causeway {

/// Deletes an object of libgit2.
template <auto Free> struct GitFree {
  template <typename T> void operator()(T *Object) const { Free(Object); }
};
template <typename T, auto Free>
using GitOwned = std::unique_ptr<T, GitFree<Free>>;

struct GitEntry {
  git_oid id{};
  unsigned mode = 0; ///< git's file mode: 0100644, 0100755 or 0120000.
  bool operator==(const GitEntry &Other) const {
    return mode == Other.mode && git_oid_equal(&id, &Other.id);
  }
};
/// The files of a tree by their paths.
using GitFiles = std::map<std::string, GitEntry>;

/// The last error of libgit2.
llvm::Error gitError(const llvm::Twine &Where);

/// Whether a path may be in a tree: it leads neither out of the tree nor into
/// the data of git or of this program.
bool isGitPath(llvm::StringRef Path);

class GitObjects {
public:
  /// Opens the folder `objects` of a repository, which must hold plain files
  /// and folders only. `Borrow` also opens its alternates; use it only for the
  /// user's own repository.
  static llvm::Expected<GitObjects> open(const llvm::Twine &Folder,
                                         bool Borrow = false);

  llvm::Expected<git_oid> write(llvm::StringRef Bytes);
  /// Writes the next `Size` bytes of an open file.
  llvm::Expected<git_oid> write(int FD, uint64_t Size);
  llvm::Expected<std::string> read(const git_oid &Id) const;

  /// The files of a commit. An excessively large tree is an error.
  llvm::Expected<GitFiles> filesOf(const git_oid &Commit) const;
  llvm::Expected<git_oid> commit(const GitFiles &Files, llvm::StringRef Message,
                                 llvm::ArrayRef<git_oid> Parents);

  /// For functions of libgit2 that need a repository.
  git_repository *repository() const { return Repository.get(); }
  git_odb *database() const { return Database.get(); }

  llvm::Expected<git_oid> writeTree(const GitFiles &Files);

private:
  GitOwned<git_odb, git_odb_free> Database;
  GitOwned<git_repository, git_repository_free> Repository;
};

/// The commit of a reference such as `refs/heads/main` or `HEAD`; nothing if it
/// does not exist.
llvm::Expected<std::optional<git_oid>>
readGitReference(const Folder &Repository, llvm::StringRef Name);

} // namespace causeway
