// SPDX-License-Identifier: GPL-3.0-or-later
// Bands of pixels from shares of states: they are exact where there is room, and a wait is always visible.
#include "tests/core/trace/trace_builder.h"
#include "ui/rows/lane_bands.h"
#include "ui/rows/object_bands.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_timeline_bands {

constexpr int height = 40;

BandRow row_of(const Trace& trace, std::int64_t from, std::int64_t until, std::size_t width,
               double scale = 1.0) {
    std::vector<LaneColumn> columns(width);
    lane_columns(trace.lane(0), from, until, trace.time_end(), columns);
    BandRow row;
    lane_bands(columns, height, scale, row);
    return row;
}

/// Returns the number of pixels of a state in one column.
int pixels(const BandRow& row, int x, LaneState state) {
    int sum = 0;
    for (const Band& band : row.column(x))
        if (band.style == style_of(state))
            sum += band.bottom - band.top;
    return sum;
}

class TestTimelineBands : public QObject {
    Q_OBJECT

private slots:
    void aColumnShowsTheExactSharesOfItsTime() {
        TraceBuilder builder;
        const LaneId lane = builder.lane("worker");
        builder.begin(0, lane).wake(0, lane).preempt(750, lane).wake(1'000, lane);
        const auto trace = builder.build_closed(2'000);
        const BandRow row = row_of(*trace, 0, 1'000, 1);
        QCOMPARE(pixels(row, 0, LaneState::running), 30);
        QCOMPARE(pixels(row, 0, LaneState::ready), 10);
    }

    void aWaitOfOneNanosecondIsSeen_data() {
        QTest::addColumn<qint64>("at");
        QTest::addColumn<int>("width");
        QTest::addColumn<double>("scale");
        QTest::newRow("in the middle") << qint64{500'000'000} << 1'000 << 1.0;
        QTest::newRow("at the left edge") << qint64{10} << 1'000 << 1.0;
        QTest::newRow("at the right edge") << qint64{999'999'990} << 1'000 << 1.0;
        QTest::newRow("in a tiny picture") << qint64{500'000'000} << 5 << 1.0;
        QTest::newRow("on a dense screen") << qint64{500'000'000} << 2'000 << 2.0;
    }
    void aWaitOfOneNanosecondIsSeen() {
        QFETCH(qint64, at);
        QFETCH(int, width);
        QFETCH(double, scale);
        TraceBuilder builder;
        const LaneId lane = builder.lane("worker");
        const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
        builder.begin(0, lane).wake(0, lane).wait(at, lane, lock).block(at, lane).wake(at + 1, lane);
        builder.acquire(at + 1, lane, lock);
        const auto trace = builder.build_closed(1'000'000'000);
        const BandRow row = row_of(*trace, 0, 1'000'000'000, static_cast<std::size_t>(width), scale);
        int wide = 0;
        for (int x = 0; x < row.width(); ++x)
            if (pixels(row, x, LaneState::waiting_lock) > 0) {
                ++wide;
                QVERIFY(pixels(row, x, LaneState::waiting_lock) >= height / 4);
                QCOMPARE(row.column(x).front().top, std::uint16_t{0});
                QVERIFY2(pixels(row, x, LaneState::running) > height / 2, "the rest keeps its place");
            }
        QCOMPARE(wide, static_cast<int>(least_wait_width * scale));
    }

    void ofTwoShortWaitsTheWorseIsOnTop() {
        TraceBuilder builder;
        const LaneId lane = builder.lane("worker");
        const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
        const ObjectId queue = builder.object(ObjectKind::queue, "queue");
        builder.begin(0, lane).wake(0, lane);
        builder.wait(500'000, lane, lock)
            .block(500'000, lane)
            .wake(500'001, lane)
            .acquire(500'001, lane, lock);
        builder.wait(500'010, lane, queue)
            .block(500'010, lane)
            .wake(500'030, lane)
            .give_up(500'030, lane, queue);
        const auto trace = builder.build_closed(1'000'000);
        const BandRow row = row_of(*trace, 0, 1'000'000, 10);
        QCOMPARE(row.column(5).front().style, style_of(LaneState::waiting_lock));
        QVERIFY2(pixels(row, 5, LaneState::waiting_queue) > 0, "the lesser one is there too");
    }

    void aLongWaitGetsNoWiderThanItIs() {
        TraceBuilder builder;
        const LaneId lane = builder.lane("worker");
        const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
        builder.begin(0, lane).wake(0, lane).wait(400, lane, lock).block(400, lane).wake(600, lane);
        builder.acquire(600, lane, lock);
        const auto trace = builder.build_closed(1'000);
        const BandRow row = row_of(*trace, 0, 1'000, 100);
        for (int x = 0; x < 100; ++x)
            QCOMPARE(pixels(row, x, LaneState::waiting_lock), x >= 40 && x < 60 ? height : 0);
    }

    void bandsOfAColumnNeverOverlapAndNeverLeaveIt() {
        const auto trace = busy_trace(1, 20'000);
        for (const std::size_t width : {1U, 7U, 300U, 1'600U}) {
            const BandRow row = row_of(*trace, 0, trace->time_end(), width);
            for (int x = 0; x < row.width(); ++x) {
                int total = 0;
                int top = height;
                for (const Band& band : row.column(x)) {
                    QVERIFY(band.top < band.bottom && band.bottom <= height);
                    total += band.bottom - band.top;
                    top = std::min(top, static_cast<int>(band.top));
                }
                QVERIFY(total <= height);
                QCOMPARE(total, height - top);
            }
        }
    }

    void aWideSegmentIsARunForWords() {
        TraceBuilder builder;
        const LaneId lane = builder.lane("worker");
        const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
        builder.begin(0, lane).wake(0, lane).wait(400, lane, lock).block(400, lane).wake(600, lane);
        builder.acquire(600, lane, lock);
        const auto trace = builder.build_closed(1'000);
        const BandRow row = row_of(*trace, 0, 1'000, 100);
        QCOMPARE(row.runs().size(), std::size_t{3});
        QCOMPARE(row.runs()[1].begin, 40);
        QCOMPARE(row.runs()[1].end, 60);
        QCOMPARE(row.runs()[1].subject, lock);
    }

    void aHolderIsShownFreeHeldAndWanted() {
        TraceBuilder builder;
        const LaneId owner = builder.lane("owner");
        const LaneId waiter = builder.lane("waiter");
        const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
        builder.begin(0, owner).begin(0, waiter).wake(0, owner).wake(0, waiter);
        builder.acquire(200, owner, lock)
            .wait(500, waiter, lock)
            .block(500, waiter)
            .release(700, owner, lock);
        builder.wake(700, waiter).acquire(700, waiter, lock).release(900, waiter, lock);
        const auto trace = builder.build_closed(1'000);
        std::vector<ObjectColumn> columns(10);
        object_columns(trace->object(0), 0, 1'000, trace->time_end(), columns);
        BandRow row;
        holder_bands(columns, height, object_styles(ObjectKind::mutex), row);
        QVERIFY(row.column(0).empty());
        QCOMPARE(row.column(3).front().style, held_style);
        QCOMPARE(row.column(6).front().style, contended_style);
        QCOMPARE(row.column(8).front().style, held_style);
        QVERIFY(row.column(9).empty());
        // A name is written in the colour of one ground, so a run has one style.
        QCOMPARE(row.runs().size(), std::size_t{3});
        QCOMPARE(row.runs()[0].subject, std::uint32_t{owner});
        QCOMPARE(row.runs()[0].style, held_style);
        QCOMPARE(row.runs()[1].subject, std::uint32_t{owner});
        QCOMPARE(row.runs()[1].style, contended_style);
        QCOMPARE(row.runs()[2].subject, std::uint32_t{waiter});
        waiter_bands(columns, height, 1, object_styles(ObjectKind::mutex), row);
        QVERIFY(row.column(3).empty());
        QCOMPARE(row.column(6).front().top, std::uint16_t{0});
    }

    void aValueOfNothingIsALineWhereItIsKnown() {
        std::vector<ObjectColumn> columns(5, ObjectColumn{});
        columns[2].value = 3;
        BandRow row;
        value_bands(columns, height, 3, {1, 4}, 1, row);
        QVERIFY2(row.column(0).empty() && row.column(4).empty(), "there is no object yet, and none any more");
        for (const int x : {1, 3}) {
            QCOMPARE(row.column(x).size(), std::size_t{1});
            QCOMPARE(row.column(x).front(), (Band{value_style, height - 1, height}));
        }
        QCOMPARE(row.column(2).front(), (Band{value_style, 0, height}));
        QCOMPARE(row.runs().size(), std::size_t{1}); // only 3 has room for words
    }
};

} // namespace test_timeline_bands

QTEST_GUILESS_MAIN(test_timeline_bands::TestTimelineBands)
#include "test_timeline_bands.moc"
