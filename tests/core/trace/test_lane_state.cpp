// SPDX-License-Identifier: GPL-3.0-or-later
// The rule that makes one state from the worker's events and the kernel's records: the function itself, and
// whole traces with and without the kernel's records.
#include "tests/core/trace/trace_builder.h"

#include "core/trace/lane_state.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_lane_state {

/// Returns a lane's segments as one line: "running 10..20 | waiting: lock 20..30 (lock)".
QString described(const Trace& trace, LaneId id, std::int64_t until) {
    const Lane& lane = trace.lane(id);
    QStringList words;
    for (std::size_t i = 0; i < lane.segments().size(); ++i) {
        const Segment& segment = lane.segments()[i];
        if (segment.state == LaneState::absent)
            continue;
        const std::int64_t end = i + 1 < lane.segments().size() ? lane.segments()[i + 1].begin : until;
        QString text = QStringLiteral("%1 %2..%3").arg(title_of(segment.state)).arg(segment.begin).arg(end);
        if (segment.object != 0)
            text += QStringLiteral(" (%1%2)").arg(segment.flags & in_wait ? "in wait for " : "",
                                                  trace.find_object(segment.object)->name().c_str());
        words << text;
    }
    return words.join(QStringLiteral(" | "));
}

class TestLaneState : public QObject {
    Q_OBJECT

private slots:
    void eachStateFollowsFromActivityAndCpu_data() {
        QTest::addColumn<int>("cpu");
        QTest::addColumn<int>("doing");
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("inWait");
        const auto row = [](Cpu cpu, Doing doing, LaneState state, bool in) {
            QTest::addRow("cpu %d doing %d", static_cast<int>(cpu), static_cast<int>(doing))
                << static_cast<int>(cpu) << static_cast<int>(doing) << static_cast<int>(state) << in;
        };
        row(Cpu::unknown, Doing::unknown, LaneState::unknown, false);
        row(Cpu::on, Doing::unknown, LaneState::running, false);
        row(Cpu::ready, Doing::unknown, LaneState::ready, false);
        row(Cpu::blocked, Doing::unknown, LaneState::off_cpu, false);
        row(Cpu::unknown, Doing::code, LaneState::running_or_ready, false);
        row(Cpu::unknown, Doing::waiting, LaneState::waiting_queue, false);
        row(Cpu::unknown, Doing::sleeping, LaneState::sleeping, false);
        row(Cpu::unknown, Doing::io, LaneState::io, false);
        row(Cpu::on, Doing::code, LaneState::running, false);
        row(Cpu::on, Doing::waiting, LaneState::running, true);
        row(Cpu::on, Doing::sleeping, LaneState::running, false);
        row(Cpu::on, Doing::io, LaneState::running, false);
        row(Cpu::ready, Doing::code, LaneState::ready, false);
        row(Cpu::ready, Doing::waiting, LaneState::ready, true);
        row(Cpu::ready, Doing::sleeping, LaneState::ready, false);
        row(Cpu::ready, Doing::io, LaneState::ready, false);
        row(Cpu::blocked, Doing::code, LaneState::off_cpu, false);
        row(Cpu::blocked, Doing::waiting, LaneState::waiting_queue, false);
        row(Cpu::blocked, Doing::sleeping, LaneState::sleeping, false);
        row(Cpu::blocked, Doing::io, LaneState::io, false);
    }
    void eachStateFollowsFromActivityAndCpu() {
        QFETCH(int, cpu);
        QFETCH(int, doing);
        QFETCH(int, state);
        QFETCH(bool, inWait);
        const ShownState shown =
            shown_state(static_cast<Cpu>(cpu), static_cast<Doing>(doing), LaneState::waiting_queue);
        QCOMPARE(static_cast<int>(shown.state), state);
        QCOMPARE(shown.in_wait, inWait);
    }

    void eachKindOfObjectHasItsWait() {
        QCOMPARE(wait_state(ObjectKind::mutex), LaneState::waiting_lock);
        QCOMPARE(wait_state(ObjectKind::shared_mutex), LaneState::waiting_lock);
        QCOMPARE(wait_state(ObjectKind::gil), LaneState::waiting_gil);
        QCOMPARE(wait_state(ObjectKind::semaphore), LaneState::waiting_semaphore);
        QCOMPARE(wait_state(ObjectKind::condition), LaneState::waiting_condition);
        QCOMPARE(wait_state(ObjectKind::barrier), LaneState::waiting_barrier);
        QCOMPARE(wait_state(ObjectKind::pipe), LaneState::waiting_queue);
        QCOMPARE(wait_state(ObjectKind::worker), LaneState::waiting_join);
        QCOMPARE(wait_state(ObjectKind::future), LaneState::waiting_future);
        QCOMPARE(wait_state(ObjectKind::label), LaneState::unknown);
    }

