// Parses the units that the cache lacks, merges the results for each file, and
// applies the edits once.
//
// SPDX-License-Identifier: Apache-2.0
#include "engine/Migration.h"
#include "engine/Disk.h"
#include "engine/InForce.h"
#include "engine/IncludeSearch.h"
#include "engine/Judge.h"
#include "engine/LineTable.h"
#include "engine/Text.h"
#include "frontend/CompileArgs.h"
#include "frontend/Frontend.h"
#include "frontend/Lexical.h"
#include "frontend/ParsedUnitIO.h"
#include "frontend/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <numeric>
#include <set>

namespace causeway {
namespace {

using llvm::StringRef;

/// The owners of names, as far as a parser has seen them.
struct Names {
  llvm::StringSet<> own;              ///< Declared or used as the source's own.
  llvm::StringSet<> cuda;             ///< Used as CUDA's.
  std::set<std::string> missing = {}; ///< Headers that were not found.
  bool lacksHeader =
      false; ///< The project has a file with the name of a missing header.

  bool isOwn(StringRef Name) const {
    return own.contains(Name) && !cuda.contains(Name);
  }
};

/// An include whose file may be renamed.
struct NamedInclude {
  Use use;
  std::string
      leadsTo; ///< The file or link that it names, relative to the root.
};

/// All facts about one file, from all units that read it.
struct FileState {
  StringRef text; ///< As on the disk.
  std::vector<Use> uses;
  std::map<std::pair<unsigned, std::string>, size_t>
      seen;                   ///< Indices into `uses`.
  std::set<unsigned> covered; ///< Offsets that need no lexical pass.
  std::set<unsigned> own;     ///< Of these, offsets of the source's own names.
  /// Names that Clang did not find, with the unit that missed them.
  std::map<unsigned, size_t> undeclared;
  std::set<unsigned> unknownTypes; ///< Of these, names that can only be types.
  Names names;                 ///< Names that a parser has seen in this file.
  std::vector<size_t> readers; ///< Indices of the units that read it.
  std::vector<NamedInclude> includes;
  const Definitions *definitions = nullptr;
  FileHead head;
  unsigned preludeAt = 0; ///< Offset of the first include of the prelude or its
                          ///< replacement; past the end if there is none.
  bool isCudaMain = false; ///< The main file of a CUDA unit.
  /// CUDA names that stay in this file, because in some unit they are the
  /// source's own.
  std::set<std::string> kept;
  /// Such names that this file declares for the units in which they are CUDA's:
  /// after an include of CUDA's, or after the prelude.
  std::set<std::string> given;
  std::optional<unsigned> giveAt;
};

ParseOptions parseOptions(const MigrationOptions &Of, const Unit &U) {
  return {U.file,      U.directory, U.args,     Of.root,
          Of.cudaPath, Of.buffers,  Of.preludes};
}

class Merger {
public:
  Merger(const RuleSet &Rules, const MigrationOptions &Options, Disk &Now,
         MergeMemory &Memory, const std::set<std::string> *Wanted)
      : Rules(Rules), Options(Options), Now(Now), Memory(Memory),
        Wanted(Wanted) {}

  /// Whether the unit read the same texts as on the disk.
  bool sees(const ParsedUnit &Parsed) const {
    return llvm::all_of(Parsed.files, [&](const auto &File) {
      return Now.digest(File.first) == File.second;
    });
  }

