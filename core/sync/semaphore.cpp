// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/semaphore.h"

#include <type_traits>

namespace interleave {

static_assert(std::is_standard_layout_v<Semaphore> && std::is_trivially_destructible_v<Semaphore>,
              "lies in shared memory");

Semaphore::Semaphore(std::string_view name, std::uint32_t permits, std::uint32_t most,
                     std::source_location where)
    : QueuedLock(ObjectKind::semaphore, name, Permits(permits, most)) {
    Recorder& recorder = Recorder::of_this_thread();
    Permits(permits, most).record(recorder, object(), recorder.site(where));
}

void Semaphore::acquire(std::source_location where) {
    acquire_until(any, WaitDetail::plain, Deadline::never(), where);
}

bool Semaphore::try_acquire_for(std::chrono::nanoseconds limit, std::source_location where) {
    return acquire_until(any, WaitDetail::plain, Deadline::in(limit), where);
}

bool Semaphore::try_acquire(std::source_location where) {
    return try_acquire_now(any, where);
}

bool Semaphore::release(std::uint32_t permits, std::source_location where) noexcept {
    return QueuedLock::release(any, permits, where);
}

} // namespace interleave
