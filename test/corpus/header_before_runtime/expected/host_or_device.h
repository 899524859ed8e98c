/* A header that relies on the compiler for kernels to know the language, and includes nothing. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HOST_OR_DEVICE_H
#define HOST_OR_DEVICE_H

#ifdef CW_KERNEL_LANGUAGE
#define BOTH CW_HOST CW_DEVICE
#else
#define BOTH
#endif

BOTH static inline unsigned rotate(unsigned value, unsigned by) { return value << by | value >> (32 - by); }

#ifdef CW_KERNEL_LANGUAGE
CW_DEVICE inline unsigned mine() { return cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x; }
#endif

/* Newer architectures have an instruction; a level that is too low has a loop. */
BOTH static inline int bits(unsigned value) {
#if CW_ARCH_LEVEL >= 300
  return cw::popc(value);
#else
  int count = 0;
  for (; value; value &= value - 1)
    ++count;
  return count;
#endif
}

#endif
