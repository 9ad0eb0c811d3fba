// SPDX-License-Identifier: GPL-3.0-or-later
// A missed figure of time leaves a check undecided if other programs used the processors.
#include "core/experiment/machine_load.h"
#include "core/experiment/parallel_capacity.h"

#include <QTest>

#include <thread>

#include <ctime>
#include <sys/wait.h>
#include <unistd.h>

using namespace interleave;

namespace test_machine_load {

Check failing(bool depends_on_load) {
    Check check;
    check.expected = 2;
    check.measured = 1;
    check.depends_on_load = depends_on_load;
    check.comparison = Comparison::at_least;
    check.decide();
    return check;
}

class TestMachineLoad : public QObject {
    Q_OBJECT

private slots:
    void othersAreAllButThisProcessAndItsRuns() {
        const MachineLoad before{0, 1000, 10};
        const MachineLoad after{400, 1820, 410}; // 820 ms busy, 400 of them by this process and its runs
        // 820 − 400 − 20 ms in 400 ms; the 20 ms are for the steps of the clock.
        QCOMPARE(processors_used_by_others(before, after), std::optional(1.0));
    }

    void readingsTooCloseSayNothingAboutOthers() {
        QVERIFY(!processors_used_by_others({0, 0, 0}, {40, 1000, 0}));
    }

    void aShortRunIsMeasuredForLonger() {
        const MachineLoad before = read_machine_load();
        QVERIFY(processors_used_by_others_since(before) >= 0);
        QVERIFY(processors_used_by_others(before, read_machine_load()).has_value());
    }

    void theTimeOfEndedRunsIsOwn() {
        const MachineLoad before = read_machine_load();
        const pid_t child = fork();
        if (child == 0) {
            timespec used{};
            while (used.tv_nsec < 50'000'000)
                clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
            _exit(0);
        }
        waitpid(child, nullptr, 0);
        QVERIFY(read_machine_load().own_ms - before.own_ms >= 45);
    }

    /// The thread that serves a run asks, and another one, which draws a window, takes processors from the
    /// run.
    void whatOtherThreadsOfThisProcessUseIsNotTheRunsOwn() {
        const MachineLoad before = read_machine_load(OwnTime::none);
        const MachineLoad of_process = read_machine_load();
        std::thread([] {
            timespec used{};
            while (used.tv_nsec < 60'000'000)
                clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
        }).join();
        double served_ms = 0;
        std::thread([&] {
            served_ms = read_machine_load(OwnTime::this_thread).own_ms - before.own_ms;
        }).join();
        QVERIFY2(served_ms < 30, qPrintable(QString::number(served_ms)));
        QVERIFY(read_machine_load().own_ms - of_process.own_ms >= 45);
    }

    void aMissThatLoadCanCauseIsDoubtedOnABusyMachine() {
        std::vector<Check> checks{failing(true), failing(false)};
        doubt_disturbed_checks(checks, 1.5, 2);
        QVERIFY(!checks[0].holds.has_value());
        QCOMPARE(checks[0].why, "other work used 1.5 of the 2 processors meanwhile");
        QCOMPARE(checks[1].holds, std::optional(false)); // the program is wrong on any machine
        QVERIFY(!checks[1].why.empty());
    }

    void aMissOnAQuietMachineIsNotDoubtedAndHasAReason() {
        std::vector<Check> checks{failing(true)};
        doubt_disturbed_checks(checks, 0.3, 2);
        QCOMPARE(checks[0].holds, std::optional(false));
        QCOMPARE(checks[0].why,
                 "other work used 0.3 of the 2 processors meanwhile, which does not explain it");
    }

    void aMissThatOthersExplainIsDoubted() {
        Check check;
        check.expected = 160;
        check.tolerance = 0.25;
        check.measured = 224; // 12 % more than allowed
        check.comparison = Comparison::at_most;
        check.decide();
        std::vector<Check> checks{check, check};
        checks[1].measured = 400;
        doubt_disturbed_checks(checks, 0.39, 2); // less than a fifth of the processors
        QVERIFY(!checks[0].holds.has_value());
        QCOMPARE(checks[0].why, "other work used 0.39 of the 2 processors meanwhile");
        QCOMPARE(checks[1].holds, std::optional(false));
        QCOMPARE(checks[1].why,
                 "other work used 0.39 of the 2 processors meanwhile, which does not explain it");
    }

    void aQuietMachineExplainsNoMiss() {
        Check check;
        check.expected = 100;
        check.measured = 101;
        check.comparison = Comparison::at_most;
        check.decide();
        std::vector<Check> checks{check};
        doubt_disturbed_checks(checks, 0.04, 2);
        QCOMPARE(checks[0].holds, std::optional(false));
    }

    void aTimeMeasuredBesideOthersIsDoubtful() {
        const MachineLoad before{0, 0, 0};
        QCOMPARE(doubt_of_times(before, {400, 420, 0}, 2), "other work used 1 of the 2 processors meanwhile");
        QVERIFY(doubt_of_times(before, {400, 120, 0}, 2).empty());
        QVERIFY(doubt_of_times(before, {30, 30, 0}, 2).empty());
        QCOMPARE(doubt_of_times(before, {30, 30, 30, 12}, 2),
                 "the processor quota of this control group held the run back for 12 ms");
    }

    void aMissOfAThrottledRunIsDoubted() {
        std::vector<Check> checks{failing(true), failing(false)};
        doubt_throttled_checks(checks, {.throttled_ms = 5}, {.throttled_ms = 5});
        QCOMPARE(checks[0].holds, std::optional(false));
        doubt_throttled_checks(checks, {.throttled_ms = 5}, {.throttled_ms = 42});
        QVERIFY(!checks[0].holds.has_value());
        QCOMPARE(checks[0].why, "the processor quota of this control group held the run back for 37 ms");
        QCOMPARE(checks[1].holds, std::optional(false));
    }

    void aReasonOfTheScenarioIsKept() {
        std::vector<Check> checks{failing(true)};
        checks[0].why = "the barber was quick";
        doubt_disturbed_checks(checks, 0.3, 2);
        QCOMPARE(checks[0].why, "the barber was quick");
    }

    void aMissOfTimeIsDoubtedWhereTheProcessorsAreWorthLess() {
        std::vector<Check> checks{failing(true), failing(false)};
        doubt_checks_without_capacity(checks, 2, [](int) { return 1.3; });
        QVERIFY(!checks[0].holds.has_value());
        QCOMPARE(checks[0].why,
                 "right afterwards this machine's 2 processors together computed only 1.3 times as "
                 "fast as one");
        QCOMPARE(checks[1].holds, std::optional(false));
    }

    void aMissWithFullProcessorsIsNotDoubted() {
        std::vector<Check> checks{failing(true)};
        doubt_checks_without_capacity(checks, 2, [](int) { return 1.9; });
        QCOMPARE(checks[0].holds, std::optional(false));
    }

    void theCapacityIsBetweenOneProcessorAndAll() {
        QCOMPARE(measure_parallel_capacity(1), 1.0);
        const double capacity = measure_parallel_capacity(2);
        QVERIFY2(capacity > 0.2 && capacity < 8, qPrintable(QString::number(capacity)));
    }

    void aCheckThatHoldsIsNotDoubted() {
        Check check = failing(true);
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

} // namespace test_machine_load

QTEST_APPLESS_MAIN(test_machine_load::TestMachineLoad)
#include "test_machine_load.moc"
