/* A header that compiles with and without a CUDA compiler. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PORTABLE_H
#define PORTABLE_H

#if defined(CW_KERNEL_LANGUAGE)
#define CALLABLE CW_HOST CW_DEVICE
#define HAVE_KERNELS 1
#else
#define CALLABLE
#define HAVE_KERNELS 0
#endif

CALLABLE static inline int clampTo(int x, int low, int high) {
  return x < low ? low : x > high ? high : x;
}

#ifdef CW_KERNEL_LANGUAGE
CW_DEVICE inline int lane() { return cw::thread_idx().x % cw::warp_size(); }
#endif

#endif