    void aContendedLockWithTheKernelsRecords() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        story.begin(1'000, lane).wait(10'000, lane, lock).block(14'000, lane).wake(40'000, lane);
        story.acquire(42'000, lane, lock)
            .preempt(50'000, lane)
            .wake(60'000, lane)
            .release(70'000, lane, lock);
        story.block(80'000, lane).wake(90'000, lane).end(95'000, lane);
        const auto trace = story.build(100'000);
        QCOMPARE(
            described(*trace, lane, 100'000),
            QStringLiteral("running 1000..10000 | running 10000..14000 (in wait for m) | waiting: lock "
                           "14000..40000 (m) | running 40000..42000 (in wait for m) | running 42000..50000 | "
                           "ready 50000..60000 | running 60000..80000 | off CPU, cause unknown "
                           "80000..90000 | running 90000..95000"));
        QCOMPARE(trace->lane(lane).end(), 95'000);
    }

    void withoutTheKernelsRecordsNoLaneIsShownRunning() {
        TraceBuilder story(false);
        const LaneId lane = story.lane("w");
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        story.begin(1'000, lane)
            .wait(10'000, lane, lock)
            .acquire(42'000, lane, lock)
            .release(70'000, lane, lock);
        story.add(75'000, lane, EventKind::sleep_begin).add(85'000, lane, EventKind::sleep_end);
        story.add(86'000, lane, EventKind::io_begin).add(88'000, lane, EventKind::io_end).end(95'000, lane);
        const auto trace = story.build(100'000);
        QCOMPARE(
            described(*trace, lane, 100'000),
            QStringLiteral(
                "running or ready 1000..10000 | waiting: lock 10000..42000 (m) | running or ready "
                "42000..75000 | "
                "sleeping 75000..85000 | running or ready 85000..86000 | I/O 86000..88000 | running or ready "
                "88000..95000"));
    }

    void aLaneInSleepOrIoIsOffTheCpuVoluntarily() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        story.begin(0, lane).add(10'000, lane, EventKind::sleep_begin).block(12'000, lane).wake(50'000, lane);
        story.add(51'000, lane, EventKind::sleep_end)
            .add(60'000, lane, EventKind::io_begin)
            .block(62'000, lane);
        story.wake(70'000, lane).add(71'000, lane, EventKind::io_end);
        QCOMPARE(described(*story.build(80'000), lane, 80'000),
                 QStringLiteral(
                     "running 0..12000 | sleeping 12000..50000 | running 50000..62000 | I/O 62000..70000 "
                     "| running 70000..80000"));
    }

    void theForcedWaitOfTheGilIsAWaitForTheGil() {
        TraceBuilder story(false);
        const LaneId lane = story.lane("w");
        const ObjectId gil = story.object(ObjectKind::gil, "GIL");
        story.begin(0, lane).acquire(10, lane, gil).release(20, lane, gil, ReleaseReason::forced);
        story.add(30, lane, EventKind::forced_wait_begin, gil).add(50, lane, EventKind::forced_wait_end, gil);
        const auto trace = story.build(60);
        QCOMPARE(
            described(*trace, lane, 60),
            QStringLiteral("running or ready 0..30 | waiting: GIL 30..50 (GIL) | running or ready 50..60"));
        // During a forced wait the lane does not ask for the GIL, so it is not in its queue.
        const AppendOnly<ObjectChange>& changes = trace->object(0).changes();
        for (std::size_t i = 0; i < changes.size(); ++i)
            QCOMPARE(int{changes[i].waiters}, 0);
    }

    void anEventProvesThatItsLaneIsOnACpu() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        const ObjectId label = story.object(ObjectKind::label, "here");
        story.begin(0, lane).block(10'000, lane).add(30'000, lane, EventKind::mark, label);
        QCOMPARE(
            described(*story.build(40'000), lane, 40'000),
            QStringLiteral("running 0..10000 | off CPU, cause unknown 10000..30000 | running 30000..40000"));
    }

    void anEventJustAfterASwitchOutDoesNotMakeTheLaneRun() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        story.begin(0, lane).block(10'000, lane).wait(10'300, lane, lock).wake(90'000, lane);
        QCOMPARE(described(*story.build(100'000), lane, 100'000),
                 QStringLiteral(
                     "running 0..10000 | off CPU, cause unknown 10000..10300 | waiting: lock 10300..90000 "
                     "(m) | running 90000..100000 (in wait for m)"));
    }

    void lostSwitchRecordsLeaveLanesUnknownUntilTheirNextSwitch() {
        TraceBuilder story;
        const LaneId first = story.lane("a");
        const LaneId second = story.lane("b");
        const ObjectId label = story.object(ObjectKind::label, "here");
        story.begin(0, first).begin(0, second).add(10'000, no_lane, EventKind::switches_lost, no_object, 7);
        story.add(20'000, first, EventKind::mark, label).preempt(30'000, first);
        const auto trace = story.build(40'000);
        QCOMPARE(described(*trace, first, 40'000),
                 QStringLiteral("running 0..10000 | running or ready 10000..30000 | ready 30000..40000"));
        QCOMPARE(described(*trace, second, 40'000),
                 QStringLiteral("running 0..10000 | running or ready 10000..40000"));
    }

    void aKilledProcessEndsWhereItsParentLearnedIt() {
        TraceBuilder story;
        const ObjectId worker = story.object(ObjectKind::worker, "child");
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        const LaneId parent = story.lane("main", LaneKind::process);
        const LaneId child = story.lane("child", LaneKind::process, worker);
        story.begin(0, parent)
            .begin(10'000, child)
            .wait(20'000, child, lock)
            .joined(50'000, parent, worker, 0, 11);
        const auto trace = story.build(60'000);
        QCOMPARE(trace->lane(child).end(), 50'000);
        QVERIFY(trace->lane(child).exit().has_value());
        QCOMPARE(trace->lane(child).exit()->signal, 11);
        QCOMPARE(trace->lane(child).times_between(0, 60'000)[static_cast<std::size_t>(LaneState::running)],
                 40'000);
        QVERIFY(!trace->lane(parent).exit().has_value());
        const Object& mutex = trace->object(lock - 1);
        QCOMPARE(int{mutex.changes().back().waiters}, 0);
    }

    void theKernelsExitEndsALaneThatDidNotSaySo() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        story.begin(0, lane).add(50'000, lane, EventKind::task_exit).wake(60'000, lane);
        const auto trace = story.build(90'000);
        QCOMPARE(trace->lane(lane).end(), 50'000);
        QCOMPARE(described(*trace, lane, 90'000), QStringLiteral("running 0..50000"));
    }

    void livingLanesEndWithTheRun() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        story.begin(10, lane);
        const auto trace = story.build_closed(500);
        QCOMPARE(trace->lane(lane).begin(), 10);
        QCOMPARE(trace->lane(lane).end(), 500);
        QCOMPARE(trace->time_end(), 500);
    }

    void aWaitWhoseEndIsLostEndsWithTheNextRelease() {
        TraceBuilder story(false);
        const LaneId lane = story.lane("w");
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        // The ring was full when it got the lock, so the release ends the wait.
        story.begin(0, lane).wait(10, lane, lock).release(30, lane, lock);
        const auto trace = story.build(40);
        QCOMPARE(
            described(*trace, lane, 40),
            QStringLiteral("running or ready 0..10 | waiting: lock 10..30 (m) | running or ready 30..40"));
        QCOMPARE(int{trace->object(0).changes().back().waiters}, 0);
    }

    void recordsOfUnknownLanesAndObjectsAreSkipped() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        story.begin(0, lane).add(10, 900, EventKind::mark).acquire(20, lane, 12345);
        const auto trace = story.build(40);
        QCOMPARE(trace->lane_count(), std::size_t{1});
        QCOMPARE(trace->object_count(), std::size_t{0});
        QCOMPARE(int{trace->lane(lane).events()[1].object}, 0);
    }
};

} // namespace test_lane_state

QTEST_APPLESS_MAIN(test_lane_state::TestLaneState)
#include "test_lane_state.moc"
