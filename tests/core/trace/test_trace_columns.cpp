// SPDX-License-Identifier: GPL-3.0-or-later
// Pixel columns have exact shares at every zoom, and no wait is ever averaged away.
#include "tests/core/trace/trace_builder.h"

#include "core/trace/columns.h"

#include <QTest>

#include <numeric>
#include <random>

using namespace interleave;
using namespace interleave::test;

namespace test_trace_columns {

constexpr std::int64_t far_end = std::int64_t{1} << 46;

double share(const LaneColumn& column, LaneState state) {
    return static_cast<double>(column.share[static_cast<std::size_t>(state)]);
}

std::int64_t edge(std::int64_t from, std::int64_t until, std::size_t i, std::size_t count) {
    return from + static_cast<std::int64_t>(static_cast<long double>(until - from) *
                                            static_cast<long double>(i) / static_cast<long double>(count));
}

void compare_with_lane(const Lane& lane, std::int64_t from, std::int64_t until, std::size_t count) {
    std::vector<LaneColumn> columns(count);
    lane_columns(lane, from, until, far_end, columns);
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t begin = edge(from, until, i, count);
        const std::int64_t end = std::max(begin + 1, edge(from, until, i + 1, count));
        const StateTimes times = lane.times_between(begin, end);
        LaneState worst = LaneState::absent;
        double sum = 0;
        for (std::size_t s = 0; s < state_count; ++s) {
            sum += static_cast<double>(columns[i].share[s]);
            if (s == 0)
                continue;
            const double expected = static_cast<double>(times[s]) / static_cast<double>(end - begin);
            QVERIFY(std::abs(static_cast<double>(columns[i].share[s]) - expected) < 1e-5);
            if (times[s] > 0 && is_wait(static_cast<LaneState>(s)))
                worst = static_cast<LaneState>(s);
        }
        QVERIFY(std::abs(sum - 1) < 1e-5);
        if (worst != LaneState::absent)
            QCOMPARE(columns[i].worst, worst);
        else
            QVERIFY(!is_wait(columns[i].worst));
        const std::size_t first = lane.segment_at(begin);
        QCOMPARE(columns[i].single,
                 first == lane.segment_at(end - 1) || (first == nowhere && times == StateTimes{}));
    }
}

void compare_with_object(const Object& object, std::int64_t from, std::int64_t until, std::size_t count) {
    std::vector<ObjectColumn> columns(count);
    object_columns(object, from, until, far_end, columns);
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t begin = edge(from, until, i, count);
        const std::int64_t end = std::max(begin + 1, edge(from, until, i + 1, count));
        const ObjectTimes times = object.times_between(begin, end);
        const auto close = [&](float part, std::int64_t time) {
            return std::abs(static_cast<double>(part) -
                            static_cast<double>(time) / static_cast<double>(end - begin)) < 1e-4;
        };
        QVERIFY(close(columns[i].held, times.held));
        QVERIFY(close(columns[i].contended_held, times.contended_held));
        QVERIFY(close(columns[i].handing_off, times.handing_off));
        QVERIFY(close(columns[i].mean_waiters, times.waited));
        QVERIFY(columns[i].max_waiters <= object.most_waiters(begin, end));
        if (times.waited > 0)
            QVERIFY(columns[i].max_waiters >= 1);
        const std::size_t last = object.change_at(end - 1);
        QCOMPARE(columns[i].value, last == nowhere ? 0 : object.changes()[last].value);
    }
}

