// SPDX-License-Identifier: GPL-3.0-or-later
// interleave record: programs that know nothing of Interleave, recorded as they are.
#include "program.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <iterator>

using namespace interleave;

namespace test_record {

const QString recorded = QStringLiteral(INTERLEAVE_BUILD_DIR "/tests/recorded_program");

QStringList record_words(const QStringList& options, const QStringList& program) {
    return QStringList{QStringLiteral("record")} + options + program;
}

/// Records the test's program and returns what --json says.
rig::Result record(const QStringList& arguments, const QStringList& options = {}) {
    return rig::run_command(rig::program(), record_words(QStringList{QStringLiteral("--json")} + options,
                                                         QStringList{recorded} + arguments));
}

/// Returns the entries of a list whose member has this value.
QList<QJsonObject> entries(const QJsonObject& json, const char* list, const char* member,
                           const QString& value) {
    QList<QJsonObject> found;
    for (const QJsonValue& entry : json[QLatin1String(list)].toArray())
        if (entry.toObject()[QLatin1String(member)].toString() == value)
            found.append(entry.toObject());
    return found;
}

QStringList names_of_lanes(const QJsonObject& json) {
    QStringList names;
    for (const QJsonValue& lane : json[QStringLiteral("lanes")].toArray())
        names.append(lane.toObject()[QStringLiteral("name")].toString());
    return names;
}

/// Starts a recording that goes on until it is asked to end, and returns when the program says that it runs.
void start(QProcess& process, const QStringList& options, const QString& what) {
    process.setProcessEnvironment(rig::headless());
    process.start(rig::program(), record_words(options, {recorded, what}));
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(
        rig::marked_processes().join(QLatin1Char(' ')).contains(QStringLiteral("recorded_prog")), 20'000);
}

class TestRecord : public QObject {
    Q_OBJECT

private slots:
    void eachKindOfObjectIsSeen_data() {
        QTest::addColumn<QString>("kind");
        QTest::newRow("contended-mutex") << "mutex";
        QTest::newRow("condition") << "condition";
        QTest::newRow("cancelled") << "condition";
        QTest::newRow("semaphore") << "semaphore";
        QTest::newRow("read-write-lock") << "shared_mutex";
        QTest::newRow("barrier") << "barrier";
        QTest::newRow("spin-lock") << "mutex";
        QTest::newRow("atomic-wait") << "condition";
    }
    void eachKindOfObjectIsSeen() {
        QFETCH(QString, kind);
        const rig::Result result = record({QString::fromLatin1(QTest::currentDataTag())});
        QCOMPARE(result.status, 0);
        const QJsonObject json = result.json();
        QCOMPARE(json[QStringLiteral("dropped")].toInt(), 0);
        QCOMPARE(json[QStringLiteral("refused")].toInt(), 0);
        QCOMPARE(json[QStringLiteral("bad")].toInt(), 0);
        double waited = 0;
        for (const QJsonObject& object : entries(json, "objects", "kind", kind)) {
            waited += object[QStringLiteral("wait_ms")].toDouble();
            // It is that of a variable, or tells a line.
            const QString name = object[QStringLiteral("name")].toString();
            QVERIFY2(!name.contains(QStringLiteral("+0x")) && !name.contains(QLatin1Char('#')),
                     qPrintable(name));
        }
        QVERIFY2(waited > 0, result.output);
        QCOMPARE(names_of_lanes(json).first(), QStringLiteral("recorded_program"));
    }

    void waitsOfACppProgramHaveTheLinesOfItsSource_data() {
        QTest::addColumn<QString>("program");
        QTest::newRow("as students compile it") << QStringLiteral("plain_program");
        QTest::newRow("optimised") << QStringLiteral("optimised_program");
    }
    void waitsOfACppProgramHaveTheLinesOfItsSource() {
        QFETCH(QString, program);
        const QTemporaryDir folder;
        const QString events = folder.filePath(QStringLiteral("events.csv"));
        const QString run = folder.filePath(QStringLiteral("run.ilv"));
        QCOMPARE(rig::run_command(rig::program(),
                                  record_words({QStringLiteral("--save"), run},
                                               {QStringLiteral(INTERLEAVE_BUILD_DIR "/tests/") + program}))
                     .status,
                 0);
        QCOMPARE(rig::run_command(rig::program(), {QStringLiteral("export"), run, QStringLiteral("--view"),
                                                   QStringLiteral("events"), QStringLiteral("--to"), events})
                     .status,
                 0);
        QFile source(QStringLiteral(INTERLEAVE_SOURCE_DIR "/tests/recorded/lock_in_cpp.cpp"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(source.readAll()).split(QLatin1Char('\n'));
        QFile file(events);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        for (const char* wait : {"the lock is waited for here", "the condition is waited for here",
                                 "the thread is waited for here"}) {
            const auto at = std::find_if(lines.begin(), lines.end(), [&](const QString& line) {
                return line.contains(QLatin1String(wait));
            });
            QVERIFY(at != lines.end());
            const QByteArray place =
                "lock_in_cpp.cpp," + QByteArray::number(std::distance(lines.begin(), at) + 1);
            QVERIFY2(text.contains(place), place + " is not in\n" + text);
        }
        for (const char* name : {"gate", "door", "opened"})
            QVERIFY2(text.contains(QByteArray(",") + name + ","), name + ("\n" + text));
    }

    void allWaysToSleepAreSleep() {
        const rig::Result result = record({QStringLiteral("sleeps")});
        QCOMPARE(result.status, 0);
        const QJsonObject states = result.json()[QStringLiteral("lanes")]
                                       .toArray()
                                       .first()
                                       .toObject()[QStringLiteral("states_ms")]
                                       .toObject();
        QVERIFY2(states[QStringLiteral("sleep")].toDouble() >= 70, result.output);
        QCOMPARE(states[QStringLiteral("io")].toDouble(), 0.0);
    }

    void aThreadHasTheNameThatItGivesItself() {
        const rig::Result result = record({QStringLiteral("contended-mutex")});
        QVERIFY(names_of_lanes(result.json()).contains(QStringLiteral("waiter")));
    }

    void shortHoldsOfAFreeLockAreToldAsSums() {
        const rig::Result result = record({QStringLiteral("free-mutex"), QStringLiteral("100000")});
        QCOMPARE(result.status, 0);
        const QList<QJsonObject> locks = entries(result.json(), "objects", "kind", QStringLiteral("mutex"));
        QCOMPARE(locks.size(), 1);
        QCOMPARE(locks.first()[QStringLiteral("acquisitions")].toInt(), 100'000);
        QVERIFY(locks.first()[QStringLiteral("hold_ms")].toDouble() > 0);
        QVERIFY(result.json()[QStringLiteral("events")].toInt() < 10'000);
    }

    void thousandsOfShortThreadsAreAllRecorded() {
        const rig::Result result = record({QStringLiteral("short-threads"), QStringLiteral("3000")});
        QCOMPARE(result.status, 0);
        QCOMPARE(result.json()[QStringLiteral("refused")].toInt(), 0);
        QCOMPARE(result.json()[QStringLiteral("dropped")].toInt(), 0);
        QCOMPARE(names_of_lanes(result.json()).size(), 3001);
    }

    void twoHundredThreadsAtOnceAreAllRecorded() {
        const rig::Result result = record({QStringLiteral("threads-at-once"), QStringLiteral("200")});
        QCOMPARE(result.status, 0);
        QCOMPARE(result.json()[QStringLiteral("refused")].toInt(), 0);
        QCOMPARE(result.json()[QStringLiteral("dropped")].toInt(), 0);
        QCOMPARE(names_of_lanes(result.json()).size(), 201);
    }

    void processesAreRecordedHoweverTheyAreStarted_data() {
        QTest::addColumn<int>("number");
        QTest::newRow("fork") << 7;
        QTest::newRow("spawn") << 0;
        QTest::newRow("spawn-without-environment") << 0;
        QTest::newRow("vfork") << 0;
        QTest::newRow("daemon") << 0;
    }
    void processesAreRecordedHoweverTheyAreStarted() {
        QFETCH(int, number);
        const rig::Result result =
            record({QString::fromLatin1(QTest::currentDataTag()), QString::number(number)});
        QCOMPARE(result.status, 0);
        QCOMPARE(entries(result.json(), "lanes", "kind", QStringLiteral("process")).size(), 2);
    }

    void aProgramThatExecutesAnotherGoesOnInItsLane() {
        const rig::Result result = rig::run_command(
            rig::program(), record_words({QStringLiteral("--json")},
                                         {QStringLiteral("sh"), QStringLiteral("-c"),
                                          QStringLiteral("exec %1 contended-mutex").arg(recorded)}));
        QCOMPARE(result.status, 0);
        QCOMPARE(names_of_lanes(result.json()),
                 QStringList({QStringLiteral("recorded_program"), QStringLiteral("waiter")}));
    }

    void whatAProgramDoesToItselfDoesNotEndTheRecording_data() {
        QTest::addColumn<int>("lanes");
        QTest::newRow("failed-execution") << 2;
        QTest::newRow("close-all") << 2;
        QTest::newRow("signals") << 2;
        QTest::newRow("execute") << 2;
    }
    void whatAProgramDoesToItselfDoesNotEndTheRecording() {
        QFETCH(int, lanes);
        const rig::Result result = record({QString::fromLatin1(QTest::currentDataTag())});
        QCOMPARE(result.status, 0);
        QCOMPARE(names_of_lanes(result.json()).size(), lanes);
        QCOMPARE(result.json()[QStringLiteral("bad")].toInt(), 0);
    }

    void theExitStatusIsThatOfTheProgram() {
        QCOMPARE(record({QStringLiteral("exit"), QStringLiteral("7")}).status, 7);
        const rig::Result crashed = record({QStringLiteral("crash")});
        QCOMPARE(crashed.status, 128 + SIGSEGV);
        QVERIFY2(crashed.line().contains(QStringLiteral("the program was ended by signal 11")),
                 crashed.errors);
    }

    void whatTheProgramReadsAndPrintsIsItsOwn() {
        QProcess process;
        process.setProcessEnvironment(rig::headless());
        process.start(rig::program(), record_words({}, {recorded, QStringLiteral("echo")}));
        process.write("one\ntwo\n");
        process.closeWriteChannel();
        const rig::Result result = rig::finish(process);
        QCOMPARE(result.status, 0);
        QCOMPARE(result.output, QByteArray("got one\ngot two\n"));
    }

    void theProgramHasTheDescriptorsThatItWouldHaveWithout() {
        const QString command = QStringLiteral("%1 descriptors 3< /dev/null 7< /dev/null");
        const auto run = [&](const QString& how) {
            return rig::run_command(QStringLiteral("sh"), {QStringLiteral("-c"), command.arg(how)});
        };
        const rig::Result without = run(recorded);
        const rig::Result with = run(rig::program() + QStringLiteral(" record ") + recorded);
        QCOMPARE(without.status, 0);
        QCOMPARE(with.status, 0);
        QVERIFY(without.output.contains("\n7\n"));
        QCOMPARE(with.output, without.output);
    }

    void theEnvironmentAndTheFolderCanBeSet() {
        const QTemporaryDir folder;
        const rig::Result result = rig::run_command(
            rig::program(), record_words({QStringLiteral("--env"), QStringLiteral("COLOUR=two words"),
                                          QStringLiteral("--cwd"), folder.path()},
                                         {QStringLiteral("sh"), QStringLiteral("-c"),
                                          QStringLiteral("echo \"$COLOUR\"; pwd -P")}));
        QCOMPARE(result.status, 0);
        QCOMPARE(result.output, "two words\n" + QFileInfo(folder.path()).canonicalFilePath().toUtf8() + '\n');
    }

    void aProgramIsAskedToEndBeforeItIsEnded() {
        QProcess process;
        start(process, {}, QStringLiteral("polite"));
        process.terminate();
        const rig::Result polite = rig::finish(process);
        QCOMPARE(polite.status, 3);
        QCOMPARE(polite.output, QByteArray("saved\n"));
    }

    void aProgramThatDoesNotEndIsKilled() {
        QProcess process;
        start(process, {}, QStringLiteral("stubborn"));
        process.terminate();
        QCOMPARE(rig::finish(process).status, 128 + SIGKILL);
        QCOMPARE(rig::marked_processes(), QStringList());
    }

    void aDurationEndsTheProgram() {
        const rig::Result result =
            record({QStringLiteral("polite")}, {QStringLiteral("--duration"), QStringLiteral("0.3")});
        QCOMPARE(result.status, 3);
        QVERIFY(result.output.startsWith("saved\n"));
    }

    void whenTheRecorderIsKilledTheProgramEndsToo() {
        QProcess process;
        start(process, {}, QStringLiteral("stubborn"));
        process.kill();
        QVERIFY(process.waitForFinished());
        QTRY_COMPARE_WITH_TIMEOUT(rig::marked_processes(), QStringList(), 20'000);
    }

    void wrongWordsAreOneLine_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("line");
        const auto row = [](const char* name, const QStringList& words, int status, const char* line) {
            QTest::newRow(name) << words << status << QString::fromLatin1(line);
        };
        row("nothing", {}, 2, "'record' needs the program to record");
        row("no such program", {"no-such-program"}, 1,
            "there is no program 'no-such-program' on the search path; give its path, as ./no-such-program");
        row("no such file", {"./no/such"}, 1, "there is no program './no/such'; check the path");
        row("a folder", {"/tmp"}, 1, "'/tmp' is a folder");
        row("not executable", {"/etc/passwd"}, 1, "'/etc/passwd' is not executable for you");
        row("no such option", {"--colour", "red", "true"}, 2, "no option '--colour' for 'record'");
        row("no folder", {"--cwd", "/no/such/folder", "true"}, 1, "there is no folder '/no/such/folder'");
        row("no variable", {"--env", "COLOUR", "true"}, 2, "--env takes NAME=VALUE, not 'COLOUR'");
        row("standard output", {"--save", "-", "true"}, 2, "standard output is the program's");
        row("too short", {"--duration", "0", "true"}, 2, "--duration takes");
    }
    void wrongWordsAreOneLine() {
        QFETCH(QStringList, words);
        QFETCH(int, status);
        QFETCH(QString, line);
        const rig::Result result =
            rig::run_command(rig::program(), QStringList{QStringLiteral("record")} + words);
        QCOMPARE(result.status, status);
        QVERIFY2(result.line().contains(line), result.errors);
    }

    void aFileThatTheSystemCannotExecuteIsToldInWords() {
        const QTemporaryDir folder;
        const auto executable = [&](const char* name, const QByteArray& bytes) {
            const QString path = folder.filePath(QString::fromLatin1(name));
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                return QString();
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
            return path;
        };
        const auto run = [&](const QString& path) {
            return rig::run_command(rig::program(), record_words({}, {path}));
        };
        const rig::Result of_other_machine = run(executable("other", QByteArray("\x7f"
                                                                                "ELF\x02\x01\x01")
                                                                         .append(64, '\0')));
        QCOMPARE(of_other_machine.status, 126);
        QVERIFY2(of_other_machine.errors.contains("is no program for this machine"), of_other_machine.errors);
        const rig::Result without_interpreter = run(executable("script", "#!/no/such/interpreter\n"));
        QCOMPARE(without_interpreter.status, 127);
        QVERIFY2(without_interpreter.errors.contains("the interpreter that its first line"),
                 without_interpreter.errors);
        QCOMPARE(run(executable("plain", "exit 5\n")).status, 5); // as a shell reads it
    }

    void whatCannotBeSeenFromInsideIsSaid() {
        const rig::Result result = rig::run_command(
            rig::program(), record_words({QStringLiteral("--json")},
                                         {QStringLiteral(INTERLEAVE_BUILD_DIR "/tests/static_program")}));
        QCOMPARE(result.status, 0);
        const QString limited =
            result.json()[QStringLiteral("machine")][QStringLiteral("limited")].toString();
        QVERIFY2(limited.contains(QStringLiteral("it is linked statically")), qPrintable(limited));
        // When it was on a processor the kernel tells all the same.
        if (result.json()[QStringLiteral("machine")][QStringLiteral("switches")] !=
            QJsonValue(QStringLiteral("on")))
            QSKIP("the kernel does not tell of switches here");
        const QJsonObject lane = result.json()[QStringLiteral("lanes")].toArray().first().toObject();
        QCOMPARE(lane[QStringLiteral("name")].toString(), QStringLiteral("static_program"));
        QVERIFY(lane[QStringLiteral("states_ms")][QStringLiteral("running")].toDouble() > 0);
    }

    void theLibraryNeedsTheCLibraryOnly() {
        const QString library =
            QFileInfo(rig::program()).path() + QStringLiteral("/libinterleave-preload.so");
        const rig::Result result =
            rig::run_command(QStringLiteral("readelf"), {QStringLiteral("-d"), library});
        if (result.status != 0)
            QSKIP("readelf is not here");
        QStringList needed;
        for (const QByteArray& line : result.output.split('\n'))
            if (line.contains("(NEEDED)"))
                needed.append(QString::fromUtf8(line.mid(line.indexOf('['))));
        QCOMPARE(needed, QStringList{QStringLiteral("[libc.so.6]")});
    }

    void theDoctorTriesToRecord() {
        const rig::Result result =
            rig::run_command(rig::program(), {QStringLiteral("doctor"), QStringLiteral("--json")});
        QCOMPARE(result.json()[QStringLiteral("records_programs")].toBool(), true);
    }

    void aRecordingIsSavedAndOpenedAgain() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("run.ilv"));
        QCOMPARE(record({QStringLiteral("contended-mutex")}, {QStringLiteral("--save"), file}).status, 0);
        const QString table = folder.filePath(QStringLiteral("objects.csv"));
        const rig::Result exported =
            rig::run_command(rig::program(), {QStringLiteral("export"), file, QStringLiteral("--view"),
                                              QStringLiteral("objects"), QStringLiteral("--to"), table});
        QCOMPARE(exported.status, 0);
        QFile rows(table);
        QVERIFY(rows.open(QIODevice::ReadOnly));
        QVERIFY(rows.readAll().contains(",mutex,mutex,"));
    }

    void aPictureOfARecordingIsSaved() {
        const QTemporaryDir folder;
        const QString picture = folder.filePath(QStringLiteral("t.svg"));
        QCOMPARE(record({QStringLiteral("contended-mutex")}, {QStringLiteral("--export"), picture}).status,
                 0);
        QFile file(picture);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("recorded_program"));
    }
};

} // namespace test_record

QTEST_GUILESS_MAIN(test_record::TestRecord)
#include "test_record.moc"
