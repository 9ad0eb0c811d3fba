// SPDX-License-Identifier: GPL-3.0-or-later
// Steps from event to event of a lane, and from a waiter to the lane that it waits for, on small traces.
#include "core/analysis/trace_walk.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_trace_walk {

constexpr int nobody = -1;

/// `owner` holds a lock from 10 to 50, `waiter` waits for it from 20 on, gets it at 50 and keeps it; `parent`
/// joins `owner`, which is a worker, from 30 on, and `idle` waits for a condition that nobody can hold.
struct Story {
    Story() {
        TraceBuilder story;
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        const ObjectId worker = story.object(ObjectKind::worker, "owner");
        const ObjectId condition = story.object(ObjectKind::condition, "condition");
        owner = story.lane("owner", LaneKind::thread, worker);
        waiter = story.lane("waiter");
        parent = story.lane("parent");
        idle = story.lane("idle");
        for (const LaneId lane : {owner, waiter, parent, idle})
            story.begin(0, lane).wake(0, lane);
        story.acquire(10, owner, lock).wait(20, waiter, lock).block(20, waiter);
        story.wait(30, parent, worker).block(30, parent).wait(35, idle, condition).block(35, idle);
        story.release(50, owner, lock).wake(50, waiter).acquire(50, waiter, lock);
        trace = story.build_closed(100);
    }

    LaneId owner = 0;
    LaneId waiter = 0;
    LaneId parent = 0;
    LaneId idle = 0;
    std::unique_ptr<Trace> trace;
};

class TestTraceWalk : public QObject {
    Q_OBJECT

private slots:
    void aWaiterLeadsToItsOwner_data() {
        const Story story;
        QTest::addColumn<int>("lane");
        QTest::addColumn<qint64>("time");
        QTest::addColumn<int>("owner");
        QTest::newRow("before the wait") << int(story.waiter) << qint64{15} << nobody;
        QTest::newRow("in the wait") << int(story.waiter) << qint64{30} << int(story.owner);
        QTest::newRow("last moment of the wait") << int(story.waiter) << qint64{49} << int(story.owner);
        QTest::newRow("it has the lock itself") << int(story.waiter) << qint64{60} << nobody;
        QTest::newRow("the owner waits for nobody") << int(story.owner) << qint64{30} << nobody;
        QTest::newRow("a join leads to the worker") << int(story.parent) << qint64{40} << int(story.owner);
        QTest::newRow("nobody holds a condition") << int(story.idle) << qint64{40} << nobody;
        QTest::newRow("before the lane was there") << int(story.waiter) << qint64{-5} << nobody;
    }
    void aWaiterLeadsToItsOwner() {
        QFETCH(int, lane);
        QFETCH(qint64, time);
        QFETCH(int, owner);
        const Story story;
        const auto found = owner_of_wait(*story.trace, static_cast<LaneId>(lane), time);
        QCOMPARE(found ? int(*found) : nobody, owner);
    }

    void stepsGoFromEventToEvent_data() {
        QTest::addColumn<qint64>("time");
        QTest::addColumn<qint64>("next");
        QTest::addColumn<qint64>("previous");
        QTest::newRow("before all") << qint64{-1} << qint64{0} << qint64{nobody};
        QTest::newRow("on the first") << qint64{0} << qint64{10} << qint64{nobody};
        QTest::newRow("between two") << qint64{7} << qint64{10} << qint64{0};
        QTest::newRow("two at one moment are one step") << qint64{10} << qint64{20} << qint64{0};
        QTest::newRow("on the last") << qint64{30} << qint64{nobody} << qint64{20};
        QTest::newRow("after all") << qint64{99} << qint64{nobody} << qint64{30};
    }
    void stepsGoFromEventToEvent() {
        QFETCH(qint64, time);
        QFETCH(qint64, next);
        QFETCH(qint64, previous);
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        story.begin(0, lane).acquire(10, lane, lock).release(10, lane, lock).acquire(20, lane, lock);
        story.end(30, lane);
        const auto trace = story.build_closed(40);
        QCOMPARE(next_event_time(trace->lane(0), time).value_or(nobody), next);
        QCOMPARE(previous_event_time(trace->lane(0), time).value_or(nobody), previous);
    }
    void aLaneWithoutEventsHasNoSteps() {
        TraceBuilder story;
        story.lane("worker");
        const auto trace = story.build(40);
        QVERIFY(!next_event_time(trace->lane(0), 0) && !previous_event_time(trace->lane(0), 30));
    }

    void thePlaceIsThatOfTheLastEvent() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        const std::uint32_t file = story.file("a.cpp");
        story.begin(0, lane).wake(0, lane);
        story.add(10, lane, EventKind::wait_begin, lock, 0, 0, make_site(file, 22)).block(12, lane);
        story.wake(30, lane).add(30, lane, EventKind::acquire, lock, 0, 0, make_site(file, 22));
        story.add(50, lane, EventKind::release, lock, 0, 0, make_site(file, 24));
        story.preempt(60, lane).wake(70, lane);
        const auto trace = story.build_closed(100);
        const auto line_at = [&](std::int64_t time) {
            const auto place = place_at(trace->lane(lane), time);
            return place ? int(site_line(place->site)) * (place->is_passed ? -1 : 1) : 0;
        };
        QCOMPARE(line_at(5), 0); // the begin has no place
        QCOMPARE(line_at(10), 22);
        QCOMPARE(line_at(20), 22); // it waits there
        QCOMPARE(line_at(30), 22);
        QCOMPARE(line_at(40), -22); // it computes somewhere after it
        QCOMPARE(line_at(50), 24);
        QCOMPARE(line_at(80), -24); // the kernel's switches tell no place
    }

    /// Under a GIL as well, which a lane that computes gives up and takes again at the same place.
    void whoComputesIsAtItsLineUntilItHasComputed() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        const ObjectId gil = story.object(ObjectKind::gil, "GIL");
        const std::uint32_t file = story.file("a.cpp");
        const SiteId line_23 = make_site(file, 23);
        story.begin(0, lane).wake(0, lane);
        story.add(10, lane, EventKind::acquire, gil, 0, 0, make_site(file, 22));
        story.add(20, lane, EventKind::compute_begin, no_object, 1'000, 0, line_23);
        story.add(30, lane, EventKind::release, gil, 0, to_detail(ReleaseReason::forced), line_23);
        story.add(40, lane, EventKind::wait_begin, gil, 0, 0, line_23);
        story.add(50, lane, EventKind::acquire, gil, 0, 0, line_23);
        story.add(70, lane, EventKind::compute_end, no_object, 0, 0, line_23);
        story.add(80, lane, EventKind::acquire, gil, 0, 0, line_23);
        const auto trace = story.build_closed(100);
        const auto is_passed = [&](std::int64_t time) {
            return place_at(trace->lane(lane), time)->is_passed;
        };
        QVERIFY(is_passed(15));
        for (const std::int64_t time : {20, 25, 30, 35, 45, 50, 60, 70})
            QVERIFY2(!is_passed(time), qPrintable(QString::number(time)));
        QVERIFY(is_passed(75));
        QVERIFY(is_passed(90)); // what comes after it, even in the same line, is no computing
    }
};

} // namespace test_trace_walk

QTEST_GUILESS_MAIN(test_trace_walk::TestTraceWalk)
#include "test_trace_walk.moc"
