// Git's objects, read and written by libgit2. Nothing of a repository is used
// but its objects: no configuration, attribute, filter, hook, replacement or
// working folder, so a hostile one has nothing that could run.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tree/Folder.h"
#include "llvm/ADT/ArrayRef.h"
#include <git2.h>
#include <map>
#include <memory>

namespace causeway {

/// What frees an object of libgit2's.
template <auto Free> struct GitFree {
  template <typename T> void operator()(T *Object) const { Free(Object); }
};
template <typename T, auto Free>
using GitOwned = std::unique_ptr<T, GitFree<Free>>;

struct GitEntry {
  git_oid id{};
  unsigned mode = 0; ///< git's: 0100644, 0100755 or 0120000.
  bool operator==(const GitEntry &Other) const {
    return mode == Other.mode && git_oid_equal(&id, &Other.id);
  }
};
/// Every file of a tree and what it is, by its path.
using GitFiles = std::map<std::string, GitEntry>;

/// The error that libgit2 has just had.
llvm::Error gitError(const llvm::Twine &Where);

/// Whether git may have a file of this path: none that leads out of the tree,
/// or into what git, or this program, remembers.
bool isGitPath(llvm::StringRef Path);

class GitObjects {
public:
  /// The folder `objects` of a repository, which must hold plain files and
  /// folders only. `Borrow`: also those that its list of alternates names; to
  /// be asked for in a person's own repository only.
  static llvm::Expected<GitObjects> open(const llvm::Twine &Folder,
                                         bool Borrow = false);

  llvm::Expected<git_oid> write(llvm::StringRef Bytes);
  /// The bytes of an open file, so many.
  llvm::Expected<git_oid> write(int FD, uint64_t Size);
  llvm::Expected<std::string> read(const git_oid &Id) const;

  /// The files of a commit. A tree that is out of all proportion is an error.
  llvm::Expected<GitFiles> filesOf(const git_oid &Commit) const;
  llvm::Expected<git_oid> commit(const GitFiles &Files, llvm::StringRef Message,
                                 llvm::ArrayRef<git_oid> Parents);

  /// What libgit2's functions take that want a repository.
  git_repository *repository() const { return Repository.get(); }
  git_odb *database() const { return Database.get(); }

  llvm::Expected<git_oid> writeTree(const GitFiles &Files);

private:
  GitOwned<git_odb, git_odb_free> Database;
  GitOwned<git_repository, git_repository_free> Repository;
};

/// What a reference such as `refs/heads/main` or `HEAD` stands for in a
/// repository; nothing: it is not there.
llvm::Expected<std::optional<git_oid>>
readGitReference(const Folder &Repository, llvm::StringRef Name);

} // namespace causeway
