// Compares words by edit distance.
//
// SPDX-License-Identifier: Apache-2.0
#include "cli/Suggest.h"
#include "engine/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <CLI/CLI.hpp>

namespace causeway {

using llvm::StringRef;

std::vector<std::string>
closeNames(StringRef Word, llvm::ArrayRef<std::string> Names, size_t Most) {
  // A third of the letters may be wrong. A swap of two letters counts as two
  // errors.
  unsigned Letters = unsigned(Word.ltrim('-').size());
  unsigned Limit = Letters < 4 ? 1 : std::max(2u, Letters / 3);
  std::vector<std::pair<unsigned, StringRef>> Close;
  for (const std::string &Name : Names) {
    unsigned Distance =
        Word.edit_distance_insensitive(Name, /*AllowReplacements=*/true, Limit);
    // A truncated word counts as a typo.
    if (Distance > Limit && Word.ltrim('-').size() > 1 &&
        StringRef(Name).starts_with_insensitive(Word))
      Distance = Limit;
    if (Distance <= Limit)
      Close.emplace_back(Distance, Name);
  }
  llvm::sort(Close);
  std::vector<std::string> Found;
  for (const auto &[Distance, Name] : Close)
    if (Found.size() < Most && !llvm::is_contained(Found, Name))
      Found.push_back(Name.str());
  return Found;
}

std::string didYouMean(StringRef Word, llvm::ArrayRef<std::string> Names) {
  std::string Text;
  std::vector<std::string> Close = closeNames(Word, Names);
  for (auto [I, Name] : llvm::enumerate(Close))
    Text += (I == 0                  ? "; did you mean "
             : I + 1 == Close.size() ? " or "
                                     : ", ") +
            Name;
  return Text.empty() ? "" : Text + "?";
}

/// The innermost command that was typed: "causeway rules list".
static const CLI::App &typedCommand(const CLI::App &App, std::string &Name) {
  Name += (Name.empty() ? "" : " ") + App.get_name();
  for (const CLI::App *Sub : App.get_subcommands())
    return typedCommand(*Sub, Name);
  return App;
}

std::string explainUsage(const CLI::App &App, const CLI::Error &E) {
  std::string Name, Text;
  const CLI::App &At = typedCommand(App, Name);
  auto Commands = At.get_subcommands(
      [](const CLI::App *A) { return !A->get_name().empty(); });
  for (const std::string &Word : App.remaining(/*recurse=*/true)) {
    std::vector<std::string> Known;
    if (StringRef(Word).starts_with("-")) {
      for (const CLI::Option *O : At.get_options()) {
        for (const std::string &Long : O->get_lnames())
          Known.push_back("--" + Long);
        for (const std::string &Short : O->get_snames())
          Known.push_back("-" + Short);
      }
      StringRef Option = StringRef(Word).split('=').first;
      Text =
          "unknown option '" + Option.str() + "'" + didYouMean(Option, Known);
    } else if (!Commands.empty()) {
      for (const CLI::App *C : Commands)
        Known.push_back(C->get_name());
      Text = "unknown command '" + Word + "'" + didYouMean(Word, Known);
    } else {
      Text = "unexpected argument '" + Word + "'";
    }
    break;
  }
  if (Text.empty())
    Text = E.what();
  return "causeway: error: " + printable(Text) + " (see " + Name + " --help)\n";
}

} // namespace causeway
