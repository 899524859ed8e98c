#include "parts.h"
#include <cuda_runtime_api.h>
#include <stdio.h>

int main(void) {
  float values[1000];
  int devices = 0;
  for (int i = 0; i < 1000; ++i)
    values[i] = 1;
  cudaGetDeviceCount(&devices);
  scale(values, 1000, 3);
  printf("%d %.0f\n", devices > 0, sum(values, 1000));
  return 0;
}
