// SPDX-License-Identifier: GPL-3.0-or-later
// interleave run as a script sees it: JSON, pictures, errors, and no process left behind.
#include "tests/end-to-end/program.h"

#include <QDir>
#include <QHash>
#include <QImage>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>

using namespace interleave;

namespace test_command_line_run {

void verify_type(const QJsonObject& object, const QByteArray& key, QJsonValue::Type type) {
    QVERIFY2(object.contains(QString::fromLatin1(key)), key + " is absent");
    QVERIFY2(object.value(QString::fromLatin1(key)).type() == type, key + " has another type");
}

void verify_numbers(const QJsonObject& object, const QList<QByteArray>& keys) {
    for (const QByteArray& key : keys) {
        verify_type(object, key, QJsonValue::Double);
        QVERIFY2(object.value(QString::fromLatin1(key)).toDouble() >= 0, key + " is negative");
    }
}

class TestCommandLineRun : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { QTRY_COMPARE(rig::marked_processes(), QStringList()); }

    void aWrongParameterGetsOneLineAndStatusTwo_data();
    void aWrongParameterGetsOneLineAndStatusTwo();
    void aWrongPictureGetsOneLineAndStatusTwo_data();
    void aWrongPictureGetsOneLineAndStatusTwo();
    void theSummaryNamesTheEnd();
    void theDocumentHasAllKeys();
    void theDocumentSaysWhatWasAsked();
    void theCriticalPathOfAmdahlNamesItsSerialPart();
    void processesAreProcesses();
    void picturesOfAllKindsAreSaved();
    void aReportHasAPartOfEachViewThatTellsSomething_data();
    void aReportHasAPartOfEachViewThatTellsSomething();
    void picturesNeedNoDisplay();
    void aFullDiskLeavesNoPicture();
    void anEngineThatMayNotBeExecutedSaysWhy();
    void withoutProcItSaysSo();
    void aPipeIsNotReplacedByAPicture();
    void aPictureHasExactlyTheNameThatWasGiven();
    void inATimeNamespaceSwitchesAreAtTheirTimes_data();
    void inATimeNamespaceSwitchesAreAtTheirTimes();
    void parametersThatDoNotFitEachOtherAreOneLineAndStatusTwo();
    void aFullDiskBehindStandardOutputIsAnError();
    void standardErrorIsSilentWithoutATerminal();
    void aTerminalShowsHowFarTheRunIs();
};

void TestCommandLineRun::aWrongParameterGetsOneLineAndStatusTwo_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("words"); // all must be in the line
    QTest::newRow("unknown") << QStringList{"--set", "worker=2"}
                             << QStringList{"worker", "did you mean 'workers'?"};
    QTest::newRow("no value") << QStringList{"--set", "workers"} << QStringList{"workers"};
    QTest::newRow("not a number") << QStringList{"--set", "workers=two"} << QStringList{"workers", "two"};
    QTest::newRow("too small") << QStringList{"--set", "workers=0"} << QStringList{"workers", "0"};
    QTest::newRow("too large") << QStringList{"--set", "workers=100000"} << QStringList{"workers", "100000"};
    QTest::newRow("a fraction of a worker")
        << QStringList{"--set", "workers=1.5"} << QStringList{"workers", "1.5"};
}

void TestCommandLineRun::aWrongParameterGetsOneLineAndStatusTwo() {
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, words);
    const rig::Result result = rig::interleave(QStringList{"run", "lock-contention"} + arguments);
    for (const QString& word : words)
        QVERIFY2(result.line().contains(word), result.errors);
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(result.status, 2);
}

