// SPDX-License-Identifier: Apache-2.0
#include "scripts/Script.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

namespace causeway::scripts {

using llvm::StringRef;
namespace path = llvm::sys::path;

// ---- Names of sources ------------------------------------------------------

namespace {

/// The extension that the migration replaces; see migratedPath.
constexpr StringRef SourceExtension = ".cu";

std::string normal(StringRef Folder, StringRef Name) {
  llvm::SmallString<256> Path(Folder);
  path::append(Path, Name);
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

} // namespace

Renames::Renames(const OutputNames &Names) : New(Names.renamed()) {
  for (const auto &[Old, To] : New)
    ByFileName.emplace(path::filename(Old), To);
}

std::string Renames::newName(StringRef Name, StringRef Folder) const {
  std::string Default = migratedPath(Name);
  // Only the extension changes.
  auto Ending = [&](StringRef Old, StringRef NewPath) {
    StringRef Stem = path::filename(Old).drop_back(SourceExtension.size());
    return (Name.drop_back(SourceExtension.size()) +
            path::filename(NewPath).drop_front(Stem.size()))
        .str();
  };
  if (auto It = New.find(normal(Folder, Name)); It != New.end())
    return Ending(It->first, It->second);
  auto [First, Last] = ByFileName.equal_range(path::filename(Name).str());
  std::string Found;
  for (auto It = First; It != Last; ++It) {
    std::string This = Ending(It->first, It->second);
    if (!Found.empty() && Found != This)
      return Default;
    Found = This;
  }
  return Found.empty() ? Default : Found;
}

std::string Renames::misfit(StringRef Pattern) const {
  auto [Before, Behind] = path::filename(Pattern).split('%');
  for (const auto &[Old, To] : New) {
    StringRef Name = path::filename(Old);
    if (To != migratedPath(Old) && Name.consume_front(Before) &&
        Name.consume_back(Behind))
      return Old;
  }
  return "";
}

std::vector<std::string> Renames::below(StringRef Folder) const {
  std::vector<std::string> Result;
  std::string Prefix = Folder.empty() ? "" : (Folder + "/").str();
  for (const auto &[Old, To] : New)
    if (StringRef(Old).starts_with(Prefix))
      Result.push_back(Old.substr(Prefix.size()));
  return Result;
}

// ---- Script ----------------------------------------------------------------

StringRef Script::folder() const { return path::parent_path(relative); }

void Script::add(const BuildRule &R, Span At, StringRef Name,
                 std::vector<Edit> Edits, std::string Replacement) {
  add(R.verdict, At, Name, R.verdict == Verdict::Unsupported ? R.why : R.note,
      std::move(Edits), std::move(Replacement));
  Finding &F = findings.back();
  F.effort = R.effort;
  F.instead = R.instead;
  F.area = R.area;
}

void Script::add(Verdict V, Span At, StringRef Name, std::string Message,
                 std::vector<Edit> Edits, std::string Replacement) {
  Finding F;
  F.kind = Use::Kind::Build;
  F.confidence = Confidence::Lexical;
  F.verdict = V;
  F.effort = V == Verdict::Mapped         ? Effort::Auto
             : V == Verdict::MappedReview ? Effort::Review
                                          : Effort::Manual;
  F.name = Name.str();
  F.span = At;
  F.message = std::move(Message);
  F.replacement = std::move(Replacement);
  F.area = area.str();
  F.edits = std::move(Edits);
  findings.push_back(std::move(F));
}

void Script::renameSources(Span Region) {
  StringRef Text = slice(Region);
  auto InName = [](char C) {
    return llvm::isAlnum(C) || StringRef("_-./+~@*?%[]").contains(C);
  };
  for (size_t At = Text.find(SourceExtension); At != StringRef::npos;
       At = Text.find(SourceExtension, At + 1)) {
    size_t End = At + SourceExtension.size();
    if (End < Text.size() &&
        (llvm::isAlnum(Text[End]) || StringRef("_.-+").contains(Text[End])))
      continue; // `.cuh`, `a.cu.o`
    size_t Begin = At;
    while (Begin > 0 && InName(Text[Begin - 1]))
      --Begin;
    StringRef Name = Text.slice(Begin, End);
    // `$(DIR)/a.cu`: a variable holds the text before the name.
    if (Begin > 0 && StringRef(")}").contains(Text[Begin - 1]))
      Name = Name.ltrim('/');
    std::string To = renames.newName(Name, folder());
    if (To == Name)
      continue;
    Span Old{Region.begin + unsigned(At), Region.begin + unsigned(End)};
    std::string Misfit = Name.contains('%') ? renames.misfit(Name) : "";
    add(Misfit.empty() ? Verdict::Mapped : Verdict::MappedReview,
        {Region.begin + unsigned(Begin), Old.end}, path::filename(Name),
        Misfit.empty() ? ""
                       : Misfit + " becomes " + renames.newName(Misfit, "") +
                             ", so files made from it get another name, too",
        {Edit::replace(Old, To.substr(Name.size() - SourceExtension.size()))},
        path::filename(To).str());
  }
}

Edit Script::removal(llvm::ArrayRef<Word> Words, size_t Index,
                     const std::vector<bool> &Gone, size_t FirstKept) const {
  StringRef Text = text;
  Span S = Words[Index].span;
  auto OnlySeparators = [&](unsigned From, unsigned To) {
    return Text.slice(From, To).find_first_not_of(" \t\r\n\\,;") ==
           StringRef::npos;
  };
  if (Index > 0) {
    unsigned Previous = Words[Index - 1].span.end;
    if (OnlySeparators(Previous, S.begin)) {
      S.begin = Previous;
    } else {
      // A comment lies between the words, and its line must still end there.
      while (S.begin > Previous && StringRef(" \t").contains(Text[S.begin - 1]))
        --S.begin;
    }
  }
  // The first word that stays takes the place of the removed words before it.
  bool Leading = FirstKept >= Index;
  if (Leading && Index + 1 < Words.size() && !Gone[Index + 1] &&
      OnlySeparators(S.end, Words[Index + 1].span.begin))
    S.end = Words[Index + 1].span.begin;
  return Edit::replace(S, "");
}

// ---- Words -----------------------------------------------------------------

std::vector<Word> splitWords(const Script &S, Span Region, bool Commands) {
  std::vector<Word> Words;
  StringRef Text = S.text;
  unsigned At = Region.begin;
  auto Blank = [&](unsigned I) {
    return llvm::isSpace(Text[I]) ||
           (Text[I] == '\\' && I + 1 < Region.end &&
            (Text[I + 1] == '\n' || Text[I + 1] == '\r'));
  };
  while (At < Region.end) {
    if (Blank(At)) {
      ++At;
      continue;
    }
    unsigned Begin = At;
    if (Commands && StringRef(";|&").contains(Text[At])) {
      while (At < Region.end && StringRef(";|&").contains(Text[At]))
        ++At;
      Words.push_back({{Begin, At}, {Begin, At}});
      continue;
    }
    char Quote = 0;
    std::string Open; // the closing character of each open bracket
    for (; At < Region.end; ++At) {
      char C = Text[At];
      if (C == '\\' && At + 1 < Region.end && !Blank(At)) {
        ++At;
      } else if (Quote) {
        if (C == Quote)
          Quote = 0;
      } else if (C == '"' || C == '\'') {
        Quote = C;
      } else if (C == '$' && At + 1 < Region.end &&
                 StringRef("({<").contains(Text[At + 1])) {
        Open += Text[At + 1] == '(' ? ')' : Text[At + 1] == '{' ? '}' : '>';
        ++At;
      } else if (!Open.empty()) {
        if (C == '(' && Open.back() == ')')
          Open += ')';
        else if (C == Open.back())
          Open.pop_back();
      } else if (Blank(At) || (Commands && StringRef(";|&").contains(C) &&
                               (At == Begin || Text[At - 1] != '>'))) {
        break;
      }
    }
    Word W{{Begin, At}, {Begin, At}};
    if (At - Begin >= 2 && StringRef("\"'").contains(Text[Begin]) &&
        Text[At - 1] == Text[Begin] &&
        !Text.slice(Begin + 1, At - 1).contains(Text[Begin]))
      W.inner = {Begin + 1, At - 1};
    Words.push_back(W);
  }
  return Words;
}

// ---- Command lines ---------------------------------------------------------

namespace {

using Kind = BuildRule::Kind;

class Translator {
public:
  Translator(Script &S, llvm::ArrayRef<Word> Words, const CommandLine &How)
      : S(S), Words(Words), How(How), Gone(Words.size()) {}