  void add(const Unit &Of, const ParsedUnit &Parsed) {
    Names &OfUnit = Units.emplace_back();
    Readers.push_back({&Of});
    for (const auto &[Path, Text] : Parsed.files) {
      state(Path).text = Now.text(Path);
      state(Path).readers.push_back(Units.size() - 1);
    }
    bool AnyUse = false;
    for (const Use &U : Parsed.uses) {
      FileState &S = state(U.file);
      S.covered.insert(U.token.begin);
      S.names.cuda.insert(U.name);
      OfUnit.cuda.insert(U.name);
      AnyUse |= U.kind != Use::Kind::Include && U.kind != Use::Kind::Header;
      auto [It, New] =
          S.seen.try_emplace({U.token.begin, U.name}, S.uses.size());
      if (New)
        S.uses.push_back(U);
      else if (U.kind == Use::Kind::WarpWidth && !U.notEditable.empty())
        // One unit's reason to keep a number holds for all units.
        S.uses[It->second].notEditable = U.notEditable;
    }
    for (const auto &[Path, Offsets] : Parsed.own) {
      FileState &S = state(Path);
      S.covered.insert(Offsets.begin(), Offsets.end());
      S.own.insert(Offsets.begin(), Offsets.end());
      for (unsigned Offset : Offsets) {
        StringRef Name = wordAt(S.text, Offset);
        S.names.own.insert(Name);
        OfUnit.own.insert(Name);
      }
    }
    OfUnit.missing = Parsed.missing;
    for (const auto &[Path, Offsets] : Parsed.undeclared)
      for (unsigned Offset : Offsets)
        state(Path).undeclared.try_emplace(Offset, Units.size() - 1);
    for (const auto &[Path, Offsets] : Parsed.unknownTypes)
      state(Path).unknownTypes.insert(Offsets.begin(), Offsets.end());
    for (const auto &[Path, Offsets] : Parsed.outside)
      Outside[Path].insert(Offsets.begin(), Offsets.end());
    for (const Function &F : Parsed.functions)
      if (isWanted(F.file))
        Functions.try_emplace({F.file, F.token.begin}, F);
    for (const KernelFacts &K : Parsed.kernels) {
      StringRef Name = K.name;
      Named &Of = KernelsByName[Name.substr(Name.rfind(':') + 1)];
      Of.places.insert({K.file, K.span.begin});
      Of.isTemplate |= K.isTemplate;
      if (!isWanted(K.file))
        continue;
      auto [It, New] = Kernels.try_emplace({K.file, K.span.begin, K.name});
      if (New)
        It->second = K;
      else
        It->second.merge(K);
    }
    ConstantMemory Constants;
    for (const auto &[At, Bytes] : Parsed.constants) {
      Constants.bytes += Bytes;
      Constants.places.insert({relative(At.first), At.second});
    }
    if (Constants.bytes > Result.constantMemory.bytes)
      Result.constantMemory = std::move(Constants);
    if (Parsed.isCuda && AnyUse)
      state(Of.file).isCudaMain = true;
    for (const SourceDiagnostic &D : Parsed.diagnostics)
      addDiagnostic(D);
  }

  /// Adds a unit; without a result, `Failure` is the reason.
  void add(const Unit &Of, const ParsedUnit *Parsed, std::string Failure) {
    ++Result.units;
    if (Parsed && !sees(*Parsed))
      Failure = "a file of this unit changed while it was read; run again";
    if (Failure.empty() && Parsed)
      return add(Of, *Parsed);
    ++Result.failedUnits;
    addDiagnostic({SourceDiagnostic::Severity::Error, Of.file, 0, 0,
                   Failure.empty() ? "the parser gave no result for this unit"
                                   : std::move(Failure)});
  }

  void addFile(const std::string &Path) { state(Path).text = Now.text(Path); }

  void addDiagnostic(SourceDiagnostic D) {
    D.file = relative(D.file);
    if (SeenDiagnostics.emplace(D.file, D.line, D.column, D.message).second)
      Result.diagnostics.push_back(std::move(D));
  }

  MigrationResult finish() {
    for (const std::string &File : Options.extraFiles)
      addFile(File);
    for (const Unit &U : Options.units)
      addFile(U.file);
    for (auto &[Path, S] : Files) {
      if (auto Of = Now.digest(Path))
        Text.add(Path,
                 *(S.definitions = &Memory.definitions(Path, S.text, *Of)));
      sortUses(S);
      lookAtHead(S);
    }
    for (Names &N : Units)
      N.lacksHeader = llvm::any_of(N.missing, [&](const std::string &Name) {
        return Text.hasFile(Name);
      });
    settleOwnMacros();
    planNames();
    for (auto &[Path, S] : Files)
      // An empty file may be renamed, too.
      if (isWanted(Path) &&
          (!S.text.empty() || Result.names.renamed().count(relative(Path))))
        finishFile(Path, S);
    for (auto &[Place, F] : Functions) {
      F.file = relative(F.file);
      Result.functions.push_back(std::move(F));
    }
    std::optional<LineTable> Lines; // of the current file
    for (auto It = Kernels.begin(); It != Kernels.end(); ++It) {
      const std::string &File = std::get<0>(It->first);
      if (It == Kernels.begin() || File != std::get<0>(std::prev(It)->first))
        Lines.emplace(state(File).text);
      addKernel(std::move(It->second), *Lines);
    }
    for (const auto &[Path, Offsets] : Outside)
      Result.diagnostics.push_back(
          {SourceDiagnostic::Severity::Warning, Path, 0, 0,
           "uses CUDA in " + counted(Offsets.size(), "place") +
               " but lies outside the root, so it stays as it is"});
    llvm::sort(Result.findings, [](const Finding &A, const Finding &B) {
      return std::tie(A.file, A.span, A.name) <
             std::tie(B.file, B.span, B.name);
    });
    dropToldDiagnostics();
    llvm::sort(Result.kernels, [](const Kernel &A, const Kernel &B) {
      return std::tie(A.facts.file, A.facts.span, A.facts.name) <
             std::tie(B.facts.file, B.facts.span, B.facts.name);
    });
    llvm::sort(Result.diagnostics, [](const auto &A, const auto &B) {
      return std::tie(A.file, A.line, A.column, A.message) <
             std::tie(B.file, B.line, B.column, B.message);
    });
    return std::move(Result);
  }

private:
  FileState &state(const std::string &Path) { return Files[Path]; }

