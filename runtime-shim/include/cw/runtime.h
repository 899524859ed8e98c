// The entry header of the shim, for C11 and C++17: the runtime API, and in C++
// the device language. SPDX-License-Identifier: Apache-2.0
//
// Which backend it means is a matter of the include path alone: <cw/backend.h>
// is found in the chosen backend's folder and brings everything. The standard
// headers are those that CUDA's own implicit include provides.
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

// A hint that a condition holds. Compilers that lack the builtin get it under
// its own name, since migrated code keeps that.
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
