// The main header of the shim, for C11 and C++17: the runtime API and, in C++,
// the device language.
//
//   #include <cw/runtime.h>
//   CW_KERNEL void twice(float *x) { x[cw::thread_idx().x] *= 2; }
//   cwMalloc(&x, 64 * sizeof(float));
//   cw::launch<twice>(1, 64)(x);
//   cwDeviceSynchronize();
//
// The include path selects the backend: <cw/backend.h> is in the backend's
// folder and includes everything else. The standard headers below are those of
// CUDA's own implicit include.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_RUNTIME_H
#define CW_RUNTIME_H

#ifdef __cplusplus
extern "C++" { // old programs include their CUDA headers inside extern "C"
#endif

#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef __cplusplus
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>
#endif

// A hint that a condition holds. It defines the builtin for compilers that lack
// it, since migrated code keeps that name.
#if defined(__clang__) || defined(__CUDACC__)
#define CW_ASSUME(...) __builtin_assume(__VA_ARGS__)
#else
#define CW_ASSUME(...) ((__VA_ARGS__) ? (void)0 : __builtin_unreachable())
#ifndef __builtin_assume
#define __builtin_assume(...) CW_ASSUME(__VA_ARGS__)
#endif
#endif

#include <cw/backend.h>

#ifdef __cplusplus
}
#endif

#endif // CW_RUNTIME_H
