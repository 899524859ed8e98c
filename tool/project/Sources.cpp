// Walks folders, reads compilation databases, checks what was named.
// SPDX-License-Identifier: Apache-2.0
#include "project/Sources.h"
#include "build/Build.h"
#include "frontend/Frontend.h"
#include "frontend/Paths.h"
#include "project/CompileCommands.h"
#include "project/IncludePaths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace causeway {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

std::string realPath(StringRef Path) {
  llvm::SmallString<256> Result;
  if (!fs::real_path(Path, Result))
    return Result.str().str();
  Result = Path;
  fs::make_absolute(Result);
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  // What exists of it may still be reached through a link.
  llvm::SmallString<256> Parent;
  if (!fs::real_path(path::parent_path(Result), Parent)) {
    path::append(Parent, path::filename(Result));
    return Parent.str().str();
  }
  return Result.str().str();
}

bool isInside(StringRef Path, StringRef Folder) {
  return Path == Folder || isBelow(Path, Folder);
}

namespace {

enum class FileKind { Cuda, CudaHeader, Cxx, C, Header, Other };

FileKind kindOf(StringRef File) {
  StringRef Ext = path::extension(File);
  if (Ext == ".cu")
    return FileKind::Cuda;
  if (Ext == ".cuh")
    return FileKind::CudaHeader;
  if (Ext == ".c")
    return FileKind::C;
  for (StringRef E : {".cc", ".cpp", ".cxx", ".c++", ".C"})
    if (Ext == E)
      return FileKind::Cxx;
  for (StringRef E :
       {".h", ".hh", ".hpp", ".hxx", ".inl", ".inc", ".ipp", ".tpp"})
    if (Ext == E)
      return FileKind::Header;
  return FileKind::Other;
}

bool isHeader(FileKind K) {
  return K == FileKind::CudaHeader || K == FileKind::Header;
}

/// Where a version control system, or this program, remembers.
bool isMemory(StringRef Folder) {
  StringRef Name = path::filename(Folder);
  return Name == ".git" || Name == ".hg" || Name == ".svn" ||
         Name == ".causeway";
}

/// Holds what a build made, none of it a person's.
bool isGenerated(StringRef Folder) {
  StringRef Name = path::filename(Folder);
  for (StringRef Known : {"build", "CMakeFiles", ".cache", "__pycache__"})
    if (Name == Known)
      return true;
  return Name.starts_with("build-") || Name.starts_with("cmake-build-") ||
         fs::exists(Folder + "/CMakeCache.txt");
}

bool isObjectFile(StringRef File) {
  StringRef Ext = path::extension(File);
  return Ext == ".o" || Ext == ".obj" || Ext == ".pyc";
}

/// The folder that holds `.git`, at or above `Path`; empty: there is none.
std::string gitTop(StringRef Path) {
  for (StringRef P = Path; !P.empty(); P = path::parent_path(P))
    if (fs::exists(P + "/.git"))
      return P.str();
  return "";
}

std::string commonFolder(StringRef A, StringRef B) {
  while (!isInside(B, A))
    A = path::parent_path(A);
  return A.str();
}

class Finder {
public:
  Finder(const RuleSet &Rules, const SourceRequest &Request)
      : Rules(Rules), Request(Request),
        Paths(givenFolders(), [&Rules](StringRef Name) {
          return Rules.findHeader(Name) != nullptr;
        }) {}

  llvm::Expected<Sources> find() {
    if (std::string Folder = buildFolder(); !Folder.empty())
      openDatabase(Folder);
    for (const std::string &Name : Request.sources)
      addNamed(Name);
    if (Request.sources.empty() && Database)
      for (const std::string &File : Database->files())
        addFromDatabase(realPath(File));
    if (Errors.empty())
      chooseRoot();
    if (Errors.empty() && Request.sources.empty())
      findBuildScripts();
    if (Errors.empty())
      makeUnits();
    if (Errors.empty() && Out.units.empty())
      error(Request.sources.empty()
                ? "no source was named (causeway migrate --help tells more)"
                : llvm::join(Request.sources, ", ") +
                      ": no CUDA source is there");
    if (Errors.empty())
      return std::move(Out);
    llvm::Error Result = llvm::Error::success();
    for (const std::string &E : Errors)
      Result = llvm::joinErrors(
          std::move(Result),
          llvm::createStringError(llvm::inconvertibleErrorCode(), "%s",
                                  E.c_str()));
    return Result;
  }

private:
  /// A file that was named, or found in a folder that was.
  struct Candidate {
    std::string path;
    FileKind kind;
    bool isCuda; ///< Names something of the CUDA world.
    bool launches = false;
    std::string text;
  };

