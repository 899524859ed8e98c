// The driver API, in C11 and C++17: contexts, device memory as numbers,
// descriptors of copies and textures.
//
//   cwInit(0);
//   cwDevicePtr x;
//   cwMemAlloc(&x, bytes);
//   cwMemcpyHtoD(x, source, bytes);
//   cwMemFree(x);
//
// Handles and errors are those of the runtime API, so a program may use both
// APIs. A function that the runtime API has too is the same function here. All
// other functions are written once, on top of the base. Only modules, virtual
// memory management and waits for a word of memory differ by backend; they are
// in <cw/module.h>. Behaviour follows the CUDA Driver API reference.
//
// A device has one context for its memory and its kernels, the primary context.
// cwCtxCreate returns a new handle for the same context. Programs that use a
// context to select a thread's device work unchanged. But two contexts of one
// device share everything, and destroying one frees no memory.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_DRIVER_H
#define CW_DRIVER_H

#include <cw/driver_result.h>
#include <cw/runtime.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// A device, represented by its ordinal.
typedef int cwDevice_t;
/// The address of device memory, as a number.
typedef unsigned long long cwDevicePtr;
typedef struct cwContext_st {
  int device;
  unsigned int flags;
  unsigned long long id;
} *cwContext_t;
/// Further parameters of contexts on some chips; here there are none.
typedef struct cwCtxCreateParams {
  void *execAffinityParams;
  int numExecAffinityParams;
  void *cigParams;
} cwCtxCreateParams;
typedef size_t (*cwOccupancyBlockToShared)(int blockSize);
/// Keys of a launch's packed parameters.
#define cwLaunchParamEnd ((void *)0)
#define cwLaunchParamBufferPointer ((void *)1)
#define cwLaunchParamBufferSize ((void *)2)
#define cwStreamWaitValueGeq 0u
#define cwStreamWaitValueEq 1u
#define cwStreamWaitValueAnd 2u
#define cwStreamWaitValueNor 3u
#define cwStreamWriteValueDefault 0u
typedef unsigned int cwUint32;
typedef unsigned long long cwUint64;
/// A piece of physical memory (extension vmm).
typedef unsigned long long cwMemGenericAllocationHandle;
typedef enum cwMemAllocationGranularity_flags {
  cwMemAllocationGranularityMinimum = 0,
  cwMemAllocationGranularityRecommended = 1
} cwMemAllocationGranularity_flags;
/// An optional property of memory. The properties of the handle say whether the
/// request was granted.
typedef enum cwMemAllocationCompType {
  cwMemAllocationCompNone = 0,
  cwMemAllocationCompGeneric = 1
} cwMemAllocationCompType;
typedef enum cwFunctionLoadingState {
  cwFunctionLoadingStateUnloaded = 0,
  cwFunctionLoadingStateLoaded = 1
} cwFunctionLoadingState;
typedef enum cwModuleLoadingMode {
  cwModuleLoadingEager = 1,
  cwModuleLoadingLazy = 2
} cwModuleLoadingMode;

// clang-format off
/// The format of an array's components.
typedef enum cwArrayFormat {
  cwArrayFormatUnsignedInt8 = 0x01,
  cwArrayFormatUnsignedInt16 = 0x02,
  cwArrayFormatUnsignedInt32 = 0x03,
  cwArrayFormatSignedInt8 = 0x08,
  cwArrayFormatSignedInt16 = 0x09,
  cwArrayFormatSignedInt32 = 0x0a,
  cwArrayFormatHalf = 0x10,
  cwArrayFormatFloat = 0x20
} cwArrayFormat;
/// The memory of one side of a described copy. The address of unified memory
/// identifies its kind.
typedef enum cwMemorySpace {
  cwMemorySpaceHost = 1,
  cwMemorySpaceDevice = 2,
  cwMemorySpaceArray = 3,
  cwMemorySpaceUnified = 4
} cwMemorySpace;
typedef enum cwPointerAttribute {
  cwPointerAttributeContext = 1,
  cwPointerAttributeMemorySpace = 2,
  cwPointerAttributeDevicePointer = 3,
  cwPointerAttributeHostPointer = 4,
  cwPointerAttributeSyncMemops = 6,
  cwPointerAttributeIsManaged = 8,
  cwPointerAttributeDeviceOrdinal = 9,
  cwPointerAttributeRangeStart = 11,
  cwPointerAttributeRangeSize = 12,
  cwPointerAttributeMapped = 13
} cwPointerAttribute;
typedef enum cwFunctionAttribute {
  cwFunctionAttributeMaxThreadsPerBlock = 0,
  cwFunctionAttributeSharedSizeBytes = 1,
  cwFunctionAttributeConstSizeBytes = 2,
  cwFunctionAttributeLocalSizeBytes = 3,
  cwFunctionAttributeNumRegs = 4,
  cwFunctionAttributePtxVersion = 5,
  cwFunctionAttributeBinaryVersion = 6,
  cwFunctionAttributeCacheModeCA = 7,
  cwFunctionAttributeMaxDynamicSharedSizeBytes = 8,
  cwFunctionAttributePreferredSharedMemoryCarveout = 9
} cwFunctionAttribute;

/// A copy of a rectangle. Offsets in x and the width are in bytes.
typedef struct cwMemcpy2DDescriptor {
  size_t srcXInBytes, srcY;
  cwMemorySpace srcMemoryType;
  const void *srcHost;
  cwDevicePtr srcDevice;
  cwArray_t srcArray;
  size_t srcPitch;
  size_t dstXInBytes, dstY;
  cwMemorySpace dstMemoryType;
  void *dstHost;
  cwDevicePtr dstDevice;
  cwArray_t dstArray;
  size_t dstPitch;
  size_t WidthInBytes, Height;
} cwMemcpy2DDescriptor;
/// A copy of a box. Offsets in x and the width are in bytes.
typedef struct cwMemcpy3DDescriptor {
  size_t srcXInBytes, srcY, srcZ, srcLOD;
  cwMemorySpace srcMemoryType;
  const void *srcHost;
  cwDevicePtr srcDevice;
  cwArray_t srcArray;
  void *reserved0;
  size_t srcPitch, srcHeight;
  size_t dstXInBytes, dstY, dstZ, dstLOD;
  cwMemorySpace dstMemoryType;
  void *dstHost;
  cwDevicePtr dstDevice;
  cwArray_t dstArray;
  void *reserved1;
  size_t dstPitch, dstHeight;
  size_t WidthInBytes, Height, Depth;
} cwMemcpy3DDescriptor;
typedef struct cwArrayDescriptor {
  size_t Width, Height;
  cwArrayFormat Format;
  unsigned int NumChannels;
} cwArrayDescriptor;
typedef struct cwArray3DDescriptor {
  size_t Width, Height, Depth;
  cwArrayFormat Format;
  unsigned int NumChannels, Flags;
} cwArray3DDescriptor;
typedef struct cwResourceDescriptor {
  enum cwResourceType resType;
  union {
    struct { cwArray_t hArray; } array;
    struct { cwMipmappedArray_t hMipmappedArray; } mipmap;
    struct { cwDevicePtr devPtr; cwArrayFormat format; unsigned int numChannels; size_t sizeInBytes; } linear;
    struct { cwDevicePtr devPtr; cwArrayFormat format; unsigned int numChannels; size_t width, height, pitchInBytes; } pitch2D;
    struct { int reserved[32]; } reserved;
  } res;
  unsigned int flags;
} cwResourceDescriptor;
#define cwTextureFlagReadAsInteger 0x01
#define cwTextureFlagNormalizedCoordinates 0x02
#define cwTextureFlagSRGB 0x10
typedef struct cwTextureDescriptor {
  enum cwTextureAddressMode addressMode[3];
  enum cwTextureFilterMode filterMode;
  unsigned int flags, maxAnisotropy;
  enum cwTextureFilterMode mipmapFilterMode;
  float mipmapLevelBias, minMipmapLevelClamp, maxMipmapLevelClamp;
  float borderColor[4];
  int reserved[12];
} cwTextureDescriptor;
/// A fill of rows of elements of 1, 2 or 4 bytes.
typedef struct cwMemsetDescriptor {
  cwDevicePtr dst;
  size_t pitch;
  unsigned int value, elementSize;
  size_t width, height;
} cwMemsetDescriptor;
/// A copy between devices.
typedef struct cwMemcpy3DPeerDescriptor {
  size_t srcXInBytes, srcY, srcZ, srcLOD;
  cwMemorySpace srcMemoryType;
  const void *srcHost;
  cwDevicePtr srcDevice;
  cwArray_t srcArray;
  cwContext_t srcContext;
  size_t srcPitch, srcHeight;
  size_t dstXInBytes, dstY, dstZ, dstLOD;
  cwMemorySpace dstMemoryType;
  void *dstHost;
  cwDevicePtr dstDevice;
  cwArray_t dstArray;
  cwContext_t dstContext;
  size_t dstPitch, dstHeight;
  size_t WidthInBytes, Height, Depth;
} cwMemcpy3DPeerDescriptor;
/// A request for physical memory: its location, and how it may be shared.
typedef struct cwMemAllocationProp {
  enum cwMemAllocationType type;
  enum cwMemAllocationHandleType requestedHandleTypes;
  struct cwMemLocation location;
  void *win32HandleMetaData;
  struct {
    unsigned char compressionType, gpuDirectRDMACapable;
    unsigned short usage;
    unsigned char reserved[4];
  } allocFlags;
} cwMemAllocationProp;
#ifdef CW_HAS_WHOLE_RUNTIME
/// A kernel of a module in a graph.
typedef struct cwKernelNodeDescriptor {
  cwFunction_t func;
  unsigned int gridDimX, gridDimY, gridDimZ, blockDimX, blockDimY, blockDimZ;
  unsigned int sharedMemBytes;
  void **kernelParams, **extra;
  cwKernel_t kern;
  cwContext_t ctx;
} cwKernelNodeDescriptor;
typedef struct cwLaunchDescriptor {
  unsigned int gridDimX, gridDimY, gridDimZ, blockDimX, blockDimY, blockDimZ;
  unsigned int sharedMemBytes;
  cwStream_t hStream;
  cwLaunchAttribute *attrs;
  unsigned int numAttrs;
} cwLaunchDescriptor;
#endif

