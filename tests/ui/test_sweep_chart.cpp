// SPDX-License-Identifier: GPL-3.0-or-later
// The chart of a sweep shows what can be relied on: doubtful points are hollow, and laws are drawn only where
// they are fitted.
#include "core/scenario/scenario.h"
#include "ui/speedup/sweep_chart.h"
#include "ui/speedup/sweep_table.h"
#include "ui/speedup/sweep_view.h"

#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QTest>

using namespace interleave;

namespace test_sweep_chart {

constexpr QSize size(800, 500);

/// A sweep over one to three workers whose three runs each are given, the last point doubtful or not.
struct Example {
    explicit Example(bool doubtful) {
        scenario.name = "made-up";
        scenario.parameters = {worker_count("workers", 2, 1, 64, "", "")};
        request.scenario = &scenario;
        request.axis = parse_sweep_axis(scenario, "workers=1..3");
        result.machine.cpus = 2;
        SweepCurve curve{Backend::threads, {}, {}};
        for (const double workers : {1.0, 2.0, 3.0}) {
            const std::string doubt = doubtful && workers == 3 ? "others computed" : "";
            curve.points.push_back(
                {Backend::threads, workers, std::vector<SweepMeasurement>(3, {1 / workers, doubt})});
        }
        curve.laws = fit(curve);
        result.curves.push_back(curve);
    }

    /// Gives the scenario a second parameter, with its default.
    void add_hold() {
        scenario.parameters.push_back(integer("hold", 5, 1, 100, "ms", ""));
        request.axis = parse_sweep_axis(scenario, "workers=1..3"); // which points to its parameter
        request.parameters = ParameterSet(scenario.parameters);
    }

    QImage drawn(const MeasuredSweep* before = nullptr, ThemeName look = ThemeName::light) const {
        QImage image(size, QImage::Format_RGB32);
        const Theme& theme = theme_of(look);
        image.fill(theme.background);
        QPainter painter(&image);
        draw_sweep(painter, QRectF(QPointF(0, 0), QSizeF(size)), request, result, before, theme, QFont());
        return image;
    }

    Scenario scenario{};
    SweepRequest request;
    SweepResult result;
};

QStringList titles(const Table& table) {
    QStringList all;
    for (const Column& column : table.columns)
        all << column.title;
    return all;
}

QStringList words(const std::vector<Cell>& row) {
    QStringList all;
    for (const Cell& cell : row)
        all << cell.text;
    return all;
}

/// Returns the number of pixels that have one colour in the one image and another in the other.
int different_pixels(const QImage& one, const QImage& other) {
    int count = 0;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x)
            count += one.pixel(x, y) != other.pixel(x, y) ? 1 : 0;
    return count;
}

class TestSweepChart : public QObject {
    Q_OBJECT

private slots:
    void aDoubtfulPointIsHollow() {
        Example certain(false);
        Example doubtful(true);
        QVERIFY(certain.result.curves[0].laws);
        QVERIFY(!doubtful.result.curves[0].laws);
        certain.result.curves[0].laws.reset(); // so that only the point and its legend differ
        const QImage solid = certain.drawn();
        const QImage hollow = doubtful.drawn();
        const QRgb inside = theme_of(ThemeName::light).background.rgb();
        int emptied = 0;
        for (int y = 0; y < size.height() / 2; ++y) // the point lies at the top, the legend at the bottom
            for (int x = 0; x < size.width(); ++x)
                emptied += solid.pixel(x, y) != inside && hollow.pixel(x, y) == inside ? 1 : 0;
        QVERIFY2(emptied > 5, qPrintable(QString::number(emptied)));
    }

    void aSweepFromBeforeIsDrawnBehind() {
        Example now(false);
        Example before(false);
        for (SweepPoint& point : before.result.curves[0].points)
            for (SweepMeasurement& run : point.runs)
                run.seconds = point.value == 1 ? 1 : 2; // slower with more workers
        const MeasuredSweep kept{before.request, before.result};
        QVERIFY(can_share_chart(kept.request, now.request));
        QVERIFY(different_pixels(now.drawn(&kept), now.drawn()) > 100);
    }

    void printHasNoColours() {
        Example example(false);
        for (const Backend backend : {Backend::gil, Backend::processes}) {
            example.result.curves.push_back(example.result.curves.front());
            example.result.curves.back().backend = backend;
        }
        const QImage image = example.drawn(nullptr, ThemeName::print);
        for (int y = 0; y < size.height(); ++y)
            for (int x = 0; x < size.width(); ++x)
                QVERIFY(qRed(image.pixel(x, y)) == qGreen(image.pixel(x, y)) &&
                        qGreen(image.pixel(x, y)) == qBlue(image.pixel(x, y)));
    }

