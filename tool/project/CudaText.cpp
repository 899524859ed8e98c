// SPDX-License-Identifier: Apache-2.0
#include "project/CudaText.h"
#include "engine/LineTable.h"
#include "frontend/Lexical.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

namespace causeway {

namespace json = llvm::json;
using llvm::StringRef;

namespace {

CudaText lookAt(const RuleSet &Rules, const std::string &File, StringRef Text) {
  CudaText Answer;
  std::optional<unsigned> First;
  for (const Use &U : lexicalUses(Rules, File, Text)) {
    Answer.any = true;
    Answer.launches |= is(U, Construct::LaunchUnresolved);
    bool Clear = U.kind == Use::Kind::Syntax
                     ? U.notEditable.empty()
                     : U.kind == Use::Kind::Header ||
                           U.kind == Use::Kind::Macro ||
                           Text.substr(U.token.end).ltrim().starts_with("(");
    if (Clear && !First)
      First = U.token.begin;
  }
  if (First)
    Answer.place = LineTable(Text).at(*First);
  return Answer;
}

std::optional<CudaText> answerFrom(const json::Value &V) {
  const json::Array *A = V.getAsArray();
  if (!A || A->size() != 4)
    return std::nullopt;
  std::optional<int64_t> Numbers[4];
  for (unsigned I = 0; I < 4; ++I)
    if (Numbers[I] = (*A)[I].getAsInteger(); !Numbers[I])
      return std::nullopt;
  CudaText Answer;
  Answer.any = *Numbers[0];
  Answer.launches = *Numbers[1];
  if (*Numbers[2])
    Answer.place = {unsigned(*Numbers[2]), unsigned(*Numbers[3])};
  return Answer;
}

json::Value toJson(const CudaText &Answer) {
  auto [Line, Column] = Answer.place.value_or(std::pair(0u, 0u));
  return json::Array{int64_t(Answer.any), int64_t(Answer.launches),
                     int64_t(Line), int64_t(Column)};
}

} // namespace

CudaTexts::CudaTexts(const RuleSet &Rules, const UnitCache *Cache,
                     const std::vector<std::string> &Folders)
    : Rules(Rules), Cache(Cache) {
  if (!Cache)
    return;
  for (const std::string &Folder : Folders)
    Key += Folder + '\0';
  auto Kept = Cache->findAnswers(Key);
  if (!Kept)
    return;
  auto Value = json::parse(*Kept);
  if (!Value) {
    llvm::consumeError(Value.takeError());
    return;
  }
  if (const json::Object *O = Value->getAsObject())
    for (const auto &[Name, Answer] : *O)
      if (auto A = answerFrom(Answer))
        Earlier.emplace(Name.str(), *A);
}

CudaTexts::~CudaTexts() {
  if (!Cache || !New)
    return;
  json::Object O;
  for (const auto &[Name, Answer] : Now)
    O[Name] = toJson(Answer);
  Cache->keepAnswers(Key,
                     llvm::formatv("{0}", json::Value(std::move(O))).str());
}

CudaText CudaTexts::look(const std::string &File, StringRef Text) {
  if (!Cache)
    return lookAt(Rules, File, Text);
  std::string Name = (llvm::sys::path::extension(File) + " " +
                      llvm::toHex(digest(Text), /*LowerCase=*/true))
                         .str();
  // JSON cannot store a name that is not UTF-8.
  if (!json::isUTF8(Name))
    return lookAt(Rules, File, Text);
  if (auto It = Earlier.find(Name); It != Earlier.end())
    return Now.emplace(*It).first->second;
  New = true;
  return Now[Name] = lookAt(Rules, File, Text);
}

} // namespace causeway
