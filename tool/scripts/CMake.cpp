// CMake: commands, arguments and comments. CUDA's commands and arguments are
// renamed or removed. A command that loses all its arguments is removed, too.
//
// SPDX-License-Identifier: Apache-2.0
#include "scripts/HintCollector.h"
#include "scripts/Script.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"
#include <set>

namespace causeway::scripts {

using llvm::StringRef;

namespace {

using Kind = BuildRule::Kind;

struct Argument : Word {
  bool quoted = false, bracket = false;
};

struct Command {
  std::string name; ///< In lower case, because CMake ignores case.
  Span nameSpan, whole;
  std::vector<Argument> arguments;
};

class Parser {
public:
  explicit Parser(StringRef Text) : Text(Text) {}

  /// Nothing, and a message at `At`, if the text is not valid CMake.
  std::optional<std::vector<Command>> run() {
    std::vector<Command> Commands;
    while (skipBlank()) {
      Command C;
      C.nameSpan.begin = At;
      while (At < Text.size() && (llvm::isAlnum(Text[At]) || Text[At] == '_'))
        ++At;
      C.nameSpan.end = At;
      if (!C.nameSpan.size())
        return fail("expected a command's name");
      C.name = Text.slice(C.nameSpan.begin, C.nameSpan.end).lower();
      while (At < Text.size() && StringRef(" \t").contains(Text[At]))
        ++At;
      if (At >= Text.size() || Text[At] != '(')
        return fail("expected '(' after a command's name");
      if (!arguments(C))
        return std::nullopt;
      C.whole = {C.nameSpan.begin, At};
      Commands.push_back(std::move(C));
    }
    if (!Message.empty())
      return std::nullopt;
    return Commands;
  }

  unsigned At = 0;
  std::string Message;

private:
  std::nullopt_t fail(StringRef What) {
    Message = What.str();
    return std::nullopt;
  }

  /// The content of a bracket argument or comment that opens here ("[==["), or
  /// nothing.
  std::optional<Span> bracket(unsigned From) {
    if (From >= Text.size() || Text[From] != '[')
      return std::nullopt;
    unsigned Equals = 0;
    while (From + 1 + Equals < Text.size() && Text[From + 1 + Equals] == '=')
      ++Equals;
    unsigned Inner = From + 2 + Equals;
    if (Inner > Text.size() || Text[Inner - 1] != '[')
      return std::nullopt;
    if (Unclosed.count(Equals))
      return std::nullopt;
    std::string Close = "]" + std::string(Equals, '=') + "]";
    size_t End = Text.find(Close, Inner);
    if (End == StringRef::npos) {
      Unclosed.insert(Equals);
      return std::nullopt;
    }
    return Span{Inner, unsigned(End)};
  }

  /// Moves to the next token; false at the end.
  bool skipBlank() {
    while (At < Text.size()) {
      if (llvm::isSpace(Text[At])) {
        ++At;
      } else if (Text[At] == '#') {
        if (auto B = bracket(At + 1)) {
          At = B->end + unsigned(B->begin - At - 1);
        } else {
          size_t End = Text.find('\n', At);
          At = End == StringRef::npos ? unsigned(Text.size()) : unsigned(End);
        }
      } else if (Text.substr(At).starts_with("\xEF\xBB\xBF")) {
        At += 3;
      } else {
        return true;
      }
    }
    return false;
  }

  bool arguments(Command &C) {
    unsigned Begin = At++;
    unsigned Depth = 1;
    while (skipBlank()) {
      char Ch = Text[At];
      if (Ch == '(') {
        ++Depth;
        ++At;
      } else if (Ch == ')') {
        ++At;
        if (--Depth == 0)
          return true;
      } else if (Ch == '"') {
        Argument A;
        A.quoted = true;
        A.span.begin = At++;
        while (At < Text.size() && Text[At] != '"')
          At += Text[At] == '\\' ? 2 : 1;
        if (At >= Text.size()) {
          At = A.span.begin;
          Message = "this string has no end";
          return false;
        }
        ++At;
        A.span.end = At;
        A.inner = {A.span.begin + 1, A.span.end - 1};
        C.arguments.push_back(A);
      } else if (auto B = bracket(At)) {
        Argument A;
        A.bracket = true;
        A.span = {At, B->end + unsigned(B->begin - At)};
        A.inner = *B;
        At = A.span.end;
        C.arguments.push_back(A);
      } else {
        Argument A;
        A.span.begin = At;
        while (At < Text.size() && !llvm::isSpace(Text[At]) &&
               !StringRef("()#").contains(Text[At])) {
          if (Text[At] == '\\') {
            At += 2;
          } else if (Text[At] == '"') { // -Dx="a b"
            size_t End = Text.find('"', At + 1);
            At = End == StringRef::npos ? At + 1 : unsigned(End + 1);
          } else if (Text[At] == '$' && At + 1 < Text.size() &&
                     Text[At + 1] == '(') { // $(NAME), for make
            size_t End =
                LastParenthesis < At ? StringRef::npos : Text.find(')', At);
            At = End == StringRef::npos ? At + 1 : unsigned(End + 1);
          } else {
            ++At;
          }
        }
        At = std::min(At, unsigned(Text.size()));
        A.span.end = At;
        A.inner = A.span;
        C.arguments.push_back(A);
      }
    }
    At = Begin;
    Message = "this command has no end";
    return false;
  }