/// One operation on a word of memory in a stream's batch.
typedef enum cwBatchMemOpType {
  cwBatchMemOpWaitValue32 = 1,
  cwBatchMemOpWriteValue32 = 2,
  cwBatchMemOpFlushRemoteWrites = 3,
  cwBatchMemOpWaitValue64 = 4,
  cwBatchMemOpWriteValue64 = 5,
  cwBatchMemOpBarrier = 6
} cwBatchMemOpType;
struct cwBatchMemOpValue {
  cwBatchMemOpType operation;
  cwDevicePtr address;
  union {
    cwUint32 value;
    cwUint64 value64;
  };
  unsigned int flags;
  cwDevicePtr alias;
};
struct cwBatchMemOpFlags {
  cwBatchMemOpType operation;
  unsigned int flags;
};
typedef union cwBatchMemOpParams {
  cwBatchMemOpType operation;
  struct cwBatchMemOpValue waitValue, writeValue;
  struct cwBatchMemOpFlags flushRemoteWrites, memoryBarrier;
  cwUint64 pad[6];
} cwBatchMemOpParams;
// clang-format on

#include <cw/module.h>

#define CW_DRIVER_CALL(call)                                                   \
  do {                                                                         \
    const cwResult cw_driver_error = (cwResult)(call);                         \
    if (cw_driver_error != cwResultSuccess)                                    \
      return cw_driver_error;                                                  \
  } while (0)

// --- Errors, versions, initialisation ---

/// Succeeds if there is a device. Flags must be 0.
static inline cwResult cwInit(unsigned int flags) {
  int count = 0;
  if (flags)
    return cwResultErrorInvalidValue;
  CW_DRIVER_CALL(cwGetDeviceCount(&count));
  return count ? cwResultSuccess : cwResultErrorNoDevice;
}
static inline cwResult cwErrorGetName(cwResult error, const char **name) {
  *name = cwGetErrorName((cwError_t)error);
  return cwResultSuccess;
}
static inline cwResult cwErrorGetString(cwResult error, const char **text) {
  *text = cwGetErrorString((cwError_t)error);
  return cwResultSuccess;
}

// --- Devices: the handle is the ordinal ---

static inline cwResult cwDeviceGet(int *device, int ordinal) {
  int count = 0;
  CW_DRIVER_CALL(cwGetDeviceCount(&count));
  if (ordinal < 0 || ordinal >= count)
    return cwResultErrorInvalidDevice;
  *device = ordinal;
  return cwResultSuccess;
}
static inline cwResult cwDeviceGetName(char *name, int size, int device) {
  struct cwDeviceProp properties;
  size_t length;
  if (!name || size <= 0)
    return cwResultErrorInvalidValue;
  CW_DRIVER_CALL(cwGetDeviceProperties(&properties, device));
  length = strlen(properties.name);
  if (length >= (size_t)size)
    length = (size_t)size - 1;
  memcpy(name, properties.name, length);
  name[length] = 0;
  return cwResultSuccess;
}
static inline cwResult cwDeviceTotalMem(size_t *size, int device) {
  struct cwDeviceProp properties;
  CW_DRIVER_CALL(cwGetDeviceProperties(&properties, device));
  *size = properties.totalGlobalMem;
  return cwResultSuccess;
}
static inline cwResult cwDeviceComputeCapability(int *major, int *minor,
                                                 int device) {
  CW_DRIVER_CALL(
      cwDeviceGetAttribute(major, cwDevAttrComputeCapabilityMajor, device));
  return (cwResult)cwDeviceGetAttribute(minor, cwDevAttrComputeCapabilityMinor,
                                        device);
}

// --- Contexts ---

#define CW_CONTEXT_STACK_DEPTH 32
struct cw_context_stack {
  int depth;
  cwContext_t held[CW_CONTEXT_STACK_DEPTH];
};
/// The calling thread's stack of contexts. It is weak, so that all C and C++
/// source files of a program share it.
__attribute__((weak)) __thread struct cw_context_stack cw_contexts;

