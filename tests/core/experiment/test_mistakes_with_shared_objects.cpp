// SPDX-License-Identifier: GPL-3.0-or-later
// The scenarios of mistakes with conditions, semaphores, shared state, queues and the GIL show the mistake,
// and their cures cure it.
#include "core/analysis/lane_ending.h"
#include "tests/core/experiment/scenario_rig.h"

#include <QTest>

#include <csignal>

using namespace interleave;
using namespace interleave::test;

namespace test_mistakes_with_shared_objects {

/// Returns how the lane of that name ended.
LaneEnding ending_of(const Trace& trace, std::string_view name) {
    for (std::size_t i = 0; i < trace.lane_count(); ++i) {
        if (trace.lane(i).name() == name)
            return lane_ending(trace, trace.lane(i)).value();
    }
    qFatal("there is no such lane");
}

std::size_t used_variables(const Trace& trace) {
    std::size_t used = 0;
    for (std::size_t i = 0; i < trace.object_count(); ++i) {
        const Object& object = trace.object(i);
        used += object.kind() == ObjectKind::variable && object.changes().size() > 0 ? 1U : 0U;
    }
    return used;
}

class TestMistakesWithSharedObjects : public QObject {
    Q_OBJECT

private slots:
    void aNotificationBeforeTheWaitIsLost_data() { for_each_backend("lost-notify"); }
    void aNotificationBeforeTheWaitIsLost() {
        const ScenarioRun run("lost-notify", {"work=0", "prepare=500", "limit=50"}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("notification-is-not-kept"), "holds");
        QCOMPARE(run.check("waits-to-the-limit"), "holds");
        QCOMPARE(run.value("results_noticed"), 0.0);
    }

    void aFlagIsNoticedInBothOrders_data() { for_each_backend("lost-notify"); }
    void aFlagIsNoticedInBothOrders() {
        for (const char* order : {"prepare=100", "prepare=0"}) {
            const ScenarioRun run("lost-notify", {"flag=true", "work=20", "limit=5000", order}, backend());
            QCOMPARE(run.check("flag-is-kept"), "holds");
            QCOMPARE(run.value("results_noticed"), 1.0);
            QVERIFY(run.value("waited_ms") < 5000);
        }
    }

    void aWaiterThatIsThereIsWokenAndTheMistakeNotSeen() {
        const ScenarioRun run("lost-notify", {"prepare=0", "work=500", "limit=5000"});
        QCOMPARE(run.value("results_noticed"), 1.0);
        QCOMPARE(run.check("notification-is-not-kept"), "cannot be told");
        QCOMPARE(run.check("waits-to-the-limit"), "cannot be told");
    }

    void aReleaseTooManyLetsInOneMore_data() { for_each_backend("over-release"); }
    void aReleaseTooManyLetsInOneMore() {
        const ScenarioRun run("over-release", {"rounds=2"}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("each-lets-in-one-more"), "holds");
        const ScenarioRun without("over-release", {"failures=0", "rounds=2"}, backend());
        QCOMPARE(without.check("each-lets-in-one-more"), "holds");
        QVERIFY(without.value("most_inside") <= 2);
    }

    void aBoundedSemaphoreRefusesTheOneWhoIsWrongOnlyIfNobodyIsInside_data() {
        for_each_backend("over-release");
    }
    void aBoundedSemaphoreRefusesTheOneWhoIsWrongOnlyIfNobodyIsInside() {
        const ScenarioRun quiet("over-release", {"bounded=true", "failures=2", "rounds=2"}, backend());
        QCOMPARE(quiet.check("each-is-refused"), "holds");
        QCOMPARE(quiet.check("never-more-than-permits"), "holds");
        QCOMPARE(*quiet.outcome().at("refused_at").text(), "careless");
        const ScenarioRun busy("over-release", {"bounded=true", "busy=true", "stay=200", "rounds=1"},
                               backend());
        QCOMPARE(busy.check("each-is-refused"), "holds");
        QCOMPARE(busy.check("never-more-than-permits"), "cannot be told");
        QVERIFY(busy.outcome().at("refused_at").text()->starts_with("worker "));
    }

    void oneVariableForAllIsMixedUpUnlessEachHasItsOwn_data() { for_each_backend("thread-local"); }
    void oneVariableForAllIsMixedUpUnlessEachHasItsOwn() {
        const bool is_private = backend() == Backend::processes;
        const ScenarioRun run("thread-local", {}, backend());
        QCOMPARE(run.check(is_private ? "kept-apart" : "shared-state-is-mixed-up"), "holds");
        QCOMPARE(used_variables(run.trace()), is_private ? 3U : 1U);
        const ScenarioRun cured("thread-local", {"local=true"}, backend());
        QCOMPARE(cured.check("kept-apart"), "holds");
        QCOMPARE(cured.value("mixed_up"), 0.0);
        QCOMPARE(used_variables(cured.trace()), 3U);
    }

    void nobodyTellsAReceiverThatItsSenderDied_data() { for_each_backend("dead-sender"); }
    void nobodyTellsAReceiverThatItsSenderDied() {
        const ScenarioRun run("dead-sender", {"limit=1000"}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("nobody-tells-the-receiver"), "holds");
        QCOMPARE(run.value("received"), 9.0);
        QCOMPARE(run.value("found_dead"), 0.0);
        QCOMPARE(run.error(), "");
        QCOMPARE(ending_of(run.trace(), "sender 1").by,
                 backend() == Backend::threads ? LaneEnding::By::exception : LaneEnding::By::signal);
        QCOMPARE(ending_of(run.trace(), "sender 2").by, LaneEnding::By::itself);
    }

    void aTimeOutEndsTheWaitAndWatchingTellsWhy_data() { for_each_backend("dead-sender"); }
    void aTimeOutEndsTheWaitAndWatchingTellsWhy() {
        const ScenarioRun guessed("dead-sender", {"cure=time-out", "patience=500"}, backend());
        QCOMPARE(guessed.check("time-out-ends-the-wait"), "holds");
        const ScenarioRun impatient("dead-sender", {"cure=time-out", "patience=10", "pause=100"}, backend());
        QVERIFY(impatient.value("received") < 9);
        QCOMPARE(impatient.check("nothing-sent-is-lost"), "cannot be told");
        const ScenarioRun watched("dead-sender", {"cure=watch"}, backend());
        QCOMPARE(watched.check("watching-tells-it"), "holds");
        QCOMPARE(watched.value("received"), 9.0);
        if (backend() == Backend::processes)
            QCOMPARE(ending_of(watched.trace(), "sender 1").signal, SIGKILL);
    }

    void whileACallKeepsTheGilNobodyWakes() {
        const ScenarioRun run("long-call", {}, Backend::gil);
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("waits-for-the-call"), "holds");
        QCOMPARE(run.check("waits-an-interval-otherwise"), "holds");
        const ScenarioRun at_once("long-call", {"computing=0"}, Backend::gil);
        QCOMPARE(at_once.check("waits-for-the-call"), "holds");
        QCOMPARE(at_once.check("waits-an-interval-otherwise"), "cannot be told");
        const ScenarioRun cured("long-call", {"releases=true"}, Backend::gil);
        QCOMPARE(cured.check("wakes-during-the-call"), "holds");
        QVERIFY(cured.value("wake_ups") > run.value("wake_ups"));
    }
};

} // namespace test_mistakes_with_shared_objects

QTEST_APPLESS_MAIN(test_mistakes_with_shared_objects::TestMistakesWithSharedObjects)
#include "test_mistakes_with_shared_objects.moc"
