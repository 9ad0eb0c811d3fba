// SPDX-License-Identifier: GPL-3.0-or-later
// Each family of objects that lanes wait for has the table and the sentence that fit it, with values computed
// by hand.
#include "core/event/acquire_detail.h"
#include "tests/core/trace/trace_builder.h"
#include "tests/ui/example_traces.h"
#include "ui/locks/family_sentence.h"
#include "ui/locks/locks_picture.h"
#include "ui/locks/wait_family.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_lock_families {

std::shared_ptr<const RunWaits> waits_of(std::shared_ptr<const Trace> trace,
                                         const CollectorCounts& counts = {},
                                         const std::optional<TimeRange>& range = {}) {
    return std::make_shared<const RunWaits>(run_waits(std::move(trace), counts, range));
}

/// Returns the words of the table's column in its first row.
QString first_in(const Table& table, const QString& title) {
    for (std::size_t column = 0; column < table.columns.size(); ++column)
        if (table.columns[column].title == title)
            return table.rows.at(0).at(column).text;
    qFatal("no column %s", qPrintable(title));
}

QStringList words_of(const std::vector<Cell>& row) {
    QStringList words;
    for (const Cell& cell : row)
        words << cell.text;
    return words;
}

class TestLockFamilies : public QObject {
    Q_OBJECT

private slots:
    void aQueueShowsLittlesLaw();
    void littlesLawIsToldOfAStretchToo();
    void readersAndWritersAreApart();
    void aSemaphoreHasItsPermits();
    void aBarrierSaysWhoWasLast();
    void aConditionCountsNotificationsThatWokeNobody();
    void aPictureHasTheTableOfItsFamily();
    void plainLocksHaveNothingOfTheirOwn();
};

void TestLockFamilies::aQueueShowsLittlesLaw() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId queue = story.object(ObjectKind::queue, "letters");
    story.set_value(0, a, queue, 0)
        .add(10 * ms, a, EventKind::send, queue, 1)
        .set_value(10 * ms, a, queue, 1);
    story.wait(20 * ms, b, queue)
        .add(60 * ms, b, EventKind::receive, queue, 1)
        .set_value(60 * ms, b, queue, 0);
    const Table table = family_table(*waits_of(story.build_closed(100 * ms)), WaitFamily::queues);
    QCOMPARE(first_in(table, "λ (1/s)"), QString("10"));
    QCOMPARE(first_in(table, "W (ms)"), QString("50.0"));
    QCOMPARE(first_in(table, "λ W"), QString("0.5000"));
    QCOMPARE(first_in(table, "L, measured"), QString("0.5000"));
    QCOMPARE(first_in(table, "Waited (ms)"), QString("40.0"));
}

void TestLockFamilies::littlesLawIsToldOfAStretchToo() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId queue = story.object(ObjectKind::queue, "box");
    story.set_value(20 * ms, a, queue, 0); // nothing is known of it before
    for (std::uint64_t message = 1; message <= 2; ++message) {
        const auto begin = static_cast<std::int64_t>(20 * message) * ms;
        story.add(begin, a, EventKind::send, queue, message).set_value(begin, a, queue, 1);
        story.add(begin + 10 * ms, b, EventKind::receive, queue, message)
            .set_value(begin + 10 * ms, b, queue, 0);
    }
    const std::shared_ptr<const Trace> trace = story.build_closed(60 * ms);
    // 2 messages in 40 ms, each for 10 ms: half a message at a time.
    const auto whole = waits_of(trace);
    QCOMPARE(family_sentence(*whole, whole->objects.front()),
             QString("Little's law: 50 messages a second, each 10.0\u202Fms under way, make a mean length of "
                     "0.5000; measured: 0.5000, at most 1."));
    // From 25 to 45 ms: 1 message came, after 10 ms; it was in it for 5 ms, and the other one for 5 ms.
    const auto part = waits_of(trace, {}, TimeRange{25 * ms, 45 * ms});
    QCOMPARE(family_sentence(*part, part->objects.front()),
             QString("Little's law: 50 messages a second, each 10.0\u202Fms under way, make a mean length of "
                     "0.5000; measured: 0.5000, at most 1."));
    // From 35 to 45 ms none was received: there is nothing to tell a law of.
    const auto none = waits_of(trace, {}, TimeRange{35 * ms, 45 * ms});
    QCOMPARE(family_sentence(*none, none->objects.front()), QString());
    const auto edge = waits_of(trace, {}, TimeRange{28 * ms, 38 * ms});
    QCOMPARE(
        family_sentence(*edge, edge->objects.front()),
        QString("Little's law: 100 messages a second, each 10.0\u202Fms under way, make a mean length of "
                "1; measured: 0.2000, at most 1 (in it: 1 at the begin, 0 at the end; so short a "
                "stretch need not follow the law)."));
}

