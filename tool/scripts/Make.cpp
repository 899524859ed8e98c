// Makefiles: logical lines, assignments, rules, recipes. The variables that
// hold the compiler or its options are determined over a makefile and all its
// includes.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Paths.h"
#include "scripts/HintCollector.h"
#include "scripts/Script.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"
#include <set>

namespace causeway::scripts {

using llvm::StringRef;
namespace path = llvm::sys::path;

namespace {

using Kind = BuildRule::Kind;

struct Assignment {
  std::string name;
  Span value;
};

/// One rule: `targets: prerequisites`.
struct RuleLine {
  Span targets, prerequisites;
  bool hasRecipe = false;
};

/// A makefile, split into regions of its text.
struct Makefile {
  Script &script;
  std::vector<Assignment> assignments;
  std::vector<RuleLine> rules;
  std::vector<Span> recipes; ///< Command lines, and bodies of `define`.
  std::vector<Span> others;  ///< Conditions and other directives.
  std::vector<Span> includes;
  std::vector<Span> conditionals; ///< From `ifeq` to `endif`.
};

bool isNameChar(char C) {
  return llvm::isAlnum(C) || StringRef("_-.").contains(C);
}

class Parser {
public:
  explicit Parser(Makefile &M) : M(M), Text(M.script.text) {}

  void run() {
    unsigned At = 0;
    while (At < Text.size()) {
      unsigned End = logicalEnd(At);
      line({At, End});
      At = End + 1;
    }
  }

private:
  /// The newline that ends a logical line, or the end of the text.
  unsigned logicalEnd(unsigned At) const {
    while (true) {
      size_t End = Text.find('\n', At);
      if (End == StringRef::npos)
        return unsigned(Text.size());
      size_t Slashes = 0;
      size_t Back = End;
      if (Back > 0 && Text[Back - 1] == '\r')
        --Back;
      while (Back > Slashes && Text[Back - 1 - Slashes] == '\\')
        ++Slashes;
      if (Slashes % 2 == 0)
        return unsigned(End);
      At = unsigned(End + 1);
    }
  }

  StringRef slice(Span S) const { return Text.slice(S.begin, S.end); }

  Span trim(Span S) const {
    while (S.begin < S.end && llvm::isSpace(Text[S.begin]))
      ++S.begin;
    while (S.begin < S.end && llvm::isSpace(Text[S.end - 1]))
      --S.end;
    return S;
  }

  /// The span without a trailing comment.
  Span code(Span S) const {
    int Depth = 0;
    for (unsigned I = S.begin; I < S.end; ++I) {
      if (Text[I] == '$' && I + 1 < S.end &&
          StringRef("({").contains(Text[I + 1]))
        ++Depth;
      else if (StringRef(")}").contains(Text[I]) && Depth)
        --Depth;
      else if (Text[I] == '#' && !Depth &&
               (I == S.begin || Text[I - 1] != '\\'))
        return {S.begin, I};
    }
    return S;
  }

  void line(Span Whole) {
    if (InDefine) {
      Span L = trim(Whole);
      if (slice(L).starts_with("endef"))
        InDefine = false;
      else
        M.recipes.push_back(L);
      return;
    }
    if (InRule && Whole.size() && Text[Whole.begin] == '\t') {
      Span L = trim(Whole);
      if (!M.rules.empty())
        M.rules.back().hasRecipe = true;
      if (!slice(L).starts_with("#"))
        M.recipes.push_back(L);
      return;
    }
    Span L = trim(code(Whole));
    if (!L.size())
      return;
    StringRef First = slice(L).take_until(
        [](char C) { return llvm::isSpace(C) || C == '('; });
    for (StringRef Word : {"ifeq", "ifneq", "ifdef", "ifndef", "else", "endif"})
      if (First == Word) {
        M.others.push_back(L);
        if (Word.starts_with("if") && Depth++ == 0)
          M.conditionals.push_back({L.begin, unsigned(Text.size())});
        if (Word == "endif" && Depth && --Depth == 0)
          M.conditionals.back().end = L.end;
        return; // the rule continues after it
      }
    for (StringRef Word : {"include", "-include", "sinclude"})
      if (First == Word) {
        M.includes.push_back({L.begin + unsigned(Word.size()), L.end});
        InRule = false;
        return;
      }
    for (StringRef Word : {"export", "override", "private"})
      while (slice(L).starts_with(Word) && L.size() > Word.size() &&
             llvm::isSpace(Text[L.begin + Word.size()]))
        L = trim({L.begin + unsigned(Word.size()), L.end});
    if (slice(L).starts_with("define ") || slice(L).starts_with("define\t")) {
      InDefine = true;
      return;
    }
    if (assignment(L)) {
      InRule = false;
      return;
    }
    InRule = rule(L);
    if (!InRule)
      M.others.push_back(L);
  }

