// Walks folders, reads compilation databases, checks what was named.
// SPDX-License-Identifier: Apache-2.0
#include "project/Sources.h"
#include "engine/IncludeSearch.h"
#include "engine/LineTable.h"
#include "frontend/Frontend.h"
#include "frontend/Paths.h"
#include "frontend/SdkFiles.h"
#include "input/File.h"
#include "project/CompileCommands.h"
#include "project/CudaText.h"
#include "project/IncludePaths.h"
#include "scripts/BuildScripts.h"
#include "scripts/Hints.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <unistd.h>

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

/// Text about code, or data: what it says of CUDA is nobody's to compile.
bool isDocument(StringRef File) {
  std::string Name = path::filename(File).lower();
  for (StringRef Known :
       {"readme", "changelog", "changes", "news", "license", "licence",
        "copying", "authors", "contributing", "todo", "notice", "doxyfile"})
    if (StringRef(Name).starts_with(Known))
      return true;
  StringRef Ext = path::extension(Name);
  for (StringRef Known :
       {".md",   ".markdown", ".rst",  ".adoc", ".tex",  ".bib",   ".html",
        ".htm",  ".css",      ".svg",  ".xml",  ".json", ".yaml",  ".yml",
        ".toml", ".csv",      ".tsv",  ".log",  ".diff", ".patch", ".orig",
        ".rej",  ".old",      ".copy", ".bak"})
    if (Ext == Known)
      return true;
  return StringRef(Name).ends_with("~");
}

/// What a folder's entry is itself, and not where it leads.
fs::file_type typeOf(const fs::directory_entry &Entry) {
  fs::file_status Status;
  if (Entry.type() == fs::file_type::type_unknown &&
      !fs::status(Entry.path(), Status, /*follow=*/false))
    return Status.type();
  return Entry.type();
}

