// Compilation of kernels at run time (extension rtc): the cuda backend's names
// for NVRTC, which the program links (-lnvrtc). NVRTC compiles CUDA sources. It
// also compiles portable sources, with -I for the shim's folders.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_RTC_H
#define CW_RTC_H

#include <cw/runtime.h>
#include <nvrtc.h>

#define cwRtcResult nvrtcResult
#define cwRtcProgram nvrtcProgram
#define cwRtcSuccess NVRTC_SUCCESS
#define cwRtcErrorOutOfMemory NVRTC_ERROR_OUT_OF_MEMORY
#define cwRtcErrorProgramCreationFailure NVRTC_ERROR_PROGRAM_CREATION_FAILURE
#define cwRtcErrorInvalidInput NVRTC_ERROR_INVALID_INPUT
#define cwRtcErrorInvalidProgram NVRTC_ERROR_INVALID_PROGRAM
#define cwRtcErrorInvalidOption NVRTC_ERROR_INVALID_OPTION
#define cwRtcErrorCompilation NVRTC_ERROR_COMPILATION
#define cwRtcErrorBuiltinOperationFailure NVRTC_ERROR_BUILTIN_OPERATION_FAILURE
#define cwRtcErrorNoNameExpressionsAfterCompilation                            \
  NVRTC_ERROR_NO_NAME_EXPRESSIONS_AFTER_COMPILATION
#define cwRtcErrorNoLoweredNamesBeforeCompilation                              \
  NVRTC_ERROR_NO_LOWERED_NAMES_BEFORE_COMPILATION
#define cwRtcErrorNameExpressionNotValid NVRTC_ERROR_NAME_EXPRESSION_NOT_VALID
#define cwRtcErrorInternalError NVRTC_ERROR_INTERNAL_ERROR
#define cwRtcVersion nvrtcVersion
#define cwRtcCreateProgram nvrtcCreateProgram
#define cwRtcDestroyProgram nvrtcDestroyProgram
#define cwRtcCompileProgram nvrtcCompileProgram
#define cwRtcGetPTXSize nvrtcGetPTXSize
#define cwRtcGetPTX nvrtcGetPTX
#define cwRtcGetCUBINSize nvrtcGetCUBINSize
#define cwRtcGetCUBIN nvrtcGetCUBIN
#define cwRtcGetProgramLogSize nvrtcGetProgramLogSize
#define cwRtcGetProgramLog nvrtcGetProgramLog
#define cwRtcAddNameExpression nvrtcAddNameExpression
#define cwRtcGetLoweredName nvrtcGetLoweredName
#define cwRtcGetNumSupportedArchs nvrtcGetNumSupportedArchs
#define cwRtcGetSupportedArchs nvrtcGetSupportedArchs
#define cwRtcGetErrorString nvrtcGetErrorString

#endif // CW_RTC_H
