// Types of the runtime API for backends without native ones, in C and C++:
// enumerations, structs, handles.
//
//   struct cwDeviceProp properties;
//   cwError_t error = cwGetDeviceProperties(&properties, 0);
//   if (error != cwSuccess)
//     puts(cwGetErrorString(error));
//
// Names, fields and values follow the CUDA Runtime API reference, "Data types
// used by CUDA Runtime".
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_TYPES_H
#define CW_TYPES_H

#include <stddef.h>

#include <cw/vector_types.h>

/// The version of the CUDA runtime API that the shim follows: 1000 * major + 10
/// * minor.
#define CW_RUNTIME_VERSION 12080

// clang-format off
typedef enum cwError {
#define X(NAME, VALUE, TEXT) cw##NAME = VALUE,
#include <cw/errors.def>
#undef X
} cwError_t;

// --- Handles ---

typedef struct cwStream_st *cwStream_t;
typedef struct cwEvent_st *cwEvent_t;
typedef struct cwGraph_st *cwGraph_t;
typedef struct cwGraphNode_st *cwGraphNode_t;
typedef struct cwGraphExec_st *cwGraphExec_t;
typedef struct cwMemPool_st *cwMemPool_t;
typedef struct cwUserObject_st *cwUserObject_t;
typedef struct cwFunction_st *cwFunction_t;
typedef struct cwKernel_st *cwKernel_t;
typedef struct cwLibrary_st *cwLibrary_t;
typedef unsigned long long cwGraphConditionalHandle;
typedef struct cwArray *cwArray_t;
typedef const struct cwArray *cwArray_const_t;
typedef struct cwMipmappedArray *cwMipmappedArray_t;
typedef const struct cwMipmappedArray *cwMipmappedArray_const_t;
typedef unsigned long long cwTextureObject_t;
typedef unsigned long long cwSurfaceObject_t;

#define cwStreamDefault 0x00
#define cwStreamNonBlocking 0x01
#define cwStreamLegacy ((cwStream_t)0x1)
#define cwStreamPerThread ((cwStream_t)0x2)

#define cwEventDefault 0x00
#define cwEventBlockingSync 0x01
#define cwEventDisableTiming 0x02
#define cwEventInterprocess 0x04
#define cwEventRecordDefault 0x00
#define cwEventRecordExternal 0x01
#define cwEventWaitDefault 0x00
#define cwEventWaitExternal 0x01

#define cwHostAllocDefault 0x00
#define cwHostAllocPortable 0x01
#define cwHostAllocMapped 0x02
#define cwHostAllocWriteCombined 0x04
#define cwHostRegisterDefault 0x00
#define cwHostRegisterPortable 0x01
#define cwHostRegisterMapped 0x02
#define cwHostRegisterIoMemory 0x04
#define cwHostRegisterReadOnly 0x08
#define cwPeerAccessDefault 0x00

#define cwDeviceScheduleAuto 0x00
#define cwDeviceScheduleSpin 0x01
#define cwDeviceScheduleYield 0x02
#define cwDeviceScheduleBlockingSync 0x04
#define cwDeviceBlockingSync 0x04
#define cwDeviceScheduleMask 0x07
#define cwDeviceMapHost 0x08
#define cwDeviceLmemResizeToMax 0x10
#define cwDeviceSyncMemops 0x80
#define cwDeviceMask 0xff

#define cwMemAttachGlobal 0x01
#define cwMemAttachHost 0x02
#define cwMemAttachSingle 0x04

#define cwOccupancyDefault 0x00
#define cwOccupancyDisableCachingOverride 0x01

#define cwArrayDefault 0x00
#define cwArrayLayered 0x01
#define cwArraySurfaceLoadStore 0x02
#define cwArrayCubemap 0x04
#define cwArrayTextureGather 0x08

#define cwIpcMemLazyEnablePeerAccess 0x01
#define cwCpuDeviceId ((int)-1)
#define cwInvalidDeviceId ((int)-2)

#define cwGraphKernelNodePortDefault 0
#define cwInitDeviceFlagsAreValid 0x01
#define cwCooperativeLaunchMultiDeviceNoPreSync 0x01
#define cwCooperativeLaunchMultiDeviceNoPostSync 0x02

typedef void (*cwHostFn_t)(void *userData);
typedef void (*cwStreamCallback_t)(cwStream_t stream, cwError_t status, void *userData);

// --- Devices ---

typedef struct cwUUID_st { char bytes[16]; } cwUUID_t;

