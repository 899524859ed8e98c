// What the readers of rule files share: checked pieces of YAML, and errors
// with their places. Only this room knows YAML.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include <yaml-cpp/yaml.h>

namespace causeway {

/// A longer YAML file is refused: its reader is slow.
constexpr uint64_t MaxYamlBytes = uint64_t(16) << 20;

/// One file while it is read: what is wrong with it. Its origin must outlive
/// it.
class YamlFile {
protected:
  using Node = YAML::Node;

  explicit YamlFile(llvm::StringRef Origin) : Origin(Origin) {}

  void error(unsigned Line, unsigned Column, const llvm::Twine &Message);
  void error(const YAML::Mark &At, const llvm::Twine &Message) {
    error(unsigned(At.line + 1), unsigned(At.column + 1), Message);
  }
  void error(const Node &At, const llvm::Twine &Message) {
    error(At.Mark(), Message);
  }
  /// All errors so far as one.
  llvm::Error takeErrors() const;

  bool checkText(llvm::StringRef Yaml);
  /// Hands the file's one document on; what is no YAML is an error, and so is
  /// an empty file, which is told what is expected.
  void parse(llvm::StringRef Yaml, const llvm::Twine &Expected,
             const std::function<void(const Node &)> &Top);
  /// The entries of a map, each with its key, duplicates and odd keys
  /// reported.
  std::vector<std::pair<Node, Node>> entries(const Node &N,
                                             const llvm::Twine &What);
  std::optional<std::string> text(const Node &N, const llvm::Twine &What);
  bool flag(const Node &N, const llvm::Twine &What);
  void addWords(const Node &N, llvm::StringRef Key,
                std::vector<std::string> &Into);

  llvm::StringRef Origin;
  std::vector<std::string> Errors;
};

} // namespace causeway
