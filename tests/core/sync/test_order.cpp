// SPDX-License-Identifier: GPL-3.0-or-later
// What one lane hands over is recorded before what another does with it, through every primitive, whatever
// the clocks of their processors say.
#include "core/sync/barrier.h"
#include "core/sync/condition.h"
#include "core/sync/fifo_mutex.h"
#include "core/sync/gil.h"
#include "core/sync/pipe.h"
#include "core/sync/queue.h"
#include "core/sync/robust_mutex.h"
#include "core/sync/semaphore.h"
#include "core/sync/shared.h"
#include "core/sync/shared_mutex.h"
#include "tests/core/sync/clock_ahead.h"
#include "tests/core/sync/waiting_rig.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_order {

// A RobustMutex is never destroyed, as its destructor is trivial. ThreadSanitizer would take another lock at
// the same place of the stack for it, so it lies in the session's memory here.

/// A hand-over between two lanes. `wait` is called in a lane that shall wait for `object` before the other
/// lane calls `hand_over`.
void hand_over_to_a_waiter(SessionRig& session, ObjectId object, const std::function<void()>& hand_over,
                           const std::function<void()>& wait) {
    std::thread waiter = lane_thread("waiter", [&] {
        wait();
        record_mark(mark_of_effect);
    });
    QVERIFY(session.wait_for(EventKind::wait_begin, 1, object));
    hand_over_ahead(hand_over);
    waiter.join();
}

class TestOrder : public QObject {
    Q_OBJECT

private slots:
    void aLockThatIsFree_data() {
        QTest::addColumn<int>("kind");
        int kind = 0;
        for (const char* name : {"mutex", "tried mutex", "robust mutex", "fifo mutex", "writer after writer",
                                 "reader after writer", "semaphore", "gil"})
            QTest::newRow(name) << kind++;
    }
    void aLockThatIsFree() {
        QFETCH(int, kind);
        SessionRig session;
        Mutex mutex("mutex");
        auto& robust = session.share<RobustMutex>("robust");
        FifoMutex fifo("fifo");
        SharedMutex shared("shared");
        Semaphore semaphore("semaphore", 0);
        Gil gil("gil");
        const std::function<void()> release[] = {
            [&] { const Guard guard(mutex); },
            [&] { const Guard guard(mutex); },
            [&] {
                robust.lock();
                robust.unlock();
            },
            [&] { const Guard guard(fifo); },
            [&] { const Guard guard(shared); },
            [&] { const Guard guard(shared); },
            [&] { semaphore.release(); },
            [&] { const GilHold hold(gil); },
        };
        const std::function<void()> acquire[] = {
            [&] { mutex.lock(); },        [&] { QVERIFY(mutex.try_lock()); },
            [&] { robust.lock(); },       [&] { fifo.lock(); },
            [&] { shared.lock(); },       [&] { shared.lock_shared(); },
            [&] { semaphore.acquire(); }, [&] { gil.take(); },
        };
        hand_over_ahead(release[kind]);
        acquire[kind]();
        record_mark(mark_of_effect);
        if (gil.of_this_thread() == &gil)
            gil.drop(ReleaseReason::last);
        QVERIFY_ORDER(session);
    }

    void aLockThatIsHeld_data() {
        QTest::addColumn<int>("kind");
        int kind = 0;
        for (const char* name : {"mutex", "robust mutex", "fifo mutex", "reader after writer", "semaphore"})
            QTest::newRow(name) << kind++;
    }
    void aLockThatIsHeld() {
        QFETCH(int, kind);
        SessionRig session;
        Mutex mutex("mutex");
        auto& robust = session.share<RobustMutex>("robust");
        FifoMutex fifo("fifo");
        SharedMutex shared("shared");
        Semaphore semaphore("semaphore", 0);
        struct Lock {
            ObjectId object;
            std::function<void()> hold;
            std::function<void()> release;
            std::function<void()> acquire;
        };
        const Lock locks[] = {
            {mutex.object(), [&] { mutex.lock(); }, [&] { mutex.unlock(); }, [&] { mutex.lock(); }},
            {robust.object(), [&] { robust.lock(); }, [&] { robust.unlock(); }, [&] { robust.lock(); }},
            {fifo.object(), [&] { fifo.lock(); }, [&] { fifo.unlock(); }, [&] { fifo.lock(); }},
            {shared.object(), [&] { shared.lock(); }, [&] { shared.unlock(); },
             [&] { shared.lock_shared(); }},
            {semaphore.object(), [] {}, [&] { semaphore.release(); }, [&] { semaphore.acquire(); }},
        };
        const Lock& lock = locks[kind];
        std::atomic<bool> holds{false};
        std::atomic<bool> go_on{false};
        std::thread holder = lane_thread("ahead", [&] {
            lock.hold();
            holds = true;
            while (!go_on)
                std::this_thread::yield();
            record_cause_ahead();
            lock.release();
        });
        QVERIFY(becomes_true([&] { return holds.load(); }));
        std::thread waiter = lane_thread("waiter", [&] {
            lock.acquire();
            record_mark(mark_of_effect);
        });
        QVERIFY(session.wait_for(EventKind::wait_begin, 1, lock.object));
        go_on = true;
        holder.join();
        waiter.join();
        QVERIFY_ORDER(session);
    }

    void aSharedVariable() {
        SessionRig session;
        Shared<int> shared("shared");
        hand_over_ahead([&] { shared.write(1); });
        QCOMPARE(shared.read(), 1);
        record_mark(mark_of_effect);
        QVERIFY_ORDER(session);
    }

