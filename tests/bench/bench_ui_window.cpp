// SPDX-License-Identifier: GPL-3.0-or-later
// The window at 1920 × 1080 with all its views, each in front in turn: how long a change of tab holds up the
// window's thread, how far apart the frames are while ten million events are panned, and while a run that
// writes a million events a second comes in. Frames are asked for each 16 ms. The bounds are 50 ms for a
// change of tab, and that 19 of 20 frames come no later than half a frame of a display with 60 a second.
#include "tests/bench/lock_heavy_run.h"

#include "core/event/median.h"
#include "core/event/write_all.h"
#include "core/file/run_file_writer.h"
#include "core/scenario/scenario.h"
#include "ui/navigation/navigation.h"
#include "ui/run/file_controller.h"
#include "ui/settings/window_settings.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QTimer>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace interleave;
using namespace interleave::bench;

namespace {

constexpr QSize size(1'920, 1'080);
constexpr std::size_t file_events = 10'000'000;
constexpr std::int64_t events_a_second = 1'000'000;
constexpr int frame_ms = 16;
constexpr int frames_of_view = 120; ///< two seconds for each view
constexpr double frame_limit_ms = 1.5 * 1'000 / 60;
constexpr double tab_limit_ms = 50;

/// Knows how long the longest event held up the window's thread, and of what kind it was.
class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override {
        if (depth_ > 0)
            return QApplication::notify(receiver, event);
        const std::string kind =
            std::string(receiver->metaObject()->className()) + "-" + std::to_string(event->type());
        QElapsedTimer timer;
        timer.start();
        ++depth_;
        const bool handled = QApplication::notify(receiver, event);
        --depth_;
        const double ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        if (ms > longest_ms_) {
            longest_ms_ = ms;
            longest_kind_ = kind;
        }
        return handled;
    }
    void forget() {
        longest_ms_ = 0;
        longest_kind_.clear();
    }
    double longest_ms() const noexcept { return longest_ms_; }
    const std::string& longest_kind() const noexcept { return longest_kind_; }

private:
    int depth_ = 0;
    double longest_ms_ = 0;
    std::string longest_kind_;
};

WatchedApplication& application() {
    return *static_cast<WatchedApplication*>(qApp);
}

/// Collects when a widget is painted.
class Paints : public QObject {
public:
    explicit Paints(QWidget* widget) { widget->installEventFilter(this); }

    void start() {
        apart_ms_.clear();
        since_last_.start();
    }
    /// Returns how far apart the paints were, the nearest first.
    std::vector<double> sorted() {
        std::ranges::sort(apart_ms_);
        return apart_ms_;
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint) {
            apart_ms_.push_back(static_cast<double>(since_last_.nsecsElapsed()) / 1e6);
            since_last_.restart();
        }
        return false;
    }

private:
    QElapsedTimer since_last_;
    std::vector<double> apart_ms_;
};

/// The window of a first start, in front of nobody.
class ShownWindow {
public:
    ShownWindow()
        : settings_(folder_.filePath(QStringLiteral("settings.ini")))
        , window_(std::make_unique<MainWindow>(all_scenarios(), settings_,
                                               [](QWidget*, const SaveQuestion&) { return QString(); })) {
        window_->resize(size);
        window_->show();
    }

    MainWindow& window() { return *window_; }
    Navigation& navigation() { return *window_->findChild<Navigation*>(); }
    FileController& file() { return *window_->findChild<FileController*>(); }
    QWidget& timeline() { return *window_->findChild<QWidget*>(QStringLiteral("timelinePlot")); }
    /// Returns the docks that share a place with others, and so have a tab.
    std::vector<QDockWidget*> tabs() {
        std::vector<QDockWidget*> docks;
        for (QDockWidget* dock : window_->findChildren<QDockWidget*>())
            if (!window_->tabifiedDockWidgets(dock).isEmpty())
                docks.push_back(dock);
        return docks;
    }

private:
    QTemporaryDir folder_;
    WindowSettings settings_;
    std::unique_ptr<MainWindow> window_;
};

