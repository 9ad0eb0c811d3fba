// SPDX-License-Identifier: GPL-3.0-or-later
// The fair mutex excludes and is handed on in the order in which it was asked for, between threads and
// between processes.
#include "core/sync/fifo_mutex.h"
#include "core/sync/mutex.h"
#include "tests/core/sync/waiting_rig.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_fifo_mutex {

class TestFifoMutex : public QObject {
    Q_OBJECT

private slots:
    void onlyOneThreadIsInsideAtATime() {
        SessionRig session(1U << 10U); // its rings are soon full, which must not matter
        FifoMutex mutex("lock");
        std::uint64_t unprotected = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.push_back(lane_thread("worker", [&] {
                for (int k = 0; k < 3'000; ++k) {
                    const Guard guard(mutex);
                    ++unprotected;
                }
            }));
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(unprotected, 12'000U);
    }

    void itIsHandedOnInTheOrderAskedFor() {
        SessionRig session;
        FifoMutex mutex("lock");
        mutex.lock();
        std::vector<std::thread> waiters;
        bool all_came = true;
        const std::vector<std::string> names{"c", "a", "d", "b"};
        for (const std::string& name : names) {
            waiters.push_back(lane_thread(name, [&] { const Guard guard(mutex); }));
            all_came = all_came && session.wait_for(EventKind::wait_begin, waiters.size(), mutex.object());
        }
        mutex.unlock();
        for (std::thread& waiter : waiters)
            waiter.join();
        QVERIFY(all_came);
        QCOMPARE(acquirers(session, mutex.object()), (std::vector<std::string>{"main", "c", "a", "d", "b"}));
    }

    void nobodyOvertakesAWaiter() {
        SessionRig session;
        FifoMutex mutex("lock");
        mutex.lock();
        std::thread waiter = lane_thread("waiter", [&] { const Guard guard(mutex); });
        const bool waits = session.wait_for(EventKind::wait_begin, 1, mutex.object());
        mutex.unlock();
        mutex.lock(); // it asks at once, and still gets it after the waiter
        mutex.unlock();
        waiter.join();
        QVERIFY(waits);
        QCOMPARE(acquirers(session, mutex.object()), (std::vector<std::string>{"main", "waiter", "main"}));
    }

    void nobodyIsRecordedAsHolderBeforeTheLastOneReleased() {
        SessionRig session;
        FifoMutex mutex("lock");
        std::vector<std::thread> threads;
        for (int i = 0; i < 3; ++i)
            threads.push_back(lane_thread("worker", [&] {
                for (int k = 0; k < 2'000; ++k)
                    const Guard guard(mutex);
            }));
        for (std::thread& thread : threads)
            thread.join();
        int holders = 0;
        int most = 0;
        for (const TimedRecord& record : session.records()) {
            if (record.object != mutex.object())
                continue;
            holders += record.kind == EventKind::acquire ? 1 : record.kind == EventKind::release ? -1 : 0;
            most = std::max(most, holders);
        }
        QCOMPARE(most, 1);
        QCOMPARE(holders, 0);
    }

    void itWorksBetweenProcesses() {
        SessionRig session;
        auto& mutex = session.share<FifoMutex>("lock");
        auto& unprotected = session.share<std::uint64_t>(0U);
        const auto count = [&] {
            for (int i = 0; i < 3'000; ++i) {
                const Guard guard(mutex);
                ++unprotected;
            }
        };
        Child child("child", count);
        count();
        QCOMPARE(child.join(), 0);
        QCOMPARE(unprotected, 6'000U);
    }

    void aFailedTryDoesNotBlockAndIsRecorded() {
        SessionRig session;
        FifoMutex mutex("lock");
        QVERIFY(mutex.try_lock());
        bool obtained = true;
        lane_thread("other", [&] { obtained = mutex.try_lock(); }).join();
        QVERIFY(!obtained);
        mutex.unlock();
        QCOMPARE(wait_outcomes(session, mutex.object()), (std::vector{WaitOutcome::failed}));
    }

    void aWaiterThatGivesUpLeavesTheQueueInOrder() {
        SessionRig session;
        FifoMutex mutex("lock");
        mutex.lock();
        bool obtained = true;
        std::thread first = lane_thread("first", [&] { const Guard guard(mutex); });
        const bool first_waits = session.wait_for(EventKind::wait_begin, 1, mutex.object());
        lane_thread("impatient", [&] { obtained = mutex.try_lock_for(std::chrono::milliseconds(5)); }).join();
        std::thread last = lane_thread("last", [&] { const Guard guard(mutex); });
        const bool last_waits = session.wait_for(EventKind::wait_begin, 3, mutex.object());
        mutex.unlock();
        first.join();
        last.join();
        QVERIFY(first_waits && last_waits);
        QVERIFY(!obtained);
        QCOMPARE(acquirers(session, mutex.object()), (std::vector<std::string>{"main", "first", "last"}));
        QCOMPARE(wait_outcomes(session, mutex.object()), (std::vector{WaitOutcome::timed_out}));
    }

    /// Many waiters give up just when the lock is handed to them. Then it must be passed on, or it would be
    /// lost.
    void aLockHandedToAWaiterThatGivesUpIsNotLost() {
        SessionRig session(1U << 10U);
        FifoMutex mutex("lock");
        std::atomic<int> obtained{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.push_back(lane_thread("worker", [&] {
                for (int k = 0; k < 500; ++k) {
                    if (mutex.try_lock_for(std::chrono::microseconds(k % 100))) {
                        ++obtained;
                        mutex.unlock();
                    }
                }
            }));
        for (std::thread& thread : threads)
            thread.join();
        QVERIFY(obtained > 0);
        QVERIFY(mutex.try_lock());
        mutex.unlock();
    }

    void aStopEndsABlockedWait() {
        SessionRig session;
        FifoMutex mutex("lock");
        mutex.lock();
        QVERIFY(a_stop_ends(session, mutex.object(), [&] { const Guard guard(mutex); }));
        mutex.unlock();
        QCOMPARE(wait_outcomes(session, mutex.object()), (std::vector{WaitOutcome::stopped}));
    }

    void everyOperationIsAHandOverPoint() {
        SessionRig session;
        FifoMutex mutex("lock");
        const ObjectId id = mutex.object();
        QCOMPARE(hand_overs_of([&] {
                     mutex.lock();
                     mutex.try_lock();
                     mutex.unlock();
                     mutex.try_lock_for(std::chrono::seconds(1));
                     mutex.unlock();
                 }),
                 (HandOvers{{Operation::acquire, id},
                            {Operation::try_acquire, id},
                            {Operation::release, id},
                            {Operation::acquire, id},
                            {Operation::release, id}}));
    }
};

} // namespace test_fifo_mutex

QTEST_APPLESS_MAIN(test_fifo_mutex::TestFifoMutex)
#include "test_fifo_mutex.moc"
