// Every kind of atomic, each checked against what any order of the threads
// must give; and loops around compare-and-swap for what has no atomic.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>
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

__device__ float atomicMultiply(unsigned *bits, float factor) {
  unsigned seen = *bits, expected;
  do {
    expected = seen;
    float product = __uint_as_float(expected) * factor;
    seen = atomicCAS(bits, expected, __float_as_uint(product));
  } while (seen != expected);
  return __uint_as_float(seen);
}

__global__ void exercise(Results *r) {
  int i = blockIdx.x * blockDim.x + threadIdx.x; // 0 to 255
  atomicAdd(&r->sum, i);
  atomicSub(&r->difference, i);
  atomicMin(&r->low, 100 - i);
  atomicMax(&r->high, 7 * i);
  atomicAnd(&r->all, ~(1u << (i % 8)));
  atomicOr(&r->any, 1u << (i % 16));
  atomicXor(&r->odd, 1u << (i % 5));
  atomicInc(&r->wrapUp, 99u);
  atomicDec(&r->wrapDown, 99u);
  atomicExch(&r->last, 4242u);
  atomicAdd(&r->wide, 1ull << 33);
  atomicMax(&r->widest, (unsigned long long)i << 40);
  atomicAdd(&r->real, 0.25f);
  atomicAdd(&r->precise, 0.125);
  if (i < 12)
    atomicMultiply(&r->productBits, i % 2 ? 0.5f : 4.0f);
  if (i % 4 == 0)
    r->tickets[atomicAdd(&r->nextTicket, 1)] = 1;
}

__global__ void countUnderLock(Results *r) {
  // One thread a block, so that no lane waits for another of its warp.
  while (atomicCAS(&r->lock, 0u, 1u) != 0u)
    ;
  __threadfence();
  r->guarded += 1;
  __threadfence();
  atomicExch(&r->lock, 0u);
}

int main() {
  Results r, *device;
  memset(&r, 0, sizeof r);
  r.low = INT_MAX;
  r.high = INT_MIN;
  r.all = 0xFFFFu;
  float one = 1.0f;
  memcpy(&r.productBits, &one, sizeof one);
  cudaMalloc(&device, sizeof(Results));
  cudaMemcpy(device, &r, sizeof r, cudaMemcpyHostToDevice);
  exercise<<<4, 64>>>(device);
  countUnderLock<<<10, 1>>>(device);
  cudaMemcpy(&r, device, sizeof r, cudaMemcpyDeviceToHost);
  cudaFree(device);

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
