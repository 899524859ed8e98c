// Compares the tree with git's index and the last commit without running git:
// `git status` runs programs that the tree's configuration names, such as file
// monitors and filters. Ignore rules are not needed, since the caller lists its
// files. A file that a filter would change counts as changed, unless the index
// knows its size and time.
//
// SPDX-License-Identifier: Apache-2.0
#include "tree/WorkTree.h"
#include "tree/Git.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <set>

namespace causeway {
namespace {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

/// The folders of git's data. Worktrees that share a repository have two.
struct Places {
  std::string tree;   ///< The folder that holds `.git`.
  std::string own;    ///< Holds index and HEAD.
  std::string common; ///< Holds objects and refs.
};

llvm::Expected<std::string> readPath(const Folder &F, StringRef File,
                                     StringRef Prefix) {
  auto Text = F.readText(File);
  if (!Text)
    return Text.takeError();
  StringRef Value = StringRef(*Text).trim();
  Value.consume_front(Prefix);
  llvm::SmallString<256> Path(Value.trim());
  fs::make_absolute(F.path(), Path);
  return Path.str().str();
}

llvm::Expected<std::optional<Places>> findRepository(StringRef Root) {
  Places P;
  for (StringRef At = Root; !At.empty(); At = path::parent_path(At))
    if (fs::exists(At + "/.git")) {
      P.tree = At.str();
      break;
    }
  if (P.tree.empty())
    return std::nullopt;
  P.own = P.tree + "/.git";
  if (!fs::is_directory(P.own)) {
    auto Tree = Folder::open(P.tree);
    if (!Tree)
      return Tree.takeError();
    auto Elsewhere = readPath(*Tree, ".git", "gitdir:");
    if (!Elsewhere)
      return Elsewhere.takeError();
    P.own = *Elsewhere;
  }
  P.common = P.own;
  auto Own = Folder::open(P.own);
  if (!Own)
    return Own.takeError();
  auto Shared = Own->look("commondir");
  if (!Shared)
    return Shared.takeError();
  if (*Shared) {
    auto Common = readPath(*Own, "commondir", "");
    if (!Common)
      return Common.takeError();
    P.common = *Common;
  }
  return P;
}

/// git's state of a tree: its index and the last commit.
struct Known {
  GitOwned<git_index, git_index_free> index;
  GitFiles committed;
  struct stat written{}; ///< The status of the index file.
};

llvm::Expected<Known> readKnown(const Places &P) {
  auto Own = Folder::open(P.own), Common = Folder::open(P.common);
  if (!Own || !Common)
    return llvm::joinErrors(Own.takeError(), Common.takeError());
  auto Objects = GitObjects::open(P.common + "/objects", /*Borrow=*/true);
  if (!Objects)
    return Objects.takeError();
  Known K;
  auto Head = readGitReference(*Own, "HEAD");
  if (!Head)
    return Head.takeError();
  if (!*Head && P.own != P.common) {
    // The HEAD of a worktree names a branch of the shared repository.
    auto Text = Own->readText("HEAD");
    if (!Text)
      return Text.takeError();
    StringRef Branch = StringRef(*Text).trim();
    if (Branch.consume_front("ref:"))
      Head = readGitReference(*Common, Branch.trim());
    if (!Head)
      return Head.takeError();
  }
  if (*Head) {
    auto Files = Objects->filesOf(**Head);
    if (!Files)
      return Files.takeError();
    K.committed = std::move(*Files);
  }
  auto There = Own->look("index");
  if (!There)
    return There.takeError();
  git_index *Index = nullptr;
  if (!*There) {
    if (git_index_new(&Index))
      return gitError("git");
  } else {
    K.written = **There;
    if (!S_ISREG(K.written.st_mode))
      return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                     Own->shown("index") +
                                         ": not a regular file");
    if (git_index_open(&Index, Own->shown("index").c_str()))
      return gitError(Own->shown("index"));
  }
  K.index.reset(Index);
  return K;
}

/// Whether a file equals its index entry: by size and time, as git does,
/// otherwise by its bytes.
bool isAsKnown(const Folder &Tree, const git_index_entry &E, const Known &K) {
  auto There = Tree.look(E.path);
  if (!There) {
    llvm::consumeError(There.takeError());
    return false;
  }
  if (!*There || ((*There)->st_mode & S_IFMT) != (E.mode & S_IFMT))
    return false;
  const struct stat &S = **There;
  if (uint32_t(S.st_size) == E.file_size &&
      int32_t(S.st_mtim.tv_sec) == E.mtime.seconds &&
      uint32_t(S.st_mtim.tv_nsec) == E.mtime.nanoseconds &&
      uint32_t(S.st_ino) == E.ino &&
      S.st_mtim.tv_sec < K.written.st_mtim.tv_sec)
    return true;
  auto Bytes =
      S_ISLNK(S.st_mode) ? Tree.readLink(E.path) : Tree.readText(E.path);
  if (!Bytes) {
    llvm::consumeError(Bytes.takeError());
    return false;
  }
  git_oid Id;
  return !git_odb_hash(&Id, Bytes->data(), Bytes->size(), GIT_OBJECT_BLOB) &&
         git_oid_equal(&Id, &E.id);
}

} // namespace

llvm::Expected<std::optional<std::vector<std::string>>>
uncommittedFiles(StringRef Root, llvm::ArrayRef<std::string> Sources) {
  auto P = findRepository(Root);
  if (!P)
    return P.takeError();
  if (!*P)
    return std::nullopt;
  auto K = readKnown(**P);
  if (!K)
    return K.takeError();
  auto Tree = Folder::open((*P)->tree);
  if (!Tree)
    return Tree.takeError();
  StringRef Top = (*P)->tree;
  auto InTree = [&](StringRef Path) {
    return Path.drop_front(Top == "/" ? 1 : Top.size() + 1);
  };
  std::string Below = Root == Top ? "" : (InTree(Root) + "/").str();

  std::set<std::string> Changed, Tracked;
  for (size_t I = 0, E = git_index_entrycount(K->index.get()); I < E; ++I) {
    const git_index_entry &Entry = *git_index_get_byindex(K->index.get(), I);
    if (!StringRef(Entry.path).starts_with(Below) ||
        Entry.mode == GIT_FILEMODE_COMMIT)
      continue;
    Tracked.insert(Entry.path);
    auto Committed = K->committed.find(Entry.path);
    bool Clean = git_index_entry_stage(&Entry) == 0 &&
                 Committed != K->committed.end() &&
                 Committed->second == GitEntry{Entry.id, Entry.mode} &&
                 ((Entry.flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) ||
                  isAsKnown(*Tree, Entry, *K));
    if (!Clean)
      Changed.insert(Entry.path);
  }
  for (auto I = K->committed.lower_bound(Below);
       I != K->committed.end() && StringRef(I->first).starts_with(Below); ++I)
    if (!Tracked.count(I->first))
      Changed.insert(I->first);
  for (StringRef Source : Sources)
    if (Source.starts_with((Top == "/" ? Top : StringRef((Top + "/").str())))) {
      std::string Path = InTree(Source).str();
      if (!Tracked.count(Path))
        Changed.insert(Path);
    }
  return std::vector<std::string>(Changed.begin(), Changed.end());
}

} // namespace causeway
