// What a kernel does that a chip must be able to do: shared memory, barriers,
// types, and so on, found in its code and in that of the functions of the unit
// that it calls. A value that depends on an unbound template argument, or on
// code of another unit, makes a number a lower bound, and the facts say so.
// Facts are plain values, owned by the holder.
//
//   for (const KernelFacts &K : Unit.kernels)
//     llvm::outs() << K.name << ": " << K.sharedBytes << " bytes\n";
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Use.h"
#include "rules/RuleSet.h"
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace causeway {

/// A file and a byte in it.
using FilePlace = std::pair<std::string, unsigned>;

/// One kernel by its definition. A template is one kernel: its facts are those
/// of its instances taken together, of sizes the largest.
struct KernelFacts {
  std::string name; ///< Qualified.
  std::string file; ///< Absolute in a unit, relative to the root in a result.
  Span span;        ///< The definition, or the macro that makes it.
  /// Bodies of the functions that it calls, directly or not.
  std::set<std::pair<std::string, Span>> callees;

  /// A template that no unit instantiates: only what it says by itself is
  /// known.
  bool asWritten = false;
  bool isTemplate = false;  ///< A definition of it is a template.
  uint64_t sharedBytes = 0; ///< Static shared memory of a block.
  /// A size is not known (it hangs on a template argument that the unit does
  /// not give), so there is more than `sharedBytes`.
  bool sharedAtLeast = false;
  bool dynamicShared = false; ///< Declares `extern __shared__`.
  bool recursion = false;     ///< A function below it can reach itself.
  /// Calls what the unit does not define, or what only a pointer or a template
  /// argument names: it may do more than the facts say.
  bool callsUnknown = false;
  /// Where it does what, each place once however often it runs.
  std::map<Fact, std::set<FilePlace>> places;
  /// Floating-point types that it computes with (`float`, `double`, `half`,
  /// `bf16`, `fp8`, ...), each with its first place.
  std::map<std::string, FilePlace> precision;
  /// Extensions that no name alone tells of (64-bit atomics), with places.
  std::map<std::string, std::set<FilePlace>> needs;
  /// Names of CUDA's that it uses through macros of the source's own.
  std::set<FilePlace> inMacros;
  std::optional<unsigned> maxThreads; ///< Launch bounds.
  /// Threads of a block where a launch gives them as constants.
  std::set<std::array<unsigned, 3>> blockSizes;

  /// Takes in what another unit, or another pass, found of the same kernel.
  void merge(const KernelFacts &Other);
};

} // namespace causeway
