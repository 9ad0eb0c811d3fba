// SPDX-License-Identifier: GPL-3.0-or-later
// Two runs are compared by their work: from where the first worker goes on at the start to the end of the
// last one.
#include "core/analysis/run_comparison.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_run_comparison {

/// Main starts two workers, which wait at a gate that opens at 100; one computes until 400, the other waits
/// for a lock from 200 to 300 and ends at 500. Times are in ns.
struct Story {
    explicit Story(bool kernel_records = true) : builder(kernel_records) {
        builder.begin(0, main).begin(20, first).begin(40, second);
        builder.wait(30, first, gate).block(30, first);
        builder.wait(50, second, gate).block(50, second);
        builder.wake(100, first).acquire(101, first, gate);
        builder.wake(110, second).acquire(111, second, gate);
        builder.preempt(350, first).wake(360, first);
        builder.wait(200, second, lock).block(200, second).wake(300, second).acquire(300, second, lock);
        builder.block(400, first).end(400, first).block(500, second).end(500, second).end(600, main);
    }
    TraceBuilder builder;
    ObjectId thread_1 = builder.object(ObjectKind::worker, "worker 1");
    ObjectId thread_2 = builder.object(ObjectKind::worker, "worker 2");
    ObjectId gate = builder.object(ObjectKind::start_gate, "start gate");
    ObjectId lock = builder.object(ObjectKind::mutex, "lock");
    LaneId main = builder.lane("main", LaneKind::process);
    LaneId first = builder.lane("worker 1", LaneKind::thread, thread_1);
    LaneId second = builder.lane("worker 2", LaneKind::thread, thread_2);
};

RunInfo info_of_scenario() {
    RunInfo info;
    info.scenario = "x";
    return info;
}

class TestRunComparison : public QObject {
    Q_OBJECT

private slots:
    void theWorkIsFromTheGateToTheEndOfTheLastWorker() {
        const auto trace = Story().builder.build_closed(600);
        QCOMPARE(lanes_that_work(*trace), (std::vector<std::size_t>{1, 2}));
        const TimeOfWork work = time_of_work(*trace);
        QCOMPARE(work.preparation, 20);
        QVERIFY2(work.begin >= 100 && work.begin <= 101, qPrintable(QString::number(work.begin)));
        QCOMPARE(work.end, 500);
    }

    void figuresAreThoseOfTheWork() {
        const auto trace = Story().builder.build_closed(600);
        const WorkFigures figures = work_figures(*trace, info_of_scenario());
        const std::int64_t begin = figures.work.begin;
        QCOMPARE(figures.lanes, std::size_t{2});
        // The first runs until 350 and from 360 to 400, the second from 110 to 200 and from 300 to 500.
        QCOMPARE(*figures.running_ns, (350 - begin) + 40 + 90 + 200);
        QCOMPARE(*figures.lanes_at_once,
                 static_cast<double>(*figures.running_ns) / static_cast<double>(500 - begin));
        QCOMPARE(*figures.waiting_ns, 100);            // for the lock; the gate does not count
        QCOMPARE(*figures.switches, std::uint64_t{3}); // that at 500 is behind the work
        QCOMPARE(*figures.preemptions, std::uint64_t{1});
        QVERIFY(figures.missing.empty());
    }

    void withoutSwitchRecordsNothingIsSaidOfProcessors() {
        const auto trace = Story(false).builder.build_closed(600);
        const WorkFigures figures = work_figures(*trace, info_of_scenario());
        QVERIFY(!figures.running_ns && !figures.ready_ns && !figures.lanes_at_once && !figures.switches);
        QVERIFY(figures.waiting_ns);
    }

    void whatIsSummedUpFromAPartOfTheRecordsIsNotTold() {
        const auto trace = Story().builder.build_closed(600);
        RunInfo info = info_of_scenario();
        info.counts.dropped = 7;
        info.counts.lost_switches = 2;
        const WorkFigures figures = work_figures(*trace, info);
        QVERIFY(!figures.waiting_ns && !figures.running_ns && !figures.switches);
        QCOMPARE(figures.lost_records, std::uint64_t{7});
        QCOMPARE(QString::fromStdString(figures.missing), "7 dropped, 2 switch records lost");
    }

    void withoutAGateTheWorkBeginsWithTheFirstWorker() {
        TraceBuilder builder;
        const ObjectId thread = builder.object(ObjectKind::worker, "worker");
        const LaneId main = builder.lane("main", LaneKind::process);
        const LaneId worker = builder.lane("worker", LaneKind::thread, thread);
        builder.begin(0, main).begin(70, worker).end(90, worker).end(100, main);
        const auto trace = builder.build_closed(100);
        QCOMPARE(time_of_work(*trace), (TimeOfWork{70, 70, 90}));
    }

    void whoFoundTheGateOpenBeginsAtOnceHoweverItWaitsAtALaterOne() {
        TraceBuilder builder;
        const ObjectId thread = builder.object(ObjectKind::worker, "alone");
        const ObjectId gate = builder.object(ObjectKind::start_gate, "start gate");
        const LaneId main = builder.lane("main", LaneKind::process);
        const LaneId alone = builder.lane("alone", LaneKind::thread, thread);
        builder.begin(0, main).begin(20, alone).wake(20, alone);
        builder.add(25, alone, EventKind::mark); // the work of the first round
        builder.wait(60, alone, gate).block(60, alone).wake(70, alone).acquire(71, alone, gate);
        builder.end(100, alone).end(110, main);
        QCOMPARE(time_of_work(*builder.build_closed(110)), (TimeOfWork{20, 20, 100}));
    }

    void whereNobodyStartedAnyoneAllLanesWork() {
        TraceBuilder builder;
        const LaneId one = builder.lane("one");
        builder.begin(10, one).end(30, one);
        const auto trace = builder.build_closed(40);
        QCOMPARE(lanes_that_work(*trace), std::vector<std::size_t>{0});
        QCOMPARE(time_of_work(*trace), (TimeOfWork{10, 10, 30}));
        QCOMPARE(time_of_work(Trace(true)).length(), 0);
    }
};

} // namespace test_run_comparison

QTEST_GUILESS_MAIN(test_run_comparison::TestRunComparison)
#include "test_run_comparison.moc"
