// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/file_controller.h"

#include "core/file/byte_source.h"
#include "ui/run/display_rate.h"

#include <QFile>
#include <QThreadPool>

#include <exception>
#include <mutex>
#include <span>
#include <string>
#include <utility>

namespace interleave {

namespace {

/// Frees hundreds of megabytes of trace in the thread pool.
void dispose_of_file(const OpenedRun* run) {
    QThreadPool::globalInstance()->start([run] { delete run; });
}

/// Bytes that the window may cancel while another thread waits for the first of them.
class SharedBytes final : public ByteSource {
public:
    explicit SharedBytes(std::shared_ptr<ByteSource> source) : source_(std::move(source)) {}
    std::size_t read(std::span<char> bytes) override { return source_->read(bytes); }
    void cancel() noexcept override { source_->cancel(); }
    std::optional<double> progress() const noexcept override { return source_->progress(); }

private:
    std::shared_ptr<ByteSource> source_;
};

} // namespace

/// What the thread that opens a file shares with the window.
struct FileController::Opening {
    std::mutex mutex; ///< guards all members
    std::shared_ptr<ByteSource> bytes{};
    std::shared_ptr<const OpenedRun> run{};
    RunKeeping kept{};
    QString error{};
    bool is_done = false;
    bool is_cancelled = false;

    void cancel() {
        const std::lock_guard lock(mutex);
        is_cancelled = true;
        if (bytes)
            bytes->cancel();
    }

    /// Called by the pool's thread.
    void open(const std::string& path, const std::function<RunKeeping(const RunInfo&)>& keeping) {
        std::shared_ptr<const OpenedRun> opened;
        RunKeeping keeps;
        const auto make_saver = [&](const RunInfo& info) {
            if (path == standard_input && keeping)
                keeps = keeping(info);
            return std::move(keeps.saver);
        };
        QString message;
        try {
            const std::shared_ptr<ByteSource> source = open_file_bytes(path);
            {
                const std::lock_guard lock(mutex);
                bytes = source;
                if (is_cancelled)
                    source->cancel();
            }
            opened = {new OpenedRun(path, InputBytes::of(std::make_unique<SharedBytes>(source)), make_saver),
                      dispose_of_file};
        } catch (const Cancelled&) {
            message =
                FileController::tr("The opening of %1 was cancelled.").arg(QString::fromStdString(path));
        } catch (const std::exception& failure) {
            message = QString::fromUtf8(failure.what());
        }
        const std::lock_guard lock(mutex);
        bytes.reset(); // cancel() of the run reaches them from now on
        if (opened && is_cancelled)
            opened->cancel();
        run = std::move(opened);
        kept = std::move(keeps);
        error = message;
        is_done = true;
    }
};

FileController::FileController(QObject* parent) : QObject(parent) {
    timer_.setInterval(display_interval_ms());
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &FileController::poll);
}

FileController::~FileController() {
    cancel();
}

void FileController::open(const QString& path) {
    close();
    path_ = path;
    opening_ = std::make_shared<Opening>();
    QThreadPool::globalInstance()->start(
        [opening = opening_, keeping = keeping_, name = QFile::encodeName(path).toStdString()] {
            // A pipe may give nothing for minutes, and others must not wait for it: the pool may start one
            // thread more.
            QThreadPool::globalInstance()->releaseThread();
            opening->open(name, keeping);
            QThreadPool::globalInstance()->reserveThread();
        });
    timer_.start();
    emit opening(path);
}

void FileController::close() {
    const bool was_active = isActive();
    cancel();
    timer_.stop();
    opening_.reset();
    run_.reset();
    kept_ = {};
    path_.clear();
    if (was_active)
        emit closed();
}

void FileController::cancel() {
    if (opening_)
        opening_->cancel();
    if (run_ && timer_.isActive())
        run_->cancel();
}

std::string FileController::keepProblem() const {
    return !run_ || !kept_.problem.empty() ? kept_.problem : run_->save_error();
}

void FileController::poll() {
    if (opening_)
        takeOpened();
    if (!run_)
        return;
    const std::shared_ptr<const OpenedRun> polled = run_;
    const bool over = run_->finished();
    emit ticked();               // once more after the end, so that the end of the trace is drawn
    if (!over || run_ != polled) // a receiver may have opened another one
        return;
    timer_.stop();
    emit finished();
}

void FileController::takeOpened() {
    QString error;
    {
        const std::lock_guard lock(opening_->mutex);
        if (!opening_->is_done)
            return;
        run_ = std::move(opening_->run);
        kept_ = std::move(opening_->kept);
        error = opening_->error;
    }
    opening_.reset();
    if (run_) {
        emit opened();
        return;
    }
    timer_.stop();
    emit failed(error);
}

} // namespace interleave
