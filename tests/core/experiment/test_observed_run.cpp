// SPDX-License-Identifier: GPL-3.0-or-later
// Real runs are observed: their reports agree with what happened, deadlocks are found while they last, and a
// stop ends a run.
#include "core/analysis/lane_ending.h"
#include "core/analysis/run_text.h"
#include "core/event/error.h"
#include "core/experiment/observed_run.h"
#include "core/scenario/stage.h"
#include "core/sync/mutex.h"
#include "core/work/process.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"
#include "core/work/work.h"
#include "tests/core/engine/engine_rig.h"

using namespace interleave;
using namespace interleave::test;

namespace {

Scenario scenario(std::string name, Outcome (*run)(Stage&), std::vector<Parameter> parameters = {}) {
    return {.name = std::move(name),
            .title = "For a test",
            .group = Group::first_steps,
            .about = "",
            .backends = {Backend::threads, Backend::processes},
            .parameters = std::move(parameters),
            .run = run};
}

/// Writes a record whose time the collector has passed on long ago, as a thread does that loses its processor
/// between the clock and the ring.
void record_late() {
    const std::uint64_t before = Clock::now();
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    Recorder& recorder = Recorder::of_this_thread();
    RingWriter ring = recorder.pause();
    ring.push(before, EventKind::mark, no_object, 1, 0, 0);
    recorder.resume(ring);
}

/// Each worker takes its own lock, waits until all have theirs, and takes the lock of the next worker.
const Registration ring(
    scenario("test-ring",
             [](Stage& stage) {
                 const auto workers = static_cast<int>(stage.parameters().integer("workers"));
                 auto* const locks = stage.share_array<Mutex>(static_cast<std::size_t>(workers), "fork");
                 auto& have_own = stage.share<std::atomic<int>>(0);
                 Team team = stage.team(workers);
                 team.run([&](Worker& worker) {
                     if (worker.index() == 0 && stage.parameters().flag("late"))
                         record_late();
                     const Guard own(locks[worker.index()]);
                     ++have_own;
                     while (have_own < workers)
                         sleep_for(std::chrono::milliseconds(1));
                     Mutex& next = locks[(worker.index() + 1) % workers];
                     if (!stage.parameters().flag("timed")) {
                         const Guard guard(next);
                     } else if (next.try_lock_for(std::chrono::milliseconds(700))) {
                         next.unlock();
                     }
                 });
                 return Outcome{};
             },
             {worker_count("workers", 2, 2, 8, "", ""), flag("timed", false, ""), flag("late", false, "")}));

/// The workers wait for one another, but in a chain: the first one sleeps.
const Registration chain(scenario("test-chain", [](Stage& stage) {
    auto& lock = stage.share<Mutex>("lock");
    Team team = stage.team(4);
    team.run([&](Worker&) {
        const Guard guard(lock);
        sleep_for(std::chrono::milliseconds(150));
    });
    Outcome outcome;
    outcome.checks.push_back({.name = "one",
                              .claim = "One holds it.",
                              .expected = 1,
                              .measure = TraceMeasure{"most_holders", "lock"}});
    return outcome;
}));

const Registration waiting(scenario("test-endless", [](Stage&) {
    sleep_for(std::chrono::hours(1));
    return Outcome{};
}));

/// The second of two threads calls abort(), once the first has its lane: a thread that has not begun yet has
/// none.
const Registration aborting(scenario("test-abort", [](Stage& stage) {
    const Label label("about to abort");
    auto& begun = stage.share<std::atomic<bool>>(false);
    Thread first("first", [&begun] {
        begun = true;
        sleep_for(std::chrono::hours(1));
    });
    Thread second("second", [&label, &begun] {
        while (!begun)
            sleep_for(std::chrono::milliseconds(1));
        mark(label);
        std::abort();
    });
    second.join();
    return Outcome{};
}));

/// A process with two threads is killed; its parent goes on for a while.
const Registration killed(scenario("test-killed", [](Stage& stage) {
    auto& sleeping = stage.share<std::atomic<int>>(0);
    Process process("process", [&sleeping] {
        Thread thread("thread", [&sleeping] {
            ++sleeping;
            sleep_for(std::chrono::hours(1));
        });
        thread.join();
    });
    while (sleeping == 0)
        sleep_for(std::chrono::milliseconds(1));
    kill(process.pid(), SIGKILL);
    process.join();
    sleep_for(std::chrono::milliseconds(20));
    return Outcome{};
}));

const Registration throwing(scenario("test-throwing", [](Stage&) {
    Thread("thread", [] { throw std::runtime_error("no luck"); }).join();
    return Outcome{};
}));

const Lane& lane_named(const Trace& trace, const std::string& name) {
    for (std::size_t i = 0; i < trace.lane_count(); ++i) {
        if (trace.lane(i).name() == name)
            return trace.lane(i);
    }
    throw RunError("no lane " + name);
}

RunRequest request(const char* name, const std::vector<std::string>& settings = {}) {
    RunRequest run_request = default_request(find_scenario(name));
    for (const std::string& setting : settings)
        run_request.parameters.set(run_request.scenario->parameters, setting);
    return run_request;
}

} // namespace