  StringRef Text;
  // Remembers failed searches, so that they are not repeated.
  std::set<unsigned> Unclosed; ///< Brackets, by the number of equals signs.
  const size_t LastParenthesis =
      Text.contains(')') ? Text.rfind(')') : size_t(0);
};

bool isKeyword(StringRef Word) {
  for (StringRef K : {"PUBLIC", "PRIVATE", "INTERFACE", "BEFORE", "AFTER",
                      "SYSTEM", "LINK_PUBLIC", "LINK_PRIVATE"})
    if (Word == K)
      return true;
  return false;
}

/// The number of arguments before the items that a command adds; nothing for
/// commands that stay valid without items.
std::optional<size_t> subjectOf(StringRef Command) {
  for (StringRef C : {"target_link_libraries", "target_include_directories",
                      "target_compile_options", "target_compile_definitions",
                      "target_compile_features", "target_link_options",
                      "target_link_directories", "target_sources"})
    if (Command == C)
      return 1;
  for (StringRef C :
       {"include_directories", "link_libraries", "link_directories",
        "add_compile_options", "add_compile_definitions", "add_definitions",
        "add_link_options"})
    if (Command == C)
      return 0;
  return std::nullopt;
}

bool runsPrograms(StringRef Command) {
  return Command == "add_custom_command" || Command == "add_custom_target" ||
         Command == "execute_process" || Command == "find_program";
}

bool isCondition(StringRef Command) {
  return Command == "if" || Command == "elseif" || Command == "while";
}

class Migrator {
public:
  Migrator(Script &S, std::vector<Command> Commands)
      : S(S), Commands(std::move(Commands)) {}

  void run() {
    for (const Command &C : Commands) {
      if (C.name == "set" && !C.arguments.empty())
        Set.insert(text(C.arguments[0]).str());
      if ((C.name == "add_library" || C.name == "add_executable") &&
          !C.arguments.empty())
        Targets.insert(text(C.arguments[0]).str());
    }
    findOptionVariables();
    for (const Command &C : Commands)
      One(*this, C).run();
  }

private:
  StringRef text(const Argument &A) const { return S.slice(A.inner); }

  /// Calls `Do` for each variable reference in a region, with its place.
  template <typename F> void forEachReference(Span Region, F Do) const {
    StringRef Text = S.slice(Region);
    for (size_t At = Text.find("${"); At != StringRef::npos;
         At = Text.find("${", At + 1)) {
      StringRef Name = Text.drop_front(At + 2).take_while([](char C) {
        return llvm::isAlnum(C) || StringRef("_-.+/").contains(C);
      });
      size_t End = At + 2 + Name.size();
      if (End < Text.size() && Text[End] == '}')
        Do(Name,
           Span{Region.begin + unsigned(At), Region.begin + unsigned(End + 1)});
    }
  }

  const BuildRule *variable(StringRef Name) const {
    return S.rules.find(Kind::Variable, Name);
  }

  /// Whether an argument names the CUDA compiler, directly or by its variable.
  bool isCompiler(const Argument &A) const {
    bool Is = false;
    forEachReference(A.inner, [&](StringRef Name, Span) {
      const BuildRule *R = variable(Name);
      Is |= R && R->to && *R->to == "CAUSEWAY_COMPILER";
    });
    const BuildRule *R =
        S.rules.find(Kind::Program, llvm::sys::path::filename(text(A)));
    return Is || (R && R->to && !A.quoted);
  }

  /// The arguments that call the CUDA compiler: from its name to the next
  /// keyword.
  std::optional<std::pair<size_t, size_t>>
  compilerCall(const Command &C) const {
    if (!runsPrograms(C.name) || C.name == "find_program")
      return std::nullopt;
    for (size_t I = 0; I < C.arguments.size(); ++I) {
      if (!isCompiler(C.arguments[I]))
        continue;
      size_t End = I + 1;
      auto IsKeyword = [&](const Argument &A) {
        StringRef T = text(A);
        return !A.quoted && T.size() > 3 && llvm::all_of(T, [](char Ch) {
          return llvm::isUpper(Ch) || Ch == '_';
        });
      };
      while (End < C.arguments.size() && !IsKeyword(C.arguments[End]))
        ++End;
      return std::make_pair(I, End);
    }
    return std::nullopt;
  }

  /// Finds variables whose values reach the CUDA compiler's command line.
  void findOptionVariables() {
    llvm::StringMap<std::vector<const Command *>> Assignments;
    std::vector<std::string> Todo;
    for (const Command &C : Commands)
      if (auto Name = assigned(C)) {
        auto &Of = Assignments[*Name];
        if (Of.empty() && isFlags(*Name))
          Todo.push_back(Name->str());
        Of.push_back(&C);
      }
    auto Add = [&](Span Region) {
      forEachReference(Region, [&](StringRef Name, Span) {
        if (!variable(Name) && Options.insert(Name).second)
          Todo.push_back(Name.str());
      });
    };
    for (const Command &C : Commands)
      if (auto Call = compilerCall(C))
        for (size_t I = Call->first + 1; I < Call->second; ++I)
          Add(C.arguments[I].inner);
    while (!Todo.empty()) {
      std::string Name = std::move(Todo.back());
      Todo.pop_back();
      if (auto It = Assignments.find(Name); It != Assignments.end())
        for (const Command *C : It->getValue())
          for (const Argument &A : llvm::drop_begin(C->arguments))
            Add(A.inner);
    }
  }

