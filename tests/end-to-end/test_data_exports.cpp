// SPDX-License-Identifier: GPL-3.0-or-later
// interleave run --export for other programs: real runs, written by the program and read back by Python.
#include "program.h"

#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

namespace test_data_exports {

/// Checks a file of Chrome trace events by the rules of the format and prints how many there are of each
/// kind.
const QString check_chrome = QStringLiteral(R"PY(
import collections, json, sys
file = json.load(open(sys.argv[1]))
assert file['displayTimeUnit'] == 'ns' and file['otherData']['scenario'], 'no metadata'
events = file['traceEvents']
phases = collections.Counter(e['ph'] for e in events)
rows = collections.defaultdict(list)
stacks = collections.defaultdict(list)
names = {}
ns = lambda us: round(us * 1000)
for e in events:
    row = (e['pid'], e['tid'])
    if e['ph'] == 'M' and e['name'] == 'thread_name':
        assert row not in names, 'a row is named twice'
        names[row] = e['args']['name']
    elif e['ph'] == 'X':
        assert e['dur'] >= 0
        rows[row].append((ns(e['ts']), ns(e['ts']) + ns(e['dur'])))
    elif e['ph'] == 'B':
        stacks[row].append(e)
    elif e['ph'] == 'E':
        begin = stacks[row].pop()
        rows[row].append((ns(begin['ts']), ns(e['ts'])))
    elif e['ph'] == 'i':
        assert e['s'] in 'tpg'
    elif e['ph'] == 'C':
        assert all(isinstance(v, int) for v in e['args'].values())
assert not any(stacks.values()), 'a slice without an end'
for row, slices in rows.items():
    assert row in names, 'slices of a row without a name'
    open_ends = []
    for begin, end in sorted(slices, key=lambda s: (s[0], -s[1])):
        while open_ends and open_ends[-1] <= begin:
            open_ends.pop()
        assert not open_ends or end <= open_ends[-1], 'slices that cross'
        open_ends.append(end)
starts = {e['id']: e for e in events if e['ph'] == 's'}
ends = {e['id']: e for e in events if e['ph'] == 'f'}
assert len(starts) == phases['s'] and starts.keys() == ends.keys() and phases['s'] == phases['f'], 'half a flow'
for number, start in starts.items():
    end = ends[number]
    assert end['bp'] == 'e' and start['name'] == end['name'] and start['ts'] <= end['ts']
    for e in (start, end):
        assert any(b <= ns(e['ts']) <= t for b, t in rows[(e['pid'], e['tid'])]), 'a flow in no slice'
print(json.dumps({'phases': phases, 'names': sorted(names.values()), 'other': file['otherData'],
                  'slices': sorted({e['name'] for e in events if e['ph'] == 'X'}),
                  'counters': sorted({e['name'] for e in events if e['ph'] == 'C'})}))
)PY");

/// Prints the rows of a CSV file as JSON.
const QString read_csv = QStringLiteral(R"PY(
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1], newline='', encoding='utf-8')))
assert all(None not in row and None not in row.values() for row in rows), 'a row of another length'
print(json.dumps(rows))
)PY");

/// Reads the lines of `perf script --ns` and prints, for each thread, the ns that it was on a processor.
const QString read_perf = QStringLiteral(R"PY(
import collections, json, re, sys
line_form = re.compile(r'^\s*(.+?)\s+(\d+)\s+\[(\d+)\]\s+(\d+)\.(\d{9}):\s+(\w+):(\w+): (.*)$')
switch = re.compile(r'prev_comm=(.+) prev_pid=(\d+) prev_prio=(\d+) prev_state=(\S+) ==> '
                    r'next_comm=(.+) next_pid=(\d+) next_prio=(\d+)$')
since, running, last, kinds = {}, collections.Counter(), 0, collections.Counter()
for line in open(sys.argv[1], encoding='utf-8'):
    if line.startswith('#'):
        continue
    comm, pid, cpu, s, ns, group, event, rest = line_form.match(line.rstrip('\n')).groups()
    time = int(s) * 10**9 + int(ns)
    assert group == 'sched' and time >= last
    last = time
    kinds[event] += 1
    if event == 'sched_switch':
        prev, prev_pid, _, state, nxt, next_pid, _ = switch.match(rest).groups()
        assert (prev, prev_pid) == (comm, pid) and state in 'RSDX'
        if prev_pid in since:
            running[prev] += time - since.pop(prev_pid)
        since[next_pid] = time
    elif event == 'sched_process_exit' and pid in since:
        running[comm] += time - since.pop(pid)
print(json.dumps({'running': running, 'kinds': kinds}))
)PY");