  /// The first offset outside references for which `Find` returns true.
  template <typename F> unsigned outside(Span S, F Find) const {
    int Depth = 0;
    for (unsigned I = S.begin; I < S.end; ++I) {
      if (Text[I] == '$' && I + 1 < S.end &&
          StringRef("({").contains(Text[I + 1])) {
        ++Depth;
        ++I;
      } else if (StringRef(")}").contains(Text[I]) && Depth) {
        --Depth;
      } else if (!Depth && Find(I)) {
        return I;
      }
    }
    return S.end;
  }

  bool assignment(Span L) {
    unsigned Equals = outside(L, [&](unsigned I) { return Text[I] == '='; });
    if (Equals == L.end)
      return false;
    unsigned Name = Equals;
    while (Name > L.begin && StringRef(":+?!").contains(Text[Name - 1]))
      --Name;
    Span N = trim({L.begin, Name});
    // `target: NAME = value` belongs to a rule.
    if (!N.size() || outside(N, [&](unsigned I) {
                       return Text[I] == ':' || llvm::isSpace(Text[I]);
                     }) != N.end)
      return false;
    M.assignments.push_back({slice(N).str(), trim({Equals + 1, L.end})});
    return true;
  }

  bool rule(Span L) {
    unsigned Colon = outside(L, [&](unsigned I) { return Text[I] == ':'; });
    if (Colon == L.end)
      return false;
    unsigned After = Colon;
    while (After < L.end && StringRef(":&").contains(Text[After]))
      ++After;
    Span Rest = trim({After, L.end});
    if (assignment(Rest)) {
      M.others.push_back({L.begin, Colon});
      return true;
    }
    unsigned Semicolon =
        outside(Rest, [&](unsigned I) { return Text[I] == ';'; });
    M.rules.push_back({trim({L.begin, Colon}), trim({Rest.begin, Semicolon})});
    M.rules.back().hasRecipe = Semicolon < Rest.end;
    if (Semicolon < Rest.end)
      M.recipes.push_back(trim({Semicolon + 1, Rest.end}));
    return true;
  }

  Makefile &M;
  StringRef Text;
  bool InRule = false, InDefine = false;
  unsigned Depth = 0; ///< Nesting of conditionals.
};

/// Adds the names of the variables that a text refers to.
void references(StringRef Text, std::set<std::string> &Names) {
  for (size_t At = Text.find('$'); At != StringRef::npos;
       At = Text.find('$', At + 1)) {
    StringRef Rest = Text.drop_front(At + 1);
    if (Rest.consume_front("$")) {
      ++At;
      continue;
    }
    if (!Rest.consume_front("(") && !Rest.consume_front("{"))
      continue;
    StringRef Name = Rest.take_while(isNameChar);
    StringRef Next = Rest.drop_front(Name.size());
    if (!Name.empty() && !Next.empty() && StringRef(":)}").contains(Next[0]))
      Names.insert(Name.str());
  }
}

/// A makefile and all its includes, with the values of their variables.
class Context {
public:
  Context(const BuildRules &Rules, std::vector<const Makefile *> Files)
      : Rules(Rules), Files(std::move(Files)) {
    for (const Makefile *M : this->Files)
      for (const Assignment &A : M->assignments)
        Values[A.name].push_back(M->script.slice(A.value).str());
    findCompilers();
    findOptions();
  }

  llvm::ArrayRef<const Makefile *> files() const { return Files; }
  bool has(const Makefile *M) const { return llvm::is_contained(Files, M); }

  /// Whether a word names the CUDA compiler.
  bool isCompiler(const Script &S, const Word &W) const {
    StringRef Text = S.slice(W.inner);
    if (isProgram(Text))
      return true;
    std::set<std::string> Names;
    references(Text, Names);
    return llvm::any_of(
        Names, [&](const std::string &N) { return Compilers.count(N) != 0; });
  }

