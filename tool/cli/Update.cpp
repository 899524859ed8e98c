// Three trees in the memory's repository: what the tool wrote last (base), what
// became of it (yours), what it writes now (upstream). git merges them; only
// then is a file of the tree touched.
// SPDX-License-Identifier: Apache-2.0
#include "cli/Update.h"
#include "cli/Git.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace causeway {
namespace {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

llvm::Error fail(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

std::string nulTerminated(llvm::ArrayRef<std::string> Paths) {
  std::string Text;
  for (const std::string &P : Paths) {
    Text += P;
    Text += '\0';
  }
  return Text;
}

std::vector<std::string> splitNul(StringRef Text) {
  std::vector<std::string> Parts;
  while (!Text.empty()) {
    auto [Part, Rest] = Text.split('\0');
    Parts.push_back(Part.str());
    Text = Rest;
  }
  return Parts;
}

class Memory {
public:
  explicit Memory(StringRef Out)
      : Out(Out), Folder((Out + "/.causeway").str()),
        Repository(Folder + "/base.git") {}

  bool exists() const { return fs::exists(Repository + "/HEAD"); }
  const std::string &folder() const { return Folder; }

  llvm::Error create() {
    if (exists())
      return llvm::Error::success();
    if (auto EC = fs::create_directories(Folder, true, fs::all_all))
      return fail(Folder + ": " + EC.message());
    if (auto Made = runGit({"init", "-q", "--bare", Repository}); !Made)
      return Made.takeError();
    // Bytes are kept as they are, whatever the tree's own attributes say.
    std::error_code EC;
    fs::create_directories(Repository + "/info");
    llvm::raw_fd_ostream Attributes(Repository + "/info/attributes", EC);
    Attributes << "* -text -filter -ident -working-tree-encoding\n";
    return EC ? fail(Repository + ": " + EC.message()) : llvm::Error::success();
  }

  llvm::Expected<std::string> git(StringRef WorkTree,
                                  std::vector<std::string> Args,
                                  StringRef Input = {}) const {
    auto Done = runGit(line(WorkTree, std::move(Args)), Input);
    if (!Done)
      return Done.takeError();
    // One line is an object's name.
    return StringRef(*Done).count('\n') == 1 ? StringRef(*Done).trim().str()
                                             : std::move(*Done);
  }

  /// A commit of those paths of a folder that exist, under a branch's name.
  llvm::Expected<std::string> commit(StringRef WorkTree,
                                     llvm::ArrayRef<std::string> Paths,
                                     StringRef Branch, StringRef Parent) const {
    if (auto Done = git(WorkTree, {"read-tree", "--empty"}); !Done)
      return Done;
    if (auto Done = git(WorkTree,
                        {"-c", "core.looseCompression=1", "update-index",
                         "--add", "--remove", "-z", "--stdin"},
                        nulTerminated(Paths));
        !Done)
      return Done;
    auto Tree = git(WorkTree, {"write-tree"});
    if (!Tree)
      return Tree;
    std::vector<std::string> Args = {"commit-tree", *Tree, "-m", Branch.str()};
    if (!Parent.empty())
      Args.insert(Args.end(), {"-p", Parent.str()});
    auto Commit = git(WorkTree, Args);
    if (!Commit)
      return Commit;
    if (auto Done = setBranch(Branch, *Commit))
      return Done;
    return Commit;
  }

  llvm::Error setBranch(StringRef Branch, StringRef Commit) const {
    auto Done =
        git(Out, {"update-ref", ("refs/heads/" + Branch).str(), Commit.str()});
    return Done ? llvm::Error::success() : Done.takeError();
  }

  std::vector<std::string> line(StringRef WorkTree,
                                std::vector<std::string> Args) const {
    std::vector<std::string> Line = {"--git-dir=" + Repository,
                                     ("--work-tree=" + WorkTree).str()};
    Line.insert(Line.end(), Args.begin(), Args.end());
    return Line;
  }

private:
  std::string Out, Folder, Repository;
};

/// A folder for the time being.
struct Staging {
  std::string path;
  explicit Staging(const llvm::Twine &Path) : path(Path.str()) {
    fs::remove_directories(path); // of a run that was interrupted
  }
  ~Staging() { fs::remove_directories(path); }
};

/// The tree that git merged, and what it says of it.
llvm::Expected<std::string> merge(const Memory &M, StringRef Out,
                                  UpdateResult &Result) {
  auto Done = tryGit(M.line(Out, {"merge-tree", "--write-tree", "--messages",
                                  "--name-only", "-z", "yours", "upstream"}));
  if (!Done)
    return Done.takeError();
  // 0: clean; 1: conflicts, whose tree has markers.
  if (Done->status != 0 && Done->status != 1)
    return fail("git: " + StringRef(Done->err).trim());
  std::vector<std::string> Parts = splitNul(Done->out);
  std::string Tree = Parts.empty() ? "" : Parts[0];
  // Conflicted paths up to an empty one, then messages: how many paths, the
  // paths, the kind, the text.
  size_t I = 1;
  while (I < Parts.size() && !Parts[I].empty())
    ++I;
  for (++I; I < Parts.size();) {
    size_t Count = 0;
    if (StringRef(Parts[I]).getAsInteger(10, Count) ||
        I + Count + 2 >= Parts.size())
      break;
    StringRef Kind = Parts[I + Count + 1];
    StringRef Text = StringRef(Parts[I + Count + 2]).trim();
    if (Kind.starts_with("CONFLICT"))
      Result.conflicts.push_back(Text.str());
    else if (Kind == "Auto-merging")
      ++Result.merged;
    I += Count + 3;
  }
  return Tree;
}

llvm::Error apply(const Memory &M, StringRef Out, StringRef Tree,
                  UpdateResult &Result) {
  auto Changes = M.git(Out, {"diff-tree", "-r", "-z", "--no-renames",
                             "--name-status", "yours", Tree.str()});
  if (!Changes)
    return Changes.takeError();
  std::vector<std::string> Parts = splitNul(*Changes), Changed, Gone;
  for (size_t I = 0; I + 1 < Parts.size(); I += 2)
    (Parts[I] == "D" ? Gone : Changed).push_back(Parts[I + 1]);
  Result.changed = Changed.size() + Gone.size();

  Staging Merged(M.folder() + "/merged");
  if (auto Done = M.git(Out, {"read-tree", Tree.str()}); !Done)
    return Done.takeError();
  if (auto Done = M.git(Out,
                        {"checkout-index", "-q", "-f", "-z", "--stdin",
                         "--prefix=.causeway/merged/"},
                        nulTerminated(Changed));
      !Done)
    return Done.takeError();
  for (const std::string &P : Changed) {
    std::string To = (Out + "/" + P).str();
    if (auto EC =
            fs::create_directories(path::parent_path(To), true, fs::all_all))
      return fail(To + ": " + EC.message());
    if (auto EC = fs::rename(Merged.path + "/" + P, To))
      return fail(To + ": " + EC.message());
  }
  for (const std::string &P : Gone)
    if (auto EC = fs::remove(Out + "/" + P))
      return fail(Out + "/" + P + ": " + EC.message());
  return llvm::Error::success();
}

} // namespace

llvm::Error rememberOutput(StringRef Out, llvm::ArrayRef<std::string> Paths) {
  Memory M(Out);
  if (llvm::Error E = M.create())
    return E;
  auto Commit = M.commit(Out, Paths, "base", "");
  return Commit ? llvm::Error::success() : Commit.takeError();
}

llvm::Error checkRemembered(StringRef Out) {
  if (Memory(Out).exists())
    return llvm::Error::success();
  return fail("--update: " + Out +
              " does not remember what it was migrated from "
              "(.causeway/base.git); migrate with --out into an empty folder "
              "first");
}

llvm::Expected<UpdateResult> updateOutput(StringRef Out, OutputWriter Write) {
  Memory M(Out);
  Staging New(M.folder() + "/new");
  auto NewPaths = Write(New.path);
  if (!NewPaths)
    return NewPaths.takeError();
  auto Base = M.git(Out, {"rev-parse", "base"});
  if (!Base)
    return Base.takeError();
  auto Known = M.git(Out, {"ls-tree", "-r", "-z", "--name-only", "base"});
  if (!Known)
    return Known.takeError();

  // Of the tree only what the tool wrote, or is about to write: whatever else
  // people put there is not looked at.
  llvm::StringSet<> Seen;
  std::vector<std::string> Yours;
  for (const auto &Paths : {splitNul(*Known), *NewPaths})
    for (const std::string &P : Paths)
      if (Seen.insert(P).second && !fs::is_directory(Out + "/" + P))
        Yours.push_back(P);
  if (auto Done = M.commit(Out, Yours, "yours", *Base); !Done)
    return Done.takeError();
  auto Upstream = M.commit(New.path, *NewPaths, "upstream", *Base);
  if (!Upstream)
    return Upstream.takeError();

  UpdateResult Result;
  auto Tree = merge(M, Out, Result);
  if (!Tree)
    return Tree.takeError();
  if (llvm::Error E = apply(M, Out, *Tree, Result))
    return E;
  if (llvm::Error E = M.setBranch("base", *Upstream))
    return E;
  return Result;
}

} // namespace causeway
