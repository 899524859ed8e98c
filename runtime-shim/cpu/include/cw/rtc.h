// Compilation of kernels at run time (extension rtc) on the cpu backend: the
// machine's C++ compiler compiles them to a module.
// SPDX-License-Identifier: Apache-2.0
// The program `causeway` first makes CUDA sources portable, and gives the
// compiler flags. It is found on PATH, or by the environment variable CAUSEWAY.
// The compiler is CXX, else c++. The result is a shared object for
// cwModuleLoadData.
#ifndef CW_RTC_H
#define CW_RTC_H

#include <cw/runtime.h>

typedef enum cwRtcResult {
  cwRtcSuccess = 0,
  cwRtcErrorOutOfMemory = 1,
  cwRtcErrorProgramCreationFailure = 2,
  cwRtcErrorInvalidInput = 3,
  cwRtcErrorInvalidProgram = 4,
  cwRtcErrorInvalidOption = 5,
  cwRtcErrorCompilation = 6,
  cwRtcErrorBuiltinOperationFailure = 7,
  cwRtcErrorNoNameExpressionsAfterCompilation = 8,
  cwRtcErrorNoLoweredNamesBeforeCompilation = 9,
  cwRtcErrorNameExpressionNotValid = 10,
  cwRtcErrorInternalError = 11
} cwRtcResult;
typedef struct cwRtcProgram_st *cwRtcProgram;

#ifdef __cplusplus
extern "C" {
#endif
// clang-format off
cwRtcResult cwRtcVersion(int *major, int *minor);
/// Architectures are numbers such as 80; the reference supports the one that it
/// reports as its compute capability.
cwRtcResult cwRtcGetNumSupportedArchs(int *count);
cwRtcResult cwRtcGetSupportedArchs(int *archs);
const char *cwRtcGetErrorString(cwRtcResult result);
/// Headers are texts that the source may include by the given names. Files are found in the folder of the source's name if it is a path,
/// else in the current folder.
cwRtcResult cwRtcCreateProgram(cwRtcProgram *program, const char *source, const char *name, int headerCount, const char *const *headers, const char *const *includeNames);
cwRtcResult cwRtcDestroyProgram(cwRtcProgram *program);
/// Uses -I, -D, -U and -std, in all their spellings, and ignores all other
/// options, which tune other compilers.
cwRtcResult cwRtcCompileProgram(cwRtcProgram program, int optionCount, const char *const *options);
/// The compiled code; both forms are the same here. Sizes are in bytes.
cwRtcResult cwRtcGetPTXSize(cwRtcProgram program, size_t *size);
cwRtcResult cwRtcGetPTX(cwRtcProgram program, char *code);
cwRtcResult cwRtcGetCUBINSize(cwRtcProgram program, size_t *size);
cwRtcResult cwRtcGetCUBIN(cwRtcProgram program, char *code);
/// The output of the compilers, with a terminating zero.
cwRtcResult cwRtcGetProgramLogSize(cwRtcProgram program, size_t *size);
cwRtcResult cwRtcGetProgramLog(cwRtcProgram program, char *log);
/// Names a kernel, such as `scale<float>`. cwRtcGetLoweredName then returns its
/// name in the module.
cwRtcResult cwRtcAddNameExpression(cwRtcProgram program, const char *expression);
cwRtcResult cwRtcGetLoweredName(cwRtcProgram program, const char *expression, const char **name);
// clang-format on
#ifdef __cplusplus
}
#endif

#endif // CW_RTC_H