  bool isProgram(StringRef Text) const {
    const BuildRule *R = Rules.find(Kind::Program, path::filename(Text));
    return R && R->to && R->to != "true";
  }

  bool isCompilerVariable(StringRef Name) const {
    return Compilers.count(Name.str()) != 0;
  }
  /// Whether command lines of the CUDA compiler use a variable.
  bool isForCompiler(StringRef Name) const {
    return ForCompiler.count(Name.str()) != 0;
  }
  bool isForOthers(StringRef Name) const {
    return ForOthers.count(Name.str()) != 0;
  }

  /// Expands variables as far as their values are known. An unset variable that
  /// usually names the SDK's folder expands to that folder.
  std::string expand(StringRef Text) const {
    unsigned Steps = MostSteps;
    return expand(Text, 0, Steps);
  }

private:
  /// Each variable may double the value, so the number of expansions is
  /// limited.
  static constexpr unsigned MostSteps = 200;

  std::string expand(StringRef Text, unsigned Depth, unsigned &Steps) const {
    std::string Out;
    while (!Text.empty()) {
      auto [Before, Rest] = Text.split('$');
      Out += Before;
      if (Before.size() == Text.size())
        break;
      if (Rest.consume_front("$")) {
        Text = Rest; // the shell reads `$$(X)`; its value is the same
        Text.consume_front("(");
        StringRef Name = Text.take_while(isNameChar);
        Text = Text.drop_front(Name.size());
        Text.consume_front(")");
        Out += valueOf(Name, Depth, Steps);
        continue;
      }
      char Close = Rest.starts_with("(") ? ')' : '}';
      if (!Rest.consume_front("(") && !Rest.consume_front("{")) {
        Text = Rest.drop_front(Rest.empty() ? 0 : 1);
        continue;
      }
      StringRef Name = Rest.take_while(isNameChar);
      Text = Rest.drop_front(Name.size());
      if (Text.consume_front(StringRef(&Close, 1)))
        Out += valueOf(Name, Depth, Steps);
    }
    return Out;
  }

  std::string valueOf(StringRef Name, unsigned Depth, unsigned &Steps) const {
    if (!Steps)
      return "";
    --Steps;
    auto It = Values.find(Name.str());
    if (It != Values.end() && Depth < 8) {
      std::string Value = expand(It->second.front(), Depth + 1, Steps);
      if (!Value.empty())
        return Value;
    }
    if (Rules.find(Kind::Folder, ("$" + Name).str()))
      for (const BuildRule *R : Rules.all())
        if (R->kind == Kind::Folder && !R->keep && R->name[0] == '/')
          return StringRef(R->name).rtrim('*').str();
    return "";
  }

  /// Whether any word satisfies `Wanted`, including words in `$(shell ...)`.
  static bool anyWord(StringRef Text,
                      llvm::function_ref<bool(StringRef)> Wanted) {
    while (!Text.empty()) {
      Text = Text.ltrim(" \t\n\\");
      StringRef Word = Text.take_until(
          [](char C) { return StringRef(" \t\n,").contains(C); });
      StringRef Bare = Word.trim("\"'@-+");
      if (Wanted(Bare) || Wanted(Bare.rtrim(')')))
        return true;
      Text =
          Text.drop_front(std::max<size_t>(Word.size(), Text.empty() ? 0 : 1));
    }
    return false;
  }

  void findCompilers() {
    // A variable whose value begins with another variable holds the same
    // program.
    std::map<StringRef, std::vector<StringRef>> Followers;
    std::vector<StringRef> Todo;
    for (const auto &[Name, All] : Values)
      for (const std::string &Value : All) {
        if (anyWord(Value, [&](StringRef W) { return isProgram(W); }))
          Todo.push_back(Name);
        std::set<std::string> Names;
        references(StringRef(Value).split(' ').first, Names);
        for (const std::string &N : Names)
          if (StringRef(Value).take_front(2 + N.size()).ends_with(N))
            if (auto It = Values.find(N); It != Values.end())
              Followers[It->first].push_back(Name);
      }
    while (!Todo.empty()) {
      StringRef Name = Todo.back();
      Todo.pop_back();
      if (Compilers.insert(Name.str()).second)
        llvm::append_range(Todo, Followers[Name]);
    }
  }

