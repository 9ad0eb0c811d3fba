// SPDX-License-Identifier: GPL-3.0-or-later
// interleave run --save and interleave export: a saved run is the run, whole or up to where it was cut.
#include "tests/end-to-end/program.h"

#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QTemporaryDir>

#include <csignal>

using namespace interleave;

namespace test_saved_runs {

/// Starts a run that is saved and would go on for long, and returns when some of it is in the file.
bool start_long_run(QProcess& process, const QString& file) {
    process.setProcessEnvironment(rig::headless());
    process.start(rig::program(), {"run", "lock-contention", "--set", "rounds=20000", "--save", file},
                  QIODevice::ReadOnly);
    return process.waitForStarted() &&
           QTest::qWaitFor([&] { return QFileInfo(file).size() > 20'000; }, 20'000);
}

class TestSavedRuns : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { QTRY_COMPARE(rig::marked_processes(), QStringList()); }

    void aSavedRunIsTheRun_data();
    void aSavedRunIsTheRun();
    void aFileThroughAPipeIsTheRun();
    void aPictureOfAPartIsMadeOfAFile();
    void aKilledProgramLeavesWhatWasWritten();
    void aKilledEngineIsSavedAsCrashed();
    void anOldFileIsReplacedOnlyByARun();
    void nothingIsLeftOfARunThatDidNotStart();
    void whatCannotBeWrittenIsToldInALine();
    void aFullDiskEndsTheFileAndNotTheRun();
    void whatCannotBeReadIsToldInALine_data();
    void whatCannotBeReadIsToldInALine();
    void savedRunsAreComparedByTheirWork();
    void oneScenarioIsComparedOnItsBackends();
    void wordsThatAreWrongAreToldInALine_data();
    void wordsThatAreWrongAreToldInALine();

private:
    QString path(const QString& name) const { return folder_.filePath(name); }

    QTemporaryDir folder_;
};

void TestSavedRuns::aSavedRunIsTheRun_data() {
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char* name, const QStringList& words) { QTest::newRow(name) << words; };
    row("threads", {"lost-update"});
    row("processes", {"pool-map", "--backend", "processes"});
    row("gil", {"gil-escape"});
    row("deadlock", {"two-locks"});
    row("crash", {"crash-isolation", "--backend", "processes"});
    row("no switch records", {"lock-contention", "--no-switch-records"});
    row("stopped", {"lock-contention", "--set", "rounds=20000", "--duration", "0.3"});
    row("many events", {"counter-four-ways"});
}

void TestSavedRuns::aSavedRunIsTheRun() {
    QFETCH(QStringList, words);
    const QString file = path("run.ilv");
    const rig::Result run =
        rig::interleave(QStringList{"run"} + words + QStringList{"--json", "--save", file});
    QVERIFY(!run.json().isEmpty());
    const rig::Result opened = rig::interleave({"export", file, "--json"});
    QCOMPARE(opened.errors, QByteArray());
    QCOMPARE(opened.status, 0);
    QCOMPARE(opened.output, run.output);
}

void TestSavedRuns::aFileThroughAPipeIsTheRun() {
    const rig::Result result =
        rig::shell("\"$0\" run lost-update --save - 2>summary | \"$0\" export - --json", folder_.path());
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.json().value("scenario").toString(), QString("lost-update"));
    QCOMPARE(result.json().value("ended").toString(), QString("finished"));
    QFile summary(path("summary"));
    QVERIFY(summary.open(QIODevice::ReadOnly));
    QVERIFY(summary.readAll().startsWith("lost-update, threads: finished"));
}