/// The primary context of a device is a handle that never changes.
static inline cwContext_t cw_primary_context(int device) {
  return (cwContext_t)(uintptr_t)(device + 1);
}
static inline int cw_is_primary_context(cwContext_t context) {
  return (uintptr_t)context < 4096;
}
static inline int cw_device_of_context(cwContext_t context) {
  return cw_is_primary_context(context) ? (int)(uintptr_t)context - 1
                                        : context->device;
}
/// If a thread has made no context current, this is the primary context of its
/// device.
static inline cwContext_t cw_current_context(void) {
  int device = 0;
  if (cw_contexts.depth)
    return cw_contexts.held[cw_contexts.depth - 1];
  return cwGetDevice(&device) == cwSuccess ? cw_primary_context(device)
                                           : (cwContext_t)0;
}
static inline cwResult cwCtxGetCurrent(cwContext_t *context) {
  *context = cw_current_context();
  return cwResultSuccess;
}
static inline cwResult cwCtxPushCurrent(cwContext_t context) {
  if (!context)
    return cwResultErrorDeviceUninitialized;
  if (cw_contexts.depth == CW_CONTEXT_STACK_DEPTH)
    return cwResultErrorInvalidValue;
  CW_DRIVER_CALL(cwSetDevice(cw_device_of_context(context)));
  cw_contexts.held[cw_contexts.depth++] = context;
  return cwResultSuccess;
}
static inline cwResult cwCtxPopCurrent(cwContext_t *context) {
  if (!cw_contexts.depth)
    return cwResultErrorDeviceUninitialized;
  if (context)
    *context = cw_current_context();
  --cw_contexts.depth;
  return cw_contexts.depth
             ? (cwResult)cwSetDevice(cw_device_of_context(cw_current_context()))
             : cwResultSuccess;
}
/// Replaces the top of the stack; null removes it.
static inline cwResult cwCtxSetCurrent(cwContext_t context) {
  if (!context)
    return cw_contexts.depth ? cwCtxPopCurrent((cwContext_t *)0)
                             : cwResultSuccess;
  CW_DRIVER_CALL(cwSetDevice(cw_device_of_context(context)));
  if (!cw_contexts.depth)
    cw_contexts.depth = 1;
  cw_contexts.held[cw_contexts.depth - 1] = context;
  return cwResultSuccess;
}
static inline cwResult cwCtxCreate(cwContext_t *context, unsigned int flags,
                                   int device) {
  static unsigned long long last;
  cwContext_t made;
  int checked;
  if (!context)
    return cwResultErrorInvalidValue;
  CW_DRIVER_CALL(cwDeviceGet(&checked, device));
  made = (cwContext_t)malloc(sizeof *made);
  if (!made)
    return cwResultErrorMemoryAllocation;
  made->device = device;
  made->flags = flags;
  made->id = 4096 + __atomic_add_fetch(&last, 1, __ATOMIC_RELAXED);
  *context = made;
  return cwCtxPushCurrent(made);
}
static inline cwResult cwCtxCreateWith(cwContext_t *context,
                                       const cwCtxCreateParams *params,
                                       unsigned int flags, int device) {
  if (params && (params->numExecAffinityParams || params->cigParams))
    return cwResultErrorNotSupported;
  return cwCtxCreate(context, flags, device);
}
/// Waits for the device. Removes the context from the calling thread's stack if
/// it is on top.
static inline cwResult cwCtxDestroy(cwContext_t context) {
  if (!context || cw_is_primary_context(context))
    return cwResultErrorDeviceUninitialized;
  CW_DRIVER_CALL(cwDeviceSynchronize());
  if (cw_current_context() == context)
    CW_DRIVER_CALL(cwCtxPopCurrent((cwContext_t *)0));
  free(context);
  return cwResultSuccess;
}
static inline cwResult cwCtxGetDevice(int *device) {
  if (!cw_current_context())
    return cwResultErrorDeviceUninitialized;
  *device = cw_device_of_context(cw_current_context());
  return cwResultSuccess;
}
static inline cwResult cwCtxGetFlags(unsigned int *flags) {
  const cwContext_t context = cw_current_context();
  if (!context)
    return cwResultErrorDeviceUninitialized;
  *flags = cw_is_primary_context(context) ? 0 : context->flags;
  return cwResultSuccess;
}
static inline cwResult cwCtxSetFlags(unsigned int flags) {
  const cwContext_t context = cw_current_context();
  if (!context)
    return cwResultErrorDeviceUninitialized;
  if (!cw_is_primary_context(context))
    context->flags = flags;
  return cwResultSuccess;
}
static inline cwResult cwCtxGetId(cwContext_t context, unsigned long long *id) {
  if (!context)
    context = cw_current_context();
  if (!context)
    return cwResultErrorDeviceUninitialized;
  *id = cw_is_primary_context(context) ? (unsigned long long)(uintptr_t)context
                                       : context->id;
  return cwResultSuccess;
}
static inline cwResult cwCtxSynchronize(cwContext_t context) {
  CW_DRIVER_CALL(cwCtxPushCurrent(context ? context : cw_current_context()));
  CW_DRIVER_CALL(cwDeviceSynchronize());
  return cwCtxPopCurrent((cwContext_t *)0);
}
static inline cwResult cwCtxGetDeviceOf(int *device, cwContext_t context) {
  if (!context)
    return cwCtxGetDevice(device);
  *device = cw_device_of_context(context);
  return cwResultSuccess;
}
static inline cwResult cwStreamGetCtx(cwStream_t stream, cwContext_t *context) {
  int device = 0;
  CW_DRIVER_CALL(cw_stream_device(stream, &device));
  *context = cw_primary_context(device);
  return cwResultSuccess;
}
static inline cwResult cwCtxGetApiVersion(cwContext_t context,
                                          unsigned int *version) {
  int driver = 0;
  (void)context;
  CW_DRIVER_CALL(cwDriverGetVersion(&driver));
  *version = (unsigned int)driver;
  return cwResultSuccess;
}
static inline cwResult cwCtxEnablePeerAccess(cwContext_t peer,
                                             unsigned int flags) {
  return peer ? (cwResult)cwDeviceEnablePeerAccess(cw_device_of_context(peer),
                                                   flags)
              : cwResultErrorDeviceUninitialized;
}
static inline cwResult cwCtxDisablePeerAccess(cwContext_t peer) {
  return peer ? (cwResult)cwDeviceDisablePeerAccess(cw_device_of_context(peer))
              : cwResultErrorDeviceUninitialized;
}
static inline cwResult cwDevicePrimaryCtxRetain(cwContext_t *context,
                                                int device) {
  int checked;
  CW_DRIVER_CALL(cwDeviceGet(&checked, device));
  *context = cw_primary_context(device);
  return cwResultSuccess;
}
static inline cwResult cwDevicePrimaryCtxRelease(int device) {
  int checked;
  return cwDeviceGet(&checked, device);
}
static inline cwResult cwDevicePrimaryCtxSetFlags(int device,
                                                  unsigned int flags) {
  int checked;
  (void)flags;
  return cwDeviceGet(&checked, device);
}
static inline cwResult
cwDevicePrimaryCtxGetState(int device, unsigned int *flags, int *active) {
  int checked;
  CW_DRIVER_CALL(cwDeviceGet(&checked, device));
  *flags = 0;
  *active = 1;
  return cwResultSuccess;
}
static inline cwResult cwDevicePrimaryCtxReset(int device) {
  int before;
  CW_DRIVER_CALL(cwGetDevice(&before));
  CW_DRIVER_CALL(cwSetDevice(device));
  CW_DRIVER_CALL(cwDeviceReset());
  return (cwResult)cwSetDevice(before);
}

// --- Memory ---

static inline void *cw_pointer(cwDevicePtr p) { return (void *)(uintptr_t)p; }

static inline cwResult cwMemAlloc(cwDevicePtr *p, size_t size) {
  void *memory = NULL;
  if (!p || !size)
    return cwResultErrorInvalidValue;
  CW_DRIVER_CALL(cwMalloc(&memory, size));
  *p = (cwDevicePtr)(uintptr_t)memory;
  return cwResultSuccess;
}
/// `elementSize` is the size of the elements that kernels read at once: 4, 8 or
/// 16 bytes.
static inline cwResult cwMemAllocPitch(cwDevicePtr *p, size_t *pitch,
                                       size_t width, size_t height,
                                       unsigned int elementSize) {
  void *memory = NULL;
  if (!p || (elementSize != 4 && elementSize != 8 && elementSize != 16))
    return cwResultErrorInvalidValue;
  CW_DRIVER_CALL(cwMallocPitch(&memory, pitch, width, height));
  *p = (cwDevicePtr)(uintptr_t)memory;
  return cwResultSuccess;
}
static inline cwResult cwMemAllocManaged(cwDevicePtr *p, size_t size,
                                         unsigned int flags) {
  void *memory = NULL;
  CW_DRIVER_CALL(cwMallocManaged(&memory, size, flags));
  *p = (cwDevicePtr)(uintptr_t)memory;
  return cwResultSuccess;
}
static inline cwResult cwMemAllocAsync(cwDevicePtr *p, size_t size,
                                       cwStream_t stream) {
  void *memory = NULL;
  CW_DRIVER_CALL(cwMallocAsync(&memory, size, stream));
  *p = (cwDevicePtr)(uintptr_t)memory;
  return cwResultSuccess;
}
static inline cwResult cwMemAllocFromPoolAsync(cwDevicePtr *p, size_t size,
                                               cwMemPool_t pool,
                                               cwStream_t stream) {
  void *memory = NULL;
  CW_DRIVER_CALL(cwMallocFromPoolAsync(&memory, size, pool, stream));
  *p = (cwDevicePtr)(uintptr_t)memory;
  return cwResultSuccess;
}
static inline cwResult cwMemFree(cwDevicePtr p) {
  return (cwResult)cwFree(cw_pointer(p));
}
static inline cwResult cwMemFreeAsync(cwDevicePtr p, cwStream_t stream) {
  return (cwResult)cwFreeAsync(cw_pointer(p), stream);
}
static inline cwResult cwMemAllocHost(void **p, size_t size) {
  return (cwResult)cwHostAlloc(p, size, cwHostAllocDefault);
}
static inline cwResult cwMemHostGetDevicePointer(cwDevicePtr *p, void *host,
                                                 unsigned int flags) {
  void *memory = NULL;
  CW_DRIVER_CALL(cwHostGetDevicePointer(&memory, host, flags));
  *p = (cwDevicePtr)(uintptr_t)memory;
  return cwResultSuccess;
}
static inline cwResult cwMemcpyUnified(cwDevicePtr dst, cwDevicePtr src,
                                       size_t size) {
  return (cwResult)cwMemcpy(cw_pointer(dst), cw_pointer(src), size,
                            cwMemcpyDefault);
}
static inline cwResult cwMemcpyUnifiedAsync(cwDevicePtr dst, cwDevicePtr src,
                                            size_t size, cwStream_t stream) {
  return (cwResult)cwMemcpyAsync(cw_pointer(dst), cw_pointer(src), size,
                                 cwMemcpyDefault, stream);
}
static inline cwResult cwMemcpyHtoD(cwDevicePtr dst, const void *src,
                                    size_t size) {
  return (cwResult)cwMemcpy(cw_pointer(dst), src, size, cwMemcpyHostToDevice);
}
static inline cwResult cwMemcpyDtoH(void *dst, cwDevicePtr src, size_t size) {
  return (cwResult)cwMemcpy(dst, cw_pointer(src), size, cwMemcpyDeviceToHost);
}
static inline cwResult cwMemcpyDtoD(cwDevicePtr dst, cwDevicePtr src,
                                    size_t size) {
  return (cwResult)cwMemcpy(cw_pointer(dst), cw_pointer(src), size,
                            cwMemcpyDeviceToDevice);
}
static inline cwResult cwMemcpyHtoDAsync(cwDevicePtr dst, const void *src,
                                         size_t size, cwStream_t stream) {
  return (cwResult)cwMemcpyAsync(cw_pointer(dst), src, size,
                                 cwMemcpyHostToDevice, stream);
}
static inline cwResult cwMemcpyDtoHAsync(void *dst, cwDevicePtr src,
                                         size_t size, cwStream_t stream) {
  return (cwResult)cwMemcpyAsync(dst, cw_pointer(src), size,
                                 cwMemcpyDeviceToHost, stream);
}
static inline cwResult cwMemcpyDtoDAsync(cwDevicePtr dst, cwDevicePtr src,
                                         size_t size, cwStream_t stream) {
  return (cwResult)cwMemcpyAsync(cw_pointer(dst), cw_pointer(src), size,
                                 cwMemcpyDeviceToDevice, stream);
}
static inline cwResult cwMemcpyBetween(cwDevicePtr dst, cwContext_t to,
                                       cwDevicePtr src, cwContext_t from,
                                       size_t size) {
  return (cwResult)cwMemcpyPeer(cw_pointer(dst), cw_device_of_context(to),
                                cw_pointer(src), cw_device_of_context(from),
                                size);
}
static inline cwResult cwMemcpyBetweenAsync(cwDevicePtr dst, cwContext_t to,
                                            cwDevicePtr src, cwContext_t from,
                                            size_t size, cwStream_t stream) {
  return (cwResult)cwMemcpyPeerAsync(cw_pointer(dst), cw_device_of_context(to),
                                     cw_pointer(src),
                                     cw_device_of_context(from), size, stream);
}

