// Function pointers: kernels chosen from a table and launched, kernels passed
// to templates, device functions called through tables in device memory.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cw/runtime.h>

typedef int (*Operation)(int, int);
using Kernel = void (*)(int *, int);

CW_DEVICE int addInts(int a, int b) { return a + b; }
CW_DEVICE int subtractInts(int a, int b) { return a - b; }
CW_DEVICE int multiplyInts(int a, int b) { return a * b; }

CW_DEVICE Operation operations[] = {addInts, subtractInts, multiplyInts};
CW_CONSTANT Operation favourite = multiplyInts;

CW_KERNEL void fold(int *data, int n) {
  int value = data[cw::thread_idx().x];
  for (int i = 0; i < n; ++i)
    value = operations[(cw::thread_idx().x + i) % 3](value, i + 1);
  data[cw::thread_idx().x] = favourite(value, 2);
}

CW_KERNEL void shift(int *data, int n) { data[cw::thread_idx().x] += n; }
CW_KERNEL void stretch(int *data, int n) { data[cw::thread_idx().x] *= n; }

template <Operation op> CW_KERNEL void withOperation(int *data, int n) {
  data[cw::thread_idx().x] = op(data[cw::thread_idx().x], n);
}

template <typename K> void launchAny(K kernel, int *data, int n) {
  cw::launch(kernel, 1, 16)(data, n);
}

static const struct {
  const char *name;
  Kernel kernel;
} kernels[] = {{"shift", shift}, {"stretch", &stretch}};

int main() {
  int *data;
  cwMallocManaged(&data, 16 * sizeof(int));
  int host[16];
  for (int i = 0; i < 16; ++i)
    host[i] = data[i] = i;

  for (const auto &entry : kernels)
    cw::launch(entry.kernel, 1, 16)(data, 3);
  Kernel chosen = fold;
  cw::launch((*chosen), 1, 16)(data, 4);
  launchAny(shift, data, 1);
  cw::launch<withOperation<subtractInts>>(1, 16)(data, 100);
  cwDeviceSynchronize();

  int wrong = 0;
  for (int i = 0; i < 16; ++i) {
    int value = (host[i] + 3) * 3;
    for (int k = 0; k < 4; ++k) {
      int which = (i + k) % 3, b = k + 1;
      value = which == 0 ? value + b : which == 1 ? value - b : value * b;
    }
    value = value * 2 + 1 - 100;
    wrong += data[i] != value;
  }
  printf("wrong: %d\nfirst: %d, last: %d\n", wrong, data[0], data[15]);
  for (const auto &entry : kernels)
    printf("%s is known: %d\n", entry.name, entry.kernel != nullptr);
  cwFree(data);
  return 0;
}
