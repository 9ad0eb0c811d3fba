// SPDX-License-Identifier: GPL-3.0-or-later
// Laws are fitted only to enough measurements, and say how certain they are.
#include "core/analysis/law_fits.h"

#include <QTest>

#include <random>
#include <vector>

using namespace interleave;

namespace test_law_fits {

/// Returns times that follow Amdahl's law, each of them wrong by up to `noise` in either direction.
std::vector<WorkerTimes> times_of(double parallel_fraction, const std::vector<double>& worker_counts,
                                  std::size_t repeats, double noise, unsigned seed = 1) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> factor(1 - noise, 1 + noise);
    std::vector<WorkerTimes> times;
    for (const double workers : worker_counts) {
        times.push_back({workers, {}});
        for (std::size_t i = 0; i < repeats; ++i)
            times.back().seconds.push_back(factor(random) / amdahl(parallel_fraction, workers));
    }
    return times;
}

double width(const FitInterval& interval) {
    return interval.most - interval.least;
}

class TestLawFits : public QObject {
    Q_OBJECT

private slots:
    void exactTimesAreCertain() {
        const auto fits = fit_laws(times_of(0.9, {1, 2, 4}, 3, 0));
        QVERIFY(fits);
        QVERIFY(std::abs(fits->amdahl.parallel_fraction - 0.9) < 1e-9);
        QVERIFY(width(fits->parallel_fraction) < 1e-9);
    }

    void noiseWidensTheIntervals() {
        const auto calm = fit_laws(times_of(0.8, {1, 2, 3, 4}, 5, 0.01));
        const auto noisy = fit_laws(times_of(0.8, {1, 2, 3, 4}, 5, 0.2));
        QVERIFY(calm && noisy);
        QVERIFY(width(noisy->parallel_fraction) > 3 * width(calm->parallel_fraction));
        QVERIFY(width(noisy->contention) > 3 * width(calm->contention));
    }

    // With few repeats a bootstrap's interval is too narrow rather than too wide, so 95 of 100 are not asked.
    void theTruthLiesMostlyWithinTheInterval() {
        int within = 0;
        for (unsigned seed = 0; seed < 100; ++seed) {
            const auto fits = fit_laws(times_of(0.8, {1, 2, 3, 4}, 7, 0.05, seed));
            within += fits->parallel_fraction.least <= 0.8 && 0.8 <= fits->parallel_fraction.most ? 1 : 0;
        }
        QVERIFY2(within >= 75, qPrintable(QString::number(within)));
    }

    void theSameTimesGiveTheSameIntervals() {
        const auto times = times_of(0.7, {1, 2, 3}, 4, 0.1);
        const auto first = fit_laws(times);
        const auto second = fit_laws(times);
        QCOMPARE(first->contention.least, second->contention.least);
        QCOMPARE(first->coherency.most, second->coherency.most);
    }

    void tooLittleGivesNoLaw_data() {
        QTest::addColumn<QList<double>>("workers");
        QTest::addColumn<int>("repeats");
        QTest::newRow("nothing") << QList<double>{} << 5;
        QTest::newRow("two numbers of workers") << QList<double>{1, 2} << 5;
        QTest::newRow("two repeats") << QList<double>{1, 2, 3, 4} << 2;
        QTest::newRow("not one worker") << QList<double>{2, 3, 4} << 5;
    }
    void tooLittleGivesNoLaw() {
        QFETCH(QList<double>, workers);
        QFETCH(int, repeats);
        QVERIFY(
            !fit_laws(times_of(0.9, {workers.begin(), workers.end()}, static_cast<std::size_t>(repeats), 0)));
    }

    void aNumberOfWorkersWithTooFewRunsIsLeftOut() {
        auto times = times_of(0.9, {1, 2, 3}, 3, 0);
        times.push_back({4, {100, 100}});
        QVERIFY(std::abs(fit_laws(times)->amdahl.parallel_fraction - 0.9) < 1e-9);
        times.erase(times.begin() + 1);
        QVERIFY(!fit_laws(times));
    }
};

} // namespace test_law_fits

QTEST_APPLESS_MAIN(test_law_fits::TestLawFits)
#include "test_law_fits.moc"
