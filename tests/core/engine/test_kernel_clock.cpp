// SPDX-License-Identifier: GPL-3.0-or-later
// The stamps of switch records are put on this program's clock, also in a time namespace, or are not
// believed.
#include "core/engine/kernel_clock.h"

#include "core/engine/switch_records.h"

#include <QTest>

using namespace interleave;

namespace test_kernel_clock {

constexpr std::int64_t second = 1'000'000'000;
constexpr StampedMoment moment{.before = 100 * second, .after = 100 * second + 60'000, .stamp = 0};

std::optional<std::int64_t> offset_with(std::int64_t stamp, std::int64_t of_namespace) {
    StampedMoment stamped = moment;
    stamped.stamp = stamp;
    return offset_of_stamps(stamped, of_namespace);
}

class TestKernelClock : public QObject {
    Q_OBJECT

private slots:
    void theOffsetOfANamespaceIsRead() {
        QCOMPARE(namespace_offset_ns("monotonic           0         0\nboottime            0         0\n"),
                 0);
        QCOMPARE(namespace_offset_ns("monotonic -10 0\nboottime 7 0\n"), -10 * second);
        QCOMPARE(namespace_offset_ns("boottime 7 0\nmonotonic 3 250\n"), 3 * second + 250);
        QCOMPARE(namespace_offset_ns(""), 0);
        QCOMPARE(namespace_offset_ns("nonsense"), 0);
    }

    void stampsOfThisClockNeedNoOffset() {
        QCOMPARE(offset_with(moment.before, 0), 0);
        QCOMPARE(offset_with(moment.after, -10 * second), 0); // the kernel counts the offset in
    }
    void stampsWithoutTheOffsetOfTheNamespaceGetIt() {
        QCOMPARE(offset_with(moment.before + 10 * second + 5, -10 * second), -10 * second);
    }
    void otherStampsAreNotBelieved() {
        QVERIFY(!offset_with(moment.before - 1, 0));
        QVERIFY(!offset_with(moment.after + 1, 0));
        QVERIFY(!offset_with(moment.before + 10 * second, 10 * second));
    }

    void theOffsetHereIsMeasured() {
        if (!switch_record_support().allowed)
            QSKIP("the kernel refuses switch records here");
        QVERIFY(measure_kernel_clock_offset().has_value());
    }
};

} // namespace test_kernel_clock

QTEST_GUILESS_MAIN(test_kernel_clock::TestKernelClock)
#include "test_kernel_clock.moc"