typedef struct cwDeviceProp {
  char name[256];
  cwUUID_t uuid;
  char luid[8];
  unsigned int luidDeviceNodeMask;
  size_t totalGlobalMem;
  size_t sharedMemPerBlock;
  int regsPerBlock;
  int warpSize;
  size_t memPitch;
  int maxThreadsPerBlock;
  int maxThreadsDim[3];
  int maxGridSize[3];
  int clockRate;
  size_t totalConstMem;
  int major;
  int minor;
  size_t textureAlignment;
  size_t texturePitchAlignment;
  int deviceOverlap;
  int multiProcessorCount;
  int kernelExecTimeoutEnabled;
  int integrated;
  int canMapHostMemory;
  int computeMode;
  int maxTexture1D;
  int maxTexture1DMipmap;
  int maxTexture1DLinear;
  int maxTexture2D[2];
  int maxTexture2DMipmap[2];
  int maxTexture2DLinear[3];
  int maxTexture2DGather[2];
  int maxTexture3D[3];
  int maxTexture3DAlt[3];
  int maxTextureCubemap;
  int maxTexture1DLayered[2];
  int maxTexture2DLayered[3];
  int maxTextureCubemapLayered[2];
  int maxSurface1D;
  int maxSurface2D[2];
  int maxSurface3D[3];
  int maxSurface1DLayered[2];
  int maxSurface2DLayered[3];
  int maxSurfaceCubemap;
  int maxSurfaceCubemapLayered[2];
  size_t surfaceAlignment;
  int concurrentKernels;
  int ECCEnabled;
  int pciBusID;
  int pciDeviceID;
  int pciDomainID;
  int tccDriver;
  int asyncEngineCount;
  int unifiedAddressing;
  int memoryClockRate;
  int memoryBusWidth;
  int l2CacheSize;
  int persistingL2CacheMaxSize;
  int maxThreadsPerMultiProcessor;
  int streamPrioritiesSupported;
  int globalL1CacheSupported;
  int localL1CacheSupported;
  size_t sharedMemPerMultiprocessor;
  int regsPerMultiprocessor;
  int managedMemory;
  int isMultiGpuBoard;
  int multiGpuBoardGroupID;
  int hostNativeAtomicSupported;
  int singleToDoublePrecisionPerfRatio;
  int pageableMemoryAccess;
  int concurrentManagedAccess;
  int computePreemptionSupported;
  int canUseHostPointerForRegisteredMem;
  int cooperativeLaunch;
  int cooperativeMultiDeviceLaunch;
  size_t sharedMemPerBlockOptin;
  int pageableMemoryAccessUsesHostPageTables;
  int directManagedMemAccessFromHost;
  int maxBlocksPerMultiProcessor;
  int accessPolicyMaxWindowSize;
  size_t reservedSharedMemPerBlock;
  int hostRegisterSupported;
  int sparseCudaArraySupported;
  int hostRegisterReadOnlySupported;
  int timelineSemaphoreInteropSupported;
  int memoryPoolsSupported;
  int gpuDirectRDMASupported;
  unsigned int gpuDirectRDMAFlushWritesOptions;
  int gpuDirectRDMAWritesOrdering;
  unsigned int memoryPoolSupportedHandleTypes;
  int deferredMappingCudaArraySupported;
  int ipcEventSupported;
  int clusterLaunch;
  int unifiedFunctionPointers;
} cwDeviceProp;

