// SPDX-License-Identifier: Apache-2.0
#include "engine/Text.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace causeway {

using llvm::StringRef;

std::string validUtf8(StringRef Text) {
  // Most text is valid, and a check is cheaper than a repair.
  return llvm::json::isUTF8(Text) ? Text.str() : llvm::json::fixUTF8(Text);
}

unsigned characterLength(StringRef Text) {
  auto *Begin = reinterpret_cast<const llvm::UTF8 *>(Text.begin());
  unsigned Size = llvm::getNumBytesForUTF8(*Begin);
  return Size <= Text.size() && llvm::isLegalUTF8Sequence(Begin, Begin + Size)
             ? Size
             : 1;
}

/// Whether a character is visible and has no other effect.
static bool isPlain(llvm::UTF32 C) {
  return !((C >= 0x7f && C <= 0x9f) || C == 0x61c ||
           (C >= 0x200b && C <= 0x200f) || (C >= 0x2028 && C <= 0x202e) ||
           (C >= 0x2060 && C <= 0x206f) || C == 0xfeff ||
           (C >= 0xe0000 && C <= 0xe007f));
}

std::string printable(StringRef Text) {
  std::string Out;
  Out.reserve(Text.size());
  llvm::raw_string_ostream OS(Out);
  while (!Text.empty()) {
    unsigned char C = static_cast<unsigned char>(Text.front());
    unsigned Size = characterLength(Text);
    StringRef Character = Text.take_front(Size);
    Text = Text.drop_front(Size);
    if (C >= 0x20 && C < 0x7f) {
      OS << Character;
    } else if (C == '\n' || C == '\r' || C == '\t') {
      OS << '\\' << (C == '\n' ? 'n' : C == '\r' ? 'r' : 't');
    } else if (Size == 1) {
      OS << "\\x" << llvm::format_hex_no_prefix(C, 2);
    } else {
      auto *From = reinterpret_cast<const llvm::UTF8 *>(Character.begin());
      llvm::UTF32 Code = 0, *To = &Code;
      llvm::ConvertUTF8toUTF32(&From, From + Size, &To, To + 1,
                               llvm::strictConversion);
      if (isPlain(Code))
        OS << Character;
      else
        OS << "\\u" << llvm::format_hex_no_prefix(Code, 4);
    }
  }
  return Out;
}

std::string counted(size_t N, StringRef One) {
  return std::to_string(N) + " " + One.str() + (N == 1 ? "" : "s");
}

} // namespace causeway
