// Made by ./dev generate. Do not edit.
// SPDX-License-Identifier: Apache-2.0
// The runtime API's types, enumerators and constants, for backends without
// native ones. <cw/types.h> includes it. From rules/cuda/runtime.h and .yaml.
#ifndef CW_RUNTIME_TYPES_H
#define CW_RUNTIME_TYPES_H

#ifdef __cplusplus
extern "C" {
#endif
#define CW_RUNTIME_VERSION 12080

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
#define cwInitDeviceFlagsAreValid 0x01
#define cwArrayDefault 0x00
#define cwArrayLayered 0x01
#define cwArraySurfaceLoadStore 0x02
#define cwArrayCubemap 0x04
#define cwArrayTextureGather 0x08
#define cwIpcMemLazyEnablePeerAccess 0x01
#define cwMemAttachGlobal 0x01
#define cwMemAttachHost 0x02
#define cwMemAttachSingle 0x04
#define cwOccupancyDefault 0x00
#define cwOccupancyDisableCachingOverride 0x01
#define cwCpuDeviceId ((int)-1)
#define cwInvalidDeviceId ((int)-2)
#define cwGraphKernelNodePortDefault 0
#define cwCooperativeLaunchMultiDeviceNoPreSync 0x01
#define cwCooperativeLaunchMultiDeviceNoPostSync 0x02
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
#define cwStreamAttributeAccessPolicyWindow cwLaunchAttributeAccessPolicyWindow
#define cwStreamAttributeSynchronizationPolicy                                 \
  cwLaunchAttributeSynchronizationPolicy
#define cwStreamAttributePriority cwLaunchAttributePriority
#define cwKernelNodeAttributeAccessPolicyWindow                                \
  cwLaunchAttributeAccessPolicyWindow
#define cwKernelNodeAttributeCooperative cwLaunchAttributeCooperative
#define cwKernelNodeAttributePriority cwLaunchAttributePriority
enum cwChannelFormatKind {
  cwChannelFormatKindSigned = 0,
  cwChannelFormatKindUnsigned = 1,
  cwChannelFormatKindFloat = 2,
  cwChannelFormatKindNone = 3,
};
typedef enum cwChannelFormatKind cwChannelFormatKind;
enum cwMemoryType {
  cwMemoryTypeUnregistered = 0,
  cwMemoryTypeHost = 1,
  cwMemoryTypeDevice = 2,
  cwMemoryTypeManaged = 3
};
typedef enum cwMemoryType cwMemoryType;
enum cwMemcpyKind {
  cwMemcpyHostToHost = 0,
  cwMemcpyHostToDevice = 1,
  cwMemcpyDeviceToHost = 2,
  cwMemcpyDeviceToDevice = 3,
  cwMemcpyDefault = 4
};
typedef enum cwMemcpyKind cwMemcpyKind;
enum cwAccessProperty {
  cwAccessPropertyNormal = 0,
  cwAccessPropertyStreaming = 1,
  cwAccessPropertyPersisting = 2
};
typedef enum cwAccessProperty cwAccessProperty;
enum cwStreamCaptureStatus {
  cwStreamCaptureStatusNone = 0,
  cwStreamCaptureStatusActive = 1,
  cwStreamCaptureStatusInvalidated = 2
};
typedef enum cwStreamCaptureStatus cwStreamCaptureStatus;
enum cwStreamCaptureMode {
  cwStreamCaptureModeGlobal = 0,
  cwStreamCaptureModeThreadLocal = 1,
  cwStreamCaptureModeRelaxed = 2
};
typedef enum cwStreamCaptureMode cwStreamCaptureMode;
enum cwSynchronizationPolicy {
  cwSyncPolicyAuto = 1,
  cwSyncPolicySpin = 2,
  cwSyncPolicyYield = 3,
  cwSyncPolicyBlockingSync = 4
};
typedef enum cwSynchronizationPolicy cwSynchronizationPolicy;
enum cwStreamUpdateCaptureDependenciesFlags {
  cwStreamAddCaptureDependencies = 0,
  cwStreamSetCaptureDependencies = 1
};
typedef enum cwStreamUpdateCaptureDependenciesFlags
    cwStreamUpdateCaptureDependenciesFlags;
enum cwUserObjectFlags { cwUserObjectNoDestructorSync = 1 };
typedef enum cwUserObjectFlags cwUserObjectFlags;
enum cwUserObjectRetainFlags { cwGraphUserObjectMove = 1 };
typedef enum cwUserObjectRetainFlags cwUserObjectRetainFlags;
enum cwResourceType {
  cwResourceTypeArray = 0,
  cwResourceTypeMipmappedArray = 1,
  cwResourceTypeLinear = 2,
  cwResourceTypePitch2D = 3
};
typedef enum cwResourceType cwResourceType;
enum cwResourceViewFormat {
  cwResViewFormatNone = 0,
};
typedef enum cwResourceViewFormat cwResourceViewFormat;
enum cwFuncAttribute {
  cwFuncAttributeMaxDynamicSharedMemorySize = 8,
  cwFuncAttributePreferredSharedMemoryCarveout = 9,
  cwFuncAttributeClusterDimMustBeSet = 10,
  cwFuncAttributeRequiredClusterWidth = 11,
  cwFuncAttributeRequiredClusterHeight = 12,
  cwFuncAttributeRequiredClusterDepth = 13,
  cwFuncAttributeNonPortableClusterSizeAllowed = 14,
  cwFuncAttributeClusterSchedulingPolicyPreference = 15,
  cwFuncAttributeMax = 16
};
typedef enum cwFuncAttribute cwFuncAttribute;
enum cwFuncCache {
  cwFuncCachePreferNone = 0,
  cwFuncCachePreferShared = 1,
  cwFuncCachePreferL1 = 2,
  cwFuncCachePreferEqual = 3
};
typedef enum cwFuncCache cwFuncCache;
enum cwSharedMemConfig {
  cwSharedMemBankSizeDefault = 0,
  cwSharedMemBankSizeFourByte = 1,
  cwSharedMemBankSizeEightByte = 2
};
typedef enum cwSharedMemConfig cwSharedMemConfig;
enum cwSharedCarveout {
  cwSharedmemCarveoutDefault = -1,
  cwSharedmemCarveoutMaxL1 = 0,
  cwSharedmemCarveoutMaxShared = 100
};
typedef enum cwSharedCarveout cwSharedCarveout;
enum cwComputeMode {
  cwComputeModeDefault = 0,
  cwComputeModeExclusive = 1,
  cwComputeModeProhibited = 2,
  cwComputeModeExclusiveProcess = 3
};
typedef enum cwComputeMode cwComputeMode;
enum cwLimit {
  cwLimitStackSize = 0,
  cwLimitPrintfFifoSize = 1,
  cwLimitMallocHeapSize = 2,
  cwLimitDevRuntimeSyncDepth = 3,
  cwLimitDevRuntimePendingLaunchCount = 4,
  cwLimitMaxL2FetchGranularity = 5,
  cwLimitPersistingL2CacheSize = 6
};
typedef enum cwLimit cwLimit;
enum cwMemoryAdvise {
  cwMemAdviseSetReadMostly = 1,
  cwMemAdviseUnsetReadMostly = 2,
  cwMemAdviseSetPreferredLocation = 3,
  cwMemAdviseUnsetPreferredLocation = 4,
  cwMemAdviseSetAccessedBy = 5,
  cwMemAdviseUnsetAccessedBy = 6
};
typedef enum cwMemoryAdvise cwMemoryAdvise;
enum cwMemRangeAttribute {
  cwMemRangeAttributeReadMostly = 1,
  cwMemRangeAttributePreferredLocation = 2,
  cwMemRangeAttributeAccessedBy = 3,
  cwMemRangeAttributeLastPrefetchLocation = 4,
  cwMemRangeAttributePreferredLocationType = 5,
  cwMemRangeAttributePreferredLocationId = 6,
  cwMemRangeAttributeLastPrefetchLocationType = 7,
  cwMemRangeAttributeLastPrefetchLocationId = 8
};
typedef enum cwMemRangeAttribute cwMemRangeAttribute;
enum cwDeviceAttr {
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
  cwDevAttrMaxSharedMemoryPerBlockOptin = 97,
  cwDevAttrCanFlushRemoteWrites = 98,
  cwDevAttrHostRegisterSupported = 99,
  cwDevAttrPageableMemoryAccessUsesHostPageTables = 100,
  cwDevAttrDirectManagedMemAccessFromHost = 101,
  cwDevAttrMaxBlocksPerMultiprocessor = 106,
  cwDevAttrMaxPersistingL2CacheSize = 108,
  cwDevAttrMaxAccessPolicyWindowSize = 109,
  cwDevAttrSparseCudaArraySupported = 112,
  cwDevAttrHostRegisterReadOnlySupported = 113,
  cwDevAttrTimelineSemaphoreInteropSupported = 114,
  cwDevAttrMemoryPoolsSupported = 115,
  cwDevAttrGPUDirectRDMASupported = 116,
  cwDevAttrMemoryPoolSupportedHandleTypes = 119,
  cwDevAttrClusterLaunch = 120,
  cwDevAttrCooperativeMultiDeviceLaunch = 96
};
typedef enum cwDeviceAttr cwDeviceAttr;
enum cwMemPoolAttr {
  cwMemPoolReuseFollowEventDependencies = 1,
  cwMemPoolReuseAllowOpportunistic = 2,
  cwMemPoolReuseAllowInternalDependencies = 3,
  cwMemPoolAttrReleaseThreshold = 4,
  cwMemPoolAttrReservedMemCurrent = 5,
  cwMemPoolAttrReservedMemHigh = 6,
  cwMemPoolAttrUsedMemCurrent = 7,
  cwMemPoolAttrUsedMemHigh = 8
};
typedef enum cwMemPoolAttr cwMemPoolAttr;
enum cwMemLocationType {
  cwMemLocationTypeInvalid = 0,
  cwMemLocationTypeNone = 0,
  cwMemLocationTypeDevice = 1,
  cwMemLocationTypeHost = 2,
  cwMemLocationTypeHostNuma = 3,
  cwMemLocationTypeHostNumaCurrent = 4
};
typedef enum cwMemLocationType cwMemLocationType;
enum cwMemAccessFlags {
  cwMemAccessFlagsProtNone = 0,
  cwMemAccessFlagsProtRead = 1,
  cwMemAccessFlagsProtReadWrite = 3
};
typedef enum cwMemAccessFlags cwMemAccessFlags;
enum cwMemAllocationType {
  cwMemAllocationTypeInvalid = 0,
  cwMemAllocationTypePinned = 1,
  cwMemAllocationTypeManaged = 2,
  cwMemAllocationTypeMax = 2147483647
};
typedef enum cwMemAllocationType cwMemAllocationType;
enum cwMemAllocationHandleType {
  cwMemHandleTypeNone = 0,
  cwMemHandleTypePosixFileDescriptor = 1,
  cwMemHandleTypeWin32 = 2,
  cwMemHandleTypeWin32Kmt = 4,
  cwMemHandleTypeFabric = 8
};
typedef enum cwMemAllocationHandleType cwMemAllocationHandleType;
enum cwGraphMemAttributeType {
  cwGraphMemAttrUsedMemCurrent = 0,
  cwGraphMemAttrUsedMemHigh = 1,
  cwGraphMemAttrReservedMemCurrent = 2,
  cwGraphMemAttrReservedMemHigh = 3
};
typedef enum cwGraphMemAttributeType cwGraphMemAttributeType;
enum cwMemcpyFlags {
  cwMemcpyFlagDefault = 0,
  cwMemcpyFlagPreferOverlapWithCompute = 1
};
typedef enum cwMemcpyFlags cwMemcpyFlags;
enum cwMemcpySrcAccessOrder {
  cwMemcpySrcAccessOrderInvalid = 0,
  cwMemcpySrcAccessOrderStream = 1,
  cwMemcpySrcAccessOrderDuringApiCall = 2,
  cwMemcpySrcAccessOrderAny = 3,
  cwMemcpySrcAccessOrderMax = 2147483647
};
typedef enum cwMemcpySrcAccessOrder cwMemcpySrcAccessOrder;
enum cwMemcpy3DOperandType {
  cwMemcpyOperandTypePointer = 1,
  cwMemcpyOperandTypeArray = 2,
  cwMemcpyOperandTypeMax = 2147483647
};
typedef enum cwMemcpy3DOperandType cwMemcpy3DOperandType;
enum cwDeviceP2PAttr {
  cwDevP2PAttrPerformanceRank = 1,
  cwDevP2PAttrAccessSupported = 2,
  cwDevP2PAttrNativeAtomicSupported = 3,
  cwDevP2PAttrCudaArrayAccessSupported = 4,
};
typedef enum cwDeviceP2PAttr cwDeviceP2PAttr;
enum cwAtomicOperation {
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
};
typedef enum cwAtomicOperation cwAtomicOperation;
enum cwAtomicOperationCapability {
  cwAtomicCapabilitySigned = 1,
  cwAtomicCapabilityUnsigned = 2,
  cwAtomicCapabilityReduction = 4,
  cwAtomicCapabilityScalar32 = 8,
  cwAtomicCapabilityScalar64 = 16,
  cwAtomicCapabilityScalar128 = 32,
  cwAtomicCapabilityVector32x4 = 64
};
typedef enum cwAtomicOperationCapability cwAtomicOperationCapability;
enum cwJitOption {
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
};
typedef enum cwJitOption cwJitOption;
enum cwLibraryOption {
  cwLibraryHostUniversalFunctionAndDataTable = 0,
  cwLibraryBinaryIsPreserved = 1
};
typedef enum cwLibraryOption cwLibraryOption;
enum cwJit_CacheMode {
  cwJitCacheOptionNone = 0,
  cwJitCacheOptionCG = 1,
  cwJitCacheOptionCA = 2
};
typedef enum cwJit_CacheMode cwJit_CacheMode;
enum cwJit_Fallback { cwPreferPtx = 0, cwPreferBinary = 1 };
typedef enum cwJit_Fallback cwJit_Fallback;
enum cwGraphConditionalHandleFlags { cwGraphCondAssignDefault = 1 };
typedef enum cwGraphConditionalHandleFlags cwGraphConditionalHandleFlags;
enum cwGraphConditionalNodeType {
  cwGraphCondTypeIf = 0,
  cwGraphCondTypeWhile = 1,
  cwGraphCondTypeSwitch = 2
};
typedef enum cwGraphConditionalNodeType cwGraphConditionalNodeType;
enum cwGraphNodeType {
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
  cwGraphNodeTypeCount = 14
};
typedef enum cwGraphNodeType cwGraphNodeType;
enum cwGraphChildGraphNodeOwnership {
  cwGraphChildGraphOwnershipClone = 0,
  cwGraphChildGraphOwnershipMove = 1
};
typedef enum cwGraphChildGraphNodeOwnership cwGraphChildGraphNodeOwnership;
enum cwGraphExecUpdateResult {
  cwGraphExecUpdateSuccess = 0,
  cwGraphExecUpdateError = 1,
  cwGraphExecUpdateErrorTopologyChanged = 2,
  cwGraphExecUpdateErrorNodeTypeChanged = 3,
  cwGraphExecUpdateErrorFunctionChanged = 4,
  cwGraphExecUpdateErrorParametersChanged = 5,
  cwGraphExecUpdateErrorNotSupported = 6,
  cwGraphExecUpdateErrorUnsupportedFunctionChange = 7,
  cwGraphExecUpdateErrorAttributesChanged = 8
};
typedef enum cwGraphExecUpdateResult cwGraphExecUpdateResult;
enum cwGraphInstantiateResult {
  cwGraphInstantiateSuccess = 0,
  cwGraphInstantiateError = 1,
  cwGraphInstantiateInvalidStructure = 2,
  cwGraphInstantiateNodeOperationNotSupported = 3,
  cwGraphInstantiateMultipleDevicesNotSupported = 4,
  cwGraphInstantiateConditionalHandleUnused = 5
};
typedef enum cwGraphInstantiateResult cwGraphInstantiateResult;
enum cwGraphDebugDotFlags {
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
};
typedef enum cwGraphDebugDotFlags cwGraphDebugDotFlags;
enum cwGraphInstantiateFlags {
  cwGraphInstantiateFlagAutoFreeOnLaunch = 1,
  cwGraphInstantiateFlagUpload = 2,
  cwGraphInstantiateFlagDeviceLaunch = 4,
  cwGraphInstantiateFlagUseNodePriority = 8
};
typedef enum cwGraphInstantiateFlags cwGraphInstantiateFlags;
enum cwLaunchAttributeID {
  cwLaunchAttributeIgnore = 0,
  cwLaunchAttributeAccessPolicyWindow = 1,
  cwLaunchAttributeCooperative = 2,
  cwLaunchAttributeSynchronizationPolicy = 3,
  cwLaunchAttributeClusterDimension = 4,
  cwLaunchAttributeClusterSchedulingPolicyPreference = 5,
  cwLaunchAttributeProgrammaticStreamSerialization = 6,
  cwLaunchAttributeProgrammaticEvent = 7,
  cwLaunchAttributePriority = 8,
};
typedef enum cwLaunchAttributeID cwLaunchAttributeID;
enum cwSurfaceBoundaryMode {
  cwBoundaryModeZero = 0,
  cwBoundaryModeClamp = 1,
  cwBoundaryModeTrap = 2
};
typedef enum cwSurfaceBoundaryMode cwSurfaceBoundaryMode;
enum cwSurfaceFormatMode { cwFormatModeForced = 0, cwFormatModeAuto = 1 };
typedef enum cwSurfaceFormatMode cwSurfaceFormatMode;
enum cwTextureAddressMode {
  cwAddressModeWrap = 0,
  cwAddressModeClamp = 1,
  cwAddressModeMirror = 2,
  cwAddressModeBorder = 3
};
typedef enum cwTextureAddressMode cwTextureAddressMode;
enum cwTextureFilterMode { cwFilterModePoint = 0, cwFilterModeLinear = 1 };
typedef enum cwTextureFilterMode cwTextureFilterMode;
enum cwTextureReadMode {
  cwReadModeElementType = 0,
  cwReadModeNormalizedFloat = 1
};
typedef enum cwTextureReadMode cwTextureReadMode;
typedef struct cwStream_st *cwStream_t;
typedef struct cwEvent_st *cwEvent_t;
typedef struct cwArray *cwArray_t;
typedef const struct cwArray *cwArray_const_t;
typedef struct cwMipmappedArray *cwMipmappedArray_t;
typedef const struct cwMipmappedArray *cwMipmappedArray_const_t;
typedef struct cwGraph_st *cwGraph_t;
typedef struct cwGraphNode_st *cwGraphNode_t;
typedef struct cwGraphExec_st *cwGraphExec_t;
typedef struct cwUserObject_st *cwUserObject_t;
typedef unsigned long long cwGraphConditionalHandle;
typedef struct cwFunction_st *cwFunction_t;
typedef struct cwKernel_st *cwKernel_t;
typedef struct cwLibrary_st *cwLibrary_t;
typedef struct cwMemPool_st *cwMemPool_t;
typedef unsigned long long cwTextureObject_t;
typedef unsigned long long cwSurfaceObject_t;
typedef enum cwGraphExecUpdateResult cwGraphExecUpdateResult;
typedef enum cwGraphInstantiateResult cwGraphInstantiateResult;
typedef enum cwLaunchAttributeID cwLaunchAttributeID;
#define cwStreamAttrID cwLaunchAttributeID
#define cwKernelNodeAttrID cwLaunchAttributeID
#define cwStreamAttrValue cwLaunchAttributeValue
#define cwKernelNodeAttrValue cwLaunchAttributeValue

// Extents, pitches, arrays and copies.
struct cwExtent {
  size_t width, height, depth;
};
typedef struct cwExtent cwExtent;
struct cwPos {
  size_t x, y, z;
};
typedef struct cwPos cwPos;
struct cwPitchedPtr {
  void *ptr;
  size_t pitch, xsize, ysize;
};
typedef struct cwPitchedPtr cwPitchedPtr;
struct cwChannelFormatDesc {
  int x, y, z, w;
  enum cwChannelFormatKind f;
};
typedef struct cwChannelFormatDesc cwChannelFormatDesc;
struct cwMemcpy3DParms {
  cwArray_t srcArray;
  struct cwPos srcPos;
  struct cwPitchedPtr srcPtr;
  cwArray_t dstArray;
  struct cwPos dstPos;
  struct cwPitchedPtr dstPtr;
  struct cwExtent extent;
  enum cwMemcpyKind kind;
};
typedef struct cwMemcpy3DParms cwMemcpy3DParms;
struct cwMemcpy3DPeerParms {
  cwArray_t srcArray;
  struct cwPos srcPos;
  struct cwPitchedPtr srcPtr;
  int srcDevice;
  cwArray_t dstArray;
  struct cwPos dstPos;
  struct cwPitchedPtr dstPtr;
  int dstDevice;
  struct cwExtent extent;
};
typedef struct cwMemcpy3DPeerParms cwMemcpy3DPeerParms;
struct cwOffset3D {
  size_t x, y, z;
};
typedef struct cwOffset3D cwOffset3D;

// Memory: pointers, pools, placement.
struct cwMemLocation {
  enum cwMemLocationType type;
  int id;
};
typedef struct cwMemLocation cwMemLocation;
struct cwPointerAttributes {
  enum cwMemoryType type;
  int device;
  void *devicePointer, *hostPointer;
};
typedef struct cwPointerAttributes cwPointerAttributes;
struct cwMemAccessDesc {
  struct cwMemLocation location;
  enum cwMemAccessFlags flags;
};
typedef struct cwMemAccessDesc cwMemAccessDesc;
struct cwMemPoolProps {
  enum cwMemAllocationType allocType;
  enum cwMemAllocationHandleType handleTypes;
  struct cwMemLocation location;
  void *win32SecurityAttributes;
  size_t maxSize;
  unsigned short usage;
  unsigned char reserved[54];
};
typedef struct cwMemPoolProps cwMemPoolProps;
struct cwMemPoolPtrExportData {
  unsigned char reserved[64];
};
typedef struct cwMemPoolPtrExportData cwMemPoolPtrExportData;
struct cwMemAllocNodeParams {
  struct cwMemPoolProps poolProps;
  const struct cwMemAccessDesc *accessDescs;
  size_t accessDescCount, bytesize;
  void *dptr;
};
typedef struct cwMemAllocNodeParams cwMemAllocNodeParams;
struct cwMemFreeNodeParams {
  void *dptr;
};
typedef struct cwMemFreeNodeParams cwMemFreeNodeParams;
struct cwAccessPolicyWindow {
  void *base_ptr;
  size_t num_bytes;
  float hitRatio;
  enum cwAccessProperty hitProp, missProp;
};
typedef struct cwAccessPolicyWindow cwAccessPolicyWindow;
struct cwMemcpyAttributes {
  enum cwMemcpySrcAccessOrder srcAccessOrder;
  struct cwMemLocation srcLocHint, dstLocHint;
  unsigned int flags;
};
typedef struct cwMemcpyAttributes cwMemcpyAttributes;
struct cwMemcpy3DOperand {
  enum cwMemcpy3DOperandType type;
  union {
    struct {
      void *ptr;
      size_t rowLength, layerHeight;
      struct cwMemLocation locHint;
    } ptr;
    struct {
      cwArray_t array;
      struct cwOffset3D offset;
    } array;
  } op;
};
typedef struct cwMemcpy3DOperand cwMemcpy3DOperand;
struct cwMemcpy3DBatchOp {
  struct cwMemcpy3DOperand src, dst;
  struct cwExtent extent;
  enum cwMemcpySrcAccessOrder srcAccessOrder;
  unsigned int flags;
};
typedef struct cwMemcpy3DBatchOp cwMemcpy3DBatchOp;

// Functions and devices.
struct cwFuncAttributes {
  size_t sharedSizeBytes, constSizeBytes, localSizeBytes;
  int maxThreadsPerBlock, numRegs, ptxVersion, binaryVersion, cacheModeCA;
  int maxDynamicSharedSizeBytes, preferredShmemCarveout, clusterDimMustBeSet;
};
typedef struct cwFuncAttributes cwFuncAttributes;
struct cwDeviceProp {
  char name[256];
  cwUUID_t uuid;
  char luid[8];
  unsigned int luidDeviceNodeMask;
  size_t totalGlobalMem, sharedMemPerBlock;
  int regsPerBlock, warpSize;
  size_t memPitch;
  int maxThreadsPerBlock, maxThreadsDim[3], maxGridSize[3], clockRate;
  size_t totalConstMem;
  int major, minor;
  size_t textureAlignment, texturePitchAlignment;
  int deviceOverlap, multiProcessorCount, kernelExecTimeoutEnabled, integrated,
      canMapHostMemory, computeMode;
  int maxTexture1D, maxTexture1DMipmap, maxTexture1DLinear, maxTexture2D[2],
      maxTexture2DMipmap[2], maxTexture2DLinear[3], maxTexture2DGather[2],
      maxTexture3D[3], maxTexture3DAlt[3], maxTextureCubemap,
      maxTexture1DLayered[2], maxTexture2DLayered[3],
      maxTextureCubemapLayered[2];
  int maxSurface1D, maxSurface2D[2], maxSurface3D[3], maxSurface1DLayered[2],
      maxSurface2DLayered[3], maxSurfaceCubemap, maxSurfaceCubemapLayered[2];
  size_t surfaceAlignment;
  int concurrentKernels, ECCEnabled, pciBusID, pciDeviceID, pciDomainID,
      tccDriver, asyncEngineCount, unifiedAddressing, memoryClockRate,
      memoryBusWidth, l2CacheSize, persistingL2CacheMaxSize,
      maxThreadsPerMultiProcessor, streamPrioritiesSupported,
      globalL1CacheSupported, localL1CacheSupported;
  size_t sharedMemPerMultiprocessor;
  int regsPerMultiprocessor, managedMemory, isMultiGpuBoard,
      multiGpuBoardGroupID, hostNativeAtomicSupported,
      singleToDoublePrecisionPerfRatio, pageableMemoryAccess,
      concurrentManagedAccess, computePreemptionSupported,
      canUseHostPointerForRegisteredMem, cooperativeLaunch,
      cooperativeMultiDeviceLaunch;
  size_t sharedMemPerBlockOptin;
  int pageableMemoryAccessUsesHostPageTables, directManagedMemAccessFromHost,
      maxBlocksPerMultiProcessor, accessPolicyMaxWindowSize;
  size_t reservedSharedMemPerBlock;
  int hostRegisterSupported, sparseCudaArraySupported,
      hostRegisterReadOnlySupported, timelineSemaphoreInteropSupported,
      memoryPoolsSupported, gpuDirectRDMASupported;
  unsigned int gpuDirectRDMAFlushWritesOptions;
  int gpuDirectRDMAWritesOrdering;
  unsigned int memoryPoolSupportedHandleTypes;
  int deferredMappingCudaArraySupported, ipcEventSupported, clusterLaunch,
      unifiedFunctionPointers, deviceNumaConfig, deviceNumaId, mpsEnabled,
      hostNumaId;
};
typedef struct cwDeviceProp cwDeviceProp;
typedef union cwLaunchAttributeValue {
  char pad[64];
  struct cwAccessPolicyWindow accessPolicyWindow;
  int cooperative;
  enum cwSynchronizationPolicy syncPolicy;
  struct {
    unsigned int x, y, z;
  } clusterDim;
  int programmaticStreamSerializationAllowed;
  int priority;
} cwLaunchAttributeValue;
typedef struct cwLaunchAttribute {
  cwLaunchAttributeID id;
  cwLaunchAttributeValue val;
} cwLaunchAttribute;
typedef struct cwLaunchConfig_st {
  struct cw_dim3 gridDim, blockDim;
  size_t dynamicSmemBytes;
  cwStream_t stream;
  cwLaunchAttribute *attrs;
  unsigned int numAttrs;
} cwLaunchConfig_t;
struct cwLaunchParams {
  void *func;
  struct cw_dim3 gridDim, blockDim;
  void **args;
  size_t sharedMem;
  cwStream_t stream;
};
typedef struct cwLaunchParams cwLaunchParams;
struct cwKernelNodeParams {
  void *func;
  struct cw_dim3 gridDim, blockDim;
  unsigned int sharedMemBytes;
  void **kernelParams, **extra;
};
typedef struct cwKernelNodeParams cwKernelNodeParams;
struct cwMemsetParams {
  void *dst;
  size_t pitch;
  unsigned int value, elementSize;
  size_t width, height;
};
typedef struct cwMemsetParams cwMemsetParams;
struct cwMemcpyNodeParams {
  int flags;
  int reserved[3];
  struct cwMemcpy3DParms copyParams;
};
typedef struct cwMemcpyNodeParams cwMemcpyNodeParams;
struct cwHostNodeParams {
  cwHostFn_t fn;
  void *userData;
};
typedef struct cwHostNodeParams cwHostNodeParams;
struct cwChildGraphNodeParams {
  cwGraph_t graph;
  enum cwGraphChildGraphNodeOwnership ownership;
};
typedef struct cwChildGraphNodeParams cwChildGraphNodeParams;
struct cwEventRecordNodeParams {
  cwEvent_t event;
};
typedef struct cwEventRecordNodeParams cwEventRecordNodeParams;
struct cwEventWaitNodeParams {
  cwEvent_t event;
};
typedef struct cwEventWaitNodeParams cwEventWaitNodeParams;
struct cwConditionalNodeParams {
  cwGraphConditionalHandle handle;
  enum cwGraphConditionalNodeType type;
  unsigned int size;
  cwGraph_t *phGraph_out;
};
typedef struct cwConditionalNodeParams cwConditionalNodeParams;
struct cwGraphNodeParams {
  enum cwGraphNodeType type;
  int reserved0[3];
  union {
    long long reserved1[29];
    struct cwKernelNodeParamsV2 kernel;
    struct cwMemcpyNodeParams memcpy;
    struct cwMemsetParamsV2 memset;
    struct cwHostNodeParamsV2 host;
    struct cwChildGraphNodeParams graph;
    struct cwEventWaitNodeParams eventWait;
    struct cwEventRecordNodeParams eventRecord;
    struct cwMemAllocNodeParamsV2 alloc;
    struct cwMemFreeNodeParams free;
    struct cwConditionalNodeParams conditional;
  };
  long long reserved2;
};
typedef struct cwGraphNodeParams cwGraphNodeParams;
typedef struct cwGraphEdgeData_st {
  unsigned char from_port, to_port, type;
  unsigned char reserved[5];
} cwGraphEdgeData;
typedef struct cwGraphInstantiateParams_st {
  unsigned long long flags;
  cwStream_t uploadStream;
  cwGraphNode_t errNode_out;
  cwGraphInstantiateResult result_out;
} cwGraphInstantiateParams;
typedef struct cwGraphExecUpdateResultInfo_st {
  cwGraphExecUpdateResult result;
  cwGraphNode_t errorNode, errorFromNode;
} cwGraphExecUpdateResultInfo;

// Texture and surface objects; texture.h has the functions that read them in
// kernels.
struct cwResourceDesc {
  enum cwResourceType resType;
  union {
    struct {
      cwArray_t array;
    } array;
    struct {
      cwMipmappedArray_t mipmap;
    } mipmap;
    struct {
      void *devPtr;
      struct cwChannelFormatDesc desc;
      size_t sizeInBytes;
    } linear;
    struct {
      void *devPtr;
      struct cwChannelFormatDesc desc;
      size_t width, height, pitchInBytes;
    } pitch2D;
  } res;
  unsigned int flags;
};
typedef struct cwResourceDesc cwResourceDesc;
struct cwResourceViewDesc {
  enum cwResourceViewFormat format;
  size_t width, height, depth;
  unsigned int firstMipmapLevel, lastMipmapLevel, firstLayer, lastLayer;
};
typedef struct cwResourceViewDesc cwResourceViewDesc;
struct cwTextureDesc {
  enum cwTextureAddressMode addressMode[3];
  enum cwTextureFilterMode filterMode;
  enum cwTextureReadMode readMode;
  int sRGB;
  float borderColor[4];
  int normalizedCoords;
  unsigned int maxAnisotropy;
  enum cwTextureFilterMode mipmapFilterMode;
  float mipmapLevelBias, minMipmapLevelClamp, maxMipmapLevelClamp;
  int disableTrilinearOptimization, seamlessCubemap;
};
typedef struct cwTextureDesc cwTextureDesc;
#ifdef __cplusplus
}
#endif

#endif // CW_RUNTIME_TYPES_H