  /// The variable that a command assigns.
  std::optional<StringRef> assigned(const Command &C) const {
    if (C.arguments.empty())
      return std::nullopt;
    if (C.name == "set" || C.name == "unset" || C.name == "option")
      return text(C.arguments[0]);
    StringRef How = text(C.arguments[0]);
    if ((C.name == "list" || C.name == "string") && C.arguments.size() > 1 &&
        (How == "APPEND" || How == "PREPEND"))
      return text(C.arguments[1]);
    return std::nullopt;
  }

  bool isFlags(StringRef Name) const {
    const BuildRule *R = variable(Name);
    return R && R->to && StringRef(*R->to).contains("FLAGS");
  }
  bool holdsOptions(StringRef Name) const {
    return Options.contains(Name) || isFlags(Name);
  }

  /// The migration of one command.
  class One {
  public:
    One(Migrator &M, const Command &C)
        : M(M), S(M.S), C(C), Name(C.name), Gone(C.arguments.size()) {
      if (const BuildRule *R = S.rules.find(Kind::Command, C.name); R && R->to)
        Name = *R->to;
    }

    void run() {
      if (package() || property())
        return;
      name();
      if (assignment())
        return;
      if (auto Call = M.compilerCall(C))
        Compiler = *Call;
      sourceOptions();
      for (size_t I = 0; I < C.arguments.size(); ++I)
        argument(I);
      commandLines();
      flush();
      dropIfEmpty();
    }

  private:
    StringRef text(size_t I) const { return M.text(C.arguments[I]); }

    // ---- Whole commands ----------------------------------------------------

    /// The span of the command, or of its whole lines if they hold nothing
    /// else.
    Span wholeLines() const {
      StringRef Text = S.text;
      Span W = C.whole;
      unsigned Begin = W.begin, End = W.end;
      while (Begin > 0 && StringRef(" \t").contains(Text[Begin - 1]))
        --Begin;
      while (End < Text.size() && StringRef(" \t\r").contains(Text[End]))
        ++End;
      bool Starts = Begin == 0 || Text[Begin - 1] == '\n';
      bool Ends = End == Text.size() || Text[End] == '\n';
      if (Starts && Ends) {
        // Between two empty lines, one of them is removed as well.
        StringRef Before = Text.take_front(Begin);
        StringRef After =
            Text.drop_front(std::min<size_t>(End + 1, Text.size()));
        bool Alone = (Before.empty() || Before.ends_with("\n\n")) &&
                     After.starts_with("\n");
        return {Begin, std::min(End + 1 + Alone, unsigned(Text.size()))};
      }
      if (Starts)
        return {W.begin, End}; // keep the comment
      return W;
    }

    void drop(const BuildRule &R) {
      S.add(R, C.whole, S.slice(C.nameSpan), {Edit::replace(wholeLines(), "")});
    }

    void dropForWantOf(StringRef What) {
      S.add(Verdict::Mapped, C.whole, S.slice(C.nameSpan),
            ("no argument of it is left" + What).str(),
            {Edit::replace(wholeLines(), "")});
    }

    std::string indented(StringRef Text) const {
      StringRef Line = StringRef(S.text).take_front(C.whole.begin);
      Line = Line.drop_front(Line.rfind('\n') + 1);
      std::string Indent = Line.take_while(llvm::isSpace).str();
      std::string Out;
      for (char Ch : Text) {
        Out += Ch;
        if (Ch == '\n')
          Out += Indent;
      }
      return Out;
    }

    /// Replaces the first package or language of CUDA in a file by Causeway's
    /// package, and removes the others.
    bool package() {
      bool Language = C.name == "enable_language" || C.name == "check_language";
      if (C.name != "find_package" && C.name != "project" && !Language)
        return false;
      if (C.name == "project")
        return project();
      if (C.arguments.empty())
        return false;
      const BuildRule *R =
          S.rules.find(Language ? Kind::Language : Kind::Package, text(0));
      if (!R)
        return false;
      if (R->keep) {
        S.add(*R, C.whole, text(0), {});
        return true;
      }
      if (!R->to || std::exchange(M.HasPackage, true)) {
        S.add(*R, C.whole, text(0), {Edit::replace(wholeLines(), "")});
        return true;
      }
      std::string New = indented(S.rules.text(S.area, "package"));
      S.add(*R, C.whole, text(0), {Edit::replace(C.whole, New)}, New);
      return true;
    }

    bool project() {
      bool Found = false;
      for (size_t I = 1; I < C.arguments.size(); ++I)
        if (const BuildRule *R = S.rules.find(Kind::Language, text(I));
            R && R->to && text(I - 1) != "DESCRIPTION") {
          rename(I, *R, *R->to);
          Found = true;
        }
      flush();
      if (Found && !std::exchange(M.HasPackage, true)) {
        std::string New = indented(S.rules.text(S.area, "package"));
        S.add(Verdict::Mapped, C.whole, S.slice(C.nameSpan), "",
              {Edit::insert(C.whole.end, indented("\n") + New)}, New);
      }
      return Found;
    }

