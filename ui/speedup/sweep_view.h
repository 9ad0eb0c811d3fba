// SPDX-License-Identifier: GPL-3.0-or-later
// The sweep's panel: the parameter to vary and its values, and below it the curves as they are measured.
#pragma once

#include "ui/speedup/measured_sweep.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace interleave {

class NumberField;
class SweepCanvas;
class TableView;

/// It may be used on the window's thread only.
class SweepView : public QWidget {
    Q_OBJECT

public:
    explicit SweepView(QWidget* parent = nullptr);

    /// Offers the scenario's numeric parameters and its backends. Curves of the previous scenario stay until
    /// the next sweep. The scenario must outlive the view's use of it.
    void setScenario(const Scenario& scenario);

    /// Puts a parameter and its values into the fields, as they are typed.
    void suggest(const QString& parameter, const QString& values);
    /// Returns what the fields say; the caller adds seed and the other parameters. Throws UsageError with one
    /// line.
    SweepRequest request() const;

    /// Draws what has been measured so far. Both must live until the next call.
    void showResult(const SweepRequest& request, const SweepResult& result, bool is_active);
    /// Returns the kept sweep if the chart of this one can show it, otherwise nullptr.
    const MeasuredSweep* before(const SweepRequest& request) const;

signals:
    void startWanted();
    void stopWanted();
    void exportWanted();

private:
    void keepOrForget();
    void showTable();
    void suggestValues();
    QString progress(const SweepRequest& request, const SweepResult& result, bool is_active) const;

    const Scenario* scenario_ = nullptr;
    QComboBox* parameter_;
    QLineEdit* values_;
    QHBoxLayout* backends_row_;
    std::vector<QCheckBox*> backends_; ///< in the order of the scenario's
    NumberField* repeats_;
    QPushButton* measure_;
    QPushButton* keep_;
    QPushButton* export_;
    QLabel* progress_;
    SweepCanvas* canvas_;
    TableView* table_;
    const SweepRequest* request_ =
        nullptr; ///< of what is shown, like `result_`; nullptr before the first sweep
    const SweepResult* result_ = nullptr;
    std::optional<MeasuredSweep> kept_; ///< to see the next ones against
    bool is_active_ = false;
};

} // namespace interleave
