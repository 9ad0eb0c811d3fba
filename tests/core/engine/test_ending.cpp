// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a scenario does and whichever process dies: the run ends, and none of its processes is left.
#include "core/event/recorder.h"
#include "core/scenario/stage.h"
#include "tests/core/engine/engine_rig.h"

#include <array>
#include <atomic>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>

using namespace interleave;
using namespace interleave::test;

namespace {

/// Begins the lane of a worker and records a mark with its process id.
void appear(LaneKind kind, std::string_view name) {
    Recorder& recorder = Recorder::of_this_thread();
    recorder.begin_lane(kind, name, no_object);
    recorder.event(EventKind::mark, no_object, static_cast<std::uint64_t>(getpid()), 0);
}

[[noreturn]] void block_forever() {
    for (;;)
        pause(); // a wake-up does not end the loop
}

[[noreturn]] void spin_forever() {
    for (std::atomic<std::uint64_t> turns{0};;)
        turns.fetch_add(1, std::memory_order_relaxed);
}

Outcome threads_that(void (*go_on)()) {
    std::thread other([go_on] {
        appear(LaneKind::thread, "other");
        go_on();
    });
    appear(LaneKind::thread, "main"); // replaces the lane that it had
    go_on();
    other.join();
    return {};
}

/// Starts a child of the engine, a child that began a session of its own, and a process that left the group
/// and whose parent has ended.
Outcome family(Stage&) {
    const auto fork_worker = [](auto before) {
        if (fork() != 0)
            return;
        before();
        appear(LaneKind::process, "child");
        block_forever();
    };
    fork_worker([] {});
    fork_worker([] { setsid(); });
    fork_worker([] {
        setsid();
        if (fork() != 0)
            _exit(0);
    });
    block_forever();
}

/// Stops the guardian, which is its parent.
Outcome family_with_stopped_guardian(Stage& stage) {
    kill(getppid(), SIGSTOP);
    return family(stage);
}

/// Starts children as core/work does: they die with their parent.
Outcome faithful_family(Stage&) {
    for (int i = 0; i < 2; ++i) {
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            appear(LaneKind::process, "child");
            block_forever();
        }
    }
    block_forever();
}

Outcome abandoned_family(Stage& stage) {
    auto& ready = stage.share<std::atomic<int>>(0);
    for (int i = 0; i < 2; ++i) {
        if (fork() == 0) {
            if (i == 1)
                setsid();
            appear(LaneKind::process, "child");
            ready.fetch_add(1);
            block_forever();
        }
    }
    while (ready.load() < 2)
        std::this_thread::yield();
    return {};
}

/// Writes more than an engine may report into its result, and ends as if it had reported that.
Outcome flooding_result(Stage&) {
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code error;
        const auto target = std::filesystem::read_symlink(entry.path(), error);
        if (target.string().find("interleave-result") == std::string::npos)
            continue;
        const int result = std::stoi(entry.path().filename().string());
        if (ftruncate(result, off_t{1} << 40U) == 0) // which takes no memory
            _exit(0);
    }
    return {};
}

Scenario scenario(std::string name, Outcome (*run)(Stage&)) {
    return {.name = std::move(name),
            .title = "For a test",
            .group = Group::first_steps,
            .about = "",
            .backends = {Backend::threads},
            .parameters = {},
            .run = run};
}

const Registration spinning(scenario("test-spinning", [](Stage&) { return threads_that(spin_forever); }));
const Registration blocked(scenario("test-blocked", [](Stage&) { return threads_that(block_forever); }));
const Registration with_family(scenario("test-family", family));
const Registration with_stopped_guardian(scenario("test-stopped-guardian", family_with_stopped_guardian));
const Registration with_faithful_family(scenario("test-faithful-family", faithful_family));
const Registration with_abandoned_family(scenario("test-abandoned-family", abandoned_family));
const Registration with_flooding_result(scenario("test-flooding-result", flooding_result));

RunRequest request(std::string_view name, std::chrono::milliseconds time_limit = std::chrono::hours(1)) {
    RunRequest wanted = default_request(find_scenario(name));
    wanted.time_limit = time_limit;
    return wanted;
}

