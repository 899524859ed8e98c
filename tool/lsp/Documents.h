// Texts that are open in the editor, and where in them a position is. Editors
// count lines and UTF-16 code units, the engine counts bytes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Use.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace causeway::lsp {

/// What `character` of a position counts.
enum class Encoding { Utf8, Utf16, Utf32 };

struct Position {
  unsigned line = 0, character = 0; ///< From 0.
  friend bool operator<(Position A, Position B) {
    return std::tie(A.line, A.character) < std::tie(B.line, B.character);
  }
  friend bool operator==(Position A, Position B) {
    return A.line == B.line && A.character == B.character;
  }
};

struct Range {
  Position start, end;
};

/// A text by lines. Lines end with `\n`, `\r\n` or `\r`; bytes that are not
/// UTF-8 count as one code unit each.
class Lines {
public:
  explicit Lines(llvm::StringRef Text);

  /// The byte at a position. What is past the end of a line is its end, what is
  /// past the end of the text the text's; within a character, its beginning.
  unsigned offset(llvm::StringRef Text, Position P, Encoding E) const;
  Position position(llvm::StringRef Text, unsigned Offset, Encoding E) const;
  size_t count() const { return Starts.size(); }

private:
  std::vector<unsigned> Starts;
};

/// One text that the editor owns as long as it is open.
class Document {
public:
  Document(std::string Uri, std::string Path, std::string Language,
           int64_t Version, std::string Text)
      : uri(std::move(Uri)), path(std::move(Path)),
        language(std::move(Language)), version(Version), Text(std::move(Text)),
        Table(this->Text) {}

  std::string uri;
  std::string path; ///< Real path; empty: not of the file system.
  std::string language;
  int64_t version;
  bool dirty = false; ///< Changed since it was opened or saved.

  llvm::StringRef text() const { return Text; }
  void replace(std::string New);
  /// Replaces a part; false (and no change) when the range ends before it
  /// begins.
  bool replace(Range R, llvm::StringRef New, Encoding E);

  unsigned offset(Position P, Encoding E) const {
    return Table.offset(Text, P, E);
  }
  Position position(unsigned Offset, Encoding E) const {
    return Table.position(Text, Offset, E);
  }
  Range range(Span S, Encoding E) const {
    return {position(S.begin, E), position(S.end, E)};
  }

private:
  std::string Text;
  Lines Table;
};

} // namespace causeway::lsp