  /// Removes Clang's error where an open finding covers the missing name. The
  /// findings are sorted by file.
  void dropToldDiagnostics() {
    auto Told = [&](const SourceDiagnostic &D) {
      if (!D.undeclared)
        return false;
      auto First =
          llvm::partition_point(Result.findings, [&](const Finding &F) {
            return std::tie(F.file, F.line) < std::tie(D.file, D.line);
          });
      auto End =
          std::find_if(First, Result.findings.end(), [&](const Finding &F) {
            return F.file != D.file || F.line != D.line;
          });
      return std::any_of(First, End, [&](const Finding &F) {
        return F.isOpen() && F.column <= D.column &&
               D.column < F.column + std::max(F.span.size(), 1u);
      });
    };
    llvm::erase_if(Result.diagnostics, Told);
  }
  /// Whether a unit that reads the file has seen a name in this role. If no
  /// unit reads the file, any unit may be the one that it is written for.
  bool seenBeside(const FileState &S, llvm::StringSet<> Names::*As,
                  StringRef Name) const {
    if (S.readers.empty())
      return llvm::any_of(
          Units, [&](const Names &N) { return (N.*As).contains(Name); });
    return llvm::any_of(S.readers, [&](size_t Unit) {
      return (Units[Unit].*As).contains(Name);
    });
  }
  /// In text that no parser covers, such a name is more likely the source's.
  bool isOwn(const FileState &S, StringRef Name) const {
    return S.names.isOwn(Name) || (seenBeside(S, &Names::own, Name) &&
                                   !seenBeside(S, &Names::cuda, Name));
  }
  bool isWanted(const std::string &Path) const {
    return !Wanted || Wanted->count(Path);
  }

  std::string relative(StringRef Path) const {
    return relativeTo(Path, Options.root);
  }

  std::string absolute(StringRef Path) const {
    llvm::SmallString<256> Whole(Path);
    llvm::sys::fs::make_absolute(Options.root, Whole);
    return Whole.str().str();
  }

  /// Plans the names of all files, and finds the includes that may change with
  /// them.
  void planNames() {
    FilesToName From;
    for (const auto &[Path, S] : Files)
      if (migratedPath(Path) != Path && Now.digest(Path))
        From.files.insert(relative(Path));
    for (const std::string &Link : Options.links)
      addLink(Link, From);
    for (auto &[Path, S] : Files) {
      for (const Use &U : S.uses)
        if (U.kind == Use::Kind::Include)
          lookAtInclude(S, U, From);
      if (S.definitions)
        for (const Definitions::Entry &E : S.definitions->includes)
          lookAtBareInclude(Path, S, E, From);
    }
    Result.names = OutputNames(
        From, [&](StringRef Path) { return Now.isTaken(absolute(Path)); });
  }

  /// Adds a link that leads to one of the files.
  void addLink(const std::string &Link, FilesToName &To) const {
    llvm::SmallString<256> Real;
    if (!llvm::sys::fs::real_path(Link, Real) && Files.count(Real.str().str()))
      To.links[relative(Link)] = relative(Real);
  }

  /// Collects the paths that a new name must avoid. A new name ends in `.cpp`
  /// and replaces one in `.cu`, so an include with any other extension never
  /// changes its target.
  void lookAtInclude(FileState &S, const Use &U, FilesToName &From) {
    if (!U.notEditable.empty()) {
      if (Files.count(U.name))
        S.includes.push_back({U, relative(U.name)});
      return;
    }
    StringRef Written = S.text.slice(U.token.begin + 1, U.token.end - 1);
    bool IsSource = Written.ends_with(".cu");
    if (!IsSource && !Written.ends_with(".cpp"))
      return;
    std::string At = U.name;
    std::vector<std::string> Before;
    for (size_t Reader : readersOf(S)) {
      auto Found = findInclude(U.file, Written, S.text[U.token.begin] == '<',
                               foldersOf(Reader), Now);
      if (!Found)
        continue;
      if (Found->path != U.name &&
          llvm::sys::fs::is_symlink_file(Found->path)) {
        addLink(Found->path, From);
        if (From.links.count(relative(Found->path)))
          At = Found->path;
      }
      llvm::append_range(Before, Found->before);
    }
    for (const std::string &Path : Before)
      if (!IsSource)
        From.reserved.insert(relative(Path));
      else
        From.searchedFirst[relative(At)].insert(
            relative(llvm::sys::path::parent_path(Path)));
    if (IsSource && Files.count(U.name) &&
        Written.ends_with(llvm::sys::path::filename(At)))
      S.includes.push_back({U, relative(At)});
  }