  void error(const llvm::Twine &Message) { Errors.push_back(Message.str()); }

  // ---- What was named ------------------------------------------------------

  void addNamed(StringRef Name) {
    fs::file_status Status;
    if (auto EC = fs::status(Name, Status)) {
      error(Name + ": " + EC.message());
      return;
    }
    std::string Path = realPath(Name);
    if (Status.type() == fs::file_type::directory_file) {
      Out.folders.push_back(Path);
      walk(Path, Name);
      return;
    }
    if (Status.type() != fs::file_type::regular_file) {
      error(Name + ": neither a file nor a folder");
      return;
    }
    auto Text = read(Path, Name);
    if (!Text)
      return;
    if (Text->empty()) {
      error(Name + ": the file is empty");
      return;
    }
    if (size_t Nul = Text->find('\0'); Nul != std::string::npos) {
      error(Name + ": a binary file, not source text (a zero byte at offset " +
            llvm::Twine(Nul) + ")");
      return;
    }
    add(Path, Name, std::move(*Text), /*Named=*/true);
  }

  /// A hidden folder is only copied; nothing in it is a source.
  void walk(const std::string &Folder, const llvm::Twine &Shown,
            bool Hidden = false) {
    std::string Name = Shown.str();
    std::error_code EC;
    std::vector<std::string> Files, Folders;
    for (fs::directory_iterator I(Folder, EC), E; I != E && !EC;
         I.increment(EC)) {
      if (I->type() == fs::file_type::symlink_file && isOwnLink(I->path())) {
        Out.links.push_back(I->path());
        continue;
      }
      fs::file_status Status;
      // A dangling link to elsewhere is nobody's.
      if (fs::status(I->path(), Status))
        continue;
      if (Status.type() == fs::file_type::regular_file)
        Files.push_back(I->path());
      else if (I->type() == fs::file_type::directory_file)
        Folders.push_back(I->path());
    }
    if (EC) {
      error(Name + ": " + EC.message());
      return;
    }
    llvm::sort(Files);
    llvm::sort(Folders);
    auto Below = [&](StringRef P) {
      return (Name + (StringRef(Name).ends_with("/") ? "" : "/") +
              path::filename(P))
          .str();
    };
    for (const std::string &F : Files) {
      if (isObjectFile(F)) {
        Out.leftOut.push_back(F);
        continue;
      }
      if (!Hidden && isBuildScript(F))
        Out.buildScripts.push_back(F);
      if (Hidden || kindOf(F) == FileKind::Other ||
          path::filename(F).starts_with(".")) {
        Out.others.push_back(F);
        continue;
      }
      auto Text = read(F, Below(F));
      if (!Text)
        continue;
      if (Text->find('\0') != std::string::npos) {
        Out.warnings.push_back(Below(F) + ": a binary file, left as it is");
        Out.others.push_back(F);
        continue;
      }
      add(realPath(F), Below(F), std::move(*Text), /*Named=*/false);
    }
    for (const std::string &F : Folders)
      if (isMemory(F) || Request.skip.count(realPath(F)))
        continue;
      else if (isGenerated(F))
        Out.leftOut.push_back(F);
      else
        walk(F, Below(F), Hidden || path::filename(F).starts_with("."));
  }

  /// Whether a link leads to something inside the folder that is being walked,
  /// which the output has too, or will have.
  bool isOwnLink(const std::string &Link) const {
    llvm::SmallString<256> Target;
    if (fs::real_path(Link, Target))
      return false;
    return isInside(Target, Out.folders.back());
  }

  std::optional<std::string> read(const std::string &Path,
                                  const llvm::Twine &Shown) {
    if (Request.buffers)
      if (auto It = Request.buffers->find(realPath(Path));
          It != Request.buffers->end())
        return It->second;
    auto Buffer = llvm::MemoryBuffer::getFile(Path);
    if (!Buffer) {
      error(Shown + ": " + Buffer.getError().message());
      return std::nullopt;
    }
    return (*Buffer)->getBuffer().str();
  }

  void add(const std::string &Path, const llvm::Twine &Shown, std::string Text,
           bool Named) {
    if (!Seen.insert(Path).second)
      return;
    Candidate C{Path, kindOf(Path), Named, false, std::move(Text)};
    for (const Use &U : lexicalUses(Rules, Path, C.text)) {
      C.isCuda = true;
      C.launches |= U.kind == Use::Kind::Syntax && U.name == "launch";
    }
    C.isCuda |= C.kind == FileKind::Cuda || C.kind == FileKind::CudaHeader;
    if (C.isCuda)
      checkEncoding(C.text, Shown);
    Candidates.push_back(std::move(C));
  }

