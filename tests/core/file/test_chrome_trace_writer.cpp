// SPDX-License-Identifier: GPL-3.0-or-later
// A run as Chrome trace events, checked by the rules of the format: rows and their names, slices that nest,
// flows with two ends in slices, counters, instants, metadata.
#include "tests/core/file/export_rig.h"

#include <QMap>
#include <QSet>
#include <QTest>

#include <cmath>

using namespace interleave;
using namespace interleave::test;

namespace test_chrome_trace_writer {

QString words(const Json& event, const char* key) {
    return event.contains(key) ? QString::fromStdString(event.at(key).get<std::string>()) : QString();
}

std::int64_t ns(const Json& event, const char* key) {
    return std::llround(event.at(key).get<double>() * 1000);
}

struct Slice {
    std::int64_t begin;
    std::int64_t end;
    QString name;
    Json event;
};

/// A file of Chrome trace events, read back.
class ReadBack {
public:
    explicit ReadBack(const Trace& trace, const RunInfo& info = {}, const ExportPart& part = {})
        : file(exported_json({}, trace, info, part)) {
        for (const Json& event : file.at("traceEvents"))
            take(event);
    }

    /// Returns the row of a thread with this name; there must be one.
    QString row(const QString& name) const { return rows.value(name); }
    /// Returns "begin-end name" of each slice of the row, in order of time.
    QStringList slices_of(const QString& name) const {
        QStringList found;
        for (const Slice& slice : slices.value(row(name)))
            found << QString("%1-%2 %3").arg(slice.begin).arg(slice.end).arg(slice.name);
        return found;
    }
    QList<Json> events(const QString& phase) const {
        QList<Json> found;
        for (const Json& event : file.at("traceEvents"))
            if (words(event, "ph") == phase)
                found << event;
        return found;
    }
    /// Returns "time name" of the instants of a category.
    QStringList instants(const QString& category) const {
        QStringList found;
        for (const Json& event : events("i"))
            if (words(event, "cat") == category)
                found << QString("%1 %2").arg(ns(event, "ts")).arg(words(event, "name"));
        return found;
    }
    /// Returns "time value" of the counter's series.
    QStringList counter(const QString& name, const char* series) const {
        QStringList found;
        for (const Json& event : events("C"))
            if (words(event, "name") == name)
                found << QString("%1 %2")
                             .arg(ns(event, "ts"))
                             .arg(event.at("args").at(series).get<std::int64_t>());
        return found;
    }
    /// Returns "from time > to time" of each flow of a category.
    QStringList flows(const QString& category) const {
        QStringList found;
        const QList<Json> begins = events("s"), ends = events("f");
        for (int i = 0; i < begins.size(); ++i)
            if (words(begins[i], "cat") == category)
                found << QString("%1 %2 > %3 %4")
                             .arg(rows.key(row_of(begins[i])))
                             .arg(ns(begins[i], "ts"))
                             .arg(rows.key(row_of(ends[i])))
                             .arg(ns(ends[i], "ts"));
        return found;
    }
    static QString row_of(const Json& event) {
        return QString("%1/%2")
            .arg(event.at("pid").get<std::int64_t>())
            .arg(event.at("tid").get<std::int64_t>());
    }