  /// Handles an include in a branch that no unit compiles, or in a file that no
  /// unit reads.
  void lookAtBareInclude(const std::string &Path, FileState &S,
                         const Definitions::Entry &E, FilesToName &From) {
    if (!StringRef(E.name).ends_with(".cu"))
      return;
    auto Seen = S.seen.lower_bound({E.at, ""});
    size_t End = E.at + 1 + E.name.size();
    if ((Seen != S.seen.end() && Seen->first.first == E.at) ||
        End >= S.text.size() || !StringRef("\">").contains(S.text[End]))
      return;
    for (size_t Reader : readersOf(S)) {
      llvm::SmallString<256> Real;
      auto Found = findInclude(Path, E.name, S.text[E.at] == '<',
                               foldersOf(Reader), Now);
      if (!Found || llvm::sys::fs::real_path(Found->path, Real) ||
          !Files.count(Real.str().str()))
        continue;
      Use U;
      U.kind = Use::Kind::Include;
      U.confidence = Confidence::Lexical;
      U.name = Real.str().str();
      U.file = Path;
      U.token = U.whole = {E.at, unsigned(End + 1)};
      lookAtInclude(S, U, From);
      return;
    }
  }

  /// The indices of the units that read a file. If no unit reads it, all units
  /// and an index past the end, which has no folders: any may be the one that
  /// it is written for.
  std::vector<size_t> readersOf(const FileState &S) const {
    if (!S.readers.empty())
      return S.readers;
    std::vector<size_t> All(Readers.size() + 1);
    std::iota(All.begin(), All.end(), 0);
    return All;
  }

  const IncludeFolders &foldersOf(size_t Reader) {
    static const IncludeFolders None;
    if (Reader == Readers.size())
      return None;
    auto &[Of, Folders] = Readers[Reader];
    if (!Folders)
      Folders = includeFolders(parseOptions(Options, *Of));
    return *Folders;
  }

  void lookAtHead(FileState &S) const {
    const Rule *Prelude = Rules.findHeader(Rules.prelude());
    S.head = fileHead(S.text);
    S.preludeAt = unsigned(S.text.size()) + 1;
    for (const auto &[At, Name] : llvm::reverse(S.head.includes)) {
      const Rule *R = Rules.findHeader(Name);
      if (Prelude && (Name == Prelude->to || (R && R->to == Prelude->to)))
        S.preludeAt = At;
    }
  }

  static void sortUses(FileState &S) {
    llvm::sort(S.uses, [](const Use &A, const Use &B) {
      return std::tie(A.token, A.name) < std::tie(B.token, B.name);
    });
  }

  /// Whether Clang misses a declaration there although it found every header of
  /// the project.
  bool isUndeclared(const FileState &S, unsigned Offset) const {
    auto It = S.undeclared.find(Offset);
    return It != S.undeclared.end() && !Units[It->second].lacksHeader;
  }

  /// The identifier at an offset.
  static StringRef wordAt(StringRef Text, unsigned Offset) {
    return Text.substr(Offset).take_while(
        [](char C) { return llvm::isAlnum(C) || C == '_'; });
  }

  /// Decides names that are CUDA's in one unit and the source's own in another:
  /// such a name can only be renamed for both or for neither. The source's own
  /// macro is renamed. Other names stay, because several declarations may share
  /// one.
  void settleOwnMacros() {
    llvm::StringSet<> Renamed;
    for (auto &[Path, S] : Files)
      for (Use &U : S.uses) {
        if (!S.own.count(U.token.begin) || U.kind == Use::Kind::WarpWidth ||
            U.kind == Use::Kind::Syntax)
          continue;
        if (U.kind == Use::Kind::Macro) {
          Renamed.insert(U.name);
        } else if (U.notEditable.empty()) {
          U.notEditable = "the name is CUDA's in one unit that reads this, and "
                          "the source's own in another";
          if (!declarationOf(U.name).empty())
            S.kept.insert(U.name);
        }
      }
    giveKeptNames();
    if (Renamed.empty())
      return;
    for (auto &[Path, S] : Files) {
      bool Any = false;
      for (unsigned Offset : S.own) {
        StringRef Name = wordAt(S.text, Offset);
        if (!Renamed.contains(Name) ||
            !S.seen.try_emplace({Offset, Name.str()}, S.uses.size()).second)
          continue;
        Use U;
        U.kind = Use::Kind::Macro;
        U.confidence = Confidence::Pp;
        U.name = Name.str();
        U.file = Path;
        U.token = U.whole = {Offset, unsigned(Offset + Name.size())};
        U.inC = isCFile(Path);
        S.uses.push_back(std::move(U));
        Any = true;
      }
      if (Any)
        sortUses(S);
    }
  }

