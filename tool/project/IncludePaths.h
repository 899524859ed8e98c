// Guesses the include folders of a tree without a compilation database, from
// the headers in the tree. An IncludePaths keeps the include lines of the added
// files and nothing else of their text.
//
//   IncludePaths Paths({}, IsCudaHeader);
//   Paths.add("/src/include/a.h", TextOfHeader);
//   Paths.add("/src/a.cu", TextOfSource);
//   std::vector<std::string> Folders = Paths.foldersFor("/src/a.cu");
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace causeway {

/// One `#include` line as written.
struct IncludeLine {
  llvm::StringRef name;
  bool angled;
};
std::vector<IncludeLine> includeLines(llvm::StringRef Text);

/// The number of leading folders that two paths have in common.
size_t closeness(llvm::StringRef A, llvm::StringRef B);

/// Guesses the folders in which the includes of a unit are found.
class IncludePaths {
public:
  /// `Given` are the user's include folders. `IsKnown` returns whether CUDA
  /// provides an include.
  IncludePaths(std::vector<std::string> Given,
               std::function<bool(llvm::StringRef)> IsKnown)
      : Given(std::move(Given)), IsKnown(std::move(IsKnown)) {}

  void add(const std::string &Path, llvm::StringRef Text);

  /// The folders that must be searched to find everything that `Unit` includes,
  /// directly or not, in order of first use. The compiler searches those of
  /// `Also` anyway.
  std::vector<std::string>
  foldersFor(const std::string &Unit,
             const std::vector<std::string> &Also = {}) const;

  /// The files that one file includes directly, found beside it or in the
  /// searched folders.
  std::vector<std::string>
  includedBy(const std::string &File,
             const std::vector<std::string> &Also) const;
  /// The direct includes that nothing resolves, as written.
  std::vector<std::string>
  missingIn(const std::string &File,
            const std::vector<std::string> &Also) const;

  /// Adds `Unit`, and the added files that it includes, directly or not.
  void addReached(const std::string &Unit, llvm::StringMap<bool> &Seen) const;

private:
  struct Found {
    std::string file, folder; ///< The folder to search; empty if the file is
                              ///< found without one.
  };
  struct Line {
    std::string name;
    bool angled;
  };
  Found resolve(const std::string &From, const Line &Include,
                const std::vector<std::string> &Also) const;
  void visit(const std::string &File, const std::vector<std::string> &Also,
             llvm::StringMap<bool> &Seen,
             std::vector<std::string> &Folders) const;

  std::vector<std::string> Given;
  std::function<bool(llvm::StringRef)> IsKnown;
  std::map<std::string, std::vector<Line>> Includes; ///< By file.
  llvm::StringMap<std::vector<std::string>> ByFileName;
};

} // namespace causeway
