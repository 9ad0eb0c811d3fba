// SPDX-License-Identifier: GPL-3.0-or-later
// The panel of repeated runs: how many, which of their results is shown, its histogram, and what it proves.
#pragma once

#include "ui/results/results_controller.h"
#include "ui/results/shown_result.h"

#include <QStringList>
#include <QWidget>

#include <cstddef>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QScrollArea;

namespace interleave {

class NumberField;
class ResultCanvas;

/// It may be used on the window's thread only.
class ResultsView : public QWidget {
    Q_OBJECT

public:
    explicit ResultsView(QWidget* parent = nullptr);

    /// Returns how many runs are wanted. Throws UsageError with one line.
    std::size_t times() const;
    /// Shows the controller's results so far.
    void showState(const ResultsController& results);
    /// Says whether the next runs would be of something else than those that are shown.
    void setStale(bool is_stale);
    /// Returns what is shown; nothing before the end of a first run.
    const std::optional<ShownResult>& shown() const { return shown_; }

signals:
    void startWanted();
    void stopWanted();
    void exportWanted();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void offerChoices();
    void showChoice();
    void showWords();
    QString progress(const ResultsController& results) const;

    NumberField* times_;
    QPushButton* measure_;
    QComboBox* choice_;
    QPushButton* export_;
    ResultCanvas* canvas_;
    QScrollArea* beside_; ///< the bars, with what is to be read
    QWidget* reading_;    ///< the words beside the bars
    QLabel* progress_;
    QLabel* words_;
    ResultSpread spread_;
    std::vector<ResultChoice> choices_;
    QStringList offered_; ///< ids in the list
    QString chosen_;      ///< id of what the user has chosen; empty before that
    std::optional<ShownResult> shown_;
    bool shows_claim_ = false;
    bool is_active_ = false;
    bool is_stale_ = false;
};

} // namespace interleave