bool has_python() {
    return !QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty();
}

/// Returns what a Python program prints about a file; an empty document, and its errors told, if it fails.
QJsonDocument by_python(const QString& program, const QString& file) {
    const rig::Result result = rig::run_command("python3", {"-c", program, file});
    if (result.status != 0)
        qWarning("%s", result.errors.constData());
    return QJsonDocument::fromJson(result.output);
}

QStringList strings(const QJsonValue& list) {
    QStringList found;
    for (const QJsonValue& value : list.toArray())
        found << value.toString();
    return found;
}

class TestDataExports : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyKindOfRunIsAChromeTrace_data();
    void everyKindOfRunIsAChromeTrace();
    void aDeadlockIsSeenInTheTrace();
    void eventsAndSegmentsAddUpToTheReport();
    void everyTableIsThereAsJson();
    void theGilIsThatOfTheReport();
    void theSwitchesAddUpToTheReport();
    void lostRecordsAreTold();
    void dataNeedsNoQt();
    void picturesAndDataAreWrittenTogether();
    void wrongWordsAreToldBeforeTheRun_data();
    void wrongWordsAreToldBeforeTheRun();
    void aFileThatCannotBeWrittenIsToldAndLeavesNothing();
    void whatIsOfManyRunsIsAPictureAndATable_data();
    void whatIsOfManyRunsIsAPictureAndATable();
    void aTableHasNoLook();
};

void TestDataExports::initTestCase() {
    if (!has_python())
        QSKIP("there is no python3 to read the files back");
}

void TestDataExports::everyKindOfRunIsAChromeTrace_data() {
    QTest::addColumn<QStringList>("run");
    QTest::newRow("locks") << QStringList{"lock-contention", "--set", "rounds=50"};
    QTest::newRow("deadlock") << QStringList{"two-locks"};
    QTest::newRow("GIL") << QStringList{"gil-switching", "--set", "work=30"};
    QTest::newRow("crash") << QStringList{"crash-isolation", "--backend", "processes"};
    QTest::newRow("messages") << QStringList{"bounded-buffer", "--backend", "processes"};
    QTest::newRow("futures") << QStringList{"futures"};
    QTest::newRow("tasks") << QStringList{"thread-pool"};
    QTest::newRow("conditions") << QStringList{"wake-ups"};
    QTest::newRow("without switch records") << QStringList{"bounded-buffer", "--no-switch-records"};
}

void TestDataExports::everyKindOfRunIsAChromeTrace() {
    QFETCH(QStringList, run);
    const QTemporaryDir folder;
    const rig::Result result =
        rig::interleave(QStringList{"run"} + run + QStringList{"--export", "t.json"}, folder.path());
    QVERIFY2(result.errors.isEmpty() && result.status <= 1, result.errors);
    const QJsonObject found = by_python(check_chrome, folder.filePath("t.json")).object();
    QCOMPARE(found.value("other").toObject().value("scenario").toString(), run.first());
    QVERIFY(strings(found.value("names")).contains("main"));
    QVERIFY(found.value("phases").toObject().value("s").toInt() > 0);
}

void TestDataExports::aDeadlockIsSeenInTheTrace() {
    const QTemporaryDir folder;
    rig::interleave({"run", "two-locks", "--export", "t.json"}, folder.path());
    const QJsonObject found = by_python(check_chrome, folder.filePath("t.json")).object();
    QCOMPARE(found.value("other").toObject().value("ended").toString(), QString("deadlock"));
    for (const char* const name : {"A to B", "B to A", "account A", "account B"})
        QVERIFY2(strings(found.value("names")).contains(name), name);
    for (const char* const name : {"waiting: lock (account A)", "waiting: lock (account B)", "A to B"})
        QVERIFY2(strings(found.value("slices")).contains(name), name);
    QVERIFY(strings(found.value("counters")).contains("waiting for account A"));
}

