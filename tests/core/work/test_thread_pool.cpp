// SPDX-License-Identifier: GPL-3.0-or-later
// A thread pool runs every task once, never more at a time than it has workers, and gives the result of each.
#include "core/event/error.h"
#include "core/sync/mutex.h"
#include "core/work/sleep.h"
#include "core/work/thread_pool.h"
#include "tests/core/sync/recording_scheduler.h"
#include "tests/core/sync/session_rig.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>

using namespace interleave;
using namespace interleave::test;
using namespace std::chrono_literals;

namespace test_thread_pool {

std::vector<int> one_to(int last) {
    std::vector<int> numbers(static_cast<std::size_t>(last));
    std::iota(numbers.begin(), numbers.end(), 1);
    return numbers;
}

int square(int number) {
    return number * number;
}

/// Returns how many tasks ran at once according to the records; -1 if one ended that had not begun.
int most_at_once(SessionRig& session) {
    int now = 0;
    int most = 0;
    for (const TimedRecord& record : session.records()) {
        if (record.kind == EventKind::task_begin)
            most = std::max(most, ++now);
        else if (record.kind == EventKind::task_end && --now < 0)
            return -1;
    }
    return most;
}

class TestThreadPool : public QObject {
    Q_OBJECT

private slots:
    void aFutureGivesWhatTheTaskReturned() {
        SessionRig session;
        ThreadPool pool("pool", 2);
        const Future<int> number = pool.submit("number", [] { return 42; });
        const Future<std::string> text = pool.submit("text", [] { return std::string("hello"); });
        QCOMPARE(number.result(), 42);
        QCOMPARE(text.result(), std::string("hello"));
        QCOMPARE(text.result(), std::string("hello"));
        QVERIFY(number.completed() && !number.cancelled());
        QVERIFY(number.exception() == nullptr);
    }

    void anExceptionReachesTheWaiter() {
        SessionRig session;
        ThreadPool pool("pool", 1);
        const Future<void> future = pool.submit("fails", [] { throw std::out_of_range("too far"); });
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, future.result());
        QVERIFY(future.exception() != nullptr);
        QCOMPARE(pool.submit("works", [] { return 1; }).result(), 1); // the worker goes on after an exception
        const auto completed = session.records(EventKind::completed, future.object());
        QCOMPARE(completed.size(), 1U);
        QCOMPARE(completed[0].detail, to_detail(FutureOutcome::exception));
    }

    void mapKeepsTheOrderWhateverTheChunks() {
        SessionRig session;
        ThreadPool pool("pool", 3);
        for (const std::size_t chunk : {1U, 2U, 7U, 100U}) {
            const std::vector<int> numbers = one_to(20);
            std::vector<int> expected;
            std::transform(numbers.begin(), numbers.end(), std::back_inserter(expected), square);
            QCOMPARE(pool.map("square", square, numbers, chunk), expected);
        }
        QVERIFY(pool.map("square", square, std::vector<int>{}).empty());
    }

