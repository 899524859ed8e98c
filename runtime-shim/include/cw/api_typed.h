// The typed C++ forms of the runtime API: typed pointers, device variables and
// kernels without casts. <cw/runtime.h> includes it. The forms that only cast
// an argument are generated.
//
//   CW_DEVICE int counter;
//   float *x;
//   cwMalloc(&x, n * sizeof(float));
//   cwMemcpyToSymbol(counter, &start, sizeof start);
//   cwOccupancyMaxPotentialBlockSize(&grid, &block, kernel);
//
// They follow the C++ forms in the CUDA Runtime API reference, section "C++ API
// Routines".
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_API_TYPED_H
#define CW_API_TYPED_H

#include <cstdint>

#include <cw/api.h>

namespace cw {
template <class... P> const void *kernel_address(void (*kernel)(P...));

namespace detail {
/// The address of a device variable. Registers its size with the runtime.
template <class T> const void *symbol_address(const T &symbol) {
  const void *address = __builtin_addressof(const_cast<const char &>(
      reinterpret_cast<const volatile char &>(symbol)));
  cwRegisterSymbol(address, sizeof(T));
  return address;
}
} // namespace detail
} // namespace cw

#include <cw/runtime_typed.h>

// --- Memory ---
template <class T>
cwError_t cwMallocHost(T **pointer, size_t size, unsigned int flags = 0) {
  return cwHostAlloc((void **)(pointer), size, flags);
}
inline cwError_t cwMallocHost(void **pointer, size_t size, unsigned int flags) {
  return cwHostAlloc(pointer, size, flags);
}
inline cwError_t cwMallocAsync(void **pointer, size_t size, cwMemPool_t pool,
                               cwStream_t stream) {
  return cwMallocFromPoolAsync(pointer, size, pool, stream);
}
template <class T>
cwError_t cwMallocAsync(T **pointer, size_t size, cwMemPool_t pool,
                        cwStream_t stream) {
  return cwMallocFromPoolAsync((void **)(pointer), size, pool, stream);
}
template <class T>
cwError_t cwStreamAttachMemAsync(cwStream_t stream, T *pointer,
                                 size_t length = 0,
                                 unsigned int flags = cwMemAttachSingle) {
  return cwStreamAttachMemAsync(
      stream, const_cast<void *>(static_cast<const volatile void *>(pointer)),
      length, flags);
}
// CUDA 13's forms, which name a location instead of a device.
inline cwError_t cwMemPrefetchAsync(const void *pointer, size_t count,
                                    cwMemLocation location, unsigned int,
                                    cwStream_t stream = nullptr) {
  return cwMemPrefetchAsync(
      pointer, count,
      location.type == cwMemLocationTypeDevice ? location.id : cwCpuDeviceId,
      stream);
}
inline cwError_t cwMemAdvise(const void *pointer, size_t count,
                             cwMemoryAdvise advice, cwMemLocation location) {
  return cwMemAdvise(pointer, count, advice,
                     location.type == cwMemLocationTypeDevice ? location.id
                                                              : cwCpuDeviceId);
}

/// CUDA 12.8's forms, which can report the copy that failed.
inline cwError_t cwMemcpyBatchAsync(void *const *dsts, void *const *srcs,
                                    size_t *sizes, size_t count,
                                    cwMemcpyAttributes *attributes,
                                    size_t *attributeIndices,
                                    size_t attributeCount, size_t *failed,
                                    cwStream_t stream) {
  if (failed)
    *failed = SIZE_MAX;
  return cwMemcpyBatchAsync(dsts, srcs, sizes, count, attributes,
                            attributeIndices, attributeCount, stream);
}
inline cwError_t cwMemcpy3DBatchAsync(size_t count,
                                      cwMemcpy3DBatchOp *operations,
                                      size_t *failed, unsigned long long flags,
                                      cwStream_t stream) {
  if (failed)
    *failed = SIZE_MAX;
  return cwMemcpy3DBatchAsync(count, operations, flags, stream);
}

// --- Events, graphs ---
inline cwError_t cwEventCreate(cwEvent_t *event, unsigned int flags) {
  return cwEventCreateWithFlags(event, flags);
}
/// CUDA 11's form, which can report the node that failed.
inline cwError_t cwGraphInstantiate(cwGraphExec_t *exec, cwGraph_t graph,
                                    cwGraphNode_t *errorNode, char *log,
                                    size_t logSize) {
  if (errorNode)
    *errorNode = nullptr;
  if (log && logSize)
    *log = 0;
  return cwGraphInstantiate(exec, graph, 0ull);
}
inline cwError_t cwGraphExecUpdate(cwGraphExec_t exec, cwGraph_t graph,
                                   cwGraphNode_t *errorNode,
                                   cwGraphExecUpdateResult *result) {
  cwGraphExecUpdateResultInfo info = {};
  const cwError_t error = cwGraphExecUpdate(exec, graph, &info);
  if (errorNode)
    *errorNode = info.errorNode;
  if (result)
    *result = info.result;
  return error;
}

#include <cw/edge_forms.h>

