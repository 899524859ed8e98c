// Made by ./dev generate. Do not edit.
// SPDX-License-Identifier: Apache-2.0
// Dense linear algebra (extension blas) for backends without a library of their
// own. From rules/cuda/blas.h and .yaml.
#ifndef CW_BLAS_H
#define CW_BLAS_H

#include <cw/complex.h>
#include <cw/runtime.h>

#ifdef __cplusplus
extern "C" {
#endif
/// What a call returns.
typedef enum {
  CW_BLAS_STATUS_SUCCESS = 0,
  CW_BLAS_STATUS_NOT_INITIALIZED = 1,
  CW_BLAS_STATUS_ALLOC_FAILED = 3,
  CW_BLAS_STATUS_INVALID_VALUE = 7,
  CW_BLAS_STATUS_ARCH_MISMATCH = 8,
  CW_BLAS_STATUS_MAPPING_ERROR = 11,
  CW_BLAS_STATUS_EXECUTION_FAILED = 13,
  CW_BLAS_STATUS_INTERNAL_ERROR = 14,
  CW_BLAS_STATUS_NOT_SUPPORTED = 15,
  CW_BLAS_STATUS_LICENSE_ERROR = 16
} cwBlasStatus_t;
/// Which triangle of a matrix holds its values.
typedef enum {
  CW_BLAS_FILL_MODE_LOWER = 0,
  CW_BLAS_FILL_MODE_UPPER = 1,
  CW_BLAS_FILL_MODE_FULL = 2
} cwBlasFillMode_t;
/// Whether a triangular matrix has ones on its diagonal.
typedef enum {
  CW_BLAS_DIAG_NON_UNIT = 0,
  CW_BLAS_DIAG_UNIT = 1
} cwBlasDiagType_t;
/// On which side of a product the structured matrix stands.
typedef enum { CW_BLAS_SIDE_LEFT = 0, CW_BLAS_SIDE_RIGHT = 1 } cwBlasSideMode_t;
/// What is done to a matrix before it is used.
typedef enum {
  CW_BLAS_OP_N = 0,
  CW_BLAS_OP_T = 1,
  CW_BLAS_OP_C = 2,
} cwBlasOperation_t;
/// Where scalars and results of one value lie.
typedef enum {
  CW_BLAS_POINTER_MODE_HOST = 0,
  CW_BLAS_POINTER_MODE_DEVICE = 1
} cwBlasPointerMode_t;
/// Whether a result may differ from run to run.
typedef enum {
  CW_BLAS_ATOMICS_NOT_ALLOWED = 0,
  CW_BLAS_ATOMICS_ALLOWED = 1
} cwBlasAtomicsMode_t;
/// How precise the products of a matrix product must be.
typedef enum {
  CW_BLAS_DEFAULT_MATH = 0,
  CW_BLAS_TENSOR_OP_MATH = 1,
  CW_BLAS_PEDANTIC_MATH = 2,
  CW_BLAS_TF32_TENSOR_OP_MATH = 3,
  CW_BLAS_MATH_DISALLOW_REDUCED_PRECISION_REDUCTION = 16
} cwBlasMath_t;
typedef struct cwBlasContext *cwBlasHandle_t;

// Handles. Each belongs to the device that was current when it was made.
cwBlasStatus_t cwBlasCreate(cwBlasHandle_t *handle);
cwBlasStatus_t cwBlasDestroy(cwBlasHandle_t handle);
cwBlasStatus_t cwBlasGetVersion(cwBlasHandle_t handle, int *version);
cwBlasStatus_t cwBlasSetStream(cwBlasHandle_t handle, cwStream_t stream);
cwBlasStatus_t cwBlasGetStream(cwBlasHandle_t handle, cwStream_t *stream);
cwBlasStatus_t cwBlasSetPointerMode(cwBlasHandle_t handle,
                                    cwBlasPointerMode_t mode);
cwBlasStatus_t cwBlasGetPointerMode(cwBlasHandle_t handle,
                                    cwBlasPointerMode_t *mode);
cwBlasStatus_t cwBlasSetAtomicsMode(cwBlasHandle_t handle,
                                    cwBlasAtomicsMode_t mode);
cwBlasStatus_t cwBlasGetAtomicsMode(cwBlasHandle_t handle,
                                    cwBlasAtomicsMode_t *mode);
cwBlasStatus_t cwBlasSetMathMode(cwBlasHandle_t handle, cwBlasMath_t mode);
cwBlasStatus_t cwBlasGetMathMode(cwBlasHandle_t handle, cwBlasMath_t *mode);
cwBlasStatus_t cwBlasSetWorkspace(cwBlasHandle_t handle, void *workspace,
                                  size_t size);
const char *cwBlasGetStatusName(cwBlasStatus_t status);
const char *cwBlasGetStatusString(cwBlasStatus_t status);

// Copies between host and device memory; `elemSize` is in bytes.
cwBlasStatus_t cwBlasSetVector(int n, int elemSize, const void *x, int incx,
                               void *device, int incy);
cwBlasStatus_t cwBlasGetVector(int n, int elemSize, const void *device,
                               int incx, void *y, int incy);
cwBlasStatus_t cwBlasSetMatrix(int rows, int cols, int elemSize, const void *A,
                               int lda, void *B, int ldb);
cwBlasStatus_t cwBlasGetMatrix(int rows, int cols, int elemSize, const void *A,
                               int lda, void *B, int ldb);
cwBlasStatus_t cwBlasSetVectorAsync(int n, int elemSize, const void *x,
                                    int incx, void *device, int incy,
                                    cwStream_t stream);
cwBlasStatus_t cwBlasGetVectorAsync(int n, int elemSize, const void *device,
                                    int incx, void *y, int incy,
                                    cwStream_t stream);
cwBlasStatus_t cwBlasSetMatrixAsync(int rows, int cols, int elemSize,
                                    const void *A, int lda, void *B, int ldb,
                                    cwStream_t stream);
cwBlasStatus_t cwBlasGetMatrixAsync(int rows, int cols, int elemSize,
                                    const void *A, int lda, void *B, int ldb,
                                    cwStream_t stream);

// Level 1: vectors of `n` elements, `incx` apart.
cwBlasStatus_t cwBlasSaxpy(cwBlasHandle_t handle, int n, const float *alpha,
                           const float *x, int incx, float *y, int incy);
cwBlasStatus_t cwBlasScopy(cwBlasHandle_t handle, int n, const float *x,
                           int incx, float *y, int incy);
cwBlasStatus_t cwBlasSswap(cwBlasHandle_t handle, int n, float *x, int incx,
                           float *y, int incy);
cwBlasStatus_t cwBlasSscal(cwBlasHandle_t handle, int n, const float *alpha,
                           float *x, int incx);
cwBlasStatus_t cwBlasSdot(cwBlasHandle_t handle, int n, const float *x,
                          int incx, const float *y, int incy, float *result);
cwBlasStatus_t cwBlasSnrm2(cwBlasHandle_t handle, int n, const float *x,
                           int incx, float *result);
cwBlasStatus_t cwBlasSasum(cwBlasHandle_t handle, int n, const float *x,
                           int incx, float *result);
cwBlasStatus_t cwBlasDaxpy(cwBlasHandle_t handle, int n, const double *alpha,
                           const double *x, int incx, double *y, int incy);
cwBlasStatus_t cwBlasDcopy(cwBlasHandle_t handle, int n, const double *x,
                           int incx, double *y, int incy);
cwBlasStatus_t cwBlasDswap(cwBlasHandle_t handle, int n, double *x, int incx,
                           double *y, int incy);
cwBlasStatus_t cwBlasDscal(cwBlasHandle_t handle, int n, const double *alpha,
                           double *x, int incx);
cwBlasStatus_t cwBlasDdot(cwBlasHandle_t handle, int n, const double *x,
                          int incx, const double *y, int incy, double *result);
cwBlasStatus_t cwBlasDnrm2(cwBlasHandle_t handle, int n, const double *x,
                           int incx, double *result);
cwBlasStatus_t cwBlasDasum(cwBlasHandle_t handle, int n, const double *x,
                           int incx, double *result);
/// The place, counted from 1, of the first element of largest or smallest
/// absolute value; 0 of an empty vector.
cwBlasStatus_t cwBlasIsamax(cwBlasHandle_t handle, int n, const float *x,
                            int incx, int *result);
cwBlasStatus_t cwBlasIsamin(cwBlasHandle_t handle, int n, const float *x,
                            int incx, int *result);
cwBlasStatus_t cwBlasIdamax(cwBlasHandle_t handle, int n, const double *x,
                            int incx, int *result);
cwBlasStatus_t cwBlasIdamin(cwBlasHandle_t handle, int n, const double *x,
                            int incx, int *result);

// Level 2: matrices of `m` rows and `n` columns, `lda` elements from a column
// to the next.
cwBlasStatus_t cwBlasSgemv(cwBlasHandle_t handle, cwBlasOperation_t trans,
                           int m, int n, const float *alpha, const float *A,
                           int lda, const float *x, int incx, const float *beta,
                           float *y, int incy);
cwBlasStatus_t cwBlasSger(cwBlasHandle_t handle, int m, int n,
                          const float *alpha, const float *x, int incx,
                          const float *y, int incy, float *A, int lda);
cwBlasStatus_t cwBlasDgemv(cwBlasHandle_t handle, cwBlasOperation_t trans,
                           int m, int n, const double *alpha, const double *A,
                           int lda, const double *x, int incx,
                           const double *beta, double *y, int incy);
cwBlasStatus_t cwBlasDger(cwBlasHandle_t handle, int m, int n,
                          const double *alpha, const double *x, int incx,
                          const double *y, int incy, double *A, int lda);

// Level 3.
cwBlasStatus_t cwBlasSgemm(cwBlasHandle_t handle, cwBlasOperation_t transa,
                           cwBlasOperation_t transb, int m, int n, int k,
                           const float *alpha, const float *A, int lda,
                           const float *B, int ldb, const float *beta, float *C,
                           int ldc);
cwBlasStatus_t cwBlasSgemmBatched(cwBlasHandle_t handle,
                                  cwBlasOperation_t transa,
                                  cwBlasOperation_t transb, int m, int n, int k,
                                  const float *alpha, const float *const *A,
                                  int lda, const float *const *B, int ldb,
                                  const float *beta, float *const *C, int ldc,
                                  int batchCount);
cwBlasStatus_t
cwBlasSgemmStridedBatched(cwBlasHandle_t handle, cwBlasOperation_t transa,
                          cwBlasOperation_t transb, int m, int n, int k,
                          const float *alpha, const float *A, int lda,
                          long long int strideA, const float *B, int ldb,
                          long long int strideB, const float *beta, float *C,
                          int ldc, long long int strideC, int batchCount);
cwBlasStatus_t cwBlasDgemm(cwBlasHandle_t handle, cwBlasOperation_t transa,
                           cwBlasOperation_t transb, int m, int n, int k,
                           const double *alpha, const double *A, int lda,
                           const double *B, int ldb, const double *beta,
                           double *C, int ldc);
cwBlasStatus_t cwBlasDgemmBatched(cwBlasHandle_t handle,
                                  cwBlasOperation_t transa,
                                  cwBlasOperation_t transb, int m, int n, int k,
                                  const double *alpha, const double *const *A,
                                  int lda, const double *const *B, int ldb,
                                  const double *beta, double *const *C, int ldc,
                                  int batchCount);
cwBlasStatus_t
cwBlasDgemmStridedBatched(cwBlasHandle_t handle, cwBlasOperation_t transa,
                          cwBlasOperation_t transb, int m, int n, int k,
                          const double *alpha, const double *A, int lda,
                          long long int strideA, const double *B, int ldb,
                          long long int strideB, const double *beta, double *C,
                          int ldc, long long int strideC, int batchCount);
#ifdef __cplusplus
}
#endif

#endif // CW_BLAS_H
