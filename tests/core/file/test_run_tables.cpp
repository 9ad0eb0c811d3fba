// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a run, row by row, as CSV and as JSON.
#include "tests/core/file/export_rig.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_run_tables {

/// Two lanes and a lock, of a run that is known to the nanosecond.
struct Story {
    TraceBuilder builder{false};
    SiteId site = make_site(builder.file("core/scenario/lock.cpp"), 52);
    ObjectId worker = builder.object(ObjectKind::worker, "w");
    ObjectId lock = builder.object(ObjectKind::mutex, "the lock");
    LaneId main = builder.lane("main", LaneKind::process);
    LaneId child = builder.lane("child", LaneKind::thread, worker);

    Story() {
        builder.begin(0, main).begin(100, child).acquire(200, main, lock, 7);
        builder.add(300, child, EventKind::wait_begin, lock, 0, wait_is_timed, site);
        builder.release(500, main, lock).acquire(600, child, lock).release(800, child, lock);
        builder.wait(900, main, worker).end(950, child).joined(1000, main, worker, 3);
    }
    std::unique_ptr<Trace> trace() const { return builder.build_closed(1200, {{1000, 0, 0}}); }
};

class TestRunTables : public QObject {
    Q_OBJECT

private slots:
    void eventsAreInOrderOfTimeWithWordsAndPlaces();
    void segmentsAreCutAtTheEndsOfThePart();
    void objectsAreThoseOfTheReport();
    void lanesHaveTheirTimesAndTheirEnd();
    void blameHasWhoWaitedForWhomAtWhichLines();
    void durationsAndTheirHistogramsAreOfWaitsAndHolds();
    void timesFromPartOfTheRecordsAreLeftOut();
    void missingRecordsHaveRowsOfTheirOwn();
    void switchesAreEventsToo();
    void aPrintedLineIsOneRow();
    void namesCannotBreakATable();
    void timesBeyondWhatADoubleHoldsAreExact();
    void jsonHasTheRunBesideItsRows();
    void aRunWithoutAnythingHasEmptyTables();
};

void TestRunTables::eventsAreInOrderOfTimeWithWordsAndPlaces() {
    QCOMPARE(lines_of(exported_csv("events", *Story().trace())),
             (QStringList{"time_ns,lane,event,object,value,detail,file,line,lane_id,object_id",
                          "0,main,lane_begin,,,,,,0,", "100,child,lane_begin,,,,,,1,",
                          "200,main,acquire,the lock,7,,,,0,2",
                          "300,child,wait_begin,the lock,,with a limit of time,core/scenario/lock.cpp,52,1,2",
                          "500,main,release,the lock,,,,,0,2", "600,child,acquire,the lock,,,,,1,2",
                          "800,child,release,the lock,,,,,1,2", "900,main,wait_begin,w,,,,,0,1",
                          "950,child,lane_end,,,,,,1,", "1000,main,joined,w,3,,,,0,1"}));
}

void TestRunTables::segmentsAreCutAtTheEndsOfThePart() {
    const auto trace = Story().trace();
    const QStringList whole = lines_of(exported_csv("segments", *trace));
    QCOMPARE(whole.first(),
             QString("lane,begin_ns,end_ns,state,object,file,line,duration_ns,in_wait,lane_id,object_id"));
    QVERIFY(whole.contains("child,300,600,waiting: lock,the lock,core/scenario/lock.cpp,52,300,false,1,2"));
    QVERIFY(whole.contains("main,1000,1200,running or ready,,,,200,false,0,"));
    const QStringList part =
        lines_of(exported_csv("segments", *trace, {}, {.from = 400, .until = 550, .lanes = {"child"}}));
    QCOMPARE(part.size(), 2);
    QCOMPARE(part[1],
             QString("child,400,550,waiting: lock,the lock,core/scenario/lock.cpp,52,150,false,1,2"));
}

void TestRunTables::objectsAreThoseOfTheReport() {
    QCOMPARE(
        lines_of(exported_csv("objects", *Story().trace())),
        (QStringList{"id,name,kind,acquisitions,contended,wait_ns,uncontended_ns,handoff_ns,hold_ns,"
                     "contended_hold_ns,max_waiters,complete",
                     "1,w,worker,1,1,100,0,0,0,0,1,true", "2,the lock,mutex,2,1,300,7,100,500,200,1,true"}));
}

