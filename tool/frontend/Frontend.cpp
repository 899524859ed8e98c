// Runs Clang over one unit and listens to its preprocessor.
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Frontend.h"
#include "frontend/CompileArgs.h"
#include "frontend/Conditions.h"
#include "frontend/Facade.h"
#include "frontend/KernelFacts.h"
#include "frontend/Lines.h"
#include "frontend/Lockstep.h"
#include "frontend/Paths.h"
#include "frontend/Recorder.h"
#include "frontend/WarpWidth.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/DiagnosticAST.h"
#include "clang/Basic/DiagnosticLex.h"
#include "clang/Basic/DiagnosticParse.h"
#include "clang/Basic/DiagnosticSema.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Frontend/Utils.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Sema/Sema.h"
#include "clang/Serialization/ASTReader.h"
#include "clang/Serialization/ASTWriter.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace causeway {
namespace {

using namespace clang;

/// The macro that tells host from device code; Clang defines it itself.
constexpr llvm::StringLiteral DeviceMacro = "__CUDA_ARCH__";

/// Regions of project files that the preprocessor passed over.
using SkippedRegions = std::map<std::string, std::vector<Span>>;

/// Includes, macros and conditions, as the preprocessor meets them.
class PreprocessorUses : public PPCallbacks {
public:
  PreprocessorUses(const Preprocessor &PP, Recorder &Out,
                   SkippedRegions &Skipped, bool &AsksForDevice)
      : PP(PP), Out(Out), SM(Out.sources()), Skipped(Skipped),
        AsksForDevice(AsksForDevice) {}

  void InclusionDirective(SourceLocation HashLoc, const Token &,
                          StringRef FileName, bool IsAngled,
                          CharSourceRange Name, OptionalFileEntryRef File,
                          StringRef, StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind) override {
    if (Name.getBegin().isMacroID()) {
      if (File && isSource(FileName))
        suppliedByMacro(HashLoc, FileName, Name.getBegin(), *File);
      return;
    }
    if (!File)
      Out.missing(FileName);
    Use *U = nullptr;
    if (std::string Header = headerOf(FileName, File); !Header.empty()) {
      U = Out.add(Use::Kind::Header, Header, Name.getBegin(), Confidence::Pp);
    } else if (File) {
      U = Out.add(Use::Kind::Include, Out.pathOf(*File), Name.getBegin(),
                  Confidence::Pp);
    }
    if (!U)
      return;
    StringRef Text = SM.getBufferData(SM.getFileID(HashLoc));
    U->token.end = SM.getFileOffset(Name.getEnd());
    U->whole = directiveLine(Text, skipSplices(Text, SM.getFileOffset(HashLoc)),
                             U->token.end);
  }

  /// A header without a portable form is not missing: whoever reads the finding
  /// should not look for it.
  bool FileNotFound(StringRef FileName) override {
    const Rule *R = Out.rules().findHeader(headerOf(FileName, std::nullopt));
    return R && R->verdict == Verdict::Unsupported;
  }

  void HasInclude(SourceLocation Loc, StringRef FileName, bool,
                  OptionalFileEntryRef File,
                  SrcMgr::CharacteristicKind) override {
    std::string Header = headerOf(FileName, File);
    if (Loc.isMacroID())
      return;
    Use *U = nullptr;
    if (!Header.empty())
      U = Out.add(Use::Kind::Header, Header, Loc, Confidence::Pp);
    else if (File && isSource(FileName))
      U = Out.add(Use::Kind::Include, Out.pathOf(*File), Loc, Confidence::Pp);
    if (!U)
      return;
    U->token.end = U->token.begin + unsigned(FileName.size()) + 2;
    U->whole = U->token;
    if (U->kind == Use::Kind::Include)
      return;
    const Rule *R = Out.rules().findHeader(Header);
    if (R && R->verdict != Verdict::Unsupported && R->to.empty())
      U->notEditable = "no portable header has this one's place";
  }

  void MacroExpands(const Token &Name, const MacroDefinition &D, SourceRange,
                    const MacroArgs *) override {
    record(Name, D.getMacroInfo());
    if (D.getMacroInfo()) {
      Out.expansion(*Name.getIdentifierInfo(), *D.getMacroInfo());
      attributesBehind(Name, *D.getMacroInfo());
    }
  }
  void MacroDefined(const Token &Name, const MacroDirective *) override {
    Out.own(Name.getLocation(), Name.getIdentifierInfo());
  }
  void MacroUndefined(const Token &Name, const MacroDefinition &D,
                      const MacroDirective *) override {
    keepWord(record(Name, D.getMacroInfo()));
  }
  void Defined(const Token &Name, const MacroDefinition &D,
               SourceRange) override {
    condition(Name, D);
  }
  void Ifdef(SourceLocation, const Token &Name,
             const MacroDefinition &D) override {
    condition(Name, D);
  }
  void Ifndef(SourceLocation, const Token &Name,
              const MacroDefinition &D) override {
    condition(Name, D);
  }
  void Elifdef(SourceLocation, const Token &Name,
               const MacroDefinition &D) override {
    condition(Name, D);
  }
  void Elifndef(SourceLocation, const Token &Name,
                const MacroDefinition &D) override {
    condition(Name, D);
  }
  void If(SourceLocation, SourceRange R, ConditionValueKind) override {
    undefinedNames(R);
  }
  void Elif(SourceLocation, SourceRange R, ConditionValueKind,
            SourceLocation) override {
    undefinedNames(R);
  }

