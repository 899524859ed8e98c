// Records uses from the preprocessor's callbacks.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/PreprocessorUses.h"
#include "frontend/Conditions.h"
#include "frontend/Facade.h"
#include "frontend/Lines.h"
#include "frontend/Paths.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"

namespace causeway {
namespace {

using namespace clang;

/// The macro that separates host from device code. Clang defines it.
constexpr llvm::StringLiteral DeviceMacro = "__CUDA_ARCH__";

class PreprocessorUses : public PPCallbacks {
public:
  PreprocessorUses(const Preprocessor &PP, Recorder &Out, Conditions &Met)
      : PP(PP), Out(Out), SM(Out.sources()), Met(Met) {}

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

  /// An include of a header without a portable form is a finding, so it is not
  /// an error as well.
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
      U->notEditable = "no portable header replaces this one";
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
      Met.skipped[*At->file].push_back(
          {SM.getFileOffset(R.getBegin()), SM.getFileOffset(R.getEnd())});
  }

private:
  /// Whether a migration may rename a file.
  static bool isSource(StringRef FileName) { return FileName.ends_with(".cu"); }

  /// Records `#define KERNEL "a.cu"`, `#include KERNEL`: an edit changes the
  /// literal.
  void suppliedByMacro(SourceLocation HashLoc, StringRef FileName,
                       SourceLocation Name, FileEntryRef File) {
    SourceLocation Spelled = SM.getSpellingLoc(Name);
    bool IsArgument = isPredefined(Spelled);
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

  /// The rule name of the CUDA header that an include means; empty if it means
  /// another header. \p File is the file that was found.
  std::string headerOf(StringRef FileName, OptionalFileEntryRef File) const {
    // The facade may serve the file under the name of an SDK's header.
    if (File && isBelow(Out.pathOf(*File), FacadeIncludeDir)) {
      return Out.pathOf(*File).substr(FacadeIncludeDir.size() + 1);
    }
    const Rule *R = Out.rules().findHeader(FileName);
    if (!File && !R) {
      // The include name contains the folder of the search path.
      size_t Folder = FileName.rfind("include/");
      if (Folder != StringRef::npos) {
        FileName = FileName.substr(Folder + strlen("include/"));
        R = Out.rules().findHeader(FileName);
      }
    }
    // A project file may have the name of a header that the rules reject. The
    // rule means only an installed header.
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
  /// \p Text is the rule name; a test of definedness may have a rule of its
  /// own.
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

  /// Places the parts of `__shared__ alignas(16) float x` and `__device__
  /// [[nodiscard]] int f()`. nvcc accepts an alignment or attributes after its
  /// qualifiers; C++ accepts them only before the whole declaration.
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

  /// The same after a macro of the source whose last word is a qualifier.
  void attributesBehind(const Token &Name, const MacroInfo &MI) {
    if (MI.isFunctionLike() || MI.tokens_empty() ||
        Out.isCuda(MI.getDefinitionLoc()))
      return;
    auto [ID, Offset] =
        SM.getDecomposedLoc(SM.getSpellingLoc(Name.getLocation()));
    if (!mayBeAttribute(SM.getBufferData(ID), Offset + Name.getLength()) ||
        !endsInQualifier(MI))
      return;
    Use *U = Out.add(Construct::AttributesBehind, Name.getLocation(),
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

  /// Whether the next token may begin an attribute or an alignment.
  static bool mayBeAttribute(StringRef Text, unsigned Offset) {
    Text = Text.substr(skipBlanks(Text, Offset));
    return Text.starts_with("[[") || Text.starts_with("alignas");
  }

  /// The attributes and alignments directly after an offset, if there are any.
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

  /// A directive needs the macro's name, so a rule cannot drop it.
  void keepWord(Use *U) {
    if (!U)
      return;
    if (const Rule *R = Out.rules().find(U->name); R && R->drop)
      U->notEditable = NeedsName.str();
  }

  /// If the macro of `#if __CUDA_ARCH__ >= 700` is undefined, the preprocessor
  /// expands nothing and calls no callback. So read the condition's text.
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
      // Defined() records the names that are tested for definedness.
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
    Met.askForDevice |= At && At->file;
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
  Conditions &Met;
};

} // namespace

std::unique_ptr<PPCallbacks> preprocessorUses(const Preprocessor &PP,
                                              Recorder &Out, Conditions &Met) {
  return std::make_unique<PreprocessorUses>(PP, Out, Met);
}

} // namespace causeway