void TestRunTables::lanesHaveTheirTimesAndTheirEnd() {
    const Json lanes = exported_json("lanes", *Story().trace()).at("lanes");
    QCOMPARE(lanes.size(), std::size_t(2));
    QVERIFY(lanes[0].at("name") == Json("main"));
    QVERIFY(lanes[0].at("join_ns") == Json(100));
    QVERIFY(lanes[0].at("exit_code") == Json(0));
    QVERIFY(lanes[1].at("kind") == Json("thread"));
    QVERIFY(lanes[1].at("begin_ns") == Json(100));
    QVERIFY(lanes[1].at("end_ns") == Json(950));
    QVERIFY(lanes[1].at("lock_ns") == Json(300));
    QVERIFY(lanes[1].at("unknown_ns") == Json(550)); // running or ready
    QVERIFY(lanes[1].at("exit_code") == Json(3));
    QVERIFY(lanes[1].at("ending") == Json("by itself"));
}

void TestRunTables::blameHasWhoWaitedForWhomAtWhichLines() {
    const auto trace = Story().trace();
    const QString head = "object,kind,waiter,waiter_file,waiter_line,because,blamed,blamed_file,blamed_line,"
                         "waited_ns,waits,longest_ns,begin_ns,end_ns,object_id,waiter_id,blamed_id,complete";
    const QString of_child = "the lock,mutex,child,core/scenario/lock.cpp,52,";
    QCOMPARE(lines_of(exported_csv("blame", *trace)),
             (QStringList{head, "w,worker,main,,,lane,child,,,100,1,100,900,1000,1,0,1,true",
                          of_child + "lane,main,,,200,1,200,300,600,2,1,0,true",
                          of_child + "handed over,,,,100,1,100,300,600,2,1,,true"}));
    QCOMPARE(lines_of(exported_csv("blame", *trace, {}, {.from = 450, .until = 550, .lanes = {"child"}})),
             (QStringList{head, of_child + "lane,main,,,50,1,50,300,550,2,1,0,true",
                          of_child + "handed over,,,,50,1,50,300,550,2,1,,true"}));
}

void TestRunTables::durationsAndTheirHistogramsAreOfWaitsAndHolds() {
    const auto trace = Story().trace();
    QCOMPARE(lines_of(exported_csv("durations", *trace)),
             (QStringList{"object,kind,of,count,total_ns,p50_ns,p95_ns,p99_ns,worst_ns,object_id,complete",
                          "w,worker,wait,1,100,100,100,100,100,1,true",
                          "the lock,mutex,wait,1,300,300,300,300,300,2,true",
                          "the lock,mutex,hold,2,500,200,300,300,300,2,true"}));
    QCOMPARE(lines_of(exported_csv("histograms", *trace)),
             (QStringList{"object,kind,of,from_ns,until_ns,count,object_id,complete",
                          "w,worker,wait,64,128,1,1,true", "the lock,mutex,wait,256,512,1,2,true",
                          "the lock,mutex,hold,128,256,1,2,true", "the lock,mutex,hold,256,512,1,2,true"}));
}

void TestRunTables::timesFromPartOfTheRecordsAreLeftOut() {
    RunInfo info;
    info.counts.dropped = 5;
    const auto trace = Story().trace();
    QVERIFY(lines_of(exported_csv("objects", *trace, info)).contains("2,the lock,mutex,2,1,,,,,,1,false"));
    const Json lanes = exported_json("lanes", *trace, info);
    QVERIFY(lanes.at("lanes")[1].at("lock_ns") == Json(nullptr));
    QVERIFY(lanes.at("lanes")[1].at("unknown_ns") == Json(550));
    QVERIFY(lanes.at("run").at("missing") == Json("5 dropped"));
}

void TestRunTables::missingRecordsHaveRowsOfTheirOwn() {
    Story story;
    story.builder.add(850, story.child, EventKind::records_lost, no_object, 12);
    story.builder.add(860, story.child, EventKind::switches_lost, no_object, 4);
    const auto trace = story.trace();
    const QStringList lines = lines_of(exported_csv("events", *trace));
    QVERIFY(lines.contains("850,child,records_lost,,12,\"at least, until the lane's next event\",,,1,"));
    QVERIFY(lines.contains("860,,switches_lost,,4,of all lanes,,,,"));
    QVERIFY(exported_json("lanes", *trace).at("lanes")[1].at("missing_records") == Json(12));
}