  void SourceRangeSkipped(SourceRange R, SourceLocation) override {
    auto At = Out.spelling(R.getBegin());
    if (At && At->file)
      Skipped[*At->file].push_back(
          {SM.getFileOffset(R.getBegin()), SM.getFileOffset(R.getEnd())});
  }

private:
  /// The name in the rules of a header of CUDA's that an include means; empty:
  /// it means another. \p File is what was found.
  /// Whether a file may get another name.
  static bool isSource(StringRef FileName) { return FileName.ends_with(".cu"); }

  /// `#define KERNEL "a.cu"`, `#include KERNEL`: what changes is the literal.
  void suppliedByMacro(SourceLocation HashLoc, StringRef FileName,
                       SourceLocation Name, FileEntryRef File) {
    SourceLocation Spelled = SM.getSpellingLoc(Name);
    bool IsArgument = SM.isWrittenInCommandLineFile(Spelled);
    Use *U = Out.add(Use::Kind::Include, Out.pathOf(File),
                     IsArgument ? HashLoc : Name, Confidence::Pp);
    if (!U || !U->notEditable.empty())
      return;
    std::string Literal = ("\"" + FileName + "\"").str();
    if (IsArgument)
      U->notEditable = "the name comes from the command line";
    else if (SM.getBufferData(SM.getFileID(Spelled))
                 .substr(SM.getFileOffset(Spelled), Literal.size()) != Literal)
      U->notEditable = "the name is put together by the preprocessor";
  }

  std::string headerOf(StringRef FileName, OptionalFileEntryRef File) const {
    // It may be served in place of an SDK's header, under that one's name.
    if (File && isBelow(Out.pathOf(*File), FacadeIncludeDir)) {
      return Out.pathOf(*File).substr(FacadeIncludeDir.size() + 1);
    }
    const Rule *R = Out.rules().findHeader(FileName);
    if (!File && !R) {
      // Written with the folder that it is searched in.
      size_t Folder = FileName.rfind("include/");
      if (Folder != StringRef::npos) {
        FileName = FileName.substr(Folder + strlen("include/"));
        R = Out.rules().findHeader(FileName);
      }
    }
    // A project's own file may be called like one; what the machine has
    // installed is what the rule means.
    bool Unmapped = R && R->verdict == Verdict::Unsupported && File &&
                    !Out.isProjects(Out.pathOf(*File));
    bool Known = R || Out.rules().isSdkLibrary(FileName);
    if (Unmapped || (R && R->isUsers()) || (!File && Known) ||
        (File && Out.isCudaFile(File->getName())))
      return FileName.str();
    return "";
  }

  Use *record(const Token &Name, const MacroInfo *MI) {
    return record(Name, MI, Name.getIdentifierInfo()->getName());
  }
  /// \p Text is the name in the rules; a test of definedness may have its own.
  Use *record(const Token &Name, const MacroInfo *MI, StringRef Text) {
    bool Cuda = false;
    if (!MI)
      Cuda = isMacroRule(Text);
    else if (Out.isCuda(MI->getDefinitionLoc()))
      Cuda = true;
    else if (MI->isBuiltinMacro() || isPredefined(MI->getDefinitionLoc()))
      Cuda = isMacroRule(Text);
    else if (const Rule *R = Out.rules().find(Text))
      Cuda = R->isUsers();
    if (!Cuda) {
      if (MI)
        Out.own(Name.getLocation(), Name.getIdentifierInfo());
      return nullptr;
    }
    const Rule *R = Out.rules().find(Text);
    if (R && R->fact != Fact::None)
      Out.noteFact(R->fact, Name.getLocation());
    Use *U = Out.add(Use::Kind::Macro, Text.str(), Name.getLocation(),
                     Confidence::Pp);
    if (U && MI && MI->getNumTokens() &&
        MI->tokens_begin()->is(tok::kw___attribute))
      placeAttributes(Name, *U);
    if (U && R && R->drop)
      U->whole = withBlanks(
          SM.getBufferData(SM.getFileID(SM.getSpellingLoc(Name.getLocation()))),
          U->token);
    return U;
  }

  /// `__shared__ alignas(16) float x`, `__device__ [[nodiscard]] int f()`: nvcc
  /// takes an alignment or attributes behind its qualifiers, C++ only in front
  /// of the whole declaration.
  void placeAttributes(const Token &Name, Use &U) {
    auto [ID, Offset] =
        SM.getDecomposedLoc(SM.getSpellingLoc(Name.getLocation()));
    StringRef Text = SM.getBufferData(ID);
    auto Attributes = attributesFrom(ID, U.token.end);
    if (!Attributes)
      return;
    unsigned Begin = U.token.begin;
    for (StringRef Before;; Begin = unsigned(Before.data() - Text.data())) {
      StringRef Line = Text.take_front(Begin).rtrim(" \t");
      size_t Word = Line.size();
      while (Word && isAsciiIdentifierContinue(Line[Word - 1]))
        --Word;
      Before = Line.substr(Word);
      if (!isMacroRule(Before) &&
          !llvm::is_contained({"static", "extern", "volatile", "const",
                               "inline", "constexpr", "virtual", "explicit",
                               "friend"},
                              Before))
        break;
    }
    U.whole = {Begin, Attributes->end};
    U.slots = {{"alignment", *Attributes, "", 0},
               {"qualifiers", {Begin, U.token.begin}, "", 0}};
    Out.moves({SM.getComposedLoc(ID, Attributes->begin),
               SM.getComposedLoc(ID, Attributes->end)});
  }

