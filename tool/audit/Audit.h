// The audit: what a migration would leave to people, what that costs, what the
// code needs of a chip, and which chips have it. Built from what the engine
// found, so its counts are those of `causeway migrate`. It reads no file and
// writes none. An Audit keeps references to the MigrationResult and Profiles
// that it was made of, which must outlive it.
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

/// What a place costs a person, in minutes: the first of a decision, and each
/// further one. docs/audit.md says why these.
struct Weight {
  double first = 0, again = 0;
};
struct Weights {
  std::array<Weight, 4> byEffort{
      {{0, 0}, {10, 1}, {120, 15}, {960, 30}}}; ///< Indexed by Effort.

  const Weight &operator[](Effort E) const { return byEffort[size_t(E)]; }
  /// Whether somebody gave weights of their own. The defaults come from no
  /// measurement, so what they price is told as a range.
  bool calibrated = false;

  /// Takes `class=first,again`; an error says what is wrong with it.
  llvm::Error set(llvm::StringRef Text);
};

/// How many of something are of each class.
struct Shares {
  size_t total = 0; ///< May count more than the classes: lines without CUDA.
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

/// A named part of the shim that the code uses.
struct NeededExtension {
  std::string name, title;
  size_t files = 0, kernels = 0;
  std::vector<AuditPlace> places;
};

/// The largest number in the code that a limit of chips is held against.
struct NeededLimit {
  std::string id, title, unit;
  std::vector<uint64_t> value; ///< As many numbers as the limit has.
  std::vector<AuditPlace> places;
};

/// What a profile says to a need. From best to worst.
enum class Fit { Ok, Unknown, Over };

struct ChipFit {
  const Profile *profile = nullptr;
  enum class Verdict { Native, Emulated, Unknown, Absent, Over };
  Verdict verdict = Verdict::Native; ///< The worst for what the code needs.
  std::map<std::string, Fit> limits; ///< Of those that are needed.
  /// Who would have to change for a gap to close. Of a chip that has what the
  /// shim does not use yet, the shim.
  enum class Lacking { Chip, Shim, Nobody };
  struct Gap {
    std::string what, text;
    Verdict status;
    Lacking lacking = Lacking::Nobody;
    std::vector<AuditPlace> places;
  };
  std::vector<Gap> gaps; ///< What is absent, over or unknown, worst first.
};
llvm::StringRef toString(ChipFit::Verdict V);
llvm::StringRef toString(ChipFit::Lacking L);

struct AuditedKernel {
  const Kernel *kernel = nullptr;
  size_t file = 0;
  Shares uses; ///< In its code and that of the functions it calls.
  Effort effort = Effort::Auto;
  double minutes = 0; ///< If this kernel were all that is to be moved.
  std::vector<std::string> needs;
  std::vector<ChipFit::Verdict> chips; ///< In the order of Audit::chips.
  std::vector<size_t> ofDecisions;     ///< Open decisions in it.
};

struct AuditedFile {
  const MigratedFile *file = nullptr;
  size_t lines = 0, cudaLines = 0, kernels = 0;
  Shares uses;
  Effort effort = Effort::Auto; ///< The worst; Auto without CUDA.
  double minutes = 0;           ///< Its places' shares of the total.
};

struct AuditOptions {
  std::string project; ///< Name for people.
  std::string date;    ///< UTC day.
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
  /// Files that could not be read in full. With any, all figures are bounds:
  /// at most so much moves by itself, at least so much is left.
  size_t unreadFiles = 0;

  std::vector<Decision> decisions;         ///< Most expensive first.
  std::vector<NeededExtension> extensions; ///< Most used first.
  std::vector<NeededLimit> needs;
  std::vector<ChipFit> chips;
  std::vector<AuditedKernel> kernels;
  std::vector<AuditedFile> files;
  /// For each finding: its file, decision, kernel and share of the minutes.
  struct FindingFacts {
    size_t file = 0;
    std::optional<size_t> decision, kernel;
    double minutes = 0;
  };
  std::vector<FindingFacts> ofFinding;
  std::optional<Comparison> since; ///< With a baseline.

  /// Half of the price to double of it, unless the weights are somebody's own.
  static constexpr double Least = 0.5, Most = 2;
  double totalMinutes() const {
    return minutes[0] + minutes[1] + minutes[2] + minutes[3];
  }
  const Finding &finding(size_t I) const { return result->findings[I]; }
};

Audit makeAudit(const MigrationResult &Result, llvm::ArrayRef<Profile> Profiles,
                const AuditOptions &Options);

} // namespace causeway