void TestCommandLineRun::aWrongPictureGetsOneLineAndStatusTwo_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("word");
    QTest::newRow("extension") << QStringList{"--export", "t.gif"} << "t.gif";
    QTest::newRow("no extension") << QStringList{"--export", "timeline"} << "timeline";
    QTest::newRow("size") << QStringList{"--export", "t.png", "--size", "large"} << "large";
    QTest::newRow("size too large") << QStringList{"--export", "t.png", "--size", "99999x99999"}
                                    << "99999x99999";
    QTest::newRow("size times scale too large")
        << QStringList{"--export", "t.png", "--size", "16000x16000", "--scale", "8"} << "268 million pixels";
    QTest::newRow("scale") << QStringList{"--export", "t.png", "--scale", "0"} << "--scale";
    QTest::newRow("theme") << QStringList{"--export", "t.png", "--theme", "drak"} << "did you mean 'dark'?";
    QTest::newRow("view") << QStringList{"--export", "t.png", "--view", "timelin"}
                          << "did you mean 'timeline'?";
    QTest::newRow("view of a sweep") << QStringList{"--export", "t.png", "--view", "speedup"}
                                     << "known are timeline";
    QTest::newRow("a report is no picture")
        << QStringList{"--export", "t.png", "--view", "report"} << "name a .pdf";
    QTest::newRow("a report is of the whole run")
        << QStringList{"--export", "t.pdf", "--view", "report", "--arrows"} << "'report' has none";
    QTest::newRow("nearly a report") << QStringList{"--export", "t.pdf", "--view", "reprot"}
                                     << "did you mean 'report'?";
    QTest::newRow("size without a picture") << QStringList{"--size", "800x600"} << "--export";
}

void TestCommandLineRun::aWrongPictureGetsOneLineAndStatusTwo() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, word);
    QTemporaryDir folder;
    const rig::Result result = rig::interleave(QStringList{"run", "hello-thread"} + arguments, folder.path());
    QVERIFY2(result.line().contains(word), result.errors);
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(result.status, 2);
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestCommandLineRun::theSummaryNamesTheEnd() {
    const rig::Result result = rig::interleave({"run", "hello-thread"});
    QCOMPARE(result.status, 0);
    QVERIFY2(result.output.contains("hello-thread") && result.output.contains("finished"), result.output);
}

void TestCommandLineRun::theDocumentHasAllKeys() {
    const rig::Result result = rig::interleave({"run", "lock-contention", "--set", "workers=2", "--json"});
    QCOMPARE(result.status, 0);
    QCOMPARE(result.errors, QByteArray());
    const QJsonObject run = result.json();
    for (const char* key : {"scenario", "mode", "backend", "ended"})
        verify_type(run, key, QJsonValue::String);
    verify_numbers(run, {"seed", "wall_ms", "events", "dropped", "bad"});
    for (const char* key : {"parameters", "machine", "outcome"})
        verify_type(run, key, QJsonValue::Object);
    for (const char* key : {"lanes", "objects", "checks"})
        verify_type(run, key, QJsonValue::Array);

    const QJsonObject machine = run.value("machine").toObject();
    verify_numbers(machine, {"cpus", "ns_per_event"});
    for (const char* key : {"model", "kernel", "clock", "switches"})
        verify_type(machine, key, QJsonValue::String);

    QCOMPARE(run.value("lanes").toArray().size(), 3); // main and two workers
    for (const QJsonValue& value : run.value("lanes").toArray()) {
        const QJsonObject lane = value.toObject();
        verify_numbers(lane, {"id", "pid", "tid"});
        verify_type(lane, "name", QJsonValue::String);
        verify_type(lane, "kind", QJsonValue::String);
        QVERIFY(lane.contains("exit"));
        verify_numbers(lane.value("states_ms").toObject(),
                       {"running", "ready", "lock", "gil", "semaphore", "condition", "barrier", "queue",
                        "join", "future", "sleep", "io", "unknown"});
    }
    QVERIFY(!run.value("objects").toArray().isEmpty());
    for (const QJsonValue& value : run.value("objects").toArray()) {
        const QJsonObject object = value.toObject();
        verify_type(object, "name", QJsonValue::String);
        verify_type(object, "kind", QJsonValue::String);
        verify_numbers(object, {"id", "acquisitions", "contended", "uncontended_ms", "wait_ms", "handoff_ms",
                                "hold_ms", "contended_hold_ms", "max_waiters"});
    }
    QVERIFY(!run.value("checks").toArray().isEmpty());
    for (const QJsonValue& value : run.value("checks").toArray()) {
        const QJsonObject check = value.toObject();
        for (const char* key : {"name", "claim", "expected", "measured", "unit", "tolerance", "holds", "why"})
            QVERIFY2(check.contains(key), key);
        QVERIFY(check.value("holds").isBool() || check.value("holds").isNull());
    }
}