  std::vector<bool> run() {
    for (size_t I = 0; I < Words.size(); ++I)
      I += word(I);
    // The set of removed words is complete only now.
    size_t FirstKept = firstKept(Gone);
    for (Removal &R : Removals) {
      Finding &F = S.findings[R.finding];
      for (size_t I : R.words)
        F.edits.push_back(S.removal(Words, I, Gone, FirstKept));
    }
    return std::move(Gone);
  }

private:
  struct Removal {
    size_t finding;
    std::vector<size_t> words;
  };

  StringRef text(size_t I) const { return S.slice(Words[I].inner); }

  void remove(const BuildRule &R, StringRef Name, std::vector<size_t> Which) {
    S.add(R, Words[Which[0]].span, Name, {});
    for (size_t I : Which)
      Gone[I] = true;
    Removals.push_back({S.findings.size() - 1, std::move(Which)});
  }

  /// Handles one word; returns the number of further words that it used.
  size_t word(size_t I) {
    StringRef Text = text(I);
    if (Text.starts_with("-l") || Text == "-l")
      return library(I);
    if (Text.starts_with("-I") || Text.starts_with("-L") || Text == "-isystem")
      return folder(I);
    if (Text.starts_with("-"))
      return option(I);
    StringRef File = Text.rsplit('/').second;
    if (File.consume_front("lib") && S.rules.isSdkPath(How.expand(Text)))
      if (const BuildRule *R =
              S.rules.find(Kind::Library, File.split('.').first))
        libraryWord(*R, File, {I});
    return 0;
  }

