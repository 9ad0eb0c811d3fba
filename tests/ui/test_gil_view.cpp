// SPDX-License-Identifier: GPL-3.0-or-later
// The GIL view: the same figures as the run's document, colours at known places, and ways from it to lanes.
#include "core/analysis/run_json.h"
#include "core/trace/json.h"
#include "tests/ui/example_traces.h"
#include "ui/gil/gil_chart.h"
#include "ui/gil/gil_histogram.h"
#include "ui/gil/gil_picture.h"
#include "ui/gil/gil_view.h"
#include "ui/gil/gil_words.h"
#include "ui/table/table_csv.h"
#include "ui/table/table_view.h"

#include <QBuffer>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSvgGenerator>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace interleave;
using namespace interleave::test;

namespace test_gil_view {

/// Three workers take a GIL in turn.
std::shared_ptr<const Trace> trace_of_a_gil() {
    return trace_of_contention(3, 5, 3 * ms, 2 * ms, ObjectKind::gil);
}

ShownGil look_at_all(const std::shared_ptr<const Trace>& trace, std::size_t columns = 400) {
    return look_at_gil({.trace = trace, .range = whole_range(*trace), .columns = columns});
}

/// Whether some pixel has this colour.
bool has_colour(const QImage& image, const QColor& colour) {
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixel(x, y) == colour.rgb())
                return true;
    return false;
}

template <typename Widget>
Widget& find(QWidget& view, const char* name) {
    auto* const widget = view.findChild<Widget*>(QLatin1String(name));
    if (widget == nullptr)
        qFatal("no %s", name);
    return *widget;
}