  /// The line that declares the shim's name under CUDA's name; empty if there
  /// is none.
  std::string declarationOf(StringRef Name) const {
    const Rule *R = Rules.find(Name);
    if (!R || R->verdict == Verdict::Unsupported || R->isPattern(false) ||
        R->to.empty() || Name.contains("::") ||
        (R->kind != Rule::Kind::Type && !R->isFunctionOrValue()))
      return "";
    if (StringRef(R->to).ends_with(("::" + Name).str()))
      return "using " + R->to + ";";
    return ("#define " + Name + " " + R->to).str();
  }

  /// A name that stays has to be declared for the units in which it is CUDA's.
  /// If its file includes CUDA's header, the declaration follows that include,
  /// since the other units do not include the header. Otherwise it follows the
  /// prelude of each such unit.
  void giveKeptNames() {
    std::vector<std::pair<FileState *, const std::set<std::string> *>> Given;
    for (auto &[Path, S] : Files) {
      if (S.kept.empty())
        continue;
      auto It = llvm::find_if(S.uses, [&](const Use &U) {
        const Rule *R =
            U.kind == Use::Kind::Header ? Rules.findHeader(U.name) : nullptr;
        return R && !R->to.empty() && U.whole.size() > U.token.size();
      });
      if (It != S.uses.end()) {
        S.giveAt = It->whole.end;
        Given.emplace_back(&S, &S.kept);
        continue;
      }
      for (size_t Reader : S.readers)
        if (FileState &Main = state(Readers[Reader].unit->file);
            Main.isCudaMain)
          Given.emplace_back(&Main, &S.kept);
    }
    for (auto &[To, Names] : Given)
      To->given.insert(Names->begin(), Names->end());
  }

  std::string givenLines(const FileState &S, StringRef Newline) const {
    std::string Lines;
    for (const std::string &Name : S.given)
      Lines += declarationOf(Name) + Newline.str();
    return Lines;
  }

  /// The shim's header for the names of an area; empty if there are several.
  StringRef headerOf(StringRef Area) const {
    const Rule *Prelude = Rules.findHeader(Rules.prelude());
    StringRef Found;
    for (const Rule *R : Rules.all()) {
      if (R->kind != Rule::Kind::Header || R->area != Area || R->to.empty())
        continue;
      if (Prelude && R->to == Prelude->to)
        return R->to;
      if (!Found.empty() && Found != R->to)
        return "";
      Found = R->to;
    }
    return Found;
  }

  /// Includes for names without a declaration. A header that was not found may
  /// declare such a name now; nobody knows what that header declares after the
  /// migration.
  std::vector<Finding>
  missingIncludes(const FileState &S, const std::vector<Finding> &Found) const {
    std::map<StringRef, const Finding *> Wanted; // by area
    for (const Finding &F : Found)
      if (!F.edits.empty() && F.kind != Use::Kind::Header &&
          F.kind != Use::Kind::Include && S.undeclared.count(F.span.begin))
        Wanted.try_emplace(F.area, &F);
    std::map<StringRef, const Finding *> ByHeader;
    for (const auto &[Area, F] : Wanted)
      if (StringRef Header = headerOf(Area); !Header.empty())
        ByHeader.try_emplace(Header, F);
    for (const auto &[At, Name] : S.head.includes) {
      const Rule *R = Rules.findHeader(Name);
      ByHeader.erase(R ? StringRef(R->to) : StringRef(Name));
    }
    for (const Finding &F : Found)
      if (F.kind == Use::Kind::Header)
        ByHeader.erase(StringRef(F.replacement).trim("<>"));
    std::vector<Finding> Includes;
    for (const auto &[Header, F] : ByHeader) {
      Finding &I = Includes.emplace_back();
      I.kind = Use::Kind::Header;
      I.confidence = Confidence::Lexical;
      I.verdict = Verdict::Mapped;
      I.effort = Effort::Auto;
      I.name = F->name;
      I.file = F->file;
      I.area = F->area;
      I.message = "nothing that was found declares it";
      insertInclude(S, S.head.includePoint, Header, "", I);
    }
    return Includes;
  }

  /// Fills in an include of the shim's, followed by `Lines`.
  void insertInclude(const FileState &S, unsigned Point, StringRef Header,
                     StringRef Lines, Finding &F) const {
    F.replacement = ("#include <" + Header + ">").str();
    F.span = {Point, Point};
    F.edits.push_back(Edit::insert(
        Point, F.replacement + newlineAt(S, Point).str() + Lines.str()));
  }

  /// The line ending at a place.
  static StringRef newlineAt(const FileState &S, unsigned Point) {
    size_t End = S.text.find('\n', Point);
    bool Crlf =
        End != StringRef::npos && S.text.take_front(End).ends_with("\r");
    return Crlf ? "\r\n" : "\n";
  }

