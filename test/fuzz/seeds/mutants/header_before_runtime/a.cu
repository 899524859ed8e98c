#include "mine.h"
#include <cuda_runtime.h>
__global__ void mix(unsigned *out) { out[mine()] = bits(1); }
int main() { mix<<<3, 32>>>(0); }