class TestTraceColumns : public QObject {
    Q_OBJECT

private slots:
    void sharesAreExactAtEveryZoom_data() {
        QTest::addColumn<qint64>("part");
        QTest::addColumn<int>("columns");
        for (const qint64 part : {1, 7, 100, 3'000, 100'000}) {
            for (const int columns : {1, 2, 3, 160, 1'601})
                QTest::addRow("a %lldth in %d columns", part, columns) << part << columns;
        }
    }
    void sharesAreExactAtEveryZoom() {
        QFETCH(qint64, part);
        QFETCH(int, columns);
        const auto trace = busy_trace(2, 3'000);
        std::mt19937_64 random(9);
        for (int i = 0; i < 4; ++i) {
            const std::int64_t length = std::max<std::int64_t>(1, trace->time_end() / part);
            const auto from =
                static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(trace->time_end()));
            compare_with_lane(trace->lane(0), from, from + length, static_cast<std::size_t>(columns));
            compare_with_lane(trace->lane(1), -length, length, static_cast<std::size_t>(columns));
        }
    }

    void manySegmentsInAColumnAreFoundWithTheirObject() {
        // So many in a column that its ends are guessed; the lengths are far from even, so that guesses are
        // wrong.
        std::mt19937_64 random(11);
        for (int run = 0; run < 8; ++run) {
            TraceBuilder story;
            const LaneId lane = story.lane("w");
            const ObjectId locks[] = {story.object(ObjectKind::mutex, "m"),
                                      story.object(ObjectKind::queue, "q"),
                                      story.object(ObjectKind::semaphore, "s")};
            std::int64_t time = 50;
            story.begin(time, lane);
            std::int64_t most = 1;
            for (int i = 0; i < 4'000; ++i) {
                if (i % 37 == 0)
                    most = std::int64_t{1} << random() % 20;
                const auto after = [&] {
                    return time += static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
                };
                const ObjectId lock = locks[random() % 3];
                story.wait(after(), lane, lock).block(after(), lane).wake(after(), lane);
                story.acquire(after(), lane, lock).preempt(after(), lane).wake(after(), lane);
            }
            const auto trace = story.build(time + 10);
            const Lane& shown = trace->lane(lane);
            const auto& segments = shown.segments();
            for (const std::size_t count : {1U, 2U, 17U, 33U, 160U, 1'000U}) {
                const std::int64_t from = run % 2 == 0 ? 0 : time / 3;
                compare_with_lane(shown, from, time + 10, count);
                std::vector<LaneColumn> columns(count);
                lane_columns(shown, from, time + 10, time + 10, columns);
                std::size_t first = 0;
                for (std::size_t i = 0; i < count; ++i) {
                    const std::int64_t begin = edge(from, time + 10, i, count);
                    const std::int64_t end = edge(from, time + 10, i + 1, count);
                    while (first + 1 < segments.size() && segments[first + 1].begin <= begin)
                        ++first;
                    std::uint16_t object = 0;
                    for (std::size_t s = first; s < segments.size() && segments[s].begin < end; ++s) {
                        if (segments[s].state == columns[i].worst) {
                            object = segments[s].object;
                            break;
                        }
                    }
                    QCOMPARE(columns[i].object, object);
                }
            }
        }
    }

    void oneShortWaitAmongManyThousandsShows() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        const ObjectId queue = story.object(ObjectKind::queue, "q");
        story.begin(0, lane);
        std::int64_t time = 0;
        const auto after = [&time](std::int64_t ns) { return time += ns; };
        for (int i = 0; i < 20'000; ++i) {
            story.preempt(after(500), lane).wake(after(500), lane);
            if (i == 12'345) {
                story.wait(after(10), lane, queue).block(after(10), lane).wake(after(1), lane);
                story.add(after(10), lane, EventKind::receive, queue);
                story.wait(after(10), lane, lock).block(after(10), lane).wake(after(1), lane);
                story.acquire(after(10), lane, lock).release(after(10), lane, lock);
            }
        }
        const auto trace = story.build(time);
        for (const std::size_t width : {1U, 2U, 5U}) {
            std::vector<LaneColumn> columns(width);
            lane_columns(trace->lane(lane), 0, time, time, columns);
            const auto waits = std::count_if(columns.begin(), columns.end(), [&](const LaneColumn& column) {
                return column.worst == LaneState::waiting_lock && column.object == lock &&
                       share(column, LaneState::waiting_lock) > 0;
            });
            QCOMPARE(waits, 1);
        }
    }

    void oneSegmentIsSingleWithItsObject() {
        TraceBuilder story(false);
        const LaneId lane = story.lane("w");
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        story.begin(100, lane).wait(200, lane, lock).acquire(300, lane, lock);
        const auto trace = story.build(400);
        std::array<LaneColumn, 4> columns;
        lane_columns(trace->lane(lane), 0, 400, 400, columns);
        for (const LaneColumn& column : columns)
            QVERIFY(column.single);
        QCOMPARE(columns[0].worst, LaneState::absent);
        QCOMPARE(columns[1].worst, LaneState::running_or_ready);
        QCOMPARE(columns[2].worst, LaneState::waiting_lock);
        QCOMPARE(ObjectId{columns[2].object}, lock);
        QCOMPARE(columns[3].worst, LaneState::running_or_ready);
    }

    void whatIsNotYetKnownIsAbsent() {
        TraceBuilder story(false);
        const LaneId lane = story.lane("w");
        story.begin(0, lane);
        const auto trace = story.build(250);
        std::array<LaneColumn, 4> columns;
        lane_columns(trace->lane(lane), 0, 400, 250, columns);
        QCOMPARE(share(columns[1], LaneState::running_or_ready), 1.0);
        QCOMPARE(share(columns[2], LaneState::running_or_ready), 0.5);
        QCOMPARE(share(columns[2], LaneState::absent), 0.5);
        QCOMPARE(columns[3].worst, LaneState::absent);
        QVERIFY(columns[3].single);
    }

    void anEmptyLaneAndNoColumnsAreFine() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        const auto trace = story.build(10);
        lane_columns(trace->lane(lane), 0, 10, 10, {});
        std::array<LaneColumn, 3> columns;
        lane_columns(trace->lane(lane), 0, 10, 10, columns);
        QCOMPARE(share(columns[1], LaneState::absent), 1.0);
        lane_columns(trace->lane(lane), 5, 5, 10, columns);
        QCOMPARE(share(columns[2], LaneState::absent), 1.0);
    }

    void anObjectsColumnsAreExact() {
        const auto trace = busy_trace(4, 2'000);
        const Object& lock = trace->object(0);
        for (const std::size_t count : {1U, 3U, 200U, 1'600U, 20'000U})
            compare_with_object(lock, 0, trace->time_end(), count);
    }

    void anObjectsColumnsAreExactHoweverUnevenItsChangesAre() {
        // As with lanes, most guesses at the columns' ends are wrong.
        std::mt19937_64 random(12);
        TraceBuilder story(false);
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        const LaneId lanes[] = {story.lane("a"), story.lane("b"), story.lane("c")};
        std::int64_t time = 50;
        for (const LaneId lane : lanes)
            story.begin(time, lane);
        std::int64_t most = 1;
        for (int i = 0; i < 4'000; ++i) {
            if (i % 37 == 0)
                most = std::int64_t{1} << random() % 20;
            const auto after = [&] {
                return time += static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
            };
            const std::size_t first = random() % 3;
            const LaneId holder = lanes[first];
            const LaneId waiter = lanes[(first + 1) % 3];
            story.acquire(after(), holder, lock).wait(after(), waiter, lock).release(after(), holder, lock);
            story.acquire(after(), waiter, lock).release(after(), waiter, lock);
        }
        const auto trace = story.build(time + 10);
        for (const std::int64_t from : {std::int64_t{0}, time / 3})
            for (const std::size_t count : {1U, 2U, 17U, 160U, 1'000U, 30'000U})
                compare_with_object(trace->object(0), from, time + 10, count);
    }

    void aColumnNamesItsOnlyHolder() {
        TraceBuilder story(false);
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        const LaneId a = story.lane("a");
        const LaneId b = story.lane("b");
        story.begin(0, a).begin(0, b).acquire(10, a, lock).release(90, a, lock).acquire(110, b, lock);
        story.release(150, b, lock).acquire(160, a, lock).release(190, a, lock);
        const auto trace = story.build(400);
        std::array<ObjectColumn, 4> columns;
        object_columns(trace->object(0), 0, 400, 400, columns);
        QCOMPARE(columns[0].holder, a);
        QVERIFY(!columns[0].several_holders);
        QCOMPARE(columns[1].holder, no_lane);
        QVERIFY(columns[1].several_holders);
        QCOMPARE(columns[2].holder, no_lane);
        QVERIFY(!columns[2].several_holders);
        QCOMPARE(columns[3].held, 0.0F);
    }

    void aColumnsValueIsTheOneAtItsEnd() {
        TraceBuilder story(false);
        const ObjectId queue = story.object(ObjectKind::queue, "q");
        const LaneId a = story.lane("a");
        story.begin(0, a);
        for (int i = 1; i <= 10; ++i)
            story.set_value(i * 10 - 5, a, queue, static_cast<std::uint64_t>(i));
        const auto trace = story.build(100);
        std::array<ObjectColumn, 5> columns;
        object_columns(trace->object(0), 0, 100, 100, columns);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(columns[static_cast<std::size_t>(i)].value, 2 * (i + 1));
    }
};

} // namespace test_trace_columns

QTEST_APPLESS_MAIN(test_trace_columns::TestTraceColumns)
#include "test_trace_columns.moc"
