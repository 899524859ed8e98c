// Control of a profiler, which is part of <cw/runtime.h>, and NVTX, which is
// part of the toolkit.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_PROFILER_H
#define CW_PROFILER_H

#include <nvtx3/nvToolsExt.h>
#include <nvtx3/nvToolsExtCudaRt.h>

#include <cw/runtime.h>

#define CWTX_VERSION NVTX_VERSION
#define CWTX_EVENT_ATTRIB_STRUCT_SIZE NVTX_EVENT_ATTRIB_STRUCT_SIZE
#define CWTX_NO_PUSH_POP_TRACKING NVTX_NO_PUSH_POP_TRACKING
#define CWTX_COLOR_UNKNOWN NVTX_COLOR_UNKNOWN
#define CWTX_COLOR_ARGB NVTX_COLOR_ARGB
#define CWTX_MESSAGE_UNKNOWN NVTX_MESSAGE_UNKNOWN
#define CWTX_MESSAGE_TYPE_ASCII NVTX_MESSAGE_TYPE_ASCII
#define CWTX_MESSAGE_TYPE_UNICODE NVTX_MESSAGE_TYPE_UNICODE
#define CWTX_MESSAGE_TYPE_REGISTERED NVTX_MESSAGE_TYPE_REGISTERED
#define CWTX_PAYLOAD_UNKNOWN NVTX_PAYLOAD_UNKNOWN
#define CWTX_PAYLOAD_TYPE_UNSIGNED_INT64 NVTX_PAYLOAD_TYPE_UNSIGNED_INT64
#define CWTX_PAYLOAD_TYPE_INT64 NVTX_PAYLOAD_TYPE_INT64
#define CWTX_PAYLOAD_TYPE_DOUBLE NVTX_PAYLOAD_TYPE_DOUBLE
#define CWTX_PAYLOAD_TYPE_UNSIGNED_INT32 NVTX_PAYLOAD_TYPE_UNSIGNED_INT32
#define CWTX_PAYLOAD_TYPE_INT32 NVTX_PAYLOAD_TYPE_INT32
#define CWTX_PAYLOAD_TYPE_FLOAT NVTX_PAYLOAD_TYPE_FLOAT
#define cwtxRangeId_t nvtxRangeId_t
#define cwtxDomainRegistration nvtxDomainRegistration
#define cwtxDomainHandle_t nvtxDomainHandle_t
#define cwtxStringRegistration nvtxStringRegistration
#define cwtxStringHandle_t nvtxStringHandle_t
#define cwtxColorType_t nvtxColorType_t
#define cwtxMessageType_t nvtxMessageType_t
#define cwtxPayloadType_t nvtxPayloadType_t
#define cwtxMessageValue_t nvtxMessageValue_t
#define cwtxEventAttributes_t nvtxEventAttributes_t
#define cwtxInitialize nvtxInitialize
#define cwtxMarkA nvtxMarkA
#define cwtxMarkW nvtxMarkW
#define cwtxMarkEx nvtxMarkEx
#define cwtxRangePushA nvtxRangePushA
#define cwtxRangePushW nvtxRangePushW
#define cwtxRangePushEx nvtxRangePushEx
#define cwtxRangePop nvtxRangePop
#define cwtxRangeStartA nvtxRangeStartA
#define cwtxRangeStartW nvtxRangeStartW
#define cwtxRangeStartEx nvtxRangeStartEx
#define cwtxRangeEnd nvtxRangeEnd
#define cwtxNameCategoryA nvtxNameCategoryA
#define cwtxNameCategoryW nvtxNameCategoryW
#define cwtxNameOsThreadA nvtxNameOsThreadA
#define cwtxNameOsThreadW nvtxNameOsThreadW
#define cwtxDomainCreateA nvtxDomainCreateA
#define cwtxDomainCreateW nvtxDomainCreateW
#define cwtxDomainDestroy nvtxDomainDestroy
#define cwtxDomainMarkEx nvtxDomainMarkEx
#define cwtxDomainRangePushEx nvtxDomainRangePushEx
#define cwtxDomainRangePop nvtxDomainRangePop
#define cwtxDomainRangeStartEx nvtxDomainRangeStartEx
#define cwtxDomainRangeEnd nvtxDomainRangeEnd
#define cwtxDomainNameCategoryA nvtxDomainNameCategoryA
#define cwtxDomainNameCategoryW nvtxDomainNameCategoryW
#define cwtxDomainRegisterStringA nvtxDomainRegisterStringA
#define cwtxDomainRegisterStringW nvtxDomainRegisterStringW
#define cwtxNameDeviceA nvtxNameCudaDeviceA
#define cwtxNameDeviceW nvtxNameCudaDeviceW
#define cwtxNameStreamA nvtxNameCudaStreamA
#define cwtxNameStreamW nvtxNameCudaStreamW
#define cwtxNameEventA nvtxNameCudaEventA
#define cwtxNameEventW nvtxNameCudaEventW

#endif
