// What the program said of its managed memory: advice and prefetches. Host and
// device share one memory here, so it is kept to be asked for, and moves
// nothing. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <cw/api.h>

namespace cw::cpu {

void advise(const void *pointer, std::size_t size, cwMemoryAdvise advice,
            int device);
void note_prefetch(const void *pointer, std::size_t size, int device);
/// Forgets what was said of the range, whose memory is given back.
void forget_advice(const void *pointer, std::size_t size);

/// Of the whole range: 1 when all of it is read mostly, else 0.
int read_mostly(const void *pointer, std::size_t size);
/// The device that all of the range prefers or was last prefetched to;
/// cwInvalidDeviceId when parts of it differ or none was named.
int preferred_location(const void *pointer, std::size_t size);
int last_prefetch(const void *pointer, std::size_t size);
/// Whether all of the range was said to be accessed by the device.
bool accessed_by(const void *pointer, std::size_t size, int device);

} // namespace cw::cpu
