// `causeway rules`: lists, explains and checks the rules.
//
// SPDX-License-Identifier: Apache-2.0
#include "cli/Commands.h"
#include "cli/Console.h"
#include "cli/Suggest.h"
#include "llvm/ADT/StringExtras.h"
#include <CLI/CLI.hpp>
#include <set>

namespace causeway {
namespace {

llvm::StringRef kindName(Rule::Kind K) {
  switch (K) {
  case Rule::Kind::Header:
    return "header";
  case Rule::Kind::Function:
    return "function";
  case Rule::Kind::Type:
    return "type";
  case Rule::Kind::Value:
    return "value";
  case Rule::Kind::Macro:
    return "macro";
  case Rule::Kind::Member:
    return "member";
  case Rule::Kind::Namespace:
    return "namespace";
  case Rule::Kind::Syntax:
    return "syntax";
  }
  return "";
}

/// A short form of a rule's target.
std::string becomes(const Rule &R) {
  if (R.verdict == Verdict::Unsupported)
    return "-";
  if (!R.to.empty())
    return R.to;
  return R.kind == Rule::Kind::Header || R.drop ? "(dropped)" : "(kept)";
}

std::string becomes(const BuildRule &R) {
  if (R.keep)
    return R.verdict == Verdict::Unsupported ? "-" : "(kept)";
  return R.to.value_or("(dropped)");
}

struct RulesOptions {
  std::vector<std::string> ruleFiles;
  std::string area, verdict, name, shim, format = "text", compare;
  bool verbose = false;
};

/// An area without rules is an error, not an empty answer: it is a typo.
bool checkArea(const RuleSet &Rules, const std::string &Area) {
  std::set<std::string> Areas;
  for (const Rule *R : Rules.all())
    Areas.insert(R->area);
  for (const BuildRule *R : Rules.build().all())
    Areas.insert(R->area);
  if (Area.empty() || Areas.count(Area))
    return true;
  std::vector<std::string> Known(Areas.begin(), Areas.end());
  std::string Hint = didYouMean(Area, Known);
  if (Hint.empty())
    Hint = "; there are " + llvm::join(Known, ", ");
  printError("no area is called '" + Area + "'" + Hint);
  return false;
}

int list(const RuleSet &Rules, const RulesOptions &O) {
  if (!checkArea(Rules, O.area))
    return BadInput;
  for (const Rule *R : Rules.all()) {
    if ((!O.area.empty() && R->area != O.area) ||
        (!O.verdict.empty() && toString(R->verdict) != O.verdict))
      continue;
    llvm::SmallVector<llvm::StringRef, 2> Lines; // a target may have several
    std::string Target = becomes(*R);
    llvm::StringRef(Target).split(Lines, '\n');
    llvm::outs() << R->name << '\t' << kindName(R->kind) << '\t'
                 << toString(R->verdict) << '\t' << llvm::join(Lines, "\\n");
    if (!R->needs.empty())
      llvm::outs() << '\t' << llvm::join(R->needs, ",");
    llvm::outs() << '\n';
  }
  for (const BuildRule *R : Rules.build().all()) {
    if (R->kind == BuildRule::Kind::Text ||
        (!O.area.empty() && R->area != O.area) ||
        (!O.verdict.empty() && toString(R->verdict) != O.verdict))
      continue;
    llvm::outs() << R->name << '\t' << toString(R->kind) << '\t'
                 << toString(R->verdict) << '\t' << becomes(*R) << '\n';
  }
  return AllDone;
}

void explainOne(const Rule &R) {
  llvm::raw_ostream &OS = llvm::outs();
  auto Field = [&](llvm::StringRef Key, llvm::StringRef Value) {
    if (!Value.empty())
      OS << "  " << llvm::left_justify(Key, 12) << Value << '\n';
  };
  OS << R.name << " (" << kindName(R.kind) << ", area " << R.area << ")\n";
  Field("verdict", toString(R.verdict));
  Field("becomes", R.verdict == Verdict::Unsupported ? "" : becomes(R));
  Field("in C", R.toC);
  Field("note", R.note);
  Field("why not", R.why);
  Field("instead", R.instead);
  Field("effort", toString(R.effort));
  Field("needs", llvm::join(R.needs, ", "));
  Field("rule", R.origin);
}

void explainOne(const BuildRule &R) {
  llvm::raw_ostream &OS = llvm::outs();
  auto Field = [&](llvm::StringRef Key, llvm::StringRef Value) {
    if (!Value.empty())
      OS << "  " << llvm::left_justify(Key, 12) << Value << '\n';
  };
  OS << R.name << " (" << toString(R.kind) << " in build scripts, " << R.area
     << ")\n";
  Field("verdict", toString(R.verdict));
  Field("becomes", becomes(R));
  Field("note", R.note);
  Field("why not", R.why);
  Field("instead", R.instead);
  Field("effort", toString(R.effort));
  Field("rule", R.origin);
}

/// Explains the rules for a word of build scripts, of any kind.
bool explainBuild(const BuildRules &Rules, llvm::StringRef Name) {
  bool Any = false;
  for (int K = 0; K < int(BuildRule::Kind::Text); ++K)
    if (const BuildRule *R = Rules.find(BuildRule::Kind(K), Name.ltrim("-"))) {
      explainOne(*R);
      Any = true;
    }
  return Any;
}

int explain(const RuleSet &Rules, const RulesOptions &O) {
  const Rule *Found[] = {Rules.find(O.name), Rules.find("defined " + O.name),
                         Rules.findHeader(O.name)};
  bool Any = false;
  for (const Rule *R : Found)
    if (R) {
      explainOne(*R);
      Any = true;
    }
  Any |= explainBuild(Rules.build(), O.name);
  // The members of a type or namespace belong to it.
  size_t Members = 0;
  for (const Rule *R : Rules.all())
    Members += llvm::StringRef(R->name).starts_with(O.name + "::");
  if (Any && Members)
    llvm::outs() << "  members     " << Members
                 << " with rules; see causeway rules list\n";
  if (Any)
    return AllDone;
  std::vector<std::string> Names;
  for (const Rule *R : Rules.all())
    Names.push_back(R->name);
  printError("no rule knows '" + O.name + "'" + didYouMean(O.name, Names));
  return BadInput;
}

} // namespace

void addRulesCommand(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<RulesOptions>();
  RulesOptions &O = *Options;
  CLI::App *C = App.add_subcommand(
      "rules", "List, explain, check and test the rules for CUDA's names");
  C->require_subcommand(1);
  auto Add = [&](const char *Name, const char *What, auto Run) {
    CLI::App *Sub = C->add_subcommand(Name, What);
    Sub->add_option("--rules", O.ruleFiles,
                    "Your own rules; they override the built-in ones")
        ->type_name("FILE")
        ->take_all()
        ->allow_extra_args(false);
    Sub->callback([Options, &Line, Run] {
      auto Rules = loadRules(Options->ruleFiles);
      if (!Rules)
        printErrors(Rules.takeError());
      Line.status = Rules ? Run(*Rules, *Options) : BadInput;
    });
    return Sub;
  };
  CLI::App *List = Add(
      "list",
      "Print one rule per line: name, kind, verdict, target; separated by tabs",
      list);
  List->add_option("--area", O.area, "Only this area")->type_name("AREA");
  List->add_option("--verdict", O.verdict, "Only this verdict")
      ->check(CLI::IsMember({"mapped", "mapped-review", "unsupported"}));
  CLI::App *Explain = Add("explain", "Explain the rule for one name", explain);
  Explain->add_option("NAME", O.name, "A name or header of CUDA")->required();
  CLI::App *Coverage = Add(
      "coverage",
      "Count the mapped names of each area, and those that each backend has",
      [](const RuleSet &Rules, const RulesOptions &O) {
        return coverRules(Rules, O.shim, O.format, O.compare);
      });
  Coverage->add_option("--format", O.format, "The format; default: text")
      ->check(CLI::IsMember({"text", "markdown", "json"}));
  Coverage
      ->add_option("--compare", O.compare,
                   "Print nothing; fail if FILE differs from the output")
      ->type_name("FILE");
  CLI::App *Check = Add("check",
                        "Check that every declared name has a rule, every rule "
                        "a declaration, and the shim every target",
                        [](const RuleSet &Rules, const RulesOptions &O) {
                          return checkRules(Rules, O.shim);
                        });
  for (CLI::App *Sub : {Coverage, Check})
    Sub->add_option("--shim", O.shim,
                    "The folder runtime-shim of Causeway; default: found "
                    "beside the program")
        ->type_name("DIR")
        ->check(CLI::ExistingDirectory);
  CLI::App *Test = Add(
      "test", "Migrate every example of the rule files and compare the result",
      [](const RuleSet &Rules, const RulesOptions &O) {
        return testRules(Rules, O.verbose);
      });
  Test->add_flag("--verbose,-v", O.verbose, "List passing examples, too");
  C->footer("Examples:\n"
            "  causeway rules explain cudaMemcpyAsync\n"
            "  causeway rules list --verdict unsupported\n"
            "  causeway rules coverage --format markdown\n"
            "  causeway rules test --rules my_wrappers.yaml");
}

} // namespace causeway