typedef enum cwDeviceAttr {
  cwDevAttrMaxThreadsPerBlock = 1,
  cwDevAttrMaxBlockDimX = 2,
  cwDevAttrMaxBlockDimY = 3,
  cwDevAttrMaxBlockDimZ = 4,
  cwDevAttrMaxGridDimX = 5,
  cwDevAttrMaxGridDimY = 6,
  cwDevAttrMaxGridDimZ = 7,
  cwDevAttrMaxSharedMemoryPerBlock = 8,
  cwDevAttrTotalConstantMemory = 9,
  cwDevAttrWarpSize = 10,
  cwDevAttrMaxPitch = 11,
  cwDevAttrMaxRegistersPerBlock = 12,
  cwDevAttrClockRate = 13,
  cwDevAttrTextureAlignment = 14,
  cwDevAttrGpuOverlap = 15,
  cwDevAttrMultiProcessorCount = 16,
  cwDevAttrKernelExecTimeout = 17,
  cwDevAttrIntegrated = 18,
  cwDevAttrCanMapHostMemory = 19,
  cwDevAttrComputeMode = 20,
  cwDevAttrMaxTexture1DWidth = 21,
  cwDevAttrMaxTexture2DWidth = 22,
  cwDevAttrMaxTexture2DHeight = 23,
  cwDevAttrMaxTexture3DWidth = 24,
  cwDevAttrMaxTexture3DHeight = 25,
  cwDevAttrMaxTexture3DDepth = 26,
  cwDevAttrMaxTexture2DLayeredWidth = 27,
  cwDevAttrMaxTexture2DLayeredHeight = 28,
  cwDevAttrMaxTexture2DLayeredLayers = 29,
  cwDevAttrSurfaceAlignment = 30,
  cwDevAttrConcurrentKernels = 31,
  cwDevAttrEccEnabled = 32,
  cwDevAttrPciBusId = 33,
  cwDevAttrPciDeviceId = 34,
  cwDevAttrTccDriver = 35,
  cwDevAttrMemoryClockRate = 36,
  cwDevAttrGlobalMemoryBusWidth = 37,
  cwDevAttrL2CacheSize = 38,
  cwDevAttrMaxThreadsPerMultiProcessor = 39,
  cwDevAttrAsyncEngineCount = 40,
  cwDevAttrUnifiedAddressing = 41,
  cwDevAttrMaxTexture1DLayeredWidth = 42,
  cwDevAttrMaxTexture1DLayeredLayers = 43,
  cwDevAttrPciDomainId = 50,
  cwDevAttrTexturePitchAlignment = 51,
  cwDevAttrMaxTextureCubemapWidth = 52,
  cwDevAttrMaxTexture1DLinearWidth = 69,
  cwDevAttrMaxTexture2DLinearWidth = 70,
  cwDevAttrMaxTexture2DLinearHeight = 71,
  cwDevAttrMaxTexture2DLinearPitch = 72,
  cwDevAttrComputeCapabilityMajor = 75,
  cwDevAttrComputeCapabilityMinor = 76,
  cwDevAttrStreamPrioritiesSupported = 78,
  cwDevAttrGlobalL1CacheSupported = 79,
  cwDevAttrLocalL1CacheSupported = 80,
  cwDevAttrMaxSharedMemoryPerMultiprocessor = 81,
  cwDevAttrMaxRegistersPerMultiprocessor = 82,
  cwDevAttrManagedMemory = 83,
  cwDevAttrIsMultiGpuBoard = 84,
  cwDevAttrMultiGpuBoardGroupID = 85,
  cwDevAttrHostNativeAtomicSupported = 86,
  cwDevAttrSingleToDoublePrecisionPerfRatio = 87,
  cwDevAttrPageableMemoryAccess = 88,
  cwDevAttrConcurrentManagedAccess = 89,
  cwDevAttrComputePreemptionSupported = 90,
  cwDevAttrCanUseHostPointerForRegisteredMem = 91,
  cwDevAttrCooperativeLaunch = 95,
  cwDevAttrCooperativeMultiDeviceLaunch = 96,
  cwDevAttrMaxSharedMemoryPerBlockOptin = 97,
  cwDevAttrCanFlushRemoteWrites = 98,
  cwDevAttrHostRegisterSupported = 99,
  cwDevAttrPageableMemoryAccessUsesHostPageTables = 100,
  cwDevAttrDirectManagedMemAccessFromHost = 101,
  cwDevAttrVirtualMemoryManagementSupported = 102,
  cwDevAttrHandleTypePosixFileDescriptorSupported = 103,
  cwDevAttrMaxBlocksPerMultiprocessor = 106,
  cwDevAttrGenericCompressionSupported = 107,
  cwDevAttrMaxPersistingL2CacheSize = 108,
  cwDevAttrMaxAccessPolicyWindowSize = 109,
  cwDevAttrReservedSharedMemoryPerBlock = 111,
  cwDevAttrSparseCudaArraySupported = 112,
  cwDevAttrHostRegisterReadOnlySupported = 113,
  cwDevAttrTimelineSemaphoreInteropSupported = 114,
  cwDevAttrMemoryPoolsSupported = 115,
  cwDevAttrGPUDirectRDMASupported = 116,
  cwDevAttrMemoryPoolSupportedHandleTypes = 119,
  cwDevAttrClusterLaunch = 120
} cwDeviceAttr;

typedef enum cwDeviceP2PAttr {
  cwDevP2PAttrPerformanceRank = 1,
  cwDevP2PAttrAccessSupported = 2,
  cwDevP2PAttrNativeAtomicSupported = 3,
  cwDevP2PAttrCudaArrayAccessSupported = 4
} cwDeviceP2PAttr;

typedef enum cwComputeMode {
  cwComputeModeDefault = 0,
  cwComputeModeExclusive = 1,
  cwComputeModeProhibited = 2,
  cwComputeModeExclusiveProcess = 3
} cwComputeMode;

typedef enum cwLimit {
  cwLimitStackSize = 0,
  cwLimitPrintfFifoSize = 1,
  cwLimitMallocHeapSize = 2,
  cwLimitDevRuntimeSyncDepth = 3,
  cwLimitDevRuntimePendingLaunchCount = 4,
  cwLimitMaxL2FetchGranularity = 5,
  cwLimitPersistingL2CacheSize = 6
} cwLimit;

typedef enum cwFuncCache {
  cwFuncCachePreferNone = 0,
  cwFuncCachePreferShared = 1,
  cwFuncCachePreferL1 = 2,
  cwFuncCachePreferEqual = 3
} cwFuncCache;

typedef enum cwSharedMemConfig {
  cwSharedMemBankSizeDefault = 0,
  cwSharedMemBankSizeFourByte = 1,
  cwSharedMemBankSizeEightByte = 2
} cwSharedMemConfig;

typedef enum cwSharedCarveout {
  cwSharedmemCarveoutDefault = -1,
  cwSharedmemCarveoutMaxL1 = 0,
  cwSharedmemCarveoutMaxShared = 100
} cwSharedCarveout;

typedef struct cwFuncAttributes {
  size_t sharedSizeBytes;
  size_t constSizeBytes;
  size_t localSizeBytes;
  int maxThreadsPerBlock;
  int numRegs;
  int ptxVersion;
  int binaryVersion;
  int cacheModeCA;
  int maxDynamicSharedSizeBytes;
  int preferredShmemCarveout;
} cwFuncAttributes;

