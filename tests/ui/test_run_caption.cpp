// SPDX-License-Identifier: GPL-3.0-or-later
// A run in words: units, what differs from the defaults, how it ended, what came out.
#include "ui/words/run_caption.h"

#include <QLocale>
#include <QTest>

using namespace interleave;

namespace test_run_caption {

/// A finished run of `lock-contention` with the defaults.
RunInfo contention() {
    RunInfo info;
    info.scenario = "lock-contention";
    info.title = "Lock contention";
    info.backend = "threads";
    info.parameters = ParameterSet(find_scenario("lock-contention").parameters).named_values();
    info.machine = {.cpus = 2, .model = "a model", .kernel = "6.1", .ns_per_event = 9.46};
    info.switch_records = "on";
    info.wall_ns = 654'000'000;
    info.counts.events = 2'180;
    info.ended = Ended::finished;
    return info;
}

QString plain(QString words) {
    return words.replace(QChar(0x202f), QLatin1Char(' '));
}

class TestRunCaption : public QObject {
    Q_OBJECT

private slots:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void defaultsAreNotNamedButTheNumberOfWorkersIs() {
        const RunInfo info = contention();
        QCOMPARE(conditions_text(info, scenario_of(info)), QStringLiteral("3 threads"));
    }

    void whatDiffersIsNamedWithItsUnit() {
        RunInfo info = contention();
        info.backend = "gil";
        info.parameters["workers"] = 1;
        info.parameters["critical"] = 50.5;
        QCOMPARE(plain(conditions_text(info, scenario_of(info))),
                 QStringLiteral("1 thread with a GIL · critical 50.5 µs"));
        QCOMPARE(plain(parameters_text(info, scenario_of(info), NamedParameters::all)),
                 QStringLiteral("workers 1, critical 50.5 µs, outside 200 µs, rounds 300"));
    }

    void aScheduleOfTheKernelIsToldAsWhatItIs() {
        RunInfo info;
        info.title = "sched.txt";
        info.mode = "kernel schedule";
        info.switch_records = "on (from the file)";
        info.wall_ns = 5'000'000;
        info.counts.kernel = 1'281;
        QCOMPARE(title_text(info), QStringLiteral("sched.txt"));
        QCOMPARE(conditions_text(info, scenario_of(info)), QStringLiteral("kernel schedule"));
        QCOMPARE(plain(result_text(info)), QStringLiteral("recorded for 5.00 ms"));
        QCOMPARE(machine_text(info), QString());
        QCOMPARE(
            plain(recording_text(info)),
            QStringLiteral("1,281 records of the kernel, none lost · switch records on (from the file)"));
        info.machine.cpus = 2;
        info.machine.kernel = "6.1";
        QCOMPARE(machine_text(info), QStringLiteral("2 processors, Linux 6.1"));
    }

    void aRunOfAnotherProgramsScenarioIsToldWithoutUnits() {
        RunInfo info = contention();
        info.scenario = "of-another-program";
        info.title.clear();
        info.backend = "fibres";
        info.parameters = {{"lock", true}, {"number_pause", 1'200}};
        QVERIFY(scenario_of(info) == nullptr);
        QCOMPARE(title_text(info), QStringLiteral("of-another-program"));
        QCOMPARE(conditions_text(info, nullptr), QStringLiteral("fibres · lock on, number pause 1,200"));
    }

    void numbersFollowTheLocale() {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        RunInfo info = contention();
        info.parameters["critical"] = 50.5;
        QCOMPARE(plain(conditions_text(info, scenario_of(info))),
                 QStringLiteral("3 threads · critical 50,5 µs"));
        QVERIFY(recording_text(info).startsWith(QStringLiteral("2.180 events of 9,5 ns")));
    }

    void theEndIsToldWithItsReason() {
        RunInfo info = contention();
        QCOMPARE(plain(result_text(info)), QStringLiteral("finished after 654 ms"));
        info.ended = Ended::crashed;
        info.error = "signal 11";
        QCOMPARE(plain(result_text(info)), QStringLiteral("crashed after 654 ms: signal 11"));
        info.ended.reset();
        info.error.clear();
        QCOMPARE(result_text(info), QStringLiteral("still running"));
        info.ended = Ended::deadlock;
        info.error.clear();
        info.outcome[deadlock_key] = Value::List{
            Value{{"lanes", Value::List{"one", "two"}}, {"objects", Value::List{"left", "right"}}}};
        QVERIFY2(plain(result_text(info)).startsWith(QStringLiteral("deadlock after 654 ms: one waits for ")),
                 qPrintable(result_text(info)));
    }

    void aRunWhoseFileIsCutIsKnownUpToThere() {
        RunInfo info = contention();
        info.ended.reset();
        info.error = "the file ends before the run: what came later was not written";
        QCOMPARE(plain(result_text(info)),
                 QStringLiteral(
                     "known up to 654 ms: the file ends before the run: what came later was not written"));
    }

    void theOutcomeIsItsFirstSingleValues() {
        RunInfo info = contention();
        info.outcome = {{"rounds", 300},
                        {"wall_ms", 653.25},
                        {"sizes", Value::List{1, 2}},
                        {"story", std::string(60, 'x')},
                        {"lost_updates", 1'204},
                        {"cure", "none"}};
        QCOMPARE(plain(outcome_text(info, 2)), QStringLiteral("wall time 653.3 ms, lost updates 1,204"));
        QCOMPARE(plain(outcome_text(info)),
                 QStringLiteral("wall time 653.3 ms, lost updates 1,204, cure none"));
    }

    void claimsAreCounted() {
        RunInfo info = contention();
        QVERIFY(claims_text(info).isEmpty());
        info.checks = {{.name = "a", .claim = "A.", .holds = true},
                       {.name = "b", .claim = "B.", .holds = true}};
        QCOMPARE(claims_text(info), QStringLiteral("both claims hold"));
        info.checks[0].holds.reset();
        QCOMPARE(claims_text(info), QStringLiteral("1 of 2 claims hold, 1 cannot be told here"));
        info.checks[0].holds = false;
        QCOMPARE(claims_text(info), QStringLiteral("1 of 2 claims hold"));
    }

    void theRecordingSaysWhatIsMissing() {
        RunInfo info = contention();
        QCOMPARE(machine_text(info), QStringLiteral("2 processors, a model, Linux 6.1"));
        QCOMPARE(recording_text(info),
                 QStringLiteral("2,180 events of 9.5 ns, none lost · switch records on"));
        info.counts.dropped = 7;
        QVERIFY(recording_text(info).contains(QStringLiteral("7 dropped")));
    }
};

} // namespace test_run_caption

QTEST_GUILESS_MAIN(test_run_caption::TestRunCaption)
#include "test_run_caption.moc"