    void name() {
      const BuildRule *R = S.rules.find(Kind::Command, C.name);
      if (!R)
        return;
      if (R->keep) {
        S.add(*R, C.nameSpan, S.slice(C.nameSpan), {});
      } else if (R->to) {
        S.add(*R, C.nameSpan, S.slice(C.nameSpan),
              {Edit::replace(C.nameSpan, *R->to)}, *R->to);
      } else {
        drop(*R);
      }
    }

    /// A renamed command, such as `cuda_add_executable`, may have compiler
    /// options. The new command does not accept them.
    void sourceOptions() {
      if (Name == C.name)
        return;
      size_t First = 0;
      while (First < C.arguments.size() && text(First) != "OPTIONS")
        ++First;
      for (size_t I = First; I < C.arguments.size(); ++I) {
        StringRef Option = text(I).split('=').first.ltrim('-');
        bool Known = I == First || S.rules.find(Kind::Option, Option);
        S.add(Known ? Verdict::Mapped : Verdict::MappedReview,
              C.arguments[I].span, text(I),
              Known
                  ? ""
                  : "use target_compile_options for the options of one target",
              {});
        goesWith(I);
      }
    }

    /// `set_property(... PROPERTY NAME value...)` where the property is
    /// removed.
    bool property() {
      if (C.name != "set_property")
        return false;
      for (size_t I = 0; I + 1 < C.arguments.size(); ++I)
        if (text(I) == "PROPERTY")
          if (const BuildRule *R = S.rules.find(Kind::Property, text(I + 1));
              R && !R->to && !R->keep) {
            drop(*R);
            return true;
          }
      return false;
    }

    // ---- set, list, string -------------------------------------------------

    bool assignment() {
      auto Name = M.assigned(C);
      if (!Name)
        return false;
      size_t First =
          C.name == "set" || C.name == "unset" || C.name == "option" ? 1 : 2;
      const BuildRule *R = M.variable(*Name);
      if (R && !R->to && !R->keep) {
        drop(*R);
        return true;
      }
      std::string New = R && R->to ? BuildRules::target(*R, *Name) : "";
      // The script sets the C++ property as well.
      if (!New.empty() && M.Set.count(New) && !M.isFlags(*Name)) {
        drop(*R);
        return true;
      }
      InOptions = M.holdsOptions(*Name);
      for (size_t I = First; I < C.arguments.size(); ++I)
        argument(I);
      commandLines();
      size_t Left = 0;
      bool Self = true;
      for (size_t I = First; I < C.arguments.size(); ++I) {
        if (Gone[I])
          continue;
        ++Left;
        std::string Rest = leftOf(I);
        Self &= StringRef(Rest).trim("; ") == ("${" + *Name + "}").str();
      }
      bool Had = C.arguments.size() > First;
      bool Changed = llvm::is_contained(Gone, true) || !Shrunk.empty();
      if (Had && Changed &&
          ((C.name == "set" && Left && Self) || (C.name != "set" && !Left) ||
           (C.name == "string" && onlyBlank(First)))) {
        dropForWantOf("");
        return true;
      }
      // A variable of options is text, not a list.
      if (!New.empty() && M.isFlags(*Name) && Left > 1)
        quoteTogether(First);
      else if (!New.empty() && M.isFlags(*Name) && Left &&
               (C.name == "list" || hasSemicolon(First)))
        quoteTogether(First);
      if (!New.empty())
        S.add(*R, C.arguments[First - 1].span, *Name,
              {Edit::replace(C.arguments[First - 1].inner, New)}, New);
      else if (R && R->keep && R->verdict != Verdict::Mapped)
        S.add(*R, C.arguments[First - 1].span, *Name, {});
      flush();
      return true;
    }

    bool hasSemicolon(size_t First) const {
      for (size_t I = First; I < C.arguments.size(); ++I)
        if (!Gone[I] && text(I).contains(';'))
          return true;
      return false;
    }

    bool onlyBlank(size_t First) const {
      for (size_t I = First; I < C.arguments.size(); ++I)
        if (!Gone[I] && !StringRef(leftOf(I)).trim().empty())
          return false;
      return true;
    }

    /// The words of an argument that stay.
    std::string leftOf(size_t I) const {
      auto It = Shrunk.find(I);
      return It == Shrunk.end() ? text(I).str() : It->second;
    }

    /// `list(APPEND FLAGS -a -b)` becomes `string(APPEND FLAGS " -a -b")`.
    void quoteTogether(size_t First) {
      std::vector<size_t> Values;
      for (size_t I = First; I < C.arguments.size(); ++I) {
        StringRef T = text(I);
        if (T == "CACHE" || T == "PARENT_SCOPE")
          break;
        if (!Gone[I])
          Values.push_back(I);
      }
      if (Values.empty())
        return;
      std::vector<Edit> Edits;
      if (C.name == "list")
        Edits.push_back(Edit::replace(C.nameSpan, "string"));
      for (size_t I : Values) {
        const Argument &A = C.arguments[I];
        bool Front = I == Values.front(), Back = I == Values.back();
        std::string Open = Front ? (C.name == "list" ? "\" " : "\"") : "";
        if (A.quoted) {
          Edits.push_back(Edit::replace({A.span.begin, A.inner.begin}, Open));
          Edits.push_back(
              Edit::replace({A.inner.end, A.span.end}, Back ? "\"" : ""));
        } else {
          if (Front)
            Edits.push_back(Edit::insert(A.span.begin, Open));
          if (Back)
            Edits.push_back(Edit::insert(A.span.end, "\""));
        }
      }
      for (size_t I : Values) {
        Span In = C.arguments[I].inner;
        for (unsigned At = In.begin; At < In.end; ++At)
          if (S.text[At] == ';')
            Edits.push_back(
                Edit::replace({At, At + 1}, At + 1 == In.end ? "" : " "));
      }
      S.add(Verdict::Mapped, C.nameSpan, S.slice(C.nameSpan),
            "options for all C++ sources are text, not a list",
            std::move(Edits));
    }

