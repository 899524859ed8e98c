// Texture and surface references, as programs used them before CUDA 12: global
// variables that are bound to memory and read in kernels.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cuda_runtime.h>

#define CHECK(call)                                                            \
  do {                                                                         \
    if ((call) != cudaSuccess)                                                 \
      printf("line %d failed\n", __LINE__);                                    \
  } while (0)

texture<float, 1, cudaReadModeElementType> table;
texture<uchar4, 2, cudaReadModeNormalizedFloat> picture;
static texture<float, cudaTextureType2D> field(0, cudaFilterModeLinear,
                                               cudaAddressModeClamp);
surface<void, cudaSurfaceType2D> canvas;

const int W = 16, H = 8;

__device__ float looked_up(int i) { return tex1Dfetch(table, i); }

// A square root by table, for whole numbers.
__global__ void roots(const int *of, float *out, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    out[i] = looked_up(of[i]);
}

__global__ void grey(float *out) {
  int x = threadIdx.x, y = threadIdx.y;
  float4 c = tex2D(picture, (x + 0.5f) / W, (y + 0.5f) / H);
  out[y * W + x] = 0.25f * c.x + 0.5f * c.y + 0.25f * c.z;
}

// Between the points of the grid.
__global__ void halfway(float *out) {
  int x = threadIdx.x, y = threadIdx.y;
  out[y * W + x] = tex2D(field, x + 1.0f, y + 0.5f);
}

__global__ void shift() {
  int x = threadIdx.x;
  float v = surf2Dread<float>(canvas, 4 * x, 0);
  surf2Dwrite(2 * v, canvas, 4 * x, 1);
}

float sum(const float *device, int n) {
  static float host[W * H];
  CHECK(cudaMemcpy(host, device, n * sizeof(float), cudaMemcpyDeviceToHost));
  float total = 0;
  for (int i = 0; i < n; ++i)
    total += host[i];
  return total;
}

int main() {
  float *device, *values;
  int *numbers;
  CHECK(cudaMalloc((void **)&device, W * H * sizeof(float)));
  CHECK(cudaMalloc((void **)&values, W * H * sizeof(float)));
  CHECK(cudaMalloc((void **)&numbers, W * sizeof(int)));

  float host[W * H];
  int squares[W];
  for (int i = 0; i < W * H; ++i)
    host[i] = 0;
  for (int i = 0; i * i < W * H; ++i)
    host[i * i] = float(i);
  for (int i = 0; i < W; ++i)
    squares[i] = (i % 8) * (i % 8);
  CHECK(cudaMemcpy(values, host, sizeof host, cudaMemcpyHostToDevice));
  CHECK(cudaMemcpy(numbers, squares, sizeof squares, cudaMemcpyHostToDevice));
  size_t offset;
  CHECK(cudaBindTexture(&offset, table, values, sizeof host));
  roots<<<2, 8>>>(numbers, device, W);
  printf("roots: %g, offset %d\n", sum(device, W), (int)offset);
  CHECK(cudaUnbindTexture(table));

  uchar4 pixels[W * H];
  for (int i = 0; i < W * H; ++i)
    pixels[i] = make_uchar4(255, i % 2 ? 255 : 0, 0, 255);
  cudaChannelFormatDesc of_pixels = cudaCreateChannelDesc<uchar4>();
  cudaArray *array;
  CHECK(cudaMallocArray(&array, &of_pixels, W, H));
  CHECK(cudaMemcpyToArray(array, 0, 0, pixels, sizeof pixels,
                          cudaMemcpyHostToDevice));
  picture.addressMode[0] = cudaAddressModeWrap;
  picture.addressMode[1] = cudaAddressModeWrap;
  picture.filterMode = cudaFilterModePoint;
  picture.normalized = true;
  CHECK(cudaBindTextureToArray(picture, array, of_pixels));
  grey<<<1, dim3(W, H)>>>(device);
  printf("grey: %g\n", sum(device, W * H));
  CHECK(cudaUnbindTexture(picture));

  size_t pitch;
  void *rows;
  CHECK(cudaMallocPitch(&rows, &pitch, W * sizeof(float), H));
  for (int i = 0; i < W * H; ++i)
    host[i] = float(i % W);
  CHECK(cudaMemcpy2D(rows, pitch, host, W * sizeof(float), W * sizeof(float), H,
                     cudaMemcpyHostToDevice));
  const textureReference *reference;
  cudaChannelFormatDesc of_floats = cudaCreateChannelDesc<float>();
  CHECK(cudaGetTextureReference(&reference, &field));
  CHECK(cudaBindTexture2D(NULL, reference, rows, &of_floats, W, H, pitch));
  halfway<<<1, dim3(W, H)>>>(device);
  printf("halfway: %g\n", sum(device, W * H));
  CHECK(cudaUnbindTexture(field));

  cudaArray *drawn;
  CHECK(cudaMallocArray(&drawn, &of_floats, W, 2, cudaArraySurfaceLoadStore));
  CHECK(cudaMemcpyToArray(drawn, 0, 0, host, W * sizeof(float),
                          cudaMemcpyHostToDevice));
  CHECK(cudaBindSurfaceToArray(canvas, drawn));
  shift<<<1, W>>>();
  CHECK(cudaMemcpy2DFromArray(host, W * sizeof(float), drawn, 0, 1,
                              W * sizeof(float), 1, cudaMemcpyDeviceToHost));
  printf("shifted: %g %g %g\n", host[0], host[1], host[W - 1]);

  cudaFreeArray(array);
  cudaFreeArray(drawn);
  cudaFree(rows);
  cudaFree(device);
  cudaFree(values);
  cudaFree(numbers);
  return 0;
}
