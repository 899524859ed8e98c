// Sums of rows by blocks whose threads meet at a cuda::barrier: arriving and
// waiting are two steps, with work of the thread's own in between, and the
// barrier also waits for the copies into shared memory.
// SPDX-License-Identifier: Apache-2.0
#include <cooperative_groups.h>
#include <cstdio>
#include <cuda/barrier>
#include <cuda_runtime.h>
#include <utility>

namespace cg = cooperative_groups;
using block_barrier = cuda::barrier<cuda::thread_scope_block>;

constexpr int Threads = 96, Columns = 384, Rows = 10;

__device__ int tree(block_barrier &bar, int *partial, int value) {
  const int t = threadIdx.x;
  partial[t] = value;
  for (int half = 48; half >= 3; half /= 2) {
    bar.arrive_and_wait();
    if (t < half)
      partial[t] += partial[t + half];
  }
  bar.arrive_and_wait();
  return partial[0] + partial[1] + partial[2];
}

__global__ void rowSums(const int *matrix, int *sums, int *others) {
  __shared__ block_barrier bar;
  __shared__ alignas(16) int row[Columns];
  __shared__ int partial[Threads];
  auto block = cg::this_thread_block();
  if (block.thread_rank() == 0)
    init(&bar, block.size());
  block.sync();

  cuda::memcpy_async(block, row, matrix + blockIdx.x * Columns,
                     cuda::aligned_size_t<16>(sizeof(int) * Columns), bar);
  block_barrier::arrival_token token = bar.arrive();
  int own = 0; // meanwhile
  for (int i = 0; i <= (int)threadIdx.x; ++i)
    own += i;
  bar.wait(std::move(token));

  int value = 0;
  for (int i = threadIdx.x; i < Columns; i += Threads)
    value += row[i];
  const int sum = tree(bar, partial, value);
  bar.arrive_and_wait();
  const int other = tree(bar, partial, own);
  if (threadIdx.x == 0) {
    sums[blockIdx.x] = sum;
    others[blockIdx.x] = other;
  }
}

int main() {
  static int matrix[Rows * Columns];
  int expected[Rows] = {}, sums[Rows], others[Rows];
  for (int i = 0; i < Rows * Columns; ++i) {
    matrix[i] = i * 37 % 101;
    expected[i / Columns] += matrix[i];
  }
  int *dMatrix, *dSums, *dOthers;
  cudaMalloc(&dMatrix, sizeof matrix);
  cudaMalloc(&dSums, sizeof sums);
  cudaMalloc(&dOthers, sizeof others);
  cudaMemcpy(dMatrix, matrix, sizeof matrix, cudaMemcpyHostToDevice);
  rowSums<<<Rows, Threads>>>(dMatrix, dSums, dOthers);
  cudaMemcpy(sums, dSums, sizeof sums, cudaMemcpyDeviceToHost);
  cudaMemcpy(others, dOthers, sizeof others, cudaMemcpyDeviceToHost);
  int wrong = 0;
  for (int i = 0; i < Rows; ++i)
    wrong += sums[i] != expected[i] || others[i] != others[0];
  printf("wrong: %d\nfirst: %d, other: %d\n", wrong, sums[0], others[0]);
  cudaFree(dMatrix);
  cudaFree(dSums);
  cudaFree(dOthers);
  return 0;
}
