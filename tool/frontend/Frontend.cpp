// Runs Clang over one unit and listens to its preprocessor.
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Frontend.h"
#include "frontend/CompileArgs.h"
#include "frontend/Conditions.h"
#include "frontend/Facade.h"
#include "frontend/Lines.h"
#include "frontend/Recorder.h"
#include "frontend/WarpWidth.h"
#include "clang/Basic/DiagnosticAST.h"
#include "clang/Basic/DiagnosticParse.h"
#include "clang/Basic/DiagnosticSema.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/Utils.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
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
  PreprocessorUses(Recorder &Out, SkippedRegions &Skipped, bool &AsksForDevice)
      : Out(Out), SM(Out.sources()), Skipped(Skipped),
        AsksForDevice(AsksForDevice) {}

  void InclusionDirective(SourceLocation HashLoc, const Token &,
                          StringRef FileName, bool IsAngled,
                          CharSourceRange Name, OptionalFileEntryRef File,
                          StringRef, StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind) override {
    // A name that a macro supplies cannot be edited here.
    if (Name.getBegin().isMacroID())
      return;
    bool Cuda = File && (File->getName().starts_with(FacadeRoot) ||
                         Out.isCudaFile(File->getName()));
    Use *U = nullptr;
    const Rule *R = Out.rules().findHeader(FileName);
    if (Cuda || (R && (!File || R->isUsers()))) {
      U = Out.add(Use::Kind::Header, FileName.str(), Name.getBegin(),
                  Confidence::Pp);
    } else if (File) {
      llvm::SmallString<256> Path(
          File->getFileEntry().tryGetRealPathName().empty()
              ? File->getName()
              : File->getFileEntry().tryGetRealPathName());
      U = Out.add(Use::Kind::Include, Path.str().str(), Name.getBegin(),
                  Confidence::Pp);
    }
    if (!U)
      return;
    StringRef Text = SM.getBufferData(SM.getFileID(HashLoc));
    U->token.end = SM.getFileOffset(Name.getEnd());
    U->whole = directiveLine(Text, skipSplices(Text, SM.getFileOffset(HashLoc)),
                             U->token.end);
  }

  void MacroExpands(const Token &Name, const MacroDefinition &D, SourceRange,
                    const MacroArgs *) override {
    record(Name, D.getMacroInfo());
    if (D.getMacroInfo())
      Out.expansion(*Name.getIdentifierInfo(), *D.getMacroInfo());
  }
  void MacroDefined(const Token &Name, const MacroDirective *) override {
    Out.own(Name.getLocation(), Name.getIdentifierInfo());
  }
  void MacroUndefined(const Token &Name, const MacroDefinition &D,
                      const MacroDirective *) override {
    record(Name, D.getMacroInfo());
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
  void record(const Token &Name, const MacroInfo *MI) {
    record(Name, MI, Name.getIdentifierInfo()->getName());
  }
  /// \p Text is the name in the rules; a test of definedness may have its own.
  void record(const Token &Name, const MacroInfo *MI, StringRef Text) {
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
      return;
    }
    Use *U = Out.add(Use::Kind::Macro, Text.str(), Name.getLocation(),
                     Confidence::Pp);
    if (U && MI && MI->getNumTokens() &&
        MI->tokens_begin()->is(tok::kw___attribute))
      placeAlignment(Name, *U);
  }

  /// `__shared__ alignas(16) float x`: nvcc takes an alignment behind its
  /// qualifiers, C++ only in front of the whole declaration.
  void placeAlignment(const Token &Name, Use &U) {
    auto [ID, Offset] =
        SM.getDecomposedLoc(SM.getSpellingLoc(Name.getLocation()));
    StringRef Text = SM.getBufferData(ID);
    Lexer Lex(SM.getLocForStartOfFile(ID), Out.language(), Text.begin(),
              Text.begin() + U.token.end, Text.end());
    Span Alignment;
    int Depth = 0;
    for (Token T;;) {
      Lex.LexFromRawLexer(T);
      if (T.isOneOf(tok::eof, tok::semi, tok::l_brace))
        return;
      unsigned At = SM.getFileOffset(T.getLocation());
      if (!Alignment.begin) {
        if (T.isNot(tok::raw_identifier) || T.getRawIdentifier() != "alignas")
          return;
        Alignment.begin = At;
      } else if (T.is(tok::l_paren)) {
        ++Depth;
      } else if (T.is(tok::r_paren) && --Depth == 0) {
        Alignment.end = At + 1;
        break;
      }
    }
    unsigned Begin = U.token.begin;
    for (StringRef Before;; Begin = unsigned(Before.data() - Text.data())) {
      StringRef Line = Text.take_front(Begin).rtrim(" \t");
      Before =
          Line.take_back(Line.size() - 1 -
                         Line.find_last_not_of("abcdefghijklmnopqrstuvwxyz"));
      if (Before != "static" && Before != "extern" && Before != "volatile" &&
          Before != "const")
        break;
    }
    U.whole = {Begin, Alignment.end};
    U.slots = {{"alignment", Alignment, "", 0},
               {"qualifiers", {Begin, U.token.begin}, "", 0}};
  }

  void condition(const Token &Name, const MacroDefinition &D) {
    StringRef Text = Name.getIdentifierInfo()->getName();
    noteDevice(Text, Name.getLocation());
    record(Name, D.getMacroInfo(), definednessRule(Out.rules(), Text));
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

  Recorder &Out;
  const SourceManager &SM;
  SkippedRegions &Skipped;
  bool &AsksForDevice;
};

