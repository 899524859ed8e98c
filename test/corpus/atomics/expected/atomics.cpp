// Every kind of atomic, each checked against what any order of the threads
// must give; and loops around compare-and-swap for what has no atomic.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <climits>
#include <cstdio>
#include <cstring>

struct Results {
  int sum, difference, low, high;
  unsigned all, any, odd, wrapUp, wrapDown, last;
  unsigned long long wide, widest;
  float real;
  double precise;
  unsigned productBits; // a float, updated by compare-and-swap
  int nextTicket, tickets[64];
  unsigned lock, guarded;
};

CW_DEVICE float atomicMultiply(unsigned *bits, float factor) {
  unsigned seen = *bits, expected;
  do {
    expected = seen;
    float product = cw::uint_as_float(expected) * factor;
    seen = cw::atomic_cas(bits, expected, cw::float_as_uint(product));
  } while (seen != expected);
  return cw::uint_as_float(seen);
}

CW_KERNEL void exercise(Results *r) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x; // 0 to 255
  cw::atomic_add(&r->sum, i);
  cw::atomic_sub(&r->difference, i);
  cw::atomic_min(&r->low, 100 - i);
  cw::atomic_max(&r->high, 7 * i);
  cw::atomic_and(&r->all, ~(1u << (i % 8)));
  cw::atomic_or(&r->any, 1u << (i % 16));
  cw::atomic_xor(&r->odd, 1u << (i % 5));
  cw::atomic_inc(&r->wrapUp, 99u);
  cw::atomic_dec(&r->wrapDown, 99u);
  cw::atomic_exch(&r->last, 4242u);
  cw::atomic_add(&r->wide, 1ull << 33);
  cw::atomic_max(&r->widest, (unsigned long long)i << 40);
  cw::atomic_add(&r->real, 0.25f);
  cw::atomic_add(&r->precise, 0.125);
  if (i < 12)
    atomicMultiply(&r->productBits, i % 2 ? 0.5f : 4.0f);
  if (i % 4 == 0)
    r->tickets[cw::atomic_add(&r->nextTicket, 1)] = 1;
}

CW_KERNEL void countUnderLock(Results *r) {
  // One thread a block, so that no lane waits for another of its warp.
  while (cw::atomic_cas(&r->lock, 0u, 1u) != 0u)
    ;
  cw::fence_device();
  r->guarded += 1;
  cw::fence_device();
  cw::atomic_exch(&r->lock, 0u);
}

int main() {
  Results r, *device;
  memset(&r, 0, sizeof r);
  r.low = INT_MAX;
  r.high = INT_MIN;
  r.all = 0xFFFFu;
  float one = 1.0f;
  memcpy(&r.productBits, &one, sizeof one);
  cwMalloc(&device, sizeof(Results));
  cwMemcpy(device, &r, sizeof r, cwMemcpyHostToDevice);
  cw::launch<exercise>(4, 64)(device);
  cw::launch<countUnderLock>(10, 1)(device);
  cwMemcpy(&r, device, sizeof r, cwMemcpyDeviceToHost);
  cwFree(device);

  float product;
  memcpy(&product, &r.productBits, sizeof product);
  int tickets = 0;
  for (int ticket : r.tickets)
    tickets += ticket;
  printf("add %d, sub %d, min %d, max %d\n", r.sum, r.difference, r.low,
         r.high);
  printf("and %x, or %x, xor %x\n", r.all, r.any, r.odd);
  printf("inc %u, dec %u, exch %u\n", r.wrapUp, r.wrapDown, r.last);
  printf("wide %llu, widest %llu\n", r.wide >> 33, r.widest >> 40);
  printf("float %.2f, double %.3f\n", r.real, r.precise);
  printf("product %.1f, tickets %d, guarded %u\n", product, tickets, r.guarded);
  return 0;
}
