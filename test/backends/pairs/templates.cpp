// Template kernels: deduced, spelled out, over functors, with values as
// arguments.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>

struct Square {
  template <class T> CW_HOST CW_DEVICE T operator()(T x) const { return x * x; }
};

template <class T> struct Scale {
  T factor;
  CW_DEVICE T operator()(T x) const { return factor * x; }
};

template <class T, class F> CW_KERNEL void map(T *data, int n, F f) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    data[i] = f(data[i]);
}

template <int BLOCK> CW_KERNEL void reverse(int *data) {
  CW_SHARED int copy[BLOCK];
  copy[cw::thread_idx().x] = data[cw::thread_idx().x];
  cw::barrier();
  data[cw::thread_idx().x] = copy[BLOCK - 1 - cw::thread_idx().x];
}

namespace {
template <class T> CW_KERNEL void fill(T *data, T value) {
  data[cw::thread_idx().x] = value;
}
} // namespace

static CW_KERNEL void touch(int *data) { data[0] = 1; }

template <class T> void on_device(T *data, int n) {
  cw::launch(map<T, Square>, (n + 127) / 128, 128)(data, n, Square());
  cw::launch(fill<T>, 1, 32)(data, T(7));
}

void run(float *f, double *d, int *i, cwStream_t stream) {
  on_device(f, 100);
  on_device(d, 100);
  cw::launch(map<float, Scale<float>>, 1, 32, 0, stream)(f, 32,
                                                         Scale<float>{2.0f});
  cw::launch(reverse<64>, 1, 64)(i);
  cw::launch(reverse<128>, 1, 128)(i);
  void (*kernel)(int *) = touch;
  cw::launch(kernel, 1, 1)(i);
  void *args[] = {&i};
  cwLaunchKernel((void *)cw::kernel_address(reverse<32>), cw::dim3(1),
                 cw::dim3(32), args, 0, stream);
}
