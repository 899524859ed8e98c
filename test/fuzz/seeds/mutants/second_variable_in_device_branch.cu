#if defined(__CUDA_ARCH__)
unsigned reversed,__ull2bfloat16_rd