// SPDX-License-Identifier: GPL-3.0-or-later
// A scheduler sees when workers start and end, what they wait for, and where they spin.
#include "core/work/future.h"
#include "core/work/periodic_timer.h"
#include "core/work/process.h"
#include "core/work/process_pool.h"
#include "core/work/sleep.h"
#include "core/work/spin_barrier.h"
#include "core/work/start_gate.h"
#include "core/work/team.h"
#include "core/work/thread.h"
#include "core/work/thread_pool.h"
#include "tests/core/sync/blocked_lane.h"

#include <QTest>

#include <optional>
#include <sys/eventfd.h>
#include <unistd.h>

using namespace interleave;
using namespace interleave::test;
using namespace std::chrono_literals;

namespace test_work_scheduler {

/// A worker can wait for this without a scheduler hearing of it, because it is no part of the run.
class Signal {
public:
    ~Signal() { close(descriptor_); }
    void give() const { eventfd_write(descriptor_, 1); }
    void await() const {
        eventfd_t value = 0;
        eventfd_read(descriptor_, &value);
    }

private:
    int descriptor_ = eventfd(0, 0);
};

/// Has a clock of its own, which advances to the deadline of a lane that sleeps.
class ClockedScheduler final : public Scheduler {
public:
    ClockedScheduler() { set_scheduler(this); }
    ~ClockedScheduler() { set_scheduler(nullptr); }
    std::optional<Woken> sleeps(const std::atomic<std::uint32_t>&, std::uint32_t,
                                Deadline deadline) noexcept override {
        now = deadline.ns();
        return Woken::timed_out;
    }
    std::optional<std::int64_t> now_ns() noexcept override { return now; }
    std::int64_t now = 0;
};

bool has(const std::vector<SchedulerCall>& calls, const std::function<bool(const SchedulerCall&)>& matches) {
    return std::any_of(calls.begin(), calls.end(), matches);
}

class TestWorkScheduler : public QObject {
    Q_OBJECT

private slots:
    void aThreadIsBornAndEnds() {
        SessionRig session;
        const RecordingScheduler scheduler;
        Thread worker("worker", [] {});
        const ObjectId id = worker.object();
        worker.join();
        const auto calls = scheduler.calls();
        QVERIFY(has(calls, [&](const SchedulerCall& call) {
            return call.kind == SchedulerCall::started && call.object == id &&
                   call.method == StartMethod::thread && call.thread == gettid();
        }));
        const auto begins = std::find_if(calls.begin(), calls.end(), [](const SchedulerCall& call) {
            return call.kind == SchedulerCall::begins;
        });
        QVERIFY(begins != calls.end());
        QCOMPARE(begins->object, id);
        const auto lane = scheduler.calls_of(begins->thread);
        QVERIFY(lane.front().kind == SchedulerCall::begins); // before all other calls
        QVERIFY(lane.back().kind == SchedulerCall::ends);    // after all other calls
        // It wakes the lanes that wait for its end.
        QVERIFY(has(lane, [](const SchedulerCall& call) { return call.kind == SchedulerCall::wakes; }));
    }

    void aForkedProcessIsBornAndBegins() {
        SessionRig session;
        const RecordingScheduler scheduler;
        Process child("child", [&] {
            const auto calls = scheduler.calls_of(gettid());
            return !calls.empty() && calls.front().kind == SchedulerCall::begins &&
                           calls.front().method == StartMethod::fork
                       ? 0
                       : 1;
        });
        QCOMPARE(child.join().code, 0);
        QVERIFY(has(scheduler.calls(), [&](const SchedulerCall& call) {
            return call.kind == SchedulerCall::started && call.object == child.object() &&
                   call.method == StartMethod::fork;
        }));
    }

    void joiningAThreadReportsItsWait() {
        SessionRig session;
        const Signal end;
        Thread worker("worker", [&] { end.await(); });
        const auto calls = calls_of_blocked_lane([&] { worker.join(); }, [&] { end.give(); });
        VERIFY_BLOCKED(calls, .operation = Operation::join, .object = worker.object());
    }

    void destroyingAThreadReportsItsWait() {
        SessionRig session;
        const Signal end;
        std::optional<Thread> worker(std::in_place, "worker", [&] { end.await(); });
        const ObjectId id = worker->object();
        const auto calls = calls_of_blocked_lane([&] { worker.reset(); }, [&] { end.give(); });
        VERIFY_BLOCKED(calls, .operation = Operation::join, .object = id);
    }

    void joiningAProcessReportsItsWait() {
        SessionRig session;
        const Signal end;
        Process child("child", [&] { end.await(); });
        const auto calls = calls_of_blocked_lane([&] { child.join(); }, [&] { end.give(); });
        VERIFY_BLOCKED(calls, .operation = Operation::join, .object = child.object(),
                       .blocks = SchedulerCall::leaves);
        Process quick("quick", [] {});
        QVERIFY(becomes_true([&] { return announced([&] { quick.has_ended(), quick.join(); }).ready; }));
    }

    void aSleepIsReported() {
        SessionRig session;
        const RecordingScheduler scheduler;
        sleep_for(1ms);
        const auto calls = scheduler.calls();
        QCOMPARE(calls.size(), 3U);
        QVERIFY(calls[0].kind == SchedulerCall::step && calls[0].operation == Operation::sleep);
        QVERIFY(calls[1].kind == SchedulerCall::sleeps);
        QVERIFY(calls[2].kind == SchedulerCall::woken && calls[2].how == Woken::timed_out);
    }

