// SPDX-License-Identifier: GPL-3.0-or-later
// The changes of an object: its holders, queue and value, and the five parts of a lock's time.
#include "core/trace/time_bounds.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

#include <limits>

using namespace interleave;
using namespace interleave::test;

namespace test_trace_objects {

/// Returns the changes of an object as one line: "10 wait_begin: lane 0, 1 waiting, value 1 | …".
QString described(const Object& object) {
    QStringList words;
    for (std::size_t i = 0; i < object.changes().size(); ++i) {
        const ObjectChange& change = object.changes()[i];
        words << QStringLiteral("%1 %2: %3, %4 waiting, value %5")
                     .arg(change.time())
                     .arg(QLatin1String(name_of(change.kind())))
                     .arg(change.held() ? QStringLiteral("lane %1").arg(change.holder)
                                        : QStringLiteral("free"))
                     .arg(change.waiters)
                     .arg(change.value);
    }
    return words.join(QStringLiteral(" | "));
}

class TestTraceObjects : public QObject {
    Q_OBJECT

private slots:
    void theFivePartsOfALocksTime() {
        TraceBuilder story(false);
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        const LaneId c = story.lane("c");
        story.begin(0, a).begin(0, b).begin(0, c);
        story.acquire(100, a, lock, 7).wait(150, b, lock).wait(180, c, lock).release(200, a, lock);
        story.acquire(220, b, lock).release(300, b, lock).acquire(310, c, lock).release(350, c, lock);
        story.acquire(400, a, lock, 9).release(450, a, lock);
        const auto trace = story.build(500);
        const Object& object = trace->object(0);

        const ObjectTimes times = object.times_between(0, 500);
        QCOMPARE(times.held, (200 - 100) + (300 - 220) + (350 - 310) + (450 - 400));
        QCOMPARE(times.contended_held, (200 - 150) + (300 - 220));
        QCOMPARE(times.handing_off, (220 - 200) + (310 - 300));
        QCOMPARE(times.waited, (220 - 150) + (310 - 180));
        QCOMPARE(times.obtained, 4);
        QCOMPARE(times.contended, 2);
        QCOMPARE(object.samples().size(), std::size_t{2});
        QCOMPARE(object.samples()[1].total_ns, 16);
        QCOMPARE(int{object.most_waiters(0, 500)}, 2);
        QCOMPARE(object.most_holders(), 1);

        // The same for a part of the time, with events exactly at its edges.
        const ObjectTimes part = object.times_between(190, 310);
        QCOMPARE(part.held, 10 + 80);
        QCOMPARE(part.waited, 2 * 30 + 90);
        QCOMPARE(part.obtained, 1);
        QCOMPARE(object.times_between(310, 311).obtained, 1);
        QCOMPARE(object.times_between(310, 310).obtained, 0);
    }

    void aWaiterThatGivesUpLeavesTheQueue() {
        TraceBuilder story(false);
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        story.begin(0, a).begin(0, b).acquire(10, a, lock).wait(20, b, lock).give_up(50, b, lock);
        const auto trace = story.build(100);
        QCOMPARE(described(trace->object(0)),
                 QStringLiteral("10 acquire: lane 0, 0 waiting, value 1 | 20 wait_begin: lane "
                                "0, 1 waiting, value 1 | 50 wait_end: lane 0, 0 waiting, "
                                "value 1"));
        QCOMPARE(trace->object(0).times_between(0, 100).contended, 0);
    }

    void aSemaphoresValueIsTheRecordedOne() {
        TraceBuilder story(false);
        const ObjectId gate = story.object(ObjectKind::semaphore, "gate");
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        const LaneId c = story.lane("c");
        story.begin(0, a).begin(0, b).begin(0, c);
        story.acquire(10, a, gate).set_value(10, a, gate, 1).acquire(20, b, gate).set_value(20, b, gate, 0);
        story.wait(30, c, gate).release(40, a, gate).set_value(41, a, gate, 1).acquire(50, c, gate);
        story.set_value(50, c, gate, 0);
        const auto trace = story.build(100);
        const Object& object = trace->object(0);
        QCOMPARE(object.changes().back().value, 0);
        QVERIFY(object.changes().back().several_holders());
        QCOMPARE(object.most_holders(), 2);
        const ObjectTimes times = object.times_between(0, 100);
        QCOMPARE(times.waited, 20);
        QCOMPARE(times.handing_off, 9); // a permit was free from 41 on
        QCOMPARE(times.held, 90);
    }

    void withoutARecordedValueAnObjectCountsItsHolders() {
        TraceBuilder story(false);
        const ObjectId shelf = story.object(ObjectKind::shared_mutex, "shelf");
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        story.begin(0, a).begin(0, b);
        story.acquire(10, a, shelf).acquire(20, b, shelf).release(30, b, shelf).release(40, a, shelf);
        const auto trace = story.build(100);
        QCOMPARE(described(trace->object(0)),
                 QStringLiteral(
                     "10 acquire: lane 0, 0 waiting, value 1 | 20 acquire: lane 1, 0 waiting, value 2 | 30 "
                     "release: lane 0, 0 waiting, value 1 | 40 release: free, 0 waiting, value 0"));
    }

