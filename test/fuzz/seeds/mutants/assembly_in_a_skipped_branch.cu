#ifndef __CUDACC__
#include<cuda_runtime.h>
__device__ laneId(){unsigned lane;  asm volatile("mov.u32 %0, %%laneid;" : "=r"(lane));