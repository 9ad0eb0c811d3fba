// SPDX-License-Identifier: GPL-3.0-or-later
// Of small programs there are exactly as many orders, and as many bad ones, as combinatorics says.
#include "tests/core/control/programs.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_orders {

class TestOrders : public QObject {
    Q_OBJECT

private slots:
    // The numbers were computed by a program of its own that knows nothing of this code: all interleavings of
    // lists of steps.

    void lostUpdates_data() {
        QTest::addColumn<int>("workers");
        QTest::addColumn<int>("increments");
        QTest::addColumn<bool>("locked");
        QTest::addColumn<bool>("processes");
        QTest::addColumn<OrderCounts>("expected");
        QTest::newRow("2 x 1") << 2 << 1 << false << false << OrderCounts{6, 4, 0};
        QTest::newRow("2 x 2") << 2 << 2 << false << false << OrderCounts{70, 64, 0};
        QTest::newRow("2 x 3") << 2 << 3 << false << false << OrderCounts{924, 904, 0};
        QTest::newRow("3 x 1") << 3 << 1 << false << false << OrderCounts{90, 84, 0};
        QTest::newRow("2 x 1 locked") << 2 << 1 << true << false << OrderCounts{2, 0, 0};
        QTest::newRow("2 x 2 locked") << 2 << 2 << true << false << OrderCounts{6, 0, 0};
        QTest::newRow("2 x 1 processes") << 2 << 1 << false << true << OrderCounts{6, 4, 0};
        QTest::newRow("2 x 2 processes") << 2 << 2 << false << true << OrderCounts{70, 64, 0};
        QTest::newRow("2 x 2 locked processes") << 2 << 2 << true << true << OrderCounts{6, 0, 0};
    }
    void lostUpdates() {
        QFETCH(int, workers);
        QFETCH(int, increments);
        QFETCH(bool, locked);
        QFETCH(bool, processes);
        QFETCH(OrderCounts, expected);
        ControlRig rig;
        const OrderCounts counts = rig.count(
            lost_update(rig, workers, increments, locked, processes ? Backend::processes : Backend::threads));
        QVERIFY2(counts == expected, counts.text().c_str());
    }

    void buffers_data() {
        QTest::addColumn<bool>("loops");
        QTest::addColumn<bool>("two_conditions");
        QTest::addColumn<OrderCounts>("expected");
        QTest::newRow("if, one condition") << false << false << OrderCounts{30, 8, 0};
        QTest::newRow("if, two conditions") << false << true << OrderCounts{28, 4, 0};
        QTest::newRow("while, one condition") << true << false << OrderCounts{30, 2, 2};
        QTest::newRow("while, two conditions") << true << true << OrderCounts{28, 0, 0};
    }
    void buffers() {
        QFETCH(bool, loops);
        QFETCH(bool, two_conditions);
        QFETCH(OrderCounts, expected);
        ControlRig rig;
        const OrderCounts counts = rig.count(bounded_buffer(rig, loops, two_conditions));
        QVERIFY2(counts == expected, counts.text().c_str());
    }

    void aWakeUpWithALockIsNotLost() {
        ControlRig rig;
        const OrderCounts counts = rig.count([&] {
            auto& lock = rig.share<Mutex>("lock");
            auto& condition = rig.share<Condition>("condition");
            auto& flag = rig.share<Shared<std::int64_t>>("flag");
            team_of(2).run([&](Worker& worker) {
                const Guard hold(lock);
                if (worker.index() == 0) {
                    while (flag.read() == 0)
                        condition.wait(lock);
                } else {
                    flag.write(1);
                    condition.notify_one();
                }
            });
            return true;
        });
        // Either the waiter waits first and is notified, or the other one is done before. To be woken is no
        // step.
        QVERIFY2(counts == (OrderCounts{2, 0, 0}), counts.text().c_str());
    }

    void deadlocks_data() {
        QTest::addColumn<int>("philosophers");
        QTest::addColumn<bool>("processes");
        QTest::addColumn<OrderCounts>("expected");
        QTest::newRow("two locks") << 2 << false << OrderCounts{6, 2, 2};
        QTest::newRow("two locks processes") << 2 << true << OrderCounts{6, 2, 2};
        QTest::newRow("3 philosophers") << 3 << false << OrderCounts{168, 6, 6};
    }
    void deadlocks() {
        QFETCH(int, philosophers);
        QFETCH(bool, processes);
        QFETCH(OrderCounts, expected);
        ControlRig rig;
        const OrderCounts counts =
            rig.count(dining(rig, philosophers, processes ? Backend::processes : Backend::threads));
        QVERIFY2(counts == expected, counts.text().c_str());
    }
};

} // namespace test_orders

Q_DECLARE_METATYPE(interleave::test::OrderCounts)

QTEST_APPLESS_MAIN(test_orders::TestOrders)
#include "test_orders.moc"
