// The preamble of a unit: its includes, up to the first line of code, as Clang
// and the frontend have parsed them. A caller keeps it between parses of one
// unit, so that an edit below the includes costs only the code below them. It
// is rebuilt when anything in it has changed. The caller owns it.
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

  struct Pass; ///< Of the host or the device pass.

private:
  friend class UnitParser;
  std::unique_ptr<Pass> Host, Device;
  std::unique_ptr<SdkAnswers> Sdk;
};

} // namespace causeway