  /// Likewise behind a macro of the source's own that ends in a qualifier.
  void attributesBehind(const Token &Name, const MacroInfo &MI) {
    if (MI.isFunctionLike() || MI.tokens_empty() ||
        Out.isCuda(MI.getDefinitionLoc()))
      return;
    auto [ID, Offset] =
        SM.getDecomposedLoc(SM.getSpellingLoc(Name.getLocation()));
    if (!mayBeAttribute(SM.getBufferData(ID), Offset + Name.getLength()) ||
        !endsInQualifier(MI))
      return;
    Use *U = Out.add(Use::Kind::Syntax, "attributes_behind", Name.getLocation(),
                     Confidence::Pp);
    if (!U)
      return;
    placeAttributes(Name, *U);
    for (Slot &S : U->slots)
      if (S.name == "qualifiers")
        S.span.end = U->token.end;
  }

  bool endsInQualifier(const MacroInfo &MI) const {
    const MacroInfo *Last = &MI;
    for (int Depth = 0; Depth < 8 && Last && !Last->tokens_empty(); ++Depth) {
      const IdentifierInfo *Word = Last->tokens().back().getIdentifierInfo();
      if (!Word)
        return false;
      if (isMacroRule(Word->getName()))
        return true;
      Last = PP.getMacroInfo(Word);
    }
    return false;
  }

  /// Whether the next word may begin an attribute or an alignment.
  static bool mayBeAttribute(StringRef Text, unsigned Offset) {
    Text = Text.substr(skipBlanks(Text, Offset));
    return Text.starts_with("[[") || Text.starts_with("alignas");
  }

  /// The attributes and alignments that follow a place, if any do.
  std::optional<Span> attributesFrom(FileID ID, unsigned Offset) const {
    StringRef Text = SM.getBufferData(ID);
    if (!mayBeAttribute(Text, Offset))
      return std::nullopt;
    Lexer Lex(SM.getLocForStartOfFile(ID), Out.language(), Text.begin(),
              Text.begin() + Offset, Text.end());
    std::optional<Span> All;
    int Depth = 0;
    for (Token T;;) {
      Lex.LexFromRawLexer(T);
      if (T.isOneOf(tok::eof, tok::semi, tok::l_brace))
        return Depth ? std::nullopt : All;
      unsigned At = SM.getFileOffset(T.getLocation());
      bool Aligns =
          T.is(tok::raw_identifier) && T.getRawIdentifier() == "alignas";
      if (Depth == 0 && Aligns) {
        Lex.LexFromRawLexer(T);
        if (T.isNot(tok::l_paren))
          return All;
        Depth = 1;
      } else if (Depth == 0 && Text.substr(At).starts_with("[[")) {
        Depth = 1;
      } else if (Depth == 0) {
        return All;
      } else if (T.isOneOf(tok::l_paren, tok::l_square)) {
        ++Depth;
      } else if (T.isOneOf(tok::r_paren, tok::r_square) && --Depth == 0) {
        All->end = At + 1;
      }
      if (!All)
        All = Span{At, At};
    }
  }

  void condition(const Token &Name, const MacroDefinition &D) {
    StringRef Text = Name.getIdentifierInfo()->getName();
    noteDevice(Text, Name.getLocation());
    keepWord(
        record(Name, D.getMacroInfo(), definednessRule(Out.rules(), Text)));
  }

  /// A directive cannot do without the macro's name.
  void keepWord(Use *U) {
    if (!U)
      return;
    if (const Rule *R = Out.rules().find(U->name); R && R->drop)
      U->notEditable = NeedsName.str();
  }

  /// `#if __CUDA_ARCH__ >= 700` with the macro undefined expands nothing, so
  /// its text has to be looked at.
  void undefinedNames(SourceRange R) {
    SourceLocation Begin = R.getBegin();
    if (Begin.isInvalid() || Begin.isMacroID())
      return;
    auto [ID, Offset] = SM.getDecomposedLoc(Begin);
    StringRef Text = SM.getBufferData(ID);
    unsigned End = SM.getFileOffset(SM.getExpansionLoc(R.getEnd()));
    Lexer Lex(SM.getLocForStartOfFile(ID), Out.language(), Text.begin(),
              Text.begin() + Offset, Text.end());
    DefinednessTests Tests;
    for (Token T;;) {
      Lex.LexFromRawLexer(T);
      if (T.is(tok::eof) || SM.getFileOffset(T.getLocation()) > End)
        return;
      // Defined() tells those that are asked whether they are defined.
      if (Tests.next(T) || T.isNot(tok::raw_identifier))
        continue;
      noteDevice(T.getRawIdentifier(), T.getLocation());
      if (isMacroRule(T.getRawIdentifier()))
        Out.add(Use::Kind::Macro, T.getRawIdentifier().str(), T.getLocation(),
                Confidence::Pp);
    }
  }

  void noteDevice(StringRef Name, SourceLocation Loc) {
    if (Name != DeviceMacro)
      return;
    auto At = Out.spelling(Loc);
    AsksForDevice |= At && At->file;
  }

  bool isMacroRule(StringRef Name) const {
    const Rule *R = Out.rules().find(Name);
    return R && R->kind == Rule::Kind::Macro;
  }
  bool isPredefined(SourceLocation Loc) const {
    return SM.isWrittenInBuiltinFile(Loc) || SM.isWrittenInCommandLineFile(Loc);
  }

