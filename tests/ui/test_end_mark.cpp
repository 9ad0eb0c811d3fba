// SPDX-License-Identifier: GPL-3.0-or-later
// A lane in which something went wrong has a mark at its end, with words where there is room, on the screen
// and in files.
#include "tests/core/trace/trace_builder.h"
#include "ui/rows/end_mark.h"
#include "ui/rows/row_painter.h"
#include "ui/timeline/moment.h"

#include <QBuffer>
#include <QPainter>
#include <QPicture>
#include <QSvgGenerator>
#include <QTest>

#include <csignal>

using namespace interleave;
using namespace interleave::test;

namespace test_end_mark {

/// The first worker of a process crashes at 500 ns, of 1,000, and takes the second one along. A third lane
/// fails with an exception at 1,000.
std::unique_ptr<Trace> crash() {
    TraceBuilder story(false);
    const ObjectId worker = story.object(ObjectKind::worker, "their process");
    const ObjectId words = story.object(ObjectKind::label, "no luck");
    const std::uint32_t file = story.file("/a/crash.cpp");
    const LaneId third = story.lane("third", LaneKind::process);
    const LaneId process = story.lane("their process", LaneKind::process, worker);
    const LaneId first = story.thread_of(process, "worker 1");
    const LaneId second = story.thread_of(process, "worker 2");
    for (const LaneId lane : {process, first, second, third})
        story.begin(0, lane);
    story.add(100, first, EventKind::sleep_end, no_object, 0, 0, make_site(file, 52));
    story.add(500, first, EventKind::fatal_signal, no_object, 0, SIGSEGV);
    story.joined(600, third, worker, 0, SIGSEGV);
    story.add(1'000, third, EventKind::lane_end, words, 0, to_detail(LaneEndReason::exception));
    return story.build_closed(1'000);
}
enum Row : std::size_t { third_row, first_row, second_row, process_row };

TimelineFrame frame_of(const Trace& trace, double row_height, const TimeRange& range = {0, 1'000}) {
    TimelineFrame frame;
    frame.add_rows_of(trace);
    frame.theme = &theme_of(ThemeName::light);
    frame.font.setPixelSize(12);
    frame.range = range;
    frame.whole = whole_range(trace);
    frame.layout = TimelineLayout(QRectF(), QRectF(0, 0, 1'000, 4 * row_height), frame.rows,
                                  {.least = row_height, .most = row_height});
    return frame;
}

std::optional<EndMark> mark_of(const TimelineFrame& frame, std::size_t row) {
    return end_mark(frame, frame.rows[row], frame.layout.bar(row), frame.layout.stripe(row).height());
}

QImage painted(const TimelineFrame& frame) {
    QImage image(frame.layout.plot().size().toSize(), QImage::Format_RGB32);
    QPainter painter(&image);
    RowPainter().paint(painter, frame, {});
    return image;
}

class TestEndMark : public QObject {
    Q_OBJECT

private slots:
    void itIsACapACrossAndWordsByTheRowsHeight() {
        const auto trace = crash();
        const auto low = mark_of(frame_of(*trace, 16), first_row);
        QCOMPARE(low->cap.width(), 3);
        QCOMPARE(low->cap.left(), 500);
        QVERIFY(low->plate.isEmpty() && low->words.isEmpty());
        const auto middle = mark_of(frame_of(*trace, 28), first_row);
        QVERIFY(!middle->plate.isEmpty() && middle->words.isEmpty());
        const auto high = mark_of(frame_of(*trace, 44), first_row);
        QCOMPARE(high->words, "signal 11");
        QVERIFY(high->plate.left() > high->cap.right());
        QVERIFY(high->plate.width() > middle->plate.width());
    }

    void theOthersSayWithWhomTheyEnded() {
        const auto trace = crash();
        const TimelineFrame frame = frame_of(*trace, 44);
        for (const Row row : {process_row, second_row})
            QCOMPARE(mark_of(frame, row)->words, "with worker 1");
        QVERIFY(mark_of(frame_of(*trace, 28), second_row)->plate.isEmpty()); // a cross is for failures
    }

    void atTheEdgeOfThePictureItStandsBeforeTheEnd() {
        const auto trace = crash();
        const TimelineFrame frame = frame_of(*trace, 44);
        const auto mark = mark_of(frame, third_row);
        QCOMPARE(mark->words, "exception");
        QCOMPARE(mark->cap.right(), 1'000);
        QVERIFY(mark->plate.right() < mark->cap.left());
        QVERIFY(!mark_of(frame_of(*trace, 44, {0, 999}), third_row)); // its end is not in view
    }

    void itIsOnThePicture() {
        const auto trace = crash();
        const TimelineFrame frame = frame_of(*trace, 44);
        const QImage image = painted(frame);
        const QRectF bar = frame.layout.bar(first_row);
        for (const double y : {bar.top() + 1, bar.bottom() - 2})
            QCOMPARE(image.pixelColor(501, static_cast<int>(y)), frame.theme->error);
        QVERIFY(image.pixelColor(503, static_cast<int>(bar.top() + 1)) != frame.theme->error);
        const QRectF other = frame.layout.bar(second_row);
        QCOMPARE(image.pixelColor(500, static_cast<int>(other.top() + 1)), frame.theme->muted);
    }

    void itIsInAVectorPicture() {
        const auto trace = crash();
        QBuffer file;
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        {
            QPainter painter(&generator);
            RowPainter().paint(painter, frame_of(*trace, 44), {});
        }
        for (const char* words : {"signal 11", "with worker 1", "exception"})
            QVERIFY2(file.data().contains(words), words);
    }

    void theStatusLineSaysHowTheLaneEnded() {
        const auto trace = crash();
        const TimelineFrame frame = frame_of(*trace, 44);
        const auto line_at = [&](std::size_t row, std::int64_t time) {
            return to_line(moment_at(frame.source_of(frame.rows[row]), frame.rows[row], time, 5));
        };
        const QString signal = "worker 1: ended by signal 11 (segmentation fault) (after crash.cpp:52)";
        QCOMPARE(line_at(first_row, 497), signal);
        QCOMPARE(line_at(first_row, 800), signal);
        QCOMPARE(line_at(second_row, 700),
                 "worker 2: ended with its process, by signal 11 (segmentation fault) in worker 1");
        QCOMPARE(line_at(third_row, 1'000), "third: ended by an exception that nothing caught: no luck");
        QVERIFY(!line_at(first_row, 300).contains("ended"));
    }
};

} // namespace test_end_mark

QTEST_MAIN(test_end_mark::TestEndMark)
#include "test_end_mark.moc"
