// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/fifo_mutex.h"

#include <type_traits>

namespace interleave {

static_assert(std::is_standard_layout_v<FifoMutex> && std::is_trivially_destructible_v<FifoMutex>,
              "lies in shared memory");

void FifoMutex::lock(std::source_location where) {
    acquire_until(any, WaitDetail::plain, Deadline::never(), where);
}

bool FifoMutex::try_lock_for(std::chrono::nanoseconds limit, std::source_location where) {
    return acquire_until(any, WaitDetail::plain, Deadline::in(limit), where);
}

bool FifoMutex::try_lock(std::source_location where) {
    return try_acquire_now(any, where);
}

void FifoMutex::unlock(std::source_location where) noexcept {
    release(any, 1, where);
}

} // namespace interleave
