// Memory for the static shared variables of the kernels that an OS thread runs.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace cw::cpu {

/// Gives every variable addresses that stay, since the program keeps them. What
/// the variables hold need not survive a block, so memory that no running block
/// needs goes back to the system: resident is what a few kernels use, not what
/// all kernels of the program declare.
class StaticShared {
public:
  StaticShared() = default;
  StaticShared(const StaticShared &) = delete;
  ~StaticShared();

  /// Null when the system has no memory. What it gives is zero.
  void *allocate(std::size_t size, std::size_t alignment);
  /// To be called before blocks of a kernel run; null stands for a kernel that
  /// nothing is known of.
  void begin_kernel(const void *kernel) {
    if (used_ > most_kept && (!kernel || kernel != kernel_))
      change_kernel(kernel);
  }
  /// Whether nothing may be at the address, because it is just beyond the
  /// variables.
  bool in_guard(const void *address) const;

private:
  static constexpr std::size_t most_kept = 512 << 10;

  void change_kernel(const void *kernel);

  struct Chunk {
    char *memory;
    std::size_t size;
  };
  std::vector<Chunk> chunks_; ///< the last one is handed out
  std::size_t at_ = 0;        ///< in the last chunk
  std::size_t used_ = 0;      ///< of all chunks
  const void *kernel_ = nullptr;
  unsigned changes_ = 0; ///< of the kernel, since memory was given back
};

} // namespace cw::cpu