  void findOptions() {
    for (const Makefile *M : Files)
      for (Span R : M->recipes)
        for (auto &[Words, ByCompiler] : commands(*M, R))
          for (const Word &W : Words)
            references(M->script.slice(W.span),
                       ByCompiler ? ForCompiler : ForOthers);
    for (auto *Set : {&ForCompiler, &ForOthers}) {
      std::vector<std::string> Todo(Set->begin(), Set->end());
      while (!Todo.empty()) {
        std::string Name = Todo.back();
        Todo.pop_back();
        std::set<std::string> More;
        if (auto It = Values.find(Name); It != Values.end())
          for (const std::string &Value : It->second)
            references(Value, More);
        for (const std::string &N : More)
          if (Set->insert(N).second)
            Todo.push_back(N);
      }
    }
  }

public:
  /// The commands of a recipe, each with whether it calls the CUDA compiler.
  std::vector<std::pair<std::vector<Word>, bool>> commands(const Makefile &M,
                                                           Span R) const {
    std::vector<std::pair<std::vector<Word>, bool>> Result(1);
    for (const Word &W : splitWords(M.script, R, /*Commands=*/true)) {
      StringRef Text = M.script.slice(W.span);
      if (Text.starts_with("#"))
        break;
      if (!Text.empty() && StringRef(";|&").contains(Text[0])) {
        Result.emplace_back();
        continue;
      }
      Result.back().first.push_back(W);
      Result.back().second |= isCompiler(M.script, W);
    }
    return Result;
  }

private:
  const BuildRules &Rules;
  std::vector<const Makefile *> Files;
  std::map<std::string, std::vector<std::string>> Values;
  std::set<std::string> Compilers, ForCompiler, ForOthers;
};

class Migrator {
public:
  Migrator(Makefile &M, std::vector<const Context *> Contexts)
      : M(M), S(M.script), Contexts(std::move(Contexts)) {}

  void run() {
    for (const Assignment &A : M.assignments) {
      text(A.value);
      options(A);
    }
    for (Span R : M.recipes) {
      text(R);
      for (auto &[Words, _] : Contexts.front()->commands(M, R))
        command(Words);
    }
    for (Span O : M.others)
      text(O);
    for (const RuleLine &R : M.rules) {
      programs(R.targets);
      text(R.prerequisites);
      targets(R);
    }
    shadowedRules();
    builtinRules();
  }

private:
  using Predicate = llvm::function_ref<bool(const Context &)>;
  bool any(Predicate P) const {
    return llvm::any_of(Contexts, [&](const Context *C) { return P(*C); });
  }

  std::string expand(StringRef Text) const {
    std::string Result;
    for (const Context *C : Contexts) {
      Result = C->expand(Text);
      if (S.rules.isSdkPath(Result))
        break;
    }
    return Result;
  }

  void text(Span Region) {
    programs(Region);
    S.renameSources(Region);
  }

  /// The depth limit for nested functions.
  static constexpr unsigned MostNested = 32;

  /// Migrates program names, including those in `$(shell ...)`.
  void programs(Span Region, unsigned Nested = 0) {
    if (Nested < MostNested)
      for (const Word &W : splitWords(S, Region, /*Commands=*/true))
        program(W, Nested);
  }

  void program(const Word &W, unsigned Nested) {
    StringRef Text = S.slice(W.inner);
    size_t Prefix = Text.find_first_not_of("@-+");
    if (Prefix == StringRef::npos)
      return;
    StringRef Name = path::filename(Text.drop_front(Prefix));
    if (const BuildRule *R = S.rules.find(Kind::Program, Name)) {
      bool Quoted = W.inner.begin != W.span.begin;
      Span Old = Quoted ? W.inner : W.span;
      Old.begin += Quoted ? 0 : unsigned(Prefix);
      if (!R->to)
        S.add(*R, W.span, Name, {});
      else
        S.add(*R, Old, Name, {Edit::replace(Old, *R->to)}, *R->to);
      return;
    }
    forEachArgument(
        W, [&](StringRef, Span Argument) { programs(Argument, Nested + 1); });
  }

