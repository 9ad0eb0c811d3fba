// SPDX-License-Identifier: GPL-3.0-or-later
// Races show not now and then, but in practically every run.
#include "core/scenario/stage.h"
#include "tests/core/experiment/scenario_rig.h"

using namespace interleave;
using namespace interleave::test;

namespace test_race_scenarios {

class TestRaceScenarios : public QObject {
    Q_OBJECT

private slots:
    /// Two workers that the kernel woke on one processor do not race: before the start gate moved them to
    /// two, a fifth to a half of the runs lost nothing. The additions are few, so that the kernel has no time
    /// to move a worker by itself.
    void anUnprotectedCounterLosesAdditions_data() {
        QTest::addColumn<Backend>("backend");
        QTest::newRow("threads") << Backend::threads;
        QTest::newRow("processes") << Backend::processes;
    }
    void anUnprotectedCounterLosesAdditions() {
        QFETCH(Backend, backend);
        if (Stage::usable_cpus() < 2)
            QSKIP("it takes two processors to race");
        int lost = 0;
        for (int i = 0; i < 20; ++i) {
            const ScenarioRun run("counter-four-ways", {"increments=30000"}, backend);
            QCOMPARE(run.ended(), Ended::finished);
            for (const char* check : {"mutex-loses-nothing", "atomic-loses-nothing", "private-loses-nothing"})
                QCOMPARE(run.check(check), "holds");
            lost += run.check("unlocked-loses-updates") == "holds" ? 1 : 0;
        }
        QVERIFY2(lost >= 18, qPrintable(QString::number(lost))); // the host may take a processor away
    }

    /// The best-documented mistake of beginners: a lock is there, but it does not guard the data.
    void aLockThatIsNotTiedToItsDataLosesUpdates_data() {
        QTest::addColumn<QString>("lock");
        QTest::addColumn<bool>("loses");
        for (const char* wrong : {"none", "own", "write", "steps"})
            QTest::newRow(wrong) << wrong << true;
        QTest::newRow("addition") << "addition" << false;
    }
    void aLockThatIsNotTiedToItsDataLosesUpdates() {
        QFETCH(QString, lock);
        QFETCH(bool, loses);
        if (Stage::usable_cpus() < 2)
            QSKIP("it takes two processors to race");
        double lost = 0;
        for (int i = 0; i < 10 && !(loses && lost > 0); ++i) { // the host may take a processor away
            const ScenarioRun run("lost-update", {"lock=" + lock.toStdString(), "rounds=5"});
            QCOMPARE(run.ended(), Ended::finished);
            lost += run.value("lost_updates");
            if (!loses)
                QCOMPARE(run.check("lock-prevents-race"), "holds");
        }
        QCOMPARE(lost > 0, loses);
    }

    void theSameSeatIsSoldTwiceButNotUnderALock() {
        if (Stage::usable_cpus() < 2)
            QSKIP("it takes two processors to race");
        const ScenarioRun safe("ticket-sale", {"lock=true"});
        QCOMPARE(safe.check("never-oversold"), "holds");
        QCOMPARE(safe.value("seats_sold_twice"), 0.0);
        int seen = 0;
        for (int i = 0; i < 20; ++i) {
            const ScenarioRun run("ticket-sale");
            const double twice = run.value("seats_sold_twice");
            QVERIFY(run.value("oversold") >= twice);
            seen += twice > 1 ? 1 : 0;
        }
        QVERIFY2(seen >= 15, qPrintable(QString::number(seen))); // the host may take a processor away
    }

    void luckIsNoVerdict_data() {
        QTest::addColumn<QString>("scenario");
        QTest::addColumn<QStringList>("settings");
        QTest::addColumn<QString>("check");
        QTest::newRow("two locks") << "two-locks" << QStringList{"pause=0", "transfers=1"} << "deadlock";
        QTest::newRow("philosophers")
            << "dining-philosophers" << QStringList{"reach=0", "eat=0", "meals=1"} << "deadlock";
        QTest::newRow("lost update") << "lost-update" << QStringList{"gate=false", "increments=1", "rounds=3"}
                                     << "race-loses-updates";
        QTest::newRow("ticket sale") << "ticket-sale" << QStringList{"payment=0", "seats=1"}
                                     << "same-seat-sold-twice";
    }
    void luckIsNoVerdict() {
        QFETCH(QString, scenario);
        QFETCH(QStringList, settings);
        QFETCH(QString, check);
        std::vector<std::string> set;
        for (const QString& setting : settings)
            set.push_back(setting.toStdString());
        const ScenarioRun run(scenario.toStdString(), set);
        QCOMPARE(run.error(), "");
        const std::string verdict = run.check(check.toStdString());
        QVERIFY2(verdict == "cannot be told" || verdict == "holds", verdict.c_str());
    }

    void withoutAGateEachRoundHasItsOwnWorkers_data() {
        QTest::addColumn<Backend>("backend");
        QTest::newRow("threads") << Backend::threads;
        QTest::newRow("processes") << Backend::processes;
    }
    void withoutAGateEachRoundHasItsOwnWorkers() {
        QFETCH(Backend, backend);
        const ScenarioRun run("lost-update", {"gate=false", "increments=10", "rounds=3", "lock=addition"},
                              backend);
        QCOMPARE(run.ended(), Ended::finished);
        const double each = backend == Backend::processes ? 10 : 20; // processes count in their own memory
        QCOMPARE(run.numbers("actual"), (std::vector<double>{each, each, each}));
        QCOMPARE(run.trace().lane_count(), std::size_t(1 + 3 * 2));
    }
};

} // namespace test_race_scenarios

QTEST_GUILESS_MAIN(test_race_scenarios::TestRaceScenarios)
#include "test_race_scenarios.moc"
