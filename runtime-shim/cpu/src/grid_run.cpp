// SPDX-License-Identifier: Apache-2.0
#include "grid_run.h"

#include "symbols.h"

namespace cw::cpu {

std::string subject(const KernelCall &call) {
  std::string name;
  if (call.name())
    name = call.name();
  else if (call.kernel())
    name = readable_name(call.kernel());
  return name.empty() ? "a kernel" : "kernel '" + name + "'";
}

} // namespace cw::cpu
