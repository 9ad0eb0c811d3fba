// SPDX-License-Identifier: GPL-3.0-or-later
// The panel of the articles' claims: what each says, and what was measured on this machine.
#pragma once

#include "ui/claims/claims_controller.h"
#include "ui/table/table.h"

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

    /// Gives the table the keyboard focus.
    void startReading();
    /// Shows the controller's progress.
    void showState(const ClaimsController& claims);
    /// Returns the claims with what was measured, as they are shown.
    Table shownTable() const;
    /// Returns the line that says how far the measurement is, or what it came to.
    QString progress() const;

signals:
    void startWanted();
    void stopWanted();
    /// The user wants to see what decides the claim.
    void claimWanted(const Claim& claim);

private:
    QPushButton* measure_;
    QLabel* progress_;
    TableView* table_;
    bool is_active_ = false;
};

} // namespace interleave
