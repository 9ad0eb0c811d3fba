// SPDX-License-Identifier: GPL-3.0-or-later
// Who used an object, and who waited for others.
#include "core/analysis/object_users.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_object_users {

class TestObjectUsers : public QObject {
    Q_OBJECT

private slots:
    void whoWaitsForItOrHoldsItUsesIt() {
        TraceBuilder builder;
        const LaneId idle = builder.lane("idle");
        const LaneId holder = builder.lane("holder");
        const LaneId waiter = builder.lane("waiter");
        const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
        const ObjectId other = builder.object(ObjectKind::mutex, "other");
        for (const LaneId lane : {idle, holder, waiter})
            builder.begin(0, lane).wake(0, lane);
        builder.acquire(10, idle, other).release(11, idle, other);
        builder.acquire(20, holder, lock).release(40, holder, lock);
        builder.wait(30, waiter, lock).block(30, waiter);
        const auto trace = builder.build(100);
        QCOMPARE(users_of(*trace, lock), (std::vector<LaneId>{holder, waiter}));
        QCOMPARE(users_of(*trace, other), (std::vector<LaneId>{idle}));
        QVERIFY(users_of(*trace, 7).empty());
    }

    /// The lane has thousands of other events before it.
    void aLateUseIsFound() {
        TraceBuilder builder;
        const LaneId lane = builder.lane("worker");
        const ObjectId often = builder.object(ObjectKind::mutex, "often");
        const ObjectId once = builder.object(ObjectKind::mutex, "once");
        builder.begin(0, lane).wake(0, lane);
        std::int64_t time = 1;
        for (int i = 0; i < 5'000; ++i) {
            builder.acquire(time++, lane, often);
            builder.release(time++, lane, often);
        }
        builder.acquire(time, lane, once).release(time + 1, lane, once);
        const auto trace = builder.build(time + 2);
        QCOMPARE(users_of(*trace, once), (std::vector<LaneId>{lane}));
    }

    void aWaitForALockIsAWaitAndOneForTheEndOfOthersIsNone() {
        TraceBuilder builder;
        const LaneId main = builder.lane("main", LaneKind::process);
        const LaneId busy = builder.lane("busy");
        const LaneId waiter = builder.lane("waiter");
        const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
        const ObjectId worker = builder.object(ObjectKind::worker, "waiter");
        for (const LaneId lane : {main, busy, waiter})
            builder.begin(0, lane).wake(0, lane);
        builder.wait(10, main, worker).block(10, main);
        builder.acquire(10, busy, lock);
        builder.wait(20, waiter, lock).block(20, waiter);
        const auto trace = builder.build(100);
        QVERIFY(!has_waited(*trace, trace->lane(main)));
        QVERIFY(!has_waited(*trace, trace->lane(busy)));
        QVERIFY(has_waited(*trace, trace->lane(waiter)));
    }

    void aLaneThatHasNotBegunHasNotWaited() {
        TraceBuilder builder;
        const LaneId lane = builder.lane("worker");
        const auto trace = builder.build(100);
        QVERIFY(!has_waited(*trace, trace->lane(lane)));
    }
};

} // namespace test_object_users

QTEST_APPLESS_MAIN(test_object_users::TestObjectUsers)
#include "test_object_users.moc"
