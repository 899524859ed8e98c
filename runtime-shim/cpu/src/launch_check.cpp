// SPDX-License-Identifier: Apache-2.0
#include "launch_check.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <vector>

#include "block_loops.h"
#include "memory.h"

namespace cw::cpu {
namespace {

/// A copy of all device memory.
class Image {
public:
  Image() : ranges_(device_memory()) {
    for (const Allocation &range : ranges_)
      bytes_.emplace_back(range.base, range.base + range.size);
  }
  void restore() const {
    for (std::size_t i = 0; i < ranges_.size(); ++i)
      std::memcpy(ranges_[i].base, bytes_[i].data(), bytes_[i].size());
  }
  /// Prints the first difference between the copy and the memory as it is now.
  bool equals_memory(const std::string &subject) const {
    for (std::size_t i = 0; i < ranges_.size(); ++i) {
      const char *then = bytes_[i].data(), *now = ranges_[i].base;
      const std::size_t size = bytes_[i].size();
      if (std::memcmp(then, now, size) == 0)
        continue;
      std::size_t first = size, count = 0;
      for (std::size_t k = 0; k < size; ++k)
        if (then[k] != now[k]) {
          first = first == size ? k : first;
          ++count;
        }
      std::fprintf(stderr,
                   "causeway: %s: loops and fibers give different results: %zu "
                   "of %zu bytes at %p differ, the first at %zu\n",
                   subject.c_str(), count, size, static_cast<const void *>(now),
                   first);
      return false;
    }
    return true;
  }

private:
  std::vector<Allocation> ranges_;
  std::vector<std::vector<char>> bytes_;
};

} // namespace

bool checks_launches() {
  static const bool asked = [] {
    const char *text = std::getenv("CW_CHECK");
    return text && std::strcmp(text, "both") == 0;
  }();
  return asked;
}

cwError_t run_both(const std::string &subject,
                   const std::function<cwError_t()> &first,
                   const std::function<cwError_t()> &second) {
  static std::mutex one_at_a_time;
  std::lock_guard<std::mutex> lock(one_at_a_time);
  const ExactMath exact;
  const Image before;
  if (const cwError_t error = first())
    return error;
  const Image after;
  before.restore();
  if (const cwError_t error = second())
    return error;
  return after.equals_memory(subject) ? cwSuccess : cwErrorLaunchFailure;
}

} // namespace cw::cpu