  size_t library(size_t I) {
    StringRef Text = text(I);
    StringRef Name = Text.drop_front(2);
    std::vector<size_t> Which{I};
    if (Name.empty()) {
      if (I + 1 == Words.size())
        return 0;
      Which.push_back(I + 1);
      Name = text(I + 1);
    }
    if (const BuildRule *R = S.rules.find(Kind::Library, Name)) {
      libraryWord(*R, Text, Which);
      return Which.size() - 1;
    }
    // `-lineinfo` and `-lib` look like libraries.
    return Which.size() == 1 ? option(I) : 0;
  }

  void libraryWord(const BuildRule &R, StringRef Name,
                   std::vector<size_t> Which) {
    if (!R.runtime || How.link.empty() || Linked) {
      remove(R, Name, std::move(Which));
      return;
    }
    Linked = true;
    Span Whole{Words[Which.front()].span.begin, Words[Which.back()].span.end};
    S.add(R, Whole, Name, {Edit::replace(Whole, How.link.str())},
          How.link.str());
  }

  /// Translates -I, -L and -isystem with the SDK's folders.
  size_t folder(size_t I) {
    StringRef Text = text(I);
    bool Include = !Text.starts_with("-L");
    size_t Length = Text == "-isystem" ? Text.size() : 2;
    StringRef Path = Text.drop_front(Length);
    std::vector<size_t> Which{I};
    if (Path.empty()) {
      if (I + 1 == Words.size())
        return 0;
      Which.push_back(I + 1);
      Path = text(I + 1);
    }
    if (!S.rules.isSdkPath(How.expand(Path.trim("\"'"))))
      return Which.size() - 1;
    static const BuildRule Sdk = [] {
      BuildRule R;
      R.kind = Kind::Folder;
      return R;
    }();
    std::string Name =
        S.slice({Words[I].span.begin, Words[Which.back()].span.end}).str();
    if (Include && !How.include.empty()) {
      if (!std::exchange(Included, true)) {
        Span Whole{Words[I].span.begin, Words[Which.back()].span.end};
        S.add(Sdk, Whole, Name, {Edit::replace(Whole, How.include.str())},
              How.include.str());
        return Which.size() - 1;
      }
    }
    remove(Sdk, Name, Which);
    return Which.size() - 1;
  }

