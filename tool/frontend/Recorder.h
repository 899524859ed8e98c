// Collects what the frontend's passes find in one parse. Knows which
// declarations are CUDA's and where a token is spelled. Writes into a
// ParsedUnit that the caller owns; the unit and the rules must outlive the
// recorder.
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

/// The qualified name, without template arguments, inline and unnamed
/// namespaces: "cooperative_groups::thread_block::sync".
std::string qualifiedName(const clang::NamedDecl &D);

/// Whether the operand of `alignas(...)` is certainly a number, not a type.
bool isBytes(llvm::StringRef Alignment);

class Recorder {
public:
  /// Where a token is written.
  struct Spelling {
    const std::string *file; ///< Null if it is not in a project file.
    Span span;
    clang::FileID id;
  };

  Recorder(const RuleSet &Rules, const ParseOptions &Options, ParsedUnit &Unit)
      : Rules(Rules), Options(Options), Unit(Unit) {}

  /// Call it once Clang has its source manager, which must outlive the
  /// recorder.
  void attach(const clang::SourceManager &Sources,
              const clang::LangOptions &Language);
  const clang::SourceManager &sources() const { return *SM; }
  const clang::LangOptions &language() const { return *Lang; }
  const RuleSet &rules() const { return Rules; }

  /// Whether a declaration or macro at a location is CUDA's.
  bool isCuda(clang::SourceLocation Loc);
  /// Whether a declaration is CUDA's or a user's rule names it.
  bool isCuda(const clang::NamedDecl &D);

  std::optional<Spelling> spelling(clang::SourceLocation Loc);
  /// Whether a token is spelled in a project file.
  bool inProject(clang::SourceLocation Loc);

  /// Records a use whose token is at `Loc`. Null if the token is not in a
  /// project file or was recorded before. The pointer is valid until the next
  /// use is recorded.
  Use *add(Use::Kind Kind, std::string Name, clang::SourceLocation Loc,
           Confidence C = Confidence::Ast);
  /// Records a construct under its name in the rules.
  Use *add(Construct What, clang::SourceLocation Loc,
           Confidence C = Confidence::Ast) {
    return add(countsLanes(What) ? Use::Kind::WarpWidth : Use::Kind::Syntax,
               nameOf(What).str(), Loc, C);
  }
  /// Notes a use of CUDA, if its token at `Loc` is in a header outside the
  /// root.
  void noteOutside(clang::SourceLocation Loc);
  /// Records a kernel that the unit defines.
  void kernel(KernelFacts Facts) { Unit.kernels.push_back(std::move(Facts)); }
  /// Records a variable in constant memory.
  void constant(FilePlace At, uint64_t Bytes) {
    Unit.constants[std::move(At)] = Bytes;
  }
  /// Records a function if a project file defines it.
  void function(const clang::FunctionDecl &F);
  /// Notes that the identifier at `Loc` is the source's own, if it looks like
  /// CUDA's.
  void own(clang::SourceLocation Loc, const clang::IdentifierInfo *Name);
  /// Notes that Clang found no declaration of the identifier at `Loc`.
  void undeclared(clang::SourceLocation Loc, bool IsType = false);
  /// Notes an include that was not found.
  void missing(llvm::StringRef Include) { Unit.missing.insert(Include.str()); }
  /// Whether a name looks like CUDA's.
  bool resembles(const clang::IdentifierInfo &Name);

  /// Notes that the token at `Loc` is the source's own.
  void ownToken(clang::SourceLocation Loc);

  /// A macro whose body is one number: `#define FULL (~0u)`.
  struct ConstantMacro {
    std::string name;
    /// Offsets of its name, and of the first and last token of its body.
    unsigned nameAt, begin, end;
    unsigned expansions = 0;
  };
  /// Notes an expansion of a macro.
  void expansion(const clang::IdentifierInfo &Name, const clang::MacroInfo &MI);
  /// The constant macro whose body contains the number, or null.
  const ConstantMacro *constantMacro(clang::SourceLocation Number);
  /// The location of `Offset` in the file where a token is spelled.
  clang::SourceLocation inFileOf(clang::SourceLocation Token,
                                 unsigned Offset) const;

  /// Notes the fact of a CUDA macro at its expansion.
  void noteFact(Fact What, clang::SourceLocation Name);
  /// The facts of macros that are expanded within a span, by offset.
  std::vector<std::pair<unsigned, Fact>> macroFacts(const std::string &File,
                                                    Span Within) const;

  /// Whether a path belongs to the project.
  bool isProjects(llvm::StringRef Path) const;
  /// Whether a file belongs to the SDK that the unit is parsed against.
  bool isCudaFile(llvm::StringRef Path);

  /// The top-level declarations that can name something of CUDA, in source
  /// order: all except those of system headers and the facade.
  std::vector<clang::Decl *> declarations(clang::ASTContext &Context) const;

  /// Notes that an edit moves attributes to a place where C++ allows them.
  void moves(clang::SourceRange Attributes) { Moved.push_back(Attributes); }
  /// Whether a location is within such attributes.
  bool isMoved(clang::SourceLocation Loc) const;

  /// The records of the parse of a preamble, for the parse that continues after
  /// it. They hold files and offsets, not locations, so that they outlive the
  /// first parse.
  struct Memory {
    std::set<std::tuple<std::string, unsigned, std::string>> recorded;
    /// By file and offset of their number.
    std::map<std::pair<std::string, unsigned>, ConstantMacro> constantMacros;
    std::map<llvm::sys::fs::UniqueID, std::string> realPaths;
    std::map<std::string, std::string> originals;
    /// The facts of expanded macros, by file.
    std::map<std::string, std::set<std::pair<unsigned, Fact>>> macroFacts;
    /// The preamble's declarations, by their IDs in its precompiled form.
    std::vector<clang::LocalDeclID> declarations;
  };
  const Memory &memory() const { return Known; }
  /// Continues after a precompiled preamble.
  void recall(Memory Beginning) { Known = std::move(Beginning); }
  /// Sets the preamble's declarations, once Clang has read them.
  void recall(std::vector<clang::Decl *> Declarations) {
    OfBeginning = std::move(Declarations);
  }

  /// A file's absolute path without links.
  std::string pathOf(clang::FileEntryRef Entry);

  /// Keeps the text of a file that Clang was given in another spelling.
  void keepOriginal(std::string Path, std::string Text) {
    Known.originals[std::move(Path)] = std::move(Text);
  }
  /// Adds the files that were read to the unit; call it after the parse.
  void collectFiles();

  /// The function under which uses are recorded.
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
  /// Empty if the unit is parsed against the facade.
  std::optional<SdkFiles> Sdk;
  Memory Known;
  std::optional<std::vector<clang::Decl *>> OfBeginning;
  llvm::DenseMap<clang::FileID, File> Files;
  llvm::DenseMap<const clang::IdentifierInfo *, bool> Resembles;
  std::vector<clang::SourceRange> Moved;
  /// The file and offset where a token is spelled, in files of all kinds.
  std::pair<std::string, unsigned> placeOf(clang::SourceLocation Loc);
};

} // namespace causeway