  const Preprocessor &PP;
  Recorder &Out;
  const SourceManager &SM;
  SkippedRegions &Skipped;
  bool &AsksForDevice;
};

class CollectDiagnostics : public DiagnosticConsumer {
public:
  /// \p Out is told which names are not declared; null: no source is read yet.
  explicit CollectDiagnostics(ParsedUnit &Unit, Recorder *Out = nullptr)
      : Unit(Unit), Out(Out) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (isLaunchFromDevice(Info) && NoMatch < Unit.diagnostics.size()) {
      Unit.diagnostics.erase(Unit.diagnostics.begin() + NoMatch);
      NoMatch = None;
    } else if (Level != DiagnosticsEngine::Note) {
      NoMatch = None;
    }
    if (Out && isUndeclared(Info.getID()))
      Out->undeclared(Info.getLocation(),
                      Info.getID() == diag::err_unknown_typename);
    if (Level < DiagnosticsEngine::Error || isForeignAssembly(Info.getID()) ||
        isMovedAttribute(Info) || isDroppedBody(Info) || isNarrowing(Info) ||
        isSuffix(Info))
      return;
    SourceDiagnostic D{SourceDiagnostic::Severity::Error, "", 0, 0, ""};
    D.undeclared = isUndeclared(Info.getID());
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    D.message = Text.str().str();
    if (Info.hasSourceManager() && Info.getLocation().isValid()) {
      PresumedLoc P = Info.getSourceManager().getPresumedLoc(
          Info.getSourceManager().getExpansionLoc(Info.getLocation()),
          /*UseLineDirectives=*/false);
      if (P.isValid()) {
        D.file = P.getFilename();
        D.line = P.getLine();
        D.column = P.getColumn();
      }
    }
    if (maybeInherits(Info, D))
      return;
    if (Info.getID() == diag::err_ovl_no_viable_function_in_call)
      NoMatch = Unit.diagnostics.size();
    Unit.diagnostics.push_back(std::move(D));
  }

  /// Reports what was kept back, but for definitions that match a declaration
  /// with qualifiers: nvcc lets them have those. Clang takes them for other
  /// functions.
  void settle(llvm::ArrayRef<Decl *> Declarations) {
    if (Waiting.empty())
      return;
    class Inheriting : public RecursiveASTVisitor<Inheriting> {
    public:
      bool VisitFunctionDecl(FunctionDecl *F) {
        if (F->isInvalidDecl() && declaredForDevice(*F))
          Names.insert(F->getLocation());
        return true;
      }
      llvm::DenseSet<SourceLocation> Names;
    } Visitor;
    for (Decl *D : Declarations)
      Visitor.TraverseDecl(D);
    for (auto &[Name, D] : std::exchange(Waiting, {}))
      if (!Visitor.Names.contains(Name))
        Unit.diagnostics.push_back(std::move(D));
  }

private:
  /// Whether a diagnostic stands at a name that nothing declares.
  static bool isUndeclared(unsigned ID) {
    switch (ID) {
    case diag::err_undeclared_var_use:
    case diag::err_undeclared_use:
    case diag::err_unknown_typename:
    case diag::err_unknown_template_name:
    case diag::err_no_template:
    case diag::err_no_member:
    case diag::err_no_member_template:
    case diag::err_typename_nested_not_found:
    case diag::err_expected_namespace_name:
    case diag::err_expected_class_or_namespace:
    case diag::err_not_found_by_two_phase_lookup:
    case diag::err_using_requires_qualname:
      return true;
    default:
      return false;
    }
  }

  /// Assembly of the device's means nothing to the host's compiler; it is a
  /// finding already.
  static bool isForeignAssembly(unsigned ID) {
    switch (ID) {
    case diag::err_asm_invalid_output_constraint:
    case diag::err_asm_invalid_input_constraint:
    case diag::err_asm_invalid_input_size:
    case diag::err_asm_invalid_output_size:
    case diag::err_asm_unknown_register_name:
    case diag::err_asm_invalid_escape:
      return true;
    default:
      return false;
    }
  }

  /// Whether a note says that a call matches no function since a kernel is
  /// launched by device code. Clang has no dynamic parallelism; nvcc does.
  static bool isLaunchFromDevice(const Diagnostic &Info) {
    constexpr unsigned Callee = 3; // of the note's arguments
    return Info.getID() == diag::note_ovl_candidate_bad_target &&
           Info.getRawArg(Callee) == uint64_t(CUDAFunctionTarget::Global);
  }

  /// Attributes or an alignment behind CUDA's qualifiers, which an edit moves;
  /// in `extern __shared__`, where an alignment goes into a macro, only if it
  /// is a number.
  bool isMovedAttribute(const Diagnostic &Info) const {
    if ((Info.getID() != diag::err_attributes_not_allowed &&
         Info.getID() != diag::err_attribute_not_type_attr) ||
        !Out || !Out->isMoved(Info.getLocation()))
      return false;
    const SourceManager &SM = Info.getSourceManager();
    auto [ID, Offset] =
        SM.getDecomposedLoc(SM.getSpellingLoc(Info.getLocation()));
    StringRef Text = SM.getBufferData(ID);
    StringRef Line = Text.take_front(Offset);
    Line = Line.substr(Line.rfind('\n') + 1);
    Text = Text.substr(Offset);
    return !Text.consume_front("alignas") || !Line.contains("extern") ||
           isBytes(Text.ltrim(" ("));
  }

  /// `"%"PRIu64`: nvcc takes the word for another token, as C++98 did.
  bool isSuffix(const Diagnostic &Info) {
    if (Info.getID() != diag::ext_reserved_user_defined_literal || !Out ||
        !Out->language().CUDA || !Info.getLocation().isFileID())
      return false;
    if (Use *U =
            Out->add(Use::Kind::Syntax, "literal_suffix", Info.getLocation()))
      U->slots = {{"word", U->token, "", 0}};
    return true;
  }

  /// What dropSystemBodies() takes away is missed where a type of the source's
  /// has no linkage.
  static bool isDroppedBody(const Diagnostic &Info) {
    return Info.getID() == diag::err_undefined_internal_type &&
           Info.getSourceManager().isInSystemHeader(Info.getLocation());
  }

