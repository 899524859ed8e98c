// The list of files that follow from the facade, `runtime-shim/interface.yaml`.
// Plain values, owned by the caller.
//
//   auto List = readInterfaceList(Yaml, "runtime-shim/interface.yaml");
//   for (const InterfaceHeader &H : *List)
//     llvm::outs() << H.name << '\n'; // "blas.h"
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace causeway {

/// Functions of one area that are those of another under a second name.
struct Twins {
  std::string of;     ///< The other area.
  std::string prefix; ///< Of their names: `cwDriver` of `cwDriverMemGetInfo`.
  std::string result; ///< The type that they return.
  std::map<std::string, std::string> forwards; ///< Where the prefix is not all.
  std::vector<std::string> byHand;
};

/// One header in include/cw/.
struct InterfaceHeader {
  std::string name, area, title;
  bool types = true, functions = true;
  std::vector<std::string> except; ///< Names that a hand-written header has.
  std::vector<std::string> includes;
  /// Type of a result -> the value that says "not supported". With one, there
  /// is a stub.
  std::map<std::string, std::string> notSupported;
  std::optional<Twins> twins;
  bool typed = false; ///< The C++ forms of the area's functions.
};

llvm::Expected<std::vector<InterfaceHeader>>
readInterfaceList(llvm::StringRef Yaml, llvm::StringRef Origin);

} // namespace causeway
