// Advice and prefetches for managed memory. Host and device share one memory
// here, so they move nothing; this file owns what a program has set, for
// queries.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <cw/api.h>

namespace cw::cpu {

void advise(const void *pointer, std::size_t size, cwMemoryAdvise advice,
            int device);
void note_prefetch(const void *pointer, std::size_t size, int device);
/// Forgets the advice for the range, whose memory is freed.
void forget_advice(const void *pointer, std::size_t size);

/// Returns 1 if the whole range is read mostly, else 0.
int read_mostly(const void *pointer, std::size_t size);
/// The preferred location of the whole range, or the device of its last
/// prefetch; cwInvalidDeviceId if parts of the range differ or there is none.
int preferred_location(const void *pointer, std::size_t size);
int last_prefetch(const void *pointer, std::size_t size);
/// Whether the advice for the whole range says that the device accesses it.
bool accessed_by(const void *pointer, std::size_t size, int device);

} // namespace cw::cpu
