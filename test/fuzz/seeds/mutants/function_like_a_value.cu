>
#include<vector>
void cudaMemoryTypeDevice(cudaError_t{