    void aReleaseWithoutAnAcquireChangesNothing() {
        TraceBuilder story(false);
        const ObjectId signal = story.object(ObjectKind::semaphore, "signal");
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        story.begin(0, a).begin(0, b).acquire(10, a, signal).release(20, b, signal);
        const auto trace = story.build(100);
        QCOMPARE(trace->object(0).changes().back().holder, a);
    }

    void twoHoldersOfALockAreSeen() {
        TraceBuilder story(false);
        const ObjectId lock = story.object(ObjectKind::mutex, "broken");
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        story.begin(0, a).begin(0, b).acquire(10, a, lock).acquire(20, b, lock);
        const auto trace = story.build(100);
        QCOMPARE(trace->object(0).most_holders(), 2);
    }

    void aDeadHolderKeepsALockUntilSomebodyTakesItOver() {
        TraceBuilder story(false);
        const ObjectId worker = story.object(ObjectKind::worker, "child");
        const ObjectId lock = story.object(ObjectKind::mutex, "robust");
        const LaneId main = story.lane("main");
        const LaneId child = story.lane("child", LaneKind::process, worker);
        story.begin(0, main).begin(0, child).acquire(10, child, lock).joined(20, main, worker, 0, 9);
        const auto held = story.build(30);
        QCOMPARE(held->object(lock - 1).changes().back().holder, child);
        story.acquire(40, main, lock).release(50, main, lock);
        const auto trace = story.build(100);
        QVERIFY(!trace->object(lock - 1).changes().back().held());
        QCOMPARE(trace->object(lock - 1).most_holders(), 1);
    }

    void whatIsNotHeldHasNoHolder() {
        TraceBuilder story(false);
        const ObjectId queue = story.object(ObjectKind::queue, "q");
        const LaneId a = story.lane("a");
        story.begin(0, a)
            .wait(10, a, queue)
            .add(50, a, EventKind::receive, queue, 3)
            .set_value(50, a, queue, 0);
        const auto trace = story.build(100);
        const ObjectTimes times = trace->object(0).times_between(0, 100);
        QCOMPARE(times.held, 0);
        QCOMPARE(times.handing_off, 0);
        QCOMPARE(times.waited, 40);
        QCOMPARE(times.obtained, 1);
        QCOMPARE(times.contended, 1);
    }

    void aWorkerThatIsJoinedAgainAndAgainIsCountedAndSkipped() {
        TraceBuilder story(false);
        const ObjectId worker = story.object(ObjectKind::worker, "w");
        for (int i = 0; i < 2'000; ++i)
            story.object(ObjectKind::mutex, "lock");
        const LaneId main = story.lane("main", LaneKind::process);
        const LaneId child = story.lane("child", LaneKind::thread, worker);
        story.begin(0, main).begin(0, child);
        for (ObjectId lock = worker + 1; lock <= worker + 2'000; ++lock)
            story.acquire(1, child, lock);
        story.joined(2, child, worker); // by itself
        story.joined(3, main, worker, 7);
        const auto once = story.build(100);
        for (int i = 0; i < 10'000; ++i)
            story.joined(4 + i, main, worker, 9);
        const auto often = story.build(100'000);
        QCOMPARE(once->impossible(), std::uint64_t{1});
        QCOMPARE(often->impossible(), std::uint64_t{10'001});
        QCOMPARE(often->bytes(), once->bytes());
        QCOMPARE(often->lane(child).exit()->code, 7);
        QCOMPARE(often->lane(child).end(), std::int64_t{3});
        QCOMPARE(often->find_object(worker)->changes().size(), std::size_t{1});
    }

    void theSumOfSamplesDoesNotOverflow() {
        TraceBuilder story(false);
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        const LaneId a = story.lane("a");
        story.begin(0, a);
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        for (const std::uint64_t value : {std::uint64_t{5}, std::uint64_t{most}, ~std::uint64_t{0}})
            story.acquire(10, a, lock, value).release(11, a, lock);
        const auto trace = story.build(100);
        const auto& samples = trace->find_object(lock)->samples();
        QCOMPARE(samples[0].total_ns, std::int64_t{5});
        QCOMPARE(samples[1].total_ns, most);
        QCOMPARE(samples[2].total_ns, most);
    }

    void aTimeBeyondTheBoundsCountsAsTheBound() {
        TraceBuilder story(false);
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        const LaneId c = story.lane("c");
        story.begin(0, a).begin(0, b).begin(0, c).acquire(0, a, lock).wait(0, b, lock).wait(0, c, lock);
        const auto trace = story.build(500);
        const auto never = std::numeric_limits<std::int64_t>::max(); // of a broken clock
        const ObjectTimes times = trace->object(0).times_between(0, never);
        QCOMPARE(times.held, latest_time);
        QCOMPARE(times.waited, 2 * latest_time);
    }
    void allMemoryOfManyObjectsIsCounted() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a");
        story.begin(0, a);
        for (int i = 0; i < 1'000; ++i)
            story.acquire(1, a, story.object(ObjectKind::mutex, "m"));
        // Each object has a first chunk of its changes, and its holders.
        QVERIFY(story.build(100)->bytes() > 1'000 * (sizeof(Object) + 64 * sizeof(ObjectChange)));
    }
};

} // namespace test_trace_objects

QTEST_APPLESS_MAIN(test_trace_objects::TestTraceObjects)
#include "test_trace_objects.moc"
