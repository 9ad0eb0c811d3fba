// SPDX-License-Identifier: GPL-3.0-or-later
// A pipe blocks in the kernel, ends with its last writer and records what went through it; a wait for it can
// end in every way.
#include "core/sync/pipe.h"
#include "tests/core/sync/recording_scheduler.h"
#include "tests/core/sync/session_rig.h"

#include <QTest>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <sys/wait.h>
#include <vector>

using namespace interleave;
using namespace interleave::test;

namespace test_pipe {

int exit_code(pid_t pid) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

struct Letter {
    int number;
    char text[12];
};

class TestPipe : public QObject {
    Q_OBJECT

private slots:
    void aMessageArrivesWithTheNumberItWasSentWith() {
        SessionRig session;
        Pipe pipe("mail");
        QVERIFY(pipe.send(Letter{1, "one"}));
        QVERIFY(pipe.send(Letter{2, "two"}));
        QCOMPARE(pipe.receive<Letter>().value().number, 1);
        QCOMPARE(std::string(pipe.receive<Letter>().value().text), std::string("two"));
        const auto sent = session.records(EventKind::send, pipe.object());
        const auto received = session.records(EventKind::receive, pipe.object());
        QCOMPARE(sent.size(), 2U);
        QCOMPARE(received.size(), 2U);
        QCOMPARE(received[1].value, sent[1].value);
        QVERIFY(sent[1].time <= received[1].time);
        QCOMPARE(session.object_name(pipe.object()), std::string("mail"));
    }

    void bytesAreCountedOnTheLane() {
        SessionRig session;
        Pipe pipe("pipe");
        const std::vector<std::byte> bytes(1000);
        QVERIFY(pipe.write(bytes));
        std::vector<std::byte> back(1000);
        QCOMPARE(pipe.read(back), 1000U);
        const auto begun = session.records(EventKind::io_begin, pipe.object());
        const auto ended = session.records(EventKind::io_end, pipe.object());
        QCOMPARE(begun.size(), 2U);
        QCOMPARE(ended.size(), 2U);
        QCOMPARE(begun[0].value, 1000U);
        QCOMPARE(ended[1].value, 1000U);
    }

    void readingFromAnEmptyPipeBlocksUntilSomethingIsWritten() {
        SessionRig session;
        Pipe pipe("pipe");
        std::atomic<bool> received{false};
        std::thread reader = lane_thread("reader", [&] { received = pipe.receive<int>() == 7; });
        QVERIFY(session.wait_for(EventKind::io_begin, 1, pipe.object()));
        QVERIFY(!received);
        pipe.send(7);
        reader.join();
        QVERIFY(received);
    }

    void moreThanFitsComesThroughWhole() {
        SessionRig session;
        Pipe pipe("pipe");
        std::vector<std::byte> bytes(1U << 20U);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::byte>(i * 31);
        std::thread writer = lane_thread("writer", [&] { pipe.write(bytes); });
        std::vector<std::byte> back(bytes.size());
        QCOMPARE(pipe.read(back), bytes.size());
        writer.join();
        QVERIFY(back == bytes);
    }

    void thePipeEndsWhenItsWriterProcessIsGone() {
        SessionRig session;
        Pipe pipe("pipe");
        const pid_t writer = fork();
        if (writer == 0) {
            Recorder::of_this_thread().begin_lane(LaneKind::process, "writer", no_object);
            pipe.send(1);
            raise(SIGKILL);
        }
        pipe.close_writing_end();
        QCOMPARE(pipe.receive<int>().value(), 1);
        QVERIFY(!pipe.receive<int>());
        QCOMPARE(exit_code(writer), 128 + SIGKILL);
        QCOMPARE(session.records(EventKind::send, pipe.object()).size(), 1U);
    }

