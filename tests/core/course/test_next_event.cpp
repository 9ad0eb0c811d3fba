// SPDX-License-Identifier: GPL-3.0-or-later
// In a run that stands still, the next thing of each lane is offered, and the one that comes first is right.
#include "core/course/next_event.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_next_event {

struct Story {
    TraceBuilder builder;
    LaneId first = builder.lane("worker 1");
    LaneId second = builder.lane("worker 2");
    LaneId third = builder.lane("worker 3");
    ObjectId counter = builder.object(ObjectKind::variable, "counter");

    Story() {
        for (const LaneId lane : {first, second, third})
            builder.begin(0, lane);
        builder.add(10, first, EventKind::read, counter, 41).add(20, second, EventKind::read, counter, 41);
        builder.add(40, first, EventKind::write, counter, 42).add(30, second, EventKind::write, counter, 42);
        builder.add(30, third, EventKind::read, counter, 41);
        for (const LaneId lane : {first, second, third})
            builder.end(60 + lane, lane);
    }
};

class TestNextEvent : public QObject {
    Q_OBJECT

private slots:
    void eachLanesNextThingIsOffered() {
        Story story;
        const auto trace = story.builder.build_closed(100);
        const auto question = ask_next_event(*trace, 10);
        QVERIFY(question.has_value());
        QCOMPARE(question->candidates.size(), std::size_t{3});
        QCOMPARE(question->candidates[0].lane, story.first);
        QCOMPARE(question->candidates[0].time, std::int64_t{40});
        QCOMPARE(question->right, std::size_t{1});
        QCOMPARE(question->candidates[question->right].time, std::int64_t{20});
    }

    void whatHappensAtTheSameTimeIsNotAskedFor() {
        Story story;
        const auto trace = story.builder.build_closed(100);
        QVERIFY(!ask_next_event(*trace, 25).has_value()); // two lanes at 30
    }

    void whereLessThanTwoLanesGoOnNothingIsAsked() {
        Story story;
        const auto trace = story.builder.build_closed(100);
        QVERIFY(ask_next_event(*trace, 60).has_value());
        QVERIFY(!ask_next_event(*trace, 61).has_value());
        QVERIFY(!ask_next_event(*trace, 99).has_value());
    }

    void whatTheEndOfTheRunBringsAboutIsNoDeed() {
        TraceBuilder builder;
        const LaneId first = builder.lane("A to B");
        const LaneId second = builder.lane("B to A");
        const ObjectId lock = builder.object(ObjectKind::mutex, "account B");
        builder.begin(0, first)
            .begin(0, second)
            .acquire(10, second, lock)
            .wait(20, first, lock)
            .wait(25, second, lock);
        builder.give_up(90, second, lock, WaitOutcome::stopped)
            .release(91, second, lock)
            .acquire(92, first, lock);
        const auto trace = builder.build_closed(100);
        QVERIFY(ask_next_event(*trace, 15).has_value());
        QVERIFY(!ask_next_event(*trace, 30).has_value());
    }

    void whereRecordsAreMissingNobodyKnows() {
        Story story;
        story.builder.add(35, story.third, EventKind::records_lost, no_object, 7);
        const auto trace = story.builder.build_closed(100);
        QVERIFY(!ask_next_event(*trace, 10).has_value());
    }

    void notMoreLanesThanOneCanReadAreOffered() {
        TraceBuilder builder;
        const ObjectId counter = builder.object(ObjectKind::variable, "counter");
        for (int i = 0; i < 12; ++i) {
            const LaneId lane = builder.lane("worker " + std::to_string(i));
            builder.begin(0, lane).add(100 - i, lane, EventKind::read, counter, 1).end(200, lane);
        }
        const auto trace = builder.build_closed(300);
        const auto question = ask_next_event(*trace, 10);
        QVERIFY(question.has_value());
        QCOMPARE(question->candidates.size(), most_candidates);
        QCOMPARE(question->candidates[question->right].time, std::int64_t{89});
    }
};

} // namespace test_next_event

QTEST_GUILESS_MAIN(test_next_event::TestNextEvent)
#include "test_next_event.moc"