void TestRunTables::switchesAreEventsToo() {
    TraceBuilder story;
    const LaneId lane = story.lane("worker 1");
    story.wake(10, lane, 3).begin(20, lane).preempt(30, lane, 3).wake(40, lane, 5).block(50, lane, 5);
    const QStringList lines = lines_of(exported_csv("events", *story.build_closed(60)));
    QVERIFY(lines.contains("10,worker 1,switch_in,,3,,,,0,"));
    QVERIFY(lines.contains("30,worker 1,switch_out,,3,could run,,,0,"));
    QVERIFY(lines.contains("50,worker 1,switch_out,,5,had to wait,,,0,"));
}

void TestRunTables::aPrintedLineIsOneRow() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a");
    const LaneId b = story.lane("b");
    const auto bytes = [](const char(&text)[9]) {
        std::uint64_t value = 0;
        for (unsigned i = 0; i < 8; ++i)
            value |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
        return value;
    };
    story.begin(0, a).begin(0, b).add(10, a, EventKind::print, no_object, bytes("Hello, w"));
    story.add(11, b, EventKind::mark, story.object(ObjectKind::label, "between"), 1);
    story.add(12, a, EventKind::print_more, no_object, bytes("orld\0\0\0\0"));
    const QStringList lines = lines_of(exported_csv("events", *story.build_closed(20)));
    QVERIFY2(lines.contains("10,a,print,,,\"Hello, world\",,,0,"), qPrintable(lines.join('\n')));
    QCOMPARE(lines.filter("print").size(), 1);
}

void TestRunTables::namesCannotBreakATable() {
    TraceBuilder story(false);
    const LaneId lane = story.lane("=HYPERLINK(\"x\"), 🔒\nnext");
    story.begin(0, lane);
    const auto trace = story.build_closed(20);
    const QString text = QString::fromStdString(exported_csv("segments", *trace));
    QVERIFY2(text.contains("\r\n\"'=HYPERLINK(\"\"x\"\"), 🔒\nnext\",0,20,"), qPrintable(text));
    QVERIFY(exported_json("segments", *trace).at("segments")[0].at("lane") ==
            Json("=HYPERLINK(\"x\"), 🔒\nnext"));
}

void TestRunTables::timesBeyondWhatADoubleHoldsAreExact() {
    constexpr std::int64_t late = (std::int64_t{1} << 53) + 1;
    TraceBuilder story(false);
    const LaneId lane = story.lane("a");
    story.begin(late, lane).end(late + 2, lane);
    const auto trace = story.build_closed(late + 2);
    QVERIFY(lines_of(exported_csv("events", *trace)).contains("9007199254740993,a,lane_begin,,,,,,0,"));
    QCOMPARE(exported_json("segments", *trace).at("segments")[0].at("end_ns").get<std::int64_t>(), late + 2);
}

void TestRunTables::jsonHasTheRunBesideItsRows() {
    RunInfo info;
    info.scenario = "lock";
    info.seed = 7;
    info.parameters["workers"] = 2;
    const Json json = exported_json("events", *Story().trace(), info);
    QVERIFY(json.at("run").at("scenario") == Json("lock"));
    QVERIFY(json.at("run").at("parameters").at("workers") == Json(2));
    QVERIFY(!json.at("run").contains("lanes"));
    QCOMPARE(json.at("events").size(), std::size_t(10));
    QVERIFY(json.at("events")[3].at("line") == Json(52));
    QVERIFY(json.at("events")[0].at("object") == Json(nullptr));
}

void TestRunTables::aRunWithoutAnythingHasEmptyTables() {
    const Trace trace(false);
    for (const char* const view :
         {"events", "segments", "objects", "lanes", "blame", "durations", "histograms"}) {
        QCOMPARE(lines_of(exported_csv(view, trace)).size(), 1);
        QVERIFY(exported_json(view, trace).at(view).empty());
    }
}

} // namespace test_run_tables

QTEST_GUILESS_MAIN(test_run_tables::TestRunTables)
#include "test_run_tables.moc"
