// SPDX-License-Identifier: GPL-3.0-or-later
// Where records are missing, every picture says so, however little of the picture it is, and so do words.
#include "tests/ui/example_traces.h"
#include "ui/rows/legend.h"
#include "ui/rows/missing_marks.h"
#include "ui/rows/row_painter.h"
#include "ui/timeline/moment.h"
#include "ui/timeline/timeline_model.h"

#include <QBuffer>
#include <QLocale>
#include <QPainter>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_missing_marks {

constexpr QSize size(1'000, 300); // 10 pixels to a millisecond

/// A lane holds a lock from 10 ms on, loses seven records from 40 to 60 ms and runs to 100 ms; another lane
/// loses nothing.
std::unique_ptr<Trace> trace_with_a_gap(std::int64_t from = 40 * ms, std::int64_t until = 60 * ms) {
    TraceBuilder story;
    const LaneId lane = story.lane("loser");
    const LaneId other = story.lane("other");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.begin(0, lane).begin(0, other).wake(0, lane).wake(0, other);
    story.acquire(10 * ms, lane, lock);
    story.add(from, lane, EventKind::records_lost, no_object, 7).release(until, lane, lock);
    return story.build_closed(100 * ms);
}

/// A lane of which the kernel lost three switch records between 20 and 30 ms.
std::unique_ptr<Trace> trace_with_lost_switches() {
    TraceBuilder story;
    const LaneId lane = story.lane("lane");
    story.begin(0, lane).wake(0, lane);
    story.add(20 * ms, no_lane, EventKind::switches_lost, no_object, 0, 1);
    story.add(30 * ms, no_lane, EventKind::switches_lost, no_object, 3, 1).wake(50 * ms, lane);
    return story.build_closed(100 * ms);
}

TimelineFrame frame_of(const Trace& trace, const TimeRange& range, ThemeName theme = ThemeName::light) {
    TimelineFrame frame;
    frame.add_rows_of(trace);
    frame.theme = &theme_of(theme);
    frame.font.setPixelSize(12);
    frame.range = frame.whole = range;
    frame.layout = TimelineLayout(QRectF(0, 0, 0, size.height()), QRectF(QPointF(0, 0), QSizeF(size)),
                                  frame.rows, {.least = 40, .most = 40});
    return frame;
}

QImage picture_of(const TimelineFrame& frame, bool shapes) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(frame.theme->background);
    QPainter painter(&image);
    if (!shapes) {
        RowPainter().paint(painter, frame, {});
        return image;
    }
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    {
        QPainter drawing(&generator);
        RowPainter().paint(drawing, frame, {});
    }
    QSvgRenderer(svg).render(&painter);
    return image;
}

/// How much of the upper part of a row's bar has the fill or the ink of what is missing, in these columns.
/// Where thin lines cross a pixel it has a mixture of both, which does not count.
double share_of_mark(const QImage& image, const TimelineFrame& frame, std::size_t row, int begin, int end) {
    const BandStyle& style = frame.theme->style(missing_style);
    const auto near = [](const QColor& a, const QColor& b) {
        return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) <
               40;
    };
    const auto top = static_cast<int>(frame.layout.bar(row).top());
    int count = 0;
    for (int x = begin; x < end; ++x)
        for (int y = top + 1; y < top + 5; ++y) {
            const QColor colour = image.pixelColor(x, y);
            count += near(colour, style.fill) || near(colour, style.ink) ? 1 : 0;
        }
    return count / (4.0 * (end - begin));
}

constexpr TimeRange all{0, 100 * ms};

