// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the lesson of a scenario: a page of Markdown that the program contains.
#pragma once

#include "core/scenario/scenario.h"

#include <QTextBrowser>

namespace interleave {

class LessonView : public QTextBrowser {
    Q_OBJECT

public:
    explicit LessonView(QWidget* parent = nullptr);

    /// Shows the scenario's lesson, or the scenario's own description where it has no lesson yet.
    void setScenario(const Scenario& scenario);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showPage();

    QString page_; ///< Markdown
};

} // namespace interleave