void TestDataExports::eventsAndSegmentsAddUpToTheReport() {
    const QTemporaryDir folder;
    const rig::Result result = rig::interleave(
        {"run", "lock-contention", "--set", "rounds=50", "--json", "--export", "e.csv"}, folder.path());
    QCOMPARE(result.status, 0);
    const QJsonArray events = by_python(read_csv, folder.filePath("e.csv")).array();
    int of_workers = 0;
    qint64 last = std::numeric_limits<qint64>::min();
    for (const QJsonValue& value : events) {
        const QJsonObject row = value.toObject();
        const QString event = row.value("event").toString();
        of_workers += event != "switch_in" && event != "switch_out" && event != "task_exit" ? 1 : 0;
        QVERIFY(row.value("time_ns").toString().toLongLong() >= last);
        last = row.value("time_ns").toString().toLongLong();
    }
    QCOMPARE(of_workers, result.json().value("events").toInt());

    const rig::Result again = rig::interleave(
        {"run", "lock-contention", "--set", "rounds=50", "--json", "--view", "segments", "--export", "s.csv"},
        folder.path());
    QMap<QString, double> waited;
    for (const QJsonValue& row : by_python(read_csv, folder.filePath("s.csv")).array())
        if (row.toObject().value("state").toString() == "waiting: lock")
            waited[row.toObject().value("lane").toString()] +=
                row.toObject().value("duration_ns").toString().toDouble() / 1e6;
    for (const QJsonValue& lane : again.json().value("lanes").toArray()) {
        const double told = lane.toObject().value("states_ms").toObject().value("lock").toDouble();
        QVERIFY(qAbs(waited.value(lane.toObject().value("name").toString()) - told) < 1e-6);
    }
}

void TestDataExports::everyTableIsThereAsJson() {
    const QTemporaryDir folder;
    for (const QString view :
         {"events", "segments", "objects", "lanes", "blame", "durations", "histograms", "kinds", "gil",
          "handovers", "path", "shares", "waits", "parallelism", "checks", "outcome"}) {
        const QString scenario = view == "gil" || view == "handovers" ? "lock" : "bounded-buffer";
        const rig::Result result =
            rig::interleave({"run", scenario, "--view", view, "--export", "t.json"}, folder.path());
        QCOMPARE(result.status, 0);
        const QJsonObject found =
            by_python("import json, sys; print(json.dumps(json.load(open(sys.argv[1]))))",
                      folder.filePath("t.json"))
                .object();
        QCOMPARE(found.value("run").toObject().value("scenario").toString(), scenario);
        QVERIFY(!found.value(view).toArray().isEmpty());
    }
}

void TestDataExports::theGilIsThatOfTheReport() {
    const QTemporaryDir folder;
    const rig::Result result = rig::interleave(
        {"run", "gil-switching", "--json", "--view", "gil", "--export", "g.csv"}, folder.path());
    QCOMPARE(result.status, 0);
    const QJsonArray rows = by_python(read_csv, folder.filePath("g.csv")).array();
    qsizetype row = 0;
    for (const QJsonValue& gil : result.json().value("gils").toArray())
        for (const QJsonValue& value : gil.toObject().value("lanes").toArray()) {
            const QJsonObject lane = value.toObject();
            const QJsonObject found = rows.at(row++).toObject();
            QCOMPARE(found.value("lane"), lane.value("name"));
            for (const QString key : {"acquisitions", "hand_overs", "requests"})
                QCOMPARE(found.value(key).toString().toInt(), lane.value(key).toInt());
            const double ms = found.value("held_ns").toString().toDouble() / 1e6;
            QVERIFY(qAbs(ms - lane.value("held_ms").toDouble()) < 1e-6);
        }
    QVERIFY(row >= 2);
    QCOMPARE(row, rows.size());
}