class TestMissingMarks : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void aMarkStandsWhereTheRecordsAreMissing() {
        const auto trace = trace_with_a_gap();
        const std::vector<MissingMark> marks =
            missing_marks(trace->lane(0).missing(), {all, 1'000, 3, 100 * ms});
        QCOMPARE(marks.size(), 1U);
        QVERIFY((marks.front() == MissingMark{400, 600, 7}));
        QVERIFY(missing_marks(trace->lane(1).missing(), {all, 1'000, 3, 100 * ms}).empty());
        QVERIFY(missing_marks(trace->lane(0).missing(), {{61 * ms, 90 * ms}, 1'000, 3, 100 * ms}).empty());
        QCOMPARE(missing_marks_of_all(*trace, {all, 1'000, 3, 100 * ms}).size(), 1U);
    }

    void aMarkNeverVanishes_data() {
        QTest::addColumn<qint64>("at");
        QTest::addColumn<int>("width");
        QTest::newRow("in the middle") << qint64{50 * ms} << 1'000;
        QTest::newRow("at the left edge") << qint64{10 * ms + 1} << 1'000;
        QTest::newRow("at the right edge") << qint64{100 * ms - 2} << 1'000;
        QTest::newRow("in a tiny picture") << qint64{50 * ms} << 2;
    }
    void aMarkNeverVanishes() {
        QFETCH(qint64, at);
        QFETCH(int, width);
        const auto trace = trace_with_a_gap(at, at + 1);
        const auto marks = missing_marks(trace->lane(0).missing(), {{0, 100 * ms}, width, 3, 100 * ms});
        QCOMPARE(marks.size(), 1U);
        QCOMPARE(marks.front().end - marks.front().begin, std::min(width, 3));
        QVERIFY(marks.front().begin >= 0 && marks.front().end <= width);
    }

    void manyStretchesAreAsManyMarksAsThereIsRoomFor() {
        MissingSequence missing;
        for (int i = 0; i < 200'000; ++i) {
            missing.lose(i * 500, 2);
            missing.end(i * 500 + 1);
        }
        const auto marks = missing_marks(missing, {{0, 100 * ms}, 1'000, 3, 100 * ms});
        QCOMPARE(marks.size(), 1U); // they touch in this picture
        QVERIFY((marks.front() == MissingMark{0, 1'000, 400'000}));
        const auto close = missing_marks(missing, {{0, 2'000}, 1'000, 3, 100 * ms});
        QCOMPARE(close.size(), 4U);
        QCOMPARE(close[1].count, 2U);
    }

    void aStretchThatLastsEndsWhereTheTraceIsKnown() {
        MissingSequence missing;
        missing.lose(20 * ms, 5);
        const auto marks = missing_marks(missing, {all, 1'000, 3, 50 * ms});
        QVERIFY((marks.at(0) == MissingMark{200, 500, 5}));
    }

    void everyPictureShowsIt_data() {
        QTest::addColumn<int>("theme");
        QTest::addColumn<bool>("shapes");
        for (const ThemeName theme : {ThemeName::light, ThemeName::dark, ThemeName::print})
            for (const bool shapes : {false, true})
                QTest::addRow("theme %d as %s", int(theme), shapes ? "shapes" : "pixels")
                    << int(theme) << shapes;
    }
    void everyPictureShowsIt() {
        QFETCH(int, theme);
        QFETCH(bool, shapes);
        const auto trace = trace_with_a_gap();
        const TimelineFrame frame = frame_of(*trace, all, static_cast<ThemeName>(theme));
        const QImage image = picture_of(frame, shapes);
        QVERIFY(share_of_mark(image, frame, 0, 405, 595) > 0.5);
        QVERIFY2(share_of_mark(image, frame, 2, 405, 595) > 0.5, "the lock may have been held by it");
        QVERIFY(share_of_mark(image, frame, 0, 100, 390) < 0.2);
        QVERIFY(share_of_mark(image, frame, 1, 405, 595) < 0.2);
        // Below the mark stands what the kernel told.
        const int low = static_cast<int>(frame.layout.bar(0).bottom()) - 3;
        QCOMPARE(image.pixelColor(500, low), image.pixelColor(300, low));
    }

    void aGapOfANanosecondIsSeenInTheWholeRun() {
        const auto trace = trace_with_a_gap(50 * ms, 50 * ms + 1);
        const TimelineFrame frame = frame_of(*trace, all);
        for (const bool shapes : {false, true})
            QVERIFY(share_of_mark(picture_of(frame, shapes), frame, 0, 499, 502) > 0.3);
    }

    void noHolderIsDrawnAcrossTheGap() {
        const auto trace = trace_with_a_gap();
        const TimelineFrame frame = frame_of(*trace, all);
        const QImage image = picture_of(frame, false);
        const int middle = static_cast<int>(frame.layout.bar(2).top()) + 14;
        QCOMPARE(image.pixelColor(350, middle), frame.theme->style(held_style).fill);
        QVERIFY(image.pixelColor(500, middle) != frame.theme->style(held_style).fill);
    }

    void wordsTellItAtItsPlaceAndAPixelBeside() {
        const auto trace = trace_with_a_gap(50 * ms, 50 * ms + 1);
        const TimelineSource source{trace.get(), 100 * ms};
        const TimelineRow lane{TimelineRow::Kind::lane, 0};
        const QString words = QStringLiteral("at least 7 records missing here");
        QVERIFY2(to_line(moment_at(source, lane, 50 * ms)).contains(words),
                 qPrintable(to_line(moment_at(source, lane, 50 * ms))));
        QVERIFY(!to_line(moment_at(source, lane, 51 * ms)).contains("missing"));
        QVERIFY(to_line(moment_at(source, lane, 51 * ms, ms)).contains(words));
        QVERIFY(to_rich_text(moment_at(source, lane, 50 * ms)).contains("at least 7 records"));
        QVERIFY(to_line(moment_at(source, {TimelineRow::Kind::object, 0}, 50 * ms)).contains(words));
        QVERIFY(!to_line(moment_at(source, {TimelineRow::Kind::lane, 1}, 50 * ms)).contains("missing"));
    }

    void theLegendNamesItWhereItIsSeen() {
        const auto trace = trace_with_a_gap();
        const LegendEntry entry{missing_style, QStringLiteral("records missing")};
        const auto shown = [&](std::int64_t from, std::int64_t until) {
            const auto entries = legend_entries(*trace, {from, until});
            return std::ranges::find(entries, entry) != entries.end();
        };
        QVERIFY(shown(0, 100 * ms));
        QVERIFY(!shown(70 * ms, 100 * ms));
    }

    void lostSwitchRecordsAreMarkedOnEveryLane() {
        const auto trace = trace_with_lost_switches();
        const MarkScale scale{all, 1'000, 3, 100 * ms};
        const auto marks = missing_switch_marks(*trace, trace->lane(0), scale);
        QCOMPARE(marks.size(), 1U);
        QVERIFY((marks.front() == MissingMark{200, 300, 3}));
        const TimelineSource source{trace.get(), 100 * ms};
        const QString line = to_line(moment_at(source, {TimelineRow::Kind::lane, 0}, 25 * ms));
        QVERIFY2(line.contains("at least 3 switch records missing here"), qPrintable(line));
        const auto entries = legend_entries(*trace, all);
        QVERIFY(std::ranges::find(entries, missing_switches_style, &LegendEntry::style) != entries.end());
        const TimelineFrame frame = frame_of(*trace, all);
        const QImage image = picture_of(frame, false);
        const int low = static_cast<int>(frame.layout.bar(0).bottom()) - 4;
        int marked = 0;
        for (int x = 205; x < 295; ++x)
            marked += image.pixelColor(x, low) == frame.theme->style(missing_style).fill ? 1 : 0;
        QVERIFY(marked > 60);
    }

    void otherWordsMakeRoomForThoseOfAMark() {
        const auto trace = trace_with_a_gap();
        BandRow row;
        row.begin(10);
        for (int x = 0; x < 100; ++x) {
            row.add_to_run(held_style, 1);
            row.end_column();
        }
        row.cut_runs(40, 60);
        QCOMPARE(row.runs().size(), 2U);
        QVERIFY(row.runs()[0].begin == 0 && row.runs()[0].end == 40);
        QVERIFY(row.runs()[1].begin == 60 && row.runs()[1].end == 100);
        row.cut_runs(0, 50);
        QCOMPARE(row.runs().size(), 1U);
        row.cut_runs(90, 200);
        QCOMPARE(row.runs()[0].end, 90);
        row.cut_runs(0, 1'000);
        QVERIFY(row.runs().empty());
    }
};

} // namespace test_missing_marks

QTEST_MAIN(test_missing_marks::TestMissingMarks)
#include "test_missing_marks.moc"