    Json file;
    QMap<QString, QString> rows;        ///< by name
    QMap<QString, QList<Slice>> slices; ///< by row, in the order of the file
    QMap<QString, QString> processes;   ///< by number
    QMap<QString, QList<Slice>> open;   ///< begun by B and not ended

private:
    void take(const Json& event) {
        const QString phase = words(event, "ph"), name = words(event, "name");
        if (name == "thread_name")
            rows[words(event.at("args"), "name")] = row_of(event);
        else if (name == "process_name")
            processes[QString::number(event.at("pid").get<std::int64_t>())] = words(event.at("args"), "name");
        else if (phase == "X")
            slices[row_of(event)] << Slice{ns(event, "ts"), ns(event, "ts") + ns(event, "dur"), name, event};
        else if (phase == "B")
            open[row_of(event)] << Slice{ns(event, "ts"), 0, name, event};
        else if (phase == "E" && !open[row_of(event)].isEmpty()) {
            Slice slice = open[row_of(event)].takeLast();
            slice.end = ns(event, "ts");
            slices[row_of(event)] << slice;
        }
    }
};

/// Returns what is wrong by the rules of the format, empty if nothing is.
QString fault_of(const ReadBack& read) {
    static const QMap<QString, QStringList> required{{"M", {"name", "args"}},
                                                     {"X", {"name", "ts", "dur"}},
                                                     {"B", {"name", "ts"}},
                                                     {"E", {"ts"}},
                                                     {"i", {"name", "ts", "s"}},
                                                     {"C", {"name", "ts", "args"}},
                                                     {"s", {"name", "ts", "id", "cat"}},
                                                     {"f", {"name", "ts", "id", "cat", "bp"}}};
    QMap<QString, std::int64_t> last_begin;
    for (const Json& event : read.file.at("traceEvents")) {
        const QString phase = words(event, "ph");
        if (!required.contains(phase))
            return "unknown phase " + phase;
        for (const QString& key : required[phase] + QStringList{"pid", "tid"})
            if (!event.contains(key.toStdString()))
                return phase + " without " + key;
        if (phase == "X" || phase == "B") { // each row in order of time
            const QString row = ReadBack::row_of(event);
            if (ns(event, "ts") < last_begin.value(row, std::numeric_limits<std::int64_t>::min()))
                return "row " + row + " is not in order of time";
            last_begin[row] = ns(event, "ts");
        }
    }
    for (const QList<Slice>& open : read.open)
        if (!open.isEmpty())
            return "without an end: " + open.first().name;
    for (const QList<Slice>& slices : read.slices)
        for (int i = 0; i < slices.size(); ++i)
            for (int j = i + 1; j < slices.size(); ++j) {
                const Slice &a = slices[i], &b = slices[j];
                const bool apart = a.end <= b.begin || b.end <= a.begin;
                const bool nested =
                    (a.begin <= b.begin && b.end <= a.end) || (b.begin <= a.begin && a.end <= b.end);
                if (!apart && !nested)
                    return "slices cross: " + a.name + " and " + b.name;
            }
    const QList<Json> begins = read.events("s"), ends = read.events("f");
    if (begins.size() != ends.size())
        return "a flow has one end";
    QSet<std::int64_t> ids;
    for (int i = 0; i < begins.size(); ++i) {
        ids << begins[i].at("id").get<std::int64_t>();
        if (begins[i].at("id") != ends[i].at("id") || words(ends[i], "bp") != "e" ||
            ns(begins[i], "ts") > ns(ends[i], "ts") || words(begins[i], "name") != words(ends[i], "name"))
            return "a flow's ends do not fit";
        for (const Json& end : {begins[i], ends[i]}) {
            const QList<Slice> slices = read.slices.value(ReadBack::row_of(end));
            if (std::none_of(slices.begin(), slices.end(), [&](const Slice& slice) {
                    return slice.begin <= ns(end, "ts") && ns(end, "ts") <= slice.end;
                }))
                return "a flow ends in no slice";
        }
    }
    return ids.size() == begins.size() ? QString() : "two flows share a number";
}

class TestChromeTraceWriter : public QObject {
    Q_OBJECT

private slots:
    void lanesAreThreadsUnderTheirProcesses();
    void statesAreSlicesThatNameWhatIsWaitedFor();
    void whoHoldsALockIsARowOfItsOwn();
    void aWaitIsLinkedToTheReleaseThatEndedIt();
    void messagesJoinsAndStartsAreLinked();
    void oneNotificationLetsManyGoOn();
    void workAndTasksNestInARowOfTheirOwn();
    void workOfALaneThatWasKilledEndsWithIt();
    void marksAndPrintedLinesAreInstants();
    void valuesAndWaitersAreCounters();
    void missingRecordsAreTold();
    void whatTheRunWasIsMetadata();
    void timesAreExactBeyondWhatADoubleHolds();
    void noTimeIsBeforeZero();
    void namesCannotBreakTheFile();
    void twoLanesOfOneNumberStayApart();
    void aPartHasItsStatesWorkAndValuesFromItsBegin();
    void onlyTheChosenLanesAreWritten();
    void aBusyRunKeepsTheRules();
    void anEmptyRunIsAFileToo();
};

void TestChromeTraceWriter::lanesAreThreadsUnderTheirProcesses() {
    TraceBuilder story(false);
    const ObjectId worker = story.object(ObjectKind::worker, "w");
    const LaneId main = story.lane("main", LaneKind::process);
    const LaneId child = story.lane("child", LaneKind::process, worker);
    const LaneId thread = story.thread_of(child, "its thread");
    story.begin(0, main).begin(1, child).begin(2, thread);
    RunInfo info;
    info.scenario = "hello-process";
    const ReadBack read(*story.build_closed(10), info);
    QCOMPARE(fault_of(read), QString());
    QCOMPARE(read.row("main"), QString("1000/1000"));
    QCOMPARE(read.row("child"), QString("1001/1001"));
    QCOMPARE(read.row("its thread"), QString("1001/1002"));
    QCOMPARE(read.processes.value("1000"), QString("hello-process"));
    QCOMPARE(read.processes.value("1001"), QString("child"));
    QMap<QString, std::int64_t> places;
    for (const Json& event : read.events("M"))
        if (words(event, "name") == "thread_sort_index")
            places[ReadBack::row_of(event)] = event.at("args").at("sort_index").get<std::int64_t>();
    QVERIFY(places["1000/1000"] < places["1001/1001"]); // in the order in which they were started
    QCOMPARE(read.file.at("displayTimeUnit").get<std::string>(), std::string("ns"));
}

void TestChromeTraceWriter::statesAreSlicesThatNameWhatIsWaitedFor() {
    TraceBuilder story;
    const SiteId site = make_site(story.file("core/scenario/lock.cpp"), 52);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "the lock");
    story.wake(0, a).begin(10, a).acquire(15, a, lock).wake(20, b, 1).begin(20, b);
    story.add(30, b, EventKind::wait_begin, lock, 0, 0, site)
        .block(40, b, 1)
        .release(70, a, lock)
        .wake(80, b, 1);
    story.acquire(90, b, lock).end(100, b);
    const ReadBack read(*story.build_closed(120));
    QCOMPARE(fault_of(read), QString());
    QStringList states;
    for (const Slice& slice : read.slices.value(read.row("b")))
        if (slice.begin != slice.end)
            states << QString("%1-%2 %3").arg(slice.begin).arg(slice.end).arg(slice.name);
    QCOMPARE(states, (QStringList{"20-30 running", "30-40 running", "40-70 waiting: lock (the lock)",
                                  "70-80 ready", "80-90 running", "90-100 running"}));
    const QList<Slice> slices = read.slices.value(read.row("b"));
    const auto wait = std::find_if(slices.begin(), slices.end(),
                                   [](const Slice& slice) { return slice.name.startsWith("waiting"); });
    QCOMPARE(words(wait->event.at("args"), "object"), QString("the lock"));
    QCOMPARE(words(wait->event.at("args"), "at"), QString("core/scenario/lock.cpp:52"));
    QCOMPARE(words(wait->event, "cat"), QString("state,wait"));
}

