// Which macros hold at a place of bare text: those that its file defines, or a
// file that it includes, under conditions that hold there too.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Definitions.h"
#include "llvm/ADT/StringMap.h"
#include <map>
#include <set>
#include <string>
#include <vector>

namespace causeway {

class InForce {
public:
  /// All files, before the first question. The definitions must outlive it.
  void add(const std::string &Path, const Definitions &Of);
  /// Whether an include's name is that of one of the files.
  bool hasFile(llvm::StringRef Include) const;
  /// Whether a macro of this name holds in a file, under some conditions.
  bool holds(const std::string &Path, llvm::StringRef Name,
             const TextConditions &Under);

private:
  using Files = std::set<const std::string *>;
  struct Place {
    const std::string *file;
    const TextConditions *under;
  };
  std::vector<const std::string *> named(llvm::StringRef Include) const;
  const Files &reached(const std::string &Path, const TextConditions &Under);

  std::map<std::string, const Definitions *> All;
  llvm::StringMap<std::vector<const std::string *>> ByFileName;
  llvm::StringMap<std::vector<Place>> Macros;
  /// Who includes a file; known once somebody asks.
  std::map<const std::string *, Files> Includers;
  bool Linked = false;
  std::map<std::pair<const std::string *, TextConditions>, Files> Reached;
};

} // namespace causeway