typedef enum cwFuncAttribute {
  cwFuncAttributeMaxDynamicSharedMemorySize = 8,
  cwFuncAttributePreferredSharedMemoryCarveout = 9,
  cwFuncAttributeClusterDimMustBeSet = 10,
  cwFuncAttributeRequiredClusterWidth = 11,
  cwFuncAttributeRequiredClusterHeight = 12,
  cwFuncAttributeRequiredClusterDepth = 13,
  cwFuncAttributeNonPortableClusterSizeAllowed = 14,
  cwFuncAttributeClusterSchedulingPolicyPreference = 15,
  cwFuncAttributeMax
} cwFuncAttribute;

// --- Memory ---

typedef enum cwMemcpyKind {
  cwMemcpyHostToHost = 0,
  cwMemcpyHostToDevice = 1,
  cwMemcpyDeviceToHost = 2,
  cwMemcpyDeviceToDevice = 3,
  cwMemcpyDefault = 4
} cwMemcpyKind;

typedef enum cwMemoryType {
  cwMemoryTypeUnregistered = 0,
  cwMemoryTypeHost = 1,
  cwMemoryTypeDevice = 2,
  cwMemoryTypeManaged = 3
} cwMemoryType;

typedef struct cwPointerAttributes {
  cwMemoryType type;
  int device;
  void *devicePointer;
  void *hostPointer;
} cwPointerAttributes;

typedef enum cwMemoryAdvise {
  cwMemAdviseSetReadMostly = 1,
  cwMemAdviseUnsetReadMostly = 2,
  cwMemAdviseSetPreferredLocation = 3,
  cwMemAdviseUnsetPreferredLocation = 4,
  cwMemAdviseSetAccessedBy = 5,
  cwMemAdviseUnsetAccessedBy = 6
} cwMemoryAdvise;

typedef enum cwMemRangeAttribute {
  cwMemRangeAttributeReadMostly = 1,
  cwMemRangeAttributePreferredLocation = 2,
  cwMemRangeAttributeAccessedBy = 3,
  cwMemRangeAttributeLastPrefetchLocation = 4,
  cwMemRangeAttributePreferredLocationType = 5,
  cwMemRangeAttributePreferredLocationId = 6,
  cwMemRangeAttributeLastPrefetchLocationType = 7,
  cwMemRangeAttributeLastPrefetchLocationId = 8
} cwMemRangeAttribute;

typedef struct cwPitchedPtr { void *ptr; size_t pitch; size_t xsize; size_t ysize; } cwPitchedPtr;
typedef struct cwExtent { size_t width; size_t height; size_t depth; } cwExtent;
typedef struct cwPos { size_t x; size_t y; size_t z; } cwPos;

typedef struct cwMemcpy3DParms {
  cwArray_t srcArray;
  struct cwPos srcPos;
  struct cwPitchedPtr srcPtr;
  cwArray_t dstArray;
  struct cwPos dstPos;
  struct cwPitchedPtr dstPtr;
  struct cwExtent extent;
  cwMemcpyKind kind;
} cwMemcpy3DParms;

typedef struct cwMemcpy3DPeerParms {
  cwArray_t srcArray;
  struct cwPos srcPos;
  struct cwPitchedPtr srcPtr;
  int srcDevice;
  cwArray_t dstArray;
  struct cwPos dstPos;
  struct cwPitchedPtr dstPtr;
  int dstDevice;
  struct cwExtent extent;
} cwMemcpy3DPeerParms;

typedef enum cwMemAllocationType {
  cwMemAllocationTypeInvalid = 0,
  cwMemAllocationTypePinned = 1,
  cwMemAllocationTypeManaged = 2,
  cwMemAllocationTypeMax = 0x7FFFFFFF
} cwMemAllocationType;
typedef enum cwMemAllocationHandleType {
  cwMemHandleTypeNone = 0,
  cwMemHandleTypePosixFileDescriptor = 1,
  cwMemHandleTypeWin32 = 2,
  cwMemHandleTypeWin32Kmt = 4,
  cwMemHandleTypeFabric = 8
} cwMemAllocationHandleType;
typedef enum cwMemLocationType {
  cwMemLocationTypeInvalid = 0,
  cwMemLocationTypeNone = 0,
  cwMemLocationTypeDevice = 1,
  cwMemLocationTypeHost = 2,
  cwMemLocationTypeHostNuma = 3,
  cwMemLocationTypeHostNumaCurrent = 4
} cwMemLocationType;
typedef struct cwMemLocation { cwMemLocationType type; int id; } cwMemLocation;
typedef enum cwMemAccessFlags {
  cwMemAccessFlagsProtNone = 0,
  cwMemAccessFlagsProtRead = 1,
  cwMemAccessFlagsProtReadWrite = 3
} cwMemAccessFlags;
typedef struct cwMemAccessDesc { cwMemLocation location; cwMemAccessFlags flags; } cwMemAccessDesc;
typedef struct cwMemPoolProps {
  cwMemAllocationType allocType;
  cwMemAllocationHandleType handleTypes;
  cwMemLocation location;
  void *win32SecurityAttributes;
  size_t maxSize;
  unsigned short usage;
  unsigned char reserved[54];
} cwMemPoolProps;
typedef enum cwMemPoolAttr {
  cwMemPoolReuseFollowEventDependencies = 1,
  cwMemPoolReuseAllowOpportunistic = 2,
  cwMemPoolReuseAllowInternalDependencies = 3,
  cwMemPoolAttrReleaseThreshold = 4,
  cwMemPoolAttrReservedMemCurrent = 5,
  cwMemPoolAttrReservedMemHigh = 6,
  cwMemPoolAttrUsedMemCurrent = 7,
  cwMemPoolAttrUsedMemHigh = 8
} cwMemPoolAttr;
typedef struct cwMemPoolPtrExportData { unsigned char reserved[64]; } cwMemPoolPtrExportData;

