// SPDX-License-Identifier: GPL-3.0-or-later
// Races show not now and then, but in practically every run.
#include "core/scenario/stage.h"
#include "tests/core/experiment/scenario_rig.h"

using namespace interleave;
using namespace interleave::test;

Q_DECLARE_METATYPE(interleave::Backend)

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
};

QTEST_GUILESS_MAIN(TestRaceScenarios)
#include "test_race_scenarios.moc"