void TestChromeTraceWriter::whoHoldsALockIsARowOfItsOwn() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "the lock");
    const ObjectId shared = story.object(ObjectKind::shared_mutex, "pages");
    story.object(ObjectKind::mutex, "never used");
    story.begin(0, a).begin(0, b).acquire(10, a, lock).wait(20, b, lock).release(30, a, lock);
    story.acquire(35, b, lock).release(50, b, lock).acquire(60, a, shared).acquire(65, b, shared);
    story.release(70, a, shared);
    const ReadBack read(*story.build_closed(100));
    QCOMPARE(fault_of(read), QString());
    QCOMPARE(read.slices_of("the lock"), (QStringList{"10-30 a", "30-35 handing over", "35-50 b"}));
    QCOMPARE(read.slices_of("pages"), (QStringList{"60-65 a", "65-70 2 holders", "70-100 b"}));
    QCOMPARE(read.processes.value(read.row("the lock").section('/', 0, 0)), QString("Locks"));
    QVERIFY(read.row("never used").isEmpty());
}

void TestChromeTraceWriter::aWaitIsLinkedToTheReleaseThatEndedIt() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b"), c = story.lane("c");
    const ObjectId lock = story.object(ObjectKind::mutex, "the lock");
    story.begin(0, a).begin(0, b).begin(0, c).acquire(10, a, lock).release(15, a, lock); // nobody waits yet
    story.acquire(20, a, lock).wait(25, b, lock).wait(26, c, lock).release(30, a, lock);
    story.acquire(35, b, lock).give_up(38, c, lock).release(40, b, lock);
    const ReadBack read(*story.build_closed(100));
    QCOMPARE(fault_of(read), QString());
    QCOMPARE(read.flows("wait"), (QStringList{"a 30 > b 35"}));
    QCOMPARE(read.instants("cause"), (QStringList{"30 releases the lock"}));
}

