// SPDX-License-Identifier: GPL-3.0-or-later
// The mutex excludes, records its holder and its waiters, and a wait for it can end in every way.
#include "core/sync/mutex.h"
#include "tests/core/sync/session_rig.h"

#include <QTest>

#include <atomic>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

using namespace interleave;
using namespace interleave::test;

namespace test_mutex {

class TestMutex : public QObject {
    Q_OBJECT

private slots:
    void anUncontendedLockLeavesAnAcquireAndAReleaseWithTheCallersLine() {
        SessionRig session;
        Mutex mutex("account lock");
        const int line = __LINE__ + 1;
        mutex.lock();
        mutex.unlock();
        const auto acquired = session.records(EventKind::acquire, mutex.object());
        const auto released = session.records(EventKind::release, mutex.object());
        QCOMPARE(acquired.size(), 1U);
        QCOMPARE(released.size(), 1U);
        QCOMPARE(site_line(acquired[0].site), static_cast<std::uint32_t>(line));
        QCOMPARE(site_line(released[0].site), static_cast<std::uint32_t>(line + 1));
        QVERIFY(acquired[0].time <= released[0].time);
        QCOMPARE(session.records(EventKind::wait_begin).size(), 0U);
        QCOMPARE(session.object_name(mutex.object()), std::string("account lock"));
    }

    void aGuardRecordsItsOwnLineTwice() {
        SessionRig session;
        Mutex mutex("lock");
        const int line = __LINE__ + 1;
        { const Guard guard(mutex); }
        QCOMPARE(site_line(session.records(EventKind::acquire)[0].site), static_cast<std::uint32_t>(line));
        QCOMPARE(site_line(session.records(EventKind::release)[0].site), static_cast<std::uint32_t>(line));
    }

    void oneAcquisitionInSixtyFourIsTimed() {
        SessionRig session;
        Mutex mutex("lock");
        for (int i = 0; i < 640; ++i)
            const Guard guard(mutex);
        int timed = 0;
        for (const TimedRecord& record : session.records(EventKind::acquire))
            timed += record.value != 0 ? 1 : 0;
        QCOMPARE(timed, 10);
    }

