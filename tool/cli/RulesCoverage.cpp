// `causeway rules coverage`: the share of each area of CUDA that the rules map,
// and the backends that implement the targets.
//
// SPDX-License-Identifier: Apache-2.0
#include "cli/Backends.h"
#include "cli/Commands.h"
#include "cli/Console.h"
#include "cli/Shim.h"
#include "input/File.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

namespace causeway {
namespace {

using llvm::StringRef;

struct Count {
  std::string area;
  size_t declared = 0, mapped = 0, review = 0, unsupported = 0;
  std::vector<size_t> implemented; ///< By backend.
};

std::vector<Count> countAreas(const RuleSet &Rules,
                              const std::vector<Backend> &Backends,
                              bool FunctionsOnly) {
  std::vector<Count> Areas;
  for (const Rule *R : Rules.all()) {
    if (R->kind == Rule::Kind::Header || R->kind == Rule::Kind::Syntax ||
        (FunctionsOnly && R->kind != Rule::Kind::Function))
      continue;
    auto At =
        llvm::find_if(Areas, [&](const Count &C) { return C.area == R->area; });
    if (At == Areas.end()) {
      At = Areas.emplace(Areas.end());
      At->area = R->area;
      At->implemented.resize(Backends.size());
    }
    ++At->declared;
    if (R->verdict == Verdict::Unsupported) {
      ++At->unsupported;
      continue;
    }
    ++(R->verdict == Verdict::Mapped ? At->mapped : At->review);
    for (size_t I = 0; I < Backends.size(); ++I)
      At->implemented[I] += Backends[I].implements(*R);
  }
  llvm::sort(Areas,
             [](const Count &A, const Count &B) { return A.area < B.area; });
  Count All;
  All.area = "all";
  All.implemented.resize(Backends.size());
  for (const Count &C : Areas) {
    All.declared += C.declared;
    All.mapped += C.mapped;
    All.review += C.review;
    All.unsupported += C.unsupported;
    for (size_t I = 0; I < Backends.size(); ++I)
      All.implemented[I] += C.implemented[I];
  }
  Areas.push_back(std::move(All));
  return Areas;
}

std::string share(const Count &C) {
  return C.declared ? llvm::formatv("{0:F1} %",
                                    100.0 * (C.mapped + C.review) / C.declared)
                          .str()
                    : "-";
}

using Row = std::vector<std::string>;

std::vector<Row> rowsOf(const std::vector<Count> &Areas,
                        const std::vector<Backend> &Backends) {
  Row Head = {"area",          "declared",    "mapped",
              "mapped-review", "unsupported", "carried"};
  for (const Backend &B : Backends)
    Head.push_back(B.name);
  std::vector<Row> Rows = {Head};
  for (const Count &C : Areas) {
    Row R = {C.area,
             std::to_string(C.declared),
             std::to_string(C.mapped),
             std::to_string(C.review),
             std::to_string(C.unsupported),
             share(C)};
    for (size_t N : C.implemented)
      R.push_back(std::to_string(N));
    Rows.push_back(std::move(R));
  }
  return Rows;
}

void printText(llvm::raw_ostream &OS, StringRef Title,
               const std::vector<Row> &Rows) {
  std::vector<size_t> Widths(Rows.front().size());
  for (const Row &R : Rows)
    for (size_t I = 0; I < R.size(); ++I)
      Widths[I] = std::max(Widths[I], R[I].size());
  OS << Title << '\n';
  for (const Row &R : Rows) {
    OS << llvm::left_justify(R[0], Widths[0]);
    for (size_t I = 1; I < R.size(); ++I)
      OS << "  " << llvm::right_justify(R[I], Widths[I]);
    OS << '\n';
  }
}

void printMarkdown(llvm::raw_ostream &OS, StringRef Title,
                   const std::vector<Row> &Rows) {
  OS << "\n## " << Title << "\n\n| " << llvm::join(Rows.front(), " | ")
     << " |\n|---|";
  for (size_t I = 1; I < Rows.front().size(); ++I)
    OS << "---:|";
  OS << '\n';
  for (const Row &R : llvm::drop_begin(Rows))
    OS << "| " << llvm::join(R, " | ") << " |\n";
}

llvm::json::Array jsonOf(const std::vector<Count> &Areas,
                         const std::vector<Backend> &Backends) {
  llvm::json::Array All;
  for (const Count &C : Areas) {
    llvm::json::Object Implemented;
    for (size_t I = 0; I < Backends.size(); ++I)
      Implemented[Backends[I].name] = static_cast<int64_t>(C.implemented[I]);
    All.push_back(
        llvm::json::Object{{"area", C.area},
                           {"declared", static_cast<int64_t>(C.declared)},
                           {"mapped", static_cast<int64_t>(C.mapped)},
                           {"mapped-review", static_cast<int64_t>(C.review)},
                           {"unsupported", static_cast<int64_t>(C.unsupported)},
                           {"implemented", std::move(Implemented)}});
  }
  return All;
}

constexpr char Introduction[] =
    "<!-- Written by `causeway rules coverage --format markdown`; a test fails "
    "when it is stale. -->\n"
    "# Coverage\n\n"
    "Every name that the facade declares, by area: where the rules send it "
    "(`mapped`, `mapped-review`) or why they don't\n"
    "(`unsupported`; `causeway rules explain NAME` says why and what to do "
    "instead). The last columns count those carried\n"
    "names whose target each backend's headers have.\n";

} // namespace

int coverRules(const RuleSet &Rules, const std::string &ShimFolder,
               StringRef Format, const std::string &CompareWith) {
  auto S = findShim(ShimFolder);
  if (!S) {
    printError("the runtime shim was not found; name it with --shim DIR");
    return BadInput;
  }
  auto Read = readBackends(*S);
  if (!Read)
    return fail(Read.takeError());
  const std::vector<Backend> &Backends = *Read;
  std::vector<Count> Functions = countAreas(Rules, Backends, true),
                     Names = countAreas(Rules, Backends, false);
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  if (Format == "json") {
    OS << llvm::formatv("{0:2}", llvm::json::Value(llvm::json::Object{
                                     {"functions", jsonOf(Functions, Backends)},
                                     {"names", jsonOf(Names, Backends)}}))
       << '\n';
  } else if (Format == "markdown") {
    OS << Introduction;
    printMarkdown(OS, "Functions", rowsOf(Functions, Backends));
    printMarkdown(OS, "All names", rowsOf(Names, Backends));
  } else {
    printText(OS, "Functions", rowsOf(Functions, Backends));
    OS << '\n';
    printText(OS, "All names", rowsOf(Names, Backends));
  }
  if (CompareWith.empty()) {
    llvm::outs() << Text;
    return AllDone;
  }
  auto Kept = readFile(CompareWith);
  if (!Kept) {
    printError(CompareWith + ": " + Kept.getError().message());
    return BadInput;
  }
  if ((*Kept)->getBuffer() == Text)
    return AllDone;
  printError(CompareWith +
             " is stale: write it anew with causeway rules "
             "coverage --format " +
             Format.str() + " > " + CompareWith);
  return WorkLeft;
}

} // namespace causeway