    // ---- Arguments ---------------------------------------------------------

    void goes(size_t I, const BuildRule &R, StringRef Name) {
      Gone[I] = true;
      S.add(R, C.arguments[I].span, Name, {});
      Pending.push_back({S.findings.size() - 1, I});
    }

    /// Renames a whole argument; removes it if the command already has the new
    /// name.
    void rename(size_t I, const BuildRule &R, StringRef New) {
      if (Standing.empty())
        for (size_t J = 0; J < C.arguments.size(); ++J)
          Standing.insert(text(J));
      if (text(I) != New && Standing.contains(New)) {
        goes(I, R, text(I));
        return;
      }
      S.add(R, C.arguments[I].span, text(I),
            {Edit::replace(C.arguments[I].inner, New.str())}, New.str());
    }

    void argument(size_t I) {
      if (Gone[I])
        return;
      const Argument &A = C.arguments[I];
      StringRef Text = text(I);
      S.renameSources(A.inner);
      bool Condition = isCondition(C.name);
      if (!Condition && target(I, Text))
        return;
      if (C.name == "target_compile_features")
        if (const BuildRule *R = S.rules.find(Kind::Feature, Text)) {
          if (R->to)
            rename(I, *R, BuildRules::target(*R, Text));
          else
            goes(I, *R, Text);
          return;
        }
      if (C.name == "set_source_files_properties" ||
          C.name == "set_target_properties" || C.name == "set_property") {
        if (propertyArgument(I, Text))
          return;
      }
      if (runsPrograms(C.name) && !A.quoted)
        if (const BuildRule *R =
                S.rules.find(Kind::Program, llvm::sys::path::filename(Text))) {
          std::vector<Edit> Edits;
          if (R->to)
            Edits.push_back(Edit::replace(A.inner, *R->to));
          S.add(*R, A.span, Text, std::move(Edits), R->to.value_or(""));
          return;
        }
      if (generatorExpression(I))
        return;
      if (S.rules.isSdkPath(Text) && subjectOf(Name)) {
        static const BuildRule Folder;
        goes(I, Folder, Text);
        return;
      }
      if (Condition && !A.quoted) {
        // In a condition, a bare name refers to the variable.
        if (const BuildRule *R = M.variable(Text)) {
          if (R->to)
            S.add(*R, A.span, Text,
                  {Edit::replace(A.inner, BuildRules::target(*R, Text))},
                  BuildRules::target(*R, Text));
          else if (R->verdict != Verdict::Mapped)
            S.add(*R, A.span, Text, {});
        }
      }
      references(I);
    }

    bool target(size_t I, StringRef Text) {
      const BuildRule *R = S.rules.find(Kind::Target, Text);
      bool Links =
          C.name == "target_link_libraries" || C.name == "link_libraries";
      if (!R && Links && I > 0 && !M.Targets.count(Text.str())) {
        StringRef Name = Text;
        Name.consume_front("-l");
        R = S.rules.find(Kind::Library, Name);
      }
      if (!R || R->keep)
        return false;
      goes(I, *R, Text);
      return true;
    }

    bool propertyArgument(size_t I, StringRef Text) {
      if (const BuildRule *R = S.rules.find(Kind::Property, Text)) {
        if (R->keep) {
          S.add(*R, C.arguments[I].span, Text, {});
        } else if (R->to) {
          S.add(*R, C.arguments[I].span, Text,
                {Edit::replace(C.arguments[I].inner, *R->to)}, *R->to);
        } else {
          goes(I, *R, Text);
          if (I + 1 < C.arguments.size())
            goesWith(I + 1);
        }
        return true;
      }
      if (I > 0 && text(I - 1).ends_with("LANGUAGE"))
        if (const BuildRule *R = S.rules.find(Kind::Language, Text);
            R && R->to) {
          S.add(*R, C.arguments[I].span, Text,
                {Edit::replace(C.arguments[I].inner, *R->to)}, *R->to);
          return true;
        }
      return false;
    }

    void goesWith(size_t I) {
      Gone[I] = true;
      Pending.push_back({S.findings.size() - 1, I});
    }

