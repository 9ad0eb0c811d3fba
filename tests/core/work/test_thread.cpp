// SPDX-License-Identifier: GPL-3.0-or-later
// A thread has a lane of its own from its first event to its last. Joining it waits, rethrows what it threw,
// and can be stopped.
#include "core/work/thread.h"

#include "core/sync/mutex.h"
#include "core/work/sleep.h"
#include "tests/core/sync/waiting_rig.h"

#include <QTest>

#include <atomic>
#include <stdexcept>

using namespace interleave;
using namespace interleave::test;
using namespace std::chrono_literals;

namespace test_thread {

class TestThread : public QObject {
    Q_OBJECT

private slots:
    void itsLifeIsRecordedInOrder() {
        SessionRig session;
        Thread worker("reader", [] {});
        worker.join();
        const LaneId lane = session.lane("reader");
        QVERIFY(lane != no_lane);
        QCOMPARE(session.lanes()[lane].worker, worker.object());
        QCOMPARE(session.lanes()[lane].kind, LaneKind::thread);
        const auto started = session.records(EventKind::start, worker.object());
        const auto begun = session.records(EventKind::lane_begin, worker.object());
        const auto joined = session.records(EventKind::joined, worker.object());
        QCOMPARE(started.size(), 1U);
        QCOMPARE(begun.size(), 1U);
        QCOMPARE(joined.size(), 1U);
        std::int64_t ended = 0;
        for (const TimedRecord& record : session.records(EventKind::lane_end)) {
            if (record.lane == lane)
                ended = record.time;
        }
        QVERIFY(started[0].time <= begun[0].time);
        QVERIFY(begun[0].time <= ended);
        QVERIFY(ended <= joined[0].time);
    }

    void aJoinThatHasToWaitIsSeenWaiting() {
        SessionRig session;
        std::atomic<bool> end{false};
        Thread worker("worker", [&] {
            while (!end)
                sleep_for(1ms);
        });
        Thread waiter("waiter", [&] { worker.join(); });
        const bool waits = session.wait_for(EventKind::wait_begin, 1, worker.object());
        end = true;
        waiter.join();
        QVERIFY(waits);
        QCOMPARE(session.records(EventKind::joined, worker.object()).at(0).lane, session.lane("waiter"));
    }

    void whatTheBodyThrowsIsRethrownAtTheJoin() {
        SessionRig session;
        Thread worker("worker", [] { throw std::runtime_error("no luck"); });
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, worker.join());
    }

    void anExceptionThatEndsOnlyTheThreadIsSeenOnItsLaneAndNowhereElse() {
        SessionRig session;
        Thread worker(
            "worker", [] { throw std::runtime_error("no luck"); }, Uncaught::ends_thread);
        worker.join();
        QVERIFY(worker.has_ended());
        const LaneId lane = session.lane("worker");
        std::string thrown;
        for (const TimedRecord& record : session.records(EventKind::lane_end)) {
            if (record.lane == lane && record.detail == to_detail(LaneEndReason::exception))
                thrown = session.object_name(record.object);
        }
        QCOMPARE(thrown, std::string("no luck"));
        QVERIFY(session.region().reader().failure().empty());
    }

    void anExceptionThatEndsTheRunIsTold() {
        SessionRig session;
        Thread worker("worker", [] { throw std::runtime_error("no luck"); });
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, worker.join());
        QCOMPARE(session.region().reader().failure(), std::string("worker failed: no luck"));
    }

    void nothingWaitsForADetachedThread() {
        SessionRig session;
        std::atomic<bool> may_end{false};
        std::atomic<pid_t> id{0};
        {
            Thread daemon("daemon", [&] {
                id = gettid();
                while (!may_end)
                    sleep_for(1ms);
            });
            daemon.detach();
        } // its destructor comes back although the thread still runs
        QVERIFY(becomes_true([&] { return id != 0; }));
        QVERIFY(session.records(EventKind::lane_end).empty());
        may_end = true;
        // It uses the session until it is gone.
        QVERIFY(becomes_true([&] { return syscall(SYS_tgkill, getpid(), id.load(), 0) != 0; }));
        QCOMPARE(session.records(EventKind::lane_end).size(), 1U);
    }

    void stoppedIsNoFailure() {
        SessionRig session;
        Thread worker("worker", [] { throw Stopped(); });
        worker.join();
        QVERIFY(worker.has_ended());
    }

    void aThreadThatNobodyJoinedIsJoinedByItsDestructor() {
        SessionRig session;
        std::atomic<bool> ended{false};
        {
            const Thread worker("worker", [&] {
                sleep_for(20ms);
                ended = true;
            });
        }
        QVERIFY(ended);
    }

    void aStopEndsAWorkerAndWhoeverJoinsIt() {
        SessionRig session;
        Mutex never_free("never free");
        never_free.lock();
        std::atomic<bool> ended{false};
        std::thread owner = lane_thread("owner", [&] {
            try {
                Thread worker("worker", [&] { never_free.lock(); });
                worker.join();
            } catch (const Stopped&) {
                ended = true;
            }
        });
        const bool waits = session.wait_for(EventKind::wait_begin, 2);
        const bool stopped = session.stop_until([&] { return ended.load(); });
        never_free.unlock();
        owner.join();
        QVERIFY(waits);
        QVERIFY(stopped);
    }

    void aSleepLastsAsLongAsAskedAndSaysSo() {
        SessionRig session;
        sleep_for(15ms);
        const auto begun = session.records(EventKind::sleep_begin);
        const auto ended = session.records(EventKind::sleep_end);
        QCOMPARE(begun.size(), 1U);
        QCOMPARE(begun[0].value, 15'000'000U);
        QVERIFY(ended.at(0).time - begun[0].time >= 15'000'000);
    }

    void aStopEndsASleep() {
        SessionRig session;
        Thread sleeper("sleeper", [] { sleep_for(1h); });
        QVERIFY(session.wait_for(EventKind::sleep_begin, 1));
        QVERIFY(session.stop_until([&] { return sleeper.has_ended(); }));
        QVERIFY_THROWS_EXCEPTION(Stopped, sleeper.join()); // this thread's run was stopped too
    }
};

} // namespace test_thread

QTEST_APPLESS_MAIN(test_thread::TestThread)
#include "test_thread.moc"
