// Inline assembly of one PTX instruction a statement, which C++ or the shim can say.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>

CW_DEVICE CW_FORCEINLINE unsigned laneId() {
  unsigned lane;
  lane = cw::lane_id();
  return lane;
}

#define LANES_BELOW(mask) mask = cw::lanes_below()

CW_DEVICE unsigned highestBit(unsigned x) {
  unsigned at;
  at = cw::find_msb(x);
  return at;
}

/// Packs the odd numbers of each warp to the front.
CW_KERNEL void packOdd(const unsigned *in, unsigned *out, unsigned *counts) {
  unsigned value = in[cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x];
  unsigned odd = cw::ballot(cw::full_warp(), value & 1), below;
  LANES_BELOW(below);
  if (value & 1)
    out[cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x / cw::warp_size() * cw::warp_size() + cw::popc(odd & below)] = value;
  if (laneId() == 0)
    cw::atomic_add(&counts[cw::block_idx().x], cw::popc(odd));
}

CW_KERNEL void bits(const unsigned *in, unsigned *out) {
  unsigned x = in[cw::thread_idx().x], field, mixed, distance;
  field = cw::extract_bits(x, 4u, cw::thread_idx().x % 8);
  mixed = cw::insert_bits(field, x, 16u, 8u);
  distance = cw::usad4(x, mixed, highestBit(x));
  out[cw::thread_idx().x] = distance;
}

CW_KERNEL void timed(unsigned long long *nanoseconds) {
  unsigned long long start, end;
  start = cw::global_timer();
  do {
    end = cw::global_timer();
  } while (end - start < 20000);
  cw::fence_device();
  *nanoseconds = end - start;
}

int main() {
  const int n = 64;
  unsigned *in, *out, *counts, sum = 0, packed = 0;
  unsigned long long *nanoseconds;
  cwMallocManaged(&in, n * sizeof *in);
  cwMallocManaged(&out, n * sizeof *out);
  cwMallocManaged(&counts, n / 32 * sizeof *counts);
  cwMallocManaged(&nanoseconds, sizeof *nanoseconds);
  for (unsigned i = 0; i < n; ++i) {
    in[i] = i * 2654435761u >> 5;
    out[i] = counts[i / 32] = 0;
  }
  cw::launch<packOdd>(n / 32, 32)(in, out, counts);
  cwDeviceSynchronize();
  for (int i = 0; i < n; ++i)
    packed += out[i];
  printf("odd: %u, sum %u\n", counts[0] + counts[1], packed);
  cw::launch<bits>(1, n)(in, out);
  cw::launch<timed>(1, 1)(nanoseconds);
  cwDeviceSynchronize();
  for (int i = 0; i < n; ++i)
    sum = sum * 31 + out[i];
  printf("bits: %u, time passes: %s\n", sum, *nanoseconds >= 20000 ? "yes" : "no");
}