void TestChromeTraceWriter::messagesJoinsAndStartsAreLinked() {
    TraceBuilder story(false);
    const ObjectId worker = story.object(ObjectKind::worker, "w");
    const ObjectId queue = story.object(ObjectKind::queue, "letters");
    const LaneId a = story.lane("a"), b = story.lane("b", LaneKind::thread, worker);
    story.begin(0, a).add(5, a, EventKind::start, worker).begin(8, b).wait(10, b, queue);
    story.add(20, a, EventKind::send, queue, 1).add(21, a, EventKind::send, queue, 2);
    story.add(25, b, EventKind::receive, queue, 1).add(30, b, EventKind::receive, queue, 2);
    story.wait(40, a, worker).end(50, b).joined(55, a, worker);
    const ReadBack read(*story.build_closed(100));
    QCOMPARE(fault_of(read), QString());
    QCOMPARE(read.flows("start"), (QStringList{"a 5 > b 8"}));
    QCOMPARE(read.flows("message"), (QStringList{"a 20 > b 25", "a 21 > b 30"}));
    QCOMPARE(read.flows("wait"), (QStringList{"b 49 > a 55"})); // within its last slice
}

void TestChromeTraceWriter::oneNotificationLetsManyGoOn() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b"), c = story.lane("c");
    const ObjectId barrier = story.object(ObjectKind::barrier, "all here");
    story.begin(0, a).begin(0, b).begin(0, c).wait(10, a, barrier).wait(11, b, barrier);
    story.add(20, c, EventKind::notify, barrier, 2);
    story.give_up(25, a, barrier, WaitOutcome::satisfied).give_up(26, b, barrier, WaitOutcome::satisfied);
    const ReadBack read(*story.build_closed(100));
    QCOMPARE(fault_of(read), QString());
    QCOMPARE(read.flows("wait"), (QStringList{"c 20 > a 25", "c 20 > b 26"}));
    QCOMPARE(read.instants("cause").size(), 1);
}

void TestChromeTraceWriter::workAndTasksNestInARowOfTheirOwn() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a");
    const ObjectId outer = story.object(ObjectKind::label, "outer"),
                   inner = story.object(ObjectKind::label, "inner");
    const ObjectId lock = story.object(ObjectKind::mutex, "the lock");
    story.begin(0, a).add(10, a, EventKind::work_begin, outer).wait(15, a, lock);
    story.add(18, a, EventKind::task_begin, inner, 7)
        .acquire(20, a, lock)
        .add(30, a, EventKind::task_end, inner, 7);
    story.add(30, a, EventKind::task_begin, inner, 8).add(40, a, EventKind::work_end, outer);
    const ReadBack read(*story.build_closed(100));
    QCOMPARE(fault_of(read), QString());
    QCOMPARE(read.slices_of("a: work"), (QStringList{"18-30 inner", "30-40 inner", "10-40 outer"}));
    QCOMPARE(read.slices_of("a"), (QStringList{"0-15 running or ready", "15-20 waiting: lock (the lock)",
                                               "20-100 running or ready"}));
    QCOMPARE(read.slices.value(read.row("a: work")).first().event.at("args").at("task").get<int>(), 7);
}

