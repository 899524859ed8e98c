// Kernels that take 32 lanes for a warp, in the ways programs do.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cw/runtime.h>

#define FULL_MASK cw::full_warp()
#define LANE (cw::thread_idx().x & (cw::warp_lanes() - 1))

template <class T> CW_DEVICE T warpSum(T v) {
#pragma unroll
  for (int offset = cw::warp_lanes() / 2; offset > 0; offset >>= 1)
    v += cw::shfl_down(FULL_MASK, v, offset);
  return v;
}

// One warp for each row.
CW_KERNEL void rowSums(const int *in, int *sums, int rows, int columns) {
  int index = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  int row = index / cw::warp_lanes();
  if (row >= rows)
    return;
  int sum = 0;
  for (int i = LANE; i < columns; i += cw::warp_lanes())
    sum += in[row * columns + i];
  sum = warpSum(sum);
  if (index % cw::warp_lanes() == 0)
    sums[row] = sum;
}

// The sums over the threads up to one's own, then over the block's warps.
CW_KERNEL void prefixSums(const int *in, int *out, int *total) {
  CW_STATIC_SHARED(ends, int ends[64]);
  unsigned lane = cw::thread_idx().x % cw::warp_lanes(), warp = cw::thread_idx().x / cw::warp_lanes();
  int value = in[cw::thread_idx().x];
  for (int distance = 1; distance < cw::warp_lanes(); distance *= 2) {
    int below = cw::shfl_up(cw::full_warp(), value, distance);
    if (lane >= distance)
      value += below;
  }
  if (lane == (cw::warp_lanes() - 1))
    ends[warp] = value;
  cw::barrier();
  for (unsigned w = 0; w < warp; ++w)
    value += ends[w];
  out[cw::thread_idx().x] = value;
  if (cw::thread_idx().x == (cw::block_dim().x + (cw::warp_lanes() - 1)) / cw::warp_lanes() * cw::warp_lanes() - 1)
    *total = cw::shfl(cw::full_warp(), value, (cw::warp_lanes() - 1));
}

// Nothing is certain here: the array has a place for each of 32 warps.
CW_KERNEL void blockMaximum(const int *in, int *out) {
  CW_STATIC_SHARED(partial, int partial[32]);
  int most = in[cw::thread_idx().x];
  for (int offset = cw::warp_size() / 2; offset > 0; offset /= 2)
    most = cw::max(most, cw::shfl_xor(cw::full_warp(), most, offset));
  if (cw::thread_idx().x % cw::warp_size() == 0)
    partial[cw::thread_idx().x / cw::warp_size()] = most;
  cw::barrier();
  if (cw::thread_idx().x == 0) {
    for (int w = 1; w < cw::block_dim().x / cw::warp_size(); ++w)
      most = cw::max(most, partial[w]);
    *out = most;
  }
}

// Not about lanes at all.
CW_KERNEL void setBits(unsigned *words, const int *bits, int n) {
  for (int i = cw::thread_idx().x; i < n; i += cw::block_dim().x) {
    int bit = bits[i];
    cw::atomic_or(&words[bit >> 5], 1u << (bit & 31));
  }
}

int main() {
  const int rows = 50, columns = 77, threads = 128;
  int *in, *out;
  cwMallocManaged(&in, rows * columns * sizeof(int));
  cwMallocManaged(&out, 2 * threads * sizeof(int));
  for (int i = 0; i < rows * columns; ++i)
    in[i] = i * 37 % 101;

  int lanes = 0;
  cwDeviceGetAttribute(&lanes, cwDevAttrWarpSize, 0);
  cw::launch<rowSums>((rows * lanes + threads - 1) / threads, threads)(in, out, rows, columns);
  cwDeviceSynchronize();
  int wrong = 0;
  for (int row = 0; row < rows; ++row) {
    int sum = 0;
    for (int i = 0; i < columns; ++i)
      sum += in[row * columns + i];
    wrong += out[row] != sum;
  }
  printf("row sums: %d wrong\n", wrong);

  cw::launch<prefixSums>(1, threads)(in, out, out + threads);
  cwDeviceSynchronize();
  wrong = 0;
  int sum = 0, most = 0;
  for (int i = 0; i < threads; ++i) {
    sum += in[i];
    most = in[i] > most ? in[i] : most;
    wrong += out[i] != sum;
  }
  printf("prefix sums: %d wrong, total %s\n", wrong, out[threads] == sum ? "right" : "wrong");

  cw::launch<blockMaximum>(1, threads)(in, out);
  cwDeviceSynchronize();
  printf("maximum: %s\n", *out == most ? "right" : "wrong");

  unsigned *words = (unsigned *)out;
  for (int w = 0; w < 4; ++w)
    words[w] = 0;
  cw::launch<setBits>(1, 32)(words, in, 10);
  cwDeviceSynchronize();
  printf("bits: %08x %08x %08x %08x\n", words[0], words[1], words[2], words[3]);
  cwFree(in);
  cwFree(out);
}
