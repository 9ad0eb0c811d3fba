// SPDX-License-Identifier: GPL-3.0-or-later
// The panel of the articles' claims: what each says, and what was measured on this machine.
#pragma once

#include "ui/claims/claims_controller.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace interleave {

class TableView;

/// It may be used on the window's thread only.
class ClaimsView : public QWidget {
    Q_OBJECT

public:
    explicit ClaimsView(QWidget* parent = nullptr);

    /// Shows the controller's progress.
    void showState(const ClaimsController& claims);

signals:
    void startWanted();
    void stopWanted();
    /// The user wants to see the scenario of a row, which is passed by name.
    void scenarioWanted(const QString& name);

private:
    QPushButton* measure_;
    QLabel* progress_;
    TableView* table_;
    bool is_active_ = false;
};

} // namespace interleave
