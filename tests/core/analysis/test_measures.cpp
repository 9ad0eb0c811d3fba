// SPDX-License-Identifier: GPL-3.0-or-later
// Checks take measures from the trace, and the verdicts follow from them.
#include "core/analysis/measures.h"
#include "core/analysis/theory_checks.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

#include <set>

using namespace interleave;
using namespace interleave::test;

namespace test_measures {

double take(const Trace& trace, const std::string& what, const std::string& object = {}) {
    const Measured measured = take_measure(trace, {what, object});
    return measured.value ? *measured.value : std::nan(measured.why.c_str());
}

/// Makes a trace of two workers and the GIL: 1 holds it, 2 waits 5 ms and gets it by a forced release. Each
/// runs a task, and there is a message.
TraceBuilder story_of_all(bool kernel_records = true) {
    TraceBuilder story(kernel_records);
    const ObjectId gil = story.object(ObjectKind::gil, "GIL");
    const ObjectId pool = story.object(ObjectKind::pool, "pool");
    const ObjectId queue = story.object(ObjectKind::queue, "q");
    const ObjectId worker = story.object(ObjectKind::worker, "w");
    const LaneId a = story.lane("a");
    const LaneId b = story.lane("b", LaneKind::thread, worker);
    constexpr std::int64_t ms = 1'000'000;
    story.begin(0, a).add(ms, a, EventKind::start, worker).begin(3 * ms, b);
    story.acquire(4 * ms, a, gil).add(5 * ms, a, EventKind::task_begin, pool);
    story.wait(6 * ms, b, gil).block(7 * ms, b).add(11 * ms, b, EventKind::drop_request, gil);
    story.release(12 * ms, a, gil, ReleaseReason::forced).acquire(13 * ms, b, gil);
    story.add(14 * ms, b, EventKind::task_begin, pool).add(15 * ms, a, EventKind::task_end, pool);
    story.add(16 * ms, b, EventKind::task_end, pool).release(17 * ms, b, gil);
    story.add(18 * ms, a, EventKind::send, queue, 1).add(18 * ms, a, EventKind::send, queue, 2);
    story.add(19 * ms, b, EventKind::receive, queue, 1).add(19 * ms, b, EventKind::receive, queue, 1);
    story.end(20 * ms, b).wait(10 * ms, a, worker).joined(22 * ms, a, worker);
    return story;
}

class TestMeasures : public QObject {
    Q_OBJECT

private slots:
    void eachMeasureOnAKnownStory_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("object");
        QTest::addColumn<double>("expected");
        const auto row = [](const char* what, const char* object, double expected) {
            QTest::addRow("%s of %s", what, object) << what << object << expected;
        };
        row("most_holders", "GIL", 1);
        row("most_waiting", "GIL", 1);
        row("most_inside", "pool", 2);
        row("most_inside", "GIL", 1);
        row("utilisation", "GIL", 12.0 / 13);
        row("acquisitions", "GIL", 2);
        row("contended", "GIL", 1);
        row("lock_wait_ms", "GIL", 7);
        row("lock_hold_ms", "GIL", 12);
        row("contended_hold_ms", "GIL", 6);
        row("handoff_ms", "GIL", 1);
        row("median_wait_ms", "GIL", 7);
        row("longest_wait_ms", "GIL", 7);
        row("longest_wait_ms", "q", 0);
        row("holder_changes", "GIL", 1);
        row("drop_requests", "GIL", 1);
        row("forced_drops", "GIL", 1);
        row("sent", "q", 2);
        row("received", "q", 2);
        row("messages_lost", "q", 1);
        row("messages_doubled", "q", 1);
        row("workers_used", "pool", 2);
        row("most_in_state:running", "", 2);
        row("lane_time_ms:gil", "b", 4); // it was off its CPU from 7 to 11
        row("join_after_end_ns", "", 2e6);
        row("median_start_ms", "", 2);
    }
    void eachMeasureOnAKnownStory() {
        QFETCH(QString, what);
        QFETCH(QString, object);
        QFETCH(double, expected);
        const auto trace = story_of_all().build(30'000'000);
        const double measured = take(*trace, what.toStdString(), object.toStdString());
        QVERIFY2(std::abs(measured - expected) < 1e-9, qPrintable(QString::number(measured)));
    }

    void everyMeasureIsDescribedOnce() {
        std::set<std::string> names;
        for (const MeasureDescription& measure : all_measures()) {
            QVERIFY(names.insert(measure.name).second);
            QVERIFY(std::string(measure.about).size() > 20);
        }
    }

