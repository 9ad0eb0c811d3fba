// SPDX-License-Identifier: GPL-3.0-or-later
// The kernel's records against the kernel's own sums: running time as in schedstat, switches as in status.
#include "core/engine/switch_records.h"
#include "core/event/recorder.h"
#include "core/scenario/stage.h"
#include "tests/core/engine/engine_rig.h"

#include <array>
#include <atomic>
#include <cmath>
#include <map>
#include <sys/wait.h>
#include <thread>

using namespace interleave;
using namespace interleave::test;

namespace {

/// Computes, sleeps and yields, says that it is done, and rests so that its sums can be read in peace.
void work_and_rest(LaneKind kind, const char* name, const Stage& stage) {
    Recorder& recorder = Recorder::of_this_thread();
    recorder.begin_lane(kind, name, no_object);
    std::atomic<std::uint64_t> sum{0};
    for (int round = 0; round < 40; ++round) {
        for (int i = 0; i < 200'000; ++i)
            sum.fetch_add(1, std::memory_order_relaxed);
        if (round % 2 == 0)
            std::this_thread::sleep_for(200us);
        else
            std::this_thread::yield();
    }
    recorder.event(EventKind::mark, no_object, 1, 0);
    while (!stage.stop_requested())
        pause();
    recorder.end_lane();
}

Outcome threads_and_a_process(Stage& stage) {
    const pid_t child = fork();
    if (child == 0) {
        work_and_rest(LaneKind::process, "child", stage);
        _exit(0);
    }
    std::thread first([&] { work_and_rest(LaneKind::thread, "first", stage); });
    std::thread second([&] { work_and_rest(LaneKind::thread, "second", stage); });
    first.join();
    second.join();
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return {};
}

const Registration scenario({.name = "test-switches",
                             .title = "For a test",
                             .group = Group::first_steps,
                             .about = "",
                             .backends = {Backend::threads},
                             .parameters = {},
                             .run = threads_and_a_process});

/// What the kernel has added up for one thread.
struct KernelSums {
    std::int64_t running_ns = 0;
    std::int64_t switches = 0;
    bool operator==(const KernelSums&) const = default;
};

KernelSums kernel_sums(const LaneInfo& lane) {
    const std::string task = "/proc/" + std::to_string(lane.pid) + "/task/" + std::to_string(lane.tid);
    KernelSums sums;
    std::ifstream(task + "/schedstat") >> sums.running_ns;
    std::ifstream status(task + "/status");
    std::string word;
    while (status >> word) {
        std::int64_t count = 0;
        if ((word == "voluntary_ctxt_switches:" || word == "nonvoluntary_ctxt_switches:") && status >> count)
            sums.switches += count;
    }
    return sums;
}

bool is_asleep(const LaneInfo& lane) {
    std::ifstream file("/proc/" + std::to_string(lane.pid) + "/task/" + std::to_string(lane.tid) + "/stat");
    std::string text;
    std::getline(file, text, '\0');
    return text.find(") S ") != std::string::npos;
}

/// The same sums from the records of one lane.
KernelSums recorded_sums(const CountingSink& sink, LaneId lane) {
    KernelSums sums;
    std::int64_t in = 0;
    bool on_cpu = false;
    for (const TimedRecord& record : sink.all) {
        if (record.lane != lane)
            continue;
        if (record.kind == EventKind::switch_in) {
            in = record.time;
            on_cpu = true;
        } else if (record.kind == EventKind::switch_out) {
            ++sums.switches;
            if (on_cpu)
                sums.running_ns += record.time - in;
            on_cpu = false;
        }
    }
    return sums;
}

} // namespace

class TestSwitchRecords : public QObject {
    Q_OBJECT

private slots:
    void theTextNamesWhatTheKernelAllows() {
        const SwitchRecordSupport support = switch_record_support();
        if (support.allowed) {
            QCOMPARE(support.text, "on");
            QCOMPARE(support.remedy, "");
        } else {
            QVERIFY2(support.text.starts_with("off, "), support.text.c_str());
        }
        std::string text;
        const auto records = open_switch_records(getpid(), text);
        QCOMPARE(records != nullptr, support.allowed);
        QCOMPARE(text, support.text);
    }

