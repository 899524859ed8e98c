// Facade: CUDA's extensions of the language (qualifiers, builtin variables,
// fences).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#ifdef __CUDA__
#define __CUDACC__ 1
#define __NVCC__ 1
#define __CUDACC_VER_MAJOR__ 12
#define __CUDACC_VER_MINOR__ 8
#define __CUDACC_VER_BUILD__ 0

#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __host__ __attribute__((host))
#define __constant__ __attribute__((constant))
#define __shared__ __attribute__((shared))
#define __managed__ __attribute__((device))
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))
#define __maxnreg__(n) __attribute__((maxnreg(n)))
#define __cluster_dims__(...)
#define __block_size__(...)
#define __grid_constant__ __attribute__((grid_constant))
#else
// Host compilers see the qualifiers only in headers shared with CUDA units.
#define __global__
#define __device__
#define __host__
#define __constant__
#define __shared__
#define __managed__
#define __launch_bounds__(...)
#define __maxnreg__(n)
#define __cluster_dims__(...)
#define __block_size__(...)
#define __grid_constant__
#endif

#define __forceinline__ __inline__ __attribute__((always_inline))
#define __align__(n) __attribute__((aligned(n)))
#define __builtin_align__(n) __align__(n)
#define __device_builtin__
#define __device_builtin_texture_type__
#define __device_builtin_surface_type__
#define __cudart_builtin__
#define __inline_hint__
#define __nv_pure__ __attribute__((pure))
#define __specialization_static static
#define __assume(condition) __builtin_assume(condition)
#define CUDARTAPI
#define CUDARTAPI_CDECL
#define CUDART_CB

#ifdef __CUDACC__
#include "vector.h"

extern const __device__ uint3 threadIdx;
extern const __device__ uint3 blockIdx;
extern const __device__ dim3 blockDim;
extern const __device__ dim3 gridDim;
extern const __device__ int warpSize;

// A macro, because Clang has a builtin of this name, which cannot be
// redeclared.
#define __syncthreads() ((void)0)
int __syncthreads_count(int predicate);
int __syncthreads_and(int predicate);
int __syncthreads_or(int predicate);
void __syncwarp(unsigned int mask = 0xffffffffu);

void __barrier_sync(unsigned int);
void __barrier_sync_count(unsigned int, unsigned int);

void __cluster_barrier_arrive();
void __cluster_barrier_arrive_relaxed();
void __cluster_barrier_wait();
unsigned int __cluster_query_shared_rank(const void *);
void *__cluster_map_shared_rank(const void *, unsigned int);
uint2 __cluster_map_shared_multicast(const void *, unsigned int);
unsigned int __clusterDimIsSpecified();
dim3 __clusterDim();
dim3 __clusterRelativeBlockIdx();
dim3 __clusterGridDimInClusters();
dim3 __clusterIdx();
unsigned int __clusterRelativeBlockRank();
unsigned int __clusterSizeInBlocks();
unsigned int __isClusterShared(const void *);
unsigned int __isCtaShared(const void *);
void __threadfence_cluster();

void __threadfence();
void __threadfence_block();
void __threadfence_system();

void __nanosleep(unsigned int ns);
void __trap();
void __brkpt();
void __prof_trigger(int);

unsigned int __isGlobal(const void *);
unsigned int __isShared(const void *);
unsigned int __isConstant(const void *);
unsigned int __isLocal(const void *);
unsigned int __isGridConstant(const void *);
size_t __cvta_generic_to_global(const void *);
size_t __cvta_generic_to_shared(const void *);
size_t __cvta_generic_to_constant(const void *);
size_t __cvta_generic_to_local(const void *);
size_t __cvta_generic_to_grid_constant(const void *);
void *__cvta_global_to_generic(size_t);
void *__cvta_shared_to_generic(size_t);
void *__cvta_constant_to_generic(size_t);
void *__cvta_local_to_generic(size_t);
void *__cvta_grid_constant_to_generic(size_t);
#endif
