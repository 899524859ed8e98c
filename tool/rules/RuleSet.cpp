// Looks up rules.
//
// SPDX-License-Identifier: Apache-2.0
#include "rules/RuleSet.h"
#include "input/File.h"
#include "rules/YamlFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

namespace causeway {

using llvm::StringRef;

RuleSet RuleSet::of(RuleFiles Files) {
  RuleSet Set;
  Set.add(std::move(Files));
  return Set;
}

void RuleSet::add(RuleFiles Files) {
  for (RuleData &Data : Files.rules)
    add(std::move(Data));
  for (BuildRuleData &Data : Files.build)
    Build.add(std::move(Data));
}

void RuleSet::add(RuleData Data) {
  if (Data.hasFacade) {
    llvm::erase_if(Facade, [&](const FacadeHeader &H) {
      return H.name == Data.facade.name;
    });
    Facade.push_back(Data.facade);
  }
  for (const auto &[Include, Served] : Data.servedHeaders) {
    if (!Served)
      FacadeOf.erase(Include);
    else if (Data.hasFacade)
      FacadeOf[Include] = Data.facade.name;
  }
  if (!Data.prelude.empty())
    Prelude = Data.prelude;
  HasUsers |= Data.users;
  Fingerprint = ruleFingerprint(Fingerprint + Data.fingerprint);
  for (Rule &R : Data.rules) {
    Rule *&Slot =
        R.kind == Rule::Kind::Header ? Headers[R.name] : ByName[R.name];
    if (Slot)
      Overridden.push_back(Slot);
    else if (StringRef Group = R.name;
             Group.consume_front(AssemblyUse) && Group.consume_front(" "))
      Instructions.emplace_back(NamePattern(posix(Group, /*Whole=*/true)),
                                R.name);
    Slot = &Rules.emplace_back(std::move(R));
  }
  llvm::append_range(Examples, Data.examples);
  for (RuleData::Family &F : Data.families) {
    // A family without a header may be wider than one with a header, so it
    // comes last.
    auto Place = F.header.empty() ? Families.end() : Families.begin();
    Families.insert(Place, {NamePattern(F.pattern), std::move(F.header)});
  }
  for (RuleData::Argument &A : Data.arguments)
    Arguments[A.macro][A.word] = A.header;
  for (const std::string &Pattern : Data.warpConstants)
    WarpConstants.emplace_back(Pattern);
  for (const std::string &Pattern : Data.instructionForms)
    InstructionForms.emplace_back(Pattern);
  llvm::append_range(OtherVendors.words, Data.otherVendors.words);
  llvm::append_range(OtherVendors.butNot, Data.otherVendors.butNot);
  for (const auto &[Namespace, Words] : Data.opened)
    for (const std::string &Word : Words)
      Opened[Word].push_back(Namespace);
  llvm::append_range(SdkFolder, Data.sdk.folder);
  for (const std::string &Pattern : Data.sdk.entries)
    SdkEntries.emplace_back(Pattern);
  for (const std::string &Pattern : Data.sdk.libraries)
    SdkLibraries.emplace_back(Pattern);
  for (const std::string &Pattern : Data.sdk.notices)
    SdkNotices.emplace_back(Pattern, llvm::Regex::IgnoreCase);
}

llvm::Error RuleSet::addFile(StringRef Path) {
  auto Buffer = readFile(Path, MaxYamlBytes);
  if (!Buffer)
    return llvm::createStringError(Buffer.getError(), "%s: error: %s",
                                   Path.str().c_str(),
                                   Buffer.getError().message().c_str());
  std::string FacadeText;
  auto Facade = [&](StringRef Name) -> const std::string * {
    llvm::SmallString<128> Beside(llvm::sys::path::parent_path(Path));
    llvm::sys::path::append(Beside, Name);
    auto Header = readFile(Beside);
    if (!Header)
      return nullptr;
    FacadeText = (*Header)->getBuffer().str();
    return &FacadeText;
  };
  RuleFiles Files;
  if (llvm::Error E =
          readRuleFile((*Buffer)->getBuffer(), Path, true, Facade, Files))
    return E;
  if (llvm::Error E = completeRules(Files, {}))
    return E;
  add(std::move(Files));
  return llvm::Error::success();
}

llvm::Error RuleSet::addText(StringRef Yaml, StringRef Origin) {
  RuleFiles Files;
  if (llvm::Error E = readRuleFile(Yaml, Origin, true, nullptr, Files))
    return E;
  if (llvm::Error E = completeRules(Files, {}))
    return E;
  add(std::move(Files));
  return llvm::Error::success();
}

const Rule *RuleSet::find(StringRef Name) const { return ByName.lookup(Name); }

bool RuleSet::resembles(StringRef Identifier) const {
  return find(Identifier) || familyOf(Identifier);
}

const RuleSet::Family *RuleSet::familyOf(StringRef Identifier) const {
  auto It = llvm::find_if(
      Families, [&](const Family &F) { return F.members.matches(Identifier); });
  return It == Families.end() ? nullptr : &*It;
}

const Rule *RuleSet::findFamily(StringRef Name) const {
  if (const Family *F = familyOf(Name))
    return findHeader(F->header);
  if (Name.ends_with(")")) {
    auto [Macro, Word] = Name.drop_back().split('(');
    auto It = Arguments.find(Macro);
    if (It == Arguments.end())
      return nullptr;
    auto Header = It->second.find(Word.str());
    return Header == It->second.end() ? nullptr : findHeader(Header->second);
  }
  while (Name.contains("::")) {
    Name = Name.take_front(Name.rfind("::"));
    if (const Rule *R = find(Name); R && R->kind == Rule::Kind::Namespace)
      return R->verdict == Verdict::Unsupported ? R : nullptr;
  }
  return nullptr;
}

bool RuleSet::isArgument(StringRef Macro, StringRef Word) const {
  auto It = Arguments.find(Macro);
  return It != Arguments.end() && It->second.count(Word.str());
}

static bool anyMatches(const std::vector<NamePattern> &Patterns,
                       StringRef Name) {
  return llvm::any_of(Patterns,
                      [&](const NamePattern &P) { return P.matches(Name); });
}

std::string RuleSet::assemblyUse(StringRef Text) const {
  std::string Use = AssemblyUse.str();
  for (const std::string &Name : instructionsOf(Text)) {
    auto [Instruction, Register] = StringRef(Name).split(' ');
    llvm::SmallVector<StringRef> Parts;
    Instruction.split(Parts, '.');
    std::string Short = Parts.front().str();
    for (StringRef Part : llvm::drop_begin(Parts))
      if (!anyMatches(InstructionForms, Part))
        Short += "." + Part.str();
    if (!Register.empty())
      Short += " " + Register.str();
    // `add.f32` and `add.s32` give one `add`.
    if (!StringRef(Use + ",").contains(" " + Short + ","))
      Use += (Use.size() == AssemblyUse.size() ? " " : ", ") + Short;
  }
  return Use;
}

const Rule *RuleSet::findAssembly(StringRef Use) const {
  if (!Use.consume_front(AssemblyUse))
    return nullptr;
  llvm::SmallVector<StringRef> Names;
  Use.split(Names, ',');
  for (const auto &[Members, Rule] : Instructions)
    for (StringRef Name : Names)
      if (Members.matches(Name.trim()))
        return find(Rule);
  return find(AssemblyUse);
}

bool RuleSet::namesWarp(StringRef Identifier) const {
  return anyMatches(WarpConstants, Identifier);
}

bool RuleSet::isOtherVendors(StringRef Macro) const {
  bool Theirs = false;
  while (!Macro.empty()) {
    auto [Word, Rest] = Macro.split('_');
    if (llvm::is_contained(OtherVendors.butNot, Word))
      return false;
    Theirs = Theirs || llvm::is_contained(OtherVendors.words, Word);
    Macro = Rest;
  }
  return Theirs;
}

bool RuleSet::isOpened(StringRef Namespace, StringRef Word) const {
  auto It = Opened.find(Word);
  return It != Opened.end() && llvm::is_contained(It->second, Namespace);
}

bool RuleSet::isSdkEntry(StringRef Name) const {
  return anyMatches(SdkEntries, Name);
}

bool RuleSet::isSdkLibrary(StringRef IncludeName) const {
  return anyMatches(SdkLibraries, IncludeName);
}

bool RuleSet::hasSdkNotice(StringRef Text) const {
  return llvm::any_of(SdkNotices,
                      [&](const llvm::Regex &R) { return R.match(Text); });
}

const Rule *RuleSet::findHeader(StringRef IncludeName) const {
  if (const Rule *R = Headers.lookup(IncludeName))
    return R;
  for (StringRef Folder = IncludeName; Folder.contains('/');) {
    Folder = Folder.take_front(Folder.rfind('/'));
    if (const Rule *R = Headers.lookup((Folder + "/*").str()))
      return R;
  }
  return nullptr;
}

std::vector<const Rule *> RuleSet::all() const {
  std::vector<const Rule *> Result;
  for (const Rule &R : Rules)
    if ((R.kind == Rule::Kind::Header ? findHeader(R.name) : find(R.name)) ==
        &R)
      Result.push_back(&R);
  return Result;
}

} // namespace causeway
