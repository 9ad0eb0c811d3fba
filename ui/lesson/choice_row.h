// SPDX-License-Identifier: GPL-3.0-or-later
// A radio button whose words take several lines, which Qt's own does not have.
#pragma once

#include <QWidget>

class QButtonGroup;
class QLabel;
class QRadioButton;

namespace interleave {

/// Rows of one group exclude each other, and the arrow keys lead from one to the next.
class ChoiceRow : public QWidget {
    Q_OBJECT

public:
    /// `text` is one line of Markdown.
    ChoiceRow(const QString& text, QButtonGroup& group, QWidget* parent);

    bool isChecked() const;
    QRadioButton& button() { return *button_; }

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QRadioButton* button_;
    QLabel* words_;
};

} // namespace interleave