void TestChromeTraceWriter::workOfALaneThatWasKilledEndsWithIt() {
    TraceBuilder story;
    const LaneId a = story.lane("a");
    story.wake(0, a).begin(1, a).add(10, a, EventKind::work_begin, story.object(ObjectKind::label, "work"));
    story.add(50, a, EventKind::task_exit);
    const ReadBack read(*story.build_closed(100));
    QCOMPARE(fault_of(read), QString());
    QCOMPARE(read.slices_of("a: work"), (QStringList{"10-50 work"}));
}

void TestChromeTraceWriter::marksAndPrintedLinesAreInstants() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a");
    story.begin(0, a).add(10, a, EventKind::mark, story.object(ObjectKind::label, "half way"), 42);
    story.add(20, a, EventKind::print, no_object, 0x6968U); // "hi"
    story.add(30, a, EventKind::fatal_signal, no_object, 0, 11);
    const ReadBack read(*story.build_closed(100));
    QCOMPARE(fault_of(read), QString());
    QCOMPARE(read.instants("mark"), (QStringList{"10 half way"}));
    QCOMPARE(read.instants("print"), (QStringList{"20 hi"}));
    QVERIFY(read.instants("end").value(0).startsWith("30 ends: signal 11"));
    QVERIFY(read.events("i").value(0).at("args").at("value") == Json(42));
    QCOMPARE(words(read.events("i").value(0), "s"), QString("t"));
}

void TestChromeTraceWriter::valuesAndWaitersAreCounters() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId queue = story.object(ObjectKind::queue, "letters");
    const ObjectId variable = story.object(ObjectKind::variable, "total");
    const ObjectId semaphore = story.object(ObjectKind::semaphore, "seats");
    story.begin(0, a)
        .begin(0, b)
        .set_value(5, a, queue, 1)
        .set_value(6, a, queue, 2)
        .set_value(7, b, queue, 2);
    story.set_value(8, b, queue, 1).add(10, a, EventKind::read, variable, 41);
    story.add(11, a, EventKind::write, variable, std::uint64_t{1} << 40U); // no 32 bits hold it
    story.add(12, b, EventKind::read, variable, 41).set_value(13, a, semaphore, 0).wait(14, b, semaphore);
    story.acquire(20, b, semaphore);
    const ReadBack read(*story.build_closed(100));
    QCOMPARE(fault_of(read), QString());
    QCOMPARE(read.counter("letters", "length"), (QStringList{"5 1", "6 2", "8 1"}));
    QCOMPARE(read.counter("total", "value"), (QStringList{"10 41", "11 1099511627776"}));
    QCOMPARE(read.counter("seats", "value"), (QStringList{"13 0"}));
    QCOMPARE(read.counter("waiting for seats", "lanes"), (QStringList{"13 0", "14 1", "20 0"}));
}

void TestChromeTraceWriter::missingRecordsAreTold() {
    TraceBuilder story;
    const LaneId a = story.lane("a");
    story.wake(0, a).begin(1, a).add(10, a, EventKind::work_begin, story.object(ObjectKind::label, "work"));
    story.add(20, a, EventKind::records_lost, no_object, 12)
        .add(30, a, EventKind::switches_lost, no_object, 3);
    RunInfo info;
    info.counts.dropped = 12;
    const ReadBack read(*story.build_closed(100), info);
    QCOMPARE(fault_of(read), QString());
    QCOMPARE(read.instants("missing"), (QStringList{"20 records missing", "30 switch records missing"}));
    QVERIFY(read.events("i").value(0).at("args").at("records") == Json(12));
    QCOMPARE(read.slices_of("a: work"), (QStringList{"10-20 work"})); // it may have ended since
    QVERIFY(read.file.at("otherData").at("missing") == Json("12 dropped"));
}