  void addFromDatabase(const std::string &Path) {
    auto Text = read(Path, Path);
    if (Text && !Text->empty() && Text->find('\0') == std::string::npos)
      add(Path, Path, std::move(*Text), /*Named=*/false);
  }

  void checkEncoding(StringRef Text, const llvm::Twine &Shown) {
    auto *Begin = reinterpret_cast<const llvm::UTF8 *>(Text.begin());
    const llvm::UTF8 *At = Begin;
    if (llvm::isLegalUTF8String(&At, Begin + Text.size()))
      return;
    StringRef Before = Text.take_front(At - Begin);
    Out.warnings.push_back((Shown + ":" + llvm::Twine(Before.count('\n') + 1) +
                            ":" +
                            llvm::Twine(Before.size() - Before.rfind('\n')) +
                            ": not UTF-8 text; its bytes are kept as they are")
                               .str());
  }

  // ---- Compilation database ------------------------------------------------

  /// `-p`, or where a single folder has a database by itself.
  std::string buildFolder() const {
    if (!Request.buildDir.empty() || Request.sources.size() != 1 ||
        !fs::is_directory(Request.sources[0]))
      return Request.buildDir;
    std::vector<std::string> Places = {Request.sources[0]};
    std::error_code EC;
    for (fs::directory_iterator I(Request.sources[0], EC), E; I != E && !EC;
         I.increment(EC))
      if (I->type() == fs::file_type::directory_file && isGenerated(I->path()))
        Places.push_back(I->path());
    llvm::sort(Places);
    for (const std::string &Place : Places)
      if (fs::exists(Place + "/compile_commands.json"))
        return Place;
    return "";
  }

  void openDatabase(StringRef Folder) {
    llvm::SmallString<256> File(Folder);
    if (fs::is_directory(File))
      path::append(File, "compile_commands.json");
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    if (!Buffer) {
      error(File + ": " + Buffer.getError().message());
      return;
    }
    Out.database = realPath(File);
    auto Read = CompileCommands::parse((*Buffer)->getBuffer(),
                                       path::parent_path(Out.database));
    if (Read)
      Database = std::move(*Read);
    else
      error(File + ": " + llvm::toString(Read.takeError()));
  }

  std::vector<Unit> commandsFor(const Candidate &C) {
    std::vector<Unit> Units;
    if (Database)
      Units = Database->unitsOf(C.path);
    if (Units.empty()) {
      Units.push_back({C.path, directory(), {}});
      // Without a build system to say so, the launch does.
      if (C.launches && C.kind == FileKind::Cxx)
        Units.back().args = {"-x", "cuda"};
      for (const std::string &Folder : Paths.foldersFor(C.path)) {
        Units.back().args.push_back("-I" + Folder);
        ++Out.guessedFolders[Folder];
      }
    }
    for (Unit &U : Units) {
      llvm::append_range(U.args, Request.clangArgs);
      for (const std::string &Folder : Request.shim)
        U.args.insert(U.args.end(), {"-idirafter", Folder});
    }
    return Units;
  }

  std::string directory() const {
    if (!Request.directory.empty())
      return Request.directory;
    llvm::SmallString<256> Here;
    fs::current_path(Here);
    return Here.str().str();
  }

  // ---- Units ---------------------------------------------------------------

  void chooseRoot() {
    std::vector<std::string> Places = Out.folders;
    for (const Candidate &C : Candidates)
      Places.push_back(path::parent_path(C.path).str());
    if (Places.empty())
      return;
    if (!Request.root.empty()) {
      Out.root = realPath(Request.root);
      if (!fs::is_directory(Out.root)) {
        error("--root " + Request.root + ": no such folder");
        return;
      }
      for (const std::string &P : Places)
        if (!isInside(P, Out.root)) {
          error(P + ": outside --root " + Request.root);
          return;
        }
      return;
    }
    std::string Top = gitTop(Places.front()), Common = Places.front();
    for (const std::string &P : Places) {
      if (gitTop(P) != Top)
        Top.clear();
      Common = commonFolder(Common, P);
    }
    Out.root = Top.empty() ? Common : Top;
  }

  /// A database names sources only; the scripts that build them are below the
  /// root.
  void findBuildScripts() {
    std::error_code EC;
    for (fs::recursive_directory_iterator I(Out.root, EC), E; I != E && !EC;
         I.increment(EC)) {
      if (I->type() == fs::file_type::directory_file) {
        if (isGenerated(I->path()) ||
            path::filename(I->path()).starts_with(".") ||
            Request.skip.count(realPath(I->path())))
          I.no_push();
      } else if (isBuildScript(I->path()) && fs::is_regular_file(I->path())) {
        Out.buildScripts.push_back(realPath(I->path()));
      }
    }
    llvm::sort(Out.buildScripts);
  }

