// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a GIL, against values computed by hand, and what the report says of it.
#include "core/analysis/gil_figures.h"
#include "core/analysis/gil_hand_overs.h"
#include "core/analysis/gil_text.h"
#include "core/analysis/run_json.h"
#include "core/trace/json.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

#include <array>

using namespace interleave;
using namespace interleave::test;

namespace test_gil_figures {

constexpr std::int64_t ms = 1'000'000;

/// Number, sum, median, 95th percentile and the longest.
using Durations = std::array<std::int64_t, 5>;
Durations told(const DurationHistogram& durations) {
    return {static_cast<std::int64_t>(durations.count()), durations.total(), durations.percentile(0.5),
            durations.percentile(0.95), durations.worst()};
}

/// Lane a holds from 0 to 8 (forced), from 10 to 17 (forced) and from 20 on; lane b from 8 to 10 (it calls)
/// and from 17 to 20 (it ends). Lane b waits from 2 and from 11 on, and asks after 5 ms each time.
struct TwoLanes {
    TraceBuilder story{false};
    LaneId a = story.lane("a");
    LaneId b = story.lane("b");
    ObjectId gil = story.object(ObjectKind::gil, "GIL");
    std::unique_ptr<Trace> trace;

    TwoLanes() {
        story.begin(0, a).begin(0, b).acquire(0, a, gil).wait(2 * ms, b, gil);
        ask(7);
        story.release(8 * ms, a, gil, ReleaseReason::forced).acquire(8 * ms, b, gil).wait(8 * ms, a, gil);
        story.release(10 * ms, b, gil, ReleaseReason::blocking_call)
            .acquire(10 * ms, a, gil)
            .wait(11 * ms, b, gil);
        ask(16);
        story.release(17 * ms, a, gil, ReleaseReason::forced).acquire(17 * ms, b, gil).wait(17 * ms, a, gil);
        story.release(20 * ms, b, gil, ReleaseReason::last).acquire(20 * ms, a, gil).end(21 * ms, b);
        trace = story.build(25 * ms);
    }
    void ask(std::int64_t at) {
        story.add(at * ms, b, EventKind::interval_elapsed, gil).add(at * ms, b, EventKind::drop_request, gil);
    }
    GilFigures figures() const { return gil_figures(*trace, {gil}).front(); }
};

/// A lane lets go for 20 calls of 1 ms each, and another one, which computes, gives it back only after the
/// interval.
std::unique_ptr<Trace> trace_of_a_convoy(std::int64_t interval) {
    TraceBuilder story(false);
    const LaneId computes = story.lane("computes");
    const LaneId calls = story.lane("calls");
    const ObjectId gil = story.object(ObjectKind::gil, "GIL");
    story.begin(0, computes).begin(0, calls).acquire(0, calls, gil);
    std::int64_t now = 0;
    for (int i = 0; i < 20; ++i) {
        story.release(now, calls, gil, ReleaseReason::blocking_call).acquire(now, computes, gil);
        now += ms;
        story.wait(now, calls, gil);
        now += interval;
        story.add(now, calls, EventKind::interval_elapsed, gil).add(now, calls, EventKind::drop_request, gil);
        story.release(now, computes, gil, ReleaseReason::forced).acquire(now, calls, gil);
    }
    return story.build(now);
}

class TestGilFigures : public QObject {
    Q_OBJECT

private slots:
    void whereNoLaneUsedItThereIsNoTimeInWhichItCouldBeUsed() {
        TraceBuilder story(false);
        const LaneId lane = story.lane("a");
        const ObjectId gil = story.object(ObjectKind::gil, "GIL");
        story.begin(0, lane).end(5 * ms, lane);
        const auto trace = story.build(5 * ms);
        const std::vector<GilFigures> figures = gil_figures(*trace, {gil});
        QCOMPARE(figures.size(), std::size_t{1});
        QCOMPARE(figures.front().span_ns, 0);
    }