void TestSavedRuns::aPictureOfAPartIsMadeOfAFile() {
    const QString file = path("part.ilv");
    QCOMPARE(rig::interleave({"run", "lock-contention", "--save", file}).status, 0);
    const rig::Result whole = rig::interleave({"export", file, "--to", path("whole.png")});
    QCOMPARE(whole.errors, QByteArray());
    const rig::Result part =
        rig::interleave({"export", file, "--to", path("part.png"), "--from", "1ms", "--until", "3000us"});
    QCOMPARE(part.errors, QByteArray());
    QVERIFY(!QImage(path("whole.png")).isNull());
    QVERIFY(QImage(path("whole.png")) != QImage(path("part.png")));
    const rig::Result lane = rig::interleave(
        {"export", file, "--to", path("lane.png"), "--lane", "worker 1", "--to", path("lane.csv")});
    QCOMPARE(lane.errors, QByteArray());
    QVERIFY(QImage(path("lane.png")).height() < QImage(path("whole.png")).height());
    QFile events(path("lane.csv"));
    QVERIFY(events.open(QIODevice::ReadOnly));
    const QByteArray rows = events.readAll();
    QVERIFY(rows.contains("worker 1") && !rows.contains("worker 2"));
    const rig::Result nobody =
        rig::interleave({"export", file, "--to", path("no.png"), "--lane", "worker 9"});
    QCOMPARE(nobody.status, 2);
    QVERIFY2(nobody.line().contains("worker 9"), nobody.errors);
    for (const char* const view : {"statistics", "locks", "path", "events", "checks", "outcome"}) {
        const rig::Result table =
            rig::interleave({"export", file, "--to", path(QString(view) + ".svg"), "--view", view});
        QCOMPARE(table.errors, QByteArray());
        QVERIFY(QFileInfo(path(QString(view) + ".svg")).size() > 2'000);
    }
    const rig::Result beyond = rig::interleave({"export", file, "--to", path("no.png"), "--from", "1000s"});
    QCOMPARE(beyond.status, 1);
    QVERIFY2(beyond.line().startsWith("the run ends before the time of --from"), beyond.errors);
    QVERIFY(!QFileInfo::exists(path("no.png")));
}

void TestSavedRuns::aKilledProgramLeavesWhatWasWritten() {
    const QString file = path("killed.ilv");
    QProcess process;
    QVERIFY(start_long_run(process, file));
    process.kill();
    rig::finish(process);
    const rig::Result opened = rig::interleave({"export", file, "--json"});
    QCOMPARE(opened.status, 0);
    QVERIFY2(opened.line().contains("the file ends"), opened.errors);
    QVERIFY(opened.json().value("ended").isNull());
    QVERIFY(opened.json().value("events").toInt() > 1000);
    QVERIFY(opened.json().value("checks").toArray().isEmpty());
}

void TestSavedRuns::aKilledEngineIsSavedAsCrashed() {
    const QString file = path("engine.ilv");
    QProcess process;
    QVERIFY(start_long_run(process, file));
    for (const QString& entry : rig::marked_processes()) {
        if (entry.contains("interleave-engi"))
            ::kill(entry.section(' ', 0, 0).toInt(), SIGKILL);
    }
    QCOMPARE(rig::finish(process).status, 1);
    const rig::Result opened = rig::interleave({"export", file, "--json"});
    QCOMPARE(opened.status, 0);
    QCOMPARE(opened.errors, QByteArray());
    QCOMPARE(opened.json().value("ended").toString(), QString("crashed"));
}

void TestSavedRuns::anOldFileIsReplacedOnlyByARun() {
    const QString file = path("old.ilv");
    QFile old(file);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("something else");
    old.close();
    QCOMPARE(rig::interleave({"run", "lost-updte", "--save", file}).status, 2);
    QCOMPARE(QFileInfo(file).size(), 14);
    QCOMPARE(rig::interleave({"run", "lost-update", "--save", file}).status, 0);
    QCOMPARE(rig::interleave({"export", file, "--json"}).status, 0);
    QCOMPARE(QDir(folder_.path()).entryList({".interleave-*"}, QDir::Files | QDir::Hidden), QStringList());
}

void TestSavedRuns::nothingIsLeftOfARunThatDidNotStart() {
    const QString file = path("none.ilv");
    const rig::Result result =
        rig::shell("INTERLEAVE_ENGINE=/nowhere \"$0\" run lost-update --save '" + file + "'");
    QCOMPARE(result.status, 1);
    QVERIFY(!QFileInfo::exists(file));
}

void TestSavedRuns::whatCannotBeWrittenIsToldInALine() {
    const rig::Result no_folder = rig::interleave({"run", "lost-update", "--save", "/nowhere/run.ilv"});
    QCOMPARE(no_folder.status, 1);
    QVERIFY2(no_folder.line().startsWith("cannot write '/nowhere/run.ilv'"), no_folder.errors);
    const rig::Result device = rig::interleave({"run", "lost-update", "--save", "/dev/null"});
    QCOMPARE(device.status, 1);
    QVERIFY2(device.line().contains("it is a device"), device.errors);
    // A reader that ends early is told to the writer.
    const rig::Result pipe =
        rig::shell("\"$0\" run lock-contention --set rounds=3000 --save - 2>broken | head -c 9 "
                   ">/dev/null; cat broken >&2; exit ${PIPESTATUS[0]}",
                   folder_.path());
    QVERIFY2(pipe.errors.contains("what reads it ended before the run"), pipe.errors);
}

/// A file system of 64 KiB of its own.
void TestSavedRuns::aFullDiskEndsTheFileAndNotTheRun() {
    const QString words =
        "mkdir -p small && mount -t tmpfs -o size=64k tmpfs small || exit 77; "
        "\"$0\" run lock-contention --set rounds=3000 --save small/run.ilv >summary 2>error; "
        "echo $?; cat summary; \"$0\" export small/run.ilv --json >opened; cat error >&2";
    const rig::Result result =
        rig::run_command("unshare", {"-r", "-m", "bash", "-c", words, rig::program()}, folder_.path());
    if (result.status == 77 || result.output.isEmpty())
        QSKIP("this user may not make a file system of its own");
    QVERIFY2(result.output.startsWith("1\nlock-contention, threads: finished"), result.output);
    QVERIFY2(result.errors.contains("cannot write 'small/run.ilv': No space left on device; free some space"),
             result.errors);
    QVERIFY2(result.errors.contains("the file ends"), result.errors); // what was written can be read
    QVERIFY(QFileInfo(path("opened")).size() > 1000);
}

void TestSavedRuns::whatCannotBeReadIsToldInALine_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("line");
    const QByteArray head = QByteArray::fromHex("89494c560d0a1a0a");
    QTest::newRow("empty") << QByteArray() << "is empty";
    QTest::newRow("text") << QByteArray("hello\n")
                          << "is no trace that Interleave knows; it reads its own files (.ilv), a schedule";
    QTest::newRow("JSON of something else")
        << QByteArray("{\"spans\": [1]}\n") << "is JSON, but no Chrome trace";
    QTest::newRow("only the magic") << head << "is damaged at its beginning";
    QTest::newRow("a damaged head") << head + QByteArray(8, '\1') << "is damaged at its beginning";
}

