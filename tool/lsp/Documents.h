// Texts that are open in the editor, and conversion of positions. Editors count
// lines and UTF-16 code units; the engine counts bytes. A Document owns its
// text.
//
//   Document D(Uri, "/src/a.cu", "cuda-cpp", /*Version=*/1, Text);
//   Position P = D.position(Offset, Encoding::Utf16);
//   unsigned Same = D.offset(P, Encoding::Utf16);
//
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

/// The unit of `Position::character`.
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

/// The lines of a text. Lines end with `\n`, `\r\n` or `\r`. A byte that is not
/// UTF-8 counts as one code unit.
class Lines {
public:
  explicit Lines(llvm::StringRef Text);

  /// The byte at a position. A position past the end of a line is its end, one
  /// past the last line is the end of the text, and one inside a character is
  /// its beginning.
  unsigned offset(llvm::StringRef Text, Position P, Encoding E) const;
  Position position(llvm::StringRef Text, unsigned Offset, Encoding E) const;
  size_t count() const { return Starts.size(); }

private:
  std::vector<unsigned> Starts;
};

/// A text that the editor owns while it is open.
class Document {
public:
  Document(std::string Uri, std::string Path, std::string Language,
           int64_t Version, std::string Text)
      : uri(std::move(Uri)), path(std::move(Path)),
        language(std::move(Language)), version(Version), Text(std::move(Text)),
        Table(this->Text) {}

  std::string uri;
  std::string path; ///< The real path; empty if it is not in the file system.
  std::string language;
  int64_t version;
  bool dirty = false; ///< Changed since it was opened or saved.

  llvm::StringRef text() const { return Text; }
  void replace(std::string New);
  /// Replaces a range. Returns false and changes nothing if the range ends
  /// before it begins.
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
