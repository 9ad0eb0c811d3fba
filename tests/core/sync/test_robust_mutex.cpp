// SPDX-License-Identifier: GPL-3.0-or-later
// The robust mutex excludes. If its holder dies, the next holder gets it and learns of the death.
#include "core/sync/mutex.h"
#include "core/sync/robust_mutex.h"
#include "tests/core/sync/waiting_rig.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_robust_mutex {

class TestRobustMutex : public QObject {
    Q_OBJECT

private slots:
    void onlyOneThreadIsInsideAtATime() {
        SessionRig session(1U << 10U); // its rings are soon full, which must not matter
        RobustMutex mutex("lock");
        std::uint64_t unprotected = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.push_back(lane_thread("worker", [&] {
                for (int k = 0; k < 5'000; ++k) {
                    const Guard guard(mutex);
                    ++unprotected;
                }
            }));
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(unprotected, 20'000U);
    }

    void itWorksBetweenProcesses() {
        SessionRig session;
        auto& mutex = session.share<RobustMutex>("lock");
        auto& unprotected = session.share<std::uint64_t>(0U);
        const auto count = [&] {
            for (int i = 0; i < 5'000; ++i) {
                const Guard guard(mutex);
                ++unprotected;
            }
        };
        Child child("child", count);
        count();
        QCOMPARE(child.join(), 0);
        QCOMPARE(unprotected, 10'000U);
    }

    void theNextHolderLearnsThatTheLastOneWasKilled() {
        SessionRig session;
        auto& mutex = session.share<RobustMutex>("lock");
        Child child("child", [&] {
            mutex.lock();
            for (;;)
                pause();
        });
        const bool held = session.wait_for(EventKind::acquire, 1, mutex.object());
        kill(child.pid(), SIGKILL);
        QCOMPARE(child.join(), -SIGKILL);
        QVERIFY(held);
        QCOMPARE(mutex.lock(), LockResult::holder_died);
        mutex.unlock();
        QCOMPARE(mutex.lock(), LockResult::consistent); // only the first one after the death learns of it
        mutex.unlock();
    }

    void aWaiterLearnsThatTheHolderWasKilled() {
        SessionRig session;
        auto& mutex = session.share<RobustMutex>("lock");
        Child child("child", [&] {
            mutex.lock();
            for (;;)
                pause();
        });
        const bool held = session.wait_for(EventKind::acquire, 1, mutex.object());
        std::optional<LockResult> how;
        std::thread waiter = lane_thread("waiter", [&] {
            how = mutex.lock();
            mutex.unlock();
        });
        const bool waits = session.wait_for(EventKind::wait_begin, 1, mutex.object());
        kill(child.pid(), SIGKILL);
        waiter.join();
        child.join();
        QVERIFY(held && waits);
        QVERIFY(how == LockResult::holder_died);
        QCOMPARE(acquirers(session, mutex.object()), (std::vector<std::string>{"child", "waiter"}));
    }

    void aThreadThatEndsWithTheLockIsReportedAsWell() {
        SessionRig session;
        RobustMutex mutex("lock");
        lane_thread("careless", [&] { mutex.lock(); }).join();
        QVERIFY(mutex.try_lock() == LockResult::holder_died);
        mutex.unlock();
    }

    void aFailedTryDoesNotBlockAndIsRecorded() {
        SessionRig session;
        RobustMutex mutex("lock");
        mutex.lock();
        std::optional<LockResult> obtained = LockResult::consistent;
        lane_thread("other", [&] { obtained = mutex.try_lock(); }).join();
        mutex.unlock();
        QVERIFY(!obtained);
        QCOMPARE(wait_outcomes(session, mutex.object()), (std::vector{WaitOutcome::failed}));
    }

    void aLimitedWaitEndsWithoutTheLock() {
        SessionRig session;
        RobustMutex mutex("lock");
        mutex.lock();
        std::optional<LockResult> obtained = LockResult::consistent;
        lane_thread("other", [&] { obtained = mutex.try_lock_for(std::chrono::milliseconds(15)); }).join();
        mutex.unlock();
        QVERIFY(!obtained);
        const auto begun = session.records(EventKind::wait_begin, mutex.object());
        const auto ended = session.records(EventKind::wait_end, mutex.object());
        QCOMPARE(wait_outcomes(session, mutex.object()), (std::vector{WaitOutcome::timed_out}));
        QVERIFY(ended[0].time - begun[0].time >= 15'000'000);
        QVERIFY((begun[0].detail & wait_is_timed) != 0);
    }

    void aStopEndsABlockedWait() {
        SessionRig session;
        RobustMutex mutex("lock");
        mutex.lock();
        QVERIFY(a_stop_ends(session, mutex.object(), [&] { const Guard guard(mutex); }));
        mutex.unlock();
        QCOMPARE(wait_outcomes(session, mutex.object()), (std::vector{WaitOutcome::stopped}));
    }

    void everyOperationIsAHandOverPoint() {
        SessionRig session;
        RobustMutex mutex("lock");
        const ObjectId id = mutex.object();
        QCOMPARE(hand_overs_of([&] {
                     mutex.lock();
                     mutex.unlock();
                     mutex.try_lock();
                     mutex.unlock();
                     mutex.try_lock_for(std::chrono::seconds(1));
                     mutex.unlock();
                 }),
                 (HandOvers{{Operation::acquire, id},
                            {Operation::release, id},
                            {Operation::try_acquire, id},
                            {Operation::release, id},
                            {Operation::acquire, id},
                            {Operation::release, id}}));
    }
};

} // namespace test_robust_mutex

QTEST_APPLESS_MAIN(test_robust_mutex::TestRobustMutex)
#include "test_robust_mutex.moc"
