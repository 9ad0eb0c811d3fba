// SPDX-License-Identifier: GPL-3.0-or-later
// Lanes that only the kernel tells of: they have no events of their own, and yet a life and states.
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_kernel_lanes {

QString states(const Lane& lane) {
    QStringList parts;
    for (std::size_t i = 0; i < lane.segments().size(); ++i)
        parts << QStringLiteral("%1 %2")
                     .arg(lane.segments()[i].begin)
                     .arg(QLatin1String(title_of(lane.segments()[i].state)));
    return parts.join(QStringLiteral(" | "));
}

class TestKernelLanes : public QObject {
    Q_OBJECT

private slots:
    void aLaneBeginsWhereTheKernelFirstTellsOfIt() {
        TraceBuilder story;
        const LaneId lane = story.lane("a");
        story.add(10, lane, EventKind::task_appears).wake(20, lane).block(30, lane);
        story.add(40, lane, EventKind::switch_wake).wake(50, lane);
        story.add(60, lane, EventKind::switch_out, no_object, 0, to_detail(SwitchOutDetail::uninterruptible));
        story.add(70, lane, EventKind::switch_unknown);
        story.add(80, lane, EventKind::task_exit);
        const auto trace = story.build(100);
        QCOMPARE(
            states(trace->lane(lane)),
            QStringLiteral("10 unknown | 20 running | 30 off CPU, cause unknown | 40 ready | 50 running | "
                           "60 off CPU, cause unknown | 70 unknown | 80 absent"));
        QCOMPARE(trace->lane(lane).begin(), 10);
        QCOMPARE(trace->lane(lane).end(), 80);
        QCOMPARE(trace->lane(lane).events().size(), std::size_t{0});
    }

    void aWakeUpSaysReadyOnlyWhereTheThreadIsKnownToHaveSlept() {
        TraceBuilder story;
        const LaneId seen = story.lane("seen");
        const LaneId started = story.lane("started");
        const LaneId running = story.lane("running");
        for (const LaneId lane : {seen, started, running})
            story.add(0, lane, EventKind::task_appears);
        story.add(10, seen, EventKind::switch_wake);
        story.add(10, started, EventKind::switch_wake, no_object, 0, to_detail(WakeDetail::started));
        story.wake(5, running).add(10, running, EventKind::switch_wake);
        const auto trace = story.build(100);
        QCOMPARE(states(trace->lane(seen)), QStringLiteral("0 unknown | 10 running or ready"));
        QCOMPARE(states(trace->lane(started)), QStringLiteral("0 unknown | 10 ready"));
        QCOMPARE(states(trace->lane(running)), QStringLiteral("0 unknown | 5 running"));
    }

    void whoIsSeenOnAProcessorRunsThere() {
        TraceBuilder story;
        const LaneId lane = story.lane("a");
        story.add(0, lane, EventKind::task_appears);
        story.add(0, lane, EventKind::switch_in, no_object, 3, to_detail(SwitchInDetail::seen));
        const auto trace = story.build(100);
        QCOMPARE(states(trace->lane(lane)), QStringLiteral("0 unknown | 0 running"));
        QCOMPARE(trace->lane(lane).switches()[1], (CpuSwitch{0, SwitchKind::seen, 3}));
        QCOMPARE((*trace->processor(3))[0], (Occupied{0, lane}));
    }

    void aThreadGetsAnotherNameAndItsProcess() {
        TraceBuilder story;
        const LaneId first = story.lane("sh");
        const LaneId second = story.lane("x");
        const ObjectId ls = story.object(ObjectKind::label, "ls");
        const ObjectId sh = story.object(ObjectKind::label, "sh");
        story.add(0, first, EventKind::task_appears).add(0, second, EventKind::task_appears);
        story.add(10, first, EventKind::task_named, ls, 77);
        story.add(10, second, EventKind::task_named, ls);
        story.add(20, first, EventKind::task_named, sh);
        story.add(30, first, EventKind::task_named, no_object, std::uint64_t{1} << 40);
        const auto trace = story.build(100);
        QCOMPARE(trace->lane(first).name(), std::string("sh"));
        QCOMPARE(trace->lane(first).pid(), 77);
        QCOMPARE(trace->lane(second).name(), std::string("ls (2)"));
        QCOMPARE(trace->lane(second).given_name(), std::string("ls"));
    }

    void everySwitchGoesBackToTheRecordThatItCameFrom() {
        for (int i = 0; i <= static_cast<int>(SwitchKind::appears); ++i) {
            const auto kind = static_cast<SwitchKind>(i);
            QCOMPARE(switch_kind_of(kernel_event_of(kind).kind, kernel_event_of(kind).detail), kind);
        }
    }

    void aLiveLaneStillBeginsWithItsFirstEvent() {
        TraceBuilder story;
        const LaneId lane = story.lane("a");
        story.wake(0, lane).block(5, lane).add(7, lane, EventKind::switch_wake).begin(10'000, lane);
        const auto trace = story.build(20'000);
        QCOMPARE(trace->lane(lane).begin(), 10'000);
        QCOMPARE(trace->lane(lane).segments().size(), std::size_t{1});
    }
};

} // namespace test_kernel_lanes

QTEST_APPLESS_MAIN(test_kernel_lanes::TestKernelLanes)
#include "test_kernel_lanes.moc"