    /// The curves of a sweep are there before their points.
    void nothingCanBeExportedOrKeptBeforeAPointIsMeasured() {
        Example example(false);
        SweepResult begun = example.result;
        for (SweepPoint& point : begun.curves[0].points)
            point.runs.clear();
        QVERIFY(!has_points(begun) && has_points(example.result));
        SweepView view;
        view.setScenario(example.scenario);
        const auto& to_export = *view.findChild<QPushButton*>(QStringLiteral("sweepExport"));
        const auto& keep = *view.findChild<QPushButton*>(QStringLiteral("sweepKeep"));
        view.showResult(example.request, begun, false);
        QVERIFY(!to_export.isEnabled() && !keep.isEnabled());
        view.showResult(example.request, example.result, false);
        QVERIFY(to_export.isEnabled() && keep.isEnabled());
    }

    void onlySweepsOfTheSameKindShareAChart() {
        Example workers(false);
        Example other(false);
        other.add_hold();
        other.request.axis = parse_sweep_axis(other.scenario, "hold=1..3");
        QVERIFY(!can_share_chart(workers.request, other.request));
        QVERIFY(can_share_chart(other.request, other.request));
    }

    /// Three workers: T(1) = 1000 ms, T(2) = 500 ms, T(3) = 500 ms; so S(3) = 2, E(3) = 2/3, and Karp and
    /// Flatt: (1/2 − 1/3) ÷ (1 − 1/3) = 1/4.
    void theTableHasSpeedupEfficiencyAndSerialPart() {
        const QLocale usual;
        QLocale::setDefault(QLocale::c());
        Example example(false);
        example.result.curves[0].points[2].runs = {{0.4, ""}, {0.5, ""}, {0.6, ""}};
        const Table table = sweep_table(example.request, example.result, nullptr);
        QCOMPARE(titles(table), (QStringList{"Backend", "workers", "Time (ms)", "Speedup", "Efficiency (%)",
                                             "Karp–Flatt (%)", "Least (ms)", "Most (ms)", "Doubt"}));
        QCOMPARE(words(table.rows[0]),
                 (QStringList{"threads", "1", "1000.0", "1.00", "100.0", "–", "1000.0", "1000.0", ""}));
        QCOMPARE(words(table.rows[1]),
                 (QStringList{"threads", "2", "500.0", "2.00", "100.0", "0.0", "500.0", "500.0", ""}));
        QCOMPARE(words(table.rows[2]),
                 (QStringList{"threads", "3", "500.0", "2.00", "66.7", "25.0", "400.0", "600.0", ""}));
        QLocale::setDefault(usual);
    }

    /// Before it took 1000 ms with two workers, now 500 ms: half of it. There was no point with three.
    void theTableSaysHowMuchShorterItIsThanBefore() {
        const QLocale usual;
        QLocale::setDefault(QLocale::c());
        Example now(true);
        Example before(false);
        before.result.curves[0].points.pop_back();
        for (SweepMeasurement& run : before.result.curves[0].points[1].runs)
            run.seconds = 1;
        const MeasuredSweep kept{before.request, before.result};
        const Table table = sweep_table(now.request, now.result, &kept);
        QCOMPARE(words(table.rows[1]).mid(2, 3), (QStringList{"500.0", "1000.0", "-50.0"}));
        QCOMPARE(words(table.rows[2]).mid(3, 2), (QStringList{"–", "–"}));
        QVERIFY2(words(table.rows[2]).last().contains("others computed", Qt::CaseInsensitive),
                 "the doubt is told");
        QLocale::setDefault(usual);
    }

    void whatDiffersFromTheSweepBeforeIsNamed() {
        Example one(false);
        Example other(false);
        one.add_hold();
        other.add_hold();
        QCOMPARE(difference_text(one.request, other.request),
                 QStringLiteral("before: the same, measured earlier"));
        other.request.parameters.set(other.scenario.parameters, "hold", "20");
        QCOMPARE(difference_text(one.request, other.request), QStringLiteral("before: hold 5 ms"));
        other.scenario.name = "another";
        QCOMPARE(difference_text(one.request, other.request), QStringLiteral("before: made-up, hold 5 ms"));
    }

    void theNumberOfProcessorsIsMarked() {
        Example two(false);
        Example three(false);
        three.result.machine.cpus = 3;
        QVERIFY(different_pixels(two.drawn(), three.drawn()) > 100);
    }

    void aLawIsDrawnOnlyWhereItIsFitted() {
        Example with(false);
        Example without(false);
        without.result.curves[0].laws.reset();
        QVERIFY(different_pixels(with.drawn(), without.drawn()) > 100);
    }
};

} // namespace test_sweep_chart

QTEST_MAIN(test_sweep_chart::TestSweepChart)
#include "test_sweep_chart.moc"