/// Fills rows of elements of 1, 2 or 4 bytes, in stream order.
static inline cwResult cwMemsetRowsAsync(const cwMemsetDescriptor *d,
                                         cwStream_t stream) {
  cwGraph_t graph;
  cwGraphNode_t node;
  cwGraphExec_t exec = NULL;
  struct cwMemsetParams p;
  cwError_t error;
  if (d->elementSize != 1 && d->elementSize != 2 && d->elementSize != 4)
    return cwResultErrorInvalidValue;
  if (d->dst % d->elementSize || (d->height > 1 && d->pitch % d->elementSize))
    return cwResultErrorInvalidValue;
  if (!d->width || !d->height)
    return cwResultSuccess;
  if (d->elementSize == 1)
    return (cwResult)cwMemset2DAsync(
        cw_pointer(d->dst), d->height > 1 ? d->pitch : d->width, (int)d->value,
        d->width, d->height, stream);
  // The runtime API fills elements of more than a byte only in graphs.
  memset(&p, 0, sizeof p);
  p.dst = cw_pointer(d->dst);
  p.pitch = d->height > 1 ? d->pitch : d->width * d->elementSize;
  p.value = d->value;
  p.elementSize = d->elementSize;
  p.width = d->width;
  p.height = d->height;
  CW_DRIVER_CALL(cwGraphCreate(&graph, 0));
  error = cwGraphAddMemsetNode(&node, graph, NULL, 0, &p);
  if (error == cwSuccess)
    error = cwGraphInstantiateWithFlags(&exec, graph, 0);
  if (error == cwSuccess)
    error = cwGraphLaunch(exec, stream);
  if (exec)
    (void)cwGraphExecDestroy(exec);
  (void)cwGraphDestroy(graph);
  return (cwResult)error;
}
static inline cwResult cw_memset_rows(cwDevicePtr p, size_t pitch,
                                      unsigned int value, unsigned int element,
                                      size_t width, size_t height, int wait,
                                      cwStream_t stream) {
  cwMemsetDescriptor d;
  d.dst = p;
  d.pitch = pitch;
  d.value = value;
  d.elementSize = element;
  d.width = width;
  d.height = height;
  CW_DRIVER_CALL(cwMemsetRowsAsync(&d, stream));
  return wait ? (cwResult)cwStreamSynchronize(stream) : cwResultSuccess;
}
#define CW_MEMSETS(LINE, LINE_ASYNC, ROWS, ROWS_ASYNC, BITS, TYPE)             \
  static inline cwResult LINE(cwDevicePtr p, TYPE value, size_t count) {       \
    return cw_memset_rows(p, 0, value, BITS / 8, count, 1, 1, NULL);           \
  }                                                                            \
  static inline cwResult LINE_ASYNC(cwDevicePtr p, TYPE value, size_t count,   \
                                    cwStream_t stream) {                       \
    return cw_memset_rows(p, 0, value, BITS / 8, count, 1, 0, stream);         \
  }                                                                            \
  static inline cwResult ROWS(cwDevicePtr p, size_t pitch, TYPE value,         \
                              size_t width, size_t height) {                   \
    return cw_memset_rows(p, pitch, value, BITS / 8, width, height, 1, NULL);  \
  }                                                                            \
  static inline cwResult ROWS_ASYNC(cwDevicePtr p, size_t pitch, TYPE value,   \
                                    size_t width, size_t height,               \
                                    cwStream_t stream) {                       \
    return cw_memset_rows(p, pitch, value, BITS / 8, width, height, 0,         \
                          stream);                                             \
  }
CW_MEMSETS(cwMemsetD8, cwMemsetD8Async, cwMemsetD2D8, cwMemsetD2D8Async, 8,
           unsigned char)
CW_MEMSETS(cwMemsetD16, cwMemsetD16Async, cwMemsetD2D16, cwMemsetD2D16Async, 16,
           unsigned short)
CW_MEMSETS(cwMemsetD32, cwMemsetD32Async, cwMemsetD2D32, cwMemsetD2D32Async, 32,
           unsigned int)
#undef CW_MEMSETS

// --- Arrays ---

static inline struct cwChannelFormatDesc cw_channels(cwArrayFormat format,
                                                     unsigned int count) {
  const int bits =
      format == cwArrayFormatUnsignedInt8 || format == cwArrayFormatSignedInt8
          ? 8
      : format == cwArrayFormatUnsignedInt16 ||
              format == cwArrayFormatSignedInt16 || format == cwArrayFormatHalf
          ? 16
          : 32;
  const enum cwChannelFormatKind kind =
      format == cwArrayFormatHalf || format == cwArrayFormatFloat
          ? cwChannelFormatKindFloat
      : format <= cwArrayFormatUnsignedInt32 ? cwChannelFormatKindUnsigned
                                             : cwChannelFormatKindSigned;
  return cwCreateChannelDesc(bits, count > 1 ? bits : 0, count > 2 ? bits : 0,
                             count > 3 ? bits : 0, kind);
}
static inline cwArrayFormat
cw_format_of(const struct cwChannelFormatDesc *channels) {
  const int size = channels->x == 8 ? 0 : channels->x == 16 ? 1 : 2;
  if (channels->f == cwChannelFormatKindFloat)
    return size == 1 ? cwArrayFormatHalf : cwArrayFormatFloat;
  return (cwArrayFormat)((channels->f == cwChannelFormatKindSigned
                              ? cwArrayFormatSignedInt8
                              : cwArrayFormatUnsignedInt8) +
                         size);
}
static inline unsigned int
cw_channel_count(const struct cwChannelFormatDesc *channels) {
  return 1u + (channels->y != 0) + (channels->z != 0) + (channels->w != 0);
}
static inline cwResult cwArrayCreate(cwArray_t *array,
                                     const cwArrayDescriptor *d) {
  const struct cwChannelFormatDesc channels =
      cw_channels(d->Format, d->NumChannels);
  return (cwResult)cwMallocArray(array, &channels, d->Width, d->Height,
                                 cwArrayDefault);
}
static inline cwResult cwArray3DCreate(cwArray_t *array,
                                       const cwArray3DDescriptor *d) {
  const struct cwChannelFormatDesc channels =
      cw_channels(d->Format, d->NumChannels);
  return (cwResult)cwMalloc3DArray(
      array, &channels, make_cwExtent(d->Width, d->Height, d->Depth), d->Flags);
}
static inline cwResult cwMipmappedArrayCreate(cwMipmappedArray_t *array,
                                              const cwArray3DDescriptor *d,
                                              unsigned int levels) {
  const struct cwChannelFormatDesc channels =
      cw_channels(d->Format, d->NumChannels);
  return (cwResult)cwMallocMipmappedArray(
      array, &channels, make_cwExtent(d->Width, d->Height, d->Depth), levels,
      d->Flags);
}

