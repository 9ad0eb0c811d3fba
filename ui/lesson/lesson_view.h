// SPDX-License-Identifier: GPL-3.0-or-later
// The lesson that goes with a scenario: a page of Markdown that the program carries.
#pragma once

#include "core/scenario/scenario.h"

#include <QTextBrowser>

namespace interleave {

class LessonView : public QTextBrowser {
    Q_OBJECT

public:
    explicit LessonView(QWidget* parent = nullptr);

    /// Shows the scenario's lesson, or, where it has none yet, what the scenario says about itself.
    void setScenario(const Scenario& scenario);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showPage();

    QString page_; ///< Markdown
};

} // namespace interleave
