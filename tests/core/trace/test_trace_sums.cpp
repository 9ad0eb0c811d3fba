// SPDX-License-Identifier: GPL-3.0-or-later
// Sums over lanes and objects agree with simple additions, on random traces.
#include "tests/core/trace/trace_builder.h"

#include "core/trace/gallop.h"

#include <QTest>

#include <random>

using namespace interleave;
using namespace interleave::test;

namespace test_trace_sums {

StateTimes added_up(const Lane& lane, std::int64_t from, std::int64_t until) {
    StateTimes times{};
    for (std::size_t i = 0; i < lane.segments().size(); ++i) {
        const std::int64_t begin = std::max(from, lane.segments()[i].begin);
        const std::int64_t end =
            std::min(until, i + 1 < lane.segments().size() ? lane.segments()[i + 1].begin : until);
        if (lane.segments()[i].state != LaneState::absent)
            times[static_cast<std::size_t>(lane.segments()[i].state)] +=
                std::max<std::int64_t>(0, end - begin);
    }
    return times;
}

ObjectTimes added_up(const Object& object, std::int64_t from, std::int64_t until) {
    ObjectTimes times;
    for (std::size_t i = 0; i < object.changes().size(); ++i) {
        const ObjectChange& change = object.changes()[i];
        const std::int64_t begin = std::max(from, change.time());
        const std::int64_t end =
            std::min(until, i + 1 < object.changes().size() ? object.changes()[i + 1].time() : until);
        const std::int64_t length = std::max<std::int64_t>(0, end - begin);
        times.waited += length * change.waiters;
        times.held += change.holder != no_lane ? length : 0;
        times.contended_held += change.holder != no_lane && change.waiters > 0 ? length : 0;
        times.handing_off += change.holder == no_lane && change.waiters > 0 ? length : 0;
        if (change.kind() == EventKind::acquire && change.time() >= from && change.time() < until) {
            ++times.obtained;
            times.contended += i > 0 && object.changes()[i - 1].waiters > change.waiters ? 1 : 0;
        }
    }
    return times;
}

std::int64_t any_time(std::mt19937_64& random, std::int64_t end) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(end + 200)) - 100;
}

QString words(const ObjectTimes& times) {
    return QStringLiteral("held %1, contended %2, hand-off %3, waited %4, obtained %5, contended %6")
        .arg(times.held)
        .arg(times.contended_held)
        .arg(times.handing_off)
        .arg(times.waited)
        .arg(times.obtained)
        .arg(times.contended);
}

class TestTraceSums : public QObject {
    Q_OBJECT

private slots:
    void gallopingFindsWhatCountingFinds() {
        std::mt19937_64 random(7);
        for (std::size_t count = 0; count < 70; ++count) {
            for (std::size_t prefix = 0; prefix <= count; ++prefix) {
                for (const std::size_t hint : {std::size_t{0}, prefix, count / 2, count, nowhere,
                                               static_cast<std::size_t>(random() % (count + 1))})
                    QCOMPARE(gallop(count, hint,
                                    [&](std::size_t i) {
                                        // The search never asks for an index out of range.
                                        return i < count ? i < prefix : throw std::out_of_range("gallop");
                                    }),
                             prefix);
            }
        }
    }

    void sequencesHandOutWhatWasPutIn() {
        AppendOnly<int, 4> numbers;
        for (int i = 0; i < 1000; ++i)
            numbers.push_back(i);
        QCOMPARE(numbers.size(), std::size_t{1000});
        for (std::size_t first = 0; first < 1000; first += 37) {
            std::size_t next = first;
            while (next < 990) {
                const auto run = numbers.contiguous(next, 990);
                QVERIFY(!run.empty());
                for (const int number : run)
                    QCOMPARE(number, static_cast<int>(next++));
            }
            QVERIFY(next == std::max<std::size_t>(first, 990));
        }
    }

