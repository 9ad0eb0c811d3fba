// SPDX-License-Identifier: GPL-3.0-or-later
// Where lanes ran: the kernel's switches stay in the trace, with their CPUs, whatever a record says.
#include "tests/core/trace/trace_builder.h"

#include <QTest>

#include <atomic>
#include <limits>
#include <thread>

using namespace interleave;
using namespace interleave::test;

namespace test_lane_switches {

/// Returns a lane's switches as one line: "10 in 3 | 20 preempted 3".
QString described(const SwitchSequence& switches) {
    static const char* const words[] = {"in", "preempted", "blocked", "exit"};
    QStringList lines;
    for (std::size_t i = 0; i < switches.size(); ++i) {
        const CpuSwitch next = switches[i];
        lines << QStringLiteral("%1 %2 %3")
                     .arg(next.time)
                     .arg(QLatin1String(words[static_cast<std::size_t>(next.kind)]))
                     .arg(next.cpu);
    }
    return lines.join(QStringLiteral(" | "));
}

/// Returns the n-th of the switches that the test with the growing list writes.
CpuSwitch nth(std::size_t n) {
    return {static_cast<std::int64_t>(n * 70), n % 2 == 0 ? SwitchKind::in : SwitchKind::out_blocked,
            static_cast<std::uint16_t>(n % 13)};
}

class TestLaneSwitches : public QObject {
    Q_OBJECT

private slots:
    void eachLaneKeepsItsSwitchesInOrder() {
        TraceBuilder story;
        const LaneId first = story.lane("a");
        const LaneId second = story.lane("b");
        story.begin(0, first).begin(0, second);
        story.preempt(10'000, first, 0)
            .wake(12'000, second, 0)
            .wake(20'000, first, 3)
            .block(30'000, first, 3);
        story.add(40'000, first, EventKind::task_exit, no_object, 1);
        const auto trace = story.build(50'000);
        QCOMPARE(described(trace->lane(first).switches()),
                 QStringLiteral("10000 preempted 0 | 20000 in 3 | 30000 blocked 3 | 40000 exit 1"));
        QCOMPARE(described(trace->lane(second).switches()), QStringLiteral("12000 in 0"));
    }

    void aThreadIsFollowedBeyondItsLaneUntilItsExit() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        story.wake(500, lane, 1)
            .begin(1'000, lane)
            .end(5'000, lane)
            .block(6'000, lane, 1)
            .wake(7'000, lane, 2);
        story.add(8'000, lane, EventKind::task_exit, no_object, 2);
        story.wake(9'000, lane, 4); // another thread that got the same number
        const auto trace = story.build(10'000);
        QCOMPARE(described(trace->lane(lane).switches()),
                 QStringLiteral("500 in 1 | 6000 blocked 1 | 7000 in 2 | 8000 exit 2"));
        QCOMPARE(trace->lane(lane).end(), 5'000);
    }

    void lostSwitchesAreMomentsOfTheWholeTrace() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        story.begin(0, lane)
            .add(10'000, no_lane, EventKind::switches_lost, no_object, 7)
            .add(20'000, lane, EventKind::switches_lost, no_object, 9);
        const auto trace = story.build(30'000);
        QCOMPARE(trace->lost_switches().size(), std::size_t{2});
        QCOMPARE(trace->lost_switches()[0].time, 10'000);
        QCOMPARE(trace->lost_switches()[0].count, 7U);
        QCOMPARE(trace->lost_switches()[1].count, 9U);
        QVERIFY(trace->lane(lane).switches().empty());
    }

    void impossibleNumbersAreBounded() {
        Trace trace(true);
        trace.lane_appeared({0, LaneKind::thread, 1, 1, no_object, "w"});
        using Limits = std::numeric_limits<std::int64_t>;
        const std::uint64_t no_cpu = ~std::uint64_t{0};
        const auto past_all = static_cast<EventKind>(60'000);
        trace.records(std::vector<TimedRecord>{
            {Limits::min(), 0, no_object, 0, EventKind::switch_in, 0, 0, 0},
            {5, no_cpu, no_object, 0, EventKind::switch_out, 1, 0, 0},
            {5, unknown_cpu - 1U, no_object, 0, EventKind::switch_in, 0xffff, 0, 0},
            {4, 70'000, no_object, 0, EventKind::switch_out, 0, 0, 0}, // earlier than the one before
            {6, 0, no_object, 0, past_all, 0, 0, 0},
            {6, 0, no_object, 0, EventKind::count_, 0, 0, 0},
            {7, 1, no_object, 0, EventKind::switch_in, 0, 77, 0}, // belongs to no lane
            {Limits::max(), 1, no_object, 0, EventKind::switch_in, 0, 0, 0},
        });
        const SwitchSequence& switches = trace.lane(0).switches();
        QCOMPARE(switches.size(), std::size_t{5});
        QVERIFY(switches[0].time < -(std::int64_t{1} << 46U));
        QCOMPARE(switches[1], (CpuSwitch{5, SwitchKind::out_preempted, unknown_cpu}));
        QCOMPARE(switches[2], (CpuSwitch{5, SwitchKind::in, unknown_cpu - 1}));
        QCOMPARE(switches[3], (CpuSwitch{5, SwitchKind::out_blocked, unknown_cpu}));
        QVERIFY(switches[4].time > (std::int64_t{1} << 46U));
    }

    void switchesAreFoundByTime() {
        SwitchSequence switches;
        QCOMPARE(switches.first_at(0), std::size_t{0});
        for (std::size_t n = 0; n < 1'000; ++n)
            switches.append(nth(n));
        for (const std::size_t n : {0U, 1U, 500U, 999U}) {
            for (const std::size_t hint : {0U, 400U, 999U, 5'000U}) {
                QCOMPARE(switches.first_at(nth(n).time, hint), n);
                QCOMPARE(switches.first_at(nth(n).time + 1, hint), n + 1);
            }
        }
        QVERIFY(switches.bytes() >= 8'000 && switches.bytes() < 8'000 + 4'096);
    }

    void readersSeeWholeSwitchesWhileTheyGrow() {
        constexpr std::size_t count = 100'000;
        SwitchSequence switches;
        std::atomic<bool> wrong{false};
        std::thread reader([&] {
            for (std::size_t size = 0; size < count && !wrong;) {
                size = switches.size();
                if (size > 0 && (!(switches[size - 1] == nth(size - 1)) ||
                                 switches.first_at(nth(size - 1).time) != size - 1))
                    wrong = true;
            }
        });
        for (std::size_t n = 0; n < count; ++n)
            switches.append(nth(n));
        reader.join();
        QVERIFY(!wrong);
    }
};

} // namespace test_lane_switches

QTEST_APPLESS_MAIN(test_lane_switches::TestLaneSwitches)
#include "test_lane_switches.moc"
