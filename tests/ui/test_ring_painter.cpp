// SPDX-License-Identifier: GPL-3.0-or-later
// The ring of a deadlock over the rows: each of its steps has its number, however many there are.
#include "tests/core/trace/trace_builder.h"
#include "ui/rows/ring_painter.h"
#include "ui/rows/timeline_frame.h"

#include <QBuffer>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgGenerator>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_ring_painter {

constexpr int philosophers = 5;

/// Each holds a fork and waits for that of the next.
struct Table {
    TraceBuilder story{false};
    std::unique_ptr<Trace> trace;
    DeadlockRing ring{{}, 15};

    Table() {
        std::vector<LaneId> lanes;
        std::vector<ObjectId> forks;
        for (int i = 1; i <= philosophers; ++i) {
            lanes.push_back(story.lane("philosopher " + std::to_string(i)));
            forks.push_back(story.object(ObjectKind::mutex, "fork " + std::to_string(i)));
            story.begin(0, lanes.back());
        }
        for (std::size_t i = 0; i < philosophers; ++i) {
            const std::size_t next = (i + 1) % philosophers;
            story.acquire(10, lanes[i], forks[i]);
            story.wait(15, lanes[i], forks[next]);
            ring.links.push_back({lanes[i], forks[next], lanes[next]});
        }
        trace = story.build(250);
    }
};

QStringList words_of(const TimelineFrame& frame, const QSize& size) {
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    {
        QPainter painter(&generator);
        draw_rings(painter, frame);
    }
    static const QRegularExpression words(QStringLiteral("<text[^>]*>([^<]*)<"));
    QStringList found;
    for (const QRegularExpressionMatch& match : words.globalMatch(QString::fromUtf8(svg)))
        found << match.captured(1).trimmed();
    return found;
}

class TestRingPainter : public QObject {
    Q_OBJECT

private slots:
    /// A ring with some of its numbers would look as if it ended there.
    void everyStepOfALongRingHasItsNumberOrNoneHas() {
        const Table table;
        TimelineFrame frame;
        frame.add_rows_of(*table.trace);
        frame.theme = &theme_of(ThemeName::light);
        frame.font.setPixelSize(12);
        frame.range = {0, 250};
        frame.whole = frame.range;
        frame.rings = {table.ring};
        int numbered = 0;
        for (int width = 300; width <= 1'800; width += 20) {
            const QSize size(width, 400);
            frame.layout = TimelineLayout(QRectF(0, 0, 0, size.height()), QRectF(QPointF(0, 0), QSizeF(size)),
                                          frame.rows, {.least = 20, .most = 60});
            const QStringList words = words_of(frame, size);
            QVERIFY2(
                words.isEmpty() || words.size() == 2 * philosophers,
                qPrintable(QStringLiteral("%1 pixels: %2").arg(width).arg(words.join(QLatin1Char('|')))));
            numbered += words.contains(QStringLiteral("10")) ? 1 : 0;
        }
        QVERIFY(numbered > 0);
    }
};

} // namespace test_ring_painter

QTEST_MAIN(test_ring_painter::TestRingPainter)
#include "test_ring_painter.moc"