  /// The number of arguments of one of make's functions. The last argument
  /// includes all further commas.
  static size_t argumentsOf(StringRef Function) {
    for (StringRef F : {"shell", "info", "warning", "error", "eval", "wildcard",
                        "strip", "sort", "dir", "notdir", "basename"})
      if (Function == F)
        return 1;
    for (StringRef F : {"filter", "filter-out", "addprefix", "addsuffix",
                        "findstring", "join", "word"})
      if (Function == F)
        return 2;
    for (StringRef F : {"foreach", "subst", "patsubst", "if"})
      if (Function == F)
        return 3;
    return size_t(-1);
  }

  static bool isFunction(StringRef Name) {
    return argumentsOf(Name) != size_t(-1) || Name == "call" || Name == "or" ||
           Name == "and";
  }

  /// Calls `Do` for each argument of the functions in a word: `$(if a,b,c)`.
  void forEachArgument(const Word &W,
                       llvm::function_ref<void(StringRef, Span)> Do) const {
    StringRef Text = S.text;
    for (unsigned I = W.span.begin; I + 1 < W.span.end; ++I) {
      if (Text[I] != '$' || !StringRef("({").contains(Text[I + 1]))
        continue;
      char Open = Text[I + 1], Close = Open == '(' ? ')' : '}';
      size_t Depth = 0;
      unsigned End = I + 1;
      for (; End < W.span.end; ++End) {
        if (Text[End] == Open)
          ++Depth;
        else if (Text[End] == Close && --Depth == 0)
          break;
      }
      StringRef Inside = Text.slice(I + 2, End);
      size_t Blank = Inside.find_first_of(" \t");
      StringRef Function = Inside.take_front(Blank);
      if (Blank != StringRef::npos && !Function.empty() &&
          llvm::all_of(Function, isNameChar)) {
        size_t Left = argumentsOf(Function);
        unsigned Start = I + 2 + unsigned(Blank);
        int Nested = 0;
        for (unsigned P = Start; P <= End; ++P) {
          if (P < End && StringRef("({").contains(Text[P]))
            ++Nested;
          if (P < End && StringRef(")}").contains(Text[P]))
            --Nested;
          if (P == End || (Text[P] == ',' && Nested == 0 && Left > 1)) {
            Do(Function, {Start, P});
            Start = P + 1;
            --Left;
          }
        }
      }
      I = End;
    }
  }

  /// Translates a command line, and the arguments of make's functions in it.
  void translate(llvm::ArrayRef<Word> Words, const CommandLine &How,
                 unsigned Nested = 0) {
    if (Nested == MostNested)
      return;
    translateCommandLine(S, Words, How);
    for (const Word &W : Words)
      forEachArgument(W, [&](StringRef Function, Span Argument) {
        // A shell command has options of its own. Text that calls no function
        // of make is not a command line.
        if (Function != "shell" && isFunction(Function))
          translate(splitWords(S, Argument, /*Commands=*/false), How,
                    Nested + 1);
      });
  }

  /// Translates the options in a variable's value.
  void options(const Assignment &A) {
    bool ForCompiler =
        any([&](const Context &C) { return C.isForCompiler(A.name); });
    bool ForOthers =
        any([&](const Context &C) { return C.isForOthers(A.name); });
    bool Holds =
        any([&](const Context &C) { return C.isCompilerVariable(A.name); });
    CommandLine How;
    How.ofCompiler = ForCompiler || Holds;
    How.shell = true;
    if (!How.ofCompiler || ForOthers) {
      How.link = S.rules.text(S.area, "link");
      How.include = S.rules.text(S.area, "include");
    }
    auto Expand = [&](StringRef T) { return expand(T); };
    How.expand = Expand;
    translate(splitWords(S, A.value, /*Commands=*/false), How);
  }

  void command(llvm::ArrayRef<Word> Words) {
    CommandLine How;
    How.shell = true;
    for (const Word &W : Words)
      How.ofCompiler |=
          any([&](const Context &C) { return C.isCompiler(S, W); });
    if (!How.ofCompiler && compilesCuda(Words)) {
      How.ofCompiler = true;
      Span Old = Words[0].inner;
      while (Old.size() && StringRef("@-+").contains(S.text[Old.begin]))
        ++Old.begin;
      std::string Driver = S.rules.text(S.area, "driver").str();
      S.add(Verdict::Mapped, Old, S.slice(Old), "it compiles CUDA here",
            {Edit::replace(Old, Driver)}, Driver);
    }
    if (!How.ofCompiler) {
      How.link = S.rules.text(S.area, "link");
      How.include = S.rules.text(S.area, "include");
    }
    auto Expand = [&](StringRef T) { return expand(T); };
    How.expand = Expand;
    translate(Words, How);
  }