#ifdef CW_HAS_WHOLE_RUNTIME
static inline cwResult cwArrayGet3DDescriptor(cwArray3DDescriptor *d,
                                              cwArray_t array) {
  struct cwChannelFormatDesc channels;
  struct cwExtent extent;
  unsigned int flags = 0;
  CW_DRIVER_CALL(cwArrayGetInfo(&channels, &extent, &flags, array));
  d->Width = extent.width;
  d->Height = extent.height;
  d->Depth = extent.depth;
  d->Format = cw_format_of(&channels);
  d->NumChannels = cw_channel_count(&channels);
  d->Flags = flags;
  return cwResultSuccess;
}
static inline cwResult cwArrayGetDescriptor(cwArrayDescriptor *d,
                                            cwArray_t array) {
  cwArray3DDescriptor all;
  CW_DRIVER_CALL(cwArrayGet3DDescriptor(&all, array));
  d->Width = all.Width;
  d->Height = all.Height;
  d->Format = all.Format;
  d->NumChannels = all.NumChannels;
  return cwResultSuccess;
}
static inline cwResult cwDeviceGetTexture1DLinearWidth(size_t *width,
                                                       cwArrayFormat format,
                                                       unsigned int channels,
                                                       int device) {
  const struct cwChannelFormatDesc c = cw_channels(format, channels);
  return (cwResult)cwDeviceGetTexture1DLinearMaxWidth(width, &c, device);
}
#endif

/// One side of a described copy, in the form of the base. Positions and extents
/// count elements for an array, and bytes for memory.
static inline size_t cw_element_size(cwArray_t array) {
  struct cwChannelFormatDesc c;
  if (cwGetChannelDesc(&c, array) != cwSuccess)
    return 1;
  return (size_t)(c.x + c.y + c.z + c.w) / 8;
}
static inline void cw_copy_side(cwMemorySpace space, const void *host,
                                cwDevicePtr device, cwArray_t array, size_t x,
                                size_t y, size_t z, size_t pitch, size_t height,
                                cwArray_t *toArray, struct cwPos *position,
                                struct cwPitchedPtr *pointer) {
  if (space == cwMemorySpaceArray) {
    *toArray = array;
    *position = make_cwPos(x / cw_element_size(array), y, z);
  } else {
    // The base computes with the position and checks its limits.
    *position = make_cwPos(x, y, z);
    *pointer = make_cwPitchedPtr((void *)(space == cwMemorySpaceHost
                                              ? (uintptr_t)host
                                              : (uintptr_t)device),
                                 pitch, pitch, height);
  }
}
static inline void cw_copy_parameters(const cwMemcpy3DDescriptor *d,
                                      struct cwMemcpy3DParms *p) {
  const cwArray_t array = d->srcMemoryType == cwMemorySpaceArray ? d->srcArray
                          : d->dstMemoryType == cwMemorySpaceArray
                              ? d->dstArray
                              : (cwArray_t)0;
  const size_t srcPitch = d->srcPitch ? d->srcPitch : d->WidthInBytes;
  const size_t dstPitch = d->dstPitch ? d->dstPitch : d->WidthInBytes;
  memset(p, 0, sizeof *p);
  cw_copy_side(d->srcMemoryType, d->srcHost, d->srcDevice, d->srcArray,
               d->srcXInBytes, d->srcY, d->srcZ, srcPitch,
               d->srcHeight ? d->srcHeight : d->Height, &p->srcArray,
               &p->srcPos, &p->srcPtr);
  cw_copy_side(d->dstMemoryType, d->dstHost, d->dstDevice, d->dstArray,
               d->dstXInBytes, d->dstY, d->dstZ, dstPitch,
               d->dstHeight ? d->dstHeight : d->Height, &p->dstArray,
               &p->dstPos, &p->dstPtr);
  p->extent = make_cwExtent(array ? d->WidthInBytes / cw_element_size(array)
                                  : d->WidthInBytes,
                            d->Height, d->Depth);
  p->kind = cwMemcpyDefault;
}
static inline cwMemcpy3DDescriptor cw_as_box(const cwMemcpy2DDescriptor *d) {
  cwMemcpy3DDescriptor box;
  memset(&box, 0, sizeof box);
  box.srcXInBytes = d->srcXInBytes;
  box.srcY = d->srcY;
  box.srcMemoryType = d->srcMemoryType;
  box.srcHost = d->srcHost;
  box.srcDevice = d->srcDevice;
  box.srcArray = d->srcArray;
  box.srcPitch = d->srcPitch;
  box.dstXInBytes = d->dstXInBytes;
  box.dstY = d->dstY;
  box.dstMemoryType = d->dstMemoryType;
  box.dstHost = d->dstHost;
  box.dstDevice = d->dstDevice;
  box.dstArray = d->dstArray;
  box.dstPitch = d->dstPitch;
  box.WidthInBytes = d->WidthInBytes;
  box.Height = d->Height;
  box.Depth = 1;
  return box;
}
static inline cwResult cwMemcpyBox(const cwMemcpy3DDescriptor *d) {
  struct cwMemcpy3DParms p;
  cw_copy_parameters(d, &p);
  return (cwResult)cwMemcpy3D(&p);
}
static inline cwResult cwMemcpyBoxAsync(const cwMemcpy3DDescriptor *d,
                                        cwStream_t stream) {
  struct cwMemcpy3DParms p;
  cw_copy_parameters(d, &p);
  return (cwResult)cwMemcpy3DAsync(&p, stream);
}
#ifdef CW_HAS_WHOLE_RUNTIME
static inline void cw_peer_parameters(const cwMemcpy3DPeerDescriptor *d,
                                      struct cwMemcpy3DPeerParms *p) {
  cwMemcpy3DDescriptor plain;
  struct cwMemcpy3DParms all;
  // The two descriptors differ only in fields that hold contexts in one and are
  // reserved in the other.
  memcpy(&plain, d, sizeof plain);
  cw_copy_parameters(&plain, &all);
  memset(p, 0, sizeof *p);
  p->srcArray = all.srcArray;
  p->srcPos = all.srcPos;
  p->srcPtr = all.srcPtr;
  p->srcDevice = cw_device_of_context(d->srcContext);
  p->dstArray = all.dstArray;
  p->dstPos = all.dstPos;
  p->dstPtr = all.dstPtr;
  p->dstDevice = cw_device_of_context(d->dstContext);
  p->extent = all.extent;
}
static inline cwResult cwMemcpyBoxBetween(const cwMemcpy3DPeerDescriptor *d) {
  struct cwMemcpy3DPeerParms p;
  cw_peer_parameters(d, &p);
  return (cwResult)cwMemcpy3DPeer(&p);
}
static inline cwResult
cwMemcpyBoxBetweenAsync(const cwMemcpy3DPeerDescriptor *d, cwStream_t stream) {
  struct cwMemcpy3DPeerParms p;
  cw_peer_parameters(d, &p);
  return (cwResult)cwMemcpy3DPeerAsync(&p, stream);
}
#endif
static inline cwResult cwMemcpyRectangle(const cwMemcpy2DDescriptor *d) {
  const cwMemcpy3DDescriptor box = cw_as_box(d);
  return cwMemcpyBox(&box);
}
static inline cwResult cwMemcpyRectangleAsync(const cwMemcpy2DDescriptor *d,
                                              cwStream_t stream) {
  const cwMemcpy3DDescriptor box = cw_as_box(d);
  return cwMemcpyBoxAsync(&box, stream);
}
/// Copies to or from one row of an array. Offsets and sizes are in bytes.
static inline cwResult cw_copy_row(cwMemorySpace from, const void *srcHost,
                                   cwDevicePtr srcDevice, cwArray_t srcArray,
                                   size_t srcOffset, cwMemorySpace to,
                                   void *dstHost, cwDevicePtr dstDevice,
                                   cwArray_t dstArray, size_t dstOffset,
                                   size_t size, int wait, cwStream_t stream) {
  cwMemcpy2DDescriptor d;
  memset(&d, 0, sizeof d);
  d.srcMemoryType = from;
  d.srcHost = srcHost;
  d.srcDevice = srcDevice;
  d.srcArray = srcArray;
  d.srcXInBytes = srcOffset;
  d.dstMemoryType = to;
  d.dstHost = dstHost;
  d.dstDevice = dstDevice;
  d.dstArray = dstArray;
  d.dstXInBytes = dstOffset;
  d.WidthInBytes = size;
  d.Height = 1;
  return wait ? cwMemcpyRectangle(&d) : cwMemcpyRectangleAsync(&d, stream);
}
static inline cwResult cwMemcpyDtoA(cwArray_t dst, size_t offset,
                                    cwDevicePtr src, size_t size) {
  return cw_copy_row(cwMemorySpaceDevice, NULL, src, (cwArray_t)0, 0,
                     cwMemorySpaceArray, NULL, 0, dst, offset, size, 1, NULL);
}
static inline cwResult cwMemcpyAtoD(cwDevicePtr dst, cwArray_t src,
                                    size_t offset, size_t size) {
  return cw_copy_row(cwMemorySpaceArray, NULL, 0, src, offset,
                     cwMemorySpaceDevice, NULL, dst, (cwArray_t)0, 0, size, 1,
                     NULL);
}
static inline cwResult cwMemcpyHtoA(cwArray_t dst, size_t offset,
                                    const void *src, size_t size) {
  return cw_copy_row(cwMemorySpaceHost, src, 0, (cwArray_t)0, 0,
                     cwMemorySpaceArray, NULL, 0, dst, offset, size, 1, NULL);
}
static inline cwResult cwMemcpyAtoH(void *dst, cwArray_t src, size_t offset,
                                    size_t size) {
  return cw_copy_row(cwMemorySpaceArray, NULL, 0, src, offset,
                     cwMemorySpaceHost, dst, 0, (cwArray_t)0, 0, size, 1, NULL);
}
static inline cwResult cwMemcpyAtoA(cwArray_t dst, size_t dstOffset,
                                    cwArray_t src, size_t srcOffset,
                                    size_t size) {
  return cw_copy_row(cwMemorySpaceArray, NULL, 0, src, srcOffset,
                     cwMemorySpaceArray, NULL, 0, dst, dstOffset, size, 1,
                     NULL);
}
static inline cwResult cwMemcpyHtoAAsync(cwArray_t dst, size_t offset,
                                         const void *src, size_t size,
                                         cwStream_t stream) {
  return cw_copy_row(cwMemorySpaceHost, src, 0, (cwArray_t)0, 0,
                     cwMemorySpaceArray, NULL, 0, dst, offset, size, 0, stream);
}
static inline cwResult cwMemcpyAtoHAsync(void *dst, cwArray_t src,
                                         size_t offset, size_t size,
                                         cwStream_t stream) {
  return cw_copy_row(cwMemorySpaceArray, NULL, 0, src, offset,
                     cwMemorySpaceHost, dst, 0, (cwArray_t)0, 0, size, 0,
                     stream);
}

