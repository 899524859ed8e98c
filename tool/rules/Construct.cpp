// The table of constructs.
//
// SPDX-License-Identifier: Apache-2.0
#include "rules/Construct.h"
#include "llvm/ADT/STLExtras.h"

namespace causeway {

using llvm::StringRef;

static const ConstructInfo Table[] = {
    {Construct::Launch, "launch", {"kernel", "config"}},
    {Construct::LaunchNamed, "launch_named", {"kernel", "config"}},
    {Construct::LaunchDeduced, "launch_deduced", {"kernel", "config"}},
    {Construct::LaunchUntyped, "launch_untyped", {"kernel", "config"}},
    {Construct::LaunchList, "launch_list", {"list"}},
    {Construct::LaunchNull, "launch_null", {}},
    {Construct::LaunchKernel, "launch_kernel", {"kernel"}},
    {Construct::LaunchConfig, "launch_config", {"config"}},
    {Construct::LaunchUnresolved, "launch_unresolved", {"kernel", "config"}},
    {Construct::StaticShared, "static_shared", {"name", "declaration"}},
    {Construct::StaticSharedAligned,
     "static_shared_aligned",
     {"alignment", "name", "declaration"}},
    {Construct::StaticSharedNext,
     "static_shared_next",
     {"gap", "name", "declaration"}},
    {Construct::DynamicShared, "dynamic_shared", {"type", "name"}},
    {Construct::DynamicSharedAligned,
     "dynamic_shared_aligned",
     {"alignment", "type", "name"}},
    {Construct::DynamicSharedAlignas,
     "dynamic_shared_alignas",
     {"alignment", "type", "name"}},
    {Construct::DynamicSharedRows,
     "dynamic_shared_rows",
     {"type", "name", "row"}},
    {Construct::DynamicSharedRowsAligned,
     "dynamic_shared_rows_aligned",
     {"alignment", "type", "name", "row"}},
    {Construct::DynamicSharedRowsAlignas,
     "dynamic_shared_rows_alignas",
     {"alignment", "type", "name", "row"}},
    {Construct::DynamicSharedTemplate,
     "dynamic_shared_template",
     {"type", "name"}},
    {Construct::DynamicSharedTemplateAligned,
     "dynamic_shared_template_aligned",
     {"alignment", "type", "name"}},
    {Construct::DynamicSharedTemplateAlignas,
     "dynamic_shared_template_alignas",
     {"alignment", "type", "name"}},
    {Construct::DynamicSharedInstance, "dynamic_shared_instance", {"instance"}},
    {Construct::DynamicSharedObject, "dynamic_shared_object", {"name"}},
    {Construct::AttributesBehind,
     "attributes_behind",
     {"alignment", "qualifiers"}},
    {Construct::Register, "register", {"next"}},
    {Construct::ExceptionTypes, "exception_types", {}},
    {Construct::LiteralSuffix, "literal_suffix", {"word"}},
    {Construct::IncrementBool, "increment_bool", {"name"}},
    {Construct::IncrementBoolAfter, "increment_bool_after", {"name"}},
    {Construct::Narrowing, "narrowing", {}},
    {Construct::KernelAddress, "kernel_address", {"kernel"}},
    {Construct::ExportedKernel, "exported_kernel", {"kernel"}},
    {Construct::InlineAssembly, "inline_asm", {}},
    {Construct::AttributeDevice, "attribute device", {}},
    {Construct::AttributeGlobal, "attribute global", {}},
    {Construct::AttributeHost, "attribute host", {}},
    {Construct::AttributeShared, "attribute shared", {}},
    {Construct::AttributeConstant, "attribute constant", {}},
    {Construct::AttributeManaged, "attribute managed", {}},
    {Construct::AttributeLaunchBounds, "attribute launch_bounds", {"0"}},
    {Construct::WarpMask, "warp_mask", {}},
    {Construct::WarpSize, "warp_size", {}},
    {Construct::WarpLastLane, "warp_last_lane", {}},
    {Construct::WarpHalf, "warp_half", {}},
    {Construct::WarpDivide, "warp_divide", {}},
    {Construct::WarpMultiply, "warp_multiply", {}},
    {Construct::WarpWidth, "warp_width", {}},
    {Construct::WarpBits, "warp_bits", {}},
    {Construct::WarpValue, "warp_value", {"mask"}},
    {Construct::WarpArray, "warp_array", {}},
    {Construct::WarpConstant, "warp_constant", {}},
    {Construct::WarpSynchronous, "warp_synchronous", {}},
};

llvm::ArrayRef<ConstructInfo> constructs() { return Table; }

const ConstructInfo &infoOf(Construct C) { return Table[size_t(C)]; }

std::optional<Construct> constructOf(StringRef Name) {
  const auto *It = llvm::find_if(
      Table, [&](const ConstructInfo &C) { return C.name == Name; });
  if (It == std::end(Table))
    return std::nullopt;
  return It->kind;
}

} // namespace causeway
