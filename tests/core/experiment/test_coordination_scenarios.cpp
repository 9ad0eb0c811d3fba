// SPDX-License-Identifier: GPL-3.0-or-later
// The scenarios of locks and coordination show what they teach, on every backend that they offer.
#include "tests/core/experiment/scenario_rig.h"

#include <QTest>

#include <optional>
#include <string_view>

using namespace interleave;
using namespace interleave::test;

namespace test_coordination_scenarios {

/// Runs a scenario in which workers must meet, until they did: a busy machine may run one after the other.
void run_until_met(std::optional<ScenarioRun>& run, std::string_view name,
                   const std::vector<std::string>& settings, Backend backend, std::string_view check) {
    constexpr int most_tries = 5;
    for (int i = 0; i < most_tries && (!run || run->check(check) != "holds"); ++i)
        run.emplace(name, settings, backend);
}

class TestCoordinationScenarios : public QObject {
    Q_OBJECT

private slots:
    void aFailureInsideALockReleasesIt_data() { for_each_backend("lock"); }
    void aFailureInsideALockReleasesIt() {
        const ScenarioRun run("lock", {"inside=2", "outside=1"}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("one-at-a-time"), "holds");
        QCOMPARE(run.check("released-after-failure"), "holds");
        QCOMPARE(run.value("failures"), 1.0);
    }

    void withoutAGuardAFailureInsideALockEndsInADeadlock_data() { for_each_backend("lock"); }
    void withoutAGuardAFailureInsideALockEndsInADeadlock() {
        const ScenarioRun run("lock", {"guard=false", "inside=1", "outside=1"}, backend());
        QCOMPARE(run.ended(), Ended::deadlock);
        QCOMPARE(run.ring(), std::vector<std::string>{"worker 1"}); // it waits for itself
        QCOMPARE(run.check("locked-for-ever"), "holds");
    }

    void aFairLockWaitsLessAndABargingOneLetsMoreThrough_data() { for_each_backend("lock-fairness"); }
    void aFairLockWaitsLessAndABargingOneLetsMoreThrough() {
        const ScenarioRun run("lock-fairness", {}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        // If other programs keep the processors busy, the workers hardly meet, and the run says so.
        const std::string met = run.value("turns_that_count") >= 3 ? "holds" : "cannot be told";
        QCOMPARE(run.check("barging-passes-more"), met);
        QCOMPARE(run.check("fair-waits-less"), met);
    }

    void aSemaphoreLimitsHowManyAreInside_data() { for_each_backend("semaphore-gate"); }
    void aSemaphoreLimitsHowManyAreInside() {
        const ScenarioRun run("semaphore-gate", {"stay=5"}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("semaphore-limits"), "holds");
        QCOMPARE(run.check("turns-take-time"), "holds");
    }

    void twoLocksInOppositeOrderEndInARing_data() { for_each_backend("two-locks"); }
    void twoLocksInOppositeOrderEndInARing() {
        std::optional<ScenarioRun> run;
        run_until_met(run, "two-locks", {}, backend(), "deadlock");
        QCOMPARE(run->ended(), Ended::deadlock);
        QCOMPARE(run->error(), "");
        std::vector<std::string> ring = run->ring();
        std::sort(ring.begin(), ring.end());
        QCOMPARE(ring, (std::vector<std::string>{"A to B", "B to A"}));
        QCOMPARE(run->check("deadlock"), "holds");
    }

    void eachCureOfTwoLocksFinishes_data() { cures("two-locks", {"order", "try-lock", "one-lock"}); }
    void eachCureOfTwoLocksFinishes() {
        QFETCH(QString, cure);
        const ScenarioRun run("two-locks", {"transfers=10", "pause=0.5", "cure=" + cure.toStdString()},
                              backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("cured-runs-finish"), "holds");
        QCOMPARE(run.check("money-is-kept"), "holds");
        QCOMPARE(run.check("no-deadlock"), "holds");
    }

    void philosophersEndInARingOfAll_data() { for_each_backend("dining-philosophers"); }
    void philosophersEndInARingOfAll() {
        std::optional<ScenarioRun> run;
        run_until_met(run, "dining-philosophers", {"reach=20"}, backend(), "deadlock");
        QCOMPARE(run->ended(), Ended::deadlock);
        QCOMPARE(run->ring().size(), 5U);
        QCOMPARE(run->check("deadlock"), "holds");
    }

    void eachCureLetsAllPhilosophersEat_data() { cures("dining-philosophers", {"order", "waiter"}); }
    void eachCureLetsAllPhilosophersEat() {
        QFETCH(QString, cure);
        const ScenarioRun run("dining-philosophers",
                              {"meals=3", "reach=1", "eat=1", "cure=" + cure.toStdString()}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("cured-runs-finish"), "holds");
        QCOMPARE(run.check("neighbours-take-turns"), "holds");
        QCOMPARE(run.check("no-deadlock"), "holds");
    }

    void eachPreferenceStarvesTheOtherSide_data() { for_each_backend("readers-writers"); }
    void eachPreferenceStarvesTheOtherSide() {
        const ScenarioRun run("readers-writers", {}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("readers-first-starves-writers"), "holds");
        QCOMPARE(run.check("writers-first-starves-readers"), "holds");
        QVERIFY(run.outcome().at("reads").members()->at("in order").number() > 0);
        QVERIFY(run.outcome().at("writes").members()->at("in order").number() > 0);
    }

    void aChildNeverGetsALockThatItInheritedLocked() {
        std::optional<ScenarioRun> run;
        run_until_met(run, "fork-with-lock", {"hold=200", "limit=1000"}, Backend::processes,
                      "child-times-out");
        QCOMPARE(run->ended(), Ended::finished);
        QCOMPARE(run->check("child-times-out"), "holds");
        QCOMPARE(run->check("parent-gets-lock"), "holds");
        QVERIFY(run->value("child_waited_ms") >= 1000);
    }

    void aChildGetsTheLockIfItsParentHeldItDuringTheFork() {
        const ScenarioRun run("fork-with-lock", {"cure=lock-first", "hold=20", "limit=5000"},
                              Backend::processes);
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("child-gets-lock"), "holds");
        QCOMPARE(run.check("parent-gets-lock"), "holds");
    }