// --- Many copies in one call ---

typedef enum cwMemcpyFlags {
  cwMemcpyFlagDefault = 0,
  cwMemcpyFlagPreferOverlapWithCompute = 1
} cwMemcpyFlags;
typedef enum cwMemcpySrcAccessOrder {
  cwMemcpySrcAccessOrderInvalid = 0,
  cwMemcpySrcAccessOrderStream = 1,
  cwMemcpySrcAccessOrderDuringApiCall = 2,
  cwMemcpySrcAccessOrderAny = 3,
  cwMemcpySrcAccessOrderMax = 0x7FFFFFFF
} cwMemcpySrcAccessOrder;
typedef struct cwMemcpyAttributes {
  cwMemcpySrcAccessOrder srcAccessOrder;
  cwMemLocation srcLocHint;
  cwMemLocation dstLocHint;
  unsigned int flags;
} cwMemcpyAttributes;
typedef enum cwMemcpy3DOperandType {
  cwMemcpyOperandTypePointer = 1,
  cwMemcpyOperandTypeArray = 2,
  cwMemcpyOperandTypeMax = 0x7FFFFFFF
} cwMemcpy3DOperandType;
typedef struct cwOffset3D { size_t x; size_t y; size_t z; } cwOffset3D;
/// One side of a copy. Lengths, heights and offsets count elements if either
/// side is an array, otherwise bytes.
typedef struct cwMemcpy3DOperand {
  cwMemcpy3DOperandType type;
  union {
    struct { void *ptr; size_t rowLength; size_t layerHeight; cwMemLocation locHint; } ptr;
    struct { cwArray_t array; cwOffset3D offset; } array;
  } op;
} cwMemcpy3DOperand;
typedef struct cwMemcpy3DBatchOp {
  cwMemcpy3DOperand src;
  cwMemcpy3DOperand dst;
  cwExtent extent;
  cwMemcpySrcAccessOrder srcAccessOrder;
  unsigned int flags;
} cwMemcpy3DBatchOp;

// --- Atomic operations over a link ---

typedef enum cwAtomicOperation {
  cwAtomicOperationIntegerAdd = 0,
  cwAtomicOperationIntegerMin = 1,
  cwAtomicOperationIntegerMax = 2,
  cwAtomicOperationIntegerIncrement = 3,
  cwAtomicOperationIntegerDecrement = 4,
  cwAtomicOperationAnd = 5,
  cwAtomicOperationOr = 6,
  cwAtomicOperationXOR = 7,
  cwAtomicOperationExchange = 8,
  cwAtomicOperationCAS = 9,
  cwAtomicOperationFloatAdd = 10,
  cwAtomicOperationFloatMin = 11,
  cwAtomicOperationFloatMax = 12
} cwAtomicOperation;
typedef enum cwAtomicOperationCapability {
  cwAtomicCapabilitySigned = 1,
  cwAtomicCapabilityUnsigned = 2,
  cwAtomicCapabilityReduction = 4,
  cwAtomicCapabilityScalar32 = 8,
  cwAtomicCapabilityScalar64 = 16,
  cwAtomicCapabilityScalar128 = 32,
  cwAtomicCapabilityVector32x4 = 64
} cwAtomicOperationCapability;

// --- Code that is loaded at run time ---

typedef enum cwJitOption {
  cwJitMaxRegisters = 0,
  cwJitThreadsPerBlock = 1,
  cwJitWallTime = 2,
  cwJitInfoLogBuffer = 3,
  cwJitInfoLogBufferSizeBytes = 4,
  cwJitErrorLogBuffer = 5,
  cwJitErrorLogBufferSizeBytes = 6,
  cwJitOptimizationLevel = 7,
  cwJitFallbackStrategy = 10,
  cwJitGenerateDebugInfo = 11,
  cwJitLogVerbose = 12,
  cwJitGenerateLineInfo = 13,
  cwJitCacheMode = 14,
  cwJitPositionIndependentCode = 30,
  cwJitMinCtaPerSm = 31,
  cwJitMaxThreadsPerBlock = 32,
  cwJitOverrideDirectiveValues = 33
} cwJitOption;
typedef enum cwLibraryOption {
  cwLibraryHostUniversalFunctionAndDataTable = 0,
  cwLibraryBinaryIsPreserved = 1
} cwLibraryOption;
typedef enum cwJit_CacheMode {
  cwJitCacheOptionNone = 0,
  cwJitCacheOptionCG = 1,
  cwJitCacheOptionCA = 2
} cwJit_CacheMode;
typedef enum cwJit_Fallback { cwPreferPtx = 0, cwPreferBinary = 1 } cwJit_Fallback;

typedef struct cwIpcMemHandle_st { char reserved[64]; } cwIpcMemHandle_t;
typedef struct cwIpcEventHandle_st { char reserved[64]; } cwIpcEventHandle_t;

