#if 
#include<cuda_runtime.h>
#endif
void CUDART_CB onHost(){Step*cudaDeviceProp=