// SPDX-License-Identifier: GPL-3.0-or-later
// What one worker hands over is recorded before what another does with it, through every start, end, task and
// gate, whatever the clocks of their processors say.
#include "core/work/process.h"
#include "core/work/process_pool.h"
#include "core/work/spin_barrier.h"
#include "core/work/start_gate.h"
#include "core/work/team.h"
#include "core/work/thread.h"
#include "core/work/thread_pool.h"
#include "tests/core/sync/clock_ahead.h"

#include <QTest>

#include <string_view>
#include <thread>
#include <vector>

using namespace interleave;
using namespace interleave::test;

namespace {

const SpawnTarget effect("effect", [](void*) {
    record_mark(mark_of_effect);
    return 0;
});
const SpawnTarget cause("cause", [](void*) {
    record_cause_ahead();
    return 0;
});

} // namespace

class TestWorkOrder : public QObject {
    Q_OBJECT

private slots:
    void theStartOfAThread() {
        SessionRig session;
        hand_over_ahead([] { Thread("effect", [] { record_mark(mark_of_effect); }).join(); });
        QVERIFY_ORDER(session);
        QVERIFY(begin_of(session, "effect") > session.records(EventKind::start).front().time);
    }

    void theEndOfAThread() {
        SessionRig session;
        Thread("ahead", record_cause_ahead).join();
        record_mark(mark_of_effect);
        QVERIFY_ORDER(session);
    }

    void theEndOfAThreadThatHasEnded() {
        SessionRig session;
        Thread thread("ahead", record_cause_ahead);
        while (!thread.has_ended())
            std::this_thread::yield();
        thread.join();
        record_mark(mark_of_effect);
        QVERIFY_ORDER(session);
    }

    void theStartOfAProcess() {
        SessionRig session;
        hand_over_ahead([] { Process("effect", [] { record_mark(mark_of_effect); }).join(); });
        QVERIFY_ORDER(session);
        QVERIFY(begin_of(session, "effect") > session.records(EventKind::start).front().time);
    }

    void theEndOfAProcess() {
        SessionRig session;
        Process child("ahead", record_cause_ahead);
        QVERIFY(child.join().succeeded());
        record_mark(mark_of_effect);
        QVERIFY_ORDER(session);
    }

    void theStartOfASpawnedProcess() {
        SessionRig session;
        hand_over_ahead([] { Process::spawn("effect", effect, nullptr).join(); });
        QVERIFY_ORDER(session);
        QVERIFY(begin_of(session, "effect") > session.records(EventKind::start).front().time);
    }

    void theEndOfASpawnedProcess() {
        SessionRig session;
        Process child = Process::spawn("ahead", cause, nullptr);
        QVERIFY(child.join().succeeded());
        record_mark(mark_of_effect);
        QVERIFY_ORDER(session);
    }

    void aTaskOfAThreadPool() {
        SessionRig session;
        ThreadPool pool("pool", 1);
        hand_over_ahead([&] { pool.submit("effect", [] { record_mark(mark_of_effect); }).wait(); });
        QVERIFY_ORDER(session);
        QVERIFY(session.records(EventKind::task_begin).front().time >
                session.records(EventKind::submit).front().time);
    }

    void aResult_data() {
        QTest::addColumn<bool>("any");
        QTest::newRow("of this task") << false;
        QTest::newRow("of any task") << true;
    }
    void aResult() {
        QFETCH(bool, any);
        SessionRig session;
        ThreadPool pool("pool", 1);
        const std::vector<Future<void>> futures{pool.submit("cause", record_cause_ahead)};
        if (any)
            QVERIFY(wait_for_any(futures) == std::size_t{0});
        else
            futures.front().wait();
        record_mark(mark_of_effect);
        QVERIFY_ORDER(session);
    }

    void aResultOfAProcessPool() {
        SessionRig session;
        ProcessPool pool("pool", 1);
        pool.submit("cause", record_cause_ahead).wait();
        record_mark(mark_of_effect);
        QVERIFY_ORDER(session);
    }

    void aSpinBarrier() {
        SessionRig session;
        SpinBarrier barrier(2);
        Team team({.names = {"ahead", "behind"}});
        team.run([&](Worker& worker) {
            if (worker.index() == 0)
                record_cause_ahead();
            barrier.meet(worker);
            if (worker.index() == 1)
                record_mark(mark_of_effect);
        });
        QVERIFY_ORDER(session);
    }

    void anArrivalAtTheStartGate() {
        SessionRig session;
        StartGate gate;
        const auto here = std::source_location::current();
        std::thread worker = lane_thread("ahead", [&] {
            record_cause_ahead();
            gate.arrive_and_wait(0, here);
        });
        QVERIFY(gate.wait_for(
            1, [] { return false; }, here));
        record_mark(mark_of_effect);
        gate.open(here);
        worker.join();
        QVERIFY_ORDER(session);
    }

    void theOpeningOfTheStartGate() {
        SessionRig session;
        StartGate gate;
        const auto here = std::source_location::current();
        std::thread worker = lane_thread("behind", [&] {
            gate.arrive_and_wait(0, here);
            record_mark(mark_of_effect);
        });
        QVERIFY(gate.wait_for(
            1, [] { return false; }, here));
        hand_over_ahead([&] { gate.open(here); });
        worker.join();
        QVERIFY_ORDER(session);
    }

private:
    static std::int64_t begin_of(SessionRig& session, const std::string& lane) {
        for (const TimedRecord& record : session.records(EventKind::lane_begin)) {
            if (record.lane == session.lane(lane))
                return record.time;
        }
        return -1;
    }
};

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == spawned_role)
        return run_spawned({argv + 2, static_cast<std::size_t>(argc) - 2});
    TestWorkOrder test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_work_order.moc"
