// SPDX-License-Identifier: GPL-3.0-or-later
// The run that the views show: its trace, what is known of it, and its report when it is over.
#pragma once

#include "core/analysis/run_report.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace interleave {

class RunController;

/// The views read here and never ask an engine: it holds data only, so that a run can come from anywhere.
/// Window's thread only; the trace itself may be read by any.
class ShownRun : public QObject {
    Q_OBJECT

public:
    explicit ShownRun(QObject* parent = nullptr);

    /// Shows each run that the controller starts. It must outlive this.
    void follow(RunController& runs);

    /// Shows another run. `trace` keeps alive whatever it is a part of; it may grow until complete().
    void show(std::shared_ptr<const Trace> trace, RunInfo info);
    /// The trace of the shown run may have grown; `info` is what is known by now.
    void grow(RunInfo info);
    /// The shown run is over.
    void complete(RunReport report);

    /// nullptr before the first run. Whoever keeps it keeps all that the trace needs.
    const std::shared_ptr<const Trace>& trace() const { return trace_; }
    /// What is known of the run by now. Only with a trace.
    const RunInfo& info() const { return report_ ? report_->info : info_; }
    /// nullptr while the run goes on.
    const RunReport* report() const { return report_ ? &*report_ : nullptr; }
    /// One line for pictures: what ran, how, and where. Only with a trace.
    QString caption() const;

signals:
    /// Another run is shown, and its trace grows from now on.
    void replaced();
    /// The trace may have grown. At the display's rate while the run goes on, and once after its end.
    void grew();
    /// The same at a rate at which figures can be read.
    void figuresChanged();
    /// The run is over and report() is there.
    void completed();

private:
    std::shared_ptr<const Trace> trace_;
    RunInfo info_; ///< as of the last look while the run goes on
    std::optional<RunReport> report_;
    QElapsedTimer since_figures_;
};

} // namespace interleave
