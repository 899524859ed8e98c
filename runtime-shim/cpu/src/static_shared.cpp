// Static shared variables are stored one after another in chunks between
// guards.
// SPDX-License-Identifier: Apache-2.0
#include "static_shared.h"

#include <algorithm>
#include <sys/mman.h>

#include "fault.h"
#include "limits.h"

namespace cw::cpu {
namespace {
constexpr std::size_t page = 4096;
constexpr std::size_t first_chunk = 256 << 10, largest_chunk = 64 << 20;

/// Rounds `value` up; `alignment` is a power of two.
std::size_t aligned(std::size_t value, std::size_t alignment) {
  return (value + alignment - 1) & ~(alignment - 1);
}
} // namespace

StaticShared::~StaticShared() {
  for (const Chunk &chunk : chunks_)
    unmap_guarded(chunk.memory, chunk.size);
}

void *StaticShared::allocate(std::size_t size, std::size_t alignment) {
  const auto place = [&] {
    const auto base = reinterpret_cast<std::size_t>(chunks_.back().memory);
    return aligned(base + at_, alignment) - base;
  };
  if (chunks_.empty() || place() > chunks_.back().size ||
      size > chunks_.back().size - place()) {
    // Each chunk doubles the total size, so a few chunks are enough for any
    // number of variables.
    const std::size_t least = size + (alignment > page ? alignment : 0);
    const std::size_t bytes = aligned(
        std::max(least, std::clamp(used_, first_chunk, largest_chunk)), page);
    if (bytes < size)
      return nullptr;
    chunks_.reserve(chunks_.size() + 1);
    void *memory = map_guarded(bytes);
    if (!memory)
      return nullptr;
    // Without huge pages: one accessed byte must not make megabytes resident.
    madvise(memory, bytes, MADV_NOHUGEPAGE);
    chunks_.push_back({static_cast<char *>(memory), bytes});
    at_ = 0;
  }
  const std::size_t begin = place();
  used_ += begin + size - at_;
  at_ = begin + size;
  return chunks_.back().memory + begin;
}

/// A kernel uses at most the shared memory of a block. So after a number of
/// kernels, up to `most_kept` bytes may be resident, and memory is released.
void StaticShared::change_kernel(const void *kernel) {
  kernel_ = kernel;
  if (++changes_ * Limits::shared < most_kept)
    return;
  changes_ = 0;
  for (const Chunk &chunk : chunks_)
    madvise(chunk.memory, chunk.size, MADV_DONTNEED);
}

bool StaticShared::in_guard(const void *address) const {
  return std::any_of(chunks_.begin(), chunks_.end(), [&](const Chunk &chunk) {
    return cpu::in_guard(address, chunk.memory, chunk.size);
  });
}

} // namespace cw::cpu
