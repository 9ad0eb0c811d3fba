// SPDX-License-Identifier: GPL-3.0-or-later
// A full redraw of the timeline with 10 million segments, in 16 lanes and in 512, and 1600 x 900 pixels,
// through all levels of zoom: as a ratio to filling the same picture column by column, which is the least
// that any drawing by pixel columns does; and in ms, beside the 16 ms of a display's frame.
#include "tests/bench/paired_ratio.h"
#include "tests/core/trace/trace_builder.h"
#include "ui/rows/frame_painter.h"
#include "ui/rows/row_painter.h"

#include <QGuiApplication>
#include <QPainter>

#include <benchmark/benchmark.h>

#include <memory>
#include <utility>

using namespace interleave;
using namespace interleave::bench;

namespace {

constexpr std::size_t segments = 10'000'000; ///< of all lanes
constexpr QSize size(1'600, 900);
constexpr double limit_ms = 16;

/// Only the last one is kept.
const Trace& long_run(int lanes) {
    static std::unique_ptr<Trace> trace;
    static int lanes_of_trace = 0;
    if (std::exchange(lanes_of_trace, lanes) != lanes) {
        trace.reset();
        trace = test::busy_trace(lanes, segments / static_cast<std::size_t>(lanes));
    }
    return *trace;
}

TimelineFrame frame_of(const Trace& trace) {
    TimelineFrame frame;
    frame.add_rows_of(trace);
    frame.theme = &theme_of(ThemeName::light);
    frame.font.setPixelSize(13);
    const double labels = 120;
    const double axis = 26;
    frame.layout = TimelineLayout(QRectF(0, 0, labels, size.height() - axis),
                                  QRectF(labels, 0, size.width() - labels, size.height() - axis), frame.rows,
                                  {.least = 20, .most = 60});
    return frame;
}

/// Redraws a random part of the run that is `1 / zoom` of it.
void redraw(benchmark::State& state) {
    const Trace& trace = long_run(static_cast<int>(state.range(0)));
    const std::int64_t length = std::max<std::int64_t>(shortest_range, trace.time_end() / state.range(1));
    TimelineFrame frame = frame_of(trace);
    RowPainter rows;
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    QImage plain(size, QImage::Format_RGB32);
    std::mt19937_64 random(1);
    std::uint32_t colour = 0xff000000;
    std::size_t all_segments = 0;
    for (std::size_t index = 0; index < trace.lane_count(); ++index)
        all_segments += trace.lane(index).segments().size();
    paired_ratio(
        state, 1, 6,
        [&] {
            auto* const pixels = reinterpret_cast<std::uint32_t*>(plain.bits());
            const auto line = static_cast<std::size_t>(plain.bytesPerLine() / 4);
            ++colour;
            for (int x = 0; x < size.width(); ++x)
                for (int y = 0; y < size.height(); ++y)
                    pixels[static_cast<std::size_t>(y) * line + static_cast<std::size_t>(x)] = colour;
            benchmark::DoNotOptimize(pixels);
        },
        [&] {
            image.fill(frame.theme->background);
            QPainter painter(&image);
            const TimeAxis axis_of_frame = frame_axis(frame);
            rows.paint(painter, frame, axis_of_frame.ticks);
            draw_labels(painter, frame);
            draw_axis(painter, frame, axis_of_frame, QRectF(0, size.height() - 26, size.width(), 26));
        },
        [&] {
            const auto room =
                static_cast<std::uint64_t>(std::max<std::int64_t>(1, trace.time_end() - length));
            const auto from = static_cast<std::int64_t>(random() % room);
            frame.range = {from, from + length};
        });
    state.counters["segments"] = static_cast<double>(all_segments);
    state.counters["ms"] = state.counters["ns"] / 1e6;
    state.counters["limit_ms"] = limit_ms;
}
BENCHMARK(redraw)
    ->ArgNames({"lanes", "zoom"})
    ->ArgsProduct({{16, 512}, {1, 10, 300, 3'000, 30'000, 1'000'000}})
    ->Iterations(40)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
