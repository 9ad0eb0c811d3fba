// SPDX-License-Identifier: GPL-3.0-or-later
// The GIL and the critical path as tables, of a run and of parts of it, against values computed by hand.
#include "tests/core/file/export_rig.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_gil_tables {

/// `a` holds the GIL from 0 to 8, is asked at 7 and drops it at line 12; `b`, which waited from 2 on, holds
/// it from 9 to 11 and lets go for a call; `a`, which waited from 8 on, has it again from 11 to 20. There is
/// a mutex, too, which nobody waits for.
struct Gil {
    TraceBuilder story{false};
    LaneId a = story.lane("a"), b = story.lane("b");
    ObjectId gil = story.object(ObjectKind::gil, "GIL");
    ObjectId lock = story.object(ObjectKind::mutex, "lock");

    Gil() {
        const SiteId site = make_site(story.file("page.cpp"), 12);
        story.begin(0, a).begin(0, b).acquire(0, a, gil).wait(2, b, gil);
        story.add(7, b, EventKind::interval_elapsed, gil).add(7, b, EventKind::drop_request, gil);
        story.add(8, a, EventKind::release, gil, 0, to_detail(ReleaseReason::forced), site);
        story.wait(8, a, gil).acquire(9, b, gil).acquire(9, b, lock).release(10, b, lock);
        story.release(11, b, gil, ReleaseReason::blocking_call).acquire(11, a, gil);
        story.release(20, a, gil, ReleaseReason::last).end(20, a).end(20, b);
    }
    std::unique_ptr<Trace> trace() const { return story.build_closed(20); }
};

class TestGilTables : public QObject {
    Q_OBJECT

private slots:
    void eachLaneHasItsRow() {
        QCOMPARE(
            lines_of(exported_csv("gil", *Gil().trace())),
            (QStringList{"object,kind,lane,held_ns,span_ns,waited_ns,acquisitions,hand_overs,requests,forced,"
                         "blocking_call,voluntary,last,holds,hold_p50_ns,hold_p95_ns,hold_worst_ns,waits,"
                         "wait_p50_ns,wait_p95_ns,wait_worst_ns,object_id,lane_id,complete",
                         "GIL,gil,a,17,20,3,2,1,0,1,0,0,1,2,8,9,9,1,3,3,3,1,0,true",
                         "GIL,gil,b,2,20,7,1,1,1,0,1,0,0,1,2,2,2,1,7,7,7,1,1,true"}));
    }
    void aPartHasWhatIsInIt() {
        const QStringList lines =
            lines_of(exported_csv("gil", *Gil().trace(), {}, {.from = 8, .until = 10, .lanes = {"b"}}));
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[1], QString("GIL,gil,b,1,2,1,1,1,0,0,0,0,0,1,2,2,2,0,,,,1,1,true"));
    }
    void timesAreNotToldWhereRecordsAreMissing() {
        RunInfo info;
        info.counts.dropped = 1;
        const Json document = exported_json("gil", *Gil().trace(), info);
        const Json& row = document.at("gil")[0];
        QVERIFY(row.at("held_ns").is_null() && row.at("waited_ns").is_null());
        QVERIFY(row.at("hold_p50_ns").is_null() && row.at("wait_worst_ns").is_null());
        QVERIFY(row.at("acquisitions") == Json(2) && row.at("complete") == Json(false));
        QVERIFY(document.at("run").at("missing").is_string());
    }
    void eachHandOverHasItsReasonAndPlace() {
        QCOMPARE(lines_of(exported_csv("handovers", *Gil().trace())),
                 (QStringList{"object,kind,released_ns,acquired_ns,duration_ns,from,to,reason,file,line,"
                              "object_id,from_id,to_id,complete",
                              "GIL,gil,8,9,1,a,b,forced,page.cpp,12,1,0,1,true",
                              "GIL,gil,11,11,0,b,a,blocking_call,,,1,1,0,true"}));
        const auto trace = Gil().trace();
        QCOMPARE(lines_of(exported_csv("handovers", *trace, {}, {.from = 10})).size(), 2);
        QCOMPARE(lines_of(exported_csv("handovers", *trace, {}, {.lanes = {"b"}})).size(), 3);
    }
    void withoutAGilItIsTheLockThatWasWaitedForMost() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        const LaneId c = story.lane("c");
        const ObjectId calm = story.object(ObjectKind::mutex, "calm");
        const ObjectId hot = story.object(ObjectKind::mutex, "hot");
        story.begin(0, a).begin(0, b).begin(0, c).acquire(1, c, calm).release(2, c, calm);
        story.acquire(1, a, hot).wait(3, b, hot).release(5, a, hot).acquire(6, b, hot).release(7, b, hot);
        const auto trace = story.build_closed(10);
        const QStringList lines = lines_of(exported_csv("gil", *trace));
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[1].startsWith("hot,mutex,a,4,10,0,1,0,0,") &&
                     lines[2].startsWith("hot,mutex,b,1,10,3,"),
                 qPrintable(lines.join('\n')));
        QCOMPARE(lines_of(exported_csv("gil", *TraceBuilder(false).build_closed(10))).size(), 1);
    }
};

} // namespace test_gil_tables

QTEST_GUILESS_MAIN(test_gil_tables::TestGilTables)
#include "test_gil_tables.moc"