    void stateTimesOfAnyStretchAreExact() {
        const auto trace = busy_trace(3, 2'000);
        std::mt19937_64 random(1);
        for (std::size_t l = 0; l < trace->lane_count(); ++l) {
            const Lane& lane = trace->lane(l);
            QVERIFY(lane.segments().size() > 1'500);
            for (int i = 0; i < 500; ++i) {
                std::int64_t from = any_time(random, trace->time_end());
                std::int64_t until = any_time(random, trace->time_end());
                if (from > until)
                    std::swap(from, until);
                QVERIFY(lane.times_between(from, until) == added_up(lane, from, until));
            }
        }
    }

    void theHintChangesNothing() {
        const auto trace = busy_trace(1, 1'000);
        const Lane& lane = trace->lane(0);
        std::mt19937_64 random(2);
        for (int i = 0; i < 2'000; ++i) {
            const std::int64_t time = any_time(random, trace->time_end());
            std::size_t expected = nowhere;
            for (std::size_t s = 0; s < lane.segments().size() && lane.segments()[s].begin <= time; ++s)
                expected = s;
            QCOMPARE(lane.segment_at(time, random() % (lane.segments().size() + 10)), expected);
            QCOMPARE(lane.segment_at(time), expected);
        }
    }

    void theNextSegmentOfAStateIsFoundHoweverFar() {
        TraceBuilder story;
        const LaneId lane = story.lane("w");
        const ObjectId lock = story.object(ObjectKind::mutex, "m");
        story.begin(0, lane);
        std::int64_t time = 0;
        const auto after = [&time](std::int64_t ns) { return time += ns; };
        std::vector<std::int64_t> waits;
        for (int i = 0; i < 3'000; ++i) {
            const bool waits_now = i == 1'700 || i == 1'701 || i == 2'900;
            if (waits_now)
                story.wait(after(10), lane, lock);
            story.block(after(10), lane);
            if (waits_now)
                waits.push_back(time);
            story.wake(after(10), lane);
            if (waits_now)
                story.acquire(after(10), lane, lock).release(after(10), lane, lock);
        }
        const auto trace = story.build(time + 10);
        const Lane& found = trace->lane(lane);
        const std::size_t count = found.segments().size();
        std::size_t next = 0;
        for (const std::int64_t wait : waits) {
            next = found.find_state(LaneState::waiting_lock, next, count);
            QVERIFY(next < count);
            QCOMPARE(found.segments()[next].begin, wait);
            ++next;
        }
        QCOMPARE(found.find_state(LaneState::waiting_lock, next, count), count);
        QCOMPARE(found.find_state(LaneState::waiting_gil, 0, count), count);
    }

    void objectTimesOfAnyStretchAreExact() {
        const auto trace = busy_trace(4, 3'000, 5);
        const Object& lock = trace->object(0);
        QVERIFY(lock.changes().size() > 3'000);
        std::mt19937_64 random(3);
        for (int i = 0; i < 1'000; ++i) {
            std::int64_t from = any_time(random, trace->time_end());
            std::int64_t until = any_time(random, trace->time_end());
            if (from > until)
                std::swap(from, until);
            const ObjectTimes expected = added_up(lock, from, until);
            const ObjectTimes actual = lock.times_between(from, until);
            QVERIFY2(actual == expected,
                     qPrintable(words(actual) + QStringLiteral(" is not ") + words(expected)));
            std::uint16_t most = 0;
            for (std::size_t c = 0; c < lock.changes().size(); ++c) {
                const bool ends_before =
                    c + 1 < lock.changes().size() && lock.changes()[c + 1].time() <= from;
                if (!ends_before && lock.changes()[c].time() < until && from < until)
                    most = std::max(most, lock.changes()[c].waiters);
            }
            QCOMPARE(lock.most_waiters(from, until), most);
        }
    }

    void eventsAreFoundByTime() {
        const auto trace = busy_trace(1, 500);
        const Lane& lane = trace->lane(0);
        std::mt19937_64 random(4);
        for (int i = 0; i < 500; ++i) {
            const std::int64_t time = any_time(random, trace->time_end());
            std::size_t expected = 0;
            while (expected < lane.events().size() && lane.events()[expected].time < time)
                ++expected;
            QCOMPARE(lane.events().first_at(time), expected);
        }
    }

    void aTraceOfContendedLocksTakesAtMost48BytesAnEvent() {
        const auto trace = busy_trace(4, 200'000);
        const double per_event =
            static_cast<double>(trace->bytes()) / static_cast<double>(trace->event_count());
        QVERIFY2(per_event <= 48, qPrintable(QString::number(per_event)));
    }
};

} // namespace test_trace_sums

QTEST_APPLESS_MAIN(test_trace_sums::TestTraceSums)
#include "test_trace_sums.moc"
