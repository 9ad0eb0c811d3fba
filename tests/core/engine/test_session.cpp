// SPDX-License-Identifier: GPL-3.0-or-later
// A run comes to its end in every case, with its outcome or an error, and leaves nothing behind.
#include "core/event/error.h"
#include "core/event/recorder.h"
#include "core/scenario/stage.h"
#include "core/work/process.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"
#include "tests/core/engine/engine_rig.h"

#include <atomic>
#include <sys/wait.h>

using namespace interleave;
using namespace interleave::test;

namespace {

constexpr std::uint64_t burst_events = 300'000; ///< more than a usual ring holds

Scenario scenario(std::string name, Outcome (*run)(Stage&), std::vector<Parameter> parameters = {}) {
    return {.name = std::move(name),
            .title = "For a test",
            .group = Group::first_steps,
            .about = "",
            .backends = {Backend::threads, Backend::processes},
            .parameters = std::move(parameters),
            .run = run};
}

const Registration
    answer(scenario("test-answer",
                    [](Stage& stage) {
                        Outcome outcome;
                        outcome.values["word"] = stage.parameters().text("word");
                        outcome.values["count"] = stage.parameters().integer("count");
                        outcome.values["backend"] = name_of(stage.backend());
                        outcome.values["first"] = stage.random(1)();
                        outcome.checks.push_back(
                            {.name = "one", .claim = "one is one", .expected = 1, .measured = 1.0});
                        return outcome;
                    },
                    {text("word", "hello", ""), integer("count", 1, 0, 100, "", "")}));

const Registration large(scenario("test-large-outcome", [](Stage&) {
    Outcome outcome;
    outcome.values["text"] = std::string(500'000, 'x');
    return outcome;
}));

const Registration failing(scenario("test-failing", [](Stage&) -> Outcome {
    throw RunError("there is no room for it;\nchoose less");
}));

const Registration crashing(scenario("test-crashing", [](Stage&) -> Outcome {
    raise(SIGSEGV);
    return {};
}));

const Registration exiting(scenario("test-exiting", [](Stage&) -> Outcome { _exit(7); }));

const Registration waiting(scenario("test-waiting", [](Stage& stage) {
    while (!stage.stop_requested())
        pause(); // ended by the wake-up that follows a stop
    Outcome outcome;
    outcome.values["left"] = "by itself";
    return outcome;
}));

const Registration
    recording(scenario("test-recording",
                       [](Stage& stage) {
                           for (std::int64_t i = 0; i < stage.parameters().integer("events"); ++i)
                               Recorder::of_this_thread().event(EventKind::mark, no_object, 1, 0);
                           return Outcome();
                       },
                       {integer("events", 1000, 0, 1'000'000, "", "")}));

/// Two workers write so fast that on two processors nothing is left for the collector.
Scenario bursting() {
    Scenario burst = scenario("test-burst", [](Stage& stage) {
        Team team = stage.team(2);
        team.run([&](Worker&) {
            for (std::uint64_t i = 0; i < burst_events; ++i)
                Recorder::of_this_thread().event(EventKind::mark, no_object, 1, 0);
        });
        return Outcome();
    });
    burst.expected_records = [](const ParameterSet&) { return ExpectedRecords{3, burst_events + 100}; };
    return burst;
}
const Registration burst(bursting());

/// The second worker fails while main waits for the first, which waits for ever.
template <typename Member>
void fail_beside_a_waiting_worker() {
    Member waiting_worker("waiting worker", [] {
        for (;;)
            sleep_for(1h);
    });
    Member failing_worker("failing worker", [] { throw RunError("there is no timer left"); });
    waiting_worker.join();
    failing_worker.join();
}
const Registration failing_worker(scenario("test-failing-worker", [](Stage& stage) {
    if (stage.backend() == Backend::processes)
        fail_beside_a_waiting_worker<Process>();
    else
        fail_beside_a_waiting_worker<Thread>();
    return Outcome();
}));

/// The second worker is killed while main waits for the first, which waits for ever.
const Registration killed_worker(scenario("test-killed-worker", [](Stage& stage) {
    Team team(TeamPlan{numbered_names("worker", 3), Backend::processes, 1});
    team.run([&](Worker& worker) {
        if (worker.index() == 1)
            raise(SIGKILL); // as the kernel does when memory runs out
        while (!stage.stop_requested())
            sleep_for(1h);
    });
    return Outcome();
}));

RunRequest request(std::string_view name) {
    return default_request(find_scenario(name));
}

} // namespace

class TestSession : public QObject {
    Q_OBJECT

private slots:
    void theOutcomeComesBackWithTheParametersBackendAndSeed() {
        RunRequest run_request = request("test-answer");
        run_request.parameters.set(run_request.scenario->parameters, "word", "gr\u00fc\u00df \"dich\"");
        run_request.parameters.set(run_request.scenario->parameters, "count", "42");
        run_request.backend = Backend::processes;
        run_request.seed = 7;
        Session session(run_request);
        CountingSink sink;
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(session.result().error, "");
        QCOMPARE(name_of(session.result().ended), "finished");
        const Outcome& outcome = session.result().outcome.value();
        QCOMPARE(*outcome.values.at("word").text(), "gr\u00fc\u00df \"dich\"");
        QCOMPARE(outcome.values.at("count"), Value(42));
        QCOMPARE(*outcome.values.at("backend").text(), "processes");
        std::seed_seq sequence{7, 1};
        QCOMPARE(outcome.values.at("first"), Value(std::mt19937_64(sequence)()));
        QCOMPARE(outcome.checks.at(0).claim, "one is one");
        QCOMPARE(session.result().exits.size(), 1U);
        QCOMPARE(session.result().exits[0].pid, session.engine_pid());
        QCOMPARE(session.result().exits[0].code, 0);
        QCOMPARE(sink.lanes.at(0).name, "main");
        QCOMPARE(sink.lanes.at(0).pid, session.engine_pid());
        QVERIFY(session.elapsed_ns() > 0);
    }

