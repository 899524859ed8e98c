// Finds device code in bare text by its qualifiers, and code for one backend
// (`#ifdef CW_BACKEND_CUDA`). In migrated code Clang cannot find it, since the
// shim's qualifiers may expand to nothing. Owns offsets only.
//
//   DeviceText Device(Rules, Text);
//   if (Device.isDevice(Offset) && !Device.isForOneBackend(Offset))
//     ... // device code of every backend
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Use.h"
#include "rules/RuleSet.h"
#include <vector>

namespace causeway {

class DeviceText {
public:
  DeviceText(const RuleSet &Rules, llvm::StringRef Text);

  /// Whether a text may contain code for one backend. A quick search without
  /// tokens.
  static bool namesBackends(llvm::StringRef Text);

  /// Whether an offset lies in the body of a function with a device qualifier,
  /// in CUDA's spelling or in that of its rule's target.
  bool isDevice(unsigned Offset) const { return within(Bodies, Offset); }
  /// Whether an offset lies in a condition on a backend (`#ifdef
  /// CW_BACKEND_CUDA`), including the other branches. The author has decided
  /// about that code, whatever it names.
  bool isForOneBackend(unsigned Offset) const { return within(Chosen, Offset); }

private:
  static bool within(const std::vector<Span> &Spans, unsigned Offset);

  std::vector<Span> Bodies, Chosen;
};

} // namespace causeway