  /// nvcc and g++ warn of most narrowing conversions in braces, clang++ refuses
  /// them all.
  bool isNarrowing(const Diagnostic &Info) {
    switch (Info.getID()) {
    case diag::ext_init_list_type_narrowing:
    case diag::ext_init_list_variable_narrowing:
    case diag::ext_init_list_constant_narrowing:
      break;
    default:
      return false;
    }
    if (!Out || Info.getLocation().isInvalid())
      return false;
    Out->add(Use::Kind::Syntax, "narrowing", Info.getLocation());
    return true;
  }

  /// Keeps back an error that a definition without qualifiers may owe to those
  /// of its declaration; settle() decides.
  bool maybeInherits(const Diagnostic &Info, SourceDiagnostic &D) {
    if (Info.getID() != diag::err_member_decl_does_not_match &&
        Info.getID() != diag::err_cuda_ovl_target)
      return false;
    Waiting.emplace_back(Info.getLocation(), std::move(D));
    return true;
  }

  static constexpr size_t None = -1;

  ParsedUnit &Unit;
  Recorder *Out;
  std::vector<std::pair<SourceLocation, SourceDiagnostic>> Waiting;
  /// The last error, where no function matches a call.
  size_t NoMatch = None;
};

/// What the preprocessor tells of a unit besides its uses.
struct Conditions {
  SkippedRegions skipped;
  bool askForDevice = false;
};

/// Whether a template's code is the system's: no use stands in it, and what its
/// types come to is known without it.
bool isSystemBody(const ValueDecl &Instance, const SourceManager &SM) {
  auto *F = dyn_cast<FunctionDecl>(&Instance);
  const FunctionDecl *Pattern =
      F ? F->getTemplateInstantiationPattern() : nullptr;
  return Pattern && SM.isInSystemHeader(SM.getFileLoc(Pattern->getLocation()));
}

/// Takes such bodies off the list of what Clang has yet to instantiate, which
/// is a large part of what it does for a unit.
void dropSystemBodies(Sema &S) {
  llvm::erase_if(S.PendingInstantiations, [&](auto &Waiting) {
    return isSystemBody(*Waiting.first, S.getSourceManager());
  });
}

/// The names in `template void f<T>(U);`: Clang keeps no types of what is
/// written there.
class Instantiations {
public:
  void watch(CompilerInstance &Of) {
    CI = &Of;
    if (CI->getLangOpts().CUDA)
      CI->getPreprocessor().setTokenWatcher(
          [this](const Token &T) { next(T); });
  }
  void record(Recorder &Out) const {
    for (const Name &N : Names)
      recordName(*N.scope, Out, *N.word, N.at);
  }

private:
  void next(const Token &T) {
    if (Inside) {
      // `template <` begins a template.
      if (T.isOneOf(tok::semi, tok::l_brace, tok::eof) ||
          (T.is(tok::less) && Before == tok::kw_template))
        Inside = false;
      else if (T.is(tok::identifier) && !isQualifier(Before))
        Names.push_back(
            {T.getIdentifierInfo(), T.getLocation(), CI->getSema().CurContext});
    } else if (T.is(tok::kw_template)) {
      Inside = !isQualifier(Before); // `x.template f<T>()` is none
    }
    Before = T.getKind();
  }

  /// Whether what follows belongs to the name before.
  static bool isQualifier(tok::TokenKind Kind) {
    return Kind == tok::coloncolon || Kind == tok::period || Kind == tok::arrow;
  }

  bool Inside = false;
  tok::TokenKind Before = tok::unknown;
  struct Name {
    const IdentifierInfo *word;
    SourceLocation at;
    DeclContext *scope;
  };
  std::vector<Name> Names;
  CompilerInstance *CI = nullptr;
};

class RecordUses : public ASTFrontendAction {
public:
  RecordUses(Recorder &Out, ParsedUnit &Unit, Conditions &Met,
             CollectDiagnostics &Diagnostics,
             llvm::function_ref<bool()> Cancelled)
      : Out(Out), Unit(Unit), Met(Met), Diagnostics(Diagnostics),
        Cancelled(Cancelled) {}

  bool BeginSourceFileAction(CompilerInstance &CI) override {
    Instance = &CI;
    Out.attach(CI.getSourceManager(), CI.getLangOpts());
    CI.getPreprocessor().addPPCallbacks(std::make_unique<PreprocessorUses>(
        CI.getPreprocessor(), Out, Met.skipped, Met.askForDevice));
    // A missing header must not stop templates from being understood.
    CI.getDiagnostics().setFatalsAsError(true);
    Instantiated.watch(CI);
    return true;
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    class Consumer : public ASTConsumer {
    public:
      explicit Consumer(RecordUses &Action) : Action(Action) {}
      bool HandleTopLevelDecl(DeclGroupRef) override {
        // False ends the parse.
        return !(Action.Stopped |= Action.Cancelled());
      }
      void HandleCXXImplicitFunctionInstantiation(FunctionDecl *F) override {
        auto &Waiting = Action.Instance->getSema().PendingInstantiations;
        if (!Waiting.empty() && Waiting.back().first == F &&
            isSystemBody(*F, Action.Out.sources()))
          Waiting.pop_back();
      }
      void HandleTranslationUnit(ASTContext &Context) override {
        if (Action.Stopped)
          return;
        Action.recallBeginning();
        recordAst(Context, Action.Out);
        Action.Instantiated.record(Action.Out);
        Action.Diagnostics.settle(Action.Out.declarations(Context));
        recordWarpWidth(Context, Action.Out);
        recordLockstep(Context, Action.Out);
        recordKernels(Context, Action.Out, Action.Unit);
        Action.Out.collectFiles();
      }

    private:
      RecordUses &Action;
    };
    return std::make_unique<Consumer>(*this);
  }
  bool stopped() const { return Stopped; }

private:
  void recallBeginning() {
    auto Reader = Instance->getASTReader();
    if (!Reader || Instance->getPreprocessorOpts().ImplicitPCHInclude.empty())
      return;
    serialization::ModuleFile &Beginning =
        Reader->getModuleManager().getPrimaryModule();
    std::vector<Decl *> Declarations;
    for (LocalDeclID ID : Out.memory().declarations)
      if (Decl *D = Reader->GetDecl(Reader->getGlobalDeclID(Beginning, ID)))
        Declarations.push_back(D);
    Out.recall(std::move(Declarations));
  }

