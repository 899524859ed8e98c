// Made by ./dev generate. Do not edit.
// SPDX-License-Identifier: Apache-2.0
// Compilation at run time (extension rtc): the hip backend's names for hipRTC, which compiles HIP sources.
// From rules/cuda/ and runtime-shim/hip/names/rtc.yaml.
#ifndef CW_RTC_H
#define CW_RTC_H

#include <cw/runtime.h>
#include <hip/hiprtc.h>

// clang-format off
// Functions.
#define cwRtcAddNameExpression hiprtcAddNameExpression
#define cwRtcCompileProgram hiprtcCompileProgram
#define cwRtcCreateProgram hiprtcCreateProgram
#define cwRtcDestroyProgram hiprtcDestroyProgram
#define cwRtcGetErrorString hiprtcGetErrorString
#define cwRtcGetLoweredName hiprtcGetLoweredName
#define cwRtcGetProgramLog hiprtcGetProgramLog
#define cwRtcGetProgramLogSize hiprtcGetProgramLogSize
#define cwRtcVersion hiprtcVersion
// Types, enumerators, flags and constants.
#define cwRtcProgram hiprtcProgram
#define cwRtcResult hiprtcResult
// Spelled in another way.
#define cwRtcErrorBuiltinOperationFailure HIPRTC_ERROR_BUILTIN_OPERATION_FAILURE
#define cwRtcErrorCompilation HIPRTC_ERROR_COMPILATION
#define cwRtcErrorInternalError HIPRTC_ERROR_INTERNAL_ERROR
#define cwRtcErrorInvalidInput HIPRTC_ERROR_INVALID_INPUT
#define cwRtcErrorInvalidOption HIPRTC_ERROR_INVALID_OPTION
#define cwRtcErrorInvalidProgram HIPRTC_ERROR_INVALID_PROGRAM
#define cwRtcErrorNameExpressionNotValid HIPRTC_ERROR_NAME_EXPRESSION_NOT_VALID
#define cwRtcErrorNoLoweredNamesBeforeCompilation HIPRTC_ERROR_NO_LOWERED_NAMES_BEFORE_COMPILATION
#define cwRtcErrorNoNameExpressionsAfterCompilation HIPRTC_ERROR_NO_NAME_EXPRESSIONS_AFTER_COMPILATION
#define cwRtcErrorOutOfMemory HIPRTC_ERROR_OUT_OF_MEMORY
#define cwRtcErrorProgramCreationFailure HIPRTC_ERROR_PROGRAM_CREATION_FAILURE
#define cwRtcGetCUBIN hiprtcGetCode
#define cwRtcGetCUBINSize hiprtcGetCodeSize
#define cwRtcGetPTX hiprtcGetCode
#define cwRtcGetPTXSize hiprtcGetCodeSize
#define cwRtcSuccess HIPRTC_SUCCESS

#endif // CW_RTC_H
