// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the clock of one lane run ahead of the others', as if its processor's clock did. What the lane hands
// over must still be recorded before what others do with it.
#pragma once

#include "core/event/clock_description.h"
#include "tests/core/sync/session_rig.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace interleave::test {

/// By so much the clock is ahead. It is far more than a test needs from the hand-over to the event after it,
/// so that the clock alone would get the order wrong.
inline constexpr std::int64_t ahead_ns = 100'000'000;

inline constexpr std::uint64_t mark_of_cause = 1;
inline constexpr std::uint64_t mark_of_effect = 2;

inline void record_mark(std::uint64_t number) {
    Recorder::of_this_thread().event(EventKind::mark, no_object, number, 0);
}

/// Records the cause in the calling lane, whose clock is ahead from now on.
inline void record_cause_ahead() {
    static const double ticks_per_ns = describe_clock(best_clock_source()).ticks_per_ns;
    ReleaseStamp ahead;
    ahead.set(Clock::now() + static_cast<std::uint64_t>(ticks_per_ns * static_cast<double>(ahead_ns)));
    Recorder::of_this_thread().follow(ahead);
    record_mark(mark_of_cause);
}

/// Returns "" if there is one cause and every mark of an effect comes after it, or what is wrong.
inline std::string wrong_order(SessionRig& session) {
    // The collector refuses records that are far in its future.
    std::this_thread::sleep_for(std::chrono::nanoseconds(ahead_ns));
    const std::vector<TimedRecord> marks = session.records(EventKind::mark);
    if (const std::uint64_t bad = session.counts().bad; bad != 0)
        return std::to_string(bad) + " records were refused";
    const auto is_cause = [](const TimedRecord& mark) { return mark.value == mark_of_cause; };
    if (std::count_if(marks.begin(), marks.end(), is_cause) != 1)
        return "there is not one cause";
    if (marks.size() < 2)
        return "there is no effect";
    for (const TimedRecord& mark : marks) {
        if (!is_cause(mark) && mark.time <= std::find_if(marks.begin(), marks.end(), is_cause)->time)
            return "an effect is recorded " +
                   std::to_string(std::find_if(marks.begin(), marks.end(), is_cause)->time - mark.time) +
                   " ns before its cause";
    }
    return {};
}

/// Calls `hand_over` in a lane whose clock is ahead, after the cause, and waits for the lane's end.
inline void hand_over_ahead(const std::function<void()>& hand_over) {
    lane_thread("ahead", [&] {
        record_cause_ahead();
        hand_over();
    }).join();
}

} // namespace interleave::test

/// Fails the test with what is wrong. It is a macro, so that the failure has the line of the test.
#define QVERIFY_ORDER(session)                                                                               \
    QCOMPARE(QString::fromStdString(interleave::test::wrong_order(session)), QString())
