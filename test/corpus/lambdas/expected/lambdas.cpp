// Lambdas: launched as arguments of kernel templates, called inside kernels,
// and around launches on the host.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <algorithm>
#include <cstdio>
#include <functional>

template <typename F> CW_KERNEL void forEach(int n, F body) {
  for (int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x; i < n;
       i += cw::grid_dim().x * cw::block_dim().x)
    body(i);
}

template <typename F> void parallelFor(int n, F body) {
  cw::launch<forEach<F>>((n + 63) / 64, 64)(n, body);
}

CW_KERNEL void clampAll(int *data, int n, int limit) {
  const int me = cw::thread_idx().x + cw::block_idx().x * cw::block_dim().x;
  auto clamp = [limit](int x) { return cw::min(x, limit); };
  auto mine = [=] { return me < n; };
  if (mine())
    data[me] = clamp(data[me]);
}

int main() {
  const int n = 200;
  int *data;
  cwMallocManaged(&data, n * sizeof(int));

  parallelFor(n, [=] CW_DEVICE(int i) { data[i] = i; });
  int offset = 7;
  auto affine = [data, offset] CW_HOST CW_DEVICE(int i) {
    data[i] = 3 * data[i] + offset;
  };
  cw::launch(CW_DEDUCE(forEach), 2, 32)(n, affine);

  auto launch = [&](int limit) {
    cw::launch<clampAll>((n + 31) / 32, 32)(data, n, limit);
    return cwGetLastError();
  };
  bool launched = launch(500) == cwSuccess && launch(400) == cwSuccess;
  std::function<cwError_t()> finish = [] { return cwDeviceSynchronize(); };
  launched = launched && finish() == cwSuccess;

  int wrong = 0;
  for (int i = 0; i < n; ++i)
    wrong += data[i] != std::min(3 * i + offset, 400);
  printf("launched: %d, wrong: %d\n", launched, wrong);
  affine(0);
  printf("on the host: %d\n", data[0]);
  cwFree(data);
  return 0;
}