void TestChromeTraceWriter::whatTheRunWasIsMetadata() {
    RunInfo info;
    info.scenario = "lock";
    info.title = "A lock";
    info.backend = "threads";
    info.seed = 7;
    info.parameters["workers"] = 2;
    info.machine.model = "A processor";
    info.ended = Ended::deadlock;
    info.error = "it \"failed\"";
    info.outcome["total"] = 3.5;
    info.checks.push_back({.name = "one-holder", .claim = "At most one holds it."});
    const Json about = ReadBack(Trace(false), info).file.at("otherData");
    QVERIFY(about.at("scenario") == Json("lock") && about.at("title") == Json("A lock"));
    QVERIFY(about.at("parameters").at("workers") == Json(2) && about.at("seed") == Json(7));
    QVERIFY(about.at("machine").at("model") == Json("A processor"));
    QVERIFY(about.at("ended") == Json("deadlock") && about.at("error") == Json("it \"failed\""));
    QVERIFY(about.at("outcome").at("total") == Json(3.5));
    QVERIFY(about.at("checks")[0].at("name") == Json("one-holder"));
    QVERIFY(about.at("missing").is_null() && about.at("dropped") == Json(0));
}

void TestChromeTraceWriter::timesAreExactBeyondWhatADoubleHolds() {
    constexpr std::int64_t late = (std::int64_t{1} << 53) + 1;
    TraceBuilder story(false);
    const LaneId a = story.lane("a");
    story.begin(late, a).end(late + 2, a);
    const std::string text = exported("x.json", {}, *story.build_closed(late + 2));
    QVERIFY(text.find("\"ts\":9007199254740.993,\"dur\":0.002") != std::string::npos);
}

void TestChromeTraceWriter::noTimeIsBeforeZero() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a");
    story.begin(-30, a).add(5, a, EventKind::mark, story.object(ObjectKind::label, "here"));
    const auto trace = story.build_closed(70);
    const ReadBack whole(*trace);
    QCOMPARE(whole.slices_of("a"), (QStringList{"0-100 running or ready"}));
    QCOMPARE(whole.instants("mark"), (QStringList{"35 here"}));
    QVERIFY(whole.file.at("otherData").at("time_zero_ns") == Json(30));
    const ReadBack part(*trace, {}, {.from = 5});
    QCOMPARE(part.slices_of("a"), (QStringList{"5-70 running or ready"}));
    QVERIFY(part.file.at("otherData").at("time_zero_ns") == Json(0));
}

void TestChromeTraceWriter::namesCannotBreakTheFile() {
    TraceBuilder story(false);
    const QString name = QStringLiteral("\"a\", \\ 🔒\nnext");
    const LaneId a = story.lane(name.toStdString());
    const ObjectId lock = story.object(ObjectKind::mutex, name.toStdString());
    const ObjectId label = story.object(ObjectKind::label, name.toStdString());
    story.begin(0, a).wait(5, a, lock).acquire(10, a, lock).add(20, a, EventKind::work_begin, label);
    const SiteId nowhere_known = make_site(4000, 7);
    story.add(30, a, EventKind::wait_begin, lock, 0, 0, nowhere_known);
    const ReadBack read(*story.build_closed(100));
    QCOMPARE(fault_of(read), QString());
    const QString lane = name + " (2)"; // the lock has the name already
    QVERIFY(!read.row(lane).isEmpty() && !read.row(lane + ": work").isEmpty());
    QVERIFY(read.slices_of(lane).contains("5-10 waiting: lock (" + name + ")"));
}

