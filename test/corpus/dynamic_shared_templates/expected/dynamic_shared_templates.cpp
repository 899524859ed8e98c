// Dynamic shared memory whose type depends on a template parameter, with an
// alignment of its own, and more of it than a block has by default.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>

// The usual way round one name having several types: one type for all.
template <typename T> struct SharedMemory {
  CW_DEVICE static T *get() {
    CW_DYNAMIC_SHARED(CW_ALIGN(16) unsigned char, raw);
    return reinterpret_cast<T *>(raw);
  }
};

template <typename T> CW_KERNEL void blockSum(const T *in, T *out) {
  T *values = SharedMemory<T>::get();
  values[cw::thread_idx().x] = in[cw::thread_idx().x];
  for (unsigned half = cw::block_dim().x / 2; half; half /= 2) {
    cw::barrier();
    if (cw::thread_idx().x < half)
      values[cw::thread_idx().x] += values[cw::thread_idx().x + half];
  }
  if (cw::thread_idx().x == 0)
    *out = values[0];
}

// A variable template: each alignment has a name of its own.
template <int Alignment>
CW_DYNAMIC_SHARED_TEMPLATE(CW_ALIGN(Alignment) char, aligned);

template <int Alignment> CW_KERNEL void sumAligned(int *out) {
  int *values = reinterpret_cast<int *>(CW_DYNAMIC_SHARED_INSTANCE(aligned<Alignment>));
  values[cw::thread_idx().x] = cw::thread_idx().x;
  cw::barrier();
  if (cw::thread_idx().x)
    return;
  for (int i = 0; i < cw::block_dim().x; ++i)
    out[0] += values[i];
  out[1] = (unsigned long long)CW_DYNAMIC_SHARED_INSTANCE(aligned<Alignment>) % Alignment;
}

struct CW_ALIGN(16) Cell {
  int key;
  float weight;
};

template <int Rows> CW_KERNEL void rotate(Cell *cells) {
  CW_DYNAMIC_SHARED(Cell, table);
  for (int row = 0; row < Rows; ++row)
    table[row * cw::block_dim().x + cw::thread_idx().x] = cells[row * cw::block_dim().x + cw::thread_idx().x];
  cw::barrier();
  for (int row = 0; row < Rows; ++row)
    cells[row * cw::block_dim().x + cw::thread_idx().x] =
        table[(row + 1) % Rows * cw::block_dim().x + cw::thread_idx().x];
}

template <typename T> double sumOf(int n) {
  T *in, *out;
  cwMallocManaged(&in, n * sizeof(T));
  cwMallocManaged(&out, sizeof(T));
  for (int i = 0; i < n; ++i)
    in[i] = T(i) / T(2);
  cw::launch<blockSum<T>>(1, n, n * sizeof(T))(in, out);
  cwDeviceSynchronize();
  double sum = (double)*out;
  cwFree(in);
  cwFree(out);
  return sum;
}

int main() {
  printf("float %.1f, double %.1f, short %.1f\n", sumOf<float>(64),
         sumOf<double>(64), sumOf<short>(64));

  int *sums;
  cwMallocManaged(&sums, 2 * sizeof(int));
  sums[0] = 0;
  cw::launch<sumAligned<16>>(1, 16, 16 * sizeof(int))(sums);
  cw::launch<sumAligned<128>>(1, 32, 32 * sizeof(int))(sums);
  cwDeviceSynchronize();
  printf("variable template: sum %d, misaligned by %d\n", sums[0], sums[1]);
  cwFree(sums);

  const int rows = 50, columns = 80;
  const size_t bytes = rows * columns * sizeof(Cell); // 64000
  Cell *cells;
  cwMallocManaged(&cells, bytes);
  for (int i = 0; i < rows * columns; ++i)
    cells[i] = Cell{i, i * 0.5f};
  cwError_t set = cwFuncSetAttribute(
      rotate<rows>, cwFuncAttributeMaxDynamicSharedMemorySize, (int)bytes);
  cw::launch<rotate<rows>>(1, columns, bytes)(cells);
  cwError_t run = cwDeviceSynchronize();
  int wrong = 0;
  for (int i = 0; i < rows * columns; ++i) {
    int from = (i + columns) % (rows * columns);
    wrong += cells[i].key != from || cells[i].weight != from * 0.5f;
  }
  printf("set %d, run %d, wrong %d, aligned %d\n", set == cwSuccess,
         run == cwSuccess, wrong, (int)alignof(Cell));
  cwFree(cells);
  return 0;
}
