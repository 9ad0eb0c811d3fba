// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario's expectation becomes the size of its rings, within limits.
#include "core/engine/ring_plan.h"

#include <QTest>

using namespace interleave;

namespace test_ring_plan {

Scenario scenario(std::vector<Parameter> parameters = {}) {
    return {.name = "plan",
            .title = "For a test",
            .group = Group::first_steps,
            .about = "",
            .backends = {Backend::threads},
            .parameters = std::move(parameters),
            .most_lanes = 20,
            .run = {}};
}

RingPlan plan_for(std::uint32_t lanes, std::uint64_t records) {
    Scenario expecting = scenario();
    expecting.expected_records = [=](const ParameterSet&) { return ExpectedRecords{lanes, records}; };
    return ring_plan(expecting, ParameterSet(expecting.parameters));
}

class TestRingPlan : public QObject {
    Q_OBJECT

private slots:
    void aScenarioThatSaysNothingGetsUsualRings() {
        const Scenario plain = scenario();
        const RingPlan plan = ring_plan(plain, ParameterSet(plain.parameters));
        QCOMPARE(plan.ring_records, SessionLayout().ring_records);
        QVERIFY(plan.records < plan.ring_records);
        QVERIFY(plan.lanes <= plain.most_lanes);
    }

    void theParameterThatCountsWorkersSaysHowManyLanesThereWillBe() {
        Parameter workers = integer("workers", 5, 1, 16, "", "");
        workers.counts_workers = true;
        const Scenario counted = scenario({workers});
        ParameterSet parameters(counted.parameters);
        QCOMPARE(ring_plan(counted, parameters).lanes, 6U);
        parameters.set(counted.parameters, "workers", "9");
        QCOMPARE(ring_plan(counted, parameters).lanes, 10U);
    }

    void aRingHasRoomForWhatIsExpected_data() {
        QTest::addColumn<quint64>("expected");
        QTest::addColumn<quint64>("ring");
        QTest::newRow("nothing") << quint64{0} << quint64{131'072};
        QTest::newRow("a usual ring, full") << quint64{131'072} << quint64{131'072};
        QTest::newRow("one more") << quint64{131'073} << quint64{262'144};
        QTest::newRow("the largest") << quint64{1'048'576} << quint64{1'048'576};
        QTest::newRow("more than the largest") << quint64{1'048'577} << quint64{1'048'576};
        QTest::newRow("any number") << ~quint64{0} << quint64{1'048'576};
    }
    void aRingHasRoomForWhatIsExpected() {
        QFETCH(quint64, expected);
        QFETCH(quint64, ring);
        const RingPlan plan = plan_for(3, expected);
        QCOMPARE(plan.ring_records, ring);
        QCOMPARE(plan.records, std::min(expected, ring));
        QCOMPARE(plan.lanes, 3U);
    }

    void theParameterWithWhichAllFitsIsNamed() {
        Scenario counting =
            scenario({worker_count("workers", 2, 1, 8, "", ""), real("share", 1, 0, 1, "", ""),
                      integer("increments", 1'000'000, 1, 2'000'000, "", "")});
        counting.expected_records = [](const ParameterSet& given) {
            return ExpectedRecords{3, 5 * static_cast<std::uint64_t>(given.integer("increments"))};
        };
        ParameterSet parameters(counting.parameters);
        QCOMPARE(ring_remedy(counting, parameters, 1U << 20U), "increments=209715 or less");
        QCOMPARE(ring_remedy(counting, parameters, 5), "increments=1 or less");
        QCOMPARE(ring_remedy(counting, parameters, 4), ""); // no value fits
        parameters.set(counting.parameters, "increments", "209715");
        QCOMPARE(ring_remedy(counting, parameters, 1U << 20U), "");
        const Scenario plain = scenario();
        QCOMPARE(ring_remedy(plain, ParameterSet(plain.parameters), 2), "");
    }

    void noMoreLanesArePreparedThanThereCanBe() { QCOMPARE(plan_for(1000, 5).lanes, 20U); }
};

} // namespace test_ring_plan

QTEST_GUILESS_MAIN(test_ring_plan::TestRingPlan)
#include "test_ring_plan.moc"
