// SPDX-License-Identifier: GPL-3.0-or-later
// A run's shared memory is as large as its scenario needs, and smaller where limits of the process ask for
// it.
#include "core/engine/region_plan.h"

#include "core/event/error.h"

#include <QTest>

using namespace interleave;

namespace test_region_plan {

constexpr std::uint64_t mebibyte = 1U << 20U;
constexpr RingPlan usual{.ring_records = 131'072, .lanes = 9, .records = 16'384};

std::string error_with(const RegionLimits& limits) {
    try {
        region_plan(usual, 17, limits);
    } catch (const RunError& error) {
        return error.what();
    }
    return "none";
}

class TestRegionPlan : public QObject {
    Q_OBJECT

private slots:
    void thereIsARingForEachLaneThatTheScenarioCanHave() {
        const RegionPlan plan = region_plan(usual, 17, {});
        QCOMPARE(plan.layout.lanes, 17U);
        QCOMPARE(plan.layout.ring_records, usual.ring_records);
        QCOMPARE(plan.limited, "");
        QVERIFY2(session_offsets::end(plan.layout) < 350 * mebibyte, "not the room of a thousand lanes");
        QCOMPARE(region_plan(usual, max_lanes + 1, {}).layout.lanes, max_lanes);
    }

    void enoughIsNoLimit() {
        const RegionPlan plan =
            region_plan(usual, 17, {.addresses = 400 * mebibyte, .file_size = 350 * mebibyte});
        QCOMPARE(plan.layout.ring_records, usual.ring_records);
        QCOMPARE(plan.limited, "");
    }

    void aLimitMakesSmallerWhatIsLarger() {
        const RegionPlan few = region_plan(usual, 17, {.addresses = 300 * mebibyte, .file_size = {}});
        QVERIFY(session_offsets::end(few.layout) <= 300 * mebibyte);
        QCOMPARE(few.layout.ring_records, usual.ring_records);
        QCOMPARE(few.layout.workspace_bytes, SessionLayout().workspace_bytes / 2);
        QVERIFY2(few.limited.starts_with("workers share up to 128 MiB instead of 256 MiB, because"),
                 few.limited.c_str());

        const RegionPlan many = region_plan(usual, 820, {.addresses = {}, .file_size = 1000 * mebibyte});
        QVERIFY(session_offsets::end(many.layout) <= 1000 * mebibyte);
        QCOMPARE(many.layout.workspace_bytes, SessionLayout().workspace_bytes);
        QVERIFY2(many.limited.starts_with("rings hold 16384 records instead of 131072, because"),
                 many.limited.c_str());
        QVERIFY2(many.limited.ends_with("'ulimit -f unlimited'"), many.limited.c_str());
    }

    void whereNothingFitsTheTightestLimitIsNamed() {
        const std::string error = error_with({.addresses = 20 * mebibyte, .file_size = 30 * mebibyte});
        QVERIFY2(error.starts_with("cannot reserve 3"), error.c_str());
        QVERIFY2(error.ends_with("'ulimit -v unlimited'"), error.c_str());
    }
};

} // namespace test_region_plan

QTEST_GUILESS_MAIN(test_region_plan::TestRegionPlan)
#include "test_region_plan.moc"
