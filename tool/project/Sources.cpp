// Walks folders, reads compilation databases, and checks the arguments.
//
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
  // The existing part may still contain links.
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

/// Whether a file is documentation or data. CUDA in it is not code to migrate.
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

/// The type of the entry itself, not of a link's target.
fs::file_type typeOf(const fs::directory_entry &Entry) {
  fs::file_status Status;
  if (Entry.type() == fs::file_type::type_unknown &&
      !fs::status(Entry.path(), Status, /*follow=*/false))
    return Status.type();
  return Entry.type();
}

/// The size limit for files that may hold CUDA although their name is not a
/// source's.
constexpr uint64_t MaxStrangerBytes = uint64_t(4) << 20;

/// Whether a folder belongs to a version control system or to this program.
bool isMemory(StringRef Folder) {
  StringRef Name = path::filename(Folder);
  return Name == ".git" || Name == ".hg" || Name == ".svn" ||
         Name == ".causeway";
}

/// Whether a folder holds build results only.
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

/// The folder that holds `.git`, at or above `Path`; empty if there is none.
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
                ? "no source was named; see causeway migrate --help"
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
  /// A file that was named or found in a named folder.
  struct Candidate {
    std::string path;
    FileKind kind;
    bool isCuda; ///< Uses something of CUDA.
    bool launches = false;
    std::string text;
  };

  void error(const llvm::Twine &Message) { Errors.push_back(Message.str()); }

  // ---- Named files and folders --------------------------------------------

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
    // A shell pattern may name links that the user did not look at.
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

  /// Files in a hidden folder are copied and never sources.
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

  /// Adds a folder below a walked one, by its real path.
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

  /// Adds a regular file in a walked folder, by its real path.
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

  /// Looks for CUDA in a file whose name is not a source's, such as a template
  /// of a configuration step.
  void lookAtStranger(const std::string &File) {
    std::string Ext = path::extension(File).lower();
    if (Ext == ".cu" || Ext == ".cuh") {
      unread(File, "CUDA's compilers accept its extension in lower case only, "
                   "so it is not a source; rename it");
      return;
    }
    if (auto At = placeOfCuda(File, MaxStrangerBytes))
      Out.unread.push_back(
          {SourceDiagnostic::Severity::Error, File, At->first, At->second,
           "CUDA code in a file that is no source by its name, so it stays as "
           "it is"});
  }

  /// Line and column of the first place that is CUDA without doubt. With the
  /// limit for strangers, binary files are ignored.
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

  /// A link stays a link. Its target belongs to the project only if it lies in
  /// the project's tree.
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
        unread(Link, "a link that leads out of the tree; the link is kept, and "
                     "its target is not changed");
      return;
    }
    // The walk of a named folder finds its files anyway.
    if (llvm::any_of(Out.folders, [&](const std::string &Named) {
          return isInside(Target, Named);
        }))
      return;
    if (fs::is_directory(Target))
      addFolder(Target, Shown, Hidden);
    else if (Walked.insert(Target).second && fs::is_regular_file(Target))
      addFound(Target, Shown, Hidden);
  }

  /// Whether a path belongs to the same project as a folder: it lies in a named
  /// folder, below --root, or in the folder's git tree.
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

  /// A file's text as UTF-8, or nothing and a reason.
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
      Why = "begins like UTF-16 text, but is not valid";
      return std::nullopt;
    }
    if (size_t Nul = Text.find('\0'); Nul != std::string::npos) {
      Why = "a binary file, not source text (a zero byte at offset " +
            std::to_string(Nul) + ")";
      return std::nullopt;
    }
    if (Recoded) {
      Out.warnings.push_back(
          (Shown + ": UTF-16 text; it is written as UTF-8").str());
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

  /// `-p`, or the place of a database in or just below a single named folder.
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

  /// Adds a file that the user did not name.
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
            ": no source that it lists lies in the tree around it; name the "
            "tree with --root DIR");
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

  /// The tree that a database describes if the user does not name one.
  /// Candidates are the git tree around the database, the folder that was built
  /// in, the folder around that, and for a build elsewhere the git tree or
  /// folder that the program runs in. The first that contains a listed file is
  /// the tree.
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

  /// Whether the database lists a file, whatever its name.
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
      // Without compile commands, a launch is the evidence for CUDA.
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

  // ---- Hints of build scripts ---------------------------------------------

  /// The compile options that the scripts of a folder give.
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

  /// The topmost folder with a CMakeLists.txt at or above `Folder`, below the
  /// root: a build of the whole project starts there.
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

  /// The hints of the scripts in a folder and above; the nearest takes
  /// precedence.
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

  /// Adds the files below the root that the named files include or that build
  /// scripts name: they belong to the project, too.
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
    // A new candidate may include more files.
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

  /// The most likely target of an include below the root; empty if no file
  /// matches.
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
    // The root may be a whole home directory.
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

  /// Adds the build scripts below the root, because a database lists only
  /// sources.
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

  /// The include folders in the arguments after `--`, absolute.
  std::vector<std::string> givenFolders() const {
    return foldersOf({"", directory(), Request.clangArgs});
  }

  /// The include folders in the compile commands of a file.
  std::vector<std::string> databaseFolders(StringRef File) const {
    std::vector<std::string> Folders;
    if (Database)
      for (const Unit &U : Database->unitsOf(File))
        llvm::append_range(Folders, foldersOf(U));
    return Folders;
  }

  /// Whether a macro names a source, as in `#define PART "part.cu"`, which
  /// `#include PART` may use.
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

  /// Sources that another source includes, which are no units of their own. A
  /// source that includes a file to rename counts as CUDA.
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

  /// Sources that use no CUDA but are parsed, because only they include some
  /// header that uses it.
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
    // If there are only headers, each is a CUDA unit of its own.
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
  std::optional<SdkFiles> Sdk; ///< For the walked folder; later for the root.
  std::map<std::string, CompileHints> Hints;                   ///< By folder.
  llvm::StringMap<Hinted> HintedFolders;                       ///< By folder.
  std::map<std::string, std::vector<std::string>> HintScripts; ///< By folder.
  llvm::StringMap<std::vector<std::string>> BelowRoot; ///< By file name.
  bool Listed = false; ///< `BelowRoot` is filled.
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
