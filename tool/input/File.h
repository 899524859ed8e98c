// Reads files that nobody vouches for: a repository may name a pipe, a device
// or a file without an end where a source is expected, and none of them may
// stop the program.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/ErrorOr.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <cstdint>
#include <memory>
#include <system_error>

namespace causeway {

/// A larger file is refused, unless a call says otherwise.
constexpr uint64_t MaxFileBytes = uint64_t(256) << 20;

/// Why a file is refused, where the system itself would read it.
enum class Refused { NotRegular = 1, TooLarge };
std::error_code make_error_code(Refused Why);

/// The bytes of a regular file. Everything else is refused without being
/// opened, so the call never waits for a writer.
llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
readFile(const llvm::Twine &Path, uint64_t Most = MaxFileBytes);

/// `Disk` with the same refusals.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
regularFilesOf(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk);

} // namespace causeway

template <>
struct std::is_error_code_enum<causeway::Refused> : std::true_type {};