    void whatCannotBeMeasuredSaysWhy() {
        const auto trace = story_of_all().build(30'000'000);
        QCOMPARE(take_measure(*trace, {"most_holders", "GLI"}).why,
                 std::string("nothing in this run is called 'GLI'"));
        QCOMPARE(take_measure(*trace, {"most_hodlers", "GIL"}).why,
                 std::string("there is no measure 'most_hodlers'"));
        QCOMPARE(take_measure(*trace, {"most_in_state:asleep"}).why,
                 std::string("there is no state 'asleep'"));
        QVERIFY(!take_measure(*trace, {"median_wait_ms", "pool"}).value);
    }

    void withoutSwitchRecordsNobodyCountsAsRunning() {
        const auto trace = story_of_all(false).build(30'000'000);
        const Measured measured = take_measure(*trace, {"most_in_state:running"});
        QVERIFY(!measured.value);
        QVERIFY(measured.why.find("switch records") != std::string::npos);
        QVERIFY(take_measure(*trace, {"most_in_state:gil"}).value);
    }

    void objectsOfOneNameCountTogether() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a");
        story.begin(0, a);
        for (int i = 0; i < 3; ++i) {
            const ObjectId lock = story.object(ObjectKind::mutex, "fork");
            story.acquire(100 * i + 10, a, lock).release(100 * i + 20, a, lock);
        }
        QCOMPARE(take(*story.build(1'000), "acquisitions", "fork"), 3.0);
    }

    void aCheckIsDecidedByItsMeasure() {
        const auto trace = story_of_all().build(30'000'000);
        std::vector<Check> checks{
            {.name = "holds", .claim = "", .expected = 1, .measure = TraceMeasure{"most_holders", "GIL"}},
            {.name = "misses", .claim = "", .expected = 0, .measure = TraceMeasure{"messages_lost", "q"}},
            {.name = "unknown",
             .claim = "",
             .expected = 0,
             .measure = TraceMeasure{"messages_lost", "nowhere"}},
            {.name = "told", .claim = "", .expected = 5, .measured = 5.0},
            {.name = "undecidable",
             .claim = "",
             .expected = 1,
             .measure = TraceMeasure{"most_holders", "GIL"},
             .decidable = false,
             .why = "one processor"}};
        decide_checks(checks, *trace, {});
        QVERIFY(checks[0].holds == true && checks[0].measured == 1.0);
        QVERIFY(checks[1].holds == false);
        QVERIFY(!checks[2].holds && !checks[2].why.empty());
        QVERIFY(checks[3].holds == true);
        QVERIFY(!checks[4].holds && checks[4].why == "one processor");
    }

    void lostRecordsDecideNothing_data() {
        QTest::addColumn<CollectorCounts>("counts");
        QTest::newRow("dropped") << CollectorCounts{.dropped = 3};
        QTest::newRow("bad") << CollectorCounts{.bad = 3};
        QTest::newRow("late") << CollectorCounts{.late = 3};
        QTest::newRow("refused") << CollectorCounts{.refused = 3};
    }
    void lostRecordsDecideNothing() {
        QFETCH(CollectorCounts, counts);
        const auto trace = story_of_all().build(30'000'000);
        std::vector<Check> checks{
            {.name = "", .claim = "", .expected = 1, .measure = TraceMeasure{"most_holders", "GIL"}},
            {.name = "", .claim = "", .expected = 1, .measured = 1.0}};
        decide_checks(checks, *trace, counts);
        QVERIFY(!checks[0].holds);
        QVERIFY(!checks[0].measured);
        QVERIFY(QString::fromStdString(checks[0].why)
                    .startsWith(QLatin1String("records of this run are missing: 3 ")));
        QVERIFY(checks[1].holds == true);
    }

    void lostSwitchesDecideNothingAboutRunning() {
        const auto trace = story_of_all().build(30'000'000);
        std::vector<Check> checks{
            {.name = "", .claim = "", .expected = 1, .measure = TraceMeasure{"most_holders", "GIL"}},
            {.name = "",
             .claim = "",
             .expected = 0,
             .comparison = Comparison::at_least,
             .measure = TraceMeasure{"most_in_state:running"}}};
        CollectorCounts counts;
        counts.lost_switches = 5;
        decide_checks(checks, *trace, counts);
        QVERIFY(checks[0].holds == true);
        QVERIFY(!checks[1].holds);
        QVERIFY(!checks[1].why.empty());
    }
};

} // namespace test_measures

QTEST_APPLESS_MAIN(test_measures::TestMeasures)
#include "test_measures.moc"
