// The blas extension on the cpu backend: checks of arguments, the order of the
// streams, and OpenBLAS for the arithmetic. Behaviour follows the cuBLAS API
// reference.
// SPDX-License-Identifier: Apache-2.0
#include "engine.h"
#include "handle.h"

#include <cmath>
#include <new>

namespace {

using namespace cw::cpu::blas;

/// What cwBlasGetVersion answers: the interface's, as 10000 * major + 100 *
/// minor.
constexpr int version_of_interface = 120800;

bool is_operation(cwBlasOperation_t operation) {
  return operation == CW_BLAS_OP_N || operation == CW_BLAS_OP_T ||
         operation == CW_BLAS_OP_C;
}
/// Of real numbers, a conjugate is the number.
CBLAS_TRANSPOSE engines(cwBlasOperation_t operation) {
  return operation == CW_BLAS_OP_N ? CblasNoTrans : CblasTrans;
}
bool is_leading(int leading, int rows) {
  return leading >= (rows > 1 ? rows : 1);
}

/// Checks what all calls have in common, and does nothing where there is
/// nothing to do.
#define CW_BLAS_CHECK(valid, empty)                                            \
  if (!handle)                                                                 \
    return CW_BLAS_STATUS_NOT_INITIALIZED;                                     \
  if (!(valid))                                                                \
    return CW_BLAS_STATUS_INVALID_VALUE;                                       \
  if (empty)                                                                   \
  return CW_BLAS_STATUS_SUCCESS

template <class T>
cwBlasStatus_t axpy(cwBlasHandle_t handle, int n, const T *alpha, const T *x,
                    int incx, T *y, int incy) {
  CW_BLAS_CHECK(alpha, n <= 0);
  return submit(handle, [=, a = Scalar<T>(*handle, alpha)] {
    routines<T>().axpy(n, a, x, incx, y, incy);
  });
}

template <class T>
cwBlasStatus_t copy(cwBlasHandle_t handle, int n, const T *x, int incx, T *y,
                    int incy) {
  CW_BLAS_CHECK(true, n <= 0);
  return submit(handle, [=] { routines<T>().copy(n, x, incx, y, incy); });
}

template <class T>
cwBlasStatus_t swap(cwBlasHandle_t handle, int n, T *x, int incx, T *y,
                    int incy) {
  CW_BLAS_CHECK(true, n <= 0);
  return submit(handle, [=] { routines<T>().swap(n, x, incx, y, incy); });
}

template <class T>
cwBlasStatus_t scal(cwBlasHandle_t handle, int n, const T *alpha, T *x,
                    int incx) {
  CW_BLAS_CHECK(alpha, n <= 0 || incx <= 0);
  return submit(handle, [=, a = Scalar<T>(*handle, alpha)] {
    routines<T>().scal(n, a, x, incx);
  });
}

/// A call with one result, which the host may read as soon as it returns.
template <class R, class Work>
cwBlasStatus_t reduce(cwBlasHandle_t handle, R *result, Work work) {
  if (!handle)
    return CW_BLAS_STATUS_NOT_INITIALIZED;
  if (!result)
    return CW_BLAS_STATUS_INVALID_VALUE;
  const bool wait = handle->pointer_mode == CW_BLAS_POINTER_MODE_HOST;
  return submit(handle, [=] { *result = work(); }, wait);
}

template <class T>
cwBlasStatus_t dot(cwBlasHandle_t handle, int n, const T *x, int incx,
                   const T *y, int incy, T *result) {
  return reduce(handle, result, [=] {
    return n > 0 ? routines<T>().dot(n, x, incx, y, incy) : T(0);
  });
}

template <class T>
cwBlasStatus_t nrm2(cwBlasHandle_t handle, int n, const T *x, int incx,
                    T *result) {
  return reduce(handle, result, [=] {
    return n > 0 && incx > 0 ? routines<T>().nrm2(n, x, incx) : T(0);
  });
}

template <class T>
cwBlasStatus_t asum(cwBlasHandle_t handle, int n, const T *x, int incx,
                    T *result) {
  return reduce(handle, result, [=] {
    return n > 0 && incx > 0 ? routines<T>().asum(n, x, incx) : T(0);
  });
}

template <class T>
cwBlasStatus_t iamax(cwBlasHandle_t handle, int n, const T *x, int incx,
                     int *result) {
  return reduce(handle, result, [=] {
    return n > 0 && incx > 0 ? int(routines<T>().iamax(n, x, incx)) + 1 : 0;
  });
}

/// The C interface to the BLAS has no such routine.
template <class T>
cwBlasStatus_t iamin(cwBlasHandle_t handle, int n, const T *x, int incx,
                     int *result) {
  return reduce(handle, result, [=] {
    int place = 0;
    for (int i = 0; incx > 0 && i < n; ++i)
      if (!place || std::abs(x[std::size_t(i) * incx]) <
                        std::abs(x[std::size_t(place - 1) * incx]))
        place = i + 1;
    return place;
  });
}

template <class T>
cwBlasStatus_t gemv(cwBlasHandle_t handle, cwBlasOperation_t trans, int m,
                    int n, const T *alpha, const T *A, int lda, const T *x,
                    int incx, const T *beta, T *y, int incy) {
  CW_BLAS_CHECK(is_operation(trans) && m >= 0 && n >= 0 && alpha && beta &&
                    is_leading(lda, m) && incx && incy,
                !m || !n);
  return submit(
      handle, [=, a = Scalar<T>(*handle, alpha), b = Scalar<T>(*handle, beta)] {
        routines<T>().gemv(CblasColMajor, engines(trans), m, n, a, A, lda, x,
                           incx, b, y, incy);
      });
}

template <class T>
cwBlasStatus_t ger(cwBlasHandle_t handle, int m, int n, const T *alpha,
                   const T *x, int incx, const T *y, int incy, T *A, int lda) {
  CW_BLAS_CHECK(m >= 0 && n >= 0 && alpha && incx && incy && is_leading(lda, m),
                !m || !n);
  return submit(handle, [=, a = Scalar<T>(*handle, alpha)] {
    routines<T>().ger(CblasColMajor, m, n, a, x, incx, y, incy, A, lda);
  });
}

/// The sizes and operations of a matrix product.
struct Product {
  cwBlasOperation_t transa, transb;
  int m, n, k, lda, ldb, ldc;

