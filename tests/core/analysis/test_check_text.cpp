// SPDX-License-Identifier: GPL-3.0-or-later
// What a check expects, in words: with the tolerance that its verdict allows.
#include "core/analysis/check_text.h"
#include "core/analysis/figure.h"

#include <QTest>

using namespace interleave;

namespace test_check_text {

class TestCheckText : public QObject {
    Q_OBJECT

private slots:
    void oneThingIsCountedInTheSingular() {
        QCOMPARE(counted(0, "runs"), std::string("0 runs"));
        QCOMPARE(counted(1, "runs"), std::string("1 run"));
        QCOMPARE(counted(2, "runs"), std::string("2 runs"));
        QCOMPARE(counted(1, "switches"), std::string("1 switch"));
    }

    void theToleranceIsTold_data() {
        QTest::addColumn<double>("expected");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<double>("tolerance");
        QTest::addColumn<int>("comparison");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, double expected, const char* unit, double tolerance,
                            Comparison comparison, const char* text) {
            QTest::newRow(name) << expected << QString::fromUtf8(unit) << tolerance
                                << static_cast<int>(comparison) << QString::fromUtf8(text);
        };
        row("none", 2, "workers", 0, Comparison::equal, "2 workers");
        row("one of them", 1, "workers", 0, Comparison::equal, "1 worker");
        row("one in words", 1, "workers in a ring", 0, Comparison::at_most, "at most 1 worker in a ring");
        row("one of a word in y", 1, "entries", 0, Comparison::equal, "1 entry");
        row("one of a word in ss", 1, "processes", 0, Comparison::equal, "1 process");
        row("a unit", 1, "ms", 0, Comparison::equal, "1 ms");
        row("nearly one", 1.5, "workers", 0, Comparison::equal, "1.5 workers");
        row("relative", 2, "×", 0.12, Comparison::at_least, "at least 2 × ± 12 %");
        row("relative to a small number", 0.5, "", 0.015, Comparison::at_most, "at most 0.5 ± 1.5 %");
        row("absolute", 0, "ms", 0.5, Comparison::equal, "0 ms ± 0.5 ms");
        row("no room above", 1, "×", 0.1, Comparison::above, "above 1 ×");
    }
    void theToleranceIsTold() {
        QFETCH(double, expected);
        QFETCH(QString, unit);
        QFETCH(double, tolerance);
        QFETCH(int, comparison);
        QFETCH(QString, text);
        Check check;
        check.expected = expected;
        check.unit = unit.toStdString();
        check.tolerance = tolerance;
        check.comparison = static_cast<Comparison>(comparison);
        QCOMPARE(QString::fromStdString(expected_text(check)), text);
    }
};

} // namespace test_check_text

QTEST_APPLESS_MAIN(test_check_text::TestCheckText)
#include "test_check_text.moc"
