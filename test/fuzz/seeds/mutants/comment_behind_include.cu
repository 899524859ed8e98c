#include <cstdio> /* a comment
   that goes on */
void f(void **p) { cudaMalloc(p, 1); }
