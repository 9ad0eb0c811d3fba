// SPDX-License-Identifier: GPL-3.0-or-later
// Percentiles and bins of durations from nanoseconds to hours.
#include "core/analysis/duration_histogram.h"

#include <QTest>

using namespace interleave;

namespace test_duration_histogram {

/// Returns the histogram of 1, 2, … `most` times `unit` ns, the longest first.
DurationHistogram one_each(std::int64_t most, std::int64_t unit) {
    DurationHistogram histogram;
    for (std::int64_t i = most; i > 0; --i)
        histogram.add(i * unit);
    return histogram;
}

class TestDurationHistogram : public QObject {
    Q_OBJECT

private slots:
    void withoutDurationsEverythingIsZero();
    void aPercentileIsTheNearestRank();
    void fewDurationsAreExact();
    void manyDurationsAreWithinFourTenthsOfAPercent();
    void theWorstIsExact();
    void eachBinIsTwiceAsLongAsTheOneBefore();
    void whatLastedNoTimeHasABinOfItsOwn();
    void twoTogetherAreAsIfAllHadBeenAddedToOne_data();
    void twoTogetherAreAsIfAllHadBeenAddedToOne();
};

void TestDurationHistogram::twoTogetherAreAsIfAllHadBeenAddedToOne_data() {
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::newRow("few and few") << 3 << 4;
    QTest::newRow("few that become many") << 100 << 100;
    QTest::newRow("few and many") << 5 << 1'000;
    QTest::newRow("many and few") << 1'000 << 5;
    QTest::newRow("many and none") << 1'000 << 0;
    QTest::newRow("none and many") << 0 << 1'000;
}

void TestDurationHistogram::twoTogetherAreAsIfAllHadBeenAddedToOne() {
    QFETCH(int, first);
    QFETCH(int, second);
    DurationHistogram together = one_each(first, 1'003);
    together.add(one_each(second, 77));
    DurationHistogram all = one_each(first, 1'003);
    for (int i = second; i > 0; --i)
        all.add(std::int64_t{i} * 77);
    QCOMPARE(together.count(), all.count());
    QCOMPARE(together.total(), all.total());
    QCOMPARE(together.worst(), all.worst());
    for (const double share : {0.0, 0.01, 0.5, 0.95, 0.99, 1.0})
        QCOMPARE(together.percentile(share), all.percentile(share));
    QVERIFY(together.bins() == all.bins());
}

void TestDurationHistogram::withoutDurationsEverythingIsZero() {
    const DurationHistogram none;
    QVERIFY(none.empty());
    QCOMPARE(none.percentile(0.5), 0);
    QCOMPARE(none.worst(), 0);
    QCOMPARE(none.mean(), 0.0);
    QVERIFY(none.bins().empty());
}

void TestDurationHistogram::aPercentileIsTheNearestRank() {
    const DurationHistogram hundred = one_each(100, 2);
    QCOMPARE(hundred.count(), 100U);
    QCOMPARE(hundred.percentile(0.5), 100);
    QCOMPARE(hundred.percentile(0.95), 190);
    QCOMPARE(hundred.percentile(0.99), 198);
    QCOMPARE(hundred.percentile(1), 200);
    QCOMPARE(hundred.mean(), 101.0);
    const DurationHistogram three = one_each(3, 7);
    QCOMPARE(three.percentile(0.5), 14); // the second of three
    QCOMPARE(three.percentile(0.01), 7);
}

void TestDurationHistogram::fewDurationsAreExact() {
    const DurationHistogram few = one_each(DurationHistogram::most_exact, 1'000'003);
    QCOMPARE(few.percentile(0.5), 64'000'192);
    const DurationHistogram many = one_each(DurationHistogram::most_exact + 2, 1'000'003);
    QVERIFY(many.percentile(0.5) != 65'000'195); // the 65th, which is now within its slot
}

void TestDurationHistogram::manyDurationsAreWithinFourTenthsOfAPercent() {
    for (std::int64_t ns = 200; ns < std::int64_t{1} << 46U; ns += ns / 3) {
        DurationHistogram histogram;
        for (std::size_t i = 0; i < DurationHistogram::most_exact; ++i) {
            histogram.add(ns);
            histogram.add(std::int64_t{1} << 46U); // so that the other is not the worst
        }
        const auto error = static_cast<double>(histogram.percentile(0.5) - ns) / static_cast<double>(ns);
        QVERIFY2(std::abs(error) <= 0.004, qPrintable(QString::number(ns)));
    }
}

void TestDurationHistogram::theWorstIsExact() {
    DurationHistogram histogram = one_each(10, 1'234'567);
    QCOMPARE(histogram.worst(), 12'345'670);
    QCOMPARE(histogram.percentile(0.99), 12'345'670);
}

void TestDurationHistogram::eachBinIsTwiceAsLongAsTheOneBefore() {
    DurationHistogram histogram;
    for (const std::int64_t ns : {1'023, 1'024, 2'047, 5'000, 300})
        histogram.add(ns);
    const std::vector<DurationHistogram::Bin> expected{
        {256, 512, 1}, {512, 1'024, 1}, {1'024, 2'048, 2}, {2'048, 4'096, 0}, {4'096, 8'192, 1}};
    QCOMPARE(histogram.bins(), expected);
}

void TestDurationHistogram::whatLastedNoTimeHasABinOfItsOwn() {
    DurationHistogram histogram;
    histogram.add(0);
    histogram.add(-5); // two clocks that do not agree
    histogram.add(1);
    const std::vector<DurationHistogram::Bin> expected{{0, 1, 2}, {1, 2, 1}};
    QCOMPARE(histogram.bins(), expected);
}

} // namespace test_duration_histogram

QTEST_APPLESS_MAIN(test_duration_histogram::TestDurationHistogram)
#include "test_duration_histogram.moc"
