// SPDX-License-Identifier: GPL-3.0-or-later
// The panel of the articles' claims: what each says, and what was measured of it on this machine.
#pragma once

#include "ui/claims/claims_controller.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace interleave {

class TableView;

/// Window's thread only.
class ClaimsView : public QWidget {
    Q_OBJECT

public:
    explicit ClaimsView(QWidget* parent = nullptr);

    /// Shows how far the controller is.
    void showState(const ClaimsController& claims);

signals:
    void startWanted();
    void stopWanted();
    /// A row was chosen to be looked at: the name of its scenario.
    void scenarioWanted(const QString& name);

private:
    QPushButton* measure_;
    QLabel* progress_;
    TableView* table_;
    bool is_active_ = false;
};

} // namespace interleave