void TestCommandLineRun::theDocumentSaysWhatWasAsked() {
    const rig::Result result =
        rig::interleave({"run", "lock-contention", "--set", "workers=3", "--set=rounds=50", "--seed",
                         "18446744073709551615", "--no-switch-records", "--json"});
    QCOMPARE(result.status, 0);
    const QJsonObject run = result.json();
    QCOMPARE(run.value("scenario").toString(), QString("lock-contention"));
    QCOMPARE(run.value("parameters").toObject().value("workers").toInt(), 3);
    QCOMPARE(run.value("parameters").toObject().value("rounds").toInt(), 50);
    QVERIFY2(result.output.contains("18446744073709551615"), "the seed was not kept");
    QVERIFY(run.value("machine").toObject().value("switches").toString().startsWith("off"));
    for (const QJsonValue& lane : run.value("lanes").toArray())
        QCOMPARE(lane.toObject().value("states_ms").toObject().value("running").toDouble(), 0.0);
}

void TestCommandLineRun::theCriticalPathOfAmdahlNamesItsSerialPart() {
    const QStringList run{"run",     "amdahl", "--set",    "workers=2",      "--set",
                          "work=60", "--set",  "rounds=2", "--critical-path"};
    const rig::Result result = rig::interleave(run + QStringList{"--json"});
    QCOMPARE(result.errors, QByteArray());
    const QJsonObject path = result.json().value("critical_path").toObject();
    QCOMPARE(path.value("begins_at").toString(), QStringLiteral("begin"));
    QHash<QString, QJsonObject> work;
    for (const QJsonValue each : path.value("work").toArray())
        work.insert(each.toObject().value("name").toString(), each.toObject());
    const QJsonObject serial = work.value("serial part"), parallel = work.value("parallel part");
    // Whatever any lane did of the serial part is on the path. What two did at once can be there once only.
    QVERIFY(serial.value("ms").toDouble() > 20);
    QVERIFY(serial.value("ms").toDouble() > 0.99 * serial.value("all_lanes_ms").toDouble());
    QVERIFY(parallel.value("ms").toDouble() < 0.95 * parallel.value("all_lanes_ms").toDouble());
    QVERIFY(rig::interleave(run).output.contains("Critical path: "));
}

void TestCommandLineRun::processesAreProcesses() {
    const rig::Result result =
        rig::interleave({"run", "numbers-and-letters", "--backend", "processes", "--json"});
    QCOMPARE(result.status, 0);
    QSet<int> pids;
    int processes = 0;
    for (const QJsonValue& value : result.json().value("lanes").toArray()) {
        const QJsonObject lane = value.toObject();
        pids.insert(lane.value("pid").toInt());
        processes += lane.value("kind") == "process" ? 1 : 0;
        QCOMPARE(lane.value("pid").toInt(), lane.value("tid").toInt());
    }
    QCOMPARE(pids.size(), 3);
    QVERIFY(processes >= 2);
}

