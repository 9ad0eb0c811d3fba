#include "core/sync/mutex.h"

#include "core/sync/waiting.h"

#include <type_traits>

namespace interleave {

static_assert(std::is_standard_layout_v<Mutex> && std::is_trivially_destructible_v<Mutex>,
              "lies in shared memory");

bool Mutex::try_lock(std::source_location where) {
    hand_over(Operation::try_acquire, object_);
    const UncontendedSample sample;
    if (obtain_free()) {
        record_uncontended(sample, where);
        return true;
    }
    // A try in vain is a wait of no length, so that it can be seen.
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(where);
    recorder.event(EventKind::wait_begin, object_, 0, site);
    recorder.event(EventKind::wait_end, object_, 0, site, static_cast<std::uint16_t>(WaitOutcome::failed));
    return false;
}

bool Mutex::try_lock_for(std::chrono::nanoseconds limit, std::source_location where) {
    hand_over(Operation::acquire, object_);
    const UncontendedSample sample;
    if (!obtain_free())
        return wait_and_lock(where, Deadline::in(limit));
    record_uncontended(sample, where);
    return true;
}

bool Mutex::wait_and_lock(const std::source_location& where, Deadline deadline) {
    // Whoever has slept cannot know whether others still sleep, so it takes the lock as wanted: at worst one
    // wake-up too many, never one too few.
    return wait_to_acquire({object_, where, deadline}, state_, [this](std::uint32_t& seen) {
        seen = wanted;
        return state_.exchange(wanted, std::memory_order_acquire) == free;
    });
}

} // namespace interleave
