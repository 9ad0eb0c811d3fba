// SPDX-License-Identifier: GPL-3.0-or-later
// --over accepts ranges, steps and lists, and answers wrong input with one line.
#include "core/event/error.h"
#include "core/experiment/sweep_axis.h"

#include <QTest>

using namespace interleave;

namespace test_sweep_axis {

Scenario scenario() {
    Scenario swept{};
    swept.name = "made-up";
    swept.parameters = {worker_count("workers", 2, 1, 64, "", ""), real("io_share", 50, 0, 100, "%", ""),
                        flag("lock", false, "")};
    return swept;
}

std::vector<double> values_of(const char* words) {
    const Scenario swept = scenario();
    return parse_sweep_axis(swept, words).values;
}

std::string answer_to(const char* words) {
    try {
        values_of(words);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "no error";
}

class TestSweepAxis : public QObject {
    Q_OBJECT

private slots:
    void wholeNumbersGoByOne() { QCOMPARE(values_of("workers=1..4"), (std::vector<double>{1, 2, 3, 4})); }
    void aStepMayBeGiven() {
        QCOMPARE(values_of("io_share=0..100:25"), (std::vector<double>{0, 25, 50, 75, 100}));
        QCOMPARE(values_of("workers=1..8:3"), (std::vector<double>{1, 4, 7}));
    }
    void realNumbersGoInTenSteps() { QCOMPARE(values_of("io_share=0..10").size(), 11U); }
    void aListIsPutInOrderAndHasNoDoubles() {
        QCOMPARE(values_of("workers=8,1,2,2"), (std::vector<double>{1, 2, 8}));
    }
    void oneValueIsARange() { QCOMPARE(values_of("workers=3..3"), (std::vector<double>{3})); }

    void wrongWordsGetOneLine_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("says");
        QTest::newRow("no equals") << "workers"
                                   << "--over wants NAME=FIRST..LAST";
        QTest::newRow("unknown") << "worker=1..4"
                                 << "' has no parameter 'worker'; did you mean 'workers'?";
        QTest::newRow("a flag") << "lock=0..1"
                                << "is not a number and cannot be swept";
        QTest::newRow("no number") << "workers=a..4"
                                   << "'a' in --over workers is not a number";
        QTest::newRow("half a number") << "workers=1.5..4"
                                       << "is not a whole number";
        QTest::newRow("out of range") << "workers=0..4"
                                      << "0 is out of range, 1 to 64";
        QTest::newRow("backwards") << "workers=4..1"
                                   << "runs backwards";
        QTest::newRow("no step") << "workers=1..4:0"
                                 << "must be a positive whole number";
        QTest::newRow("too many") << "io_share=0..100:0.1"
                                  << "more than 200 values";
        QTest::newRow("nothing") << "workers="
                                 << "is not a number";
    }
    void wrongWordsGetOneLine() {
        QFETCH(QString, words);
        QFETCH(QString, says);
        const QString answer = QString::fromStdString(answer_to(words.toUtf8()));
        QVERIFY2(answer.contains(says), qPrintable(answer));
        QVERIFY(!answer.contains(QLatin1Char('\n')));
    }
};

} // namespace test_sweep_axis

QTEST_APPLESS_MAIN(test_sweep_axis::TestSweepAxis)
#include "test_sweep_axis.moc"
