// SPDX-License-Identifier: GPL-3.0-or-later
// The scenarios of mistakes with workers, their ends and their results show the mistake, and its cures cure
// it.
#include "core/analysis/lane_ending.h"
#include "tests/core/experiment/scenario_rig.h"

#include <QTest>

#include <algorithm>

using namespace interleave;
using namespace interleave::test;

namespace test_mistakes_with_workers {

/// Returns how the first lane of that name ended.
std::optional<LaneEnding> ending_of(const Trace& trace, std::string_view name) {
    for (std::size_t i = 0; i < trace.lane_count(); ++i) {
        if (trace.lane(i).name() == name)
            return lane_ending(trace, trace.lane(i));
    }
    return std::nullopt;
}

class TestMistakesWithWorkers : public QObject {
    Q_OBJECT

private slots:
    void tasksThatWaitForTheirOwnPoolGetNothing_data() { for_each_backend("nested-submit"); }
    void tasksThatWaitForTheirOwnPoolGetNothing() {
        const ScenarioRun run("nested-submit", {}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("all-workers-wait"), "holds");
        QCOMPARE(run.value("pictures_fetched"), 2.0);
    }

    void aFreeWorkerOrNotWaitingInsideCuresIt_data() { for_each_backend("nested-submit"); }
    void aFreeWorkerOrNotWaitingInsideCuresIt() {
        for (const char* cure : {"workers=3", "wait=outside"}) {
            const ScenarioRun run("nested-submit", {cure, "limit=2000"}, backend());
            QCOMPARE(run.check("a-free-worker-is-enough"), "holds");
        }
        const ScenarioRun one_worker("nested-submit", {"workers=1", "wait=outside", "limit=2000"}, backend());
        QCOMPARE(one_worker.check("a-free-worker-is-enough"), "holds");
    }

    void aChildThatIsJoinedFirstStopsAtAFullQueue() {
        const ScenarioRun stuck("join-before-drain", {"limit=50"}, Backend::processes);
        QCOMPARE(stuck.ended(), Ended::finished);
        QCOMPARE(stuck.check("both-wait"), "holds");
        QCOMPARE(stuck.value("received"), 8.0);
        QVERIFY(stuck.value("joined_ms") >= 50);
        const ScenarioRun lucky("join-before-drain", {"results=8"}, Backend::processes);
        QCOMPARE(lucky.check("it-fits-by-luck"), "holds");
        const ScenarioRun cured("join-before-drain", {"first=read", "limit=5000"}, Backend::processes);
        QCOMPARE(cured.check("reading-first-ends"), "holds");
        QCOMPARE(cured.value("received"), 20.0);
    }

    void forkedChildrenDrawTheSameNumbers() {
        const ScenarioRun run("forked-random", {}, Backend::processes);
        QCOMPARE(run.check("same-state-same-numbers"), "holds");
        const std::vector<std::string> numbers = run.texts("numbers");
        QCOMPARE(numbers.size(), 4U);
        QCOMPARE(std::ranges::count(numbers.front(), ','), 5);
        const ScenarioRun cured("forked-random", {"seeded_by=child"}, Backend::processes);
        QCOMPARE(cured.check("own-seed-own-numbers"), "holds");
        QVERIFY(cured.texts("numbers") != numbers);
        const ScenarioRun few("forked-random", {"seeded_by=child", "draws=1"}, Backend::processes);
        QCOMPARE(few.check("own-seed-own-numbers"), "cannot be told");
    }

    void aDaemonEndsWithItsProgram_data() { for_each_backend("daemon-threads"); }
    void aDaemonEndsWithItsProgram() {
        const ScenarioRun run("daemon-threads", {"lines=200", "work=50"}, backend());
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.check("daemon-is-cut-off"), "holds");
        QCOMPARE(run.check("program-ends-well"), "holds");
        const std::optional<LaneEnding> ending = ending_of(run.trace(), "saver");
        QVERIFY(ending.has_value());
        QCOMPARE(ending->by,
                 backend() == Backend::threads ? LaneEnding::By::process : LaneEnding::By::signal);
        QCOMPARE(ending_of(run.trace(), "program")->by, LaneEnding::By::itself);
    }

    void aHelperThatIsJoinedFinishes_data() { for_each_backend("daemon-threads"); }
    void aHelperThatIsJoinedFinishes() {
        const ScenarioRun run("daemon-threads", {"helper=joined", "lines=5", "work=0"}, backend());
        QCOMPARE(run.check("joined-one-finishes"), "holds");
        QCOMPARE(ending_of(run.trace(), "saver")->by, LaneEnding::By::itself);
    }

    void anExceptionOfAThreadReachesNobody() {
        const ScenarioRun run("unseen-exception");
        QCOMPARE(run.ended(), Ended::finished);
        QCOMPARE(run.error(), "");
        QCOMPARE(run.check("nobody-notices"), "holds");
        QCOMPARE(run.check("result-is-missing"), "holds");
        QCOMPARE(ending_of(run.trace(), "sensor 2")->what, "sensor 2 does not answer");
        const ScenarioRun unasked("unseen-exception", {"way=future"});
        QCOMPARE(unasked.check("nobody-notices"), "holds");
        const ScenarioRun asked("unseen-exception", {"way=result"});
        QCOMPARE(asked.check("future-tells-it"), "holds");
        QCOMPARE(*asked.outcome().at("exception").text(), "sensor 2 does not answer");
    }

    void aHighThreadWaitsForAMiddleOneUnlessThePriorityIsInherited() {
        const ScenarioRun run("priority-inversion");
        QCOMPARE(run.ended(), Ended::finished);
        if (!*run.outcome().at("priorities_granted").flag()) {
            QCOMPARE(run.check("high-waits-for-middle"), "cannot be told");
            QSKIP("fixed priorities are refused here");
        }
        QCOMPARE(run.check("high-waits-for-middle"), "holds");
        const ScenarioRun cured("priority-inversion", {"holder=inherited"});
        QCOMPARE(cured.check("middle-comes-after"), "holds");
        QVERIFY(run.value("waited_ms") > cured.value("waited_ms"));
    }
};

} // namespace test_mistakes_with_workers

QTEST_APPLESS_MAIN(test_mistakes_with_workers::TestMistakesWithWorkers)
#include "test_mistakes_with_workers.moc"
