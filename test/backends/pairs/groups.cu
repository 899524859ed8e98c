// Cooperative groups: blocks, tiles, a grid barrier, reductions.
// SPDX-License-Identifier: Apache-2.0
#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
#include <cuda_runtime.h>

namespace cg = cooperative_groups;

__global__ void tiles(const float *in, float *out) {
  cg::thread_block block = cg::this_thread_block();
  cg::thread_block_tile<32> warp = cg::tiled_partition<32>(block);
  float v = in[block.group_index().x * block.size() + block.thread_rank()];
  for (int offset = warp.size() / 2; offset > 0; offset /= 2)
    v += warp.shfl_down(v, offset);
  if (warp.thread_rank() == 0)
    atomicAdd(out, v);
  cg::sync(block);
  auto quad = cg::tiled_partition<4>(block);
  out[block.thread_rank() + 1] = cg::reduce(quad, v, cg::plus<float>());
}

__global__ void aggregate(int *counter, const int *in) {
  if (in[threadIdx.x] > 0) {
    cg::coalesced_group active = cg::coalesced_threads();
    if (active.thread_rank() == 0)
      atomicAdd(counter, active.size());
  }
}

__global__ void steps(float *data, int n) {
  cg::grid_group grid = cg::this_grid();
  for (unsigned i = grid.thread_rank(); i < n; i += grid.size())
    data[i] += 1.0f;
  grid.sync();
  if (grid.thread_rank() == 0)
    data[0] = data[n - 1];
}

void run(float *f, int *i, int n) {
  tiles<<<1, 128>>>(f, f);
  aggregate<<<1, 128>>>(i, i);
  void *args[] = {&f, &n};
  cudaLaunchCooperativeKernel((void *)steps, dim3(2), dim3(64), args);
  cudaLaunchCooperativeKernel(steps, dim3(2), dim3(64), args, 0, nullptr);
}
