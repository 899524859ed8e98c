// Which macros hold at a place of bare text: those that its file defines, or a
// file that it includes, under conditions that hold there too.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Definitions.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace causeway {

class InForce {
public:
  /// \p IsOtherVendors says which macros only another vendor's build defines.
  explicit InForce(std::function<bool(llvm::StringRef)> IsOtherVendors)
      : IsOtherVendors(std::move(IsOtherVendors)) {}

  /// All files, before the first question. The definitions must outlive it.
  void add(const std::string &Path, const Definitions &Of);
  /// Whether an include's name is that of one of the files.
  bool hasFile(llvm::StringRef Include) const;
  /// Whether a macro of this name holds in a file, under some conditions.
  bool holds(const std::string &Path, llvm::StringRef Name,
             const TextConditions &Under);
  /// Whether any file defines a function of this name, or a macro that is
  /// called like one, for no other vendor's build.
  bool defines(llvm::StringRef Name) const { return Functions.contains(Name); }

private:
  using Files = std::set<const std::string *>;
  struct Place {
    const std::string *file;
    const TextConditions *under;
  };
  std::vector<const std::string *> named(llvm::StringRef Include) const;
  const Files &reached(const std::string &Path, const TextConditions &Under);

  bool isTheirs(llvm::StringRef Condition) const;
  const TextConditions &implied(const TextConditions &Under);

  std::function<bool(llvm::StringRef)> IsOtherVendors;
  std::map<std::string, const Definitions *> All;
  llvm::StringMap<std::vector<const std::string *>> ByFileName;
  llvm::StringMap<std::vector<Place>> Macros;
  llvm::StringSet<> Functions;
  std::map<TextConditions, TextConditions> Implied;
  /// Who includes a file; known once somebody asks.
  std::map<const std::string *, Files> Includers;
  bool Linked = false;
  std::map<std::pair<const std::string *, TextConditions>, Files> Reached;
};

} // namespace causeway
