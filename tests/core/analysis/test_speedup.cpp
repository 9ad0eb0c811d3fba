// SPDX-License-Identifier: GPL-3.0-or-later
// The laws of speedup and their fits.
#include "core/analysis/speedup.h"

#include <QTest>

#include <vector>

using namespace interleave;

namespace test_speedup {

bool near(double a, double b, double room = 1e-9) {
    return std::abs(a - b) <= room;
}

class TestSpeedup : public QObject {
    Q_OBJECT

private slots:
    void speedupAndEfficiency() {
        QCOMPARE(speedup(8.0, 2.0), 4.0);
        QCOMPARE(efficiency(3.0, 4.0), 0.75);
    }

    void theKarpFlattMetricIsTheSerialFraction_data() {
        QTest::addColumn<double>("speedup");
        QTest::addColumn<double>("workers");
        QTest::addColumn<double>("serial");
        QTest::newRow("ideal") << 4.0 << 4.0 << 0.0;
        QTest::newRow("no gain") << 1.0 << 4.0 << 1.0;
        QTest::newRow("a tenth serial, 2") << 1 / (0.1 + 0.9 / 2) << 2.0 << 0.1;
        QTest::newRow("a tenth serial, 8") << 1 / (0.1 + 0.9 / 8) << 8.0 << 0.1;
        QTest::newRow("slower than alone") << 0.5 << 2.0 << 3.0;
    }
    void theKarpFlattMetricIsTheSerialFraction() {
        QFETCH(double, speedup);
        QFETCH(double, workers);
        QFETCH(double, serial);
        QVERIFY(near(karp_flatt(speedup, workers).value(), serial));
    }

    void karpAndFlattNeedTwoWorkers() {
        QVERIFY(!karp_flatt(1.0, 1.0));
        QVERIFY(!karp_flatt(0.0, 2.0));
        QVERIFY(!karp_flatt(std::nan(""), 2.0));
    }

    void theLawsAtKnownPoints() {
        QVERIFY(near(amdahl(0.95, 20), 1 / (0.05 + 0.95 / 20)));
        QCOMPARE(amdahl(1.0, 7.0), 7.0);
        QCOMPARE(amdahl(0.0, 7.0), 1.0);
        QVERIFY(near(scalability(0.02, 0.001, 10), 10 / (1 + 0.02 * 9 + 0.001 * 90)));
        QCOMPARE(scalability(0, 0, 5), 5.0);
    }

    void amdahlsFractionIsFoundAgain() {
        std::vector<SpeedupPoint> points{{1, 1}};
        for (const double n : {2.0, 3.0, 4.0, 8.0})
            points.push_back({n, amdahl(0.87, n)});
        const auto fit = fit_amdahl(points);
        QVERIFY(fit && near(fit->parallel_fraction, 0.87, 1e-9) && near(fit->error, 0, 1e-9));
    }

    void whatIsSlowerThanAloneIsAllSerial() {
        const std::vector<SpeedupPoint> points{{2, 0.8}, {4, 0.7}};
        QCOMPARE(fit_amdahl(points)->parallel_fraction, 0.0);
    }

    void whatIsFasterThanIdealIsAllParallel() {
        const std::vector<SpeedupPoint> points{{2, 2.3}};
        const auto fit = fit_amdahl(points);
        QCOMPARE(fit->parallel_fraction, 1.0);
        QVERIFY(fit->error > 0.1);
    }

    void theScalabilityLawIsFoundAgain() {
        std::vector<SpeedupPoint> points;
        for (double n = 1; n <= 16; ++n)
            points.push_back({n, scalability(0.05, 0.002, n)});
        const auto fit = fit_scalability(points);
        QVERIFY(fit && near(fit->contention, 0.05, 1e-9) && near(fit->coherency, 0.002, 1e-9));
        QVERIFY(near(fit->peak().value(), std::sqrt(0.95 / 0.002), 1e-3));
    }

    void theLawsParametersAreNeverBelowZero() {
        const std::vector<SpeedupPoint> better_than_ideal{{2, 2.1}, {4, 4.4}, {8, 9.0}};
        const auto fit = fit_scalability(better_than_ideal);
        QVERIFY(fit && fit->contention == 0 && fit->coherency == 0);
        QVERIFY(!fit->peak());
        std::vector<SpeedupPoint> pure_contention;
        for (double n = 2; n <= 8; ++n)
            pure_contention.push_back({n, scalability(0.3, 0, n) * (1 + 0.001 * n)});
        QVERIFY(fit_scalability(pure_contention)->coherency >= 0);
    }

    void tooFewPointsGiveNoFit() {
        QVERIFY(!fit_amdahl({}));
        QVERIFY(!fit_amdahl(std::vector<SpeedupPoint>{{1, 1}}));
        QVERIFY(!fit_amdahl(std::vector<SpeedupPoint>{{2, std::nan("")}}));
        QVERIFY(!fit_scalability(std::vector<SpeedupPoint>{{1, 1}, {2, 1.9}}));
        QVERIFY(!fit_scalability(std::vector<SpeedupPoint>{{2, 1.8}, {2, 1.9}}));
    }
};

} // namespace test_speedup

QTEST_APPLESS_MAIN(test_speedup::TestSpeedup)
#include "test_speedup.moc"