// --- Arrays, textures, surfaces ---

typedef enum cwChannelFormatKind {
  cwChannelFormatKindSigned = 0,
  cwChannelFormatKindUnsigned = 1,
  cwChannelFormatKindFloat = 2,
  cwChannelFormatKindNone = 3
} cwChannelFormatKind;
typedef struct cwChannelFormatDesc { int x; int y; int z; int w; cwChannelFormatKind f; } cwChannelFormatDesc;

typedef enum cwResourceType {
  cwResourceTypeArray = 0,
  cwResourceTypeMipmappedArray = 1,
  cwResourceTypeLinear = 2,
  cwResourceTypePitch2D = 3
} cwResourceType;
typedef enum cwResourceViewFormat { cwResViewFormatNone = 0 } cwResourceViewFormat;
typedef struct cwResourceDesc {
  cwResourceType resType;
  union {
    struct { cwArray_t array; } array;
    struct { cwMipmappedArray_t mipmap; } mipmap;
    struct { void *devPtr; struct cwChannelFormatDesc desc; size_t sizeInBytes; } linear;
    struct { void *devPtr; struct cwChannelFormatDesc desc; size_t width; size_t height; size_t pitchInBytes; } pitch2D;
    struct { int reserved[32]; } reserved;
  } res;
  unsigned int flags;
} cwResourceDesc;
typedef struct cwResourceViewDesc {
  cwResourceViewFormat format;
  size_t width;
  size_t height;
  size_t depth;
  unsigned int firstMipmapLevel;
  unsigned int lastMipmapLevel;
  unsigned int firstLayer;
  unsigned int lastLayer;
} cwResourceViewDesc;

// Kinds of texture and surface references.
#define cwTextureType1D 0x01
#define cwTextureType2D 0x02
#define cwTextureType3D 0x03
#define cwTextureTypeCubemap 0x0C
#define cwTextureType1DLayered 0xF1
#define cwTextureType2DLayered 0xF2
#define cwTextureTypeCubemapLayered 0xFC
#define cwSurfaceType1D 0x01
#define cwSurfaceType2D 0x02
#define cwSurfaceType3D 0x03
#define cwSurfaceTypeCubemap 0x0C
#define cwSurfaceType1DLayered 0xF1
#define cwSurfaceType2DLayered 0xF2
#define cwSurfaceTypeCubemapLayered 0xFC

typedef enum cwTextureAddressMode {
  cwAddressModeWrap = 0,
  cwAddressModeClamp = 1,
  cwAddressModeMirror = 2,
  cwAddressModeBorder = 3
} cwTextureAddressMode;
typedef enum cwTextureFilterMode { cwFilterModePoint = 0, cwFilterModeLinear = 1 } cwTextureFilterMode;
typedef enum cwTextureReadMode { cwReadModeElementType = 0, cwReadModeNormalizedFloat = 1 } cwTextureReadMode;
typedef enum cwSurfaceBoundaryMode {
  cwBoundaryModeZero = 0,
  cwBoundaryModeClamp = 1,
  cwBoundaryModeTrap = 2
} cwSurfaceBoundaryMode;
typedef enum cwSurfaceFormatMode { cwFormatModeForced = 0, cwFormatModeAuto = 1 } cwSurfaceFormatMode;
typedef struct cwTextureDesc {
  cwTextureAddressMode addressMode[3];
  cwTextureFilterMode filterMode;
  cwTextureReadMode readMode;
  int sRGB;
  float borderColor[4];
  int normalizedCoords;
  unsigned int maxAnisotropy;
  cwTextureFilterMode mipmapFilterMode;
  float mipmapLevelBias;
  float minMipmapLevelClamp;
  float maxMipmapLevelClamp;
  int disableTrilinearOptimization;
  int seamlessCubemap;
} cwTextureDesc;

// --- Launches ---

typedef struct cwLaunchParams {
  void *func;
  cw_dim3 gridDim;
  cw_dim3 blockDim;
  void **args;
  size_t sharedMem;
  cwStream_t stream;
} cwLaunchParams;

