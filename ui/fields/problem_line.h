// SPDX-License-Identifier: GPL-3.0-or-later
// A line below a field that says what is wrong with it.
#pragma once

#include <QLabel>

namespace interleave {

/// Is hidden while there is no problem.
class ProblemLine : public QLabel {
    Q_OBJECT

public:
    explicit ProblemLine(QWidget* parent = nullptr);

    void showProblem(const QString& problem);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void takeHeight();
    void takeColour();
};

} // namespace interleave