    void runningTimeAndSwitchCountsAgreeWithTheKernels() {
        if (!switch_record_support().allowed)
            QSKIP("the kernel refuses switch records here");
        // The kernel's sums leave out what the hypervisor took from a virtual processor; switch records
        // cannot know of it. So running time may be more than the sum in a run that was robbed, never less;
        // and of a few runs one is left alone.
        bool agrees = false;
        for (int attempt = 0; attempt < 10 && !agrees && !QTest::currentTestFailed(); ++attempt)
            compareOneRun(agrees);
        QVERIFY(agrees);
    }

    void aLaneIsOnOneCpuAtATime() {
        if (!switch_record_support().allowed)
            QSKIP("the kernel refuses switch records here");
        Session session(default_request(find_scenario("test-switches")));
        CountingSink sink;
        QVERIFY(pump_until(session, sink, [&] { return sink.marks.size() == 3; }));
        session.request_stop();
        QVERIFY(pump_to_end(session, sink));
        std::map<LaneId, bool> on_cpu;
        for (const TimedRecord& record : sink.all) {
            if (record.kind == EventKind::switch_in) {
                QVERIFY(!on_cpu[record.lane]);
                on_cpu[record.lane] = true;
            } else if (record.kind == EventKind::switch_out) {
                on_cpu[record.lane] = false;
            }
        }
        QVERIFY(!on_cpu.empty());
    }

private:
    /// Fails if the records cannot be right; `agrees` if they are as exact as they can be.
    void compareOneRun(bool& agrees) {
        RunRequest request = default_request(find_scenario("test-switches"));
        // The kernel counts from a thread's creation. Its records are kept until the thread has entered its
        // lane, which on a busy machine takes a while.
        request.slack_ns = 1'000'000'000;
        Session session(request);
        QVERIFY(session.has_switch_records());
        CountingSink sink;
        // All three rest; nothing moves their sums any more.
        const auto all_rest = [&] {
            if (sink.marks.size() < 3)
                return false;
            for (const LaneInfo& lane : sink.lanes) {
                if (!is_asleep(lane))
                    return false;
            }
            return true;
        };
        QVERIFY(pump_until(session, sink, all_rest));
        std::map<LaneId, KernelSums> expected;
        for (const LaneInfo& lane : sink.lanes)
            expected[lane.id] = kernel_sums(lane);
        // The records are passed on in order of time: once this moment is reached, all of them are here.
        const std::int64_t now = session.elapsed_ns();
        QVERIFY(pump_until(session, sink, [&] { return sink.reached > now; }));
        for (const LaneInfo& lane : sink.lanes)
            QCOMPARE(kernel_sums(lane), expected[lane.id]); // they did rest
        QCOMPARE(sink.lanes.size(), 4U);
        agrees = true;
        for (const LaneInfo& lane : sink.lanes) {
            const KernelSums wanted = expected[lane.id];
            const KernelSums found = recorded_sums(sink, lane.id);
            if (lane.name == "main")
                continue; // it ran before its lane began: compared are those that began within
            qInfo("%s: %lld switches, running %.3f ms of %.3f ms", lane.name.c_str(),
                  static_cast<long long>(found.switches), static_cast<double>(found.running_ns) / 1e6,
                  static_cast<double>(wanted.running_ns) / 1e6);
            QCOMPARE(found.switches, wanted.switches);
            QVERIFY(found.switches > 20);
            // The kernel stamps a record a little after its own sum: some microseconds at each switch.
            const double allowed = 0.01 * static_cast<double>(wanted.running_ns) +
                                   10'000.0 * static_cast<double>(wanted.switches);
            const auto excess = static_cast<double>(found.running_ns - wanted.running_ns);
            QVERIFY2(excess > -allowed, lane.name.c_str());
            agrees = agrees && excess < allowed;
        }
        session.request_stop();
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(session.result().error, "");
        for (const LaneInfo& lane : sink.lanes) {
            const auto exits =
                std::count_if(sink.all.begin(), sink.all.end(), [&](const TimedRecord& record) {
                    return record.lane == lane.id && record.kind == EventKind::task_exit;
                });
            QCOMPARE(exits, 1);
        }
    }
};

int main(int argc, char** argv) {
    return test_with_own_engine<TestSwitchRecords>(argc, argv);
}
#include "test_switch_records.moc"
