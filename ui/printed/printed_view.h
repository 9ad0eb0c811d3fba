// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the lines that a run prints: all of them, or in a replay those that were printed until then.
#pragma once

#include "core/analysis/printed_lines.h"
#include "ui/run/background_answers.h"
#include "ui/table/table_view.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace interleave {

/// It may be used on the window's thread only. The lines are looked for in the thread pool, and only while
/// the view can be seen.
class PrintedView : public TableView {
    Q_OBJECT

public:
    explicit PrintedView(QWidget* parent = nullptr);

    /// Shows another run, or none.
    void setTrace(std::shared_ptr<const Trace> trace);
    /// Tells that the trace may have grown.
    void refresh();
    /// Selects the last line that was printed until then. In a replay the later ones are not shown.
    void setMoment(std::optional<std::int64_t> time, bool is_replaying);

signals:
    /// The user has chosen a line.
    void lineChosen(LaneId lane, std::int64_t time);

protected:
    void showEvent(QShowEvent* event) override;

private:
    using Lines = std::shared_ptr<const std::vector<PrintedLine>>;
    static Lines answer(const std::shared_ptr<const Trace>& trace);

    void take(const Lines& lines);
    void showLines();
    void selectLast(std::size_t printed);
    void choose(const QModelIndex& index);

    std::shared_ptr<const Trace> trace_;
    Lines lines_;
    BackgroundAnswers<std::shared_ptr<const Trace>, Lines> answers_;
    std::optional<std::int64_t> time_;
    bool is_replaying_ = false;
    std::size_t shown_ = 0; ///< how many lines, from the first on
    bool is_following_ = false;
};

} // namespace interleave
