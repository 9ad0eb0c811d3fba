// SPDX-License-Identifier: GPL-3.0-or-later
// Where records are missing, a lane and its objects say so and claim nothing that was not told.
#include "tests/core/trace/trace_builder.h"

#include <QTest>

#include <limits>

using namespace interleave;
using namespace interleave::test;

namespace test_lane_missing {

constexpr std::int64_t lasts = std::numeric_limits<std::int64_t>::max();

TraceBuilder& lose(TraceBuilder& story, std::int64_t time, LaneId lane, std::uint64_t count) {
    return story.add(time, lane, EventKind::records_lost, no_object, count);
}

LaneState state_at(const Lane& lane, std::int64_t time) {
    return lane.segments()[lane.segment_at(time)].state;
}

LaneId holder_at(const Object& object, std::int64_t time) {
    return object.changes()[object.change_at(time)].holder;
}

class TestLaneMissing : public QObject {
    Q_OBJECT

private slots:
    void aStretchLastsFromTheFirstLostRecordToTheNextOne() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        const LaneId other = story.lane("x");
        story.begin(0, lane).begin(0, other);
        lose(story, 100, lane, 7);
        story.add(150, other, EventKind::mark).add(200, lane, EventKind::mark);
        lose(story, 300, lane, 2);
        lose(story, 350, lane, 3); // more of the same
        const auto trace = story.build(400);
        const MissingSequence& missing = trace->lane(lane).missing();
        QCOMPARE(missing.size(), 2U);
        QVERIFY((missing[0] == MissingStretch{100, 200, 7}));
        QVERIFY((missing[1] == MissingStretch{300, lasts, 5}));
        QVERIFY(trace->lane(other).missing().empty());
    }

