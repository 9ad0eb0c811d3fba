// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers that people type, in locales with different separators.
#include "ui/words/number_reading.h"

#include <QTest>

#include <limits>

using namespace interleave;

namespace test_number_reading {

const NumberRange whole{1, 10'000, true, QString()};
const NumberRange real{-50, 20'000, false, QStringLiteral("ms")};

constexpr double refused = std::numeric_limits<double>::quiet_NaN();

class TestNumberReading : public QObject {
    Q_OBJECT

private slots:
    void aNumberIsUnderstoodOrRefused_data() {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<bool>("is_whole");
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("number");
        const auto row = [](const char* locale, bool is_whole, const QString& text, double number) {
            QTest::addRow("%s %s '%s'", locale, is_whole ? "whole" : "real", qPrintable(text))
                << QString::fromLatin1(locale) << is_whole << text << number;
        };
        // Both separators mean decimals in every locale.
        for (const char* locale : {"en_US", "de_DE", "fr_FR", "C"}) {
            row(locale, false, QStringLiteral("0.5"), 0.5);
            row(locale, false, QStringLiteral("0,5"), 0.5);
            row(locale, false, QStringLiteral("12.25"), 12.25);
            row(locale, false, QStringLiteral("12,25"), 12.25);
            row(locale, false, QStringLiteral("0.125"), 0.125);
            row(locale, false, QStringLiteral("0,125"), 0.125);
            row(locale, false, QStringLiteral("1234,5"), 1234.5);
            row(locale, false, QStringLiteral(".5"), 0.5);
            row(locale, false, QStringLiteral("5,"), 5);
            row(locale, true, QStringLiteral("5.0"), 5);
            row(locale, true, QStringLiteral("0.5"), refused);
            row(locale, true, QStringLiteral("7,25"), refused);
            // Two kinds of separators, or one that stands twice, leave no doubt.
            row(locale, false, QStringLiteral("1.234,5"), 1234.5);
            row(locale, false, QStringLiteral("1,234.5"), 1234.5);
            row(locale, false, QStringLiteral("0.001.000"), refused);
            row(locale, false, QStringLiteral("1 234,5"), 1234.5);
            row(locale, false, QStringLiteral("1\u202f234.5"), 1234.5);
            row(locale, true, QStringLiteral("1 000"), 1000);
            row(locale, true, QStringLiteral("1\u00a0000"), 1000);
            row(locale, true, QStringLiteral("1’000"), 1000);
            row(locale, true, QStringLiteral("1'000"), 1000);
            row(locale, true, QStringLiteral("1 00"), refused);
            row(locale, false, QStringLiteral("1.2.3"), refused);
            row(locale, false, QStringLiteral("1,23.4"), refused);
            row(locale, false, QStringLiteral("1.5,"), refused);
            row(locale, false, QStringLiteral("1,,5"), refused);
            row(locale, false, QStringLiteral("."), refused);
            // What else is typed or pasted along.
            row(locale, true, QStringLiteral("  42  "), 42);
            row(locale, true, QStringLiteral("\t42\n"), 42);
            row(locale, true, QStringLiteral("+42"), 42);
            row(locale, true, QStringLiteral("1e3"), 1000);
            row(locale, true, QStringLiteral("1.5E2"), 150);
            row(locale, true, QStringLiteral("15e-1"), refused);
            row(locale, false, QStringLiteral("2,5e-1"), 0.25);
            row(locale, false, QStringLiteral("1.125e1"), 11.25);
            row(locale, true, QStringLiteral("1e999"), refused);
            row(locale, false, QStringLiteral("5 ms"), 5);
            row(locale, false, QStringLiteral("5ms "), 5);
            row(locale, false, QStringLiteral("5 MS"), 5);
            row(locale, false, QStringLiteral("5 s"), refused);
            row(locale, true, QStringLiteral("5 ms"), refused);
            row(locale, false, QStringLiteral("-5"), -5);
            row(locale, false, QStringLiteral("−5,5"), -5.5);
            row(locale, true, QStringLiteral("-5"), refused);
            row(locale, false, QString(), refused);
            row(locale, false, QStringLiteral("   "), refused);
            row(locale, false, QStringLiteral("ms"), refused);
            row(locale, false, QStringLiteral("abc"), refused);
            row(locale, false, QStringLiteral("nan"), refused);
            row(locale, false, QStringLiteral("inf"), refused);
            row(locale, true, QStringLiteral("0x10"), refused);
            row(locale, false, QStringLiteral("5 6"), refused);
            row(locale, false, QStringLiteral("5-6"), refused);
            row(locale, true, QStringLiteral("٤٢"), 42);
            // Both ends of the range.
            row(locale, true, QStringLiteral("1"), 1);
            row(locale, true, QStringLiteral("0"), refused);
            row(locale, true, QStringLiteral("10000"), 10'000);
            row(locale, true, QStringLiteral("10001"), refused);
            row(locale, true, QStringLiteral("12000"), refused);
            row(locale, false, QStringLiteral("-50"), -50);
            row(locale, false, QStringLiteral("-50.000001"), refused);
            row(locale, false, QStringLiteral("20000"), 20'000);
            row(locale, false, QStringLiteral("20000.000001"), refused);
        }
        // One separator before three digits is what the locale has it for, or is refused.
        row("en_US", true, QStringLiteral("1,000"), 1000);
        row("en_US", true, QStringLiteral("1.000"), refused);
        row("en_US", false, QStringLiteral("1.125"), 1.125);
        row("en_US", false, QStringLiteral("1,125"), refused);
        row("de_DE", true, QStringLiteral("1.000"), 1000);
        row("de_DE", true, QStringLiteral("1,000"), refused);
        row("de_DE", false, QStringLiteral("1,125"), 1.125);
        row("de_DE", false, QStringLiteral("1.125"), refused);
        row("fr_FR", false, QStringLiteral("1,125"), 1.125);
        row("fr_FR", false, QStringLiteral("1.125"), refused);
        row("fr_FR", true, QStringLiteral("1.000"), refused);
    }
    void aNumberIsUnderstoodOrRefused() {
        QFETCH(QString, locale);
        QFETCH(bool, is_whole);
        QFETCH(QString, text);
        QFETCH(double, number);
        const NumberReading reading = read_number(text, is_whole ? whole : real, QLocale(locale));
        if (std::isnan(number)) {
            QVERIFY2(!reading.problem.isEmpty(),
                     qPrintable(QString::number(reading.number.value_or(0), 'g', 17)));
            return;
        }
        QCOMPARE(reading.problem, QString());
        QVERIFY(reading.number.has_value());
        QCOMPARE(*reading.number, number);
    }

    void whatAFieldShowsIsReadAsTheSameNumber() {
        const NumberRange large{-1e12, 1e12, true, QStringLiteral("steps")};
        const NumberRange fine{-1e6, 1e6, false, QStringLiteral("µs")};
        const NumberRange factor{-1e6, 1e6, false, QStringLiteral("×")}; // a sign, not letters
        for (const char* name : {"C", "en_US", "de_DE", "de_CH", "fr_FR", "hi_IN", "en_IN", "ar_EG", "sv_SE",
                                 "es_ES", "pt_PT", "pl_PL"}) {
            const QLocale locale{QString::fromLatin1(name)};
            for (const double value :
                 {0.0, 1.0, -7.0, 999.0, 1000.0, 1234.0, 123'456.0, 12'345'678.0, -1e12, 1e12}) {
                const QString shown = number_in_field(value, large, locale);
                const NumberReading reading = read_number(shown, large, locale);
                QVERIFY2(reading.problem.isEmpty(), qPrintable(QLatin1String(name) + reading.problem));
                QCOMPARE(*reading.number, value);
            }
            for (const double value : {0.0, 0.1, 1.125, 0.000001, 1234.5, 123456.789, -0.5, 1e6, 1.0 / 3}) {
                for (const NumberRange& range : {fine, factor}) {
                    const QString shown = number_in_field(value, range, locale);
                    const NumberReading reading = read_number(shown, range, locale);
                    QVERIFY2(reading.problem.isEmpty(), qPrintable(QLatin1String(name) + reading.problem));
                    QCOMPARE(*reading.number, value);
                }
            }
        }
    }

    void aRefusalSaysWhatIsWrongAndWhatToWrite_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("is_whole");
        QTest::addColumn<QString>("problem");
        QTest::newRow("large") << "12000" << true
                               << "“12000” is too large; write a whole number from 1 to 10.000.";
        QTest::newRow("small") << "-51" << false
                               << "“-51” is too small; write a number from -50 to 20000 ms.";
        QTest::newRow("empty") << "" << true
                               << "The number is missing; write a whole number from 1 to 10.000.";
        QTest::newRow("half") << "0.5" << true
                              << "“0.5” is not a whole number; write a whole number from 1 to 10.000.";
        QTest::newRow("word") << "many" << true
                              << "“many” is not a number; write a whole number from 1 to 10.000.";
        QTest::newRow("unit") << "5 s" << false << "“5 s” is not in ms; write a number from -50 to 20000 ms.";
        QTest::newRow("either") << "1.125" << false
                                << "“1.125” can mean 1125 or 1,125; write a number from -50 to 20000 ms.";
    }
    void aRefusalSaysWhatIsWrongAndWhatToWrite() {
        QFETCH(QString, text);
        QFETCH(bool, is_whole);
        QFETCH(QString, problem);
        QCOMPARE(read_number(text, is_whole ? whole : real, QLocale(QStringLiteral("de_DE"))).problem,
                 problem);
    }
};

} // namespace test_number_reading

QTEST_APPLESS_MAIN(test_number_reading::TestNumberReading)
#include "test_number_reading.moc"