void TestDataExports::theSwitchesAddUpToTheReport() {
    const QTemporaryDir folder;
    const rig::Result result =
        rig::interleave({"run", "lock-contention", "--json", "--export", "t.txt"}, folder.path());
    const QJsonObject run = result.json();
    if (run.value("machine").toObject().value("switches").toString() != "on")
        QSKIP("this machine has no switch records");
    QVERIFY2(result.errors.isEmpty(), result.errors);
    const QJsonObject found = by_python(read_perf, folder.filePath("t.txt")).object();
    QVERIFY(found.value("kinds").toObject().value("sched_wakeup").toInt() > 0);
    for (const QJsonValue& value : run.value("lanes").toArray()) {
        const QJsonObject lane = value.toObject();
        const double ms =
            found.value("running").toObject().value(lane.value("name").toString()).toDouble() / 1e6;
        const double told = lane.value("states_ms").toObject().value("running").toDouble();
        // A thread runs for a moment before its first event and after its last.
        QVERIFY2(ms >= told - 0.01 && told > 0, qPrintable(QString("%1 ms, %2 ms").arg(ms).arg(told)));
    }
}

void TestDataExports::lostRecordsAreTold() {
    const QTemporaryDir folder;
    // Where files must be small, so are the rings.
    const rig::Result result =
        rig::shell("ulimit -f 50000; \"$0\" run counter-four-ways --json --export t.json", folder.path());
    QVERIFY(result.json().value("dropped").toInt() > 0);
    const QJsonObject other =
        by_python("import json, sys; print(json.dumps(json.load(open(sys.argv[1]))['otherData']))",
                  folder.filePath("t.json"))
            .object();
    QCOMPARE(other.value("dropped").toInt(), result.json().value("dropped").toInt());
    QVERIFY(other.value("missing").toString().contains("dropped"));
}

void TestDataExports::dataNeedsNoQt() {
    const QTemporaryDir folder;
    // The program and its engine, without the window program beside them.
    const QString here = QFileInfo(rig::program()).path();
    for (const char* const name : {"interleave", "interleave-engine"})
        QVERIFY(QFile::copy(here + "/" + name, folder.filePath(name)));
    const rig::Result data = rig::run_command(folder.filePath("interleave"),
                                              {"run", "hello-thread", "--export", "t.csv"}, folder.path());
    QVERIFY2(data.status == 0 && data.errors.isEmpty(), data.errors);
    QVERIFY(data.output.endsWith("saved t.csv\n"));
    QVERIFY(QFile::exists(folder.filePath("t.csv")));
}

void TestDataExports::picturesAndDataAreWrittenTogether() {
    const QTemporaryDir folder;
    const rig::Result result =
        rig::interleave({"run", "hello-thread", "--export", "t.json", "--export", "t.png", "--export",
                         "t.csv", "--view", "lanes", "--theme", "dark"},
                        folder.path());
    QVERIFY2(result.status == 0 && result.errors.isEmpty(), result.errors);
    QVERIFY(result.output.endsWith("saved t.json\nsaved t.csv\nsaved t.png\n"));
    for (const char* const name : {"t.json", "t.csv", "t.png"})
        QVERIFY2(QFileInfo(folder.filePath(name)).size() > 0, name);
}

void TestDataExports::wrongWordsAreToldBeforeTheRun_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("words"); // all must be in the line
    QTest::newRow("extension") << QStringList{"--export", "t.gif"}
                               << QStringList{"t.gif", ".png", ".svg", ".pdf", ".json", ".csv", ".txt"};
    QTest::newRow("view of another extension")
        << QStringList{"--export", "t.csv", "--view", "chrome"} << QStringList{"chrome", "events", "lanes"};
    QTest::newRow("view of a picture")
        << QStringList{"--export", "t.csv", "--view", "timeline"} << QStringList{"timeline", "segments"};
    QTest::newRow("size") << QStringList{"--export", "t.csv", "--size", "800x600"}
                          << QStringList{"--size", "picture"};
    QTest::newRow("theme") << QStringList{"--export", "t.json", "--theme", "dark"}
                           << QStringList{"--theme", "picture"};
    QTest::newRow("twice") << QStringList{"--export", "t.csv", "--export", "t.csv"} << QStringList{"twice"};
    QTest::newRow("many runs") << QStringList{"--export", "t.txt", "--repeat", "3"}
                               << QStringList{"t.txt", ".png"};
    QTest::newRow("no switch records") << QStringList{"--export", "t.txt", "--no-switch-records"}
                                       << QStringList{"t.txt", "--no-switch-records"};
}

