// The audit: the remaining work after a migration, its cost, what the code
// needs of a chip, and which chips provide it. It uses the engine's result, so
// its counts equal those of `causeway migrate`. It reads no file and writes
// none. An Audit refers to the MigrationResult and Profiles that it was made
// from; they must outlive it.
//
//   AuditOptions Options;
//   Options.project = "demo";
//   Audit A = makeAudit(Result, Profiles, Options);
//   double Days = A.totalMinutes() / 480;
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/Baseline.h"
#include "engine/Migration.h"
#include "rules/Profile.h"
#include "llvm/ADT/ArrayRef.h"
#include <array>

namespace causeway {

constexpr std::array<Effort, 4> Efforts = {Effort::Auto, Effort::Review,
                                           Effort::Manual, Effort::Blocked};

/// The cost of a place in minutes: for the first place of a decision, and for
/// each further one. docs/audit.md explains the values.
struct Weight {
  double first = 0, again = 0;
};
struct Weights {
  std::array<Weight, 4> byEffort{
      {{0, 0}, {10, 1}, {120, 15}, {960, 30}}}; ///< Indexed by Effort.

  const Weight &operator[](Effort E) const { return byEffort[size_t(E)]; }
  /// The user gave weights. The defaults are not measured, so costs by them are
  /// shown as a range.
  bool calibrated = false;

  /// Parses `class=first,again`; an error describes the mistake.
  llvm::Error set(llvm::StringRef Text);
};

/// Counts of something by class.
struct Shares {
  size_t total = 0; ///< May exceed the sum of the classes, for example by lines
                    ///< without CUDA.
  std::array<size_t, 4> byEffort{}; ///< Indexed by Effort.

  void add(Effort E) {
    ++total;
    ++byEffort[size_t(E)];
  }
  size_t operator[](Effort E) const { return byEffort[size_t(E)]; }
  size_t ofCuda() const {
    return byEffort[0] + byEffort[1] + byEffort[2] + byEffort[3];
  }
};

/// A place in a file of the audit; line and column from 1, column in bytes.
struct AuditPlace {
  size_t file = 0; ///< Index into Audit::files.
  unsigned line = 0, column = 0;
  friend bool operator<(const AuditPlace &A, const AuditPlace &B) {
    return std::tie(A.file, A.line, A.column) <
           std::tie(B.file, B.line, B.column);
  }
};

/// Open places that one decision settles.
struct Decision {
  const Finding *example = nullptr;
  std::vector<std::pair<std::string, size_t>> names; ///< Most used first.
  std::vector<size_t> places;                        ///< Indices of findings.
  size_t files = 0;
  double minutes = 0;
  const std::string &name() const { return names.front().first; }
};

/// An extension of the shim that the code uses.
struct NeededExtension {
  std::string name, title;
  size_t files = 0, kernels = 0;
  std::vector<AuditPlace> places;
};

/// The largest number in the code that is compared with a limit of chips.
struct NeededLimit {
  std::string id, title, unit;
  std::vector<uint64_t> value; ///< As many numbers as the limit has.
  std::vector<AuditPlace> places;
};

/// How a need fits a profile, from best to worst.
enum class Fit { Ok, Unknown, Over };

struct ChipFit {
  const Profile *profile = nullptr;
  enum class Verdict { Native, Emulated, Unknown, Absent, Over };
  Verdict verdict = Verdict::Native; ///< The worst over all needs.
  std::map<std::string, Fit> limits; ///< Only the limits that the code needs.
  /// What has to change to close a gap. If the chip has the feature and the
  /// shim does not use it yet, that is the shim. `Nobody`: the support is
  /// unknown.
  enum class Lacking { Chip, Shim, Nobody };
  struct Gap {
    std::string what, text;
    Verdict status;
    Lacking lacking = Lacking::Nobody;
    std::vector<AuditPlace> places;
  };
  std::vector<Gap> gaps; ///< Features and limits that are absent, exceeded or
                         ///< unknown, worst first.
};
llvm::StringRef toString(ChipFit::Verdict V);
llvm::StringRef toString(ChipFit::Lacking L);

struct AuditedKernel {
  const Kernel *kernel = nullptr;
  size_t file = 0;
  Shares uses; ///< In its code and in the functions it calls.
  Effort effort = Effort::Auto;
  double minutes = 0; ///< The cost of migrating this kernel alone.
  std::vector<std::string> needs;
  std::vector<ChipFit::Verdict> chips; ///< In the order of Audit::chips.
  std::vector<size_t> ofDecisions;     ///< Indices of open decisions in it.
};

struct AuditedFile {
  const MigratedFile *file = nullptr;
  size_t lines = 0, cudaLines = 0, kernels = 0;
  Shares uses;
  Effort effort = Effort::Auto; ///< The worst; Auto without CUDA.
  double minutes = 0;           ///< The share of its places in the total.
};

struct AuditOptions {
  std::string project; ///< The project's name for people.
  std::string date;    ///< The day in UTC.
  Weights weights;
  const Baseline *baseline = nullptr;
};

struct Audit {
  const MigrationResult *result = nullptr;
  std::string project, date;
  Weights weights;

  Shares uses, lines, files_, kernels_; ///< The last two count the lists below.
  std::array<double, 4> minutes{};      ///< By effort.
  size_t errors = 0;                    ///< Diagnostics that are errors.
  /// Files that could not be read in full. If there are any, all figures are
  /// bounds: the migrated part is at most as large, the remaining work at least
  /// as much.
  size_t unreadFiles = 0;

  std::vector<Decision> decisions;         ///< Most expensive first.
  std::vector<NeededExtension> extensions; ///< Most used first.
  std::vector<NeededLimit> needs;
  std::vector<ChipFit> chips;
  std::vector<AuditedKernel> kernels;
  std::vector<AuditedFile> files;
  /// The file, decision, kernel and share of the minutes of each finding.
  struct FindingFacts {
    size_t file = 0;
    std::optional<size_t> decision, kernel;
    double minutes = 0;
  };
  std::vector<FindingFacts> ofFinding;
  std::optional<Comparison> since; ///< Only with a baseline.

  /// The range of a cost without the user's weights: half of it to double.
  static constexpr double Least = 0.5, Most = 2;
  double totalMinutes() const {
    return minutes[0] + minutes[1] + minutes[2] + minutes[3];
  }
  const Finding &finding(size_t I) const { return result->findings[I]; }
};

Audit makeAudit(const MigrationResult &Result, llvm::ArrayRef<Profile> Profiles,
                const AuditOptions &Options);

} // namespace causeway
