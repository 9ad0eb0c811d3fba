// SPDX-License-Identifier: GPL-3.0-or-later
// A queue passes each message once and in order, is bounded and records what happens; a wait for it can end
// in every way.
#include "core/sync/gil.h"
#include "core/sync/queue.h"
#include "tests/core/sync/recording_scheduler.h"
#include "tests/core/sync/session_rig.h"

#include <QTest>

#include <array>
#include <functional>
#include <sys/wait.h>
#include <vector>

using namespace interleave;
using namespace interleave::test;

namespace test_queue {

using Number = std::uint64_t;

/// Forks a child with a lane, which exits with what `body` returns.
pid_t child(const std::function<int()>& body) {
    const pid_t pid = fork();
    if (pid == 0) {
        Recorder::of_this_thread().begin_lane(LaneKind::process, "child", no_object);
        _exit(body());
    }
    return pid;
}

int exit_code(pid_t pid) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

class TestQueue : public QObject {
    Q_OBJECT

private slots:
    void messagesComeOutInTheOrderInWhichTheyWentIn() {
        SessionRig session;
        Queue<Number, 4> queue("queue", 3);
        for (Number round = 0; round < 10; ++round) { // enough for the buffer to wrap around
            QVERIFY(queue.send(round));
            QVERIFY(queue.send(round + 100));
            QCOMPARE(queue.length(), 2U);
            QCOMPARE(queue.receive().value(), round);
            QCOMPARE(queue.receive().value(), round + 100);
        }
    }

    void sendAndReceiveAreRecordedWithNumbersAndTheLength() {
        SessionRig session;
        Queue<Number, 4> queue("letters", 2);
        queue.send(7);
        queue.send(8);
        queue.receive();
        std::vector<Number> sent;
        std::vector<Number> received;
        std::vector<Number> lengths;
        for (const TimedRecord& record : session.records()) {
            if (record.kind == EventKind::send)
                sent.push_back(record.value);
            else if (record.kind == EventKind::receive)
                received.push_back(record.value);
            else if (record.kind == EventKind::set_value)
                lengths.push_back(record.value);
        }
        QCOMPARE(sent, (std::vector<Number>{1, 2}));
        QCOMPARE(received, (std::vector<Number>{1}));
        QCOMPARE(lengths, (std::vector<Number>{1, 2, 1}));
        QCOMPARE(session.object_name(queue.object()), std::string("letters"));
    }

    void aFullQueueMakesTheSenderWait() {
        SessionRig session;
        Queue<Number, 1> queue("queue");
        queue.send(1);
        std::atomic<bool> sent{false};
        std::thread sender = lane_thread("sender", [&] {
            queue.send(2);
            sent = true;
        });
        QVERIFY(session.wait_for(EventKind::wait_begin, 1, queue.object()));
        QVERIFY(!sent);
        QCOMPARE(queue.receive().value(), 1U);
        sender.join();
        QCOMPARE(queue.receive().value(), 2U);
        const auto waits = session.records(EventKind::wait_begin, queue.object());
        const auto sends = session.records(EventKind::send, queue.object());
        QCOMPARE(waits.size(), 1U);
        QCOMPARE(waits[0].lane, session.lane("sender"));
        QVERIFY(waits[0].time <= sends[1].time);
    }

    void anEmptyQueueMakesTheReceiverWait() {
        SessionRig session;
        Queue<Number, 1> queue("queue");
        std::thread receiver = lane_thread("receiver", [&] { queue.receive(); });
        QVERIFY(session.wait_for(EventKind::wait_begin, 1, queue.object()));
        queue.send(1);
        receiver.join();
        const auto sent = session.records(EventKind::send, queue.object());
        const auto received = session.records(EventKind::receive, queue.object());
        QCOMPARE(received.size(), 1U);
        QVERIFY2(sent[0].time <= received[0].time, "received before it was sent");
    }

    void manyThreadsDeliverEachMessageOnceAndNeverBeyondTheCapacity() {
        SessionRig session(1U << 17U);
        constexpr int workers = 3;
        constexpr Number each = 4'000;
        Queue<Number, 5> queue("queue");
        std::vector<std::atomic<int>> times_received(workers * each);
        std::vector<std::thread> senders;
        std::vector<std::thread> receivers;
        for (int worker = 0; worker < workers; ++worker) {
            senders.push_back(lane_thread("sender", [&, worker] {
                for (Number i = 0; i < each; ++i)
                    queue.send(static_cast<Number>(worker) * each + i);
            }));
            receivers.push_back(lane_thread("receiver", [&] {
                while (const auto message = queue.receive())
                    ++times_received[*message];
            }));
        }
        for (std::thread& sender : senders)
            sender.join();
        queue.close();
        for (std::thread& receiver : receivers)
            receiver.join();
        for (const std::atomic<int>& count : times_received)
            QCOMPARE(count.load(), 1);

        Number last_length = 1;
        for (const TimedRecord& record : session.records(EventKind::set_value, queue.object())) {
            QVERIFY(record.value <= 5);
            last_length = record.value;
        }
        QCOMPARE(last_length, 0U);
        QVERIFY(queue.most_length() >= 1 && queue.most_length() <= 5);
        // In order of time, no message is received before it was sent.
        Number sent = 0;
        for (const TimedRecord& record : session.records()) {
            if (record.kind == EventKind::send)
                sent = record.value;
            if (record.kind == EventKind::receive)
                QVERIFY2(record.value <= sent, "received before it was sent");
        }
    }