/// Handles events for that long.
void wait_ms(int ms) {
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Waits until nothing is computed in the pool for a second.
void wait_until_idle() {
    for (int quiet = 0; quiet < 20; ++quiet) {
        wait_ms(50);
        if (QThreadPool::globalInstance()->activeThreadCount() > 0)
            quiet = 0;
    }
}

RunInfo info_of_run() {
    RunInfo info;
    info.scenario = "lock-contention";
    info.title = "Ten million events";
    info.switch_records = "on";
    return info;
}

/// A file of ten million events that is removed with this object.
class LargeFile {
public:
    LargeFile() {
        std::ofstream file(path_, std::ios::binary);
        RunFileWriter writer(
            [&](std::string_view bytes) {
                file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
            },
            info_of_run());
        LockHeavyRun run;
        LockHeavyRun::introduce(writer);
        for (std::size_t written = 0; written < file_events;) {
            const auto records = run.next(4'096);
            writer.records(records);
            writer.time_reached(run.time());
            written += records.size();
        }
        writer.write_end(info_of_run(), {run.time()});
    }
    ~LargeFile() { std::remove(path_.c_str()); }
    QString path() const { return QString::fromStdString(path_); }

private:
    std::string path_ = "/tmp/bench_ui_window." + std::to_string(getpid()) + ".ilv";
};

/// Writes a run to this program's own standard input, a million events a second, until it is destroyed.
class IncomingRun {
public:
    IncomingRun() {
        int ends[2];
        if (pipe(ends) != 0)
            throw std::system_error(errno, std::generic_category(), "pipe");
        dup2(ends[0], STDIN_FILENO);
        close(ends[0]);
        end_ = ends[1];
        thread_ = std::thread([this] { write(); });
    }
    ~IncomingRun() {
        is_over_ = true;
        thread_.join();
    }

private:
    void write() {
        using namespace std::chrono_literals;
        constexpr std::int64_t parts = 250; // of a second
        RunFileWriter writer([this](std::string_view bytes) { write_all(end_, bytes); }, info_of_run());
        LockHeavyRun run(1'000'000'000 / events_a_second);
        LockHeavyRun::introduce(writer);
        auto next = std::chrono::steady_clock::now();
        while (!is_over_) {
            writer.records(run.next(events_a_second / parts));
            writer.time_reached(run.time());
            writer.flush();
            next += 1'000ms / parts;
            std::this_thread::sleep_until(next);
        }
        close(end_);
    }

    int end_ = -1;
    std::atomic<bool> is_over_{false};
    std::thread thread_;
};

double quantile(const std::vector<double>& sorted, double share) {
    return sorted.empty() ? 0
                          : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

void tell_frames(benchmark::State& state, const std::vector<double>& sorted) {
    state.counters["frames"] = static_cast<double>(sorted.size());
    state.counters["median_ms"] = quantile(sorted, 0.5);
    state.counters["p95_ms"] = quantile(sorted, 0.95);
    state.counters["p95_limit_ms"] = frame_limit_ms;
    state.counters["worst_ms"] = sorted.empty() ? 0 : sorted.back();
    state.counters["held_up_ms"] = application().longest_ms();
    state.SetLabel(application().longest_kind());
}

/// What the benchmarks share; each is made by the first that needs it, and all end before the application.
struct Shared {
    std::unique_ptr<LargeFile> file;
    std::unique_ptr<ShownWindow> of_file;
    std::unique_ptr<IncomingRun> incoming;
    std::unique_ptr<ShownWindow> of_incoming;
};

Shared& shared() {
    static Shared shared;
    return shared;
}

/// The window with a file of ten million events.
ShownWindow& window_of_file() {
    std::unique_ptr<ShownWindow>& shown = shared().of_file;
    if (shown == nullptr) {
        shared().file = std::make_unique<LargeFile>();
        shown = std::make_unique<ShownWindow>();
        shown->window().open({shared().file->path()});
        do
            wait_ms(50);
        while (shown->file().isActive());
        wait_until_idle();
    }
    return *shown;
}

/// The window that shows a run which comes in.
ShownWindow& window_of_incoming() {
    std::unique_ptr<ShownWindow>& shown = shared().of_incoming;
    if (shown == nullptr) {
        shared() = {};
        shared().incoming = std::make_unique<IncomingRun>();
        shown = std::make_unique<ShownWindow>();
        shown->window().open({QStringLiteral("-")});
        wait_ms(1'000);
    }
    return *shown;
}

QDockWidget& tab(ShownWindow& shown, const benchmark::State& state) {
    return *shown.tabs().at(static_cast<std::size_t>(state.range(0)));
}

/// From another tab to this one, until it is painted and nothing waits for the window's thread.
void change_of_tab(benchmark::State& state) {
    ShownWindow& shown = window_of_file();
    QDockWidget& dock = tab(shown, state);
    std::vector<double> held_up;
    std::string kind;
    for (auto _ : state) {
        shown.window().tabifiedDockWidgets(&dock).first()->raise();
        wait_until_idle();
        application().forget();
        QElapsedTimer timer;
        timer.start();
        dock.raise();
        const double raise_ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        wait_ms(100);
        state.SetIterationTime(static_cast<double>(timer.nsecsElapsed()) / 1e9);
        held_up.push_back(std::max(raise_ms, application().longest_ms()));
        if (held_up.back() == *std::ranges::max_element(held_up))
            kind = raise_ms > application().longest_ms() ? "raise" : application().longest_kind();
    }
    state.counters["held_up_ms"] = *std::ranges::max_element(held_up);
    state.counters["median_ms"] = median(held_up);
    state.counters["limit_ms"] = tab_limit_ms;
    state.SetLabel(kind);
}

/// Pans to and fro in a tenth of the run.
void frames_while_panning(benchmark::State& state) {
    ShownWindow& shown = window_of_file();
    tab(shown, state).raise();
    Navigation& navigation = shown.navigation();
    const TimeRange whole = navigation.wholeRange();
    navigation.showRange(
        {whole.from + whole.length() / 4, whole.from + whole.length() / 4 + whole.length() / 10});
    wait_until_idle();
    Paints paints(&shown.timeline());
    for (auto _ : state) {
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        int frames = 0;
        QObject::connect(&timer, &QTimer::timeout, &navigation,
                         [&] { navigation.pan(++frames % 60 < 30 ? 0.02 : -0.02); });
        application().forget();
        paints.start();
        timer.start(frame_ms);
        wait_ms(frames_of_view * frame_ms);
        state.SetIterationTime(frames_of_view * frame_ms / 1e3);
    }
    tell_frames(state, paints.sorted());
}

/// Follows the live edge of a run.
void frames_while_recording(benchmark::State& state) {
    ShownWindow& shown = window_of_incoming();
    tab(shown, state).raise();
    wait_ms(200);
    Paints paints(&shown.timeline());
    for (auto _ : state) {
        application().forget();
        paints.start();
        wait_ms(frames_of_view * frame_ms);
        state.SetIterationTime(frames_of_view * frame_ms / 1e3);
    }
    tell_frames(state, paints.sorted());
    state.counters["events"] = static_cast<double>(shown.file().run()->trace().event_count());
}

using Measure = void (*)(benchmark::State&);

void add(const char* what, Measure measure, const std::vector<std::string>& views, int iterations) {
    for (std::size_t index = 0; index < views.size(); ++index)
        benchmark::RegisterBenchmark((std::string(what) + "/" + views[index]).c_str(), measure)
            ->Arg(static_cast<std::int64_t>(index))
            ->Iterations(iterations)
            ->UseManualTime()
            ->Unit(benchmark::kMillisecond);
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    std::signal(SIGPIPE, SIG_IGN);
    const WatchedApplication watched(argc, argv);
    std::vector<std::string> views;
    {
        ShownWindow shown;
        for (const QDockWidget* dock : shown.tabs())
            views.push_back(dock->windowTitle().toStdString());
    }
    add("change_of_tab", change_of_tab, views, 3);
    add("frames_while_panning", frames_while_panning, views, 1);
    add("frames_while_recording", frames_while_recording, views, 1);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    shared() = {};
    return 0;
}
