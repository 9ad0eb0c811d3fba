// SPDX-License-Identifier: GPL-3.0-or-later
// What a scheduler sees of workers: their birth and their end, what they wait for, and where they spin.
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

namespace {

/// Something that a worker waits for which is no part of the run, so that a scheduler hears nothing of it.
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

/// Has a clock of its own, which goes on to the deadline of whoever sleeps.
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

bool has(const std::vector<Said>& said, const std::function<bool(const Said&)>& is_it) {
    return std::any_of(said.begin(), said.end(), is_it);
}

} // namespace

class TestWorkScheduler : public QObject {
    Q_OBJECT

private slots:
    void aThreadIsBornAndEnds() {
        SessionRig session;
        const RecordingScheduler scheduler;
        Thread worker("worker", [] {});
        const ObjectId id = worker.object();
        worker.join();
        const auto said = scheduler.said();
        QVERIFY(has(said, [&](const Said& it) {
            return it.what == Said::started && it.object == id && it.birth == Birth::thread &&
                   it.thread == gettid();
        }));
        const auto begins =
            std::find_if(said.begin(), said.end(), [](const Said& it) { return it.what == Said::begins; });
        QVERIFY(begins != said.end());
        QCOMPARE(begins->object, id);
        const auto lane = scheduler.said_by(begins->thread);
        QVERIFY(lane.front().what == Said::begins); // before all else
        QVERIFY(lane.back().what == Said::ends);    // after all else
        QVERIFY(
            has(lane, [](const Said& it) { return it.what == Said::wakes; })); // whoever waits for its end
    }

    void aForkedProcessIsBornAndBegins() {
        SessionRig session;
        const RecordingScheduler scheduler;
        Process child("child", [&] {
            const auto said = scheduler.said_by(gettid());
            return !said.empty() && said.front().what == Said::begins && said.front().birth == Birth::fork
                       ? 0
                       : 1;
        });
        QCOMPARE(child.join().code, 0);
        QVERIFY(has(scheduler.said(), [&](const Said& it) {
            return it.what == Said::started && it.object == child.object() && it.birth == Birth::fork;
        }));
    }

    void joiningAThreadReportsItsWait() {
        SessionRig session;
        const Signal end;
        Thread worker("worker", [&] { end.await(); });
        const auto said = said_by_blocked_lane([&] { worker.join(); }, [&] { end.give(); });
        VERIFY_BLOCKED(said, .operation = Operation::join, .object = worker.object());
    }

    void destroyingAThreadReportsItsWait() {
        SessionRig session;
        const Signal end;
        std::optional<Thread> worker(std::in_place, "worker", [&] { end.await(); });
        const ObjectId id = worker->object();
        const auto said = said_by_blocked_lane([&] { worker.reset(); }, [&] { end.give(); });
        VERIFY_BLOCKED(said, .operation = Operation::join, .object = id);
    }

    void joiningAProcessReportsItsWait() {
        SessionRig session;
        const Signal end;
        Process child("child", [&] { end.await(); });
        const auto said = said_by_blocked_lane([&] { child.join(); }, [&] { end.give(); });
        VERIFY_BLOCKED(said, .operation = Operation::join, .object = child.object(), .blocks = Said::leaves);
        Process quick("quick", [] {});
        QVERIFY(becomes_true([&] { return announced([&] { quick.has_ended(), quick.join(); }).ready; }));
    }

    void aSleepIsReported() {
        SessionRig session;
        const RecordingScheduler scheduler;
        sleep_for(1ms);
        const auto said = scheduler.said();
        QCOMPARE(said.size(), 3U);
        QVERIFY(said[0].what == Said::step && said[0].operation == Operation::sleep);
        QVERIFY(said[1].what == Said::sleeps);
        QVERIFY(said[2].what == Said::woken && said[2].how == Woken::timed_out);
    }

    void aTimerReportsItsWait() {
        SessionRig session;
        PeriodicTimer timer(200ms);
        const auto said = said_by_blocked_lane([&] { timer.wait(); }, [] {});
        VERIFY_BLOCKED(said, .operation = Operation::sleep, .object = no_object, .blocks = Said::leaves);
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
        const auto one = said_by_blocked_lane([&] { futures.front().wait(); }, [&] { end.give(); });
        VERIFY_BLOCKED(one, .operation = Operation::wait, .object = futures.front().object());
        futures.push_back(pool.submit("task", [&] {
            end.await();
            return 2;
        }));
        QVERIFY(announced([&] { wait_for_any(futures); }).ready);
        futures.erase(futures.begin());
        const auto any = said_by_blocked_lane([&] { wait_for_any(futures); }, [&] { end.give(); });
        VERIFY_BLOCKED(any, .operation = Operation::wait,
                       .object = futures.front().completion().any_object());
        QVERIFY(announced([&] { futures.front().wait(); }).ready);
    }

    void theStartGateReportsItsWaits() {
        SessionRig session;
        StartGate gate;
        const auto where = std::source_location::current();
        const auto worker =
            said_by_blocked_lane([&] { gate.arrive_and_wait(0, where); }, [&] { gate.open(where); });
        const ObjectId object = worker.front().what == Said::wakes ? worker[1].object : worker.front().object;
        VERIFY_BLOCKED(worker, .operation = Operation::wait, .object = object);
        const auto opener = said_by_blocked_lane(
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
            return has(scheduler.said_by(id), [](const Said& it) {
                return it.what == Said::step && it.operation == Operation::spin && it.has_readiness &&
                       !it.ready;
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
        const auto said = scheduler.said();
        QCOMPARE(said.size(), 3U);
        QVERIFY(said[0].operation == Operation::blocking_call);
        QVERIFY(said[1].what == Said::leaves && !said[1].has_readiness); // nobody can tell what it does
        QVERIFY(said[2].what == Said::returns);
    }

    void theWatchOfAPoolIsAHelperThatWaitsForDescriptors() {
        SessionRig session;
        const RecordingScheduler scheduler;
        {
            ProcessPool pool("pool", 1);
            pool.shutdown();
        }
        const auto said = scheduler.said();
        const auto begins = std::find_if(said.begin(), said.end(), [](const Said& it) {
            return it.what == Said::begins && it.object == no_object;
        });
        QVERIFY(begins != said.end());
        const auto watch = scheduler.said_by(begins->thread);
        QVERIFY(has(watch, [](const Said& it) { return it.what == Said::leaves && it.has_readiness; }));
        QVERIFY(watch.back().what == Said::ends);
    }
};

QTEST_APPLESS_MAIN(TestWorkScheduler)
#include "test_work_scheduler.moc"
