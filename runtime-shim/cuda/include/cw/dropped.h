// Names that CUDA 13 removed. The shim has them with every version of CUDA.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_DROPPED_H
#define CW_DROPPED_H

// Flags of launches on several devices at once. Devices report no support for
// such launches.
#if CUDART_VERSION >= 13000
#undef cwDevAttrCooperativeMultiDeviceLaunch
#undef cwCooperativeLaunchMultiDeviceNoPreSync
#undef cwCooperativeLaunchMultiDeviceNoPostSync
#undef cwLaunchParams
#define cwDevAttrCooperativeMultiDeviceLaunch ((enum cwDeviceAttr)96)
#define cwCooperativeLaunchMultiDeviceNoPreSync 0x01
#define cwCooperativeLaunchMultiDeviceNoPostSync 0x02
typedef struct cwLaunchParams {
  void *func;
  struct dim3 gridDim, blockDim;
  void **args;
  size_t sharedMem;
  cwStream_t stream;
} cwLaunchParams;
#endif

// Members of the properties, read from the attributes that the CUDA Runtime API
// reference, "Device Management", names. In C the struct is CUDA's own, because
// C cannot extend it.
#if defined(__cplusplus) && CUDART_VERSION >= 13000

#undef cwDeviceProp
#undef cwGetDeviceProperties

struct cwDeviceProp : cudaDeviceProp {
  int clockRate;       ///< kHz
  int memoryClockRate; ///< kHz
  int deviceOverlap;
  int kernelExecTimeoutEnabled;
  int computeMode; ///< A cwComputeMode.
  int maxTexture1DLinear;
  int singleToDoublePrecisionPerfRatio;
  int cooperativeMultiDeviceLaunch; ///< 0: CUDA 13 has no such launch.
};

inline cwError_t cwGetDeviceProperties(cwDeviceProp *properties, int device) {
  cwError_t status = cudaGetDeviceProperties(properties, device);
  if (status != cwSuccess)
    return status;
  const struct {
    int *value;
    cudaDeviceAttr attribute;
  } rest[] = {
      {&properties->clockRate, cudaDevAttrClockRate},
      {&properties->memoryClockRate, cudaDevAttrMemoryClockRate},
      {&properties->deviceOverlap, cudaDevAttrGpuOverlap},
      {&properties->kernelExecTimeoutEnabled, cudaDevAttrKernelExecTimeout},
      {&properties->computeMode, cudaDevAttrComputeMode},
      {&properties->maxTexture1DLinear, cudaDevAttrMaxTexture1DLinearWidth},
      {&properties->singleToDoublePrecisionPerfRatio,
       cudaDevAttrSingleToDoublePrecisionPerfRatio}};
  for (const auto &r : rest)
    if (status == cwSuccess)
      status = cudaDeviceGetAttribute(r.value, r.attribute, device);
  properties->cooperativeMultiDeviceLaunch = 0;
  return status;
}

#endif

#endif
