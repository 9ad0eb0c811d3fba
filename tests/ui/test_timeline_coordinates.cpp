// SPDX-License-Identifier: GPL-3.0-or-later
// Conversions between time and pixels, by tables and round trips.
#include "ui/rows/timeline_coordinates.h"

#include <QLocale>
#include <QTest>

#include <cmath>
#include <random>

using namespace interleave;

namespace test_timeline_coordinates {

/// The width of every character, in pixels.
constexpr double letter = 7;

TimeAxis axis_of(std::int64_t from, std::int64_t until, double width) {
    return nice_axis({from, until}, width, 20,
                     [](const QString& label) { return letter * static_cast<double>(label.size()); });
}
std::vector<Tick> ticks_of(std::int64_t from, std::int64_t until, double width) {
    return axis_of(from, until, width).ticks;
}

class TestTimelineCoordinates : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void theAxisFollowsTheLocale() {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        const std::vector<Tick> ticks = ticks_of(0, 3'000'000, 1'000);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QStringList labels;
        for (const Tick& tick : ticks)
            labels << QString(tick.label).remove(QChar(0x202f));
        QVERIFY2(labels.contains(QStringLiteral("0,2ms")), qPrintable(labels.join(QLatin1Char(' '))));
    }

    void pixelsOfTimes_data() {
        QTest::addColumn<qint64>("time");
        QTest::addColumn<double>("pixel");
        QTest::newRow("the left edge") << qint64{1'000} << 100.0;
        QTest::newRow("the middle") << qint64{2'000} << 300.0;
        QTest::newRow("the right edge") << qint64{3'000} << 500.0;
        QTest::newRow("before") << qint64{0} << -100.0;
        QTest::newRow("after") << qint64{4'000} << 700.0;
    }
    void pixelsOfTimes() {
        QFETCH(qint64, time);
        QFETCH(double, pixel);
        QCOMPARE(pixel_of(time, {1'000, 3'000}, 100, 400), pixel);
    }

    void aPixelLeadsToItsTimeAndBack() {
        std::mt19937_64 random(3);
        for (int round = 0; round < 2'000; ++round) {
            const auto from = static_cast<std::int64_t>(random() % 1'000'000'000'000);
            const auto length =
                shortest_range + static_cast<std::int64_t>(random() % (1ULL << (random() % 40)));
            const TimeRange range{from, from + length};
            const double width = 100 + static_cast<double>(random() % 3'000);
            const double pixel = static_cast<double>(random() % static_cast<std::uint64_t>(width));
            const std::int64_t time = time_at(pixel, range, 0, width);
            const double nanosecond = width / static_cast<double>(length);
            QVERIFY(std::abs(pixel_of(time, range, 0, width) - pixel) <= nanosecond + 1e-3);
        }
    }

    void zoomingKeepsTheAnchorInPlace() {
        const TimeRange range{0, 1'000'000};
        for (const double factor : {1.25, 2.0, 100.0, 0.5}) {
            const TimeRange after = zoomed(range, factor, 250'000);
            QVERIFY(std::abs(pixel_of(250'000, after, 0, 1000) - 250.0) <= 1.0);
            QVERIFY(std::abs(static_cast<double>(after.length()) * factor - 1'000'000) <= factor);
        }
    }
    void zoomingInAndOutComesBack() {
        const TimeRange range{5'000'000, 9'000'000};
        const TimeRange back = zoomed(zoomed(range, 8, 6'000'000), 1.0 / 8, 6'000'000);
        QVERIFY(std::abs(back.from - range.from) <= 8 && std::abs(back.until - range.until) <= 8);
    }
    void zoomHasBounds() {
        QCOMPARE(zoomed({0, 1'000}, 1e9, 500).length(), shortest_range);
        QCOMPARE(zoomed({0, 1'000'000'000}, 1e-12, 0).length(), longest_range);
    }

    void panningKeepsTheLength() {
        QCOMPARE(panned({100, 300}, 0.5), (TimeRange{200, 400}));
        QCOMPARE(panned({100, 300}, -0.25), (TimeRange{50, 250}));
    }
    void theRangeStaysNearTheRun() {
        const TimeRange whole{0, 1'000};
        QCOMPARE(kept_near({5'000, 5'100}, whole), (TimeRange{990, 1'090}));
        QCOMPARE(kept_near({-900, -800}, whole), (TimeRange{-90, 10}));
        QCOMPARE(kept_near({200, 300}, whole), (TimeRange{200, 300}));
    }

    void ticksHaveUnitsThatFit_data() {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("until");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        const QString gap(QChar(0x202f));
        QTest::newRow("seconds") << qint64{0} << qint64{10'000'000'000} << "0" + gap + "s"
                                 << "1" + gap + "s";
        QTest::newRow("halves of seconds") << qint64{0} << qint64{4'000'000'000} << "0.0" + gap + "s"
                                           << "0.5" + gap + "s";
        QTest::newRow("milliseconds") << qint64{0} << qint64{100'000'000} << "0" + gap + "ms"
                                      << "10" + gap + "ms";
        QTest::newRow("microseconds") << qint64{3'000} << qint64{43'000} << "5" + gap + "µs"
                                      << "10" + gap + "µs";
        QTest::newRow("nanoseconds") << qint64{100} << qint64{200} << "100" + gap + "ns"
                                     << "110" + gap + "ns";
    }
    void ticksHaveUnitsThatFit() {
        QFETCH(qint64, from);
        QFETCH(qint64, until);
        QFETCH(QString, first);
        QFETCH(QString, second);
        const std::vector<Tick> ticks = ticks_of(from, until, 1'000);
        QVERIFY(ticks.size() >= 2);
        QCOMPARE(ticks[0].label, first);
        QCOMPARE(ticks[1].label, second);
    }

    void labelsNeverTouchAndNeverRepeat() {
        std::mt19937_64 random(5);
        for (int round = 0; round < 3'000; ++round) {
            const auto from = static_cast<std::int64_t>(random() % (1ULL << (random() % 47)));
            const auto length =
                shortest_range + static_cast<std::int64_t>(random() % (1ULL << (random() % 46)));
            const double width = 120 + static_cast<double>(random() % 3'000);
            const std::vector<Tick> ticks = ticks_of(from, from + length, width);
            for (std::size_t i = 1; i < ticks.size(); ++i) {
                QVERIFY2(ticks[i].label != ticks[i - 1].label, qPrintable(ticks[i].label));
                const double apart = pixel_of(ticks[i].time, {from, from + length}, 0, width) -
                                     pixel_of(ticks[i - 1].time, {from, from + length}, 0, width);
                const double words =
                    letter * static_cast<double>(ticks[i].label.size() + ticks[i - 1].label.size()) / 2;
                QVERIFY2(apart >= words, qPrintable(ticks[i].label));
            }
        }
    }
    void longLabelsCountFromAnOffset_data() {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("until");
        QTest::addColumn<QString>("offset");
        QTest::addColumn<QString>("first");
        const QString gap(QChar(0x202f));
        QTest::newRow("few digits") << qint64{95'100'000} << qint64{95'200'000} << QString()
                                    << "95,100" + gap + "µs";
        QTest::newRow("nanoseconds far from the origin")
            << qint64{95'100'900} << qint64{95'101'100} << "95.1" + gap + "ms"
            << "+900" + gap + "ns";
        QTest::newRow("a second") << qint64{1'000'000'000} << qint64{1'000'000'200} << "1" + gap + "s"
                                  << "+0" + gap + "ns";
        QTest::newRow("between") << qint64{95'100'920} << qint64{95'101'000}
                                 << "95.100" + gap + "9" + gap + "ms"
                                 << "+20" + gap + "ns";
    }
    void longLabelsCountFromAnOffset() {
        QFETCH(qint64, from);
        QFETCH(qint64, until);
        QFETCH(QString, offset);
        QFETCH(QString, first);
        const TimeAxis axis = axis_of(from, until, 1'000);
        QCOMPARE(axis.offset, offset);
        QCOMPARE(axis.ticks.front().label, first);
    }

    void aMomentHasATenthOfTheStep_data() {
        QTest::addColumn<qint64>("time");
        QTest::addColumn<qint64>("step");
        QTest::addColumn<QString>("words");
        const QString gap(QChar(0x202f));
        QTest::newRow("to the nanosecond")
            << qint64{95'100'923} << qint64{20} << "95.100" + gap + "923" + gap + "ms";
        QTest::newRow("to ten ms") << qint64{1'234'567'890} << qint64{100'000'000} << "1.23" + gap + "s";
        QTest::newRow("to a second") << qint64{12'345'678'900} << qint64{10'000'000'000} << "12" + gap + "s";
        QTest::newRow("zero") << qint64{0} << qint64{1'000} << "0" + gap + "ns";
        QTest::newRow("before the origin") << qint64{-1'500'000} << qint64{1'000'000} << "-1.5" + gap + "ms";
    }
    void aMomentHasATenthOfTheStep() {
        QFETCH(qint64, time);
        QFETCH(qint64, step);
        QFETCH(QString, words);
        QCOMPARE(moment_text(time, step), words);
    }

    void aWideAxisHasSeveralTicks() {
        for (std::int64_t length = 100; length < longest_range; length *= 7)
            QVERIFY(ticks_of(0, length, 1'200).size() >= 4);
    }
};

} // namespace test_timeline_coordinates

QTEST_GUILESS_MAIN(test_timeline_coordinates::TestTimelineCoordinates)
#include "test_timeline_coordinates.moc"
