// SPDX-License-Identifier: GPL-3.0-or-later
// Times in words, as labels and tool tips show them.
#include "ui/words/words.h"

#include <QLocale>
#include <QTest>

using namespace interleave;

namespace test_words {

class TestWords : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void durationsHaveThreeDigitsAndAUnit_data() {
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("none") << qint64{0} << "0 ns";
        QTest::newRow("nanoseconds") << qint64{999} << "999 ns";
        QTest::newRow("microseconds") << qint64{1'234} << "1.23 µs";
        QTest::newRow("rounds up to the next unit") << qint64{999'960} << "1.00 ms";
        QTest::newRow("milliseconds") << qint64{45'678'000} << "45.7 ms";
        QTest::newRow("hundreds") << qint64{456'780'000} << "457 ms";
        QTest::newRow("seconds") << qint64{12'345'000'000} << "12.3 s";
        QTest::newRow("negative") << qint64{-1'500'000} << "-1.50 ms";
    }
    void durationsHaveThreeDigitsAndAUnit() {
        QFETCH(qint64, nanoseconds);
        QFETCH(QString, words);
        QCOMPARE(duration_text(nanoseconds).replace(QChar(0x202f), QLatin1Char(' ')), words);
    }

    void aSentenceOfTheCoreHasTheLocalesDecimals_data() {
        QTest::addColumn<QString>("core");
        QTest::addColumn<QString>("german");
        const auto row = [](const char* core, const char* german) {
            QTest::newRow(core) << QString::fromUtf8(core) << QString::fromUtf8(german);
        };
        row("241 events at 9.25 ns", "241 events at 9,25 ns");
        row("measured 0.5, expected 12.25 %.", "measured 0,5, expected 12,25 %.");
        row("(1.5 to 2.5)", "(1,5 to 2,5)");
        row("ended.", "ended.");
        row("Linux 6.18.44, x 2.50GHz, v1.2", "Linux 6.18.44, x 2.50GHz, v1.2");
        row("critical=0.5 or less fits", "critical=0.5 or less fits");
        row("lock.cpp:12.5 and /proc/1.5", "lock.cpp:12.5 and /proc/1.5");
    }
    void aSentenceOfTheCoreHasTheLocalesDecimals() {
        QFETCH(QString, core);
        QFETCH(QString, german);
        QCOMPARE(sentence_of(core.toStdString()), core);
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(sentence_of(core.toStdString()), german);
    }

    void allNumbersFollowTheLocale() {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(duration_text(1'234).remove(QChar(0x202f)), QStringLiteral("1,23µs"));
        QCOMPARE(moment_text(1'234'567).remove(QChar(0x202f)), QStringLiteral("1,235ms"));
        QCOMPARE(count_text(12'345), QStringLiteral("12.345"));
        QCOMPARE(integer_text(-12'345), QStringLiteral("-12.345"));
        QCOMPARE(number_words(1234.5), QStringLiteral("1.234,5"));
    }
    void cleanup() { QLocale::setDefault(QLocale::c()); }
};

} // namespace test_words

QTEST_GUILESS_MAIN(test_words::TestWords)
#include "test_words.moc"
