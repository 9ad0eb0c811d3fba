// SPDX-License-Identifier: GPL-3.0-or-later
// Measures how long an acquisition without a wait takes. Only one in 64 is measured, because a clock read
// costs as much as the acquisition itself.
#pragma once

#include "core/event/acquire_detail.h"
#include "core/event/recorder.h"

#include <cstdint>

namespace interleave {

/// It is constructed before the try; acquired() writes the event.
class UncontendedSample {
public:
    UncontendedSample() noexcept {
        if (acquisitions_ % one_in == one_in - 1) [[unlikely]]
            begin_ = Clock::now();
    }

    /// Writes `acquire`, with the ticks that it took if this is a sample, otherwise 0.
    void acquired(Recorder& recorder, ObjectId object, SiteId site,
                  AcquireDetail detail = AcquireDetail::plain) const noexcept {
        if (begin_ == 0) [[likely]] {
            recorder.event(EventKind::acquire, object, 0, site, to_detail(detail));
        } else {
            const std::uint64_t end = Clock::now_ordered();
            recorder.event_at(end, EventKind::acquire, object, end > begin_ ? end - begin_ : 1, site,
                              to_detail(detail));
        }
        ++acquisitions_; // after the event: a store before the lock's exchange would make the exchange wait
                         // for it
    }

    static constexpr std::uint32_t one_in = 64;

private:
    static inline thread_local constinit std::uint32_t acquisitions_ = 0; ///< without waiting, by this thread
    std::uint64_t begin_ = 0;
};

} // namespace interleave
