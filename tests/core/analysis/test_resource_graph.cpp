// SPDX-License-Identifier: GPL-3.0-or-later
// The graph of a moment has every wait and every hold with its begin and its line, and the ring of a
// deadlock.
#include "core/analysis/resource_graph.h"
#include "core/analysis/trace_walk.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_resource_graph {

/// Lane one takes A at line 53 and waits for B at line 55 from 30 on, lane two the other way round from 40
/// on; lane three holds C alone; main waits for the end of one.
struct Story {
    TraceBuilder story{false};
    ObjectId worker = story.object(ObjectKind::worker, "one");
    ObjectId a = story.object(ObjectKind::mutex, "A");
    ObjectId b = story.object(ObjectKind::mutex, "B");
    ObjectId c = story.object(ObjectKind::mutex, "C");
    LaneId main = story.lane("main");
    LaneId one = story.lane("one", LaneKind::thread, worker);
    LaneId two = story.lane("two");
    LaneId three = story.lane("three");
    std::uint32_t file = story.file("core/two_locks.cpp");
    std::unique_ptr<Trace> trace;

    Story() {
        story.begin(0, main).begin(0, one).begin(0, two).begin(0, three);
        add(10, one, EventKind::acquire, a, 53);
        add(15, two, EventKind::acquire, b, 53);
        add(20, three, EventKind::acquire, c, 60);
        add(25, main, EventKind::wait_begin, worker, 80);
        add(30, one, EventKind::wait_begin, b, 55);
        add(40, two, EventKind::wait_begin, a, 55);
        trace = story.build(1'000);
    }
    void add(std::int64_t time, LaneId lane, EventKind kind, ObjectId object, std::uint32_t line) {
        story.add(time, lane, kind, object, 0, 0, make_site(file, line));
    }
};

class TestResourceGraph : public QObject {
    Q_OBJECT

private slots:
    void eachWaitHasItsBeginAndItsLine() {
        const Story run;
        const ResourceGraph graph = resource_graph(*run.trace, 900);
        QCOMPARE(graph.requests.size(), std::size_t{3});
        QCOMPARE(graph.requests[0].lane, run.main);
        QVERIFY(!graph.requests[0].in_ring);
        QCOMPARE(graph.requests[1].object, run.b);
        QCOMPARE(graph.requests[1].since, std::int64_t{30});
        QCOMPARE(site_line(graph.requests[1].site), 55U);
        QVERIFY(graph.requests[1].in_ring && graph.requests[2].in_ring);
    }

    void eachHoldHasItsBeginAndItsLine() {
        const Story run;
        const ResourceGraph graph = resource_graph(*run.trace, 900);
        QCOMPARE(graph.assignments.size(), std::size_t{3});
        QCOMPARE(graph.assignments[0].object, run.a);
        QCOMPARE(graph.assignments[0].lane, run.one);
        QCOMPARE(graph.assignments[0].since, std::int64_t{10});
        QCOMPARE(site_line(graph.assignments[0].site), 53U);
        QVERIFY(graph.assignments[1].in_ring);
        QCOMPARE(graph.assignments[2].lane, run.three);
        QVERIFY(!graph.assignments[2].in_ring);
    }

    void theSentenceSaysWhoWaitsForWhomAtWhichLine() {
        const Story run;
        const std::vector<std::string> texts = ring_texts(*run.trace, resource_graph(*run.trace, 900));
        QCOMPARE(texts.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(texts[0]),
                 QStringLiteral("one waits for B, held by two, which waits for A, held by one (both wait at "
                                "two_locks.cpp:55)"));
    }

    void aMomentBeforeTheRingHasNone() {
        const Story run;
        const ResourceGraph graph = resource_graph(*run.trace, 35);
        QVERIFY(graph.rings.empty());
        QCOMPARE(graph.requests.size(), std::size_t{2});
        QVERIFY(resource_graph(*run.trace, 5).empty());
        QVERIFY(resource_graph(*run.trace, 900, 5'000).rings.empty()); // it may be about to go on
    }

    void whoIsStuckLongestIsFoundAndNoLaneThatJoins() {
        const Story run;
        const auto stuck = most_stuck_lane(*run.trace);
        QVERIFY(stuck.has_value());
        QCOMPARE(stuck->lane, run.one);
        QCOMPARE(stuck->time, std::int64_t{999});
        QCOMPARE(moment_of_interest(*run.trace, true), std::int64_t{999});
        QCOMPARE(moment_of_interest(*run.trace, false), std::int64_t{1'000});
    }

    void inARunThatIsOverItIsTheMiddleOfTheWait() {
        TraceBuilder story(false);
        const LaneId owner = story.lane("owner");
        const LaneId waiter = story.lane("waiter");
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        story.begin(0, owner).begin(0, waiter).acquire(10, owner, lock).wait(20, waiter, lock);
        story.release(50, owner, lock)
            .acquire(50, waiter, lock)
            .release(60, waiter, lock)
            .end(70, owner)
            .end(70, waiter);
        const auto trace = story.build_closed(100);
        QCOMPARE(moment_of_interest(*trace, true), std::int64_t{34});
    }

    void whereNobodyHeldAnythingItIsLateInTheWaitForTheOthers() {
        TraceBuilder story(false);
        const LaneId main = story.lane("main");
        const LaneId early = story.lane("early");
        const LaneId late = story.lane("late");
        const LaneId last = story.lane("last");
        const ObjectId worker = story.object(ObjectKind::worker, "early");
        const ObjectId gate = story.object(ObjectKind::start_gate, "start gate");
        const ObjectId barrier = story.object(ObjectKind::barrier, "barrier");
        story.begin(0, main).begin(0, early).begin(0, late).begin(0, last);
        story.wait(5, main, worker).wait(5, last, gate).acquire(900, last, gate);
        story.wait(10, early, barrier).wait(70, late, barrier);
        story.acquire(110, early, barrier).acquire(112, late, barrier);
        story.end(920, early).end(930, late).end(940, last);
        story.acquire(950, main, worker).end(960, main);
        const auto trace = story.build_closed(1'000);
        const std::int64_t time = moment_of_interest(*trace, true);
        QCOMPARE(time, std::int64_t{97}); // not in the waits for a start or an end, which last longer
        QCOMPARE(resource_graph(*trace, time).requests.size(), std::size_t{4});
    }
};

} // namespace test_resource_graph

QTEST_APPLESS_MAIN(test_resource_graph::TestResourceGraph)
#include "test_resource_graph.moc"
