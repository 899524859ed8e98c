// Device variables: scalars, arrays, pointers and structs, by copy and by
// address; counters that live from launch to launch.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cw/runtime.h>

CW_DEVICE int launches;
CW_DEVICE int table[8] = {1, 1, 2, 3, 5, 8, 13, 21};
CW_DEVICE int *target = nullptr;
static CW_DEVICE float scale(2.0f);
CW_DEVICE struct {
  int x, y;
} corner = {3, 4};

namespace state {
CW_DEVICE unsigned total = 7;
}

CW_KERNEL void work() {
  int i = cw::thread_idx().x;
  target[i] = (int)(table[i] * scale) + corner.x * corner.y;
  cw::atomic_add(&state::total, (unsigned)table[i]);
  if (i == 0)
    launches++;
}

int main() {
  int *out;
  cwMalloc(&out, 8 * sizeof(int));
  cwMemcpyToSymbol(target, &out, sizeof out);
  cw::launch<work>(1, 8)();

  const float three = 3.0f;
  cwMemcpyToSymbol(scale, &three, sizeof three);
  int *tableAddress = nullptr;
  size_t tableBytes = 0;
  cwGetSymbolAddress((void **)&tableAddress, table);
  cwGetSymbolSize(&tableBytes, table);
  cwMemset(tableAddress + 6, 0, 2 * sizeof(int));
  cw::launch<work>(1, 8)();

  int host[8], count = 0;
  unsigned total = 0;
  cwMemcpy(host, out, sizeof host, cwMemcpyDeviceToHost);
  cwMemcpyFromSymbol(&count, launches, sizeof count);
  cwMemcpyFromSymbol(&total, state::total, sizeof total, 0,
                       cwMemcpyDeviceToHost);
  printf("launches: %d, total: %u, table bytes: %zu\n", count, total,
         tableBytes);
  for (int i = 0; i < 8; ++i)
    printf("%d%c", host[i], i < 7 ? ' ' : '\n');
  cwFree(out);
  return 0;
}
