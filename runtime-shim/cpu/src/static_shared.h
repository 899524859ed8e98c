// Memory for the static shared variables of the kernels that an OS thread runs.
// The thread's worker owns it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace cw::cpu {

/// Gives every variable a permanent address, since the program keeps it. The
/// contents need not survive a block, so memory that no running block needs is
/// returned to the system. Resident are the variables of a few kernels, not of
/// all kernels in the program.
class StaticShared {
public:
  StaticShared() = default;
  StaticShared(const StaticShared &) = delete;
  ~StaticShared();

  /// Returns zeroed memory, or null if the system has no memory.
  void *allocate(std::size_t size, std::size_t alignment);
  /// Call this before blocks of a kernel run; null means an unknown kernel.
  void begin_kernel(const void *kernel) {
    if (used_ > most_kept && (!kernel || kernel != kernel_))
      change_kernel(kernel);
  }
  /// Whether the address is in the guard area after the variables.
  bool in_guard(const void *address) const;

private:
  static constexpr std::size_t most_kept = 512 << 10;

  void change_kernel(const void *kernel);

  struct Chunk {
    char *memory;
    std::size_t size;
  };
  std::vector<Chunk> chunks_; ///< the last one is in use for new variables
  std::size_t at_ = 0;        ///< in the last chunk
  std::size_t used_ = 0;      ///< of all chunks
  const void *kernel_ = nullptr;
  unsigned changes_ = 0; ///< of the kernel, since memory was last released
};

} // namespace cw::cpu