class TestGilView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void theTableHasTheFiguresOfTheDocument() {
        const auto trace = trace_of_a_gil();
        const Json json = to_json(make_report({}, *trace))["gils"][0];
        const Table table = gil_lane_table(*look_at_all(trace).figures, true);
        QCOMPARE(table.rows.size(), json["lanes"].size());
        for (std::size_t lane = 0; lane < table.rows.size(); ++lane) {
            const Json& expected = json["lanes"][lane];
            const std::vector<Cell>& row = table.rows[lane];
            QCOMPARE(row[0].text.toStdString(), expected["name"].get<std::string>());
            const auto is_ms = [](const Cell& cell, const Json& ms_value) {
                return cell.order.toLongLong() == std::llround(ms_value.get<double>() * 1e6);
            };
            QVERIFY(is_ms(row[2], expected["held_ms"]) && is_ms(row[3], expected["waited_ms"]));
            QCOMPARE(row[4].order.toULongLong(), expected["acquisitions"].get<std::uint64_t>());
            QVERIFY(is_ms(row[6], expected["wait_ms"]["median"]) &&
                    is_ms(row[7], expected["wait_ms"]["p95"]));
        }
    }

    void timesAreNotToldWhereRecordsAreMissing() {
        const GilFigures figures = *look_at_all(trace_of_a_gil()).figures;
        const Table table = gil_lane_table(figures, false);
        QCOMPARE(table.rows[0][2].text, QStringLiteral("?"));
        QVERIFY(table.rows[0][4].text.startsWith(QStringLiteral("≥ ")));
        QVERIFY(!figures_text(figures, false).contains(QStringLiteral("held")));
        QVERIFY(figures_text(figures, true).contains(QStringLiteral("held")));
    }

    void holdersAreSolidAndWaitersHatchedInEachTheme() {
        const ShownGil shown = look_at_all(trace_of_a_gil());
        for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::print}) {
            const Theme& theme = theme_of(name);
            QImage image(500, 200, QImage::Format_RGB32);
            image.fill(theme.background);
            QPainter painter(&image);
            GilChart(QRectF(0, 0, 500, 200), shown, QFont(), true).draw(painter, theme);
            painter.end();
            QVERIFY(has_colour(image, theme.style(contended_gil_style).fill));
            QVERIFY(has_colour(image, theme.style(LaneState::waiting_gil).fill));
        }
    }

    void aPointOfTheStripIsTheLaneThatHoldsIt() {
        const std::shared_ptr<const Trace> trace =
            trace_of_a_wait(); // the owner holds from 10 to 50 ms, of 60
        const ShownGil shown = look_at_all(trace, 600);
        const GilChart chart(QRectF(0, 0, 700, 200), shown, QFont(), true);
        const QRectF& plot = chart.plot();
        const auto at = [&](double share) {
            return QPointF(plot.left() + share * plot.width(), plot.top() + 5);
        };
        QCOMPARE(chart.lane_at(at(0.5)), std::optional<LaneId>(0));
        QCOMPARE(chart.lane_at(at(0.95)), std::optional<LaneId>(1));
        QVERIFY(!chart.lane_at(at(0.1)));
        QCOMPARE(chart.time_at(at(0.5).x()) / ms, std::int64_t{30});
    }

    void theWordsOfTheIntervalHavePlacesOfTheirOwn() {
        const QRectF area(20, 10, 400, 170);
        for (const std::int64_t interval : {20'000, 5'000'000, 20'000'000, 33'000'000}) {
            DurationHistogram durations;
            for (int i = 0; i < 86; ++i)
                durations.add(interval + 100);
            for (const std::int64_t ns : {20'000, 40'000, 1'000'000, 33'500'000})
                durations.add(ns);
            const GilHistogram histogram(area, "held", durations, interval, QFont());
            QVERIFY(histogram.interval());
            const QRectF words = histogram.interval()->place;
            QVERIFY(words.left() >= area.left() && words.right() <= area.right());
            QVERIFY(words.right() < histogram.interval_x() || words.left() > histogram.interval_x());
            QVERIFY(words.top() >= area.top() + QFontMetricsF(QFont()).height()); // below the title
            QVERIFY(!histogram.counts().empty());
            for (const GilHistogram::Label& count : histogram.counts())
                QVERIFY2(!count.place.intersects(words), qPrintable(count.text));
        }
    }

    void theLineOfTheIntervalIsBesideTheCountOfItsBar() {
        const QRectF area(20, 10, 400, 170);
        DurationHistogram durations;
        for (int i = 0; i < 86; ++i)
            durations.add(3'000'000);
        for (const std::int64_t ns : {1'000'000, 7'000'000})
            durations.add(ns);
        const std::vector<DurationHistogram::Bin> bins = durations.bins();
        const auto found = std::ranges::find(bins, std::uint64_t{86}, &DurationHistogram::Bin::count);
        QVERIFY(found != bins.end());
        const DurationHistogram::Bin& full = *found;
        for (const double place : {0.3, 0.4, 0.5, 0.6, 0.7}) {
            const double ns =
                static_cast<double>(full.from) *
                std::pow(static_cast<double>(full.until) / static_cast<double>(full.from), place);
            const GilHistogram histogram(area, "held", durations, static_cast<std::int64_t>(ns), QFont());
            const double line = histogram.interval_x();
            for (const GilHistogram::Label& count : histogram.counts())
                QVERIFY2(count.place.right() <= line - 3 || count.place.left() >= line + 3,
                         qPrintable(QStringLiteral("%1 at %2").arg(count.text).arg(place)));
        }
    }

    void theNameOfTheLockIsNotCut() {
        TraceBuilder story(false);
        const LaneId lane = story.lane("a");
        const ObjectId lock = story.object(ObjectKind::mutex, "account WWWWWWWW");
        story.begin(0, lane).acquire(1, lane, lock).release(9, lane, lock).end(10, lane);
        const ShownGil shown = look_at_all(story.build_closed(10));
        const GilChart chart(QRectF(0, 0, 700, 200), shown, QFont(), true);
        QFont bold;
        bold.setBold(true);
        QVERIFY(chart.plot().left() > QFontMetricsF(bold).horizontalAdvance("account WWWWWWWW"));
    }

    void lettersOfNamesFitIntoTheirRows() {
        const ShownGil shown = look_at_all(trace_of_a_gil());
        QByteArray svg;
        QBuffer buffer(&svg);
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize({700, 110});
        QFont font;
        font.setPixelSize(14);
        const GilChart chart(QRectF(0, 0, 700, 110), shown, font, true);
        {
            QPainter painter(&generator);
            chart.draw(painter, theme_of(ThemeName::light));
        }
        static const QRegularExpression names(
            QStringLiteral("<text[^>]*font-size=\"([0-9]+)\"[^>]*>\\s*worker [0-9]\\s*<"));
        int found = 0;
        for (const QRegularExpressionMatch& match : names.globalMatch(QString::fromUtf8(svg))) {
            ++found;
            QVERIFY2(match.captured(1).toInt() <= 12, qPrintable(match.captured(0)));
        }
        QVERIFY(found >= 2);
    }

    void aPictureShowsWhereTheLockWasUsed() {
        TraceBuilder story(false);
        const LaneId lane = story.lane("a");
        const ObjectId gil = story.object(ObjectKind::gil, "GIL");
        story.begin(0, lane).acquire(600, lane, gil).release(700, lane, gil).end(1000, lane);
        const auto trace = story.build_closed(1000);
        const TimeRange range = range_of_use(*trace, gil);
        QCOMPARE(range.from, std::int64_t{598});
        QCOMPARE(range.until, std::int64_t{702});
        story.acquire(100, lane, gil).release(950, lane, gil);
        const auto longer = story.build_closed(1000);
        QVERIFY(range_of_use(*longer, gil) == whole_range(*longer));
    }

    void anyLockCanBeLookedAt() {
        TraceBuilder story(false);
        const LaneId lane = story.lane("a");
        const ObjectId gil = story.object(ObjectKind::gil, "GIL");
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        story.begin(0, lane).acquire(1, lane, lock).release(2, lane, lock).acquire(3, lane, gil);
        const std::shared_ptr<const Trace> trace = story.build_closed(10);
        QCOMPARE(look_at_all(trace).figures->id, gil);
        const GilQuestion question{.trace = trace, .object = lock, .range = {0, 10}, .columns = 10};
        QCOMPARE(look_at_gil(question).figures->id, lock);
    }

    void theViewFillsWhenItIsShownAndLeadsToHandOvers() {
        const auto trace = trace_of_a_gil();
        GilView view;
        view.resize(900, 240);
        view.setTrace(trace);
        view.setRange(whole_range(*trace), std::nullopt);
        view.show();
        QTRY_VERIFY(view.shown().figures.has_value());
        QVERIFY(!find<QLabel>(view, "gilFigures").text().isEmpty());
        QCOMPARE(find<QComboBox>(view, "gilChoice").currentText(), QStringLiteral("GIL"));
        QSignalSpy chosen(&view, &GilView::laneChosen);
        QTest::keyClick(&find<QWidget>(view, "gilCanvas"), Qt::Key_Right);
        QCOMPARE(chosen.count(), 1);
        const HandOver& first = view.shown().hand_overs.list.front();
        QCOMPARE(chosen[0][0].value<LaneId>(), first.to);
        QCOMPARE(chosen[0][1].toLongLong(), first.acquired);
        find<QComboBox>(view, "gilTableChoice").setCurrentIndex(1);
        emit find<QComboBox>(view, "gilTableChoice").activated(1);
        QCOMPARE(view.findChild<TableView*>()->model()->rowCount(),
                 static_cast<int>(view.shown().hand_overs.all));
        const auto choice = view.toExport({});
        QVERIFY(choice && choice->table);
        const QStringList lines = QString::fromUtf8(to_csv(*choice->table)).split(QStringLiteral("\r\n"));
        QVERIFY2(lines[0].startsWith(QStringLiteral("At (ns),From,To,")), qPrintable(lines[0]));
        QVERIFY2(lines[1].startsWith(QString::number(first.acquired) + QLatin1Char(',')),
                 qPrintable(lines[1]));
    }

    void aRunWithoutLocksSaysSo() {
        TraceBuilder story(false);
        story.begin(0, story.lane("a"));
        GilView view;
        view.resize(600, 240);
        view.setTrace(std::shared_ptr<const Trace>(story.build_closed(10)));
        view.show();
        QTRY_VERIFY(
            find<QWidget>(view, "gilCanvas").accessibleDescription().startsWith(QStringLiteral("No lock")));
        QVERIFY(!view.toExport({}));
    }
};

} // namespace test_gil_view

QTEST_MAIN(test_gil_view::TestGilView)
#include "test_gil_view.moc"
