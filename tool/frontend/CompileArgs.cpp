// Keeps the options that decide how a source parses, and drops all others: code
// generation does not matter here.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/CompileArgs.h"
#include "frontend/Facade.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <optional>

namespace causeway {
namespace {

using llvm::StringRef;

/// Kept options, whose value is joined or the next argument.
constexpr llvm::StringLiteral Kept[] = {
    "-I",         "-D",       "-U",       "-isystem",  "-iquote",
    "-idirafter", "-include", "-imacros", "--sysroot", "-isysroot"};

/// nvcc's options for programs other than its host compiler. Their value is
/// dropped too, whatever it looks like.
constexpr llvm::StringLiteral Foreign[] = {
    "-Xlinker",         "-Xarchive",      "-Xptxas", "-Xnvlink",
    "-Xcudafe",         "-Xfatbin",       "-Xclang", "-Xassembler",
    "--linker-options", "--ptxas-options"};

/// nvcc's long spellings of kept options.
constexpr std::pair<llvm::StringLiteral, llvm::StringLiteral> LongNames[] = {
    {"--include-path", "-I"},
    {"--define-macro", "-D"},
    {"--undefine-macro", "-U"},
    {"--system-include", "-isystem"},
    {"--pre-include", "-include"}};

bool keepFlag(StringRef Arg) {
  return Arg == "-pthread" || Arg == "-fopenmp" || Arg == "-nostdinc" ||
         Arg == "-nostdinc++" || Arg == "-m32" || Arg == "-m64" ||
         Arg.starts_with("-stdlib=") || Arg.starts_with("-fms-");
}

/// Migrated code is C++17, so older standards are parsed as C++17.
std::string standard(StringRef Std, bool InC) {
  StringRef Year = Std;
  if (Std.empty())
    return InC ? "" : "-std=gnu++17";
  if (InC)
    return Year.contains("++") ? "" : ("-std=" + Std).str();
  if (!Year.consume_front("c++") && !Year.consume_front("gnu++"))
    return "-std=gnu++17";
  if (Year == "20" || Year == "2a" || Year == "23" || Year == "2b")
    return ("-std=gnu++" + Year).str();
  return "-std=gnu++17";
}

/// The options for nvcc's host compiler in one argument: separated by commas,
/// and by blanks if the value was quoted.
std::vector<std::string> passedOn(StringRef Value) {
  llvm::BumpPtrAllocator Memory;
  llvm::StringSaver Saver(Memory);
  llvm::SmallVector<const char *> Words;
  llvm::cl::TokenizeGNUCommandLine(Value.trim("\"'"), Saver, Words);
  std::vector<std::string> Options;
  for (StringRef Word : Words) {
    llvm::SmallVector<StringRef> Parts;
    Word.split(Parts, ',', -1, /*KeepEmpty=*/false);
    for (StringRef P : Parts)
      Options.push_back(P.str());
  }
  return Options;
}

void keepSourceOptions(llvm::ArrayRef<std::string> Args, bool InC,
                       std::vector<std::string> &Out, std::string &Std) {
  for (size_t I = 0; I < Args.size(); ++I) {
    StringRef Arg = Args[I];
    // The value of `Option`: joined to it, after `=`, or the next argument.
    // Nullopt if `Arg` is another option.
    auto ValueOf = [&](StringRef Option,
                       bool Joined) -> std::optional<StringRef> {
      StringRef Rest = Arg;
      if (!Rest.consume_front(Option))
        return std::nullopt;
      if (Rest.consume_front("="))
        return Rest;
      if (!Rest.empty())
        return Joined ? std::optional(Rest) : std::nullopt;
      return I + 1 < Args.size() ? StringRef(Args[++I]) : StringRef();
    };
    auto Keep = [&](StringRef Option, StringRef Value) {
      // A last option without its value would take the next option's value.
      if (!Value.empty()) {
        Out.push_back(Option.str());
        Out.push_back(Value.str());
      }
      return true;
    };
    if (llvm::any_of(Foreign, [&](StringRef Option) {
          return ValueOf(Option, false).has_value();
        }))
      continue;
    // Options for nvcc's host compiler decide how the source parses too.
    auto Inner = ValueOf("-Xcompiler", false);
    if (!Inner)
      Inner = ValueOf("--compiler-options", false);
    if (!Inner && Arg.consume_front("-Wp,"))
      Inner = Arg;
    if (Inner) {
      keepSourceOptions(passedOn(*Inner), InC, Out, Std);
      continue;
    }
    auto Standard = ValueOf("-std", false);
    if (!Standard)
      Standard = ValueOf("--std", false);
    if (Standard) {
      Std = Standard->str();
      continue;
    }
    if (keepFlag(Arg)) {
      Out.push_back(Arg.str());
      continue;
    }
    bool Taken = llvm::any_of(LongNames, [&](const auto &Name) {
      auto Value = ValueOf(Name.first, false);
      return Value && Keep(Name.second, *Value);
    });
    if (!Taken)
      (void)llvm::any_of(Kept, [&](StringRef Option) {
        auto Value = ValueOf(Option, true);
        return Value && Keep(Option, *Value);
      });
  }
}

/// The architecture of the device pass: the one that Clang's options ask for.
/// nvcc's own options do not choose it, since they list several.
void addArchitecture(llvm::ArrayRef<std::string> Args, Pass P,
                     std::vector<std::string> &Cmd) {
  // The newest architecture of this Clang.
  constexpr unsigned Newest = 90;
  unsigned Asked = 80;
  for (StringRef Arg : Args)
    if (unsigned N; (Arg.consume_front("--cuda-gpu-arch=sm_") ||
                     Arg.consume_front("--offload-arch=sm_")) &&
                    !Arg.take_while(llvm::isDigit).getAsInteger(10, N))
      Asked = N;
  Cmd.push_back("--cuda-gpu-arch=sm_" +
                std::to_string(std::min(Asked, Newest)));
  if (Asked > Newest && P == Pass::Device)
    llvm::append_range(Cmd,
                       std::vector<std::string>{
                           "-U__CUDA_ARCH__",
                           "-D__CUDA_ARCH__=" + std::to_string(Asked * 10)});
}

/// Clang's own headers (stddef.h and the like). The distribution keeps them
/// beside its library.
std::string resourceDir() {
  for (StringRef Dir : {StringRef(CAUSEWAY_CLANG_RESOURCE_DIR),
                        StringRef("/usr/lib/llvm-19/lib/clang/19"),
                        StringRef("/usr/lib/clang/19")})
    if (llvm::sys::fs::is_directory(Dir + "/include"))
      return Dir.str();
  return CAUSEWAY_CLANG_RESOURCE_DIR;
}

} // namespace

bool isCudaUnit(StringRef File, llvm::ArrayRef<std::string> Args) {
  for (size_t I = 0; I < Args.size(); ++I) {
    StringRef Arg = Args[I];
    if ((Arg == "-x" || Arg == "--x") && I + 1 < Args.size())
      return StringRef(Args[I + 1]).starts_with("cu");
    if ((Arg.consume_front("--x=") || Arg.consume_front("-x=") ||
         Arg.consume_front("-x")) &&
        (Arg == "cu" || Arg == "cuda"))
      return true;
  }
  StringRef Ext = llvm::sys::path::extension(File);
  return Ext == ".cu" || Ext == ".cuh";
}

bool isCFile(StringRef File) {
  return llvm::sys::path::extension(File) == ".c";
}

std::vector<std::string> clangCommand(const ParseOptions &Options, Pass P) {
  bool Cuda = isCudaUnit(Options.file, Options.args);
  bool InC = !Cuda && isCFile(Options.file);
  std::string Resources = resourceDir();
  std::vector<std::string> Cmd = {InC ? "clang" : "clang++",
                                  "-resource-dir=" + Resources};
  if (Cuda) {
    llvm::append_range(Cmd, std::initializer_list<const char *>{"-x", "cuda"});
    Cmd.push_back(P == Pass::Host ? "--cuda-host-only" : "--cuda-device-only");
    addArchitecture(Options.args, P, Cmd);
    // Clang's wrappers of the standard headers need an SDK, so only its plain
    // headers are searched.
    if (Options.cudaPath.empty())
      llvm::append_range(Cmd, std::vector<std::string>{
                                  "-nocudainc", "-nocudalib", "-nobuiltininc",
                                  "-isystem", Resources + "/include",
                                  "-include", FacadePrelude.str()});
    else
      llvm::append_range(Cmd, std::vector<std::string>{
                                  "--cuda-path=" + Options.cudaPath,
                                  "-nocudalib", "-Wno-unknown-cuda-version"});
  } else {
    llvm::append_range(
        Cmd, std::initializer_list<const char *>{"-x", InC ? "c" : "c++"});
  }
  std::string Std;
  std::vector<std::string> Kept;
  keepSourceOptions(Options.args, InC, Kept, Std);
  if (std::string StdArg = standard(Std, InC); !StdArg.empty())
    Cmd.push_back(StdArg);
  // Before all other folders, so that no installed header hides the facade's.
  if (Options.cudaPath.empty())
    Cmd.push_back(("-I" + FacadeIncludeDir).str());
  llvm::append_range(Cmd, Kept);
  if (!Options.cudaPath.empty())
    llvm::append_range(Cmd, std::vector<std::string>{
                                "-isystem", Options.cudaPath + "/include"});
  // The mode for dynamic shared memory (makeInvocation) defines this macro;
  // nvcc does not.
  if (Cuda)
    Cmd.push_back("-U__CLANG_RDC__");
  // Accept old code as nvcc's host compiler does: only Clang takes these for
  // errors. Syntax that C++17 has dropped is rewritten or reported.
  if (!Cuda) // in CUDA, narrowing is a finding
    llvm::append_range(Cmd, std::initializer_list<const char *>{
                                "-Wno-c++11-narrowing", "-Wno-narrowing"});
  llvm::append_range(
      Cmd, std::initializer_list<const char *>{
               "-w", "-Wno-register", "-Wno-dynamic-exception-spec",
               "-Wno-increment-bool", "-Wno-int-conversion",
               "-Wno-implicit-function-declaration", "-Wno-implicit-int",
               "-Wno-incompatible-function-pointer-types", "-Wno-error",
               "-ferror-limit=0", "-fsyntax-only", "-fno-spell-checking"});
  Cmd.push_back(Options.file);
  return Cmd;
}

PreludeArgs preludeArgs(const ParseOptions &Unit) {
  PreludeArgs Args;
  std::string Std;
  std::vector<std::string> Kept;
  keepSourceOptions(Unit.args, /*InC=*/false, Kept, Std);
  for (size_t I = 0; I < Kept.size(); ++I) {
    StringRef Option = Kept[I];
    if (Option == "-D" || Option == "-U")
      Args.macros.emplace_back(Option, Kept[++I]);
    else if (Option == "-imacros")
      ++I, Args.comesFirst = false;
    else if (Option == "-include")
      ++I; // is read after the prelude
    else if (Option == "-I" || Option == "-isystem" || Option == "-iquote" ||
             Option == "-idirafter")
      Args.folders.push_back(Kept[++I]);
    else if (Option == "--sysroot" || Option == "-isysroot")
      Args.parse.insert(Args.parse.end(), {Kept[I], Kept[I + 1]}), ++I;
    else
      Args.parse.push_back(Kept[I]);
  }
  if (!Std.empty())
    Args.parse.push_back("-std=" + Std);
  for (StringRef Arg : Unit.args)
    if (Arg.starts_with("--cuda-gpu-arch=") ||
        Arg.starts_with("--offload-arch="))
      Args.parse.push_back(Arg.str());
  return Args;
}

std::vector<std::string>
preludeCommand(const PreludeArgs &Args,
               llvm::ArrayRef<std::pair<std::string, std::string>> Macros,
               Pass P) {
  ParseOptions Alone;
  Alone.file = FacadePrelude.str();
  Alone.args = {"-x", "cu"};
  llvm::append_range(Alone.args, Args.parse);
  for (const auto &[Option, Value] : Macros)
    Alone.args.push_back(Option + Value);
  std::vector<std::string> Command = clangCommand(Alone, P);
  auto Include = llvm::find(Command, "-include");
  Command.erase(Include, Include + 2);
  return Command;
}

} // namespace causeway