class TestObservedRun : public QObject {
    Q_OBJECT

private slots:
    void aRingOfAnySizeEndsAsADeadlock_data() {
        QTest::addColumn<int>("workers");
        QTest::addColumn<bool>("processes");
        QTest::newRow("two threads") << 2 << false;
        QTest::newRow("five threads") << 5 << false;
        QTest::newRow("three processes") << 3 << true;
    }
    void aRingOfAnySizeEndsAsADeadlock() {
        QFETCH(int, workers);
        QFETCH(bool, processes);
        RunRequest run_request = request("test-ring", {"workers=" + std::to_string(workers)});
        run_request.backend = processes ? Backend::processes : Backend::threads;
        ObservedRun run(run_request);
        QVERIFY(run.wait(limit));
        const RunReport& report = run.report();
        QVERIFY(report.info.ended == Ended::deadlock);
        QCOMPARE(report.info.error, std::string());
        const Value::List& rings = *report.info.outcome.at(deadlock_key).list();
        QCOMPARE(rings.size(), std::size_t{1});
        for (const char* part : {"lanes", "objects"})
            QCOMPARE(rings[0].members()->at(part).list()->size(), static_cast<std::size_t>(workers));
        QVERIFY(to_text(report).find("deadlock: worker") != std::string::npos);
    }

    void aLateRecordHidesNoDeadlock() {
        ObservedRun run(request("test-ring", {"late=true"}));
        QVERIFY(run.wait(limit));
        QVERIFY(run.report().info.ended == Ended::deadlock);
        QCOMPARE(run.report().info.counts.late, 1U);
    }

    void waitsWithADeadlineAreNoDeadlock() {
        ObservedRun run(request("test-ring", {"timed=true"}));
        QVERIFY(run.wait(limit));
        QVERIFY(run.info().ended == Ended::finished);
        QVERIFY(!run.info().outcome.contains(deadlock_key));
    }

    void aQueueForALockIsNoDeadlock() {
        ObservedRun run(request("test-chain"));
        QVERIFY(run.wait(limit));
        const RunReport& report = run.report();
        QVERIFY(report.info.ended == Ended::finished);
        QVERIFY(report.info.checks[0].holds == true);
        const auto lock = std::find_if(report.objects.begin(), report.objects.end(),
                                       [](const LockTimes& times) { return times.name == "lock"; });
        QVERIFY(lock != report.objects.end());
        QCOMPARE(lock->acquisitions, std::uint64_t{4});
        QVERIFY(lock->hold_ns >= 4 * 150'000'000LL);
        QVERIFY(lock->hold_ns <= report.info.wall_ns);
        QVERIFY(lock->wait_ns >= (1 + 2 + 3) * 140'000'000LL - 150'000'000LL);
        // All lanes have ended, none of them after the run.
        for (std::size_t i = 0; i < run.trace().lane_count(); ++i)
            QVERIFY(run.trace().lane(i).end() <= run.trace().time_end());
    }

    void whatIsKnownBeforeTheEndIsAvailableFromTheBeginning() {
        RunRequest run_request = request("test-endless");
        run_request.seed = 7;
        const auto unix_ns = [] {
            return std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
        };
        const std::int64_t before = unix_ns();
        const ObservedRun run(run_request);
        const RunInfo info = run.info();
        QCOMPARE(info.scenario, std::string("test-endless"));
        QCOMPARE(info.title, std::string("For a test"));
        QCOMPARE(info.backend, std::string("threads"));
        QCOMPARE(info.seed, std::uint64_t{7});
        QVERIFY(info.machine.cpus > 0 && info.machine.ns_per_event > 0);
        QVERIFY(!info.switch_records.empty());
        QVERIFY(info.begun_unix_ns >= before && info.begun_unix_ns <= unix_ns());
        QVERIFY(info.origin_ns > 0);
        QVERIFY(!info.ended && info.outcome.empty() && info.checks.empty());
    }

