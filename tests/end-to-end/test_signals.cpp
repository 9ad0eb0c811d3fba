// SPDX-License-Identifier: GPL-3.0-or-later
// Signals from outside: the window closes as by its user, an interrupted picture leaves nothing, and a
// guardian that was stopped keeps no run alive.
#include "tests/end-to-end/program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <csignal>

using namespace interleave;

namespace test_signals {

constexpr int limit_ms = 20'000; // only a test that fails waits so long

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Returns the field of /proc/PID/stat with this number, the state being 3.
QByteArray stat_field(qint64 pid, int number) {
    const QByteArray text = contents(QStringLiteral("/proc/%1/stat").arg(pid));
    return text.mid(text.lastIndexOf(')') + 2).split(' ').value(number - 3);
}

bool catches(qint64 pid, int signal) {
    for (const QByteArray& line : contents(QStringLiteral("/proc/%1/status").arg(pid)).split('\n')) {
        if (line.startsWith("SigCgt:"))
            return (line.mid(7).trimmed().toULongLong(nullptr, 16) >> (signal - 1) & 1U) != 0;
    }
    return false;
}

/// Returns the guardian of the run that a program makes, 0 if there is none yet.
pid_t guardian_of(qint64 program) {
    for (const QString& process : rig::marked_processes().filter(QStringLiteral("interleave-engi"))) {
        const qint64 pid = process.section(QLatin1Char(' '), 0, 0).toLongLong();
        if (stat_field(pid, 4).toLongLong() == program)
            return static_cast<pid_t>(pid);
    }
    return 0;
}

/// Whether an engine has the threads of its workers. A guardian has one.
bool workers_run() {
    for (const QString& process : rig::marked_processes().filter(QStringLiteral("interleave-engi"))) {
        const QString tasks = QStringLiteral("/proc/%1/task").arg(process.section(QLatin1Char(' '), 0, 0));
        if (QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size() > 3)
            return true;
    }
    return false;
}

void send(const QProcess& process, int signal) {
    ::kill(static_cast<pid_t>(process.processId()), signal);
}

class TestSignals : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { QTRY_COMPARE_WITH_TIMEOUT(rig::marked_processes(), QStringList(), limit_ms); }

    void aSignalClosesTheWindowAndItsSettingsAreKept_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGHUP") << SIGHUP;
    }
    void aSignalClosesTheWindowAndItsSettingsAreKept() {
        QFETCH(int, signal);
        const QTemporaryDir home;
        QProcessEnvironment environment = rig::headless();
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        environment.insert("XDG_CONFIG_HOME", home.path());
        QProcess window;
        window.setProcessEnvironment(environment);
        window.start(rig::program(), QStringList(), QIODevice::ReadOnly);
        QVERIFY(window.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(catches(window.processId(), SIGHUP), limit_ms);
        send(window, signal);
        const rig::Result result = rig::finish(window);
        QCOMPARE(result.status, 128 + signal);
        QCOMPARE(window.exitStatus(), QProcess::NormalExit);
        QVERIFY(contents(home.filePath(QStringLiteral("interleave/Interleave.conf"))).contains("geometry"));
    }

    void anInterruptedPictureIsNotSavedAndLeavesNothing() {
        const QTemporaryDir folder;
        QProcess run;
        run.setProcessEnvironment(rig::headless());
        run.setWorkingDirectory(folder.path());
        run.start(
            rig::program(),
            {"run", "hello-thread", "--set", "work=1", "--export", "large.png", "--size", "16000x16000"},
            QIODevice::ReadOnly);
        QVERIFY(run.waitForReadyRead(limit_ms)); // the summary: next it draws
        send(run, SIGINT);
        const rig::Result result = rig::finish(run);
        QCOMPARE(result.status, 128 + SIGINT);
        QVERIFY2(result.output.contains("hello-thread, threads: finished"), result.output);
        QCOMPARE(result.line(), QStringLiteral("interrupted: the picture was not saved"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
    }

    void aGuardianThatWasStoppedKeepsNoRunAlive() {
        QProcess run;
        run.setProcessEnvironment(rig::headless());
        run.start(rig::program(), {"run", "lock-contention", "--set", "rounds=20000", "--duration", "120"},
                  QIODevice::ReadOnly);
        QVERIFY(run.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(guardian_of(run.processId()) != 0, limit_ms);
        const pid_t guardian = guardian_of(run.processId());
        QTRY_VERIFY_WITH_TIMEOUT(workers_run(), limit_ms);
        ::kill(guardian, SIGSTOP);
        QTRY_COMPARE_WITH_TIMEOUT(stat_field(guardian, 3), QByteArray("T"), limit_ms);
        send(run, SIGINT);
        const rig::Result result = rig::finish(run, limit_ms);
        QCOMPARE(result.status, 128 + SIGINT);
        QVERIFY2(result.output.contains("lock-contention, threads: stopped"), result.output);
        QVERIFY2(result.line().startsWith("the engine's guardian did not end the run in time"),
                 result.errors);
    }

    void anErrorOfManyWordsIsCutInItsMiddle() {
        const rig::Result result = rig::interleave({"run", QString(100'000, QLatin1Char('x'))});
        QCOMPARE(result.status, 2);
        const QString line = result.line();
        QVERIFY2(line.startsWith("no scenario 'xxx") && line.contains(" … "), qPrintable(line));
        QVERIFY(line.size() < 700);
    }
};

} // namespace test_signals

QTEST_GUILESS_MAIN(test_signals::TestSignals)
#include "test_signals.moc"
