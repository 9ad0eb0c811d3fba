// SPDX-License-Identifier: GPL-3.0-or-later
// Results, checks and the wait-for graph as tables.
#include "tests/core/file/export_rig.h"

#include <QTest>

#include <limits>

using namespace interleave;
using namespace interleave::test;

namespace test_outcome_tables {

/// Each of two lanes holds the lock that the other one waits for, the second from 200 ns on.
std::unique_ptr<Trace> trace_of_two_locks() {
    TraceBuilder story(false);
    const LaneId a = story.lane("A to B");
    const LaneId b = story.lane("B to A");
    const ObjectId first = story.object(ObjectKind::mutex, "account A");
    const ObjectId second = story.object(ObjectKind::mutex, "account B");
    story.begin(0, a).begin(0, b);
    story.acquire(50, a, first).acquire(60, b, second).wait(100, a, second).wait(200, b, first);
    return story.build(1'000);
}

class TestOutcomeTables : public QObject {
    Q_OBJECT

private slots:
    void theGraphIsThatOfTheMoment() {
        const auto trace = trace_of_two_locks();
        QCOMPARE(
            lines_of(exported_csv("graph", *trace, {}, {.until = 150})),
            (QStringList{"at_ns,lane,does,object,kind,since_ns,file,line,in_ring,lane_id,object_id,complete",
                         "150,A to B,waits,account B,mutex,100,,,false,0,2,true",
                         "150,A to B,holds,account A,mutex,50,,,false,0,1,true",
                         "150,B to A,holds,account B,mutex,60,,,false,1,2,true"}));
        const QStringList stuck = lines_of(exported_csv("graph", *trace));
        QCOMPARE(stuck.size(), 5);
        QCOMPARE(stuck.filter(",waits,").filter(",true,").size(), 2);
        RunInfo info;
        info.counts.dropped = 1;
        QVERIFY(lines_of(exported_csv("graph", *trace, info))[1].endsWith(",false"));
        QCOMPARE(lines_of(exported_csv("graph", *trace, {}, {.lanes = {"B to A"}})).size(), 3);
    }

    void resultsHaveARowForEachValue() {
        RunInfo info;
        info.outcome["expected"] = 5000;
        info.outcome["actual"] = Value::List{1, 2.5};
        info.outcome["ring"] = {{"lanes", Value::List{"a"}}, {"is whole", true}};
        info.outcome["none"];
        const auto trace = trace_of_two_locks();
        QCOMPARE(lines_of(exported_csv("outcome", *trace, info)),
                 (QStringList{"name,value", "expected,5000", "actual[0],1", "actual[1],2.5",
                              "ring.lanes[0],a", "ring.is whole,true", "none,"}));
        const Json rows = exported_json("outcome", *trace, info).at("outcome");
        QVERIFY(rows[2].at("value") == Json(2.5) && rows[4].at("value") == Json(true));
        QVERIFY(rows[5].at("value").is_null());
    }

    void aCheckThatCannotBeToldHoldsNothing() {
        RunInfo info;
        info.checks = {Check{.name = "a", .claim = "One.", .expected = 0.1, .measured = 0.3, .holds = true},
                       Check{.name = "b",
                             .claim = "Two.",
                             .expected = 2,
                             .measured = std::numeric_limits<double>::infinity(),
                             .unit = "ms",
                             .tolerance = 0.08,
                             .comparison = Comparison::at_most,
                             .why = "load"}};
        const auto trace = trace_of_two_locks();
        QCOMPARE(lines_of(exported_csv("checks", *trace, info)),
                 (QStringList{"name,claim,comparison,expected,tolerance,measured,unit,holds,why,doubt",
                              "a,One.,equal,0.1,0,0.3,,true,,", "b,Two.,at_most,2,0.08,,ms,,load,"}));
        const Json rows = exported_json("checks", *trace, info).at("checks");
        QVERIFY(rows[0].at("measured") == Json(0.3) && rows[1].at("measured").is_null());
    }
};

} // namespace test_outcome_tables

QTEST_GUILESS_MAIN(test_outcome_tables::TestOutcomeTables)
#include "test_outcome_tables.moc"
