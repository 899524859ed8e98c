// Made by ./dev generate. Do not edit.
// SPDX-License-Identifier: Apache-2.0
// Compilation at run time (extension rtc): the cuda backend's names for NVRTC, which the program links (-lnvrtc).
// From rules/cuda/ and runtime-shim/cuda/names/rtc.yaml.
#ifndef CW_RTC_H
#define CW_RTC_H

#include <cw/runtime.h>
#include <nvrtc.h>

// clang-format off
// Functions.
#define cwRtcAddNameExpression nvrtcAddNameExpression
#define cwRtcCompileProgram nvrtcCompileProgram
#define cwRtcCreateProgram nvrtcCreateProgram
#define cwRtcDestroyProgram nvrtcDestroyProgram
#define cwRtcGetCUBIN nvrtcGetCUBIN
#define cwRtcGetCUBINSize nvrtcGetCUBINSize
#define cwRtcGetErrorString nvrtcGetErrorString
#define cwRtcGetLoweredName nvrtcGetLoweredName
#define cwRtcGetNumSupportedArchs nvrtcGetNumSupportedArchs
#define cwRtcGetPTX nvrtcGetPTX
#define cwRtcGetPTXSize nvrtcGetPTXSize
#define cwRtcGetProgramLog nvrtcGetProgramLog
#define cwRtcGetProgramLogSize nvrtcGetProgramLogSize
#define cwRtcGetSupportedArchs nvrtcGetSupportedArchs
#define cwRtcVersion nvrtcVersion
// Types, enumerators, flags and constants.
#define cwRtcErrorBuiltinOperationFailure NVRTC_ERROR_BUILTIN_OPERATION_FAILURE
#define cwRtcErrorCompilation NVRTC_ERROR_COMPILATION
#define cwRtcErrorInternalError NVRTC_ERROR_INTERNAL_ERROR
#define cwRtcErrorInvalidInput NVRTC_ERROR_INVALID_INPUT
#define cwRtcErrorInvalidOption NVRTC_ERROR_INVALID_OPTION
#define cwRtcErrorInvalidProgram NVRTC_ERROR_INVALID_PROGRAM
#define cwRtcErrorNameExpressionNotValid NVRTC_ERROR_NAME_EXPRESSION_NOT_VALID
#define cwRtcErrorNoLoweredNamesBeforeCompilation NVRTC_ERROR_NO_LOWERED_NAMES_BEFORE_COMPILATION
#define cwRtcErrorNoNameExpressionsAfterCompilation NVRTC_ERROR_NO_NAME_EXPRESSIONS_AFTER_COMPILATION
#define cwRtcErrorOutOfMemory NVRTC_ERROR_OUT_OF_MEMORY
#define cwRtcErrorProgramCreationFailure NVRTC_ERROR_PROGRAM_CREATION_FAILURE
#define cwRtcProgram nvrtcProgram
#define cwRtcResult nvrtcResult
#define cwRtcSuccess NVRTC_SUCCESS

#endif // CW_RTC_H
