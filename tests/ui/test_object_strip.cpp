// SPDX-License-Identifier: GPL-3.0-or-later
// The row of an object over time, with the lanes that had to do with it: what has no room is said.
#include "tests/core/trace/trace_builder.h"
#include "ui/locks/object_strip.h"
#include "ui/locks/run_waits.h"

#include <QBuffer>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgGenerator>
#include <QTest>

#include <memory>
#include <vector>

using namespace interleave;
using namespace interleave::test;

namespace test_object_strip {

/// Four lanes take a lock one after the other.
RunWaits waits_of_four() {
    TraceBuilder story(false);
    std::vector<LaneId> lanes;
    const ObjectId lock = story.object(ObjectKind::mutex, "the lock");
    for (const char* name : {"a", "b", "c", "d"}) {
        lanes.push_back(story.lane(name));
        story.begin(0, lanes.back());
    }
    story.acquire(10, lanes[0], lock);
    for (std::size_t i = 1; i < lanes.size(); ++i)
        story.wait(20, lanes[i], lock);
    for (std::size_t i = 1; i < lanes.size(); ++i) {
        const auto time = static_cast<std::int64_t>(100 * i);
        story.release(time, lanes[i - 1], lock).acquire(time + 1, lanes[i], lock);
    }
    return run_waits(std::shared_ptr<const Trace>(story.build_closed(500)), {}, {});
}

QStringList words_in(const RunWaits& waits, const QRectF& area) {
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(area.size().toSize());
    {
        QPainter painter(&generator);
        draw_over_time(painter, area, waits, waits.objects.front(), theme_of(ThemeName::light), QFont());
    }
    static const QRegularExpression text(QStringLiteral("<text[^>]*>([^<]*)<"));
    QStringList words;
    for (const QRegularExpressionMatch& match : text.globalMatch(QString::fromUtf8(svg)))
        words << match.captured(1).trimmed();
    return words;
}

class TestObjectStrip : public QObject {
    Q_OBJECT

private slots:
    void lanesWithoutRoomAreCounted() {
        const RunWaits waits = waits_of_four();
        const double whole = over_time_height(waits.objects.front(), QFont());
        const QStringList all = words_in(waits, QRectF(0, 0, 700, whole));
        for (const char* name : {"a", "b", "c", "d"})
            QVERIFY2(all.contains(QLatin1String(name)), name);
        QVERIFY(all.filter(QStringLiteral("more")).isEmpty());
        const QStringList few = words_in(waits, QRectF(0, 0, 700, whole - 60));
        static const QRegularExpression rest(QStringLiteral("^and [123] more$"));
        QVERIFY2(few.filter(rest).size() == 1, qPrintable(few.join(QLatin1Char('|'))));
    }
};

} // namespace test_object_strip

QTEST_MAIN(test_object_strip::TestObjectStrip)
#include "test_object_strip.moc"
