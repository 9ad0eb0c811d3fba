// SPDX-License-Identifier: GPL-3.0-or-later
// Of every primitive that can block, a scheduler sees the operation with its readiness, that the lane blocks,
// and that it is back; and a scheduler can answer for the kernel.
#include "core/sync/barrier.h"
#include "core/sync/blocking_call.h"
#include "core/sync/condition.h"
#include "core/sync/fifo_mutex.h"
#include "core/sync/futex.h"
#include "core/sync/gil.h"
#include "core/sync/mutex.h"
#include "core/sync/pipe.h"
#include "core/sync/queue.h"
#include "core/sync/robust_mutex.h"
#include "core/sync/semaphore.h"
#include "core/sync/shared_mutex.h"
#include "tests/core/sync/blocked_lane.h"

#include <QTest>

#include <cerrno>
#include <csignal>
#include <optional>

using namespace interleave;
using namespace interleave::test;

namespace test_scheduler {

/// Answers instead of the kernel, by a clock of its own.
class AnsweringScheduler final : public Scheduler {
public:
    AnsweringScheduler() { set_scheduler(this); }
    ~AnsweringScheduler() { set_scheduler(nullptr); }
    std::optional<Woken> sleeps(const std::atomic<std::uint32_t>&, std::uint32_t,
                                Deadline deadline) noexcept override {
        if (deadline.is_never())
            return Woken::interrupted;
        now = deadline.ns();
        return Woken::timed_out;
    }
    void woken(Woken) noexcept override { kernel_slept = true; }
    std::optional<int> wakes(const std::atomic<std::uint32_t>&, int most) noexcept override { return most; }
    std::optional<std::int64_t> now_ns() noexcept override { return now; }

    std::int64_t now = 0;
    bool kernel_slept = false;
};

class TestScheduler : public QObject {
    Q_OBJECT

private slots:
    void aMutexReportsItsWait() {
        SessionRig session;
        Mutex mutex("lock");
        mutex.lock();
        const auto calls = calls_of_blocked_lane([&] { const Guard guard(mutex); }, [&] { mutex.unlock(); });
        VERIFY_BLOCKED(calls, .operation = Operation::acquire, .object = mutex.object());
        QVERIFY(announced([&] { mutex.lock(); }).ready);
        mutex.unlock();
    }

    void takingTheMutexAgainAfterAConditionIsReported() {
        SessionRig session;
        Mutex mutex("lock");
        Condition condition("condition");
        const auto calls = calls_of_blocked_lane(
            [&] {
                const Guard guard(mutex);
                condition.wait(mutex);
            },
            [&] {
                while (!mutex.try_lock()) {
                }
                condition.notify_one();
                QVERIFY(session.wait_for(EventKind::wait_begin, 2));
                mutex.unlock();
            });
        VERIFY_BLOCKED(calls, .operation = Operation::wait, .object = condition.object(),
                       .has_readiness = false);
        const auto reacquire = std::find_if(calls.rbegin(), calls.rend(), [](const SchedulerCall& call) {
            return call.kind == SchedulerCall::step && call.operation == Operation::acquire;
        });
        QVERIFY(reacquire->has_readiness);
        QVERIFY(!reacquire->ready);
    }

    void aRobustMutexReportsItsWait() {
        SessionRig session;
        RobustMutex mutex("lock");
        mutex.lock();
        const auto calls = calls_of_blocked_lane([&] { const Guard guard(mutex); }, [&] { mutex.unlock(); });
        VERIFY_BLOCKED(calls, .operation = Operation::acquire, .object = mutex.object(),
                       .blocks = SchedulerCall::leaves);
        QVERIFY(announced([&] { mutex.lock(); }).ready);
        mutex.unlock();
    }

    void aRobustMutexIsReadyWhenItsHolderIsDead() {
        SessionRig session;
        auto& mutex = session.share<RobustMutex>("lock");
        Child child("child", [&] {
            mutex.lock();
            kill(getpid(), SIGKILL);
        });
        QCOMPARE(child.join(), -SIGKILL);
        std::optional<LockResult> how;
        const SchedulerCall call = announced([&] { how = mutex.lock(); });
        QVERIFY(call.has_readiness && call.ready);
        QVERIFY(how == LockResult::holder_died);
        mutex.unlock();
    }

    void aFifoMutexReportsItsWait() {
        SessionRig session;
        FifoMutex mutex("lock");
        mutex.lock();
        const auto calls = calls_of_blocked_lane([&] { const Guard guard(mutex); }, [&] { mutex.unlock(); });
        VERIFY_BLOCKED(calls, .operation = Operation::acquire, .object = mutex.object(),
                       .has_readiness = false);
    }

    void aSemaphoreReportsItsWait() {
        SessionRig session;
        Semaphore semaphore("permits", 0);
        const auto calls = calls_of_blocked_lane([&] { semaphore.acquire(); }, [&] { semaphore.release(); });
        VERIFY_BLOCKED(calls, .operation = Operation::acquire, .object = semaphore.object(),
                       .has_readiness = false);
    }

    void aSharedMutexReportsItsWait() {
        SessionRig session;
        SharedMutex mutex("lock");
        mutex.lock();
        const auto calls =
            calls_of_blocked_lane([&] { const SharedGuard guard(mutex); }, [&] { mutex.unlock(); });
        VERIFY_BLOCKED(calls, .operation = Operation::acquire, .object = mutex.object(),
                       .has_readiness = false);
    }