/// Nothing larger is looked at for CUDA where the name says it is no source.
constexpr uint64_t MaxStrangerBytes = uint64_t(4) << 20;

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
      if (fs::is_directory(Name))
        Out.folders.push_back(realPath(Name));
    std::vector<std::string> Places;
    if (!Request.buildDir.empty())
      Places.push_back(realPath(Request.buildDir));
    for (const std::string &Name : Request.sources)
      Places.push_back(realPath(Name));
    Texts.emplace(Rules, Request.cache, Places);
    for (const std::string &Name : Request.sources)
      addNamed(Name);
    if (Request.sources.empty() && Database)
      addFromDatabase();
    if (Errors.empty())
      chooseRoot();
    if (Errors.empty() && Request.sources.empty())
      findBuildScripts(Out.root);
    if (Errors.empty())
      reachOut();
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
      Sdk.emplace(Rules, llvm::vfs::getRealFileSystem(), Path);
      walk(Path, Name);
      return;
    }
    if (Status.type() != fs::file_type::regular_file) {
      error(Name + ": neither a file nor a folder");
      return;
    }
    // A shell's pattern names links that nobody has looked at.
    StringRef Parent = path::parent_path(Name);
    if (fs::is_symlink_file(Name) &&
        !isInTree(Path, realPath(Parent.empty() ? "." : Parent))) {
      error(Name + ": a link that leads out of the tree (to " + Path +
            "); name the file itself");
      return;
    }
    std::string Why;
    auto Text = read(Path, Name, Why);
    if (!Text) {
      error(Name + ": " + Why);
      return;
    }
    if (Text->empty()) {
      error(Name + ": the file is empty");
      return;
    }
    add(Path, Name, std::move(*Text), /*Named=*/true);
  }

  /// A hidden folder is only copied; nothing in it is a source.
  void walk(const std::string &Folder, const llvm::Twine &Shown,
            bool Hidden = false) {
    if (!Walked.insert(Folder).second)
      return;
    std::string Name = Shown.str();
    std::error_code EC;
    std::vector<std::string> Files, Folders, Links;
    for (fs::directory_iterator I(Folder, EC), E; I != E && !EC;
         I.increment(EC)) {
      switch (typeOf(*I)) {
      case fs::file_type::symlink_file:
        Links.push_back(I->path());
        break;
      case fs::file_type::directory_file:
        Folders.push_back(I->path());
        break;
      case fs::file_type::regular_file:
        Files.push_back(I->path());
        break;
      default:
        if (kindOf(I->path()) != FileKind::Other)
          unread(I->path(), make_error_code(Refused::NotRegular).message());
      }
    }
    if (EC && llvm::is_contained(Out.folders, Folder)) {
      error(Name + ": " + EC.message());
      return;
    }
    if (EC)
      unread(Folder, EC.message());
    llvm::sort(Files);
    llvm::sort(Folders);
    llvm::sort(Links);
    auto Below = [&](StringRef P) {
      return (Name + (StringRef(Name).ends_with("/") ? "" : "/") +
              path::filename(P))
          .str();
    };
    for (const std::string &F : Files)
      addFound(F, Below(F), Hidden);
    for (const std::string &F : Folders)
      addFolder(F, Below(F), Hidden);
    for (const std::string &L : Links)
      addLink(Folder, L, Below(L), Hidden);
  }

  /// A folder that is walked, by its real path.
  void addFolder(const std::string &Folder, const llvm::Twine &Shown,
                 bool Hidden) {
    if (isMemory(Folder) || Request.skip.count(Folder))
      return;
    if (isGenerated(Folder))
      Out.leftOut.push_back(Folder);
    else if (Sdk && Sdk->isSdkFolder(Folder))
      Out.sdkFolders.push_back(Folder);
    else
      walk(Folder, Shown, Hidden || path::filename(Folder).starts_with("."));
  }

  /// A regular file in a folder that is walked, by its real path.
  void addFound(const std::string &File, const llvm::Twine &Shown,
                bool Hidden) {
    if (isObjectFile(File)) {
      Out.leftOut.push_back(File);
      return;
    }
    if (::access(File.c_str(), R_OK)) {
      unread(File, std::error_code(errno, std::generic_category()).message());
      return;
    }
    if (!Hidden && isBuildScript(File))
      Out.buildScripts.push_back(File);
    Hidden |= path::filename(File).starts_with(".");
    if (isHeader(kindOf(File)) && Sdk && Sdk->owns(File, File)) {
      Out.others.push_back(File);
      return;
    }
    if (Hidden || (kindOf(File) == FileKind::Other && !isListed(File))) {
      Out.others.push_back(File);
      if (!Hidden && !isBuildScript(File) && !isDocument(File))
        lookAtStranger(File);
      return;
    }
    std::string Why;
    auto Text = read(File, Shown, Why);
    if (Text) {
      add(File, Shown, std::move(*Text), /*Named=*/false);
      return;
    }
    Out.others.push_back(File);
    FileKind Kind = kindOf(File);
    if (Kind == FileKind::Cuda || Kind == FileKind::CudaHeader ||
        placeOfCuda(File))
      unread(File, Why);
    else
      Out.warnings.push_back((Shown + ": " + Why + "; left as it is").str());
  }

  /// A file that is no source by its name may hold CUDA all the same: a
  /// template of a configuration step, a kernel in another language's text.
  void lookAtStranger(const std::string &File) {
    std::string Ext = path::extension(File).lower();
    if (Ext == ".cu" || Ext == ".cuh") {
      unread(File, "CUDA's compilers know its extension in lower case only, "
                   "so it was taken for no source; rename it");
      return;
    }
    if (auto At = placeOfCuda(File, MaxStrangerBytes))
      Out.unread.push_back(
          {SourceDiagnostic::Severity::Error, File, At->first, At->second,
           "CUDA code in a file that is no source by its name, so it stays as "
           "it is"});
  }

  /// Line and column where a file that nobody takes for a source holds CUDA
  /// without doubt. Of strangers, only what is text is looked at.
  std::optional<std::pair<unsigned, unsigned>>
  placeOfCuda(const std::string &File, uint64_t Most = MaxFileBytes) {
    auto Buffer = readFile(File, Most);
    if (!Buffer)
      return std::nullopt;
    StringRef Text = (*Buffer)->getBuffer();
    std::string Recoded;
    llvm::ArrayRef<char> Bytes(Text.data(), Text.size());
    if (llvm::hasUTF16ByteOrderMark(Bytes) &&
        llvm::convertUTF16ToUTF8String(Bytes, Recoded))
      Text = Recoded;
    else if (Most == MaxStrangerBytes && Text.take_front(4096).contains('\0'))
      return std::nullopt;
    return Texts->look(File, Text).place;
  }

  /// A link stays one. What it leads to belongs to the project when it lies in
  /// its tree, and is nobody's business here when it does not.
  void addLink(const std::string &Folder, const std::string &Link,
               const llvm::Twine &Shown, bool Hidden) {
    Out.links.push_back(Link);
    bool MayBeSource = !Hidden && kindOf(Link) != FileKind::Other;
    llvm::SmallString<256> Real;
    if (fs::real_path(Link, Real)) {
      if (MayBeSource)
        unread(Link, "a link that leads nowhere");
      return;
    }
    std::string Target = Real.str().str();
    if (!isInTree(Target, Folder)) {
      Out.outwardLinks.push_back(Link);
      FileKind Kind = kindOf(Link);
      if (MayBeSource && (Kind == FileKind::Cuda ||
                          Kind == FileKind::CudaHeader || placeOfCuda(Target)))
        unread(Link, "a link that leads out of the tree: it is kept, and what "
                     "it leads to stays as it is");
      return;
    }
    // What lies in a named folder is found there.
    if (llvm::any_of(Out.folders, [&](const std::string &Named) {
          return isInside(Target, Named);
        }))
      return;
    if (fs::is_directory(Target))
      addFolder(Target, Shown, Hidden);
    else if (Walked.insert(Target).second && fs::is_regular_file(Target))
      addFound(Target, Shown, Hidden);
  }

  /// Whether a path is of the same project as a folder: in a folder that was
  /// named, below --root, or in the git tree around the folder.
  bool isInTree(StringRef Path, StringRef Folder) const {
    auto Holds = [&](StringRef Tree) {
      for (StringRef P = Path; P.size() > Tree.size(); P = path::parent_path(P))
        if (isMemory(P))
          return false;
      return isInside(Path, Tree);
    };
    if (llvm::any_of(Out.folders, Holds))
      return true;
    std::string Tree =
        Request.root.empty() ? gitTop(Folder) : realPath(Request.root);
    return Holds(Tree.empty() ? Folder : StringRef(Tree));
  }

  /// A file's text as UTF-8; or nothing, and why.
  std::optional<std::string> read(const std::string &Path,
                                  const llvm::Twine &Shown, std::string &Why) {
    std::string Real = realPath(Path);
    if (Request.buffers)
      if (auto It = Request.buffers->find(Real); It != Request.buffers->end())
        return It->second;
    auto Buffer = readFile(Path);
    if (!Buffer) {
      Why = Buffer.getError().message();
      return std::nullopt;
    }
    llvm::ArrayRef<char> Bytes((*Buffer)->getBufferStart(),
                               (*Buffer)->getBufferSize());
    std::string Text;
    bool Recoded = llvm::hasUTF16ByteOrderMark(Bytes);
    if (!Recoded) {
      Text.assign(Bytes.begin(), Bytes.end());
    } else if (!llvm::convertUTF16ToUTF8String(Bytes, Text)) {
      Why = "begins as UTF-16 text, and is none";
      return std::nullopt;
    }
    if (size_t Nul = Text.find('\0'); Nul != std::string::npos) {
      Why = "a binary file, not source text (a zero byte at offset " +
            std::to_string(Nul) + ")";
      return std::nullopt;
    }
    if (Recoded) {
      Out.warnings.push_back(
          (Shown + ": UTF-16 text; what is written of it is UTF-8").str());
      Out.recoded[Real] = Text;
    }
    return Text;
  }

  void unread(const std::string &Path, std::string Why) {
    Out.unread.push_back(
        {SourceDiagnostic::Severity::Error, Path, 0, 0, std::move(Why)});
  }

  void add(const std::string &Path, const llvm::Twine &Shown, std::string Text,
           bool Named) {
    if (!Seen.insert(Path).second)
      return;
    Candidate C{Path, kindOf(Path), Named, false, std::move(Text)};
    if (C.kind == FileKind::Cuda || C.kind == FileKind::CudaHeader) {
      C.isCuda = true;
    } else {
      CudaText Seen = Texts->look(Path, C.text);
      C.isCuda |= Seen.any;
      C.launches = Seen.launches;
    }
    if (C.isCuda)
      checkEncoding(C.text, Shown);
    Candidates.push_back(std::move(C));
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
    auto Buffer = readFile(File);
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

  /// Everything of CUDA that is listed and lies in the tree that the database
  /// is about.
  void addUnnamed(const std::string &Path) {
    std::string Why;
    if (auto Text = read(Path, Path, Why); !Text)
      unread(Path, Why);
    else
      add(Path, Path, std::move(*Text), /*Named=*/false);
  }

  void addFromDatabase() {
    std::set<std::string> Listed;
    for (const std::string &File : Database->files())
      Listed.insert(realPath(File));
    std::string Tree = treeOf(Listed);
    if (Tree.empty()) {
      error("-p " + Request.buildDir +
            ": no source that it lists lies in the tree around it; --root DIR "
            "says which tree is meant");
      return;
    }
    for (const std::string &Path : Listed) {
      if (isInside(Path, Tree)) {
        addUnnamed(Path);
      } else if (kindOf(Path) == FileKind::Cuda || placeOfCuda(Path)) {
        Out.unread.push_back(
            {SourceDiagnostic::Severity::Warning, Path, 0, 0,
             "is listed in the compile commands but lies outside the root, so "
             "it stays as it is"});
      }
    }
  }

  /// The tree that a database is about when nobody says so: the git tree that
  /// it lies in, the folder that was built in or around it; for a build that
  /// was made elsewhere, the tree that the program runs in. It holds something
  /// of what is listed.
  std::string treeOf(const std::set<std::string> &Listed) const {
    if (!Request.root.empty())
      return realPath(Request.root);
    std::string Build = path::parent_path(Out.database).str();
    std::string Here = realPath(".");
    std::vector<std::string> Trees = {gitTop(Build)};
    if (!isGenerated(Build))
      Trees.push_back(Build);
    Trees.push_back(path::parent_path(Build).str());
    if (!isInside(Build, Here))
      Trees.insert(Trees.end(), {gitTop(Here), Here});
    for (const std::string &Tree : Trees)
      if (!Tree.empty() && Tree != "/" &&
          llvm::any_of(Listed, [&](const std::string &Path) {
            return isInside(Path, Tree);
          }))
        return Tree;
    return "";
  }

  /// Whether the database says how a file is compiled, whatever its name.
  bool isListed(const std::string &File) {
    if (!Database)
      return false;
    if (ListedNames.empty())
      for (const std::string &Path : Database->files())
        ListedNames[path::filename(Path)].push_back(Path);
    auto It = ListedNames.find(path::filename(File));
    return It != ListedNames.end() &&
           llvm::any_of(It->getValue(), [&](const std::string &Path) {
             return realPath(Path) == realPath(File);
           });
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
      const Hinted &Said = hintsFor(path::parent_path(C.path));
      llvm::append_range(Units.back().args, Said.arguments);
      for (const std::string &Folder : Paths.foldersFor(C.path, Said.folders)) {
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

  // ---- What build scripts say ----------------------------------------------

  /// What the scripts of a folder say of how sources there are compiled.
  const CompileHints &scriptsIn(StringRef Folder) {
    auto [It, New] = Hints.try_emplace(Folder.str());
    CompileHints &Said = It->second;
    if (!New)
      return Said;
    std::vector<std::string> Todo;
    for (StringRef Name :
         {"CMakeLists.txt", "GNUmakefile", "makefile", "Makefile", "setup.py"})
      if (std::string Path = (Folder + "/" + Name).str(); fs::exists(Path))
        Todo.push_back(realPath(Path));
    llvm::StringSet<> Read;
    while (!Todo.empty()) {
      std::string Script = Todo.back();
      Todo.pop_back();
      if (!isBelow(Script, Out.root) || !Read.insert(Script).second)
        continue;
      CompileHints H = compileHints(Rules.build(), Script, topScripts(Folder));
      if (!H.includes.empty() || !H.defines.empty() || !H.standard.empty())
        HintScripts[Folder.str()].push_back(Script);
      llvm::append_range(Said.includes, H.includes);
      llvm::append_range(Said.defines, H.defines);
      llvm::append_range(Said.files, H.files);
      llvm::append_range(Said.scripts, H.scripts);
      if (!H.standard.empty())
        Said.standard = H.standard;
      for (const std::string &Next : H.scripts)
        Todo.push_back(realPath(Next));
    }
    return Said;
  }

  /// The topmost folder at or above one that has a script like it, below the
  /// root: where a build of the whole project starts.
  std::string topScripts(StringRef Folder) const {
    StringRef Top = Folder;
    for (StringRef P = Folder; isInside(P, Out.root); P = path::parent_path(P))
      if (fs::exists(P + "/CMakeLists.txt"))
        Top = P;
    return Top.str();
  }

  struct Hinted {
    std::vector<std::string> arguments, folders;
  };

  /// What the scripts at and above a folder say; the nearest comes first.
  const Hinted &hintsFor(StringRef Folder) {
    auto [It, New] = HintedFolders.try_emplace(Folder);
    Hinted &Said = It->second;
    if (!New)
      return Said;
    std::string Standard;
    llvm::StringSet<> Defined;
    for (StringRef P = Folder; isInside(P, Out.root);
         P = path::parent_path(P)) {
      const CompileHints &H = scriptsIn(P);
      for (const std::string &I : H.includes) {
        std::string Include = realPath(I);
        if (!llvm::is_contained(Said.folders, Include)) {
          Said.folders.push_back(Include);
          Said.arguments.push_back("-I" + Include);
        }
      }
      for (const std::string &D : H.defines)
        if (Defined.insert(StringRef(D).split('=').first).second)
          Said.arguments.push_back("-D" + D);
      if (Standard.empty())
        Standard = H.standard;
      for (const std::string &Script : HintScripts[P.str()])
        Out.hintScripts.insert(Script);
      if (P == "/")
        break;
    }
    if (!Standard.empty())
      Said.arguments.push_back("-std=" + Standard);
    return Said;
  }

  // ---- Files beside the named ones -----------------------------------------

  /// What the named files include, and what their scripts name, is part of the
  /// project wherever it lies below the root.
  void reachOut() {
    Sdk.emplace(Rules, llvm::vfs::getRealFileSystem(), Out.root);
    for (size_t I = 0; I < Out.buildScripts.size(); ++I)
      for (const std::string &Script :
           scriptsIn(path::parent_path(realPath(Out.buildScripts[I]))).scripts)
        if (std::string Path = realPath(Script);
            isBelow(Path, Out.root) && isBuildScript(Path) &&
            !llvm::is_contained(Out.buildScripts, Path))
          Out.buildScripts.push_back(Path);
    for (const std::string &Script : std::vector(Out.buildScripts))
      for (const std::string &File :
           scriptsIn(path::parent_path(realPath(Script))).files)
        takeIn(realPath(File));
    for (const Candidate &C : Candidates)
      Paths.add(C.path, C.text);
    size_t Told = 0;
    // What is taken in may include more.
    while (Told < Candidates.size()) {
      for (; Told < Candidates.size(); ++Told) {
        const std::string From = Candidates[Told].path;
        const Hinted &Said = hintsFor(path::parent_path(From));
        for (const std::string &File : Paths.includedBy(From, Said.folders))
          takeIn(realPath(File));
        for (const std::string &Name : Paths.missingIn(From, Said.folders))
          if (std::string File = nearestBelowRoot(From, Name); !File.empty())
            takeIn(File);
      }
    }
  }

  void takeIn(const std::string &Path) {
    if (kindOf(Path) == FileKind::Other || !isBelow(Path, Out.root) ||
        Seen.contains(Path) || !fs::is_regular_file(Path))
      return;
    if (Sdk->owns(Path, Path))
      return;
    size_t Before = Candidates.size();
    addUnnamed(Path);
    if (Candidates.size() > Before)
      Paths.add(Path, Candidates.back().text);
  }

  /// The header below the root that an include means most likely; empty: none
  /// is called so.
  std::string nearestBelowRoot(StringRef From, StringRef Name) {
    if (!Listed)
      listRoot();
    std::string Best;
    size_t BestCloseness = 0;
    auto It = BelowRoot.find(path::filename(Name));
    if (It == BelowRoot.end())
      return Best;
    for (const std::string &Path : It->second) {
      StringRef Folder = Path;
      if (!Folder.consume_back(Name) || !Folder.ends_with("/"))
        continue;
      size_t Close = closeness(From, Path);
      if (Best.empty() || Close > BestCloseness) {
        Best = Path;
        BestCloseness = Close;
      }
    }
    return Best;
  }

  void listRoot() {
    Listed = true;
    // A root may be a folder with everything a person has.
    constexpr size_t Most = 500'000;
    size_t Count = 0;
    std::error_code EC;
    for (fs::recursive_directory_iterator
             I(Out.root, EC, /*follow_symlinks=*/false),
         E;
         I != E && !EC && Count < Most; I.increment(EC), ++Count) {
      StringRef Path = I->path();
      if (I->type() == fs::file_type::directory_file) {
        if (isGenerated(Path) || path::filename(Path).starts_with(".") ||
            Request.skip.count(realPath(Path)))
          I.no_push();
      } else if (I->type() == fs::file_type::regular_file &&
                 kindOf(Path) != FileKind::Other) {
        BelowRoot[path::filename(Path)].push_back(Path.str());
      }
    }
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
  void findBuildScripts(const std::string &Folder) {
    std::vector<std::string> Files, Folders;
    std::error_code EC;
    for (fs::directory_iterator I(Folder, EC), E; I != E && !EC;
         I.increment(EC)) {
      fs::file_type Type = typeOf(*I);
      if (Type == fs::file_type::directory_file)
        Folders.push_back(I->path());
      else if (Type == fs::file_type::regular_file && isBuildScript(I->path()))
        Files.push_back(I->path());
    }
    llvm::sort(Files);
    llvm::append_range(Out.buildScripts, Files);
    for (const std::string &F : Folders)
      if (!isGenerated(F) && !path::filename(F).starts_with(".") &&
          !Request.skip.count(realPath(F)))
        findBuildScripts(F);
    if (Folder == Out.root)
      llvm::sort(Out.buildScripts);
  }

  static std::vector<std::string> foldersOf(const Unit &U) {
    ParseOptions Parse;
    Parse.directory = U.directory;
    Parse.args = U.args;
    IncludeFolders Of = includeFolders(Parse);
    std::vector<std::string> Folders;
    for (const auto *List : {&Of.quoted, &Of.all})
      for (const std::string &Folder : *List)
        Folders.push_back(realPath(Folder));
    return Folders;
  }

  /// The include folders behind `--`, absolute.
  std::vector<std::string> givenFolders() const {
    return foldersOf({"", directory(), Request.clangArgs});
  }

  /// Those that the compile commands of a file have.
  std::vector<std::string> databaseFolders(StringRef File) const {
    std::vector<std::string> Folders;
    if (Database)
      for (const Unit &U : Database->unitsOf(File))
        llvm::append_range(Folders, foldersOf(U));
    return Folders;
  }

  /// `#define PART "part.cu"`, for an `#include PART`.
  static bool definesSourceName(StringRef Text) {
    for (size_t At = Text.find(".cu\""); At != StringRef::npos;
         At = Text.find(".cu\"", At + 1)) {
      StringRef Line = Text.take_front(At);
      Line = Line.drop_front(Line.rfind('\n') + 1).ltrim();
      if (Line.consume_front("#") && Line.ltrim().starts_with("define"))
        return true;
    }
    return false;
  }

  /// Sources that another one includes: no units of their own. Who includes one
  /// that will be renamed has something to change.
  llvm::StringSet<> includedSources() {
    llvm::StringSet<> Included;
    std::vector<std::string> Given = givenFolders();
    for (Candidate &C : Candidates) {
      std::vector<std::string> Folders = Given;
      C.isCuda |= definesSourceName(C.text);
      if (C.isCuda || StringRef(C.text).contains(".cu"))
        llvm::append_range(Folders,
                           hintsFor(path::parent_path(C.path)).folders);
      for (IncludeLine L : includeLines(C.text)) {
        if (isHeader(kindOf(L.name)) || kindOf(L.name) == FileKind::Other)
          continue;
        std::vector<std::string> From = {path::parent_path(C.path).str()};
        llvm::append_range(From, Folders);
        if (kindOf(L.name) == FileKind::Cuda)
          llvm::append_range(From, databaseFolders(C.path));
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
  std::optional<SdkFiles>
      Sdk; ///< Of the folder that is walked; then the root's.
  std::map<std::string, CompileHints> Hints;                   ///< By folder.
  llvm::StringMap<Hinted> HintedFolders;                       ///< Likewise.
  std::map<std::string, std::vector<std::string>> HintScripts; ///< Likewise.
  llvm::StringMap<std::vector<std::string>> BelowRoot; ///< By file name.
  bool Listed = false;                                 ///< BelowRoot is filled.
  std::vector<Candidate> Candidates;
  std::optional<CudaTexts> Texts;
  IncludePaths Paths;
  llvm::StringSet<> Seen, Walked;
  llvm::StringMap<std::vector<std::string>> ListedNames; ///< By file name.
  std::vector<std::string> Errors;
};

} // namespace

llvm::Expected<Sources> findSources(const RuleSet &Rules,
                                    const SourceRequest &Request) {
  return Finder(Rules, Request).find();
}

} // namespace causeway
