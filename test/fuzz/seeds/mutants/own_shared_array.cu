extern __shared__ int cudaDevAttrPageableMemoryAccess[];
__device__{ return cudaDevAttrPageableMemoryAccess + 