  Recorder &Out;
  ParsedUnit &Unit;
  Conditions &Met;
  CollectDiagnostics &Diagnostics;
  llvm::function_ref<bool()> Cancelled;
  bool Stopped = false;
  CompilerInstance *Instance = nullptr;
  Instantiations Instantiated;
};

/// nvcc takes an argument of a launch in braces: `<<<n, {16, 16}>>>`. Clang
/// gets it in parentheses, which have no other length: an int is a size too.
/// False when there are none.
bool openBraces(std::string &Text) {
  bool Found = false;
  for (size_t At = 0; (At = Text.find("<<<", At)) != Text.npos; At += 3) {
    size_t Close = Text.find(">>>", At), End = Text.find(';', At);
    if (Close == Text.npos || (End != Text.npos && End < Close))
      continue;
    char Before = ',';
    int Braces = 0, Parentheses = 0, Argument = 0;
    for (size_t I = At + 3; I < Close; ++I) {
      char C = Text[I];
      Parentheses += (C == '(') - (C == ')');
      if (C == ',' && !Braces && !Parentheses)
        ++Argument;
      if (C == '{' && (Braces || Before == ',')) {
        size_t Next = Text.find_first_not_of(" \t", I + 1);
        if (Next < Close && Text[Next] == '}') {
          // An empty size is 1, an empty number of bytes or stream is 0.
          std::fill(&Text[I], &Text[Next], '0');
          Text[Next] = Argument < 2 ? '1' : '0';
          I = Next;
        } else {
          ++Braces;
          Text[I] = '(';
        }
        Found = true;
      } else if (C == '}' && Braces) {
        --Braces;
        Text[I] = ')';
      }
      if (!isWhitespace(C))
        Before = C;
    }
  }
  return Found;
}

/// nvcc takes `<< <` and `>> >` for chevrons (formatters that do not know CUDA
/// write them); Clang does not. Closes them up without moving a byte; false
/// when there are none.
bool closeChevrons(std::string &Text) {
  bool Found = false;
  for (size_t At = 0; (At = Text.find("<< <", At)) != Text.npos; At += 4) {
    size_t End = Text.find_first_of(";{}", At);
    size_t Close = Text.find(">> >", At);
    if (Close == Text.npos || (End != Text.npos && Close > End))
      continue;
    Text.replace(At, 4, " <<<");
    Text.replace(Close, 4, ">>> ");
    Found = true;
  }
  return Found;
}

/// A unit's main file, as Clang is given it.
struct MainText {
  std::string text;
  std::string original; ///< Empty: the same.
};

std::optional<MainText> mainText(llvm::vfs::FileSystem &FS,
                                 const std::string &File) {
  auto Source = FS.getBufferForFile(File);
  if (!Source)
    return std::nullopt;
  MainText Main{(*Source)->getBuffer().str(), ""};
  bool Closed = closeChevrons(Main.text);
  if (openBraces(Main.text) || Closed)
    Main.original = (*Source)->getBuffer().str();
  return Main;
}

} // namespace

/// What one pass keeps of a beginning.
struct Preamble::Pass {
  std::vector<std::string> command;
  std::shared_ptr<CompilerInvocation> invocation;
  ParsedUnit ofDriver; ///< What the driver read and said.
  std::optional<PrecompiledPreamble> compiled;
  ParsedUnit unit; ///< What is known where the beginning ends.
  Conditions met;
  Recorder::Memory memory;
};

/// Runs the passes over one unit.
class UnitParser {
public:
  UnitParser(const RuleSet &Rules, const ParseOptions &Options, Preamble *Kept,
             llvm::function_ref<bool()> Cancelled)
      : Rules(Rules), Options(Options), Kept(Kept), Cancelled(Cancelled) {}

  std::optional<ParsedUnit> parse();

private:
  ParsedUnit runPass(Pass P, Conditions &Met);
  std::shared_ptr<CompilerInvocation>
  makeInvocation(const std::vector<std::string> &Command, ParsedUnit &Unit,
                 llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS);
  SdkAnswers *sdk() const { return Kept ? Kept->Sdk.get() : nullptr; }
  bool refresh(Preamble::Pass &Known, const CompilerInvocation &Invocation,
               const llvm::MemoryBuffer &Main, const MainText &Text);

  const RuleSet &Rules;
  const ParseOptions &Options;
  Preamble *Kept;
  llvm::function_ref<bool()> Cancelled;
  bool Stopped = false;
};

