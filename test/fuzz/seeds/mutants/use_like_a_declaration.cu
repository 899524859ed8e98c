#if
#include<cuda_runtime.h>
#endif
#ifndef __CUDACC__
#else
cudaMemcpy[