  /// Whether another compiler is told to compile CUDA.
  bool compilesCuda(llvm::ArrayRef<Word> Words) const {
    return llvm::any_of(Words, [&](const Word &W) {
      StringRef Text = S.slice(W.inner);
      if (!Text.consume_front("-"))
        return false;
      Text.consume_front("-");
      const BuildRule *R = S.rules.find(Kind::Option, Text.split('=').first);
      return R && R->compiles;
    });
  }

  /// `.cu.o:` names two extensions; other targets name files.
  void targets(const RuleLine &R) {
    for (const Word &W : splitWords(S, R.targets, /*Commands=*/false)) {
      StringRef Text = S.slice(W.span);
      StringRef Ending = Text.drop_front(std::min<size_t>(1, Text.size()))
                             .take_while(llvm::isAlnum);
      StringRef First = Text.take_front(1 + Ending.size());
      std::string New = migratedPath(First);
      if (Text.starts_with(".") && Text.size() > First.size() &&
          Text[First.size()] == '.' && New != First) {
        Span Old{W.span.begin, W.span.begin + unsigned(First.size())};
        S.add(Verdict::Mapped, W.span, Text, "", {Edit::replace(Old, New)},
              New + Text.drop_front(First.size()).str());
      }
    }
    S.renameSources(R.targets);
  }

  /// `%.o: %.cu` beside `%.o: %.cpp`: after the migration both patterns are
  /// equal, and make uses the last one. A static pattern rule keeps the first
  /// one for its sources.
  void shadowedRules() {
    auto First = [&](const RuleLine &R) {
      auto Words = splitWords(S, R.prerequisites, /*Commands=*/false);
      return Words.empty() ? StringRef() : S.slice(Words[0].span);
    };
    std::set<std::pair<StringRef, StringRef>> Patterns;
    for (const RuleLine &R : M.rules)
      if (S.slice(R.targets).contains('%'))
        Patterns.insert({S.slice(R.targets), First(R)});
    if (Patterns.empty())
      return;
    std::vector<std::string> Sources = S.renames.below(S.folder());
    for (const RuleLine &R : M.rules) {
      StringRef Targets = S.slice(R.targets);
      if (!Targets.contains('%') || Targets.contains(' '))
        continue;
      StringRef Pattern = First(R);
      std::string New = migratedPath(Pattern);
      if (New == Pattern)
        continue;
      if (!Patterns.count({Targets, New}))
        continue;
      std::string Prefix = expand(Pattern.split('%').first);
      while (StringRef(Prefix).starts_with("./"))
        Prefix.erase(0, 2);
      std::string List;
      for (const std::string &Old : Sources) {
        StringRef Stem = Old;
        StringRef Suffix = Pattern.rsplit('%').second;
        if (Stem.consume_front(Prefix) && Stem.consume_back(Suffix))
          List += (Targets.split('%').first + Stem + Targets.split('%').second +
                   " ")
                      .str();
      }
      if (List.empty())
        continue;
      S.add(
          Verdict::Mapped, R.targets, Pattern,
          "another rule makes the same targets from " + New,
          {Edit::insert(R.targets.begin, StringRef(List).rtrim().str() + ": ")},
          StringRef(List).rtrim().str() + ": " + Targets.str());
    }
  }