    void aStopEndsTheRunAndItsTraceStays() {
        ObservedRun run(request("test-endless"));
        QTRY_VERIFY_WITH_TIMEOUT(run.trace().event_count() > 0, 20'000);
        QVERIFY(!run.finished());
        QTRY_VERIFY_WITH_TIMEOUT(run.info().wall_ns > 0, 20'000);
        QVERIFY(!run.info().ended);
        run.request_stop();
        QVERIFY(run.wait(limit));
        QVERIFY(run.finished() && run.info().ended == Ended::stopped);
        QVERIFY(run.trace().lane_count() >= 1);
        QCOMPARE(run.trace().lane(0).end() <= run.trace().time_end(), true);
    }

    void anAbortNamesItsThread() {
        ObservedRun run(request("test-abort"));
        QVERIFY(run.wait(limit));
        QVERIFY(run.report().info.ended == Ended::crashed);
        const QString error = QString::fromStdString(run.report().info.error);
        QVERIFY2(error.startsWith("the engine was ended by signal 6 (aborted); second got it, after "
                                  "test_observed_run.cpp:"),
                 qPrintable(error));
        const Trace& trace = run.trace();
        QVERIFY(lane_ending(trace, lane_named(trace, "second"))->by == LaneEnding::By::signal);
        for (const char* name : {"main", "first"}) {
            const auto ending = lane_ending(trace, lane_named(trace, name));
            QVERIFY(ending->by == LaneEnding::By::process);
            QCOMPARE(ending->culprit, lane_named(trace, "second").id());
        }
    }

    void noLaneOutlivesItsProcess_data() {
        QTest::addColumn<bool>("switch_records");
        QTest::newRow("with switch records") << true;
        QTest::newRow("without") << false;
    }
    void noLaneOutlivesItsProcess() {
        QFETCH(bool, switch_records);
        RunRequest run_request = request("test-killed");
        run_request.switch_records = switch_records;
        ObservedRun run(run_request);
        QVERIFY(run.wait(limit));
        const Trace& trace = run.trace();
        const Lane& process = lane_named(trace, "process");
        const Lane& thread = lane_named(trace, "thread");
        QVERIFY(lane_ending(trace, process)->by == LaneEnding::By::signal);
        QVERIFY(lane_ending(trace, thread)->by == LaneEnding::By::process);
        // The parent was told 20 ms before it ended.
        const std::int64_t told = lane_named(trace, "main").end() - 20'000'000;
        QVERIFY(process.end() <= told);
        QVERIFY(thread.end() <= told);
    }

    void anExceptionIsToldOfItsLane() {
        ObservedRun run(request("test-throwing"));
        QVERIFY(run.wait(limit));
        const Trace& trace = run.trace();
        const auto ending = lane_ending(trace, lane_named(trace, "thread"));
        QVERIFY(ending->by == LaneEnding::By::exception);
        QCOMPARE(ending->what, "no luck");
    }

    void aRunThatIsStoppedHasNoFailures() {
        ObservedRun run(request("test-endless"));
        QTRY_VERIFY_WITH_TIMEOUT(run.trace().event_count() > 0, 20'000);
        run.request_stop();
        QVERIFY(run.wait(limit));
        for (std::size_t i = 0; i < run.trace().lane_count(); ++i) {
            const auto ending = lane_ending(run.trace(), run.trace().lane(i));
            QVERIFY(ending && !ending->is_failure());
        }
    }

    void droppingARunEndsIt() {
        pid_t before = 0;
        {
            ObservedRun run(request("test-endless"));
            QTRY_VERIFY_WITH_TIMEOUT(run.trace().lane_count() > 0, 20'000);
            before = run.trace().lane(0).pid();
            QVERIFY(!is_gone(before));
        }
        QTRY_VERIFY_WITH_TIMEOUT(is_gone(before), 20'000);
    }
};

int main(int argc, char** argv) {
    return test_with_own_engine<TestObservedRun>(argc, argv);
}
#include "test_observed_run.moc"
