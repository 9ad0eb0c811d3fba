// SPDX-License-Identifier: GPL-3.0-or-later
// The run that the views show: its trace, its report, and where it came from.
#pragma once

#include "core/analysis/run_report.h"
#include "core/trace/trace.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <memory>

namespace interleave {

class ObservedRun;
class RunController;

/// The views read here and never ask an engine. Window's thread only; the trace itself may be read by any.
class ShownRun : public QObject {
    Q_OBJECT

public:
    explicit ShownRun(QObject* parent = nullptr);

    /// Shows each run that the controller starts. It must outlive this.
    void follow(RunController& runs);

    /// nullptr before the first run. Whoever keeps it keeps all that the trace needs.
    const std::shared_ptr<const Trace>& trace() const { return trace_; }
    /// What is known of the run by now. Only with a trace.
    RunInfo info() const;
    /// nullptr while the run goes on.
    const RunReport* report() const;
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
    void show(std::shared_ptr<const ObservedRun> run);
    void grow();

    std::shared_ptr<const ObservedRun> run_;
    std::shared_ptr<const Trace> trace_;
    QElapsedTimer since_figures_;
};

} // namespace interleave
