// `causeway config`: the compiler options for building migrated code.
//
// SPDX-License-Identifier: Apache-2.0
#include "cli/Backends.h"
#include "cli/Commands.h"
#include "cli/Console.h"
#include "cli/Shim.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include <CLI/CLI.hpp>

namespace causeway {
namespace {

struct ConfigOptions {
  std::string backend = "cpu";
  bool cflags = false, libs = false, cmakeDir = false, list = false;
};

/// Quotes a word for a shell.
std::string quote(llvm::StringRef Text) {
  bool Plain = llvm::all_of(Text, [](char C) {
    return llvm::isAlnum(C) || llvm::StringRef("/._-+=,:@%").contains(C);
  });
  if (Plain)
    return Text.str();
  std::string Out = "'";
  for (char C : Text)
    Out += C == '\'' ? std::string("'\\''") : std::string(1, C);
  return Out + "'";
}

int runConfig(const ConfigOptions &O) {
  auto S = findShim();
  if (!S) {
    printError("the runtime shim was not found beside the program");
    return BadInput;
  }
  if (O.cmakeDir) {
    std::string Folder = S->libraries + "/cmake/Causeway";
    if (!llvm::sys::fs::exists(Folder + "/CausewayConfig.cmake")) {
      printError(Folder + ": no CMake package; build it with ./dev build");
      return BadInput;
    }
    llvm::outs() << Folder << '\n';
    return AllDone;
  }
  auto Backends = readBackends(*S);
  if (!Backends)
    return fail(Backends.takeError());
  if (O.list) {
    for (const Backend &B : *Backends)
      llvm::outs() << B.name << '\t' << B.title << '\n';
    return AllDone;
  }
  auto B = llvm::find_if(*Backends,
                         [&](const Backend &B) { return B.name == O.backend; });
  if (B == Backends->end()) {
    std::vector<std::string> Names;
    for (const Backend &Known : *Backends)
      Names.push_back(Known.name);
    printError("no backend is called '" + O.backend + "'; there are " +
               llvm::join(Names, ", "));
    return BadInput;
  }
  std::vector<std::string> Words;
  bool Both = !O.cflags && !O.libs;
  if (O.cflags || Both)
    for (const std::string &Folder : S->includes(B->name))
      Words.push_back(quote("-I" + Folder));
  // The compilers of header-only backends link their runtimes on their own.
  if ((O.libs || Both) && B->hasLibrary) {
    std::string Library = S->libraries + "/libcauseway_" + B->name + ".a";
    if (!llvm::sys::fs::exists(Library)) {
      printError(Library + ": does not exist; build it with ./dev build");
      return BadInput;
    }
    Words.push_back(quote("-L" + S->libraries));
    Words.push_back("-lcauseway_" + B->name);
    llvm::append_range(Words, B->linkWords);
  }
  llvm::outs() << llvm::join(Words, " ") << '\n';
  return AllDone;
}

} // namespace

void addConfigCommand(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<ConfigOptions>();
  CLI::App *C = App.add_subcommand(
      "config", "Print compiler flags for migrated code, like pkg-config");
  C->add_option("--backend", Options->backend, "The backend, by its name")
      ->capture_default_str();
  C->add_flag("--list", Options->list, "List the backends");
  C->add_flag("--cflags", Options->cflags, "Flags for compiling");
  C->add_flag("--libs", Options->libs, "Flags for linking");
  C->add_flag("--cmake-dir", Options->cmakeDir,
              "The folder of the CMake package: cmake -DCauseway_DIR=...");
  C->footer(
      "Examples:\n"
      "  g++ -std=c++17 -O2 app.cpp $(causeway config --backend cpu --cflags "
      "--libs)\n"
      "  nvcc -std=c++17 -x cu app.cpp $(causeway config --backend cuda "
      "--cflags)\n"
      "  hipcc -std=c++17 app.cpp $(causeway config --backend hip --cflags)");
  C->callback([Options, &Line] { Line.status = runConfig(*Options); });
}

} // namespace causeway
