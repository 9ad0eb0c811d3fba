// SPDX-License-Identifier: GPL-3.0-or-later
// All records of a trace in order of time, lane by lane and part by part, and what they say in words.
#include "core/analysis/event_text.h"
#include "core/analysis/merged_records.h"
#include "tests/core/trace/trace_builder.h"

#include <QStringList>
#include <QTest>

#include <numeric>

using namespace interleave;
using namespace interleave::test;

namespace test_merged_records {

std::vector<std::size_t> all_lanes(const Trace& trace) {
    std::vector<std::size_t> lanes(trace.lane_count());
    std::iota(lanes.begin(), lanes.end(), std::size_t{0});
    return lanes;
}

/// Returns "time lane kind" of each record.
QStringList told(const Trace& trace, const RecordPart& part = {}, std::vector<std::size_t> lanes = {}) {
    MergedRecords records(trace, lanes.empty() ? all_lanes(trace) : lanes, part);
    QStringList found;
    MergedRecord record;
    while (records.next(record))
        found << QString("%1 %2 %3")
                     .arg(record.event.time)
                     .arg(record.lane == no_lane ? "-"
                                                 : QString::fromStdString(trace.lane(record.lane).name()))
                     .arg(name_of(record.event.kind));
    return found;
}

std::uint64_t eight_bytes(const QByteArray& text) {
    std::uint64_t value = 0;
    for (int i = 0; i < text.size(); ++i)
        value |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    return value;
}

class TestMergedRecords : public QObject {
    Q_OBJECT

private slots:
    void whatLanesAndKernelSayComesInOrderOfTime();
    void atTheSameTimeALaneRunsBeforeItRecords();
    void aPartHasItsBeginAndNotItsEnd();
    void onlyTheLanesAskedForAreTold();
    void allRecordsOfALongRunAreThereOnce();
    void lostRecordsBelongToTheirBegin();
    void aPrintedLineIsToldWhole_data();
    void aPrintedLineIsToldWhole();
    void detailsAreWords();
};

void TestMergedRecords::whatLanesAndKernelSayComesInOrderOfTime() {
    TraceBuilder story;
    const LaneId a = story.lane("a"), b = story.lane("b");
    story.wake(5, a).begin(10, a).wake(11, b, 1).begin(12, b).preempt(20, a).end(25, b);
    story.add(30, b, EventKind::task_exit);
    QCOMPARE(told(*story.build_closed(100)),
             (QStringList{"5 a switch_in", "10 a lane_begin", "11 b switch_in", "12 b lane_begin",
                          "20 a switch_out", "25 b lane_end", "30 b task_exit"}));
    QCOMPARE(told(*story.build_closed(100), {.with_switches = false}),
             (QStringList{"10 a lane_begin", "12 b lane_begin", "25 b lane_end"}));
}

void TestMergedRecords::atTheSameTimeALaneRunsBeforeItRecords() {
    TraceBuilder story;
    const LaneId a = story.lane("a"), b = story.lane("b");
    story.begin(10, b).wake(10, a).begin(10, a).preempt(20, a);
    story.add(20, a, EventKind::mark, story.object(ObjectKind::label, "here"));
    QCOMPARE(told(*story.build_closed(100)),
             (QStringList{"10 a switch_in", "10 a lane_begin", "10 b lane_begin", "20 a mark",
                          "20 a switch_out"}));
}

void TestMergedRecords::aPartHasItsBeginAndNotItsEnd() {
    TraceBuilder story;
    const LaneId a = story.lane("a");
    const ObjectId label = story.object(ObjectKind::label, "here");
    for (const std::int64_t time : {10, 20, 30, 40})
        story.wake(time - 1, a).add(time, a, EventKind::mark, label);
    QCOMPARE(told(*story.build_closed(100), {.from = 20, .until = 39}),
             (QStringList{"20 a mark", "29 a switch_in", "30 a mark"}));
}

void TestMergedRecords::onlyTheLanesAskedForAreTold() {
    TraceBuilder story(false);
    story.begin(10, story.lane("a")).begin(11, story.lane("b")).begin(12, story.lane("c"));
    QCOMPARE(told(*story.build_closed(100), {}, {2, 0}), (QStringList{"10 a lane_begin", "12 c lane_begin"}));
}

void TestMergedRecords::allRecordsOfALongRunAreThereOnce() {
    const auto trace = busy_trace(7, 30'000);
    std::size_t expected = 0;
    for (std::size_t i = 0; i < trace->lane_count(); ++i)
        expected += trace->lane(i).events().size() + trace->lane(i).switches().size();
    MergedRecords records(*trace, all_lanes(*trace));
    MergedRecord record;
    std::size_t count = 0;
    std::int64_t last = std::numeric_limits<std::int64_t>::min();
    std::vector<std::size_t> next(trace->lane_count(), 0);
    while (records.next(record)) {
        QVERIFY(record.event.time >= last);
        last = record.event.time;
        if (record.index != nowhere)
            QCOMPARE(record.index, next[record.lane]++);
        ++count;
    }
    QCOMPARE(count, expected);
}

void TestMergedRecords::lostRecordsBelongToTheirBegin() {
    TraceBuilder story;
    const LaneId a = story.lane("a");
    story.begin(10, a).add(20, a, EventKind::records_lost, no_object, 5);
    story.add(40, a, EventKind::mark, story.object(ObjectKind::label, "here"));
    story.add(50, a, EventKind::switches_lost, no_object, 3);
    const auto trace = story.build_closed(100);
    QCOMPARE(told(*trace),
             (QStringList{"10 a lane_begin", "20 a records_lost", "40 a mark", "50 - switches_lost"}));
    MergedRecords records(*trace, all_lanes(*trace));
    MergedRecord record;
    records.next(record);
    records.next(record);
    QCOMPARE(record.event.value, std::int64_t(5));
    QCOMPARE(record.until, std::int64_t(40));
}

void TestMergedRecords::aPrintedLineIsToldWhole_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("short") << QByteArray("hi") << "hi";
    QTest::newRow("eight") << QByteArray("12345678") << "12345678";
    QTest::newRow("longer") << QByteArray("Hello, world") << "Hello, world";
    QTest::newRow("control characters") << QByteArray("a\tb") << "a b";
    QTest::newRow("letters of several bytes") << QByteArray("größer 🔒") << QString::fromUtf8("größer 🔒");
    QTest::newRow("a cut letter") << QByteArray("123456789012345678901234 🔒").left(27)
                                  << QString::fromUtf8("123456789012345678901234 …");
    QTest::newRow("as much as is kept") << QByteArray(27, 'x') << QString(27, 'x') + QString::fromUtf8("…");
}

void TestMergedRecords::aPrintedLineIsToldWhole() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    TraceBuilder story(false);
    const LaneId a = story.lane("a");
    for (int at = 0; at < bytes.size(); at += 8)
        story.add(10, a, at == 0 ? EventKind::print : EventKind::print_more, no_object,
                  eight_bytes(bytes.mid(at, 8)));
    story.add(20, a, EventKind::print, no_object, eight_bytes("next"));
    const auto trace = story.build_closed(100);
    QCOMPARE(told(*trace).size(), 2);
    QCOMPARE(QString::fromStdString(printed_text(trace->lane(a).events(), 0)), text);
}

void TestMergedRecords::detailsAreWords() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.add(10, a, EventKind::release, lock, woken::lane(b), to_detail(ReleaseReason::forced));
    story.add(11, a, EventKind::release, lock, woken::nobody);
    story.add(12, a, EventKind::wake, lock, b);
    story.add(13, a, EventKind::notify, lock, 1, woken::lane_detail(b));
    story.give_up(14, a, lock).add(15, a, EventKind::completed, lock, 0, to_detail(FutureOutcome::broken));
    story.add(16, a, EventKind::fatal_signal, no_object, 0, 11);
    const auto trace = story.build_closed(100);
    MergedRecords records(*trace, all_lanes(*trace));
    QStringList details;
    for (MergedRecord record; records.next(record);)
        details << QString::fromStdString(detail_text(*trace, record));
    QCOMPARE(details, (QStringList{"forced, wakes b", "", "wakes b", "wakes b", "timed out", "no result",
                                   "signal 11 (segmentation fault)"}));
}

} // namespace test_merged_records

QTEST_GUILESS_MAIN(test_merged_records::TestMergedRecords)
#include "test_merged_records.moc"