    void everyFigureIsAsComputedByHand() {
        const GilFigures gil = TwoLanes().figures();
        QCOMPARE(gil.span_ns, 25 * ms);
        QCOMPARE(gil.held_ns, 25 * ms);
        QCOMPARE(gil.wanted_ns, (6 + 2 + 6 + 3) * ms);
        QCOMPARE(gil.hand_overs, std::uint64_t{4});
        QCOMPARE(gil.taken_back, std::uint64_t{0});
        QCOMPARE(gil.acquisitions, std::uint64_t{5});
        QCOMPARE(gil.requests, std::uint64_t{2});
        QCOMPARE(gil.interval_ns, std::optional(5 * ms));
        QCOMPARE(gil.let_go, (ReleaseCounts{0, 2, 1, 1}));
        QCOMPARE(told(gil.holds), (Durations{5, 25 * ms, 5 * ms, 8 * ms, 8 * ms}));
        QCOMPARE(told(gil.waits), (Durations{4, 17 * ms, 3 * ms, 6 * ms, 6 * ms}));
        QVERIFY(!gil.convoy);
    }

    void eachLaneHasItsShare() {
        const GilFigures gil = TwoLanes().figures();
        QCOMPARE(gil.lanes.size(), std::size_t{2});
        const GilLane& a = gil.lanes[0];
        const GilLane& b = gil.lanes[1];
        QCOMPARE(a.held_ns, (8 + 7 + 5) * ms);
        QCOMPARE(a.waited_ns, (2 + 3) * ms);
        QCOMPARE(a.let_go, (ReleaseCounts{0, 2, 0, 0}));
        QCOMPARE(b.held_ns, (2 + 3) * ms);
        QCOMPARE(b.requests, std::uint64_t{2});
        QCOMPARE(told(b.calls), (Durations{1, ms, ms, ms, ms}));
        QCOMPARE(told(b.waits_after_calls), (Durations{1, 6 * ms, 6 * ms, 6 * ms, 6 * ms}));
    }

    void aPartOfTheRunHasThePartsWithin() {
        const TwoLanes run;
        const GilFigures gil = gil_figures(*run.trace, {run.gil}, 8 * ms, 11 * ms).front();
        QCOMPARE(gil.span_ns, 3 * ms);
        QCOMPARE(gil.held_ns, 3 * ms);
        QCOMPARE(gil.hand_overs, std::uint64_t{2});
        QCOMPARE(gil.requests, std::uint64_t{0});
        QCOMPARE(gil.lanes[0].held_ns, 1 * ms);
        QCOMPARE(gil.lanes[0].waited_ns, 2 * ms);
        QCOMPARE(gil.lanes[1].held_ns, 2 * ms);
        QCOMPARE(gil.lanes[1].waited_ns, std::int64_t{0});
    }

    void eachHandOverHasItsReason() {
        const TwoLanes run;
        const HandOvers found = hand_overs(*run.trace, run.gil, 0, 25 * ms, 3);
        QCOMPARE(found.all, std::uint64_t{4});
        QCOMPARE(found.list.size(), std::size_t{3});
        QCOMPARE(found.list[0].from, run.a);
        QCOMPARE(found.list[0].to, run.b);
        QCOMPARE(found.list[0].reason, std::optional(ReleaseReason::forced));
        QCOMPARE(found.list[1].acquired, 10 * ms);
        QCOMPARE(found.list[1].reason, std::optional(ReleaseReason::blocking_call));
        QCOMPARE(hand_overs(*run.trace, run.gil, 18 * ms, 25 * ms, 3).list.front().reason,
                 std::optional(ReleaseReason::last));
    }

    void theColumnsHaveTheSharesOfEachLane() {
        const TwoLanes run;
        const std::vector<GilLaneColumns> lanes =
            gil_columns(*run.trace, run.gil, 0, 20 * ms, 5); // 4 ms each
        QCOMPARE(lanes.size(), std::size_t{2});
        QCOMPARE(lanes[0].held, (std::vector<float>{1, 1, 0.5F, 1, 0.25F}));
        QCOMPARE(lanes[1].held, (std::vector<float>{0, 0, 0.5F, 0, 0.75F}));
        QCOMPARE(lanes[1].waited, (std::vector<float>{0.5F, 1, 0.25F, 1, 0.25F}));
    }

