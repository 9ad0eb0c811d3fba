// SPDX-License-Identifier: GPL-3.0-or-later
// A process has a lane and a ring of its own, reports how it ended, and leaves nothing behind.
#include "core/work/process.h"

#include "core/sync/mutex.h"
#include "core/work/print.h"
#include "core/work/sleep.h"
#include "core/work/work.h"
#include "tests/core/sync/session_rig.h"

#include <QFile>
#include <QTest>

#include <csignal>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace interleave;
using namespace interleave::test;
using namespace std::chrono_literals;

namespace test_process {

/// Dies of a signal without leaving a core file, and without a sanitizer's handler in between.
void die_of(int signal) {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    std::signal(signal, SIG_DFL);
    raise(signal);
}

class TestProcess : public QObject {
    Q_OBJECT

private slots:
    void theChildRecordsIntoItsOwnLane() {
        SessionRig session;
        const Label before("before the fork");
        const Label inside("in the child");
        mark(before, 1);
        Process child("child", [&] {
            for (std::uint64_t i = 0; i < 1000; ++i)
                mark(inside, i);
        });
        child.join();
        mark(before, 2);
        const LaneId lane = session.lane("child");
        QVERIFY(lane != no_lane);
        const LaneInfo& info = session.lanes()[lane];
        QCOMPARE(info.kind, LaneKind::process);
        QCOMPARE(info.pid, child.pid());
        QCOMPARE(info.worker, child.object());
        const auto marks = session.records(EventKind::mark, inside.object());
        QCOMPARE(marks.size(), 1000U);
        for (std::uint64_t i = 0; i < marks.size(); ++i) {
            QCOMPARE(marks[i].lane, lane);
            QCOMPARE(marks[i].value, i);
        }
        const auto parent_marks = session.records(EventKind::mark, before.object());
        QCOMPARE(parent_marks.size(), 2U);
        QVERIFY(parent_marks[0].lane != lane && parent_marks[0].lane == parent_marks[1].lane);
        QCOMPARE(session.counts().bad, 0U);
    }

