// Searches from the program's location upwards.
//
// SPDX-License-Identifier: Apache-2.0
#include "cli/Shim.h"
#include "project/Sources.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace causeway {

using llvm::StringRef;
namespace path = llvm::sys::path;

std::vector<std::string> Shim::includes(StringRef Backend) const {
  return {(folder + "/" + Backend + (installed ? "" : "/include")).str(),
          portable};
}

std::string Shim::driver() const {
  return (path::parent_path(libraries) + "/bin/cwc++").str();
}

static std::optional<Shim> at(StringRef Folder, bool Installed,
                              StringRef Libraries) {
  std::string Portable =
      (Folder + (Installed ? "/portable" : "/include")).str();
  if (!llvm::sys::fs::exists(Portable + "/cw/runtime.h"))
    return std::nullopt;
  return Shim{realPath(Portable), realPath(Folder), Installed, Libraries.str()};
}

/// The installation prefix, or the build tree.
static std::string prefix() {
  static int Anchor; // any address in the program
  std::string Program =
      realPath(llvm::sys::fs::getMainExecutable("causeway", &Anchor));
  return path::parent_path(path::parent_path(Program)).str();
}

std::string findDocs() {
  std::string Prefix = prefix();
  for (const std::string &Folder : {Prefix + "/share/doc/causeway",
                                    path::parent_path(Prefix).str() + "/docs",
                                    std::string(CAUSEWAY_SOURCE_DIR "/docs")})
    if (llvm::sys::fs::exists(Folder + "/spec.md"))
      return Folder;
  return "";
}

std::optional<Shim> findShim(StringRef Folder) {
  std::string Installed = prefix();
  StringRef Prefix = Installed;
  std::string Libraries = (Prefix + "/lib").str();
  if (!Folder.empty())
    return at(Folder, false, Libraries);
  if (auto S = at((Prefix + "/include/causeway").str(), true,
                  (Prefix + "/" CAUSEWAY_LIBDIR).str()))
    return S;
  if (auto S = at((path::parent_path(Prefix) + "/runtime-shim").str(), false,
                  Libraries))
    return S;
  return at(CAUSEWAY_SOURCE_DIR "/runtime-shim", false, Libraries);
}

} // namespace causeway
