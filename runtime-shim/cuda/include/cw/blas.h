// Made by ./dev generate. Do not edit.
// SPDX-License-Identifier: Apache-2.0
// Dense linear algebra (extension blas): the cuda backend's names for cuBLAS, which the program links (-lcublas).
// From rules/cuda/ and runtime-shim/cuda/names/blas.yaml.
#ifndef CW_BLAS_H
#define CW_BLAS_H

#include <cw/complex.h>
#include <cw/runtime.h>
#include <cublas_v2.h>

// clang-format off
// Functions.
#define cwBlasCreate cublasCreate
#define cwBlasDasum cublasDasum
#define cwBlasDaxpy cublasDaxpy
#define cwBlasDcopy cublasDcopy
#define cwBlasDdot cublasDdot
#define cwBlasDestroy cublasDestroy
#define cwBlasDgemm cublasDgemm
#define cwBlasDgemmBatched cublasDgemmBatched
#define cwBlasDgemmStridedBatched cublasDgemmStridedBatched
#define cwBlasDgemv cublasDgemv
#define cwBlasDger cublasDger
#define cwBlasDnrm2 cublasDnrm2
#define cwBlasDscal cublasDscal
#define cwBlasDswap cublasDswap
#define cwBlasGetAtomicsMode cublasGetAtomicsMode
#define cwBlasGetMathMode cublasGetMathMode
#define cwBlasGetMatrix cublasGetMatrix
#define cwBlasGetMatrixAsync cublasGetMatrixAsync
#define cwBlasGetPointerMode cublasGetPointerMode
#define cwBlasGetStatusName cublasGetStatusName
#define cwBlasGetStatusString cublasGetStatusString
#define cwBlasGetStream cublasGetStream
#define cwBlasGetVector cublasGetVector
#define cwBlasGetVectorAsync cublasGetVectorAsync
#define cwBlasGetVersion cublasGetVersion
#define cwBlasIdamax cublasIdamax
#define cwBlasIdamin cublasIdamin
#define cwBlasIsamax cublasIsamax
#define cwBlasIsamin cublasIsamin
#define cwBlasSasum cublasSasum
#define cwBlasSaxpy cublasSaxpy
#define cwBlasScopy cublasScopy
#define cwBlasSdot cublasSdot
#define cwBlasSetAtomicsMode cublasSetAtomicsMode
#define cwBlasSetMathMode cublasSetMathMode
#define cwBlasSetMatrix cublasSetMatrix
#define cwBlasSetMatrixAsync cublasSetMatrixAsync
#define cwBlasSetPointerMode cublasSetPointerMode
#define cwBlasSetStream cublasSetStream
#define cwBlasSetVector cublasSetVector
#define cwBlasSetVectorAsync cublasSetVectorAsync
#define cwBlasSetWorkspace cublasSetWorkspace
#define cwBlasSgemm cublasSgemm
#define cwBlasSgemmBatched cublasSgemmBatched
#define cwBlasSgemmStridedBatched cublasSgemmStridedBatched
#define cwBlasSgemv cublasSgemv
#define cwBlasSger cublasSger
#define cwBlasSnrm2 cublasSnrm2
#define cwBlasSscal cublasSscal
#define cwBlasSswap cublasSswap
// Types, enumerators, flags and constants.
#define CW_BLAS_ATOMICS_ALLOWED CUBLAS_ATOMICS_ALLOWED
#define CW_BLAS_ATOMICS_NOT_ALLOWED CUBLAS_ATOMICS_NOT_ALLOWED
#define CW_BLAS_DEFAULT_MATH CUBLAS_DEFAULT_MATH
#define CW_BLAS_DIAG_NON_UNIT CUBLAS_DIAG_NON_UNIT
#define CW_BLAS_DIAG_UNIT CUBLAS_DIAG_UNIT
#define CW_BLAS_FILL_MODE_FULL CUBLAS_FILL_MODE_FULL
#define CW_BLAS_FILL_MODE_LOWER CUBLAS_FILL_MODE_LOWER
#define CW_BLAS_FILL_MODE_UPPER CUBLAS_FILL_MODE_UPPER
#define CW_BLAS_MATH_DISALLOW_REDUCED_PRECISION_REDUCTION CUBLAS_MATH_DISALLOW_REDUCED_PRECISION_REDUCTION
#define CW_BLAS_OP_C CUBLAS_OP_C
#define CW_BLAS_OP_N CUBLAS_OP_N
#define CW_BLAS_OP_T CUBLAS_OP_T
#define CW_BLAS_PEDANTIC_MATH CUBLAS_PEDANTIC_MATH
#define CW_BLAS_POINTER_MODE_DEVICE CUBLAS_POINTER_MODE_DEVICE
#define CW_BLAS_POINTER_MODE_HOST CUBLAS_POINTER_MODE_HOST
#define CW_BLAS_SIDE_LEFT CUBLAS_SIDE_LEFT
#define CW_BLAS_SIDE_RIGHT CUBLAS_SIDE_RIGHT
#define CW_BLAS_STATUS_ALLOC_FAILED CUBLAS_STATUS_ALLOC_FAILED
#define CW_BLAS_STATUS_ARCH_MISMATCH CUBLAS_STATUS_ARCH_MISMATCH
#define CW_BLAS_STATUS_EXECUTION_FAILED CUBLAS_STATUS_EXECUTION_FAILED
#define CW_BLAS_STATUS_INTERNAL_ERROR CUBLAS_STATUS_INTERNAL_ERROR
#define CW_BLAS_STATUS_INVALID_VALUE CUBLAS_STATUS_INVALID_VALUE
#define CW_BLAS_STATUS_LICENSE_ERROR CUBLAS_STATUS_LICENSE_ERROR
#define CW_BLAS_STATUS_MAPPING_ERROR CUBLAS_STATUS_MAPPING_ERROR
#define CW_BLAS_STATUS_NOT_INITIALIZED CUBLAS_STATUS_NOT_INITIALIZED
#define CW_BLAS_STATUS_NOT_SUPPORTED CUBLAS_STATUS_NOT_SUPPORTED
#define CW_BLAS_STATUS_SUCCESS CUBLAS_STATUS_SUCCESS
#define CW_BLAS_TENSOR_OP_MATH CUBLAS_TENSOR_OP_MATH
#define CW_BLAS_TF32_TENSOR_OP_MATH CUBLAS_TF32_TENSOR_OP_MATH
#define cwBlasAtomicsMode_t cublasAtomicsMode_t
#define cwBlasContext cublasContext
#define cwBlasDiagType_t cublasDiagType_t
#define cwBlasFillMode_t cublasFillMode_t
#define cwBlasHandle_t cublasHandle_t
#define cwBlasMath_t cublasMath_t
#define cwBlasOperation_t cublasOperation_t
#define cwBlasPointerMode_t cublasPointerMode_t
#define cwBlasSideMode_t cublasSideMode_t
#define cwBlasStatus_t cublasStatus_t

#endif // CW_BLAS_H
