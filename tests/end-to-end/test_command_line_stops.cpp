// SPDX-License-Identifier: GPL-3.0-or-later
// interleave run that is ended from outside: by its user, by a limit, by a signal to one of its processes. No
// process is left behind.
#include "tests/end-to-end/program.h"

#include <QDir>

#include <algorithm>
#include <csignal>

using namespace interleave;

namespace test_command_line_stops {

/// A run that goes on until it is stopped.
const QStringList long_run{"run", "lock-contention", "--set", "rounds=20000", "--duration", "120", "--json"};

bool has_engine() {
    return !rig::marked_processes().filter("interleave-engi").isEmpty(); // the kernel cuts the name
}

/// Starts a long run and returns when its engine runs.
bool start_long_run(QProcess& process) {
    process.setProcessEnvironment(rig::headless());
    process.start(rig::program(), long_run, QIODevice::ReadOnly);
    return process.waitForStarted() && QTest::qWaitFor(has_engine, 20'000);
}

class TestCommandLineStops : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { QTRY_COMPARE(rig::marked_processes(), QStringList()); }

    void ctrlCStopsAndPrintsTheSummary();
    void sigtermStopsAndPrintsTheSummary();
    void aKilledCommandLeavesNothing();
    void aKilledEngineIsOneLineAndStatusOne();
    void aWorkerKilledFromOutsideIsOneLineAndStatusOne();
    void theTimeLimitEndsARun();
};

void TestCommandLineStops::ctrlCStopsAndPrintsTheSummary() {
    QProcess process;
    QVERIFY(start_long_run(process));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    const rig::Result result = rig::finish(process, 20'000);
    QCOMPARE(result.status, 128 + SIGINT);
    QCOMPARE(result.json().value("ended").toString(), QString("stopped"));
}

void TestCommandLineStops::sigtermStopsAndPrintsTheSummary() {
    QProcess process;
    QVERIFY(start_long_run(process));
    process.terminate();
    const rig::Result result = rig::finish(process, 20'000);
    QCOMPARE(result.status, 128 + SIGTERM);
    QCOMPARE(result.json().value("ended").toString(), QString("stopped"));
}

void TestCommandLineStops::aKilledCommandLeavesNothing() {
    QProcess process;
    QVERIFY(start_long_run(process));
    process.kill();
    QCOMPARE(rig::finish(process, 20'000).status,
             128 + SIGKILL); // cleanup() checks that the engine ends, too
}

void TestCommandLineStops::aKilledEngineIsOneLineAndStatusOne() {
    QProcess process;
    QVERIFY(start_long_run(process));
    // The guardian has one thread, and the engine has one for each worker.
    int engine = 0;
    const auto engine_works = [&] {
        for (const QString& entry : rig::marked_processes()) {
            engine = entry.section(' ', 0, 0).toInt();
            if (QDir(QString("/proc/%1/task").arg(engine))
                        .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                        .size() > 3 &&
                engine != process.processId())
                return true;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(engine_works(), 20'000);
    ::kill(engine, SIGKILL);
    const rig::Result result = rig::finish(process, 20'000);
    QCOMPARE(result.status, 1);
    QCOMPARE(result.json().value("ended").toString(), QString("crashed"));
    QVERIFY(result.json().value("events").toInt() > 0); // what was recorded until then is kept
    QVERIFY2(!result.line().isEmpty(), result.errors);
}

void TestCommandLineStops::aWorkerKilledFromOutsideIsOneLineAndStatusOne() {
    QProcess process;
    process.setProcessEnvironment(rig::headless());
    process.start(rig::program(), long_run + QStringList{"--backend", "processes", "--set", "workers=4"},
                  QIODevice::ReadOnly);
    QVERIFY(process.waitForStarted());
    // Program, guardian and engine have lower numbers than the workers, of which the last is killed: main
    // waits for the first.
    int last = 0;
    const auto workers_are_there = [&] {
        const QStringList engines = rig::marked_processes().filter("interleave-engi");
        for (const QString& entry : engines)
            last = std::max(last, entry.section(' ', 0, 0).toInt());
        return engines.size() == 6;
    };
    QTRY_VERIFY_WITH_TIMEOUT(workers_are_there(), 20'000);
    ::kill(last, SIGKILL);
    const rig::Result result = rig::finish(process, 20'000);
    QCOMPARE(result.status, 1);
    QCOMPARE(result.json().value("ended").toString(), QString("crashed"));
    QVERIFY2(result.line().contains("was killed by signal 9"), result.errors);
    QVERIFY2(result.line().contains("memory"), result.errors);
}

void TestCommandLineStops::theTimeLimitEndsARun() {
    const rig::Result result =
        rig::interleave({"run", "lock-contention", "--set", "rounds=20000", "--duration", "0.5", "--json"});
    QCOMPARE(result.json().value("ended").toString(), QString("time limit"));
    QCOMPARE(result.status, 0);
    QVERIFY(result.json().value("wall_ms").toDouble() >= 500);
}

} // namespace test_command_line_stops

QTEST_GUILESS_MAIN(test_command_line_stops::TestCommandLineStops)
#include "test_command_line_stops.moc"
