// SPDX-License-Identifier: GPL-3.0-or-later
// The graph says which lane waits for which, and which of its rings are deadlocks.
#include "core/analysis/wait_for_graph.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_wait_for_graph {

/// Makes lanes that each hold lock i and wait for lock (i + 1) % locks. If `closed` is false, the last one
/// does not wait.
TraceBuilder philosophers(int count, bool closed, std::uint16_t detail_of_first = 0) {
    TraceBuilder story(false);
    std::vector<LaneId> lanes;
    std::vector<ObjectId> locks;
    for (int i = 0; i < count; ++i) {
        lanes.push_back(story.lane("p" + std::to_string(i)));
        locks.push_back(story.object(ObjectKind::mutex, "fork " + std::to_string(i)));
    }
    for (int i = 0; i < count; ++i) {
        const auto own = static_cast<std::size_t>(i);
        const auto next = static_cast<std::size_t>((i + 1) % count);
        story.begin(i, lanes[own]).acquire(100 + i, lanes[own], locks[own]);
        if (closed || i + 1 < count)
            story.add(1'000 + i, lanes[own], EventKind::wait_begin, locks[next], 0,
                      i == 0 ? detail_of_first : std::uint16_t{0});
    }
    return story;
}

std::vector<LaneId> lanes_of(const WaitCycle& ring) {
    std::vector<LaneId> lanes;
    for (const WaitingLane& one : ring.lanes)
        lanes.push_back(one.lane);
    return lanes;
}

