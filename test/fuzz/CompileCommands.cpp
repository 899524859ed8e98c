// Any text as compile_commands.json: units whose command Clang takes, or one
// error.
// SPDX-License-Identifier: Apache-2.0
#include "project/CompileCommands.h"
#include "Target.h"
#include "frontend/CompileArgs.h"
#include "llvm/ADT/STLExtras.h"

using namespace causeway;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  auto Commands = CompileCommands::parse(Text, "/nowhere");
  if (!Commands) {
    HOLDS(!llvm::toString(Commands.takeError()).empty());
    return 0;
  }
  std::vector<std::string> Files = Commands->files();
  Files.push_back("/nowhere/not/listed.cu");
  for (const std::string &File : Files) {
    std::vector<Unit> Units = Commands->unitsOf(File);
    HOLDS(!Units.empty() || Files.size() == 1);
    for (const Unit &U : Units) {
      HOLDS(U.file == File && llvm::StringRef(U.directory).starts_with("/"));
      for (Pass P : {Pass::Host, Pass::Device}) {
        std::vector<std::string> Command =
            clangCommand({U.file, U.directory, U.args, "/nowhere", ""}, P);
        HOLDS(Command.back() == File);
      }
    }
  }
  return 0;
}
