// SPDX-License-Identifier: Apache-2.0
#include "engine/Text.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/JSON.h"

namespace causeway {

using llvm::StringRef;

std::string validUtf8(StringRef Text) {
  // Most text is valid, and to see that costs less than to mend it.
  return llvm::json::isUTF8(Text) ? Text.str() : llvm::json::fixUTF8(Text);
}

unsigned characterLength(StringRef Text) {
  auto *Begin = reinterpret_cast<const llvm::UTF8 *>(Text.begin());
  unsigned Size = llvm::getNumBytesForUTF8(*Begin);
  return Size <= Text.size() && llvm::isLegalUTF8Sequence(Begin, Begin + Size)
             ? Size
             : 1;
}

std::string counted(size_t N, StringRef One) {
  return std::to_string(N) + " " + One.str() + (N == 1 ? "" : "s");
}

} // namespace causeway