    void onlyOneThreadIsInsideAtATime() {
        SessionRig session(1U << 10U); // its rings are soon full, which must not matter
        Mutex mutex("lock");
        std::uint64_t unprotected = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.push_back(lane_thread("worker", [&] {
                for (int k = 0; k < 50'000; ++k) {
                    const Guard guard(mutex);
                    ++unprotected;
                }
            }));
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(unprotected, 200'000U);
    }

    void aWaitIsSeenWhileItLasts() {
        SessionRig session;
        Mutex mutex("lock");
        mutex.lock();
        std::atomic<bool> inside{false};
        std::thread waiter = lane_thread("waiter", [&] {
            const Guard guard(mutex);
            inside = true;
        });
        const bool seen = session.wait_for(EventKind::wait_begin, 1, mutex.object());
        const bool blocked = !inside;
        mutex.unlock();
        waiter.join();
        QVERIFY(seen);
        QVERIFY(blocked);
        const auto acquired = session.records(EventKind::acquire, mutex.object());
        QCOMPARE(acquired.size(), 2U);
        QCOMPARE(acquired[1].lane, session.lane("waiter"));
    }

    /// Two threads take turns, and each asks for the lock as soon as it sees that the other is about to
    /// release it. The records must be in that order.
    void nobodyIsRecordedAsHolderBeforeTheLastOneReleased() {
        constexpr std::size_t turns = 40'000;
        SessionRig session(1U << 17U);
        Mutex mutex("lock");
        std::atomic<std::size_t> turn{0};
        std::vector<std::thread> threads;
        for (std::size_t first = 0; first < 2; ++first)
            threads.push_back(lane_thread("worker", [&, first] {
                for (std::size_t own_turn = first; own_turn < turns; own_turn += 2) {
                    for (int spins = 1; turn.load(std::memory_order_relaxed) != own_turn; ++spins) {
                        if (spins % 1000 == 0) // the other one may have no processor
                            std::this_thread::yield();
                    }
                    const Guard guard(mutex);
                    turn.store(own_turn + 1, std::memory_order_relaxed);
                }
            }));
        for (std::thread& thread : threads)
            thread.join();
        const auto acquired = session.records(EventKind::acquire, mutex.object());
        const auto released = session.records(EventKind::release, mutex.object());
        QCOMPARE(acquired.size(), turns);
        QCOMPARE(released.size(), turns);
        // In order of time the turns must alternate between the lanes, each ended before the next begins.
        std::size_t wrong = 0;
        for (std::size_t k = 1; k < turns; ++k) {
            wrong += acquired[k].lane == acquired[k - 1].lane ? 1U : 0U;
            wrong += acquired[k].time < released[k - 1].time ? 1U : 0U;
        }
        QCOMPARE(wrong, 0U);
    }

    void aFailedTryDoesNotBlockAndIsRecorded() {
        SessionRig session;
        Mutex mutex("lock");
        QVERIFY(mutex.try_lock());
        bool obtained = true;
        lane_thread("other", [&] { obtained = mutex.try_lock(); }).join();
        QVERIFY(!obtained);
        mutex.unlock();
        const auto ended = session.records(EventKind::wait_end, mutex.object());
        QCOMPARE(ended.size(), 1U);
        QCOMPARE(ended[0].detail, to_detail(WaitOutcome::failed));
    }

    void anAcquisitionSaysWhetherItWasOnlyTried() {
        SessionRig session;
        Mutex mutex("lock");
        mutex.lock();
        mutex.unlock();
        QVERIFY(mutex.try_lock());
        mutex.unlock();
        QVERIFY(mutex.try_lock_for(std::chrono::milliseconds(20)));
        mutex.unlock();
        const auto acquired = session.records(EventKind::acquire, mutex.object());
        QCOMPARE(acquired.size(), 3U);
        QCOMPARE(acquired[0].detail, to_detail(AcquireDetail::plain));
        QCOMPARE(acquired[1].detail, to_detail(AcquireDetail::tried));
        QCOMPARE(acquired[2].detail, to_detail(AcquireDetail::tried));
    }

    void aLimitedWaitEndsWithoutTheLock() {
        SessionRig session;
        Mutex mutex("lock");
        mutex.lock();
        bool obtained = true;
        lane_thread("other", [&] { obtained = mutex.try_lock_for(std::chrono::milliseconds(20)); }).join();
        QVERIFY(!obtained);
        const auto begun = session.records(EventKind::wait_begin, mutex.object());
        const auto ended = session.records(EventKind::wait_end, mutex.object());
        QCOMPARE(ended.size(), 1U);
        QCOMPARE(ended[0].detail, to_detail(WaitOutcome::timed_out));
        QVERIFY(ended[0].time - begun[0].time >= 20'000'000);
        mutex.unlock();
        QVERIFY(mutex.try_lock_for(std::chrono::milliseconds(20))); // and the lock still works
        mutex.unlock();
    }

    void aStopEndsABlockedWait() {
        SessionRig session;
        Mutex mutex("lock");
        mutex.lock();
        std::atomic<bool> stopped{false};
        std::thread waiter = lane_thread("waiter", [&] {
            try {
                const Guard guard(mutex);
            } catch (const Stopped&) {
                stopped = true;
            }
        });
        const bool waits = session.wait_for(EventKind::wait_begin, 1, mutex.object());
        const bool ended = session.stop_until([&] { return stopped.load(); });
        mutex.unlock(); // a lock can be released even while the run is being stopped
        waiter.join();
        QVERIFY(waits);
        QVERIFY(ended);
        const auto ends = session.records(EventKind::wait_end, mutex.object());
        QCOMPARE(ends.size(), 1U);
        QCOMPARE(ends[0].detail, to_detail(WaitOutcome::stopped));
    }

    void aStopEndsALoopThatNeverBlocks() {
        SessionRig session;
        Mutex mutex("lock");
        std::atomic<bool> stopped{false};
        std::thread spinner = lane_thread("spinner", [&] {
            try {
                while (true)
                    const Guard guard(mutex);
            } catch (const Stopped&) {
                stopped = true;
            }
        });
        const bool spins = session.wait_for(EventKind::acquire, 1, mutex.object());
        const bool ended = session.stop_until([&] { return stopped.load(); });
        if (!ended)
            qFatal("the loop goes on for ever");
        spinner.join();
        QVERIFY(spins);
    }

    void anExceptionInTheCriticalSectionReleases() {
        SessionRig session;
        Mutex mutex("lock");
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, {
            const Guard guard(mutex);
            throw std::runtime_error("in the middle");
        });
        QVERIFY(mutex.try_lock());
        mutex.unlock();
    }

    void aCopyInAForkedChildIsRecordedAsALockOfItsOwn() {
        SessionRig session;
        Mutex mutex("lock");
        mutex.lock();
        const pid_t child = fork();
        if (child == 0) {
            Recorder::of_this_thread().begin_lane(LaneKind::process, "child", no_object);
            mutex.register_forked_copy("child's lock");
            const bool obtained = mutex.try_lock_for(std::chrono::milliseconds(5));
            Recorder::of_this_thread().end_lane();
            _exit(obtained ? 1 : 0);
        }
        int status = 0;
        while (waitpid(child, &status, 0) < 0) {
        }
        mutex.unlock();
        QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0); // nobody in the child could unlock it
        const auto waits = session.records(EventKind::wait_begin);
        QCOMPARE(waits.size(), 1U);
        QVERIFY(waits[0].object != mutex.object());
        QCOMPARE(session.object_name(waits[0].object), std::string("child's lock"));
        QCOMPARE(session.records(EventKind::set_value, waits[0].object)[0].value, 0U);
    }

    void itWorksOutsideASession() {
        Mutex mutex("lock");
        { const Guard guard(mutex); }
        QCOMPARE(mutex.object(), no_object);
        QVERIFY(mutex.try_lock());
        mutex.unlock();
    }
};

} // namespace test_mutex

QTEST_APPLESS_MAIN(test_mutex::TestMutex)
#include "test_mutex.moc"
