// Texture and surface objects.
// SPDX-License-Identifier: Apache-2.0
#include <cuda_runtime.h>

__global__ void sample(cudaTextureObject_t image, cudaTextureObject_t line,
                       cudaTextureObject_t volume, float *out, int width) {
  float u = (threadIdx.x + 0.5f) / width, v = (threadIdx.y + 0.5f) / width;
  int i = threadIdx.y * width + threadIdx.x;
  out[i] = tex2D<float>(image, u, v) + tex1Dfetch<float>(line, i) +
           tex3D<float4>(volume, u, v, 0.5f).x +
           tex2DLod<float>(image, u, v, 1.0f) +
           tex2DLayered<float>(image, u, v, 2);
  tex1D(&out[i + width], line, u);
}

__global__ void invert(cudaSurfaceObject_t in, cudaSurfaceObject_t out) {
  uchar4 p;
  surf2Dread(&p, in, threadIdx.x * sizeof(uchar4), threadIdx.y);
  p.x = 255 - p.x;
  surf2Dwrite(p, out, threadIdx.x * sizeof(uchar4), threadIdx.y);
  float f = surf1Dread<float>(in, threadIdx.x * 4, cudaBoundaryModeClamp);
  surf2DLayeredwrite<float>(f, out, threadIdx.x * 4, threadIdx.y, 1,
                            cudaBoundaryModeZero);
}

void run(cudaTextureObject_t t, cudaSurfaceObject_t s, float *out) {
  sample<<<1, dim3(16, 16)>>>(t, t, t, out, 16);
  invert<<<1, dim3(16, 16)>>>(s, s);
}
