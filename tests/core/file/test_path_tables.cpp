// SPDX-License-Identifier: GPL-3.0-or-later
// The critical path as tables, of a run and of parts of it, against values computed by hand.
#include "tests/core/file/export_rig.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_path_tables {

/// `main` starts `worker` at 5, which begins at 9, and waits for it from 8 on. `worker` waits for the lock,
/// which `other` holds until 20, from 10 to 22, works from 22 to 30 and ends there; `main` has joined it at
/// 33 and ends at 40.
struct Chain {
    TraceBuilder story{false};
    LaneId main = story.lane("main", LaneKind::process);
    ObjectId object = story.object(ObjectKind::worker, "worker");
    ObjectId lock = story.object(ObjectKind::mutex, "lock");
    ObjectId label = story.object(ObjectKind::label, "work");
    LaneId worker = story.lane("worker", LaneKind::thread, object);
    LaneId other = story.lane("other");

    Chain() {
        story.begin(0, main).begin(0, other).acquire(1, other, lock);
        story.add(5, main, EventKind::start, object).wait(8, main, object);
        story.begin(9, worker).wait(10, worker, lock).release(20, other, lock).end(21, other);
        story.acquire(22, worker, lock).add(22, worker, EventKind::work_begin, label);
        story.add(30, worker, EventKind::work_end, label).release(30, worker, lock).end(30, worker);
        story.joined(33, main, object).end(40, main);
    }
    std::unique_ptr<Trace> trace() const { return story.build_closed(40); }
};

class TestPathTables : public QObject {
    Q_OBJECT

private slots:
    void theWayIsARowForEachState() {
        QCOMPARE(
            lines_of(exported_csv("path", *Chain().trace())),
            (QStringList{"piece,from_ns,until_ns,duration_ns,lane,state,object,file,line,handover,led_to,"
                         "through,next_lane,lane_id,object_id,through_id,next_lane_id,complete",
                         "1,0,20,20,other,running or ready,,,,false,release,lock,worker,2,,2,1,true",
                         "2,20,22,2,worker,waiting: lock,lock,,,true,lane_end,worker,main,1,2,1,0,true",
                         "2,22,30,8,worker,running or ready,,,,false,lane_end,worker,main,1,,1,0,true",
                         "3,30,33,3,main,waiting: join,worker,,,true,,,,0,1,,,true",
                         "3,33,40,7,main,running or ready,,,,false,,,,0,,,,true"}));
    }
    void theWayHasNoGaps() {
        const Json rows = exported_json("path", *Chain().trace()).at("path");
        for (std::size_t i = 1; i < rows.size(); ++i)
            QVERIFY(rows[i].at("from_ns") == rows[i - 1].at("until_ns"));
        QVERIFY(rows.back().at("until_ns") == Json(40) && rows.back().at("led_to").is_null());
    }
    void aPartHasWhatIsInIt() {
        const ExportPart part{.from = 15, .until = 25, .lanes = {"worker"}};
        const QStringList lines = lines_of(exported_csv("path", *Chain().trace(), {}, part));
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[1].startsWith("2,20,22,2,worker,waiting: lock,"), qPrintable(lines[1]));
        QVERIFY2(lines[2].startsWith("2,22,25,3,worker,running or ready,"), qPrintable(lines[2]));
    }
    void sharesAddUp() {
        QCOMPARE(
            lines_of(exported_csv("shares", *Chain().trace())),
            (QStringList{"of,name,path_ns,whole_ns,waited_ns,held_ns,passages,all_lanes_ns,lane_id,"
                         "object_id,complete",
                         "lane,other,20,40,,,,,2,,true", "lane,main,10,40,,,,,0,,true",
                         "lane,worker,10,40,,,,,1,,true", "work,work,8,40,,,,8,,3,true",
                         "state,running or ready,35,40,,,,,,,true", "state,waiting: join,3,40,,,,,,,true",
                         "state,waiting: lock,2,40,,,,,,,true", "object,lock,29,40,2,27,1,,,2,true",
                         "object,worker,3,40,3,0,1,,,1,true", "handovers,,5,40,,,,,,,true"}));
    }
    void sharesOfAPartAreOfThatPart() {
        const auto trace = Chain().trace();
        QStringList lines = lines_of(exported_csv("shares", *trace, {}, {.from = 15, .until = 25}));
        lines.removeFirst();
        QCOMPARE(lines, (QStringList{"lane,worker,5,10,,,,,1,,true", "lane,other,5,10,,,,,2,,true",
                                     "work,work,3,10,,,,3,,3,true", "state,running or ready,8,10,,,,,,,true",
                                     "state,waiting: lock,2,10,,,,,,,true",
                                     "object,lock,10,10,2,8,1,,,2,true", "handovers,,2,10,,,,,,,true"}));
        // What the worker came through was before this part.
        lines = lines_of(exported_csv("shares", *trace, {}, {.from = 21, .until = 25}));
        QVERIFY2(lines.contains("object,lock,4,4,1,3,0,,,2,true"), qPrintable(lines.join('\n')));
    }
    void whereRecordsAreMissingItIsNotComplete() {
        RunInfo info;
        info.counts.dropped = 1;
        const Json rows = exported_json("path", *Chain().trace(), info).at("path");
        QVERIFY(rows[0].at("complete") == Json(false));
        for (const Json& row : exported_json("shares", *Chain().trace(), info).at("shares"))
            if (row.at("of") == Json("object"))
                QVERIFY(row.at("path_ns").is_null() && row.at("held_ns").is_null());
    }
    void aRecordingThatTellsOfNoWaitsIsRefused() {
        const Trace of_work(false, false);
        for (const char* const view : {"path", "shares"})
            for (const char* const name : {"x.csv", "x.json"}) {
                const DataFormat& format = data_format(name, view);
                QVERIFY(format.why_not(of_work, {}).starts_with("this recording does not tell who waited"));
                QVERIFY(format.why_not(*Chain().trace(), {}).empty());
            }
    }
    void aTraceWithoutLanesHasNone() {
        const auto trace = TraceBuilder(false).build_closed(10);
        QCOMPARE(lines_of(exported_csv("path", *trace)).size(), 1);
        QCOMPARE(lines_of(exported_csv("shares", *trace)).size(), 1);
    }
};

} // namespace test_path_tables

QTEST_GUILESS_MAIN(test_path_tables::TestPathTables)
#include "test_path_tables.moc"