void TestLockFamilies::readersAndWritersAreApart() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b"), c = story.lane("c");
    const ObjectId lock = story.object(ObjectKind::shared_mutex, "page");
    const auto take = [&](std::int64_t time, LaneId lane, AcquireDetail role) {
        story.add(time * ms, lane, EventKind::acquire, lock, 0, to_detail(role));
    };
    take(0, a, AcquireDetail::as_reader);
    take(5, b, AcquireDetail::as_reader);
    story.wait(10 * ms, c, lock).release(20 * ms, a, lock).release(30 * ms, b, lock);
    take(31, c, AcquireDetail::as_writer);
    story.release(40 * ms, c, lock);
    const auto waits = waits_of(story.build_closed(50 * ms));
    const Table table = family_table(*waits, WaitFamily::shared_locks);
    QCOMPARE(first_in(table, "Read"), QString("2"));
    QCOMPARE(first_in(table, "Written"), QString("1"));
    QCOMPARE(first_in(table, "Most readers"), QString("2"));
    QCOMPARE(first_in(table, "Writers waited (ms)"), QString("21.0"));
    QCOMPARE(first_in(table, "Behind readers (ms)"), QString("20.0"));
    QCOMPARE(family_sentence(*waits, waits->objects.front()),
             QString("Readers took it 2 times, at most 2 at once, without waiting; writers once, and "
                     "waited 21.0\u202Fms, 20.0\u202Fms of it behind readers."));
}

void TestLockFamilies::aSemaphoreHasItsPermits() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId seats = story.object(ObjectKind::semaphore, "seats");
    story.set_value(0, a, seats, 2).acquire(10 * ms, a, seats).set_value(10 * ms, a, seats, 1);
    story.acquire(20 * ms, b, seats).set_value(20 * ms, b, seats, 0);
    story.release(30 * ms, b, seats).set_value(30 * ms, b, seats, 1);
    const auto waits = waits_of(story.build_closed(40 * ms));
    const Table table = family_table(*waits, WaitFamily::semaphores);
    QCOMPARE(first_in(table, "Permits"), QString("2"));
    QCOMPARE(first_in(table, "Most at once"), QString("2"));
    QCOMPARE(family_sentence(*waits, waits->objects.front()),
             QString("2 permits at first, at most 2 taken at once."));
}

void TestLockFamilies::aBarrierSaysWhoWasLast() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId barrier = story.object(ObjectKind::barrier, "round");
    for (const std::int64_t time : {0, 20, 40}) {
        const bool is_a_last = time == 20;
        story.wait(time * ms, is_a_last ? b : a, barrier);
        story.add((time + 6) * ms, is_a_last ? a : b, EventKind::notify, barrier, 1);
        story.give_up((time + 6) * ms, is_a_last ? b : a, barrier, WaitOutcome::satisfied);
    }
    const Table table = family_table(*waits_of(story.build_closed(100 * ms)), WaitFamily::barriers);
    QCOMPARE(first_in(table, "Opened"), QString("3"));
    QCOMPARE(first_in(table, "Last most often"), QString("b (2 of 3)"));
    QCOMPARE(first_in(table, "Longest gathering (ms)"), QString("6.00"));
    // Once more, and both were last twice.
    story.wait(60 * ms, b, barrier).add(66 * ms, a, EventKind::notify, barrier, 1);
    story.give_up(66 * ms, b, barrier, WaitOutcome::satisfied);
    const Table tie = family_table(*waits_of(story.build_closed(100 * ms)), WaitFamily::barriers);
    QCOMPARE(first_in(tie, "Last most often"), QString("a, b (each 2 of 4)"));
}

void TestLockFamilies::aConditionCountsNotificationsThatWokeNobody() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId news = story.object(ObjectKind::condition, "news");
    story.add(1 * ms, b, EventKind::notify, news, 0).wait(2 * ms, a, news);
    const Table table = family_table(*waits_of(story.build_closed(100 * ms)), WaitFamily::conditions);
    QCOMPARE(first_in(table, "Notified"), QString("1"));
    QCOMPARE(first_in(table, "While nobody waited"), QString("1"));
}

void TestLockFamilies::aPictureHasTheTableOfItsFamily() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a");
    const ObjectId seats = story.object(ObjectKind::semaphore, "seats");
    story.set_value(0, a, seats, 2).acquire(10 * ms, a, seats).set_value(10 * ms, a, seats, 1);
    const auto waits = waits_of(story.build_closed(40 * ms));
    const Table table = own_table(*waits, WaitFamily::semaphores);
    QCOMPARE(words_of(table.rows.at(0)), (QStringList{"seats", "1", "2", "1", "0", "–", "0", "1.25"}));
    PictureOptions options;
    options.theme = ThemeName::light;
    const auto height_at = [&](int most) {
        options.size = {1280, most};
        return locks_drawing(waits, seats)(options).size.height();
    };
    QVERIFY(height_at(720) > height_at(250)); // there is no room for it
}

void TestLockFamilies::plainLocksHaveNothingOfTheirOwn() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.acquire(1 * ms, a, lock).release(2 * ms, a, lock);
    const auto waits = waits_of(story.build_closed(10 * ms));
    QVERIFY(own_table(*waits, WaitFamily::locks).columns.empty());
    QCOMPARE(first_in(family_table(*waits, WaitFamily::locks), "Taken"), QString("1"));
}

} // namespace test_lock_families

QTEST_MAIN(test_lock_families::TestLockFamilies)
#include "test_lock_families.moc"