void TestChromeTraceWriter::twoLanesOfOneNumberStayApart() {
    Trace trace(false);
    trace.lane_appeared({0, LaneKind::thread, 77, 77, no_object, "first"});
    trace.lane_appeared({1, LaneKind::thread, 77, 77, no_object, "second"});
    trace.lane_appeared({2, LaneKind::thread, 0, 0, no_object, "nowhere"});
    trace.lane_appeared({3, LaneKind::thread, -5, 77, no_object, "elsewhere"});
    trace.close(10);
    const ReadBack read(trace);
    QSet<QString> rows, threads;
    for (const char* const name : {"first", "second", "nowhere", "elsewhere"}) {
        rows << read.row(name);
        threads << read.row(name).section('/', 1);
    }
    QCOMPARE(rows.size(), 4);
    QCOMPARE(threads.size(), 4); // some viewers know a thread by its own number alone
    QCOMPARE(read.row("first"), QString("77/77"));
    QVERIFY(!rows.contains(QString()) && read.row("second").startsWith("77/"));
}

void TestChromeTraceWriter::aPartHasItsStatesWorkAndValuesFromItsBegin() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "the lock");
    const ObjectId queue = story.object(ObjectKind::queue, "letters");
    const ObjectId label = story.object(ObjectKind::label, "work");
    story.begin(0, a).begin(0, b).acquire(10, a, lock).set_value(11, a, queue, 5);
    story.add(12, a, EventKind::work_begin, label)
        .wait(20, b, lock)
        .release(80, a, lock)
        .acquire(85, b, lock);
    const auto trace = story.build_closed(200);
    const ReadBack read(*trace, {}, {.from = 50, .until = 83});
    QCOMPARE(fault_of(read), QString());
    QCOMPARE(read.slices_of("b"), (QStringList{"50-83 waiting: lock (the lock)"}));
    QCOMPARE(read.slices_of("a"), (QStringList{"50-83 running or ready"}));
    QCOMPARE(read.slices_of("a: work"), (QStringList{"50-83 work"}));
    QCOMPARE(read.slices_of("the lock"), (QStringList{"50-80 a", "80-83 handing over"}));
    QCOMPARE(read.counter("letters", "length"), (QStringList{"50 5"}));
    QCOMPARE(read.counter("waiting for the lock", "lanes"), (QStringList{"50 1"}));
    QVERIFY(read.events("s").isEmpty()); // one end of the flow is outside
}

void TestChromeTraceWriter::onlyTheChosenLanesAreWritten() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "the lock");
    story.begin(0, a)
        .begin(0, b)
        .acquire(10, a, lock)
        .wait(20, b, lock)
        .release(30, a, lock)
        .acquire(35, b, lock);
    const ReadBack read(*story.build_closed(100), {}, {.lanes = {"b"}});
    QCOMPARE(fault_of(read), QString());
    QVERIFY(read.row("a").isEmpty() && !read.row("b").isEmpty());
    QVERIFY(read.events("s").isEmpty());
    QCOMPARE(read.slices_of("the lock").value(0), QString("10-30 a")); // for whom b waits
}

void TestChromeTraceWriter::aBusyRunKeepsTheRules() {
    const auto trace = busy_trace(5, 600);
    const ReadBack read(*trace);
    QCOMPARE(fault_of(read), QString());
    for (std::size_t i = 0; i < trace->lane_count(); ++i) {
        const Lane& lane = trace->lane(i);
        const QList<Slice> slices = read.slices.value(read.row(QString::fromStdString(lane.name())));
        QCOMPARE(static_cast<std::size_t>(slices.size()), lane.segments().size()); // it has not ended
        std::int64_t sum = 0;
        for (const Slice& slice : slices)
            sum += slice.end - slice.begin;
        QCOMPARE(sum, trace->time_end() - lane.segments()[0].begin);
    }
    QVERIFY(read.flows("wait").size() > 50);
}

void TestChromeTraceWriter::anEmptyRunIsAFileToo() {
    const ReadBack read((Trace(true)));
    QCOMPARE(fault_of(read), QString());
    QVERIFY(read.slices.isEmpty());
}

} // namespace test_chrome_trace_writer

QTEST_GUILESS_MAIN(test_chrome_trace_writer::TestChromeTraceWriter)
#include "test_chrome_trace_writer.moc"