class CollectDiagnostics : public DiagnosticConsumer {
public:
  explicit CollectDiagnostics(ParsedUnit &Unit) : Unit(Unit) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error || isForeignAssembly(Info.getID()) ||
        isAlignment(Info))
      return;
    SourceDiagnostic D{SourceDiagnostic::Severity::Error, "", 0, 0, ""};
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
    Unit.diagnostics.push_back(std::move(D));
  }

private:
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

  /// An alignment behind CUDA's qualifiers, which an edit moves; in `extern
  /// __shared__`, where it goes into a macro, only if it is a number.
  static bool isAlignment(const Diagnostic &Info) {
    if (Info.getID() != diag::err_attributes_not_allowed ||
        Info.getLocation().isInvalid())
      return false;
    const SourceManager &SM = Info.getSourceManager();
    auto [ID, Offset] =
        SM.getDecomposedLoc(SM.getSpellingLoc(Info.getLocation()));
    StringRef Text = SM.getBufferData(ID);
    StringRef Line = Text.take_front(Offset);
    Line = Line.substr(Line.rfind('\n') + 1);
    Text = Text.substr(Offset);
    return Text.consume_front("alignas") &&
           (!Line.contains("extern") || isBytes(Text.ltrim(" (")));
  }

  ParsedUnit &Unit;
};

class RecordUses : public ASTFrontendAction {
public:
  RecordUses(Recorder &Out, SkippedRegions &Skipped, bool &AsksForDevice)
      : Out(Out), Skipped(Skipped), AsksForDevice(AsksForDevice) {}

  bool BeginSourceFileAction(CompilerInstance &CI) override {
    Out.attach(CI.getSourceManager(), CI.getLangOpts());
    CI.getPreprocessor().addPPCallbacks(
        std::make_unique<PreprocessorUses>(Out, Skipped, AsksForDevice));
    // A missing header must not stop templates from being understood.
    CI.getDiagnostics().setFatalsAsError(true);
    return true;
  }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    class Consumer : public ASTConsumer {
    public:
      explicit Consumer(Recorder &Out) : Out(Out) {}
      void HandleTranslationUnit(ASTContext &Context) override {
        recordAst(Context, Out);
        recordWarpWidth(Context, Out);
        Out.collectFiles();
      }

    private:
      Recorder &Out;
    };
    return std::make_unique<Consumer>(Out);
  }

