// SPDX-License-Identifier: GPL-3.0-or-later
// Two producers write 10 million records a second each for five seconds, with a view that follows the live
// edge, and no record may be lost. They write in bursts, as real workers do, one burst a millisecond.
#include "core/event/clock.h"
#include "core/event/clock_description.h"
#include "core/event/collector.h"
#include "core/event/recorder.h"
#include "core/trace/trace.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <thread>

using namespace interleave;

namespace {

constexpr std::uint64_t records_per_ms = 10'000;
constexpr int milliseconds = 5'000;
constexpr SessionLayout layout{1U << 20U, 1U << 20U}; // 32 MiB per ring, enough for a tenth of a second

void produce() {
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

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const auto region = SessionRegion::create(layout, best_clock_source());
    SessionRegion::use(region.get());
    region->writer().touch_rings(2, layout.ring_records);
    Collector collector(*region, nullptr, static_cast<std::int64_t>(monotonic_raw_ns()));
    const auto trace = std::make_shared<Trace>(false);
    Navigation navigation;
    TimelineView view(navigation);
    view.resize(1600, 900);
    navigation.reset(whole_range(*trace));
    view.setTrace(trace);
    view.show();

    std::atomic<bool> written{false};
    std::thread producers([&] {
        std::thread first(produce);
        std::thread second(produce);
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
    int frames = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &view, [&] {
        navigation.setWholeRange(whole_range(*trace));
        view.refresh();
        ++frames;
        if (drained)
            QApplication::quit();
    });
    timer.start(16);
    QApplication::exec();
    producers.join();
    drain.join();

    const CollectorCounts counts = collector.counts();
    const std::uint64_t expected = 2 * (records_per_ms * milliseconds + 2);
    std::printf("written %llu, received %llu, dropped %llu, bad %llu; %d frames meanwhile; bound: 0 lost; "
                "ratio lost/written %.9f\n",
                static_cast<unsigned long long>(expected), static_cast<unsigned long long>(counts.events),
                static_cast<unsigned long long>(counts.dropped), static_cast<unsigned long long>(counts.bad),
                frames, static_cast<double>(expected - counts.events) / static_cast<double>(expected));
    return counts.events == expected && counts.dropped == 0 ? 0 : 1;
}