  bool valid() const {
    return is_operation(transa) && is_operation(transb) && m >= 0 && n >= 0 &&
           k >= 0 && is_leading(lda, transa == CW_BLAS_OP_N ? m : k) &&
           is_leading(ldb, transb == CW_BLAS_OP_N ? k : n) &&
           is_leading(ldc, m);
  }
  template <class T>
  void run(T alpha, const T *A, const T *B, T beta, T *C) const {
    routines<T>().gemm(CblasColMajor, engines(transa), engines(transb), m, n, k,
                       alpha, A, lda, B, ldb, beta, C, ldc);
  }
};

template <class T>
cwBlasStatus_t gemm(cwBlasHandle_t handle, const Product &product,
                    const T *alpha, const T *A, const T *B, const T *beta,
                    T *C) {
  CW_BLAS_CHECK(product.valid() && alpha && beta, !product.m || !product.n);
  return submit(
      handle, [=, a = Scalar<T>(*handle, alpha), b = Scalar<T>(*handle, beta)] {
        product.run<T>(a, A, B, b, C);
      });
}

template <class T>
cwBlasStatus_t gemm_batched(cwBlasHandle_t handle, const Product &product,
                            const T *alpha, const T *const A[],
                            const T *const B[], const T *beta, T *const C[],
                            int count) {
  CW_BLAS_CHECK(product.valid() && alpha && beta && count >= 0,
                !product.m || !product.n || !count);
  return submit(
      handle, [=, a = Scalar<T>(*handle, alpha), b = Scalar<T>(*handle, beta)] {
        for (int i = 0; i < count; ++i)
          product.run<T>(a, A[i], B[i], b, C[i]);
      });
}

template <class T>
cwBlasStatus_t gemm_strided(cwBlasHandle_t handle, const Product &product,
                            const T *alpha, const T *A, long long stride_a,
                            const T *B, long long stride_b, const T *beta, T *C,
                            long long stride_c, int count) {
  CW_BLAS_CHECK(product.valid() && alpha && beta && count >= 0,
                !product.m || !product.n || !count);
  return submit(
      handle, [=, a = Scalar<T>(*handle, alpha), b = Scalar<T>(*handle, beta)] {
        for (int i = 0; i < count; ++i)
          product.run<T>(a, A + i * stride_a, B + i * stride_b, b,
                         C + i * stride_c);
      });
}

/// A copy of columns of `rows` elements, in the stream or at once.
cwBlasStatus_t copy_columns(int rows, int columns, int size, const void *from,
                            int from_stride, void *to, int to_stride,
                            cwMemcpyKind kind, const cwStream_t *stream) {
  if (rows < 0 || columns < 0 || size <= 0 || from_stride <= 0 ||
      to_stride <= 0)
    return CW_BLAS_STATUS_INVALID_VALUE;
  if (!rows || !columns)
    return CW_BLAS_STATUS_SUCCESS;
  const std::size_t width = std::size_t(rows) * size;
  const std::size_t from_pitch = std::size_t(from_stride) * size;
  const std::size_t to_pitch = std::size_t(to_stride) * size;
  const cwError_t error =
      stream ? cwMemcpy2DAsync(to, to_pitch, from, from_pitch, width, columns,
                               kind, *stream)
             : cwMemcpy2D(to, to_pitch, from, from_pitch, width, columns, kind);
  return error ? CW_BLAS_STATUS_MAPPING_ERROR : CW_BLAS_STATUS_SUCCESS;
}

struct StatusText {
  cwBlasStatus_t status;
  const char *name, *text;
};
#define CW_BLAS_STATUS_TEXT(NAME, TEXT)                                        \
  {CW_BLAS_STATUS_##NAME, "CW_BLAS_STATUS_" #NAME, TEXT}
constexpr StatusText status_texts[] = {
    CW_BLAS_STATUS_TEXT(SUCCESS, "no error"),
    CW_BLAS_STATUS_TEXT(NOT_INITIALIZED, "there is no handle, or no engine"),
    CW_BLAS_STATUS_TEXT(ALLOC_FAILED, "memory ran out"),
    CW_BLAS_STATUS_TEXT(INVALID_VALUE, "an argument has no valid value"),
    CW_BLAS_STATUS_TEXT(ARCH_MISMATCH,
                        "the device lacks a feature that the call needs"),
    CW_BLAS_STATUS_TEXT(MAPPING_ERROR, "a copy between host and device failed"),
    CW_BLAS_STATUS_TEXT(EXECUTION_FAILED, "the work failed on the device"),
    CW_BLAS_STATUS_TEXT(INTERNAL_ERROR, "the library failed"),
    CW_BLAS_STATUS_TEXT(NOT_SUPPORTED, "the call is not supported"),
    CW_BLAS_STATUS_TEXT(LICENSE_ERROR, "a licence is missing"),
};
#undef CW_BLAS_STATUS_TEXT

StatusText text_of(cwBlasStatus_t status) {
  for (const StatusText &known : status_texts)
    if (known.status == status)
      return known;
  return {status, "CW_BLAS_STATUS_UNKNOWN", "not a status of the library"};
}

} // namespace

// --- Handles ---

cwBlasStatus_t cwBlasCreate(cwBlasHandle_t *handle) {
  if (!handle)
    return CW_BLAS_STATUS_INVALID_VALUE;
  *handle = nullptr;
  if (!available())
    return CW_BLAS_STATUS_NOT_INITIALIZED;
  auto *made = new (std::nothrow) cwBlasContext;
  if (!made)
    return CW_BLAS_STATUS_ALLOC_FAILED;
  made->device = cw::cpu::current_device();
  *handle = made;
  return CW_BLAS_STATUS_SUCCESS;
}
/// Work that was submitted holds nothing of the handle.
cwBlasStatus_t cwBlasDestroy(cwBlasHandle_t handle) {
  CW_BLAS_CHECK(true, false);
  delete handle;
  return CW_BLAS_STATUS_SUCCESS;
}
cwBlasStatus_t cwBlasGetVersion(cwBlasHandle_t, int *version) {
  if (!version)
    return CW_BLAS_STATUS_INVALID_VALUE;
  *version = version_of_interface;
  return CW_BLAS_STATUS_SUCCESS;
}
cwBlasStatus_t cwBlasSetStream(cwBlasHandle_t handle, cwStream_t stream) {
  CW_BLAS_CHECK(true, false);
  handle->stream = stream;
  return CW_BLAS_STATUS_SUCCESS;
}
cwBlasStatus_t cwBlasGetStream(cwBlasHandle_t handle, cwStream_t *stream) {
  CW_BLAS_CHECK(stream, false);
  *stream = handle->stream;
  return CW_BLAS_STATUS_SUCCESS;
}
cwBlasStatus_t cwBlasSetPointerMode(cwBlasHandle_t handle,
                                    cwBlasPointerMode_t mode) {
  CW_BLAS_CHECK(mode == CW_BLAS_POINTER_MODE_HOST ||
                    mode == CW_BLAS_POINTER_MODE_DEVICE,
                false);
  handle->pointer_mode = mode;
  return CW_BLAS_STATUS_SUCCESS;
}
cwBlasStatus_t cwBlasGetPointerMode(cwBlasHandle_t handle,
                                    cwBlasPointerMode_t *mode) {
  CW_BLAS_CHECK(mode, false);
  *mode = handle->pointer_mode;
  return CW_BLAS_STATUS_SUCCESS;
}
/// The engine gives the same result each time in either mode.
cwBlasStatus_t cwBlasSetAtomicsMode(cwBlasHandle_t handle,
                                    cwBlasAtomicsMode_t mode) {
  CW_BLAS_CHECK(mode == CW_BLAS_ATOMICS_NOT_ALLOWED ||
                    mode == CW_BLAS_ATOMICS_ALLOWED,
                false);
  handle->atomics_mode = mode;
  return CW_BLAS_STATUS_SUCCESS;
}
cwBlasStatus_t cwBlasGetAtomicsMode(cwBlasHandle_t handle,
                                    cwBlasAtomicsMode_t *mode) {
  CW_BLAS_CHECK(mode, false);
  *mode = handle->atomics_mode;
  return CW_BLAS_STATUS_SUCCESS;
}
/// The engine computes in the precision of the elements, which every mode
/// permits.
cwBlasStatus_t cwBlasSetMathMode(cwBlasHandle_t handle, cwBlasMath_t mode) {
  CW_BLAS_CHECK(true, false);
  handle->math_mode = mode;
  return CW_BLAS_STATUS_SUCCESS;
}
cwBlasStatus_t cwBlasGetMathMode(cwBlasHandle_t handle, cwBlasMath_t *mode) {
  CW_BLAS_CHECK(mode, false);
  *mode = handle->math_mode;
  return CW_BLAS_STATUS_SUCCESS;
}
/// The engine has memory of its own, so the program's is not used.
cwBlasStatus_t cwBlasSetWorkspace(cwBlasHandle_t handle, void *, size_t) {
  CW_BLAS_CHECK(true, false);
  return CW_BLAS_STATUS_SUCCESS;
}
const char *cwBlasGetStatusName(cwBlasStatus_t status) {
  return text_of(status).name;
}
const char *cwBlasGetStatusString(cwBlasStatus_t status) {
  return text_of(status).text;
}

// --- Copies between host and device ---

cwBlasStatus_t cwBlasSetVector(int n, int elemSize, const void *x, int incx,
                               void *device, int incy) {
  return copy_columns(1, n, elemSize, x, incx, device, incy,
                      cwMemcpyHostToDevice, nullptr);
}
cwBlasStatus_t cwBlasGetVector(int n, int elemSize, const void *device,
                               int incx, void *y, int incy) {
  return copy_columns(1, n, elemSize, device, incx, y, incy,
                      cwMemcpyDeviceToHost, nullptr);
}
cwBlasStatus_t cwBlasSetMatrix(int rows, int cols, int elemSize, const void *A,
                               int lda, void *B, int ldb) {
  return copy_columns(rows, cols, elemSize, A, lda, B, ldb,
                      cwMemcpyHostToDevice, nullptr);
}
cwBlasStatus_t cwBlasGetMatrix(int rows, int cols, int elemSize, const void *A,
                               int lda, void *B, int ldb) {
  return copy_columns(rows, cols, elemSize, A, lda, B, ldb,
                      cwMemcpyDeviceToHost, nullptr);
}
cwBlasStatus_t cwBlasSetVectorAsync(int n, int elemSize, const void *x,
                                    int incx, void *device, int incy,
                                    cwStream_t stream) {
  return copy_columns(1, n, elemSize, x, incx, device, incy,
                      cwMemcpyHostToDevice, &stream);
}
cwBlasStatus_t cwBlasGetVectorAsync(int n, int elemSize, const void *device,
                                    int incx, void *y, int incy,
                                    cwStream_t stream) {
  return copy_columns(1, n, elemSize, device, incx, y, incy,
                      cwMemcpyDeviceToHost, &stream);
}
cwBlasStatus_t cwBlasSetMatrixAsync(int rows, int cols, int elemSize,
                                    const void *A, int lda, void *B, int ldb,
                                    cwStream_t stream) {
  return copy_columns(rows, cols, elemSize, A, lda, B, ldb,
                      cwMemcpyHostToDevice, &stream);
}
cwBlasStatus_t cwBlasGetMatrixAsync(int rows, int cols, int elemSize,
                                    const void *A, int lda, void *B, int ldb,
                                    cwStream_t stream) {
  return copy_columns(rows, cols, elemSize, A, lda, B, ldb,
                      cwMemcpyDeviceToHost, &stream);
}

// --- The routines, for each type of elements ---

#define CW_BLAS_ROUTINES(T, P, p)                                              \
  cwBlasStatus_t cwBlas##P##axpy(cwBlasHandle_t handle, int n, const T *alpha, \
                                 const T *x, int incx, T *y, int incy) {       \
    return axpy(handle, n, alpha, x, incx, y, incy);                           \
  }                                                                            \
  cwBlasStatus_t cwBlas##P##copy(cwBlasHandle_t handle, int n, const T *x,     \
                                 int incx, T *y, int incy) {                   \
    return copy(handle, n, x, incx, y, incy);                                  \
  }                                                                            \
  cwBlasStatus_t cwBlas##P##swap(cwBlasHandle_t handle, int n, T *x, int incx, \
                                 T *y, int incy) {                             \
    return swap(handle, n, x, incx, y, incy);                                  \
  }                                                                            \
  cwBlasStatus_t cwBlas##P##scal(cwBlasHandle_t handle, int n, const T *alpha, \
                                 T *x, int incx) {                             \
    return scal(handle, n, alpha, x, incx);                                    \
  }                                                                            \
  cwBlasStatus_t cwBlas##P##dot(cwBlasHandle_t handle, int n, const T *x,      \
                                int incx, const T *y, int incy, T *result) {   \
    return dot(handle, n, x, incx, y, incy, result);                           \
  }                                                                            \
  cwBlasStatus_t cwBlas##P##nrm2(cwBlasHandle_t handle, int n, const T *x,     \
                                 int incx, T *result) {                        \
    return nrm2(handle, n, x, incx, result);                                   \
  }                                                                            \
  cwBlasStatus_t cwBlas##P##asum(cwBlasHandle_t handle, int n, const T *x,     \
                                 int incx, T *result) {                        \
    return asum(handle, n, x, incx, result);                                   \
  }                                                                            \
  cwBlasStatus_t cwBlasI##p##amax(cwBlasHandle_t handle, int n, const T *x,    \
                                  int incx, int *result) {                     \
    return iamax(handle, n, x, incx, result);                                  \
  }                                                                            \
  cwBlasStatus_t cwBlasI##p##amin(cwBlasHandle_t handle, int n, const T *x,    \
                                  int incx, int *result) {                     \
    return iamin(handle, n, x, incx, result);                                  \
  }                                                                            \
  cwBlasStatus_t cwBlas##P##gemv(                                              \
      cwBlasHandle_t handle, cwBlasOperation_t trans, int m, int n,            \
      const T *alpha, const T *A, int lda, const T *x, int incx,               \
      const T *beta, T *y, int incy) {                                         \
    return gemv(handle, trans, m, n, alpha, A, lda, x, incx, beta, y, incy);   \
  }                                                                            \
  cwBlasStatus_t cwBlas##P##ger(cwBlasHandle_t handle, int m, int n,           \
                                const T *alpha, const T *x, int incx,          \
                                const T *y, int incy, T *A, int lda) {         \
    return ger(handle, m, n, alpha, x, incx, y, incy, A, lda);                 \
  }                                                                            \
  cwBlasStatus_t cwBlas##P##gemm(                                              \
      cwBlasHandle_t handle, cwBlasOperation_t transa,                         \
      cwBlasOperation_t transb, int m, int n, int k, const T *alpha,           \
      const T *A, int lda, const T *B, int ldb, const T *beta, T *C,           \
      int ldc) {                                                               \
    return gemm(handle, {transa, transb, m, n, k, lda, ldb, ldc}, alpha, A, B, \
                beta, C);                                                      \
  }                                                                            \
  cwBlasStatus_t cwBlas##P##gemmBatched(                                       \
      cwBlasHandle_t handle, cwBlasOperation_t transa,                         \
      cwBlasOperation_t transb, int m, int n, int k, const T *alpha,           \
      const T *const A[], int lda, const T *const B[], int ldb, const T *beta, \
      T *const C[], int ldc, int batchCount) {                                 \
    return gemm_batched(handle, {transa, transb, m, n, k, lda, ldb, ldc},      \
                        alpha, A, B, beta, C, batchCount);                     \
  }                                                                            \
  cwBlasStatus_t cwBlas##P##gemmStridedBatched(                                \
      cwBlasHandle_t handle, cwBlasOperation_t transa,                         \
      cwBlasOperation_t transb, int m, int n, int k, const T *alpha,           \
      const T *A, int lda, long long strideA, const T *B, int ldb,             \
      long long strideB, const T *beta, T *C, int ldc, long long strideC,      \
      int batchCount) {                                                        \
    return gemm_strided(handle, {transa, transb, m, n, k, lda, ldb, ldc},      \
                        alpha, A, strideA, B, strideB, beta, C, strideC,       \
                        batchCount);                                           \
  }

CW_BLAS_ROUTINES(float, S, s)
CW_BLAS_ROUTINES(double, D, d)
