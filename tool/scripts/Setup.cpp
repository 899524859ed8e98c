// setup.py, read as tokens: names, strings, comments. Strings are words of
// lists; the dictionary entry for the CUDA compiler holds its options.
//
// SPDX-License-Identifier: Apache-2.0
#include "scripts/HintCollector.h"
#include "scripts/Script.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace causeway::scripts {

using llvm::StringRef;

namespace {

using Kind = BuildRule::Kind;

struct Token : Word {
  enum class Is { Name, String, Mark } is = Is::Mark;
};

std::vector<Token> tokenize(StringRef Text) {
  std::vector<Token> Tokens;
  unsigned At = 0;
  while (At < Text.size()) {
    char C = Text[At];
    unsigned Begin = At;
    if (C == '#') {
      size_t End = Text.find('\n', At);
      At = End == StringRef::npos ? unsigned(Text.size()) : unsigned(End);
    } else if (llvm::isAlpha(C) || C == '_') {
      while (At < Text.size() && (llvm::isAlnum(Text[At]) || Text[At] == '_'))
        ++At;
      // `r"..."` and the like: the prefix belongs to the string.
      bool Prefix = At < Text.size() && At - Begin <= 2 &&
                    StringRef("\"'").contains(Text[At]);
      if (!Prefix) {
        Token T;
        T.is = Token::Is::Name;
        T.span = T.inner = {Begin, At};
        Tokens.push_back(T);
      }
    } else if (C == '"' || C == '\'') {
      StringRef Quote = Text.substr(At, 1);
      if (Text.substr(At).starts_with((Quote + Quote + Quote).str()))
        Quote = Text.substr(At, 3);
      At += unsigned(Quote.size());
      unsigned Inner = At;
      while (At < Text.size() && !Text.substr(At).starts_with(Quote) &&
             (Quote.size() == 3 || Text[At] != '\n'))
        At += Text[At] == '\\' ? 2 : 1;
      At = std::min(At, unsigned(Text.size()));
      Token T;
      T.is = Token::Is::String;
      T.inner = {Inner, At};
      At = std::min(At + unsigned(Quote.size()), unsigned(Text.size()));
      T.span = {Begin, At};
      Tokens.push_back(T);
    } else {
      ++At;
      if (!llvm::isSpace(C)) {
        Token T;
        T.span = T.inner = {Begin, At};
        Tokens.push_back(T);
      }
    }
  }
  return Tokens;
}

class Migrator {
public:
  explicit Migrator(Script &S) : S(S), Tokens(tokenize(S.text)) {}

  void run() {
    bool Builds = false;
    for (size_t I = 0; I < Tokens.size(); ++I) {
      const Token &T = Tokens[I];
      if (T.is == Token::Is::Name)
        Builds |= name(T);
      else if (T.is == Token::Is::String)
        S.renameSources(T.inner);
    }
    lists();
    if (Builds)
      prologue();
  }

private:
  StringRef text(size_t I) const { return S.slice(Tokens[I].inner); }
  bool isMark(size_t I, char C) const {
    return I < Tokens.size() && Tokens[I].is == Token::Is::Mark &&
           text(I)[0] == C;
  }

  bool name(const Token &T) {
    StringRef Name = S.slice(T.span);
    const BuildRule *R = S.rules.find(Kind::Name, Name);
    if (!R)
      return false;
    if (R->to) {
      S.add(*R, T.span, Name, {Edit::replace(T.span, *R->to)}, *R->to);
      return true;
    }
    if (R->verdict != Verdict::Mapped)
      S.add(*R, T.span, Name, {});
    return false;
  }

  /// Translates lists of options and lists of libraries.
  void lists() {
    for (size_t I = 0; I < Tokens.size(); ++I) {
      if (!isMark(I, '['))
        continue;
      std::vector<Word> Words;
      size_t J = I + 1;
      for (; J < Tokens.size() && !isMark(J, ']'); ++J) {
        if (Tokens[J].is == Token::Is::String)
          Words.push_back(Tokens[J]);
        else if (!isMark(J, ','))
          Words.clear(); // an expression: not a plain list
        if (isMark(J, '['))
          break;
      }
      if (Words.empty() || !isMark(J, ']'))
        continue;
      if (I >= 2 && isMark(I - 1, '=') && text(I - 2) == "libraries")
        libraries(Words);
      else
        options(Words, isCompilers(I));
    }
  }

  /// `"nvcc": [` or `["nvcc"] = [`.
  bool isCompilers(size_t List) const {
    StringRef Compiler = S.rules.text(S.area, "compiler");
    for (size_t Back = 2; Back <= 4 && Back <= List; ++Back)
      if (Tokens[List - Back].is == Token::Is::String)
        return text(List - Back) == Compiler && !isMark(List - 1, ',');
    return false;
  }

  void options(llvm::ArrayRef<Word> Words, bool OfCompiler) {
    auto Same = [](StringRef T) { return T.str(); };
    CommandLine How;
    How.ofCompiler = OfCompiler;
    How.expand = Same;
    std::vector<bool> Gone = translateCommandLine(S, Words, How);
    if (OfCompiler && llvm::is_contained(Gone, false))
      S.add(Verdict::MappedReview, Words[0].span,
            S.rules.text(S.area, "compiler"),
            "no source is compiled with these options any more; move those "
            "that the sources need to 'cxx'",
            {});
  }

