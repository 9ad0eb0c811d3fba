// SPDX-License-Identifier: GPL-3.0-or-later
// A missed figure of time leaves a check undecided if other programs used the processors.
#include "core/experiment/machine_load.h"
#include "core/experiment/parallel_capacity.h"

#include <QTest>

using namespace interleave;

namespace {

Check failing(const char* unit, double tolerance) {
    Check check;
    check.expected = 2;
    check.measured = 1;
    check.unit = unit;
    check.tolerance = tolerance;
    check.comparison = Comparison::at_least;
    check.decide();
    return check;
}

} // namespace

class TestMachineLoad : public QObject {
    Q_OBJECT

private slots:
    void othersAreAllButThisProcessAndTheRun() {
        const MachineLoad before{1000, 10};
        const MachineLoad after{1820, 110}; // 820 ms busy, 100 of them by this process
        // 820 − 100 − 300 − 20 ms in 400 ms; the 20 ms are for the steps of the clock.
        QCOMPARE(processors_used_by_others(before, after, 400, 300), 1.0);
    }

    void aRunThatIsTooShortSaysNothingAboutOthers() {
        QCOMPARE(processors_used_by_others({0, 0}, {1000, 0}, 40, 0), 0.0);
    }

    void aMissOfTimeIsDoubtedOnABusyMachine() {
        std::vector<Check> checks{failing("ms", 0.1), failing("×", 0), failing("updates", 0)};
        doubt_disturbed_checks(checks, 1.5, 2);
        QVERIFY(!checks[0].holds.has_value());
        QVERIFY(!checks[1].holds.has_value());
        QCOMPARE(checks[0].why, "other programs used 1.5 of the 2 processors meanwhile");
        QCOMPARE(checks[2].holds, std::optional(false)); // a count is wrong on any machine
    }

    void aMissOnAQuietMachineIsNotDoubted() {
        std::vector<Check> checks{failing("ms", 0.1)};
        doubt_disturbed_checks(checks, 0.3, 2);
        QCOMPARE(checks[0].holds, std::optional(false));
    }

    void aMissOfTimeIsDoubtedWhereTheProcessorsAreWorthLess() {
        std::vector<Check> checks{failing("×", 0.1), failing("updates", 0)};
        doubt_checks_without_capacity(checks, 2, [](int) { return 1.3; });
        QVERIFY(!checks[0].holds.has_value());
        QCOMPARE(checks[0].why,
                 "right afterwards this machine's 2 processors together computed only 1.3 times as "
                 "fast as one");
        QCOMPARE(checks[1].holds, std::optional(false));
    }

    void aMissWithFullProcessorsIsNotDoubted() {
        std::vector<Check> checks{failing("×", 0.1)};
        doubt_checks_without_capacity(checks, 2, [](int) { return 1.9; });
        QCOMPARE(checks[0].holds, std::optional(false));
    }

    void theCapacityIsBetweenOneProcessorAndAll() {
        QCOMPARE(measure_parallel_capacity(1), 1.0);
        const double capacity = measure_parallel_capacity(2);
        QVERIFY2(capacity > 0.2 && capacity < 8, qPrintable(QString::number(capacity)));
    }

    void aCheckThatHoldsIsNotDoubted() {
        Check check = failing("ms", 0.1);
        check.measured = 2;
        check.decide();
        std::vector<Check> checks{check};
        doubt_disturbed_checks(checks, 2, 2);
        QCOMPARE(checks[0].holds, std::optional(true));
    }

    void theLoadGrowsWhileThisProcessComputes() {
        const MachineLoad before = read_machine_load();
        MachineLoad now = before;
        while (now.own_ms < before.own_ms + 60)
            now = read_machine_load();
        QVERIFY(now.all_ms > before.all_ms);
    }
};

QTEST_APPLESS_MAIN(TestMachineLoad)
#include "test_machine_load.moc"
