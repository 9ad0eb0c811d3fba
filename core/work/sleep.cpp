// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/sleep.h"

#include "core/event/recorder.h"
#include "core/sync/hand_over.h"
#include "core/sync/waiting.h"

#include <algorithm>

namespace interleave {

void sleep_for(std::chrono::nanoseconds duration, std::source_location where) {
    hand_over(Operation::sleep, no_object, where);
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(where);
    const auto asked = static_cast<std::uint64_t>(std::max<std::int64_t>(duration.count(), 0));
    const WithoutGil without(where);
    recorder.event(EventKind::sleep_begin, no_object, asked, site);
    const Deadline deadline = Deadline::in(duration);
    while (!stop_requested() && sleep_until(deadline) != Woken::timed_out) {
    }
    recorder.event(EventKind::sleep_end, no_object, 0, site);
    throw_if_stopped();
}

} // namespace interleave