// --- Textures and surfaces ---

static inline void cw_resource(const cwResourceDescriptor *d,
                               struct cwResourceDesc *r) {
  memset(r, 0, sizeof *r);
  r->resType = d->resType;
  switch (d->resType) {
  case cwResourceTypeArray:
    r->res.array.array = d->res.array.hArray;
    break;
  case cwResourceTypeMipmappedArray:
    r->res.mipmap.mipmap = d->res.mipmap.hMipmappedArray;
    break;
  case cwResourceTypeLinear:
    r->res.linear.devPtr = cw_pointer(d->res.linear.devPtr);
    r->res.linear.desc =
        cw_channels(d->res.linear.format, d->res.linear.numChannels);
    r->res.linear.sizeInBytes = d->res.linear.sizeInBytes;
    break;
  default:
    r->res.pitch2D.devPtr = cw_pointer(d->res.pitch2D.devPtr);
    r->res.pitch2D.desc =
        cw_channels(d->res.pitch2D.format, d->res.pitch2D.numChannels);
    r->res.pitch2D.width = d->res.pitch2D.width;
    r->res.pitch2D.height = d->res.pitch2D.height;
    r->res.pitch2D.pitchInBytes = d->res.pitch2D.pitchInBytes;
  }
}
static inline cwResult cwTexObjectCreate(
    cwTextureObject_t *texture, const cwResourceDescriptor *resource,
    const cwTextureDescriptor *d, const struct cwResourceViewDesc *view) {
  struct cwResourceDesc r;
  struct cwTextureDesc t;
  struct cwChannelFormatDesc channels;
  int i;
  cw_resource(resource, &r);
  memset(&channels, 0, sizeof channels);
  if (resource->resType == cwResourceTypeArray) {
    CW_DRIVER_CALL(cwGetChannelDesc(&channels, r.res.array.array));
  } else if (resource->resType == cwResourceTypeLinear) {
    channels = r.res.linear.desc;
  } else if (resource->resType == cwResourceTypePitch2D) {
    channels = r.res.pitch2D.desc;
  } else {
    cwArray_t level;
    CW_DRIVER_CALL(cwGetMipmappedArrayLevel(&level, r.res.mipmap.mipmap, 0));
    CW_DRIVER_CALL(cwGetChannelDesc(&channels, level));
  }
  memset(&t, 0, sizeof t);
  for (i = 0; i < 3; ++i)
    t.addressMode[i] = d->addressMode[i];
  for (i = 0; i < 4; ++i)
    t.borderColor[i] = d->borderColor[i];
  t.filterMode = d->filterMode;
  // Integers of 8 and 16 bits become fractions unless a flag requests integers.
  t.readMode = channels.f != cwChannelFormatKindFloat && channels.x < 32 &&
                       !(d->flags & cwTextureFlagReadAsInteger)
                   ? cwReadModeNormalizedFloat
                   : cwReadModeElementType;
  t.sRGB = (d->flags & cwTextureFlagSRGB) != 0;
  t.normalizedCoords = (d->flags & cwTextureFlagNormalizedCoordinates) != 0;
  t.maxAnisotropy = d->maxAnisotropy;
  t.mipmapFilterMode = d->mipmapFilterMode;
  t.mipmapLevelBias = d->mipmapLevelBias;
  t.minMipmapLevelClamp = d->minMipmapLevelClamp;
  t.maxMipmapLevelClamp = d->maxMipmapLevelClamp;
  return (cwResult)cwCreateTextureObject(texture, &r, &t, view);
}
static inline cwResult
cwSurfObjectCreate(cwSurfaceObject_t *surface,
                   const cwResourceDescriptor *resource) {
  struct cwResourceDesc r;
  cw_resource(resource, &r);
  return (cwResult)cwCreateSurfaceObject(surface, &r);
}

static inline void cw_resource_descriptor(const struct cwResourceDesc *r,
                                          cwResourceDescriptor *d) {
  memset(d, 0, sizeof *d);
  d->resType = r->resType;
  switch (r->resType) {
  case cwResourceTypeArray:
    d->res.array.hArray = r->res.array.array;
    break;
  case cwResourceTypeMipmappedArray:
    d->res.mipmap.hMipmappedArray = r->res.mipmap.mipmap;
    break;
  case cwResourceTypeLinear:
    d->res.linear.devPtr = (cwDevicePtr)(uintptr_t)r->res.linear.devPtr;
    d->res.linear.format = cw_format_of(&r->res.linear.desc);
    d->res.linear.numChannels = cw_channel_count(&r->res.linear.desc);
    d->res.linear.sizeInBytes = r->res.linear.sizeInBytes;
    break;
  default:
    d->res.pitch2D.devPtr = (cwDevicePtr)(uintptr_t)r->res.pitch2D.devPtr;
    d->res.pitch2D.format = cw_format_of(&r->res.pitch2D.desc);
    d->res.pitch2D.numChannels = cw_channel_count(&r->res.pitch2D.desc);
    d->res.pitch2D.width = r->res.pitch2D.width;
    d->res.pitch2D.height = r->res.pitch2D.height;
    d->res.pitch2D.pitchInBytes = r->res.pitch2D.pitchInBytes;
  }
}
static inline cwResult cwTexObjectGetResource(cwResourceDescriptor *d,
                                              cwTextureObject_t texture) {
  struct cwResourceDesc r;
  CW_DRIVER_CALL(cwGetTextureObjectResourceDesc(&r, texture));
  cw_resource_descriptor(&r, d);
  return cwResultSuccess;
}
static inline cwResult cwTexObjectGetTexture(cwTextureDescriptor *d,
                                             cwTextureObject_t texture) {
  struct cwTextureDesc t;
  int i;
  CW_DRIVER_CALL(cwGetTextureObjectTextureDesc(&t, texture));
  memset(d, 0, sizeof *d);
  for (i = 0; i < 3; ++i)
    d->addressMode[i] = t.addressMode[i];
  for (i = 0; i < 4; ++i)
    d->borderColor[i] = t.borderColor[i];
  d->filterMode = t.filterMode;
  d->flags =
      (t.readMode == cwReadModeElementType ? cwTextureFlagReadAsInteger : 0u) |
      (t.normalizedCoords ? cwTextureFlagNormalizedCoordinates : 0u) |
      (t.sRGB ? cwTextureFlagSRGB : 0u);
  d->maxAnisotropy = t.maxAnisotropy;
  d->mipmapFilterMode = t.mipmapFilterMode;
  d->mipmapLevelBias = t.mipmapLevelBias;
  d->minMipmapLevelClamp = t.minMipmapLevelClamp;
  d->maxMipmapLevelClamp = t.maxMipmapLevelClamp;
  return cwResultSuccess;
}
#ifdef CW_HAS_WHOLE_RUNTIME
static inline cwResult cwSurfObjectGetResource(cwResourceDescriptor *d,
                                               cwSurfaceObject_t surface) {
  struct cwResourceDesc r;
  CW_DRIVER_CALL(cwGetSurfaceObjectResourceDesc(&r, surface));
  cw_resource_descriptor(&r, d);
  return cwResultSuccess;
}
#endif

// --- Attributes of pointers ---

