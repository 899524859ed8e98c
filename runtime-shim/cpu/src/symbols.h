// Names in the program and in its loaded shared objects. This file owns the
// names that it has read, until the program ends.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace cw::cpu {

/// The linker's name of the function that starts at the address; empty if the
/// file is stripped. The reference is valid until the program ends.
const std::string &symbol_name(const void *address);

/// The demangled name: "add<float>(float*, float)".
std::string readable_name(const void *address);

/// Whether the address is in the program or in a loaded shared object; with
/// `writable`, in a writable part of it.
bool in_loaded_object(const void *address, bool writable);

/// The address and size of a variable that a shared object does not export,
/// such as a static one, or null. `library` is a handle of dlopen.
void *hidden_variable(void *library, const std::string &name,
                      std::size_t *size);

/// The names of a shared object's exported functions with the given prefix.
/// `library` is a handle of dlopen.
std::vector<std::string> exported_functions(void *library,
                                            const std::string &prefix);

} // namespace cw::cpu
