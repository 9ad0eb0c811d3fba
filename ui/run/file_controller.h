// SPDX-License-Identifier: GPL-3.0-or-later
// Controls the window's only opened file: opens it, polls it at the display's rate while it is read, and ends
// the reading, without blocking the window.
#pragma once

#include "core/experiment/opened_run.h"
#include "ui/run/run_keeping.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace interleave {

/// All functions must be called on the window's thread. Opening waits for a disk or a pipe and freeing a
/// trace takes time, so both are done in the thread pool. The application object waits for the pool.
class FileController : public QObject {
    Q_OBJECT

public:
    explicit FileController(QObject* parent = nullptr);
    /// Ends the reading.
    ~FileController() override;

    /// Sets how a run that comes through a pipe is kept, from the next one on: what is in a file is there
    /// already. The function is called in another thread and throws nothing; an empty one keeps none.
    void setKeeping(std::function<RunKeeping(const RunInfo&)> keeping) { keeping_ = std::move(keeping); }

    /// Opens the file, or standard input for "-". The file before is closed.
    void open(const QString& path);
    /// Ends the reading and forgets the file; no other signal of it follows.
    void close();
    /// Ends the reading. What was read stays, and finished() follows; or failed(), if nothing was read yet.
    void cancel();

    /// Returns true from open() until finished(), failed() or close().
    bool isActive() const { return opening_ != nullptr || (run_ && timer_.isActive()); }
    /// Returns the path of the file that is open, or that failed last; empty if there is none.
    const QString& path() const { return path_; }
    /// Returns nullptr if no file is open, and until opened().
    const std::shared_ptr<const OpenedRun>& run() const { return run_; }
    /// Returns the share of the file that has been read, from 0 to 1, or nothing if its size is not known.
    std::optional<double> progress() const { return run_ ? run_->progress() : std::nullopt; }

    /// Returns the file to which run() is saved while it comes through a pipe; empty if it is not.
    const std::string& keptPath() const { return kept_.path; }
    /// Returns why it is not, or not all of it, in one line; empty if it is, or was not to be. It is complete
    /// after finished().
    std::string keepProblem() const;

signals:
    void opening(const QString& path);
    /// run() is the new run, and its trace grows from now on.
    void opened();
    /// The trace may have grown; sent at the display's rate while the file is read, and once after its end.
    void ticked();
    /// All was read that can be; the report is available.
    void finished();
    /// close() ended the opening or reading.
    void closed();
    /// The file could not be opened. One line: what, where, the remedy.
    void failed(const QString& message);

private:
    struct Opening;

    void poll();
    void takeOpened();

    QTimer timer_;
    std::function<RunKeeping(const RunInfo&)> keeping_;
    RunKeeping kept_; ///< of run_, without its saver
    QString path_;
    std::shared_ptr<Opening> opening_; ///< shared with the pool's thread; nullptr if nothing is being opened
    std::shared_ptr<const OpenedRun> run_;
};

} // namespace interleave
