// SPDX-License-Identifier: GPL-3.0-or-later
// The first scenarios show what they teach, on every backend that they offer.
#include "tests/core/experiment/scenario_rig.h"

#include <QTest>

#include <set>

using namespace interleave;
using namespace interleave::test;

namespace test_first_scenarios {

const Lane* lane_called(const Trace& trace, std::string_view name) {
    for (std::size_t i = 0; i < trace.lane_count(); ++i) {
        if (trace.lane(i).name() == name)
            return &trace.lane(i);
    }
    return nullptr;
}

class TestFirstScenarios : public QObject {
    Q_OBJECT

private slots:
    void aThreadIsStartedWorksAndIsJoined() {
        const ScenarioRun run("hello-thread", {"work=20"});
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("join-waits"), "holds");
        const Lane* const main = lane_called(run.trace(), "main");
        const Lane* const worker = lane_called(run.trace(), "worker");
        QVERIFY(main != nullptr && worker != nullptr);
        QCOMPARE(worker->pid(), main->pid());
        QVERIFY(worker->tid() != main->tid());
        // Main waits in the join at least until the rest of the work is done.
        const StateTimes times = main->times_between(main->begin(), main->end());
        QVERIFY(times[static_cast<std::size_t>(LaneState::waiting_join)] > 0);
        const auto printed = run.texts("printed");
        QCOMPARE(printed.size(), 3U);
        QCOMPARE(printed.back(), std::string("main goes on"));
    }

    void aProcessIsStartedWorksAndIsJoined() {
        const ScenarioRun run("hello-process", {"work=20", "exit_code=7"}, Backend::processes);
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("own-process-id"), "holds");
        QCOMPARE(run.check("exit-code-arrives"), "holds");
        QCOMPARE(run.check("join-waits"), "holds");
        const Lane* const child = lane_called(run.trace(), "child");
        QVERIFY(child != nullptr);
        QCOMPARE(child->kind(), LaneKind::process);
        QCOMPARE(static_cast<double>(child->pid()), run.value("child_pid"));
        QVERIFY(run.value("child_pid") != run.value("parent_pid"));
        QVERIFY(child->exit().has_value());
        QCOMPARE(child->exit()->code, 7);
        QVERIFY(run.value("start_up_us") > 0);
    }

    void twoTasksPauseAtTheSameTime_data() { for_each_backend("numbers-and-letters"); }
    void twoTasksPauseAtTheSameTime() {
        const ScenarioRun run("numbers-and-letters", {}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("both-asleep"), "holds");
        QCOMPARE(run.check("nothing-lost"), "holds");
        QVERIFY(run.value("total_ms") >= run.value("longer_ms"));
        QVERIFY(run.value("total_ms") < run.value("sum_ms"));
        const auto printed = run.texts("printed");
        const auto place = [&](const char* line) { return std::find(printed.begin(), printed.end(), line); };
        QVERIFY(place("1") < place("2") && place("2") < place("5")); // the lines of each task are in order
        QVERIFY(place("a") < place("b") && place("b") < place("e"));
        QVERIFY(place("2") < place("e")); // and the tasks are mixed
        QVERIFY(place("a") < place("5"));
    }

    void workersWaitForEachOtherAtALock_data() { for_each_backend("lock-contention"); }
    void workersWaitForEachOtherAtALock() {
        const ScenarioRun run("lock-contention", {"rounds=100"}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("one-holder"), "holds");
        QCOMPARE(run.check("critical-sections-add-up"), "holds");
        QCOMPARE(run.check("waits-fit"), "holds");
        QVERIFY(run.check("utilisation") != "no such check");
        const auto waited = [&] {
            for (std::size_t i = 0; i < run.trace().lane_count(); ++i) {
                const Lane& lane = run.trace().lane(i);
                if (lane.times_between(lane.begin(),
                                       lane.end())[static_cast<std::size_t>(LaneState::waiting_lock)] > 0)
                    return true;
            }
            return false;
        };
        QVERIFY(waited());
    }

    void oneWorkerAloneNeverWaitsAtALock() {
        const ScenarioRun run("lock-contention", {"workers=1", "rounds=50"});
        QCOMPARE(run.ended(), Ended::finished);
        const Lane* const worker = lane_called(run.trace(), "worker 1");
        QVERIFY(worker != nullptr);
        QCOMPARE(worker->times_between(worker->begin(),
                                       worker->end())[static_cast<std::size_t>(LaneState::waiting_lock)],
                 0);
    }

    void computingIsMeasuredAloneAndSharedOut_data() { for_each_backend("cpu-bound"); }
    void computingIsMeasuredAloneAndSharedOut() {
        const ScenarioRun run("cpu-bound", {"workers=2", "work=60", "rounds=3"}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QVERIFY(run.value("wall_ms_1") > 0);
        QVERIFY(qFuzzyCompare(run.value("speedup"), run.value("wall_ms_1") / run.value("wall_ms_n")));
        std::set<std::int32_t> processes;
        for (std::size_t i = 0; i < run.trace().lane_count(); ++i)
            processes.insert(run.trace().lane(i).pid());
        QCOMPARE(processes.size(), backend() == Backend::processes ? 4U : 1U);
        // Other programs may use the processors while this test runs; then the run must say so and not judge.
        if (backend() == Backend::gil)
            QVERIFY(run.check("gil-one-runs") == "holds");
        else
            QVERIFY(run.check(backend() == Backend::processes
                                  ? "processes-run-in-parallel"
                                  : "threads-run-in-parallel") != "no such check");
    }
};

} // namespace test_first_scenarios

QTEST_APPLESS_MAIN(test_first_scenarios::TestFirstScenarios)
#include "test_first_scenarios.moc"
