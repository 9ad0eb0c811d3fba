// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a run and of stretches of it, against values computed by hand.
#include "core/analysis/missing_records.h"
#include "core/analysis/range_figures.h"
#include "core/analysis/range_json.h"
#include "core/analysis/wait_analysis.h"
#include "core/trace/json.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

#include <random>

using namespace interleave;
using namespace interleave::test;

namespace test_range_figures {

constexpr std::int64_t ms = 1'000'000;

std::int64_t time_in(const LaneFigures& lane, LaneState state) {
    return lane.times[static_cast<std::size_t>(state)];
}

std::uint64_t value_of_text(const char* text) {
    std::uint64_t value = 0;
    for (unsigned i = 0; text[i] != 0; ++i)
        value |= std::uint64_t{static_cast<unsigned char>(text[i])} << 8 * i;
    return value;
}

/// `a` holds the lock from 10 to 50 ms, for which `b` waits from 20 to 50 ms and `c` from 30 ms to the end at
/// 100 ms. `b` prints at 55 ms.
struct Story {
    TraceBuilder builder;
    LaneId a = builder.lane("a"), b = builder.lane("b"), c = builder.lane("c");
    ObjectId lock = builder.object(ObjectKind::mutex, "lock");

    Story() {
        builder.begin(0, a).wake(0, a, 0).begin(0, b).wake(0, b, 1).begin(5 * ms, c).wake(5 * ms, c, 1);
        builder.acquire(10 * ms, a, lock);
        builder.wait(20 * ms, b, lock).block(20 * ms, b, 1);
        builder.wait(30 * ms, c, lock).block(30 * ms, c, 1);
        builder.preempt(35 * ms, a, 0).wake(40 * ms, a, 1);
        builder.add(50 * ms, a, EventKind::release, lock, woken::lane(b));
        builder.wake(50 * ms, b, 0).acquire(50 * ms, b, lock);
        builder.add(55 * ms, b, EventKind::print, no_object, value_of_text("hello"));
        builder.end(90 * ms, a);
    }
    std::unique_ptr<Trace> trace() const { return builder.build_closed(100 * ms); }
};

class TestRangeFigures : public QObject {
    Q_OBJECT

private slots:
    void theWholeRunHasAllOfIt();
    void waitsThatAreCutCountByTheirPart();
    void aWaitOverTheWholeStretchIsOneThatIsCutTwice();
    void momentsAtTheBeginAreInAndThoseAtTheEndAreNot();
    void switchesPreemptionsAndMigrationsAreCounted();
    void whereASwitchIsMissingNobodyMigrates();
    void anEmptyStretchHasNothing();
    void aStretchOutsideTheRunHasNothing();
    void aLaneThatDidNotLiveThenIsLeftOut();
    void missingRecordsCountWhereTheyAreMissing();
    void aWaitEndsWhereRecordsBeginToBeMissing();
    void lostSwitchesCountWhereTheyAreMissing();
    void withoutSwitchRecordsSwitchesAreNotTold();
    void whoDroppedAGilDoesNotWaitForIt();
    void aTryThatFailedAtOnceIsNoWait();
    void printedLinesAreInOrderOfTime();
    void chosenLanesAreCountedAlone();
    void waitsAgreeWithTheTableOfLocks();
    void jsonSaysWhatIsNotKnown();
};

void TestRangeFigures::theWholeRunHasAllOfIt() {
    const auto trace = Story().trace();
    const RangeFigures all = range_figures(*trace, {});
    QCOMPARE(all.range, (RunRange{0, 100 * ms + 1, 100 * ms}));
    QCOMPARE(all.lanes.size(), std::size_t{3});
    const LaneFigures& a = all.lanes[0];
    QCOMPARE(a.life_ns, 90 * ms);
    QCOMPARE(time_in(a, LaneState::running), 85 * ms);
    QCOMPARE(time_in(a, LaneState::ready), 5 * ms);
    QCOMPARE(a.events, std::uint64_t{4});
    QCOMPARE(all.events, std::uint64_t{10});
    QCOMPARE(all.events_by_kind[static_cast<std::size_t>(EventKind::wait_begin)], std::uint64_t{2});
    QCOMPARE(all.waits.size(), std::size_t{1});
    QCOMPARE(all.waits[0].waits,
             (RangeWaits{.waits = 2, .cut = 0, .waited_ns = 100 * ms, .longest_ns = 70 * ms}));
    // a, b and c run; b and c stop at 20 and 30 ms, a is off from 35 to 40 ms, b is back at 50 ms.
    QCOMPARE(all.parallelism.time_at, (std::vector<std::int64_t>{5 * ms, 5 * ms + 10 * ms + 10 * ms,
                                                                 5 * ms + 10 * ms + 40 * ms, 15 * ms}));
    QVERIFY(!misses_events(all.missing) && !misses_switches(all.missing));
}

void TestRangeFigures::waitsThatAreCutCountByTheirPart() {
    const auto trace = Story().trace();
    const RangeFigures part = range_figures(*trace, {}, {.from = 25 * ms, .until = 45 * ms});
    QCOMPARE(part.waits.size(), std::size_t{1});
    QCOMPARE(part.waits[0].waits,
             (RangeWaits{.waits = 2, .cut = 2, .waited_ns = 20 * ms + 15 * ms, .longest_ns = 20 * ms}));
    QCOMPARE(time_in(part.lanes[0], LaneState::running), 15 * ms);
    QCOMPARE(time_in(part.lanes[1], LaneState::waiting_lock), 20 * ms);
    // The one that ends in it is cut at its begin alone, the other one goes on.
    QCOMPARE(range_figures(*trace, {}, {.from = 45 * ms, .until = 60 * ms}).waits[0].waits,
             (RangeWaits{.waits = 2, .cut = 2, .waited_ns = 5 * ms + 15 * ms, .longest_ns = 15 * ms}));
    // What ended with the run did not go on after the stretch.
    QCOMPARE(range_figures(*trace, {}, {.from = 10 * ms}).waits[0].waits.cut, std::uint64_t{0});
}

void TestRangeFigures::aWaitOverTheWholeStretchIsOneThatIsCutTwice() {
    const auto trace = Story().trace();
    const RangeFigures part = range_figures(*trace, {}, {.from = 60 * ms, .until = 70 * ms});
    QCOMPARE(part.waits[0].waits,
             (RangeWaits{.waits = 1, .cut = 1, .waited_ns = 10 * ms, .longest_ns = 10 * ms}));
    QCOMPARE(part.events, std::uint64_t{0});
}

void TestRangeFigures::momentsAtTheBeginAreInAndThoseAtTheEndAreNot() {
    const auto trace = Story().trace();
    const RangeFigures begins = range_figures(*trace, {}, {.from = 50 * ms, .until = 60 * ms});
    QCOMPARE(begins.events, std::uint64_t{3});               // release, acquire, print
    QCOMPARE(begins.waits[0].waits.waits, std::uint64_t{1}); // b's has no time left in it
    const RangeFigures ends = range_figures(*trace, {}, {.from = 40 * ms, .until = 50 * ms});
    QCOMPARE(ends.events, std::uint64_t{0});
    QCOMPARE(ends.waits[0].waits.waited_ns, 20 * ms);
}

void TestRangeFigures::switchesPreemptionsAndMigrationsAreCounted() {
    const auto trace = Story().trace();
    const RangeFigures all = range_figures(*trace, {});
    QCOMPARE(all.lanes[0].switches, (SwitchCounts{.switches = 1, .preemptions = 1, .migrations = 1}));
    QCOMPARE(all.lanes[1].switches, (SwitchCounts{.switches = 1, .preemptions = 0, .migrations = 1}));
    QCOMPARE(all.lanes[2].switches, (SwitchCounts{.switches = 1, .preemptions = 0, .migrations = 0}));
    QCOMPARE(all.all_switches(), (SwitchCounts{.switches = 3, .preemptions = 1, .migrations = 2}));
    // Where a lane was before the stretch is known.
    const RangeFigures part = range_figures(*trace, {}, {.from = 36 * ms, .until = 45 * ms});
    QCOMPARE(part.all_switches(), (SwitchCounts{.switches = 0, .preemptions = 0, .migrations = 1}));
}

void TestRangeFigures::whereASwitchIsMissingNobodyMigrates() {
    TraceBuilder story;
    const LaneId a = story.lane("a");
    story.begin(0, a).wake(0, a, 0);
    story.add(10, a, EventKind::switch_unknown, no_object, 0).wake(20, a, 1).preempt(30, a, 1).wake(40, a, 0);
    const auto trace = story.build(50);
    QCOMPARE(range_figures(*trace, {}).lanes[0].switches,
             (SwitchCounts{.switches = 1, .preemptions = 1, .migrations = 1}));
    QCOMPARE(range_figures(*trace, {}, {.from = 15, .until = 25}).lanes[0].switches, SwitchCounts());
}

void TestRangeFigures::anEmptyStretchHasNothing() {
    const auto trace = Story().trace();
    for (const std::int64_t until : {40 * ms, 30 * ms}) {
        const RangeFigures none = range_figures(*trace, {}, {.from = 40 * ms, .until = until});
        QCOMPARE(none.length(), std::int64_t{0});
        QVERIFY(none.lanes.empty() && none.waits.empty() && none.printed.empty());
        QVERIFY(!none.parallelism.mean());
        QCOMPARE(none.events, std::uint64_t{0});
    }
}

void TestRangeFigures::aStretchOutsideTheRunHasNothing() {
    const auto trace = Story().trace();
    for (const auto& [from, until] : {std::pair{-50 * ms, -10 * ms}, std::pair{150 * ms, 200 * ms}}) {
        const RangeFigures none = range_figures(*trace, {}, {.from = from, .until = until});
        QCOMPARE(none.length(), std::int64_t{0});
        QVERIFY(none.lanes.empty() && none.waits.empty());
    }
    // What reaches over the run's ends is cut there.
    const RangeFigures all = range_figures(*trace, {}, {.from = -50 * ms, .until = 200 * ms});
    QCOMPARE(all.length(), 100 * ms);
    QCOMPARE(all.events, std::uint64_t{10});
}

void TestRangeFigures::aLaneThatDidNotLiveThenIsLeftOut() {
    const auto trace = Story().trace();
    const RangeFigures early = range_figures(*trace, {}, {.from = 1 * ms, .until = 4 * ms});
    QCOMPARE(early.lanes.size(), std::size_t{2}); // without c
    const RangeFigures late = range_figures(*trace, {}, {.from = 92 * ms, .until = 95 * ms});
    QCOMPARE(late.lanes.size(), std::size_t{2}); // without a
    QCOMPARE(late.lanes[0].lane, LaneId{1});
    QCOMPARE(late.lanes[0].life_ns, 3 * ms);
}

void TestRangeFigures::missingRecordsCountWhereTheyAreMissing() {
    Story story;
    story.builder.add(60 * ms, story.b, EventKind::records_lost, no_object, 7);
    story.builder.add(70 * ms, story.b, EventKind::mark);
    const auto trace = story.trace();
    const CollectorCounts counts{.dropped = 7};
    const auto missing_in = [&](std::int64_t from, std::int64_t until) {
        return range_figures(*trace, counts, {.from = from * ms, .until = until * ms}).missing.dropped;
    };
    QCOMPARE(missing_in(0, 100), std::uint64_t{7});
    QCOMPARE(missing_in(65, 66), std::uint64_t{7});
    QCOMPARE(missing_in(10, 60), std::uint64_t{0});
    QCOMPARE(missing_in(70, 80), std::uint64_t{0});
    // What is missing at no known place may be missing anywhere.
    QCOMPARE(range_figures(*trace, {.dropped = 9}, {.from = 10 * ms, .until = 20 * ms}).missing.dropped,
             std::uint64_t{2});
    QVERIFY(misses_events(range_figures(*trace, {.late = 1}, {.from = 0, .until = ms}).missing));
}

void TestRangeFigures::aWaitEndsWhereRecordsBeginToBeMissing() {
    Story story;
    story.builder.add(60 * ms, story.c, EventKind::records_lost, no_object, 7);
    story.builder.add(70 * ms, story.c, EventKind::mark);
    const auto trace = story.trace();
    const RangeFigures part = range_figures(*trace, {.dropped = 7}, {.from = 55 * ms});
    QCOMPARE(part.waits[0].waits,
             (RangeWaits{.waits = 1, .cut = 1, .waited_ns = 5 * ms, .longest_ns = 5 * ms}));
    QVERIFY(range_figures(*trace, {.dropped = 7}, {.from = 65 * ms}).waits.empty());
}

void TestRangeFigures::lostSwitchesCountWhereTheyAreMissing() {
    Story story;
    story.builder.add(60 * ms, no_lane, EventKind::switches_lost, no_object, 3);
    const auto trace = story.trace();
    const CollectorCounts counts{.lost_switches = 3};
    QVERIFY(misses_switches(range_figures(*trace, counts).missing));
    QVERIFY(misses_switches(range_figures(*trace, counts, {.from = 50 * ms, .until = 61 * ms}).missing));
    QVERIFY(!misses_switches(range_figures(*trace, counts, {.from = 10 * ms, .until = 50 * ms}).missing));
}

void TestRangeFigures::withoutSwitchRecordsSwitchesAreNotTold() {
    TraceBuilder story(false);
    story.begin(0, story.lane("a"));
    QVERIFY(!range_figures(*story.build(10), {}).has_switches);
}

void TestRangeFigures::whoDroppedAGilDoesNotWaitForIt() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a");
    const ObjectId gil = story.object(ObjectKind::gil, "GIL");
    story.begin(0, a)
        .add(10, a, EventKind::forced_wait_begin, gil)
        .add(30, a, EventKind::forced_wait_end, gil);
    story.wait(40, a, gil).add(45, a, EventKind::drop_request, gil).acquire(60, a, gil);
    const auto trace = story.build(100);
    QVERIFY(range_figures(*trace, {}, {.from = 20, .until = 30}).waits.empty());
    QCOMPARE(range_figures(*trace, {}).waits[0].waits.waited_ns, std::int64_t{20});
    QCOMPARE(range_figures(*trace, {}, {.from = 50}).waits[0].waits,
             (RangeWaits{.waits = 1, .cut = 1, .waited_ns = 10, .longest_ns = 10}));
}