void TestDataExports::wrongWordsAreToldBeforeTheRun() {
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, words);
    const QTemporaryDir folder;
    const rig::Result result = rig::interleave(QStringList{"run", "hello-thread"} + arguments, folder.path());
    for (const QString& word : words)
        QVERIFY2(result.line().contains(word), result.errors);
    QCOMPARE(result.output, QByteArray());
    QCOMPARE(result.status, 2);
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestDataExports::aFileThatCannotBeWrittenIsToldAndLeavesNothing() {
    const QTemporaryDir folder;
    for (const QString path : {"nowhere/e.csv", "/dev/full", "/proc/e.csv", "."}) {
        const rig::Result result = rig::interleave({"run", "hello-thread", "--export", path}, folder.path());
        QVERIFY2(result.status != 0 && !result.line().isEmpty(), result.errors);
        QCOMPARE(result.output, QByteArray());
    }
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestDataExports::whatIsOfManyRunsIsAPictureAndATable_data() {
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QByteArray>("head"); // of the CSV
    QTest::addColumn<int>("rows");
    QTest::newRow("sweep") << QStringList{"sweep",   "cpu-bound", "--over", "workers=1..2", "--backends",
                                          "threads", "--repeats", "1",      "--set",        "work=5"}
                           << QByteArray("Backend,workers,Time (ms),Speedup,") << 2;
    QTest::newRow("compare") << QStringList{"compare", "cpu-bound", "--set", "work=5"}
                             << QByteArray("Run,Work (ns),Speed (× the first run),") << 3;
    QTest::newRow("repeat") << QStringList{"run", "hello-thread", "--repeat", "2"} << QByteArray() << 1;
    QTest::newRow("claims") << QStringList{"claims", "--only", "threads-share-memory"}
                            << QByteArray("Holds,Claim,Scenario,Expected,Measured,Why\r\n") << 1;
}

void TestDataExports::whatIsOfManyRunsIsAPictureAndATable() {
    QFETCH(QStringList, command);
    QFETCH(QByteArray, head);
    QFETCH(int, rows);
    const QTemporaryDir folder;
    const rig::Result result = rig::interleave(
        command + QStringList{"--export", "t.csv", "--export", "t.json", "--export", "t.png"}, folder.path());
    QVERIFY2(result.status == 0 && result.errors.isEmpty(), result.errors);
    QVERIFY(result.output.endsWith("saved t.csv\nsaved t.json\nsaved t.png\n"));
    QFile csv(folder.filePath("t.csv"));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QByteArray text = csv.readAll();
    QVERIFY2(text.startsWith(head), text);
    QFile json(folder.filePath("t.json"));
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QJsonArray list = QJsonDocument::fromJson(json.readAll()).array();
    if (command.contains("hello-thread")) // how many results there are is the machine's
        QVERIFY(!list.isEmpty());
    else
        QCOMPARE(list.size(), rows);
    QCOMPARE(text.count("\r\n"), list.size() + 1);
    QVERIFY(QImage(folder.filePath("t.png")).width() == 1280);
}

void TestDataExports::aTableHasNoLook() {
    const QTemporaryDir folder;
    const rig::Result result = rig::interleave(
        {"claims", "--only", "threads-share-memory", "--export", "t.csv", "--theme", "dark"}, folder.path());
    QCOMPARE(result.status, 2);
    QVERIFY2(result.line().contains("--theme") && result.line().contains("picture"), result.errors);
    QVERIFY(QDir(folder.path()).isEmpty());
}

} // namespace test_data_exports

QTEST_GUILESS_MAIN(test_data_exports::TestDataExports)
#include "test_data_exports.moc"
