// Names in the program and in the shared objects it loaded.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace cw::cpu {

/// The name of the function that begins at the address, as the linker knows
/// it; empty when the file is stripped of it. Lasts as long as the program.
const std::string &symbol_name(const void *address);

/// The same name as a person writes it: "add<float>(float*, float)".
std::string readable_name(const void *address);

/// Whether the address lies in the program or in a shared object that it has
/// loaded; with `writable`, in a part of it that the program may change.
bool in_loaded_object(const void *address, bool writable);

/// A variable of a shared object that is not exported, such as a static one:
/// its address and size, or null. `library` is a handle of dlopen.
void *hidden_variable(void *library, const std::string &name,
                      std::size_t *size);

/// The names of functions that a shared object exports and that begin so.
/// `library` is a handle of dlopen.
std::vector<std::string> exported_functions(void *library,
                                            const std::string &prefix);

} // namespace cw::cpu
