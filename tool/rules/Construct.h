// The constructs of CUDA without a name of their own: a launch, shared memory,
// a number that counts lanes. Rule files and reports use the names in the table
// of Construct.cpp, which owns the texts.
//
//   Use *U = Out.add(Construct::Launch, Loc);
//   llvm::outs() << nameOf(Construct::LaunchNamed); // "launch_named"
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <vector>

namespace causeway {

enum class Construct {
  Launch,
  LaunchNamed,
  LaunchDeduced,
  LaunchUntyped,
  LaunchList,
  LaunchNull,
  LaunchKernel,
  LaunchConfig,
  LaunchUnresolved,
  StaticShared,
  StaticSharedAligned,
  StaticSharedNext,
  DynamicShared,
  DynamicSharedAligned,
  DynamicSharedAlignas,
  DynamicSharedRows,
  DynamicSharedRowsAligned,
  DynamicSharedRowsAlignas,
  DynamicSharedTemplate,
  DynamicSharedTemplateAligned,
  DynamicSharedTemplateAlignas,
  DynamicSharedInstance,
  DynamicSharedObject,
  AttributesBehind,
  Register,
  ExceptionTypes,
  LiteralSuffix,
  IncrementBool,
  IncrementBoolAfter,
  Narrowing,
  KernelAddress,
  ExportedKernel,
  InlineAssembly,
  AttributeDevice,
  AttributeGlobal,
  AttributeHost,
  AttributeShared,
  AttributeConstant,
  AttributeManaged,
  AttributeLaunchBounds,
  WarpMask,
  WarpSize,
  WarpLastLane,
  WarpHalf,
  WarpDivide,
  WarpMultiply,
  WarpWidth,
  WarpBits,
  WarpValue,
  WarpArray,
  WarpConstant,
  WarpSynchronous,
};

struct ConstructInfo {
  Construct kind;
  llvm::StringRef name; ///< Its name in rule files and reports.
  /// The parts that a rule's target can name: `$kernel`.
  std::vector<llvm::StringRef> placeholders;
};

/// All constructs, in the order of the enum.
llvm::ArrayRef<ConstructInfo> constructs();

const ConstructInfo &infoOf(Construct C);
inline llvm::StringRef nameOf(Construct C) { return infoOf(C).name; }
/// Nullopt if no construct has that name.
std::optional<Construct> constructOf(llvm::StringRef Name);

/// Whether a construct is code that counts lanes; its uses have kind WarpWidth.
inline bool countsLanes(Construct C) { return C >= Construct::WarpMask; }
/// Whether a construct is plain C++ that nvcc and other compilers treat
/// differently.
inline bool isPlainCxx(Construct C) {
  return C >= Construct::Register && C <= Construct::Narrowing;
}

} // namespace causeway
