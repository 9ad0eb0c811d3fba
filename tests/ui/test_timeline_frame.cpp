// SPDX-License-Identifier: GPL-3.0-or-later
// One frame can have rows of several traces; each row is placed, drawn and named by its own trace.
#include "tests/ui/example_traces.h"
#include "ui/rows/frame_painter.h"
#include "ui/rows/row_painter.h"
#include "ui/timeline/moment.h"
#include "ui/timeline/overlay_painter.h"
#include "ui/timeline/overview.h"

#include <QBuffer>
#include <QLocale>
#include <QPainter>
#include <QPoint>
#include <QRect>
#include <QRegularExpression>
#include <QSize>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QTest>

#include <cmath>

using namespace interleave;
using namespace interleave::test;

namespace test_timeline_frame {

constexpr QSize size(1'000, 400); // 10 pixels to a millisecond

/// The lane runs until 50 ms, then waits for a lock until the end of the run at 100 ms.
std::unique_ptr<Trace> first_run() {
    TraceBuilder builder;
    const LaneId lane = builder.lane("first worker");
    const ObjectId lock = builder.object(ObjectKind::mutex, "first lock");
    builder.begin(0, lane).wake(0, lane).wait(50 * ms, lane, lock).block(50 * ms, lane);
    return builder.build_closed(100 * ms);
}

/// The lane sleeps until 30 ms and then runs while it holds a lock; the run goes on and is known until 60 ms.
std::unique_ptr<Trace> second_run() {
    TraceBuilder builder;
    const LaneId lane = builder.lane("second worker");
    const ObjectId lock = builder.object(ObjectKind::mutex, "second lock");
    builder.begin(0, lane).wake(0, lane).add(0, lane, EventKind::sleep_begin).block(0, lane);
    builder.wake(30 * ms, lane).add(30 * ms, lane, EventKind::sleep_end).acquire(30 * ms, lane, lock);
    return builder.build(60 * ms);
}

TimelineFrame frame_of(std::initializer_list<const Trace*> traces) {
    TimelineFrame frame;
    for (const Trace* trace : traces)
        frame.add_rows_of(*trace);
    frame.theme = &theme_of(ThemeName::light);
    frame.font.setPixelSize(12);
    frame.range = {0, 100 * ms};
    frame.whole = frame.range;
    frame.layout = TimelineLayout(QRectF(0, 0, 0, size.height()), QRectF(QPointF(0, 0), QSizeF(size)),
                                  frame.rows, {.least = 20, .most = 60});
    return frame;
}

QImage pixels_of(const TimelineFrame& frame) {
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    RowPainter().paint(painter, frame, {});
    return image;
}

QByteArray svg_of(const TimelineFrame& frame) {
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    {
        QPainter painter(&generator);
        RowPainter().paint(painter, frame, {});
        draw_labels(painter, frame);
    }
    return svg;
}

QImage shapes_of(const TimelineFrame& frame) {
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    QSvgRenderer(svg_of(frame)).render(&painter);
    return image;
}

/// A worker does named work, marks a moment, writes a variable, waits for a lock that it gets, and ends by a
/// signal.
std::unique_ptr<Trace> run_of_many_words() {
    TraceBuilder builder;
    const LaneId lane = builder.lane("worker");
    const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
    const ObjectId counter = builder.object(ObjectKind::variable, "counter");
    const ObjectId label = builder.object(ObjectKind::label, "label");
    builder.begin(0, lane).wake(0, lane).add(0, lane, EventKind::work_begin, label);
    builder.add(20 * ms, lane, EventKind::mark, label, 1).add(30 * ms, lane, EventKind::write, counter, 7);
    builder.wait(40 * ms, lane, lock).block(40 * ms, lane).wake(60 * ms, lane).acquire(60 * ms, lane, lock);
    builder.add(70 * ms, lane, EventKind::work_end, label)
        .add(80 * ms, lane, EventKind::fatal_signal, 0, 0, 11);
    return builder.build_closed(100 * ms);
}

int distance(const QColor& a, const QColor& b) {
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
}

/// Whether a good part of a patch in the upper part of a row's bar, right of `time_ms`, has this colour.
bool has_colour(const QImage& image, const TimelineFrame& frame, std::size_t row, int time_ms,
                const QColor& colour) {
    const QRectF bar = frame.layout.bar(row);
    int count = 0;
    for (int x = 0; x < 16; ++x)
        for (int y = 0; y < 8; ++y)
            count +=
                distance(image.pixelColor(time_ms * 10 + x, static_cast<int>(bar.top()) + 3 + y), colour) < 40
                    ? 1
                    : 0;
    return count > 16 * 8 / 5; // the rest may be pattern
}

class TestTimelineFrame : public QObject {
    Q_OBJECT

private slots:
    void stripesGapsAndTheRestAreDrawnAtAnyScale() {
        const auto first = first_run();
        const auto second = second_run();
        TimelineFrame frame = frame_of({first.get(), second.get()});
        const auto picture = [&](double scale) {
            QImage image((QSizeF(size) * scale).toSize(), QImage::Format_RGB32);
            image.setDevicePixelRatio(scale);
            image.fill(Qt::magenta);
            QPainter painter(&image);
            RowPainter().paint(painter, frame, {});
            return image;
        };
        const QColor background = frame.theme->background;
        for (const double scale : {1.0, 1.25, 1.5, 2.0}) {
            const QImage image = picture(scale);
            const auto colour_at = [&](double y) {
                return image.pixelColor(image.width() / 2, static_cast<int>(std::floor(y * scale)));
            };
            for (std::size_t row = 0; row < frame.rows.size(); ++row) {
                const QRectF stripe = frame.layout.stripe(row);
                const QColor expected = row % 2 == 0 ? frame.theme->stripe : background;
                QCOMPARE(colour_at(stripe.top() + 0.5), expected);
                if (row > 0 && frame.layout.stripe(row - 1).bottom() < stripe.top())
                    QCOMPARE(colour_at(stripe.top() - 1), background);
            }
            QCOMPARE(colour_at(size.height() - 1), background);
        }
        frame.rows.clear();
        frame.layout = TimelineLayout(frame.layout.labels(), frame.layout.plot(), {}, {});
        const QImage empty = picture(1);
        QCOMPARE(empty.pixelColor(0, 0), background);
        QCOMPARE(empty.pixelColor(size.width() - 1, size.height() - 1), background);
    }

    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void rowsOfTwoTracesAreDrawnFromTheirOwn_data() {
        QTest::addColumn<bool>("shapes");
        QTest::newRow("as pixels") << false;
        QTest::newRow("as shapes") << true;
    }
    void rowsOfTwoTracesAreDrawnFromTheirOwn() {
        QFETCH(bool, shapes);
        const auto first = first_run();
        const auto second = second_run();
        const TimelineFrame frame = frame_of({first.get(), second.get()});
        const std::vector<TimelineRow> expected{{TimelineRow::Kind::lane, 0, 0},
                                                {TimelineRow::Kind::object, 0, 0},
                                                {TimelineRow::Kind::lane, 0, 1},
                                                {TimelineRow::Kind::object, 0, 1}};
        QVERIFY(frame.rows == expected);
        const QImage image = shapes ? shapes_of(frame) : pixels_of(frame);
        const auto is = [&](std::size_t row, int time_ms, LaneState state) {
            return has_colour(image, frame, row, time_ms, frame.theme->style(state).fill);
        };
        const auto is_held = [&](std::size_t row, int time_ms) {
            return has_colour(image, frame, row, time_ms, frame.theme->style(held_style).fill);
        };
        QVERIFY(is(0, 40, LaneState::running) && is(0, 95, LaneState::waiting_lock));
        QVERIFY(is(2, 25, LaneState::sleeping) && is(2, 56, LaneState::running));
        QVERIFY2(!is(2, 80, LaneState::running), "the second run is known until 60 ms only");
        QVERIFY(!is_held(1, 45) && is_held(3, 56));
    }

    void oneTraceLooksTheSameAboveAnother() {
        const auto first = first_run();
        const auto second = second_run();
        const TimelineFrame alone = frame_of({first.get()});
        const TimelineFrame both = frame_of({first.get(), second.get()});
        QCOMPARE(both.layout.row_height(), alone.layout.row_height());
        const auto upper = [&](const TimelineFrame& frame) {
            return pixels_of(frame).copy(0, 0, size.width(),
                                         static_cast<int>(alone.layout.stripe(1).bottom()));
        };
        QCOMPARE(upper(both), upper(alone));
    }

    void aGapStandsBetweenLanesAndObjectsAndBetweenTraces() {
        const auto first = first_run();
        const auto second = second_run();
        const TimelineLayout layout = frame_of({first.get(), second.get()}).layout;
        for (std::size_t row = 1; row < layout.row_count(); ++row)
            QCOMPARE(layout.stripe(row).top() - layout.stripe(row - 1).bottom(),
                     std::floor(TimelineLayout::RowHeights{}.most_of_low / 2));
        QCOMPARE(layout.content_height(), layout.stripe(3).bottom());
        for (std::size_t row = 0; row < layout.row_count(); ++row)
            QCOMPARE(layout.row_at(layout.stripe(row).center().y()), row);
    }

    void wordsComeFromTheTraceOfTheRow() {
        const auto first = first_run();
        const auto second = second_run();
        const TimelineFrame frame = frame_of({first.get(), second.get()});
        const auto words_of = [&](std::size_t row, std::int64_t time) {
            return to_line(moment_at(frame.source_of(frame.rows[row]), frame.rows[row], time));
        };
        QCOMPARE(row_name(frame.trace_of(frame.rows[0]), frame.rows[0]), QStringLiteral("first worker"));
        QCOMPARE(row_name(frame.trace_of(frame.rows[3]), frame.rows[3]), QStringLiteral("second lock"));
        QVERIFY(words_of(0, 70 * ms).contains(QStringLiteral("first lock")));
        QVERIFY(words_of(3, 40 * ms).contains(QStringLiteral("held by second worker, for 30.0")));
    }

    void theOverviewAddsUpTheLanesOfAllTraces() {
        const auto first = first_run();
        const auto second = second_run();
        const auto drawn = [](const TimelineFrame& frame) {
            QImage image(size.width(), 40, QImage::Format_RGB32);
            QPainter painter(&image);
            Overview().draw(painter, frame, QRectF(0, 0, size.width(), 40));
            return image;
        };
        const QColor running = theme_of(ThemeName::light).style(LaneState::running).fill;
        const QImage alone = drawn(frame_of({first.get()}));
        const QImage both = drawn(frame_of({first.get(), second.get()}));
        const int at = 150; // 15 ms: the first runs, the second sleeps
        QVERIFY(distance(alone.pixelColor(at, 5), running) < 40 &&
                distance(alone.pixelColor(at, 35), running) < 40);
        QVERIFY(distance(both.pixelColor(at, 5), running) >= 40 &&
                distance(both.pixelColor(at, 35), running) < 40);
    }

    /// The words of selection, cursor and pointer never lie over each other, nor over the axis or the rows.
    void wordsAboveTheRowsStandBesideEachOther() {
        const auto trace = first_run();
        TimelineFrame frame = frame_of({trace.get()});
        const QRectF band(0, 0, size.width(), 20);
        frame.layout = TimelineLayout(QRectF(0, 20, 0, 380), QRectF(0, 20, size.width(), 380), frame.rows,
                                      {.least = 20, .most = 60});
        const auto ink_in_band = [&](const TimelineOverlay& overlay) {
            QImage image(size, QImage::Format_RGB32);
            image.fill(frame.theme->background);
            QPainter painter(&image);
            draw_overlay(painter, frame, overlay, band);
            int ink = 0;
            for (int x = 0; x < size.width(); ++x)
                ink += image.pixelColor(x, 18) == frame.theme->text ? 1 : 0;
            return ink;
        };
        TimelineOverlay cursor;
        cursor.cursor = 50 * ms;
        TimelineOverlay pointer;
        pointer.pointer = 50 * ms;
        TimelineOverlay both;
        both.cursor = both.pointer = 50 * ms;
        QVERIFY(ink_in_band(cursor) > 20);
        QCOMPARE(ink_in_band(both), ink_in_band(cursor) + ink_in_band(pointer));
    }

    void aDashedLineIsAtTheNumberOfProcessors() {
        TraceBuilder builder;
        for (int count = 0; count < 4; ++count) {
            const LaneId lane = builder.lane("worker");
            builder.begin(0, lane).wake(0, lane);
        }
        const auto trace = builder.build_closed(100 * ms);
        TimelineFrame frame = frame_of({trace.get()});
        const auto dark_in_line = [&](double processors, int y) {
            frame.processors = processors;
            QImage image(size.width(), 40, QImage::Format_RGB32);
            {
                QPainter painter(&image);
                Overview().draw(painter, frame, QRectF(0, 0, size.width(), 40));
            }
            int dark = 0;
            for (int x = 10; x < size.width() - 10; ++x)
                dark += image.pixelColor(x, y) == frame.theme->text ? 1 : 0;
            return dark;
        };
        const int length = size.width() - 20;
        QVERIFY(dark_in_line(2, 20) > length / 3 && dark_in_line(2, 20) < length * 3 / 4);
        QCOMPARE(dark_in_line(1, 20), 0);
        QVERIFY(dark_in_line(1, 30) > length / 3);
        QCOMPARE(dark_in_line(0, 20), 0); // not known
    }

    /// Each arrow of a deadlock's ring is on the picture, from the waiter to the object and from there to the
    /// holder, within the time in which all of them wait, as pixels and as shapes.
    void aRingIsDrawnOverTheRows_data() {
        QTest::addColumn<bool>("shapes");
        QTest::newRow("as pixels") << false;
        QTest::newRow("as shapes") << true;
    }
    void aRingIsDrawnOverTheRows() {
        QFETCH(bool, shapes);
        TraceBuilder builder;
        const LaneId a = builder.lane("A to B");
        const LaneId b = builder.lane("B to A");
        const ObjectId first = builder.object(ObjectKind::mutex, "account A");
        const ObjectId second = builder.object(ObjectKind::mutex, "account B");
        builder.begin(0, a).begin(0, b).wake(0, a).wake(0, b);
        builder.acquire(5 * ms, a, first).acquire(5 * ms, b, second);
        builder.wait(20 * ms, a, second).block(20 * ms, a).wait(20 * ms, b, first).block(20 * ms, b);
        const auto trace = builder.build(100 * ms);
        TimelineFrame frame = frame_of({trace.get()});
        frame.layout = TimelineLayout(QRectF(0, 0, 0, size.height()), QRectF(QPointF(0, 0), QSizeF(size)),
                                      frame.rows, {.least = 20, .most = 60, .least_gap = 34});
        const auto image_of = [&] { return shapes ? shapes_of(frame) : pixels_of(frame); };
        const auto columns_with_error = [&](const QImage& image, double y) {
            std::vector<int> columns; // the first of each stretch
            for (int x = 0; x < size.width(); ++x) {
                const auto is = [&](int column) {
                    return distance(image.pixelColor(column, static_cast<int>(y)), frame.theme->error) < 60;
                };
                if (is(x) && (x == 0 || !is(x - 1)))
                    columns.push_back(x);
            }
            return columns;
        };
        const double just_below_lanes = frame.layout.bar(1).bottom() + 5;
        QVERIFY(columns_with_error(image_of(), just_below_lanes).empty());
        frame.rings = {{{{a, second, b}, {b, first, a}}, 20 * ms}};
        frame.whole = {}; // an exported picture has no overview
        const QImage image = image_of();
        // Of the four arrows the two that go to lanes end in this gap, and one comes from the lower lane; the
        // one of the upper lane goes through.
        const std::vector<int> columns = columns_with_error(image, just_below_lanes);
        QVERIFY2(columns.size() >= 3, qPrintable(QString::number(columns.size())));
        QVERIFY2(columns.front() > 200, "only where both wait");
        const double gap = (frame.layout.stripe(1).bottom() + frame.layout.stripe(2).top()) / 2;
        QVERIFY2(columns_with_error(image, gap).size() > 8, "the pills' words");
    }

    /// On a projector what is smaller cannot be read, and rows become low when there are many.
    void noLettersAreSmallerThanTheLeast_data() {
        QTest::addColumn<int>("row_height");
        QTest::addColumn<bool>("has_words_in_bars");
        QTest::newRow("low") << 26 << false;
        QTest::newRow("high") << 130 << true;
    }
    void noLettersAreSmallerThanTheLeast() {
        QFETCH(int, row_height);
        const auto trace = run_of_many_words();
        TimelineFrame frame = frame_of({trace.get()});
        frame.font.setPixelSize(24);
        frame.least_letters = 18;
        const double height = row_height;
        frame.layout = TimelineLayout(QRectF(0, 0, 200, size.height()),
                                      QRectF(200, 0, size.width() - 200, size.height()), frame.rows,
                                      {.least = height, .most = height});
        const QString svg = QString::fromUtf8(svg_of(frame));
        static const QRegularExpression letters(
            QStringLiteral("<text[^>]*font-size=\"([0-9]+)\"[^>]*>([^<]*)<"));
        QStringList words;
        for (const QRegularExpressionMatch& match : letters.globalMatch(svg)) {
            words << match.captured(2).trimmed();
            QVERIFY2(match.captured(1).toInt() >= 18, qPrintable(match.captured(0)));
        }
        QVERIFY2(words.contains(QStringLiteral("worker")), qPrintable(words.join(QLatin1Char('|'))));
        QTEST(words.contains(QStringLiteral("running")) && words.contains(QStringLiteral("W 7")),
              "has_words_in_bars");
    }
};

} // namespace test_timeline_frame

QTEST_MAIN(test_timeline_frame::TestTimelineFrame)
#include "test_timeline_frame.moc"
