// Control of a profiler, and the marks and ranges that it shows. <cw/runtime.h>
// declares cwProfilerStart and cwProfilerStop.
//
//   cwProfilerStart();
//   cwtxRangePushA("step");
//   run_step();
//   cwtxRangePop();
//
// Meanings: NVIDIA Tools Extension Library (NVTX) Documentation. Here no
// profiler listens, so marks have no effect. The functions return the values
// that NVTX documents for this case: CWTX_NO_PUSH_POP_TRACKING for a level, 0
// for ranges and handles.
//
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_PROFILER_H
#define CW_PROFILER_H

#include <stdint.h>
#include <wchar.h>

#include <cw/runtime.h>

#define CWTX_VERSION 3
#define CWTX_EVENT_ATTRIB_STRUCT_SIZE ((uint16_t)sizeof(cwtxEventAttributes_t))
#define CWTX_NO_PUSH_POP_TRACKING (-2)

typedef uint64_t cwtxRangeId_t;
typedef struct cwtxDomainRegistration *cwtxDomainHandle_t;
typedef struct cwtxStringRegistration *cwtxStringHandle_t;
typedef enum cwtxColorType_t {
  CWTX_COLOR_UNKNOWN = 0,
  CWTX_COLOR_ARGB = 1
} cwtxColorType_t;
typedef enum cwtxMessageType_t {
  CWTX_MESSAGE_UNKNOWN = 0,
  CWTX_MESSAGE_TYPE_ASCII = 1,
  CWTX_MESSAGE_TYPE_UNICODE = 2,
  CWTX_MESSAGE_TYPE_REGISTERED = 3
} cwtxMessageType_t;
typedef enum cwtxPayloadType_t {
  CWTX_PAYLOAD_UNKNOWN = 0,
  CWTX_PAYLOAD_TYPE_UNSIGNED_INT64 = 1,
  CWTX_PAYLOAD_TYPE_INT64 = 2,
  CWTX_PAYLOAD_TYPE_DOUBLE = 3,
  CWTX_PAYLOAD_TYPE_UNSIGNED_INT32 = 4,
  CWTX_PAYLOAD_TYPE_INT32 = 5,
  CWTX_PAYLOAD_TYPE_FLOAT = 6
} cwtxPayloadType_t;
typedef union cwtxMessageValue_t {
  const char *ascii;
  const wchar_t *unicode;
  cwtxStringHandle_t registered;
} cwtxMessageValue_t;
typedef struct cwtxEventAttributes_t {
  uint16_t version, size;
  uint32_t category;
  int32_t colorType;
  uint32_t color;
  int32_t payloadType, reserved0;
  union {
    uint64_t ullValue;
    int64_t llValue;
    double dValue;
    uint32_t uiValue;
    int32_t iValue;
    float fValue;
  } payload;
  int32_t messageType;
  cwtxMessageValue_t message;
} cwtxEventAttributes_t;

static inline void cwtxInitialize(const void *reserved) { (void)reserved; }
static inline void cwtxMarkA(const char *message) { (void)message; }
static inline void cwtxMarkW(const wchar_t *message) { (void)message; }
static inline void cwtxMarkEx(const cwtxEventAttributes_t *event) {
  (void)event;
}
static inline int cwtxRangePushA(const char *message) {
  (void)message;
  return CWTX_NO_PUSH_POP_TRACKING;
}
static inline int cwtxRangePushW(const wchar_t *message) {
  (void)message;
  return CWTX_NO_PUSH_POP_TRACKING;
}
static inline int cwtxRangePushEx(const cwtxEventAttributes_t *event) {
  (void)event;
  return CWTX_NO_PUSH_POP_TRACKING;
}
static inline int cwtxRangePop(void) { return CWTX_NO_PUSH_POP_TRACKING; }
static inline cwtxRangeId_t cwtxRangeStartA(const char *message) {
  (void)message;
  return 0;
}
static inline cwtxRangeId_t cwtxRangeStartW(const wchar_t *message) {
  (void)message;
  return 0;
}
static inline cwtxRangeId_t
cwtxRangeStartEx(const cwtxEventAttributes_t *event) {
  (void)event;
  return 0;
}
static inline void cwtxRangeEnd(cwtxRangeId_t range) { (void)range; }
static inline void cwtxNameCategoryA(uint32_t category, const char *name) {
  (void)category;
  (void)name;
}
static inline void cwtxNameCategoryW(uint32_t category, const wchar_t *name) {
  (void)category;
  (void)name;
}
static inline void cwtxNameOsThreadA(uint32_t thread, const char *name) {
  (void)thread;
  (void)name;
}
static inline void cwtxNameOsThreadW(uint32_t thread, const wchar_t *name) {
  (void)thread;
  (void)name;
}
static inline cwtxDomainHandle_t cwtxDomainCreateA(const char *name) {
  (void)name;
  return 0;
}
static inline cwtxDomainHandle_t cwtxDomainCreateW(const wchar_t *name) {
  (void)name;
  return 0;
}
static inline void cwtxDomainDestroy(cwtxDomainHandle_t domain) {
  (void)domain;
}
static inline void cwtxDomainMarkEx(cwtxDomainHandle_t domain,
                                    const cwtxEventAttributes_t *event) {
  (void)domain;
  (void)event;
}
static inline int cwtxDomainRangePushEx(cwtxDomainHandle_t domain,
                                        const cwtxEventAttributes_t *event) {
  (void)domain;
  (void)event;
  return CWTX_NO_PUSH_POP_TRACKING;
}
static inline int cwtxDomainRangePop(cwtxDomainHandle_t domain) {
  (void)domain;
  return CWTX_NO_PUSH_POP_TRACKING;
}
static inline cwtxRangeId_t
cwtxDomainRangeStartEx(cwtxDomainHandle_t domain,
                       const cwtxEventAttributes_t *event) {
  (void)domain;
  (void)event;
  return 0;
}
static inline void cwtxDomainRangeEnd(cwtxDomainHandle_t domain,
                                      cwtxRangeId_t range) {
  (void)domain;
  (void)range;
}
static inline void cwtxDomainNameCategoryA(cwtxDomainHandle_t domain,
                                           uint32_t category,
                                           const char *name) {
  (void)domain;
  (void)category;
  (void)name;
}
static inline void cwtxDomainNameCategoryW(cwtxDomainHandle_t domain,
                                           uint32_t category,
                                           const wchar_t *name) {
  (void)domain;
  (void)category;
  (void)name;
}
static inline cwtxStringHandle_t
cwtxDomainRegisterStringA(cwtxDomainHandle_t domain, const char *text) {
  (void)domain;
  (void)text;
  return 0;
}
static inline cwtxStringHandle_t
cwtxDomainRegisterStringW(cwtxDomainHandle_t domain, const wchar_t *text) {
  (void)domain;
  (void)text;
  return 0;
}
static inline void cwtxNameDeviceA(int device, const char *name) {
  (void)device;
  (void)name;
}
static inline void cwtxNameDeviceW(int device, const wchar_t *name) {
  (void)device;
  (void)name;
}
static inline void cwtxNameStreamA(cwStream_t stream, const char *name) {
  (void)stream;
  (void)name;
}
static inline void cwtxNameStreamW(cwStream_t stream, const wchar_t *name) {
  (void)stream;
  (void)name;
}
static inline void cwtxNameEventA(cwEvent_t event, const char *name) {
  (void)event;
  (void)name;
}
static inline void cwtxNameEventW(cwEvent_t event, const wchar_t *name) {
  (void)event;
  (void)name;
}

#endif // CW_PROFILER_H
