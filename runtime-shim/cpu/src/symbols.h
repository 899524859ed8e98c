// Names in the program and in the shared objects it loaded.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace cw::cpu {

/// The name of the function that begins at the address, as the linker knows
/// it; empty when the file is stripped of it. Lasts as long as the program.
const std::string &symbol_name(const void *address);

/// The names of functions that a shared object exports and that begin so.
/// `library` is a handle of dlopen.
std::vector<std::string> exported_functions(void *library,
                                            const std::string &prefix);

} // namespace cw::cpu