    void processesDeliverEachMessageOnce() {
        SessionRig session;
        constexpr Number each = 2'000;
        auto& queue = session.share<Queue<Number, 3>>("queue");
        std::array<pid_t, 2> children{};
        for (Number number = 0; number < children.size(); ++number)
            children[number] = child([&queue, number] {
                for (Number i = 0; i < each; ++i)
                    queue.send(number * each + i);
                return 0;
            });
        std::vector<int> times_received(children.size() * each);
        for (std::size_t i = 0; i < times_received.size(); ++i)
            ++times_received[queue.receive().value()];
        for (const pid_t pid : children)
            QCOMPARE(exit_code(pid), 0);
        QCOMPARE(times_received, std::vector<int>(times_received.size(), 1));
        QCOMPARE(queue.length(), 0U);
    }

    void aKilledProcessLeavesTheQueueUsable() {
        SessionRig session;
        auto& queue = session.share<Queue<Number, 2>>("queue");
        for (int round = 0; round < 20; ++round) {
            const pid_t busy = child([&queue] {
                for (;;) {
                    queue.send(1);
                    queue.receive();
                }
                return 0;
            });
            queue.receive(); // the child is at work now, and is killed at any instruction
            kill(busy, SIGKILL);
            QCOMPARE(exit_code(busy), 128 + SIGKILL);
            while (queue.receive_for(std::chrono::nanoseconds(0))) {
            }
            QCOMPARE(queue.length(), 0U);
        }
        QVERIFY(queue.send(5));
        QCOMPARE(queue.receive().value(), 5U);
    }

    void waitsEndWithTheirLimit() {
        SessionRig session;
        Queue<Number, 1> queue("queue");
        QVERIFY(!queue.receive_for(std::chrono::milliseconds(1)));
        queue.send(1);
        QVERIFY(!queue.send_for(2, std::chrono::milliseconds(1)));
        const auto ends = session.records(EventKind::wait_end, queue.object());
        QCOMPARE(ends.size(), 2U);
        QCOMPARE(ends[0].detail, to_detail(WaitOutcome::timed_out));
        QCOMPARE(queue.receive_for(std::chrono::seconds(10)).value(), 1U);
        QVERIFY(queue.send_for(2, std::chrono::seconds(10)));
    }

    void aClosedQueueGivesWhatIsLeftAndThenNothing() {
        SessionRig session;
        Queue<Number, 4> queue("queue");
        queue.send(1);
        queue.close();
        QVERIFY(queue.is_closed());
        QVERIFY(!queue.send(2));
        QCOMPARE(queue.receive().value(), 1U);
        QVERIFY(!queue.receive());
    }

    void closingWakesAllWaiters() {
        SessionRig session;
        Queue<Number, 1> empty("empty");
        Queue<Number, 1> full("full");
        full.send(1);
        std::vector<std::thread> waiters;
        std::atomic<int> failures{0};
        for (int i = 0; i < 2; ++i) {
            waiters.push_back(lane_thread("receiver", [&] { failures += empty.receive() ? 0 : 1; }));
            waiters.push_back(lane_thread("sender", [&] { failures += full.send(2) ? 0 : 1; }));
        }
        QVERIFY(session.wait_for(EventKind::wait_begin, 4));
        empty.close();
        full.close();
        for (std::thread& waiter : waiters)
            waiter.join();
        QCOMPARE(failures.load(), 4);
        QCOMPARE(session.records(EventKind::wait_end).size(), 4U);
    }

    void aStopEndsEveryWait() {
        SessionRig session;
        Queue<Number, 1> empty("empty");
        Queue<Number, 1> full("full");
        full.send(1);
        std::atomic<int> stopped{0};
        const auto expecting_stop = [&](auto&& operation) {
            try {
                operation();
            } catch (const Stopped&) {
                ++stopped;
            }
        };
        std::thread receiver = lane_thread("receiver", [&] { expecting_stop([&] { empty.receive(); }); });
        std::thread sender = lane_thread("sender", [&] { expecting_stop([&] { full.send(2); }); });
        QVERIFY(session.wait_for(EventKind::wait_begin, 2));
        QVERIFY(session.stop_until([&] { return stopped == 2; }));
        receiver.join();
        sender.join();
    }

    void aWaitReleasesTheGil() {
        SessionRig session;
        Gil gil("GIL");
        Queue<Number, 1> queue("queue");
        std::thread receiver = lane_thread("receiver", [&] {
            const GilHold hold(gil);
            queue.receive();
        });
        QVERIFY(session.wait_for(EventKind::wait_begin, 1, queue.object()));
        {
            const GilHold hold(gil); // would wait for ever if the receiver had kept it
            queue.send(1);
        }
        receiver.join();
    }

    void everyOperationPassesTheHandOverPoint() {
        SessionRig session;
        Queue<Number, 2> queue("queue");
        const HandOvers reached = hand_overs_of([&] {
            queue.send(1);
            queue.send_for(2, std::chrono::seconds(1));
            queue.receive();
            queue.receive_for(std::chrono::seconds(1));
            queue.close();
        });
        const ObjectId id = queue.object();
        QCOMPARE(reached, (HandOvers{{Operation::send, id},
                                     {Operation::send, id},
                                     {Operation::receive, id},
                                     {Operation::receive, id},
                                     {Operation::notify, id}}));
    }
};

} // namespace test_queue

QTEST_APPLESS_MAIN(test_queue::TestQueue)
#include "test_queue.moc"
