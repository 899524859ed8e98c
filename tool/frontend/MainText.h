// The text of a unit's main file as Clang gets it. nvcc accepts forms of a
// launch that Clang does not; they are respelled without moving a byte. Results
// own their texts.
//
//   if (auto Main = mainText(*FS, "/src/a.cu"))
//     Buffer = llvm::MemoryBuffer::getMemBufferCopy(Main->text, "/src/a.cu");
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/Support/VirtualFileSystem.h"
#include <optional>
#include <string>

namespace causeway {

struct MainText {
  std::string text;
  std::string original; ///< The file's own text; empty if it equals `text`.
};

/// Nullopt if the file cannot be read.
std::optional<MainText> mainText(llvm::vfs::FileSystem &FS,
                                 const std::string &File);

} // namespace causeway