  void libraries(llvm::ArrayRef<Word> Words) {
    std::vector<bool> Gone(Words.size());
    std::vector<std::pair<size_t, size_t>> Removed;
    for (size_t I = 0; I < Words.size(); ++I)
      if (const BuildRule *R =
              S.rules.find(Kind::Library, S.slice(Words[I].inner))) {
        S.add(*R, Words[I].span, S.slice(Words[I].inner), {});
        Gone[I] = true;
        Removed.emplace_back(S.findings.size() - 1, I);
      }
    size_t FirstKept = firstKept(Gone);
    for (auto [Finding, I] : Removed)
      S.findings[Finding].edits.push_back(S.removal(Words, I, Gone, FirstKept));
  }

  void prologue() {
    std::string Text = S.rules.text(S.area, "prologue").str();
    if (Text.empty())
      return;
    if (!StringRef(Text).ends_with("\n"))
      Text += "\n";
    for (const Token &T : Tokens) {
      StringRef Name = S.slice(T.span);
      if (T.is != Token::Is::Name || (Name != "import" && Name != "from"))
        continue;
      if (T.span.begin > 0 && S.text[T.span.begin - 1] != '\n')
        continue;
      StringRef Line = StringRef(S.text).drop_front(T.span.begin);
      if (Line.starts_with("from __future__"))
        continue;
      S.add(Verdict::Mapped, T.span, "import",
            "extensions are compiled with the shim",
            {Edit::insert(T.span.begin, Text)}, Text);
      return;
    }
  }

  Script &S;
  std::vector<Token> Tokens;
};

/// Collects compile options from keyword arguments and strings.
class Hints {
public:
  Hints(Script &S, HintCollector &Out)
      : S(S), Tokens(tokenize(S.text)), Out(Out) {}

  void run() {
    int Depth = 0;
    for (size_t I = 0; I < Tokens.size(); ++I) {
      // Indented code is conditional or belongs to a function.
      unsigned Begin = Tokens[I].span.begin;
      StringRef Line = StringRef(S.text).take_front(Begin);
      Line = Line.drop_front(Line.rfind('\n') + 1);
      if (Depth == 0 && Line.trim().empty())
        Conditional = !Line.empty();
      Depth = std::max(0, Depth + opens(I) - closes(I));
      if (Tokens[I].is == Token::Is::String) {
        if (text(I).starts_with("-"))
          Out.commandLine(text(I), Conditional);
        else
          Out.file(text(I));
      }
      if (Tokens[I].is != Token::Is::Name || !isMark(I + 1, '='))
        continue;
      if (text(I) == "include_dirs")
        folders(I + 2);
      else if (text(I) == "define_macros")
        macros(I + 2);
    }
  }

private:
  StringRef text(size_t I) const { return S.slice(Tokens[I].inner); }
  bool isMark(size_t I, char C) const {
    return I < Tokens.size() && Tokens[I].is == Token::Is::Mark &&
           text(I)[0] == C;
  }
  bool opens(size_t I) const {
    return isMark(I, '(') || isMark(I, '[') || isMark(I, '{');
  }
  bool closes(size_t I) const {
    return isMark(I, ')') || isMark(I, ']') || isMark(I, '}');
  }

  /// `["include", os.path.join(here, "csrc", "include")]`: the strings of one
  /// item form a path. Other parts of the item are unknown and ignored.
  void folders(size_t I) {
    if (!isMark(I, '['))
      return;
    std::string Folder;
    auto Flush = [&] {
      if (!Folder.empty())
        Out.include(StringRef(Folder).ltrim('/'));
      Folder.clear();
    };
    for (int Depth = 0; I < Tokens.size(); ++I) {
      Depth += opens(I) - closes(I);
      if (Depth == 0)
        break;
      if (Tokens[I].is == Token::Is::String)
        Folder += (Folder.empty() ? "" : "/") + text(I).str();
      else if (Depth == 1 && isMark(I, ','))
        Flush();
    }
    Flush();
  }

  /// `[("NAME", "1"), ("OTHER", None)]`.
  void macros(size_t I) {
    if (!isMark(I, '['))
      return;
    for (int Depth = 0; I < Tokens.size(); ++I) {
      Depth += opens(I) - closes(I);
      if (Depth == 0)
        return;
      if (!isMark(I, '(') || I + 3 >= Tokens.size() || !isMark(I + 2, ','))
        continue;
      std::string Text = text(I + 1).str();
      if (Tokens[I + 3].is == Token::Is::String)
        Text += "=" + text(I + 3).str();
      Out.define(Text, Conditional);
    }
  }

  Script &S;
  std::vector<Token> Tokens;
  HintCollector &Out;
  bool Conditional = false; ///< The current statement may not run.
};

} // namespace

void collectSetupHints(Script &S, HintCollector &Out) { Hints(S, Out).run(); }

void migrateSetup(Script &S) { Migrator(S).run(); }

} // namespace causeway::scripts
