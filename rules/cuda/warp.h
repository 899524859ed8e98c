// Facade: warp votes, matches, reductions and shuffles.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vector.h"

#ifdef __CUDACC__
int __all_sync(unsigned int mask, int predicate);
int __any_sync(unsigned int mask, int predicate);
int __uni_sync(unsigned int mask, int predicate);
unsigned int __ballot_sync(unsigned int mask, int predicate);
unsigned int __activemask();

template <class T> unsigned int __match_any_sync(unsigned int mask, T value);
template <class T>
unsigned int __match_all_sync(unsigned int mask, T value, int *predicate);

unsigned int __reduce_add_sync(unsigned int mask, unsigned int value);
unsigned int __reduce_min_sync(unsigned int mask, unsigned int value);
unsigned int __reduce_max_sync(unsigned int mask, unsigned int value);
int __reduce_add_sync(unsigned int mask, int value);
int __reduce_min_sync(unsigned int mask, int value);
int __reduce_max_sync(unsigned int mask, int value);
unsigned int __reduce_and_sync(unsigned int mask, unsigned int value);
unsigned int __reduce_or_sync(unsigned int mask, unsigned int value);
unsigned int __reduce_xor_sync(unsigned int mask, unsigned int value);

int __shfl_sync(unsigned int mask, int value, int lane, int width = 32);
int __shfl_up_sync(unsigned int mask, int value, unsigned int delta,
                   int width = 32);
int __shfl_down_sync(unsigned int mask, int value, unsigned int delta,
                     int width = 32);
int __shfl_xor_sync(unsigned int mask, int value, int laneMask, int width = 32);
unsigned int __shfl_sync(unsigned int mask, unsigned int value, int lane,
                         int width = 32);
unsigned int __shfl_up_sync(unsigned int mask, unsigned int value,
                            unsigned int delta, int width = 32);
unsigned int __shfl_down_sync(unsigned int mask, unsigned int value,
                              unsigned int delta, int width = 32);
unsigned int __shfl_xor_sync(unsigned int mask, unsigned int value,
                             int laneMask, int width = 32);
long __shfl_sync(unsigned int mask, long value, int lane, int width = 32);
long __shfl_up_sync(unsigned int mask, long value, unsigned int delta,
                    int width = 32);
long __shfl_down_sync(unsigned int mask, long value, unsigned int delta,
                      int width = 32);
long __shfl_xor_sync(unsigned int mask, long value, int laneMask,
                     int width = 32);
unsigned long __shfl_sync(unsigned int mask, unsigned long value, int lane,
                          int width = 32);
unsigned long __shfl_up_sync(unsigned int mask, unsigned long value,
                             unsigned int delta, int width = 32);
unsigned long __shfl_down_sync(unsigned int mask, unsigned long value,
                               unsigned int delta, int width = 32);
unsigned long __shfl_xor_sync(unsigned int mask, unsigned long value,
                              int laneMask, int width = 32);
long long __shfl_sync(unsigned int mask, long long value, int lane,
                      int width = 32);
long long __shfl_up_sync(unsigned int mask, long long value, unsigned int delta,
                         int width = 32);
long long __shfl_down_sync(unsigned int mask, long long value,
                           unsigned int delta, int width = 32);
long long __shfl_xor_sync(unsigned int mask, long long value, int laneMask,
                          int width = 32);
unsigned long long __shfl_sync(unsigned int mask, unsigned long long value,
                               int lane, int width = 32);
unsigned long long __shfl_up_sync(unsigned int mask, unsigned long long value,
                                  unsigned int delta, int width = 32);
unsigned long long __shfl_down_sync(unsigned int mask, unsigned long long value,
                                    unsigned int delta, int width = 32);
unsigned long long __shfl_xor_sync(unsigned int mask, unsigned long long value,
                                   int laneMask, int width = 32);
float __shfl_sync(unsigned int mask, float value, int lane, int width = 32);
float __shfl_up_sync(unsigned int mask, float value, unsigned int delta,
                     int width = 32);
float __shfl_down_sync(unsigned int mask, float value, unsigned int delta,
                       int width = 32);
float __shfl_xor_sync(unsigned int mask, float value, int laneMask,
                      int width = 32);
double __shfl_sync(unsigned int mask, double value, int lane, int width = 32);
double __shfl_up_sync(unsigned int mask, double value, unsigned int delta,
                      int width = 32);
double __shfl_down_sync(unsigned int mask, double value, unsigned int delta,
                        int width = 32);
double __shfl_xor_sync(unsigned int mask, double value, int laneMask,
                       int width = 32);
#endif
