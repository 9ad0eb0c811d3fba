// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the statistics: bars and the step line by colour at known places, and what has room.
#include "core/event/error.h"
#include "tests/ui/example_traces.h"
#include "ui/statistics/parallelism_chart.h"
#include "ui/statistics/state_bars.h"
#include "ui/statistics/statistics_entry.h"
#include "ui/statistics/statistics_picture.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace interleave;
using namespace interleave::test;

namespace test_statistics_picture {

std::shared_ptr<const ShownStatistics> look_at(std::shared_ptr<const Trace> trace,
                                               const std::optional<TimeRange>& selection = {},
                                               const CollectorCounts& counts = {}) {
    return look_at_statistics(
        {.trace = std::move(trace), .counts = counts, .selection = selection, .lanes = {}, .processors = 2});
}

template <typename Draw>
QImage image_of(const QSize& size, const Theme& theme, Draw&& draw) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(theme.background);
    QPainter painter(&image);
    draw(painter, QRectF(QPointF(), QSizeF(size)));
    return image;
}

int pixels_in_row(const QImage& image, int y, const QColor& colour) {
    int count = 0;
    for (int x = 0; x < image.width(); ++x)
        count += image.pixel(x, y) == colour.rgb() ? 1 : 0;
    return count;
}

RunInfo info_of_example() {
    RunInfo info;
    info.scenario = "lock-contention";
    info.ended = Ended::finished;
    return info;
}

class TestStatisticsPicture : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void barsAreAsLongAsTheirTimes() {
        const std::shared_ptr<const Trace> trace = trace_of_a_wait();
        const Theme& theme = theme_of(ThemeName::light);
        const auto shown = look_at(trace);
        const QFont font;
        const QSize size(900, static_cast<int>(state_bars_height(*shown, font, 900)));
        const QImage image = image_of(size, theme, [&](QPainter& painter, const QRectF& area) {
            draw_state_bars(painter, area, *shown, theme, font);
        });
        // Along the lower edge of the bars no words are in the way.
        const double row = std::ceil(QFontMetricsF(font).height() * 1.35);
        const QColor running = theme.style(LaneState::running).fill;
        const QColor waiting = theme.style(LaneState::waiting_lock).fill;
        const int y_owner = static_cast<int>(row * 0.8);
        const int y_waiter = static_cast<int>(row * 1.8);
        const int owner = pixels_in_row(image, y_owner, running);
        const int waiter = pixels_in_row(image, y_waiter, running);
        QVERIFY2(owner > 500, "it is to be seen from afar");
        QVERIFY2(std::abs(owner - 2 * waiter) < 10, qPrintable(QString("%1 %2").arg(owner).arg(waiter)));
        QVERIFY(pixels_in_row(image, y_waiter, waiting) > owner / 4); // hatched
        QCOMPARE(pixels_in_row(image, y_owner, waiting), 0);
    }

    void theStepLineIsAtTheNumberThatRan() {
        const std::shared_ptr<const Trace> trace = trace_of_a_wait();
        const Theme& theme = theme_of(ThemeName::light);
        // The line at three processors is out of the way of the others.
        const auto shown =
            look_at_statistics({.trace = trace, .counts = {}, .selection = {}, .lanes = {}, .processors = 3});
        const QImage image = image_of({900, 200}, theme, [&](QPainter& painter, const QRectF& area) {
            draw_parallelism(painter, area, *shown, theme, QFont());
        });
        // Of 60 ms two lanes ran for 30 ms, one for the other 30 ms: there are two heights, each as long.
        const QColor line = theme.style(LaneState::running).fill;
        std::vector<int> lengths;
        for (int y = 0; y < image.height(); ++y) {
            const int length = pixels_in_row(image, y, line);
            if (length > 100)
                lengths.push_back(length);
        }
        QVERIFY2(lengths.size() >= 2, "two heights");
        QVERIFY(std::abs(lengths.front() - lengths.back()) < 12);
        QVERIFY(parallelism_sentence(*shown).startsWith("mean 1.50"));
        QVERIFY(parallelism_sentence(*shown).contains(QStringLiteral("2 at once: 30.0\u202Fms")));
    }

    void aPictureOfSeveralLanesHasARowForEach() {
        const auto height_with = [](int lanes) {
            TraceBuilder builder;
            for (int i = 0; i < lanes; ++i) {
                const LaneId lane = builder.lane("worker " + std::to_string(i + 1));
                builder.begin(0, lane).wake(0, lane).end(50 * ms, lane);
            }
            const std::shared_ptr<const Trace> trace = builder.build_closed(50 * ms);
            PictureOptions options;
            options.size = {1280, 720};
            options.words = statistics_words(info_of_example(), *trace);
            return statistics_drawing(look_at(trace))(options).size.height();
        };
        // A bar and a row of the table are more than the chart's share of what a picture is higher.
        QVERIFY2(height_with(6) > height_with(5), qPrintable(QString::number(height_with(6))));
        QVERIFY(height_with(6) <= 720);
    }

    void aPictureShowsBarsAndLine() {
        const std::shared_ptr<const Trace> trace = trace_of_a_wait();
        PictureOptions options;
        options.size = {1280, 720};
        options.words = statistics_words(info_of_example(), *trace);
        for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::print}) {
            options.theme = name;
            const QImage picture = drawPreview(statistics_drawing(look_at(trace)), options, options.size);
            QVERIFY(picture.height() <= 720);
            int blue = 0;
            for (int y = 0; y < picture.height(); ++y)
                blue += pixels_in_row(picture, y, theme_of(name).style(LaneState::running).fill);
            QVERIFY2(blue > 10'000, qPrintable(QString::number(blue)));
        }
    }

    void aPartOfTheRunIsDrawnAndNothingIsRefused() {
        const std::shared_ptr<const Trace> trace = trace_of_a_wait();
        const RunInfo info = info_of_example();
        const Drawing draw = statistics_entry().drawing({.trace = trace, .info = &info});
        PictureOptions options;
        options.size = {900, 600};
        const QImage whole = drawPreview(draw, options, options.size);
        options.range = TimeRange{0, 20 * ms};
        QVERIFY(drawPreview(draw, options, options.size) != whole);
        options.range = TimeRange{200 * ms, 300 * ms};
        QVERIFY_THROWS_EXCEPTION(RunError, drawPreview(draw, options, options.size));
    }
};

} // namespace test_statistics_picture

QTEST_MAIN(test_statistics_picture::TestStatisticsPicture)
#include "test_statistics_picture.moc"
