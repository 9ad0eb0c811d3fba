// SPDX-License-Identifier: GPL-3.0-or-later
// Times in words, as labels and tool tips show them.
#include "ui/words/words.h"

#include <QLocale>
#include <QTest>

using namespace interleave;

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
};

QTEST_GUILESS_MAIN(TestWords)
#include "test_words.moc"
