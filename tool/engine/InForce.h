// Which macros are in force at a place of bare text: those that its file
// defines, or a file that it includes, under conditions that hold at the place.
// An InForce refers to the Definitions of its files and does not own them.
//
//   InForce Text([](llvm::StringRef Macro) { return Macro == "__HIPCC__"; });
//   Text.add("/src/a.h", DefinitionsOfA);
//   if (Text.holds("/src/a.cu", "float2", Conditions))
//     ...
//
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
  /// \p IsOtherVendors returns whether only another vendor's build defines a
  /// macro.
  explicit InForce(std::function<bool(llvm::StringRef)> IsOtherVendors)
      : IsOtherVendors(std::move(IsOtherVendors)) {}

  /// Adds a file. All files must be added before the first query. `Of` must
  /// outlive this object.
  void add(const std::string &Path, const Definitions &Of);
  /// Whether an include names one of the files.
  bool hasFile(llvm::StringRef Include) const;
  /// Whether a macro of this name is in force in a file, under some conditions.
  bool holds(const std::string &Path, llvm::StringRef Name,
             const TextConditions &Under);
  /// Whether any file defines a function or function-like macro of this name
  /// for a build that is not another vendor's.
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
  /// The files that include a file; filled by the first query.
  std::map<const std::string *, Files> Includers;
  bool Linked = false;
  std::map<std::pair<const std::string *, TextConditions>, Files> Reached;
};

} // namespace causeway
