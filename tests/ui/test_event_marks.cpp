// SPDX-License-Identifier: GPL-3.0-or-later
// Every event is on the picture: with words, as a tick, or in a line that says that there are events.
#include "core/analysis/trace_walk.h"
#include "tests/core/trace/trace_builder.h"
#include "ui/rows/event_marks.h"
#include "ui/rows/row_painter.h"
#include "ui/rows/variable_bands.h"
#include "ui/timeline/moment.h"
#include "ui/words/event_words.h"

#include <QPainter>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_event_marks {

const QSize size(1'000, 200);

TimelineFrame frame_of(const Trace& trace, const TimeRange& range) {
    TimelineFrame frame;
    frame.add_rows_of(trace);
    frame.theme = &theme_of(ThemeName::light);
    frame.font.setPixelSize(12);
    frame.range = range;
    frame.whole = whole_range(trace);
    frame.layout = TimelineLayout(QRectF(0, 0, 0, size.height()), QRectF(QPointF(0, 0), QSizeF(size)),
                                  frame.rows, {.least = 20, .most = 60});
    return frame;
}

EventMarks marks_of(const TimelineFrame& frame, std::size_t row = 0) {
    const QRectF bar = frame.layout.bar(row);
    EventMarks marks = event_marks(frame, frame.rows[row], bar);
    add_words(marks, frame, frame.rows[row], bar, QFontMetricsF(mark_font(frame, bar.height())));
    return marks;
}

/// Two workers lose an update: both read 41, and both write 42.
std::unique_ptr<Trace> lost_update() {
    TraceBuilder story;
    const LaneId first = story.lane("worker 1");
    const LaneId second = story.lane("worker 2");
    const ObjectId counter = story.object(ObjectKind::variable, "counter");
    const std::uint32_t file = story.file("lost_update.cpp");
    story.begin(0, first).wake(0, first).begin(0, second).wake(0, second);
    story.add(100, first, EventKind::read, counter, 41, 0, make_site(file, 28))
        .add(200, second, EventKind::read, counter, 41, 0, make_site(file, 28))
        .add(400, first, EventKind::write, counter, 42, 0, make_site(file, 31))
        .add(600, second, EventKind::write, counter, 42, 0, make_site(file, 31));
    return story.build_closed(1'000);
}

int ink(const QImage& image, const QRect& place, const QColor& colour) {
    int count = 0;
    for (int y = place.top(); y <= place.bottom(); ++y)
        for (int x = place.left(); x <= place.right(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    return count;
}

class TestEventMarks : public QObject {
    Q_OBJECT

private slots:
    void eventsFarApartHaveWords() {
        const auto trace = lost_update();
        const EventMarks marks = marks_of(frame_of(*trace, {50, 1'000}));
        QCOMPARE(marks.marks.size(), 2U);
        QCOMPARE(marks.marks[0].words, "R 41");
        QCOMPARE(marks.marks[1].words, "W 42");
        QVERIFY(marks.crowds.empty());
    }

    void aLostUpdateIsMarkedOnBothLanes() {
        const auto trace = lost_update();
        const TimelineFrame frame = frame_of(*trace, {50, 1'000});
        const EventMarks first = marks_of(frame, 0);
        const EventMarks second = marks_of(frame, 1);
        QVERIFY(first.marks[1].is_lost && !first.marks[1].lost);
        QVERIFY(second.marks[1].lost && !second.marks[1].is_lost);
        QVERIFY(!first.marks[0].is_lost && !second.marks[0].lost);
    }

    void nearerEventsAreTicksAndStillNearerOnesACrowd() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        const ObjectId counter = story.object(ObjectKind::variable, "counter");
        for (const std::int64_t time : {100, 110, 120, 200, 203, 206, 209, 300})
            story.add(time, lane, EventKind::read, counter, 1);
        const auto trace = story.build_closed(1'000);
        const EventMarks marks = marks_of(frame_of(*trace, {0, 1'000})); // a pixel to a nanosecond
        QCOMPARE(marks.marks.size(), 4U);
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY(marks.marks[i].words.isEmpty());
        QCOMPARE(marks.marks[3].words, "R 1");
        QCOMPARE(marks.crowds.size(), 1U);
        QVERIFY(marks.crowds[0].left <= 200 && marks.crowds[0].right >= 209 && marks.crowds[0].right < 214);
    }

    /// A print or a message stands by its own, however near the end of the sleep or of the wait before it is.
    void whatTheBarsShowLeavesRoomForWhatTheyDoNotShow() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        for (const std::int64_t time : {100, 300, 500})
            story.add(time, lane, EventKind::sleep_end)
                .add(time + 1, lane, EventKind::print, no_object, 'a')
                .add(time + 2, lane, EventKind::sleep_begin);
        const auto trace = story.build_closed(1'000);
        const EventMarks marks = marks_of(frame_of(*trace, {0, 1'000}));
        QCOMPARE(marks.marks.size(), 3U);
        for (const EventMark& mark : marks.marks)
            QCOMPARE(mark.words, "a");
        QCOMPARE(marks.crowds.size(), 3U); // of those that have no mark of their own
    }

    void aNumberIsWholeOrAbsent() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        const ObjectId counter = story.object(ObjectKind::variable, "counter");
        story.add(100, lane, EventKind::read, counter, 1'234'567'890)
            .add(130, lane, EventKind::read, counter, 1);
        const auto trace = story.build_closed(1'000);
        const EventMarks marks = marks_of(frame_of(*trace, {0, 1'000}));
        QCOMPARE(marks.marks[0].words, QString());
        QCOMPARE(marks.marks[1].words, "R 1");
    }

    void amongMillionsTheLineIsWhereTheEventsAre() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        const ObjectId counter = story.object(ObjectKind::variable, "counter");
        for (std::int64_t i = 0; i < 20'000; ++i) {
            story.add(100'000 + i * 10, lane, EventKind::read, counter, 1);
            story.add(600'000 + i * 10, lane, EventKind::read, counter, 1);
        }
        const auto trace = story.build_closed(1'000'000);
        const EventMarks marks = marks_of(frame_of(*trace, {0, 1'000'000}));
        QVERIFY(marks.marks.empty());
        QCOMPARE(marks.crowds.size(), 2U);
        QVERIFY(std::abs(marks.crowds[0].left - 100) <= 4 && std::abs(marks.crowds[0].right - 300) <= 4);
        QVERIFY(std::abs(marks.crowds[1].left - 600) <= 4 && std::abs(marks.crowds[1].right - 800) <= 4);
    }

    void marksAndPrintsAndRequestsHaveTheirWords() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        const ObjectId label = story.object(ObjectKind::label, "turned away");
        const ObjectId gil = story.object(ObjectKind::gil, "GIL");
        const ObjectId queue = story.object(ObjectKind::queue, "requests");
        story.add(100, lane, EventKind::mark, label, 3)
            .add(250, lane, EventKind::print, no_object, 0x62'61) // "ab", the first letter in the lowest byte
            .add(400, lane, EventKind::drop_request, gil)
            .add(600, lane, EventKind::release, gil, 0, to_detail(ReleaseReason::forced))
            .add(700, lane, EventKind::send, queue, 7)
            .add(800, lane, EventKind::acquire, gil);
        const auto trace = story.build_closed(1'000);
        QStringList words;
        for (const EventMark& mark : marks_of(frame_of(*trace, {0, 1'000})).marks)
            words << mark.words;
        QCOMPARE(words.join('|'), "turned away|ab|asks for the GIL|forced|send 7|");
    }

    /// A queue's new length follows each message at once, and its own row shows it.
    void aMessageHasItsWordsBesideTheNewLengthOfItsQueue() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        const ObjectId queue = story.object(ObjectKind::queue, "queue");
        story.add(300, lane, EventKind::send, queue, 7)
            .add(301, lane, EventKind::set_value, queue, 1)
            .add(600, lane, EventKind::set_value, queue, 0)
            .add(602, lane, EventKind::receive, queue, 8)
            .add(800, lane, EventKind::set_value, queue, 3);
        const auto trace = story.build_closed(1'000);
        const EventMarks marks = marks_of(frame_of(*trace, {0, 1'000}));
        QStringList words;
        for (const EventMark& mark : marks.marks)
            words << mark.words;
        QCOMPARE(words.join('|'), "send 7|receive 8|= 3");
        QCOMPARE(marks.crowds.size(), 2U); // that there is more is told all the same
    }

    void aMessagesNumberIsWholeOrAbsent() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        const ObjectId queue = story.object(ObjectKind::queue, "queue");
        story.add(300, lane, EventKind::send, queue, 123'456'789)
            .add(350, lane, EventKind::send, queue, 123'456'790);
        const auto trace = story.build_closed(1'000);
        QStringList words;
        for (const EventMark& mark : marks_of(frame_of(*trace, {0, 1'000})).marks)
            words << mark.words;
        QCOMPARE(words.join('|'), "|send " + QLocale().toString(123'456'790));
    }

    void howManyHaveComeToABarrierIsSaidInItsRowAlone() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        story.add(300, lane, EventKind::set_value, story.object(ObjectKind::barrier, "end of phase"), 2)
            .add(700, lane, EventKind::set_value, story.object(ObjectKind::semaphore, "gate"), 2);
        const auto trace = story.build_closed(1'000);
        const std::vector<EventMark> marks = marks_of(frame_of(*trace, {0, 1'000})).marks;
        QCOMPARE(marks[0].words, QString());
        QCOMPARE(marks[1].words, "= 2");
    }

    void aWordOfTheProgramsOwnIsWholeOrAbsent() {
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        const ObjectId gil = story.object(ObjectKind::gil, "GIL");
        const ObjectId label = story.object(ObjectKind::label, "turned away");
        story.add(300, lane, EventKind::release, gil, 0, to_detail(ReleaseReason::forced))
            .add(345, lane, EventKind::release, gil, 0, to_detail(ReleaseReason::forced))
            .add(600, lane, EventKind::mark, label, 3)
            .add(660, lane, EventKind::mark, label, 3);
        const auto trace = story.build_closed(1'000);
        const std::vector<EventMark> marks = marks_of(frame_of(*trace, {0, 1'000})).marks;
        QCOMPARE(marks[0].words, QString()); // and not "forc…"
        QCOMPARE(marks[1].words, "forced");
        QVERIFY(marks[2].words.startsWith("tur") && marks[2].words.endsWith(QChar(0x2026)));
        QCOMPARE(marks[3].words, "turned away");
    }

    void aPrintedLineIsWhole_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("words");
        QTest::newRow("short") << QByteArray("1") << "1";
        QTest::newRow("as much as a record holds") << QByteArray("12345678") << "12345678";
        QTest::newRow("several records") << QByteArray("hello from main") << "hello from main";
        QTest::newRow("cut") << QByteArray("a line that is longer than 27")
                             << QStringLiteral("a line that is longer than …");
        QTest::newRow("a letter that is cut")
            << QByteArray("a line that is longer thanä") << QStringLiteral("a line that is longer than…");
    }
    void aPrintedLineIsWhole() {
        QFETCH(QByteArray, line);
        QFETCH(QString, words);
        TraceBuilder story;
        const LaneId lane = story.lane("worker");
        line.truncate(most_printed_bytes);
        for (qsizetype at = 0; at < line.size(); at += 8) {
            std::uint64_t value = 0;
            for (qsizetype i = 0; i < 8 && at + i < line.size(); ++i)
                value |= std::uint64_t{static_cast<unsigned char>(line[at + i])} << (8 * i);
            story.add(100 + at, lane, at == 0 ? EventKind::print : EventKind::print_more, no_object, value);
        }
        story.add(200, lane, EventKind::print, no_object, 'x');
        const auto trace = story.build_closed(1'000);
        const EventMarks marks = marks_of(frame_of(*trace, {0, 1'000}));
        QCOMPARE(marks.marks.size(), 2U);
        QCOMPARE(printed_words(trace->lane(0).events(), 0), words);
        const QString sentence =
            to_line(moment_at({trace.get(), 1'000}, {TimelineRow::Kind::lane, 0}, 101, 5));
        QVERIFY2(sentence.contains(words), qPrintable(sentence));
        QCOMPARE(next_event_time(trace->lane(0), 100), std::optional<std::int64_t>(200));
        QCOMPARE(previous_event_time(trace->lane(0), 200), std::optional<std::int64_t>(100));
    }

    void theyAreOnThePicture() {
        const auto trace = lost_update();
        const TimelineFrame frame = frame_of(*trace, {0, 1'000});
        QImage image(size, QImage::Format_RGB32);
        {
            QPainter painter(&image);
            RowPainter().paint(painter, frame, {});
        }
        const Theme& theme = *frame.theme;
        const QRect first = frame.layout.bar(0).toRect();
        const QRect second = frame.layout.bar(1).toRect();
        QVERIFY2(ink(image, QRect(100, first.top(), 30, first.height()), theme.read.fill) > 60, "a read");
        QVERIFY2(ink(image, QRect(400, first.top(), 30, first.height()), theme.write.fill) > 60, "a write");
        QVERIFY2(ink(image, QRect(600, second.top(), 40, second.height()), theme.error) > 10,
                 "a lost update");
        QVERIFY2(ink(image, QRect(102, second.top() + 4, 90, 12), theme.read.fill) == 0,
                 "nothing happens here");
    }

    void theValueOfAVariableHasARow() {
        const auto trace = lost_update();
        const TimelineFrame frame = frame_of(*trace, {0, 1'000});
        QCOMPARE(frame.rows.size(), 3U);
        std::vector<ObjectColumn> columns(1'000);
        object_columns(trace->object(0), 0, 1'000, trace->time_end(), columns);
        BandRow row;
        variable_bands(*trace, trace->object(0), frame.range, columns, 20, 1, row);
        QVERIFY(row.column(50).empty()); // nothing was read or written yet
        QCOMPARE(row.column(300).front().style, value_style);
        QCOMPARE(row.column(400).front().style, value_change_style);
        QCOMPARE(row.column(500).front().style, value_style);
        QCOMPARE(row.column(700).front().style, lost_value_style);
        QCOMPARE(row.runs().size(), 3U);
    }

    void theStatusLineSaysWhatTheLaneDid() {
        const auto trace = lost_update();
        const TimelineFrame frame = frame_of(*trace, {0, 1'000});
        const auto line_at = [&](std::size_t row, std::int64_t time) {
            return to_line(moment_at(frame.source_of(frame.rows[row]), frame.rows[row], time, 5));
        };
        QCOMPARE(line_at(0, 102), "worker 1: reads 41 from counter (lost_update.cpp:28)");
        QCOMPARE(line_at(1, 600),
                 "worker 2: writes 42 to counter over 42 of worker 1, which it had not seen: a "
                 "lost update (lost_update.cpp:31)");
        QVERIFY(line_at(0, 300).endsWith("(after lost_update.cpp:28)"));
        QCOMPARE(line_at(2, 700).section(',', 0, 1), "counter: value 42, written by worker 2");
    }
};

} // namespace test_event_marks

QTEST_MAIN(test_event_marks::TestEventMarks)
#include "test_event_marks.moc"
