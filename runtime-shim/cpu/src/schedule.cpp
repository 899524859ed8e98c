// SPDX-License-Identifier: Apache-2.0
#include "schedule.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace cw::cpu {

Schedule::Schedule() {
  const char *text = std::getenv("CW_SCHEDULE");
  if (!text || !*text || !std::strcmp(text, "ordered"))
    return;
  char *end = nullptr;
  if (!std::strncmp(text, "random:", 7)) {
    seed = std::strtoull(text + 7, &end, 0);
    random = end != text + 7 && !*end;
  }
  if (!random)
    std::fprintf(stderr,
                 "causeway: CW_SCHEDULE=%s is neither ordered nor "
                 "random:SEED; using ordered\n",
                 text);
}
const Schedule &schedule() {
  static const Schedule once;
  return once;
}

static int read_warp_size() {
  const char *text = std::getenv("CW_WARP_SIZE");
  if (!text || !*text)
    return 32;
  const int size = std::atoi(text);
  if (size == 16 || size == 32 || size == 64)
    return size;
  std::fprintf(stderr,
               "causeway: CW_WARP_SIZE=%s is not 16, 32 or 64; using 32\n",
               text);
  return 32;
}

int configured_warp_size = 32;
// Runs before the constructors of the program's globals, which may already
// launch kernels.
__attribute__((constructor(101))) static void configure_warp_size() {
  configured_warp_size = read_warp_size();
}

} // namespace cw::cpu
