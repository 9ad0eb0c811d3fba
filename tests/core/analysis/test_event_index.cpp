// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a table of events: each is the record that merging all lanes has at that place, for every
// filter, also while the trace grows.
#include "core/analysis/event_index.h"
#include "tests/core/trace/trace_builder.h"

#include <QStringList>
#include <QTest>

#include <algorithm>
#include <limits>

using namespace interleave;
using namespace interleave::test;

namespace test_event_index {

constexpr std::int64_t the_end = std::numeric_limits<std::int64_t>::max();

QString told(const MergedRecord& record) {
    return QString("%1 %2 %3 %4")
        .arg(record.event.time)
        .arg(record.lane)
        .arg(name_of(record.event.kind))
        .arg(record.index);
}

/// Returns the rows of an index, read block by block from its end to its begin.
QStringList rows_of(const EventIndex& index) {
    QStringList rows;
    for (std::size_t end = index.size(); end > 0;) {
        const EventIndex::Rows block = index.rows_around(end - 1);
        for (std::size_t row = end; row-- > block.first;)
            rows << told(block.at(row));
        end = block.first;
    }
    std::ranges::reverse(rows);
    return rows;
}

QStringList rows_of(const Trace& trace, const EventFilter& filter) {
    EventIndex index(trace, filter);
    index.extend(the_end);
    return rows_of(index);
}

/// Returns what a filter lets pass, found without an index.
QStringList merged(const Trace& trace, const EventFilter& filter) {
    MergedRecords records(trace, lanes_of(filter, trace), part_of(filter));
    EventMatcher matcher(trace, filter);
    QStringList rows;
    MergedRecord record;
    while (records.next(record))
        if (matcher.matches(record))
            rows << told(record);
    return rows;
}

/// Two workers and a variable, a lock and a printed line, each with a place in the source.
std::unique_ptr<Trace> small_run() {
    TraceBuilder story(false);
    const LaneId ann = story.lane("Ann"), bob = story.lane("Bob");
    const ObjectId lock = story.object(ObjectKind::mutex, "the lock");
    const ObjectId count = story.object(ObjectKind::variable, "count");
    const std::uint32_t file = story.file("core/scenario/bank.cpp");
    story.begin(1, ann).begin(2, bob);
    story.add(3, ann, EventKind::wait_begin, lock, 0, 0, make_site(file, 41));
    story.add(4, ann, EventKind::acquire, lock, 0, 0, make_site(file, 41));
    story.add(5, ann, EventKind::write, count, 42, 0, make_site(file, 42));
    story.add(6, bob, EventKind::print, no_object, 'h' | 'i' << 8, 0, make_site(file, 50));
    story.add(7, ann, EventKind::release, lock, woken::lane(bob), 0, make_site(file, 43));
    story.add(8, bob, EventKind::read, count, 142, 0, make_site(file, 51));
    return story.build_closed(10);
}

class TestEventIndex : public QObject {
    Q_OBJECT

private slots:
    void eachRowIsTheRecordThatMergingHasThere_data();
    void eachRowIsTheRecordThatMergingHasThere();
    void manyEventsOfOneMomentHaveARowEach();
    void itGrowsWithTheTrace();
    void aMomentLeadsToItsRows();
    void wordsAreFoundInAllThatIsTold_data();
    void wordsAreFoundInAllThatIsTold();
    void aStretchOfLostSwitchesThatBeganBeforeMovesNoRow();
    void itCanBeCancelled();
};

void TestEventIndex::eachRowIsTheRecordThatMergingHasThere_data() {
    QTest::addColumn<int>("which");
    QTest::newRow("everything") << 0;
    QTest::newRow("of one kind") << 1;
    QTest::newRow("of one lane") << 2;
    QTest::newRow("without switches") << 3;
    QTest::newRow("few among many") << 4;
    QTest::newRow("of a stretch") << 5;
}

void TestEventIndex::eachRowIsTheRecordThatMergingHasThere() {
    QFETCH(int, which);
    const auto trace = busy_trace(3, 12'000);
    const EventFilter filters[]{{},
                                {.kind = EventKind::acquire},
                                {.lanes = std::vector<std::size_t>{1}},
                                {.with_switches = false},
                                {.kind = EventKind::lane_begin},
                                {.from = trace->time_end() / 3, .until = trace->time_end() / 2}};
    const EventFilter& filter = filters[which];
    const QStringList expected = merged(*trace, filter);
    QVERIFY(expected.size() >= 3);
    QCOMPARE(rows_of(*trace, filter), expected);
}

void TestEventIndex::manyEventsOfOneMomentHaveARowEach() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId here = story.object(ObjectKind::label, "here");
    for (std::uint64_t i = 0; i < 700; ++i)
        story.add(5, i % 3 == 0 ? a : b, EventKind::mark, here, i);
    const auto trace = story.build_closed(10);
    const QStringList rows = rows_of(*trace, {});
    QCOMPARE(rows.size(), 700);
    QCOMPARE(rows.first(), QString("5 0 mark 0"));
    QCOMPARE(rows.last(), QString("5 1 mark 465"));
    QCOMPARE(QSet<QString>(rows.begin(), rows.end()).size(), 700);
}

void TestEventIndex::itGrowsWithTheTrace() {
    const auto whole = busy_trace(3, 6'000);
    EventIndex steps(*whole, {});
    for (int step = 1; step <= 7; ++step) {
        QVERIFY(steps.extend(whole->time_end() * step / 8));
        QCOMPARE(steps.reached(), whole->time_end() * step / 8);
    }
    const std::size_t before = steps.size();
    QVERIFY(steps.extend(the_end));
    QVERIFY(steps.size() > before);
    QCOMPARE(rows_of(steps), merged(*whole, {}));
}

void TestEventIndex::aMomentLeadsToItsRows() {
    const auto trace = small_run();
    EventIndex index(*trace, {});
    QCOMPARE(index.rows_until(100), std::size_t{0});
    index.extend(the_end);
    QCOMPARE(index.rows_until(0), std::size_t{0});
    QCOMPARE(index.rows_until(1), std::size_t{1});
    QCOMPARE(index.rows_until(5), std::size_t{5});
    QCOMPARE(index.rows_until(100), index.size());
}

void TestEventIndex::wordsAreFoundInAllThatIsTold_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QVariant>("number");
    QTest::addColumn<QList<int>>("times");
    const auto row = [](const char* name, const char* text, QVariant number, QList<int> times) {
        QTest::newRow(name) << QString(text) << number << times;
    };
    // What has not ended ends with the run, without an event.
    row("a lane", "bob", {}, {2, 6, 7, 8}); // at 7 it is woken
    row("an object", "THE LOCK", {}, {3, 4, 7});
    row("a kind, with a space", "wait begin", {}, {3});
    row("a kind, as it is in files", "wait_begin", {}, {3});
    row("a printed line", "HI", {}, {6});
    row("a detail", "wakes", {}, {7});
    row("a value, all of it", "42", 42, {5}); // and not 142
    row("a line of the source without its file", ":42", {}, {5});
    row("a part of a file's name alone", "bank", {}, {});
    row("a file", "bank.cpp", {}, {3, 4, 5, 6, 7, 8});
    row("a place", "bank.cpp:5", {}, {6, 8});
    row("nothing", "no such thing", {}, {});
}

void TestEventIndex::wordsAreFoundInAllThatIsTold() {
    QFETCH(QString, text);
    QFETCH(QVariant, number);
    QFETCH(QList<int>, times);
    const auto trace = small_run();
    EventFilter filter{.text = text.toStdString()};
    if (number.isValid())
        filter.number = number.toLongLong();
    EventIndex index(*trace, filter);
    index.extend(the_end);
    QList<int> found;
    for (std::size_t row = 0; row < index.size(); ++row)
        found << static_cast<int>(index.rows_around(row).at(row).event.time);
    QCOMPARE(found, times);
}

/// Of lost switches is known afterwards since when, so one can come after events of a later time.
void TestEventIndex::aStretchOfLostSwitchesThatBeganBeforeMovesNoRow() {
    TraceBuilder story;
    const LaneId a = story.lane("a");
    const ObjectId here = story.object(ObjectKind::label, "here");
    story.begin(1, a);
    story.add(2, no_lane, EventKind::switches_lost, no_object, 0, 1);
    story.add(8, no_lane, EventKind::switches_lost, no_object, 5);
    story.add(9, no_lane, EventKind::switches_lost, no_object, 7, 1);
    for (std::int64_t time = 3; time < 2'000; ++time)
        story.add(time, a, EventKind::mark, here);
    const auto trace = story.build_closed(3'000);
    const QStringList expected = merged(*trace, {});
    QCOMPARE(expected.filter("switches_lost").size(), 2);
    QCOMPARE(rows_of(*trace, {}), expected);
}

void TestEventIndex::itCanBeCancelled() {
    const auto trace = busy_trace(2, 20'000);
    EventIndex index(*trace, {});
    index.cancel();
    QVERIFY(!index.extend(the_end));
    QVERIFY(index.size() < 10'000);
    QVERIFY(index.reached() < trace->time_end());
}

} // namespace test_event_index

QTEST_APPLESS_MAIN(test_event_index::TestEventIndex)
#include "test_event_index.moc"
