// libgit2 runs no program on its own. This file disables everything that it
// would read besides objects, once for the whole process.
//
// SPDX-License-Identifier: Apache-2.0
#include "tree/Git.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <git2/odb_backend.h>
#include <git2/sys/repository.h>

namespace causeway {

using llvm::StringRef;
namespace fs = llvm::sys::fs;

namespace {

llvm::Error fail(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

/// More files than any real tree has. A larger tree is an attack on memory.
constexpr size_t MaxFiles = 2000000;
constexpr size_t MaxPath = 4096;

/// Runs once per process. A check of the repository's owner is not needed,
/// because its configuration is never read.
void startLibrary() {
  static const int Started = [] {
    int Count = git_libgit2_init();
    for (int Level : {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
                      GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL})
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, Level, "");
    return Count;
  }();
  (void)Started;
}

/// Accepts files and folders only, so that no path of libgit2 leads elsewhere
/// or blocks.
llvm::Error checkPlain(const Folder &F, StringRef Sub, unsigned Depth = 0) {
  auto Names = F.list(Sub);
  if (!Names)
    return Names.takeError();
  for (const std::string &Name : *Names) {
    std::string Path = Sub.empty() ? Name : (Sub + "/" + Name).str();
    auto There = F.look(Path);
    if (!There)
      return There.takeError();
    if (!*There || S_ISREG((*There)->st_mode))
      continue;
    if (!S_ISDIR((*There)->st_mode) || Depth > 4)
      return fail(F.shown(Path) + ": neither a file nor a folder, which git "
                                  "does not put there");
    if (llvm::Error E = checkPlain(F, Path, Depth + 1))
      return E;
  }
  return llvm::Error::success();
}

llvm::Error addObjects(git_odb *Database, const Folder &F, bool Borrow,
                       unsigned Depth = 0) {
  if (llvm::Error E = checkPlain(F, ""))
    return E;
  git_odb_backend *Loose = nullptr, *Packed = nullptr;
  // The priorities are libgit2's own; it asks the highest first.
  if (git_odb_backend_loose(&Loose, F.path().c_str(), /*compression_level=*/1,
                            /*do_fsync=*/0, /*dir_mode=*/0, /*file_mode=*/0) ||
      git_odb_backend_pack(&Packed, F.path().c_str()))
    return gitError(F.path());
  if (Depth == 0 ? git_odb_add_backend(Database, Loose, 2) ||
                       git_odb_add_backend(Database, Packed, 1)
                 : git_odb_add_alternate(Database, Loose, 2) ||
                       git_odb_add_alternate(Database, Packed, 1))
    return gitError(F.path());
  auto There = F.look("info/alternates");
  if (!There)
    return There.takeError();
  if (!Borrow || Depth > 4 || !*There)
    return llvm::Error::success();
  auto List = F.readText("info/alternates");
  if (!List)
    return List.takeError();
  for (StringRef Line : llvm::split(*List, '\n')) {
    if (Line.empty() || Line.starts_with("#"))
      continue;
    llvm::SmallString<256> Path(Line);
    fs::make_absolute(F.path(), Path);
    auto Other = Folder::open(Path);
    if (!Other)
      return Other.takeError();
    if (llvm::Error E = addObjects(Database, *Other, Borrow, Depth + 1))
      return E;
  }
  return llvm::Error::success();
}

/// Adds the files below a tree, with a limit, which libgit2's own recursion
/// lacks: ten levels of trees with ten equal subtrees each have ten billion
/// files.
llvm::Error addFiles(git_repository *Repository, const git_oid &Id,
                     const std::string &Prefix, GitFiles &Files,
                     size_t &Budget) {
  git_tree *Looked = nullptr;
  if (git_tree_lookup(&Looked, Repository, &Id))
    return gitError("git");
  GitOwned<git_tree, git_tree_free> Tree(Looked);
  for (size_t I = 0, E = git_tree_entrycount(Tree.get()); I < E; ++I) {
    const git_tree_entry *Entry = git_tree_entry_byindex(Tree.get(), I);
    std::string Path = Prefix + git_tree_entry_name(Entry);
    if (!Budget-- || Path.size() > MaxPath)
      return fail("git: a tree with too many files or too long paths");
    if (git_tree_entry_filemode(Entry) == GIT_FILEMODE_TREE) {
      if (llvm::Error E = addFiles(Repository, *git_tree_entry_id(Entry),
                                   Path + "/", Files, Budget))
        return E;
    } else if (git_tree_entry_filemode(Entry) != GIT_FILEMODE_COMMIT) {
      Files[Path] = {*git_tree_entry_id(Entry),
                     unsigned(git_tree_entry_filemode(Entry))};
    }
  }
  return llvm::Error::success();
}

std::optional<git_oid> parseId(StringRef Text) {
  git_oid Id;
  if (Text.size() != GIT_OID_HEXSZ ||
      git_oid_fromstrn(&Id, Text.data(), Text.size()))
    return std::nullopt;
  return Id;
}

} // namespace

llvm::Error gitError(const llvm::Twine &Where) {
  const git_error *E = git_error_last();
  return fail(Where + ": " + (E && E->message ? E->message : "failed"));
}

bool isGitPath(StringRef Path) {
  for (StringRef Part : llvm::split(Path, '/'))
    if (Part.empty() || Part == "." || Part == ".." || Part.contains('\0') ||
        Part.equals_insensitive(".git") || Part.equals_insensitive("git~1") ||
        Part.equals_insensitive(".causeway"))
      return false;
  return Path.size() <= MaxPath;
}

llvm::Expected<GitObjects> GitObjects::open(const llvm::Twine &Path,
                                            bool Borrow) {
  startLibrary();
  auto F = Folder::open(Path.str());
  if (!F)
    return F.takeError();
  GitObjects Result;
  git_odb *Database = nullptr;
  if (git_odb_new(&Database))
    return gitError(Path);
  Result.Database.reset(Database);
  if (llvm::Error E = addObjects(Database, *F, Borrow))
    return E;
  // A repository without a path can read only these objects.
  git_repository *Repository = nullptr;
  git_config *Config = nullptr;
  git_index *Index = nullptr;
  bool Failed = git_repository_new(&Repository) || git_config_new(&Config) ||
                git_index_new(&Index) ||
                git_repository_set_odb(Repository, Database) ||
                git_repository_set_config(Repository, Config) ||
                git_repository_set_index(Repository, Index);
  Result.Repository.reset(Repository);
  git_config_free(Config);
  git_index_free(Index);
  if (Failed)
    return gitError(Path);
  return Result;
}

llvm::Expected<git_oid> GitObjects::write(StringRef Bytes) {
  git_oid Id;
  if (git_odb_write(&Id, Database.get(), Bytes.data(), Bytes.size(),
                    GIT_OBJECT_BLOB))
    return gitError("git");
  return Id;
}

llvm::Expected<git_oid> GitObjects::write(int FD, uint64_t Size) {
  git_odb_stream *Opened = nullptr;
  if (git_odb_open_wstream(&Opened, Database.get(), Size, GIT_OBJECT_BLOB))
    return gitError("git");
  GitOwned<git_odb_stream, git_odb_stream_free> Stream(Opened);
  bool Refused = false;
  int Code = readAll(FD, [&](StringRef Bytes) {
    Refused = git_odb_stream_write(Opened, Bytes.data(), Bytes.size());
    return Refused ? EIO : 0;
  });
  if (Refused)
    return gitError("git");
  if (Code)
    return fail(llvm::sys::StrError(Code));
  git_oid Id;
  if (git_odb_stream_finalize_write(&Id, Opened))
    return gitError("git");
  return Id;
}

llvm::Expected<std::string> GitObjects::read(const git_oid &Id) const {
  git_odb_object *Read = nullptr;
  if (git_odb_read(&Read, Database.get(), &Id))
    return gitError("git");
  GitOwned<git_odb_object, git_odb_object_free> Object(Read);
  return std::string(static_cast<const char *>(git_odb_object_data(Read)),
                     git_odb_object_size(Read));
}

llvm::Expected<GitFiles> GitObjects::filesOf(const git_oid &Id) const {
  git_commit *Looked = nullptr;
  if (git_commit_lookup(&Looked, Repository.get(), &Id))
    return gitError("git");
  GitOwned<git_commit, git_commit_free> Commit(Looked);
  GitFiles Files;
  size_t Budget = MaxFiles;
  if (llvm::Error E = addFiles(Repository.get(), *git_commit_tree_id(Looked),
                               "", Files, Budget))
    return E;
  return Files;
}

llvm::Expected<git_oid> GitObjects::writeTree(const GitFiles &Files) {
  git_index *Made = nullptr;
  if (git_index_new(&Made))
    return gitError("git");
  GitOwned<git_index, git_index_free> Index(Made);
  for (const auto &[Path, File] : Files) {
    git_index_entry Entry{};
    Entry.path = Path.c_str();
    Entry.mode = File.mode;
    Entry.id = File.id;
    if (git_index_add(Made, &Entry))
      return gitError("git: " + Path);
  }
  git_oid Id;
  if (git_index_write_tree_to(&Id, Made, Repository.get()))
    return gitError("git");
  return Id;
}

llvm::Expected<git_oid> GitObjects::commit(const GitFiles &Files,
                                           StringRef Message,
                                           llvm::ArrayRef<git_oid> Parents) {
  auto TreeId = writeTree(Files);
  if (!TreeId)
    return TreeId.takeError();
  git_tree *Looked = nullptr;
  git_signature *Signed = nullptr;
  if (git_tree_lookup(&Looked, Repository.get(), &*TreeId) ||
      git_signature_now(&Signed, "causeway", "causeway"))
    return gitError("git");
  GitOwned<git_tree, git_tree_free> Tree(Looked);
  GitOwned<git_signature, git_signature_free> Who(Signed);
  std::vector<GitOwned<git_commit, git_commit_free>> Kept;
  std::vector<const git_commit *> Above;
  for (const git_oid &Parent : Parents) {
    git_commit *Commit = nullptr;
    if (git_commit_lookup(&Commit, Repository.get(), &Parent))
      return gitError("git");
    Kept.emplace_back(Commit);
    Above.push_back(Commit);
  }
  git_oid Id;
  if (git_commit_create(&Id, Repository.get(), nullptr, Signed, Signed, nullptr,
                        (Message + "\n").str().c_str(), Looked, Above.size(),
                        Above.data()))
    return gitError("git");
  return Id;
}

llvm::Expected<std::optional<git_oid>>
readGitReference(const Folder &Repository, StringRef Name) {
  std::string Current = Name.str();
  for (int Hops = 0; Hops < 5; ++Hops) {
    auto There = Repository.look(Current);
    if (!There)
      return There.takeError();
    if (*There && !S_ISDIR((*There)->st_mode)) {
      auto Text = Repository.readText(Current);
      if (!Text)
        return Text.takeError();
      StringRef Value = StringRef(*Text).trim();
      if (Value.consume_front("ref:")) {
        Current = Value.trim().str();
        continue;
      }
      if (auto Id = parseId(Value))
        return Id;
      return fail(Repository.shown(Current) + ": not a git reference");
    }
    auto Packed = Repository.look("packed-refs");
    if (!Packed)
      return Packed.takeError();
    if (!*Packed)
      return std::nullopt;
    auto Text = Repository.readText("packed-refs");
    if (!Text)
      return Text.takeError();
    for (StringRef Line : llvm::split(*Text, '\n')) {
      auto [Id, Of] = Line.split(' ');
      if (Of.trim() == Current)
        return parseId(Id);
    }
    return std::nullopt;
  }
  return fail(Repository.shown(Name) + ": cyclic references");
}

} // namespace causeway
