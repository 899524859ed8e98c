// SPDX-License-Identifier: Apache-2.0
#include "input/Json.h"

namespace causeway {

llvm::Expected<llvm::json::Value> parseJson(llvm::StringRef Text) {
  static_assert(MaxJsonDepth == 200, "the message names it");
  unsigned Depth = 0;
  for (size_t I = 0; I < Text.size(); ++I) {
    switch (Text[I]) {
    case '"':
      for (++I; I < Text.size() && Text[I] != '"'; ++I)
        if (Text[I] == '\\')
          ++I;
      break;
    case '[':
    case '{':
      if (++Depth > MaxJsonDepth) {
        llvm::StringRef Before = Text.take_front(I);
        return llvm::make_error<llvm::json::ParseError>(
            "nested more than 200 levels deep",
            unsigned(Before.count('\n') + 1),
            unsigned(I - (Before.rfind('\n') + 1)), unsigned(I));
      }
      break;
    case ']':
    case '}':
      Depth -= Depth > 0;
      break;
    }
  }
  return llvm::json::parse(Text);
}

} // namespace causeway
