// SPDX-License-Identifier: Apache-2.0
#include "generate/HeaderText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

namespace causeway {

using llvm::StringRef;

HeaderText::HeaderText(StringRef Name, StringRef Origin, StringRef Title)
    : Guard("CW_" + Name.upper()) {
  std::replace(Guard.begin(), Guard.end(), '.', '_');
  Top = "// Made by ./dev generate. Do not edit.\n"
        "// SPDX-License-Identifier: Apache-2.0\n";
  if (!Title.empty())
    Top += ("// " + Title + "\n").str();
  Top += ("// From " + Origin + ".\n").str();
}

void HeaderText::include(StringRef Header) {
  Includes += ("#include <" + Header + ">\n").str();
}

std::string HeaderText::whole(StringRef Body) const {
  std::string Text = Top + "#ifndef " + Guard + "\n#define " + Guard + "\n\n";
  if (!Includes.empty())
    Text += Includes + "\n";
  return (Text + Body + "\n#endif // " + Guard + "\n").str();
}

std::string facadeFiles(StringRef Area) {
  return ("rules/cuda/" + Area + ".h and .yaml").str();
}

bool isShimName(StringRef Target) {
  return (Target.starts_with("cw") || Target.starts_with("CW_") ||
          Target.starts_with("make_cw")) &&
         llvm::all_of(Target,
                      [](char C) { return llvm::isAlnum(C) || C == '_'; });
}

} // namespace causeway