// --- Kernels by name ---
template <class... P>
cwError_t cwFuncGetParamInfo(void (*kernel)(P...), size_t index, size_t *offset,
                             size_t *size) {
  return cwFuncGetParamInfo(cw::kernel_address(kernel), index, offset, size);
}
template <class... P, class... A>
cwError_t cwLaunchKernelEx(const cwLaunchConfig_t *config, void (*kernel)(P...),
                           A &&...args) {
  return [&](P... values) {
    void *pointers[sizeof...(P) + 1] = {
        const_cast<void *>(static_cast<const volatile void *>(&values))...};
    return cwLaunchKernelExC(config, cw::kernel_address(kernel), pointers);
  }(static_cast<A &&>(args)...);
}

/// The block size with the largest number of resident threads, and the smallest
/// grid that fills the device with such blocks.
template <class K, class BytesOfBlockSize>
cwError_t cwOccupancyMaxPotentialBlockSizeVariableSMem(int *minGridSize,
                                                       int *blockSize, K kernel,
                                                       BytesOfBlockSize bytes,
                                                       int blockSizeLimit = 0) {
  if (!minGridSize || !blockSize)
    return cwErrorInvalidValue;
  int device = 0, multiprocessors = 0, largest = 0, warp = 0;
  cwError_t error = cwGetDevice(&device);
  if (error == cwSuccess)
    error = cwDeviceGetAttribute(&multiprocessors, cwDevAttrMultiProcessorCount,
                                 device);
  if (error == cwSuccess)
    error = cwDeviceGetAttribute(&largest, cwDevAttrMaxThreadsPerBlock, device);
  if (error == cwSuccess)
    error = cwDeviceGetAttribute(&warp, cwDevAttrWarpSize, device);
  if (blockSizeLimit > 0 && blockSizeLimit < largest)
    largest = blockSizeLimit;
  int best = 0;
  const int step = warp > 0 ? warp : 1;
  for (int size = (largest + step - 1) / step * step;
       size > 0 && error == cwSuccess; size -= step) {
    const int threads = size < largest ? size : largest;
    int blocks = 0;
    error = cwOccupancyMaxActiveBlocksPerMultiprocessor(
        &blocks, kernel, threads, static_cast<size_t>(bytes(threads)));
    if (blocks * threads > best) {
      best = blocks * threads;
      *blockSize = threads;
      *minGridSize = blocks * multiprocessors;
    }
  }
  return error;
}
template <class K>
cwError_t cwOccupancyMaxPotentialBlockSize(int *minGridSize, int *blockSize,
                                           K kernel,
                                           size_t dynamicSharedMem = 0,
                                           int blockSizeLimit = 0) {
  return cwOccupancyMaxPotentialBlockSizeVariableSMem(
      minGridSize, blockSize, kernel, [=](int) { return dynamicSharedMem; },
      blockSizeLimit);
}
template <class K>
cwError_t cwOccupancyMaxPotentialBlockSizeWithFlags(int *minGridSize,
                                                    int *blockSize, K kernel,
                                                    size_t dynamicSharedMem = 0,
                                                    int blockSizeLimit = 0,
                                                    unsigned int = 0) {
  return cwOccupancyMaxPotentialBlockSize(minGridSize, blockSize, kernel,
                                          dynamicSharedMem, blockSizeLimit);
}

template <class K, class BytesOfBlockSize>
cwError_t cwOccupancyMaxPotentialBlockSizeVariableSMemWithFlags(
    int *minGridSize, int *blockSize, K kernel, BytesOfBlockSize bytes,
    int blockSizeLimit = 0, unsigned int = 0) {
  return cwOccupancyMaxPotentialBlockSizeVariableSMem(
      minGridSize, blockSize, kernel, bytes, blockSizeLimit);
}

// --- Channel formats by type ---
namespace cw {
namespace detail {
template <class T> struct Channel; // kind of a scalar
#define CW_CHANNEL(TYPE, KIND)                                                 \
  template <> struct Channel<TYPE> {                                           \
    static constexpr cwChannelFormatKind kind = cwChannelFormatKind##KIND;     \
  };
CW_CHANNEL(char, Signed)
CW_CHANNEL(signed char, Signed)
CW_CHANNEL(unsigned char, Unsigned)
CW_CHANNEL(short, Signed)
CW_CHANNEL(unsigned short, Unsigned)
CW_CHANNEL(int, Signed)
CW_CHANNEL(unsigned int, Unsigned)
CW_CHANNEL(long, Signed)
CW_CHANNEL(unsigned long, Unsigned)
CW_CHANNEL(float, Float)
#undef CW_CHANNEL

/// A scalar has one channel; a vector has one per member.
template <class T, class = void> struct ChannelsOf {
  using scalar = T;
  static constexpr int count = 1;
};
template <class T> struct ChannelsOf<T, decltype(void(T::x))> {
  using scalar = decltype(T::x);
  static constexpr int count = sizeof(T) / sizeof(scalar);
};
} // namespace detail
} // namespace cw

template <class T> cwChannelFormatDesc cwCreateChannelDesc() {
  using channels = cw::detail::ChannelsOf<T>;
  using scalar = typename channels::scalar;
  const int bits = int(8 * sizeof(scalar)), n = channels::count;
  return {bits, n > 1 ? bits : 0, n > 2 ? bits : 0, n > 3 ? bits : 0,
          cw::detail::Channel<scalar>::kind};
}

#endif // CW_API_TYPED_H
