#include "kernels/fill.h"
#include <cstdio>
#include <cuda.h>
#include <cuda_runtime.h>

int main(int argc, char **argv) {
  int *values, count = 100, result[100];
  cudaMalloc(&values, sizeof result);
  fill(values, count, 41);
  CUmodule module;
  CUfunction increment;
  if (cuModuleLoad(&module, argc > 1 ? argv[1] : "module.fatbin") != CUDA_SUCCESS ||
      cuModuleGetFunction(&increment, module, "increment") != CUDA_SUCCESS) {
    std::puts("the module was not loaded");
    return 1;
  }
  void *arguments[] = {&values, &count};
  cuLaunchKernel(increment, 4, 1, 1, 32, 1, 1, 0, nullptr, arguments, nullptr);
  cudaMemcpy(result, values, sizeof result, cudaMemcpyDeviceToHost);
  std::printf("%d %d\n", result[0], result[99]);
}