  /// `app: bin/app` without a recipe beside app.cu: after the migration make's
  /// built-in rule would build app from app.cpp. An empty recipe prevents that.
  void builtinRules() {
    std::map<std::string, std::string>
        Made; // by target of make's built-in rule
    for (const std::string &Old : S.renames.below(S.folder()))
      if (std::string New = S.renames.newName(Old, S.folder());
          Old.find('/') == Old.npos)
        Made.try_emplace(path::stem(New).str(), New);
    if (Made.empty())
      return;
    llvm::StringSet<> Own; // targets with a rule in the makefile
    for (const Makefile *F : Contexts.front()->files())
      for (const RuleLine &R : F->rules) {
        auto Add = [&](Span Names, bool All) {
          for (const Word &W : splitWords(F->script, Names, /*Commands=*/false))
            if (StringRef One = F->script.slice(W.span); All || One == "%")
              Own.insert(One);
        };
        Add(R.targets, R.hasRecipe);
        if (F->script.slice(R.targets) == ".PHONY")
          Add(R.prerequisites, /*All=*/true);
      }
    for (const RuleLine &R : M.rules) {
      StringRef Target = S.slice(R.targets);
      if (R.hasRecipe || !R.prerequisites.size() || Own.contains("%") ||
          Own.contains(Target))
        continue;
      if (auto It = Made.find(Target.str()); It != Made.end())
        S.add(Verdict::Mapped, R.targets, Target,
              "otherwise make's built-in rule would make it from " + It->second,
              {Edit::insert(R.prerequisites.end, " ;")},
              (Target + ": ... ;").str());
    }
  }

  Makefile &M;
  Script &S;
  std::vector<const Context *> Contexts;
};

} // namespace

void collectMakeHints(Script &S, HintCollector &Out) {
  Makefile M{S, {}, {}, {}, {}, {}, {}};
  Parser(M).run();
  Context Values(S.rules, {&M});
  auto Line = [&](Span Region) {
    bool Conditional = llvm::any_of(M.conditionals,
                                    [&](Span C) { return C.contains(Region); });
    Out.commandLine(Values.expand(S.slice(Region)), Conditional);
  };
  for (const Assignment &A : M.assignments)
    Line(A.value);
  for (Span R : M.recipes)
    Line(R);
  for (const RuleLine &R : M.rules)
    Line(R.prerequisites);
  for (Span I : M.includes)
    for (const Word &W : splitWords(S, I, /*Commands=*/false))
      Out.script(Values.expand(S.slice(W.inner)));
}

void migrateMakefiles(std::vector<Script> &Scripts, StringRef Root) {
  std::vector<Makefile> Files;
  std::map<std::string, size_t> ByPath;
  for (Script &S : Scripts)
    Files.push_back({S, {}, {}, {}, {}, {}, {}});
  for (auto [I, M] : llvm::enumerate(Files)) {
    Parser(M).run();
    ByPath[M.script.path] = I;
  }
  // The transitive includes of each makefile, where their names are plain.
  std::vector<std::set<size_t>> Closure(Files.size());
  for (auto [I, M] : llvm::enumerate(Files)) {
    std::vector<size_t> Todo{I};
    StringRef Folder = path::parent_path(M.script.path);
    while (!Todo.empty()) {
      size_t At = Todo.back();
      Todo.pop_back();
      if (!Closure[I].insert(At).second)
        continue;
      for (Span Include : Files[At].includes)
        for (const Word &W :
             splitWords(Files[At].script, Include, /*Commands=*/false)) {
          // make resolves includes from its working directory.
          llvm::SmallString<256> Path(Folder);
          path::append(Path, Files[At].script.slice(W.inner));
          path::remove_dots(Path, /*remove_dot_dot=*/true);
          if (auto It = ByPath.find(Path.str().str()); It != ByPath.end())
            Todo.push_back(It->second);
        }
    }
  }
  std::vector<bool> Included(Files.size());
  for (size_t I = 0; I < Files.size(); ++I)
    for (size_t J : Closure[I])
      if (J != I)
        Included[J] = true;
  std::vector<Context> Contexts;
  for (size_t I = 0; I < Files.size(); ++I) {
    std::vector<const Makefile *> Members{&Files[I]};
    for (size_t J : Closure[I])
      if (J != I)
        Members.push_back(&Files[J]);
    Contexts.emplace_back(Files[I].script.rules, std::move(Members));
  }
  for (size_t I = 0; I < Files.size(); ++I) {
    std::vector<const Context *> Own{&Contexts[I]};
    for (size_t J = 0; J < Files.size(); ++J)
      if (J != I && Included[I] && Contexts[J].has(&Files[I]))
        Own.push_back(&Contexts[J]);
    Migrator(Files[I], std::move(Own)).run();
  }
}

} // namespace causeway::scripts
