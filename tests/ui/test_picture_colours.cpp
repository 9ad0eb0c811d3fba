// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a known trace has the right colours at the right places: in every theme, as pixels and as
// shapes.
#include "tests/ui/example_traces.h"
#include "ui/export/export_picture.h"
#include "ui/rows/lane_bands.h"
#include "ui/rows/row_painter.h"
#include "ui/rows/work_rows.h"
#include "ui/timeline/timeline_picture.h"

#include <QBuffer>
#include <QPainter>
#include <QPoint>
#include <QRect>
#include <QSize>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_picture_colours {

/// Makes a frame without labels and axis, with rows from the top left corner, so that every place can be
/// computed.
TimelineFrame frame_of(const Trace& trace, ThemeName theme, const QSize& size) {
    TimelineFrame frame;
    frame.add_rows_of(trace);
    frame.theme = &theme_of(theme);
    frame.font.setPixelSize(12);
    frame.range = whole_range(trace);
    frame.layout = TimelineLayout(QRectF(0, 0, 0, size.height()), QRectF(QPointF(0, 0), QSizeF(size)),
                                  frame.rows, {.least = 20, .most = 60});
    return frame;
}

QImage pixels_of(const TimelineFrame& frame, const QSize& size, double scale = 1.0) {
    QImage image(size * scale, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    painter.scale(scale, scale);
    RowPainter().paint(painter, frame, {});
    return image;
}

QImage shapes_of(const TimelineFrame& frame, const QSize& size) {
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    {
        QPainter painter(&generator);
        RowPainter().paint(painter, frame, {});
    }
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    QSvgRenderer(svg).render(&painter);
    return image;
}

int distance(QRgb a, QRgb b) {
    return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
}

/// Returns the share of pixels in a rectangle that have nearly this colour.
double share_of(const QImage& image, const QRect& place, const QColor& colour) {
    int count = 0;
    for (int y = place.top(); y <= place.bottom(); ++y)
        for (int x = place.left(); x <= place.right(); ++x)
            count += distance(image.pixel(x, y), colour.rgb()) < 40 ? 1 : 0;
    return static_cast<double>(count) / (place.width() * place.height());
}

QColor mean_of(const QImage& image, const QRect& place) {
    double red = 0;
    double green = 0;
    double blue = 0;
    for (int y = place.top(); y <= place.bottom(); ++y)
        for (int x = place.left(); x <= place.right(); ++x) {
            const QColor colour = image.pixelColor(x, y);
            red += colour.red();
            green += colour.green();
            blue += colour.blue();
        }
    const double pixels = place.width() * place.height();
    return {static_cast<int>(red / pixels), static_cast<int>(green / pixels),
            static_cast<int>(blue / pixels)};
}

class TestPictureColours : public QObject {
    Q_OBJECT

private slots:
    void everyStateHasItsColourAtItsPlace_data() {
        QTest::addColumn<int>("theme");
        QTest::addColumn<bool>("shapes");
        for (const bool shapes : {false, true}) {
            const char* how = shapes ? "as shapes" : "as pixels";
            QTest::addRow("light, %s", how) << int(ThemeName::light) << shapes;
            QTest::addRow("dark, %s", how) << int(ThemeName::dark) << shapes;
            QTest::addRow("print, %s", how) << int(ThemeName::print) << shapes;
        }
    }
    void everyStateHasItsColourAtItsPlace() {
        QFETCH(int, theme);
        QFETCH(bool, shapes);
        const auto trace = trace_of_every_state();
        const QSize size(1'400, 500); // 10 pixels to a millisecond
        const TimelineFrame frame = frame_of(*trace, static_cast<ThemeName>(theme), size);
        const QImage image = shapes ? shapes_of(frame, size) : pixels_of(frame, size);
        const QRect bar = frame.layout.bar(0).toRect();
        for (std::size_t index = 0; index < every_state.size(); ++index) {
            const LaneState state = every_state[index];
            const BandStyle& style = frame.theme->style(state);
            const QRect place(static_cast<int>(index) * 100 + 60, bar.top() + 4, 34, bar.height() - 8);
            const double fill = share_of(image, place, style.fill);
            QVERIFY2(fill > 0.25, qPrintable(QStringLiteral("%1: fill %2").arg(title_of(state)).arg(fill)));
            if (style.pattern == Pattern::solid)
                continue;
            // Thin lines are blended with the fill, so they are measured by how much less fill is left.
            QVERIFY2(fill < 0.985, qPrintable(QStringLiteral("%1: no pattern").arg(title_of(state))));
        }
    }

    void tasksStandAboveTheStatesOfTheirLane() {
        for (const bool shapes : {false, true}) {
            TraceBuilder builder;
            const LaneId lane = builder.lane("worker 1");
            const ObjectId first = builder.object(ObjectKind::future, "first");
            const ObjectId second = builder.object(ObjectKind::future, "second");
            builder.begin(0, lane).wake(0, lane);
            builder.add(20 * ms, lane, EventKind::task_begin, first, 1)
                .add(50 * ms, lane, EventKind::task_end, first, 1)
                .add(50 * ms, lane, EventKind::task_begin, second, 2)
                .add(80 * ms, lane, EventKind::task_end, second, 2);
            const auto trace = builder.build_closed(100 * ms);
            const QSize size(1'000, 100);
            const TimelineFrame frame = frame_of(*trace, ThemeName::light, size);
            const QImage image = shapes ? shapes_of(frame, size) : pixels_of(frame, size);
            const QRectF bar = frame.layout.bar(0);
            const QRectF strip = lane_places(frame, frame.rows[0], bar).work;
            QVERIFY(strip.height() > 6 && strip.height() < bar.height() / 2);
            const auto above = [&](int x) {
                return image.pixelColor(x, static_cast<int>(strip.center().y()));
            };
            QCOMPARE(above(100), above(900)); // there is no task
            QVERIFY(above(400) != above(100));
            QVERIFY(above(700) != above(100));
            QVERIFY2(above(400) != above(700), "neighbours can be told apart");
            const QRect below(300, static_cast<int>(strip.bottom()) + 3, 100, 10);
            QVERIFY(share_of(image, below, frame.theme->style(LaneState::running).fill) > 0.9);
            int ink = 0; // of the task's name
            for (int x = 200; x < 260; ++x)
                for (int y = static_cast<int>(strip.top()); y < strip.bottom(); ++y)
                    ink += image.pixelColor(x, y).lightness() < 110 ? 1 : 0;
            QVERIFY2(ink > 10, qPrintable(QString::number(ink)));
        }
    }

    void moreTasksThanPixelsAreDrawnInTheirPlaces() {
        TraceBuilder builder;
        const LaneId lane = builder.lane("worker 1");
        const ObjectId task = builder.object(ObjectKind::future, "task");
        builder.begin(0, lane).wake(0, lane);
        for (int i = 0; i < 20'000; ++i) // in the second quarter
            builder
                .add(25 * ms + i * 1'250, lane, EventKind::task_begin, task,
                     static_cast<std::uint64_t>(i + 1))
                .add(25 * ms + i * 1'250 + 1'000, lane, EventKind::task_end, task);
        const auto trace = builder.build_closed(100 * ms);
        const QSize size(1'000, 100);
        const TimelineFrame frame = frame_of(*trace, ThemeName::light, size);
        const QImage image = pixels_of(frame, size);
        const int y =
            static_cast<int>(lane_places(frame, frame.rows[0], frame.layout.bar(0)).work.center().y());
        for (int x = 2; x < 998; ++x) {
            const bool busy = x > 251 && x < 498;
            if (busy || x < 249 || x > 501)
                QVERIFY2((image.pixelColor(x, y) != image.pixelColor(1, y)) == busy,
                         qPrintable(QString::number(x)));
        }
    }

    void holdersAndWaitersHaveTheirColours() {
        for (const ThemeName theme : {ThemeName::light, ThemeName::dark, ThemeName::print}) {
            TraceBuilder builder;
            const LaneId owner = builder.lane("owner");
            const LaneId waiter = builder.lane("waiter");
            const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
            builder.begin(0, owner).begin(0, waiter).wake(0, owner).wake(0, waiter);
            builder.acquire(2 * ms, owner, lock)
                .wait(5 * ms, waiter, lock)
                .block(5 * ms, waiter)
                .release(8 * ms, owner, lock);
            builder.wake(8 * ms, waiter).acquire(8 * ms, waiter, lock).release(9 * ms, waiter, lock);
            const auto trace = builder.build_closed(10 * ms);
            const QSize size(1'000, 300);
            const TimelineFrame frame = frame_of(*trace, theme, size);
            const QImage image = pixels_of(frame, size);
            const QRect bar = frame.layout.bar(2).toRect();
            const auto upper = [&](int x) { return QRect(x, bar.top() + 3, 20, bar.height() / 2 - 6); };
            const auto lower = [&](int x) {
                return QRect(x, bar.bottom() - bar.height() / 4, 20, bar.height() / 6);
            };
            QVERIFY(share_of(image, upper(100), frame.theme->style(held_style).fill) == 0);
            QVERIFY(share_of(image, upper(400), frame.theme->style(held_style).fill) > 0.9);
            QVERIFY(share_of(image, upper(700), frame.theme->style(contended_style).fill) > 0.7);
            QVERIFY(share_of(image, upper(850), frame.theme->style(held_style).fill) > 0.9);
            QVERIFY(share_of(image, lower(400), frame.theme->style(waiters_style).fill) == 0);
            QVERIFY(share_of(image, lower(700), frame.theme->style(waiters_style).fill) > 0.9);
        }
    }

    void aStepSaysHowManyWaitWhereItIsHighEnough() {
        TraceBuilder builder;
        const LaneId owner = builder.lane("owner");
        const LaneId waiter = builder.lane("waiter");
        const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
        builder.begin(0, owner).begin(0, waiter).wake(0, owner).wake(0, waiter).acquire(1 * ms, owner, lock);
        builder.wait(5 * ms, waiter, lock).block(5 * ms, waiter).release(9 * ms, owner, lock);
        builder.wake(9 * ms, waiter).acquire(9 * ms, waiter, lock);
        const auto trace = builder.build_closed(10 * ms);
        for (const ThemeName theme : {ThemeName::light, ThemeName::dark, ThemeName::print}) {
            const auto letters_at_height = [&](int height) {
                const QSize size(1'000, height);
                const TimelineFrame frame = frame_of(*trace, theme, size);
                const QImage image = pixels_of(frame, size);
                const QRect bar = frame.layout.bar(2).toRect();
                const QRect begin(503, bar.bottom() - bar.height() / 4, 50, bar.height() / 5);
                return 1 - share_of(image, begin, frame.theme->style(waiters_style).fill);
            };
            QVERIFY(letters_at_height(300) > 0.1);
            QCOMPARE(letters_at_height(75), 0.0);
        }
    }

    void aWaitOfOneNanosecondInASecondIsSeen() {
        TraceBuilder builder;
        const LaneId lane = builder.lane("worker");
        const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
        constexpr std::int64_t at = 500 * ms;
        builder.begin(0, lane).wake(0, lane).wait(at, lane, lock).block(at, lane).wake(at + 1, lane);
        builder.acquire(at + 1, lane, lock).end(1'000 * ms, lane);
        const auto trace = builder.build_closed(1'000 * ms);
        for (const int width : {200, 1'000, 3'000}) {
            const QSize size(width, 80);
            const TimelineFrame frame = frame_of(*trace, ThemeName::light, size);
            const QImage image = pixels_of(frame, size);
            const int y = frame.layout.bar(0).toRect().top() + 3;
            int seen = 0;
            for (int x = 0; x < width; ++x)
                seen += distance(image.pixel(x, y), frame.theme->style(LaneState::running).fill.rgb()) > 60
                            ? 1
                            : 0;
            QCOMPARE(seen, least_wait_width);
        }
    }

    void withoutRecordsOfTheKernelNothingIsDrawnAsRunning() {
        TraceBuilder builder(false); // without records of the kernel
        const LaneId lane = builder.lane("worker");
        builder.begin(0, lane).end(10 * ms, lane);
        const auto trace = builder.build_closed(10 * ms);
        const QSize size(500, 80);
        const TimelineFrame frame = frame_of(*trace, ThemeName::light, size);
        const QImage image = pixels_of(frame, size);
        QVERIFY(share_of(image, image.rect(), frame.theme->style(LaneState::running).fill) == 0);
        const QRect edge(QPoint(20, frame.layout.bar(0).toRect().top()), QSize(400, 1));
        const double dashes = share_of(image, edge, frame.theme->style(LaneState::running_or_ready).outline);
        QVERIFY(dashes > 0.3 && dashes < 0.7);
    }

    void aDenseScreenShowsTheSamePicture() {
        const auto trace = trace_of_every_state();
        const QSize size(1'400, 500);
        const TimelineFrame frame = frame_of(*trace, ThemeName::light, size);
        const QImage once = pixels_of(frame, size);
        const QImage twice = pixels_of(frame, size, 2.0);
        QCOMPARE(twice.size(), size * 2);
        const QRect bar = frame.layout.bar(0).toRect();
        for (std::size_t index = 0; index < every_state.size(); ++index) {
            const QRect place(static_cast<int>(index) * 100 + 60, bar.top() + 4, 34, bar.height() - 8);
            const QRect large(place.topLeft() * 2, place.size() * 2);
            // A pattern's lines are sharper there, so what is seen from afar is compared.
            const QColor seen = mean_of(once, place);
            QVERIFY2(distance(seen.rgb(), mean_of(twice, large).rgb()) < 24,
                     qPrintable(title_of(every_state[index])));
        }
    }

    void aSheetHasAllItsPartsWithinIt_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("workers");
        QTest::newRow("a slide") << QSize(1280, 720) << 4;
        QTest::newRow("full HD") << QSize(1920, 1080) << 16;
        QTest::newRow("small") << QSize(640, 400) << 4;
        QTest::newRow("as small as can be") << QSize(smallest_picture, smallest_picture) << 2;
        QTest::newRow("sixty lanes") << QSize(1280, 720) << 60;
    }
    void aSheetHasAllItsPartsWithinIt() {
        QFETCH(QSize, size);
        QFETCH(int, workers);
        const std::shared_ptr<const Trace> trace = trace_of_contention(workers, 5);
        PictureOptions options;
        options.size = size;
        options.words.title = QStringLiteral("lock-contention");
        options.words.sentence = QString(QStringLiteral("What is to be seen. ")).repeated(8);
        options.words.details = QString(QStringLiteral("2 processors, 38 ns per event. ")).repeated(8);
        const Picture picture = timeline_drawing(trace)(options);
        QCOMPARE(picture.size.width(), size.width());
        QVERIFY(picture.size.height() <= size.height());
        // The picture is drawn with a margin around it, in which nothing may be drawn.
        const QPoint room(60, 60);
        QImage image(size + QSize(120, 120), QImage::Format_RGB32);
        image.fill(Qt::magenta);
        {
            QPainter painter(&image);
            painter.translate(room);
            picture.draw(painter);
        }
        const QRect sheet(room, picture.size);
        int wrong = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                wrong += sheet.contains(x, y) == (image.pixel(x, y) != QColor(Qt::magenta).rgb()) ? 0 : 1;
        QCOMPARE(wrong, 0);
        const Theme& theme = theme_of(options.theme);
        QVERIFY2(share_of(image, sheet, theme.style(LaneState::waiting_lock).fill) > 0.001, "lanes");
        QVERIFY2(share_of(image, sheet, theme.style(contended_style).fill) > 0.001, "the lock");
    }

    void anEmptyTraceIsASheetThatSaysSo() {
        PictureOptions options;
        const QImage image =
            drawPreview(timeline_drawing(std::make_shared<Trace>(true)), options, options.size);
        QCOMPARE(image.width(), options.size.width());
        QVERIFY2(image.height() < 200, "a sentence needs no more");
        QVERIFY(share_of(image, image.rect(), theme_of(options.theme).background) > 0.95);
        QVERIFY2(share_of(image, image.rect(), theme_of(options.theme).background) < 1.0,
                 "a sentence says why");
    }
};

} // namespace test_picture_colours

QTEST_MAIN(test_picture_colours::TestPictureColours)
#include "test_picture_colours.moc"