/// Starts a run and waits until all its workers have appeared.
struct RunningRun {
    RunningRun(std::string_view name, std::size_t workers,
               std::chrono::milliseconds time_limit = std::chrono::hours(1))
        : session(request(name, time_limit)) {
        all_appeared = pump_until(session, sink, [&] { return sink.marks.size() == workers; }) &&
                       sink.marks.size() == workers;
        guardian = static_cast<pid_t>(std::stoi(stat_field(session.engine_pid(), 4)));
    }
    bool is_all_gone() const {
        for (const pid_t pid : sink.marks) {
            if (!is_gone(pid))
                return false;
        }
        return living_processes_of_group(session.engine_pid()).empty() && is_gone(guardian);
    }

    Session session;
    CountingSink sink;
    pid_t guardian = 0;
    bool all_appeared = false;
};

} // namespace

class TestEnding : public QObject {
    Q_OBJECT

private slots:
    void aStopEndsWorkersThatDoNotListen_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("workers");
        QTest::addColumn<int>("first");
        QTest::newRow("spinning") << "test-spinning" << 2 << 0;
        QTest::newRow("blocked") << "test-blocked" << 2 << 0;
        QTest::newRow("stopped with SIGSTOP") << "test-blocked" << 2 << SIGSTOP;
        QTest::newRow("processes, also outside the group") << "test-family" << 3 << 0;
        QTest::newRow("processes stopped with SIGSTOP") << "test-family" << 3 << SIGSTOP;
    }
    void aStopEndsWorkersThatDoNotListen() {
        QFETCH(QString, name);
        QFETCH(int, workers);
        QFETCH(int, first);
        RunningRun run(name.toStdString(), static_cast<std::size_t>(workers));
        QVERIFY(run.all_appeared);
        if (first != 0) {
            kill(-run.session.engine_pid(), first);
            for (const pid_t pid : run.sink.marks)
                kill(pid, first);
        }
        QElapsedTimer timer;
        timer.start();
        run.session.request_stop();
        QVERIFY(pump_to_end(run.session, run.sink));
        qInfo("gone after %lld ms", static_cast<long long>(timer.elapsed()));
        QCOMPARE(name_of(run.session.result().ended), "stopped");
        QCOMPARE(run.session.result().error, "");
        QCOMPARE(run.session.result().exits.at(0).signal, SIGKILL);
        QVERIFY(run.is_all_gone());
        QCOMPARE(waitpid(-1, nullptr, WNOHANG), -1); // there is no zombie either
    }

    void theDestructorEndsTheRun() {
        pid_t engine = 0;
        std::vector<pid_t> workers;
        {
            const RunningRun run("test-family", 3);
            QVERIFY(run.all_appeared);
            engine = run.session.engine_pid();
            workers = run.sink.marks;
        }
        QVERIFY(is_gone(engine));
        for (const pid_t pid : workers)
            QVERIFY(is_gone(pid));
        QCOMPARE(waitpid(-1, nullptr, WNOHANG), -1);
    }

    void theDestructorEndsARunWhoseGuardianIsStopped() {
        pid_t engine = 0;
        pid_t guardian = 0;
        std::vector<pid_t> workers;
        {
            const RunningRun run("test-family", 3);
            QVERIFY(run.all_appeared);
            engine = run.session.engine_pid();
            guardian = run.guardian;
            workers = run.sink.marks;
            kill(guardian, SIGSTOP);
        }
        QVERIFY(is_gone(guardian));
        for (const pid_t pid : workers)
            QTRY_VERIFY_WITH_TIMEOUT(is_gone(pid), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(living_processes_of_group(engine).empty(), 20'000);
    }

    void aScenarioThatStopsItsGuardianIsEnded_data() {
        QTest::addColumn<bool>("asked");
        QTest::newRow("by a stop") << true;
        QTest::newRow("by the time limit") << false;
    }
    void aScenarioThatStopsItsGuardianIsEnded() {
        QFETCH(bool, asked);
        RunningRun run("test-stopped-guardian", 3, asked ? std::chrono::hours(1) : 300ms);
        QVERIFY(run.all_appeared);
        QElapsedTimer timer;
        timer.start();
        if (asked)
            run.session.request_stop();
        QVERIFY(pump_to_end(run.session, run.sink));
        qInfo("gone after %lld ms", static_cast<long long>(timer.elapsed()));
        QCOMPARE(name_of(run.session.result().ended), asked ? "stopped" : "time limit");
        QVERIFY(run.session.result().error.starts_with("the engine's guardian did not end the run in time"));
        QTRY_VERIFY_WITH_TIMEOUT(run.is_all_gone(), 20'000);
    }

    void aRunWhoseGuardianIsStoppedMeanwhileIsEnded() {
        RunningRun run("test-spinning", 2);
        QVERIFY(run.all_appeared);
        run.session.request_stop();
        kill(run.guardian, SIGSTOP);
        QVERIFY(pump_to_end(run.session, run.sink));
        QCOMPARE(name_of(run.session.result().ended), "stopped");
        QTRY_VERIFY_WITH_TIMEOUT(run.is_all_gone(), 20'000);
    }

    void processesThatTheEngineLeftBehindAreEndedAndReported() {
        Session session(request("test-abandoned-family"));
        CountingSink sink;
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(name_of(session.result().ended), "finished");
        QVERIFY(session.result().outcome.has_value());
        QCOMPARE(sink.marks.size(), 2U);
        for (const pid_t pid : sink.marks)
            QVERIFY(is_gone(pid));
        QCOMPARE(session.result().exits.size(), 3U);
        QCOMPARE(session.result().exits[0].pid, session.engine_pid());
        QCOMPARE(session.result().exits[1].signal, SIGKILL);
        QCOMPARE(session.result().exits[2].signal, SIGKILL);
    }

    void aResultOfAnyLengthIsRefused() {
        Session session(request("test-flooding-result"));
        CountingSink sink;
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(name_of(session.result().ended), "crashed");
        QCOMPARE(session.result().error, "the engine's account of its outcome is longer than 1024 KiB, so it "
                                         "was not read; the scenario must report less");
    }

    void aKilledEngineTakesItsProcessesAlong() {
        RunningRun run("test-family", 3);
        QVERIFY(run.all_appeared);
        kill(run.session.engine_pid(), SIGKILL);
        QVERIFY(pump_to_end(run.session, run.sink));
        QCOMPARE(name_of(run.session.result().ended), "crashed");
        QVERIFY2(run.session.result().error.starts_with(
                     "the engine was ended by signal 9 (killed); if nobody did that, the kernel did"),
                 run.session.result().error.c_str());
        QVERIFY(run.is_all_gone());
    }

    void aKilledWorkerProcessDoesNotEndTheRun() {
        RunningRun run("test-family", 3);
        QVERIFY(run.all_appeared);
        kill(run.sink.marks[0], SIGKILL);
        QVERIFY(pump_until(run.session, run.sink, [&] {
            return stat_field(run.sink.marks[0], 3) == "Z" || is_gone(run.sink.marks[0]);
        }));
        QVERIFY(!is_gone(run.session.engine_pid()));
        run.session.request_stop();
        QVERIFY(pump_to_end(run.session, run.sink));
        QCOMPARE(name_of(run.session.result().ended), "stopped");
        QVERIFY(run.is_all_gone());
    }

    void aKilledGuardianTakesTheEngineAlong() {
        RunningRun run("test-faithful-family", 2);
        QVERIFY(run.all_appeared);
        kill(run.guardian, SIGKILL);
        QVERIFY(pump_to_end(run.session, run.sink));
        QCOMPARE(name_of(run.session.result().ended), "crashed");
        QCOMPARE(run.session.result().error,
                 "the engine's guardian was ended by signal 9 (killed), so the run was ended");
        QTRY_VERIFY_WITH_TIMEOUT(run.is_all_gone(), 20'000);
    }

    void aKilledHostLeavesNoProcess() {
        std::array<int, 2> ends{};
        QCOMPARE(pipe(ends.data()), 0);
        const pid_t host = fork();
        if (host == 0) {
            RunningRun run("test-family", 3);
            std::vector<pid_t> pids = run.sink.marks;
            pids.push_back(run.session.engine_pid());
            pids.push_back(run.guardian);
            [[maybe_unused]] const ssize_t written = write(ends[1], pids.data(), pids.size() * sizeof(pid_t));
            for (;;)
                run.session.pump(run.sink, 1ms);
        }
        std::array<pid_t, 5> pids{};
        QCOMPARE(read(ends[0], pids.data(), sizeof pids), static_cast<ssize_t>(sizeof pids));
        for (const pid_t pid : pids)
            QVERIFY(!is_gone(pid));
        kill(host, SIGKILL);
        QCOMPARE(waitpid(host, nullptr, 0), host);
        for (const pid_t pid : pids)
            QTRY_VERIFY_WITH_TIMEOUT(is_gone(pid), 20'000);
        close(ends[0]);
        close(ends[1]);
    }
};

int main(int argc, char** argv) {
    return test_with_own_engine<TestEnding>(argc, argv);
}
#include "test_ending.moc"
