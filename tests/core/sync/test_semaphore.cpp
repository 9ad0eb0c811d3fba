// SPDX-License-Identifier: GPL-3.0-or-later
// The semaphore lets in as many as it has permits, in the order of arrival, and records its value.
#include "core/sync/semaphore.h"
#include "tests/core/sync/waiting_rig.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_semaphore {

class TestSemaphore : public QObject {
    Q_OBJECT

private slots:
    void itsValueIsRecordedFromTheBeginning() {
        SessionRig session;
        Semaphore gate("gate", 2);
        gate.acquire();
        gate.acquire();
        gate.release();
        QCOMPARE(values(session, gate.object()), (std::vector<std::uint64_t>{2, 1, 0, 1}));
        QCOMPARE(session.records(EventKind::acquire, gate.object()).size(), 2U);
        QCOMPARE(session.records(EventKind::wait_begin, gate.object()).size(), 0U);
    }

    void neverMoreAreInsideThanThereArePermits() {
        SessionRig session(1U << 10U); // its rings are soon full, which must not matter
        Semaphore gate("gate", 2);
        std::atomic<int> inside{0};
        std::atomic<int> most{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 5; ++i)
            threads.push_back(lane_thread("worker", [&] {
                for (int k = 0; k < 2'000; ++k) {
                    const Permit permit(gate);
                    const int now = ++inside;
                    for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
                    }
                    --inside;
                }
            }));
        for (std::thread& thread : threads)
            thread.join();
        QVERIFY(most <= 2);
        QVERIFY(most >= 1);
    }

    void recordedValuesStayWithinBoundsAndEndWhereTheyBegan() {
        SessionRig session;
        Semaphore gate("gate", 3);
        std::vector<std::thread> threads;
        for (int i = 0; i < 5; ++i)
            threads.push_back(lane_thread("worker", [&] {
                for (int k = 0; k < 1'000; ++k)
                    const Permit permit(gate);
            }));
        for (std::thread& thread : threads)
            thread.join();
        const auto recorded = values(session, gate.object());
        QCOMPARE(recorded.size(), 1U + 2U * 5'000U);
        QVERIFY(*std::max_element(recorded.begin(), recorded.end()) <= 3U);
        // No value is skipped.
        for (std::size_t i = 1; i < recorded.size(); ++i)
            QVERIFY(recorded[i] + 1 == recorded[i - 1] || recorded[i] == recorded[i - 1] + 1);
        QCOMPARE(recorded.back(), 3U);
    }

    void waitersGetInInTheOrderTheyCame() {
        SessionRig session;
        Semaphore gate("gate", 1);
        gate.acquire();
        std::vector<std::thread> waiters;
        bool all_came = true;
        for (const char* name : {"b", "c", "a"}) {
            waiters.push_back(lane_thread(name, [&] { const Permit permit(gate); }));
            all_came = all_came && session.wait_for(EventKind::wait_begin, waiters.size(), gate.object());
        }
        gate.release();
        for (std::thread& waiter : waiters)
            waiter.join();
        QVERIFY(all_came);
        QCOMPARE(acquirers(session, gate.object()), (std::vector<std::string>{"main", "b", "c", "a"}));
    }

    void severalPermitsWakeSeveral() {
        SessionRig session;
        Semaphore gate("gate", 0);
        std::vector<std::thread> waiters;
        for (int i = 0; i < 3; ++i)
            waiters.push_back(lane_thread("waiter", [&] { gate.acquire(); }));
        const bool all_wait = session.wait_for(EventKind::wait_begin, 3, gate.object());
        gate.release(3); // would hang if it woke fewer
        for (std::thread& waiter : waiters)
            waiter.join();
        QVERIFY(all_wait);
        QVERIFY(!gate.try_acquire());
    }

    void aPermitReleasedInOneProcessIsAcquiredInAnother() {
        SessionRig session;
        auto& items = session.share<Semaphore>("made", 0U);
        auto& room = session.share<Semaphore>("room", 2U);
        auto& value = session.share<std::uint64_t>(0U);
        Child child("child", [&] {
            for (int i = 0; i < 1'000; ++i) {
                room.acquire();
                __atomic_fetch_add(&value, 1, __ATOMIC_RELAXED);
                items.release();
            }
        });
        for (int i = 0; i < 1'000; ++i) {
            items.acquire();
            room.release();
        }
        QCOMPARE(child.join(), 0);
        QCOMPARE(value, 1'000U);
    }

    void aFailedTryDoesNotBlockAndIsRecorded() {
        SessionRig session;
        Semaphore gate("gate", 1);
        QVERIFY(gate.try_acquire());
        QVERIFY(!gate.try_acquire());
        QCOMPARE(wait_outcomes(session, gate.object()), (std::vector{WaitOutcome::failed}));
    }

    void aLimitedWaitEndsWithoutAPermit() {
        SessionRig session;
        Semaphore gate("gate", 0);
        QVERIFY(!gate.try_acquire_for(std::chrono::milliseconds(10)));
        QCOMPARE(wait_outcomes(session, gate.object()), (std::vector{WaitOutcome::timed_out}));
        gate.release();
        QVERIFY(gate.try_acquire_for(never_in_a_test));
    }

    void aPermitHandedToAWaiterThatGivesUpIsNotLost() {
        SessionRig session(1U << 10U);
        Semaphore gate("gate", 1);
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.push_back(lane_thread("worker", [&] {
                for (int k = 0; k < 500; ++k) {
                    if (gate.try_acquire_for(std::chrono::microseconds(k % 100)))
                        gate.release();
                }
            }));
        for (std::thread& thread : threads)
            thread.join();
        QVERIFY(gate.try_acquire());
        QVERIFY(!gate.try_acquire()); // there is no second permit
    }

    void aReleaseTooManyLetsInOneMore() {
        SessionRig session;
        Semaphore gate("gate", 1);
        QVERIFY(gate.release());
        QVERIFY(gate.try_acquire());
        QVERIFY(gate.try_acquire());
        QVERIFY(!gate.try_acquire());
    }

    void aBoundedOneRefusesWhatIsAboveItsBound() {
        SessionRig session;
        Semaphore gate("gate", 2, 2);
        QVERIFY(!gate.release());
        gate.acquire();
        QVERIFY(!gate.release(2)); // all or none
        QVERIFY(gate.release());
        QVERIFY(!gate.release());
        QCOMPARE(values(session, gate.object()), (std::vector<std::uint64_t>{2, 1, 2}));
        QCOMPARE(session.records(EventKind::release, gate.object()).size(), 1U);
    }

    void aPermitOnItsWayToAWaiterCountsForTheBound() {
        SessionRig session;
        Semaphore gate("gate", 1, 1);
        gate.acquire();
        std::thread waiter = lane_thread("waiter", [&] { gate.acquire(); });
        const bool waits = session.wait_for(EventKind::wait_begin, 1, gate.object());
        const bool first = gate.release();
        const bool acquired = session.wait_for(EventKind::acquire, 2, gate.object());
        const bool second = gate.release(); // for the waiter, which has it now
        waiter.join();
        QVERIFY(waits && first && acquired && second);
        QVERIFY(!gate.release());
    }

    void aRefusedReleaseIsAHandOverPointLikeAnyOther() {
        SessionRig session;
        Semaphore gate("gate", 1, 1);
        QCOMPARE(hand_overs_of([&] { gate.release(); }), (HandOvers{{Operation::release, gate.object()}}));
    }

    void aStopEndsABlockedWait() {
        SessionRig session;
        Semaphore gate("gate", 0);
        QVERIFY(a_stop_ends(session, gate.object(), [&] { gate.acquire(); }));
        QCOMPARE(wait_outcomes(session, gate.object()), (std::vector{WaitOutcome::stopped}));
    }

    void everyOperationIsAHandOverPoint() {
        SessionRig session;
        Semaphore gate("gate", 1);
        const ObjectId id = gate.object();
        QCOMPARE(hand_overs_of([&] {
                     gate.acquire();
                     gate.try_acquire();
                     gate.release();
                     gate.try_acquire_for(std::chrono::seconds(1));
                 }),
                 (HandOvers{{Operation::acquire, id},
                            {Operation::try_acquire, id},
                            {Operation::release, id},
                            {Operation::acquire, id}}));
    }
};

} // namespace test_semaphore

QTEST_APPLESS_MAIN(test_semaphore::TestSemaphore)
#include "test_semaphore.moc"
