// Atomic objects, barriers and pipelines of libcu++ under the shim's name.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_SYNC_H
#define CW_SYNC_H

#include <cw/cxx.h>

#include <cuda/atomic>
#include <cuda/latch>
#include <cuda/semaphore>
#include <cuda/std/atomic>
#include <cuda/std/barrier>
#include <cuda/std/latch>
#include <cuda/std/semaphore>
#ifdef __CUDACC__
#include <cuda/barrier>
#include <cuda/pipeline>
#include <cuda_awbarrier_primitives.h>
#include <cuda_pipeline_primitives.h>

namespace cw {

using mbarrier_t = ::__mbarrier_t;
using mbarrier_token_t = ::__mbarrier_token_t;
CW_FORWARD(mbarrier_maximum_count, __mbarrier_maximum_count)
CW_FORWARD(mbarrier_init, __mbarrier_init)
CW_FORWARD(mbarrier_inval, __mbarrier_inval)
CW_FORWARD(mbarrier_arrive, __mbarrier_arrive)
CW_FORWARD(mbarrier_arrive_and_drop, __mbarrier_arrive_and_drop)
CW_FORWARD(mbarrier_test_wait, __mbarrier_test_wait)
CW_FORWARD(mbarrier_test_wait_parity, __mbarrier_test_wait_parity)
CW_FORWARD(mbarrier_try_wait, __mbarrier_try_wait)
CW_FORWARD(mbarrier_try_wait_parity, __mbarrier_try_wait_parity)

CW_FORWARD(pipeline_memcpy_async, __pipeline_memcpy_async)
CW_FORWARD(pipeline_commit, __pipeline_commit)
CW_FORWARD(pipeline_wait_prior, __pipeline_wait_prior)
CW_FORWARD(pipeline_arrive_on, __pipeline_arrive_on)

} // namespace cw
#endif

#endif
