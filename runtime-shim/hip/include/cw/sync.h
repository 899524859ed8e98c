// Atomic objects, barriers and pipelines: HIP 5.2 has none, so these are the
// portable ones, for both sides. Threads that wait look again; that needs
// threads of a wave that don't wait for one another. Copies are plain ones.
// SPDX-License-Identifier: Apache-2.0
#ifdef __HIPCC__
#include <cw/cxx.h>

#include <atomic>
#include <new>

#pragma clang force_cuda_host_device begin
#include_next <cw/sync.h>
#pragma clang force_cuda_host_device end
#endif
