// Compilation of kernels at run time (extension rtc): the hip backend's names
// for hipRTC, which compiles HIP sources.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_RTC_H
#define CW_RTC_H

#include <cw/runtime.h>
#include <hip/hiprtc.h>

#define cwRtcResult hiprtcResult
#define cwRtcProgram hiprtcProgram
#define cwRtcSuccess HIPRTC_SUCCESS
#define cwRtcErrorOutOfMemory HIPRTC_ERROR_OUT_OF_MEMORY
#define cwRtcErrorProgramCreationFailure HIPRTC_ERROR_PROGRAM_CREATION_FAILURE
#define cwRtcErrorInvalidInput HIPRTC_ERROR_INVALID_INPUT
#define cwRtcErrorInvalidProgram HIPRTC_ERROR_INVALID_PROGRAM
#define cwRtcErrorInvalidOption HIPRTC_ERROR_INVALID_OPTION
#define cwRtcErrorCompilation HIPRTC_ERROR_COMPILATION
#define cwRtcErrorBuiltinOperationFailure HIPRTC_ERROR_BUILTIN_OPERATION_FAILURE
#define cwRtcErrorNoNameExpressionsAfterCompilation                            \
  HIPRTC_ERROR_NO_NAME_EXPRESSIONS_AFTER_COMPILATION
#define cwRtcErrorNoLoweredNamesBeforeCompilation                              \
  HIPRTC_ERROR_NO_LOWERED_NAMES_BEFORE_COMPILATION
#define cwRtcErrorNameExpressionNotValid HIPRTC_ERROR_NAME_EXPRESSION_NOT_VALID
#define cwRtcErrorInternalError HIPRTC_ERROR_INTERNAL_ERROR
#define cwRtcVersion hiprtcVersion
#define cwRtcCreateProgram hiprtcCreateProgram
#define cwRtcDestroyProgram hiprtcDestroyProgram
#define cwRtcCompileProgram hiprtcCompileProgram
#define cwRtcGetPTXSize hiprtcGetCodeSize
#define cwRtcGetPTX hiprtcGetCode
#define cwRtcGetCUBINSize hiprtcGetCodeSize
#define cwRtcGetCUBIN hiprtcGetCode
#define cwRtcGetProgramLogSize hiprtcGetProgramLogSize
#define cwRtcGetProgramLog hiprtcGetProgramLog
#define cwRtcAddNameExpression hiprtcAddNameExpression
#define cwRtcGetLoweredName hiprtcGetLoweredName
#define cwRtcGetErrorString hiprtcGetErrorString

#endif // CW_RTC_H
