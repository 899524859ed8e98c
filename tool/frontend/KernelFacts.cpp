// Merges the facts of one kernel.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/KernelFacts.h"
#include <algorithm>

namespace causeway {

void KernelFacts::merge(const KernelFacts &Other) {
  callees.insert(Other.callees.begin(), Other.callees.end());
  sharedBytes = std::max(sharedBytes, Other.sharedBytes);
  isTemplate |= Other.isTemplate;
  dynamicShared |= Other.dynamicShared;
  recursion |= Other.recursion;
  // Facts of instances are more exact than those of their template.
  if (asWritten >= Other.asWritten) {
    bool Ours = asWritten == Other.asWritten;
    sharedAtLeast = (Ours && sharedAtLeast) || Other.sharedAtLeast;
    callsUnknown = (Ours && callsUnknown) || Other.callsUnknown;
    asWritten = Other.asWritten;
  }
  for (const auto &[F, Places] : Other.places)
    places[F].insert(Places.begin(), Places.end());
  for (const auto &[Type, At] : Other.precision) {
    auto [It, New] = precision.try_emplace(Type, At);
    It->second = std::min(It->second, At);
  }
  for (const auto &[Extension, Places] : Other.needs)
    needs[Extension].insert(Places.begin(), Places.end());
  inMacros.insert(Other.inMacros.begin(), Other.inMacros.end());
  if (Other.maxThreads)
    maxThreads = std::max(maxThreads.value_or(0), *Other.maxThreads);
  blockSizes.insert(Other.blockSizes.begin(), Other.blockSizes.end());
}

} // namespace causeway
