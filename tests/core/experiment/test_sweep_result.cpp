// SPDX-License-Identifier: GPL-3.0-or-later
// What a sweep's points say of themselves, and what is doubtful about them.
#include "core/experiment/sweep_result.h"

#include <QTest>

using namespace interleave;

namespace test_sweep_result {

constexpr auto disturbed = "other work used 1.0 of the 2 processors meanwhile";

SweepPoint point_of(double workers, const std::vector<double>& seconds, std::size_t doubtful = 0) {
    SweepPoint point{Backend::threads, workers, {}};
    for (const double time : seconds)
        point.runs.push_back({time, point.runs.size() < doubtful ? disturbed : ""});
    return point;
}

SweepCurve curve_of(std::vector<SweepPoint> points) {
    return {Backend::threads, std::move(points), {}};
}

class TestSweepResult : public QObject {
    Q_OBJECT

private slots:
    void theMedianLiesBetweenLeastAndMost() {
        const SweepPoint point = point_of(2, {0.3, 0.1, 0.2, 0.4});
        QCOMPARE(point.median(), 0.25);
        QCOMPARE(point.least(), 0.1);
        QCOMPARE(point.most(), 0.4);
    }

    void oneWorkerIsOfTheSameBackend() {
        QVERIFY(!curve_of({point_of(1, {}), point_of(2, {0.5})}).one_worker());
        QCOMPARE(*curve_of({point_of(1, {1.0}), point_of(2, {0.5})}).one_worker(), 1.0);
    }

    void aMedianOfWhichHalfIsDoubtfulIsDoubtful() {
        QVERIFY(point_of(2, {}).doubt().empty());
        QVERIFY(point_of(2, {1, 1, 1}, 1).doubt().empty());
        QCOMPARE(point_of(2, {1, 1, 1}, 2).doubt(), std::string(disturbed));
        QCOMPARE(point_of(2, {1, 1}, 1).doubt(), std::string(disturbed));
    }

    void aSpeedupIsAsDoubtfulAsTheTimeOfOneWorker() {
        const SweepCurve curve = curve_of({point_of(1, {1, 1, 1}, 3), point_of(2, {0.5, 0.5, 0.5})});
        QVERIFY(QString::fromStdString(doubt_of_speedup(curve, curve.points[1]))
                    .startsWith(QStringLiteral("the time of one worker is doubtful: ")));
    }

    // Such a point was drawn as a speedup of 2.65 under the GIL.
    void moreThanTheWorkersCanGiveIsDoubtful() {
        const SweepCurve curve = curve_of(
            {point_of(1, {1, 1, 1}), point_of(2, {0.37, 0.37, 0.37}), point_of(3, {0.32, 0.32, 0.32})});
        QVERIFY(QString::fromStdString(doubt_of_speedup(curve, curve.points[1]))
                    .contains(QStringLiteral("2.70 is more than 2 workers can give")));
        QVERIFY(doubt_of_speedup(curve, curve.points[2]).empty());
    }

    void doubtfulPointsAreNotFitted() {
        SweepCurve curve = curve_of({point_of(1, {1, 1, 1}), point_of(2, {0.5, 0.5, 0.5}),
                                     point_of(3, {0.4, 0.4, 0.4}), point_of(4, {9, 9, 9}, 3)});
        const auto laws = fit(curve);
        QVERIFY(laws);
        QVERIFY(laws->amdahl.parallel_fraction > 0.9);
        curve.points[2] = point_of(3, {0.4, 0.4, 0.4}, 3);
        QVERIFY(!fit(curve));
    }
};

} // namespace test_sweep_result

QTEST_APPLESS_MAIN(test_sweep_result::TestSweepResult)
#include "test_sweep_result.moc"