    void aLaterWriterDoesNotHideTheFirst() {
        SessionRig session;
        Shared<int> shared("shared");
        hand_over_ahead([&] { shared.write(1); });
        lane_thread("behind", [&] { shared.write(2); }).join();
        QCOMPARE(shared.read(), 2);
        record_mark(mark_of_effect);
        QVERIFY_ORDER(session);
    }

    void aMessageInAQueue() {
        SessionRig session;
        Queue<int> queue("queue");
        hand_over_ahead([&] { queue.send(1); });
        QVERIFY(queue.receive().has_value());
        record_mark(mark_of_effect);
        QVERIFY_ORDER(session);
    }

    void aMessageThatIsWaitedFor() {
        SessionRig session;
        Queue<int> queue("queue");
        hand_over_to_a_waiter(
            session, queue.object(), [&] { queue.send(1); }, [&] { queue.receive(); });
        QVERIFY_ORDER(session);
    }

    void roomInAQueue() {
        SessionRig session;
        Queue<int> queue("queue", 1);
        queue.send(1);
        hand_over_to_a_waiter(
            session, queue.object(), [&] { queue.receive(); }, [&] { queue.send(2); });
        QVERIFY_ORDER(session);
    }

    void theEndOfAQueue() {
        SessionRig session;
        Queue<int> queue("queue");
        hand_over_to_a_waiter(
            session, queue.object(), [&] { queue.close(); }, [&] { queue.receive(); });
        QVERIFY_ORDER(session);
    }

    void aMessageInAPipe() {
        SessionRig session;
        Pipe pipe("pipe");
        hand_over_ahead([&] { pipe.send(1); });
        QVERIFY(pipe.receive<int>().has_value());
        record_mark(mark_of_effect);
        QVERIFY_ORDER(session);
    }

    void bytesInAPipeBetweenProcesses() {
        SessionRig session;
        Pipe pipe("pipe");
        Child child("ahead", [&] {
            record_cause_ahead();
            const std::byte byte{1};
            pipe.write({&byte, 1});
        });
        std::byte byte{};
        QCOMPARE(pipe.read({&byte, 1}), std::size_t{1});
        record_mark(mark_of_effect);
        QCOMPARE(child.join(), 0);
        QVERIFY_ORDER(session);
    }

    void aNotification() {
        SessionRig session;
        Mutex mutex("mutex");
        Condition condition("condition");
        hand_over_to_a_waiter(
            session, condition.object(), [&] { condition.notify_one(); },
            [&] {
                const Guard guard(mutex);
                condition.wait(mutex);
            });
        QVERIFY_ORDER(session);
    }

    void aBarrier() {
        SessionRig session;
        Barrier barrier("barrier", 2);
        hand_over_to_a_waiter(
            session, barrier.object(), [&] { barrier.arrive_and_wait(); },
            [&] { barrier.arrive_and_wait(); });
        QVERIFY_ORDER(session);
    }

    /// The lane that dropped the GIL on request waits until another one has taken it.
    void aForcedSwitchOfTheGil() {
        SessionRig session;
        Gil gil("gil", {.interval = std::chrono::milliseconds(1)});
        gil.take();
        std::atomic<bool> taken{false};
        std::thread taker = lane_thread("ahead", [&] {
            record_cause_ahead();
            gil.take();
            taken = true;
            gil.drop(ReleaseReason::last);
        });
        while (!taken)
            gil.safe_point();
        record_mark(mark_of_effect);
        taker.join();
        gil.drop(ReleaseReason::last);
        QVERIFY_ORDER(session);
        // There is a wait only if the lane that dropped it was quicker than the one that took it.
        const LaneId ahead = session.lane("ahead");
        for (const TimedRecord& end : session.records(EventKind::forced_wait_end, gil.object())) {
            for (const TimedRecord& acquired : session.records(EventKind::acquire, gil.object()))
                QVERIFY(acquired.lane != ahead || acquired.time < end.time);
        }
    }

    void aLockBetweenProcesses() {
        SessionRig session;
        auto& mutex = session.share<Mutex>("mutex");
        auto& released = session.share<std::atomic<bool>>(false);
        Child child("ahead", [&] {
            record_cause_ahead();
            { const Guard guard(mutex); }
            released = true;
        });
        QVERIFY(becomes_true([&] { return released.load(); }));
        mutex.lock();
        record_mark(mark_of_effect);
        QCOMPARE(child.join(), 0);
        QVERIFY_ORDER(session);
    }

    void theOrderGoesOnThroughALaneThatRecordsNothing() {
        SessionRig session;
        Mutex first("first");
        Mutex second("second");
        hand_over_ahead([&] { const Guard guard(first); });
        std::thread([&] {
            first.lock();
            const Guard guard(second);
            first.unlock();
        }).join();
        second.lock();
        record_mark(mark_of_effect);
        QVERIFY_ORDER(session);
    }

    void timeNeverRunsBackwardsInALane() {
        SessionRig session;
        hand_over_ahead([] {
            for (int i = 0; i < 10; ++i)
                record_mark(mark_of_effect);
        });
        std::this_thread::sleep_for(std::chrono::nanoseconds(ahead_ns));
        const auto marks = session.records(EventKind::mark);
        QCOMPARE(marks.size(), std::size_t{11});
        QCOMPARE(marks.front().value, mark_of_cause);
        QVERIFY(std::is_sorted(marks.begin(), marks.end(),
                               [](const TimedRecord& a, const TimedRecord& b) { return a.time < b.time; }));
    }
};

} // namespace test_order

QTEST_APPLESS_MAIN(test_order::TestOrder)
#include "test_order.moc"
