// `causeway audit`.
//
// SPDX-License-Identifier: Apache-2.0
#include "audit/Audit.h"
#include "audit/Render.h"
#include "cli/Commands.h"
#include "cli/Console.h"
#include "cli/Project.h"
#include "input/File.h"
#include "report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <ctime>

namespace causeway {
namespace {

using llvm::StringRef;

/// One requested file.
struct Output {
  const char *option;
  std::string path;
  std::function<void(llvm::raw_ostream &, const Audit &)> write;
};

/// A condition for `--fail-on`.
struct Condition {
  StringRef name;
  StringRef one, rest; ///< "use", "that no rule knows"
  size_t (*count)(const Audit &);
};

size_t atLeast(const Audit &A, Effort Least) {
  size_t N = 0;
  for (Effort E : Efforts)
    N += E >= Least ? A.uses[E] : 0;
  return N;
}

const Condition Conditions[] = {
    {"new", "use", "that the baseline lacks",
     [](const Audit &A) { return A.since->added.size(); }},
    {"any", "use", "of CUDA", [](const Audit &A) { return A.uses.total; }},
    {"review", "use", "of class review, manual or blocked",
     [](const Audit &A) { return atLeast(A, Effort::Review); }},
    {"manual", "use", "of class manual or blocked",
     [](const Audit &A) { return atLeast(A, Effort::Manual); }},
    {"blocked", "use", "of class blocked",
     [](const Audit &A) { return atLeast(A, Effort::Blocked); }},
    {"unknown", "use", "that no rule knows",
     [](const Audit &A) {
       return size_t(llvm::count_if(A.result->findings, [](const Finding &F) {
         return F.verdict == Verdict::Unknown;
       }));
     }},
    {"unread", "file", "that could not be read in full",
     [](const Audit &A) { return diagnosticsByFile(*A.result).size(); }}};

struct Request {
  ProjectOptions project;
  std::vector<std::string> profiles, weights, failOn;
  std::string html, json, sarif, markdown, csv, baseline;
  bool listProfiles = false;
};

llvm::Error error(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

/// The day in UTC; SOURCE_DATE_EPOCH overrides it for reproducible builds.
llvm::Expected<std::string> today() {
  std::time_t Now = std::time(nullptr);
  if (const char *Epoch = std::getenv("SOURCE_DATE_EPOCH")) {
    long long Given;
    if (StringRef(Epoch).getAsInteger(10, Given) || Given < 0 ||
        Given > 253402300799) // the last second of the year 9999
      return error("SOURCE_DATE_EPOCH is '" + llvm::Twine(Epoch) +
                   "', and must be seconds since 1970");
    Now = std::time_t(Given);
  }
  std::tm Day{};
  gmtime_r(&Now, &Day);
  char Text[16];
  std::strftime(Text, sizeof Text, "%Y-%m-%d", &Day);
  return std::string(Text);
}

int listProfiles() {
  std::vector<Profile> Profiles = builtinProfiles();
  size_t Width = 0;
  for (const Profile &P : Profiles)
    Width = std::max(Width, P.id.size());
  for (const Profile &P : Profiles)
    llvm::outs() << llvm::left_justify(P.id, unsigned(Width)) << "  " << P.chip
                 << (P.backend.empty() ? " (no backend yet)" : "") << '\n';
  return AllDone;
}

llvm::Expected<std::vector<Profile>>
takeProfiles(const std::vector<std::string> &Names) {
  std::vector<Profile> Known = builtinProfiles(), Profiles;
  if (Names.empty())
    return Known;
  llvm::Error Errors = llvm::Error::success();
  for (const std::string &Name : Names) {
    auto P = findProfile(Known, Name);
    if (!P) {
      Errors = llvm::joinErrors(std::move(Errors), P.takeError());
      continue;
    }
    if (llvm::any_of(Profiles,
                     [&](const Profile &Q) { return Q.id == P->id; })) {
      Errors = llvm::joinErrors(
          std::move(Errors),
          error("--profile " + Name + ": the chip '" + P->id +
                "' is given twice; a profile has the name of its file"));
      continue;
    }
    Profiles.push_back(std::move(*P));
  }
  if (Errors)
    return Errors;
  return Profiles;
}

llvm::Expected<Baseline> takeBaseline(const std::string &Path) {
  auto Buffer = readFile(Path);
  if (!Buffer)
    return error("--baseline " + Path + ": " + Buffer.getError().message());
  auto B = Baseline::parse((*Buffer)->getBuffer());
  if (!B)
    return error("--baseline " + Path + ": " + llvm::toString(B.takeError()));
  B->name = llvm::sys::path::filename(Path).str();
  return B;
}

/// Parses the conditions; returns them in the order of the table.
llvm::Expected<std::vector<const Condition *>>
takeConditions(const Request &O) {
  std::vector<const Condition *> All;
  for (const std::string &Given : O.failOn) {
    llvm::SmallVector<StringRef> Names;
    StringRef(Given).split(Names, ',');
    for (StringRef Name : Names) {
      const auto *C = llvm::find_if(
          Conditions, [&](const Condition &C) { return C.name == Name; });
      if (C == std::end(Conditions)) {
        std::string Known;
        for (const Condition &C : Conditions)
          Known += (Known.empty() ? "" : ", ") + C.name.str();
        return error("--fail-on '" + Name + "': there are " + Known);
      }
      if (C->name == "new" && O.baseline.empty())
        return error("--fail-on new needs --baseline to compare with");
      if (!llvm::is_contained(All, C))
        All.push_back(C);
    }
  }
  return All;
}

std::vector<Output> outputs(const Request &O) {
  std::vector<Output> All;
  auto Add = [&](const char *Option, const std::string &Path, auto Write) {
    if (!Path.empty())
      All.push_back({Option, Path, Write});
  };
  Add("--html", O.html, writeAuditHtml);
  Add("--json", O.json,
      [](llvm::raw_ostream &OS, const Audit &A) { writeAuditJson(OS, A); });
  Add("--sarif", O.sarif, writeAuditSarif);
  Add("--md", O.markdown, writeAuditMarkdown);
  Add("--csv", O.csv, writeAuditCsv);
  return All;
}

/// Checks that no two outputs have one path, and that none is a source.
llvm::Error checkOutputs(const std::vector<Output> &All, const Project &P) {
  std::set<std::string> Taken;
  for (const Output &Out : All) {
    std::string Path = isStdout(Out.path) ? "-" : realPath(Out.path);
    if (!Taken.insert(Path).second)
      return error(llvm::Twine(Out.option) + " " + Out.path +
                   ": another output goes there");
    if (isStdout(Out.path))
      continue;
    if (llvm::sys::fs::is_directory(Path))
      return error(llvm::Twine(Out.option) + " " + Out.path +
                   ": is a folder; name a file");
    StringRef Folder = llvm::sys::path::parent_path(Path);
    if (!Folder.empty() && !llvm::sys::fs::is_directory(Folder))
      return error(llvm::Twine(Out.option) + " " + Out.path +
                   ": there is no folder " + Folder);
    const Sources &From = P.sources;
    bool Source =
        llvm::is_contained(From.extraFiles, Path) ||
        llvm::is_contained(From.bystanders, Path) ||
        llvm::is_contained(From.buildScripts, Path) ||
        llvm::any_of(From.units, [&](const Unit &U) { return U.file == Path; });
    if (Source)
      return error(llvm::Twine(Out.option) + " " + Out.path +
                   ": is a source that is audited");
  }
  return llvm::Error::success();
}

int runAudit(Request &O, const CommandLine &Line) {
  if (O.listProfiles || llvm::is_contained(O.profiles, "list"))
    return listProfiles();
  AuditOptions How;
  for (const std::string &W : O.weights)
    if (llvm::Error E = How.weights.set(W))
      return fail(error("--weights " + llvm::toString(std::move(E))));
  auto Profiles = takeProfiles(O.profiles);
  if (!Profiles)
    return fail(Profiles.takeError());
  auto Conditions = takeConditions(O);
  if (!Conditions)
    return fail(Conditions.takeError());
  std::optional<Baseline> Old;
  if (!O.baseline.empty()) {
    auto B = takeBaseline(O.baseline);
    if (!B)
      return fail(B.takeError());
    Old = std::move(*B);
    How.baseline = &*Old;
  }
  auto Date = today();
  if (!Date)
    return fail(Date.takeError());
  How.date = *Date;

  std::vector<Output> Outputs = outputs(O);
  auto Project = openProject(O.project, Line);
  if (!Project)
    return fail(Project.takeError());
  if (llvm::Error E = checkOutputs(Outputs, *Project))
    return fail(std::move(E));
  auto Result = migrateProject(O.project, *Project);
  if (!Result)
    return fail(Result.takeError());
  How.project = llvm::sys::path::filename(Project->sources.root).str();
  Audit A = makeAudit(*Result, *Profiles, How);

  // Make all reports before one is written, so that a failure leaves none.
  std::vector<std::string> Texts;
  for (const Output &Out : Outputs) {
    llvm::raw_string_ostream OS(Texts.emplace_back());
    Out.write(OS, A);
  }
  bool Piped = false;
  std::vector<WholeFile> Files;
  for (auto [Out, Text] : llvm::zip(Outputs, Texts)) {
    if (isStdout(Out.path)) {
      Piped = true;
      continue;
    }
    auto File = writeReport(Out.option, Out.path, Project->sources.root,
                            std::move(Text));
    if (!File)
      return fail(File.takeError());
    Files.push_back(std::move(*File));
  }
  for (WholeFile &File : Files)
    if (llvm::Error E = File.keep())
      return fail(std::move(E));
  for (auto [Out, Text] : llvm::zip(Outputs, Texts))
    if (isStdout(Out.path))
      llvm::outs() << Text;
  if (!Piped) {
    AuditTextOptions Text;
    Text.colors = wantsColors(llvm::outs());
    Text.brief = !Outputs.empty();
    writeAuditText(llvm::outs(), A, Text);
    for (const Output &Out : Outputs)
      llvm::outs() << "Written: " << printable(Out.path) << '\n';
    llvm::outs().flush();
  }
  int Status = AllDone;
  for (const Condition *C : *Conditions)
    if (size_t N = C->count(A)) {
      printError("--fail-on " + C->name + ": " + counted(N, C->one) + " " +
                 C->rest);
      Status = WorkLeft;
    }
  return Status;
}

} // namespace

void addAuditCommand(CLI::App &App, CommandLine &Line) {
  auto Of = std::make_shared<Request>();
  Request &O = *Of;
  CLI::App *C = App.add_subcommand(
      "audit", "Estimate the remaining work of a migration, its cost, and "
               "which chips could run the code");
  addSourceOptions(*C, O.project);
  auto Take = [&](const char *Name, std::string &Into, const char *Help) {
    C->add_option(Name, Into, Help)->type_name("FILE");
  };
  Take("--html", O.html, "Write a page to read, search and print; one file");
  Take("--json", O.json, "Write everything for programs; - is stdout");
  Take("--sarif", O.sarif, "Write SARIF 2.1.0, fixes included; - is stdout");
  Take("--md", O.markdown, "Write Markdown; - is stdout");
  Take("--csv", O.csv, "Write a line for each use; - is stdout");
  C->add_option("--profile", O.profiles,
                "A chip to compare the code with: a built-in one, or your own "
                "profile (FILE.yaml); default: all built-in ones")
      ->type_name("CHIP")
      ->take_all()
      ->allow_extra_args(false);
  C->add_flag("--list-profiles", O.listProfiles,
              "List the built-in chips and exit");
  C->add_option("--weights", O.weights,
                "The cost of a decision in minutes: for its first place and "
                "each further one; default: review=10,1 manual=120,15 "
                "blocked=960,30 auto=0,0")
      ->type_name("CLASS=FIRST,AGAIN")
      ->take_all()
      ->allow_extra_args(false);
  C->add_option("--baseline", O.baseline,
                "Report the changes since an earlier audit (its --json)")
      ->type_name("OLD.json");
  std::string Known;
  for (const Condition &K : Conditions)
    Known += (Known.empty() ? "" : ", ") + K.name.str();
  C->add_option("--fail-on", O.failOn,
                "Exit with status 1 if there is any: " + Known +
                    ", or several with commas between")
      ->type_name("WHAT")
      ->take_all()
      ->allow_extra_args(false);
  addEngineOptions(*C, O.project);
  C->footer(
      "No file of the tree is changed. Clang's own options for all units go "
      "after --: causeway audit DIR -- CLANG_ARGS\n\n"
      "Examples:\n"
      "  causeway audit src                                 a summary\n"
      "  causeway audit src --html audit.html               the page to decide "
      "from\n"
      "  causeway audit src --profile amd-gfx90a            one chip only\n"
      "  causeway audit src --json now.json                 keep it as a "
      "baseline\n"
      "  causeway audit src --baseline now.json --fail-on new   no new CUDA "
      "(CI)\n\n"
      "Exit status: 0 done, 1 --fail-on has found something, 2 unusable "
      "input.");
  C->callback([Of, &Line] { Line.status = runAudit(*Of, Line); });
}

} // namespace causeway
