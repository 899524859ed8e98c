
#ifdef __CUDACC__
#define   __host__ __device__
#else