void TestSavedRuns::whatCannotBeReadIsToldInALine() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, line);
    QFile file(path("broken.ilv"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const QString picture = path("refused.png");
    const rig::Result result =
        rig::interleave({"export", file.fileName(), "--to", picture, "--to", path("refused.csv")});
    QCOMPARE(result.status, 1);
    QVERIFY2(result.errors.contains(("'" + file.fileName() + "' " + line).toUtf8()), result.errors);
    QCOMPARE(result.output, QByteArray());
    QVERIFY(!QFileInfo::exists(picture) && !QFileInfo::exists(path("refused.csv")));
}

/// A saved run is its own equal, and the picture names both.
void TestSavedRuns::savedRunsAreComparedByTheirWork() {
    const QString first = path("first.ilv");
    const QString second = path("second.ilv");
    QCOMPARE(rig::interleave({"run", "hello-thread", "--set", "work=20", "--save", first}).status, 0);
    QVERIFY(QFile::copy(first, second));
    const QString picture = path("both.svg");
    const rig::Result result =
        rig::interleave({"compare", first, second, "--json", "--export", picture, "--size", "800x400"});
    QVERIFY2(result.status == 0, result.errors);
    const QJsonArray runs = result.json()["runs"].toArray();
    QCOMPARE(runs.size(), 2);
    QJsonObject one = runs[0].toObject();
    QJsonObject other = runs[1].toObject();
    QCOMPARE(one.take("name").toString(), QStringLiteral("first.ilv"));
    QCOMPARE(other.take("name").toString(), QStringLiteral("second.ilv"));
    QCOMPARE(one, other);
    QVERIFY(one["work_ms"].toDouble() >= 20);
    QCOMPARE(one["lanes"].toInt(), 1);
    QFile drawn(picture);
    QVERIFY(drawn.open(QIODevice::ReadOnly));
    const QByteArray svg = drawn.readAll();
    QVERIFY(svg.contains("first.ilv") && svg.contains("second.ilv"));
}

void TestSavedRuns::oneScenarioIsComparedOnItsBackends() {
    const rig::Result result = rig::interleave({"compare", "hello-thread", "--json"});
    const rig::Result three =
        rig::interleave({"compare", "numbers-and-letters", "--set", "number_pause=1", "--set",
                         "letter_pause=1", "--backends", "threads,processes", "--json"});
    QVERIFY2(result.line().startsWith("there is nothing to compare"), result.errors);
    QVERIFY2(three.status == 0, three.errors);
    const QJsonArray runs = three.json()["runs"].toArray();
    QCOMPARE(runs.size(), 2);
    for (const QJsonValue& run : runs) {
        QCOMPARE(run["name"], run["backend"]);
        QCOMPARE(run["ended"].toString(), QStringLiteral("finished"));
        QCOMPARE(run["lanes"].toInt(), 2);
    }
}

void TestSavedRuns::wordsThatAreWrongAreToldInALine_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("line");
    const auto row = [](const char* name, const QStringList& words, const QString& line) {
        QTest::newRow(name) << words << line;
    };
    row("no file", {"export"}, "'export' needs the name of a saved run");
    row("nothing to make", {"export", "x.ilv"}, "'export' needs --to FILE, or --json");
    row("no such file", {"export", "nowhere.ilv", "--json"}, "there is no file 'nowhere.ilv'");
    row("a folder", {"export", "/tmp", "--json"}, "cannot read '/tmp': it is a folder");
    row("no time", {"export", "x.ilv", "--to", "x.png", "--from", "soon"}, "--from takes a time of the run");
    row("an empty part", {"export", "x.ilv", "--to", "x.png", "--from", "2ms", "--until", "1ms"},
        "--until must be later than --from");
    row("a part of a table", {"export", "x.ilv", "--to", "x.png", "--view", "locks", "--from", "1ms"},
        "--from, --until and --lane choose a part of the timeline");
    row("many runs", {"run", "lost-update", "--repeat", "3", "--save", "x.ilv"}, "'--save' saves one run");
    row("one file to compare", {"compare", "/tmp"}, "'compare' needs two or three files");
    row("four files to compare", {"compare", "a", "b", "c", "d"},
        "'compare' puts two or three files beside each other");
    row("files and settings", {"compare", "a", "b", "--seed", "2"},
        "'--seed' is about runs that are to be made");
    row("a file that is not there", {"compare", "nowhere.ilv", "elsewhere.ilv"},
        "there is no file 'nowhere.ilv'");
    row("one backend to compare", {"compare", "start-cost"}, "there is nothing to compare");
    row("two on one output", {"run", "lost-update", "--json", "--save", "-"}, "'--save -' and '--json' both");
}

void TestSavedRuns::wordsThatAreWrongAreToldInALine() {
    QFETCH(QStringList, words);
    QFETCH(QString, line);
    const rig::Result result = rig::interleave(words, folder_.path());
    QVERIFY(result.status == 1 || result.status == 2);
    QVERIFY2(result.line().startsWith(line), result.errors);
}

} // namespace test_saved_runs

QTEST_GUILESS_MAIN(test_saved_runs::TestSavedRuns)
#include "test_saved_runs.moc"