  void finishFile(const std::string &Path, FileState &S) {
    // If a name is one unit's own and another unit misses it, the lexical pass
    // decides.
    for (const auto &[Offset, By] : S.undeclared) {
      auto Seen = S.seen.lower_bound({Offset, ""});
      if (S.own.count(Offset) && isUndeclared(S, Offset) &&
          (Seen == S.seen.end() || Seen->first.first != Offset))
        S.covered.erase(Offset);
    }
    LexicalContext Known;
    Known.covered = &S.covered;
    Known.isOwn = [&](StringRef Name, unsigned Offset,
                      const TextConditions &At) {
      return !isUndeclared(S, Offset) &&
             (seenBeside(S, &Names::own, Name) || Text.holds(Path, Name, At) ||
              (!Rules.find(Name) && Text.defines(Name)));
    };
    Known.isDefined = [&](StringRef Name) { return Text.defines(Name); };
    Known.isUndeclared = [&](unsigned Offset) {
      return isUndeclared(S, Offset);
    };
    Known.isUnknownType = [&](unsigned Offset) {
      return S.unknownTypes.count(Offset) && isUndeclared(S, Offset);
    };
    for (Use &U : lexicalUses(Rules, Path, S.text, Known)) {
      if (is(U, Construct::LaunchUnresolved) && launchesFunction(S, U))
        become(U, Construct::LaunchNamed);
      if (isOwn(S, U.name) || S.own.count(U.token.begin))
        U.notEditable = "the source declares a name like this one, and no "
                        "parser decides which is meant";
      S.uses.push_back(std::move(U));
    }
    sortUses(S);

    std::vector<Finding> Findings;
    bool Migrated = includesNewPrelude(S);
    for (const Use &U : S.uses)
      if (!(Migrated && isPlainWord(U)))
        if (auto F = judge(Rules, U))
          Findings.push_back(std::move(*F));
    for (const NamedInclude &I : S.includes)
      if (std::string New = Result.names.of(I.leadsTo); New != I.leadsTo)
        Findings.push_back(judgeInclude(I.use, I.leadsTo, New));
    if (S.isCudaMain || isIncludedCudaSource(Path, S))
      if (auto F = includePrelude(Path, S))
        Findings.push_back(std::move(*F));
    for (Finding &F : missingIncludes(S, Findings)) {
      // Two edits at the same place do not compose.
      auto It = llvm::find_if(Findings, [&](const Finding &Other) {
        return Other.edits.size() == 1 &&
               Other.edits[0].span == F.edits[0].span;
      });
      if (It != Findings.end()) {
        It->edits[0].pieces.push_back(std::move(F.edits[0].pieces[0]));
        F.edits.clear();
      }
      Findings.push_back(std::move(F));
    }
    if (S.giveAt)
      giveBehindInclude(S, Findings);

    std::vector<Edit> Edits;
    std::vector<size_t> EditOwner;
    for (auto [I, F] : llvm::enumerate(Findings))
      for (const Edit &E : F.edits) {
        Edits.push_back(E);
        EditOwner.push_back(I);
      }
    EditResult Edited = applyEdits(S.text, Edits);
    for (EditConflict C : Edited.conflicts) {
      Finding &F = Findings[EditOwner[C.dropped]];
      F.verdict = Verdict::MappedReview;
      F.effort = Effort::Manual;
      F.message = "another change covers part of this place: " +
                  Findings[EditOwner[C.kept]].name + " becomes " +
                  Findings[EditOwner[C.kept]].replacement;
      llvm::erase_if(F.edits, [&](const Edit &E) {
        return E.span == Edits[C.dropped].span;
      });
    }

    LineTable Lines(S.text);
    std::string Relative = relative(Path);
    for (Finding &F : Findings) {
      F.file = Relative;
      std::tie(F.line, F.column) = Lines.at(F.span.begin);
      Result.findings.push_back(std::move(F));
    }
    Result.files[Relative] = {Relative, Result.names.of(Relative), S.text.str(),
                              std::move(Edited.text),
                              std::move(Edited.replacements)};
  }

  /// Declares the kept names after the include at `giveAt`.
  void giveBehindInclude(const FileState &S,
                         std::vector<Finding> &Findings) const {
    auto It = llvm::find_if(Findings, [&](const Finding &F) {
      return F.kind == Use::Kind::Header && !F.edits.empty() &&
             F.span.end <= *S.giveAt &&
             !S.text.slice(F.span.end, *S.giveAt).trim("\r\n").contains('\n');
    });
    StringRef Newline = newlineAt(S, 0);
    std::string Lines = givenLines(S, Newline);
    if (!S.text.take_front(*S.giveAt).ends_with("\n"))
      Lines = (Newline + Lines).str();
    if (It != Findings.end())
      It->edits.push_back(Edit::insert(*S.giveAt, Lines));
  }

