// yaml-cpp throws exceptions. This file turns them into llvm::Error, with one
// line for each error.
//
// SPDX-License-Identifier: Apache-2.0
#include "rules/YamlFile.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/ConvertUTF.h"
#include <sstream>
#include <yaml-cpp/eventhandler.h>

namespace causeway {

using llvm::StringRef;

void YamlFile::error(unsigned Line, unsigned Column,
                     const llvm::Twine &Message) {
  Errors.push_back((Origin + ":" + llvm::Twine(Line) + ":" +
                    llvm::Twine(Column) + ": error: " + Message)
                       .str());
}

llvm::Error YamlFile::takeErrors() const {
  llvm::Error Result = llvm::Error::success();
  for (const std::string &E : Errors)
    Result =
        llvm::joinErrors(std::move(Result),
                         llvm::createStringError(llvm::inconvertibleErrorCode(),
                                                 "%s", E.c_str()));
  return Result;
}

bool YamlFile::checkText(StringRef Yaml) {
  for (unsigned Line = 1; !Yaml.empty(); ++Line) {
    auto [Text, Rest] = Yaml.split('\n');
    if (size_t Nul = Text.find('\0'); Nul != StringRef::npos) {
      error(Line, unsigned(Nul + 1), "a binary file, not YAML");
      return false;
    }
    auto *Begin = reinterpret_cast<const llvm::UTF8 *>(Text.data());
    const llvm::UTF8 *At = Begin;
    if (!llvm::isLegalUTF8String(&At, Begin + Text.size())) {
      error(Line, unsigned(At - Begin + 1), "not UTF-8 text");
      return false;
    }
    Yaml = Rest;
  }
  return true;
}

/// The start of a second document. yaml-cpp's LoadAll cannot be used: it loops
/// forever at a comma where a document should start.
static std::optional<YAML::Mark> secondDocument(const std::string &Text) {
  struct Starts : YAML::EventHandler {
    YAML::Mark last;
    void OnDocumentStart(const YAML::Mark &At) override { last = At; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark &, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark &, const std::string &, YAML::anchor_t,
                  const std::string &) override {}
    void OnSequenceStart(const YAML::Mark &, const std::string &,
                         YAML::anchor_t, YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark &, const std::string &, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
  } Handler;
  std::istringstream Stream(Text);
  YAML::Parser Parser(Stream);
  if (!Parser.HandleNextDocument(Handler) ||
      !Parser.HandleNextDocument(Handler))
    return std::nullopt;
  return Handler.last;
}

void YamlFile::parse(StringRef Yaml, const llvm::Twine &Expected,
                     const std::function<void(const Node &)> &Top) {
  try {
    std::string Text = Yaml.str();
    Node Document = YAML::Load(Text);
    if (!Document || Document.IsNull())
      error(1, 1, "the file is empty; " + Expected);
    else if (auto Second = secondDocument(Text))
      error(*Second, "a file holds only one YAML document");
    else
      Top(Document);
  } catch (const YAML::Exception &E) {
    error(E.mark, E.msg);
  } catch (const std::exception &E) {
    error(1, 1, E.what());
  }
}

std::vector<std::pair<YAML::Node, YAML::Node>>
YamlFile::entries(const Node &N, const llvm::Twine &What) {
  std::vector<std::pair<Node, Node>> Result;
  if (!N.IsMap()) {
    error(N, What + " must be a map");
    return Result;
  }
  llvm::StringSet<> Seen;
  for (const auto &Entry : N) {
    if (!Entry.first.IsScalar())
      error(Entry.first, "a key in " + What + " must be a plain name");
    else if (!Seen.insert(Entry.first.Scalar()).second)
      error(Entry.first, "'" + Entry.first.Scalar() + "' is given twice");
    else
      Result.emplace_back(Entry.first, Entry.second);
  }
  return Result;
}

std::optional<std::string> YamlFile::text(const Node &N,
                                          const llvm::Twine &What) {
  if (!N.IsScalar()) {
    error(N, What + " must be text");
    return std::nullopt;
  }
  if (N.Scalar().empty()) {
    error(N, What + " must not be empty");
    return std::nullopt;
  }
  return N.Scalar();
}

void YamlFile::addWords(const Node &N, llvm::StringRef Key,
                        std::vector<std::string> &Into) {
  if (!N.IsSequence()) {
    error(N, "'" + Key + "' must be a list of words");
    return;
  }
  for (const Node &Item : N)
    if (auto Text = text(Item, "a word of '" + Key + "'"))
      Into.push_back(std::move(*Text));
}

void YamlFile::addMap(const Node &N, llvm::StringRef Key,
                      std::map<std::string, std::string> &Into) {
  for (auto &[Name, Value] : entries(N, "'" + Key + "'"))
    Into[Name.Scalar()] = text(Value, "'" + Key + "'").value_or("");
}

void YamlFile::readReason(const Node &N, std::string &Why,
                          std::string &Instead) {
  for (auto &[Key, Value] : entries(N, "'unsupported'")) {
    if (Key.Scalar() == "why")
      Why = text(Value, "'why'").value_or("-");
    else if (Key.Scalar() == "instead")
      Instead = text(Value, "'instead'").value_or("-");
    else
      error(Key, "unknown key '" + Key.Scalar() +
                     "' in 'unsupported'; it has why and instead");
  }
  if (N.IsMap() && (Why.empty() || Instead.empty()))
    error(N, "'unsupported' needs both 'why' and 'instead'");
}

bool YamlFile::flag(const Node &N, const llvm::Twine &What) {
  bool Value = false;
  if (!N.IsScalar() || !YAML::convert<bool>::decode(N, Value))
    error(N, What + " must be true or false");
  return Value;
}

} // namespace causeway
