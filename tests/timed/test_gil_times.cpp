// SPDX-License-Identifier: GPL-3.0-or-later
// The GIL-like lock costs little, and changes hands soon after its interval.
#include "core/event/median.h"
#include "core/sync/gil.h"
#include "tests/core/sync/gil_rig.h"
#include "tests/timed/timed_figure.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <sched.h>
#include <sys/socket.h>
#include <thread>

using namespace interleave;
using namespace interleave::test;
using namespace std::chrono_literals;

namespace test_gil_times {

double process_cpu_ms() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

std::vector<std::size_t> usable_processors() {
    cpu_set_t set;
    CPU_ZERO(&set);
    std::vector<std::size_t> processors;
    if (sched_getaffinity(0, sizeof(set), &set) == 0) {
        for (std::size_t cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
            if (CPU_ISSET(cpu, &set))
                processors.push_back(cpu);
        }
    }
    return processors;
}

/// Lets the calling thread run on the n-th usable processor only. On one and the same processor a thread that
/// wakes up preempts the computing one, and there is nothing to measure.
void stay_on_processor(std::size_t n) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(usable_processors().at(n), &set);
    if (sched_setaffinity(0, sizeof(set), &set) != 0)
        qFatal("sched_setaffinity");
}

/// Returns the requests per second that a thread answers which must take the GIL for each, while another
/// thread computes.
double requests_per_second(GilVariant variant) {
    SessionRig session(1U << 18U);
    Gil gil("GIL", {.variant = variant});
    int sockets[2] = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) != 0)
        return -1;
    std::atomic<bool> end{false};
    std::thread computing = lane_thread("computing", [&] {
        stay_on_processor(0);
        compute_under(gil, end);
    });
    std::thread server = lane_thread("server", [&] {
        stay_on_processor(1);
        const GilHold hold(gil);
        char byte = 0;
        while (gil.release_around([&] { return recv(sockets[0], &byte, 1, 0); }) == 1)
            gil.release_around([&] { return send(sockets[0], &byte, 1, MSG_NOSIGNAL); });
    });
    char byte = 'x';
    int answered = 0;
    const auto begin = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - begin < 1s) {
        if (send(sockets[1], &byte, 1, MSG_NOSIGNAL) != 1 || recv(sockets[1], &byte, 1, 0) != 1)
            break;
        ++answered;
        std::this_thread::sleep_for(500us);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    shutdown(sockets[1], SHUT_RDWR);
    end = true;
    computing.join();
    server.join();
    close(sockets[0]);
    close(sockets[1]);
    return answered / took.count();
}

Verdict verdict(bool holds) {
    return holds ? Verdict::held : Verdict::missed;
}

class TestGilTimes : public QObject {
    Q_OBJECT

private slots:
    void aWaiterGetsItAfterTheIntervalAndALittle_data() {
        QTest::addColumn<int>("interval_ms");
        QTest::newRow("5 ms") << 5;
        QTest::newRow("10 ms") << 10;
        QTest::newRow("20 ms") << 20;
    }
    void aWaiterGetsItAfterTheIntervalAndALittle() {
        QFETCH(int, interval_ms);
        judge(QStringLiteral("a waiter gets the GIL within 1 ms after %1 ms").arg(interval_ms), [&] {
            SessionRig session;
            Gil gil("GIL", {.interval = std::chrono::milliseconds(interval_ms)});
            std::atomic<bool> end{false};
            const double processor_before = process_cpu_ms();
            const std::int64_t begin = origin_now();
            std::thread first = lane_thread("first", [&] { compute_under(gil, end); });
            std::thread second = lane_thread("second", [&] { compute_under(gil, end); });
            session.wait_for(EventKind::drop_request, 11, gil.object());
            end = true;
            first.join();
            second.join();
            // One of the two computes at any time: together they need one whole processor.
            const double share =
                (process_cpu_ms() - processor_before) / (1e-6 * static_cast<double>(origin_now() - begin));
            const std::vector<std::int64_t> waits = waits_of(session.records(), gil.object());
            if (waits.empty())
                return TimedFigure{Verdict::undecided, QStringLiteral("no wait was recorded")};
            const double wait_ms = 1e-6 * median(waits);
            if (wait_ms > interval_ms + 1 && share <= 0.97)
                return TimedFigure{Verdict::undecided, QStringLiteral("other programs use the processors")};
            return TimedFigure{verdict(wait_ms <= interval_ms + 1), QStringLiteral("%1 ms").arg(wait_ms)};
        });
    }

    /// Sharing the GIL costs a switch every 5 ms and nothing else. The machine's noise can only make it look
    /// more expensive, so one good pair of measurements out of several is enough.
    void theTotalWorkStaysTheSame() {
        judge(QStringLiteral("work shared under the GIL costs at most 1.1 times as much"), [] {
            constexpr int work = 60'000; // takes about 60 ms
            double best = std::numeric_limits<double>::max();
            for (int attempt = 0; attempt < 12 && best > 1.10; ++attempt) {
                SessionRig session;
                Gil gil("GIL");
                const auto compute_all = [&](int amount) {
                    const GilHold hold(gil);
                    for (int i = 0; i < amount; ++i) {
                        compute();
                        gil.safe_point();
                    }
                };
                const double begin = process_cpu_ms();
                std::thread([&] { compute_all(work); }).join();
                const double alone = process_cpu_ms() - begin;
                std::thread first([&] { compute_all(work / 2); });
                std::thread second([&] { compute_all(work / 2); });
                first.join();
                second.join();
                const double shared = process_cpu_ms() - begin - alone;
                best = std::min(best, shared / alone);
            }
            return TimedFigure{verdict(best <= 1.10), QStringLiteral("%1 times").arg(best)};
        });
    }

    /// If other programs use the processors too, both variants are equally slow: one quiet pair out of
    /// several is enough. By how much it is worse off depends on how fast the machine wakes a thread: 1.6 to
    /// more than 3 times on one and the same virtual machine.
    void withoutForcedSwitchingAServingThreadIsWorseOff() {
        if (usable_processors().size() < 2)
            QSKIP("needs two processors");
        judge(QStringLiteral("without forced switching a serving thread is 1.5 times worse off"), [] {
            constexpr double enough = 1.5;
            double best = 0;
            for (int attempt = 0; attempt < 5 && best < enough; ++attempt) {
                const double with = requests_per_second(GilVariant::standard);
                const double without = requests_per_second(GilVariant::no_forced_switch);
                best = std::max(best, without > 0 ? with / without : 0.0);
            }
            return TimedFigure{verdict(best >= enough), QStringLiteral("%1 times").arg(best)};
        });
    }
};

} // namespace test_gil_times

QTEST_APPLESS_MAIN(test_gil_times::TestGilTimes)
#include "test_gil_times.moc"