    void eachPhaseTakesAsLongAsItsSlowest_data() { for_each_backend("barrier"); }
    void eachPhaseTakesAsLongAsItsSlowest() {
        const ScenarioRun run("barrier", {}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("phase-is-slowest"), "holds");
        QCOMPARE(run.check("wasted-is-difference"), "holds");
    }

    /// Their wake-ups are then most of what is wasted.
    void whereAllAreEquallyFastNothingIsSaidOfTheDifference() {
        const ScenarioRun run("barrier", {"straggler=1", "spread=0"}, Backend::threads);
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("wasted-is-difference"), "cannot be told");
    }

    /// One repeat says nothing of how much repeats differ. Its difference is as often below as above.
    void oneRepeatTellsNothingAgainstASmallDifference() {
        for (int i = 0; i < 12; ++i) {
            const ScenarioRun run("switch-cost", {"passes=100", "repeats=1"}, Backend::processes);
            QCOMPARE(run.ended(), Ended::finished);
            QVERIFY(run.check("threads-switch-faster") != "does not hold");
        }
    }

    void notifyAllWakesAllButOneForNothing_data() { for_each_backend("wake-ups"); }
    void notifyAllWakesAllButOneForNothing() {
        const ScenarioRun run("wake-ups", {"items=10", "consumers=4"}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.value("futile_wakes_per_item"), 3.0);
        QCOMPARE(run.check("futile-wakes"), "holds");
        QCOMPARE(run.check("all-taken-once"), "holds");
    }

    void notifyOneWakesNobodyForNothing_data() { for_each_backend("wake-ups"); }
    void notifyOneWakesNobodyForNothing() {
        const ScenarioRun run("wake-ups", {"items=10", "notify=one"}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.value("wakes"), 10.0);
        QCOMPARE(run.check("futile-wakes"), "holds");
    }

    void theBarberLosesNobody_data() { for_each_backend("sleeping-barber"); }
    void theBarberLosesNobody() {
        const ScenarioRun run("sleeping-barber", {}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("nobody-lost"), "holds");
        QCOMPARE(run.check("queueing-theory"), "holds");
    }

private:
    static void cures(std::string_view scenario, const std::vector<const char*>& names) {
        QTest::addColumn<int>("backend");
        QTest::addColumn<QString>("cure");
        for (const Backend backend : find_scenario(scenario).backends) {
            for (const char* cure : names)
                QTest::addRow("%s, %s", name_of(backend), cure) << static_cast<int>(backend) << cure;
        }
    }
};

} // namespace test_coordination_scenarios

QTEST_APPLESS_MAIN(test_coordination_scenarios::TestCoordinationScenarios)
#include "test_coordination_scenarios.moc"
