// SPDX-License-Identifier: Apache-2.0
#include "engine/Judge.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

namespace causeway {
namespace {

using llvm::StringRef;

/// Renames the CUDA types in `Text` as the rules say.
std::string mapTypes(const RuleSet &Rules, StringRef Text, bool InC) {
  std::string Out;
  while (!Text.empty()) {
    if (!llvm::isAlpha(Text[0]) && Text[0] != '_') {
      Out += Text[0];
      Text = Text.drop_front();
      continue;
    }
    size_t End = Text.find_if_not(
        [](char C) { return llvm::isAlnum(C) || C == '_' || C == ':'; });
    StringRef Name = Text.take_front(End);
    Text = Text.drop_front(Name.size());
    // The longest prefix of a qualified name that a rule renames.
    size_t Cut = Name.size();
    while (true) {
      StringRef Head = Name.take_front(Cut);
      const Rule *R = Rules.find(Head);
      if (R && !R->target(InC).empty() && !R->isPattern(InC)) {
        Out += R->target(InC);
        break;
      }
      Cut = Head.rfind("::");
      if (Cut == StringRef::npos) {
        Cut = 0;
        break;
      }
    }
    Out += Name.drop_front(Cut);
  }
  return Out;
}

const Slot *findSlot(const Use &U, StringRef Name) {
  auto It =
      llvm::find_if(U.slots, [&](const Slot &S) { return S.name == Name; });
  return It == U.slots.end() ? nullptr : &*It;
}

void addSlot(const RuleSet &Rules, const Use &U, const Slot &S, Edit &E) {
  auto Move = [&](Span Part) {
    if (Part.size())
      E.pieces.push_back({"", true, Part});
  };
  if (S.append.empty()) {
    Move(S.span);
    return;
  }
  Move({S.span.begin, S.appendAt});
  E.pieces.push_back({mapTypes(Rules, S.append, U.inC), false, {}});
  Move({S.appendAt, S.span.end});
}

/// Fills in the pattern's placeholders, each with all slots of its name;
/// nothing if a placeholder has no slot in the source.
std::optional<Edit> applyPattern(const RuleSet &Rules, const Use &U,
                                 StringRef Pattern) {
  Edit E;
  E.span = U.whole;
  while (!Pattern.empty()) {
    auto [Text, Rest] = Pattern.split('$');
    if (!Text.empty())
      E.pieces.push_back({Text.str(), false, {}});
    if (Pattern.size() == Text.size())
      break;
    StringRef Name =
        Rest.take_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
    Pattern = Rest.drop_front(Name.size());
    if (!findSlot(U, Name))
      return std::nullopt;
    for (const Slot &S : U.slots)
      if (S.name == Name)
        addSlot(Rules, U, S, E);
  }
  return E;
}

/// A pattern's text for people: `...` replaces the parts from the source.
std::string describe(StringRef Pattern) {
  std::string Out;
  while (true) {
    auto [Text, Rest] = Pattern.split('$');
    Out += Text;
    if (Text.size() == Pattern.size())
      return Out;
    Pattern =
        Rest.drop_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
    Out += "...";
  }
}

std::string describe(const Edit &E) {
  std::string Out;
  for (const Edit::Piece &P : E.pieces)
    if (!P.moved)
      Out += P.text;
    else if (!llvm::StringRef(Out).ends_with("..."))
      Out += "...";
  return Out;
}

Finding findingOf(const Use &U) {
  Finding F;
  F.kind = U.kind;
  F.confidence = U.confidence;
  F.name = U.name;
  F.file = U.file;
  F.span = U.token;
  F.function = U.function;
  F.inKernel = U.inKernel;
  return F;
}

} // namespace

Finding judgeInclude(const Use &U, StringRef Old, StringRef New) {
  Finding F = findingOf(U);
  F.verdict = Verdict::Mapped;
  F.effort = Effort::Auto;
  F.name = llvm::sys::path::filename(Old).str();
  F.replacement = llvm::sys::path::filename(New).str();
  if (!U.notEditable.empty()) {
    F.verdict = Verdict::MappedReview;
    F.effort = Effort::Manual;
    F.message = U.notEditable;
    return F;
  }
  // Only the extension changes, before the closing quote or bracket.
  StringRef Ending = llvm::sys::path::extension(F.name);
  unsigned End = U.token.end - 1;
  F.edits.push_back(
      Edit::replace({End - unsigned(Ending.size()), End},
                    F.replacement.substr(F.name.size() - Ending.size())));
  return F;
}

std::optional<Finding> judge(const RuleSet &Rules, const Use &U) {
  if (U.kind == Use::Kind::Include)
    return std::nullopt;
  Finding F = findingOf(U);

  const Rule *R = U.kind == Use::Kind::Header ? Rules.findHeader(U.name)
                                              : Rules.find(U.name);
  if (!R && U.kind != Use::Kind::Header)
    if (const Rule *Header = Rules.findFamily(U.name);
        Header && Header->verdict == Verdict::Unsupported)
      R = Header;
  if (!R && U.kind == Use::Kind::Syntax)
    R = Rules.findAssembly(U.name);
  if (!R) {
    F.verdict = Verdict::Unknown;
    F.effort = Effort::Manual;
    F.message = "no rule knows this name";
    return F;
  }
  F.verdict = R->verdict;
  F.effort = R->effort;
  F.area = R->area;
  F.needs = R->needs;
  F.message = R->verdict == Verdict::Unsupported ? R->why : R->note;
  F.instead = R->instead;
  if (R->verdict == Verdict::Unsupported)
    return F;

  // A number that has to stay for now is a finding too.
  if (U.kind == Use::Kind::WarpWidth && !U.notEditable.empty()) {
    F.verdict = std::max(F.verdict, Verdict::MappedReview);
    F.effort = std::max(F.effort, Effort::Review);
    if (!R->target(U.inC).empty())
      F.message += " " + U.notEditable;
    return F;
  }

  StringRef Target = R->target(U.inC);
  std::optional<Edit> E;
  if (U.kind == Use::Kind::Header) {
    // Without a target, the line and its newline are removed.
    if (Target.empty())
      E = Edit::replace(U.whole, "");
    else
      E = Edit::replace(U.token, ("<" + Target + ">").str());
  } else if (R->drop) {
    E = Edit::replace(U.whole, "");
  } else if (Target.empty()) {
    return F; // the name stays
  } else if (!R->isPattern(U.inC) && findSlot(U, "alignment")) {
    E = applyPattern(Rules, U, "$alignment $qualifiers");
    if (E)
      E->pieces.push_back({Target.str(), false, {}});
  } else if (!R->isPattern(U.inC) && R->kind != Rule::Kind::Syntax) {
    E = Edit::replace(U.token, Target.str());
  } else if (U.notEditable.empty()) {
    E = applyPattern(Rules, U, Target);
  }
  if (!E || !U.notEditable.empty()) {
    F.verdict = Verdict::MappedReview;
    F.effort = Effort::Manual;
    F.message = U.notEditable.empty()
                    ? "the construct does not have the form that the rule needs"
                    : U.notEditable;
    F.replacement = describe(Target);
    return F;
  }
  F.replacement = describe(*E);
  F.edits.push_back(std::move(*E));
  return F;
}

} // namespace causeway