    /// `$<$<COMPILE_LANGUAGE:X>:options>`: options for one language.
    bool generatorExpression(size_t I) {
      const Argument &A = C.arguments[I];
      StringRef Text = text(I);
      bool Any = false;
      for (StringRef Question :
           {"$<COMPILE_LANGUAGE:", "$<COMPILE_LANG_AND_ID:",
            "$<LINK_LANGUAGE:"}) {
        for (size_t At = Text.find(Question); At != StringRef::npos;
             At = Text.find(Question, At + 1)) {
          size_t Begin = At + Question.size();
          StringRef Names = Text.drop_front(Begin).take_until(
              [](char Ch) { return Ch == '>'; });
          StringRef Language = Names.split(',').first;
          const BuildRule *R = S.rules.find(Kind::Language, Language);
          if (!R || !R->to)
            continue;
          Any = true;
          Span Old{A.inner.begin + unsigned(Begin),
                   A.inner.begin + unsigned(Begin + Language.size())};
          // The value of the expression if the condition is true.
          size_t Value = Begin + Names.size() + 1;
          bool Outer = At >= 2 && Text.slice(At - 2, At) == "$<" &&
                       Text.substr(Value).starts_with(":");
          std::vector<Word> Words;
          size_t End = Value;
          if (Outer) {
            End = close(Text, ++Value);
            Words = pieces({A.inner.begin + unsigned(Value),
                            A.inner.begin + unsigned(End)});
          }
          if (!Outer || Words.empty()) {
            S.add(*R, Old, Language, {Edit::replace(Old, *R->to)}, *R->to);
            continue;
          }
          size_t Before = S.findings.size();
          CommandLine How = compilerLine();
          std::vector<bool> Out = translateCommandLine(S, Words, How);
          if (!llvm::is_contained(Out, false) && At == 2 &&
              End + 1 == Text.size()) {
            for (size_t F = Before; F < S.findings.size(); ++F)
              S.findings[F].edits.clear();
            S.add(*R, A.span, Language, {});
            goesWith(I);
            return true;
          }
          S.add(*R, Old, Language, {Edit::replace(Old, *R->to)}, *R->to);
        }
      }
      return Any;
    }

    /// The end of a generator expression whose value starts at `From`.
    static size_t close(StringRef Text, size_t From) {
      size_t Depth = 1;
      for (size_t I = From; I < Text.size(); ++I) {
        if (Text.substr(I).starts_with("$<"))
          ++Depth;
        else if (Text[I] == '>' && --Depth == 0)
          return I;
      }
      return Text.size();
    }

    /// Splits a region at blanks and semicolons.
    std::vector<Word> pieces(Span Region) const {
      std::vector<Word> Words;
      StringRef Text = S.text;
      unsigned At = Region.begin;
      auto Parts = [&](char Ch) { return llvm::isSpace(Ch) || Ch == ';'; };
      while (At < Region.end) {
        if (Parts(Text[At])) {
          ++At;
          continue;
        }
        unsigned Begin = At;
        while (At < Region.end && !Parts(Text[At]))
          ++At;
        Words.push_back({{Begin, At}, {Begin, At}});
      }
      return Words;
    }

    /// Migrates `${NAME}` inside an argument.
    void references(size_t I) {
      const Argument &A = C.arguments[I];
      if (A.bracket)
        return;
      M.forEachReference(A.inner, [&](StringRef Name, Span At) {
        const BuildRule *R = M.variable(Name);
        if (!R)
          return;
        if (R->keep) {
          if (R->verdict != Verdict::Mapped)
            S.add(*R, At, Name, {});
        } else if (R->to) {
          std::string New = "${" + BuildRules::target(*R, Name) + "}";
          S.add(*R, At, Name, {Edit::replace(At, New)}, New);
        } else if ((At == A.inner && canDrop(I)) ||
                   (At.begin == A.inner.begin && S.text[At.end] == '/' &&
                    subjectOf(this->Name))) {
          goes(I, *R, Name);
        } else {
          // Inside other text, or in a command with a fixed number of
          // arguments.
          bool Bare = At == A.span;
          S.add(*R, At, Name, {Edit::replace(At, Bare ? "\"\"" : "")});
        }
      });
    }

    bool canDrop(size_t I) const {
      return subjectOf(Name) || C.name == "foreach" || C.name == "set" ||
             C.name == "list" || Name == "add_executable" ||
             Name == "add_library" || C.name == "add_custom_command" ||
             C.name == "message";
    }

    // ---- Options -----------------------------------------------------------

    static std::string same(StringRef Text) { return Text.str(); }

    CommandLine compilerLine() const {
      CommandLine How;
      How.ofCompiler = true;
      How.compileOnly = Compiler.first == size_t(-1);
      How.expand = same;
      return How;
    }

    /// Translates the arguments as words of a command line. A quoted argument
    /// with blanks is a line of its own.
    void commandLines() {
      std::vector<Word> Run;
      std::vector<size_t> Index;
      auto Flush = [&] {
        translate(Run, Index);
        Run.clear();
        Index.clear();
      };
      for (size_t I = 0; I < C.arguments.size(); ++I) {
        const Argument &A = C.arguments[I];
        bool InCall = I > Compiler.first && I < Compiler.second;
        if (A.bracket || Gone[I]) {
          if (Gone[I])
            leaveValue(Run, Index);
          Flush();
          continue;
        }
        bool IsLine = A.quoted
                          ? text(I).find_first_of(" \t\n;") != StringRef::npos
                          : text(I).contains(';') && !text(I).contains("$<");
        if (IsLine) {
          // nvcc passes one word to the host compiler; cwc++ takes several
          // words.
          if (leaveValue(Run, Index) && A.quoted && runsPrograms(C.name)) {
            S.findings.back().edits = {
                Edit::replace({A.span.begin, A.inner.begin}, ""),
                Edit::replace({A.inner.end, A.span.end}, "")};
          }
          Flush();
          std::vector<Word> Words = pieces(A.inner);
          CommandLine How = compilerLine();
          How.ofCompiler = InOptions || InCall;
          std::vector<bool> Out = translateCommandLine(S, Words, How);
          if (llvm::is_contained(Out, true)) {
            std::string Left;
            for (size_t W = 0; W < Words.size(); ++W)
              if (!Out[W])
                Left +=
                    (Left.empty() ? "" : " ") + S.slice(Words[W].span).str();
            Shrunk[I] = Left;
          }
          continue;
        }
        if (I == Compiler.first || I == Compiler.second)
          Flush();
        Run.push_back(A);
        Index.push_back(I);
      }
      Flush();
    }

