// SPDX-License-Identifier: GPL-3.0-or-later
// The tasks and the named work of a lane: when it was at which.
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_lane_work {

/// Returns each stretch of a row: "0 a#1, 10 -".
QString described(const Trace& trace, const Lane& lane, std::size_t row = 0) {
    QStringList words;
    const auto& work = lane.work_row(row).stretches();
    for (std::size_t i = 0; i < work.size(); ++i) {
        const WorkStretch& stretch = work[i];
        const Object* name = trace.find_object(stretch.object);
        words << QStringLiteral("%1 %2%3")
                     .arg(stretch.begin)
                     .arg(name == nullptr ? QStringLiteral("-") : QString::fromStdString(name->name()))
                     .arg(stretch.number == 0 ? QString() : QStringLiteral("#%1").arg(stretch.number));
    }
    return words.join(QStringLiteral(", "));
}

class TestLaneWork : public QObject {
    Q_OBJECT

private slots:
    void tasksFollowEachOtherWithGaps() {
        TraceBuilder story;
        const LaneId worker = story.lane("worker 1");
        const ObjectId task = story.object(ObjectKind::future, "square");
        story.begin(0, worker);
        story.add(10, worker, EventKind::task_begin, task, 1).add(20, worker, EventKind::task_end, task, 1);
        story.add(25, worker, EventKind::task_begin, task, 2).add(40, worker, EventKind::task_end, task, 2);
        const auto trace = story.end(50, worker).build(60);
        const Lane& lane = trace->lane(0);
        QCOMPARE(described(*trace, lane), QStringLiteral("10 square#1, 20 -, 25 square#2, 40 -"));
        QCOMPARE(lane.work_row_count(), std::size_t{1});
        const WorkRow& row = lane.work_row(0);
        QCOMPARE(row.at(9), nowhere);
        QCOMPARE(row.at(10), std::size_t{0});
        QCOMPARE(row.at(30), std::size_t{2});
        QCOMPARE(row.at(30, 3), std::size_t{2});
        QCOMPARE(row.busy_until(30, 2), std::int64_t{15});
    }

    void workWithinWorkHasTheNextRow() {
        TraceBuilder story;
        const LaneId worker = story.lane("worker 1");
        const ObjectId outer = story.object(ObjectKind::future, "task");
        const ObjectId inner = story.object(ObjectKind::label, "sum");
        story.begin(0, worker);
        story.add(10, worker, EventKind::task_begin, outer, 7);
        story.add(20, worker, EventKind::work_begin, inner).add(30, worker, EventKind::work_end, inner);
        story.add(40, worker, EventKind::task_end, outer, 7);
        const auto trace = story.build(60);
        QCOMPARE(described(*trace, trace->lane(0)), QStringLiteral("10 task#7, 40 -"));
        QCOMPARE(described(*trace, trace->lane(0), 1), QStringLiteral("20 sum, 30 -"));
        QCOMPARE(trace->lane(0).innermost_work_row(25), std::size_t{1});
        QCOMPARE(trace->lane(0).innermost_work_row(35), std::size_t{0});
        QCOMPARE(trace->lane(0).innermost_work_row(45), nowhere);
    }

    void workInRowsThatAreGivenMayOverlap() {
        TraceBuilder story;
        const LaneId lane = story.lane("requests");
        const ObjectId get = story.object(ObjectKind::label, "get");
        story.add(0, lane, EventKind::work_begin, get, work_row::row(0));
        story.add(10, lane, EventKind::work_begin, get, work_row::row(2));
        story.add(20, lane, EventKind::work_end, get, work_row::row(0));
        story.add(30, lane, EventKind::work_begin, get, work_row::row(0));
        story.add(40, lane, EventKind::work_end, get, work_row::row(2));
        story.add(45, lane, EventKind::work_end, get, work_row::row(1)); // nothing is in that row
        const auto trace = story.build(60);
        QCOMPARE(described(*trace, trace->lane(0)), QStringLiteral("0 get, 20 -, 30 get"));
        QCOMPARE(described(*trace, trace->lane(0), 1), QString());
        QCOMPARE(described(*trace, trace->lane(0), 2), QStringLiteral("10 get, 40 -"));
    }

    void aRowKnowsExactlyHowLongItWasBusy() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker 1");
        const ObjectId sum = story.object(ObjectKind::label, "sum");
        for (int i = 0; i < 1000; ++i)
            story.add(10 * i, lane, EventKind::work_begin, sum)
                .add(10 * i + 3, lane, EventKind::work_end, sum);
        const auto trace = story.build(10'000);
        const WorkRow& row = trace->lane(0).work_row(0);
        for (const std::int64_t time : {0, 1, 3, 5, 320, 322, 5'555, 9'999})
            QCOMPARE(row.busy_until(time, row.at(time)),
                     time / 10 * 3 + std::min<std::int64_t>(3, time % 10));
    }

    void aTraceWithoutStatesShowsWorkAlone() {
        Trace trace(false, false);
        trace.object_appeared({1, ObjectKind::label, "work"});
        trace.object_appeared({2, ObjectKind::variable, "load"});
        trace.lane_appeared({0, LaneKind::thread, 1, 1, no_object, "main"});
        const std::vector<TimedRecord> records{
            {5, 0, 1, 0, EventKind::work_begin, 0, 0, 0},
            {7, 42, 2, 0, EventKind::set_value, 0, no_lane, 0}, // nobody is known to have set it
            {9, 0, 1, 0, EventKind::work_end, 0, 0, 0}};
        trace.records(records);
        trace.close(20);
        const Lane& lane = trace.lane(0);
        QVERIFY(!trace.knows_states() && lane.segments().empty());
        QCOMPARE(lane.begin(), std::int64_t{5});
        QCOMPARE(lane.end(), std::int64_t{20});
        QCOMPARE(described(trace, lane), QStringLiteral("5 work, 9 -"));
        QCOMPARE(lane.times_between(0, 20), StateTimes{});
        QCOMPARE(trace.object(1).changes().back().value, 42);
        QCOMPARE(trace.object(1).changes().back().holder, no_lane);
    }

    void aLaneThatEndsDuringATaskHasNoneAfterwards() {
        TraceBuilder story;
        const LaneId worker = story.lane("worker 1");
        const ObjectId task = story.object(ObjectKind::future, "task");
        story.begin(0, worker).add(10, worker, EventKind::task_begin, task, 1);
        const auto trace = story.end(20, worker).build(60);
        QCOMPARE(described(*trace, trace->lane(0)), QStringLiteral("10 task#1, 20 -"));
    }

    void endsWithoutBeginsAndEndlessBeginsAreTolerated() {
        TraceBuilder story;
        const LaneId worker = story.lane("worker 1");
        const ObjectId task = story.object(ObjectKind::future, "task");
        const ObjectId other = story.object(ObjectKind::future, "other");
        story.begin(0, worker).add(5, worker, EventKind::task_end, task, 1);
        for (int i = 0; i < 1000; ++i)
            story.add(10 + i, worker, EventKind::task_begin, task, 1);
        story.add(2000, worker, EventKind::task_end, other, 1).add(2001, worker, EventKind::task_begin);
        const auto trace = story.build(3000);
        QCOMPARE(described(*trace, trace->lane(0)), QStringLiteral("10 task#1"));
        QCOMPARE(trace->lane(0).work_row_count(), most_work_rows);
    }
};

} // namespace test_lane_work

QTEST_APPLESS_MAIN(test_lane_work::TestLaneWork)
#include "test_lane_work.moc"
