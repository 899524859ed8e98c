// libgit2 merges whole trees; this file settles its conflicts, file by file.
//
// SPDX-License-Identifier: Apache-2.0
#include "tree/Merge.h"
#include "llvm/ADT/STLExtras.h"

namespace causeway {
namespace {

using llvm::StringRef;

/// One file that libgit2 could not merge; any side may lack it.
struct Conflict {
  const git_index_entry *base = nullptr, *yours = nullptr, *upstream = nullptr;

  StringRef path() const {
    return (yours ? yours : upstream ? upstream : base)->path;
  }
};

GitEntry entryOf(const git_index_entry &E) { return {E.id, E.mode}; }

/// git's own test for binary files.
bool isBinary(StringRef Bytes) { return Bytes.take_front(8000).contains('\0'); }

class Merger {
public:
  Merger(GitObjects &Objects, MergedFiles &Into)
      : Objects(Objects), Into(Into) {}

  llvm::Error settle(const Conflict &C) {
    if (C.yours && C.upstream) {
      if ((C.yours->mode & S_IFMT) == S_IFREG &&
          (C.upstream->mode & S_IFMT) == S_IFREG)
        return mergeText(C);
      keep(*C.yours);
      say("CONFLICT (distinct types): " + C.path() +
          " had different types on each side; yours stays.");
    } else if (C.yours) {
      keep(*C.yours);
      say("CONFLICT (modify/delete): " + C.path() +
          " deleted in upstream and modified in yours.  Version yours of " +
          C.path() + " left in tree.");
    } else if (C.upstream) {
      keep(*C.upstream);
      say("CONFLICT (modify/delete): " + C.path() +
          " deleted in yours and modified in upstream.  Version upstream of " +
          C.path() + " left in tree.");
    }
    return llvm::Error::success();
  }

  /// A path cannot be both a file and a folder, so the file is renamed.
  void separate(const GitFiles &Yours) {
    std::vector<std::string> InTheWay;
    for (const auto &[Path, Entry] : Into.files) {
      auto Below = Into.files.lower_bound(Path + "/");
      if (Below != Into.files.end() &&
          StringRef(Below->first).starts_with(Path + "/"))
        InTheWay.push_back(Path);
    }
    for (const std::string &Path : InTheWay) {
      StringRef Side = Yours.count(Path) ? "yours" : "upstream";
      std::string Name = (Path + "~" + Side).str();
      Into.files.insert({Name, std::move(Into.files.extract(Path).mapped())});
      say("CONFLICT (file/directory): directory in the way of " + Path +
          " from " + Side + "; moving it to " + Name + " instead.");
    }
  }

private:
  void say(const llvm::Twine &What) { Into.conflicts.push_back(What.str()); }
  void keep(const git_index_entry &E) { Into.files[E.path] = entryOf(E); }

  llvm::Error mergeText(const Conflict &C) {
    ++Into.merged;
    for (const git_index_entry *Side : {C.base, C.yours, C.upstream}) {
      if (!Side)
        continue;
      auto Bytes = Objects.read(Side->id);
      if (!Bytes)
        return Bytes.takeError();
      if (!isBinary(*Bytes))
        continue;
      keep(*C.yours);
      say("CONFLICT (content): Merge conflict in " + C.path() +
          ", which is binary; yours stays.");
      return llvm::Error::success();
    }
    git_merge_file_options Options = GIT_MERGE_FILE_OPTIONS_INIT;
    Options.ancestor_label = "base";
    Options.our_label = "yours";
    Options.their_label = "upstream";
    git_merge_file_result Result{};
    if (git_merge_file_from_index(&Result, Objects.repository(), C.base,
                                  C.yours, C.upstream, &Options))
      return gitError("git: " + C.path());
    auto Id = Objects.write(StringRef(Result.ptr, Result.len));
    bool Clean = Result.automergeable;
    git_merge_file_result_free(&Result);
    if (!Id)
      return Id.takeError();
    Into.files[C.path().str()] = {*Id, C.yours->mode};
    if (!Clean)
      say("CONFLICT (" + StringRef(C.base ? "content" : "add/add") +
          "): Merge conflict in " + C.path());
    return llvm::Error::success();
  }

  GitObjects &Objects;
  MergedFiles &Into;
};

llvm::Expected<GitOwned<git_tree, git_tree_free>>
treeOf(GitObjects &Objects, const GitFiles &Files) {
  auto Id = Objects.writeTree(Files);
  if (!Id)
    return Id.takeError();
  git_tree *Tree = nullptr;
  if (git_tree_lookup(&Tree, Objects.repository(), &*Id))
    return gitError("git");
  return GitOwned<git_tree, git_tree_free>(Tree);
}

} // namespace

llvm::Expected<MergedFiles> mergeFiles(GitObjects &Objects,
                                       const GitFiles &Base,
                                       const GitFiles &Yours,
                                       const GitFiles &Upstream) {
  auto BaseTree = treeOf(Objects, Base), YourTree = treeOf(Objects, Yours),
       UpstreamTree = treeOf(Objects, Upstream);
  if (!BaseTree || !YourTree || !UpstreamTree)
    return llvm::joinErrors(
        llvm::joinErrors(BaseTree.takeError(), YourTree.takeError()),
        UpstreamTree.takeError());
  git_merge_options Options = GIT_MERGE_OPTIONS_INIT;
  git_index *Merged = nullptr;
  if (git_merge_trees(&Merged, Objects.repository(), BaseTree->get(),
                      YourTree->get(), UpstreamTree->get(), &Options))
    return gitError("git");
  GitOwned<git_index, git_index_free> Index(Merged);

  MergedFiles Result;
  for (size_t I = 0, E = git_index_entrycount(Merged); I < E; ++I)
    if (const git_index_entry *Entry = git_index_get_byindex(Merged, I);
        git_index_entry_stage(Entry) == 0) {
      GitEntry Now = entryOf(*Entry);
      auto Mine = Yours.find(Entry->path), Theirs = Upstream.find(Entry->path);
      Result.merged += Mine != Yours.end() && Theirs != Upstream.end() &&
                       !git_oid_equal(&Now.id, &Mine->second.id) &&
                       !git_oid_equal(&Now.id, &Theirs->second.id);
      Result.files[Entry->path] = Now;
    }
  Merger M(Objects, Result);
  git_index_conflict_iterator *Conflicts = nullptr;
  if (git_index_conflict_iterator_new(&Conflicts, Merged))
    return gitError("git");
  GitOwned<git_index_conflict_iterator, git_index_conflict_iterator_free> Free(
      Conflicts);
  for (Conflict C;
       git_index_conflict_next(&C.base, &C.yours, &C.upstream, Conflicts) == 0;)
    if (llvm::Error E = M.settle(C))
      return E;
  M.separate(Yours);
  return Result;
}

} // namespace causeway
