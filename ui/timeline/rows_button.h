// SPDX-License-Identifier: GPL-3.0-or-later
// The button above the rows' names: it says how many rows are hidden, so that nobody takes one for missing,
// and has the menu of the rows.
#pragma once

#include "ui/rows/arranged_rows.h"

#include <QString>
#include <QStringList>
#include <QToolButton>

namespace interleave {

/// What the button says.
struct RowsButtonWords {
    HiddenRows by_hand{};
    HiddenRows by_filter{};
    QString hidden_choice{}; ///< name of what is chosen and hidden; empty if that is nothing
};

/// It may be used on the window's thread only.
class RowsButton : public QToolButton {
    Q_OBJECT

public:
    explicit RowsButton(QWidget* parent = nullptr);

    void setWords(const RowsButtonWords& words);
    /// Puts it into `place`, with the longest words that have room there.
    void fit(const QRect& place);
    /// Whether it says that something is hidden.
    bool tells() const { return tells_; }
    /// Returns the width that its longest words need.
    int wantedWidth() const;

protected:
    bool event(QEvent* event) override;

private:
    void chooseWords();

    QStringList candidates_; ///< the longest first
    bool tells_ = false;
};

} // namespace interleave
