// SPDX-License-Identifier: Apache-2.0
#include "engine/IncludeSearch.h"
#include "frontend/CompileArgs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

namespace causeway {

using llvm::StringRef;
namespace path = llvm::sys::path;

static std::string join(StringRef Folder, StringRef Name) {
  llvm::SmallString<256> Path(Folder);
  path::append(Path, Name);
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

IncludeFolders includeFolders(const ParseOptions &Unit) {
  // `clangCommand` normalises the spellings of an option.
  std::vector<std::string> Command = clangCommand(Unit, Pass::Host);
  IncludeFolders Folders;
  std::vector<std::string> System, After;
  for (size_t I = 0; I < Command.size(); ++I) {
    StringRef Arg = Command[I];
    auto Take = [&](StringRef Option, std::vector<std::string> &To) {
      if (!Arg.consume_front(Option))
        return false;
      if (Arg.empty() && I + 1 < Command.size())
        Arg = Command[++I];
      To.push_back(path::is_absolute(Arg) ? join(Arg, "")
                                          : join(Unit.directory, Arg));
      return true;
    };
    Take("-iquote", Folders.quoted) || Take("-isystem", System) ||
        Take("-idirafter", After) || Take("-I", Folders.all);
  }
  llvm::append_range(Folders.all, System);
  llvm::append_range(Folders.all, After);
  return Folders;
}

std::optional<FoundInclude> findInclude(StringRef Includer, StringRef Written,
                                        bool Angled,
                                        const IncludeFolders &Folders,
                                        Disk &Now) {
  FoundInclude Found;
  auto IsIn = [&](StringRef Folder) {
    Found.path =
        path::is_absolute(Written) ? join(Written, "") : join(Folder, Written);
    if (Now.isTaken(Found.path))
      return true;
    Found.before.push_back(Found.path);
    return false;
  };
  if (!Angled &&
      (IsIn(path::parent_path(Includer)) || llvm::any_of(Folders.quoted, IsIn)))
    return Found;
  if (llvm::any_of(Folders.all, IsIn))
    return Found;
  return std::nullopt;
}

} // namespace causeway
