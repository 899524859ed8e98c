// The lines of a text by byte offset. Keeps offsets, not the text.
//
//   LineTable Lines("a\nb\n");
//   auto [Line, Column] = Lines.at(2); // 2, 1
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include <utility>
#include <vector>

namespace causeway {

class LineTable {
public:
  explicit LineTable(llvm::StringRef Text) : Starts{0} {
    for (size_t I = Text.find('\n'); I != llvm::StringRef::npos;
         I = Text.find('\n', I + 1))
      Starts.push_back(unsigned(I + 1));
  }
  /// Line and column, from 1; the column counts bytes.
  std::pair<unsigned, unsigned> at(unsigned Offset) const {
    auto It = llvm::upper_bound(Starts, Offset);
    unsigned Line = unsigned(It - Starts.begin());
    return {Line, Offset - Starts[Line - 1] + 1};
  }
  /// The offset of a line's first byte; lines count from 1.
  unsigned start(unsigned Line) const { return Starts[Line - 1]; }
  unsigned count() const { return unsigned(Starts.size()); }

private:
  std::vector<unsigned> Starts;
};

} // namespace causeway
