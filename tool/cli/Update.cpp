// The memory's repository gets three trees: the last output (base), the tree as
// edited (yours), and the new output (upstream). They are merged there before
// any file of the tree changes.
//
// SPDX-License-Identifier: Apache-2.0
#include "cli/Update.h"
#include "tree/Merge.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <set>
#include <unistd.h>

namespace causeway {
namespace {

using llvm::StringRef;
namespace path = llvm::sys::path;

constexpr llvm::StringLiteral Repository = ".causeway/base.git";
/// Makes it a repository that git can read.
constexpr llvm::StringLiteral Config =
    "[core]\n\trepositoryformatversion = 0\n\tbare = true\n";
/// Disables conversions, whatever the tree's attributes say.
constexpr llvm::StringLiteral Attributes =
    "* -text -filter -ident -working-tree-encoding\n";

llvm::Error fail(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

std::string in(StringRef File) { return (Repository + "/" + File).str(); }

constexpr unsigned Plain = GIT_FILEMODE_BLOB,
                   Executable = GIT_FILEMODE_BLOB_EXECUTABLE,
                   Link = GIT_FILEMODE_LINK;

/// The memory of a tree, during a transaction.
class Memory {
public:
  static llvm::Expected<Memory> open(Transaction &T) {
    const Folder &Tree = T.tree();
    bool New = !remembers(Tree.path());
    if (New) {
      // It belongs to an interrupted run.
      if (llvm::Error E = Tree.removeAll(Repository))
        return E;
    }
    Memory M(T, New); // removes an unfinished folder on failure
    for (const std::string &Sub :
         {std::string(".causeway"), Repository.str(), in("objects")}) {
      auto There = Tree.look(Sub);
      if (!There)
        return There.takeError();
      if (!*There)
        if (llvm::Error E = Tree.makeFolder(Sub))
          return E;
    }
    // Through the open folder, which refused links on the way.
    auto There = Tree.look(in("objects"));
    if (!There)
      return There.takeError();
    if (!*There || !S_ISDIR((*There)->st_mode))
      return fail(Tree.shown(in("objects")) + ": no folder");
    auto Objects = GitObjects::open(Tree.shown(in("objects")));
    if (!Objects)
      return Objects.takeError();
    M.Objects = std::move(*Objects);
    return M;
  }
  Memory(Memory &&Other)
      : T(Other.T), Unfinished(std::exchange(Other.Unfinished, false)),
        Objects(std::move(Other.Objects)) {}
  ~Memory() {
    if (Unfinished)
      llvm::consumeError(T.tree().removeAll(Repository));
  }

  GitObjects &objects() { return Objects; }

  llvm::Expected<git_oid> base() const {
    auto F = Folder::open(T.tree().shown(Repository));
    if (!F)
      return F.takeError();
    auto Id = readGitReference(*F, "refs/heads/base");
    if (!Id)
      return Id.takeError();
    if (!*Id)
      return fail(T.tree().shown(Repository) + ": has no branch 'base'");
    return **Id;
  }

  /// Adds the objects of the output.
  llvm::Expected<GitFiles> take(llvm::ArrayRef<OutputFile> Files) {
    GitFiles Taken;
    for (const OutputFile &F : Files) {
      if (!isGitPath(F.path))
        continue;
      auto Id = take(F);
      if (!Id)
        return Id.takeError();
      Taken[F.path] = {*Id, F.kind == OutputFile::Kind::Link ? Link
                            : F.mode & 0100                  ? Executable
                                                             : Plain};
    }
    return Taken;
  }

  /// Adds the current state of these paths in the tree.
  llvm::Expected<GitFiles> takeTree(const std::set<std::string> &Paths) {
    const Folder &Tree = T.tree();
    GitFiles Taken;
    for (const std::string &Path : Paths) {
      auto There = Tree.look(Path);
      if (!There)
        return There.takeError();
      if (!*There)
        continue;
      const struct stat &S = **There;
      llvm::Expected<git_oid> Id = git_oid{};
      if (S_ISLNK(S.st_mode)) {
        auto Target = Tree.readLink(Path);
        if (!Target)
          return Target.takeError();
        Id = Objects.write(*Target);
      } else if (S_ISREG(S.st_mode)) {
        auto FD = Tree.read(Path);
        if (!FD)
          return FD.takeError();
        Id = Objects.write(FD->get(), uint64_t(S.st_size));
      } else {
        continue;
      }
      if (!Id)
        return fail(Tree.shown(Path) + ": " + llvm::toString(Id.takeError()));
      Taken[Path] = {*Id, S_ISLNK(S.st_mode) ? Link
                          : S.st_mode & 0100 ? Executable
                                             : Plain};
    }
    return Taken;
  }

  /// Adds references and the files that make the folder a repository.
  llvm::Error put(llvm::ArrayRef<std::pair<StringRef, git_oid>> References) {
    const Folder &Tree = T.tree();
    for (auto [File, Text] :
         {std::pair<StringRef, StringRef>("HEAD", "ref: refs/heads/base\n"),
          {"config", Config},
          {"info/attributes", Attributes}}) {
      auto Now = Tree.readText(in(File));
      bool Same = Now && *Now == Text;
      llvm::consumeError(Now.takeError());
      if (!Same)
        if (llvm::Error E = T.put(in(File), Text, 0666))
          return E;
    }
    // These files would redirect git to another configuration.
    for (StringRef File : {"commondir", "config.worktree"}) {
      auto There = Tree.look(in(File));
      if (!There)
        return There.takeError();
      if (*There && !S_ISDIR((*There)->st_mode))
        T.remove(in(File));
    }
    for (const auto &[Branch, Id] : References) {
      char Text[GIT_OID_HEXSZ + 1];
      git_oid_tostr(Text, sizeof Text, &Id);
      if (llvm::Error E = T.put(in(("refs/heads/" + Branch).str()),
                                (llvm::Twine(Text) + "\n").str(), 0666))
        return E;
    }
    return llvm::Error::success();
  }

  llvm::Error commit() {
    if (llvm::Error E = T.commit())
      return E;
    Unfinished = false;
    return llvm::Error::success();
  }

private:
  Memory(Transaction &T, bool New) : T(T), Unfinished(New) {}

  llvm::Expected<git_oid> take(const OutputFile &F) {
    if (F.kind == OutputFile::Kind::Text)
      return Objects.write(F.text);
    if (F.kind == OutputFile::Kind::Link)
      return Objects.write(F.target);
    auto FD = openSource(F.from);
    if (!FD)
      return FD.takeError();
    struct stat S;
    if (::fstat(FD->get(), &S))
      return fail(F.from + ": " + llvm::sys::StrError(errno));
    return Objects.write(FD->get(), uint64_t(S.st_size));
  }

  Transaction &T;
  bool Unfinished; ///< It is new and incomplete.
  GitObjects Objects;
};

/// Writes the changes of the merge into the tree.
llvm::Error putChanges(Transaction &T, GitObjects &Objects,
                       const GitFiles &Yours, const GitFiles &Merged,
                       size_t &Changed) {
  for (const auto &[Path, Entry] : Yours)
    if (!Merged.count(Path)) {
      T.remove(Path);
      ++Changed;
    }
  for (const auto &[Path, Entry] : Merged) {
    auto Mine = Yours.find(Path);
    if (Mine != Yours.end() && Mine->second == Entry)
      continue;
    ++Changed;
    auto Bytes = Objects.read(Entry.id);
    if (!Bytes)
      return Bytes.takeError();
    llvm::Error E = llvm::Error::success();
    if (Entry.mode == Link) {
      E = T.putLink(Path, *Bytes);
    } else {
      bool Runs = Entry.mode == Executable;
      unsigned Mode = Runs ? 0777 : 0666;
      bool Exact = false;
      auto There = T.tree().look(Path);
      if (!There)
        return There.takeError();
      if (*There && S_ISREG((*There)->st_mode)) {
        Mode = (*There)->st_mode & 07777;
        // Whoever may read the file may run it.
        Mode = Runs ? Mode | ((Mode & 0444) >> 2) : Mode & ~0111u;
        Exact = true;
      }
      E = T.put(Path, *Bytes, Mode, Exact);
    }
    if (E)
      return E;
  }
  return llvm::Error::success();
}

} // namespace

llvm::Expected<Descriptor> openSource(StringRef Path) {
  auto In = Folder::open(path::parent_path(Path));
  if (!In)
    return In.takeError();
  return In->read(path::filename(Path));
}

llvm::Error checkRemembered(StringRef Out) {
  if (remembers(Out))
    return llvm::Error::success();
  return fail("--update: " + Out +
              " does not remember what it was migrated from "
              "(.causeway/base.git); migrate with --out into an empty folder "
              "first");
}

bool remembers(StringRef Out) {
  struct stat S;
  return ::lstat((Out + "/" + Repository + "/HEAD").str().c_str(), &S) == 0;
}

llvm::Error commitRemembered(Transaction &T, llvm::ArrayRef<OutputFile> Files) {
  auto M = Memory::open(T);
  if (!M)
    return M.takeError();
  auto Taken = M->take(Files);
  if (!Taken)
    return Taken.takeError();
  auto Base = M->objects().commit(*Taken, "base", {});
  if (!Base)
    return Base.takeError();
  if (llvm::Error E = M->put({{"base", *Base}}))
    return E;
  return M->commit();
}

llvm::Expected<UpdateResult> updateOutput(StringRef Out,
                                          llvm::ArrayRef<OutputFile> New) {
  auto T = Transaction::begin(Out);
  if (!T)
    return T.takeError();
  auto M = Memory::open(**T);
  if (!M)
    return M.takeError();
  auto BaseId = M->base();
  if (!BaseId)
    return BaseId.takeError();
  auto Base = M->objects().filesOf(*BaseId);
  if (!Base)
    return Base.takeError();
  auto Upstream = M->take(New);
  if (!Upstream)
    return Upstream.takeError();
  // Only paths that the tool wrote or is about to write. Other files of the
  // tree are not read.
  std::set<std::string> Paths;
  for (const GitFiles *Files : {&*Base, &*Upstream})
    for (const auto &[Path, Entry] : *Files) {
      if (!isGitPath(Path))
        return fail((*T)->tree().shown(Repository) + ": names '" + Path +
                    "', which no migration writes");
      Paths.insert(Path);
    }
  auto Yours = M->takeTree(Paths);
  if (!Yours)
    return Yours.takeError();
  auto YourId = M->objects().commit(*Yours, "yours", {*BaseId});
  if (!YourId)
    return YourId.takeError();
  auto UpstreamId = M->objects().commit(*Upstream, "upstream", {*BaseId});
  if (!UpstreamId)
    return UpstreamId.takeError();

  auto Merged = mergeFiles(M->objects(), *Base, *Yours, *Upstream);
  if (!Merged)
    return Merged.takeError();
  UpdateResult Result;
  Result.merged = Merged->merged;
  Result.conflicts = std::move(Merged->conflicts);
  if (llvm::Error E =
          putChanges(**T, M->objects(), *Yours, Merged->files, Result.changed))
    return E;
  if (llvm::Error E = M->put({{"base", *UpstreamId},
                              {"upstream", *UpstreamId},
                              {"yours", *YourId}}))
    return E;
  if (llvm::Error E = M->commit())
    return E;
  return Result;
}

} // namespace causeway
