// SPDX-License-Identifier: GPL-3.0-or-later
// A barrier, at which workers wait for each other at the end of a phase.
#pragma once

#include "core/event/recorder.h"
#include "core/event/release_stamp.h"
#include "core/sync/futex.h"
#include "core/sync/plain_lock.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <source_location>
#include <string_view>

namespace interleave {

/// It opens each time that as many workers have arrived as it has parties, and closes after them at once. It
/// lies on the stack or in Stage::share memory.
class alignas(cache_line) Barrier {
public:
    Barrier(std::string_view name, std::uint32_t parties)
        : parties_(parties)
        , object_(register_object(ObjectKind::barrier, name)) {}
    Barrier(const Barrier&) = delete;
    Barrier& operator=(const Barrier&) = delete;

    /// Returns true for the worker that came last and opened it. Throws Stopped.
    bool arrive_and_wait(std::source_location where = std::source_location::current());

    /// Returns false if the others did not arrive within the time; this arrival is then taken back. Throws
    /// Stopped.
    bool arrive_and_wait_for(std::chrono::nanoseconds limit,
                             std::source_location where = std::source_location::current());

    /// Returns how often it has opened. Any worker may call it.
    std::uint32_t phase() const noexcept { return phase_.load(std::memory_order_acquire); }

    ObjectId object() const noexcept { return object_; }

private:
    enum class Passed { as_last, with_the_others, not_in_time };

    Passed arrive_until(Deadline deadline, const std::source_location& where);
    void open(Recorder& recorder, SiteId site) noexcept;
    bool withdraw(std::uint32_t phase, const std::source_location& where) noexcept;
    void record_arrived(Recorder& recorder, SiteId site) const noexcept;

    PlainLock guard_; ///< guards arrived_, and the change of phase_
    std::uint32_t parties_;
    std::uint32_t arrived_ = 0;
    std::atomic<std::uint32_t> phase_{0};
    ReleaseStamp opened_; ///< written under guard_
    ObjectId object_;
};

} // namespace interleave
