#ifdef __CUDACC__
#define BOTH __host__ __device__
__device__ inline unsigned mine() ){ return threadIdx.x; }
#endif
BOTH int bits(unsigned value);
