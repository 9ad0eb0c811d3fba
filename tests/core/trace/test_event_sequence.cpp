// SPDX-License-Identifier: GPL-3.0-or-later
// The packed events of a lane keep all that was put in, are found by number and by time, forwards and
// backwards, and can be read while more are appended.
#include "core/trace/event_sequence.h"

#include <QTest>

#include <atomic>
#include <limits>
#include <random>
#include <thread>
#include <vector>

using namespace interleave;

namespace test_event_sequence {

/// Returns any number of any size, near zero as often as far from it.
std::int64_t any_number(std::mt19937_64& random) {
    return static_cast<std::int64_t>(random()) >> (random() % 64);
}

std::vector<Event> any_events(std::size_t count) {
    std::mt19937_64 random(7);
    std::vector<Event> events;
    std::int64_t time = -1'000;
    while (events.size() < count) {
        // The steps take one to five bytes.
        time += static_cast<std::int64_t>((random() & 0xffffffffffU) >> (random() % 40));
        events.push_back({time, any_number(random), static_cast<SiteId>(random() % 5 == 0 ? random() : 17),
                          static_cast<std::uint16_t>(random() % 3 == 0 ? random() : 2),
                          static_cast<EventKind>(random() % static_cast<std::uint64_t>(EventKind::count_)),
                          static_cast<std::uint16_t>(random() % 7 == 0 ? random() : 0)});
    }
    return events;
}

void append_all(EventSequence& sequence, const std::vector<Event>& events) {
    for (const Event& event : events)
        sequence.append(event);
}

/// Returns the n-th of the events that the test with the growing sequence writes.
Event nth(std::size_t n) {
    return {static_cast<std::int64_t>(n * 300),
            static_cast<std::int64_t>(n * n),
            static_cast<SiteId>(n % 11),
            static_cast<std::uint16_t>(n % 5),
            n % 2 == 0 ? EventKind::acquire : EventKind::release,
            0};
}

class TestEventSequence : public QObject {
    Q_OBJECT

private slots:
    void eventsKeepWhatTheySay() {
        const std::vector<Event> events = any_events(20'000);
        EventSequence sequence;
        append_all(sequence, events);
        QCOMPARE(sequence.size(), events.size());
        std::size_t next = 0;
        sequence.for_each([&](const Event& event) { QVERIFY(event == events[next++]); });
        QCOMPARE(next, events.size());
    }

    void numbersOfAnySizeAreKept() {
        using Limits = std::numeric_limits<std::int64_t>;
        const std::vector<std::int64_t> numbers{0, Limits::max(), Limits::min(), -1,
                                                1, Limits::min(), Limits::max()};
        std::vector<Event> events;
        for (const std::int64_t number : numbers) // also times, as a hostile worker could write them
            events.push_back({number, number, 0xffffffffU, 0xffff, EventKind::mark, 0xffff});
        EventSequence sequence;
        append_all(sequence, events);
        for (std::size_t i = 0; i < events.size(); ++i)
            QVERIFY(sequence[i] == events[i]);
    }

    void anyPartIsFound() {
        const std::vector<Event> events = any_events(1'000);
        EventSequence sequence;
        append_all(sequence, events);
        for (const std::size_t first : {0U, 1U, 63U, 64U, 65U, 500U, 999U, 1000U}) {
            for (const std::size_t last : {0U, 1U, 64U, 130U, 1000U}) {
                std::vector<Event> found;
                sequence.for_each(first, last, [&](const Event& event) { found.push_back(event); });
                const std::vector<Event> expected(events.begin() +
                                                      static_cast<std::ptrdiff_t>(std::min(first, last)),
                                                  events.begin() + static_cast<std::ptrdiff_t>(last));
                QVERIFY(found == expected);
            }
            std::size_t left = first;
            sequence.backwards(first, [&](const Event& event) { return event == events[--left]; });
            QCOMPARE(left, std::size_t{0});
        }
        for (std::size_t i = 0; i < events.size(); ++i)
            QVERIFY(sequence[i] == events[i]);
    }

    void goingBackwardsEndsWhenTheVisitorSaysSo() {
        EventSequence sequence;
        append_all(sequence, any_events(300));
        std::size_t visited = 0;
        sequence.backwards(300, [&](const Event&) { return ++visited < 100; });
        QCOMPARE(visited, std::size_t{100});
    }

    void eventsAreFoundByTime() {
        const std::vector<Event> events = any_events(1'000);
        EventSequence sequence;
        QCOMPARE(sequence.first_at(0), std::size_t{0});
        append_all(sequence, events);
        const auto expected = [&](std::int64_t time) {
            std::size_t index = 0;
            while (index < events.size() && events[index].time < time)
                ++index;
            return index;
        };
        for (const Event& event : events) {
            for (const std::int64_t time : {event.time - 1, event.time, event.time + 1})
                QCOMPARE(sequence.first_at(time), expected(time));
        }
    }

    void blocksTellOfEventsOnlyWhereThereAreSome() {
        const std::vector<Event> events = any_events(1'000);
        EventSequence sequence;
        std::size_t hint = 0;
        QVERIFY(!sequence.begins_block_in(0, 1'000'000'000, hint));
        append_all(sequence, events);
        const std::int64_t first = events.front().time;
        const std::int64_t last = events.back().time;
        QVERIFY(sequence.begins_block_in(first, first + 1, hint));
        QVERIFY(!sequence.begins_block_in(last + 1, last + 1'000, hint));
        QVERIFY(!sequence.begins_block_in(first, first, hint));
        int told = 0;
        const std::int64_t step = (last - first) / 40 + 1;
        for (std::int64_t from = first; from < last; from += step) {
            if (!sequence.begins_block_in(from, from + step, hint))
                continue;
            ++told;
            const std::size_t index = sequence.first_at(from);
            QVERIFY(index < events.size() && events[index].time < from + step);
        }
        QVERIFY2(told > 10, qPrintable(QString::number(told))); // of 16 blocks
    }

    void aLockTakenAndReleasedNeedsFewBytes() {
        EventSequence sequence;
        for (std::size_t n = 0; n < 100'000; ++n)
            sequence.append({static_cast<std::int64_t>(n * 300), 0, static_cast<SiteId>(20 + n % 2), 3,
                             n % 2 == 0 ? EventKind::acquire : EventKind::release, 0});
        const double per_event = static_cast<double>(sequence.bytes()) / 100'000;
        QVERIFY2(per_event <= 5, qPrintable(QString::number(per_event)));
    }

    void readersSeeWholeEventsWhileItGrows() {
        constexpr std::size_t count = 100'000;
        EventSequence sequence;
        std::atomic<bool> wrong{false};
        const auto read = [&](auto&& look) {
            std::size_t size = 0;
            while (size < count && !wrong) {
                size = sequence.size();
                look(size);
            }
        };
        std::thread latest([&] {
            read([&](std::size_t size) {
                if (size > 0 && !(sequence[size - 1] == nth(size - 1)))
                    wrong = true;
                if (size > 0 && sequence.first_at(nth(size - 1).time) != size - 1)
                    wrong = true;
            });
        });
        std::thread last_few([&] {
            read([&](std::size_t size) {
                std::size_t n = size - std::min<std::size_t>(size, 200);
                sequence.for_each(n, size, [&](const Event& event) {
                    if (!(event == nth(n++)))
                        wrong = true;
                });
            });
        });
        for (std::size_t n = 0; n < count; ++n)
            sequence.append(nth(n));
        latest.join();
        last_few.join();
        QVERIFY(!wrong);
    }
};

} // namespace test_event_sequence

QTEST_APPLESS_MAIN(test_event_sequence::TestEventSequence)
#include "test_event_sequence.moc"
