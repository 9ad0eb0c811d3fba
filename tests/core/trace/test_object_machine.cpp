// SPDX-License-Identifier: GPL-3.0-or-later
// The state machine of an object by itself: its holders, waiters and value after each input.
#include "core/trace/object_machine.h"

#include <QTest>

using namespace interleave;

namespace test_object_machine {

QString described(const ObjectCondition& condition) {
    return QStringLiteral("%1, %2 inside, %3 waiting, value %4%5")
        .arg(condition.holder == no_lane ? QStringLiteral("free")
                                         : QStringLiteral("lane %1").arg(condition.holder))
        .arg(condition.holders)
        .arg(condition.waiters)
        .arg(condition.value)
        .arg(condition.handing_off ? QStringLiteral(", handing off") : QString());
}

struct Rig {
    explicit Rig(ObjectKind kind) : machine(kind) {}

    QString wait(LaneId lane) { return take(EventKind::wait_begin, lane); }
    QString acquire(LaneId lane) { return take(EventKind::acquire, lane); }
    QString acquire_after_wait(LaneId lane) { return take(EventKind::acquire, lane, 0, true); }
    QString release(LaneId lane) { return take(EventKind::release, lane); }
    QString set_value(std::uint64_t value) { return take(EventKind::set_value, 0, value); }
    QString take(EventKind event, LaneId lane, std::uint64_t value = 0, bool ends_wait = false) {
        return described(machine.take_event(event, lane, value, ends_wait));
    }

    ObjectMachine machine;
};

class TestObjectMachine : public QObject {
    Q_OBJECT

private slots:
    void aLockPassesFromHolderToHolder() {
        Rig lock(ObjectKind::mutex);
        QCOMPARE(lock.acquire(0), QStringLiteral("lane 0, 1 inside, 0 waiting, value 1"));
        QCOMPARE(lock.wait(1), QStringLiteral("lane 0, 1 inside, 1 waiting, value 1"));
        QCOMPARE(lock.wait(2), QStringLiteral("lane 0, 1 inside, 2 waiting, value 1"));
        QCOMPARE(lock.release(0), QStringLiteral("free, 0 inside, 2 waiting, value 0, handing off"));
        QCOMPARE(lock.acquire_after_wait(1), QStringLiteral("lane 1, 1 inside, 1 waiting, value 1"));
        QCOMPARE(described(lock.machine.waiter_left(2)),
                 QStringLiteral("lane 1, 1 inside, 0 waiting, value 1"));
        QCOMPARE(described(lock.machine.waiter_left(2)),
                 QStringLiteral("lane 1, 1 inside, 0 waiting, value 1"));
        QCOMPARE(lock.take(EventKind::mark, 5), QStringLiteral("lane 1, 1 inside, 0 waiting, value 1"));
    }

    void aSecondAcquireByTheHolderReplacesALostRelease() {
        Rig lock(ObjectKind::mutex);
        lock.acquire(3);
        QCOMPARE(lock.acquire(3), QStringLiteral("lane 3, 1 inside, 0 waiting, value 1"));
        // The observed program is wrong if two lanes hold its lock.
        QCOMPARE(lock.acquire(4), QStringLiteral("lane 4, 2 inside, 0 waiting, value 2"));
        // Lane 9 does not hold it.
        QCOMPARE(lock.release(9), QStringLiteral("lane 4, 2 inside, 0 waiting, value 2"));
    }

    void aSemaphoreIsTakenSeveralTimesAndSaysWhetherItIsFree() {
        Rig gate(ObjectKind::semaphore);
        gate.acquire(0);
        QCOMPARE(gate.acquire(0), QStringLiteral("lane 0, 2 inside, 0 waiting, value 2"));
        gate.release(0);
        gate.release(0);
        QCOMPARE(gate.wait(1), QStringLiteral("free, 0 inside, 1 waiting, value 0")); // no value was recorded
        QCOMPARE(gate.set_value(0), QStringLiteral("free, 0 inside, 1 waiting, value 0"));
        QCOMPARE(gate.set_value(2), QStringLiteral("free, 0 inside, 1 waiting, value 2, handing off"));
        QCOMPARE(gate.set_value(1ULL << 40U),
                 QStringLiteral("free, 0 inside, 1 waiting, value 2147483647, handing off"));
        QCOMPARE(gate.set_value(~0ULL), QStringLiteral("free, 0 inside, 1 waiting, value -1"));
    }

    void whatCannotBeHeldIsNeverHandedOff() {
        Rig queue(ObjectKind::queue);
        QCOMPARE(queue.acquire(0), QStringLiteral("free, 0 inside, 0 waiting, value 0"));
        QCOMPARE(queue.wait(1), QStringLiteral("free, 0 inside, 1 waiting, value 0"));
        QCOMPARE(queue.set_value(3), QStringLiteral("free, 0 inside, 1 waiting, value 3"));
    }

    void aDeadHolderKeepsALockUntilSomebodyTakesItOver() {
        Rig lock(ObjectKind::mutex);
        lock.acquire(1);
        lock.machine.holder_ended(1);
        lock.machine.holder_ended(8); // this lane holds nothing
        QCOMPARE(lock.wait(2), QStringLiteral("lane 1, 1 inside, 1 waiting, value 1"));
        QCOMPARE(lock.acquire_after_wait(2), QStringLiteral("lane 2, 1 inside, 0 waiting, value 1"));
    }

    void aLaneThatEndsAgainAndAgainTakesNoMemory() {
        Rig lock(ObjectKind::mutex);
        lock.acquire(1);
        lock.machine.holder_ended(1);
        const std::size_t bytes = lock.machine.bytes();
        for (int i = 0; i < 5'000; ++i)
            lock.machine.holder_ended(1);
        QCOMPARE(lock.machine.bytes(), bytes);
        QCOMPARE(lock.acquire(2), QStringLiteral("lane 2, 1 inside, 0 waiting, value 1"));
    }

    void aSemaphoreThatIsOnlyAcquiredTakesBoundedMemory() {
        Rig gate(ObjectKind::semaphore);
        for (int i = 0; i < 5'000; ++i)
            gate.acquire(1);
        QCOMPARE(gate.acquire(1), QStringLiteral("lane 1, 1024 inside, 0 waiting, value 1024"));
    }

    void anInterpretersLockEndsWithItsHolder() {
        ObjectMachine gil(ObjectKind::gil);
        gil.take_event(EventKind::acquire, 1, 0, false);
        QVERIFY(!gil.holder_ended(2));
        QCOMPARE(gil.condition().holder, LaneId{1});
        QVERIFY(gil.holder_ended(1));
        QCOMPARE(gil.condition().holder, no_lane);
        ObjectMachine lock(ObjectKind::mutex);
        lock.take_event(EventKind::acquire, 1, 0, false);
        QVERIFY(!lock.holder_ended(1));
        QCOMPARE(lock.condition().holder, LaneId{1});
    }
};

} // namespace test_object_machine

QTEST_APPLESS_MAIN(test_object_machine::TestObjectMachine)
#include "test_object_machine.moc"
