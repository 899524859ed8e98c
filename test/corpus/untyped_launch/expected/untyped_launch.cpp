// Kernels by address: launches with untyped arguments, attributes, occupancy
// and preferences.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>

struct Shift {
  int by;
  char direction;
};

CW_KERNEL void shiftAll(int *data, int n, Shift shift) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    data[i] += shift.direction == '+' ? shift.by : -shift.by;
}

template <typename T> CW_KERNEL void fillShared(T *out, T value) {
  CW_DYNAMIC_SHARED(double, storage);
  T *mine = (T *)storage;
  mine[cw::thread_idx().x] = value;
  cw::barrier();
  out[cw::thread_idx().x] = mine[cw::block_dim().x - 1 - cw::thread_idx().x];
}

int main() {
  int n = 100;
  int *data;
  cwMallocManaged(&data, n * sizeof(int));
  for (int i = 0; i < n; ++i)
    data[i] = i;

  Shift up = {5, '+'}, down = {2, '-'};
  void *first[] = {&data, &n, &up};
  void *second[] = {(void *)&data, (void *)&n, (void *)&down};
  cwLaunchKernel((void *)cw::kernel_address(shiftAll), cw::dim3(4), cw::dim3(32), first, 0, 0);
  cwLaunchKernel((const void *)cw::kernel_address(&shiftAll), 4, 32, second, 0, NULL);
  cwDeviceSynchronize();
  int wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += data[i] != i + 3;
  printf("shifted: %d wrong\n", wrong);

  float *floats, half = 0.5f;
  cwMallocManaged(&floats, 64 * sizeof(float));
  void *third[] = {&floats, &half};
  cwLaunchKernel((void *)cw::kernel_address(fillShared<float>), cw::dim3(1), cw::dim3(64), third,
                   64 * sizeof(float), (cwStream_t)0);
  cwDeviceSynchronize();
  printf("filled: %.1f to %.1f\n", floats[0], floats[63]);

  cwFuncAttributes attributes;
  cwError_t got = cwFuncGetAttributes(&attributes, shiftAll);
  printf("attributes: %d, some threads: %d\n", got == cwSuccess,
         attributes.maxThreadsPerBlock >= 128);
  printf("preference: %d\n",
         cwFuncSetCacheConfig(shiftAll, cwFuncCachePreferL1) ==
             cwSuccess);

  int grid = 0, block = 0, resident = 0;
  cwOccupancyMaxPotentialBlockSize(&grid, &block, shiftAll, 0, 0);
  cwOccupancyMaxActiveBlocksPerMultiprocessor(&resident, shiftAll, 64, 0);
  printf("occupancy: %d %d %d\n", grid > 0, block > 0, resident > 0);
  cwFree(data);
  cwFree(floats);
  return 0;
}