    void mapTakesListsLongerThanTheQueue() {
        SessionRig session(1U << 18U);
        ThreadPool pool("pool", 2);
        const std::vector<int> numbers = one_to(10'000);
        const std::vector<int> squares = pool.map("square", square, numbers);
        QCOMPARE(squares.size(), numbers.size());
        QCOMPARE(squares.back(), square(numbers.back()));
    }

    void mapThrowsWhatTheFirstItemThrewAndLeavesNothingRunning() {
        SessionRig session;
        ThreadPool pool("pool", 2);
        std::atomic<int> running{0};
        const auto picky = [&](int number) {
            ++running;
            if (number >= 3) {
                --running;
                throw std::runtime_error(std::to_string(number));
            }
            --running;
            return number;
        };
        try {
            pool.map("picky", picky, one_to(50));
            QFAIL("nothing was thrown");
        } catch (const std::runtime_error& error) {
            QCOMPARE(std::string(error.what()), std::string("3"));
        }
        QCOMPARE(running.load(), 0);
        QCOMPARE(pool.submit("works", [] { return 1; }).result(), 1);
    }

    void neverMoreTasksRunThanThereAreWorkers() {
        SessionRig session;
        {
            ThreadPool pool("pool", 3);
            std::atomic<int> inside{0};
            std::atomic<int> most{0};
            std::vector<Future<void>> futures;
            for (int i = 0; i < 12; ++i)
                futures.push_back(pool.submit("task", [&] {
                    const int now = ++inside;
                    int most_so_far = most.load();
                    while (now > most_so_far && !most.compare_exchange_weak(most_so_far, now)) {
                    }
                    // Each waits until three tasks have been inside at once: then the pool has used all its
                    // workers.
                    for (int wait = 0; wait < 20'000 && most.load() < 3; ++wait)
                        std::this_thread::sleep_for(1ms);
                    --inside;
                }));
            QVERIFY(wait_for_all(futures));
            QCOMPARE(most.load(), 3);
        }
        QCOMPARE(most_at_once(session), 3);
        QCOMPARE(session.records(EventKind::task_begin).size(), 12U);
    }

    void theRecordsSayWhichWorkerRanATask() {
        SessionRig session;
        ThreadPool pool("pool", 2);
        const Future<int> future = pool.submit("answer", [] { return 42; });
        future.result();
        pool.shutdown();
        const auto begun = session.records(EventKind::task_begin);
        QCOMPARE(begun.size(), 1U);
        QCOMPARE(session.object_name(begun[0].object), std::string("answer"));
        QVERIFY(begun[0].lane == session.lane("worker 1") || begun[0].lane == session.lane("worker 2"));
        QCOMPARE(session.records(EventKind::task_end)[0].lane, begun[0].lane);
        QCOMPARE(session.records(EventKind::completed)[0].lane, begun[0].lane);
        QCOMPARE(session.records(EventKind::submit, pool.object())[0].lane, session.lane("main"));
    }

    void aPendingTaskCanBeCancelledARunningOneNot() {
        SessionRig session;
        ThreadPool pool("pool", 1);
        std::atomic<bool> begun{false};
        std::atomic<bool> go_on{false};
        const Future<void> running = pool.submit("running", [&] {
            begun = true;
            while (!go_on)
                std::this_thread::sleep_for(1ms);
        });
        std::atomic<bool> ran{false};
        const Future<void> pending = pool.submit("pending", [&] { ran = true; });
        while (!begun)
            std::this_thread::sleep_for(1ms);
        QVERIFY(running.running());
        QVERIFY(!running.cancel());
        QVERIFY(pending.cancel());
        QVERIFY(!pending.cancel());
        QVERIFY_THROWS_EXCEPTION(TaskCancelled, pending.result());
        go_on = true;
        running.result();
        pool.shutdown();
        QVERIFY(!ran);
    }

    void shutdownRunsWhatIsPendingUnlessToldNotTo() {
        SessionRig session;
        std::atomic<int> ran{0};
        ThreadPool patient("patient", 1);
        for (int i = 0; i < 10; ++i)
            patient.submit("task", [&] { ++ran; });
        patient.shutdown();
        QCOMPARE(ran.load(), 10);
        QVERIFY_THROWS_EXCEPTION(UsageError, patient.submit("late", [] {}));

        ThreadPool hasty("hasty", 1);
        std::atomic<bool> begun{false};
        hasty.submit("first", [&] {
            begun = true;
            std::this_thread::sleep_for(20ms);
        });
        while (!begun)
            std::this_thread::sleep_for(1ms);
        const Future<void> pending = hasty.submit("second", [] {});
        hasty.shutdown(true);
        QVERIFY(pending.cancelled());
    }

    void waitingForAnyComesBackWithTheFirstThatIsDone() {
        SessionRig session;
        ThreadPool pool("pool", 2);
        std::atomic<bool> go_on{false};
        std::vector<Future<int>> futures;
        futures.push_back(pool.submit("slow", [&] {
            while (!go_on)
                std::this_thread::sleep_for(1ms);
            return 1;
        }));
        QVERIFY(!wait_for_any(futures, Deadline::in(1ms)));
        futures.push_back(pool.submit("fast", [] { return 2; }));
        QCOMPARE(wait_for_any(futures).value(), 1U);
        QVERIFY(!wait_for_all(futures, Deadline::in(1ms)));
        QVERIFY(!futures[0].wait_for(1ms));
        go_on = true;
        QVERIFY(wait_for_all(futures));
        QCOMPARE(wait_for_any(futures).value(), 0U);
        QVERIFY(!wait_for_any(std::vector<Future<int>>{}));
    }

    void waitingForAnyHearsEveryCompletion() {
        SessionRig session(1U << 18U);
        ThreadPool pool("pool", 2);
        for (int round = 0; round < 2'000; ++round) {
            const std::vector<Future<int>> futures{pool.submit("task", [] { return 1; })};
            QVERIFY(wait_for_any(futures, Deadline::in(20s)).has_value());
        }
    }

    void aWaitForAFutureIsSeenAndEndsAfterItsCompletion() {
        SessionRig session;
        ThreadPool pool("pool", 1);
        std::atomic<bool> go_on{false};
        const Future<int> future = pool.submit("task", [&] {
            while (!go_on)
                std::this_thread::sleep_for(1ms);
            return 1;
        });
        std::thread waiter = lane_thread("waiter", [&] { future.result(); });
        QVERIFY(session.wait_for(EventKind::wait_begin, 1, future.object()));
        go_on = true;
        waiter.join();
        const auto completed = session.records(EventKind::completed, future.object());
        const auto ended = session.records(EventKind::wait_end, future.object());
        QCOMPARE(ended.size(), 1U);
        QVERIFY2(completed[0].time <= ended[0].time, "the waiter had the result before it was there");
    }

    void underAGilOneTaskComputesAtATime() {
        SessionRig session;
        Gil gil("GIL");
        std::uint64_t unprotected = 0;
        {
            ThreadPool pool("pool", 3, &gil);
            std::vector<Future<void>> futures;
            for (int i = 0; i < 30; ++i)
                futures.push_back(pool.submit("task", [&] {
                    for (int k = 0; k < 1'000; ++k)
                        ++unprotected;
                }));
            QVERIFY(wait_for_all(futures));
        }
        QCOMPARE(unprotected, 30'000U);
        QVERIFY(!session.records(EventKind::acquire, gil.object()).empty());
    }

    void aStopEndsAPoolInTheMiddle() {
        SessionRig session;
        std::atomic<bool> ended{false};
        std::thread owner = lane_thread("owner", [&] {
            try {
                ThreadPool pool("pool", 2);
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
    }

    void aWorkerCountOutOfBoundsIsRefused() {
        SessionRig session;
        QVERIFY_THROWS_EXCEPTION(UsageError, ThreadPool("pool", 0));
        QVERIFY_THROWS_EXCEPTION(UsageError, ThreadPool("pool", 257));
    }

    void operationsPassTheHandOverPoint() {
        SessionRig session;
        ThreadPool pool("pool", 1);
        std::set<Operation> reached;
        for (const auto& [operation, object] : hand_overs_of([&] {
                 const Future<int> future = pool.submit("task", [] { return 1; });
                 future.result();
                 pool.shutdown();
             }))
            reached.insert(operation);
        for (const Operation operation : {Operation::send, Operation::wait, Operation::join})
            QVERIFY(reached.contains(operation));
    }
};

} // namespace test_thread_pool

QTEST_APPLESS_MAIN(test_thread_pool::TestThreadPool)
#include "test_thread_pool.moc"