    /// Removes an option at the end of \p Run if its value is not a word of it:
    /// the value is removed as well, or can stand alone.
    bool leaveValue(std::vector<Word> &Run, std::vector<size_t> &Index) {
      if (Run.empty())
        return false;
      size_t I = Index.back();
      StringRef Text = text(I);
      const BuildRule *R = Text.starts_with("-")
                               ? S.rules.find(Kind::Option, Text.ltrim('-'))
                               : nullptr;
      if (!R || R->value != BuildRule::Value::Next || R->keep || !R->anywhere ||
          (R->to && *R->to != "$1"))
        return false;
      goes(I, *R, Text);
      Run.pop_back();
      Index.pop_back();
      return true;
    }

    void translate(llvm::ArrayRef<Word> Words, llvm::ArrayRef<size_t> Index) {
      if (Words.empty())
        return;
      CommandLine How = compilerLine();
      How.ofCompiler = InOptions || (Index[0] >= Compiler.first &&
                                     Index[0] < Compiler.second);
      std::vector<bool> Out = translateCommandLine(S, Words, How);
      for (size_t W = 0; W < Words.size(); ++W)
        if (Out[W])
          Gone[Index[W]] = true;
    }

    // ---- Removal -----------------------------------------------------------

    /// Adds the edits that remove arguments, once all removals are known.
    void flush() {
      if (Pending.empty())
        return;
      std::vector<Word> Words(C.arguments.begin(), C.arguments.end());
      size_t FirstKept = firstKept(Gone);
      for (auto [Finding, I] : Pending)
        S.findings[Finding].edits.push_back(
            S.removal(Words, I, Gone, FirstKept));
      Pending.clear();
    }

    void dropIfEmpty() {
      if (!llvm::is_contained(Gone, true))
        return;
      if (C.name == "set_target_properties" ||
          C.name == "set_source_files_properties") {
        bool Behind = false;
        for (size_t I = 0; I < C.arguments.size(); ++I) {
          if (Behind && !Gone[I])
            return;
          Behind |= text(I) == "PROPERTIES";
        }
        if (Behind)
          dropForWantOf("");
        return;
      }
      auto Subject = subjectOf(Name);
      if (!Subject)
        return;
      // A keyword without remaining arguments is removed.
      bool Any = false;
      std::vector<size_t> Empty;
      std::optional<size_t> Open;
      bool Had = false, Has = false;
      auto Close = [&] {
        if (Open && Had && !Has)
          Empty.push_back(*Open);
      };
      for (size_t I = *Subject; I < C.arguments.size(); ++I) {
        if (isKeyword(text(I))) {
          Close();
          Open = I;
          Had = Has = false;
          continue;
        }
        Had = true;
        Has |= !Gone[I];
        Any |= !Gone[I];
      }
      Close();
      if (!Any) {
        dropForWantOf("");
        return;
      }
      for (size_t I : Empty) {
        S.add(Verdict::Mapped, C.arguments[I].span, text(I),
              "no argument after it is left", {});
        goesWith(I);
      }
      flush();
    }

    Migrator &M;
    Script &S;
    const Command &C;
    std::string Name;           ///< The command's name after the migration.
    llvm::StringSet<> Standing; ///< All arguments; filled on demand.
    std::vector<bool> Gone;
    std::vector<std::pair<size_t, size_t>>
        Pending; ///< Index of the finding, index of the argument.
    std::map<size_t, std::string> Shrunk;
    std::pair<size_t, size_t> Compiler{size_t(-1), size_t(-1)};
    bool InOptions = false;
  };

  Script &S;
  std::vector<Command> Commands;
  llvm::StringSet<> Options;
  std::set<std::string> Set, Targets;
  bool HasPackage = false;
};

/// Collects compile options from commands that set them.
class Hints {
public:
  Hints(Script &S, StringRef SourceFolder, HintCollector &Out)
      : S(S), Out(Out) {
    std::string Folder = llvm::sys::path::parent_path(S.path).str();
    for (StringRef Name :
         {"CMAKE_CURRENT_SOURCE_DIR", "CMAKE_CURRENT_LIST_DIR"})
      Values[Name] = Folder;
    for (StringRef Name : {"CMAKE_SOURCE_DIR", "PROJECT_SOURCE_DIR"})
      Values[Name] = SourceFolder.str();
  }

