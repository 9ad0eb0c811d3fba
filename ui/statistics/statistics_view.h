// SPDX-License-Identifier: GPL-3.0-or-later
// The panel of the statistics: on the left a table of the lanes, on the right their states as bars, how many
// ran at once, what they waited for, what was printed and which events there were.
#pragma once

#include "core/trace/run_info.h"
#include "ui/export/export_choice.h"
#include "ui/run/background_answers.h"
#include "ui/statistics/shown_statistics.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QStackedWidget;
class QTabBar;

namespace interleave {

class ChartCanvas;
class RangeLine;
class TableView;

/// It counts while it can be seen, and a run that is over in any case, so that it can be exported. It may be
/// used on the window's thread only.
class StatisticsView : public QWidget {
    Q_OBJECT

public:
    explicit StatisticsView(QWidget* parent = nullptr);

    /// Shows another run, or none.
    void setTrace(std::shared_ptr<const Trace> trace);
    /// The run may have grown, or is over.
    void refresh(const RunInfo& info, bool is_over);
    /// The figures are of this stretch from now on; none: of the whole run.
    void setSelection(const std::optional<TimeRange>& selection);
    void setStale(bool is_stale);
    /// Returns what is shown, to be exported; nothing if there is nothing.
    std::optional<ExportChoice> toExport(const RunInfo& info);

    /// Returns what is shown now; nullptr before the first answer.
    const std::shared_ptr<const ShownStatistics>& shown() const { return shown_; }

signals:
    void wholeRunWanted();
    void laneWanted(LaneId lane, std::int64_t time);
    void objectWanted(ObjectId object);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Page : std::uint8_t { states, parallelism, waits, output, kinds };

    void build();
    TableView* makeTable(const char* name, const QString& title, const QString& hint);
    StatisticsQuestion question() const;
    void ask();
    void showAnswer(std::shared_ptr<const ShownStatistics> shown);
    void showPage();
    void showWords();
    TableView* shownTable() const;
    QString hint() const;

    BackgroundAnswers<StatisticsQuestion, std::shared_ptr<const ShownStatistics>> answers_;
    RangeLine* range_;
    QLabel* summary_;
    TableView* lanes_;
    QTabBar* pages_;
    QStackedWidget* stack_;
    ChartCanvas* states_;
    ChartCanvas* parallelism_;
    TableView* waits_;
    TableView* output_;
    TableView* kinds_;
    std::shared_ptr<const Trace> trace_;
    std::optional<TimeRange> selection_;
    bool is_stale_ = false;
    CollectorCounts counts_{};
    int processors_ = 0;
    bool is_over_ = false;
    std::shared_ptr<const ShownStatistics> shown_;
};

} // namespace interleave
