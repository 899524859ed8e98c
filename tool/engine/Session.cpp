// A unit is fresh while its texts are unchanged. Changed buffers are compared
// at once, the disk only in `checkDisk`.
//
// SPDX-License-Identifier: Apache-2.0
#include "engine/Session.h"
#include "engine/Disk.h"
#include "frontend/Frontend.h"
#include "frontend/ParsedUnitIO.h"
#include "llvm/ADT/STLExtras.h"

namespace causeway {

Session::Session(const RuleSet &Rules, MigrationOptions Project)
    : Rules(Rules), Project(std::move(Project)),
      Units(this->Project.units.size()) {}

void Session::reopen(MigrationOptions New) {
  auto Key = [](const MigrationOptions &Of, const Unit &U) {
    return std::tie(U.file, U.directory, U.args, Of.root, Of.cudaPath);
  };
  std::vector<Known> Before = std::move(Units);
  MigrationOptions Old = std::move(Project);
  std::map<decltype(Key(Old, Old.units[0])), size_t> Places;
  for (auto [I, U] : llvm::enumerate(Old.units))
    Places.try_emplace(Key(Old, U), I);
  Project = std::move(New);
  Project.buffers = Old.buffers;
  Units = std::vector<Known>(Project.units.size());
  for (auto [I, U] : llvm::enumerate(Project.units))
    if (auto It = Places.find(Key(Project, U)); It != Places.end())
      Units[I] = std::move(Before[It->second]);
}

Disk &Session::disk() const {
  if (!Now)
    Now = std::make_unique<Disk>(Project.root, Project.buffers.get());
  return *Now;
}

bool Session::holds(const Known &K, size_t I) const {
  if (!K.parsed)
    return K.failedAt && disk().digest(Project.units[I].file) == K.failedAt;
  return llvm::all_of(K.parsed->files, [&](const auto &File) {
    return disk().digest(File.first) == File.second;
  });
}

void Session::setBuffers(std::shared_ptr<const Buffers> Open) {
  disk().reopen(Open.get());
  Project.buffers = std::move(Open);
  for (auto [I, K] : llvm::enumerate(Units)) {
    K.fresh = holds(K, I);
    K.overtaken = 0;
  }
}

void Session::checkDisk() {
  Now.reset();
  for (auto [I, K] : llvm::enumerate(Units)) {
    K.overtaken = 0;
    if (!K.fresh)
      continue;
    auto Answers = [&](llvm::StringRef Path, const ReadLog::Entry &E) {
      return disk().answers(Path, E);
    };
    K.fresh = holds(K, I);
    if (K.fresh && !K.bytes.empty())
      K.fresh = everyRead(K.bytes, Answers);
    else if (K.fresh && K.parsed)
      K.fresh = llvm::all_of(K.parsed->reads.entries, [&](const auto &E) {
        return Answers(E.first, E.second);
      });
  }
}

bool Session::reads(size_t I, const std::string &File) const {
  const Known &K = Units[I];
  return Project.units[I].file == File ||
         (K.parsed && K.parsed->files.count(File));
}

std::vector<size_t> Session::stale(const std::set<std::string> &Focus) const {
  std::vector<size_t> Own, Near, Others;
  for (auto [I, K] : llvm::enumerate(Units)) {
    if (K.fresh)
      continue;
    if (Focus.count(Project.units[I].file))
      Own.push_back(I);
    else if (llvm::any_of(Focus,
                          [&, I = I](auto &File) { return reads(I, File); }))
      Near.push_back(I);
    else
      Others.push_back(I);
  }
  llvm::append_range(Own, Near);
  llvm::append_range(Own, Others);
  return Own;
}

ParseOptions Session::parseOptions(size_t I) const {
  const Unit &U = Project.units[I];
  return {U.file,       U.directory,      U.args,
          Project.root, Project.cudaPath, Project.buffers};
}

bool Session::parse(size_t I, bool Keep, llvm::function_ref<bool()> Cancelled) {
  Known &K = Units[I];
  if (Keep && !K.preamble)
    K.preamble.emplace();
  auto Parsed = parseUnit(Rules, parseOptions(I), Keep ? &*K.preamble : nullptr,
                          Cancelled);
  if (!Parsed)
    return false;
  K.parsed = std::move(Parsed);
  K.bytes.clear();
  K.failure.clear();
  K.failedAt.reset();
  K.fresh = true;
  return true;
}

bool Session::recall(size_t I) {
  if (!Project.cache)
    return false;
  auto Bytes = Project.cache->find(parseOptions(I), disk());
  if (!Bytes)
    return false;
  take(I, {std::move(*Bytes), ""});
  return Units[I].fresh;
}

void Session::take(size_t I, const WorkResult &R) {
  Known &K = Units[I];
  auto Parsed = R.failure.empty() ? deserialize(R.bytes) : std::nullopt;
  K.failure = R.failure;
  if (K.failure.empty() && !Parsed)
    K.failure = "the parser gave no result for this unit";
  K.parsed = std::move(Parsed);
  K.bytes = K.parsed ? R.bytes : "";
  K.failedAt.reset();
  if (!K.parsed) {
    auto Text = disk().digest(Project.units[I].file);
    K.failedAt = Text ? *Text : Digest{};
    K.fresh = true;
    return;
  }
  K.fresh = holds(K, I);
  if (K.fresh) {
    K.overtaken = 0;
  } else if (++K.overtaken > 2) {
    // A program writes to the file all the time; wait until it stops.
    K.parsed.reset();
    K.failure = "a file of this unit changes while it is read";
    K.fresh = true;
  }
}

void Session::keepPreambles(const std::set<std::string> &Files) {
  for (auto [I, K] : llvm::enumerate(Units))
    if (!Files.count(Project.units[I].file))
      K.preamble.reset();
}

MigrationResult Session::result(const std::set<std::string> &Files) {
  std::vector<UnitResult> Results;
  for (auto [I, K] : llvm::enumerate(Units)) {
    // A unit that is not parsed yet adds nothing; its text is examined.
    if (K.parsed ? holds(K, I) : !K.failure.empty())
      Results.push_back(
          {&Project.units[I], K.parsed ? &*K.parsed : nullptr, K.failure});
  }
  return mergeUnits(Rules, Project, disk(), Results, Memory, &Files);
}

} // namespace causeway
