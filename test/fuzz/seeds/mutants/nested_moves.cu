__global__ void k(int *a, int *b) { atomicAdd(&a[atomicAdd(b, 1)], /* one */ 1); }
