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

/// The default of a parameter, which C does not have.
#ifdef __cplusplus
#define CW_DEFAULT(value) = value
#else
#define CW_DEFAULT(value)
#endif

// clang-format off
typedef enum cwError {
#define X(NAME, VALUE, TEXT) cw##NAME = VALUE,
#include <cw/errors.def>
#undef X
} cwError_t;

struct cwStream_st;
typedef void (*cwHostFn_t)(void *userData);
typedef void (*cwStreamCallback_t)(struct cwStream_st *stream, cwError_t status, void *userData);

typedef struct cwUUID_st { char bytes[16]; } cwUUID_t;
typedef struct cwIpcMemHandle_st { char reserved[64]; } cwIpcMemHandle_t;
typedef struct cwIpcEventHandle_st { char reserved[64]; } cwIpcEventHandle_t;
typedef enum cwGraphDependencyType_enum { cwGraphDependencyTypeDefault = 0 } cwGraphDependencyType;

// CUDA's second versions of these types are the only ones here.
#define cwKernelNodeParamsV2 cwKernelNodeParams
#define cwMemsetParamsV2 cwMemsetParams
#define cwHostNodeParamsV2 cwHostNodeParams
#define cwMemAllocNodeParamsV2 cwMemAllocNodeParams

#include <cw/runtime_types.h>

// Attributes that only the driver API has in CUDA.
#define cwDevAttrVirtualMemoryManagementSupported ((enum cwDeviceAttr)102)
#define cwDevAttrHandleTypePosixFileDescriptorSupported ((enum cwDeviceAttr)103)
#define cwDevAttrGenericCompressionSupported ((enum cwDeviceAttr)107)
#define cwDevAttrReservedSharedMemoryPerBlock ((enum cwDeviceAttr)111)
// clang-format on

#endif // CW_TYPES_H
