// SPDX-License-Identifier: GPL-3.0-or-later
// Lanes that would have run longer than the processors allow are noticed.
#include "core/analysis/possible_running.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_possible_running {

constexpr std::int64_t ms = 1'000'000;

/// Lanes that run from the begin to the end of a run of 100 ms.
std::unique_ptr<Trace> trace_with(int lanes) {
    TraceBuilder story;
    for (int i = 0; i < lanes; ++i) {
        const LaneId lane = story.lane("worker");
        story.wake(0, lane, static_cast<std::uint64_t>(i)).begin(0, lane).end(100 * ms, lane);
    }
    return story.build_closed(100 * ms);
}

class TestPossibleRunning : public QObject {
    Q_OBJECT

private slots:
    void asManyLanesAsProcessorsMayRunAllTheTime() {
        QVERIFY(running_is_possible(*trace_with(1), 1));
        QVERIFY(running_is_possible(*trace_with(2), 2));
        QVERIFY(running_is_possible(*trace_with(3), 4));
    }
    void moreCannot() {
        QVERIFY(!running_is_possible(*trace_with(2), 1));
        QVERIFY(!running_is_possible(*trace_with(3), 2));
    }
    void aTraceWithoutRecordsIsPossible() {
        QVERIFY(running_is_possible(*TraceBuilder().build_closed(0), 1));
    }
};

} // namespace test_possible_running

QTEST_GUILESS_MAIN(test_possible_running::TestPossibleRunning)
#include "test_possible_running.moc"
