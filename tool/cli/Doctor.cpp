// `causeway doctor`: checks this machine for the requirements of migrated code,
// and gives advice. It writes only a small program in a temporary folder.
//
// SPDX-License-Identifier: Apache-2.0
#include "cli/Backends.h"
#include "cli/Commands.h"
#include "cli/Console.h"
#include "cli/Project.h"
#include "cli/Shim.h"
#include "input/File.h"
#include "input/Json.h"
#include "report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"
#include <CLI/CLI.hpp>

namespace causeway {
namespace {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

/// `Optional`: missing, but the cpu backend works without it.
enum class State { Ok, Optional, Missing };

/// One line of the result: the requirement, its state, and advice.
struct Check {
  State state;
  std::string what, found, advice;
};

/// A program that some part of the workflow calls.
struct Tool {
  std::string what;     ///< For people.
  std::string program;  ///< Searched in PATH.
  std::string variable; ///< The environment variable that names another
                        ///< program; may be empty.
  bool required;
  std::string advice;
};

const Tool Tools[] = {
    {"C++ compiler (cpu)", "c++", "CXX", true, "apt-get install g++"},
    {"C compiler (cpu)", "cc", "CC", true, "apt-get install gcc"},
    {"CMake", "cmake", "", false,
     "apt-get install cmake, for trees that use it"},
    {"MPI", "mpicxx", "", false,
     "apt-get install libopenmpi-dev, for programs that use MPI"}};

/// Compilers of backends that are not in `Tools`.
std::vector<Tool> vendorCompilers() {
  std::vector<Tool> Found;
  auto S = findShim();
  auto Backends = S ? llvm::expectedToOptional(readBackends(*S)) : std::nullopt;
  if (Backends)
    for (const Backend &B : *Backends)
      if (llvm::none_of(Tools,
                        [&](const Tool &T) { return T.program == B.compiler; }))
        Found.push_back({B.compiler + " (" + B.name + ")", B.compiler,
                         B.compilerVariable, false,
                         "the " + B.name + " backend compiles with it; " +
                             B.compilerAdvice});
  return Found;
}

struct Outcome {
  int status = -1;
  std::string text;
};

/// Runs a program for at most `Seconds`. Returns its output and errors
/// combined.
Outcome runProgram(llvm::ArrayRef<std::string> Words, unsigned Seconds) {
  Outcome Result;
  llvm::SmallString<128> Log;
  if (fs::createTemporaryFile("causeway", "txt", Log))
    return Result;
  llvm::FileRemover Remover(Log);
  std::vector<StringRef> Line(Words.begin(), Words.end());
  std::optional<StringRef> Redirects[] = {StringRef(""), StringRef(Log),
                                          StringRef(Log)};
  Result.status = llvm::sys::ExecuteAndWait(Words[0], Line, std::nullopt,
                                            Redirects, Seconds);
  if (auto Buffer = llvm::MemoryBuffer::getFile(Log))
    Result.text = (*Buffer)->getBuffer().str();
  return Result;
}

std::string firstLine(StringRef Text) {
  return Text.trim().split('\n').first.trim().str();
}

/// The line with the version, which need not be the first.
std::string versionLine(StringRef Text) {
  llvm::SmallVector<StringRef> Lines;
  Text.split(Lines, '\n');
  for (StringRef Word : {"version", "release"})
    for (StringRef Line : Lines)
      if (size_t At = Line.find_insensitive(Word);
          At != StringRef::npos &&
          Line.substr(At).find_first_of("0123456789") != StringRef::npos)
        return Line.trim().str();
  return firstLine(Text);
}

Check checkTool(const Tool &T) {
  Check C{T.required ? State::Missing : State::Optional, T.what, "", ""};
  std::string Program = T.program;
  if (auto Named = T.variable.empty() ? std::nullopt
                                      : llvm::sys::Process::GetEnv(T.variable);
      Named && !Named->empty())
    Program = StringRef(*Named).split(' ').first.str();
  auto At = llvm::sys::findProgramByName(Program);
  if (!At) {
    C.found = Program + ": not found";
    C.advice = T.advice;
    return C;
  }
  Outcome Version = runProgram({*At, "--version"}, 20);
  if (Version.status != 0) {
    C.found = *At + " does not run: " + firstLine(Version.text);
    C.advice = T.advice;
    return C;
  }
  C.state = State::Ok;
  C.found = *At + ": " + versionLine(Version.text);
  return C;
}

/// A library that the cpu backend uses to run kernels.
struct Engine {
  StringRef what, library;
  StringRef header, macro; ///< The header and macro with the version.
  StringRef advice;
};

constexpr Engine Engines[] = {
    {"oneTBB", "libtbb", "oneapi/tbb/version.h", "TBB_VERSION_MAJOR",
     "apt-get install libtbb-dev: the cpu backend runs blocks with it"},
    {"Boost.Context", "libboost_context", "boost/version.hpp",
     "BOOST_LIB_VERSION",
     "apt-get install libboost-context-dev: the cpu backend switches between "
     "the threads of a block with it"}};

/// The value of a macro in a header of the usual folders; may be empty.
std::string definedIn(StringRef Header, StringRef Macro) {
  for (StringRef Folder : {"/usr/include/", "/usr/local/include/"}) {
    auto Text = readFile(Folder + Header);
    if (!Text)
      continue;
    llvm::SmallVector<StringRef> Lines;
    (*Text)->getBuffer().split(Lines, '\n');
    for (StringRef Line : Lines)
      if (Line.consume_front("#define ") && Line.consume_front(Macro) &&
          Line.starts_with(" "))
        return Line.trim(" \t\r\"").str();
  }
  return "";
}

/// Asks the compiler for a library, since it resolves the name when it links.
Check checkEngine(const Engine &E) {
  Check C{State::Missing, E.what.str(), "", E.advice.str()};
  auto Named = llvm::sys::Process::GetEnv("CXX");
  auto Compiler = llvm::sys::findProgramByName(
      Named && !Named->empty() ? StringRef(*Named).split(' ').first.str()
                               : "c++");
  if (!Compiler) {
    C.found = "no compiler finds it";
    return C;
  }
  for (StringRef Ending : {".so", ".a"}) {
    std::string File = (E.library + Ending).str();
    std::string At =
        firstLine(runProgram({*Compiler, "-print-file-name=" + File}, 20).text);
    if (!path::is_absolute(At) || !fs::exists(At))
      continue;
    llvm::SmallString<128> Real;
    C.found = fs::real_path(At, Real) ? At : Real.str().str();
    if (std::string Version = definedIn(E.header, E.macro); !Version.empty())
      C.found += ": version " + Version;
    C.state = State::Ok;
    C.advice.clear();
    return C;
  }
  C.found = E.library.str() + ": not found";
  return C;
}

/// The version in an SDK's folder; may be empty.
std::string sdkVersion(StringRef Folder) {
  if (auto Text = readFile(Folder + "/version.json")) {
    auto Json = llvm::expectedToOptional(parseJson((*Text)->getBuffer()));
    auto *Top = Json ? Json->getAsObject() : nullptr;
    auto *Whole = Top ? Top->getObject("cuda") : nullptr;
    if (auto Version = Whole ? Whole->getString("version") : std::nullopt)
      return "version " + Version->str();
  }
  if (auto Text = readFile(Folder + "/version.txt"))
    return firstLine((*Text)->getBuffer());
  std::string Compiler = (Folder + "/bin/nvcc").str();
  return fs::can_execute(Compiler)
             ? versionLine(runProgram({Compiler, "--version"}, 20).text)
             : "";
}

/// Folders that may hold a CUDA SDK, including those in a tree's options.
std::vector<std::string> sdkPlaces(llvm::ArrayRef<std::string> Includes) {
  std::vector<std::string> Places;
  for (const char *Variable : {"CUDA_PATH", "CUDA_HOME"})
    if (auto Named = llvm::sys::Process::GetEnv(Variable))
      Places.push_back(*Named);
  if (auto Compiler = llvm::sys::findProgramByName("nvcc")) {
    llvm::SmallString<128> Real;
    if (!fs::real_path(*Compiler, Real))
      Places.push_back(path::parent_path(path::parent_path(Real)).str());
  }
  for (const char *Usual :
       {"/usr/local/cuda", "/opt/cuda", "/usr/lib/cuda", "/usr"})
    Places.push_back(Usual);
  for (StringRef Folder : Includes)
    Places.push_back((path::filename(Folder) == "include"
                          ? path::parent_path(Folder)
                          : Folder)
                         .str());
  return Places;
}

/// Lists each SDK once, by its real path.
std::vector<Check> checkSdks(llvm::ArrayRef<std::string> Includes) {
  static const RuleSet Rules = RuleSet::builtin();
  std::vector<Check> Found;
  llvm::StringSet<> Seen;
  for (const std::string &Place : sdkPlaces(Includes)) {
    for (StringRef Below : {"/include", ""}) {
      std::string Folder = Place + Below.str();
      auto Holds = [&](const std::string &Header) {
        return fs::exists(Folder + "/" + Header);
      };
      llvm::SmallString<128> Real;
      if (Rules.sdkFolder().empty() ||
          !llvm::all_of(Rules.sdkFolder(), Holds) ||
          fs::real_path(Folder, Real) || !Seen.insert(Real).second)
        continue;
      std::string Version = sdkVersion(Place);
      Found.push_back(
          {State::Ok, "CUDA SDK",
           Folder + (Version.empty() ? "" : ": " + Version) + ", ignored",
           "its headers are not read, even if a build names them; "
           "--cuda-path " +
               Place + " parses against them"});
    }
  }
  if (Found.empty())
    Found.push_back(
        {State::Ok, "CUDA SDK", "none was found, and none is needed", ""});
  return Found;
}

/// Checks by trial that a migrated program compiles, links and runs.
Check checkCpu() {
  Check C{State::Missing, "cpu backend", "", "./dev setup && ./dev build"};
  auto S = findShim();
  if (!S) {
    C.found = "the runtime shim was not found beside the program";
    return C;
  }
  std::string Driver = S->driver();
  if (!fs::exists(Driver)) {
    C.found = Driver + ": not there";
    return C;
  }
  llvm::SmallString<128> Folder;
  if (auto EC = fs::createUniqueDirectory("causeway-doctor", Folder)) {
    C.found = "no temporary folder can be made: " + EC.message();
    C.advice = "check TMPDIR";
    return C;
  }
  std::string Source = (Folder + "/probe.cpp").str(),
              Program = (Folder + "/probe").str();
  {
    std::error_code EC;
    llvm::raw_fd_ostream OS(Source, EC);
    OS << "#include <cw/runtime.h>\n"
          "CW_KERNEL void add(int *sum) {\n"
          "  cw::atomic_add(sum, int(cw::thread_idx().x));\n"
          "}\n"
          "int main() {\n"
          "  int *sum, host = 0;\n"
          "  cwMalloc(&sum, sizeof *sum);\n"
          "  cwMemset(sum, 0, sizeof *sum);\n"
          "  cw::launch(add, 1, 8)(sum);\n"
          "  cwMemcpy(&host, sum, sizeof host, cwMemcpyDeviceToHost);\n"
          "  cwFree(sum);\n"
          "  return host == 28 ? 0 : 1;\n"
          "}\n";
  }
  // Name the backend, because the environment may select another.
  Outcome Built = runProgram(
      {"/usr/bin/env", "CW_BACKEND=cpu", Driver, Source, "-o", Program}, 120);
  if (Built.status != 0) {
    C.found = "a small program does not compile: " + firstLine(Built.text);
  } else if (runProgram({Program}, 60).status != 0) {
    C.found = "a small program was built, but its result is wrong";
  } else {
    C.state = State::Ok;
    C.found = "a small program was compiled, linked and run";
    C.advice.clear();
  }
  fs::remove_directories(Folder);
  return C;
}

Check checkCache(const ProjectOptions &O) {
  if (O.cache.empty())
    return {State::Optional, "Cache", "no folder is available",
            "name one with --cache or CAUSEWAY_CACHE; without it, each run "
            "parses everything"};
  if (fs::exists(O.cache) && !fs::can_write(O.cache))
    return {State::Optional, "Cache", O.cache + ": cannot be written",
            "name another one with --cache or CAUSEWAY_CACHE"};
  uint64_t Bytes = 0;
  std::error_code EC;
  for (fs::recursive_directory_iterator I(O.cache, EC, false), E; I != E && !EC;
       I.increment(EC))
    if (auto Status = I->status();
        Status && I->type() == fs::file_type::regular_file)
      Bytes += Status->getSize();
  return {State::Ok, "Cache",
          O.cache + ": " + std::to_string(Bytes >> 20) + " MiB", ""};
}

/// Checks a tree without parsing it, and collects its include folders.
llvm::Error checkTree(ProjectOptions &O, const CommandLine &Line,
                      std::vector<Check> &Checks, llvm::StringSet<> &Includes) {
  O.quiet = true;
  O.noCache = true; // a check must write nothing
  auto P = openProject(O, Line);
  if (!P)
    return P.takeError();
  const Sources &From = P->sources;
  Checks.push_back({State::Ok, "Tree",
                    From.root + ": " + counted(From.units.size(), "unit") +
                        " of CUDA, " +
                        counted(From.buildScripts.size(), "build script"),
                    ""});
  if (From.database.empty())
    Checks.push_back({State::Optional, "Compile commands", "none was found",
                      "cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON or `bear -- "
                      "make` writes compile_commands.json; name its folder "
                      "with -p. Without it, options are guessed"});
  else
    Checks.push_back({State::Ok, "Compile commands", From.database, ""});
  for (const Unit &U : From.units)
    for (size_t I = 0; I < U.args.size(); ++I) {
      StringRef Argument = U.args[I];
      if ((Argument == "-I" || Argument == "-isystem") && I + 1 < U.args.size())
        Includes.insert(U.args[++I]);
      else if (Argument.consume_front("-I") ||
               Argument.consume_front("-isystem"))
        Includes.insert(Argument);
    }
  for (const std::string &Note : tellSources(From))
    Checks.push_back({State::Ok, "Note", Note, ""});
  return llvm::Error::success();
}

void print(const Check &C) {
  llvm::raw_fd_ostream &OS = llvm::outs();
  bool Colors = wantsColors(OS);
  auto [Word, Color] = C.state == State::Ok
                           ? std::pair("ok", llvm::raw_ostream::GREEN)
                       : C.state == State::Optional
                           ? std::pair("-", llvm::raw_ostream::YELLOW)
                           : std::pair("missing", llvm::raw_ostream::RED);
  if (Colors)
    OS.changeColor(Color, true);
  OS << llvm::left_justify(Word, 9);
  if (Colors)
    OS.resetColor();
  OS << llvm::left_justify(C.what, 20) << printable(C.found) << '\n';
  if (!C.advice.empty())
    OS << std::string(9, ' ') << llvm::left_justify("", 20)
       << printable(C.advice) << '\n';
}

int runDoctor(ProjectOptions &O, const CommandLine &Line) {
  std::vector<Check> Checks;
  Checks.push_back({State::Ok, "causeway",
                    "version " CAUSEWAY_VERSION ", " +
                        counted(RuleSet::builtin().all().size(), "rule"),
                    ""});
  for (const Tool &T : Tools)
    Checks.push_back(checkTool(T));
  for (const Tool &T : vendorCompilers())
    Checks.push_back(checkTool(T));
  Check Cpu = checkCpu();
  for (const Engine &E : Engines) {
    Checks.push_back(checkEngine(E));
    // Only the driver may know its folder.
    if (Cpu.state == State::Ok && Checks.back().state == State::Missing)
      Checks.back().state = State::Optional;
  }
  Checks.push_back(std::move(Cpu));
  Checks.push_back(checkCache(O));
  std::vector<Check> OfTree;
  llvm::StringSet<> Includes;
  if (!O.request.sources.empty() || !O.request.buildDir.empty())
    if (llvm::Error E = checkTree(O, Line, OfTree, Includes))
      return fail(std::move(E));
  std::vector<std::string> Folders;
  for (const auto &Folder : Includes)
    Folders.push_back(Folder.first().str());
  llvm::sort(Folders);
  llvm::append_range(Checks, checkSdks(Folders));
  llvm::append_range(Checks, OfTree);
  bool Missing = false;
  for (const Check &C : Checks) {
    print(C);
    Missing |= C.state == State::Missing;
  }
  llvm::outs() << (Missing ? "\nMigrated code cannot be built here until the "
                             "missing parts are installed.\n"
                           : "\nMigrated code can be built and run here with "
                             "the cpu backend.\n");
  return Missing ? WorkLeft : AllDone;
}

} // namespace

void addDoctorCommand(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<ProjectOptions>();
  ProjectOptions &O = *Options;
  CLI::App *C =
      App.add_subcommand("doctor", "Check this machine, and a tree, for the "
                                   "needs of migrated code, and give advice");
  addSourceOptions(*C, O);
  addEngineOptions(*C, O);
  C->footer("Nothing of the tree is parsed or changed.\n\n"
            "Examples:\n"
            "  causeway doctor          compilers, engines, SDKs, cache\n"
            "  causeway doctor src      and the guesses for a tree\n\n"
            "Exit status: 0 the cpu backend works, 1 a part of it is missing, "
            "2 unusable input.");
  C->callback([Options, &Line] { Line.status = runDoctor(*Options, Line); });
}

} // namespace causeway