    void whoAskedBeforeWhetherItHasEndedIsStillToldHowByJoin() {
        SessionRig session;
        Process child("child", [] { die_of(SIGTERM); });
        QTRY_VERIFY_WITH_TIMEOUT(child.has_ended(), 20'000);
        QVERIFY(child.has_ended());
        QCOMPARE(session.records(EventKind::joined, child.object()).size(), 0U);
        QCOMPARE(child.join().signal, SIGTERM);
        const auto joined = session.records(EventKind::joined, child.object());
        QCOMPARE(joined.size(), 1U);
        QCOMPARE(joined[0].detail, SIGTERM);
    }

    void itsStartComesBeforeItsFirstEventAndItsEndBeforeTheJoin() {
        SessionRig session;
        Process child("child", [] {});
        child.join();
        const auto started = session.records(EventKind::start, child.object());
        const auto begun = session.records(EventKind::lane_begin, child.object());
        const auto ended = session.records(EventKind::lane_end);
        const auto joined = session.records(EventKind::joined, child.object());
        QVERIFY(started.at(0).time <= begun.at(0).time);
        QVERIFY(begun.at(0).time <= ended.at(0).time);
        QVERIFY(ended.at(0).time <= joined.at(0).time);
    }

    void itsExitCodeArrives() {
        SessionRig session;
        Process child("child", [] { return 42; });
        const ProcessEnd& end = child.join();
        QCOMPARE(end.code, 42);
        QCOMPARE(end.signal, 0);
        QCOMPARE(session.records(EventKind::joined, child.object()).at(0).value, 42U);
        QCOMPARE(to_text(end), std::string("ended with exit code 42"));
        QCOMPARE(child.join().code, 42); // join() may be called again
    }

    void aDeathBySignalIsReportedAsThat() {
        SessionRig session;
        Process child("child", [] { die_of(SIGSEGV); });
        const ProcessEnd& end = child.join();
        QCOMPARE(end.signal, SIGSEGV);
        QCOMPARE(session.records(EventKind::joined, child.object()).at(0).detail, SIGSEGV);
        QVERIFY(to_text(end).find("signal 11") != std::string::npos);
        QVERIFY(!end.succeeded());
    }

    void whatTheBodyThrowsArrivesAsText() {
        SessionRig session;
        Process child("child", [] { throw std::runtime_error("no luck today"); });
        const ProcessEnd& end = child.join();
        QCOMPARE(end.code, 1);
        QCOMPARE(end.failure, std::string("no luck today"));
    }

    void itsMemoryIsItsOwnAndSharedMemoryIsShared() {
        SessionRig session;
        int own = 1;
        int& shared = session.share<int>(1);
        Process child("child", [&] {
            own = 2;
            shared = 2;
        });
        child.join();
        QCOMPARE(own, 1);
        QCOMPARE(shared, 2);
    }

    void aMutexInSharedMemoryExcludesProcesses() {
        SessionRig session(1U << 10U); // full soon: recording must not matter
        Mutex& mutex = session.share<Mutex>("shared lock");
        std::uint64_t& unprotected = session.share<std::uint64_t>(0U);
        std::vector<Process> children;
        for (int i = 0; i < 3; ++i)
            children.emplace_back("child", [&] {
                for (int k = 0; k < 30'000; ++k) {
                    const Guard guard(mutex);
                    ++unprotected;
                }
            });
        for (Process& child : children)
            QVERIFY(child.join().succeeded());
        QCOMPARE(unprotected, 90'000U);
    }

    void linesPrintedByProcessesArriveInOrder() {
        SessionRig session;
        PrintedLines& printed = session.share<PrintedLines>();
        printed.print("from the parent");
        Process child("child",
                      [&] { printed.print("from the child, in a line that is too long to be kept"); });
        child.join();
        QCOMPARE(printed.lines(),
                 (std::vector<std::string>{"from the parent", "from the child, in a line t"}));
        const auto lines = session.records(EventKind::print);
        QCOMPARE(lines.size(), 2U);
        QCOMPARE(static_cast<char>(lines[0].value & 0xffU), 'f');
        QCOMPARE(static_cast<char>(lines[0].value >> 40U & 0xffU), 't');
        const auto more = session.records(EventKind::print_more);
        QCOMPARE(more.size(), 4U); // 15 characters, and 27 of the long line
        QCOMPARE(static_cast<char>(more[0].value >> 8U & 0xffU), 'p');
        QCOMPARE(more[0].value >> 56U, 0U);
    }

    void aChildThatNobodyJoinedIsEndedWithItsOwner() {
        SessionRig session;
        pid_t pid = 0;
        {
            const Process child("child", [] { sleep_for(1h); });
            pid = child.pid();
        }
        QCOMPARE(kill(pid, 0), -1);
        QCOMPARE(errno, ESRCH);
    }

    void aStopEndsTheChildAndTheJoin() {
        SessionRig session;
        std::atomic<bool> stopped{false};
        std::atomic<pid_t> pid{0};
        std::thread owner = lane_thread("owner", [&] {
            try {
                Process child("child", [] { sleep_for(1h); });
                pid = child.pid();
                child.join();
            } catch (const Stopped&) {
                stopped = true;
            }
        });
        const bool sleeps = session.wait_for(EventKind::sleep_begin, 1);
        const bool ended = session.stop_until([&] { return stopped.load(); });
        owner.join();
        QVERIFY(sleeps);
        QVERIFY(ended);
        QCOMPARE(kill(pid, 0), -1);
    }

    void aChildDiesWithItsParent() {
        SessionRig session;
        std::atomic<pid_t>& grandchild = session.share<std::atomic<pid_t>>(0);
        Process parent("parent", [&] {
            const Process child("child", [] { sleep_for(1h); });
            grandchild = child.pid();
            die_of(SIGKILL);
        });
        QCOMPARE(parent.join().signal, SIGKILL);
        QVERIFY(grandchild > 0);
        // Init will reap it; until then it is a zombie, which counts as dead.
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                QFile status(QStringLiteral("/proc/%1/stat").arg(grandchild.load()));
                return !status.open(QIODevice::ReadOnly) || status.readAll().contains(") Z ");
            }(),
            20'000);
    }
};

} // namespace test_process

QTEST_APPLESS_MAIN(test_process::TestProcess)
#include "test_process.moc"