/// The invocation for a command; null when Clang has no use for it, which is a
/// diagnostic.
std::shared_ptr<CompilerInvocation>
UnitParser::makeInvocation(const std::vector<std::string> &Command,
                           ParsedUnit &Unit,
                           llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS) {
  CollectDiagnostics Diagnostics(Unit);
  CreateInvocationOptions CreateOptions;
  CreateOptions.Diags = CompilerInstance::createDiagnostics(
      new DiagnosticOptions, &Diagnostics, /*ShouldOwnClient=*/false);
  CreateOptions.VFS = FS;
  CreateOptions.RecoverOnError = true;
  std::vector<const char *> Args;
  for (const std::string &A : Command)
    Args.push_back(A.c_str());
  std::shared_ptr<CompilerInvocation> Invocation =
      createInvocation(Args, CreateOptions);
  // What the driver says of the options.
  for (SourceDiagnostic &D : Unit.diagnostics)
    if (D.file.empty())
      D.file = Options.file;
  // Options that it refuses may leave it without a job, or with one that reads
  // stdin: then the file is looked at as text.
  if (!Invocation || Invocation->getFrontendOpts().Inputs.size() != 1 ||
      Invocation->getFrontendOpts().Inputs[0].getFile() != Options.file) {
    if (Unit.diagnostics.empty())
      Unit.diagnostics.push_back(
          {SourceDiagnostic::Severity::Error, Options.file, 0, 0,
           "Clang cannot make sense of the unit's compiler options"});
    return nullptr;
  }
  Invocation->getFrontendOpts().DisableFree = false;
  Invocation->getLangOpts().SpellChecking = false;
  // nvcc takes `extern __shared__ T x` as this mode of Clang's does.
  Invocation->getLangOpts().GPURelocatableDeviceCode = true;
  Invocation->getDiagnosticOpts().ShowCarets = false; // nor a closing count
  return Invocation;
}

/// Sees to it that the beginning that is known is the one of `Main`. False when
/// Clang can't precompile it.
bool UnitParser::refresh(Preamble::Pass &Known,
                         const CompilerInvocation &Invocation,
                         const llvm::MemoryBuffer &Main, const MainText &Text) {
  PreambleBounds Bounds =
      ComputePreambleBounds(Invocation.getLangOpts(), Main, /*MaxLines=*/0);
  if (Known.compiled && Known.compiled->CanReuse(
                            Invocation, Main, Bounds,
                            *facadeFileSystem(Rules, Options, nullptr, sdk())))
    return true;
  Known.compiled.reset();
  Known.unit = Known.ofDriver;
  Known.met = {};
  Recorder Out(Rules, Options, Known.unit);
  if (!Text.original.empty())
    Out.keepOriginal(Options.file, Text.original);

  class Listener : public PreambleCallbacks {
  public:
    Listener(Recorder &Out, Conditions &Met, CollectDiagnostics &Diagnostics)
        : Out(Out), Met(Met), Diagnostics(Diagnostics) {}
    void BeforeExecute(CompilerInstance &CI) override {
      Instance = &CI;
      CI.getDiagnostics().setFatalsAsError(true);
      Out.attach(CI.getSourceManager(), CI.getLangOpts());
    }
    std::unique_ptr<PPCallbacks> createPPCallbacks() override {
      Instantiated.watch(*Instance);
      return std::make_unique<PreprocessorUses>(
          Instance->getPreprocessor(), Out, Met.skipped, Met.askForDevice);
    }
    void HandleTopLevelDecl(DeclGroupRef) override {
      dropSystemBodies(Instance->getSema());
    }
    void AfterPCHEmitted(ASTWriter &Writer) override {
      std::vector<Decl *> All = Out.declarations(Instance->getASTContext());
      Diagnostics.settle(All);
      Instantiated.record(Out);
      for (const Decl *D : All)
        if (LocalDeclID ID = Writer.getDeclID(D); ID.isValid())
          Declarations.push_back(ID);
    }
    void AfterExecute(CompilerInstance &) override { Out.collectFiles(); }

    std::vector<LocalDeclID> Declarations;

  private:
    Recorder &Out;
    Conditions &Met;
    CollectDiagnostics &Diagnostics;
    Instantiations Instantiated;
    CompilerInstance *Instance = nullptr;
  };

  CollectDiagnostics Diagnostics(Known.unit, &Out);
  auto Engine = CompilerInstance::createDiagnostics(
      new DiagnosticOptions(Invocation.getDiagnosticOpts()), &Diagnostics,
      /*ShouldOwnClient=*/false);
  Listener Listen(Out, Known.met, Diagnostics);
  auto Built = PrecompiledPreamble::Build(
      Invocation, &Main, Bounds, *Engine,
      facadeFileSystem(Rules, Options, &Known.unit.reads, sdk()),
      std::make_shared<PCHContainerOperations>(), /*StoreInMemory=*/true, "",
      Listen);
  if (!Built)
    return false;
  Known.compiled.emplace(std::move(*Built));
  Known.memory = Out.memory();
  Known.memory.declarations = std::move(Listen.Declarations);
  // Only its beginning was read.
  Known.unit.files.erase(Options.file);
  return true;
}

