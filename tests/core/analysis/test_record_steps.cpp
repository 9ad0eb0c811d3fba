// SPDX-License-Identifier: GPL-3.0-or-later
// One step at a time through what all lanes did, forward and backward, and the lines that they printed.
#include "core/analysis/event_text.h"
#include "core/analysis/printed_lines.h"
#include "core/analysis/record_steps.h"
#include "tests/core/trace/trace_builder.h"

#include <QStringList>
#include <QTest>

#include <limits>

using namespace interleave;
using namespace interleave::test;

namespace test_record_steps {

constexpr RecordPlace before_all{std::numeric_limits<std::int64_t>::min(), 0};

QString told(const Trace& trace, const std::optional<RecordStep>& step) {
    if (!step)
        return QStringLiteral("none");
    return QStringLiteral("%1 %2 %3")
        .arg(step->record.event.time)
        .arg(QString::fromStdString(trace.lane(step->record.lane).name()), name_of(step->record.event.kind));
}

QStringList forward(const Trace& trace) {
    QStringList steps;
    RecordPlace place = before_all;
    while (const auto step = next_step(trace, place)) {
        steps << told(trace, step);
        place = step->after();
    }
    return steps;
}

QStringList backward(const Trace& trace) {
    QStringList steps;
    RecordPlace place = after_all_at(trace.time_end());
    while (const auto step = last_step(trace, place)) {
        steps.prepend(told(trace, step));
        place = step->before();
    }
    return steps;
}

std::uint64_t bytes_of(const char* text) {
    std::uint64_t value = 0;
    for (int i = 0; text[i] != 0; ++i)
        value |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    return value;
}

class TestRecordSteps : public QObject {
    Q_OBJECT

private slots:
    void eventsOfOneTimeAreStepsOfTheirOwn() {
        TraceBuilder story;
        const LaneId a = story.lane("a"), b = story.lane("b");
        const ObjectId label = story.object(ObjectKind::label, "here");
        story.wake(5, a).begin(10, b).begin(10, a).add(10, a, EventKind::mark, label);
        story.add(20, b, EventKind::mark, label).preempt(25, b).end(30, a);
        const auto trace = story.build_closed(100);
        const QStringList expected{"10 a lane_begin", "10 a mark", "10 b lane_begin", "20 b mark",
                                   "30 a lane_end"}; // what the kernel reported is none
        QCOMPARE(forward(*trace), expected);
        QCOMPARE(backward(*trace), expected);
    }

    void betweenTwoEventsTheNearestAreFound() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a"), b = story.lane("b");
        story.begin(10, a).begin(10, b).end(30, a);
        const auto trace = story.build_closed(100);
        QCOMPARE(told(*trace, next_step(*trace, after_all_at(15))), QStringLiteral("30 a lane_end"));
        QCOMPARE(told(*trace, last_step(*trace, after_all_at(15))), QStringLiteral("10 b lane_begin"));
        QCOMPARE(told(*trace, last_step(*trace, {10, 1})), QStringLiteral("10 a lane_begin"));
        QCOMPARE(told(*trace, next_step(*trace, {10, 1})), QStringLiteral("10 b lane_begin"));
        QCOMPARE(told(*trace, last_step(*trace, after_all_at(9))), QStringLiteral("none"));
        QCOMPARE(told(*trace, next_step(*trace, after_all_at(30))), QStringLiteral("none"));
        QCOMPARE(told(*trace, step_of_lane(*trace, b, 10)), QStringLiteral("10 b lane_begin"));
        QCOMPARE(told(*trace, step_of_lane(*trace, b, 30)), QStringLiteral("none"));
    }

    void aStretchOfMissingRecordsIsOneStep() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a"), b = story.lane("b");
        const ObjectId label = story.object(ObjectKind::label, "here");
        story.begin(10, a).begin(11, b).add(20, a, EventKind::records_lost, no_object, 5);
        story.add(30, b, EventKind::mark, label).add(40, a, EventKind::mark, label);
        story.add(50, b, EventKind::records_lost, no_object, 2); // until the end
        const auto trace = story.build_closed(100);
        const QStringList expected{"10 a lane_begin", "11 b lane_begin", "20 a records_lost",
                                   "30 b mark",       "40 a mark",       "50 b records_lost"};
        QCOMPARE(forward(*trace), expected);
        QCOMPARE(backward(*trace), expected);
    }

    void aLongRunIsTheSameInBothDirections() {
        const auto trace = busy_trace(4, 1'000);
        const QStringList steps = forward(*trace);
        qsizetype events = 0;
        for (std::size_t i = 0; i < trace->lane_count(); ++i)
            events += static_cast<qsizetype>(trace->lane(i).events().size());
        QCOMPARE(steps.size(), events);
        QVERIFY(events > 1'000);
        QCOMPARE(backward(*trace), steps);
    }

    void printedLinesComeInTheOrderOfTime() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a"), b = story.lane("b");
        story.begin(1, a).begin(2, b);
        story.add(20, b, EventKind::print, no_object, bytes_of("one"));
        story.add(30, a, EventKind::print, no_object, bytes_of("two, lon"));
        story.add(30, a, EventKind::print_more, no_object, bytes_of("ger"));
        story.add(30, b, EventKind::print, no_object, bytes_of("three"));
        story.add(40, a, EventKind::print, no_object, bytes_of("four"));
        const auto trace = story.build_closed(100);
        const std::vector<PrintedLine> lines = printed_lines(*trace);
        QStringList words;
        for (const PrintedLine& line : lines)
            words << QString::fromStdString(printed_text(trace->lane(line.lane).events(), line.event));
        QCOMPARE(words, (QStringList{"one", "two, longer", "three", "four"}));
        QCOMPARE(printed_until(lines, 19), std::size_t{0});
        QCOMPARE(printed_until(lines, 20), std::size_t{1});
        QCOMPARE(printed_until(lines, 30), std::size_t{3});
        QCOMPARE(printed_until(lines, 100), std::size_t{4});
    }
};

} // namespace test_record_steps

QTEST_GUILESS_MAIN(test_record_steps::TestRecordSteps)
#include "test_record_steps.moc"
