// Which code is the device's by the word of its text: what a compiler for one
// backend sees no more, since there the shim's qualifiers say nothing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Use.h"
#include "rules/RuleSet.h"
#include <vector>

namespace causeway {

class DeviceText {
public:
  DeviceText(const RuleSet &Rules, llvm::StringRef Text);

  /// Whether somebody may have chosen backends in a text, without a look at
  /// its tokens.
  static bool namesBackends(llvm::StringRef Text);

  /// Whether it stands in the body of a function that is marked as the
  /// device's, by CUDA's word or the one that the rules make of it.
  bool isDevice(unsigned Offset) const { return within(Bodies, Offset); }
  /// Whether somebody has chosen the backends that compile it
  /// (`#ifdef CW_BACKEND_CUDA`, and what stands on the other side): that is
  /// decided, whatever it names.
  bool isForOneBackend(unsigned Offset) const { return within(Chosen, Offset); }

private:
  static bool within(const std::vector<Span> &Spans, unsigned Offset);

  std::vector<Span> Bodies, Chosen;
};

} // namespace causeway
