// Takes what the frontend's passes find in one parse. Knows which declarations
// are the CUDA world's and where a token is spelled. Writes into a ParsedUnit
// that the caller owns; it and the rules must outlive the recorder.
//
//   Recorder Out(Rules, Options, Unit);
//   Out.attach(CI.getSourceManager(), CI.getLangOpts());
//   if (Use *U = Out.add(Use::Kind::Function, "cudaMalloc", Loc))
//     U->whole = ...;
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/ParseOptions.h"
#include "frontend/ParsedUnit.h"
#include "frontend/SdkFiles.h"
#include "rules/Construct.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclID.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/MacroInfo.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>
#include <set>

namespace causeway {

/// "cooperative_groups::thread_block::sync": scopes by name, without template
/// arguments, inline and unnamed namespaces.
std::string qualifiedName(const clang::NamedDecl &D);

/// Whether what stands in `alignas(...)` is a number for sure, not a type.
bool isBytes(llvm::StringRef Alignment);

class Recorder {
public:
  /// A token as a person wrote it.
  struct Spelling {
    const std::string *file; ///< Null: in no project file.
    Span span;
    clang::FileID id;
  };

  Recorder(const RuleSet &Rules, const ParseOptions &Options, ParsedUnit &Unit)
      : Rules(Rules), Options(Options), Unit(Unit) {}

  /// Called once Clang has its source manager; the recorder does not own it.
  void attach(const clang::SourceManager &Sources,
              const clang::LangOptions &Language);
  const clang::SourceManager &sources() const { return *SM; }
  const clang::LangOptions &language() const { return *Lang; }
  const RuleSet &rules() const { return Rules; }

  /// Whether a declaration or macro there is the CUDA world's.
  bool isCuda(clang::SourceLocation Loc);
  /// Likewise, or named by one of the user's own rules.
  bool isCuda(const clang::NamedDecl &D);

  std::optional<Spelling> spelling(clang::SourceLocation Loc);
  /// Whether a token is spelled in a project file.
  bool inProject(clang::SourceLocation Loc);

  /// Records a use whose token is at `Loc`; null when it is in no file that is
  /// the project's, or was recorded before.
  Use *add(Use::Kind Kind, std::string Name, clang::SourceLocation Loc,
           Confidence C = Confidence::Ast);
  /// Likewise for a construct, under its name in the rules.
  Use *add(Construct What, clang::SourceLocation Loc,
           Confidence C = Confidence::Ast) {
    return add(countsLanes(What) ? Use::Kind::WarpWidth : Use::Kind::Syntax,
               nameOf(What).str(), Loc, C);
  }
  /// Records a kernel that the unit defines.
  void kernel(KernelFacts Facts) { Unit.kernels.push_back(std::move(Facts)); }
  /// Records a variable in constant memory.
  void constant(FilePlace At, uint64_t Bytes) {
    Unit.constants[std::move(At)] = Bytes;
  }
  /// Records a function that is defined in a project file.
  void function(const clang::FunctionDecl &F);
  /// Notes that an identifier at `Loc` is the source's own.
  void own(clang::SourceLocation Loc, const clang::IdentifierInfo *Name);
  /// Notes that Clang knows no declaration of the identifier at `Loc`.
  void undeclared(clang::SourceLocation Loc, bool IsType = false);
  /// Notes an include that was not found.
  void missing(llvm::StringRef Include) { Unit.missing.insert(Include.str()); }
  /// Whether a name looks like one of the CUDA world's.
  bool resembles(const clang::IdentifierInfo &Name);

  /// Notes that the token at `Loc` is no business of CUDA's.
  void ownToken(clang::SourceLocation Loc);

  /// A macro whose whole body is one number: `#define FULL (~0u)`.
  struct ConstantMacro {
    std::string name;
    unsigned nameAt, begin, end; ///< Its name and its body, by their tokens.
    unsigned expansions = 0;
  };
  /// Notes that a macro is expanded.
  void expansion(const clang::IdentifierInfo &Name, const clang::MacroInfo &MI);
  /// The constant macro that a number is spelled in, or null.
  const ConstantMacro *constantMacro(clang::SourceLocation Number);
  /// A place in the file that a token is spelled in.
  clang::SourceLocation inFileOf(clang::SourceLocation Token,
                                 unsigned Offset) const;

  /// Notes what a macro of CUDA's stands for where it is expanded.
  void noteFact(Fact What, clang::SourceLocation Name);
  /// What macros stand for within some bytes of a file, by their place.
  std::vector<std::pair<unsigned, Fact>> macroFacts(const std::string &File,
                                                    Span Within) const;

  /// Whether a file is the project's, by where it lies.
  bool isProjects(llvm::StringRef Path) const;
  /// Whether a file is of an SDK that the unit is parsed against.
  bool isCudaFile(llvm::StringRef Path);

  /// The declarations at the top of the unit that are not the system's or the
  /// facade's: all that can name something of CUDA. In the order of the text.
  std::vector<clang::Decl *> declarations(clang::ASTContext &Context) const;

  /// Notes that an edit moves attributes, which C++ does not allow where they
  /// stand.
  void moves(clang::SourceRange Attributes) { Moved.push_back(Attributes); }
  /// Whether a place is within such attributes.
  bool isMoved(clang::SourceLocation Loc) const;

  /// What was seen of a unit's beginning, for who goes on behind it: all is
  /// told by files and offsets, so that it outlives the parse.
  struct Memory {
    std::set<std::tuple<std::string, unsigned, std::string>> recorded;
    /// By the file and place that their number is spelled at.
    std::map<std::pair<std::string, unsigned>, ConstantMacro> constantMacros;
    std::map<llvm::sys::fs::UniqueID, std::string> realPaths;
    std::map<std::string, std::string> originals;
    /// What macros stand for where they are expanded, by file.
    std::map<std::string, std::set<std::pair<unsigned, Fact>>> macroFacts;
    /// The declarations, as the precompiled beginning numbers them.
    std::vector<clang::LocalDeclID> declarations;
  };
  const Memory &memory() const { return Known; }
  /// Goes on behind a beginning that is precompiled.
  void recall(Memory Beginning) { Known = std::move(Beginning); }
  /// Its declarations, once Clang has read it.
  void recall(std::vector<clang::Decl *> Declarations) {
    OfBeginning = std::move(Declarations);
  }

  /// A file's path, without links.
  std::string pathOf(clang::FileEntryRef Entry);

  /// The text of a file that Clang was given in another spelling.
  void keepOriginal(std::string Path, std::string Text) {
    Known.originals[std::move(Path)] = std::move(Text);
  }
  /// Files read, once parsing is over.
  void collectFiles();

  /// The function that uses are recorded under.
  const clang::FunctionDecl *enclosing = nullptr;

private:
  struct File {
    std::string path;
    enum { Project, Outside, Cuda, Other } where = Other;
  };
  const File &file(clang::FileID ID);

  const RuleSet &Rules;
  const ParseOptions &Options;
  ParsedUnit &Unit;
  const clang::SourceManager *SM = nullptr;
  const clang::LangOptions *Lang = nullptr;
  std::optional<SdkFiles> Sdk; ///< None: the unit reads none.
  Memory Known;
  std::optional<std::vector<clang::Decl *>> OfBeginning;
  llvm::DenseMap<clang::FileID, File> Files;
  llvm::DenseMap<const clang::IdentifierInfo *, bool> Resembles;
  std::vector<clang::SourceRange> Moved;
  /// Where a token is spelled, in files of all kinds.
  std::pair<std::string, unsigned> placeOf(clang::SourceLocation Loc);
};

} // namespace causeway
