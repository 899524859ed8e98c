// Macros that wrap API calls, launches and error names, as large code bases
// like to have them.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
#include <cw/runtime.h>

#define CUDA_CHECK(call) checkCuda((call), #call, __FILE__, __LINE__)
#define LAST_ERROR_IS(name) (cwGetLastError() == cwError##name)
#define BLOCKS(n, block) (((n) + (block)-1) / (block))
#define LAUNCH(kernel, n, ...)                                                 \
  do {                                                                         \
    cw::launch(kernel, BLOCKS(n, 64), 64)(__VA_ARGS__, n);                             \
    CUDA_CHECK(cwGetLastError());                                            \
  } while (0)
#define LAUNCH_ON(stream, kernel) cw::launch(kernel, 1, 32, 0, stream)
#define UPLOAD(to, from, bytes)                                                \
  CUDA_CHECK(cwMemcpy(to, from, bytes, cwMemcpyHostToDevice))
#define DEVICE_ALLOC(type, name, count)                                        \
  type *name = nullptr;                                                        \
  CUDA_CHECK(cwMalloc((void **)&name, (count) * sizeof(type)))

static void checkCuda(cwError_t error, const char *what, const char *file,
                      int line) {
  if (error == cwSuccess)
    return;
  fprintf(stderr, "%s:%d: %s: %s\n", file, line, what,
          cwGetErrorString(error));
  exit(1);
}

CW_KERNEL void square(int *data, int n) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    data[i] *= data[i];
}

CW_KERNEL void addTo(int *data, const int *other, int n) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    data[i] += other[i];
}

CW_KERNEL void mark(int *data) { data[cw::thread_idx().x] += 1000; }

int main() {
  const int n = 150;
  int host[n];
  for (int i = 0; i < n; ++i)
    host[i] = i;

  DEVICE_ALLOC(int, a, n);
  DEVICE_ALLOC(int, b, n);
  UPLOAD(a, host, sizeof host);
  UPLOAD(b, host, sizeof host);
  LAUNCH(square, n, a);
  LAUNCH(addTo, n, a, b);
  cwStream_t stream;
  CUDA_CHECK(cwStreamCreate(&stream));
  CUDA_CHECK(cwDeviceSynchronize());
  LAUNCH_ON(stream, mark)(a);
  CUDA_CHECK(cwStreamSynchronize(stream));
  CUDA_CHECK(cwStreamDestroy(stream));
  CUDA_CHECK(cwMemcpy(host, a, sizeof host, cwMemcpyDeviceToHost));

  int wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += host[i] != i * i + i + (i < 32 ? 1000 : 0);
  printf("wrong: %d\n", wrong);

  cwSetDevice(1 << 20);
  printf("an invalid device is named: %d\n", LAST_ERROR_IS(InvalidDevice));
  printf("and forgotten: %d\n", cwGetLastError() == cwSuccess);
  CUDA_CHECK(cwFree(a));
  CUDA_CHECK(cwFree(b));
  return 0;
}
