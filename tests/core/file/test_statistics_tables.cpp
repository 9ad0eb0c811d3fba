// SPDX-License-Identifier: GPL-3.0-or-later
// The statistics as tables and as one document, of a run and of parts of it.
#include "tests/core/file/export_rig.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_statistics_tables {

/// `a` runs on processor 0 and, preempted from 300 to 400, on processor 1; `b` waits from 100 to 600.
struct Story {
    TraceBuilder builder;
    LaneId a = builder.lane("a"), b = builder.lane("b");
    ObjectId lock = builder.object(ObjectKind::mutex, "the lock");

    Story() {
        builder.begin(0, a).wake(0, a, 0).begin(0, b).wake(0, b, 1).acquire(50, a, lock);
        builder.wait(100, b, lock).block(100, b, 1).preempt(300, a, 0).wake(400, a, 1);
        builder.add(500, a, EventKind::print, no_object, 'h' | 'i' << 8);
        builder.release(600, a, lock).wake(600, b, 0).acquire(600, b, lock).end(900, a).end(1000, b);
    }
    std::unique_ptr<Trace> trace() const { return builder.build_closed(1000); }
};

class TestStatisticsTables : public QObject {
    Q_OBJECT

private slots:
    void lanesHaveStatesAndSwitches();
    void waitsAreCutAtTheEndsOfThePart();
    void parallelismAddsUp();
    void printedLinesAreRows();
    void theDocumentHasAllOfIt();
    void onlyChosenLanesCount();
};

void TestStatisticsTables::lanesHaveStatesAndSwitches() {
    const QStringList lines = lines_of(exported_csv("statistics", *Story().trace()));
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith("lane,kind,life_ns,running_ns,ready_ns,lock_ns,"));
    QVERIFY(lines[0].endsWith(",io_ns,unknown_ns,switches,preemptions,migrations,events,lane_id,complete"));
    QVERIFY2(lines[1].startsWith("a,thread,900,800,100,0,") && lines[1].endsWith(",1,1,1,5,0,true"),
             qPrintable(lines[1]));
    QVERIFY2(lines[2].startsWith("b,thread,1000,500,0,500,") && lines[2].endsWith(",1,0,1,4,1,true"),
             qPrintable(lines[2]));
    RunInfo info;
    info.counts.lost_switches = 1;
    QVERIFY(lines_of(exported_csv("statistics", *Story().trace(), info))[1].startsWith("a,thread,900,,,0,"));
}

void TestStatisticsTables::waitsAreCutAtTheEndsOfThePart() {
    const auto trace = Story().trace();
    QCOMPARE(lines_of(exported_csv("waits", *trace)),
             (QStringList{"object,kind,waits,cut,waited_ns,longest_ns,object_id,complete",
                          "the lock,mutex,1,0,500,500,1,true"}));
    QCOMPARE(lines_of(exported_csv("waits", *trace, {}, {.from = 200, .until = 300}))[1],
             QString("the lock,mutex,1,1,100,100,1,true"));
}

void TestStatisticsTables::parallelismAddsUp() {
    const auto trace = Story().trace();
    const Json rows = exported_json("parallelism", *trace).at("parallelism");
    std::int64_t sum = 0;
    std::int64_t last = 0;
    for (const Json& row : rows) {
        QVERIFY(row.at("from_ns") == Json(last));
        last = row.at("until_ns").get<std::int64_t>();
        sum += row.at("lanes_ns").get<std::int64_t>();
    }
    QCOMPARE(last, std::int64_t{1000});
    QVERIFY(rows.size() == 512);
    QCOMPARE(sum, std::int64_t{800 + 500});
    QVERIFY(rows[0].at("of") == Json("running") && rows[0].at("most") == Json(2));
}

void TestStatisticsTables::printedLinesAreRows() {
    QCOMPARE(lines_of(exported_csv("printed", *Story().trace())),
             (QStringList{"time_ns,lane,text,lane_id", "500,a,hi,0"}));
}

void TestStatisticsTables::theDocumentHasAllOfIt() {
    RunInfo info;
    info.scenario = "story";
    const Json document = exported_json("statistics", *Story().trace(), info, {.from = 0, .until = 600});
    QVERIFY(document.at("run").at("scenario") == Json("story"));
    const Json& told = document.at("statistics");
    QVERIFY(told.at("until_ms") == Json(0.0006));
    QVERIFY(told.at("lanes").size() == 2);
    QVERIFY(told.at("waits")[0].at("wait_ms") == Json(0.0005));
    QVERIFY(told.at("waits")[0].at("cut") == Json(1));
    QVERIFY(told.at("parallelism").at("most") == Json(2));
    QVERIFY(told.at("printed")[0].at("text") == Json("hi"));
}

void TestStatisticsTables::onlyChosenLanesCount() {
    const auto trace = Story().trace();
    QCOMPARE(lines_of(exported_csv("statistics", *trace, {}, {.lanes = {"b"}})).size(), 2);
    QCOMPARE(lines_of(exported_csv("printed", *trace, {}, {.lanes = {"b"}})).size(), 1);
    QCOMPARE(lines_of(exported_csv("waits", *trace, {}, {.lanes = {"a"}})).size(), 1);
}

} // namespace test_statistics_tables

QTEST_GUILESS_MAIN(test_statistics_tables::TestStatisticsTables)
#include "test_statistics_tables.moc"