    void messagesOfSeveralProcessesAreNeverMixed() {
        SessionRig session;
        Pipe pipe("pipe");
        constexpr int each = 500;
        std::vector<pid_t> writers;
        for (int number = 0; number < 3; ++number) {
            const pid_t pid = fork();
            if (pid == 0) {
                Recorder::of_this_thread().begin_lane(LaneKind::process, "writer", no_object);
                for (int i = 0; i < each; ++i)
                    pipe.send(Letter{number, "abcdefghijk"});
                _exit(0);
            }
            writers.push_back(pid);
        }
        pipe.close_writing_end();
        std::vector<int> counts(3);
        while (const auto letter = pipe.receive<Letter>()) {
            QCOMPARE(std::string(letter->text), std::string("abcdefghijk"));
            ++counts.at(static_cast<std::size_t>(letter->number));
        }
        QCOMPARE(counts, std::vector<int>(3, each));
        for (const pid_t pid : writers)
            QCOMPARE(exit_code(pid), 0);
    }

    void writingWithoutAReaderFails() {
        SessionRig session;
        Pipe pipe("pipe");
        pipe.close_reading_end();
        QVERIFY(!pipe.send(1));
    }

    void waitsEndWithTheirLimit() {
        SessionRig session;
        Pipe pipe("pipe");
        QVERIFY(!pipe.receive_for<int>(std::chrono::milliseconds(1)));
        int sent = 0;
        while (pipe.send_for(sent, std::chrono::milliseconds(1)))
            ++sent;
        QVERIFY(sent > 0);
        QCOMPARE(pipe.receive<int>().value(), 0);
    }

    void aStopEndsReadingAndWriting() {
        SessionRig session;
        Pipe empty("empty");
        Pipe full("full");
        while (full.send_for(1, std::chrono::milliseconds(1))) {
        }
        std::atomic<int> stopped{0};
        const auto expecting_stop = [&](auto&& operation) {
            try {
                operation();
            } catch (const Stopped&) {
                ++stopped;
            }
        };
        std::thread reader = lane_thread("reader", [&] { expecting_stop([&] { empty.receive<int>(); }); });
        std::thread writer = lane_thread("writer", [&] { expecting_stop([&] { full.send(2); }); });
        QVERIFY(session.wait_for(EventKind::io_begin, 1, empty.object()));
        QVERIFY(session.stop_until([&] { return stopped == 2; }));
        reader.join();
        writer.join();
    }

    void everyOperationPassesTheHandOverPoint() {
        SessionRig session;
        Pipe pipe("pipe");
        const HandOvers reached = hand_overs_of([&] {
            pipe.send(1);
            pipe.receive<int>();
        });
        const ObjectId id = pipe.object();
        QCOMPARE(reached, (HandOvers{{Operation::blocking_call, id}, {Operation::blocking_call, id}}));
    }

    void aPipeWithoutAReaderIsAResultAndAnyOtherEndsTheProcess() {
        const pid_t child = fork();
        if (child == 0) {
            signal(SIGPIPE, SIG_DFL); // instead of the handler of the test's program
            SessionRig session;
            Pipe pipe("pipe");
            pipe.close_reading_end();
            const std::vector<std::byte> bytes(10);
            if (pipe.write(bytes) || pipe.write(bytes))
                _exit(1);
            std::array<int, 2> ends{};
            if (::pipe(ends.data()) != 0)
                _exit(2);
            ::close(ends[0]);
            [[maybe_unused]] const ssize_t written = ::write(ends[1], "x", 1);
            _exit(3);
        }
        QCOMPARE(exit_code(child), 128 + SIGPIPE);
    }

    void aProgramThatIsStartedMeetsBrokenPipesAsUsual() {
        SessionRig session;
        const Pipe pipe("pipe");
        // Ignored signals stay ignored in a program that is started, and handlers do not.
        QCOMPARE(std::system("grep -q '^SigIgn:.*[13579bdf]...$' /proc/self/status"), 256);
    }
};

} // namespace test_pipe

QTEST_APPLESS_MAIN(test_pipe::TestPipe)
#include "test_pipe.moc"