  size_t option(size_t I) {
    StringRef Text = text(I);
    StringRef Bare = Text.drop_front(Text.starts_with("--") ? 2 : 1);
    auto [Name, Joined] = Bare.split('=');
    const BuildRule *R = S.rules.find(Kind::Option, Name);
    if (!R || !(How.ofCompiler || R->anywhere)) {
      if (!R && How.ofCompiler && Text.starts_with("--") && !Name.empty() &&
          llvm::isAlpha(Name[0])) {
        S.add(Verdict::Unknown, Words[I].span, Text.split('=').first,
              "no rule knows this option", {});
      }
      return 0;
    }
    bool HasJoined = Bare.size() > Name.size();
    if (R->value == BuildRule::Value::None) {
      if (!HasJoined)
        apply(*R, I, "", {I});
      return 0;
    }
    std::vector<size_t> Which{I};
    StringRef Value = Joined;
    if (!HasJoined) {
      if (R->value == BuildRule::Value::Joined)
        return 0;
      if (I + 1 == Words.size()) {
        S.add(Verdict::MappedReview, Words[I].span, Text,
              "its value is not the next word", {});
        return 0;
      }
      Which.push_back(I + 1);
      Value = text(I + 1);
    }
    if (!R->when.empty() && !llvm::is_contained(R->when, Value))
      return 0;
    apply(*R, I, Value, Which);
    return Which.size() - 1;
  }

  void apply(const BuildRule &R, size_t I, StringRef Value,
             std::vector<size_t> Which) {
    StringRef Name = text(I).split('=').first;
    if (R.keep) {
      if (R.verdict != Verdict::Mapped)
        S.add(R, Words[I].span, Name, {});
      return;
    }
    if (!R.to || (How.compileOnly && *R.to == "-c")) {
      remove(R, Name, std::move(Which));
      return;
    }
    std::string New;
    StringRef To = *R.to;
    size_t Slot = To.find("$1");
    if (Slot == StringRef::npos) {
      New = To.str();
    } else {
      // nvcc splits lists at commas; other compilers expect blanks.
      std::string List = Value.trim("\"'").str();
      bool Passes = List.size() > 3 && List[3] == ',' &&
                    StringRef(List).starts_with("-W");
      if (To == "$1" && !Passes)
        std::replace(List.begin(), List.end(), ',', ' ');
      New = (To.take_front(Slot) + List + To.drop_front(Slot + 2)).str();
    }
    if (New == text(I) && Which.size() == 1)
      return;
    // Several plain words become one text. Quoted words stay separate.
    size_t Last = Which.back();
    Span Whole{Words[I].span.begin, Words[Last].span.end};
    bool Quoted = Words[I].inner.begin != Words[I].span.begin ||
                  Words[Last].inner.end != Words[Last].span.end;
    if (!Quoted || (How.shell && To == "$1")) {
      S.add(R, Whole, Name, {Edit::replace(Whole, New)}, New);
      return;
    }
    std::vector<Edit> Edits;
    if (New != text(Last))
      Edits.push_back(Edit::replace(Words[Last].inner, New));
    S.add(R, Whole, Name, std::move(Edits), New);
    if (Which.size() == 2) {
      Gone[I] = true;
      Removals.push_back({S.findings.size() - 1, {I}});
    }
  }

  Script &S;
  llvm::ArrayRef<Word> Words;
  const CommandLine &How;
  std::vector<bool> Gone;
  std::vector<Removal> Removals;
  bool Linked = false, Included = false;
};

} // namespace

std::vector<bool> translateCommandLine(Script &S, llvm::ArrayRef<Word> Words,
                                       const CommandLine &How) {
  return Translator(S, Words, How).run();
}

} // namespace causeway::scripts
