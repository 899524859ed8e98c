// The beginning of a unit (its includes, up to its first line of code) as Clang
// and the frontend have understood it. A caller keeps it between parses of one
// unit, so that an edit after the beginning costs only the code after it. It is
// made anew when anything of it has changed. Owned by the caller.
//
//   Preamble Kept;
//   auto First = parseUnit(Rules, Options, &Kept, Cancelled);
//   ... // an edit
//   auto Second = parseUnit(Rules, Options, &Kept, Cancelled);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

namespace causeway {

struct SdkAnswers;

class Preamble {
public:
  Preamble();
  ~Preamble();
  Preamble(Preamble &&);
  Preamble &operator=(Preamble &&);

  struct Pass; ///< Of one side, host or device.

private:
  friend class UnitParser;
  std::unique_ptr<Pass> Host, Device;
  std::unique_ptr<SdkAnswers> Sdk;
};

} // namespace causeway
