#define RUN(p) \
k<<<1, 2>>>(p); \
cudaFree(p)
#define NEVER \
__device__ \
int f()
__global__ void k(int *p) {}
void g(int *p) { RUN(p); }
