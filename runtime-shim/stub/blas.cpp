// Made by ./dev generate. Do not edit: copy it into the folder of a new
// backend, and implement one function after the other.
// SPDX-License-Identifier: Apache-2.0
// From rules/cuda/blas.h and .yaml.
#include <cw/blas.h>

#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wunused-parameter"
#endif

extern "C" {
cwBlasStatus_t cwBlasCreate(cwBlasHandle_t *handle) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasDestroy(cwBlasHandle_t handle) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasGetVersion(cwBlasHandle_t handle, int *version) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSetStream(cwBlasHandle_t handle, cwStream_t stream) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasGetStream(cwBlasHandle_t handle, cwStream_t *stream) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSetPointerMode(cwBlasHandle_t handle,
                                    cwBlasPointerMode_t mode) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasGetPointerMode(cwBlasHandle_t handle,
                                    cwBlasPointerMode_t *mode) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSetAtomicsMode(cwBlasHandle_t handle,
                                    cwBlasAtomicsMode_t mode) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasGetAtomicsMode(cwBlasHandle_t handle,
                                    cwBlasAtomicsMode_t *mode) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSetMathMode(cwBlasHandle_t handle, cwBlasMath_t mode) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasGetMathMode(cwBlasHandle_t handle, cwBlasMath_t *mode) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSetWorkspace(cwBlasHandle_t handle, void *workspace,
                                  size_t size) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
const char *cwBlasGetStatusName(cwBlasStatus_t status) { return {}; }
const char *cwBlasGetStatusString(cwBlasStatus_t status) { return {}; }
cwBlasStatus_t cwBlasSetVector(int n, int elemSize, const void *x, int incx,
                               void *device, int incy) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasGetVector(int n, int elemSize, const void *device,
                               int incx, void *y, int incy) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSetMatrix(int rows, int cols, int elemSize, const void *A,
                               int lda, void *B, int ldb) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasGetMatrix(int rows, int cols, int elemSize, const void *A,
                               int lda, void *B, int ldb) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSetVectorAsync(int n, int elemSize, const void *x,
                                    int incx, void *device, int incy,
                                    cwStream_t stream) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasGetVectorAsync(int n, int elemSize, const void *device,
                                    int incx, void *y, int incy,
                                    cwStream_t stream) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSetMatrixAsync(int rows, int cols, int elemSize,
                                    const void *A, int lda, void *B, int ldb,
                                    cwStream_t stream) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasGetMatrixAsync(int rows, int cols, int elemSize,
                                    const void *A, int lda, void *B, int ldb,
                                    cwStream_t stream) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSaxpy(cwBlasHandle_t handle, int n, const float *alpha,
                           const float *x, int incx, float *y, int incy) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasScopy(cwBlasHandle_t handle, int n, const float *x,
                           int incx, float *y, int incy) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSswap(cwBlasHandle_t handle, int n, float *x, int incx,
                           float *y, int incy) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSscal(cwBlasHandle_t handle, int n, const float *alpha,
                           float *x, int incx) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSdot(cwBlasHandle_t handle, int n, const float *x,
                          int incx, const float *y, int incy, float *result) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSnrm2(cwBlasHandle_t handle, int n, const float *x,
                           int incx, float *result) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSasum(cwBlasHandle_t handle, int n, const float *x,
                           int incx, float *result) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasDaxpy(cwBlasHandle_t handle, int n, const double *alpha,
                           const double *x, int incx, double *y, int incy) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasDcopy(cwBlasHandle_t handle, int n, const double *x,
                           int incx, double *y, int incy) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasDswap(cwBlasHandle_t handle, int n, double *x, int incx,
                           double *y, int incy) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasDscal(cwBlasHandle_t handle, int n, const double *alpha,
                           double *x, int incx) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasDdot(cwBlasHandle_t handle, int n, const double *x,
                          int incx, const double *y, int incy, double *result) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasDnrm2(cwBlasHandle_t handle, int n, const double *x,
                           int incx, double *result) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasDasum(cwBlasHandle_t handle, int n, const double *x,
                           int incx, double *result) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasIsamax(cwBlasHandle_t handle, int n, const float *x,
                            int incx, int *result) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasIsamin(cwBlasHandle_t handle, int n, const float *x,
                            int incx, int *result) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasIdamax(cwBlasHandle_t handle, int n, const double *x,
                            int incx, int *result) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasIdamin(cwBlasHandle_t handle, int n, const double *x,
                            int incx, int *result) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSgemv(cwBlasHandle_t handle, cwBlasOperation_t trans,
                           int m, int n, const float *alpha, const float *A,
                           int lda, const float *x, int incx, const float *beta,
                           float *y, int incy) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSger(cwBlasHandle_t handle, int m, int n,
                          const float *alpha, const float *x, int incx,
                          const float *y, int incy, float *A, int lda) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasDgemv(cwBlasHandle_t handle, cwBlasOperation_t trans,
                           int m, int n, const double *alpha, const double *A,
                           int lda, const double *x, int incx,
                           const double *beta, double *y, int incy) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasDger(cwBlasHandle_t handle, int m, int n,
                          const double *alpha, const double *x, int incx,
                          const double *y, int incy, double *A, int lda) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSgemm(cwBlasHandle_t handle, cwBlasOperation_t transa,
                           cwBlasOperation_t transb, int m, int n, int k,
                           const float *alpha, const float *A, int lda,
                           const float *B, int ldb, const float *beta, float *C,
                           int ldc) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasSgemmBatched(cwBlasHandle_t handle,
                                  cwBlasOperation_t transa,
                                  cwBlasOperation_t transb, int m, int n, int k,
                                  const float *alpha, const float *const *A,
                                  int lda, const float *const *B, int ldb,
                                  const float *beta, float *const *C, int ldc,
                                  int batchCount) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t
cwBlasSgemmStridedBatched(cwBlasHandle_t handle, cwBlasOperation_t transa,
                          cwBlasOperation_t transb, int m, int n, int k,
                          const float *alpha, const float *A, int lda,
                          long long int strideA, const float *B, int ldb,
                          long long int strideB, const float *beta, float *C,
                          int ldc, long long int strideC, int batchCount) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasDgemm(cwBlasHandle_t handle, cwBlasOperation_t transa,
                           cwBlasOperation_t transb, int m, int n, int k,
                           const double *alpha, const double *A, int lda,
                           const double *B, int ldb, const double *beta,
                           double *C, int ldc) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t cwBlasDgemmBatched(cwBlasHandle_t handle,
                                  cwBlasOperation_t transa,
                                  cwBlasOperation_t transb, int m, int n, int k,
                                  const double *alpha, const double *const *A,
                                  int lda, const double *const *B, int ldb,
                                  const double *beta, double *const *C, int ldc,
                                  int batchCount) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
cwBlasStatus_t
cwBlasDgemmStridedBatched(cwBlasHandle_t handle, cwBlasOperation_t transa,
                          cwBlasOperation_t transb, int m, int n, int k,
                          const double *alpha, const double *A, int lda,
                          long long int strideA, const double *B, int ldb,
                          long long int strideB, const double *beta, double *C,
                          int ldc, long long int strideC, int batchCount) {
  return CW_BLAS_STATUS_NOT_SUPPORTED;
}
} // extern "C"
