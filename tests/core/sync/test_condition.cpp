// SPDX-License-Identifier: GPL-3.0-or-later
// A notification wakes exactly those it should, none is lost, and the mutex is held again afterwards.
#include "core/sync/condition.h"
#include "tests/core/sync/waiting_rig.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_condition {

/// Starts threads that each wait once; `back` counts those that have come back.
struct Waiters {
    Waiters(SessionRig& session, Mutex& mutex, Condition& condition, std::size_t count) {
        for (std::size_t i = 1; i <= count; ++i) {
            threads.push_back(lane_thread("waiter " + std::to_string(i), [&] {
                const Guard guard(mutex);
                condition.wait(mutex);
                ++back;
            }));
            all_wait = all_wait && session.wait_for(EventKind::wait_begin, i, condition.object());
        }
    }
    void join() {
        for (std::thread& thread : threads)
            thread.join();
    }

    std::atomic<std::size_t> back{0};
    std::vector<std::thread> threads;
    bool all_wait = true;
};

struct Slot {
    Mutex mutex{"pot lock"};
    Condition filled{"filled"};
    Condition emptied{"emptied"};
    bool full = false;
    std::uint64_t number = 0;
};

class TestCondition : public QObject {
    Q_OBJECT

private slots:
    void notifyOneWakesOnlyTheLongestWaiter() {
        SessionRig session;
        Mutex mutex("lock");
        Condition condition("condition");
        Waiters waiters(session, mutex, condition, 3);
        condition.notify_one();
        const bool one_woke = session.wait_for(EventKind::wait_end, 1, condition.object());
        const auto woken = session.records(EventKind::wait_end, condition.object());
        condition.notify_one();
        const bool two_woke = session.wait_for(EventKind::wait_end, 2, condition.object());
        condition.notify_one();
        waiters.join();
        QVERIFY(waiters.all_wait && one_woke && two_woke);
        QCOMPARE(woken.size(), 1U);
        QCOMPARE(woken[0].lane, session.lane("waiter 1"));
        QCOMPARE(session.records(EventKind::wait_end, condition.object())[1].lane, session.lane("waiter 2"));
    }

    void notifyAllWakesAllAndSaysHowMany() {
        SessionRig session;
        Mutex mutex("lock");
        Condition condition("condition");
        Waiters waiters(session, mutex, condition, 4);
        condition.notify_all();
        waiters.join();
        QVERIFY(waiters.all_wait);
        QCOMPARE(waiters.back, 4U);
        const auto notified = session.records(EventKind::notify, condition.object());
        QCOMPARE(notified.size(), 1U);
        QCOMPARE(notified[0].value, 4U);
    }

    void aNotificationWithoutWaitersIsNotKept() {
        SessionRig session;
        Mutex mutex("lock");
        Condition condition("condition");
        condition.notify_one();
        const Guard guard(mutex);
        QVERIFY(!condition.wait_for(mutex, std::chrono::milliseconds(5)));
        QCOMPARE(session.records(EventKind::notify, condition.object())[0].value, 0U);
        QCOMPARE(wait_outcomes(session, condition.object()), (std::vector{WaitOutcome::timed_out}));
    }

    void theMutexIsFreeDuringTheWaitAndHeldAfter() {
        SessionRig session;
        Mutex mutex("lock");
        Condition condition("condition");
        std::atomic<bool> held_after{false};
        std::thread waiter = lane_thread("waiter", [&] {
            const Guard guard(mutex);
            condition.wait(mutex);
            lane_thread("probe", [&] { held_after = !mutex.try_lock(); }).join();
        });
        const bool waits = session.wait_for(EventKind::wait_begin, 1, condition.object());
        const bool free_during = becomes_true([&] { return mutex.try_lock(); });
        mutex.unlock();
        condition.notify_one();
        waiter.join();
        QVERIFY(waits && free_during && held_after);
    }

    void takingTheMutexAgainIsRecordedAsThat() {
        SessionRig session;
        Mutex mutex("lock");
        Condition condition("condition");
        std::thread waiter = lane_thread("waiter", [&] {
            const Guard guard(mutex);
            condition.wait(mutex);
        });
        const bool waits = session.wait_for(EventKind::wait_begin, 1, condition.object());
        mutex.lock();
        condition.notify_one();
        const bool waits_again = session.wait_for(EventKind::wait_begin, 1, mutex.object());
        mutex.unlock();
        waiter.join();
        QVERIFY(waits && waits_again);
        QCOMPARE(session.records(EventKind::wait_begin, mutex.object()).back().detail,
                 to_detail(WaitDetail::reacquire));
    }