    void aBarrierReportsItsWait() {
        SessionRig session;
        Barrier barrier("barrier", 2);
        const auto calls =
            calls_of_blocked_lane([&] { barrier.arrive_and_wait(); }, [&] { barrier.arrive_and_wait(); });
        VERIFY_BLOCKED(calls, .operation = Operation::wait, .object = barrier.object(),
                       .has_readiness = false);
    }

    void aGilReportsItsWait() {
        SessionRig session;
        Gil gil("GIL");
        gil.take();
        const auto calls =
            calls_of_blocked_lane([&] { const GilHold hold(gil); }, [&] { gil.drop(ReleaseReason::last); });
        VERIFY_BLOCKED(calls, .operation = Operation::acquire, .object = gil.object());
        QVERIFY(announced([&] { gil.take(); }).ready);
        gil.drop(ReleaseReason::last);
    }

    void aFullOrEmptyQueueReportsItsWait() {
        SessionRig session;
        Queue<int, 1> queue("queue");
        const auto receiver = calls_of_blocked_lane([&] { queue.receive(); }, [&] { queue.send(1); });
        VERIFY_BLOCKED(receiver, .operation = Operation::receive, .object = queue.object());
        QVERIFY(announced([&] { queue.send(1); }).ready);
        const auto sender = calls_of_blocked_lane([&] { queue.send(2); }, [&] { queue.receive(); });
        VERIFY_BLOCKED(sender, .operation = Operation::send, .object = queue.object());
        QVERIFY(announced([&] { queue.receive(); }).ready);
        queue.close();
        QVERIFY(announced([&] { queue.receive(); }).ready); // it returns at once, without a message
    }

    void aFullOrEmptyPipeReportsItsWait() {
        SessionRig session;
        Pipe pipe("pipe");
        const auto reader = calls_of_blocked_lane([&] { pipe.receive<int>(); }, [&] { pipe.send(1); });
        VERIFY_BLOCKED(reader, .operation = Operation::blocking_call, .object = pipe.object(),
                       .blocks = SchedulerCall::leaves);
        QVERIFY(announced([&] { pipe.send(1); }).ready);
        std::vector<std::byte> too_much(1U << 20U);
        QVERIFY(!pipe.write(too_much, Deadline::in(std::chrono::milliseconds(1)))); // it is full now
        std::vector<std::byte> buffer(1U << 14U);
        const auto writer = calls_of_blocked_lane([&] { pipe.write(std::span(buffer).first(1)); },
                                                  [&] { pipe.read(buffer); });
        VERIFY_BLOCKED(writer, .operation = Operation::blocking_call, .object = pipe.object(),
                       .blocks = SchedulerCall::leaves);
    }

    void anAttemptIsAlwaysReady() {
        SessionRig session;
        Mutex mutex("lock");
        mutex.lock();
        const SchedulerCall call = announced([&] { mutex.try_lock(); });
        QVERIFY(call.operation == Operation::try_acquire);
        QVERIFY(call.ready && !call.has_readiness);
        mutex.unlock();
    }

    void aWakeUpAndAWaitThatIsOverAreReported() {
        SessionRig session;
        std::atomic<std::uint32_t> word{0};
        const RecordingScheduler scheduler;
        futex_wake(word, 1);
        QVERIFY(scheduler.has_call(SchedulerCall::wakes));
        QVERIFY(futex_wait(word, 1) == Woken::changed);
        const auto calls = scheduler.calls();
        QVERIFY(calls.back().kind == SchedulerCall::woken && calls.back().how == Woken::changed);
    }

    void aSchedulerCanAnswerInsteadOfTheKernel() {
        SessionRig session;
        AnsweringScheduler scheduler;
        std::atomic<std::uint32_t> word{0};
        QVERIFY(futex_wait(word, 0) == Woken::interrupted); // in the kernel it would sleep for ever
        QCOMPARE(futex_wake(word, 3), 3);
        scheduler.now = 1000;
        const Deadline deadline = Deadline::in(std::chrono::hours(1));
        QCOMPARE(deadline.ns(), 1000 + 3600 * std::int64_t{1'000'000'000});
        QVERIFY(!deadline.has_passed());
        QVERIFY(sleep_until(deadline) == Woken::timed_out);
        QVERIFY(deadline.has_passed());
        QCOMPARE(deadline.left().count(), 0);
        QVERIFY(!scheduler.kernel_slept);
    }

    void aCallThatBlocksIsBracketedAndKeepsItsError() {
        SessionRig session;
        Gil gil("GIL");
        const RecordingScheduler scheduler;
        gil.take();
        gil.release_around([] { errno = EDOM; });
        gil.drop(ReleaseReason::last);
        QVERIFY(scheduler.has_call(SchedulerCall::leaves));
        QVERIFY(scheduler.has_call(SchedulerCall::returns));
        {
            const BlockingCall call;
            errno = EDOM;
        }
        QCOMPARE(errno, EDOM);
    }
};

} // namespace test_scheduler

QTEST_APPLESS_MAIN(test_scheduler::TestScheduler)
#include "test_scheduler.moc"