  /// The include folders behind `--`, absolute.
  std::vector<std::string> givenFolders() const {
    std::vector<std::string> Folders;
    for (size_t I = 0; I < Request.clangArgs.size(); ++I) {
      StringRef Arg = Request.clangArgs[I];
      if (!Arg.consume_front("-I"))
        continue;
      llvm::SmallString<256> Folder(Arg.empty() &&
                                            I + 1 < Request.clangArgs.size()
                                        ? StringRef(Request.clangArgs[I + 1])
                                        : Arg);
      fs::make_absolute(directory(), Folder);
      Folders.push_back(realPath(Folder));
    }
    return Folders;
  }

  /// Sources that another one includes: no units of their own. Who includes one
  /// that will be renamed has something to change.
  llvm::StringSet<> includedSources() {
    llvm::StringSet<> Included;
    std::vector<std::string> Folders = givenFolders();
    for (Candidate &C : Candidates)
      for (IncludeLine L : includeLines(C.text)) {
        if (isHeader(kindOf(L.name)) || kindOf(L.name) == FileKind::Other)
          continue;
        std::vector<std::string> From = {path::parent_path(C.path).str()};
        llvm::append_range(From, Folders);
        for (const std::string &Folder : From) {
          llvm::SmallString<256> Path(Folder);
          path::append(Path, L.name);
          std::string Real = realPath(Path);
          if (Real != C.path && fs::exists(Real)) {
            Included.insert(Real);
            C.isCuda |= migratedPath(Real) != Real;
            break;
          }
        }
      }
    return Included;
  }

  /// Sources without a name of CUDA that are parsed all the same, since no
  /// other unit includes some header that has such names.
  llvm::StringSet<> readersOfLoneHeaders(const llvm::StringSet<> &Included) {
    llvm::StringMap<bool> Reached;
    auto IsSource = [&](const Candidate &C) {
      return !isHeader(C.kind) && !Included.contains(C.path);
    };
    for (const Candidate &C : Candidates)
      if (C.isCuda && IsSource(C))
        Paths.addReached(C.path, Reached);
    llvm::StringSet<> Lone;
    for (const Candidate &C : Candidates)
      if (C.isCuda && isHeader(C.kind) && !Reached.count(C.path))
        Lone.insert(C.path);
    llvm::StringSet<> Readers;
    for (const Candidate &C : Candidates) {
      if (Lone.empty())
        break;
      if (C.isCuda || !IsSource(C))
        continue;
      llvm::StringMap<bool> Now;
      Paths.addReached(C.path, Now);
      bool Reads = false;
      for (const auto &Entry : Now)
        Reads |= Lone.erase(Entry.getKey());
      if (Reads)
        Readers.insert(C.path);
    }
    return Readers;
  }

  void makeUnits() {
    llvm::StringSet<> Included = includedSources();
    for (const Candidate &C : Candidates)
      Paths.add(C.path, C.text);
    llvm::StringSet<> Needed = readersOfLoneHeaders(Included);
    for (const Candidate &C : Candidates) {
      if (Needed.contains(C.path))
        llvm::append_range(Out.units, commandsFor(C));
      else if (!C.isCuda)
        Out.bystanders.push_back(C.path);
      else if (isHeader(C.kind) || Included.contains(C.path))
        Out.extraFiles.push_back(C.path);
      else
        llvm::append_range(Out.units, commandsFor(C));
    }
    if (!Out.units.empty())
      return;
    // Headers only: each is its own unit, as CUDA.
    for (const Candidate &C : Candidates)
      if (C.isCuda && !C.text.empty())
        for (Unit &U : commandsFor(C)) {
          llvm::append_range(U.args,
                             std::initializer_list<const char *>{"-x", "cuda"});
          Out.units.push_back(std::move(U));
        }
  }

  const RuleSet &Rules;
  const SourceRequest &Request;
  Sources Out;
  std::optional<CompileCommands> Database;
  std::vector<Candidate> Candidates;
  IncludePaths Paths;
  llvm::StringSet<> Seen;
  std::vector<std::string> Errors;
};

} // namespace

llvm::Expected<Sources> findSources(const RuleSet &Rules,
                                    const SourceRequest &Request) {
  return Finder(Rules, Request).find();
}

} // namespace causeway
