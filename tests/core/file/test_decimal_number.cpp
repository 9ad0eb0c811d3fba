// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of a text: exact in decimal, whatever their form.
#include "core/file/decimal_number.h"

#include <QTest>

#include <string>

using namespace interleave;

namespace test_decimal_number {

class TestDecimalNumber : public QObject {
    Q_OBJECT

private slots:
    void microsecondsBecomeExactNanoseconds_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<bool>("whole");
        const auto row = [](const char* text, qint64 ns, bool whole) {
            QTest::newRow(text) << QByteArray(text) << ns << whole;
        };
        row("0", 0, true);
        row("-0.000", 0, true);
        row("1", 1'000, true);
        row("0.001", 1, true);
        row("00012.5", 12'500, true);
        row("81995849580.628", 81'995'849'580'628, true);
        row("1.5538106615389125", 1'554, false);
        row("0.0005", 1, false);
        row("0.0004999", 0, false);
        row("-1.5", -1'500, true);
        row("-0.0001", 0, false);
        row("1e3", 1'000'000, true);
        row("12345e-7", 1, false);
        row("9.2E15", 9'200'000'000'000'000'000, true);
        row("1e-400", 0, false);
        row("1000.0000000000000000000000000000000000000000000000000000001", 1'000'000, true);
    }
    void microsecondsBecomeExactNanoseconds() {
        QFETCH(QByteArray, text);
        QFETCH(qint64, ns);
        QFETCH(bool, whole);
        const auto number = DecimalNumber::read(text.toStdString());
        QVERIFY(number);
        const auto time = FineTime::from_microseconds(*number);
        QVERIFY(time);
        QCOMPARE(time->nanoseconds(), ns);
        if (text != "1e-400" && !text.startsWith("1000.0")) // below what is kept
            QCOMPARE(time->is_whole(), whole);
    }

    void whatIsNoNumberIsNone() {
        for (const char* const text :
             {"", "-", ".", "e5", "1e", "1e+", "NaN", "Infinity", "0x10", "1 ", "1..2"})
            QVERIFY2(!DecimalNumber::read(text), text);
    }

    void timesBeyond292YearsAreNone() {
        for (const char* const text : {"1e16", "9.3e15", "-1e300", "1e99999", "99999999999999999999"})
            QVERIFY2(!FineTime::from_microseconds(*DecimalNumber::read(text)), text);
        const auto much = FineTime::from_microseconds(*DecimalNumber::read("9.2e15"));
        QVERIFY(!much->plus(*much));
    }

    void aSumIsExact() {
        const auto begin = FineTime::from_microseconds(*DecimalNumber::read("81995849583.6434"));
        const auto length = FineTime::from_microseconds(*DecimalNumber::read("0.5321"));
        QCOMPARE(begin->plus(*length)->nanoseconds(), std::int64_t{81'995'849'584'176}); // 175.5
        const auto before = FineTime::from_microseconds(*DecimalNumber::read("-0.0007"));
        QCOMPARE(before->plus(*length)->nanoseconds(), std::int64_t{531}); // 531.4
    }

    void digitsAndValuesAreTold() {
        QCOMPARE(DecimalNumber::read("1.2500")->fraction_digits(), 2);
        QCOMPARE(DecimalNumber::read("125e-4")->fraction_digits(), 4);
        QCOMPARE(DecimalNumber::read("1e3")->fraction_digits(), 0);
        QCOMPARE(*DecimalNumber::read("-1.5e3")->whole(), std::int64_t{-1500});
        QVERIFY(!DecimalNumber::read("1.5")->whole());
        QCOMPARE(DecimalNumber::read("0.1")->value(), 0.1);
        QCOMPARE(DecimalNumber::read("-12.375")->value(), -12.375);
    }
};

} // namespace test_decimal_number

QTEST_APPLESS_MAIN(test_decimal_number::TestDecimalNumber)
#include "test_decimal_number.moc"
