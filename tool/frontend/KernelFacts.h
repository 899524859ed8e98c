// The requirements of a kernel on a chip: shared memory, barriers, types, and
// so on. The facts cover its own code and the code of the unit's functions that
// it calls. A value that depends on an unbound template argument, or on code of
// another unit, makes a number a lower bound, and the facts say so. Facts are
// plain values, owned by the holder.
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

/// One kernel. A template is one kernel: its facts are the union of its
/// instances' facts, with the largest of the sizes.
struct KernelFacts {
  std::string name; ///< Qualified.
  std::string file; ///< Absolute in a unit, relative to the root in a result.
  Span span;        ///< The definition, or the macro call that expands to it.
  /// The bodies of the functions that it calls, directly or indirectly.
  std::set<std::pair<std::string, Span>> callees;

  /// A template without an instance: the facts come from its pattern alone.
  bool asWritten = false;
  bool isTemplate = false;  ///< It is defined as a template.
  uint64_t sharedBytes = 0; ///< Static shared memory of a block.
  /// A size is unknown (it depends on an unbound template argument), so
  /// `sharedBytes` is a lower bound.
  bool sharedAtLeast = false;
  bool dynamicShared = false; ///< Declares `extern __shared__`.
  /// The kernel or a function that it calls can reach itself.
  bool recursion = false;
  /// It calls a function that the unit does not define, or one through a
  /// pointer, a virtual call or a template argument. So it may do more than the
  /// facts say.
  bool callsUnknown = false;
  /// The places of each fact. A place counts once, however often it runs.
  std::map<Fact, std::set<FilePlace>> places;
  /// The floating-point types that it computes with (`float`, `double`, `half`,
  /// `bf16`, `fp8`, ...), each with its first place.
  std::map<std::string, FilePlace> precision;
  /// Extensions that types require, not names (64-bit atomics), with their
  /// places.
  std::map<std::string, std::set<FilePlace>> needs;
  /// CUDA names that it uses through macros of the source.
  std::set<FilePlace> inMacros;
  std::optional<unsigned> maxThreads; ///< Launch bounds.
  /// The block sizes of launches that give constants.
  std::set<std::array<unsigned, 3>> blockSizes;

  /// Adds the facts that another unit, or another pass, found for the same
  /// kernel.
  void merge(const KernelFacts &Other);
};

} // namespace causeway