void TestCommandLineRun::picturesOfAllKindsAreSaved() {
    QTemporaryDir folder;
    const rig::Result result =
        rig::interleave({"run", "numbers-and-letters", "--export", "t.png", "--export", "t.svg", "--export",
                         "t.pdf", "--size", "800x500", "--scale", "2", "--theme", "dark", "--json"},
                        folder.path());
    QVERIFY2(result.status == 0, result.errors);
    QCOMPARE(result.json().value("ended").toString(), QString("finished"));
    const QSize size = QImage(folder.filePath("t.png")).size();
    QCOMPARE(size.width(), 1600);
    QVERIFY(size.height() <= 1000 && size.height() > 500);
    QCOMPARE(rig::run_command("rsvg-convert", {"-o", "svg.png", "t.svg"}, folder.path()).status, 0);
    const rig::Result text = rig::run_command("pdftotext", {"t.pdf", "-"}, folder.path());
    QVERIFY2(text.output.contains("numbers-and-letters"), "the picture does not name the scenario");
    const rig::Result title = rig::run_command("pdfinfo", {"t.pdf"}, folder.path());
    QVERIFY2(title.output.contains("Numbers and letters"), "the document has no title");
    QVERIFY(QFile::remove(folder.filePath("svg.png")));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name),
             (QStringList{"t.pdf", "t.png", "t.svg"}));
}

void TestCommandLineRun::aReportHasAPartOfEachViewThatTellsSomething_data() {
    QTest::addColumn<QStringList>("run");
    QTest::addColumn<QStringList>("headings"); ///< that of the timeline is the title of the scenario
    QTest::newRow("threads") << QStringList{"lock-contention", "--set", "rounds=20"}
                             << QStringList{"Lock contention", "Statistics", "Locks",
                                            "Critical path",   "Checks",     "Outcome"};
    QTest::newRow("GIL")
        << QStringList{"cpu-bound", "--backend", "gil", "--set", "work=20"}
        << QStringList{
               "Computing in parallel", "Statistics", "Locks", "Critical path", "GIL", "Checks", "Outcome"};
    QTest::newRow("deadlock") << QStringList{"two-locks"}
                              << QStringList{"Two locks, opposite order: a deadlock",
                                             "Statistics",
                                             "Locks",
                                             "Critical path",
                                             "Wait-for graph",
                                             "Checks",
                                             "Outcome"};
}

void TestCommandLineRun::aReportHasAPartOfEachViewThatTellsSomething() {
    QFETCH(QStringList, run);
    QFETCH(QStringList, headings);
    QTemporaryDir folder;
    const rig::Result result = rig::interleave(
        QStringList{"run"} + run + QStringList{"--export", "r.pdf", "--view", "report"}, folder.path());
    QVERIFY2(result.errors.isEmpty(), result.errors);
    const rig::Result text = rig::run_command("pdftotext", {"-layout", "r.pdf", "-"}, folder.path());
    const QString all = QString::fromUtf8(text.output);
    for (const QString& heading : headings) {
        const QRegularExpression line(QStringLiteral("^[ \f]*%1 *$").arg(QRegularExpression::escape(heading)),
                                      QRegularExpression::MultilineOption);
        QVERIFY2(all.contains(line), qPrintable(heading + " is not in\n" + all));
    }
    const auto pages = text.output.count('\f'); // one ends each page
    QVERIFY2(pages >= 2 && pages < headings.size(), qPrintable(QString::number(pages)));
    QVERIFY2(all.contains(QStringLiteral("page %1 of %1").arg(pages)), qPrintable(all));
    const QString ran = all.section("seed 1", 1);
    QVERIFY2(!ran.contains("seed 1"), "what ran stands there once");
}

void TestCommandLineRun::picturesNeedNoDisplay() {
    QTemporaryDir folder;
    QProcessEnvironment environment = rig::headless();
    environment.insert("DISPLAY", ":4711"); // named, but nothing answers there
    environment.insert("QT_QPA_PLATFORM", "xcb");
    const rig::Result result = rig::run_command(rig::program(), {"run", "hello-thread", "--export", "t.png"},
                                                folder.path(), environment);
    QVERIFY2(result.status == 0, result.errors);
    QVERIFY(!QImage(folder.filePath("t.png")).isNull());
}