    void noWakeUpIsLostBetweenThreads() {
        SessionRig session(1U << 10U);
        Slot slot;
        handOver(slot, 5'000, [](auto body) { return lane_thread("taker", body); });
    }

    void noWakeUpIsLostBetweenProcesses() {
        SessionRig session;
        auto& slot = session.share<Slot>();
        Child child("child", [&] { take(slot, 2'000); });
        give(slot, 2'000);
        QCOMPARE(child.join(), 0);
    }

    /// Two threads wait, and the first one gives up at about the time of the only notification: then the
    /// other one must get it.
    void aNotificationForAWaiterThatGivesUpIsPassedOn() {
        SessionRig session(1U << 12U);
        for (int round = 0; round < 200; ++round) {
            Mutex mutex("lock");
            Condition condition("condition");
            int waiting = 0;
            bool impatient_notified = false;
            bool patient_notified = false;
            const auto wait_until_waiting = [&](int count) {
                return becomes_true([&] {
                    const Guard guard(mutex);
                    return waiting >= count;
                });
            };
            std::thread impatient([&] {
                const Guard guard(mutex);
                ++waiting;
                impatient_notified = condition.wait_for(mutex, std::chrono::microseconds(300));
            });
            const bool first_waits = wait_until_waiting(1);
            std::thread patient([&] {
                const Guard guard(mutex);
                ++waiting;
                patient_notified = condition.wait_for(mutex, never_in_a_test);
            });
            const bool both_wait = wait_until_waiting(2);
            std::this_thread::sleep_for(std::chrono::microseconds(round));
            condition.notify_one();
            impatient.join();
            if (impatient_notified)
                condition.notify_one();
            patient.join();
            QVERIFY(first_waits && both_wait);
            QVERIFY(patient_notified);
        }
    }

    void aStopEndsTheWaitWithTheMutexHeld() {
        SessionRig session;
        Mutex mutex("lock");
        Condition condition("condition");
        QVERIFY(a_stop_ends(session, condition.object(), [&] {
            const Guard guard(mutex); // it releases the lock, which must be held again by then
            condition.wait(mutex);
        }));
        QCOMPARE(wait_outcomes(session, condition.object()), (std::vector{WaitOutcome::stopped}));
        QCOMPARE(session.records(EventKind::acquire, mutex.object()).size(), 2U);
        QCOMPARE(session.records(EventKind::release, mutex.object()).size(), 2U);
    }

    void everyOperationIsAHandOverPoint() {
        SessionRig session;
        Mutex mutex("lock");
        Condition condition("condition");
        const ObjectId lock = mutex.object();
        const ObjectId id = condition.object();
        mutex.lock();
        QCOMPARE(hand_overs_of([&] {
                     condition.wait_for(mutex, std::chrono::milliseconds(1));
                     condition.notify_one();
                     condition.notify_all();
                 }),
                 (HandOvers{{Operation::wait, id},
                            {Operation::release, lock},
                            {Operation::acquire, lock},
                            {Operation::notify, id},
                            {Operation::notify, id}}));
        mutex.unlock();
    }

private:
    static void give(Slot& slot, std::uint64_t count) {
        for (std::uint64_t i = 1; i <= count; ++i) {
            const Guard guard(slot.mutex);
            slot.emptied.wait_until(slot.mutex, [&] { return !slot.full; });
            slot.number = i;
            slot.full = true;
            slot.filled.notify_one();
        }
    }
    static void take(Slot& slot, std::uint64_t count) {
        for (std::uint64_t i = 1; i <= count; ++i) {
            const Guard guard(slot.mutex);
            slot.filled.wait_until(slot.mutex, [&] { return slot.full; });
            if (slot.number != i)
                throw std::runtime_error("out of order");
            slot.full = false;
            slot.emptied.notify_one();
        }
    }
    template <typename Start>
    static void handOver(Slot& slot, std::uint64_t count, Start&& start) {
        std::thread taker = start([&slot, count] { take(slot, count); });
        give(slot, count);
        taker.join();
        QVERIFY(!slot.full);
    }
};

} // namespace test_condition

QTEST_APPLESS_MAIN(test_condition::TestCondition)
#include "test_condition.moc"
