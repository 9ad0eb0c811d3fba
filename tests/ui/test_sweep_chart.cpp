// SPDX-License-Identifier: GPL-3.0-or-later
// The chart of a sweep shows what can be relied on: doubtful points are hollow, and laws are drawn only where
// they are fitted.
#include "core/scenario/scenario.h"
#include "ui/speedup/sweep_chart.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace interleave;

namespace {

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

    QImage drawn(const MeasuredSweep* before = nullptr) const {
        QImage image(size, QImage::Format_RGB32);
        const Theme& theme = theme_of(ThemeName::light);
        image.fill(theme.background);
        QPainter painter(&image);
        draw_sweep(painter, QRectF(QPointF(0, 0), QSizeF(size)), request, result, before, theme, QFont());
        return image;
    }

    Scenario scenario{};
    SweepRequest request;
    SweepResult result;
};

/// Returns the number of pixels that have one colour in the one image and another in the other.
int different_pixels(const QImage& one, const QImage& other) {
    int count = 0;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x)
            count += one.pixel(x, y) != other.pixel(x, y) ? 1 : 0;
    return count;
}

} // namespace

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

QTEST_MAIN(TestSweepChart)
#include "test_sweep_chart.moc"
