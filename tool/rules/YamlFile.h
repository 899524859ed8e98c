// The base of the readers of rule files: checked pieces of YAML, and errors
// with their places. Only this folder knows YAML. A reader owns its errors.
//
//   class ProfileFile : YamlFile {
//     llvm::Error read(llvm::StringRef Yaml) {
//       if (checkText(Yaml))
//         parse(Yaml, "a profile is a map", [&](const Node &Top) { ... });
//       return takeErrors();
//     }
//   };
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include <yaml-cpp/yaml.h>

namespace causeway {

/// The largest YAML file that is read: the parser is slow.
constexpr uint64_t MaxYamlBytes = uint64_t(16) << 20;

/// One file during reading, with its errors. `Origin` is the file's name in
/// errors; its text must outlive this object.
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
  /// All errors so far, joined; success if there are none.
  llvm::Error takeErrors() const;

  bool checkText(llvm::StringRef Yaml);
  /// Calls `Top` with the file's only document. Malformed YAML, a second
  /// document and an empty file are errors; the error for an empty file ends in
  /// `Expected`.
  void parse(llvm::StringRef Yaml, const llvm::Twine &Expected,
             const std::function<void(const Node &)> &Top);
  /// The keys and values of a map. Duplicate and non-scalar keys are errors.
  std::vector<std::pair<Node, Node>> entries(const Node &N,
                                             const llvm::Twine &What);
  std::optional<std::string> text(const Node &N, const llvm::Twine &What);
  bool flag(const Node &N, const llvm::Twine &What);
  void addWords(const Node &N, llvm::StringRef Key,
                std::vector<std::string> &Into);
  void addMap(const Node &N, llvm::StringRef Key,
              std::map<std::string, std::string> &Into);
  /// The value of 'unsupported'.
  void readReason(const Node &N, std::string &Why, std::string &Instead);

  llvm::StringRef Origin;
  std::vector<std::string> Errors;
};

} // namespace causeway