    void aLaneThatTakesItBackHandsNothingOver() {
        TraceBuilder story(false);
        const LaneId lane = story.lane("a");
        const ObjectId gil = story.object(ObjectKind::gil, "GIL");
        story.begin(0, lane).acquire(10, lane, gil).release(20, lane, gil, ReleaseReason::blocking_call);
        story.acquire(30, lane, gil);
        const auto trace = story.build(40);
        const GilFigures gil_alone = gil_figures(*trace, {gil}).front();
        QCOMPARE(gil_alone.hand_overs, std::uint64_t{0});
        QCOMPARE(gil_alone.taken_back, std::uint64_t{1});
        QCOMPARE(gil_alone.waits.count(), std::uint64_t{0});
    }

    void shortCallsWithLongWaitsAfterThemAreAConvoy() {
        const auto trace = trace_of_a_convoy(5 * ms);
        const GilFigures gil = gil_figures(*trace, used_gils(*trace)).front();
        QVERIFY(gil.convoy.has_value());
        QCOMPARE(gil.convoy->kind, GilConvoy::Kind::after_calls);
        QCOMPARE(gil.convoy->lane, LaneId{1});
        QVERIFY(
            QString::fromStdString(gil_text(gil, true))
                .contains(QStringLiteral(
                    "Convoy: calls lets GIL go for calls of 1 ms (median of 20) and then waits 5 ms for it "
                    "(median of 20), at an interval of 5 ms.\n")));
        QVERIFY(gil_text(gil, false).find("Convoy") == std::string::npos);
    }

    void callsThatAreAsLongAsTheWaitsAreNone() {
        const auto trace = trace_of_a_convoy(ms);
        QVERIFY(!gil_figures(*trace, used_gils(*trace)).front().convoy);
    }

    void aLockAtWhichTheQueueNeverEndsIsAConvoy() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        story.begin(0, a).begin(0, b).acquire(0, a, lock).wait(1, b, lock);
        for (std::int64_t i = 1; i <= 20; ++i) {
            const LaneId from = i % 2 == 1 ? a : b;
            const LaneId to = i % 2 == 1 ? b : a;
            story.release(i * 100, from, lock).acquire(i * 100, to, lock).wait(i * 100 + 1, from, lock);
        }
        const auto trace = story.build(2'100);
        const GilFigures figures = gil_figures(*trace, {lock}).front();
        QVERIFY(figures.convoy.has_value());
        QCOMPARE(figures.convoy->kind, GilConvoy::Kind::queue);
        QCOMPARE(used_locks(*trace), std::vector<ObjectId>{lock});
        QVERIFY(used_gils(*trace).empty());
    }

    void whatWasHeldWhenRecordsWentMissingIsNotTold() {
        TraceBuilder story(false);
        const LaneId lane = story.lane("a");
        const ObjectId gil = story.object(ObjectKind::gil, "GIL");
        story.begin(0, lane).acquire(10, lane, gil).add(20, lane, EventKind::records_lost, 0, 5);
        story.release(500, lane, gil).acquire(600, lane, gil).release(700, lane, gil);
        const auto trace = story.build(1'000);
        QCOMPARE(told(gil_figures(*trace, {gil}).front().holds), (Durations{1, 100, 100, 100, 100}));
    }

    void theDocumentSaysTheSame() {
        const TwoLanes run;
        const Json json = to_json(make_report({}, *run.trace))["gils"][0];
        QCOMPARE(json["held_ms"].get<double>(), 25.0);
        QCOMPARE(json["let_go"]["blocking_call"].get<double>(), 1.0);
        QCOMPARE(json["wait_ms"]["p95"].get<double>(), 6.0);
        QCOMPARE(json["interval_ms"].get<double>(), 5.0);
        QCOMPARE(json["lanes"][0]["held_ms"].get<double>(), 20.0);
        QVERIFY(json["convoy"].is_null());
        RunInfo info;
        info.counts.dropped = 1;
        QVERIFY(to_json(make_report(info, *run.trace))["gils"][0]["wait_ms"]["p95"].is_null());
    }
};

} // namespace test_gil_figures

QTEST_APPLESS_MAIN(test_gil_figures::TestGilFigures)
#include "test_gil_figures.moc"