    void anOutcomeLargerThanAPacketComesWhole() {
        Session session(request("test-large-outcome"));
        CountingSink sink;
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(session.result().outcome.value().values.at("text").text()->size(), 500'000U);
    }

    void everyRecordIsThereWhenTheRunIsOver() {
        RunRequest run_request = request("test-recording");
        run_request.parameters.set(run_request.scenario->parameters, "events", "100000");
        Session session(run_request);
        CountingSink sink;
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(sink.marks.size(), 100'000U);
        QCOMPARE(session.counts().events, 100'002U); // and the lane's begin and end
        QCOMPARE(session.counts().dropped, 0U);
        QCOMPARE(session.counts().bad, 0U);
        for (const TimedRecord& record : sink.all_records)
            QVERIFY(record.time >= 0 || record.kind >= EventKind::switch_in);
        QVERIFY(sink.all_records.back().time <= session.elapsed_ns() + 10'000'000);
    }

    void aBurstThatTheScenarioExpectsIsKeptWhole() {
        Session session(request("test-burst"));
        CountingSink sink;
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(session.counts().dropped, 0U);
        QCOMPARE(sink.marks.size(), 2 * burst_events);
    }

    void anExceptionIsReportedInOneLine() {
        Session session(request("test-failing"));
        CountingSink sink;
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(session.result().error, "there is no room for it;?choose less");
        QCOMPARE(name_of(session.result().ended), "crashed");
        QVERIFY(!session.result().outcome);
    }

    void aWorkerThatFailsEndsTheRunAtOnce_data() {
        QTest::addColumn<int>("backend");
        QTest::newRow("threads") << static_cast<int>(Backend::threads);
        QTest::newRow("processes") << static_cast<int>(Backend::processes);
    }
    void aWorkerThatFailsEndsTheRunAtOnce() {
        QFETCH(int, backend);
        RunRequest run_request = request("test-failing-worker");
        run_request.backend = static_cast<Backend>(backend);
        run_request.time_limit = std::chrono::hours(1);
        Session session(run_request);
        CountingSink sink;
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(session.result().error, "failing worker failed: there is no timer left");
        QCOMPARE(name_of(session.result().ended), "crashed");
        QVERIFY(!session.result().outcome);
        QVERIFY(living_processes_of_group(session.engine_pid()).empty());
    }

    void aWorkerThatIsKilledEndsTheRunAtOnce() {
        RunRequest run_request = request("test-killed-worker");
        run_request.time_limit = std::chrono::hours(1);
        Session session(run_request);
        CountingSink sink;
        QVERIFY(pump_to_end(session, sink));
        QVERIFY2(
            session.result().error.starts_with("worker 2 was killed by signal 9 (Killed); if nobody did"),
            session.result().error.c_str());
        QCOMPARE(name_of(session.result().ended), "crashed");
    }

    void aCrashIsReportedWithItsSignal() {
        Session session(request("test-crashing"));
        CountingSink sink;
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(session.result().error, "the engine was ended by signal 11 (segmentation fault)");
        QCOMPARE(name_of(session.result().ended), "crashed");
        QCOMPARE(session.result().exits.at(0).signal, SIGSEGV);
        QCOMPARE(sink.lanes.size(), 1U); // all that was recorded until then is kept
    }

    void anExitInTheMiddleIsReportedWithItsCode() {
        Session session(request("test-exiting"));
        CountingSink sink;
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(session.result().error, "the engine ended with exit code 7");
        QCOMPARE(session.result().exits.at(0).code, 7);
    }

    void aRunPastItsLimitIsEnded() {
        RunRequest run_request = request("test-waiting");
        run_request.time_limit = 50ms;
        Session session(run_request);
        CountingSink sink;
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(name_of(session.result().ended), "time limit");
        QCOMPARE(session.result().error, "");
        QVERIFY(session.elapsed_ns() >= 50'000'000);
    }

    void theFirstStopRequestSaysHowTheRunEnded() {
        Session session(request("test-waiting"));
        CountingSink sink;
        QVERIFY(pump_until(session, sink, [&] { return !sink.lanes.empty(); }));
        session.request_stop(Ended::deadlock);
        session.request_stop(Ended::stopped);
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(name_of(session.result().ended), "deadlock");
        // The wake-up ended the wait of the engine, which then sent its outcome.
        QCOMPARE(session.result().outcome.value().values.at("left"), Value("by itself"));
        QCOMPARE(session.result().exits.at(0).signal, 0);
    }

    void aRunWithoutSwitchRecordsSaysSo() {
        RunRequest run_request = request("test-answer");
        run_request.switch_records = false;
        Session session(run_request);
        CountingSink sink;
        QVERIFY(pump_to_end(session, sink));
        QVERIFY(!session.has_switch_records());
        QCOMPARE(session.switch_records_text(), "off, not wanted for this run");
        QCOMPARE(session.counts().kernel, 0U);
        QVERIFY(session.result().outcome.has_value());
    }

    void noDescriptorAndNoChildIsLeft() {
        CountingSink sink;
        { // libraries open some descriptors once
            Session session(request("test-answer"));
            QVERIFY(pump_to_end(session, sink));
        }
        const std::size_t before = count_open_descriptors();
        for (int i = 0; i < 3; ++i) {
            Session session(request("test-large-outcome"));
            QVERIFY(pump_to_end(session, sink));
        }
        for (int i = 0; i < 3; ++i) {
            const Session dropped(request("test-waiting"));
        }
        QCOMPARE(count_open_descriptors(), before);
        QCOMPARE(waitpid(-1, nullptr, WNOHANG), -1);
        QCOMPARE(errno, ECHILD);
    }

    void theEngineHasNoDescriptorOfItsHost() {
        const int host_descriptor = dup(STDERR_FILENO); // has no close-on-exec flag, as in a careless library
        QVERIFY(host_descriptor > STDERR_FILENO);
        Session session(request("test-waiting"));
        CountingSink sink;
        QVERIFY(pump_until(session, sink, [&] { return !sink.lanes.empty(); }));
        for (const auto& entry :
             std::filesystem::directory_iterator("/proc/" + std::to_string(session.engine_pid()) + "/fd")) {
            std::error_code error;
            const std::string target = std::filesystem::read_symlink(entry.path(), error);
            const int number = std::atoi(entry.path().filename().c_str());
            QVERIFY2(number <= STDERR_FILENO || target.starts_with("/memfd:interleave"), target.c_str());
        }
        close(host_descriptor);
    }

    void anEngineThatCannotBeStartedIsReportedInOneLine() {
        const QByteArray before = qgetenv("INTERLEAVE_ENGINE");
        qputenv("INTERLEAVE_ENGINE", "/nowhere/interleave-engine");
        QVERIFY_THROWS_EXCEPTION(RunError, Session(request("test-answer")));
        qputenv("INTERLEAVE_ENGINE", "/bin/false");
        QString message;
        try {
            const Session session(request("test-answer"));
        } catch (const RunError& error) {
            message = error.what();
        }
        qputenv("INTERLEAVE_ENGINE", before);
        QCOMPARE(message, "the engine ended with exit code 1 before the run began");
    }

    void aScenarioThatTheEngineDoesNotKnowIsReportedInOneLine() {
        Scenario unknown = find_scenario("test-answer");
        unknown.name = "test-anwser";
        QString message;
        try {
            const Session session(default_request(unknown));
        } catch (const RunError& error) {
            message = error.what();
        }
        QVERIFY2(message.startsWith("the engine cannot run this: no scenario 'test-anwser'; did you mean"),
                 qPrintable(message));
    }
};

int main(int argc, char** argv) {
    return test_with_own_engine<TestSession>(argc, argv);
}
#include "test_session.moc"
