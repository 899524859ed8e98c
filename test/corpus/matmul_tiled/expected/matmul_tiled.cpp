// Matrix product through shared tiles, for sizes that no tile divides.
// SPDX-License-Identifier: Apache-2.0

#include <cstdio>
#include <vector>
#include <cw/runtime.h>

template <typename T, int Tile>
CW_KERNEL void multiply(const T *a, const T *b, T *c, int rows, int inner,
                         int columns) {
  CW_STATIC_SHARED(tileA, T tileA[Tile][Tile]); CW_STATIC_SHARED(tileB, T tileB[Tile][Tile + 1]);
  int row = cw::block_idx().y * Tile + cw::thread_idx().y;
  int column = cw::block_idx().x * Tile + cw::thread_idx().x;
  T sum = 0;
  for (int start = 0; start < inner; start += Tile) {
    int k = start + cw::thread_idx().x;
    tileA[cw::thread_idx().y][cw::thread_idx().x] =
        row < rows && k < inner ? a[row * inner + k] : T(0);
    k = start + cw::thread_idx().y;
    tileB[cw::thread_idx().y][cw::thread_idx().x] =
        k < inner && column < columns ? b[k * columns + column] : T(0);
    cw::barrier();
#pragma unroll
    for (int i = 0; i < Tile; ++i)
      sum += tileA[cw::thread_idx().y][i] * tileB[i][cw::thread_idx().x];
    cw::barrier();
  }
  if (row < rows && column < columns)
    c[row * columns + column] = sum;
}

template <typename T> int run(int rows, int inner, int columns) {
  std::vector<T> a(rows * inner), b(inner * columns), c(rows * columns);
  for (size_t i = 0; i < a.size(); ++i)
    a[i] = T((int)(i * 7 % 11) - 5);
  for (size_t i = 0; i < b.size(); ++i)
    b[i] = T((int)(i * 3 % 13) - 6);

  T *dA, *dB, *dC;
  cwMalloc(&dA, a.size() * sizeof(T));
  cwMalloc(&dB, b.size() * sizeof(T));
  cwMalloc(&dC, c.size() * sizeof(T));
  cwMemcpy(dA, a.data(), a.size() * sizeof(T), cwMemcpyHostToDevice);
  cwMemcpy(dB, b.data(), b.size() * sizeof(T), cwMemcpyHostToDevice);
  constexpr int tile = 8;
  cw::dim3 block(tile, tile);
  cw::dim3 grid((columns + tile - 1) / tile, (rows + tile - 1) / tile);
  cw::launch<multiply<T, tile>>(grid, block)(dA, dB, dC, rows, inner, columns);
  cwMemcpy(c.data(), dC, c.size() * sizeof(T), cwMemcpyDeviceToHost);
  cwFree(dA);
  cwFree(dB);
  cwFree(dC);

  int wrong = 0;
  for (int y = 0; y < rows; ++y)
    for (int x = 0; x < columns; ++x) {
      T sum = 0;
      for (int k = 0; k < inner; ++k)
        sum += a[y * inner + k] * b[k * columns + x];
      wrong += c[y * columns + x] != sum;
    }
  return wrong;
}

int main() {
  // Small whole numbers: exact in every type.
  printf("int: %d wrong\n", run<int>(13, 21, 30));
  printf("float: %d wrong\n", run<float>(32, 16, 24));
  printf("double: %d wrong\n", run<double>(9, 9, 9));
  return 0;
}
