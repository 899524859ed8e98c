// Facade: names that CUDA removed or deprecated, and that programs still use.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runtime.h"

// The thread management API. Its functions are named cudaDevice... since CUDA
// 4.
#ifdef __cplusplus
extern "C" {
#endif
cudaError_t cudaThreadExit(void);
cudaError_t cudaThreadSynchronize(void);
cudaError_t cudaThreadSetLimit(enum cudaLimit limit, size_t value);
cudaError_t cudaThreadGetLimit(size_t *value, enum cudaLimit limit);
cudaError_t cudaThreadGetCacheConfig(enum cudaFuncCache *config);
cudaError_t cudaThreadSetCacheConfig(enum cudaFuncCache config);

// Copies between arrays and plain memory, without pitches.
cudaError_t cudaMemcpyToArray(cudaArray_t dst, size_t x, size_t y,
                              const void *src, size_t size,
                              enum cudaMemcpyKind kind);
cudaError_t cudaMemcpyToArrayAsync(cudaArray_t dst, size_t x, size_t y,
                                   const void *src, size_t size,
                                   enum cudaMemcpyKind kind,
                                   cudaStream_t stream CW_FACADE_DEFAULT(0));
cudaError_t cudaMemcpyFromArray(void *dst, cudaArray_const_t src, size_t x,
                                size_t y, size_t size,
                                enum cudaMemcpyKind kind);
cudaError_t cudaMemcpyFromArrayAsync(void *dst, cudaArray_const_t src, size_t x,
                                     size_t y, size_t size,
                                     enum cudaMemcpyKind kind,
                                     cudaStream_t stream CW_FACADE_DEFAULT(0));
cudaError_t cudaMemcpyArrayToArray(
    cudaArray_t dst, size_t dstX, size_t dstY, cudaArray_const_t src,
    size_t srcX, size_t srcY, size_t size,
    enum cudaMemcpyKind kind CW_FACADE_DEFAULT(cudaMemcpyDeviceToDevice));

// Launches in steps.
cudaError_t cudaSetupArgument(const void *argument, size_t size, size_t offset);
cudaError_t cudaLaunch(const void *function);
cudaError_t cudaSetDoubleForDevice(double *d);
cudaError_t cudaSetDoubleForHost(double *d);
#ifdef __cplusplus
}
#endif

#ifdef __CUDACC__
enum cudaRoundMode {
  cudaRoundNearest,
  cudaRoundZero,
  cudaRoundPosInf,
  cudaRoundMinInf
};

// Warp functions without a mask.
int __any(int predicate);
int __all(int predicate);
unsigned int __ballot(int predicate);
int __shfl(int value, int lane, int width = 32);
int __shfl_up(int value, unsigned int delta, int width = 32);
int __shfl_down(int value, unsigned int delta, int width = 32);
int __shfl_xor(int value, int laneMask, int width = 32);
unsigned int __shfl(unsigned int value, int lane, int width = 32);
unsigned int __shfl_up(unsigned int value, unsigned int delta, int width = 32);
unsigned int __shfl_down(unsigned int value, unsigned int delta,
                         int width = 32);
unsigned int __shfl_xor(unsigned int value, int laneMask, int width = 32);
long __shfl(long value, int lane, int width = 32);
long __shfl_up(long value, unsigned int delta, int width = 32);
long __shfl_down(long value, unsigned int delta, int width = 32);
long __shfl_xor(long value, int laneMask, int width = 32);
unsigned long __shfl(unsigned long value, int lane, int width = 32);
unsigned long __shfl_up(unsigned long value, unsigned int delta,
                        int width = 32);
unsigned long __shfl_down(unsigned long value, unsigned int delta,
                          int width = 32);
unsigned long __shfl_xor(unsigned long value, int laneMask, int width = 32);
long long __shfl(long long value, int lane, int width = 32);
long long __shfl_up(long long value, unsigned int delta, int width = 32);
long long __shfl_down(long long value, unsigned int delta, int width = 32);
long long __shfl_xor(long long value, int laneMask, int width = 32);
unsigned long long __shfl(unsigned long long value, int lane, int width = 32);
unsigned long long __shfl_up(unsigned long long value, unsigned int delta,
                             int width = 32);
unsigned long long __shfl_down(unsigned long long value, unsigned int delta,
                               int width = 32);
unsigned long long __shfl_xor(unsigned long long value, int laneMask,
                              int width = 32);
float __shfl(float value, int lane, int width = 32);
float __shfl_up(float value, unsigned int delta, int width = 32);
float __shfl_down(float value, unsigned int delta, int width = 32);
float __shfl_xor(float value, int laneMask, int width = 32);
double __shfl(double value, int lane, int width = 32);
double __shfl_up(double value, unsigned int delta, int width = 32);
double __shfl_down(double value, unsigned int delta, int width = 32);
double __shfl_xor(double value, int laneMask, int width = 32);

// Names of the first intrinsics.
int mulhi(int a, int b);
int mul24(int a, int b);
unsigned int umul24(unsigned int a, unsigned int b);
int float2int(float x, enum cudaRoundMode mode = cudaRoundZero);
unsigned int float2uint(float x, enum cudaRoundMode mode = cudaRoundZero);
float int2float(int x, enum cudaRoundMode mode = cudaRoundNearest);
float uint2float(unsigned int x, enum cudaRoundMode mode = cudaRoundNearest);
float int_as_float(int x);
int float_as_int(float x);
float saturate(float x);
float __saturate(float x);
#endif
