// The machine is one device. With CW_DEVICE_COUNT=N it reports N devices, which
// share its cores and memory.
// SPDX-License-Identifier: Apache-2.0
#include "device.h"

#include <atomic>
#include <cstdlib>

namespace cw::cpu {
namespace {

std::atomic<cwError_t> failures[most_devices];
static_assert(cwSuccess == 0, "the failures start as zero");

} // namespace

__thread int chosen_device __attribute__((tls_model("initial-exec"))) = 0;

int device_count() {
  static const int count = [] {
    const char *text = std::getenv("CW_DEVICE_COUNT");
    const int asked = text ? std::atoi(text) : 1;
    return asked < 1 ? 1 : asked > most_devices ? most_devices : asked;
  }();
  return count;
}

cwError_t device_failure(int device) {
  return failures[device].load(std::memory_order_relaxed);
}
void set_device_failure(int device, cwError_t error) {
  cwError_t none = cwSuccess;
  failures[device].compare_exchange_strong(none, error);
}
void clear_device_failure(int device) { failures[device] = cwSuccess; }

} // namespace cw::cpu
