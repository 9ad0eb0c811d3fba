// SPDX-License-Identifier: GPL-3.0-or-later
// A process pool does what a thread pool does, with real processes, and survives the death of a worker.
#include "core/event/error.h"
#include "core/work/process_pool.h"
#include "core/work/sleep.h"
#include "tests/core/sync/session_rig.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <numeric>
#include <set>
#include <stdexcept>

using namespace interleave;
using namespace interleave::test;
using namespace std::chrono_literals;

namespace test_process_pool {

std::vector<int> one_to(int last) {
    std::vector<int> numbers(static_cast<std::size_t>(last));
    std::iota(numbers.begin(), numbers.end(), 1);
    return numbers;
}

int square(int number) {
    return number * number;
}

std::string broken_text(const Future<int>& future) {
    try {
        future.result();
    } catch (const BrokenPool& error) {
        return error.what();
    }
    return {};
}

bool is_gone(pid_t pid) {
    return kill(pid, 0) != 0;
}

std::size_t open_descriptors() {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
        ++count;
    return count;
}

class TestProcessPool : public QObject {
    Q_OBJECT

private slots:
    void resultsComeFromOtherProcesses() {
        SessionRig session;
        ProcessPool pool("pool", 2);
        std::vector<Future<pid_t>> futures;
        for (int i = 0; i < 8; ++i)
            futures.push_back(pool.submit("who", [] { return getpid(); }));
        const std::vector<pid_t> pids = pool.pids();
        for (const Future<pid_t>& future : futures) {
            QVERIFY(future.result() != getpid());
            QVERIFY(std::find(pids.begin(), pids.end(), future.result()) != pids.end());
        }
        pool.shutdown();
        for (const pid_t pid : pids)
            QVERIFY(is_gone(pid));
        QCOMPARE(session.records(EventKind::completed).size(), 8U);
    }

    void memoryIsNotShared() {
        SessionRig session;
        int variable = 1;
        ProcessPool pool("pool", 1);
        QCOMPARE(pool.submit("write", [&variable] { return variable = 2; }).result(), 2);
        QCOMPARE(variable, 1);
    }

    void anExceptionComesWithItsText() {
        SessionRig session;
        ProcessPool pool("pool", 1);
        const Future<void> future = pool.submit("fails", [] { throw std::out_of_range("too far"); });
        try {
            future.result();
            QFAIL("nothing was thrown");
        } catch (const TaskFailed& error) {
            QCOMPARE(std::string(error.what()), std::string("too far"));
        }
        QCOMPARE(pool.submit("works", [] { return 1; }).result(), 1);
    }

