// SPDX-License-Identifier: GPL-3.0-or-later
// The tasks and the named work of a lane: when it was at which.
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace {

/// Returns each stretch with its end: "0-10 a#1, 10-20 -".
QString described(const Trace& trace, const Lane& lane) {
    QStringList words;
    for (std::size_t i = 0; i < lane.work().size(); ++i) {
        const WorkStretch& stretch = lane.work()[i];
        const Object* name = trace.find_object(stretch.object);
        words << QStringLiteral("%1 %2%3")
                     .arg(stretch.begin)
                     .arg(name == nullptr ? QStringLiteral("-") : QString::fromStdString(name->name()))
                     .arg(stretch.number == 0 ? QString() : QStringLiteral("#%1").arg(stretch.number));
    }
    return words.join(QStringLiteral(", "));
}

} // namespace

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
        QCOMPARE(lane.work_at(9), nowhere);
        QCOMPARE(lane.work_at(10), std::size_t{0});
        QCOMPARE(lane.work_at(30), std::size_t{2});
        QCOMPARE(lane.work_at(30, 3), std::size_t{2});
    }

    void ofWorkWithinWorkTheInnermostCounts() {
        TraceBuilder story;
        const LaneId worker = story.lane("worker 1");
        const ObjectId outer = story.object(ObjectKind::future, "task");
        const ObjectId inner = story.object(ObjectKind::label, "sum");
        story.begin(0, worker);
        story.add(10, worker, EventKind::task_begin, outer, 7);
        story.add(20, worker, EventKind::work_begin, inner).add(30, worker, EventKind::work_end, inner);
        story.add(40, worker, EventKind::task_end, outer, 7);
        const auto trace = story.build(60);
        QCOMPARE(described(*trace, trace->lane(0)), QStringLiteral("10 task#7, 20 sum, 30 task#7, 40 -"));
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
    }
};

QTEST_APPLESS_MAIN(TestLaneWork)
#include "test_lane_work.moc"
