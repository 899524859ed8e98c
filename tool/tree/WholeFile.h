// Writes one text to a path that the user named, completely or not at all. A
// WholeFile owns its temporary file.
//
//   auto Report = WholeFile::write("report.json", Text);
//   if (!Report)
//     return Report.takeError();
//   return Report->keep();
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tree/Folder.h"

namespace causeway {

/// A complete temporary file beside its target. `keep` renames it to the
/// target; otherwise the destructor removes it.
class WholeFile {
public:
  /// Writes `Text` for `Path`. An existing device or pipe is opened now and
  /// written by `keep`. A link is replaced, not followed.
  static llvm::Expected<WholeFile> write(llvm::StringRef Path,
                                         std::string Text);
  WholeFile(WholeFile &&) = default;
  WholeFile &operator=(WholeFile &&) = delete;
  ~WholeFile();

  llvm::Error keep();

private:
  WholeFile() = default;
  std::string Path, Text;
  std::optional<Folder> In; ///< The folder of the file.
  std::string Temporary;    ///< Empty: there is none.
  Descriptor Device;
};

} // namespace causeway
