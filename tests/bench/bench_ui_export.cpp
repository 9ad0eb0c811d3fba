// SPDX-License-Identifier: GPL-3.0-or-later
// Saving a timeline of a million segments as PNG at 4K, SVG and PDF: as a ratio to the least that the format
// needs, which is a PNG of an empty sheet of the same size, and for SVG and PDF to write and sync as many
// bytes; and in ms, beside the limit of a second.
#include "core/file/whole_file.h"
#include "tests/bench/paired_ratio.h"
#include "tests/core/trace/trace_builder.h"
#include "ui/timeline/timeline_picture.h"

#include <QBuffer>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImageWriter>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

using namespace interleave;
using namespace interleave::bench;

namespace {

constexpr double limit_ms = 1'000;

const Drawing& million() {
    static const Drawing drawing = timeline_drawing(test::busy_trace(16, 62'500));
    return drawing;
}

void save(benchmark::State& state, const char* name, const QSize& size) {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QString::fromLatin1(name));
    PictureOptions options;
    options.size = size;
    options.words.title = QStringLiteral("A million segments");
    exportDrawing(million(), options, path);
    const auto bytes = static_cast<std::size_t>(QFileInfo(path).size());
    const std::string other = folder.filePath(QStringLiteral("other")).toStdString();
    const bool is_png = path.endsWith(QLatin1String(".png"));
    paired_ratio(
        state, 1, is_png ? 3 : 200,
        [&] {
            if (!is_png) {
                write_whole(other, std::string(bytes, 'x'));
                return;
            }
            QImage plain(size, QImage::Format_RGB32);
            plain.fill(Qt::white);
            QBuffer buffer;
            buffer.open(QIODevice::WriteOnly);
            QImageWriter(&buffer, "png").write(plain);
        },
        [&] { exportDrawing(million(), options, path); }, [] {});
    state.counters["ms"] = state.counters["ns"] / 1e6;
    state.counters["limit_ms"] = limit_ms;
    state.counters["MB"] = static_cast<double>(bytes) / 1e6;
}
BENCHMARK_CAPTURE(save, png_4k, "a.png", QSize(3840, 2160))
    ->Iterations(7)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(save, svg, "a.svg", QSize(1280, 720))
    ->Iterations(7)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(save, svg_4k, "a.svg", QSize(3840, 2160))
    ->Iterations(7)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(save, pdf, "a.pdf", QSize(1280, 720))
    ->Iterations(7)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(save, pdf_4k, "a.pdf", QSize(3840, 2160))
    ->Iterations(7)
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
