// Vector and matrix calls of cuBLAS: both pointer modes, two streams, a batch,
// checked against loops.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cublas_v2.h>
#include <cuda_runtime.h>
#include <vector>

#define CHECK_BLAS(call)                                                       \
  do {                                                                         \
    cublasStatus_t status = (call);                                            \
    if (status != CUBLAS_STATUS_SUCCESS) {                                     \
      std::printf("%s: %s\n", #call, cublasGetStatusString(status));           \
      std::exit(1);                                                            \
    }                                                                          \
  } while (0)

__global__ void fill(float *values, int n, float scale) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n)
    values[i] = scale * float(i % 7 - 3);
}

static float *upload(const std::vector<float> &host) {
  float *device = nullptr;
  cudaMalloc(&device, host.size() * sizeof(float));
  cublasSetVector(int(host.size()), sizeof(float), host.data(), 1, device, 1);
  return device;
}

static bool near(float a, float b) {
  return std::fabs(a - b) <= 1e-4f * (1 + std::fabs(b));
}

static void vectors(cublasHandle_t handle) {
  const int n = 1000;
  float *x, *y, *on_device;
  cudaMalloc(&x, n * sizeof(float));
  cudaMalloc(&y, n * sizeof(float));
  cudaMalloc(&on_device, 2 * sizeof(float));
  fill<<<(n + 255) / 256, 256>>>(x, n, 1.0f);
  fill<<<(n + 255) / 256, 256>>>(y, n, 0.5f);

  const float two = 2;
  CHECK_BLAS(cublasSaxpy(handle, n, &two, x, 1, y, 1));
  float dot = 0, norm = 0, sum = 0;
  int largest = 0;
  CHECK_BLAS(cublasSdot(handle, n, x, 1, y, 1, &dot));
  CHECK_BLAS(cublasSnrm2(handle, n, x, 1, &norm));
  CHECK_BLAS(cublasSasum(handle, n, x, 1, &sum));
  CHECK_BLAS(cublasIsamax(handle, n, y, 1, &largest));
  double right_dot = 0, right_norm = 0, right_sum = 0;
  for (int i = 0; i < n; ++i) {
    double v = i % 7 - 3;
    right_dot += v * 2.5 * v;
    right_norm += v * v;
    right_sum += std::fabs(v);
  }
  std::printf("axpy and dot: %s\n", near(dot, float(right_dot)) ? "ok" : "WRONG");
  std::printf("nrm2: %s\n",
              near(norm, float(std::sqrt(right_norm))) ? "ok" : "WRONG");
  std::printf("asum: %s\n", near(sum, float(right_sum)) ? "ok" : "WRONG");
  std::printf("largest at %d\n", largest);

  // A result that stays on the device scales the vector that it came from.
  CHECK_BLAS(cublasSetPointerMode(handle, CUBLAS_POINTER_MODE_DEVICE));
  CHECK_BLAS(cublasSdot(handle, n, x, 1, y, 1, on_device));
  CHECK_BLAS(cublasSscal(handle, n, on_device, x, 1));
  CHECK_BLAS(cublasSetPointerMode(handle, CUBLAS_POINTER_MODE_HOST));
  float first = 0;
  CHECK_BLAS(cublasGetVector(1, sizeof(float), x, 1, &first, 1));
  std::printf("scaled on the device: %s\n",
              near(first, -3 * dot) ? "ok" : "WRONG");
  cudaFree(x);
  cudaFree(y);
  cudaFree(on_device);
}

/// C = A * B + C with A transposed, in a stream of its own.
static void matrices(cublasHandle_t handle) {
  const int m = 33, n = 17, k = 29;
  std::vector<float> A(k * m), B(k * n), C(m * n), R(m * n);
  for (size_t i = 0; i < A.size(); ++i)
    A[i] = float(i % 11) - 5;
  for (size_t i = 0; i < B.size(); ++i)
    B[i] = float(i % 5) - 2;
  for (size_t i = 0; i < C.size(); ++i)
    C[i] = float(i % 3);
  float *a = upload(A), *b = upload(B), *c = upload(C);
  cudaStream_t stream;
  cudaStreamCreate(&stream);
  CHECK_BLAS(cublasSetStream(handle, stream));
  const float alpha = 0.5f, beta = 2;
  CHECK_BLAS(cublasSgemm(handle, CUBLAS_OP_T, CUBLAS_OP_N, m, n, k, &alpha, a,
                         k, b, k, &beta, c, m));
  CHECK_BLAS(cublasGetMatrixAsync(m, n, sizeof(float), c, m, R.data(), m, stream));
  cudaStreamSynchronize(stream);
  int wrong = 0;
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < m; ++i) {
      float right = 2 * C[i + j * m];
      for (int l = 0; l < k; ++l)
        right += 0.5f * A[l + i * k] * B[l + j * k];
      wrong += !near(R[i + j * m], right);
    }
  std::printf("gemm: %d wrong\n", wrong);

  // y = A' * x, by another function.
  std::vector<float> y(m);
  float *d = upload(y);
  const float one = 1, zero = 0;
  CHECK_BLAS(cublasSgemv(handle, CUBLAS_OP_T, k, m, &one, a, k, b, 1, &zero, d, 1));
  cudaStreamSynchronize(stream);
  CHECK_BLAS(cublasGetVector(m, sizeof(float), d, 1, y.data(), 1));
  wrong = 0;
  for (int i = 0; i < m; ++i) {
    float right = 0;
    for (int l = 0; l < k; ++l)
      right += A[l + i * k] * B[l];
    wrong += !near(y[i], right);
  }
  std::printf("gemv: %d wrong\n", wrong);
  CHECK_BLAS(cublasSetStream(handle, 0));
  cudaStreamDestroy(stream);
  for (float *p : {a, b, c, d})
    cudaFree(p);
}

/// Four products of 2 by 2 matrices at once, in double.
static void batch(cublasHandle_t handle) {
  const int size = 2, count = 4;
  std::vector<double> A(size * size * count), C(A.size());
  for (size_t i = 0; i < A.size(); ++i)
    A[i] = double(i);
  double *a, *c;
  cudaMalloc((void **)&a, A.size() * sizeof(double));
  cudaMalloc((void **)&c, A.size() * sizeof(double));
  cudaMemcpy(a, A.data(), A.size() * sizeof(double), cudaMemcpyHostToDevice);
  const double one = 1, zero = 0;
  CHECK_BLAS(cublasDgemmStridedBatched(handle, CUBLAS_OP_N, CUBLAS_OP_N, size,
                                       size, size, &one, a, size, 4, a, size, 4,
                                       &zero, c, size, 4, count));
  cudaMemcpy(C.data(), c, C.size() * sizeof(double), cudaMemcpyDeviceToHost);
  for (int i = 0; i < count; ++i)
    std::printf("[%g %g %g %g]\n", C[4 * i], C[4 * i + 1], C[4 * i + 2],
                C[4 * i + 3]);
  cudaFree(a);
  cudaFree(c);
}

int main() {
  cublasHandle_t handle;
  CHECK_BLAS(cublasCreate(&handle));
  vectors(handle);
  matrices(handle);
  batch(handle);
  std::printf("a bad size: %s\n",
              cublasSgemm(handle, CUBLAS_OP_N, CUBLAS_OP_N, -1, 1, 1, nullptr,
                          nullptr, 1, nullptr, 1, nullptr, nullptr,
                          1) == CUBLAS_STATUS_INVALID_VALUE
                  ? "refused"
                  : "TAKEN");
  CHECK_BLAS(cublasDestroy(handle));
  return 0;
}