class TestWaitForGraph : public QObject {
    Q_OBJECT

private slots:
    void aRingOfNIsFoundOnceInItsOrder_data() {
        QTest::addColumn<int>("count");
        for (const int count : {2, 3, 5, 40})
            QTest::addRow("%d", count) << count;
    }
    void aRingOfNIsFoundOnceInItsOrder() {
        QFETCH(int, count);
        const auto trace = philosophers(count, true).build(10'000);
        const std::vector<WaitCycle> rings = find_deadlocks(*trace, 10'000, 5'000);
        QCOMPARE(rings.size(), std::size_t{1});
        const std::vector<LaneId> lanes = lanes_of(rings[0]);
        QCOMPARE(lanes.size(), static_cast<std::size_t>(count));
        for (std::size_t i = 0; i < lanes.size(); ++i) {
            const LaneId next = lanes[(i + 1) % lanes.size()];
            QCOMPARE(rings[0].lanes[i].waits_for, std::vector<LaneId>{next});
            QCOMPARE(trace->object(rings[0].lanes[i].object - 1).changes().back().holder, next);
        }
    }

    void aPlainChainIsNoRing() {
        const auto trace = philosophers(5, false).build(10'000);
        QCOMPARE(wait_for_graph(*trace, 10'000).size(), std::size_t{4});
        QVERIFY(find_deadlocks(*trace, 10'000, 0).empty());
    }

    void aWaitThatJustBeganIsNotYetADeadlock() {
        const auto trace = philosophers(2, true).build(10'000);
        QVERIFY(find_deadlocks(*trace, 2'000, 5'000).empty());
        QCOMPARE(find_deadlocks(*trace, 6'500, 5'000).size(), std::size_t{1});
    }

    void aTimedWaitBreaksTheRing() {
        const auto trace = philosophers(3, true, wait_is_timed).build(1'000'000);
        QCOMPARE(wait_for_graph(*trace, 1'000'000).size(), std::size_t{3});
        QVERIFY(find_deadlocks(*trace, 1'000'000, 0).empty());
    }

    void aLaneThatSpinsIsNotBlocked() {
        TraceBuilder story; // it has the kernel's records: both lanes wait while on a CPU
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        const ObjectId first = story.object(ObjectKind::mutex, "1");
        const ObjectId second = story.object(ObjectKind::mutex, "2");
        story.begin(0, a).begin(0, b).acquire(10, a, first).acquire(10, b, second);
        story.wait(20'000, a, second).wait(20'000, b, first).block(30'000, a);
        QVERIFY(find_deadlocks(*story.build(900'000), 900'000, 1'000).empty());
        story.block(40'000, b);
        QCOMPARE(find_deadlocks(*story.build(900'000), 900'000, 1'000).size(), std::size_t{1});
    }

    void aLockTakenTwiceByOneLaneIsARingOfOne() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a");
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        story.begin(0, a).acquire(10, a, lock).wait(20, a, lock);
        const std::vector<WaitCycle> rings = find_deadlocks(*story.build(1'000), 1'000, 100);
        QCOMPARE(rings.size(), std::size_t{1});
        QCOMPARE(lanes_of(rings[0]), std::vector<LaneId>{a});
    }

    /// The object's changes have the late record in the wrong place, the lanes have it in the right one.
    void aLateRecordHidesNoRing() {
        TraceBuilder story(false);
        const LaneId first = story.lane("first");
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        const ObjectId x = story.object(ObjectKind::mutex, "x");
        const ObjectId y = story.object(ObjectKind::mutex, "y");
        story.begin(0, first).begin(0, a).begin(0, b).acquire(10, first, x);
        story.acquire(30, a, x).acquire(30, b, y).wait(100, a, y).wait(100, b, x);
        const auto trace = story.build(10'000);
        const TimedRecord late{20, 0, x, 0, EventKind::release, 0, first, 0};
        trace->records({&late, 1});
        QCOMPARE(find_deadlocks(*trace, 10'000, 5'000).size(), std::size_t{1});
    }

    void aLateRecordMakesNoRing() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        const LaneId runs = story.lane("runs");
        const ObjectId x = story.object(ObjectKind::mutex, "x");
        const ObjectId y = story.object(ObjectKind::mutex, "y");
        story.begin(0, a).begin(0, b).begin(0, runs);
        // Lane b let y go before the one that runs took it; its release is passed on last.
        story.acquire(10, a, x).acquire(10, b, y).acquire(30, runs, y).wait(100, a, y);
        const auto trace = story.build(10'000);
        const TimedRecord late[] = {{20, 0, y, 0, EventKind::release, 0, b, 0},
                                    {110, 0, x, 0, EventKind::wait_begin, 0, b, 0}};
        trace->records(late);
        QVERIFY(find_deadlocks(*trace, 10'000, 5'000).empty());
    }

    void aLaneThatWaitsForARingIsNotInIt() {
        TraceBuilder story = philosophers(2, true);
        const ObjectId worker = story.object(ObjectKind::worker, "p2");
        const LaneId main = story.lane("main");
        story.begin(0, main).wait(500, main, worker);
        const auto trace = story.build(10'000);
        const std::vector<WaitCycle> rings = find_deadlocks(*trace, 10'000, 5'000);
        QCOMPARE(rings.size(), std::size_t{1});
        QCOMPARE(rings[0].lanes.size(), std::size_t{2});
    }

    void twoRingsAreTwo() {
        TraceBuilder story(false);
        for (int pair = 0; pair < 2; ++pair) {
            const LaneId a = story.lane("a");
            const LaneId b = story.lane("b");
            const ObjectId first = story.object(ObjectKind::mutex, "1");
            const ObjectId second = story.object(ObjectKind::mutex, "2");
            story.begin(0, a).begin(0, b).acquire(10, a, first).acquire(10, b, second);
            story.wait(20, a, second).wait(20, b, first);
        }
        QCOMPARE(find_deadlocks(*story.build(1'000), 1'000, 100).size(), std::size_t{2});
    }

    void joiningEachOtherIsADeadlock() {
        TraceBuilder story(false);
        const ObjectId first = story.object(ObjectKind::worker, "a");
        const ObjectId second = story.object(ObjectKind::worker, "b");
        const LaneId a = story.lane("a", LaneKind::thread, first);
        const LaneId b = story.lane("b", LaneKind::thread, second);
        story.begin(0, a).begin(0, b).wait(20, a, second).wait(20, b, first);
        QCOMPARE(find_deadlocks(*story.build(1'000), 1'000, 100).size(), std::size_t{1});
    }

    void aSemaphoreIsStuckOnlyWhenAllItsHoldersAre() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        const LaneId c = story.lane("c");
        const ObjectId gate = story.object(ObjectKind::semaphore, "gate");
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        story.begin(0, a).begin(0, b).begin(0, c);
        story.acquire(10, a, gate).acquire(20, b, gate).acquire(30, c, lock);
        story.wait(40, a, lock).wait(50, c, gate);
        QVERIFY(find_deadlocks(*story.build(1'000), 1'000, 100).empty()); // b can still leave
        story.wait(60, b, lock);
        QCOMPARE(find_deadlocks(*story.build(1'000), 1'000, 100).size(), std::size_t{1});
    }

    /// A consumer takes permits that another lane releases, and releases none itself.
    void aConsumerThatWaitsForPermitsIsInNoDeadlock() {
        TraceBuilder story(false);
        const LaneId producer = story.lane("producer");
        const LaneId consumer = story.lane("consumer");
        const ObjectId made = story.object(ObjectKind::semaphore, "made");
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        story.begin(0, producer).begin(0, consumer);
        story.release(10, producer, made).acquire(20, consumer, made);
        story.acquire(30, consumer, lock).wait(40, consumer, made);
        // The producer may release a permit at any time.
        QVERIFY(find_deadlocks(*story.build(10'000), 10'000, 100).empty());
        story.wait(50, producer, lock);
        QCOMPARE(find_deadlocks(*story.build(10'000), 10'000, 100).size(), std::size_t{1});
    }

    void aGraphOfVeryManyWaitersIsBoundedInTime() {
        // Each lane is inside all of many shared locks, waits for one of them, and has written much since.
        TraceBuilder story(false);
        std::vector<ObjectId> locks;
        for (int i = 0; i < 200; ++i)
            locks.push_back(story.object(ObjectKind::shared_mutex, "lock"));
        for (std::size_t i = 0; i < 200; ++i) {
            const LaneId lane = story.lane("lane");
            story.begin(0, lane);
            for (const ObjectId lock : locks)
                story.acquire(1, lane, lock);
            story.wait(2, lane, locks[i]);
            for (int k = 0; k < 2'000; ++k)
                story.add(3, lane, EventKind::mark);
        }
        const auto trace = story.build(1'000);
        QVERIFY(trace->find_object(locks[0])->changes().back().several_holders());
        QCOMPARE(wait_for_graph(*trace, 1'000).size(), std::size_t{200});
        QVERIFY(find_deadlocks(*trace, 1'000, 100).empty()); // too much to tell
    }

    void aWaitWhoseBeginIsFarBackIsNoDeadlock() {
        TraceBuilder story = philosophers(2, true);
        for (int k = 0; k < 20'000; ++k)
            story.add(2'000, 0, EventKind::mark);
        QVERIFY(find_deadlocks(*story.build(10'000), 10'000, 5'000).empty());
    }
};

} // namespace test_wait_for_graph

QTEST_APPLESS_MAIN(test_wait_for_graph::TestWaitForGraph)
#include "test_wait_for_graph.moc"
