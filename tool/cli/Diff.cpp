// The Diff Template Library calculates the differences.
//
// SPDX-License-Identifier: Apache-2.0
#include "cli/Diff.h"
#include "engine/Text.h"
#include "llvm/ADT/SmallVector.h"
#include <dtl/dtl.hpp>

namespace causeway {
namespace {

using llvm::StringRef;
using Line = std::string; // with its newline

std::vector<Line> lines(StringRef Text) {
  std::vector<Line> Result;
  while (!Text.empty()) {
    size_t End = Text.find('\n');
    End = End == StringRef::npos ? Text.size() : End + 1;
    Result.push_back(Text.take_front(End).str());
    Text = Text.drop_front(End);
  }
  return Result;
}

/// A name in git's format: quoted and escaped if it is ambiguous otherwise.
std::string quoted(StringRef Name) {
  std::string Out;
  bool Plain = true;
  for (unsigned char C : Name) {
    if (C >= 0x20 && C < 0x7f && C != '"' && C != '\\') {
      Out += char(C);
      continue;
    }
    Plain = false;
    Out += '\\';
    constexpr StringRef Named = "\a\b\t\n\v\f\r\"\\";
    if (size_t At = Named.find(char(C)); At != StringRef::npos)
      Out += "abtnvfr\"\\"[At];
    else
      for (int Shift : {6, 3, 0})
        Out += char('0' + ((C >> Shift) & 7));
  }
  return Plain ? Out : '"' + Out + '"';
}

class UnifiedDiff {
public:
  UnifiedDiff(llvm::raw_ostream &OS, bool Colors, bool Displayed)
      : OS(OS), Colors(Colors), Displayed(Displayed) {}

  void write(const MigratedFile &File) {
    std::vector<Line> Old = lines(File.original), New = lines(File.migrated);
    std::string From = quoted("a/" + File.path),
                To = quoted("b/" + File.newPath);
    heading("diff --git " + From + " " + To);
    if (File.path != File.newPath) {
      heading("rename from " + quoted(File.path));
      heading("rename to " + quoted(File.newPath));
    }
    if (File.original == File.migrated)
      return;
    heading("--- " + From);
    heading("+++ " + To);
    dtl::Diff<Line> Diff(Old, New);
    Diff.onHuge();
    Diff.compose();
    Diff.composeUnifiedHunks();
    for (const auto &Hunk : Diff.getUniHunks()) {
      colored(llvm::raw_ostream::CYAN,
              ("@@ -" + llvm::Twine(Hunk.a) + "," + llvm::Twine(Hunk.b) + " +" +
               llvm::Twine(Hunk.c) + "," + llvm::Twine(Hunk.d) + " @@\n")
                  .str());
      for (const auto *Part : {&Hunk.common[0], &Hunk.change, &Hunk.common[1]})
        for (const auto &[Text, Info] : *Part)
          line(Info.type, Text);
    }
  }

private:
  void colored(llvm::raw_ostream::Colors C, StringRef Text) {
    if (Colors)
      OS.changeColor(C);
    OS << Text;
    if (Colors)
      OS.resetColor();
  }
  void heading(const llvm::Twine &Text) {
    if (Colors)
      OS.changeColor(llvm::raw_ostream::SAVEDCOLOR, true);
    OS << Text << '\n';
    if (Colors)
      OS.resetColor();
  }
  void line(dtl::edit_t Type, StringRef Text) {
    if (!Displayed)
      return plainLine(Type, Text);
    bool Ends = Text.consume_back("\n");
    llvm::SmallVector<StringRef> Parts;
    Text.split(Parts, '\t');
    std::string Shown;
    for (StringRef Part : Parts)
      Shown += (Shown.empty() && Part.data() == Text.data() ? "" : "\t") +
               printable(Part);
    plainLine(Type, Shown + (Ends ? "\n" : ""));
  }
  void plainLine(dtl::edit_t Type, StringRef Text) {
    if (Type == dtl::SES_ADD)
      colored(llvm::raw_ostream::GREEN, ("+" + Text).str());
    else if (Type == dtl::SES_DELETE)
      colored(llvm::raw_ostream::RED, ("-" + Text).str());
    else
      OS << ' ' << Text;
    if (!Text.ends_with("\n"))
      OS << "\n\\ No newline at end of file\n";
  }

  llvm::raw_ostream &OS;
  bool Colors, Displayed;
};

} // namespace

void writeDiff(llvm::raw_fd_ostream &OS, const MigratedFile &File,
               bool Colors) {
  UnifiedDiff(OS, Colors, OS.is_displayed()).write(File);
}

} // namespace causeway
