// Reads an earlier audit and compares the present one with it.
//
// SPDX-License-Identifier: Apache-2.0
#include "audit/Baseline.h"
#include "engine/Text.h"
#include "input/Json.h"
#include "llvm/ADT/StringMap.h"

namespace causeway {
namespace {

namespace json = llvm::json;
using llvm::StringRef;

std::string group(const UseIdentity &U) {
  return U.file + '\n' + U.name + '\n' + U.function;
}

llvm::Error wrong(const llvm::Twine &What) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), What);
}

} // namespace

std::string UseIdentity::key() const {
  return group(*this) + '\n' + std::to_string(ordinal);
}

std::vector<UseIdentity> identify(llvm::ArrayRef<Finding> Findings) {
  std::vector<UseIdentity> Identities;
  llvm::StringMap<unsigned> Seen;
  for (const Finding &F : Findings) {
    // In the form that the JSON has.
    UseIdentity U{validUtf8(F.file), validUtf8(F.name), validUtf8(F.function),
                  0};
    U.ordinal = Seen[group(U)]++;
    Identities.push_back(std::move(U));
  }
  return Identities;
}

llvm::Expected<Baseline> Baseline::parse(StringRef Json) {
  auto Document = parseJson(Json);
  if (!Document)
    return wrong("not JSON (" + llvm::toString(Document.takeError()) +
                 "); it must be the output of `causeway audit --json`");
  const json::Object *Top = Document->getAsObject();
  const json::Array *Files = Top ? Top->getArray("files") : nullptr;
  const json::Array *Findings = Top ? Top->getArray("findings") : nullptr;
  const json::Object *Summary = Top ? Top->getObject("summary") : nullptr;
  const json::Object *Minutes =
      Summary ? Summary->getObject("minutes") : nullptr;
  if (!Top || !Top->getObject("generator") || !Files || !Findings || !Minutes)
    return wrong(
        "not an audit; it must be the output of `causeway audit --json`");
  auto Version = Top->getInteger("version");
  if (!Version || *Version != 1)
    return wrong("an audit of another version of the format; this program "
                 "reads version 1");
  Baseline B;
  B.minutes = Minutes->getNumber("total").value_or(0);
  std::vector<std::string> Paths;
  for (const json::Value &V : *Files) {
    const json::Object *F = V.getAsObject();
    auto Path = F ? F->getString("path") : std::nullopt;
    if (!Path)
      return wrong("damaged: a file without its path");
    Paths.push_back(Path->str());
  }
  llvm::StringMap<unsigned> Seen;
  for (const json::Value &V : *Findings) {
    const json::Object *F = V.getAsObject();
    auto File = F ? F->getInteger("file") : std::nullopt;
    auto Name = F ? F->getString("name") : std::nullopt;
    auto E = F ? effortOf(F->getString("effort").value_or("")) : std::nullopt;
    if (!File || *File < 0 || size_t(*File) >= Paths.size() || !Name || !E)
      return wrong("damaged: a finding without file, name or effort");
    Use U;
    U.identity = {Paths[size_t(*File)], Name->str(),
                  F->getString("function").value_or("").str(), 0};
    U.identity.ordinal = Seen[group(U.identity)]++;
    U.line = unsigned(F->getInteger("line").value_or(0));
    U.effort = *E;
    ++B.byEffort[size_t(*E)];
    B.uses.push_back(std::move(U));
  }
  return B;
}

Comparison compare(llvm::ArrayRef<Finding> Findings, double Minutes,
                   const Baseline &Old) {
  Comparison C;
  C.name = Old.name;
  C.minutes = Minutes - Old.minutes;
  llvm::StringMap<bool> Then, Now;
  for (const Baseline::Use &U : Old.uses) {
    Then[U.identity.key()];
    --C.byEffort[size_t(U.effort)];
  }
  std::vector<UseIdentity> Identities = identify(Findings);
  for (size_t I = 0; I < Findings.size(); ++I) {
    std::string Key = Identities[I].key();
    ++C.byEffort[size_t(Findings[I].effort)];
    if (!Then.count(Key))
      C.added.push_back(I);
    Now[Key];
  }
  for (const Baseline::Use &U : Old.uses)
    if (!Now.count(U.identity.key()))
      C.gone.push_back(&U);
  return C;
}

} // namespace causeway