static inline cwResult
cwPointerGetAttribute(void *data, cwPointerAttribute attribute, cwDevicePtr p) {
  struct cwPointerAttributes known;
  cwDevicePtr base = 0;
  size_t size = 0;
  CW_DRIVER_CALL(cwPointerGetAttributes(&known, cw_pointer(p)));
  switch (attribute) {
  case cwPointerAttributeContext:
    *(cwContext_t *)data = cw_primary_context(known.device);
    return cwResultSuccess;
  case cwPointerAttributeMemorySpace:
    if (!known.devicePointer && !known.hostPointer)
      return cwResultErrorInvalidValue;
    *(unsigned int *)data =
        known.hostPointer && known.hostPointer != known.devicePointer
            ? cwMemorySpaceHost
            : cwMemorySpaceDevice;
    return cwResultSuccess;
  case cwPointerAttributeDevicePointer:
    *(cwDevicePtr *)data = (cwDevicePtr)(uintptr_t)known.devicePointer;
    return known.devicePointer ? cwResultSuccess : cwResultErrorInvalidValue;
  case cwPointerAttributeHostPointer:
    *(void **)data = known.hostPointer;
    return known.hostPointer ? cwResultSuccess : cwResultErrorInvalidValue;
  case cwPointerAttributeIsManaged:
    *(unsigned int *)data = cw_is_managed(&known);
    return cwResultSuccess;
  case cwPointerAttributeDeviceOrdinal:
    *(int *)data = known.device;
    return cwResultSuccess;
  case cwPointerAttributeRangeStart:
    CW_DRIVER_CALL(cwMemGetAddressRange(&base, &size, p));
    *(cwDevicePtr *)data = base;
    return cwResultSuccess;
  case cwPointerAttributeRangeSize:
    CW_DRIVER_CALL(cwMemGetAddressRange(&base, &size, p));
    *(size_t *)data = size;
    return cwResultSuccess;
  case cwPointerAttributeSyncMemops: // synchronous copies always wait
    *(unsigned int *)data = 1;
    return cwResultSuccess;
  case cwPointerAttributeMapped:
    *(unsigned char *)data = known.devicePointer != NULL;
    return cwResultSuccess;
  }
  return cwResultErrorNotSupported;
}
static inline cwResult
cwPointerGetAttributeList(unsigned int count,
                          const cwPointerAttribute *attributes, void **data,
                          cwDevicePtr p) {
  unsigned int i;
  for (i = 0; i < count; ++i)
    CW_DRIVER_CALL(cwPointerGetAttribute(data[i], attributes[i], p));
  return cwResultSuccess;
}
/// Only cwPointerAttributeSyncMemops can be set.
static inline cwResult cwPointerSetAttribute(const void *value,
                                             cwPointerAttribute attribute,
                                             cwDevicePtr p) {
  struct cwPointerAttributes known;
  if (!value || attribute != cwPointerAttributeSyncMemops)
    return cwResultErrorInvalidValue;
  return (cwResult)cwPointerGetAttributes(&known, cw_pointer(p));
}
static inline int cw_place(struct cwMemLocation location) {
  return location.type == cwMemLocationTypeDevice ? location.id : cwCpuDeviceId;
}
static inline cwResult cwMemPrefetchPtrToAsync(cwDevicePtr p, size_t size,
                                               struct cwMemLocation location,
                                               unsigned int flags,
                                               cwStream_t stream) {
  return flags ? cwResultErrorInvalidValue
               : (cwResult)cwMemPrefetchAsync(cw_pointer(p), size,
                                              cw_place(location), stream);
}
static inline cwResult cwMemAdvisePtrAt(cwDevicePtr p, size_t size,
                                        enum cwMemoryAdvise advice,
                                        struct cwMemLocation location) {
  return (cwResult)cwMemAdvise(cw_pointer(p), size, advice, cw_place(location));
}
static inline cwResult
cwMemRangeGetAttributesPtr(void **data, size_t *dataSizes,
                           enum cwMemRangeAttribute *attributes,
                           size_t attributeCount, cwDevicePtr p, size_t size) {
  return (cwResult)cwMemRangeGetAttributes(data, dataSizes, attributes,
                                           attributeCount, cw_pointer(p), size);
}
static inline cwResult cwMemPrefetchPtrAsync(cwDevicePtr p, size_t size,
                                             int device, cwStream_t stream) {
  return (cwResult)cwMemPrefetchAsync(cw_pointer(p), size, device, stream);
}
static inline cwResult cwMemAdvisePtr(cwDevicePtr p, size_t size,
                                      enum cwMemoryAdvise advice, int device) {
  return (cwResult)cwMemAdvise(cw_pointer(p), size, advice, device);
}
static inline cwResult
cwMemRangeGetAttributePtr(void *data, size_t dataSize,
                          enum cwMemRangeAttribute attribute, cwDevicePtr p,
                          size_t size) {
  return (cwResult)cwMemRangeGetAttribute(data, dataSize, attribute,
                                          cw_pointer(p), size);
}
static inline cwResult cwStreamAttachPtrAsync(cwStream_t stream, cwDevicePtr p,
                                              size_t size, unsigned int flags) {
  return (cwResult)cwStreamAttachMemAsync(stream, cw_pointer(p), size, flags);
}

// --- Between processes ---

static inline cwResult cwIpcGetPtrHandle(cwIpcMemHandle_t *handle,
                                         cwDevicePtr p) {
  return (cwResult)cwIpcGetMemHandle(handle, cw_pointer(p));
}
static inline cwResult cwIpcOpenPtrHandle(cwDevicePtr *p,
                                          cwIpcMemHandle_t handle,
                                          unsigned int flags) {
  void *memory = NULL;
  CW_DRIVER_CALL(cwIpcOpenMemHandle(&memory, handle, flags));
  *p = (cwDevicePtr)(uintptr_t)memory;
  return cwResultSuccess;
}
static inline cwResult cwIpcClosePtrHandle(cwDevicePtr p) {
  return (cwResult)cwIpcCloseMemHandle(cw_pointer(p));
}

// --- Graphs: nodes whose parameters hold address numbers ---

static inline cwResult cwGraphAddCopyNode(cwGraphNode_t *node, cwGraph_t graph,
                                          const cwGraphNode_t *dependencies,
                                          size_t count,
                                          const cwMemcpy3DDescriptor *d,
                                          cwContext_t context) {
  struct cwMemcpy3DParms p;
  (void)context;
  cw_copy_parameters(d, &p);
  return (cwResult)cwGraphAddMemcpyNode(node, graph, dependencies, count, &p);
}
static inline cwResult cwGraphCopyNodeSet(cwGraphNode_t node,
                                          const cwMemcpy3DDescriptor *d) {
  struct cwMemcpy3DParms p;
  cw_copy_parameters(d, &p);
  return (cwResult)cwGraphMemcpyNodeSetParams(node, &p);
}
static inline cwResult cwGraphExecCopyNodeSet(cwGraphExec_t exec,
                                              cwGraphNode_t node,
                                              const cwMemcpy3DDescriptor *d,
                                              cwContext_t context) {
  struct cwMemcpy3DParms p;
  (void)context;
  cw_copy_parameters(d, &p);
  return (cwResult)cwGraphExecMemcpyNodeSetParams(exec, node, &p);
}
static inline void cw_fill_parameters(const cwMemsetDescriptor *d,
                                      struct cwMemsetParams *p) {
  memset(p, 0, sizeof *p);
  p->dst = cw_pointer(d->dst);
  p->pitch = d->pitch;
  p->value = d->value;
  p->elementSize = d->elementSize;
  p->width = d->width;
  p->height = d->height;
}
static inline cwResult cwGraphAddFillNode(cwGraphNode_t *node, cwGraph_t graph,
                                          const cwGraphNode_t *dependencies,
                                          size_t count,
                                          const cwMemsetDescriptor *d,
                                          cwContext_t context) {
  struct cwMemsetParams p;
  (void)context;
  cw_fill_parameters(d, &p);
  return (cwResult)cwGraphAddMemsetNode(node, graph, dependencies, count, &p);
}
static inline cwResult cwGraphFillNodeSet(cwGraphNode_t node,
                                          const cwMemsetDescriptor *d) {
  struct cwMemsetParams p;
  cw_fill_parameters(d, &p);
  return (cwResult)cwGraphMemsetNodeSetParams(node, &p);
}
static inline cwResult cwGraphExecFillNodeSet(cwGraphExec_t exec,
                                              cwGraphNode_t node,
                                              const cwMemsetDescriptor *d,
                                              cwContext_t context) {
  struct cwMemsetParams p;
  (void)context;
  cw_fill_parameters(d, &p);
  return (cwResult)cwGraphExecMemsetNodeSetParams(exec, node, &p);
}
static inline cwResult cwGraphFillNodeGet(cwGraphNode_t node,
                                          cwMemsetDescriptor *d) {
  struct cwMemsetParams p;
  CW_DRIVER_CALL(cwGraphMemsetNodeGetParams(node, &p));
  d->dst = (cwDevicePtr)(uintptr_t)p.dst;
  d->pitch = p.pitch;
  d->value = p.value;
  d->elementSize = p.elementSize;
  d->width = p.width;
  d->height = p.height;
  return cwResultSuccess;
}
static inline cwResult cwGraphCopyNodeGet(cwGraphNode_t node,
                                          cwMemcpy3DDescriptor *d) {
  struct cwMemcpy3DParms p;
  CW_DRIVER_CALL(cwGraphMemcpyNodeGetParams(node, &p));
  memset(d, 0, sizeof *d);
  d->WidthInBytes = p.extent.width;
  if (p.srcArray) {
    d->srcMemoryType = cwMemorySpaceArray;
    d->srcArray = p.srcArray;
    d->srcXInBytes = p.srcPos.x * cw_element_size(p.srcArray);
    d->WidthInBytes = p.extent.width * cw_element_size(p.srcArray);
  } else {
    d->srcMemoryType = cwMemorySpaceUnified;
    d->srcDevice = (cwDevicePtr)(uintptr_t)p.srcPtr.ptr;
    d->srcXInBytes = p.srcPos.x;
    d->srcPitch = p.srcPtr.pitch;
    d->srcHeight = p.srcPtr.ysize;
  }
  d->srcY = p.srcPos.y;
  d->srcZ = p.srcPos.z;
  if (p.dstArray) {
    d->dstMemoryType = cwMemorySpaceArray;
    d->dstArray = p.dstArray;
    d->dstXInBytes = p.dstPos.x * cw_element_size(p.dstArray);
    d->WidthInBytes = p.extent.width * cw_element_size(p.dstArray);
  } else {
    d->dstMemoryType = cwMemorySpaceUnified;
    d->dstDevice = (cwDevicePtr)(uintptr_t)p.dstPtr.ptr;
    d->dstXInBytes = p.dstPos.x;
    d->dstPitch = p.dstPtr.pitch;
    d->dstHeight = p.dstPtr.ysize;
  }
  d->dstY = p.dstPos.y;
  d->dstZ = p.dstPos.z;
  d->Height = p.extent.height;
  d->Depth = p.extent.depth;
  return cwResultSuccess;
}

