// Reads untrusted files. A repository may name a pipe, a device or an endless
// file where a source is expected, and none of them may stop the program. The
// caller owns the returned buffers.
//
//   auto Buffer = readFile("/src/a.cu");
//   if (!Buffer)
//     return Buffer.getError(); // message(): "not a regular file ..."
//
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

/// The largest size that is read by default.
constexpr uint64_t MaxFileBytes = uint64_t(256) << 20;

/// Why a file that the system could read is refused.
enum class Refused { NotRegular = 1, TooLarge };
std::error_code make_error_code(Refused Why);

/// The bytes of a regular file. Anything else is refused before it is opened,
/// so the call never waits for a writer. `Most` is the largest accepted size in
/// bytes.
llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
readFile(const llvm::Twine &Path, uint64_t Most = MaxFileBytes);

/// `Disk` with the same refusals.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
regularFilesOf(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk);

} // namespace causeway

template <>
struct std::is_error_code_enum<causeway::Refused> : std::true_type {};
