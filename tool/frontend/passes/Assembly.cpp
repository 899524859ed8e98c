// Records inline assembly in device code.
//
//   asm("mov.u32 %0, %%laneid;" : "=r"(lane)); // the rule of that text
//   asm volatile("bar.sync 0;");               // inline_asm, if it has no rule
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/AssemblyText.h"
#include "frontend/AstPass.h"
#include "frontend/AstVisitor.h"
#include "frontend/DeviceSide.h"
#include "frontend/DeviceText.h"
#include "clang/Lex/Lexer.h"
#include <map>

namespace causeway {
namespace {

using namespace clang;

class Assembly : public AstVisitor<Assembly> {
public:
  using AstVisitor::AstVisitor;

  bool VisitGCCAsmStmt(GCCAsmStmt *S) {
    if (!isDeviceCode(S->getAsmLoc())) {
      Out.ownToken(S->getAsmLoc());
      return true;
    }
    StringRef Text = S->getAsmString()->getString();
    std::string Known = assemblyRule(Text);
    bool HasRule = Out.rules().find(Known);
    Use *U =
        Out.add(Use::Kind::Syntax, HasRule ? Known : useOf(*S), S->getAsmLoc());
    if (U && HasRule && !placeAssembly(*S, *U))
      U->notEditable = "the statement and its operands come from different "
                       "macros";
    return true;
  }

private:
  /// Whether a statement is device code that no condition reserves for one
  /// backend.
  bool isDeviceCode(SourceLocation Loc) {
    if (!Out.enclosing)
      return false;
    auto [ID, Offset] = SM.getDecomposedLoc(SM.getFileLoc(Loc));
    auto It = DeviceTexts.find(ID);
    if (It == DeviceTexts.end())
      It = DeviceTexts.try_emplace(ID, Out.rules(), SM.getBufferData(ID)).first;
    return (isDeviceSide(*Out.enclosing) || It->second.isDevice(Offset)) &&
           !It->second.isForOneBackend(Offset);
  }

  /// The name of a use of assembly without a rule. In a macro's body the
  /// written text decides, since expansions may differ.
  std::string useOf(const GCCAsmStmt &S) {
    std::string Use;
    if (S.getAsmLoc().isMacroID()) {
      auto [ID, Offset] = SM.getDecomposedLoc(SM.getSpellingLoc(S.getAsmLoc()));
      StringRef Text = SM.getBufferData(ID);
      unsigned Word = Lexer::MeasureTokenLength(
          SM.getSpellingLoc(S.getAsmLoc()), SM, Out.language());
      Use = Out.rules().assemblyUse(assemblyText(Text, Offset + Word));
    }
    return Use.size() > AssemblyUse.size()
               ? Use
               : Out.rules().assemblyUse(S.getAsmString()->getString());
  }

  /// Sets the slots of the operands; false if they come from different places.
  bool placeAssembly(GCCAsmStmt &S, Use &U) {
    auto Place = [&](SourceRange R) { return range(R, S.getAsmLoc()); };
    auto Whole = Place({S.getAsmLoc(), S.getRParenLoc()});
    if (!Whole)
      return false;
    U.whole = *Whole;
    auto Operand = [&](Expr *E) {
      auto At = Place(E->IgnoreImpCasts()->getSourceRange());
      if (At && Whole->contains(*At))
        U.slots.push_back({std::to_string(U.slots.size()), *At, "", 0});
      return At && Whole->contains(*At);
    };
    return llvm::all_of(S.outputs(), Operand) &&
           llvm::all_of(S.inputs(), Operand);
  }

  std::map<FileID, DeviceText> DeviceTexts; ///< By file with assembly.
};

} // namespace

void recordAssembly(const ParsedAst &Ast, Recorder &Out) {
  Assembly(Ast, Out).run();
}

} // namespace causeway