ParsedUnit UnitParser::runPass(Pass P, Conditions &Met) {
  ParsedUnit Unit;
  auto FS = facadeFileSystem(Rules, Options, &Unit.reads, sdk());
  std::vector<std::string> Command = clangCommand(Options, P);
  std::shared_ptr<CompilerInvocation> Invocation;
  Preamble::Pass *Known = nullptr;
  if (Kept) {
    auto &Place = P == Pass::Host ? Kept->Host : Kept->Device;
    if (!Place || Place->command != Command) {
      Place = std::make_unique<Preamble::Pass>();
      Place->command = Command;
      Place->invocation = makeInvocation(Command, Unit, FS);
      Place->ofDriver = Unit;
    }
    Known = Place.get();
    Unit = Known->ofDriver;
    if (Known->invocation)
      Invocation = std::make_shared<CompilerInvocation>(*Known->invocation);
  } else {
    Invocation = makeInvocation(Command, Unit, FS);
  }
  if (!Invocation)
    return Unit;

  auto Main = mainText(*FS, Options.file);
  if (Main && (Known || !Main->original.empty())) {
    auto Buffer =
        llvm::MemoryBuffer::getMemBufferCopy(Main->text, Options.file);
    if (Known && refresh(*Known, *Invocation, *Buffer, *Main)) {
      ReadLog Reads = std::move(Unit.reads);
      Unit = Known->unit;
      for (auto &[Path, Entry] : Reads.entries)
        Unit.reads.note(Path, Entry);
      Unit.reads.repeatable &= Reads.repeatable;
      Met = Known->met;
      Known->compiled->AddImplicitPreamble(*Invocation, FS, Buffer.release());
      Invocation->getPreprocessorOpts().AllowPCHWithCompilerErrors = true;
    } else {
      Known = nullptr;
      // Owned by the preprocessor's options.
      Invocation->getPreprocessorOpts().addRemappedFile(Options.file,
                                                        Buffer.release());
    }
  } else {
    Known = nullptr;
  }

  Recorder Out(Rules, Options, Unit);
  if (Known)
    Out.recall(Known->memory);
  if (Main && !Main->original.empty())
    Out.keepOriginal(Options.file, Main->original);
  CollectDiagnostics Diagnostics(Unit, &Out);
  auto Engine = CompilerInstance::createDiagnostics(
      new DiagnosticOptions(Invocation->getDiagnosticOpts()), &Diagnostics,
      /*ShouldOwnClient=*/false);
  CompilerInstance CI;
  CI.setInvocation(std::move(Invocation));
  CI.setDiagnostics(Engine.get());
  CI.createFileManager(FS);
  RecordUses Action(Out, Unit, Met, Diagnostics, Cancelled);
  CI.ExecuteAction(Action);
  Stopped |= Action.stopped();
  return Unit;
}

namespace {

bool inRegions(const SkippedRegions &Regions, const std::string &File,
               unsigned Offset) {
  auto It = Regions.find(File);
  return It != Regions.end() && llvm::any_of(It->second, [&](Span S) {
           return S.begin <= Offset && Offset < S.end;
         });
}

} // namespace

/// Kernels are the device's: where both passes saw one, its facts are those of
/// the device's pass. Launches are the host's.
static void takeKernels(ParsedUnit &Unit, std::vector<KernelFacts> Device) {
  for (KernelFacts &K : Unit.kernels) {
    auto It = llvm::find_if(Device, [&](const KernelFacts &D) {
      return D.file == K.file && D.span.begin == K.span.begin &&
             D.name == K.name;
    });
    if (It == Device.end())
      continue;
    It->blockSizes.insert(K.blockSizes.begin(), K.blockSizes.end());
    // A template may be instantiated by code that is the host's alone.
    if (It->asWritten && !K.asWritten)
      It->merge(K);
    K = std::move(*It);
    Device.erase(It);
  }
  for (KernelFacts &K : Device)
    Unit.kernels.push_back(std::move(K));
}

std::optional<ParsedUnit> UnitParser::parse() {
  Conditions Met;
  ParsedUnit Unit = runPass(Pass::Host, Met);
  if (Stopped)
    return std::nullopt;
  Unit.isCuda = isCudaUnit(Options.file, Options.args);
  if (!Unit.isCuda || !Met.askForDevice || Met.skipped.empty())
    return Unit;

  // The device's side of `#if __CUDA_ARCH__`: only what the host pass skipped
  // is news.
  Conditions Ignored;
  ParsedUnit Device = runPass(Pass::Device, Ignored);
  if (Stopped)
    return std::nullopt;
  // A number's meaning may hang on code in them, wherever it stands itself.
  for (Use &U : Device.uses)
    if (U.kind == Use::Kind::WarpWidth ||
        inRegions(Met.skipped, U.file, U.token.begin))
      Unit.uses.push_back(std::move(U));
  auto Take = [&](auto &Into, const auto &From) {
    for (auto &[File, Offsets] : From)
      for (unsigned Offset : Offsets)
        if (inRegions(Met.skipped, File, Offset))
          Into[File].insert(Offset);
  };
  Take(Unit.own, Device.own);
  Take(Unit.undeclared, Device.undeclared);
  Take(Unit.unknownTypes, Device.unknownTypes);
  Unit.missing.merge(Device.missing);
  for (Function &F : Device.functions)
    if (inRegions(Met.skipped, F.file, F.token.begin))
      Unit.functions.push_back(std::move(F));
  takeKernels(Unit, std::move(Device.kernels));
  Unit.constants.merge(Device.constants);
  for (auto &[File, Text] : Device.files)
    Unit.files.try_emplace(File, Text);
  for (auto &[Path, Entry] : Device.reads.entries)
    Unit.reads.note(Path, Entry);
  Unit.reads.repeatable &= Device.reads.repeatable;
  return Unit;
}

ParsedUnit parseUnit(const RuleSet &Rules, const ParseOptions &Options) {
  return *UnitParser(Rules, Options, nullptr, [] { return false; }).parse();
}

std::optional<ParsedUnit> parseUnit(const RuleSet &Rules,
                                    const ParseOptions &Options, Preamble *Kept,
                                    llvm::function_ref<bool()> Cancelled) {
  return UnitParser(Rules, Options, Kept, Cancelled).parse();
}

Preamble::Preamble() : Sdk(std::make_unique<SdkAnswers>()) {}
Preamble::~Preamble() = default;
Preamble::Preamble(Preamble &&) = default;
Preamble &Preamble::operator=(Preamble &&) = default;

} // namespace causeway