    void mapKeepsTheOrderWhateverTheChunks() {
        SessionRig session(1U << 18U);
        ProcessPool pool("pool", 3);
        for (const std::size_t chunk : {1U, 2U, 7U, 10'000U}) {
            const std::vector<int> numbers = one_to(5'000); // more than there are slots for tasks
            std::vector<int> expected;
            std::transform(numbers.begin(), numbers.end(), std::back_inserter(expected), square);
            QCOMPARE(pool.map("square", square, numbers, chunk), expected);
        }
    }

    void mapThrowsWhatTheFirstItemThrew() {
        SessionRig session;
        ProcessPool pool("pool", 2);
        const auto picky = [](int number) {
            if (number >= 3)
                throw std::runtime_error(std::to_string(number));
            return number;
        };
        try {
            pool.map("picky", picky, one_to(50));
            QFAIL("nothing was thrown");
        } catch (const TaskFailed& error) {
            QCOMPARE(std::string(error.what()), std::string("3"));
        }
        QCOMPARE(pool.map("square", square, one_to(3)), (std::vector<int>{1, 4, 9}));
    }

    void aListTooLongForItsMemoryIsRefused() {
        SessionRig session;
        ProcessPool pool("pool", 1);
        struct Big {
            char bytes[1U << 20U];
        };
        const std::vector<Big> items(65);
        QVERIFY_THROWS_EXCEPTION(RunError, pool.map(
                                               "big", [](const Big&) { return 1; }, items));
    }

    void neverMoreTasksRunThanThereAreWorkers() {
        SessionRig session;
        {
            ProcessPool pool("pool", 2);
            std::vector<Future<void>> futures;
            for (int i = 0; i < 6; ++i)
                futures.push_back(pool.submit("task", [] { sleep_for(2ms); }));
            QVERIFY(wait_for_all(futures));
        }
        int now = 0;
        int most = 0;
        for (const TimedRecord& record : session.records()) {
            now += record.kind == EventKind::task_begin ? 1 : 0;
            now -= record.kind == EventKind::task_end ? 1 : 0;
            most = std::max(most, now);
        }
        QCOMPARE(session.records(EventKind::task_begin).size(), 6U);
        QVERIFY(most <= 2);
    }

    void aDeadWorkerBreaksThePoolAndNobodyHangs() {
        SessionRig session;
        ProcessPool pool("pool", 3);
        const std::vector<pid_t> pids = pool.pids();
        std::vector<Future<int>> futures;
        futures.push_back(pool.submit("done before", [] { return 7; }));
        QCOMPARE(futures[0].result(), 7);
        auto& all_submitted = session.share<std::atomic<bool>>(false);
        futures.push_back(pool.submit("crashes", [&all_submitted] {
            while (!all_submitted)
                sleep_for(1ms);
            raise(SIGKILL);
            return 1;
        }));
        for (int i = 0; i < 10; ++i)
            futures.push_back(pool.submit("waits", [] {
                sleep_for(1h);
                return 2;
            }));
        all_submitted = true;
        for (std::size_t i = 1; i < futures.size(); ++i) {
            const std::string text = broken_text(futures[i]);
            QVERIFY2(text.starts_with("pool 'pool' is broken: worker "), text.c_str());
            QVERIFY2(text.find("killed by signal 9") != std::string::npos, text.c_str());
        }
        QCOMPARE(futures[0].result(), 7);
        QVERIFY_THROWS_EXCEPTION(BrokenPool, pool.submit("late", [] {}));
        pool.shutdown();
        for (const pid_t pid : pids)
            QVERIFY(is_gone(pid));
        std::size_t broken = 0;
        for (const TimedRecord& record : session.records(EventKind::completed))
            broken += record.detail == to_detail(FutureOutcome::broken) ? 1U : 0U;
        QCOMPARE(broken, 11U);
        QVERIFY(session.lane("pool watch") != no_lane);
    }

    void aWorkerThatLeavesByItselfBreaksThePoolToo() {
        SessionRig session;
        ProcessPool pool("pool", 2);
        const std::string text = broken_text(pool.submit("leaves", []() -> int { _exit(0); }));
        QVERIFY2(text.find("ended with exit code 0") != std::string::npos, text.c_str());
    }

    void workersCanBeKilledAtAnyMoment() {
        for (int round = 0; round < 25; ++round) {
            SessionRig session;
            ProcessPool pool("pool", 2);
            std::vector<Future<int>> futures;
            for (int i = 0; i < 200; ++i)
                futures.push_back(pool.submit("short", [] { return 1; }));
            if (round % 2 == 1)
                futures[static_cast<std::size_t>(round)].wait();
            kill(pool.pids()[static_cast<std::size_t>(round) % 2], SIGKILL);
            QVERIFY2(wait_for_all(futures, Deadline::in(20s)), "a future was left waiting");
            // Each future has its result or is broken.
            for (const Future<int>& future : futures) {
                const std::string text = broken_text(future);
                QVERIFY(text.empty() ? future.result() == 1 : text.find("signal 9") != std::string::npos);
            }
        }
    }

    void aDeathWhileThePoolShutsDownIsReportedToo() {
        SessionRig session;
        ProcessPool pool("pool", 2);
        const Future<int> first = pool.submit("crashes", [] {
            sleep_for(20ms);
            raise(SIGKILL);
            return 1;
        });
        const Future<int> second = pool.submit("pending", [] {
            sleep_for(1h);
            return 1;
        });
        pool.shutdown();
        QVERIFY(!broken_text(first).empty());
        QVERIFY(!broken_text(second).empty());
    }

    void pendingTasksCanBeCancelled() {
        SessionRig session;
        ProcessPool pool("pool", 1);
        auto& go_on = session.share<std::atomic<bool>>(false);
        const Future<int> running = pool.submit("running", [&go_on] {
            while (!go_on)
                sleep_for(1ms);
            return 1;
        });
        const Future<int> pending = pool.submit("pending", [] { return 2; });
        QVERIFY(pending.cancel());
        QVERIFY_THROWS_EXCEPTION(TaskCancelled, pending.result());
        go_on = true;
        QCOMPARE(running.result(), 1);
        pool.shutdown();
        QCOMPARE(session.records(EventKind::task_begin).size(), 1U);
        QVERIFY_THROWS_EXCEPTION(UsageError, pool.submit("late", [] {}));
    }

    void slotsAreReusedAlsoAfterCancelledTasks() {
        SessionRig session(1U << 19U);
        ProcessPool pool("pool", 2);
        for (std::size_t i = 0; i < 3 * ProcessPool::most_tasks; ++i) {
            const int number = static_cast<int>(i);
            pool.submit("dropped", [] { return 0; }).cancel(); // it may also run; both are right
            QCOMPARE(pool.submit("kept", [number] { return number; }).result(), number);
        }
    }

    void tooManyFuturesAtOnceAreRefused() {
        SessionRig session;
        ProcessPool pool("pool", 1);
        std::vector<Future<int>> futures;
        for (std::size_t i = 0; i < ProcessPool::most_tasks; ++i)
            futures.push_back(pool.submit("task", [] { return 1; }));
        QVERIFY_THROWS_EXCEPTION(RunError, pool.submit("one too many", [] { return 1; }));
        QVERIFY(wait_for_all(futures));
        futures.clear();
        QCOMPARE(pool.submit("room again", [] { return 1; }).result(), 1);
    }

    void aFutureOutlivesItsPool() {
        SessionRig session;
        std::optional<Future<int>> future;
        {
            ProcessPool pool("pool", 1);
            future = pool.submit("task", [] { return 5; });
        }
        QCOMPARE(future->result(), 5);
    }

    void aStopEndsAPoolInTheMiddleAndItsProcesses() {
        SessionRig session;
        std::atomic<bool> ended{false};
        std::vector<pid_t> pids;
        std::thread owner = lane_thread("owner", [&] {
            try {
                ProcessPool pool("pool", 2);
                pids = pool.pids();
                std::vector<Future<void>> futures;
                for (int i = 0; i < 6; ++i)
                    futures.push_back(pool.submit("endless", [] { sleep_for(1h); }));
                wait_for_all(futures);
            } catch (const Stopped&) {
                ended = true;
            }
        });
        QVERIFY(session.wait_for(EventKind::sleep_begin, 2));
        QVERIFY(session.stop_until([&] { return ended.load(); }));
        owner.join();
        for (const pid_t pid : pids)
            QVERIFY(is_gone(pid));
    }

    void nothingIsLeftOpen() {
        SessionRig session;
        { ProcessPool warm_up("pool", 1); }
        const std::size_t before = open_descriptors();
        for (int i = 0; i < 5; ++i) {
            ProcessPool pool("pool", 2);
            QCOMPARE(pool.submit("task", [] { return 1; }).result(), 1);
        }
        QCOMPARE(open_descriptors(), before);
    }
};

} // namespace test_process_pool

QTEST_APPLESS_MAIN(test_process_pool::TestProcessPool)
#include "test_process_pool.moc"
