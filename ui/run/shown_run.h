// SPDX-License-Identifier: GPL-3.0-or-later
// The run that the views show: its trace, its description, and its report when it is over.
#pragma once

#include "core/analysis/run_report.h"
#include "core/engine/program_output.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>
#include <optional>

namespace interleave {

class FileController;
class RecordedPrograms;
class RunController;
class RunSetup;

/// Views read this and never ask an engine. It holds only data, so that a run can come from any source. It
/// may be used on the window's thread only; any thread may read the trace.
class ShownRun : public QObject {
    Q_OBJECT

public:
    explicit ShownRun(QObject* parent = nullptr);

    /// Shows each run that the controller starts, and none after a start that failed, because what a run
    /// before had would be taken for this one's. The controller must outlive this.
    void follow(RunController& runs);
    /// Shows each file that the controller opens; one that cannot be opened changes nothing. What its program
    /// printed, no file has: the recordings of this window know it. Both must outlive this.
    void follow(FileController& files, const RecordedPrograms& recordings);

    /// Keeps isStale() and isForeign() up to date from now on. The setup must outlive this.
    void compareWith(const RunSetup& setup);

    /// Shows another run. `trace` also keeps its owner alive. It may grow until complete(), and so may what
    /// its program prints, if that is known.
    void show(std::shared_ptr<const Trace> trace, RunInfo info,
              std::shared_ptr<const ProgramOutput> output = nullptr);
    /// Shows no run, as before the first one.
    void clear();
    /// Reports that the trace of the shown run may have grown. `info` is what is known by now.
    void grow(RunInfo info);
    /// Reports that the shown run is over.
    void complete(RunReport report);

    /// Returns nullptr if no run is shown. The pointer keeps all that the trace needs alive.
    const std::shared_ptr<const Trace>& trace() const { return trace_; }
    /// Returns what the recorded program prints; nullptr if it is no program, or that is not known.
    const std::shared_ptr<const ProgramOutput>& output() const { return output_; }
    /// Returns what is known of the run by now. There must be a trace.
    const RunInfo& info() const { return report_ ? report_->info : info_; }
    /// Returns nullptr while the run is active.
    const RunReport* report() const { return report_ ? &*report_ : nullptr; }
    /// Whether another scenario or backend, other parameters or another seed are set than those of the shown
    /// run, so that what is shown must not be taken for what is set. It is false if no run is shown.
    bool isStale() const { return stale_; }
    /// Whether the shown run is of no scenario of this program, as the trace of another program is, and no
    /// scenario was chosen since it appeared. Then there is no lesson and no code to it, and nothing that is
    /// set could be other than what is shown.
    bool isForeign() const { return foreign_; }

signals:
    /// Another run is shown, and its trace grows from now on; or none is shown any more.
    void replaced();
    /// The trace may have grown. This is sent at the display's rate while the run is active, and once after
    /// its end.
    void grew();
    /// The trace may have grown. This is sent at a rate at which figures can be read.
    void figuresChanged();
    /// The run is over and report() is available.
    void completed();
    /// isForeign() has changed, or another run is shown that is.
    void foreignChanged(bool foreign);
    /// isStale() has changed.
    void staleChanged(bool stale);

private:
    void compare(const RunSetup& setup);
    void setForeign(bool foreign);

    std::shared_ptr<const Trace> trace_;
    std::shared_ptr<const ProgramOutput> output_;
    RunInfo info_; ///< as of the last grow() while the run is active
    std::optional<RunReport> report_;
    QElapsedTimer since_figures_;
    bool stale_ = false;
    bool foreign_ = false;
};

} // namespace interleave