  void take(const Command &C) {
    StringRef Name = C.name;
    if (Name == "if" || Name == "foreach" || Name == "function" ||
        Name == "macro" || Name == "while")
      ++Depth;
    else if (Depth && (Name == "endif" || Name == "endforeach" ||
                       Name == "endfunction" || Name == "endmacro" ||
                       Name == "endwhile"))
      --Depth;
    else if (Name == "project" && !C.arguments.empty())
      Values[(text(C, 0) + "_SOURCE_DIR").str()] =
          Values["CMAKE_CURRENT_SOURCE_DIR"];
    else if (Name == "set" && C.arguments.size() > 1)
      set(C);
    else if (Name == "include" && !C.arguments.empty())
      Out.script(expanded(C, 0));
    else if (Name == "target_compile_features")
      for (size_t I = 1; I < C.arguments.size(); ++I)
        feature(text(C, I));
    else if (runsPrograms(Name) || Name == "set_target_properties" ||
             Name == "set_property")
      properties(C);
    else
      options(C);
  }

private:
  StringRef text(const Command &C, size_t I) const {
    return S.slice(C.arguments[I].inner);
  }

  std::string expanded(const Command &C, size_t I) const {
    return expand(text(C, I));
  }
  /// Expands variables; unknown references stay as written.
  std::string expand(StringRef Text, unsigned Level = 0) const {
    // Applies to a build of the project itself.
    if (Text.consume_front("$<BUILD_INTERFACE:"))
      Text.consume_back(">");
    std::string Result;
    while (!Text.empty()) {
      size_t At = Text.find("${");
      Result += Text.take_front(At);
      if (At == StringRef::npos)
        break;
      size_t End = Text.find('}', At);
      StringRef Name = Text.slice(At + 2, End);
      auto It = Values.find(Name);
      if (It != Values.end() && Level < 8)
        Result += expand(It->second, Level + 1);
      else
        Result += Text.slice(At, End == StringRef::npos ? End : End + 1);
      Text = Text.substr(End == StringRef::npos ? Text.size() : End + 1);
    }
    return Result;
  }

  void set(const Command &C) {
    StringRef Name = text(C, 0);
    std::string Value;
    for (size_t I = 1; I < C.arguments.size(); ++I) {
      StringRef Text = text(C, I);
      if (Text == "CACHE" || Text == "PARENT_SCOPE")
        break;
      Value += (I > 1 ? ";" : "") + Text.str();
    }
    if (Name.ends_with("_STANDARD"))
      Out.standard("c++" + expand(Value));
    if (Name.contains("FLAGS"))
      Out.commandLine(spaced(expand(Value)), Depth != 0);
    // A long value is not a folder.
    constexpr size_t Long = 4096;
    if (Value.size() < Long)
      Values.try_emplace(Name, std::move(Value));
  }

  static std::string spaced(std::string List) {
    std::replace(List.begin(), List.end(), ';', ' ');
    return List;
  }

  void feature(StringRef Name) {
    if (Name.consume_front("cxx_std_") || Name.consume_front("cuda_std_"))
      Out.standard(("c++" + Name).str());
  }

  void properties(const Command &C) {
    for (size_t I = 0; I + 1 < C.arguments.size(); ++I)
      if (text(C, I).ends_with("_STANDARD"))
        Out.standard("c++" + expanded(C, I + 1));
  }

  void options(const Command &C) {
    StringRef Name = C.name;
    bool Folders = Name.ends_with("include_directories");
    bool Definitions = Name.ends_with("compile_definitions");
    bool Flags = Name.ends_with("compile_options") || Name == "add_definitions";
    bool Sources = Name == "target_sources" ||
                   llvm::StringRef(Name).ends_with("add_executable") ||
                   llvm::StringRef(Name).ends_with("add_library");
    if (!Folders && !Definitions && !Flags && !Sources)
      return;
    for (size_t I = subjectOf(Name).value_or(0); I < C.arguments.size(); ++I) {
      if (isKeyword(text(C, I)))
        continue;
      std::string Text = expanded(C, I);
      llvm::SmallVector<StringRef> Items;
      StringRef(Text).split(Items, ';', -1, /*KeepEmpty=*/false);
      for (StringRef Item : Items) {
        if (Folders)
          Out.include(Item);
        else if (Definitions)
          Out.define(Item.starts_with("-D") ? Item.drop_front(2) : Item,
                     Depth != 0);
        else if (Sources)
          Out.file(Item);
        else
          Out.commandLine(Item, Depth != 0);
      }
    }
  }

  Script &S;
  HintCollector &Out;
  llvm::StringMap<std::string> Values; ///< By variable.
  unsigned Depth = 0; ///< Nesting of conditions, loops and functions.
};

} // namespace

void collectCMakeHints(Script &S, StringRef SourceFolder, HintCollector &Out) {
  Parser P(S.text);
  auto Commands = P.run();
  if (!Commands)
    return;
  Hints Follow(S, SourceFolder, Out);
  for (const Command &C : *Commands)
    Follow.take(C);
}

void migrateCMake(Script &S, std::vector<SourceDiagnostic> &Diagnostics) {
  Parser P(S.text);
  auto Commands = P.run();
  if (!Commands) {
    StringRef Before = StringRef(S.text).take_front(P.At);
    size_t Line = Before.rfind('\n');
    Diagnostics.push_back(
        {SourceDiagnostic::Severity::Error, S.relative,
         unsigned(Before.count('\n') + 1),
         unsigned(Before.size() - (Line == StringRef::npos ? 0 : Line + 1) + 1),
         P.Message + "; the script is left as it is"});
    return;
  }
  Migrator(S, std::move(*Commands)).run();
}

} // namespace causeway::scripts
