// SPDX-License-Identifier: GPL-3.0-or-later
// The rings that a run's outcome names are found in its trace, whatever the outcome says.
#include "core/analysis/deadlock_ring.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

#include <array>

using namespace interleave;
using namespace interleave::test;

namespace test_deadlock_ring {

/// Each of two lanes holds the lock that the other one waits for, the second from 200 ns on.
std::unique_ptr<Trace> trace_of_two_locks() {
    TraceBuilder story(false);
    const LaneId main = story.lane("main");
    const LaneId a = story.lane("A to B");
    const LaneId b = story.lane("B to A");
    const ObjectId first = story.object(ObjectKind::mutex, "account A");
    const ObjectId second = story.object(ObjectKind::mutex, "account B");
    story.begin(0, main).begin(0, a).begin(0, b);
    story.acquire(50, a, first).acquire(60, b, second).wait(100, a, second).wait(200, b, first);
    return story.build(1'000);
}

RunInfo info_of(Value ring) {
    RunInfo info;
    info.outcome[deadlock_key] = Value::List{std::move(ring)};
    return info;
}

class TestDeadlockRing : public QObject {
    Q_OBJECT

private slots:
    void theRingIsFoundByItsNames() {
        const auto trace = trace_of_two_locks();
        const std::vector<DeadlockRing> rings =
            deadlock_rings(*trace, info_of({{"lanes", Value::List{"A to B", "B to A"}},
                                            {"objects", Value::List{"account B", "account A"}}}));
        QCOMPARE(rings.size(), std::size_t{1});
        const DeadlockRing& ring = rings[0];
        QCOMPARE(ring.links.size(), std::size_t{2});
        QCOMPARE(int{ring.links[0].waiter}, 1);
        QCOMPARE(trace->find_object(ring.links[0].object)->name(), std::string("account B"));
        QCOMPARE(int{ring.links[0].holder}, 2);
        QCOMPARE(int{ring.links[1].waiter}, 2);
        QCOMPARE(int{ring.links[1].holder}, 1);
        QCOMPARE(ring.since, 200);
    }

    void whatDoesNotFitTheTraceIsNoRing_data() {
        QTest::addColumn<int>("which");
        for (const int which : {0, 1, 2, 3, 4})
            QTest::addRow("%d", which) << which;
    }
    void whatDoesNotFitTheTraceIsNoRing() {
        QFETCH(int, which);
        const std::array<Value, 5> wrong{
            Value("text"), Value{{"lanes", Value::List{"A to B"}}},
            Value{{"lanes", Value::List{"A to B", "nobody"}},
                  {"objects", Value::List{"account B", "account A"}}},
            Value{{"lanes", Value::List{"A to B", "B to A"}}, {"objects", Value::List{"account B"}}},
            Value{{"lanes", Value::List{}}, {"objects", Value::List{}}}};
        const auto trace = trace_of_two_locks();
        QVERIFY(deadlock_rings(*trace, info_of(wrong[static_cast<std::size_t>(which)])).empty());
        QVERIFY(deadlock_rings(*trace, {}).empty());
    }
};

} // namespace test_deadlock_ring

QTEST_GUILESS_MAIN(test_deadlock_ring::TestDeadlockRing)
#include "test_deadlock_ring.moc"