typedef enum cwAccessProperty {
  cwAccessPropertyNormal = 0,
  cwAccessPropertyStreaming = 1,
  cwAccessPropertyPersisting = 2
} cwAccessProperty;
typedef struct cwAccessPolicyWindow {
  void *base_ptr;
  size_t num_bytes;
  float hitRatio;
  cwAccessProperty hitProp;
  cwAccessProperty missProp;
} cwAccessPolicyWindow;
typedef enum cwSynchronizationPolicy {
  cwSyncPolicyAuto = 1,
  cwSyncPolicySpin = 2,
  cwSyncPolicyYield = 3,
  cwSyncPolicyBlockingSync = 4
} cwSynchronizationPolicy;
typedef enum cwLaunchAttributeID {
  cwLaunchAttributeIgnore = 0,
  cwLaunchAttributeAccessPolicyWindow = 1,
  cwLaunchAttributeCooperative = 2,
  cwLaunchAttributeSynchronizationPolicy = 3,
  cwLaunchAttributeClusterDimension = 4,
  cwLaunchAttributeClusterSchedulingPolicyPreference = 5,
  cwLaunchAttributeProgrammaticStreamSerialization = 6,
  cwLaunchAttributeProgrammaticEvent = 7,
  cwLaunchAttributePriority = 8
} cwLaunchAttributeID;
typedef union cwLaunchAttributeValue {
  char pad[64];
  cwAccessPolicyWindow accessPolicyWindow;
  int cooperative;
  cwSynchronizationPolicy syncPolicy;
  struct { unsigned int x; unsigned int y; unsigned int z; } clusterDim;
  int programmaticStreamSerializationAllowed;
  int priority;
} cwLaunchAttributeValue;
typedef struct cwLaunchAttribute { cwLaunchAttributeID id; cwLaunchAttributeValue val; } cwLaunchAttribute;
typedef struct cwLaunchConfig_st {
  cw_dim3 gridDim;
  cw_dim3 blockDim;
  size_t dynamicSmemBytes;
  cwStream_t stream;
  cwLaunchAttribute *attrs;
  unsigned int numAttrs;
} cwLaunchConfig_t;
typedef cwLaunchAttributeID cwStreamAttrID;
typedef cwLaunchAttributeValue cwStreamAttrValue;
#define cwStreamAttributeAccessPolicyWindow cwLaunchAttributeAccessPolicyWindow
#define cwStreamAttributeSynchronizationPolicy cwLaunchAttributeSynchronizationPolicy
#define cwStreamAttributePriority cwLaunchAttributePriority
typedef cwLaunchAttributeID cwKernelNodeAttrID;
typedef cwLaunchAttributeValue cwKernelNodeAttrValue;
#define cwKernelNodeAttributeAccessPolicyWindow cwLaunchAttributeAccessPolicyWindow
#define cwKernelNodeAttributeCooperative cwLaunchAttributeCooperative
#define cwKernelNodeAttributePriority cwLaunchAttributePriority

// --- Stream capture and graphs ---

typedef enum cwStreamCaptureMode {
  cwStreamCaptureModeGlobal = 0,
  cwStreamCaptureModeThreadLocal = 1,
  cwStreamCaptureModeRelaxed = 2
} cwStreamCaptureMode;
typedef enum cwStreamCaptureStatus {
  cwStreamCaptureStatusNone = 0,
  cwStreamCaptureStatusActive = 1,
  cwStreamCaptureStatusInvalidated = 2
} cwStreamCaptureStatus;
typedef enum cwStreamUpdateCaptureDependenciesFlags {
  cwStreamAddCaptureDependencies = 0,
  cwStreamSetCaptureDependencies = 1
} cwStreamUpdateCaptureDependenciesFlags;

typedef enum cwGraphNodeType {
  cwGraphNodeTypeKernel = 0,
  cwGraphNodeTypeMemcpy = 1,
  cwGraphNodeTypeMemset = 2,
  cwGraphNodeTypeHost = 3,
  cwGraphNodeTypeGraph = 4,
  cwGraphNodeTypeEmpty = 5,
  cwGraphNodeTypeWaitEvent = 6,
  cwGraphNodeTypeEventRecord = 7,
  cwGraphNodeTypeExtSemaphoreSignal = 8,
  cwGraphNodeTypeExtSemaphoreWait = 9,
  cwGraphNodeTypeMemAlloc = 10,
  cwGraphNodeTypeMemFree = 11,
  cwGraphNodeTypeConditional = 13,
  cwGraphNodeTypeCount
} cwGraphNodeType;

typedef struct cwKernelNodeParams {
  void *func;
  cw_dim3 gridDim;
  cw_dim3 blockDim;
  unsigned int sharedMemBytes;
  void **kernelParams;
  void **extra;
} cwKernelNodeParams;
typedef struct cwMemsetParams {
  void *dst;
  size_t pitch;
  unsigned int value;
  unsigned int elementSize;
  size_t width;
  size_t height;
} cwMemsetParams;
typedef struct cwHostNodeParams { cwHostFn_t fn; void *userData; } cwHostNodeParams;
typedef struct cwMemAllocNodeParams {
  cwMemPoolProps poolProps;
  const cwMemAccessDesc *accessDescs;
  size_t accessDescCount;
  size_t bytesize;
  void *dptr;
} cwMemAllocNodeParams;

typedef enum cwGraphChildGraphNodeOwnership {
  cwGraphChildGraphOwnershipClone = 0,
  cwGraphChildGraphOwnershipMove = 1
} cwGraphChildGraphNodeOwnership;
typedef enum cwGraphConditionalNodeType {
  cwGraphCondTypeIf = 0,
  cwGraphCondTypeWhile = 1,
  cwGraphCondTypeSwitch = 2
} cwGraphConditionalNodeType;
typedef enum cwGraphConditionalHandleFlags { cwGraphCondAssignDefault = 1 } cwGraphConditionalHandleFlags;
typedef enum cwUserObjectFlags { cwUserObjectNoDestructorSync = 1 } cwUserObjectFlags;
typedef enum cwUserObjectRetainFlags { cwGraphUserObjectMove = 1 } cwUserObjectRetainFlags;
typedef enum cwGraphDependencyType_enum { cwGraphDependencyTypeDefault = 0 } cwGraphDependencyType;
typedef struct cwGraphEdgeData_st {
  unsigned char from_port;
  unsigned char to_port;
  unsigned char type;
  unsigned char reserved[5];
} cwGraphEdgeData;

