// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a critical path: bars as long as their shares, and the way through the lanes.
#include "core/analysis/critical_path_report.h"
#include "tests/core/trace/trace_builder.h"
#include "ui/critical_path/path_picture.h"
#include "ui/critical_path/path_strip.h"
#include "ui/critical_path/share_bars.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_path_picture {

constexpr QSizeF size(900, 400);

const Theme& theme() {
    return theme_of(ThemeName::light);
}

template <typename Draw>
QImage drawn(Draw&& draw) {
    QImage image(size.toSize(), QImage::Format_RGB32);
    image.fill(theme().background);
    QPainter painter(&image);
    draw(painter, QRectF(QPointF(), size));
    return image;
}

QImage bars_of(const std::vector<ShareLine>& lines, std::int64_t whole) {
    return drawn([&](QPainter& painter, const QRectF& area) {
        draw_share_bars(painter, area, lines, whole, theme(), QFont());
    });
}

int pixels_of(const QImage& image, const QColor& colour) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    return count;
}

/// One lane runs from 0 to 60 and starts another, which runs from 60 to 100.
struct Story {
    TraceBuilder builder{true};
    ObjectId worker = builder.object(ObjectKind::worker, "worker");
    LaneId main = builder.lane("main", LaneKind::process);
    LaneId other = builder.lane("worker", LaneKind::thread, worker);

    std::shared_ptr<const Trace> trace() {
        builder.begin(0, main).wake(0, main).add(60, main, EventKind::start, worker).end(60, main);
        builder.begin(60, other).wake(60, other, 1).end(100, other);
        return builder.build_closed(100);
    }
};

ShownPath path_of(const Trace& trace) {
    ShownPath shown{.is_of_run = true, .path = critical_path_of_run(trace)};
    shown.shares = path_shares(trace, shown.path);
    return shown;
}

class TestPathPicture : public QObject {
    Q_OBJECT

private slots:
    void barsAreAsLongAsTheirShares() {
        const auto line = [](std::int64_t ns, LaneState state) {
            return ShareLine{
                .kind = "State", .what = "x", .ns = ns, .is_told = true, .parts = {{ns, style_of(state)}}};
        };
        const QColor running = theme().style(LaneState::running).fill;
        const int whole = pixels_of(bars_of({line(100, LaneState::running)}, 100), running);
        const int half = pixels_of(bars_of({line(50, LaneState::running)}, 100), running);
        QVERIFY(whole > 1000);
        QVERIFY2(qAbs(2 * half - whole) < whole / 50, qPrintable(QString("%1 %2").arg(whole).arg(half)));
    }

    void whatCannotBeToldHasNoBar() {
        const QColor running = theme().style(LaneState::running).fill;
        const ShareLine line{.kind = "State",
                             .what = "x",
                             .ns = 50,
                             .is_told = false,
                             .parts = {{50, style_of(LaneState::running)}}};
        QCOMPARE(pixels_of(bars_of({line}, 100), running), 0);
    }

    void linesWithoutRoomAreCounted() {
        std::vector<ShareLine> lines;
        for (int i = 0; i < 100; ++i)
            lines.push_back({.kind = "Lane", .what = "x", .ns = 1, .is_told = true});
        lines.push_back({.kind = "Object", .what = "only passed", .ns = 0, .is_told = true});
        const double line = share_bars_height({lines.front()}, QFont());
        QCOMPARE(share_bars_height(lines, QFont()), 101 * line); // the last line counts what took no time
        const QImage image = bars_of(lines, 100);
        const auto last = static_cast<int>(std::floor(size.height() / line) * line);
        for (int y = last + 1; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                QCOMPARE(image.pixelColor(x, y), theme().background);
    }

    void theLinesAreOfLanesStatesAndHandOvers() {
        const auto trace = Story().trace();
        const ShownPath shown = path_of(*trace);
        QStringList words;
        for (const ShareLine& line : share_lines(*trace, shown.shares, {}))
            words << QString("%1 %2 %3").arg(line.kind, line.what).arg(line.ns);
        QCOMPARE(words,
                 (QStringList{"Lane main 60", "Lane worker 40", "State running 100", "Object worker 0"}));
    }

    void theWayGoesThroughTheLanes() {
        const auto trace = Story().trace();
        const ShownPath shown = path_of(*trace);
        const QImage image = drawn([&](QPainter& painter, const QRectF& area) {
            draw_path_strip(painter, area, *trace, shown, theme(), QFont());
        });
        const int row = 32;
        const auto path_in = [&](int top, double from, double until) {
            const double left = size.width() * 0.25; // names are narrower
            int count = 0;
            for (int y = top; y < top + row; ++y)
                for (int x = static_cast<int>(left + (size.width() - left) * from);
                     x < static_cast<int>(left + (size.width() - left) * until); ++x)
                    count += image.pixelColor(x, y) == theme().critical_path ? 1 : 0;
            return count;
        };
        QVERIFY(path_in(0, 0, 0.4) > 50 && path_in(0, 0.7, 1) == 0);
        QVERIFY(path_in(row, 0, 0.3) == 0 && path_in(row, 0.7, 1) > 50);
    }

    void thePictureHasBoth() {
        const auto trace = Story().trace();
        PictureOptions options;
        options.theme = ThemeName::light;
        const Picture picture = path_drawing(trace, path_of(*trace), {})(options);
        QImage image(picture.size, QImage::Format_RGB32);
        QPainter painter(&image);
        picture.draw(painter);
        painter.end();
        QVERIFY(pixels_of(image, theme().critical_path) > 100);
        QVERIFY(pixels_of(image, theme().style(LaneState::running).fill) > 1000);
    }
};

} // namespace test_path_picture

QTEST_MAIN(test_path_picture::TestPathPicture)
#include "test_path_picture.moc"
