#include <cw/runtime.h>
// Kernels that launch kernels: by name, through templates, in a stream, with
// shared memory.
// SPDX-License-Identifier: Apache-2.0
struct Pair {
  int first;
  double second;
};
CW_KERNEL void child(int *out, int v) { cw::atomic_add(out, v); }
template <int Depth> CW_KERNEL void tree(int *out) {
  if constexpr (Depth > 0)
    if (cw::thread_idx().x == 0)
      cw::launch<tree<Depth - 1>>(1, 1)(out);
  cw::launch<child>(2, 3)(out, 1);
}
template <class T> CW_KERNEL void store(T *out, Pair p) {
  *out = p.first + p.second;
}
template <class T> CW_DEVICE void store_all(T *out, Pair p) {
  cw::launch(CW_DEDUCE(store), cw::dim3(1, 2), cw::dim3(3, 4))(out, p);
}
CW_KERNEL void parent(int *out, float *f) {
  cwStream_t stream;
  cwStreamCreateWithFlags(&stream, cwStreamNonBlocking);
  cw::launch<child>(1, 6, 128, stream)(out, 1);
  cw::launch(CW_DEDUCE(tree<2>), 1, 1)(out);
  store_all(f, {1, 2});
  cwStreamDestroy(stream);
}
void host(int *out, float *f) {
  cw::launch<parent>(1, 1)(out, f);
  cw::launch(tree<1>, 1, 1)(out);
  cw::launch(CW_DEDUCE(store), 1, 1)(f, Pair{1, 2});
}