// --- Operations of streams on words of memory ---

/// Executes the operations in order, one after another, so a barrier has no
/// effect.
static inline cwResult cwStreamBatchMemOp(cwStream_t stream, unsigned int count,
                                          cwBatchMemOpParams *operations,
                                          unsigned int flags) {
  unsigned int i;
  if (flags || (count && !operations))
    return cwResultErrorInvalidValue;
  for (i = 0; i < count; ++i) {
    const struct cwBatchMemOpValue *o = &operations[i].waitValue;
    switch (operations[i].operation) {
    case cwBatchMemOpWaitValue32:
      CW_DRIVER_CALL(
          cwStreamWaitValue32(stream, o->address, o->value, o->flags));
      break;
    case cwBatchMemOpWaitValue64:
      CW_DRIVER_CALL(
          cwStreamWaitValue64(stream, o->address, o->value64, o->flags));
      break;
    case cwBatchMemOpWriteValue32:
      CW_DRIVER_CALL(
          cwStreamWriteValue32(stream, o->address, o->value, o->flags));
      break;
    case cwBatchMemOpWriteValue64:
      CW_DRIVER_CALL(
          cwStreamWriteValue64(stream, o->address, o->value64, o->flags));
      break;
    case cwBatchMemOpFlushRemoteWrites:
    case cwBatchMemOpBarrier:
      break;
    default:
      return cwResultErrorInvalidValue;
    }
  }
  return cwResultSuccess;
}

// --- Launches with shape and arguments that earlier calls set ---

#define CW_PARAMETER_BYTES 4096
struct cw_prepared_launch {
  cwFunction_t function;
  int x, y, z;
  unsigned int shared, size;
  struct cw_prepared_launch *next;
  unsigned char parameters[CW_PARAMETER_BYTES];
};
/// The program's list, which only grows. It is weak, so that all source files
/// of a program share it.
__attribute__((weak)) struct cw_prepared_launch *cw_prepared_launches;

/// The prepared launch of the function; null if there is no memory for it.
/// Programs prepare a function from one thread at a time.
static inline struct cw_prepared_launch *cw_prepare(cwFunction_t function) {
  struct cw_prepared_launch *at =
      __atomic_load_n(&cw_prepared_launches, __ATOMIC_ACQUIRE);
  for (; at; at = at->next)
    if (at->function == function)
      return at;
  at = (struct cw_prepared_launch *)calloc(1, sizeof *at);
  if (!at)
    return at;
  at->function = function;
  at->x = at->y = at->z = 1;
  at->next = __atomic_load_n(&cw_prepared_launches, __ATOMIC_RELAXED);
  while (!__atomic_compare_exchange_n(&cw_prepared_launches, &at->next, at, 0,
                                      __ATOMIC_RELEASE, __ATOMIC_RELAXED))
    ;
  return at;
}
static inline cwResult cwFunctionSetBlockShape(cwFunction_t function, int x,
                                               int y, int z) {
  struct cw_prepared_launch *launch = cw_prepare(function);
  if (!launch)
    return cwResultErrorMemoryAllocation;
  if (x < 1 || y < 1 || z < 1)
    return cwResultErrorInvalidValue;
  launch->x = x;
  launch->y = y;
  launch->z = z;
  return cwResultSuccess;
}
static inline cwResult cwFunctionSetSharedSize(cwFunction_t function,
                                               unsigned int size) {
  struct cw_prepared_launch *launch = cw_prepare(function);
  if (!launch)
    return cwResultErrorMemoryAllocation;
  launch->shared = size;
  return cwResultSuccess;
}
static inline cwResult cwParamSetSize(cwFunction_t function,
                                      unsigned int size) {
  struct cw_prepared_launch *launch = cw_prepare(function);
  if (!launch)
    return cwResultErrorMemoryAllocation;
  if (size > CW_PARAMETER_BYTES)
    return cwResultErrorInvalidValue;
  launch->size = size;
  return cwResultSuccess;
}
static inline cwResult cwParamSetv(cwFunction_t function, int offset,
                                   const void *value, unsigned int size) {
  struct cw_prepared_launch *launch = cw_prepare(function);
  if (!launch)
    return cwResultErrorMemoryAllocation;
  if (offset < 0 || size > CW_PARAMETER_BYTES ||
      (unsigned int)offset > CW_PARAMETER_BYTES - size)
    return cwResultErrorInvalidValue;
  memcpy(launch->parameters + offset, value, size);
  return cwResultSuccess;
}
static inline cwResult cwParamSeti(cwFunction_t function, int offset,
                                   unsigned int value) {
  return cwParamSetv(function, offset, &value, sizeof value);
}
static inline cwResult cwParamSetf(cwFunction_t function, int offset,
                                   float value) {
  return cwParamSetv(function, offset, &value, sizeof value);
}
static inline cwResult cwLaunchGridAsync(cwFunction_t function, int width,
                                         int height, cwStream_t stream) {
  struct cw_prepared_launch *launch = cw_prepare(function);
  void *extra[5];
  size_t size;
  if (!launch)
    return cwResultErrorMemoryAllocation;
  if (width < 1 || height < 1)
    return cwResultErrorInvalidValue;
  size = launch->size;
  extra[0] = cwLaunchParamBufferPointer;
  extra[1] = launch->parameters;
  extra[2] = cwLaunchParamBufferSize;
  extra[3] = &size;
  extra[4] = cwLaunchParamEnd;
  return cwModuleLaunchKernel(function, (unsigned int)width,
                              (unsigned int)height, 1, (unsigned int)launch->x,
                              (unsigned int)launch->y, (unsigned int)launch->z,
                              launch->shared, stream, NULL, extra);
}
static inline cwResult cwLaunchGrid(cwFunction_t function, int width,
                                    int height) {
  return cwLaunchGridAsync(function, width, height, NULL);
}
static inline cwResult cwLaunchOne(cwFunction_t function) {
  return cwLaunchGridAsync(function, 1, 1, NULL);
}

#include <cw/driver_nodes.h>
#include <cw/driver_runtime.h>

#ifdef __cplusplus
// Functions of the same names with the signatures of other CUDA versions.
static inline cwResult cwCtxCreate(cwContext_t *context,
                                   const cwCtxCreateParams *params,
                                   unsigned int flags, int device) {
  return cwCtxCreateWith(context, params, flags, device);
}
static inline cwResult cwCtxGetDevice(int *device, cwContext_t context) {
  return cwCtxGetDeviceOf(device, context);
}
#endif
#undef CW_DRIVER_CALL

#endif // CW_DRIVER_H