void TestRangeFigures::aTryThatFailedAtOnceIsNoWait() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.begin(0, a).wait(10, a, lock).give_up(200, a, lock, WaitOutcome::failed);
    story.wait(1'000, a, lock).give_up(5'000, a, lock, WaitOutcome::failed);
    const auto trace = story.build(10'000);
    QCOMPARE(range_figures(*trace, {}).waits[0].waits,
             (RangeWaits{.waits = 1, .cut = 0, .waited_ns = 4'000, .longest_ns = 4'000}));
}

void TestRangeFigures::printedLinesAreInOrderOfTime() {
    Story story;
    story.builder.add(51 * ms, story.a, EventKind::print, no_object, value_of_text("later"));
    story.builder.add(7 * ms, story.c, EventKind::print, no_object, value_of_text("a long l"));
    story.builder.add(7 * ms, story.c, EventKind::print_more, no_object, value_of_text("ine"));
    const auto trace = story.trace();
    const RangeFigures all = range_figures(*trace, {});
    QStringList lines;
    for (const PrintedText& line : all.printed)
        lines << QString("%1 %2 %3").arg(line.time / ms).arg(line.lane).arg(line.text.c_str());
    QCOMPARE(lines, (QStringList{"7 2 a long line", "51 0 later", "55 1 hello"}));
    QCOMPARE(all.events, std::uint64_t{12}); // what continues a line is no event
    const RangeFigures first = range_figures(*trace, {}, {.most_printed = 1});
    QCOMPARE(first.printed.size(), std::size_t{1});
    QCOMPARE(first.all_printed, std::uint64_t{3});
    QCOMPARE(range_figures(*trace, {}, {.from = 20 * ms, .until = 55 * ms}).printed.size(), std::size_t{1});
}

