// SPDX-License-Identifier: GPL-3.0-or-later
// The panel of the GIL view: which lock, its figures in words, the lock over time, and beside it a table of
// the lanes or of the hand-overs.
#pragma once

#include "core/trace/run_info.h"
#include "core/trace/trace.h"
#include "ui/export/export_choice.h"
#include "ui/gil/shown_gil.h"
#include "ui/run/background_answers.h"

#include <QWidget>

#include <memory>
#include <optional>

class QComboBox;
class QLabel;

namespace interleave {

class GilCanvas;
class RangeLine;
class TableView;

/// It may be used on the window's thread only.
class GilView : public QWidget {
    Q_OBJECT

public:
    explicit GilView(QWidget* parent = nullptr);

    /// Shows another run, or none. Nothing is chosen for it yet.
    void setTrace(std::shared_ptr<const Trace> trace);
    /// Tells that the trace may have grown, and whether records are missing.
    void refresh(const RunInfo& info);
    /// `part` is what the figures are of; none: the whole run.
    void setRange(const TimeRange& visible, const std::optional<TimeRange>& part);
    void setCursorTime(std::optional<std::int64_t> time);
    void setStale(bool is_stale);
    /// Returns what is shown, to be exported; nothing if it has no figures.
    std::optional<ExportChoice> toExport(const RunInfo& info) const;

    const ShownGil& shown() const { return shown_; }

signals:
    /// The user wants the figures of the whole run again.
    void wholeRunWanted();
    void laneChosen(LaneId lane, std::int64_t time);
    void hovered(const QString& words);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void ask();
    void showAnswer(const ShownGil& shown);
    void sayThatItTakesLong();
    void offerChoices();
    void showTable();
    void showWords();
    void step(int by);
    QString hint() const;

    BackgroundAnswers<GilQuestion, ShownGil> answers_;
    QComboBox* choice_;
    QComboBox* table_choice_;
    RangeLine* range_;
    QLabel* figures_;
    QLabel* meaning_;
    GilCanvas* canvas_;
    TableView* table_;
    std::shared_ptr<const Trace> trace_;
    std::optional<ObjectId> chosen_; ///< by the user
    std::optional<std::int64_t> cursor_;
    TimeRange visible_;
    std::optional<TimeRange> part_;
    bool is_whole_ = true;
    bool is_stale_ = false;
    ShownGil shown_;
};

} // namespace interleave
