// Fills and copies of every direction, with offsets into an allocation.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cw/runtime.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  enum { N = 64 };
  unsigned char host[N], back[N];
  unsigned char *a = NULL, *b = NULL;

  for (int i = 0; i < N; i++)
    host[i] = (unsigned char)i;
  cwMalloc((void **)&a, N);
  cwMalloc((void **)&b, N);

  cwMemset(a, 0xAB, N);
  cwMemset(a + 16, 0, 8);
  cwMemcpy(back, a, N, cwMemcpyDeviceToHost);
  int filled = 0, cleared = 0;
  for (int i = 0; i < N; i++) {
    filled += back[i] == 0xAB;
    cleared += back[i] == 0;
  }
  printf("filled %d, cleared %d\n", filled, cleared);

  cwMemcpy(a, host, N, cwMemcpyHostToDevice);
  cwMemsetAsync(b, 0xFF, N, 0);
  cwMemcpyAsync(b + 32, a, N / 2, cwMemcpyDeviceToDevice, 0);
  memset(back, 0, sizeof back);
  cwMemcpy(back, b, N, cwMemcpyDefault);
  printf("first %d, middle %d, last %d\n", back[0], back[32], back[63]);

  cwMemcpy(back, host + 8, 8, cwMemcpyHostToHost);
  printf("host to host: %d to %d\n", back[0], back[7]);

  size_t freeBytes = 0, totalBytes = 0;
  cwMemGetInfo(&freeBytes, &totalBytes);
  printf("free at most total: %d\n", freeBytes <= totalBytes);

  cwFree(a);
  cwFree(b);
  printf("freeing nothing: %d\n", cwFree(NULL) == cwSuccess);
  return 0;
}
