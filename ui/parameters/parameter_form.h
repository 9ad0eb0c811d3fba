// SPDX-License-Identifier: GPL-3.0-or-later
// The form in which a scenario's parameters are set. It is made from their descriptions.
#pragma once

#include "core/scenario/scenario.h"
#include "ui/parameters/parameter_editor.h"

#include <QWidget>

#include <vector>

class QFormLayout;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace interleave {

class ProblemLine;

class ParameterForm : public QWidget {
    Q_OBJECT

public:
    explicit ParameterForm(QWidget* parent = nullptr);

    /// Shows a field for each parameter, at its default. The scenario must outlive the form's use of it.
    void setScenario(const Scenario& scenario);

    /// The Tab key leads from that widget to the fields, and from the last field to lastInTabOrder().
    void setTabAfter(QWidget* widget);
    QWidget* lastInTabOrder() const;
    /// Gives the first field the keyboard focus.
    void startSetting();

    /// Returns what the fields say as words by name: a JSON object, as it is saved between starts. A free
    /// text may be invalid, and a field with a problem is left out.
    QString toText() const;
    /// Returns one line about the first field with a problem; empty if there is none.
    QString problem() const;
    /// Sets the fields. A value that does not fit leaves the default.
    void setText(const QString& json);
    /// Sets every field to its default.
    void resetAll();

signals:
    void changed();

private:
    struct Row {
        const Parameter* parameter;
        ParameterEditor editor;
        QToolButton* reset;
        ProblemLine* problem;
    };

    void addRow(const Parameter& parameter);
    void orderTabs();
    void showProblems();
    void updateResetButtons();
    bool atDefault(const Row& row) const;

    std::vector<Row> rows_;
    QScrollArea* scroll_;
    QWidget* fields_ = nullptr;
    QPushButton* reset_all_;
    QWidget* tab_before_ = nullptr;
};

} // namespace interleave
