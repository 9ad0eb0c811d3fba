// SPDX-License-Identifier: GPL-3.0-or-later
// A spawned process is a new program that takes part in the session: its lane, its end and what it shares.
#include "core/work/process.h"

#include "core/event/error.h"
#include "core/work/sleep.h"
#include "core/work/work.h"
#include "tests/core/sync/session_rig.h"

#include <QTest>

#include <atomic>
#include <csignal>
#include <stdexcept>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

using namespace interleave;
using namespace interleave::test;
using namespace std::chrono_literals;

namespace {

/// Is set by the test's own main(), so a copy of the parent's memory would have it.
bool is_the_test_itself = false;

struct Common {
    std::atomic<int> pid;
    std::atomic<bool> sees_the_parents_memory;
};

const SpawnTarget tells("tells", [](void* shared) {
    auto& common = *static_cast<Common*>(shared);
    common.sees_the_parents_memory = is_the_test_itself;
    common.pid = getpid();
    mark(Label("told"), 42);
    return 7;
});
const SpawnTarget throws("throws", [](void*) -> int { throw std::runtime_error("no luck"); });
const SpawnTarget sleeps("sleeps", [](void*) {
    for (;;)
        sleep_for(10ms);
    return 0;
});

} // namespace

class TestProcessSpawn : public QObject {
    Q_OBJECT

private slots:
    void itIsANewProgramThatSharesOnlyWhatIsShared() {
        SessionRig session;
        auto& common = session.share<Common>();
        Process child = Process::spawn("child", tells, &common);
        const ProcessEnd& end = child.join();
        QCOMPARE(end.failure, std::string());
        QCOMPARE(end.code, 7);
        QCOMPARE(common.pid.load(), child.pid());
        QVERIFY(!common.sees_the_parents_memory);

        const LaneId lane = session.lane("child");
        QVERIFY(lane != no_lane);
        QCOMPARE(session.lanes()[lane].pid, child.pid());
        QCOMPARE(session.lanes()[lane].worker, child.object());
        const auto marks = session.records(EventKind::mark);
        QCOMPARE(marks.size(), 1U);
        QCOMPARE(marks[0].lane, lane);
        QCOMPARE(marks[0].value, 42U);
        QCOMPARE(session.counts().bad, 0U);
    }

    void itsStartComesBeforeItsFirstEventAndItsEndBeforeTheJoin() {
        SessionRig session;
        auto& common = session.share<Common>();
        Process child = Process::spawn("child", tells, &common);
        child.join();
        const auto started = session.records(EventKind::start, child.object());
        const auto begun = session.records(EventKind::lane_begin, child.object());
        const auto ended = session.records(EventKind::lane_end);
        const auto joined = session.records(EventKind::joined, child.object());
        QVERIFY(started.at(0).time <= begun.at(0).time);
        QVERIFY(begun.at(0).time <= ended.at(0).time);
        QVERIFY(ended.at(0).time <= joined.at(0).time);
    }

    void whatItThrowsArrivesAsText() {
        SessionRig session;
        Process child = Process::spawn("child", throws, nullptr);
        QCOMPARE(child.join().failure, std::string("no luck"));
        QCOMPARE(child.join().code, 1);
    }

    void itsDeathIsReportedAndAProcessThatNobodyJoinedIsReaped() {
        SessionRig session;
        Process killed = Process::spawn("killed", sleeps, nullptr);
        kill(killed.pid(), SIGKILL);
        QCOMPARE(killed.join().signal, SIGKILL);
        pid_t left = 0;
        {
            const Process forgotten = Process::spawn("forgotten", sleeps, nullptr);
            left = forgotten.pid();
        }
        QCOMPARE(waitpid(left, nullptr, WNOHANG), -1);
        QCOMPARE(errno, ECHILD);
    }

    void aStopEndsIt() {
        SessionRig session;
        Process child = Process::spawn("child", sleeps, nullptr);
        QVERIFY(session.wait_for(EventKind::sleep_begin, 1));
        QVERIFY(session.stop_until([&] { return child.has_ended(); }));
        QVERIFY_THROWS_EXCEPTION(Stopped, (void)child.join()); // perhaps its work was not done
        QCOMPARE(child.join().signal, 0);                      // no signal ended it
    }

    void withoutASessionItIsRefused() {
        QVERIFY_THROWS_EXCEPTION(RunError, Process::spawn("child", sleeps, nullptr));
    }
};

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == spawned_role)
        return run_spawned({argv + 2, static_cast<std::size_t>(argc) - 2});
    is_the_test_itself = true;
    TestProcessSpawn test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_process_spawn.moc"