    void aStretchEndsWithItsLane() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        story.begin(0, lane);
        lose(story, 100, lane, 7);
        const auto trace = story.build_closed(400);
        QVERIFY((trace->lane(lane).missing()[0] == MissingStretch{100, 400, 7}));
        QCOMPARE(trace->lane(lane).missing().size(), 1U);
        QVERIFY2(trace->lane(lane).events().size() == 1, "a loss is no event of the lane");
    }

    void noWaitAndNoWorkIsToldWhereRecordsAreMissing() {
        TraceBuilder story(false);
        const LaneId lane = story.lane("w");
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        const ObjectId label = story.object(ObjectKind::label, "work");
        story.begin(0, lane).add(10, lane, EventKind::work_begin, label).wait(20, lane, lock);
        lose(story, 100, lane, 9);
        story.add(200, lane, EventKind::sleep_begin);
        const auto trace = story.build(300);
        const Lane& shown = trace->lane(lane);
        QVERIFY(state_at(shown, 50) == LaneState::waiting_lock);
        QVERIFY(state_at(shown, 150) == LaneState::unknown);
        QCOMPARE(shown.segments()[shown.segment_at(150)].object, 0);
        QVERIFY(state_at(shown, 250) == LaneState::sleeping);
        QCOMPARE(shown.innermost_work_row(50), std::size_t{0});
        QCOMPARE(shown.innermost_work_row(150), nowhere);
        const Object& object = trace->object(lock - 1);
        QCOMPARE(object.changes()[object.change_at(150)].waiters, 0);
    }

    void whatTheKernelToldStays() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        story.begin(0, lane).wait(1'000, lane, lock).block(2'000, lane).wake(5'000, lane);
        lose(story, 10'000, lane, 9);
        story.block(20'000, lane).wake(30'000, lane).preempt(40'000, lane);
        const auto trace = story.build(50'000);
        const Lane& shown = trace->lane(lane);
        QVERIFY(state_at(shown, 15'000) == LaneState::running);
        QCOMPARE(shown.segments()[shown.segment_at(15'000)].flags, 0); // not known to be within a wait
        QVERIFY2(state_at(shown, 25'000) == LaneState::off_cpu, "it blocked, why is not known");
        QVERIFY(state_at(shown, 35'000) == LaneState::running);
        QVERIFY(state_at(shown, 45'000) == LaneState::ready);
    }

    void noLockIsHeldAcrossMissingRecords_data() {
        QTest::addColumn<int>("locks");
        QTest::newRow("one") << 1;
        QTest::newRow("more than are noted") << 40;
    }
    void noLockIsHeldAcrossMissingRecords() {
        QFETCH(int, locks);
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        const LaneId other = story.lane("x");
        std::vector<ObjectId> held;
        story.begin(0, lane).begin(0, other);
        for (int i = 0; i < locks; ++i) {
            held.push_back(story.object(ObjectKind::mutex, "lock"));
            story.acquire(10, lane, held.back());
        }
        const ObjectId of_other = story.object(ObjectKind::mutex, "other");
        story.acquire(20, other, of_other);
        lose(story, 100, lane, 1);
        story.release(200, lane, held.front()).acquire(250, lane, held.front());
        const auto trace = story.build(300);
        for (const ObjectId lock : held) {
            QCOMPARE(holder_at(trace->object(lock - 1), 50), lane);
            QCOMPARE(holder_at(trace->object(lock - 1), 150), no_lane);
        }
        QCOMPARE(holder_at(trace->object(of_other - 1), 150), other);
        QCOMPARE(holder_at(trace->object(held.front() - 1), 275), lane);
    }

    void aLockThatMayBeHeldIsNotCalledHandedOver() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        const LaneId other = story.lane("x");
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        story.begin(0, lane).begin(0, other).acquire(10, lane, lock).wait(20, other, lock);
        lose(story, 100, lane, 1);
        story.acquire(200, other, lock).wait(250, lane, lock).release(300, other, lock);
        const auto trace = story.build(400);
        const Object& object = trace->object(lock - 1);
        QVERIFY(!object.changes()[object.change_at(150)].handing_off());
        QVERIFY(object.changes()[object.change_at(350)].handing_off());
    }

    void countsAreFoundByTime() {
        MissingSequence missing;
        for (int i = 0; i < 1000; ++i) {
            missing.lose(i * 10, 2);
            missing.end(i * 10 + 5);
        }
        missing.lose(10'000, 50);
        QCOMPARE(missing.size(), 1001U);
        QCOMPARE(missing.count_of(0, 1001), 2050U);
        QCOMPARE(missing.count_between(0, 20'000), 2050U);
        QCOMPARE(missing.count_between(12, 13), 2U);
        QCOMPARE(missing.count_between(16, 19), 0U);
        QCOMPARE(missing.count_between(5, 10), 4U); // both ends count
        QCOMPARE(missing.count_between(30'000, 40'000), 50U);
        QCOMPARE(missing.first_after(15), 2U);
        QCOMPARE(missing.first_after(9'999), 1000U);
    }

    void timesThatStepBackAreBounded() {
        MissingSequence missing;
        missing.lose(100, ~std::uint64_t{0});
        missing.end(50);
        missing.lose(20, 1); // the count wraps, as only a hostile writer makes it
        missing.end(10);
        QVERIFY(missing[0].begin == 100 && missing[0].end == 100);
        QVERIFY(missing[1].begin == 100 && missing[1].end == 100);
        missing.end(500);
        QCOMPARE(missing.size(), 2U);
    }

    void lostSwitchesHaveTheirPlaceWhereItIsKnown() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        const auto lost = [&](std::int64_t time, std::uint64_t count, std::uint16_t detail) {
            story.add(time, no_lane, EventKind::switches_lost, no_object, count, detail);
        };
        story.begin(0, lane);
        lost(10'000, 0, 1);
        lost(12'000, 0, 1); // of another CPU
        lost(20'000, 7, 1);
        lost(30'000, 2, 1);
        lost(40'000, 4, 0);
        lost(50'000, 0, 0); // a pause
        const auto trace = story.build(60'000);
        const auto& all = trace->lost_switches();
        QCOMPARE(all.size(), 4U);
        QVERIFY(all[0].since == 10'000 && all[0].time == 20'000 && all[0].count == 7);
        QVERIFY(all[1].since == 10'000 && all[1].time == 30'000);
        QVERIFY(all[2].since == 40'000 && all[2].time == 40'000);
        QVERIFY(all[3].since == 50'000 && all[3].count == 0);
        QVERIFY(state_at(trace->lane(lane), 5'000) == LaneState::running);
        QVERIFY(state_at(trace->lane(lane), 15'000) == LaneState::running_or_ready);
    }
};

} // namespace test_lane_missing

QTEST_APPLESS_MAIN(test_lane_missing::TestLaneMissing)
#include "test_lane_missing.moc"
