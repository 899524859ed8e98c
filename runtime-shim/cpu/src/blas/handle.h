// What a handle of the blas extension holds, and how its calls run: in the
// order of its stream.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include <cw/blas.h>

#include "../device.h"
#include "../enqueue.h"

struct cwBlasContext {
  int device = 0;
  cwStream_t stream = nullptr;
  cwBlasPointerMode_t pointer_mode = CW_BLAS_POINTER_MODE_HOST;
  cwBlasAtomicsMode_t atomics_mode = CW_BLAS_ATOMICS_NOT_ALLOWED;
  cwBlasMath_t math_mode = CW_BLAS_DEFAULT_MATH;
};

namespace cw::cpu::blas {

/// A scalar argument: the host's is read by the call, the device's when the
/// work runs, since work before it in the stream may write it.
template <class T> class Scalar {
public:
  Scalar(const cwBlasContext &handle, const T *pointer)
      : pointer_(handle.pointer_mode == CW_BLAS_POINTER_MODE_DEVICE ? pointer
                                                                    : nullptr),
        value_(pointer_ ? T() : *pointer) {}
  operator T() const { return pointer_ ? *pointer_ : value_; }

private:
  const T *pointer_;
  T value_;
};

inline cwBlasStatus_t status_of(cwError_t error) {
  switch (error) {
  case cwSuccess:
    return CW_BLAS_STATUS_SUCCESS;
  case cwErrorMemoryAllocation:
    return CW_BLAS_STATUS_ALLOC_FAILED;
  case cwErrorInvalidValue:
    return CW_BLAS_STATUS_INVALID_VALUE;
  default:
    return CW_BLAS_STATUS_EXECUTION_FAILED;
  }
}

/// Runs `work` in the handle's stream. With `wait`, returns when it is done.
template <class Work>
cwBlasStatus_t submit(cwBlasHandle_t handle, Work work, bool wait = false) {
  return status_of(api([&] {
    return enqueue(handle->stream,
                   internal(
                       [work = std::move(work)] {
                         work();
                         return cwSuccess;
                       },
                       /*brief=*/false, cwGraphNodeTypeHost),
                   wait);
  }));
}

} // namespace cw::cpu::blas