  /// Whether a launch in bare text names a kernel that has one definition in
  /// all units and is no template.
  bool launchesFunction(const FileState &S, const Use &U) const {
    if (U.slots.empty())
      return false;
    Span Kernel = U.slots.front().span;
    auto It = KernelsByName.find(S.text.slice(Kernel.begin, Kernel.end));
    return It != KernelsByName.end() && !It->second.isTemplate &&
           It->second.places.size() == 1;
  }

  bool includesNewPrelude(const FileState &S) const {
    const Rule *Prelude = Rules.findHeader(Rules.prelude());
    return Prelude && llvm::any_of(S.head.includes, [&](const auto &Include) {
             return Include.second == Prelude->to;
           });
  }
  /// A plain word, such as `min` or `half`. In code that was migrated before,
  /// it is no longer CUDA's, even if a remaining launch makes Clang resolve it
  /// as CUDA's.
  bool isPlainWord(const Use &U) const {
    if (U.kind != Use::Kind::Function && U.kind != Use::Kind::Type)
      return false;
    const Rule *R = Rules.find(U.name);
    return R && !R->lexical;
  }

  /// A source that others include may also be compiled alone.
  static bool isIncludedCudaSource(StringRef Path, const FileState &S) {
    return migratedPath(Path) != Path && llvm::any_of(S.uses, [](const Use &U) {
             return U.kind != Use::Kind::Include && U.kind != Use::Kind::Header;
           });
  }

  void addKernel(KernelFacts Facts, const LineTable &Lines) {
    Kernel K;
    std::tie(K.line, K.column) = Lines.at(Facts.span.begin);
    K.endLine =
        Lines.at(std::max(Facts.span.begin + 1, Facts.span.end) - 1).first;
    auto Relative = [&](std::set<FilePlace> &Places) {
      std::set<FilePlace> New;
      for (const auto &[File, Offset] : Places)
        New.insert({relative(File), Offset});
      Places = std::move(New);
    };
    Facts.file = relative(Facts.file);
    std::set<std::pair<std::string, Span>> Callees;
    for (const auto &[File, S] : Facts.callees)
      Callees.insert({relative(File), S});
    Facts.callees = std::move(Callees);
    for (auto &[What, Places] : Facts.places)
      Relative(Places);
    for (auto &[Extension, Places] : Facts.needs)
      Relative(Places);
    for (auto &[Type, At] : Facts.precision)
      At.first = relative(At.first);
    Relative(Facts.inMacros);
    K.facts = std::move(Facts);
    Result.kernels.push_back(std::move(K));
  }

  /// The compiler includes CUDA's prelude before the first line of a CUDA unit.
  /// A migrated unit must include the shim's explicitly.
  std::optional<Finding> includePrelude(const std::string &Path,
                                        const FileState &S) const {
    const Rule *Prelude = Rules.findHeader(Rules.prelude());
    if (!Prelude || Prelude->to.empty())
      return std::nullopt;
    unsigned At = std::min(S.preludeAt, S.head.firstCode);
    std::set<std::string> Seen{Path};
    bool Leans = llvm::any_of(S.uses, [&](const Use &U) {
      return U.token.begin < At && U.kind == Use::Kind::Include &&
             leansOnPrelude(U.name, Seen);
    });
    std::optional<unsigned> Early = asksEarly(S);
    if (!S.given.empty() && !S.giveAt)
      Early = S.head.firstLine;
    if (At < S.head.firstCode && !Leans && !Early)
      return std::nullopt;
    unsigned Point = Early.value_or(S.head.includePoint);
    Finding F;
    F.kind = Use::Kind::Header;
    F.confidence = Confidence::Pp;
    F.verdict = Verdict::Mapped;
    F.effort = Effort::Auto;
    F.name = Prelude->name;
    F.file = Path;
    F.area = Prelude->area;
    F.message = "CUDA units include it implicitly";
    std::string Given = S.giveAt ? "" : givenLines(S, newlineAt(S, Point));
    insertInclude(S, Point, Prelude->to, Given, F);
    return F;
  }

  /// Where the prelude must be included if a condition tests a CUDA macro
  /// before the first include.
  static std::optional<unsigned> asksEarly(const FileState &S) {
    unsigned FirstInclude = unsigned(S.text.size());
    for (const auto &[At, Name] : S.head.includes)
      FirstInclude = std::min(FirstInclude, At);
    for (const Use &U : S.uses)
      if (U.kind == Use::Kind::Header || U.kind == Use::Kind::Include)
        FirstInclude = std::min(FirstInclude, U.token.begin);
    if (llvm::none_of(S.uses, [&](const Use &U) {
          return U.kind == Use::Kind::Macro && U.token.begin < FirstInclude &&
                 U.token.begin < S.head.firstCode;
        }))
      return std::nullopt;
    return S.head.firstLine;
  }