    void aTimerReportsItsWait() {
        SessionRig session;
        PeriodicTimer timer(200ms);
        const auto calls = calls_of_blocked_lane([&] { timer.wait(); }, [] {});
        VERIFY_BLOCKED(calls, .operation = Operation::sleep, .object = no_object,
                       .blocks = SchedulerCall::leaves);
    }

    void aTimerGoesByTheClockOfAScheduler() {
        SessionRig session;
        ClockedScheduler scheduler;
        PeriodicTimer timer(1h);
        QCOMPARE(timer.wait().number, 1U); // an hour has passed
        QCOMPARE(scheduler.now, std::chrono::nanoseconds(1h).count());
        scheduler.now += std::chrono::nanoseconds(150min).count();
        const PeriodicTimer::Tick tick = timer.wait();
        QCOMPARE(tick.number, 3U);
        QCOMPARE(tick.passed, 2U);
        QCOMPARE(timer.lateness_ns(tick), std::chrono::nanoseconds(30min).count());
    }

    void waitingForOneFutureOrForAnyIsReported() {
        SessionRig session;
        ThreadPool pool("pool", 1);
        const Signal end;
        std::vector<Future<int>> futures{pool.submit("task", [&] {
            end.await();
            return 1;
        })};
        const auto waiting_for_one =
            calls_of_blocked_lane([&] { futures.front().wait(); }, [&] { end.give(); });
        VERIFY_BLOCKED(waiting_for_one, .operation = Operation::wait, .object = futures.front().object());
        futures.push_back(pool.submit("task", [&] {
            end.await();
            return 2;
        }));
        QVERIFY(announced([&] { wait_for_any(futures); }).ready);
        futures.erase(futures.begin());
        const auto waiting_for_any =
            calls_of_blocked_lane([&] { wait_for_any(futures); }, [&] { end.give(); });
        VERIFY_BLOCKED(waiting_for_any, .operation = Operation::wait,
                       .object = futures.front().completion().any_object());
        QVERIFY(announced([&] { futures.front().wait(); }).ready);
    }

    void theStartGateReportsItsWaits() {
        SessionRig session;
        StartGate gate;
        const auto where = std::source_location::current();
        const auto worker =
            calls_of_blocked_lane([&] { gate.arrive_and_wait(0, where); }, [&] { gate.open(where); });
        const ObjectId object =
            worker.front().kind == SchedulerCall::wakes ? worker[1].object : worker.front().object;
        VERIFY_BLOCKED(worker, .operation = Operation::wait, .object = object);
        const auto opener = calls_of_blocked_lane(
            [&] {
                gate.wait_for(
                    2, [] { return false; }, where);
            },
            [&] { gate.leave(); });
        VERIFY_BLOCKED(opener, .operation = Operation::wait, .object = object);
    }

    void aLaneThatSpinsSaysSo() {
        SessionRig session;
        SpinBarrier barrier(2);
        const RecordingScheduler scheduler;
        std::atomic<pid_t> id{0};
        std::thread lane = lane_thread("spinner", [&] {
            id = gettid();
            Worker worker(0, std::mt19937_64(), 1.0);
            barrier.meet(worker);
        });
        const bool spins = becomes_true([&] {
            return has(scheduler.calls_of(id), [](const SchedulerCall& call) {
                return call.kind == SchedulerCall::step && call.operation == Operation::spin &&
                       call.has_readiness && !call.ready;
            });
        });
        Worker worker(1, std::mt19937_64(), 1.0);
        barrier.meet(worker);
        lane.join();
        QVERIFY(spins);
    }

    void aBlockingCallOfAScenarioIsReported() {
        SessionRig session;
        const RecordingScheduler scheduler;
        Worker worker(0, std::mt19937_64(), 1.0);
        worker.blocking([] { usleep(1); });
        const auto calls = scheduler.calls();
        QCOMPARE(calls.size(), 3U);
        QVERIFY(calls[0].operation == Operation::blocking_call);
        // Nobody knows what the call waits for, so it has no readiness.
        QVERIFY(calls[1].kind == SchedulerCall::leaves && !calls[1].has_readiness);
        QVERIFY(calls[2].kind == SchedulerCall::returns);
    }

    void theWatchOfAPoolIsAHelperThatWaitsForDescriptors() {
        SessionRig session;
        const RecordingScheduler scheduler;
        {
            ProcessPool pool("pool", 1);
            pool.shutdown();
        }
        const auto calls = scheduler.calls();
        const auto begins = std::find_if(calls.begin(), calls.end(), [](const SchedulerCall& call) {
            return call.kind == SchedulerCall::begins && call.object == no_object;
        });
        QVERIFY(begins != calls.end());
        const auto watch = scheduler.calls_of(begins->thread);
        QVERIFY(has(watch, [](const SchedulerCall& call) {
            return call.kind == SchedulerCall::leaves && call.has_readiness;
        }));
        QVERIFY(watch.back().kind == SchedulerCall::ends);
    }
};

} // namespace test_work_scheduler

QTEST_APPLESS_MAIN(test_work_scheduler::TestWorkScheduler)
#include "test_work_scheduler.moc"
