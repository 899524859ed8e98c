// A text put where a person asked for it, whole or not at all.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tree/Folder.h"

namespace causeway {

/// A file beside its place, complete; it appears with `keep`, else it goes.
class WholeFile {
public:
  /// Writes `Text` for `Path`. What is there and is a device or a pipe is
  /// opened for it and written with `keep`; a link is replaced, not followed.
  static llvm::Expected<WholeFile> write(llvm::StringRef Path,
                                         std::string Text);
  WholeFile(WholeFile &&) = default;
  WholeFile &operator=(WholeFile &&) = delete;
  ~WholeFile();

  llvm::Error keep();

private:
  WholeFile() = default;
  std::string Path, Text;
  std::optional<Folder> In; ///< What the file is in.
  std::string Temporary;    ///< Empty: none, or no more.
  Descriptor Device;
};

} // namespace causeway
