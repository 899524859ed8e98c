// Exclusive prefix sum over many blocks: scan each block in shared memory with
// an up-sweep and a down-sweep, scan the block totals, add them back.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cuda_runtime.h>
#include <device_launch_parameters.h>
#include <vector>

static const int kThreads = 64;
static const int kPerBlock = 2 * kThreads;

__global__ void scanBlocks(int *data, int *totals, int n) {
  __shared__ int tree[kPerBlock];
  int t = threadIdx.x;
  int base = blockIdx.x * kPerBlock;
  tree[2 * t] = base + 2 * t < n ? data[base + 2 * t] : 0;
  tree[2 * t + 1] = base + 2 * t + 1 < n ? data[base + 2 * t + 1] : 0;

  int distance = 1;
  for (int active = kThreads; active > 0; active >>= 1) {
    __syncthreads();
    if (t < active) {
      int left = distance * (2 * t + 1) - 1;
      int right = distance * (2 * t + 2) - 1;
      tree[right] += tree[left];
    }
    distance *= 2;
  }
  if (t == 0) {
    totals[blockIdx.x] = tree[kPerBlock - 1];
    tree[kPerBlock - 1] = 0;
  }
  for (int active = 1; active < kPerBlock; active *= 2) {
    distance >>= 1;
    __syncthreads();
    if (t < active) {
      int left = distance * (2 * t + 1) - 1;
      int right = distance * (2 * t + 2) - 1;
      int carried = tree[left];
      tree[left] = tree[right];
      tree[right] += carried;
    }
  }
  __syncthreads();
  if (base + 2 * t < n)
    data[base + 2 * t] = tree[2 * t];
  if (base + 2 * t + 1 < n)
    data[base + 2 * t + 1] = tree[2 * t + 1];
}

__global__ void addOffsets(int *data, const int *offsets, int n) {
  for (int i = threadIdx.x; i < kPerBlock; i += blockDim.x) {
    int at = blockIdx.x * kPerBlock + i;
    if (at < n)
      data[at] += offsets[blockIdx.x];
  }
}

static void exclusiveScan(int *device, int n) {
  int blocks = (n + kPerBlock - 1) / kPerBlock;
  int *totals;
  cudaMalloc(&totals, blocks * sizeof(int));
  scanBlocks<<<blocks, kThreads>>>(device, totals, n);
  if (blocks > 1) {
    exclusiveScan(totals, blocks);
    addOffsets<<<blocks, kThreads>>>(device, totals, n);
  }
  cudaFree(totals);
}

int main() {
  for (int n : {1, 128, 129, 1000, 20000}) {
    std::vector<int> values(n), scanned(n);
    for (int i = 0; i < n; ++i)
      values[i] = (i * 37 + 11) % 19 - 6;
    int *device;
    cudaMalloc(&device, n * sizeof(int));
    cudaMemcpy(device, values.data(), n * sizeof(int), cudaMemcpyHostToDevice);
    exclusiveScan(device, n);
    cudaMemcpy(scanned.data(), device, n * sizeof(int), cudaMemcpyDeviceToHost);
    cudaFree(device);

    int running = 0, wrong = 0;
    for (int i = 0; i < n; ++i) {
      wrong += scanned[i] != running;
      running += values[i];
    }
    printf("n = %d: %d wrong, total %d\n", n, wrong, running);
  }
  return 0;
}