private:
  Recorder &Out;
  SkippedRegions &Skipped;
  bool &AsksForDevice;
};

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

ParsedUnit runPass(const RuleSet &Rules, const ParseOptions &Options, Pass P,
                   SkippedRegions &Skipped, bool &AsksForDevice) {
  ParsedUnit Unit;
  auto FS = facadeFileSystem(Rules, Options.directory, &Unit.reads);
  CollectDiagnostics Diagnostics(Unit);
  auto Engine = CompilerInstance::createDiagnostics(
      new DiagnosticOptions, &Diagnostics, /*ShouldOwnClient=*/false);

  std::vector<std::string> Command = clangCommand(Options, P);
  std::vector<const char *> Args;
  for (const std::string &A : Command)
    Args.push_back(A.c_str());
  CreateInvocationOptions CreateOptions;
  CreateOptions.Diags = Engine;
  CreateOptions.VFS = FS;
  CreateOptions.RecoverOnError = true;
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
    return Unit;
  }
  Invocation->getFrontendOpts().DisableFree = false;
  Invocation->getLangOpts().SpellChecking = false;
  Invocation->getDiagnosticOpts().ShowCarets = false; // nor a closing count

  CompilerInstance CI;
  CI.setInvocation(std::move(Invocation));
  CI.setDiagnostics(Engine.get());
  CI.createFileManager(FS);
  Recorder Out(Rules, Options, Unit);
  if (auto Source = FS->getBufferForFile(Options.file)) {
    std::string Text = (*Source)->getBuffer().str();
    if (closeChevrons(Text)) {
      Out.keepOriginal(Options.file, (*Source)->getBuffer().str());
      // Owned by the preprocessor's options.
      CI.getPreprocessorOpts().addRemappedFile(
          Options.file,
          llvm::MemoryBuffer::getMemBufferCopy(Text, Options.file).release());
    }
  }
  RecordUses Action(Out, Skipped, AsksForDevice);
  CI.ExecuteAction(Action);
  return Unit;
}

bool inRegions(const SkippedRegions &Regions, const std::string &File,
               unsigned Offset) {
  auto It = Regions.find(File);
  return It != Regions.end() && llvm::any_of(It->second, [&](Span S) {
           return S.begin <= Offset && Offset < S.end;
         });
}

} // namespace

ParsedUnit parseUnit(const RuleSet &Rules, const ParseOptions &Options) {
  SkippedRegions Skipped;
  bool AsksForDevice = false;
  ParsedUnit Unit = runPass(Rules, Options, Pass::Host, Skipped, AsksForDevice);
  Unit.isCuda = isCudaUnit(Options.file, Options.args);
  if (!Unit.isCuda || !AsksForDevice || Skipped.empty())
    return Unit;

  // The device's side of `#if __CUDA_ARCH__`: only what the host pass skipped
  // is news.
  SkippedRegions Ignored;
  ParsedUnit Device =
      runPass(Rules, Options, Pass::Device, Ignored, AsksForDevice);
  // A number's meaning may hang on code in them, wherever it stands itself.
  for (Use &U : Device.uses)
    if (U.kind == Use::Kind::WarpWidth ||
        inRegions(Skipped, U.file, U.token.begin))
      Unit.uses.push_back(std::move(U));
  for (auto &[File, Offsets] : Device.own)
    for (unsigned Offset : Offsets)
      if (inRegions(Skipped, File, Offset))
        Unit.own[File].insert(Offset);
  for (auto &[File, Text] : Device.files)
    Unit.files.try_emplace(File, Text);
  for (auto &[Path, Entry] : Device.reads.entries)
    Unit.reads.note(Path, Entry);
  Unit.reads.repeatable &= Device.reads.repeatable;
  return Unit;
}

} // namespace causeway
