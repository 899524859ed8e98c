// The difference itself comes from the Diff Template Library.
// SPDX-License-Identifier: Apache-2.0
#include "cli/Diff.h"
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

class UnifiedDiff {
public:
  UnifiedDiff(llvm::raw_ostream &OS, bool Colors) : OS(OS), Colors(Colors) {}

  void write(const MigratedFile &File) {
    std::vector<Line> Old = lines(File.original), New = lines(File.migrated);
    heading("diff --git a/" + File.path + " b/" + File.newPath);
    if (File.path != File.newPath) {
      heading("rename from " + File.path);
      heading("rename to " + File.newPath);
    }
    if (File.original == File.migrated)
      return;
    heading("--- a/" + File.path);
    heading("+++ b/" + File.newPath);
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
  bool Colors;
};

} // namespace

void writeDiff(llvm::raw_ostream &OS, const MigratedFile &File, bool Colors) {
  UnifiedDiff(OS, Colors).write(File);
}

} // namespace causeway
