// `causeway rules check`: checks that the declarations of the facade, the
// rules, and the declarations of the shim agree.
//
// SPDX-License-Identifier: Apache-2.0
#include "cli/Backends.h"
#include "cli/Commands.h"
#include "cli/Console.h"
#include "cli/Shim.h"
#include "frontend/Declarations.h"
#include "frontend/Definitions.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace causeway {
namespace {

using llvm::StringRef;

/// The shim's names in a target, qualified: `cw::thread_idx`, `CW_KERNEL`.
std::vector<StringRef> shimNames(StringRef Target) {
  std::vector<StringRef> Names;
  while (!Target.empty()) {
    auto InName = [](char C) {
      return llvm::isAlnum(C) || C == '_' || C == ':';
    };
    Target = Target.drop_until(InName);
    StringRef Name = Target.take_while(InName);
    Target = Target.drop_front(Name.size());
    Name = Name.trim(':');
    if (Name.starts_with("cw") || Name.starts_with("CW_") ||
        Name.starts_with("make_cw"))
      Names.push_back(Name);
  }
  return Names;
}

/// Helpers of the facade headers, and settings of the C++ library.
bool isFacadesOwn(StringRef Name) {
  return Name.starts_with_insensitive("cw_facade") ||
         Name.starts_with("_GLIBCXX_");
}

/// Macros that the headers of some backend define in any branch.
llvm::StringSet<> shimMacros(const Shim &S) {
  llvm::StringSet<> Names;
  std::error_code EC;
  for (const std::string &Folder : {S.portable, S.folder})
    for (llvm::sys::fs::recursive_directory_iterator I(Folder, EC), E;
         I != E && !EC; I.increment(EC))
      if (llvm::sys::path::extension(I->path()) == ".h")
        if (auto Buffer = llvm::MemoryBuffer::getFile(I->path()))
          for (auto &Macro : definitions((*Buffer)->getBuffer()).macros)
            Names.insert(Macro.name);
  return Names;
}

class Check {
public:
  explicit Check(const RuleSet &Rules) : Rules(Rules) {}

  void facade() {
    Declarations Facade = facadeDeclarations(Rules);
    for (const std::string &E : Facade.errors)
      problem("", "the facade does not parse: " + E);
    llvm::StringSet<> Declared;
    for (const Declaration &D : Facade.all) {
      Declared.insert(D.name);
      if (!Rules.find(D.name) && !isFacadesOwn(D.name))
        problem(("cuda/" + llvm::sys::path::filename(D.file)).str() + ":" +
                    std::to_string(D.line),
                "'" + D.name + "' is declared but has no rule");
    }
    for (const Rule *R : Rules.all()) {
      bool NeedsNone = R->kind == Rule::Kind::Header ||
                       R->kind == Rule::Kind::Syntax || R->predefined ||
                       R->isUsers();
      if (!NeedsNone && !Declared.contains(R->name))
        problem(R->origin, "'" + R->name +
                               "' has a rule but no facade header declares it");
    }
    for (const Rule *R : Rules.overridden())
      if (!R->isUsers() && !replacedByUser(*R))
        problem(R->origin, "'" + R->name + "' has a rule in another area too");
  }

  void shim(const Shim &S) {
    std::vector<std::string> Folders = S.includes("cpu");
    llvm::StringSet<> Macros = shimMacros(S);
    for (bool InC : {false, true}) {
      std::vector<std::string> Headers;
      for (const Rule *R : Rules.all())
        if (R->kind == Rule::Kind::Header && !R->to.empty() &&
            !llvm::is_contained(Headers, R->to)) {
          bool Exists = llvm::any_of(Folders, [&](const std::string &F) {
            return llvm::sys::fs::exists(F + "/" + R->to);
          });
          // C sources include only the runtime's header.
          if (Exists && (!InC || R->name == Rules.prelude()))
            Headers.push_back(R->to);
          if (!Exists && !InC && StringRef(R->to).starts_with("cw/"))
            problem(R->origin, "'" + R->name + "' goes to <" + R->to +
                                   ">, which the shim does not have");
        }
      Declarations Declared = headerDeclarations(Headers, Folders, InC);
      for (const std::string &E : Declared.errors)
        problem("", std::string("the shim does not parse as ") +
                        (InC ? "C: " : "C++: ") + E);
      llvm::StringSet<> Names;
      for (const Declaration &D : Declared.all)
        Names.insert(D.name);
      for (const Rule *R : Rules.all())
        if (R->kind != Rule::Kind::Header)
          for (StringRef Name : shimNames(InC ? StringRef(R->toC) : R->to))
            if (!Names.contains(Name) && !Macros.contains(Name))
              problem(R->origin, "'" + R->name + "' goes to '" + Name +
                                     "', which the shim does not declare" +
                                     (InC ? " for C" : ""));
    }
  }

  /// A backend lacks a name if the rule for that name needs an extension that
  /// the backend does not offer. Each rule with that target must state the
  /// need, so that an audit can report it before the migration.
  void backends(llvm::ArrayRef<Backend> Backends) {
    llvm::StringMap<const Rule *> ForName;
    for (const Rule *R : Rules.all())
      if (!R->isUsers() && !R->needs.empty())
        ForName.try_emplace(R->to, R);
    for (const Rule *R : Rules.all()) {
      if (R->kind == Rule::Kind::Header || R->verdict == Verdict::Unsupported)
        continue;
      for (const Backend &B : Backends) {
        auto Lacks = [&](StringRef Name) {
          const Rule *Known = ForName.lookup(Name);
          return Known && !B.implements(*Known);
        };
        if (B.implements(*R) && llvm::any_of(shimNames(R->to), Lacks))
          problem(R->origin,
                  "'" + R->name + "' goes to '" + R->to + "', which the " +
                      B.name +
                      " backend lacks; 'needs' must name an extension that its "
                      "backend.yaml does not");
      }
    }
  }

  int finish() {
    llvm::sort(Problems);
    for (const auto &[Where, What] : Problems)
      llvm::outs() << Where << (Where.empty() ? "" : ": ") << What << '\n';
    llvm::outs() << Rules.all().size() << " rules, " << Problems.size()
                 << " problems\n";
    return Problems.empty() ? AllDone : WorkLeft;
  }

private:
  void problem(std::string Where, const llvm::Twine &What) {
    Problems.emplace_back(std::move(Where), What.str());
  }
  bool replacedByUser(const Rule &Old) const {
    const Rule *New = Old.kind == Rule::Kind::Header
                          ? Rules.findHeader(Old.name)
                          : Rules.find(Old.name);
    return New && New->isUsers();
  }

  const RuleSet &Rules;
  std::vector<std::pair<std::string, std::string>> Problems;
};

} // namespace

int checkRules(const RuleSet &Rules, const std::string &ShimFolder) {
  auto S = findShim(ShimFolder);
  if (!S) {
    printError((ShimFolder.empty()
                    ? "the runtime shim was not found; name it "
                      "with --shim DIR"
                    : ShimFolder + ": has no include/cw/runtime.h"));
    return BadInput;
  }
  Check C(Rules);
  C.facade();
  C.shim(*S);
  auto Backends = readBackends(*S);
  if (!Backends)
    return fail(Backends.takeError());
  C.backends(*Backends);
  return C.finish();
}

} // namespace causeway
