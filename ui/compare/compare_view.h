// SPDX-License-Identifier: GPL-3.0-or-later
// The panel of compared runs: which runs, their picture, and their figures beside each other.
#pragma once

#include "ui/compare/compare_controller.h"

#include <QWidget>

#include <cstddef>
#include <optional>

class QLabel;
class QPushButton;

namespace interleave {

class ComparisonCanvas;
class TableView;

/// It may be used on the window's thread only.
class CompareView : public QWidget {
    Q_OBJECT

public:
    explicit CompareView(QWidget* parent = nullptr);

    /// Shows the controller's runs so far.
    void showState(const CompareController& runs);
    /// Says why the chosen scenario cannot be run on several backends; empty if it can.
    void setBackendsProblem(const QString& why);
    /// Says why the shown run cannot be added; empty if it can.
    void setRunProblem(const QString& why);

signals:
    void backendsWanted();
    void stopWanted();
    void runWanted();
    void fileWanted();
    void removeWanted(std::size_t index);
    void exportWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void update();
    void showTables();
    std::optional<std::size_t> chosen() const;

    QPushButton* backends_;
    QPushButton* add_run_;
    QPushButton* add_file_;
    QPushButton* remove_;
    QPushButton* export_;
    QLabel* caption_;
    QLabel* no_room_; ///< says that the table exists while it cannot be shown
    ComparisonCanvas* canvas_;
    TableView* table_;
    TableView* gil_table_;
    QString backends_problem_;
    QString run_problem_;
    std::size_t count_ = 0;
    bool has_gils_ = false;
    bool are_tables_instead_ = false; ///< in the place of the picture, where both have no room
    bool is_active_ = false;
};

} // namespace interleave
