// Atomic objects, barriers and pipelines: HIP 5.2 has none, so these are the
// portable ones, for both sides. Waiting threads poll, so threads of one wave
// must not wait for each other. Copies are plain copies.
// SPDX-License-Identifier: Apache-2.0
#ifdef __HIPCC__
#include <cw/cxx.h>

#include <atomic>
#include <new>

#pragma clang force_cuda_host_device begin
#include_next <cw/sync.h>
#pragma clang force_cuda_host_device end
#endif