void TestCommandLineRun::aFullDiskLeavesNoPicture() {
    QTemporaryDir folder;
    const QString mount = "mount -t tmpfs -o size=8k none " + folder.path();
    if (rig::shell("unshare --mount --map-root-user sh -c '" + mount + "'").status != 0)
        QSKIP("this machine lets no test mount a small disk");
    const rig::Result result =
        rig::shell("unshare --mount --map-root-user sh -c '" + mount + " && cd " + folder.path() +
                   " && { \"$0\" run hello-thread --export t.png --size 1600x900 >/dev/null; "
                   "echo status $?; ls -A; }' \"$0\"");
    QCOMPARE(result.output, QByteArray("status 1\n"));
    QVERIFY2(result.line().contains("t.png"), result.errors);
}

void TestCommandLineRun::anEngineThatMayNotBeExecutedSaysWhy() {
    QTemporaryDir folder;
    const QString mount = "mount -t tmpfs -o noexec,size=64m none " + folder.path();
    if (rig::shell("unshare --mount --map-root-user sh -c '" + mount + "'").status != 0)
        QSKIP("this machine lets no test mount a file system");
    const QString copy = folder.path() + "/interleave-engine";
    const rig::Result noexec =
        rig::shell("unshare --mount --map-root-user sh -c '" + mount + " && cp \"$INTERLEAVE_ENGINE\" " +
                   copy + " && INTERLEAVE_ENGINE=" + copy + " exec \"$0\" run hello-thread' \"$0\"");
    QCOMPARE(noexec.status, 1);
    QVERIFY2(noexec.line().contains("noexec") && noexec.line().contains(copy), noexec.errors);

    QVERIFY(QFile::copy(qEnvironmentVariable("INTERLEAVE_ENGINE"), copy));
    QVERIFY(QFile::setPermissions(copy, QFile::ReadOwner));
    const rig::Result forbidden = rig::shell("INTERLEAVE_ENGINE=" + copy + " exec \"$0\" run hello-thread");
    QCOMPARE(forbidden.status, 1);
    QVERIFY2(forbidden.line().contains("make it executable"), forbidden.errors);
}

void TestCommandLineRun::withoutProcItSaysSo() {
    if (rig::shell("unshare --mount --map-root-user mount -t tmpfs none /proc").status != 0)
        QSKIP("this machine lets no test hide /proc");
    const rig::Result result = rig::shell(
        "unset INTERLEAVE_ENGINE; unshare --mount --map-root-user sh -c 'mount -t tmpfs none /proc && "
        "exec \"$0\" run hello-thread' \"$0\"");
    QCOMPARE(result.status, 1);
    QVERIFY2(result.line().contains("/proc"), result.errors);
}

void TestCommandLineRun::aPipeIsNotReplacedByAPicture() {
    QTemporaryDir folder;
    const rig::Result result =
        rig::shell("mkfifo t.png; \"$0\" run hello-thread --export t.png; echo status $?; test -p t.png && "
                   "echo still a pipe",
                   folder.path());
    QCOMPARE(result.output, QByteArray("status 1\nstill a pipe\n"));
    QVERIFY2(result.line().contains("it is a pipe"), result.errors);
}

void TestCommandLineRun::aPictureHasExactlyTheNameThatWasGiven() {
    QTemporaryDir folder;
    const rig::Result result = rig::shell("\"$0\" run hello-thread --export $'\\xe9t\\xe9.svg' >report; ls | "
                                          "od -An -c; rm $'\\xe9t\\xe9.svg'; tail -n 1 report",
                                          folder.path());
    QCOMPARE(result.errors, QByteArray());
    QVERIFY2(result.output.contains("351   t 351   .   s   v   g"), result.output);
    QVERIFY2(result.output.endsWith("saved \xe9t\xe9.svg\n"), result.output);
}

