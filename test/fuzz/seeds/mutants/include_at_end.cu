#if 0
%:include <cstdio>
#endif
int f(void **p) { return cudaMalloc(p, 3); }
#include <cstdio>