  /// Whether a header uses CUDA names before it includes the prelude. A file
  /// that includes it must include the prelude first.
  bool leansOnPrelude(const std::string &Path,
                      std::set<std::string> &Seen) const {
    auto It = Files.find(Path);
    if (It == Files.end() || !Seen.insert(Path).second)
      return false;
    return llvm::any_of(It->second.uses, [&](const Use &U) {
      if (U.token.begin >= It->second.preludeAt || U.kind == Use::Kind::Header)
        return false;
      return U.kind != Use::Kind::Include || leansOnPrelude(U.name, Seen);
    });
  }

  const RuleSet &Rules;
  const MigrationOptions &Options;
  Disk &Now;
  MergeMemory &Memory;
  const std::set<std::string> *Wanted;
  std::map<std::string, FileState> Files;
  std::map<std::pair<std::string, unsigned>, Function> Functions;
  std::map<std::tuple<std::string, unsigned, std::string>, KernelFacts> Kernels;
  struct Named {
    std::set<FilePlace> places; ///< Definitions of kernels of this name.
    bool isTemplate = false;
  };
  llvm::StringMap<Named> KernelsByName; ///< Unqualified.
  /// Offsets of uses, by absolute path.
  std::map<std::string, std::set<unsigned>> Outside;
  std::vector<Names> Units; ///< What each unit has seen.
  struct Reader {
    const Unit *unit;
    std::optional<IncludeFolders> folders = std::nullopt; ///< Filled on demand.
  };
  std::vector<Reader> Readers; ///< The same units, in the same order.
  /// The definitions in bare text.
  InForce Text{[this](StringRef Macro) { return Rules.isOtherVendors(Macro); }};
  std::set<std::tuple<std::string, unsigned, unsigned, std::string>>
      SeenDiagnostics;
  MigrationResult Result;
};

} // namespace

const Definitions &MergeMemory::definitions(const std::string &Path,
                                            StringRef Text, const Digest &Of) {
  auto [It, New] = Known.try_emplace(Path);
  auto &[As, Found] = It->second;
  if (New || As != Of) {
    As = Of;
    Found = causeway::definitions(Text);
  }
  return Found;
}

MigrationResult mergeUnits(const RuleSet &Rules,
                           const MigrationOptions &Options, Disk &Now,
                           llvm::ArrayRef<UnitResult> Units,
                           MergeMemory &Memory,
                           const std::set<std::string> *Wanted) {
  Merger Merged(Rules, Options, Now, Memory, Wanted);
  for (const UnitResult &U : Units)
    Merged.add(*U.unit, U.parsed, U.failure);
  return Merged.finish();
}

llvm::Expected<MigrationResult> migrate(const RuleSet &Rules,
                                        const MigrationOptions &Options) {
  Disk Now(Options.root, Options.buffers.get());
  auto Parse = [&](size_t I) {
    return parseOptions(Options, Options.units[I]);
  };
  size_t Count = Options.units.size();
  std::vector<WorkResult> Results(Count);
  std::vector<size_t> Missing;
  for (size_t I = 0; I < Count; ++I)
    if (auto Bytes =
            Options.cache ? Options.cache->find(Parse(I), Now) : std::nullopt)
      Results[I].bytes = std::move(*Bytes);
    else
      Missing.push_back(I);

  size_t Done = 0;
  auto Make = [&](size_t N) {
    return serialize(parseUnit(Rules, Parse(Missing[N])));
  };
  auto Take = [&](size_t N, WorkResult R) {
    size_t I = Missing[N];
    if (R.failure.empty() && Options.cache)
      Options.cache->keep(Parse(I), R.bytes);
    Results[I] = std::move(R);
    if (Options.progress)
      Options.progress(++Done, Missing.size(), Options.units[I].file);
  };
  auto Run = Options.processes ? workInProcesses : workInThreads;
  Run(Missing.size(), Options.limits, Make, Take);

  // In the given order, so that the result does not depend on timing.
  MergeMemory Memory;
  Merger Merged(Rules, Options, Now, Memory, /*Wanted=*/nullptr);
  for (size_t I = 0; I < Count; ++I) {
    WorkResult R = std::move(Results[I]);
    std::optional<ParsedUnit> Parsed;
    if (R.failure.empty())
      Parsed = deserialize(R.bytes);
    Merged.add(Options.units[I], Parsed ? &*Parsed : nullptr,
               std::move(R.failure));
  }
  MigrationResult Result = Merged.finish();
  Result.cachedUnits = Count - Missing.size();
  return Result;
}

} // namespace causeway
