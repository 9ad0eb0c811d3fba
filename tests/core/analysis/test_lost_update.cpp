// SPDX-License-Identifier: GPL-3.0-or-later
// A write that overwrites what its lane has not seen loses an update; any other does not.
#include "core/analysis/lost_update.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_lost_update {

/// Two workers that use a counter.
struct Story {
    TraceBuilder builder;
    LaneId first = builder.lane("worker 1");
    LaneId second = builder.lane("worker 2");
    ObjectId counter = builder.object(ObjectKind::variable, "counter");

    Story() { builder.begin(0, first).begin(0, second); }
    Story& read(std::int64_t time, LaneId lane, std::uint64_t value) {
        builder.add(time, lane, EventKind::read, counter, value);
        return *this;
    }
    Story& write(std::int64_t time, LaneId lane, std::uint64_t value) {
        builder.add(time, lane, EventKind::write, counter, value);
        return *this;
    }
};

/// Returns the update that the lane's event at `time` loses.
std::optional<LostUpdate> lost_at(const Trace& trace, LaneId lane, std::int64_t time) {
    return lost_update_at(trace, trace.lane(lane), trace.lane(lane).events().first_at(time));
}

class TestLostUpdate : public QObject {
    Q_OBJECT

private slots:
    void bothReadTheSameAndBothWrite() {
        Story story;
        story.read(10, story.first, 41).read(20, story.second, 41);
        story.write(30, story.first, 42).write(40, story.second, 42);
        const auto trace = story.builder.build_closed(100);
        QVERIFY(!lost_at(*trace, story.first, 30));
        const auto lost = lost_at(*trace, story.second, 40);
        QVERIFY(lost.has_value());
        const LostUpdate expected{.variable = story.counter,
                                  .lane = story.second,
                                  .other = story.first,
                                  .read_time = 20,
                                  .other_time = 30,
                                  .write_time = 40,
                                  .value_read = 41,
                                  .value_lost = 42,
                                  .value_written = 42};
        QVERIFY(*lost == expected);
    }

    void whoHasSeenTheOtherWriteLosesNothing() {
        Story story;
        story.read(10, story.first, 41).write(20, story.first, 42);
        story.read(30, story.second, 42).write(40, story.second, 43);
        const auto trace = story.builder.build_closed(100);
        QVERIFY(!lost_at(*trace, story.first, 20));
        QVERIFY(!lost_at(*trace, story.second, 40));
    }

    void aLaneCannotLoseItsOwnWrite() {
        Story story;
        story.read(10, story.first, 1).write(20, story.first, 2).write(30, story.first, 3);
        const auto trace = story.builder.build_closed(100);
        QVERIFY(!lost_at(*trace, story.first, 20));
        QVERIFY(!lost_at(*trace, story.first, 30));
    }

    void aWriteWithoutAReadIsNoUpdate() {
        Story story;
        story.write(10, story.first, 1).write(20, story.second, 2);
        const auto trace = story.builder.build_closed(100);
        QVERIFY(!lost_at(*trace, story.second, 20));
    }

    void aWriteOfAnotherVariableIsNoUpdate() {
        Story story;
        const ObjectId other = story.builder.object(ObjectKind::variable, "other");
        story.read(10, story.second, 1);
        story.builder.add(20, story.first, EventKind::write, other, 7);
        story.write(30, story.second, 2);
        const auto trace = story.builder.build_closed(100);
        QVERIFY(!lost_at(*trace, story.second, 30));
    }

    void ofSeveralWritesTheLastIsTheOneThatIsOverwritten() {
        Story story;
        story.read(10, story.second, 1);
        for (int i = 0; i < 500; ++i) // more than a block of events
            story.write(20 + i, story.first, static_cast<std::uint64_t>(2 + i));
        story.write(1'000, story.second, 2);
        const auto trace = story.builder.build_closed(2'000);
        const auto lost = lost_at(*trace, story.second, 1'000);
        QVERIFY(lost.has_value());
        QCOMPARE(lost->value_lost, std::int64_t{501});
        QCOMPARE(lost->other_time, std::int64_t{519});
    }

    void whereRecordsAreMissingNoUpdateIsToldAsLost() {
        Story story;
        story.read(10, story.second, 41).write(20, story.first, 42);
        // The lane may have read 42 where its records are missing.
        story.builder.add(30, story.second, EventKind::records_lost, no_object, 5);
        story.write(40, story.second, 43);
        const auto trace = story.builder.build_closed(100);
        QVERIFY(!lost_at(*trace, story.second, 40));
    }

    void aReadThatLiesFarBackIsNotLookedFor() {
        Story story;
        story.read(10, story.second, 1).write(20, story.first, 2);
        for (int i = 0; i < 20'000; ++i)
            story.builder.add(100 + i, story.second, EventKind::mark);
        story.write(30'000, story.second, 2);
        const auto trace = story.builder.build_closed(40'000);
        QVERIFY(!lost_at(*trace, story.second, 30'000));
    }

    void readsAndOtherEventsLoseNothing() {
        Story story;
        story.read(10, story.first, 1).write(20, story.second, 2).read(30, story.first, 2);
        const auto trace = story.builder.build_closed(100);
        for (std::size_t index = 0; index < trace->lane(story.first).events().size(); ++index)
            QVERIFY(!lost_update_at(*trace, trace->lane(story.first), index));
    }
};

} // namespace test_lost_update

QTEST_GUILESS_MAIN(test_lost_update::TestLostUpdate)
#include "test_lost_update.moc"