void TestRangeFigures::chosenLanesAreCountedAlone() {
    const auto trace = Story().trace();
    const RangeFigures one = range_figures(*trace, {}, {.lanes = {1}});
    QCOMPARE(one.lanes.size(), std::size_t{1});
    QCOMPARE(one.waits[0].waits.waited_ns, 30 * ms);
    QCOMPARE(one.parallelism.most(), std::size_t{1});
}

void TestRangeFigures::waitsAgreeWithTheTableOfLocks() {
    const auto trace = busy_trace(6, 4'000);
    std::mt19937 random(3);
    const auto end = static_cast<std::uint64_t>(trace->time_end());
    for (int i = 0; i < 200; ++i) {
        const auto from = static_cast<std::int64_t>(random() % end);
        const auto until = from + 1 + static_cast<std::int64_t>(random() % (end / (i % 2 == 0 ? 2 : 2'000)));
        const RangeFigures part = range_figures(*trace, {}, {.from = from, .until = until});
        const std::int64_t last = std::min(until, trace->time_end());
        const ObjectTimes times = trace->object(0).times_between(from, last);
        QCOMPARE(part.waits.empty() ? 0 : part.waits[0].waits.waited_ns, times.waited);
        const std::vector<ObjectWaits> told = object_waits(*trace, from, last);
        const std::int64_t longest = told.empty() ? 0 : told[0].waits.worst();
        QCOMPARE(part.waits.empty() ? 0 : part.waits[0].waits.longest_ns, longest);
    }
    const std::vector<ObjectWaits> told = object_waits(*trace, 0, trace->time_end());
    QCOMPARE(range_figures(*trace, {}).waits[0].waits.waits, told[0].waits.count());
}

void TestRangeFigures::jsonSaysWhatIsNotKnown() {
    const auto trace = Story().trace();
    RunInfo info;
    info.scenario = "story";
    const Json all = to_json(*trace, range_figures(*trace, {}), info);
    QVERIFY(all.at("from_ms") == Json(0.0) && all.at("until_ms") == Json(100.0));
    QVERIFY(all.at("lanes")[0].at("states_ms").at("running") == Json(85.0));
    QVERIFY(all.at("waits")[0].at("wait_ms") == Json(100.0));
    QVERIFY(all.at("migrations") == Json(2));
    QVERIFY(all.at("parallelism").at("most") == Json(3));
    QVERIFY(all.at("printed")[0].at("text") == Json("hello"));
    QVERIFY(all.at("missing").is_null());
    info.counts = {.dropped = 1, .lost_switches = 1};
    const Json part = to_json(*trace, range_figures(*trace, info.counts), info);
    QVERIFY(part.at("lanes")[0].at("states_ms").at("running").is_null());
    QVERIFY(part.at("waits")[0].at("wait_ms").is_null());
    QVERIFY(part.at("missing") == Json("1 dropped, 1 switch record lost"));
    TraceBuilder alone(false);
    alone.begin(0, alone.lane("a"));
    const auto untold = alone.build(10);
    QVERIFY(to_json(*untold, range_figures(*untold, {}), {}).at("switches").is_null());
}

} // namespace test_range_figures

QTEST_APPLESS_MAIN(test_range_figures::TestRangeFigures)
#include "test_range_figures.moc"
