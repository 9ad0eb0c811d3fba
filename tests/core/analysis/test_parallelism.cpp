// SPDX-License-Identifier: GPL-3.0-or-later
// How many lanes run at once: by hand on small runs, and against a look at every moment on a large one.
#include "core/analysis/parallelism.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace interleave;
using namespace interleave::test;

namespace test_parallelism {

constexpr std::size_t running = static_cast<std::size_t>(LaneState::running);

Parallelism of_all_lanes(const Trace& trace, std::int64_t from, std::int64_t until, std::size_t columns = 1) {
    return parallelism(trace, trace.lanes_in_order_of_start(), from, until, columns);
}

/// One lane runs from 0 to 60 and from 80 to 100, the other from 20 to 80.
std::unique_ptr<Trace> two_lanes() {
    TraceBuilder story;
    const LaneId a = story.lane("a"), b = story.lane("b");
    story.begin(0, a).wake(0, a).block(60, a).wake(80, a);
    story.begin(20, b).wake(20, b, 1).block(80, b, 1).end(90, b);
    return story.build(100);
}

class TestParallelism : public QObject {
    Q_OBJECT

private slots:
    void theTimeOfEachNumberIsTheRunsLength();
    void columnsHaveTheirMeanAndTheirExtremes();
    void aStretchIsCutAtBothEnds();
    void aHandOverInOneMomentIsNeitherMoreNorLess();
    void withoutSwitchRecordsLanesInTheirCodeAreCounted();
    void nothingHasNoMean();
    void aLargeRunAgreesWithItsSums();
};

void TestParallelism::theTimeOfEachNumberIsTheRunsLength() {
    const auto trace = two_lanes();
    const Parallelism all = of_all_lanes(*trace, 0, 100);
    QVERIFY(all.is_running());
    // One until 20, two until 60, one until 100: at 80 one lane follows the other.
    QCOMPARE(all.time_at, (std::vector<std::int64_t>{0, 60, 40}));
    QCOMPARE(all.mean(), std::optional(1.4));
    QCOMPARE(all.most(), std::size_t{2});
}

void TestParallelism::columnsHaveTheirMeanAndTheirExtremes() {
    const auto trace = two_lanes();
    const Parallelism all = of_all_lanes(*trace, 0, 100, 4);
    QCOMPARE(all.columns.size(), std::size_t{4});
    QCOMPARE(all.columns[0].end, std::int64_t{25});
    QCOMPARE(all.columns[0].mean, (20.0 + 2 * 5) / 25);
    QCOMPARE(all.columns[0].least, 1U);
    QCOMPARE(all.columns[0].most, 2U);
    QCOMPARE(all.columns[1].mean, 2.0);
    QCOMPARE(all.columns[1].least, 2U);
    QCOMPARE(all.columns[3].mean, 1.0);
    QCOMPARE(all.columns[3].most, 1U);
    QCOMPARE(of_all_lanes(*trace, 0, 3, 100).columns.size(), std::size_t{3});
}

void TestParallelism::aStretchIsCutAtBothEnds() {
    const auto trace = two_lanes();
    QCOMPARE(of_all_lanes(*trace, 50, 70).time_at, (std::vector<std::int64_t>{0, 10, 10}));
    QCOMPARE(of_all_lanes(*trace, 62, 70).time_at, (std::vector<std::int64_t>{0, 8}));
    QCOMPARE(parallelism(*trace, std::vector<std::size_t>{1}, 0, 100, 1).time_at,
             (std::vector<std::int64_t>{40, 60}));
}

void TestParallelism::aHandOverInOneMomentIsNeitherMoreNorLess() {
    TraceBuilder story;
    const LaneId a = story.lane("a"), b = story.lane("b");
    story.begin(0, a).wake(0, a).begin(10, b).wake(10, b).block(10, a).wake(20, a).block(20, b);
    const auto trace = story.build(30);
    const Parallelism all = of_all_lanes(*trace, 1, 30, 29);
    QCOMPARE(all.time_at, (std::vector<std::int64_t>{0, 29}));
    QVERIFY(std::ranges::all_of(
        all.columns, [](const ParallelismColumn& column) { return column.least == 1 && column.most == 1; }));
}

void TestParallelism::withoutSwitchRecordsLanesInTheirCodeAreCounted() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.begin(0, a).begin(0, b).wait(10, b, lock).acquire(40, b, lock);
    const Parallelism all = of_all_lanes(*story.build(50), 0, 50);
    QVERIFY(!all.is_running());
    QCOMPARE(all.time_at, (std::vector<std::int64_t>{0, 30, 20}));
}

void TestParallelism::nothingHasNoMean() {
    const auto trace = two_lanes();
    const Parallelism none = of_all_lanes(*trace, 50, 50);
    QVERIFY(!none.mean());
    QVERIFY(none.columns.empty());
    QCOMPARE(of_all_lanes(Trace(true), 0, 10).mean(), std::optional(0.0));
    QVERIFY(!of_all_lanes(Trace(true, false), 0, 10).mean());
}

void TestParallelism::aLargeRunAgreesWithItsSums() {
    const auto trace = busy_trace(9, 3'000);
    const std::int64_t from = trace->time_end() / 5;
    const std::int64_t until = trace->time_end() / 5 * 4;
    const Parallelism all = of_all_lanes(*trace, from, until, 100);
    std::int64_t ran = 0;
    for (std::size_t lane = 0; lane < trace->lane_count(); ++lane)
        ran += trace->lane(lane).times_between(from, until)[running];
    const double mean = static_cast<double>(ran) / static_cast<double>(until - from);
    QVERIFY(std::abs(all.mean().value() - mean) < 1e-9);
    for (const ParallelismColumn& column : all.columns) {
        std::int64_t in_column = 0;
        for (std::size_t lane = 0; lane < trace->lane_count(); ++lane)
            in_column += trace->lane(lane).times_between(column.begin, column.end)[running];
        QVERIFY(std::abs(column.mean * static_cast<double>(column.end - column.begin) -
                         static_cast<double>(in_column)) < 1e-3);
        std::uint32_t least = 100;
        std::uint32_t most = 0;
        for (std::int64_t time = column.begin; time < column.end; ++time) {
            std::uint32_t now = 0;
            for (std::size_t index = 0; index < trace->lane_count(); ++index) {
                const Lane& lane = trace->lane(index);
                const std::size_t segment = lane.segment_at(time);
                now += segment != nowhere && lane.segments()[segment].state == LaneState::running ? 1 : 0;
            }
            least = std::min(least, now);
            most = std::max(most, now);
            if (time - column.begin > 2'000) // enough moments to see a wrong bound
                break;
        }
        QVERIFY(column.least <= least && column.most >= most);
    }
}

} // namespace test_parallelism

QTEST_APPLESS_MAIN(test_parallelism::TestParallelism)
#include "test_parallelism.moc"
