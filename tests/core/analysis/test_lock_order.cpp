// SPDX-License-Identifier: GPL-3.0-or-later
// Locks taken in opposite orders are a danger even where nobody waited, unless a gate or time keeps the lanes
// apart.
#include "core/analysis/lock_order.h"
#include "core/analysis/lock_order_text.h"
#include "core/event/acquire_detail.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_lock_order {

/// Two lanes that live until the end, two locks and one more, in a source file.
struct TwoLanes {
    TraceBuilder story{false};
    LaneId one = story.lane("one");
    LaneId two = story.lane("two");
    ObjectId a = story.object(ObjectKind::mutex, "A");
    ObjectId b = story.object(ObjectKind::mutex, "B");
    ObjectId gate = story.object(ObjectKind::mutex, "gate");
    std::uint32_t file = story.file("core/scenario/catalogue/two.cpp");
    std::int64_t time = 100;

    TwoLanes() { story.begin(0, one).begin(0, two); }

    /// Takes the locks one after the other at lines 10, 11 …, and releases all of them.
    void take(LaneId lane, const std::vector<ObjectId>& locks, AcquireDetail last = AcquireDetail::plain) {
        std::uint32_t line = lane == one ? 10 : 20;
        for (const ObjectId lock : locks)
            story.add(time++, lane, EventKind::acquire, lock, 0,
                      to_detail(lock == locks.back() ? last : AcquireDetail::plain), make_site(file, line++));
        for (auto lock = locks.rbegin(); lock != locks.rend(); ++lock)
            story.release(time++, lane, *lock);
    }
    std::vector<LockOrderRing> rings() const { return lock_order_rings(*story.build(10'000)); }
};

std::vector<ObjectId> locks_of(const LockOrderRing& ring) {
    std::vector<ObjectId> locks;
    for (const LockStep& step : ring.steps)
        locks.push_back(step.held);
    return locks;
}

class TestLockOrder : public QObject {
    Q_OBJECT

private slots:
    void oppositeOrdersAreADangerThoughNobodyWaited() {
        TwoLanes run;
        run.take(run.one, {run.a, run.b});
        run.take(run.one, {run.a, run.b});
        run.take(run.two, {run.b, run.a});
        const std::vector<LockOrderRing> rings = run.rings();
        QCOMPARE(rings.size(), std::size_t{1});
        QVERIFY(rings[0].is_danger());
        QCOMPARE(locks_of(rings[0]), (std::vector<ObjectId>{run.a, run.b}));
        QCOMPARE(rings[0].steps[0].times, std::uint64_t{2});
        QCOMPARE(rings[0].steps[0].time, std::int64_t{101});
        QCOMPARE(rings[0].steps[1].lane, run.two);
        QCOMPARE(QString::fromStdString(lock_order_text(*run.story.build(10'000), rings[0])),
                 QStringLiteral(
                     "one takes A (two.cpp:10), then B (two.cpp:11), 2 times; two takes B "
                     "(two.cpp:20), then A (two.cpp:21), 1 time: they can wait for each other for ever"));
    }

    /// Programs use locks as signals, too, which another lane releases.
    void thousandsOfLocksThatALaneNeverReleasesHideNothing() {
        TwoLanes run;
        for (int i = 0; i < 5'000; ++i)
            run.story.add(run.time++, run.one, EventKind::acquire,
                          run.story.object(ObjectKind::mutex, "signal"), 0, 0);
        run.take(run.one, {run.a, run.b});
        run.take(run.two, {run.b, run.a});
        const std::vector<LockOrderRing> rings = run.rings();
        QCOMPARE(rings.size(), std::size_t{1});
        QVERIFY(rings[0].is_danger());
    }

    void oneOrderIsNone() {
        TwoLanes run;
        run.take(run.one, {run.a, run.b});
        run.take(run.two, {run.a, run.b});
        QVERIFY(run.rings().empty());
    }

    void oneLaneAloneCannotWaitForItself() {
        TwoLanes run;
        run.take(run.one, {run.a, run.b});
        run.take(run.one, {run.b, run.a});
        QVERIFY(run.rings().empty());
    }

    void aGateExcludesItAndIsNamed() {
        TwoLanes run;
        run.take(run.one, {run.gate, run.a, run.b});
        run.take(run.two, {run.gate, run.b, run.a});
        const std::vector<LockOrderRing> rings = run.rings();
        QCOMPARE(rings.size(), std::size_t{1});
        QCOMPARE(rings[0].gates, std::vector<ObjectId>{run.gate});
        QVERIFY(QString::fromStdString(lock_order_text(*run.story.build(10'000), rings[0]))
                    .endsWith(QStringLiteral("because they hold gate meanwhile")));
    }

    void aGateThatOneLaneOnceDidWithoutExcludesNothing() {
        TwoLanes run;
        run.take(run.one, {run.gate, run.a, run.b});
        run.take(run.two, {run.gate, run.b, run.a});
        run.take(run.two, {run.b, run.a});
        const std::vector<LockOrderRing> rings = run.rings();
        QCOMPARE(rings.size(), std::size_t{1});
        QVERIFY(rings[0].is_danger());
    }

    void aLockThatIsOnlyTriedIsNotWaitedFor() {
        TwoLanes run;
        run.take(run.one, {run.a, run.b}, AcquireDetail::tried);
        run.take(run.two, {run.b, run.a}, AcquireDetail::tried);
        QVERIFY(run.rings().empty());
    }

    void aWaitWithoutAnEndCountsAndOneWithALimitDoesNot() {
        for (const bool is_timed : {false, true}) {
            TwoLanes run;
            run.story.acquire(100, run.one, run.a).acquire(110, run.two, run.b);
            run.story.add(200, run.one, EventKind::wait_begin, run.b, 0, is_timed ? wait_is_timed : 0);
            run.story.wait(210, run.two, run.a);
            QCOMPARE(run.rings().size(), std::size_t{is_timed ? 0U : 1U});
        }
    }

    void aWaitThatEndsCountsOnce() {
        TwoLanes run;
        run.take(run.one, {run.a, run.b});
        run.story.acquire(500, run.two, run.b).wait(510, run.two, run.a).acquire(520, run.two, run.a);
        const std::vector<LockOrderRing> rings = run.rings();
        QCOMPARE(rings.size(), std::size_t{1});
        QCOMPARE(rings[0].steps[1].times, std::uint64_t{1});
    }

    void lanesThatNeverLivedTogetherCannotMeet() {
        TwoLanes run;
        run.take(run.one, {run.a, run.b});
        run.story.end(200, run.one);
        const LaneId later = run.story.lane("later");
        run.story.begin(300, later).acquire(310, later, run.b).acquire(320, later, run.a);
        QVERIFY(run.rings().empty());
    }

    void philosophersMakeOneRingOfAllForks() {
        for (const std::size_t count : {std::size_t{3}, std::size_t{5}, std::size_t{40}}) {
            TraceBuilder story(false);
            std::vector<LaneId> lanes;
            std::vector<ObjectId> forks;
            for (std::size_t i = 0; i < count; ++i) {
                lanes.push_back(story.lane("p" + std::to_string(i)));
                forks.push_back(story.object(ObjectKind::mutex, "fork " + std::to_string(i)));
            }
            for (std::size_t i = 0; i < count; ++i) {
                const ObjectId own = forks[i];
                const ObjectId next = forks[(i + 1) % count];
                const auto time = static_cast<std::int64_t>(10 * i);
                story.begin(0, lanes[i]).acquire(time + 1, lanes[i], own).acquire(time + 2, lanes[i], next);
                story.release(time + 3, lanes[i], next).release(time + 4, lanes[i], own);
            }
            const std::vector<LockOrderRing> rings = lock_order_rings(*story.build(10'000));
            QCOMPARE(rings.size(), std::size_t{1});
            QCOMPARE(locks_of(rings[0]), forks);
        }
    }

    /// All of 40 locks are held in one order, and two of them once in the other: the search does not walk
    /// through all that is in order.
    void aRingIsFoundAmongManyLocksInOrder() {
        TwoLanes run;
        std::vector<ObjectId> locks;
        for (int i = 0; i < 40; ++i)
            locks.push_back(run.story.object(ObjectKind::mutex, "lock " + std::to_string(i)));
        run.take(run.one, locks);
        run.take(run.two, {locks[30], locks[20]});
        const std::vector<LockOrderRing> rings = run.rings();
        QCOMPARE(rings.size(), std::size_t{1});
        QCOMPARE(locks_of(rings[0]), (std::vector<ObjectId>{locks[20], locks[30]}));
    }

    void nothingIsConcludedAcrossMissingRecords() {
        TwoLanes run;
        run.take(run.two, {run.b, run.a});
        run.story.acquire(500, run.one, run.a).add(600, run.one, EventKind::records_lost, 0, 7);
        run.story.acquire(700, run.one, run.b);
        QVERIFY(run.rings().empty());
    }
};

} // namespace test_lock_order

QTEST_APPLESS_MAIN(test_lock_order::TestLockOrder)
#include "test_lock_order.moc"
