// Decides which of Clang's errors are errors of the source.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Diagnostics.h"
#include "frontend/DeviceSide.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/Cuda.h"
#include "clang/Basic/DiagnosticAST.h"
#include "clang/Basic/DiagnosticLex.h"
#include "clang/Basic/DiagnosticParse.h"
#include "clang/Basic/DiagnosticSema.h"

namespace causeway {

using namespace clang;

namespace {

/// Whether a diagnostic is about an undeclared name.
bool isUndeclared(unsigned ID) {
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

/// Device assembly is invalid for the host's target. It is already a finding.
bool isForeignAssembly(unsigned ID) {
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

/// Whether a note says that a call matches no function because device code
/// launches a kernel. Clang has no dynamic parallelism; nvcc does.
bool isLaunchFromDevice(const Diagnostic &Info) {
  constexpr unsigned Callee = 3; // index of the note's argument
  return Info.getID() == diag::note_ovl_candidate_bad_target &&
         Info.getRawArg(Callee) == uint64_t(CUDAFunctionTarget::Global);
}

/// Clang reports a body that dropSystemBodies() removed if a type of the source
/// without linkage needs it.
bool isDroppedBody(const Diagnostic &Info) {
  return Info.getID() == diag::err_undefined_internal_type &&
         Info.getSourceManager().isInSystemHeader(Info.getLocation());
}

} // namespace

void CollectDiagnostics::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                          const Diagnostic &Info) {
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
    const SourceManager &SM = Info.getSourceManager();
    SourceLocation At = SM.getExpansionLoc(Info.getLocation());
    PresumedLoc P = SM.getPresumedLoc(At, /*UseLineDirectives=*/false);
    if (P.isValid()) {
      auto Entry = SM.getFileEntryRefForID(SM.getFileID(At));
      // A header is one file, however its includes spell it.
      D.file = Out && Entry ? Out->pathOf(*Entry) : P.getFilename();
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

void CollectDiagnostics::settle(llvm::ArrayRef<Decl *> Declarations) {
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

/// Whether an error is about attributes or an alignment after CUDA's
/// qualifiers, which an edit moves. In `extern __shared__` the alignment
/// becomes a macro's argument, so it must be a number.
bool CollectDiagnostics::isMovedAttribute(const Diagnostic &Info) const {
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

/// Records `"%"PRIu64`: nvcc lexes the word as a separate token, like C++98.
bool CollectDiagnostics::isSuffix(const Diagnostic &Info) {
  if (Info.getID() != diag::ext_reserved_user_defined_literal || !Out ||
      !Out->language().CUDA || !Info.getLocation().isFileID())
    return false;
  if (Use *U = Out->add(Construct::LiteralSuffix, Info.getLocation()))
    U->slots = {{"word", U->token, "", 0}};
  return true;
}

/// Records narrowing conversions in braces: nvcc and g++ warn about most of
/// them, clang++ rejects them all.
bool CollectDiagnostics::isNarrowing(const Diagnostic &Info) {
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
  Out->add(Construct::Narrowing, Info.getLocation());
  return true;
}

/// Defers an error that may come from a definition without its declaration's
/// qualifiers; settle() decides.
bool CollectDiagnostics::maybeInherits(const Diagnostic &Info,
                                       SourceDiagnostic &D) {
  if (Info.getID() != diag::err_member_decl_does_not_match &&
      Info.getID() != diag::err_cuda_ovl_target)
    return false;
  Waiting.emplace_back(Info.getLocation(), std::move(D));
  return true;
}

} // namespace causeway
