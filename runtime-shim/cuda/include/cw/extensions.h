// The extensions of the cuda backend (docs/spec.md, "Base and extensions"). A
// program may test for them: `#ifdef CW_HAS_GRAPH`.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_EXTENSIONS_H
#define CW_EXTENSIONS_H

#define CW_HAS_WARP 1
#define CW_HAS_COOP 1
#define CW_HAS_HALF 1
#define CW_HAS_BF16 1
#define CW_HAS_FP64 1
#define CW_HAS_ATOMIC64 1
#define CW_HAS_MATRIX 1
#define CW_HAS_ASYNC_COPY 1
#define CW_HAS_TEXTURE 1
#define CW_HAS_GRAPH 1
#define CW_HAS_MANAGED 1
#define CW_HAS_PEER 1
#define CW_HAS_MEMPOOL 1
#define CW_HAS_VMM 1
#define CW_HAS_MODULE 1
#define CW_HAS_IPC 1
#define CW_HAS_RTC 1
#define CW_HAS_BLAS 1
#if CUDART_VERSION >= 12080
#define CW_HAS_LIBRARY 1
#define CW_HAS_GRAPH_NODES 1
#define CW_HAS_WHOLE_RUNTIME 1
#endif

#endif // CW_EXTENSIONS_H