// The parameters of a node of any type.
#define cwKernelNodeParamsV2 cwKernelNodeParams
#define cwMemsetParamsV2 cwMemsetParams
#define cwHostNodeParamsV2 cwHostNodeParams
#define cwMemAllocNodeParamsV2 cwMemAllocNodeParams
typedef struct cwMemcpyNodeParams { int flags; int reserved[3]; cwMemcpy3DParms copyParams; } cwMemcpyNodeParams;
typedef struct cwChildGraphNodeParams { cwGraph_t graph; cwGraphChildGraphNodeOwnership ownership; } cwChildGraphNodeParams;
typedef struct cwEventRecordNodeParams { cwEvent_t event; } cwEventRecordNodeParams;
typedef struct cwEventWaitNodeParams { cwEvent_t event; } cwEventWaitNodeParams;
typedef struct cwMemFreeNodeParams { void *dptr; } cwMemFreeNodeParams;
typedef struct cwConditionalNodeParams {
  cwGraphConditionalHandle handle;
  cwGraphConditionalNodeType type;
  unsigned int size;
  cwGraph_t *phGraph_out;
} cwConditionalNodeParams;
typedef struct cwGraphNodeParams {
  cwGraphNodeType type;
  int reserved0[3];
  union {
    long long reserved1[29];
    cwKernelNodeParamsV2 kernel;
    cwMemcpyNodeParams memcpy;
    cwMemsetParamsV2 memset;
    cwHostNodeParamsV2 host;
    cwChildGraphNodeParams graph;
    cwEventWaitNodeParams eventWait;
    cwEventRecordNodeParams eventRecord;
    cwMemAllocNodeParamsV2 alloc;
    cwMemFreeNodeParams free;
    cwConditionalNodeParams conditional;
  };
  long long reserved2;
} cwGraphNodeParams;

typedef enum cwGraphInstantiateResult {
  cwGraphInstantiateSuccess = 0,
  cwGraphInstantiateError = 1,
  cwGraphInstantiateInvalidStructure = 2,
  cwGraphInstantiateNodeOperationNotSupported = 3,
  cwGraphInstantiateMultipleDevicesNotSupported = 4,
  cwGraphInstantiateConditionalHandleUnused = 5
} cwGraphInstantiateResult;
typedef struct cwGraphInstantiateParams_st {
  unsigned long long flags;
  cwStream_t uploadStream;
  cwGraphNode_t errNode_out;
  cwGraphInstantiateResult result_out;
} cwGraphInstantiateParams;
typedef enum cwGraphInstantiateFlags {
  cwGraphInstantiateFlagAutoFreeOnLaunch = 1,
  cwGraphInstantiateFlagUpload = 2,
  cwGraphInstantiateFlagDeviceLaunch = 4,
  cwGraphInstantiateFlagUseNodePriority = 8
} cwGraphInstantiateFlags;
typedef enum cwGraphExecUpdateResult {
  cwGraphExecUpdateSuccess = 0,
  cwGraphExecUpdateError = 1,
  cwGraphExecUpdateErrorTopologyChanged = 2,
  cwGraphExecUpdateErrorNodeTypeChanged = 3,
  cwGraphExecUpdateErrorFunctionChanged = 4,
  cwGraphExecUpdateErrorParametersChanged = 5,
  cwGraphExecUpdateErrorNotSupported = 6,
  cwGraphExecUpdateErrorUnsupportedFunctionChange = 7,
  cwGraphExecUpdateErrorAttributesChanged = 8
} cwGraphExecUpdateResult;
typedef struct cwGraphExecUpdateResultInfo_st {
  cwGraphExecUpdateResult result;
  cwGraphNode_t errorNode;
  cwGraphNode_t errorFromNode;
} cwGraphExecUpdateResultInfo;
typedef enum cwGraphMemAttributeType {
  cwGraphMemAttrUsedMemCurrent = 0,
  cwGraphMemAttrUsedMemHigh = 1,
  cwGraphMemAttrReservedMemCurrent = 2,
  cwGraphMemAttrReservedMemHigh = 3
} cwGraphMemAttributeType;
typedef enum cwGraphDebugDotFlags {
  cwGraphDebugDotFlagsVerbose = 1,
  cwGraphDebugDotFlagsKernelNodeParams = 4,
  cwGraphDebugDotFlagsMemcpyNodeParams = 8,
  cwGraphDebugDotFlagsMemsetNodeParams = 16,
  cwGraphDebugDotFlagsHostNodeParams = 32,
  cwGraphDebugDotFlagsEventNodeParams = 64,
  cwGraphDebugDotFlagsExtSemasSignalNodeParams = 128,
  cwGraphDebugDotFlagsExtSemasWaitNodeParams = 256,
  cwGraphDebugDotFlagsKernelNodeAttributes = 512,
  cwGraphDebugDotFlagsHandles = 1024,
  cwGraphDebugDotFlagsConditionalNodeParams = 32768
} cwGraphDebugDotFlags;
// clang-format on

#endif // CW_TYPES_H
