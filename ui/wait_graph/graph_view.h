// SPDX-License-Identifier: GPL-3.0-or-later
// The panel of the wait-for graph: the graph of the cursor's moment, or of now, and beside it what it says in
// sentences.
#pragma once

#include "core/analysis/run_report.h"
#include "core/trace/trace.h"
#include "ui/export/export_choice.h"
#include "ui/run/background_answers.h"
#include "ui/wait_graph/graph_canvas.h"

#include <QFont>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QLabel;

namespace interleave {

/// It may be used on the window's thread only.
class GraphView : public QWidget {
    Q_OBJECT

public:
    explicit GraphView(QWidget* parent = nullptr);

    /// Shows another run, or none.
    void setTrace(std::shared_ptr<const Trace> trace, bool is_over);
    /// Tells that the trace may have grown.
    void refresh() { ask(); }
    /// The run is over, and these locks were taken in opposite orders.
    void complete(const std::vector<LockOrderReport>& lock_orders);
    /// Shows this moment; none: now, or of a run that is over its moment_of_interest().
    void setTime(std::optional<std::int64_t> time);
    void setChosen(std::optional<LaneId> lane) { canvas_->setChosen(lane); }
    void setStale(bool is_stale);
    /// Returns what is shown, to be exported; nothing if there is no graph.
    std::optional<ExportChoice> toExport(const RunInfo& info) const;

    const LaidOutGraph& graph() const { return graph_; }
    const std::shared_ptr<const Trace>& trace() const { return trace_; }

signals:
    /// A lane of the graph was chosen, at the graph's moment.
    void laneChosen(LaneId lane, std::int64_t time);
    void ownerWanted();
    void waiterWanted();
    void nowWanted();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Question {
        WaitGraphQuestion about;
        QFont font;
        QSizeF size; ///< of the place that it is to fit in
    };
    static LaidOutGraph answer(const Question& question);

    void ask();
    void showAnswer(const LaidOutGraph& graph);
    void showWords();
    void colourWords();
    QString hint() const;

    GraphCanvas* canvas_;
    QWidget* reading_; ///< the words beside the graph
    QLabel* moment_;
    QLabel* ring_;
    QLabel* waits_;
    QLabel* orders_;
    BackgroundAnswers<Question, LaidOutGraph> answers_;
    std::shared_ptr<const Trace> trace_;
    bool is_over_ = true;
    bool is_stale_ = false;
    std::optional<std::int64_t> time_;
    LaidOutGraph graph_;
    std::vector<LockOrderReport> lock_orders_;
};

} // namespace interleave
