// The rule files built into the program, as EmbedRules.cmake wrote them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace causeway {

struct BuiltinFile {
  const char *name; ///< "cuda/runtime.yaml"; null ends the list.
  const char *text;
};

extern const BuiltinFile BuiltinFiles[];

} // namespace causeway
