// SPDX-License-Identifier: GPL-3.0-or-later
// The kernel's switch records agree with its own sums: the running time in schedstat, the switches in status.
#include "core/engine/switch_records.h"
#include "core/event/recorder.h"
#include "core/scenario/stage.h"
#include "core/sync/queue.h"
#include "core/trace/trace.h"
#include "core/work/thread.h"
#include "tests/core/engine/engine_rig.h"

#include <array>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <functional>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <map>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>

using namespace interleave;
using namespace interleave::test;

namespace {

/// Computes, sleeps and yields, records a mark when it is done, and then sleeps, so that its sums do not
/// change while they are read.
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

/// Starts a thread that sleeps often, once unrecorded and once recorded.
Outcome sleeps_unrecorded_and_recorded(Stage& stage) {
    const Label label("not recorded");
    const auto sleep_often = [] {
        Thread("sleeper", [] {
            for (int i = 0; i < 50; ++i)
                std::this_thread::sleep_for(200us);
        }).join();
    };
    {
        const UnrecordedStretch stretch = stage.unrecorded(label);
        sleep_often();
    }
    sleep_often();
    return {};
}

const Registration with_a_stretch({.name = "test-unrecorded",
                                   .title = "For a test",
                                   .group = Group::first_steps,
                                   .about = "",
                                   .backends = {Backend::threads},
                                   .parameters = {},
                                   .run = sleeps_unrecorded_and_recorded});

/// Returns how long the kernel let this thread wait for a processor while it could run, so far.
std::uint64_t run_delay_ns() {
    std::uint64_t running = 0;
    std::uint64_t delay = 0;
    std::ifstream("/proc/thread-self/schedstat") >> running >> delay;
    return delay;
}

void stay_on_processor(int processor) {
    cpu_set_t only;
    CPU_ZERO(&only);
    CPU_SET(processor, &only);
    sched_setaffinity(0, sizeof only, &only);
}

void burn_ns(std::uint64_t ns) {
    for (const std::uint64_t begin = monotonic_raw_ns(); monotonic_raw_ns() - begin < ns;) {
    }
}

/// Two threads send a message to and fro, on one processor that a third one computes on, so that each has to
/// wait for the processor after it was woken. Both mark what the kernel says of that.
Outcome woken_on_one_processor(Stage& stage) {
    const int processor = sched_getcpu();
    constexpr int rounds = 300;
    Queue<int, 1> there("there");
    Queue<int, 1> back("back");
    std::atomic<bool> done{false};
    const auto measured = [processor](const auto& body) {
        stay_on_processor(processor);
        Recorder& recorder = Recorder::of_this_thread();
        recorder.event(EventKind::mark, no_object, run_delay_ns(), 0);
        for (int round = 0; round < rounds; ++round) {
            body();
            burn_ns(100'000);
        }
        recorder.event(EventKind::mark, no_object, run_delay_ns(), 0);
    };
    Thread computing("computing", [&] {
        stay_on_processor(processor);
        while (!done && !stage.stop_requested())
            burn_ns(100'000);
    });
    Thread first("first", [&] {
        measured([&] {
            there.send(1);
            back.receive();
        });
    });
    Thread second("second", [&] {
        measured([&] {
            there.receive();
            back.send(1);
        });
    });
    first.join();
    second.join();
    done = true;
    computing.join();
    return {};
}

const Registration with_wakes({.name = "test-woken",
                               .title = "For a test",
                               .group = Group::first_steps,
                               .about = "",
                               .backends = {Backend::threads},
                               .parameters = {},
                               .run = woken_on_one_processor});

/// Holds the sums that the kernel keeps for one thread.
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

/// Adds up the same sums from the records of one lane.
KernelSums recorded_sums(const CountingSink& sink, LaneId lane) {
    KernelSums sums;
    std::int64_t in = 0;
    bool on_cpu = false;
    for (const TimedRecord& record : sink.all_records) {
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

namespace {

/// Runs a function in a child process that it may harm, and returns its text.
QByteArray in_a_child_that(const std::function<std::string()>& does) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0)
        return "no pipe";
    const pid_t child = fork();
    if (child == 0) {
        const std::string text = does();
        _exit(write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()) ? 0 : 1);
    }
    close(ends[1]);
    QByteArray text;
    std::array<char, 1024> part{};
    for (ssize_t got = 0; (got = read(ends[0], part.data(), part.size())) > 0;)
        text.append(part.data(), static_cast<int>(got));
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return text;
}

/// Makes the kernel answer a system call of this process with an error, as the filter of a container does.
bool refuse_system_call(long number, int error) {
    std::array filter{
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0, 1),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error)),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
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

    void aRefusalByAContainersFilterNamesTheContainersOptions() {
        const QByteArray answer = in_a_child_that([] {
            const bool filtered = refuse_system_call(SYS_perf_event_open, EPERM);
            const SwitchRecordSupport support = switch_record_support();
            return (filtered ? "" : "no filter: ") + support.text + "\n" + support.remedy;
        });
        if (answer.startsWith("no filter"))
            QSKIP("this kernel lets no test filter its system calls");
        QVERIFY2(answer.startsWith("off, this container refuses perf_event_open"), answer.constData());
        QVERIFY2(answer.contains("\n") && answer.contains("--cap-add=PERFMON"), answer.constData());
    }

    void tooFewDescriptorsAreNamed() {
        const QByteArray answer = in_a_child_that([] {
            const rlimit none{3, 3};
            setrlimit(RLIMIT_NOFILE, &none);
            const SwitchRecordSupport support = switch_record_support();
            return support.text + "\n" + support.remedy;
        });
        if (answer.startsWith("off, kernel.perf_event_paranoid") || answer.contains("container"))
            QSKIP("the kernel refuses switch records here");
        QVERIFY2(answer.startsWith("off, cannot open the events: Too many open files"), answer.constData());
        QVERIFY2(answer.contains("ulimit -n"), answer.constData());
    }

    void runningTimeAndSwitchCountsAgreeWithTheKernels() {
        if (!switch_record_support().allowed)
            QSKIP("the kernel refuses switch records here");
        // The kernel's sums leave out the time that the hypervisor took from a virtual processor; switch
        // records do not. So the running time may be more than the kernel's sum, never less; and in one of
        // a few runs the hypervisor takes no time.
        bool agrees = false;
        for (int attempt = 0; attempt < 10 && !agrees && !QTest::currentTestFailed(); ++attempt)
            compareOneRun(agrees);
        QVERIFY(agrees);
    }

    void readyTimeAgreesWithTheKernelsRunDelay() {
        if (!switch_record_support().allowed)
            QSKIP("the kernel refuses switch records here");
        bool agrees = false;
        for (int attempt = 0; attempt < 5 && !agrees && !QTest::currentTestFailed(); ++attempt)
            compareReadyTime(agrees);
        QVERIFY(agrees);
    }

    void anUnrecordedStretchHasNoSwitchesAndNoLanes() {
        if (!switch_record_support().allowed)
            QSKIP("the kernel refuses switch records here");
        Session session(default_request(find_scenario("test-unrecorded")));
        CountingSink sink;
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(session.result().ended, Ended::finished);
        QCOMPARE(sink.lanes.size(), 2U); // main and the sleeper that was recorded
        QCOMPARE(session.counts().refused, 0U);
        QCOMPARE(session.counts().lost_switches, 0U);
        int gaps = 0;
        std::array<int, 3> switches{}; // before the stretch, within it, after it
        for (const TimedRecord& record : sink.all_records) {
            if (record.kind == EventKind::switches_lost)
                ++gaps;
            else if (record.kind == EventKind::switch_in)
                ++switches.at(static_cast<std::size_t>(gaps));
        }
        QCOMPARE(gaps, 2);
        QCOMPARE(switches[1], 0);
        QVERIFY2(switches[2] >= 50, qPrintable(QString::number(switches[2])));
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
        for (const TimedRecord& record : sink.all_records) {
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
    /// Sets `agrees` if the lanes are ready for as long as the kernel let them wait for a processor.
    void compareReadyTime(bool& agrees) {
        Session session(default_request(find_scenario("test-woken")));
        Trace trace(session.has_switch_records());
        QVERIFY(pump_to_end(session, trace));
        QCOMPARE(session.result().error, "");
        agrees = true;
        for (std::size_t index = 0; index < trace.lane_count(); ++index) {
            const Lane& lane = trace.lane(index);
            std::vector<Event> marks;
            lane.events().for_each(0, lane.events().size(), [&](const Event& event) {
                if (event.kind == EventKind::mark)
                    marks.push_back(event);
            });
            if (marks.size() != 2)
                continue;
            const auto kernel = static_cast<double>(marks[1].value - marks[0].value);
            if (kernel == 0)
                QSKIP("this kernel keeps no sum of run delays");
            const auto ready = static_cast<double>(
                lane.times_between(marks[0].time, marks[1].time)[static_cast<std::size_t>(LaneState::ready)]);
            qInfo("%s: ready %.3f ms of %.3f ms", lane.name().c_str(), ready / 1e6, kernel / 1e6);
            // A record is some microseconds from the wake-up, at each of hundreds.
            agrees = agrees && std::abs(ready - kernel) < 0.05 * kernel + 2e6;
        }
    }

    /// Fails if the records cannot be right; sets `agrees` if they are as exact as they can be.
    void compareOneRun(bool& agrees) {
        RunRequest request = default_request(find_scenario("test-switches"));
        // The kernel counts from a thread's creation. Its records are kept until the thread has entered its
        // lane, which on a busy machine takes a while.
        request.slack_ns = 1'000'000'000;
        Session session(request);
        QVERIFY(session.has_switch_records());
        CountingSink sink;
        // When all three sleep, their sums do not change any more.
        const auto all_sleep = [&] {
            if (sink.marks.size() < 3)
                return false;
            for (const LaneInfo& lane : sink.lanes) {
                if (!is_asleep(lane))
                    return false;
            }
            return true;
        };
        QVERIFY(pump_until(session, sink, all_sleep));
        std::map<LaneId, KernelSums> expected;
        for (const LaneInfo& lane : sink.lanes)
            expected[lane.id] = kernel_sums(lane);
        // The records are passed on in order of time: once this moment is reached, all of them have arrived.
        const std::int64_t now = session.elapsed_ns();
        QVERIFY(pump_until(session, sink, [&] { return sink.reached > now; }));
        for (const LaneInfo& lane : sink.lanes)
            QCOMPARE(kernel_sums(lane), expected[lane.id]); // they were asleep all the time
        QCOMPARE(sink.lanes.size(), 4U);
        agrees = true;
        for (const LaneInfo& lane : sink.lanes) {
            const KernelSums expected_sums = expected[lane.id];
            const KernelSums found = recorded_sums(sink, lane.id);
            if (lane.name == "main")
                continue; // it ran before its lane began, so its sums differ
            qInfo("%s: %lld switches, running %.3f ms of %.3f ms", lane.name.c_str(),
                  static_cast<long long>(found.switches), static_cast<double>(found.running_ns) / 1e6,
                  static_cast<double>(expected_sums.running_ns) / 1e6);
            QCOMPARE(found.switches, expected_sums.switches);
            QVERIFY(found.switches > 20);
            // The kernel stamps a record a little after its own sum: some microseconds at each switch.
            const double allowed = 0.01 * static_cast<double>(expected_sums.running_ns) +
                                   10'000.0 * static_cast<double>(expected_sums.switches);
            const auto excess = static_cast<double>(found.running_ns - expected_sums.running_ns);
            QVERIFY2(excess > -allowed, lane.name.c_str());
            agrees = agrees && excess < allowed;
        }
        session.request_stop();
        QVERIFY(pump_to_end(session, sink));
        QCOMPARE(session.result().error, "");
        for (const LaneInfo& lane : sink.lanes) {
            const auto exits = std::count_if(
                sink.all_records.begin(), sink.all_records.end(), [&](const TimedRecord& record) {
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
