// SPDX-License-Identifier: GPL-3.0-or-later
// Two producers write records for five seconds, with a view that follows the live edge, and no record may be
// lost. They write in bursts, as real workers do, one burst a millisecond. The argument is how many records
// each of them writes a second, 10 million if it is not said. How far apart the frames were is printed, too.
#include "core/event/clock.h"
#include "core/event/clock_description.h"
#include "core/event/collector.h"
#include "core/event/recorder.h"
#include "core/trace/trace.h"
#include "ui/run/shown_arrangement.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <thread>
#include <vector>

using namespace interleave;

namespace {

constexpr int milliseconds = 5'000;
constexpr SessionLayout layout{1U << 20U, 1U << 20U}; // 32 MiB per ring, enough for a tenth of a second

void produce(std::uint64_t records_per_ms) {
    Recorder& recorder = Recorder::of_this_thread();
    recorder.begin_lane(LaneKind::thread, "producer", no_object);
    std::uint64_t next = monotonic_raw_ns();
    for (int ms = 0; ms < milliseconds; ++ms) {
        for (std::uint64_t i = 0; i < records_per_ms; ++i)
            recorder.event(EventKind::mark, no_object, i, 1);
        next += 1'000'000;
        if (const std::uint64_t now = monotonic_raw_ns(); now < next)
            std::this_thread::sleep_for(std::chrono::nanoseconds(next - now));
    }
    recorder.end_lane();
}

/// Returns the value below which this share of them is. They must be sorted and not none.
double quantile(const std::vector<double>& sorted, double share) {
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    bool is_number = true;
    const std::uint64_t records_per_ms =
        argc > 1 ? QString::fromLocal8Bit(argv[1]).toULongLong(&is_number) / 1'000 : 10'000;
    if (!is_number || records_per_ms == 0) {
        std::fprintf(stderr, "give the records a second of each producer, at least 1000\n");
        return 2;
    }
    const auto region = SessionRegion::create(layout, best_clock_source());
    SessionRegion::use(region.get());
    region->writer().touch_rings(2, layout.ring_records);
    Collector collector(*region, nullptr, static_cast<std::int64_t>(monotonic_raw_ns()));
    const auto trace = std::make_shared<Trace>(false);
    Navigation navigation;
    ShownArrangement arrangement;
    TimelineView view(navigation, arrangement);
    view.resize(1600, 900);
    navigation.reset(whole_range(*trace));
    view.setTrace(trace);
    view.show();

    std::atomic<bool> written{false};
    std::thread producers([&] {
        std::thread first(produce, records_per_ms);
        std::thread second(produce, records_per_ms);
        first.join();
        second.join();
        written = true;
    });
    std::atomic<bool> drained{false};
    std::thread drain([&] {
        while (!written) {
            if (collector.drain(*trace) == 0)
                std::this_thread::sleep_for(std::chrono::microseconds(500));
        }
        collector.finish(*trace);
        drained = true;
    });
    std::vector<double> apart_ms;
    QElapsedTimer since_last;
    since_last.start();
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &view, [&] {
        navigation.setWholeRange(whole_range(*trace));
        view.refresh();
        apart_ms.push_back(static_cast<double>(since_last.nsecsElapsed()) / 1e6);
        since_last.restart();
        if (drained)
            QApplication::quit();
    });
    timer.start(16);
    QApplication::exec();
    producers.join();
    drain.join();

    const CollectorCounts counts = collector.counts();
    const std::uint64_t expected = 2 * (records_per_ms * milliseconds + 2);
    std::ranges::sort(apart_ms);
    std::printf(
        "written %llu, received %llu, dropped %llu, bad %llu; bound: 0 lost; ratio lost/written %.9f\n"
        "%zu frames, one each 16 ms was asked for: median %.1f ms apart, 95 %% within %.1f ms, worst %.1f "
        "ms\n",
        static_cast<unsigned long long>(expected), static_cast<unsigned long long>(counts.events),
        static_cast<unsigned long long>(counts.dropped), static_cast<unsigned long long>(counts.bad),
        static_cast<double>(expected - counts.events) / static_cast<double>(expected), apart_ms.size(),
        quantile(apart_ms, 0.5), quantile(apart_ms, 0.95), apart_ms.back());
    return counts.events == expected && counts.dropped == 0 ? 0 : 1;
}