void TestCommandLineRun::inATimeNamespaceSwitchesAreAtTheirTimes_data() {
    QTest::addColumn<QString>("seconds");
    QTest::newRow("behind") << "-10";
    QTest::newRow("ahead") << "10";
}

void TestCommandLineRun::inATimeNamespaceSwitchesAreAtTheirTimes() {
    QFETCH(QString, seconds);
    const QString other_clock = "unshare --time --monotonic " + seconds + " --map-root-user ";
    if (rig::shell(other_clock + "true").status != 0)
        QSKIP("this machine lets no test have a clock of its own");
    const rig::Result result =
        rig::shell("exec " + other_clock + "\"$0\" run hello-thread --set work=30 --json");
    QVERIFY2(result.status == 0, result.errors);
    const QJsonObject run = result.json();
    QCOMPARE(run.value("late").toInt(), 0);
    QCOMPARE(run.value("lost_switches").toInt(), 0);
    if (run.value("machine").toObject().value("switches").toString() != "on")
        QSKIP("the kernel refuses switch records here");
    // The main lane is off the processor while it waits for the worker, which computes.
    QHash<QString, QJsonObject> lanes;
    for (const QJsonValue& lane : run.value("lanes").toArray())
        lanes.insert(lane.toObject().value("name").toString(), lane.toObject().value("states_ms").toObject());
    QVERIFY2(lanes["main"].value("join").toDouble() > 20, result.output);
    QVERIFY2(lanes["main"].value("running").toDouble() < 20, result.output);
    QVERIFY2(lanes["worker"].value("running").toDouble() > 20, result.output);
}

void TestCommandLineRun::parametersThatDoNotFitEachOtherAreOneLineAndStatusTwo() {
    for (const char* command : {"run", "sweep"}) {
        QStringList words{command, "crash-isolation"};
        words << (words[0] == "run" ? QStringList{"--set", "workers=1"}
                                    : QStringList{"--over", "workers=1..1"});
        const rig::Result result = rig::interleave(words);
        QCOMPARE(result.status, 2);
        QVERIFY2(result.line().contains("'victim'"), result.errors);
    }
    const rig::Result result = rig::interleave(
        {"run", "lost-update", "--set", "gate=false", "--set", "rounds=100", "--set", "workers=16"});
    QCOMPARE(result.status, 2);
    QVERIFY2(result.line().contains("choose fewer rounds"), result.errors);
}

void TestCommandLineRun::aFullDiskBehindStandardOutputIsAnError() {
    const rig::Result result = rig::shell("exec \"$0\" run hello-thread --json > /dev/full");
    QCOMPARE(result.status, 1);
    QVERIFY2(result.line().startsWith("standard output cannot be written: "), result.errors);
}

void TestCommandLineRun::standardErrorIsSilentWithoutATerminal() {
    const rig::Result result = rig::interleave({"run", "hello-thread"});
    QCOMPARE(result.errors, QByteArray());
}

void TestCommandLineRun::aTerminalShowsHowFarTheRunIs() {
    // `script` gives the program a terminal and records what it shows there.
    QTemporaryDir folder;
    const rig::Result result = rig::shell(
        "script --quiet --command \"$0 run numbers-and-letters --json >run.json\" shown", folder.path());
    QCOMPARE(result.status, 0);
    QFile shown(folder.filePath("shown"));
    QVERIFY(shown.open(QIODevice::ReadOnly));
    const QByteArray terminal = shown.readAll();
    QVERIFY2(terminal.contains(" events") && terminal.contains(" dropped"), terminal);
    QFile document(folder.filePath("run.json"));
    QVERIFY(document.open(QIODevice::ReadOnly));
    QVERIFY2(QJsonDocument::fromJson(document.readAll()).isObject(),
             "standard output is not only the document");
}

} // namespace test_command_line_run

QTEST_GUILESS_MAIN(test_command_line_run::TestCommandLineRun)
#include "test_command_line_run.moc"
