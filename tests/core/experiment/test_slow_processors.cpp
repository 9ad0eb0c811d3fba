// SPDX-License-Identifier: GPL-3.0-or-later
// A missed figure of time leaves a check undecided if the processors of the run were not whole ones, which
// the run's own computing tells.
#include "core/experiment/slow_processors.h"

#include <QTest>

using namespace interleave;

namespace test_slow_processors {

constexpr std::uint64_t ms = 1'000'000;

Check missed(bool depends_on_load) {
    Check check;
    check.expected = 2;
    check.measured = 1;
    check.comparison = Comparison::at_least;
    check.depends_on_load = depends_on_load;
    check.decide();
    return check;
}

class TestSlowProcessors : public QObject {
    Q_OBJECT

private slots:
    void theSlowdownIsOfUsedToAskedTime() {
        QCOMPARE(processor_slowdown({100 * ms, 150 * ms}), std::optional(1.5));
    }

    void littleComputingTellsNothing() {
        QVERIFY(!processor_slowdown({}));
        QVERIFY(!processor_slowdown({4 * ms, 40 * ms}));
    }

    void aMissOnSlowProcessorsCannotBeTold() {
        std::vector<Check> checks{missed(true), missed(false)};
        doubt_checks_on_slow_processors(checks, 1.4);
        QVERIFY(!checks[0].holds.has_value());
        QCOMPARE(checks[0].why,
                 "computing took 1.40 times as much processor time as this machine needs undisturbed: a "
                 "processor here is not always a whole one");
        QCOMPARE(checks[1].holds, std::optional(false)); // the program is wrong on any machine
    }

    void aSmallMissIsExplainedByAsSmallASlowdown() {
        Check check;
        check.expected = 170;
        check.tolerance = 0.25;
        check.comparison = Comparison::at_most;
        check.measured = 220; // 3.5 % more than allowed
        check.decide();
        std::vector<Check> checks{check};
        doubt_checks_on_slow_processors(checks, 1.03);
        QCOMPARE(checks[0].holds, std::optional(false));
        doubt_checks_on_slow_processors(checks, 1.04);
        QVERIFY(!checks[0].holds.has_value());
    }

    void aMissOnWholeProcessorsStays() {
        std::vector<Check> checks{missed(true)};
        doubt_checks_on_slow_processors(checks, 1.05);
        doubt_checks_on_slow_processors(checks, std::nullopt);
        QCOMPARE(checks[0].holds, std::optional(false));
    }

    void whatHoldsIsNotDoubted() {
        Check check = missed(true);
        check.measured = 2;
        check.decide();
        std::vector<Check> checks{check};
        doubt_checks_on_slow_processors(checks, 3);
        QCOMPARE(checks[0].holds, std::optional(true));
    }
};

} // namespace test_slow_processors

QTEST_APPLESS_MAIN(test_slow_processors::TestSlowProcessors)
#include "test_slow_processors.moc"
