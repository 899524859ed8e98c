// Made by ./dev generate. Do not edit.
// SPDX-License-Identifier: Apache-2.0
// Dense linear algebra (extension blas): the hip backend's names for hipBLAS, which the program links (-lhipblas).
// From rules/cuda/ and runtime-shim/hip/names/blas.yaml.
#ifndef CW_BLAS_H
#define CW_BLAS_H

#include <cw/complex.h>
#include <cw/runtime.h>
#include <hipblas/hipblas.h>

// clang-format off
// Functions.
#define cwBlasCreate hipblasCreate
#define cwBlasDasum hipblasDasum
#define cwBlasDaxpy hipblasDaxpy
#define cwBlasDcopy hipblasDcopy
#define cwBlasDdot hipblasDdot
#define cwBlasDestroy hipblasDestroy
#define cwBlasDgemm hipblasDgemm
#define cwBlasDgemmBatched hipblasDgemmBatched
#define cwBlasDgemmStridedBatched hipblasDgemmStridedBatched
#define cwBlasDgemv hipblasDgemv
#define cwBlasDger hipblasDger
#define cwBlasDnrm2 hipblasDnrm2
#define cwBlasDscal hipblasDscal
#define cwBlasDswap hipblasDswap
#define cwBlasGetAtomicsMode hipblasGetAtomicsMode
#define cwBlasGetMathMode hipblasGetMathMode
#define cwBlasGetMatrix hipblasGetMatrix
#define cwBlasGetMatrixAsync hipblasGetMatrixAsync
#define cwBlasGetPointerMode hipblasGetPointerMode
#define cwBlasGetStream hipblasGetStream
#define cwBlasGetVector hipblasGetVector
#define cwBlasGetVectorAsync hipblasGetVectorAsync
#define cwBlasIdamax hipblasIdamax
#define cwBlasIdamin hipblasIdamin
#define cwBlasIsamax hipblasIsamax
#define cwBlasIsamin hipblasIsamin
#define cwBlasSasum hipblasSasum
#define cwBlasSaxpy hipblasSaxpy
#define cwBlasScopy hipblasScopy
#define cwBlasSdot hipblasSdot
#define cwBlasSetAtomicsMode hipblasSetAtomicsMode
#define cwBlasSetMathMode hipblasSetMathMode
#define cwBlasSetMatrix hipblasSetMatrix
#define cwBlasSetMatrixAsync hipblasSetMatrixAsync
#define cwBlasSetPointerMode hipblasSetPointerMode
#define cwBlasSetStream hipblasSetStream
#define cwBlasSetVector hipblasSetVector
#define cwBlasSetVectorAsync hipblasSetVectorAsync
#define cwBlasSgemm hipblasSgemm
#define cwBlasSgemmBatched hipblasSgemmBatched
#define cwBlasSgemmStridedBatched hipblasSgemmStridedBatched
#define cwBlasSgemv hipblasSgemv
#define cwBlasSger hipblasSger
#define cwBlasSnrm2 hipblasSnrm2
#define cwBlasSscal hipblasSscal
#define cwBlasSswap hipblasSswap
// Types, enumerators, flags and constants.
#define CW_BLAS_ATOMICS_ALLOWED HIPBLAS_ATOMICS_ALLOWED
#define CW_BLAS_ATOMICS_NOT_ALLOWED HIPBLAS_ATOMICS_NOT_ALLOWED
#define CW_BLAS_DEFAULT_MATH HIPBLAS_DEFAULT_MATH
#define CW_BLAS_DIAG_NON_UNIT HIPBLAS_DIAG_NON_UNIT
#define CW_BLAS_DIAG_UNIT HIPBLAS_DIAG_UNIT
#define CW_BLAS_FILL_MODE_FULL HIPBLAS_FILL_MODE_FULL
#define CW_BLAS_FILL_MODE_LOWER HIPBLAS_FILL_MODE_LOWER
#define CW_BLAS_FILL_MODE_UPPER HIPBLAS_FILL_MODE_UPPER
#define CW_BLAS_MATH_DISALLOW_REDUCED_PRECISION_REDUCTION HIPBLAS_MATH_DISALLOW_REDUCED_PRECISION_REDUCTION
#define CW_BLAS_OP_C HIPBLAS_OP_C
#define CW_BLAS_OP_N HIPBLAS_OP_N
#define CW_BLAS_OP_T HIPBLAS_OP_T
#define CW_BLAS_PEDANTIC_MATH HIPBLAS_PEDANTIC_MATH
#define CW_BLAS_POINTER_MODE_DEVICE HIPBLAS_POINTER_MODE_DEVICE
#define CW_BLAS_POINTER_MODE_HOST HIPBLAS_POINTER_MODE_HOST
#define CW_BLAS_SIDE_LEFT HIPBLAS_SIDE_LEFT
#define CW_BLAS_SIDE_RIGHT HIPBLAS_SIDE_RIGHT
#define CW_BLAS_STATUS_ALLOC_FAILED HIPBLAS_STATUS_ALLOC_FAILED
#define CW_BLAS_STATUS_ARCH_MISMATCH HIPBLAS_STATUS_ARCH_MISMATCH
#define CW_BLAS_STATUS_EXECUTION_FAILED HIPBLAS_STATUS_EXECUTION_FAILED
#define CW_BLAS_STATUS_INTERNAL_ERROR HIPBLAS_STATUS_INTERNAL_ERROR
#define CW_BLAS_STATUS_INVALID_VALUE HIPBLAS_STATUS_INVALID_VALUE
#define CW_BLAS_STATUS_MAPPING_ERROR HIPBLAS_STATUS_MAPPING_ERROR
#define CW_BLAS_STATUS_NOT_INITIALIZED HIPBLAS_STATUS_NOT_INITIALIZED
#define CW_BLAS_STATUS_NOT_SUPPORTED HIPBLAS_STATUS_NOT_SUPPORTED
#define CW_BLAS_STATUS_SUCCESS HIPBLAS_STATUS_SUCCESS
#define CW_BLAS_TENSOR_OP_MATH HIPBLAS_TENSOR_OP_MATH
#define CW_BLAS_TF32_TENSOR_OP_MATH HIPBLAS_TF32_TENSOR_OP_MATH
#define cwBlasAtomicsMode_t hipblasAtomicsMode_t
#define cwBlasDiagType_t hipblasDiagType_t
#define cwBlasFillMode_t hipblasFillMode_t
#define cwBlasHandle_t hipblasHandle_t
#define cwBlasMath_t hipblasMath_t
#define cwBlasOperation_t hipblasOperation_t
#define cwBlasPointerMode_t hipblasPointerMode_t
#define cwBlasSideMode_t hipblasSideMode_t
#define cwBlasStatus_t hipblasStatus_t
// Spelled in another way.
#define CW_BLAS_STATUS_LICENSE_ERROR ((hipblasStatus_t)-1)
#define cwBlasGetStatusString hipblasStatusToString

#endif // CW_BLAS_H
