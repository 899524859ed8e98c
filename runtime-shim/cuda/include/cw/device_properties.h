// What CUDA 13 dropped from cudaDeviceProp, kept for C++: the shim has these
// members whatever version of CUDA is below it. Source: CUDA Runtime API,
// "Device Management", whose attributes they are asked from. In C the struct is
// CUDA's own: C cannot extend one. SPDX-License-Identifier: Apache-2.0
#ifndef CW_DEVICE_PROPERTIES_H
#define CW_DEVICE_PROPERTIES_H

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
